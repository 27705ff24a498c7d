"""The field that has the focus is in sight, with its label, its error and what is typed."""

from __future__ import annotations

import json

import pytest

from tests.support.pilot import Sitting
from tests.support.pilot_steps import choose
from wizard.flow import Step
from wizard.tui.screens.form_step import CredentialScreen

pytestmark = pytest.mark.slow

KEY = {
    "type": "service_account",
    "project_id": "p1",
    "private_key_id": "abc",
    "private_key": "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n",
    "client_email": "a@p1.iam.gserviceaccount.com",
    "token_uri": "https://oauth2.googleapis.com/token",
}


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (50, 15)], ids=str)
async def test_the_field_to_mend_stays_in_sight(sit: Sitting, size: tuple[int, int]) -> None:
    async with sit(size) as hand:
        await choose(hand, "google_drive")
        hand.app.controller.go_to(Step.CREDENTIAL)
        await hand.at(CredentialScreen)
        await hand.paste(json.dumps(KEY, indent=2))
        await hand.press("ctrl+n")
        await hand.sees("▌   Primary admin email *", "× Fill this in.")
        await hand.pilot.pause(0.4)  # nothing scrolls it out of sight afterwards
        await hand.press("x")
        await hand.sees("▌   Primary admin email *", "× Enter an email address")
        rows = [row.rstrip(" ▁▂▃▄▅▆▇█").split() for row in hand.seen().splitlines()]
        assert any(row[-1:] == ["x"] for row in rows)
