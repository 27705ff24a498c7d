"""Websites: what an address is found to be, over http:// too since nothing secret is sent."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from tests.checks.sources import VendorServices, run
from wizard.api.response import RawResponse
from wizard.api.vendor import NotReached, UnsafeRequest, VendorRequest
from wizard.api.vendor_client import VendorClient
from wizard.checks import CheckOutcome
from wizard.checks.requests import build
from wizard.checks.templates import MissingValue
from wizard.connectors.checks.declarations import Ask, Check
from wizard.connectors.step_forms import Step
from wizard.core.source_fields import field_at
from wizard.core.source_test import SourceTest
from wizard.flow import WizardFlow
from wizard.forms import Secret
from wizard.sandbox import Sandbox

SITE = "https://docs.example.com"


def website(address: str, method: str = "recursive") -> WizardFlow:
    flow = WizardFlow()
    flow.choose("web")
    flow.fill({"name": "x", "config": {"base_url": address, "web_connector_type": method}})
    return flow


@pytest.mark.parametrize(
    ("address", "method", "account"),
    [
        (SITE, "recursive", "Acme Docs & Guides"),
        (f"{SITE}/start", "single", "Acme Docs & Guides"),
        (f"{SITE}/sitemap.xml", "sitemap", "lists 2 pages"),
        ("http://docs.example.com", "recursive", "Acme Docs & Guides"),
        ("http://docs.example.com/secure", "recursive", "Acme Docs & Guides"),
        ("https://odd.example.com", "recursive", "Acme Docs & Guides"),
    ],
)
def test_what_an_address_holds_is_told(
    address: str,
    method: str,
    account: str,
    sandbox: Sandbox,
) -> None:
    result = run(sandbox, website(address, method))
    assert (result.outcome, result.account, result.findings) == (CheckOutcome.PASSED, account, ())


@pytest.mark.parametrize(
    ("path", "method", "outcome", "at", "words"),
    [
        ("/intern", "single", CheckOutcome.FAILED, "base_url", "asks for a password"),
        ("/nowhere", "recursive", CheckOutcome.FAILED, "base_url", "doesn't exist"),
        ("/wiki", "recursive", CheckOutcome.FAILED, "base_url", "https://login.example.net/"),
        ("/wiki", "single", CheckOutcome.CANNOT_TELL, "base_url", "https://login.example.net/"),
        ("/insecure", "recursive", CheckOutcome.FAILED, "base_url", "http://docs.example.com/"),
        ("/start", "sitemap", CheckOutcome.FAILED, "base_url", "isn't a sitemap"),
        ("/sitemaps.xml", "single", CheckOutcome.FAILED, "web_connector_type", "is a sitemap"),
        ("/report.zip", "single", CheckOutcome.CANNOT_TELL, "base_url", "application/zip"),
        ("/private/x", "recursive", CheckOutcome.PASSED, "base_url", "stay away"),
    ],
)
def test_what_is_wrong_with_an_address_is_told(
    path: str,
    method: str,
    outcome: CheckOutcome,
    at: str,
    words: str,
    sandbox: Sandbox,
) -> None:
    result = run(sandbox, website(SITE + path, method))
    assert result.outcome is outcome, result
    assert result.findings[0].path == f"config.{at}"
    assert words in result.findings[0].words


@pytest.mark.parametrize(
    ("site", "offered"),
    [
        (SITE, [f"{SITE}/sitemap.xml", f"{SITE}/sitemap-blog.xml"]),
        ("https://old.example.com", ["https://old.example.com/sitemap.xml"]),
    ],
)
def test_sitemaps_are_offered(
    site: str,
    offered: list[str],
    sandbox: Sandbox,
) -> None:
    flow = website(f"{site}/start", "sitemap")
    test = SourceTest(VendorServices(sandbox))
    field = field_at(flow, "config.base_url")
    assert field is not None
    pick = test.pick(flow, Step.CONFIGURE, field.place.loc)
    assert pick is not None

    async def values() -> list[str]:
        return [choice.value async for page in test.choices(flow, pick) for choice in page]

    assert asyncio.run(values()) == offered


def test_a_method_that_needs_no_sitemap_is_offered_none(sandbox: Sandbox) -> None:
    flow = website(SITE)
    field = field_at(flow, "config.base_url")
    assert field is not None
    test = SourceTest(VendorServices(sandbox))
    assert test.pick(flow, Step.CONFIGURE, field.place.loc) is None


def test_a_result_goes_stale_when_another_method_is_chosen(sandbox: Sandbox) -> None:
    flow = website(SITE)
    test = SourceTest(VendorServices(sandbox))
    asyncio.run(test.run(flow))
    latest = test.latest(flow)
    assert latest is not None
    assert not latest.stale
    method = field_at(flow, "config.web_connector_type")
    assert method is not None
    flow.forms[Step.CONFIGURE].set(method.place.loc, "single")
    latest = test.latest(flow)
    assert latest is not None
    assert latest.stale


@pytest.fixture
def http_site() -> Iterator[str]:
    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<html>")

        def log_message(self, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Page)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


def test_only_what_is_public_is_asked_without_tls(http_site: str) -> None:
    async def send(public: bool) -> RawResponse | NotReached:
        return await VendorClient("web").send(VendorRequest("GET", http_site, public=public))

    answer = asyncio.run(send(public=True))
    assert isinstance(answer, RawResponse)
    assert answer.body == b"<html>"
    with pytest.raises(UnsafeRequest):
        asyncio.run(send(public=False))


def test_a_public_request_holds_no_secret() -> None:
    values = {"config.base_url": "http://a.example", "credentials.token": Secret("s3cret")}
    headers = {"Authorization": "Bearer {credentials.token}"}
    check = Check(requests=(), headers=headers, basic=("user", "{credentials.token}"))
    request = build(check, Ask(url="{config.base_url}/x", public=True), values)
    assert (request.url, request.headers) == ("http://a.example/x", {})
    with pytest.raises(MissingValue):
        build(check, Ask(url="{config.base_url}/{credentials.token}", public=True), values)
