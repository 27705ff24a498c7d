"""The session: where it comes from and how a pasted one is validated.

Sources in order of precedence: the variable ``CLARM_SESSION``, the file named by
``CLARM_SESSION_FILE``, the system keyring. If none is set, the user is asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from wizard.api.base_url import COOKIE
from wizard.auth.keyring import TIMEOUT_SECONDS, KeyringUnavailable, SessionKeyring
from wizard.forms import Secret
from wizard.storage.atomic import StorageError
from wizard.utils.errors import WizardError
from wizard.utils.files import (
    FileError,
    expand_path,
    is_handed_over,
    read_handed_over,
    read_text_file,
    readable_by_others,
)
from wizard.utils.text import sanitize

SESSION_VARIABLE: Final = "CLARM_SESSION"
FILE_VARIABLE: Final = "CLARM_SESSION_FILE"
API_KEY_VARIABLE: Final = "CLARM_API_KEY"

MAX_CHARS: Final = 8192
"""Maximum length in characters; servers accept no longer header."""

_AROUND: Final = " \t\r\n\u00a0\u200b\ufeff\"'`“”‘’"
# As in a header, or as browsers copy it: name=value, name:"value".
_COOKIE_PREFIX: Final = re.compile(rf"cookie\s*:|{COOKIE}\"?\s*[=:]", re.IGNORECASE)
_KEY_PREFIX: Final = re.compile(r"authorization\s*:|bearer\s+", re.IGNORECASE)
_TOO_LONG: Final = f"This is longer than {MAX_CHARS} characters."
_HOW_SESSION: Final = f"Copy only the value of the cookie {COOKIE}."
_HOW_KEY: Final = "Copy only the key."


class SessionError(WizardError):
    """A session or API key that is malformed or unreadable. Never repeats the value."""


class SessionSource(StrEnum):
    """Where a session can come from."""

    VARIABLE = SESSION_VARIABLE
    FILE = FILE_VARIABLE
    KEYRING = "keyring"


class SessionFound(NamedTuple):
    """A session and its origin, as ``source`` for programs and ``where`` for people."""

    value: Secret
    source: SessionSource
    where: str
    warnings: tuple[str, ...] = ()


class SessionStatus(NamedTuple):
    """Where the session comes from, without its value.

    source: None if there is none, or if the first one set is unusable (see ``problem``). keyring:
    the keyring's own name; empty if there is none (see ``keyring_problem``).
    """

    source: SessionSource | None
    where: str
    problem: str
    warnings: tuple[str, ...]
    keyring: str
    keyring_problem: str


def clean_session(text: str) -> Secret:
    """Extract the session from pasted text, removing the cookie's name, whitespace and quotes.

    Raises ``SessionError``, without the value, for anything that cannot be a cookie's value.
    """
    value = _bare(text, _COOKIE_PREFIX, _HOW_SESSION)
    if ";" in value:
        raise SessionError(
            "This contains a semicolon, so it may be several cookies.", advice=_HOW_SESSION
        )
    return _checked(value, _HOW_SESSION)


def clean_api_key(text: str) -> Secret:
    """Extract the API key from pasted text, as ``clean_session`` does.

    Raises ``SessionError``.
    """
    return _checked(_bare(text, _KEY_PREFIX, _HOW_KEY), _HOW_KEY)


def find_api_key(environ: Mapping[str, str]) -> Secret | None:
    """Return the API key from ``CLARM_API_KEY``, if any. Raises ``SessionError``."""
    given = environ.get(API_KEY_VARIABLE, "")
    return _named(API_KEY_VARIABLE, given, clean_api_key) if given.strip() else None


def find_session(
    environ: Mapping[str, str], *, host: str, timeout: float = TIMEOUT_SECONDS
) -> SessionFound | None:
    """Return the session for ``host`` from the first source set; None if the user must be asked.

    Raises ``SessionError`` if the variable or the file is set but unusable. A missing or failing
    keyring counts as not set. Blocks for up to ``timeout`` seconds.
    """
    if found := _from_environment(environ):
        return found
    try:
        return _from_keyring(SessionKeyring(host, timeout=timeout))
    except (StorageError, SessionError):
        return None


def save_session(session: Secret, *, host: str, timeout: float = TIMEOUT_SECONDS) -> str:
    """Store the session for ``host`` in the keyring and return the keyring's name.

    Raises ``StorageError`` (``KeyringUnavailable`` if there is none), whose text says where the
    session is kept instead.
    """
    return SessionKeyring(host, timeout=timeout).put(session)


def forget_session(*, host: str, timeout: float = TIMEOUT_SECONDS) -> bool:
    """Remove the session for ``host`` from the keyring; return whether there was one.

    Raises ``StorageError`` if the keyring fails.
    """
    try:
        return SessionKeyring(host, timeout=timeout).delete()
    except KeyringUnavailable:
        return False


def status(
    environ: Mapping[str, str], *, host: str, timeout: float = TIMEOUT_SECONDS
) -> SessionStatus:
    """Report where the session for ``host`` comes from.

    Never raises. Blocks for as long as ``find_session`` does.
    """
    found: SessionFound | None = None
    problem = keyring = keyring_problem = ""
    try:
        found = _from_environment(environ)
    except SessionError as error:
        problem = str(error)
    keychain = SessionKeyring(host, timeout=timeout)
    try:
        keyring = keychain.name()
        if found is None and not problem:
            found = _from_keyring(keychain)
    except (StorageError, SessionError) as error:
        keyring_problem = str(error)
    return SessionStatus(
        source=found.source if found else None,
        where=found.where if found else "",
        problem=problem,
        warnings=found.warnings if found else (),
        keyring=sanitize(keyring, 100),
        keyring_problem=keyring_problem,
    )


def _from_environment(environ: Mapping[str, str]) -> SessionFound | None:
    given = environ.get(SESSION_VARIABLE, "")
    if given.strip():
        value = _named(SESSION_VARIABLE, given, clean_session)
        where = f"the variable {SESSION_VARIABLE}"
        return SessionFound(value, SessionSource.VARIABLE, where)
    path = environ.get(FILE_VARIABLE, "")
    return _from_file(path) if path.strip() else None


def _from_file(path: str) -> SessionFound:
    try:
        read = read_handed_over if is_handed_over(path) else read_text_file
        text = read(path, limit=2 * MAX_CHARS)
    except FileError as error:
        where = f"{FILE_VARIABLE} ({error.location})"
        raise SessionError(error.message, where=where, advice=error.hint) from None
    where = sanitize(str(expand_path(path)), 300)
    value = _named(f"{FILE_VARIABLE} ({where})", text, clean_session)
    warnings: tuple[str, ...] = ()
    if readable_by_others(path):
        warnings = (f"Other users can read {where}. Run chmod 600 on it.",)
    return SessionFound(value, SessionSource.FILE, f"the file {where}", warnings)


def _from_keyring(keychain: SessionKeyring) -> SessionFound | None:
    kept = keychain.get()
    if kept is None:
        return None
    value = _named("the keyring", kept.get_secret_value(), clean_session)
    return SessionFound(value, SessionSource.KEYRING, "the system's keyring")


def _named(where: str, text: str, cleaned: Callable[[str], Secret]) -> Secret:
    """Return ``cleaned(text)``, adding the text's origin to any error."""
    try:
        return cleaned(text)
    except SessionError as error:
        raise SessionError(error.message, where=where, advice=error.hint) from None


def _bare(text: str, prefix: re.Pattern[str], advice: str) -> str:
    """Strip what people copy along with a value, repeatedly, as one prefix may hide another."""
    if len(text) > 4 * MAX_CHARS:  # bounds the work
        raise SessionError(_TOO_LONG, advice=advice)
    while True:
        text = text.strip(_AROUND)
        found = prefix.match(text)
        if found is None:
            return text
        text = text[found.end() :]


def _checked(value: str, advice: str) -> Secret:
    problem = ""
    if not value:
        problem = "This is empty."
    elif any(char < " " or char == "\x7f" for char in value):
        problem = "This contains a line break or another control character."
    elif not value.isascii():
        problem = "This contains non-ASCII characters. Sessions and keys don't."
    elif " " in value:
        problem = "This contains a space."
    elif len(value) > MAX_CHARS:
        problem = _TOO_LONG
    if problem:
        raise SessionError(problem, advice=advice)
    return Secret(value)
