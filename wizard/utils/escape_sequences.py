"""Tokenizer for terminal input: characters, keys and pastes.

The grammar is that of ECMA-48 (CSI, OSC, DCS, SOS, PM, APC) and of xterm (SS3, mouse reports,
bracketed pastes), in 7-bit and 8-bit form. Input is decoded with ``surrogateescape``; bytes that
are neither text nor control characters are passed through. The tokenizer does no I/O and has no
clock: its owner calls ``expire`` when nothing has arrived for ``patience`` seconds. Time and memory
are proportional to the input, whatever it contains.
"""

# No ``from __future__ import annotations``: NamedTuple compiles string annotations at startup.

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import Final, NamedTuple

PASTE_START, PASTE_END = "\x1b[200~", "\x1b[201~"

ESCAPE_DELAY_SECONDS: Final = 0.1
"""How long the rest of a key may take to follow its ESC, unless the owner overrides it."""

BURST_SECONDS: Final = 0.05
"""What a terminal sends at once arrives within this time; two keystrokes take longer."""

IDLE_SECONDS: Final = 1.0
"""After this time without input, a partial sequence is dropped and a partial paste is complete."""

MAX_SEQUENCE_LENGTH: Final = 4096
"""Maximum length in characters; longer sequences are dropped. Input methods may send hundreds."""

_ESC, _BEL, _ST = "\x1b", "\x07", "\\"
"""ST: the character that follows ESC in a string terminator."""
_STRING_STARTS: Final = "]PX^_"
_EIGHT_BITS: Final = {
    chr(page + 0x40 + ord(char)): char
    for char in f"[O{_STRING_STARTS}{_ST}"
    for page in (0, 0xDC00)
}
"""Maps 8-bit control characters to the character that follows ESC in their 7-bit form."""
_SHIFTED_KEYS: Final = frozenset("ABCDEFHMPQRSabcdjklmnopqrstuvwxy")
"""Characters that follow ``ESC O`` on keyboards: cursor keys, F1 to F4, the keypad."""
_SHIFTED_OFTEN: Final = frozenset("ABCDEFHPQRS")
"""Those of them that a keypad sends in its normal mode."""

_STYLING: Final = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")
"""Colours and cursor movement, which are never meant to be part of a pasted value."""

_STRING_STOPS: Final = re.compile(f"[\x00-\x1f\x7f-\x9f{''.join(_EIGHT_BITS)}]")
_RXVT_KEY: Final = re.compile(r"\d{1,2}")


class Character(NamedTuple):
    """A single character, control characters included. alt: whether ESC came right before it."""

    text: str
    alt: bool = False


class Escape(NamedTuple):
    """The Escape key."""

    text: str = "\x1b"


class Sequence(NamedTuple):
    """A complete control sequence in 7-bit form, starting with ``ESC [`` or ``ESC O``."""

    text: str


class Paste(NamedTuple):
    """A complete bracketed paste, without colours and null characters."""

    text: str


Token = Character | Escape | Sequence | Paste


class _State(Enum):
    GROUND = auto()
    ESCAPE = auto()
    """After ESC."""
    WAITING = auto()
    """After ESC and a short pause: the Escape key, or a slow line."""
    LATE = auto()
    """Escape was reported, but the rest of a sequence that it started may still arrive."""
    CONTROL = auto()
    """In a control sequence."""
    SHIFT = auto()
    """After ``ESC O``."""
    COUNTED = auto()
    """In a sequence that ends after a fixed number of characters."""
    STRING = auto()
    """In a string, all of which is discarded."""
    STRING_ESCAPE = auto()
    """After an ESC in a string, which may be the first half of its terminator."""
    PASTE = auto()


