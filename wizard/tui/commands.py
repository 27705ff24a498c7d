"""Commands, each declared once for its key, the footer, the palette and the help.

A screen, or the app, lists its commands in ``SCREEN_COMMANDS``. The owner's method ``action_…``
runs one, and its ``check_action`` says whether it is available.
"""

# No ``from __future__ import annotations``: NamedTuple compiles string annotations at startup.
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Final, NamedTuple, cast

from rich.text import Text
from textual import events
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.command import (
    CommandInput,
    CommandList,
    CommandPalette,
    DiscoveryHit,
    Hit,
    Hits,
    Provider,
)
from textual.dom import DOMNode
from textual.screen import Screen

from wizard.tui.open_steps import open_steps
from wizard.tui.status import STEP_NAMES
from wizard.utils import fuzzy

if TYPE_CHECKING:
    from wizard.tui.context import Wizard

TITLE_COLUMNS: Final = 20
KEY_COLUMNS: Final = 9
"""Columns of the palette."""

STEPS_PLACE: Final = 1
STEP_HELP: Final = "Go there. Nothing is lost."
HELP_SCORE: Final = 0.1
"""How well a command matches by its help alone."""


class ScreenCommand(NamedTuple):
    """Declaration of one command.

    action: name of the method, without ``action_``.
    title: one or two words for the footer.
    help: a sentence for the palette and the help.
    keys: separated by commas; may be empty.
    footer: whether it is in the footer; if not, it is in the palette and the help only.
    palette: whether it is in the palette.
    early: whether the key works even where a field could take it.
    """

    action: str
    title: str
    help: str
    keys: str = ""
    footer: bool = True
    early: bool = False
    palette: bool = True

    def bindings(self) -> Iterator[Binding]:
        """Yield Textual bindings for the keys; only the first one is shown."""
        for index, key in enumerate(self.keys.split(",") if self.keys else ()):
            yield Binding(
                key,
                self.action,
                self.title,
                show=self.footer and index == 0,
                tooltip=self.help,
                priority=self.early,
                id=f"{self.action}.{index}" if index else self.action,
            )


def bindings(commands: Iterable[ScreenCommand]) -> list[BindingType]:
    """Return the bindings of ``commands``."""
    return [binding for command in commands for binding in command.bindings()]


def commands_of(owner: DOMNode) -> list[ScreenCommand]:
    """Return the available commands of ``owner``, those of its most derived class first."""
    found: dict[str, ScreenCommand] = {}
    for kind in type(owner).__mro__:
        for command in kind.__dict__.get("SCREEN_COMMANDS", ()):
            found.setdefault(command.action, command)
    return [command for command in found.values() if owner.check_action(command.action, ())]


class ActiveCommand(NamedTuple):
    """A command that is available now.

    owner: the node whose action it is.
    palette, footer: whether it is shown there.
    """

    title: str
    help: str
    key: str
    action: str
    owner: DOMNode
    palette: bool = True
    footer: bool = False


def active_commands(screen: Screen[Any]) -> list[ActiveCommand]:
    """Return all commands available on ``screen``, those of the focused field first."""
    found: dict[str, ActiveCommand] = {}
    declared = {
        (id(owner), command.action): command
        for owner in (screen, screen.app)
        for command in commands_of(owner)
    }
    every = list(screen.active_bindings.values())
    shown = {(id(one.node), one.binding.action) for one in every if one.binding.show}
    for active in every:
        binding, owner = active.binding, active.node
        known = declared.pop((id(owner), binding.action), None)
        if binding.action.startswith("app."):  # a dialog declares it with its own text
            declared.pop((id(screen.app), binding.action.removeprefix("app.")), None)
        # A widget's own keys, such as cursor keys, have no help text.
        told = binding.show or known or binding.tooltip
        if not (active.enabled and binding.description and told):
            continue
        key = screen.app.get_key_display(binding)
        palette = known is None or known.palette
        footer = (id(owner), binding.action) in shown
        found.setdefault(
            f"{id(owner)} {binding.action}",
            ActiveCommand(
                binding.description, binding.tooltip, key, binding.action, owner, palette, footer
            ),
        )
    by_id = {id(owner): owner for owner in (screen, screen.app)}
    for (owner_id, action), command in declared.items():
        if f"{owner_id} {action}" not in found:
            found[f"{owner_id} {action}"] = ActiveCommand(
                command.title, command.help, "", action, by_id[owner_id], command.palette
            )
    return list(found.values())


