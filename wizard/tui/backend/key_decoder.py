"""Decodes the sequences a terminal sends for keys and clicks into Textual events.

Supports the sequences that Textual lists, kitty's keyboard protocol
(https://sw.kovidgoyal.net/kitty/keyboard-protocol/) and xterm's modifyOtherKeys. Anything else,
including replies to queries nobody sent, decodes to nothing.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from textual import events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._keyboard_protocol import FUNCTIONAL_KEYS
from textual.keys import _character_to_key
from textual.message import Message
from textual.messages import TerminalSupportsSynchronizedOutput

from wizard.utils.escape_sequences import Character, Escape, Paste, Sequence, Token

MAX_COORDINATE: Final = 1000
"""Largest column or row accepted; no terminal is larger."""

_KEY: Final = re.compile(
    r"\x1b\[(?P<code>\d{0,7})(?::\d{0,7}(?::(?P<base>\d{0,7}))?)?"
    r"(?:;(?P<modifiers>\d{0,3})(?::(?P<event>\d?))?)?"
    r"(?:;(?P<text>[\d:]*))?(?P<end>[u~A-FHP-S])"
)
_MOUSE: Final = re.compile(r"\x1b\[<(\d{1,3});(\d{1,4});(\d{1,4})([Mm])")
_SYNCHRONIZED_OUTPUT: Final = re.compile(r"\x1b\[\?2026;[1-4]\$y")

_UNREADABLE: Final = re.compile("[\ud800-\udfff]")
"""Bytes that are not UTF-8, as ``surrogateescape`` decodes them."""

_SHIFT, _ALT, _CTRL = 1, 2, 4
_MODIFIERS: Final = {"alt": _ALT, "ctrl": _CTRL, "super": 8, "hyper": 16, "meta": 32}
_BEYOND_SHIFT: Final = sum(_MODIFIERS.values())
_LEVEL_CHOOSERS: Final = frozenset((_ALT, _ALT | _CTRL))
"""Option (Mac) and AltGr (Windows), which select another character of a key."""
_RELEASED: Final = "3"

_LOCKS: Final = frozenset((*range(57358, 57361), *range(57441, 57455)))
"""Codes of Caps Lock, Scroll Lock, Num Lock, and of modifiers pressed alone."""
_KEYPAD: Final = dict(zip((*range(57399, 57414), 57415, 57416), "0123456789./*-+=,", strict=True))
_PRIVATE_USE: Final = range(57344, 63744)
"""Codes of keys without a character, apart from the keypad's."""

_CHARACTERS: Final = {"enter": "\r", "tab": "\t", "backspace": "\x7f"}
"""Characters that Textual reports with these keys."""

_CYRILLIC: Final = str.maketrans(
    "йцукенгшщзхъфывапролджэячсмитьбюёіїєґ", "qwertyuiop[]asdfghjkl;'zxcvbnm,.`s]'\\"
)
"""Keys on a US keyboard, for terminals that do not report them."""

_WHEEL: Final = (
    events.MouseScrollUp,
    events.MouseScrollDown,
    events.MouseScrollLeft,
    events.MouseScrollRight,
)
_FOCUS: Final[dict[str, Callable[[], Message]]] = {
    "\x1b[I": events.AppFocus,
    "\x1b[O": events.AppBlur,
}

_Key = tuple[str, str | None]
"""A key's name, and the character that it types."""


class InputDecoder:
    """Decodes tokens, tracking the mouse position."""

    def __init__(self) -> None:
        self._mouse = (0, 0)

    def decode(self, token: Token) -> list[Message]:
        """Return the events of a token; none if it is meaningless."""
        match token:
            case Paste(text):
                return [events.Paste(_UNREADABLE.sub("\N{REPLACEMENT CHARACTER}", text))]
            case Escape():
                return [events.Key("escape", "\x1b")]
            case Character(text, alt):
                text = _UNREADABLE.sub("\N{REPLACEMENT CHARACTER}", text)
                keys = _decode_character(text, alt=alt)
            case Sequence(text):
                if (mouse := _MOUSE.fullmatch(text)) is not None:
                    return self._decode_mouse(mouse)
                if _SYNCHRONIZED_OUTPUT.fullmatch(text):
                    return [TerminalSupportsSynchronizedOutput()]
                if text in _FOCUS:
                    return [_FOCUS[text]()]
                keys = _decode_sequence(text)
        return [events.Key(name, character) for name, character in keys]

    def _decode_mouse(self, report: re.Match[str]) -> list[Message]:
        """Decode an SGR mouse report: button with modifiers, column and row, counted from 1."""
        code, column, row = map(int, report.groups()[:3])
        if not (1 <= column <= MAX_COORDINATE and 1 <= row <= MAX_COORDINATE) or code >= 128:
            return []
        x, y = column - 1, row - 1
        moved = (x - self._mouse[0], y - self._mouse[1])
        self._mouse = (x, y)
        button = 0 if code & 64 else (code + 1) & 3
        kind: type[events.MouseEvent]
        if code & 64:
            kind = _WHEEL[code & 3]
        elif code & 32 or not button:
            kind = events.MouseMove
        else:
            kind = events.MouseDown if report[4] == "M" else events.MouseUp
        held = (bool(code & 4), bool(code & 8), bool(code & 16))
        return [kind(None, x, y, *moved, button, *held, screen_x=x, screen_y=y)]


