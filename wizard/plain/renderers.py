"""Renderers: how each kind of control is asked for and shown as lines. Independent of Clarm.

A new kind takes one class here, or one ``renders`` elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wizard.forms import (
    UNSET,
    BooleanControl,
    ChoiceControl,
    Control,
    FormState,
    ItemList,
    JsonText,
    KeyValueList,
    Loc,
    MultiChoice,
    Option,
    Scalar,
    Switch,
    TextList,
    UnionControl,
    expected,
    from_text,
)
from wizard.forms.answers import summarize_item
from wizard.forms.messages import NOT_SET
from wizard.forms.questions import FieldQuestion
from wizard.plain.input import (
    Answer,
    CommandWord,
    FromFile,
    content,
    is_json,
    is_key,
    is_text,
    read_on,
)
from wizard.plain.options import InvalidChoice, listed, pick
from wizard.plain.rendering import (
    AGAIN,
    FormPrompter,
    Renderer,
    renderer_for,
    renders,
)

__all__ = ["renderer_for", "yes_or_no"]


def _value(control: Control, answer: Answer) -> Any:
    """Return the value that a special answer represents; any other answer unchanged."""
    if answer is CommandWord.RESET:
        return UNSET
    if answer is CommandWord.NULL and control.nullable:
        return None
    is_list = isinstance(control, MultiChoice | TextList | KeyValueList | ItemList)
    if answer is CommandWord.NULL or (answer is CommandWord.NONE and not is_list):
        return answer.value
    return answer


@renders(Scalar)
class ScalarLines(Renderer):
    """One text, over several lines if the field allows it."""

    def before(self, control: Scalar) -> list[str]:
        if not control.multiline:
            return []
        if control.secret:
            return [
                "Paste all of it (hidden), then press enter on an empty line if it's still waiting."
            ]
        return ["Enter one or more lines, then an empty line."]

    def hints(self, control: Scalar) -> list[str]:
        found = [f"Enter {expected(control)}."]
        if control.multiline:
            found.append("Enter one or more lines. An empty line ends it.")
        if control.file is not None or control.multiline or control.secret:
            name = control.file.name if control.file is not None else "file"
            found.append(f"Enter @ and a path to load a file, such as @~/{name.replace(' ', '-')}.")
        return found

    def ask(self, prompts: FormPrompter, question: FieldQuestion) -> Any:
        control = question.control
        assert isinstance(control, Scalar)  # noqa: S101
        answer = _value(control, prompts.answer(secret=control.secret))
        if isinstance(answer, FromFile):
            binary = control.file is not None and control.file.encoding == "base64"
            one_line = not control.multiline and not binary
            text = content(answer, secret=control.secret, binary=binary, one_line=one_line)
        elif answer is CommandWord.BLANK:
            text = ""
        elif not isinstance(answer, str):
            return answer
        elif control.multiline:
            may_be_key = control.secret or control.file is not None
            is_whole = is_key if may_be_key else is_text
            text = read_on(prompts, answer, secret=control.secret, is_whole=is_whole)
        else:
            text = answer
            if control.secret and prompts.console.ahead() and prompts.console.discard():
                raise InvalidChoice(
                    "You pasted several lines, but this takes one. Nothing was entered."
                )
        return from_text(control, text)


@renders(JsonText)
class JsonLines(Renderer):
    """A value in JSON."""

    kind = "JSON"

    def before(self, control: JsonText) -> list[str]:
        return ["Enter JSON, on as many lines as you need."]

    def hints(self, control: JsonText) -> list[str]:
        return ["Enter JSON, on one or more lines.", "Enter @ and a path to load a file."]

    def ask(self, prompts: FormPrompter, question: FieldQuestion) -> Any:
        control = question.control
        answer = _value(control, prompts.answer(secret=control.secret))
        if isinstance(answer, FromFile):
            return from_text(control, content(answer, secret=control.secret))
        if answer is CommandWord.BLANK:
            return from_text(control, CommandWord.BLANK.value)
        if not isinstance(answer, str):
            return answer
        text = read_on(prompts, answer, secret=control.secret, is_whole=is_json)
        return from_text(control, text)


@renders(BooleanControl)
class YesNoLine(Renderer):
    """Yes or no."""

    kind = "yes or no"

    def hints(self, control: BooleanControl) -> list[str]:
        return ["Enter yes or no (or y or n)."]

    def show(self, control: BooleanControl, raw: Any) -> str:
        words = {True: "yes", False: "no"}
        return words[raw] if isinstance(raw, bool) else super().show(control, raw)

    def ask(self, prompts: FormPrompter, question: FieldQuestion) -> Any:
        answer = _value(question.control, prompts.answer())
        return yes_or_no(answer) if isinstance(answer, str) else _no_text(answer)


@renders(Switch)
class SwitchLine(YesNoLine):
    """One value, or null."""

    def before(self, control: Switch) -> list[str]:
        return [f"yes: {control.option.label}; no: {NOT_SET.lower()}."]


def yes_or_no(text: str) -> bool:
    """Parse a yes-or-no answer; raises InvalidChoice."""
    word = text.strip().casefold()
    for value, names in ((True, ("yes", "true", "1")), (False, ("no", "false", "0"))):
        if word and any(name.startswith(word) for name in names):
            return value
    raise InvalidChoice("Enter yes or no.")


def _no_text(answer: Any) -> Any:
    """Check the answer to a question that takes no text; raises InvalidChoice."""
    if isinstance(answer, FromFile) or answer in (CommandWord.BLANK, CommandWord.NONE):
        raise InvalidChoice("This isn't a valid answer here.")
    return answer


@renders(ChoiceControl)
class ChoiceLines(Renderer):
    """One option, by number or name."""

    kind = "number or name"

    def before(self, control: ChoiceControl) -> list[str]:
        return listed(control.options)

    def hints(self, control: ChoiceControl) -> list[str]:
        return [
            *listed(control.options, everything=True),
            "Enter a number, or the start of a name.",
        ]

    def ask(self, prompts: FormPrompter, question: FieldQuestion) -> Any:
        control = question.control
        assert isinstance(control, ChoiceControl)  # noqa: S101
        answer = _value(control, prompts.answer())
        return pick(answer, control.options).key if isinstance(answer, str) else _no_text(answer)


@renders(MultiChoice)
class SeveralLines(Renderer):
    """Any number of options, on one line."""

    kind = "numbers or names, separated by commas"

    def before(self, control: MultiChoice) -> list[str]:
        return listed(control.options)

    def hints(self, control: MultiChoice) -> list[str]:
        return [
            *listed(control.options, everything=True),
            f"Enter numbers or names, separated by commas. Enter {CommandWord.NONE.value} for "
            "none.",
        ]

    def ask(self, prompts: FormPrompter, question: FieldQuestion) -> Any:
        control = question.control
        assert isinstance(control, MultiChoice)  # noqa: S101
        answer = _value(control, prompts.answer())
        if answer is CommandWord.NONE:
            return []
        if not isinstance(answer, str):
            return _no_text(answer)
        parts = [part.strip() for part in answer.split(",")]
        return [pick(part, control.options).key for part in parts if part]


@renders(TextList, KeyValueList)
class ManyLines(Renderer):
    """Values, or names and values, one per line, ended by an empty line."""

    kind = "one per line"

    def before(self, control: TextList | KeyValueList) -> list[str]:
        words = "name=value, one per line" if isinstance(control, KeyValueList) else "One per line"
        return [f"{words}, then an empty line."]

    def hints(self, control: TextList | KeyValueList) -> list[str]:
        form = expected(control.item)
        if isinstance(control, KeyValueList):
            form = f"a name, =, and {form}"
        return [
            f"Enter {form} on each line. An empty line ends the list. Your entries replace the "
            "current ones.",
            f"Enter {CommandWord.NONE.value} for an empty list. Enter @ and a path to load lines "
            "from a file.",
        ]

    def ask(self, prompts: FormPrompter, question: FieldQuestion) -> Any:
        control = question.control
        answer = _value(control, prompts.answer(secret=control.secret))
        if answer is CommandWord.NONE:
            return from_text(control, "")
        if not isinstance(answer, str | FromFile) and answer is not CommandWord.BLANK:
            return answer
        return from_text(control, "\n".join(self._lines(prompts, answer, secret=control.secret)))

    def _lines(self, prompts: FormPrompter, answer: Any, *, secret: bool) -> Iterator[str]:
        number = 1
        # An empty line that more follows at once is part of what was pasted.
        while answer is not CommandWord.KEEP or prompts.console.ahead():
            if isinstance(answer, FromFile):
                yield from content(answer, secret=secret).splitlines()
            else:
                yield answer.value if isinstance(answer, CommandWord) else answer
            number += 1
            answer = prompts.answer(secret=secret, more=f"{number}: ")


@renders(UnionControl)
class UnionLines(Renderer):
    """One of several shapes, whose fields are the next questions."""

    kind = "number or name"

    def _options(self, control: UnionControl) -> tuple[Option, ...]:
        return tuple(Option(v.key, v.key, v.label, v.help) for v in control.variants)

    def before(self, control: UnionControl) -> list[str]:
        return listed(self._options(control))

    def hints(self, control: UnionControl) -> list[str]:
        return [
            *listed(self._options(control), everything=True),
            "Enter a number, or the start of a name. Values for other choices are kept.",
        ]

    def ask(self, prompts: FormPrompter, question: FieldQuestion) -> Any:
        control = question.control
        assert isinstance(control, UnionControl)  # noqa: S101
        answer = prompts.answer()
        if answer is CommandWord.NULL:
            null = next((v for v in control.variants if v.control is None), None)
            answer = null.key if null else CommandWord.NULL.value
        if not isinstance(answer, str):
            return UNSET if answer is CommandWord.RESET else _no_text(answer)
        key = pick(answer, self._options(control)).key
        return control.choose(prompts.state.shown(question.loc), key)


@renders(ItemList)
class ItemsLines(Renderer):
    """A list of anything: shows its items and asks what to do with them."""

    kind = "a adds, e 1 edits, r 1 removes"

    def hints(self, control: ItemList) -> list[str]:
        return [
            "a adds an item at the end. e and a number edits that item; r and a number removes it.",
            f"Enter {CommandWord.NONE.value} to remove all. Press enter to continue.",
        ]

    def each_time(self, control: ItemList, state: FormState[Any], loc: Loc) -> list[str]:
        shown = state.shown(loc)
        count = len(shown) if isinstance(shown, list) else 0
        return [f"{index + 1}. {summarize_item(state, (*loc, index))}" for index in range(count)]

    def ask(self, prompts: FormPrompter, question: FieldQuestion) -> Any:
        loc, state = question.loc, prompts.state
        answer = _value(question.control, prompts.answer())
        if answer is CommandWord.NONE:
            return []
        if not isinstance(answer, str):
            return _no_text(answer)
        word, _, rest = answer.strip().casefold().partition(" ")
        if word in ("n", "no") and not rest:
            return CommandWord.KEEP
        if word in ("a", "add", "y", "yes") and not rest:
            prompts.ask_item((*loc, state.add(loc)), new=True)
        elif word in ("e", "edit"):
            prompts.ask_item((*loc, self._index(state.shown(loc), rest)), new=False)
        elif word in ("r", "remove"):
            state.remove(loc, self._index(state.shown(loc), rest))
            prompts.changed()
        else:
            raise InvalidChoice("Enter a, e and a number, r and a number, or nothing.")
        return AGAIN

    def _index(self, items: Any, text: str) -> int:
        count = len(items) if isinstance(items, list) else 0
        text = text.strip()
        if not (text.isascii() and text.isdigit() and 1 <= int(text) <= count):
            there = f"The list has {count}" if count else "The list is empty"
            raise InvalidChoice(f"{there}: enter a number from the list.")
        return int(text) - 1
