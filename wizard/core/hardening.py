"""Protection for secrets typed into this process, applied before heavy imports."""

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
"""If set to 1, Textual's own debugging aids stay enabled; they see everything that is typed."""

LEAKY: Final = (
    *("TEXTUAL", "TEXTUAL_LOG", "TEXTUAL_PRESS", "TEXTUAL_SCREENSHOT"),
    "SSLKEYLOGFILE",
)
"""Textual's log and console record pastes in clear; OpenSSL's file decrypts recorded traffic."""

NO_PLUGINS: Final = "PYDANTIC_DISABLE_PLUGINS"
"""Pydantic passes all model input, secrets included, to any plugins it finds."""

SERVED: Final = "CLARM_WIZARD_SERVED"
"""Set to 1 by ``clarm-wizard serve`` for the wizards it starts."""

BROWSER: Final = "wizard.tui.backend.web_driver:WebTerminalDriver"

SESSION_NAMES: Final = ("CLARM_SESSION", "CLARM_API_KEY")
"""Variables that no other program needs to inherit."""

PR_SET_DUMPABLE: Final = 4


def harden() -> None:
    """Prevent anything typed from being recorded by a log, plugin or core dump."""
    choose_driver(os.environ)
    if os.environ.get(DEVELOPER_SWITCH) == "1":
        return
    remove_leaky_vars(os.environ)
    forbid_core_dumps()


def prepare_http() -> None:
    """Prepare for HTTP: speed up importing httpx and keep response headers out of its log.

    Only for commands that open connections, as the imports here take time themselves.
    """
    import logging
    from importlib.util import find_spec

    # At debug level httpcore logs complete response headers, including new session cookies.
    logging.getLogger("httpcore").setLevel(logging.INFO)
    # A module set to None cannot be imported. httpx's command-line tool, which is never used, would
    # import click, rich and pygments: half of the import time of httpx, which works without it.
    modules: dict[str, object] = vars(sys)["modules"]
    modules.setdefault("httpx._main", None)
    # httpcore looks for sniffio again on every call, which is slow if it is not installed.
    if "sniffio" not in modules and find_spec("sniffio") is None:
        modules["sniffio"] = None


def served() -> bool:
    """Return whether a browser is the terminal, connected through ``clarm-wizard serve``."""
    return os.environ.get(SERVED) == "1"


def choose_driver(environ: MutableMapping[str, str]) -> None:
    """Select the driver: the browser if ``serve`` asks for it, otherwise the terminal.

    Any driver set in the environment is ignored.
    """
    environ.pop("TEXTUAL_DRIVER", None)
    if environ.get(SERVED) == "1":
        environ["TEXTUAL_DRIVER"] = BROWSER


def remove_leaky_vars(environ: MutableMapping[str, str]) -> None:
    """Remove leaking variables from ``environ`` and make ``NO_COLOR`` mean no colour, not grey."""
    for name in LEAKY:
        environ.pop(name, None)
    environ[NO_PLUGINS] = "__all__"
    if environ.get("NO_COLOR"):
        environ.setdefault("TEXTUAL_THEME", "ansi-dark")


@contextmanager
def without_session(environ: MutableMapping[str, str]) -> Iterator[None]:
    """Hide the credentials while another program, such as a browser, is started."""
    kept = {name: environ.pop(name) for name in SESSION_NAMES if name in environ}
    try:
        yield
    finally:
        environ.update(kept)


def forbid_core_dumps() -> None:
    """Prevent an interpreter crash from writing memory, including secrets, to disk."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        # Piped core handlers ignore the limit, so also ask the kernel, as far as possible.
        import ctypes

        try:
            ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
        except (OSError, AttributeError):
            return
