"""Once through to both IDs, in a real browser."""

from __future__ import annotations

import asyncio
import signal
from urllib.parse import urlsplit

import pytest

from tests.e2e.browser import PROGRAM, browser
from tests.support.served import served
from wizard.tui.input_queue import BURST_SECONDS

TOKEN = "xoxb-1-made-up-token"


@pytest.mark.skipif(PROGRAM is None, reason="there is no chromium here")
async def test_from_the_address_to_both_ids() -> None:
    with served() as wizard:
        async with browser() as page:
            await page.open(wizard.address)
            # No click is needed before one types.
            await page.sees("Choose a type", "nothing leaves this machine")
            await page.type("slack")
            await page.sees("1 of 51")
            await page.press("Enter")
            await page.sees("Channel names without the #")
            await page.type("support")
            await page.sees("support\n")
            await page.press("F1")
            await page.sees("Channels")
            await page.press("Escape")
            await page.sees("ctrl+n Next")
            await page.click("Next")
            await page.sees("Bot user OAuth token")
            await page.paste(TOKEN)
            await page.sees(f"{len(TOKEN)} characters")
            await page.press("Enter")
            await page.sees("creates this connector", "Slack", "support", "••••")
            await asyncio.sleep(BURST_SECONDS)  # what comes at once is not meant
            await page.press("Enter")
            shown = await page.sees("Connector ID", "Credential ID", "Clarm accepted “Slack”")
            await page.type("q")
            await page.until_true("document.body.classList.contains('-closed')")
            assert "The wizard has ended." in await page.run("document.body.innerText")
        code, out, err = await asyncio.to_thread(wizard.end, signal.SIGINT)
    host = urlsplit(wizard.address).netloc
    assert {urlsplit(url).netloc for url in page.requests} == {host}
    assert not [said for said in page.problems if "Content Security Policy" in said]
    assert code == 0
    printed = dict(line.split(maxsplit=1) for line in out.splitlines())
    assert f"Connector ID   {printed['connector_id']}" in shown
    assert f"Credential ID  {printed['credential_id']}" in shown
    assert TOKEN not in shown + out + err
