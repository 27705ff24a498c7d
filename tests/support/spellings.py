"""What an answer may do to a secret on its way back: every byte, letter or group of it."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from html.entities import html5
from urllib.parse import quote, quote_plus


def grouped(mark: str, size: int) -> Callable[[str], str]:
    return lambda text: mark.join(text[at : at + size] for at in range(0, len(text), size))


NAMES = {char: name for name, char in sorted(html5.items()) if len(char) == 1 and name[-1] == ";"}

SPELLINGS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "lower case": str.lower,
    "upper case": str.upper,
    "reversed case": str.swapcase,
    "hex": lambda text: text.encode().hex(),
    "hex, large": lambda text: text.encode().hex().upper(),
    "hex, colons": lambda text: text.encode().hex(":"),
    "hex, 0x": lambda text: ", ".join(f"0x{byte:02x}" for byte in text.encode()),
    "percent": lambda text: "".join(f"%{byte:02x}" for byte in text.encode()),
    r"\x": lambda text: "".join(f"\\x{byte:02x}" for byte in text.encode()),
    r"\u": lambda text: json.dumps("".join(f"\\u{ord(c):04x}" for c in text))[1:-1],
    r"\U": lambda text: "".join(f"\\U{ord(c):08x}" for c in text),
    r"\u{}": lambda text: "".join(f"\\u{{{ord(c):x}}}" for c in text),
    "octal": lambda text: "".join(f"\\{byte:03o}" for byte in text.encode()),
    "HTML, decimal": lambda text: "".join(f"&#{ord(c)};" for c in text),
    "HTML, hex": lambda text: "".join(f"&#x{ord(c):X};" for c in text),
    "HTML, named": lambda text: "".join(f"&{NAMES[c]}" if c in NAMES else c for c in text),
    "numbers": lambda text: str(list(text.encode())),
    "base64": lambda text: base64.b64encode(text.encode()).decode(),
    "base64, urlsafe": lambda text: base64.urlsafe_b64encode(text.encode()).decode(),
    "base64, lines": lambda text: base64.encodebytes(text.encode()).decode(),
    "base32": lambda text: base64.b32encode(text.encode()).decode(),
    "base32, small": lambda text: base64.b32encode(text.encode()).decode().lower(),
    "blanks": grouped(" ", 1),
    "dashes": grouped("-", 4),
    "colons": grouped(":", 2),
    "line ends": grouped("\r\n", 5),
    "URL": quote,
    "form": quote_plus,
    "JSON": lambda text: json.dumps(text)[1:-1],
    "repr": lambda text: repr(text)[1:-1],
}
LOSSY = {"lower case", "upper case"}
"""After these base64 can be read no more."""
