"""A form as line prompts, one question at a time; depends on ``wizard.forms``, not on Clarm.

After a wrong answer, a person is told why and asked again, with the typed text as the default. A
pipe is not: each of its lines answers one particular question, and after a wrong answer nobody
knows which. The first wrong answer from a pipe therefore raises InvalidAnswer, which names the
field, so that no answer ever ends up in the next field.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from wizard.forms import (
    UNSET,
    FieldError,
    FormState,
    ItemList,
    Loc,
    UnionControl,
    text_of,
)
from wizard.forms.address_parts import address_fill
from wizard.forms.messages import listing
from wizard.forms.questions import FieldQuestion, GateQuestion, label_of, questions, shown
from wizard.plain.console import Console, Unreadable
from wizard.plain.field_help import SAVING, help_lines
from wizard.plain.input import (
    Answer,
    CommandWord,
    GoBack,
    ListWanted,
    Misunderstood,
    Save,
    ask,
    nothing_to_save,
    refuse,
)
from wizard.plain.more_keys import more_keys
from wizard.plain.options import InvalidChoice
from wizard.plain.renderers import renderer_for, yes_or_no
from wizard.plain.rendering import AGAIN, Renderer, secret_summary

START: Final = 0
END: Final = -1


class AccountLists(Protocol):
    """Lists what a field can be chosen from in the person's account."""

    def has(self, loc: Loc) -> bool:
        """Return whether the field at ``loc`` can be chosen."""

    def choose(self, question: FieldQuestion) -> Any:
        """Return the chosen raw value; UNSET if none was chosen. Raises InvalidChoice."""


