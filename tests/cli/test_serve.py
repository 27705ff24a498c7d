"""What ``serve`` says when it cannot serve."""

from __future__ import annotations

import socket

import pytest

from tests.cli.command import Command
from wizard.core.hardening import SERVED
from wizard.utils.exit_codes import ExitCode


@pytest.fixture(autouse=True)
def restored(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command sets this for its children; here it runs in the process of the tests."""
    monkeypatch.setenv(SERVED, "")


def test_without_its_package_it_says_what_to_install(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wizard.web.runner.find_spec", lambda name: None)
    done = command("serve")
    assert done.code == ExitCode.FAILED
    assert "pip install 'clarm-wizard[web]'" in done.err


def test_a_port_that_is_taken_is_said(command: Command) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = command("serve", "--port", str(port))
    assert done.code == ExitCode.FAILED
    assert f"Port {port} is in use" in done.err


def test_an_address_that_cannot_be_is_refused_before_a_page_is_opened(command: Command) -> None:
    done = command("serve", "--api-url", "http://clarm.example")
    assert done.code == ExitCode.USAGE
    assert "--api-url" in done.err


def test_other_options_of_the_wizard_are_not_for_it(command: Command) -> None:
    assert command("--type", "slack", "serve").code == ExitCode.USAGE
