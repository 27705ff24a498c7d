"""Prompts for the connector type: by name, by number, or by a word that narrows the list."""

from __future__ import annotations

from collections.abc import Sequence

from wizard.connectors import ConnectorInfo, catalog
from wizard.connectors.catalog import all_types, search
from wizard.plain.console import Console, Unreadable
from wizard.plain.field_help import COMMANDS, SAVING
from wizard.plain.input import (
    CommandWord,
    FromFile,
    Misunderstood,
    Save,
    Speech,
    ask,
    refuse,
    say_all,
)

HELP = (
    "Enter a type's name, its number or a search word. Press enter to list all types.",
    COMMANDS,
    SAVING,
)
_EVIDENCE = {
    "inferred": "Based on Onyx; not confirmed by Clarm.",
    "internal": "This type isn't meant for indexing a source.",
}


def ask_type(console: Console, current: str | None, review: Speech, save: Save) -> str:
    """Ask for a type and return its value; enter alone keeps ``current``. Raises GoBack."""
    count = len(all_types())
    console.say(f"{count} types. Enter all or part of a name, or press enter to list them.")
    prompt = f"Type (now {current}): " if current else "Type: "
    while True:
        try:
            answer = ask(console, prompt, help=lambda: HELP, review=review, save=save)
        except (Misunderstood, Unreadable) as problem:
            refuse(console, f"Type: {problem}")
            continue
        if answer is CommandWord.KEEP and current:
            return current
        if isinstance(answer, FromFile) or (
            isinstance(answer, CommandWord) and answer is not CommandWord.KEEP
        ):
            refuse(console, "Type: Enter a name, a number or a word.")
            continue
        text = answer if isinstance(answer, str) else ""
        if found := find(text):
            return found.type
        fitting = search(text)
        lines = all_lines() if len(fitting) == count else [line(a) for a in fitting]
        if text and not console.interactive:
            refuse(console, f"Type: {_several(text, fitting)}", lines)
        if text:
            console.say(_several(text, fitting))
        say_all(console, lines)


def _several(text: str, fitting: Sequence[ConnectorInfo]) -> str:
    if not fitting:
        return f"No type matches “{text}”."
    count = f"{len(fitting)} types" if len(fitting) > 1 else "One type"
    return f"{count} may match “{text}”. Enter a number, or more of the name."


def find(text: str) -> ConnectorInfo | None:
    """Return the one type that ``text`` names; None if there may be several.

    ``text`` is the exact value, the number, the name, or the start of one of the names.
    """
    word = text.strip()
    folded = word.casefold()
    if not word:
        return None
    types = all_types()
    for wanted in (
        [a for a in types if a.type == word],
        [a for a in types if str(a.position) == word],
        [a for a in types if folded in (a.type.casefold(), a.label.casefold())],
        [a for a in types if any(name.casefold().startswith(folded) for name in _names(a))],
    ):
        if wanted:
            return wanted[0] if len(wanted) == 1 else None
    return None


def _names(about: ConnectorInfo) -> tuple[str, ...]:
    return (about.type, about.label, *about.aliases)


def line(about: ConnectorInfo) -> str:
    """Format a type for the list; its number is its position in the API's list."""
    return f"{about.position}. {about.label} ({about.type}): {about.summary}"


def all_lines() -> list[str]:
    """List all types: what is popular first, then by category."""
    known = catalog.values()
    groups = {"Popular": [type_name for type_name in catalog.POPULAR if type_name in known]}
    for category, entries in catalog.by_category().items():
        groups[category] = [entry.type for entry in entries]
    lines = []
    for heading, types in groups.items():
        lines.append(f"{heading}:")
        lines += [line(catalog.about(type_name)) for type_name in types]
    return lines


def introduction(about: ConnectorInfo) -> list[str]:
    """Return what to know about a type before its questions."""
    lines = [f"{about.label} ({about.type}): {about.summary}"]
    if len(about.needs) == 1:
        lines.append(f"You need: {about.needs[0]}")
    elif about.needs:
        lines += ["You need:", *(f"- {need}" for need in about.needs)]
    if about.docs_url:
        lines.append(f"More: {about.docs_url}")
    evidence = about.evidence_words or _EVIDENCE.get(about.evidence)
    if evidence:
        lines.append(evidence)
    return [*lines, *about.notes]
