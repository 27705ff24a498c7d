"""The served wizard, to its end, however that comes about."""

from __future__ import annotations

import asyncio
import json
import re
import signal
import sys
from pathlib import Path

import pytest

from tests.support.injection import injecting
from tests.support.served import LONG, children, served, sitting

pytestmark = pytest.mark.slow

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
            await page.sees("1 of 51")
            await page.type("\r")
            await page.sees("Channel names without the #")
            started = children(wizard.process.pid)
            assert started
            for pid in started:
                assert SESSION.encode() not in Path(f"/proc/{pid}/cmdline").read_bytes()
            await page.type("our-chat")
            await page.sees("our-chat")
            if ending != "the page":
                number = signal.SIGINT if ending == "ctrl+c" else signal.SIGKILL
                code, _, err = await asyncio.to_thread(wizard.end, number)
                assert code == (0 if ending == "ctrl+c" else -number)
                assert "Traceback" not in err
        await all_gone(started)
    [draft] = home.rglob("drafts/*.json")
    assert "our-chat" in draft.read_text()


async def test_a_folder_begins_with_its_list(tmp_path: Path) -> None:
    name = tmp_path / "alpha.json"
    credential = {"credentials": {"slack_bot_token": {"ask": True}}}
    note = {"owner": "it"}
    name.write_text(json.dumps({"type": "slack", "credential": credential, "note": note}))
    with served(str(tmp_path), "--owner", "it", CLARM_SESSION=SESSION) as wizard:
        async with sitting(wizard) as page:
            await page.sees("0 of 1 created for it")
            await page.sees("Each line is a connector")
            await page.type("\r")
            await page.sees("Bot user OAuth token")


async def test_what_is_no_key_is_not_typed_and_ends_nothing(home: Path) -> None:
    with served(CLARM_SESSION=SESSION) as wizard:
        async with sitting(wizard) as page:
            await page.sees("Type to filter")
            await page.type("\x1b[1114112u\x1b[97;1;9999999999u\x1b[48;24;80;0;0t\x1b[?62;22c")
            await page.type(
                "\x1b]11;rgb:1/2/3\x1b\\sl\x1bP>|x\x1b\\a\x1b[27;5;115~ck\x1b]" + "x" * 9000
            )
            await page.type("\x1b[<0;2000;1M\x1b[D\x1b[F")
            await page.sees("1 of 51")
            await page.type("\r")
            await page.sees("Channel names without the #")


LINUX = pytest.mark.skipif(sys.platform != "linux", reason="it looks at processes in /proc")


@LINUX
@pytest.mark.parametrize("ending", ["the page", "a kill"])
async def test_a_wizard_that_hangs_ends_with_its_page(tmp_path: Path, ending: str) -> None:
    hanging = """
    import time
    def hang(*_):
        while True:
            time.sleep(60)
    module.Filter.on_key = hang
    """
    environ = injecting(tmp_path, wizard__tui__screens__type_list=hanging)
    with served(**environ) as wizard:
        async with sitting(wizard) as page:
            await page.sees("Type to filter")
            started = children(wizard.process.pid)
            assert started
            await page.type("s")
            if ending == "a kill":
                await asyncio.to_thread(wizard.end, signal.SIGKILL)
        await all_gone(started)


def peak_of(pid: int) -> int:
    """The most memory that a process ever had, in MB."""
    [line] = re.findall(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return int(line) // 1024


@LINUX
async def test_a_page_gets_no_more_cells_than_a_screen_can_have() -> None:
    with served() as wizard:
        async with sitting(wizard, 20_000, 20_000) as page:
            await page.sees("Type to filter")
            for size in [(80, 24), (20_000, 20_000), (10**30, -5), ("wide", None), (2.5, True)]:
                await page.resize(*size)
            await page.resize(100, 30)
            await page.type("slack")
            await page.sees("slack")
            [child] = children(wizard.process.pid)
            assert peak_of(child) < 300
