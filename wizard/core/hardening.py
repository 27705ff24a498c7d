"""Makes the process safe to type secrets into, before anything heavy is imported."""

from __future__ import annotations

import os
import resource
import sys
from contextlib import contextmanager

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, MutableMapping
    from typing import Final

DEVELOPER_SWITCH: Final = "CLARM_WIZARD_DEV"
"""Set to 1, it keeps Textual's own debugging aids, which see everything that is typed."""

LEAKY: Final = (
    *("TEXTUAL", "TEXTUAL_LOG", "TEXTUAL_PRESS", "TEXTUAL_SCREENSHOT"),
    "SSLKEYLOGFILE",
)
"""Textual's log and console record each paste in clear; OpenSSL's file opens what was recorded."""

NO_PLUGINS: Final = "PYDANTIC_DISABLE_PLUGINS"
"""Pydantic hands all that a model is made of, secrets included, to plugins that it finds."""

SERVED: Final = "CLARM_WIZARD_SERVED"
"""Set to 1 by ``clarm-wizard serve`` for the wizards that it starts."""

BROWSER: Final = "wizard.tui.backend.web_driver:BrowserDriver"

SESSION_NAMES: Final = ("CLARM_SESSION", "CLARM_API_KEY")
"""What no other program has to inherit."""

PR_SET_DUMPABLE: Final = 4


def harden() -> None:
    """Let nothing record what is typed: no log, no plugin, no core dump."""
    choose_driver(os.environ)
    if os.environ.get(DEVELOPER_SWITCH) == "1":
        return
    remove_leaky_vars(os.environ)
    forbid_core_dumps()


def prepare_http() -> None:
    """For commands that open connections: httpx loads fast, and its log has no answer's headers.

    Not for all commands, since what this itself loads takes time too.
    """
    import logging
    from importlib.util import find_spec

    # At its debug level httpcore writes whole answer headers, new session cookies included.
    logging.getLogger("httpcore").setLevel(logging.INFO)
    # What cannot be loaded is None here. httpx's own command, which nobody calls, would load
    # click, rich and pygments: half of the time that httpx takes. It does without.
    modules: dict[str, object] = vars(sys)["modules"]
    modules.setdefault("httpx._main", None)
    # httpcore looks for this again at every turn, and where it is not there that takes long.
    if "sniffio" not in modules and find_spec("sniffio") is None:
        modules["sniffio"] = None


def served() -> bool:
    """Whether a browser is the terminal, and ``clarm-wizard serve`` is between."""
    return os.environ.get(SERVED) == "1"


def choose_driver(environ: MutableMapping[str, str]) -> None:
    """Draw in a browser if ``serve`` asks for that, else on the terminal, whatever is set."""
    environ.pop("TEXTUAL_DRIVER", None)
    if environ.get(SERVED) == "1":
        environ["TEXTUAL_DRIVER"] = BROWSER


def remove_leaky_vars(environ: MutableMapping[str, str]) -> None:
    """Take what leaks out of ``environ``; let ``NO_COLOR`` mean no colour rather than grey."""
    for name in LEAKY:
        environ.pop(name, None)
    environ[NO_PLUGINS] = "__all__"
    if environ.get("NO_COLOR"):
        environ.setdefault("TEXTUAL_THEME", "ansi-dark")


@contextmanager
def without_session(environ: MutableMapping[str, str]) -> Iterator[None]:
    """While another program, such as a browser, is started: it inherits no session."""
    kept = {name: environ.pop(name) for name in SESSION_NAMES if name in environ}
    try:
        yield
    finally:
        environ.update(kept)


def forbid_core_dumps() -> None:
    """A crash of the interpreter must not leave memory on the disk, secrets included."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        # Piped core handlers ignore the limit, so also ask the kernel; best effort.
        import ctypes

        try:
            ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
        except (OSError, AttributeError):
            return
