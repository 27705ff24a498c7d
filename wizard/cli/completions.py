"""Completions: asks the parser what can be typed next, for the shells' completion scripts."""

from __future__ import annotations

from argparse import SUPPRESS

from wizard.cli.commands import MODULES, load_command
from wizard.cli.parser import build_parser

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Action
    from collections.abc import Callable, Iterable, Sequence
    from typing import Final

    from wizard.cli.argument_parser import Parser

    Offer = tuple[str, str]
    """A word that can be typed, and what it stands for."""

FILES: Final = ":files"
"""Asks the shell to complete the name of a file, which it does best itself."""


def listing(words: Sequence[str]) -> str:
    """Return the candidates for the last of ``words``, one per line: word, space, note.

    ``words`` come from the shell, without the program's name. The shell filters the candidates by
    the prefix typed so far.
    """
    return "\n".join(f"{word} {note}".rstrip() for word, note in _offers(_parted(words)))


def _parted(words: Sequence[str]) -> list[str]:
    """Split each ``--option=value`` as if at a space; bash splits it into three words."""
    parted: list[str] = []
    for index, word in enumerate(words):
        if word == "=":
            parted += [""] if index + 1 == len(words) else []
        elif word.startswith("--"):
            option, sign, value = word.partition("=")
            parted += [option, value] if sign else [option]
        else:
            parted.append(word)
    return parted or [""]


def _offers(words: Sequence[str]) -> Iterable[Offer]:
    *typed, current = words
    wizard = parser = build_parser(typed)
    places = _places(parser)
    option: Action | None = None
    for word in typed:
        if option is not None:
            option = None
        elif word.startswith("-") and word != "-":
            option = _option_with_value(parser, word)
        elif word in parser.commands:
            parser = parser.commands[word]
            places = _places(parser)
        elif places and places[0].nargs not in ("*", "+"):
            del places[0]
    if option is not None:
        return _values(option, parser, typed)
    if current.startswith("-"):
        return [(name, action.help or "") for action, name in _options(parser)]
    if parser is wizard:
        return [(name, load_command(name).summary.partition("\n")[0]) for name in MODULES]
    return _values(places[0], parser, typed) if places else []


def _places(parser: Parser) -> list[Action]:
    """Return the positional arguments."""
    return [action for action in parser.actions if not action.option_strings]


def _options(parser: Parser) -> Iterable[tuple[Action, str]]:
    actions = (action for action in parser.actions if action.help is not SUPPRESS)
    return ((action, name) for action in actions for name in action.option_strings)


def _option_with_value(parser: Parser, word: str) -> Action | None:
    """Return the option typed as ``word`` if it takes the next word as its value."""
    found = (action for action, name in _options(parser) if name == word and action.nargs != 0)
    return next(found, None)


def _values(argument: Action, parser: Parser, typed: Sequence[str]) -> Iterable[Offer]:
    kind = parser.completions.get(argument.dest)
    if kind is not None:
        return VALUES[kind](typed)
    return [(str(choice), "") for choice in argument.choices or ()]


def _files(_: Sequence[str]) -> Iterable[Offer]:
    return [(FILES, "")]


def _types(_: Sequence[str]) -> Iterable[Offer]:
    from wizard.connectors.catalog import lines

    return [(line.type, line.label) for line in lines()]


def _drafts(typed: Sequence[str]) -> Iterable[Offer]:
    from wizard.storage.drafts import DraftStore
    from wizard.storage.paths import Paths

    found = DraftStore(Paths.find(sandbox="--sandbox" in typed).drafts).list(tidy=False)
    return [
        (draft.id, " ".join(filter(None, (draft.type, draft.name))))
        for draft in found.drafts
        if not draft.problem and not draft.in_use
    ]


def _history(typed: Sequence[str]) -> Iterable[Offer]:
    from wizard.storage.history import History
    from wizard.storage.paths import Paths

    log = History(Paths.find(sandbox="--sandbox" in typed).history).read()
    return [
        (entry.short_id, f"{entry.type} {entry.name}")
        for entry in log.entries
        if entry.needs_check or "settle" not in typed
    ]


def _themes(_: Sequence[str]) -> Iterable[Offer]:
    from wizard.tui.theme import theme_names

    return [(name, "") for name in theme_names()]


VALUES: Final[dict[str, Callable[[Sequence[str]], Iterable[Offer]]]] = {
    "files": _files,
    "types": _types,
    "drafts": _drafts,
    "history": _history,
    "themes": _themes,
}
"""What an argument can be completed with, by the word that its parser says for it."""
