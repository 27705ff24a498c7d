"""A headless browser, driven through its DevTools protocol; what its page shows, as text."""

from __future__ import annotations

import asyncio
import base64
import json
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pyte

from tests.support.terminal import plain_escapes

PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser")

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--remote-debugging-port=0",
    "--disable-background-networking", "--disable-component-update", "--window-size=1000,660",
)  # fmt: skip

KEYS = {"Enter": 13, "Tab": 9, "Escape": 27, "F1": 112}


class Page:
    """One tab.

    A terminal in a page is a picture, so its text is worked out from what the page received,
    which includes what was typed only if it was drawn. ``requests``: every address that was
    asked for. ``problems``: what the browser complained about.
    """

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.requests: list[str] = []
        self.problems: list[str] = []
        self._socket = socket
        self._screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self._screen)
        self._answers: dict[int, asyncio.Future[Any]] = {}
        self._number = 0

    # What it does

    async def open(self, url: str) -> None:
        """Go to an address."""
        for domain in ("Page", "Network", "Runtime", "Log"):
            await self.command(f"{domain}.enable")
        await self.command("Page.navigate", url=url)

    async def press(self, *keys: str) -> None:
        """Press keys that write nothing, by their names in the browser."""
        for key in keys:
            about = {"key": key, "code": key, "windowsVirtualKeyCode": KEYS[key]}
            await self.command("Input.dispatchKeyEvent", type="rawKeyDown", **about)
            await self.command("Input.dispatchKeyEvent", type="keyUp", **about)

    async def type(self, text: str) -> None:
        """Type characters."""
        for char in text:
            await self.command("Input.dispatchKeyEvent", type="keyDown", key=char, text=char)
            await self.command("Input.dispatchKeyEvent", type="keyUp", key=char)

    async def paste(self, text: str) -> None:
        """Paste, as the browser's own key does it."""
        await self.run(
            "(() => { const data = new DataTransfer(); "
            f"data.setData('text/plain', {json.dumps(text)}); "
            "document.querySelector('textarea').dispatchEvent(new ClipboardEvent('paste', "
            "{clipboardData: data, bubbles: true, cancelable: true})); })()"
        )

    async def click(self, words: str) -> None:
        """Click on words that the terminal shows."""
        row = next(i for i, line in enumerate(self._screen.display) if words in line)
        column = self._screen.display[row].index(words)
        width, height = await self.run(
            "(() => { const box = document.querySelector('.xterm-screen').getBoundingClientRect(); "
            "return [box.width, box.height]; })()"
        )
        where = {
            "x": (column + 0.5) * width / self._screen.columns,
            "y": (row + 0.5) * height / self._screen.lines,
        }
        for kind in ("mousePressed", "mouseReleased"):
            await self.command(
                "Input.dispatchMouseEvent", type=kind, button="left", clickCount=1, **where
            )

    async def run(self, script: str) -> Any:
        """The value of some JavaScript."""
        answer = await self.command("Runtime.evaluate", expression=script, returnByValue=True)
        return answer["result"].get("value")

    async def picture(self) -> bytes:
        """A PNG of what there is to be seen."""
        return base64.b64decode((await self.command("Page.captureScreenshot"))["data"])

    # What it shows

    def text(self) -> str:
        """The terminal's rows."""
        return "\n".join(row.rstrip() for row in self._screen.display)

    async def sees(self, *words: str) -> str:
        """Wait until all these words are in the terminal."""
        await self.until(lambda: all(word in self.text() for word in words), repr(words))
        return self.text()

    async def until(self, holds: Callable[[], bool], what: str, seconds: float = 20) -> None:
        """Wait until something holds."""
        try:
            async with asyncio.timeout(seconds):
                while not holds():
                    await asyncio.sleep(0.02)
        except TimeoutError:
            raise AssertionError(
                f"the page never showed {what}; it was:\n{self.text()}\n{self.problems}"
            ) from None

    async def until_true(self, script: str) -> None:
        """Wait until some JavaScript is true."""
        async with asyncio.timeout(20):
            while not await self.run(script):
                await asyncio.sleep(0.02)

    # The protocol

    async def command(self, method: str, **parameters: Any) -> Any:
        """One command, and its answer."""
        self._number += 1
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._answers[self._number] = answer
        message = {"id": self._number, "method": method, "params": parameters}
        await self._socket.send_json(message)
        return await asyncio.wait_for(answer, 20)

    async def listen(self) -> None:
        """Take in what the browser says, until it is gone."""
        async for message in self._socket:
            said = message.json()
            if "id" in said:
                answer = self._answers.pop(said["id"], None)
                if answer is not None and not answer.done():
                    answer.set_result(said.get("result", said))
            else:
                self._happened(said["method"], said.get("params", {}))

    def _happened(self, method: str, about: dict[str, Any]) -> None:
        match method:
            case "Network.requestWillBeSent":
                self.requests.append(about["request"]["url"])
            case "Network.webSocketCreated":
                self.requests.append(about["url"])
            case "Network.webSocketFrameSent":
                said = json.loads(about["response"]["payloadData"])
                if said[0] == "resize":
                    self._screen.resize(said[1]["height"], said[1]["width"])
            case "Network.webSocketFrameReceived" if about["response"]["opcode"] == 2:
                data = base64.b64decode(about["response"]["payloadData"])
                self._stream.feed(plain_escapes(data))
            case "Log.entryAdded":
                self.problems.append(about["entry"]["text"])
            case "Runtime.exceptionThrown":
                self.problems.append(json.dumps(about["exceptionDetails"]))


@asynccontextmanager
async def browser() -> AsyncIterator[Page]:
    """A browser with one empty page."""
    assert PROGRAM is not None
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        process = await asyncio.create_subprocess_exec(
            PROGRAM, *FLAGS, f"--user-data-dir={folder}", "about:blank",
            stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        try:
            async with aiohttp.ClientSession() as client:
                port = await _port(Path(folder, "DevToolsActivePort"))
                targets = await (await client.get(f"http://127.0.0.1:{port}/json")).json()
                target = next(item for item in targets if item["type"] == "page")
                url = target["webSocketDebuggerUrl"]
                async with client.ws_connect(url, max_msg_size=0) as socket:
                    page = Page(socket)
                    listening = asyncio.create_task(page.listen())
                    yield page
                    listening.cancel()
        finally:
            process.terminate()
            await process.wait()


async def _port(file: Path) -> int:
    async with asyncio.timeout(20):
        while not (file.exists() and file.read_text().count("\n")):
            await asyncio.sleep(0.02)
    return int(file.read_text().splitlines()[0])
