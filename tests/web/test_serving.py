"""The served wizard, to its end, however that comes about."""

from __future__ import annotations

import asyncio
import signal
import sys
from pathlib import Path

import pytest

from tests.web.serving import LONG, children, served, sitting

SESSION = "made-up-session-value"


async def all_gone(processes: list[int]) -> None:
    async with asyncio.timeout(LONG):
        while any(Path(f"/proc/{pid}/cmdline").exists() for pid in processes):
            await asyncio.sleep(0.02)


@pytest.mark.skipif(sys.platform != "linux", reason="it looks at processes in /proc")
@pytest.mark.parametrize("ending", ["the page", "ctrl+c", "a kill"])
async def test_however_it_ends_what_was_typed_is_kept(home: Path, ending: str) -> None:
    with served(CLARM_SESSION=SESSION) as wizard:
        async with sitting(wizard) as page:
            await page.sees("Type to filter")
            await page.type("slack")
            await page.sees("  slack ")
            await page.type("\r")
            await page.sees("How it is called")
            started = children(wizard.process.pid)
            assert started
            for pid in started:
                assert SESSION.encode() not in Path(f"/proc/{pid}/cmdline").read_bytes()
            await page.type("Our chat")
            await page.sees("Our chat")
            if ending != "the page":
                number = signal.SIGINT if ending == "ctrl+c" else signal.SIGKILL
                code, _, err = await asyncio.to_thread(wizard.end, number)
                assert code == (0 if ending == "ctrl+c" else -number)
                assert "Traceback" not in err
        await all_gone(started)
    [draft] = home.rglob("drafts/*.json")
    assert "Our chat" in draft.read_text()
