"""Asks for the path of a file, as shells do: tab completes it and lists what fits."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from wizard.tui.form.dialogs import FormDialog
from wizard.tui.form.text import PathSuggester, complete, completions
from wizard.tui.sanitize import sanitize_text
from wizard.utils.files import FileError
from wizard.utils.glyphs import WRONG

KEYS: Final = "enter load · tab complete · esc close"
MAX_LISTED: Final = 12
"""So many names are listed at most."""


class PathPrompt(FormDialog[bytes]):
    """Asks for a path and returns the file's content; errors are shown in the dialog.

    what: what the file is called.
    read: takes a path and returns its bytes, or raises an exception with a readable message.
    """

    HELP_TEXT = (
        "Enter the path of a file on this machine. Its content becomes the field's value. Press "
        "tab to complete the path and list matching names, and enter to load the file."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "complete", show=False, priority=True)]

    def __init__(self, what: str, read: Callable[[str], bytes], *, blink: bool = True) -> None:
        super().__init__()
        self._what = what
        self._read = read
        self._blink = blink

    def content(self) -> ComposeResult:
        yield Static(Content(f"Path of the {self._what} (on this machine):"))
        path = Input(suggester=PathSuggester(), placeholder="~/", validate_on=())
        path.cursor_blink = self._blink
        yield path
        yield Static(id="said")
        yield Static(Content(KEYS), classes="note")

    def on_mount(self) -> None:
        """Take no line as long as there is nothing to say."""
        self._say("")

    def _say(self, words: str) -> None:
        said = self.query_one("#said", Static)
        said.update(Content(sanitize_text(words)))
        said.display = bool(words)

    async def action_complete(self) -> None:
        """Complete the path as far as all that fits agrees, and list what fits."""
        path = self.query_one(Input)
        found = await asyncio.to_thread(completions, path.value)
        common = os.path.commonprefix(found)  # noqa: RUF071  part of a name is wanted
        if len(common) > len(path.value):
            path.value = common
            path.cursor_position = len(common)
        names = [name.rstrip("/").rpartition("/")[2] + "/" * name.endswith("/") for name in found]
        more = f"  and {len(names) - MAX_LISTED} more" if len(names) > MAX_LISTED else ""
        listed = "  ".join(names[:MAX_LISTED]) + more
        self._say(listed if len(names) > 1 else "" if names else "No names start like this.")

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Read the file in a thread; what is typed may stand for what is suggested."""
        event.stop()
        try:
            content = await asyncio.to_thread(self._load, event.value.strip())
        except FileError as problem:  # the path is in sight
            self._say(f"{WRONG} {problem.message} {problem.hint}".rstrip())
        except Exception as problem:  # A reader may raise anything; its message is shown.
            self._say(f"{WRONG} {problem}")
        else:
            self.dismiss(content)

    def _load(self, path: str) -> bytes:
        if not os.path.exists(os.path.expanduser(path)):
            path = complete(path) or path
        return self._read(path)
