"""What other packages do not promise to keep, and this one relies on, is still there."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any, Final, NamedTuple

import pytest

import wizard

BACKEND: Final = "tui/backend/"
ROOT: Final = Path(wizard.__file__).parent

OWN_OR_THEIRS: Final = re.compile(r"(?:\bdef |\b(?:self|cls|super\(\))\.)(_[a-z]\w*)")
"""A private name that a class defines or uses."""


class PrivateName(NamedTuple):
    """A private or patched name of another package.

    module, name: where it is, such as ``Class.method``, ``Class.attribute`` (of the class or of
    its instances), ``Class.method.used_name``; nothing for the module itself. user: the file in
    ``wizard`` that relies on it. parameters: of a method those without ``self`` that it relies on;
    others have defaults.
    """

    module: str
    name: str
    user: str
    parameters: tuple[str, ...] | None = None

    @property
    def owner(self) -> str:
        """The package and its version."""
        package = self.module.partition(".")[0]
        if package in sys.stdlib_module_names:
            return f"Python {sys.version_info.major}.{sys.version_info.minor}'s {package}"
        return f"{package.replace('_', '-')} {version(package)}"

    @property
    def relies(self) -> str:
        """Who would fail."""
        return f"wizard/{self.user} relies on"


PRIVATE_NAMES: Final = tuple(
    PrivateName(*found)
    for found in (
        # What draws
        ("textual.screen", "Screen.focused", "tui/screens/base.py"),
        ("textual.scrollbar", "ScrollBar.render.renderer", f"{BACKEND}scrollbar.py"),
        ("textual.scrollbar", "ScrollBarRender.render_bar", f"{BACKEND}scrollbar.py",
         ("size", "virtual_size", "window_size", "position")),
        ("textual.app", "App._display", "tui/secure_app.py", ("screen", "renderable")),
        ("textual.app", "App.post_display_hook", "tui/app.py", ()),
        ("rich.cells", "split_graphemes", f"{BACKEND}cell_buffer.py", ("text",)),
        ("rich.cells", "split_graphemes", "tui/sanitize.py", ("text",)),
        # What reads and writes the terminal
        ("textual.driver", "Driver._app", f"{BACKEND}input_pacing.py"),
        ("textual.driver", "Driver._loop", f"{BACKEND}input_pacing.py"),
        ("textual.driver", "Driver._auto_restart", f"{BACKEND}job_control.py"),
        ("textual.drivers.linux_driver", "LinuxDriver._file", f"{BACKEND}stock_driver.py"),
        ("textual.drivers.linux_driver", "LinuxDriver._get_terminal_size",
         f"{BACKEND}stock_driver.py", ()),
        ("textual.drivers.linux_driver", "LinuxDriver._run_input_thread",
         f"{BACKEND}input_driver.py", ()),
        ("textual.drivers.linux_driver", "LinuxDriver._query_in_band_window_resize",
         f"{BACKEND}input_driver.py", ()),
        ("textual.drivers.linux_driver", "LinuxDriver._must_signal_resume",
         f"{BACKEND}job_control.py"),
        ("textual.drivers.linux_driver", "LinuxDriver._writer_thread", f"{BACKEND}job_control.py"),
        ("textual.drivers.linux_driver", "LinuxDriver.attrs_before", f"{BACKEND}job_control.py"),
        ("textual.drivers.linux_driver", "LinuxDriver.exit_event", f"{BACKEND}input_driver.py"),
        ("textual.drivers._writer_thread", "WriterThread._queue", f"{BACKEND}job_control.py"),
        ("textual._ansi_sequences", "ANSI_SEQUENCES_KEYS", f"{BACKEND}key_decoder.py"),
        ("textual._keyboard_protocol", "FUNCTIONAL_KEYS", f"{BACKEND}key_decoder.py"),
        ("textual.keys", "_character_to_key", f"{BACKEND}key_decoder.py", ("character",)),
        # What reads and writes a browser's pipes
        ("textual.drivers.web_driver", "WebDriver._size", f"{BACKEND}web_driver.py"),
        ("textual.drivers.web_driver", "WebDriver._write", f"{BACKEND}web_driver.py"),
        ("textual.drivers.web_driver", "WebDriver.fileno", f"{BACKEND}web_driver.py"),
        ("textual.drivers.web_driver", "WebDriver.on_meta", f"{BACKEND}web_driver.py",
         ("packet_type", "payload")),
        ("textual.drivers.web_driver", "WebDriver.run_input_thread.XTermParser",
         f"{BACKEND}web_driver.py"),
        ("textual.drivers.web_driver", "WebDriver.run_input_thread.getincrementaldecoder",
         f"{BACKEND}web_driver.py"),
        # How the app runs and ends
        ("textual.app", "App._fatal_error", "tui/secure_app.py", ()),
        ("textual.app", "App._exception", "tui/secure_app.py"),
        ("textual.app", "App._handle_exception", "tui/secure_app.py", ("error",)),
        ("textual.app", "App._process_messages", "tui/secure_app.py", ()),
        ("textual.message_pump", "MessagePump._close_messages_no_wait", "tui/secure_app.py", ()),
        ("textual.message_pump", "MessagePump._message_queue", "tui/input_queue.py"),
        ("asyncio", "Task._exception", "tui/watched_tasks.py"),
        # Widgets
        ("textual.widget", "Widget._get_component_classes", "tui/form/line_input.py", ()),
        ("textual.widget", "Widget.virtual_size", "tui/form/text.py"),
        ("textual.widgets", "Input._on_paste", "tui/form/text.py", ("event",)),
        ("textual.widgets", "Input._on_paste", "tui/form/select.py", ("event",)),
        ("textual.widgets", "Input._on_paste", "tui/screens/type_list.py", ("event",)),
        ("textual.widgets", "TextArea._on_key", "tui/form/text_area.py", ("event",)),
        ("textual.widgets", "TextArea._on_paste", "tui/form/text_area.py", ("event",)),
        ("textual.widgets", "TextArea._replace_via_keyboard", "tui/form/text_area.py",
         ("insert", "start", "end")),
        ("textual.command", "CommandPalette._action_command_list", "tui/commands.py", ("action",)),
        ("textual.command", "CommandPalette._NO_MATCHES_COUNTDOWN", "tui/commands.py"),
        ("textual.command", "CommandPalette._cancel_gather_commands", "tui/commands.py", ()),
        # Other packages
        ("argparse", "ArgumentParser._print_message", "cli/argument_parser.py",
         ("message", "file")),
        ("argparse", "ArgumentParser._check_value", "cli/argument_parser.py", ("action", "value")),
        ("pydantic", "SecretStr._display", "forms/secret.py", ()),
        ("httpx._main", "", "core/hardening.py"),
        ("httpcore._async.http11", "AsyncHTTP11Connection.handle_async_request."
         "send_request_headers", "api/client.py"),
        ("httpcore._async.http11", "AsyncHTTP11Connection.handle_async_request."
         "receive_response_headers", "api/client.py"),
        ("textual_serve.server", "Server._make_app", "web/server.py", ()),
        ("textual_serve.server", "Server.initialize_logging", "web/server.py", ()),
        ("uvicorn.protocols.http.h11_impl", "H11Protocol", "sandbox/protocol.py"),
    )
)  # fmt: skip


def codes(code: CodeType) -> Iterator[CodeType]:
    """A function's code, and that of the functions in it."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from codes(constant)