@dataclass(eq=False)
class FormPrompts:
    """Asks for the values of ``state`` on ``console``.

    on_change: called after each change.
    review: the lines to show for ``!``. save: writes a file for ``!save``.
    untitled: objects whose title is omitted before the labels of their fields.
    more: the object that accepts unknown keys, if any, and whether these are secret.
    lists: chooses values from the person's account, if there is anything to ask for them.
    """

    state: FormState[Any]
    console: Console
    on_change: Callable[[], None] = lambda: None
    review: Callable[[], Sequence[str]] = lambda: ()
    save: Save = nothing_to_save
    untitled: Set[Loc] = frozenset()
    more: tuple[Loc, bool] | None = None
    within: Loc = ()
    lists: AccountLists | None = None
    opened: set[Loc] = field(default_factory=set)
    current: FieldQuestion | GateQuestion | None = field(default=None, init=False)
    _prompt: str = field(default="", init=False)
    _offer: Any = field(default=UNSET, init=False)
    _group: str = field(default="", init=False)

    def questions(self) -> list[FieldQuestion | GateQuestion]:
        """Return the questions to ask now."""
        found = questions(self.state, self.opened, within=self.within, untitled=self.untitled)
        if self.more is not None:
            loc, secret = self.more
            found.append(more_keys(self.state, loc, secret=secret))
        return found

    # Navigation

    def walk(self, start: int = START) -> bool:
        """Ask the questions from number ``start`` on (END: the last one).

        Returns False if the person went back from the first one.
        """
        count = len(self.questions())
        at = count - 1 if start == END else start
        if count == 0:
            return start != END
        while at < len(self.questions()):
            try:
                at = self._ask(at) + 1
            except GoBack:
                if at == 0:
                    return False
                at -= 1
        return True

    def visit(self, locs: Sequence[Loc]) -> bool:
        """Ask the questions for ``locs`` and those that the answers lead to; see ``walk``."""
        waiting, fresh, done = list(locs), set[Loc](), set[Loc]()
        while waiting:
            loc = waiting.pop(0)
            at = self.find(loc)
            before = [item.loc for item in self.questions()]
            here = before[at]
            if here in done or (loc in fresh and loc not in before):
                continue
            done.add(here)
            try:
                self._ask(at)
            except GoBack:
                return self.walk(at - 1) if at > 0 else False
            new = [item.loc for item in self._unanswered() if item.loc not in before]
            fresh.update(new)
            waiting[:0] = new
        return True

    def _unanswered(self) -> list[FieldQuestion]:
        return [
            item
            for item in self.questions()
            if isinstance(item, FieldQuestion) and self.state.entered(item.loc) is UNSET
        ]

    def find(self, loc: Loc) -> int:
        """Return the number of the question for ``loc``, or the first, and open its gate."""
        asked = self.questions()
        if all(item.loc != loc for item in asked):
            self.opened.update(gate.loc for gate in asked if _is_behind(gate, loc))
        locs = [item.loc for item in self.questions()]
        around = [at for at in locs if loc[: len(at)] == at]
        below = [at for at in locs if at[: len(loc)] == loc]
        found = max(around, key=len) if around else below[0] if below else None
        return locs.index(found) if found is not None else 0

    # A single question

    def _ask(self, at: int) -> int:
        """Ask until the answer is valid, then return the question's number."""
        asked = self.questions()
        item = asked[at]
        self.current, self._offer = item, UNSET
        place = f"{at + 1} of {len(asked)}: "
        if isinstance(item, GateQuestion):
            self._ask_gate(item, place)
        else:
            self._introduce(item)
            while not self._answered(item, place):
                self.current = item
        locs = [other.loc for other in self.questions()]
        return locs.index(item.loc) if item.loc in locs else at - 1

    def _introduce(self, item: FieldQuestion) -> None:
        if item.group != self._group and item.group:
            self.console.say(f"{item.group}:")
        self._group = item.group
        for error in self.state.errors:
            if _is_about(error, item) and not error.missing:
                self.console.say(f"{self._label(error)}: {error.message}")
        if item.field is not None and item.field.deprecated:
            self.console.say(f"{item.label}: {item.field.deprecated}")
        for line in renderer_for(item.control).before(item.control):
            self.console.say(line)
        if self.lists is not None and self.lists.has(item.loc):
            self.console.say("Enter ?list to choose from your account.")

    def _answered(self, item: FieldQuestion, place: str) -> bool:
        """Ask once; return whether the answer is valid and the last one for this question."""
        renderer = renderer_for(item.control)
        self._prompt = place + self._words(item)
        for line in renderer.each_time(item.control, self.state, item.loc):
            self.console.say(line)
        try:
            raw = self._raw(renderer, item)
        except (InvalidChoice, Misunderstood, Unreadable) as problem:
            self._refuse(item.label, str(problem), getattr(problem, "lines", ()))
            return False
        if raw is AGAIN:
            return False
        if raw is CommandWord.KEEP and self._offer is not UNSET:
            raw = self._offer
        self._offer = UNSET
        if raw is UNSET:
            self.state.reset(item.loc)
        elif raw is not CommandWord.KEEP:
            self.state.set(item.loc, raw)
        if raw is not CommandWord.KEEP:
            self.on_change()
            self._take_offer(item)
        self.state.mark_touched(item.loc)
        errors = self._errors(item)
        if not errors:
            if raw is not CommandWord.KEEP:
                self._confirm(item)
            return True
        for error in errors:
            self._refuse(self._label(error), error.message)
            if error.fix is not None:
                self._offer = error.fix
        if item.control.secret and raw is not CommandWord.KEEP:
            self.state.set(item.loc, UNSET)
        return False

    def _take_offer(self, item: FieldQuestion) -> None:
        """Correct an answer by which nothing else can be meant, and say so."""
        fill = address_fill(self.state, item.loc, switch=False)
        if fill is not None:
            fill.apply(self.state)
            self.on_change()
            self.console.say(f"{item.label}: {fill.words}")
        if self.state.take_offers(item.loc):
            self.on_change()
            if not item.control.secret:
                taken = renderer_for(item.control).show(item.control, self.state.entered(item.loc))
                self.console.say(f"{item.label}: using {taken}.")

    def _raw(self, renderer: Renderer, item: FieldQuestion) -> Any:
        """Return what was answered, or chosen from the account."""
        try:
            return renderer.ask(self, item)
        except ListWanted:
            if self.lists is None:
                raise
            raw = self.lists.choose(item)
            return AGAIN if raw is UNSET else raw

    def _confirm(self, item: FieldQuestion) -> None:
        """Show what was entered if it was not visible, and any warning about it."""
        if item.control.secret:
            raw = self.state.entered(item.loc)
            for words in secret_summary(raw) if text_of(raw) else ["Not set."]:
                self.console.say(f"{item.label}: {words}")
        if warning := self.state.warning_at(item.loc):
            self.console.say(f"{item.label}: {warning}")

    def _ask_gate(self, gate: GateQuestion, place: str) -> None:
        is_open = gate.loc in self.opened or any(
            self.state.changed(item.loc) or self.state.errors_at(item.loc) for item in gate.inside
        )
        count = len(gate.inside)
        words = f"{gate.label}? {count} more, optional"
        self._prompt = f"{place}{words} ({'yes' if is_open else 'no'}): "
        while True:
            try:
                answer = self.answer()
                if answer is not CommandWord.KEEP:
                    is_open = yes_or_no(answer if isinstance(answer, str) else "")
                break
            except (InvalidChoice, Misunderstood, Unreadable) as problem:
                self._refuse(gate.label, str(problem))
        (self.opened.add if is_open else self.opened.discard)(gate.loc)

    def _words(self, item: FieldQuestion) -> str:
        """Return the label, what is expected, and what pressing enter alone does."""
        control, renderer, raw = item.control, renderer_for(item.control), self._offer
        if raw is UNSET:
            raw = shown(self.state, item)
        left_alone = self.state.entered(item.loc) is UNSET and not isinstance(control, UnionControl)
        now = renderer.show(control, raw) if raw is not None or not left_alone else ""
        parts = [item.label]
        if item.required and not isinstance(control, UnionControl):
            parts.append("required")
        elif not now:
            parts.append("optional")
        parts += [word for word in ("secret" if control.secret else "", renderer.kind) if word]
        words = ", ".join(parts)
        if now and self._offer is not UNSET:
            words += f" (press enter for {now})"
        elif now:
            words += f" ({'default' if left_alone else 'now'} {now})"
        return f"{words}: "

    # Errors

    def _errors(self, item: FieldQuestion) -> list[FieldError]:
        """Return the form's errors for one question; a list includes those of its items."""
        return [error for error in self.state.read().errors if _is_about(error, item)]

    def _label(self, error: FieldError) -> str:
        named = error.loc if error.loc not in self.untitled else ()
        return label_of(self.state, named, self.untitled)

    def explain(self, errors: Sequence[FieldError]) -> list[str]:
        """Format errors as lines, each with the fields that it concerns."""
        return [self._explained(error) for error in errors]

    def _explained(self, error: FieldError) -> str:
        asked = [loc for loc in error.fields if self.state.place(loc) is not None]
        fields = [label_of(self.state, loc, self.untitled) for loc in asked or error.fields]
        who = listing(fields, "and") or self._label(error)
        return f"{who}: {error.message}" if who else error.message

    def _refuse(self, label: str, message: str, lines: Sequence[str] = ()) -> None:
        refuse(self.console, f"{label}: {message}" if label else message, lines)

    # Interface for renderers

    def answer(self, *, secret: bool = False, more: str = "") -> Answer:
        """Ask the question, or a follow-up with ``more``, handling commands here."""
        return ask(
            self.console,
            more or self._prompt,
            help=self._help,
            review=self.review,
            save=self.save,
            secret=secret,
        )

    def _help(self) -> list[str]:
        if self.current is None:
            return []
        saving = [] if self.save is nothing_to_save else [SAVING]
        return [*help_lines(self.state, self.current), *saving]

    def changed(self) -> None:
        """Report a change made other than through the return value of a renderer's ``ask``."""
        self.on_change()

    def ask_item(self, loc: Loc, *, new: bool) -> None:
        """Ask for one item of a list; going back from the start of a ``new`` one discards it."""
        self.changed()
        inner = FormPrompts(
            self.state,
            self.console,
            self.on_change,
            self.review,
            self.save,
            self.untitled,
            within=loc,
        )
        if not inner.walk() and new:
            *above, index = loc
            self.state.remove(tuple(above), int(index))
            self.changed()


def _is_about(error: FieldError, item: FieldQuestion) -> bool:
    inside = isinstance(item.control, ItemList)
    return error.loc == item.loc or (inside and error.loc[: len(item.loc)] == item.loc)


def _is_behind(gate: FieldQuestion | GateQuestion, loc: Loc) -> bool:
    """Return whether ``gate`` is a gate that hides the question for ``loc``."""
    inside = gate.inside if isinstance(gate, GateQuestion) else ()
    return any(loc[: len(item.loc)] == item.loc for item in inside)