class Tokenizer:
    """Turns characters into tokens, however the input is split into chunks.

    escape_delay: seconds that the rest of a key may take to follow its ESC.

    Strings (answers to queries that nobody sent) and incomplete sequences yield nothing.
    """

    def __init__(self, escape_delay: float = ESCAPE_DELAY_SECONDS) -> None:
        self._escape_delay = escape_delay
        self._reset(_State.GROUND)

    def _reset(self, state: _State) -> None:
        self._state = state
        self._sequence = ""
        self._missing = 0  # characters still missing from a counted sequence
        self._reported = False  # whether the ESC of this sequence was reported as a key
        self._typed: tuple[Token, ...] = ()  # what this is if the sequence does not continue
        self._pasted: list[str] = []
        self._tail = ""  # end of the paste so far; its end marker may start here

    @property
    def patience(self) -> float | None:
        """Seconds without input after which ``expire`` is due; None if nothing is pending."""
        if self._state is _State.GROUND:
            return None
        if self._state is _State.ESCAPE:
            return min(BURST_SECONDS, self._escape_delay)
        if self._state is _State.WAITING:
            return max(0.0, self._escape_delay - BURST_SECONDS)
        return BURST_SECONDS if self._typed else IDLE_SECONDS

    def expire(self) -> Iterator[Token]:
        """Decide what the pending characters are, after ``patience`` seconds without input."""
        if self._state is _State.ESCAPE:
            self._state, self._typed = _State.WAITING, (Escape(),)
        elif self._state is _State.WAITING:
            yield from self._give_up()
            self._state = _State.LATE
        elif self._state is _State.PASTE:
            yield self._end_paste("".join(self._pasted))
        else:
            yield from self._give_up()

    def feed(self, text: str) -> Iterator[Token]:
        """Take the next characters and yield the tokens that they complete."""
        place = 0
        while place < len(text):
            if self._state is _State.PASTE:
                place, pasted = self._take_paste(text, place)
                if pasted is not None:
                    yield self._end_paste(pasted)
            elif self._state is _State.STRING:
                stop = _STRING_STOPS.search(text, place)
                if stop is None:
                    return
                place = stop.end()
                yield from self._end_string(stop[0])
            else:
                yield from self._take(text[place])
                place += 1

    # Single characters

    def _take(self, char: str) -> Iterator[Token]:
        """Take a character outside any paste or string."""
        if char == _ESC:
            yield from self._take_escape()
        elif char in _EIGHT_BITS or "\x80" <= char <= "\x9f":
            yield from self._give_up()
            if (introducer := _EIGHT_BITS.get(char, _ST)) != _ST:
                self._introduce(introducer)
        elif self._state is _State.GROUND:
            yield Character(char)
        elif self._state is _State.CONTROL:
            yield from self._take_control(char)
        elif self._state is _State.SHIFT:
            yield from self._take_shifted(char)
        elif self._state is _State.COUNTED and char >= " ":
            yield from self._take_counted(char)
        elif self._state is _State.ESCAPE:
            yield from self._take_after_escape(char)
        elif self._state in (_State.WAITING, _State.LATE):
            yield from self._take_after_wait(char)
        elif self._state is _State.STRING_ESCAPE and char == _ST:
            self._reset(_State.GROUND)
        elif self._state is _State.STRING_ESCAPE:
            self._reset(_State.ESCAPE)
            yield from self._take(char)
        else:
            yield from self._give_up()
            yield Character(char)

    def _take_escape(self) -> Iterator[Token]:
        if self._state is _State.ESCAPE:
            yield Escape()
        yield from self._give_up()
        self._state = _State.ESCAPE

    def _take_after_escape(self, char: str) -> Iterator[Token]:
        if char in "[O" or char in _STRING_STARTS:
            self._introduce(char)
        else:
            self._reset(_State.GROUND)
            yield Character(char, alt=True)

    def _take_after_wait(self, char: str) -> Iterator[Token]:
        reported = self._state is _State.LATE
        typed = (*self._typed, Character(char))
        if char in "[O":
            self._introduce(char)
            self._reported, self._typed = reported, typed
        else:
            self._reset(_State.GROUND)
            yield from typed

    def _introduce(self, introducer: str) -> None:
        states = {"[": _State.CONTROL, "O": _State.SHIFT}
        self._reset(states.get(introducer, _State.STRING))

    def _give_up(self) -> Iterator[Token]:
        """Drop an incomplete sequence, unless it can only have been typed."""
        typed = self._typed
        self._reset(_State.GROUND)
        yield from typed

    # Sequences

    def _take_control(self, char: str) -> Iterator[Token]:
        if not " " <= char <= "~":
            yield from self._give_up()
            yield from self._take(char)
            return
        before, self._typed = self._sequence, ()
        if len(before) < MAX_SEQUENCE_LENGTH:
            self._sequence += char
        if (char == "[" or char == "M") and not before:
            # The Linux console's function keys; the oldest mouse report format.
            self._state, self._missing = _State.COUNTED, 1 if char == "[" else 3
        elif char >= "@" or (char == "$" and _RXVT_KEY.fullmatch(before)):
            yield from self._complete(f"{_ESC}[{self._sequence}")

    def _take_counted(self, char: str) -> Iterator[Token]:
        self._sequence += char
        self._missing -= 1
        if not self._missing:
            yield from self._complete(f"{_ESC}[{self._sequence}")

    def _take_shifted(self, char: str) -> Iterator[Token]:
        if char in (_SHIFTED_OFTEN if self._typed else _SHIFTED_KEYS):
            yield from self._complete(f"{_ESC}O{char}")
        elif self._typed or not " " <= char <= "~":
            yield from self._give_up()
            yield from self._take(char)
        else:
            self._reset(_State.GROUND)

    def _complete(self, sequence: str) -> Iterator[Token]:
        known = not self._reported and len(sequence) <= MAX_SEQUENCE_LENGTH
        self._reset(_State.PASTE if sequence == PASTE_START else _State.GROUND)
        if known and sequence not in (PASTE_START, PASTE_END):
            yield Sequence(sequence)

    def _end_string(self, stop: str) -> Iterator[Token]:
        """End a string at BEL or ST; any other control character is a key and is passed on."""
        if stop == _ESC:
            self._reset(_State.STRING_ESCAPE)
        else:
            self._reset(_State.GROUND)
            if stop != _BEL:
                yield from self._take(stop)

    # Pastes

    def _take_paste(self, text: str, place: int) -> tuple[int, str | None]:
        """Return where the paste ends in ``text``, and the whole paste once it has ended."""
        overlap = len(PASTE_END) - 1
        seam = self._tail + text[place : place + overlap]
        before = len(self._tail)
        if (found := seam.find(PASTE_END)) < 0:
            found, before = text.find(PASTE_END, place), 0
        else:
            found += place
        if found >= 0:
            end = found + len(PASTE_END) - before
            return end, "".join((*self._pasted, text[place:end]))
        self._pasted.append(text[place:])
        self._tail = (self._tail + text[max(place, len(text) - overlap) :])[-overlap:]
        return len(text), None

    def _end_paste(self, text: str) -> Paste:
        """Return the paste without its end marker, or the part of the marker that arrived."""
        self._reset(_State.GROUND)
        for length in range(len(PASTE_END), 0, -1):
            if text.endswith(PASTE_END[:length]):
                text = text[:-length]
                break
        return Paste(_STYLING.sub("", text).replace("\0", ""))