def names_in(function: FunctionType, name: str) -> bool:
    """Whether a function uses a name or a word, or sets an attribute of that name."""
    return any(name in (*code.co_names, *code.co_consts) for code in codes(function.__code__))


def member(owner: Any, name: str) -> Any:
    """What ``owner`` has by that name; an attribute that only instances have is the name itself.

    LookupError: it has none.
    """
    if inspect.isclass(owner):
        functions = [
            function
            for kind in owner.__mro__
            for function in vars(kind).values()
            if isinstance(function, FunctionType)
        ]
        if not hasattr(owner, name) and any(names_in(one, name) for one in functions):
            return name
    elif isinstance(owner, FunctionType) and names_in(owner, name):
        return name
    if not hasattr(owner, name):
        raise LookupError(name)
    return getattr(owner, name)


def fault(private: PrivateName) -> str | None:
    """What is wrong with it, in one sentence; None if nothing is."""
    *_, last = (private.name or private.module).split(".")
    if last not in (ROOT / private.user).read_text():
        return f"wizard/{private.user} no longer names {last}; take it off this list"
    gone = f"{private.owner} no longer has {private.name or private.module}; {private.relies} it"
    try:
        if not private.name:
            return None if find_spec(private.module) else gone
        found: Any = import_module(private.module)
        for part in private.name.split("."):
            found = member(found, part)
    except (ImportError, LookupError):
        return gone
    if private.parameters is None:
        return None
    takes = [one for one in inspect.signature(found).parameters.values() if one.name != "self"]
    known, others = takes[: len(private.parameters)], takes[len(private.parameters) :]
    if tuple(one.name for one in known) == private.parameters and all(
        one.default is not one.empty for one in others
    ):
        return None
    now, wanted = ", ".join(one.name for one in takes), ", ".join(private.parameters)
    return f"{private.owner} has {private.name}({now}); {private.relies} ({wanted})"


