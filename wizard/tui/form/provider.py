"""Palette provider of a form: its fields, and the actions of the focused one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

from textual.app import App
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from wizard.tui.form.actions import FormActions
from wizard.tui.sanitize import sanitize_text
from wizard.utils import fuzzy


def add_to_palette(form: FormActions) -> None:
    """Add ``FormCommands`` for the form's screen, in an app that lists no commands of its own."""
    if form.app.COMMANDS == App.COMMANDS:
        form.screen.COMMANDS = {*form.screen.COMMANDS, FormCommands}  # type: ignore[misc]


class _Entry(NamedTuple):
    title: str
    words: str
    run: Callable[[], Any]

    @property
    def display(self) -> Content:
        # As Content, since a field's label must not be parsed as markup.
        return Content.assemble(
            sanitize_text(self.title), (sanitize_text(f"  {self.words}"), "dim")
        )


class FormCommands(Provider):
    """Palette provider to add to the ``COMMANDS`` of an app or screen with forms.

    ACTIONS: whether to include the actions; some palettes list every action with a key anyway.
    """

    ACTIONS = True

    async def discover(self) -> Hits:
        """Yield the actions; fields are found by typing."""
        for form in self._forms():
            for entry in self._actions(form):
                yield DiscoveryHit(entry.display, entry.run, text=entry.title)

    async def search(self, query: str) -> Hits:
        """Yield the actions and fields that match ``query``."""
        for form in self._forms():
            for entry in (*self._actions(form), *_fields(form)):
                if score := fuzzy.score(entry.title, query):
                    yield Hit(score, entry.display, entry.run, text=entry.title)

    def _forms(self) -> list[FormActions]:
        return [widget for widget in self.screen.query("*") if isinstance(widget, FormActions)]

    def _actions(self, form: FormActions) -> Iterator[_Entry]:
        for binding in form.OFFERED if self.ACTIONS else ():
            if form.check_action(binding.action, ()):
                run = partial(form.run_action, binding.action)
                yield _Entry(binding.description, binding.tooltip, run)


def _fields(form: FormActions) -> Iterator[_Entry]:
    for target in form.places():
        yield _Entry(f"Go to {target.label}", target.within, partial(form.go_to, target.loc))