@lru_cache(maxsize=1024)
def _decode_character(char: str, *, alt: bool) -> tuple[_Key, ...]:
    """Return the key of a character sent without any keyboard protocol."""
    known = ANSI_SEQUENCES_KEYS.get(f"\x1b{char}" if alt else char)
    if isinstance(known, tuple):
        return ((known[0].value, None if alt else char),)
    if not alt:
        return ((_character_to_key(char), char),)
    control = ANSI_SEQUENCES_KEYS.get(char)
    if isinstance(control, tuple):  # terminals differ in what alt does here
        return ((control[0].value, char),)
    shift = "shift+" if char.isupper() else ""
    return ((f"alt+{shift}{_character_to_key(char.lower()[:1])}", None),)


@lru_cache(maxsize=1024)
def _decode_sequence(sequence: str) -> tuple[_Key, ...]:
    """Return the keys of a control sequence."""
    match = _KEY.fullmatch(sequence)
    if match is not None and (keys := _decode_key(match)):
        return keys
    known = ANSI_SEQUENCES_KEYS.get(sequence)
    if isinstance(known, str):
        return ((_character_to_key(known), known),)
    # If there are two keys, the first is Escape; a key pressed with alt does not mean that.
    return ((known[0].value, None),) if isinstance(known, tuple) and len(known) == 1 else ()


def _decode_key(match: re.Match[str]) -> tuple[_Key, ...]:
    """Decode kitty's keyboard protocol, which includes xterm's sequences."""
    code, end, text = int(match["code"] or 1), match["end"], match["text"] or ""
    modifiers = max(0, int(match["modifiers"] or 1) - 1)
    is_cursor_report = end == "R" and match["modifiers"] is not None and not modifiers
    if is_cursor_report or match["event"] == _RELEASED:
        return ()
    if end == "~" and code == 27:  # modifyOtherKeys
        code, end, text = int(text) if text.isdecimal() else 0, "u", ""
    code = ord(_KEYPAD.get(code, chr(0))) or code
    if name := FUNCTIONAL_KEYS.get(f"{code}{end}"):
        if end == "u" and code in _LOCKS:
            return ()
        plain = not modifiers & (_SHIFT | _BEYOND_SHIFT)
        return ((_with_modifiers(name, modifiers), _CHARACTERS.get(name) if plain else None),)
    if end != "u" or code in _PRIVATE_USE:
        return ()
    characters = [_character(part) for part in text.split(":")] if text else []
    if None in characters:
        return ()
    return _decode_text(code, match["base"], modifiers, "".join(filter(None, characters)))


def _decode_text(code: int, base: str | None, modifiers: int, text: str) -> tuple[_Key, ...]:
    """Return the keys of an event for a key that has a character.

    base: the key's code on a US keyboard.
    text: what it types; derived from the key if the terminal does not report it.
    """
    held = modifiers & _BEYOND_SHIFT
    char = _character(code) or ""
    if not held and not text:
        text = char.upper() if modifiers & _SHIFT and len(char.upper()) == 1 else char
    if text and (not held or (held in _LEVEL_CHOOSERS and text.lower() != char.lower())):
        return tuple(_decode_character(typed, alt=False)[0] for typed in text)
    if not held or not char:
        return ()
    key = char.lower()[:1]
    if not key.isascii():
        key = _character(base or "") or key.translate(_CYRILLIC)
    return ((_with_modifiers(_character_to_key(key), modifiers), None),)


def _with_modifiers(name: str, modifiers: int) -> str:
    """Return Textual's name for the key with its modifiers; lock keys are ignored."""
    held = [modifier for modifier, bit in _MODIFIERS.items() if modifiers & bit]
    shift = ["shift"] if modifiers & _SHIFT else []
    return "+".join((*sorted(held + shift), name))


def _character(code: str | int) -> str | None:
    """Return the character of a code point; None for controls and surrogates."""
    number = int(code or 0)
    known = 0x20 <= number <= sys.maxunicode
    hidden = 0x7F <= number <= 0x9F or 0xD800 <= number <= 0xDFFF
    return chr(number) if known and not hidden else None
