"""``clarm-wizard login``, ``logout`` and ``status``: manage the session, never printing it."""

from __future__ import annotations

import os
import sys

from wizard.cli import output
from wizard.cli.command import Command
from wizard.utils.errors import CommandError
from wizard.utils.exit_codes import ExitCode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace

    from wizard.cli.argument_parser import Parser

HOW_ELSE = (
    "Set CLARM_SESSION or CLARM_SESSION_FILE instead, or install the keyring extra: pip install "
    "'clarm-wizard[keyring]'."
)


def login(args: Namespace) -> ExitCode:
    """Store the session in the keyring, from a prompt without echo or from a pipe."""
    from wizard.api.base_url import COOKIE
    from wizard.auth import session
    from wizard.core.services import base_url
    from wizard.plain.console import EndOfInput, Unreadable
    from wizard.plain.open_console import open_console
    from wizard.storage.atomic import StorageError

    server = base_url(args.api_url)
    if sys.stdin is None:
        raise CommandError(
            "standard input is closed, so it can't provide a session.", ExitCode.USAGE
        )
    if sys.stdin.isatty():
        output.say(f"Paste the value of the cookie {COOKIE} from {server.host}.")
        try:
            with open_console() as console:
                text = console.ask_secret("Session (hidden): ")
        except EndOfInput:
            return ExitCode.LEFT
        except Unreadable as error:
            raise CommandError(str(error), ExitCode.USAGE) from None
    else:
        text = sys.stdin.read(4 * session.MAX_CHARS)
    try:
        value = session.clean_session(text)
    except session.SessionError as error:
        raise CommandError(str(error), ExitCode.USAGE) from None
    try:
        keyring = session.save_session(value, host=server.host)
    except StorageError as error:
        raise CommandError(f"not saved. {error.message} {HOW_ELSE}") from None
    output.say(f"Saved for {server.host} in {keyring}. Clarm hasn't checked whether it's valid.")
    for name in (session.SESSION_VARIABLE, session.FILE_VARIABLE, session.API_KEY_VARIABLE):
        if os.environ.get(name, "").strip():
            output.say(f"{name} is set and takes precedence.")
    return ExitCode.DONE


def logout(args: Namespace) -> ExitCode:
    """Delete the session from the keyring."""
    from wizard.auth import session
    from wizard.core.services import base_url

    server = base_url(args.api_url)
    if session.forget_session(host=server.host):
        output.say(
            f"Removed the session for {server.host} from this machine. It may still be valid."
        )
    else:
        output.say(f"No keyring has a session for {server.host}.")
    return ExitCode.DONE


def status(args: Namespace) -> ExitCode:
    """Report where the session would come from; exits with status 4 if there is none."""
    from wizard.auth import session
    from wizard.core.services import base_url

    server = base_url(args.api_url)
    found = session.status(os.environ, host=server.host)
    rows = [("server", server.url)]
    try:
        key = session.find_api_key(os.environ)
    except session.SessionError as error:
        raise CommandError(str(error), ExitCode.NOT_ALLOWED) from None
    if key is not None:
        rows.append(
            ("API key", f"{session.API_KEY_VARIABLE}, sent as a bearer token (unconfirmed)")
        )
    rows.append(("session", found.where or found.problem or "none; the wizard asks for it"))
    rows.append(("keyring", found.keyring or found.keyring_problem))
    output.emit(output.pairs(rows))
    for warning in found.warnings:
        output.say(output.wrapped(warning, sys.stderr))
    return ExitCode.DONE if key or found.source else ExitCode.NOT_ALLOWED


def add_arguments(parser: Parser) -> None:
    """Add the option for the server that the session belongs to."""
    parser.add_api_url()


LOGIN = Command(
    login,
    "Save the session in the system keyring. Asks for it (masked) or reads stdin.\n\n"
    "The session is the value of the cookie `fastapiusersauth`: sign in to Clarm in\n"
    "a browser, open the developer tools and copy it from the API host's cookies.\n"
    "Without a keyring, set CLARM_SESSION or CLARM_SESSION_FILE instead.",
    "clarm-wizard login",
    "pass show clarm | clarm-wizard login",
    add_arguments=add_arguments,
)

LOGOUT = Command(
    logout,
    "Remove the session that `login` saved.",
    "clarm-wizard logout",
    add_arguments=add_arguments,
)

STATUS = Command(
    status,
    "Show where the session comes from, never its value.\n\n"
    "Checks, in order: CLARM_API_KEY (sent as a bearer token; unconfirmed),\n"
    "CLARM_SESSION, CLARM_SESSION_FILE, the system keyring. If none is set, the\n"
    "wizard asks when it needs a session.",
    "clarm-wizard status",
    add_arguments=add_arguments,
)
