"""A terminal console that accepts typed and pasted answers.

The terminal's own line editing truncates lines at 4096 bytes (1024 on some systems), so keys are
read one at a time and echoed by this program. The terminal's own echo stays off throughout, so that
a secret pasted too early is not shown either.
"""

from __future__ import annotations

import codecs
import os
import select
import signal
import termios
import textwrap
import unicodedata
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from types import FrameType
from typing import Any, Final, Self, TextIO

from wizard.plain.console import MAX_ANSWER_CHARS, MAX_SHOWN_CHARS, EndOfInput, decoded, write
from wizard.utils.escape_sequences import Character, Paste, Tokenizer
from wizard.utils.signals import die_by, ending_signals
from wizard.utils.text import sanitize

PASTE_PAUSE_SECONDS: Final = 0.05
"""Seconds within which the rest of a paste follows its first line."""

_LOCAL_FLAGS: Final = 3  # their index in what termios returns
_ERASE: Final = ("\x7f", "\b")
_END, _KILL_LINE, _KILL_WORD = "\x04", "\x15", "\x17"


class TtyConsole:
    """The terminal behind the descriptor ``keys``, showing text on ``out``; a context manager."""

    interactive = True

    def __init__(self, keys: int, out: TextIO) -> None:
        self._keys = keys
        self._out = out
        self._waiting = bytearray()
        self._pasted: deque[str] = deque()
        self._line = bytearray()
        self._prompt = ""
        self._echo = True
        self._own_mode: list[Any] = []
        self._echoes = True
        self._handlers: dict[int, Any] = {}

    def __enter__(self) -> Self:
        self._own_mode = termios.tcgetattr(self._keys)
        # An editor's shell buffer already contains the line, so nothing is echoed there.
        self._echoes = bool(self._own_mode[_LOCAL_FLAGS] & termios.ECHO)
        for number in ending_signals() - {signal.SIGINT}:
            self._handlers[number] = signal.signal(number, self._end)
        self._handlers[signal.SIGTSTP] = signal.signal(signal.SIGTSTP, self._suspend)
        self._handlers[signal.SIGCONT] = signal.signal(signal.SIGCONT, self._continue)
        self._take()
        return self

    def __exit__(self, *_: object) -> None:
        self._give_back()
        for number, handler in self._handlers.items():
            signal.signal(number, handler)

    def say(self, line: str = "") -> None:
        """Show one line."""
        write(self._out, self._fitted(sanitize(line, MAX_SHOWN_CHARS)) + "\n")

    def ask(self, prompt: str) -> str:
        """Show ``prompt`` and return what is typed up to enter."""
        return self._read(prompt, echo=True)

    def ask_secret(self, prompt: str) -> str:
        """Show ``prompt`` and return what is typed up to enter, without echo."""
        return self._read(prompt, echo=False)

    def ahead(self) -> bool:
        """Whether more was pasted or typed already."""
        return bool(self._pasted or self._waiting) or self._ready(PASTE_PAUSE_SECONDS)

    def discard(self) -> bool:
        """Forget what was pasted or typed ahead; whether that was more than blanks."""
        dropped = bool("".join(self._pasted).strip() or self._waiting.strip())
        self._pasted.clear()
        self._waiting.clear()
        while self._ready(PASTE_PAUSE_SECONDS) and (more := os.read(self._keys, 4096)):
            dropped = dropped or bool(more.strip())
        return dropped

    def _fitted(self, line: str) -> str:
        """Wrap ``line`` at blanks to fit; code is left for the terminal to wrap."""
        try:
            columns = os.get_terminal_size(self._out.fileno()).columns
        except (OSError, ValueError):
            return line
        words = line.rstrip()
        if not 0 < columns < len(line) or words != words.lstrip() or words.endswith("\\"):
            return line
        lines = textwrap.wrap(words, columns, break_long_words=False, break_on_hyphens=False)
        return "\n".join(lines) + line[len(words) :]

    def _ready(self, seconds: float) -> bool:
        return bool(select.select([self._keys], [], [], seconds)[0])

    # Line editing

    def _read(self, prompt: str, *, echo: bool) -> str:
        self._prompt, self._echo = (
            self._fitted(sanitize(prompt, MAX_SHOWN_CHARS)),
            echo and self._echoes,
        )
        self._line.clear()
        write(self._out, self._prompt)
        try:
            for key in self._typed():
                if key in ("\n", "\r"):
                    return decoded(bytes(self._line))
                if key == _END and not self._line:
                    raise EndOfInput
                self._press(key)
            raise EndOfInput
        finally:
            if prompt or echo:
                write(self._out, "\n")
            self._line.clear()
            self._prompt = ""

    def _press(self, key: str) -> None:
        if key in _ERASE:
            self._erase(self._characters()[-1:])
        elif key == _KILL_LINE:
            self._erase(self._characters())
        elif key == _KILL_WORD:
            text = self._characters()
            self._erase(text[text.rstrip().rfind(" ") + 1 :])
        elif key >= " " or key == "\t":
            # One byte over the limit is enough to tell that the line was too long.
            if len(self._line) > MAX_ANSWER_CHARS:
                return
            self._line += key.encode(errors="surrogateescape")
            if self._echo:
                write(self._out, sanitize(key))

    def _characters(self) -> str:
        return self._line.decode(errors="surrogateescape")

    def _erase(self, end: str) -> None:
        """Remove ``end`` from the line and from the screen, as the terminal itself would."""
        del self._line[len(self._line) - len(end.encode(errors="surrogateescape")) :]
        if self._echo:
            write(self._out, "\b \b" * sum(map(_width, end)))

    # Keys

    def _typed(self) -> Iterator[str]:
        """Characters as they come; the sequences of arrow keys and the like are passed over."""
        yield from self._rest_of_paste()
        tokenizer = Tokenizer()
        for key in self._keys_pressed(tokenizer):
            for token in tokenizer.feed(key) if key else tokenizer.expire():
                if isinstance(token, Paste):
                    self._pasted += token.text
                    yield from self._rest_of_paste()
                elif isinstance(token, Character) and (not token.alt or token.text < " "):
                    yield from token.text

    def _rest_of_paste(self) -> Iterator[str]:
        """What was pasted and is still there: an answer may end in the middle of it."""
        while self._pasted:
            yield self._pasted.popleft()

    def _keys_pressed(self, tokenizer: Tokenizer) -> Iterator[str]:
        """Yield characters, including those of escape sequences, until the terminal is gone.

        Yields an empty one if nothing arrives for as long as the tokenizer waits.
        """
        decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
        while True:
            if not self._waiting:
                if (patience := tokenizer.patience) is not None and not self._ready(patience):
                    yield ""
                    continue
                try:
                    self._waiting += os.read(self._keys, 4096)
                except OSError:
                    return
                if not self._waiting:
                    return
            yield from decoder.decode(bytes([self._waiting.pop(0)]))

    # Terminal mode

    def _take(self) -> None:
        mode = termios.tcgetattr(self._keys)
        mode[_LOCAL_FLAGS] &= ~(termios.ICANON | termios.ECHO | termios.IEXTEN)
        mode[6] = list(mode[6])
        mode[6][termios.VMIN], mode[6][termios.VTIME] = 1, 0
        termios.tcsetattr(self._keys, termios.TCSADRAIN, mode)

    def _give_back(self) -> None:
        try:
            termios.tcsetattr(self._keys, termios.TCSADRAIN, self._own_mode)
        except termios.error:  # the terminal is gone
            return

    def _end(self, number: int, _: FrameType | None) -> None:
        self._give_back()
        die_by(number)

    def _suspend(self, number: int, _: FrameType | None) -> None:
        self._give_back()
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)
        # Execution resumes here once the person is back.
        signal.signal(number, self._suspend)

    def _continue(self, *_: object) -> None:
        """Restore the mode after a stop, since others may have turned echo on meanwhile."""
        with suppress(termios.error):  # in the background, where another signal will follow
            self._take()
            typed = sanitize(self._characters()) if self._echo else ""
            write(self._out, "\n" + self._prompt + typed)


def _width(character: str) -> int:
    """Return the number of columns that a character occupies."""
    if unicodedata.combining(character) or not sanitize(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
