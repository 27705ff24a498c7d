"""Once through to both IDs, in a real browser."""

from __future__ import annotations

import asyncio
import signal
from urllib.parse import urlsplit

import pytest

from tests.e2e.browser import PROGRAM, browser
from tests.support.served import served

TOKEN = "xoxb-1-made-up-token"


@pytest.mark.skipif(PROGRAM is None, reason="there is no chromium here")
async def test_from_the_address_to_both_ids() -> None:
    with served() as wizard:
        async with browser() as page:
            await page.open(wizard.address)
            # No click is needed before one types.
            await page.sees("Choose a type", "nothing leaves this machine")
            await page.type("slack")
            await page.sees("  slack\n")
            await page.press("Enter")
            await page.sees("Its name in Clarm")
            await page.type("Team chat")
            await page.sees("Team chat\n")
            await page.press("F1")
            await page.sees("Must be filled in")
            await page.press("Escape")
            await page.sees("ctrl+n Next")
            await page.click("Next")
            await page.sees("Bot user OAuth token")
            await page.paste(TOKEN)
            await page.sees(f"{len(TOKEN)} characters")
            await page.press("Enter")
            await page.sees("step 4 of 6", "Look for changes", "fetch new content")
            await page.press("Enter", "Enter")
            await page.sees("Nothing was sent yet", '"name": "Team chat"', "********")
            await page.press("Enter")
            shown = await page.sees("connector_id", "credential_id", "“Team chat” was accepted")
            await page.type("q")
            await page.until_true("document.body.classList.contains('-closed')")
            assert "The wizard has ended." in await page.run("document.body.innerText")
        code, out, err = await asyncio.to_thread(wizard.end, signal.SIGINT)
    host = urlsplit(wizard.address).netloc
    assert {urlsplit(url).netloc for url in page.requests} == {host}
    assert not [said for said in page.problems if "Content Security Policy" in said]
    assert code == 0
    printed = dict(line.split(maxsplit=1) for line in out.splitlines())
    ids = f"connector_id {printed['connector_id']}   credential_id {printed['credential_id']}"
    assert ids in shown
    assert TOKEN not in shown + out + err
