"""Step 3: how to sign in to the source."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.style import Style
from textual.widgets import Button, Static

from wizard.connectors.kit import NoCredential
from wizard.flow import Step
from wizard.tui.commands import Command
from wizard.tui.screens.form_step import FormStep


class Credential(FormStep):
    """What the server signs in to the source with; some types need nothing."""

    STEP = Step.CREDENTIAL
    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command(
            "open_docs", "Open page", "Open the vendor's page about the credential.", "", False
        ),
    )
    HELP_TEXT = (
        "Say how the server signs in to the source. Secrets are masked, never saved in drafts, "
        "and leave this machine only when you send. Paste with your terminal's own key; a key "
        "file can be pasted whole, or loaded with ctrl+o."
    )

    @property
    def _nothing(self) -> bool:
        connector = self.flow.connector
        return connector is not None and connector.credential is NoCredential

    def body(self) -> ComposeResult:
        if not self._nothing:
            yield from super().body()
            return
        with Vertical(id="no-credential"):
            yield Static(f"{self.about.label} needs no credential.", markup=False, classes="title")
            yield Static("There is nothing to sign in with. Go on to the schedule.", classes="text")
            yield Button("Go on", variant="primary", id="go-on")

    def intro(self) -> Content | str:
        """What to have at hand, and where it is made."""
        lines = [Content(f"• {need}") for need in self.about.needs]
        if self.about.docs_url:
            link = Style.from_meta({"@click": "screen.open_docs"})
            lines.append(Content.styled(self.about.docs_url, "underline").stylize(link))
        return Content("\n").join(lines)

    def focus_place(self) -> None:
        """Focus what there is to press or fill in."""
        if self._nothing:
            self.query_one(Button).focus()
        else:
            super().focus_place()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Go on."""
        event.stop()
        self.action_next_step()

    def action_next_step(self) -> None:
        """Go on, if there is nothing to fill in or all is filled in."""
        if self._nothing:
            self.wizard.journey.next()
        else:
            super().action_next_step()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Not every type has a page."""
        if action == "open_docs":
            return self.about.docs_url is not None
        return super().check_action(action, parameters)

    def action_open_docs(self) -> None:
        """Open the vendor's page."""
        if self.about.docs_url:
            self.wizard.open_page(self.about.docs_url)
