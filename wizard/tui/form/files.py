"""Reading of files that a user named, whatever they turn out to be."""

from __future__ import annotations

import base64
import os
import stat

from wizard.forms import FileHint

MAX_BYTES = 1024 * 1024
"""Bytes; no key or setting is larger."""


def read_file(path: str) -> bytes:
    """Return the content of the file at ``path``, with ``~`` expanded.

    Raises ValueError with a message for the user.
    """
    if not path:
        raise ValueError("Enter a path.")
    try:
        # Non-blocking, since opening a pipe could wait forever.
        descriptor = os.open(os.path.expanduser(path), os.O_RDONLY | os.O_NONBLOCK)
        try:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise ValueError("This is not a file.")
            content = _read(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise ValueError(f"{error.strerror or 'It cannot be read'}.") from None
    if len(content) > MAX_BYTES:
        raise ValueError("This file is larger than 1 MiB.")
    return content


def _read(descriptor: int) -> bytes:
    content = b""
    while len(content) <= MAX_BYTES and (part := os.read(descriptor, MAX_BYTES)):
        content += part
    return content


def text_from(content: bytes, hint: FileHint) -> str:
    """Return the value that a file's content stands for.

    Raises ValueError with a message for the user.
    """
    if not content.strip():
        raise ValueError("This file is empty.")
    if hint.encoding == "base64":
        return base64.b64encode(content).decode("ascii")
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError("This is not a text file.") from None
