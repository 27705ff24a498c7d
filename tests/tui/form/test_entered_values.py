"""What is entered in place of what is meant: told at the field, where enter takes an offer."""

from __future__ import annotations

from tests.support.form_pilot import DESIGN, SMALL, filling
from wizard.connectors import load
from wizard.forms import Form, FormState


def state_of(type: str, half: str) -> FormState[object]:
    return FormState(Form.from_type(getattr(load(type), half)))


async def test_enter_takes_what_is_beyond_doubt_without_an_error() -> None:
    async with filling(state=state_of("zendesk", "credential")) as driver:
        await driver.paste("https://acme.zendesk.com/agent")
        await driver.press("enter")
        assert driver.state.entered(("zendesk_subdomain",)) == "acme"
        assert driver.loc == ("zendesk_email",)
        assert "×" not in driver.seen()


async def test_what_could_be_wrong_waits_for_enter() -> None:
    async with filling(state=state_of("jira", "config")) as driver:
        await driver.go("Everything", "jira_base_url")
        await driver.paste("https://acme.atlassian.net/jira/your-work")
        await driver.press("enter")
        assert driver.loc == ("Everything", "jira_base_url")
        said = " ".join(driver.seen().split())
        assert "Press enter in the field to use https://acme.atlassian.net" in said
        await driver.press("enter")
        entered = driver.state.entered(("Everything", "jira_base_url"))
        assert entered == "https://acme.atlassian.net"
        assert driver.loc != ("Everything", "jira_base_url")


async def test_an_address_of_a_browser_becomes_that_of_a_site() -> None:
    async with filling(state=state_of("sharepoint", "config"), size=SMALL) as driver:
        await driver.paste("contoso.sharepoint.com/:f:/r/sites/a/Docs?csf=1&web=1")
        await driver.press("tab")
        await driver.go("sites")
        await driver.press("enter")
        site = "https://contoso.sharepoint.com/sites/a/Docs"
        assert driver.state.entered(("sites",)) == site
        assert driver.state.read().ok


async def test_a_doubt_is_told_and_stops_nobody() -> None:
    async with filling(state=state_of("teams", "config"), size=DESIGN) as driver:
        await driver.paste("Support; Sales")
        await driver.press("tab")
        assert "! Enter one per line if these are several" in driver.seen()
        assert driver.state.read().ok
