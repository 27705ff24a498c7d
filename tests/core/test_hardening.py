"""What the process does to itself before anything is typed into it."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from textual.driver import Driver

from wizard.cli import commands
from wizard.core.hardening import BROWSER, SERVED, choose_driver, remove_leaky_vars


def test_what_makes_textual_record_keys_is_dropped() -> None:
    environ = {"TEXTUAL_LOG": "/tmp/log", "TEXTUAL": "devtools,debug", "TERM": "xterm"}
    remove_leaky_vars(environ)
    assert environ == {"TERM": "xterm", "PYDANTIC_DISABLE_PLUGINS": "__all__"}


def test_only_serve_draws_anywhere_but_on_the_terminal() -> None:
    environ = {"TEXTUAL_DRIVER": "some.module:Driver"}
    choose_driver(environ)
    assert environ == {}
    environ = {"TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver", SERVED: "1"}
    choose_driver(environ)
    assert environ["TEXTUAL_DRIVER"] == BROWSER


def test_the_driver_for_a_browser_is_where_it_is_said_to_be() -> None:
    module, name = BROWSER.split(":")
    assert issubclass(getattr(import_module(module), name), Driver)


def test_no_color_asks_for_a_theme_that_uses_none() -> None:
    environ = {"NO_COLOR": "1"}
    remove_leaky_vars(environ)
    assert environ["TEXTUAL_THEME"] == "ansi-dark"


def test_a_theme_that_was_asked_for_stays() -> None:
    environ = {"NO_COLOR": "1", "TEXTUAL_THEME": "ansi-light"}
    remove_leaky_vars(environ)
    assert environ["TEXTUAL_THEME"] == "ansi-light"


def test_an_empty_no_color_means_nothing() -> None:
    environ = {"NO_COLOR": ""}
    remove_leaky_vars(environ)
    assert "TEXTUAL_THEME" not in environ


def hardened(expression: str, **environ: str) -> str:
    """What ``expression`` is in a process that has hardened itself."""
    script = (
        "import os, resource; from wizard.core.hardening import harden; harden(); "
        f"print({expression})"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], env=environ, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_core_dumps_are_off() -> None:
    assert hardened("resource.getrlimit(resource.RLIMIT_CORE)") == "(0, 0)"


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's flag is Linux's")
def test_the_process_cannot_be_dumped_or_traced() -> None:
    assert hardened("__import__('ctypes').CDLL(None).prctl(3, 0, 0, 0, 0)") == "0"


@pytest.mark.parametrize("switch", ["", "1"])
def test_the_keys_of_encryption_go_to_no_file_unless_a_developer_asks(
    tmp_path: Path, switch: str
) -> None:
    file = tmp_path / "keys"
    context = "__import__('ssl').create_default_context().keylog_filename"
    kept = hardened(context, SSLKEYLOGFILE=str(file), CLARM_WIZARD_DEV=switch)
    assert kept == (str(file) if switch else "None")
    assert file.exists() is bool(switch)


def test_a_developer_may_keep_the_debugging_aids() -> None:
    assert hardened("os.environ['TEXTUAL_LOG']", TEXTUAL_LOG="x", CLARM_WIZARD_DEV="1") == "x"


COMMANDS = sorted(Path(commands.__path__[0]).glob("*.py"))
SENDING = (
    "wizard.core.services import services_for",
    "wizard.api.client",
    "wizard.tui.app",
    "wizard.plain import run",
)
"""What a command imports that opens connections, or hands that on."""


def test_each_command_that_opens_connections_prepares_them() -> None:
    preparing = set()
    for file in COMMANDS:
        source = file.read_text()
        if re.search(rf"(from|import) ({'|'.join(map(re.escape, SENDING))})\b", source):
            preparing.add(file.stem)
            assert re.search(r"^ +prepare_http\(\)$", source, re.MULTILINE), file
    assert {"create", "run"} <= preparing


def prepared(expression: str) -> str:
    """What ``expression`` is in a process that is prepared for connections, and logs all."""
    script = (
        "import logging, sys; logging.basicConfig(level=logging.DEBUG); "
        "from wizard.core.hardening import prepare_http; prepare_http(); "
        f"from wizard.api import Client; import httpx; print({expression})"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@pytest.mark.slow
def test_what_is_logged_of_connections_has_no_header_of_an_answer() -> None:
    assert prepared("logging.getLogger('httpcore.http11').isEnabledFor(logging.DEBUG)") == "False"


@pytest.mark.slow
def test_what_httpx_alone_uses_for_its_command_is_not_loaded() -> None:
    assert prepared("{'click', 'rich', 'pygments'} & sys.modules.keys()") == "set()"