@pytest.mark.parametrize("private", PRIVATE_NAMES, ids=lambda one: f"{one.name}-{one.user}")
def test_what_is_relied_on_is_there(private: PrivateName) -> None:
    if (said := fault(private)) is not None:
        pytest.fail(said, pytrace=False)


def private_uses() -> Iterator[tuple[str, str]]:
    """The private names of other packages that classes in ``wizard`` use; the file, the name."""
    others = {private.module.partition(".")[0] for private in PRIVATE_NAMES}
    for path in sorted(ROOT.rglob("*.py")):
        user = path.relative_to(ROOT).as_posix()
        if user.startswith("connectors/types/") or path.stem == "__main__":
            continue
        name = ".".join(("wizard", *path.relative_to(ROOT).with_suffix("").parts))
        for kind in vars(import_module(name.removesuffix(".__init__"))).values():
            if not inspect.isclass(kind) or kind.__module__ != name:
                continue
            bases = [one for one in kind.__mro__ if one.__module__.partition(".")[0] in others]
            for used in set(OWN_OR_THEIRS.findall(inspect.getsource(kind))):
                for base in bases:
                    with suppress(LookupError):
                        member(base, used)
                        yield user, used


@pytest.mark.slow
def test_the_list_names_all_that_classes_use() -> None:
    listed = {part for one in PRIVATE_NAMES for part in one.name.split(".")}
    unknown = {f"{user}: {name}" for user, name in private_uses() if name not in listed}
    assert not unknown, "put these on the list, or rename them if they are the wizard's own"


RENDERER: Final = next(one for one in PRIVATE_NAMES if one.name == "ScrollBarRender.render_bar")


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        (RENDERER._replace(module="textual._gone"),
         "no longer has ScrollBarRender.render_bar; wizard/tui/backend/scrollbar.py relies on it"),
        (RENDERER._replace(parameters=("length",)),
         "has ScrollBarRender.render_bar(size, virtual_size, window_size, position, thickness, "
         "vertical, back_color, bar_color); wizard/tui/backend/scrollbar.py relies on (length)"),
        (PrivateName("textual.scrollbar", "Gone.render_bar", RENDERER.user),
         "no longer has Gone.render_bar; wizard/tui/backend/scrollbar.py relies on it"),
        (PrivateName("textual.driver", "Driver.position", RENDERER.user),
         "no longer has Driver.position; wizard/tui/backend/scrollbar.py relies on it"),
    ],
)  # fmt: skip
def test_what_is_gone_is_said_in_a_sentence(missing: PrivateName, said: str) -> None:
    assert fault(missing) == f"textual {version('textual')} {said}"
