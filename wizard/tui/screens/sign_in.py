"""Sign-in dialog: asks for the session, which is masked, cleaned and kept in memory only."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from wizard.api.base_url import COOKIE
from wizard.auth.account import Account, AuthStatus
from wizard.auth.session import SessionError, clean_session
from wizard.forms import Secret, Ui
from wizard.tui.commands import ScreenCommand
from wizard.tui.form import messages
from wizard.tui.screens.base import SCROLLING
from wizard.tui.screens.dialogs import WindowScreen
from wizard.tui.widgets.short_form import ShortForm
from wizard.tui.widgets.text import Prose

HOW = """\
1. Sign in to Clarm in a browser.
2. Open the developer tools (F12 or ctrl+shift+i).
3. Application (Chrome) or Storage (Firefox) → Cookies → {host}.
4. Copy the value of the cookie {cookie} and paste it below.

It stays in memory until you quit, and goes only to {host}.\
"""


def _cleaned(value: Secret) -> Secret:
    try:
        return clean_session(value.get_secret_value())
    except SessionError as error:
        words = f"{error.message} {error.hint}".strip()
    raise PydanticCustomError("session", "{words}", {"words": words})


class SessionAnswer(BaseModel):
    """Model of the question: the session."""

    model_config = ConfigDict(hide_input_in_errors=True, frozen=True)

    session: Annotated[
        Secret,
        Field(min_length=1),
        AfterValidator(_cleaned),
        Ui(
            label="Session cookie",
            help=f"The value of the cookie {COOKIE}. Extra spaces, quotes or a leading cookie name "
            "are fine.",
            where="In the developer tools of the browser where you're signed in to Clarm.",
        ),
    ]


class SignInDialog(WindowScreen["Secret | None"]):
    """Asks for a session; dismissed with it, or with None if the user gives none."""

    SCREEN_COMMANDS: ClassVar[tuple[ScreenCommand, ...]] = (
        ScreenCommand(
            "use", "Use it", "Sign in with this session and continue.", "ctrl+n", early=True
        ),
        ScreenCommand("close", "Back", "Go back without signing in.", "escape"),
        *SCROLLING,
    )
    AUTO_FOCUS = "ModelForm *"
    HELP_TEXT = HOW.format(host="the API's host", cookie=COOKIE)

    def __init__(self, host: str, account: Account) -> None:
        super().__init__()
        self._host = host
        self._account = account

    def question(self) -> ComposeResult:
        yield Static(self._why(), markup=False, classes="title")
        with VerticalScroll(can_focus=False):
            if self._account.note:
                yield Static(self._account.note, markup=False, classes="note")
            yield Prose(HOW.format(host=self._host, cookie=COOKIE), classes="text")
        yield ShortForm(SessionAnswer)

    def _why(self) -> str:
        if self._account.standing is not AuthStatus.REJECTED:
            return "Sign in to send this"
        if self._account.api_key is not None:
            return "Clarm rejected the API key. Sign in with a session instead."
        return "Clarm rejected the session. It may have expired. Enter a new one."

    def on_model_form_submitted(self, event: messages.Submitted) -> None:
        """Return the session, which has a valid form."""
        event.stop()
        model: Any = event.model
        self.dismiss(model.session)

    def action_use(self) -> None:
        """Validate the session, and go on."""
        self.query_one(ShortForm).submit()

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)