class _Entry(NamedTuple):
    """One row of the palette."""

    title: str
    key: str
    help: str
    run: Callable[[], Any]

    def line(self, query: str = "") -> Text:
        """Return the row, with what matches ``query`` marked."""
        title = Text(self.title)
        for start, end in fuzzy.matches(self.title, query):
            title.stylize("underline", start, end)
        title.pad_right(max(1, TITLE_COLUMNS - len(self.title)))
        return title.append(f"{self.key:<{KEY_COLUMNS}}{self.help}", "not bold")


class CommandProvider(Provider):
    """Palette provider for all available commands, and the steps one can go to."""

    async def discover(self) -> Hits:
        """Yield all commands, before anything is typed."""
        for entry in self._entries():
            yield DiscoveryHit(entry.line(), entry.run, text=entry.title)

    async def search(self, query: str) -> Hits:
        """Yield the commands that match ``query``, in their title or in their help."""
        for entry in self._entries():
            score = fuzzy.score(entry.title, query)
            if not score and all(
                word in entry.help.casefold() for word in query.casefold().split()
            ):
                score = HELP_SCORE
            if score:
                yield Hit(score, entry.line(query), entry.run, text=entry.title)

    def _entries(self) -> list[_Entry]:
        offers = sorted((o for o in active_commands(self.screen) if o.palette), key=self._place)
        entries = [
            (self._place(offer), _Entry(offer.title, offer.key, offer.help, self._run(offer)))
            for offer in offers
        ]
        titles = {offer.title for offer in offers}
        entries += [(STEPS_PLACE, entry) for entry in self._steps(titles)]
        return [entry for _, entry in sorted(entries, key=lambda placed: placed[0])]

    def _steps(self, titles: Collection[str]) -> Iterator[_Entry]:
        """Yield the steps one can go to, but those that have a command with one of ``titles``."""
        if not getattr(self.screen, "SHOWS_WAY", False):
            return
        controller = cast("Wizard", self.app).controller
        for step in open_steps(controller.flow, in_plan=controller.plan is not None):
            name = STEP_NAMES[step.value]
            if name not in titles:
                yield _Entry(f"Go to {name}", "", STEP_HELP, partial(controller.go_to, step))

    def _place(self, offer: ActiveCommand) -> int:
        """Return the sort key: screen and footer commands, then the app's, then a field's rest."""
        if offer.owner is self.app:
            return 2
        return 0 if offer.footer or offer.owner is self.screen else 3

    def _run(self, offer: ActiveCommand) -> Any:
        return lambda: self.app.run_action(offer.action, offer.owner)


class WizardPalette(CommandPalette):
    """Palette that accepts keys at any moment, and says at once if nothing fits."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "escape", "Close")]

    _NO_MATCHES_COUNTDOWN = 0.01  # type: ignore[misc]

    def _action_command_list(self, action: str) -> None:
        # Before its layout the list has no lines in which to find the next page.
        if self.query_one(CommandList).scrollable_content_region:
            super()._action_command_list(action)

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Close the palette and stop gathering commands, as their list is gone."""
        self._cancel_gather_commands()
        return super().dismiss(result)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Stop the cursor from blinking over a network, where each blink costs traffic."""
        if isinstance(event.widget, CommandInput):
            event.widget.cursor_blink = cast("Wizard", self.app).blink
