"""The served wizard as a process, and a page of it without a browser."""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import pyte

from tests.support.terminal import plain_escapes

LONG = 20
"""Seconds to wait at most: the machine may be busy."""


@dataclass
class Served:
    """``clarm-wizard serve``, at ``address``."""

    process: subprocess.Popen[str]
    address: str

    @property
    def origin(self) -> str:
        """As a browser names it."""
        return "{0.scheme}://{0.netloc}".format(urlsplit(self.address))

    def end(self, number: int) -> tuple[int, str, str]:
        """Send a signal; the exit code, and what it said."""
        self.process.send_signal(number)
        out, err = self.process.communicate(timeout=LONG)
        return self.process.returncode, out, err


@contextmanager
def served(*options: str, **environ: str) -> Iterator[Served]:
    """Run it in the sandbox, until the end of the block."""
    process = subprocess.Popen(
        [sys.executable, "-m", "wizard", "serve", "--sandbox", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **environ},
    )
    assert process.stderr is not None
    try:
        said = process.stderr.readline()
        found = re.search(r"http://\S+", said)
        assert found is not None, said + process.stderr.read()
        yield Served(process, found[0])
    finally:
        if process.poll() is None:
            process.terminate()
        process.communicate(timeout=LONG)


@dataclass
class Sitting:
    """What a page says and hears."""

    socket: aiohttp.ClientWebSocketResponse
    screen: pyte.Screen = field(default_factory=lambda: pyte.Screen(80, 24))

    def __post_init__(self) -> None:
        self._stream = pyte.ByteStream(self.screen)

    async def type(self, keys: str) -> None:
        """Type."""
        await self.socket.send_json(["stdin", keys])

    async def resize(self, width: object, height: object) -> None:
        """Claim another size."""
        await self.socket.send_json(["resize", {"width": width, "height": height}])

    async def sees(self, words: str) -> None:
        """Wait until this is on the screen."""
        try:
            async with asyncio.timeout(LONG):
                while not any(words in row for row in self.screen.display):
                    await asyncio.sleep(0.02)
        except TimeoutError:
            raise AssertionError("\n".join([words, *self.screen.display])) from None

    async def listen(self) -> None:
        """Draw what comes."""
        async for message in self.socket:
            if message.type is aiohttp.WSMsgType.BINARY:
                self._stream.feed(plain_escapes(message.data))


@asynccontextmanager
async def sitting(wizard: Served, width: int = 80, height: int = 24) -> AsyncIterator[Sitting]:
    """Open the web socket as the page does, with the size that it claims."""
    address = f"{wizard.address}ws?width={width}&height={height}"
    async with (
        aiohttp.ClientSession() as client,
        client.ws_connect(address, origin=wizard.origin) as socket,
    ):
        page = Sitting(socket, pyte.Screen(min(width, 500), min(height, 200)))
        listening = asyncio.create_task(page.listen())
        yield page
        await socket.close()
        await listening


def children(pid: int) -> list[int]:
    """All processes that one started, and theirs (on Linux)."""
    found = []
    for file in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, file.read_text().split()):
            found += [child, *children(child)]
    return found
