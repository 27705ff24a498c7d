"""What every face gets of the world: a server, who sends, and places on the disk."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from wizard.api import Created, CreateSourceRequest, NotConnected
from wizard.auth.account import Account, AuthStatus
from wizard.core.services import (
    ApiServices,
    InvalidServerUrl,
    SandboxServices,
    Services,
    services_for,
)
from wizard.sandbox import SandboxMissing

pytestmark = pytest.mark.slow

PAGE = CreateSourceRequest(
    name="Docs", type="web", config={"base_url": "https://docs.example.com"}, credentials={}
)


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in ("STATE", "CONFIG", "DATA", "CACHE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / kind.lower()))
    for name in ("SESSION", "SESSION_FILE", "API_KEY", "API_URL"):
        monkeypatch.delenv(f"CLARM_{name}", raising=False)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")


@pytest.fixture
def sandbox() -> Iterator[Services]:
    with closing(services_for(sandbox=True, api_url=None)) as services:
        yield services


@pytest.fixture(params=[True, False], ids=["sandbox", "real"])
def services(request: pytest.FixtureRequest) -> Iterator[Services]:
    with closing(services_for(sandbox=request.param, api_url=None)) as found:
        yield found


def listens(services: Services) -> bool:
    address = services.server().url.rpartition("/")[2].rpartition(":")
    try:
        socket.create_connection((address[0], int(address[2])), timeout=5).close()
    except OSError:
        return False
    return True


# The real server


def test_the_server_is_the_one_that_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLARM_API_URL", "https://other.example.com")
    given = services_for(sandbox=False, api_url="https://one.example.com:8443")
    assert isinstance(given, ApiServices)
    assert not given.sandbox
    assert given.host == given.server().host == "one.example.com:8443"
    assert given.server().url == "https://one.example.com:8443"
    assert given.options == ("--api-url", "https://one.example.com:8443")
    named = services_for(sandbox=False, api_url=None)
    assert (named.host, named.options) == ("other.example.com", ())


def test_an_address_that_cannot_be_is_refused_at_once() -> None:
    with pytest.raises(InvalidServerUrl, match="--api-url"):
        services_for(sandbox=False, api_url="http://one.example.com")


def test_the_session_of_the_environment_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    services = services_for(sandbox=False, api_url="https://one.example.com")
    assert not services.account().usable
    monkeypatch.setenv("CLARM_SESSION", "planted")
    account = services.account()
    assert account.usable
    assert account.session is not None
    assert account.session.get_secret_value() == "planted"
    assert "CLARM_SESSION" in account.where
    assert "planted" not in repr(account)


async def test_what_sends_goes_to_that_server(sandbox: Services) -> None:
    real = services_for(sandbox=False, api_url=sandbox.server().url)
    session = sandbox.account().session
    outcome = await real.client(Account(session, standing=AuthStatus.UNVERIFIED)).create(PAGE)
    assert isinstance(outcome, Created)
    real.close()
    assert listens(sandbox)


# The sandbox


async def test_the_sandbox_signs_in_by_itself_and_creates(sandbox: Services) -> None:
    assert isinstance(sandbox, SandboxServices)
    assert sandbox.sandbox
    assert sandbox.host == "sandbox"
    account = sandbox.account()
    assert account.usable
    outcome = await sandbox.client(account).create(PAGE)
    assert isinstance(outcome, Created)
    assert (outcome.connector_id, outcome.credential_id) == (1, 1001)


async def test_the_sandbox_is_one_from_its_start_to_its_end() -> None:
    services = services_for(sandbox=True, api_url=None)
    assert services.server() == services.server()
    assert services.account().session == services.account().session
    assert listens(services)
    client = services.client(services.account())
    assert isinstance(await client.create(PAGE), Created)
    services.close()
    assert isinstance(await services.client(services.account()).create(PAGE), NotConnected)
    services.close()


def test_a_sandbox_that_nobody_needed_can_be_closed() -> None:
    services_for(sandbox=True, api_url=None).close()


def test_the_servers_packages_load_when_it_starts() -> None:
    program = (
        "import sys; from wizard.core.services import services_for\n"
        "services = services_for(sandbox=True, api_url=None); services.account()\n"
        "assert not {'fastapi', 'uvicorn'} & set(sys.modules)\n"
        "services.server(); assert 'uvicorn' in sys.modules; services.close()"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)


def test_a_sandbox_that_is_not_installed_is_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name, package=None: None)
    for module in [name for name in sys.modules if name.startswith("wizard.sandbox.")]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.delitem(sys.modules, "wizard.sandbox")
    with pytest.raises(Exception, match=r"clarm-wizard\[sandbox\]") as caught:
        services_for(sandbox=True, api_url=None)
    assert type(caught.value).__name__ == SandboxMissing.__name__


# On the disk


def test_drafts_are_found_where_they_were_put(services: Services) -> None:
    assert not services.has_drafts()
    assert not services.paths.drafts.exists()
    store = services.drafts()
    draft = store.new_id()
    store.save(draft, {"type": "web", "name": "Docs", "step": "configure", "host": "h"})
    store.release(draft)
    assert services.has_drafts()
    assert [found.id for found in services.drafts().list().drafts] == [draft]


def test_the_history_goes_on(services: Services) -> None:
    assert services.history().read().entries == ()
    services.history().intent(host=services.host, type="web", name="Docs", digest="d")
    assert [entry.name for entry in services.history().read().entries] == ["Docs"]


def test_the_sandbox_keeps_its_things_apart(sandbox: Services) -> None:
    real = services_for(sandbox=False, api_url=None)
    sandbox.history().intent(host=sandbox.host, type="web", name="Docs", digest="d")
    store = sandbox.drafts()
    store.save(store.new_id(), {"type": "web", "name": "Docs", "host": "h"})
    assert real.history().read().entries == ()
    assert not real.has_drafts()


def test_a_folder_that_cannot_be_read_holds_no_drafts(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(*_: object) -> Iterator[Path]:
        raise PermissionError(13, "closed")
        yield  # pragma: no cover

    monkeypatch.setattr(Path, "glob", closed)
    assert not services.has_drafts()
