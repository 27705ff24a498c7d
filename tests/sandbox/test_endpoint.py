"""The embedded API over a real socket."""

from __future__ import annotations

import ast
import socket
from collections.abc import Iterator
from typing import Annotated, Any, ClassVar
from urllib.parse import urlsplit

import httpx
import pytest
from pydantic import BaseModel, ConfigDict, Field

from wizard.api import BaseUrl, Client, Created, CreateSourceRequest, RefusalReason, Refused
from wizard.connectors import catalog, load
from wizard.forms import Secret, Ui
from wizard.sandbox import Sandbox
from wizard.sandbox.gate import MAX_BODY_BYTES
from wizard.sandbox.validation import Checker, Connectors

TOKEN = "tok-S3cret"


class Strict(BaseModel):
    model_config = ConfigDict(extra="allow", hide_input_in_errors=True)


class PageConfig(Strict):
    base_url: str
    depth: int = 1


class RepoConfig(Strict):
    owner: str
    repos: list[str] = Field(default_factory=list)


class EverythingConfig(Strict):
    everything: bool


class LooseConfig(Strict):
    note: str = ""


class TokenCredential(Strict):
    token: Secret


class LoginCredential(Strict):
    user: str
    password: Secret


class NoCredential(Strict):
    pass


class Few:
    """A catalogue of three types."""

    MODELS: ClassVar[dict[str, tuple[Any, Any]]] = {
        "page": (PageConfig, NoCredential),
        "repo": (
            Annotated[RepoConfig | EverythingConfig, Ui(label="What")],
            Annotated[TokenCredential | LoginCredential, Ui(label="How")],
        ),
        "loose": (LooseConfig, TokenCredential),
    }

    def types(self) -> tuple[str, ...]:
        return tuple(self.MODELS)

    def models(self, type: str) -> tuple[Any, Any]:
        return self.MODELS[type]


@pytest.fixture(scope="module")
def running() -> Iterator[Sandbox]:
    with Sandbox(catalogue=Few()) as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(running: Sandbox) -> Iterator[Sandbox]:
    yield running
    running.state.faults.clear()
    running.state.role, running.state.shape = "admin", "fastapi"


def http(sandbox: Sandbox, **headers: str) -> httpx.Client:
    value = sandbox.session.get_secret_value()
    headers = headers or {"Cookie": f"fastapiusersauth={value}"}
    return httpx.Client(base_url=sandbox.url, headers=headers, trust_env=False, timeout=5)


def post(sandbox: Sandbox, body: Any, **headers: str) -> httpx.Response:
    with http(sandbox, **headers) as client:
        if isinstance(body, bytes):
            return client.post("/v1/sources/create", content=body)
        return client.post("/v1/sources/create", json=body)


NUMBERS = iter(range(1000))


def request(type: str, config: Any, credentials: Any = None, **more: Any) -> dict[str, Any]:
    return {
        "name": f"source {next(NUMBERS)}",
        "type": type,
        "config": config,
        "credential": {"credentials": {} if credentials is None else credentials},
        "refresh_freq": None,
        "prune_freq": None,
        **more,
    }


def page(**more: Any) -> dict[str, Any]:
    return request("page", {"base_url": "https://x.example"}) | more


def locs(response: httpx.Response) -> list[list[Any]]:
    return [error["loc"] for error in response.json()["detail"]]


# ------------------------------------------------------------------ success


def test_ids_count_up_and_cannot_be_mixed_up(sandbox: Sandbox) -> None:
    first, second = post(sandbox, page()).json(), post(sandbox, page()).json()

    assert set(first) == {"connector_id", "credential_id", "status", "message"}
    assert second["connector_id"] == first["connector_id"] + 1
    assert second["credential_id"] == first["credential_id"] + 1
    assert first["credential_id"] > 1000 > first["connector_id"]
    assert first["status"] == "success"


def test_frequencies_may_be_left_out_and_unknown_keys_stay(sandbox: Sandbox) -> None:
    body = page()
    del body["refresh_freq"], body["prune_freq"]
    body["config"]["unheard_of"] = 1
    assert post(sandbox, body).status_code == 200


def test_what_arrived_can_be_looked_at(sandbox: Sandbox) -> None:
    body = page()
    with http(sandbox) as client:
        before = client.get("/sandbox/requests").json()["count"]
        post(sandbox, body)
        post(sandbox, b"{broken")
        seen = client.get("/sandbox/requests").json()
    assert seen["count"] == before + 2
    assert seen["requests"][-2:] == [body, "{broken"]


# ------------------------------------------------------------------ who may


@pytest.mark.parametrize("cookie", [None, "fastapiusersauth=wrong", "other=x"])
def test_without_the_cookie_nothing_goes(sandbox: Sandbox, cookie: str | None) -> None:
    headers = {"Cookie": cookie} if cookie else {"X-Nothing": ""}
    response = post(sandbox, {"not": "even a request"}, **headers)

    assert response.status_code == 403
    assert response.json() == {"detail": "Access denied. User is not authenticated."}


@pytest.mark.parametrize("path", ["/sandbox/requests", "/sandbox/faults"])
def test_its_own_pages_need_the_cookie_too(sandbox: Sandbox, path: str) -> None:
    with http(sandbox, Cookie="fastapiusersauth=wrong") as client:
        assert client.get(path).status_code == 403
        assert client.post(path, json={}).status_code in {403, 405}


def test_the_cookie_comes_before_all_else(sandbox: Sandbox) -> None:
    before = sandbox.state.count
    for body in (b'{"name": ', {}, page()):
        assert post(sandbox, body, Cookie="fastapiusersauth=wrong").status_code == 403
    assert sandbox.state.count == before
    broken = post(sandbox, b'{"name": ')
    assert broken.status_code == 422
    assert broken.json()["detail"][0]["type"] == "json_invalid"
    assert broken.json()["detail"][0]["loc"] == ["body", 9]
    assert post(sandbox, {}).status_code == 422


def begun(sandbox: Sandbox, headers: str, body: bytes = b"") -> bytes:
    """The first line of the answer to a request whose body is not sent to its end."""
    address = urlsplit(sandbox.url)
    assert address.port
    with socket.create_connection((str(address.hostname), address.port), timeout=20) as connection:
        head = f"POST /v1/sources/create HTTP/1.1\r\nHost: x\r\n{headers}\r\n\r\n"
        connection.sendall(head.encode() + body)
        with connection.makefile("rb") as answer:
            return answer.readline().strip()


def test_no_body_is_waited_for_without_the_cookie(sandbox: Sandbox) -> None:
    answer = begun(sandbox, "Content-Length: 200000000", b"x" * 1000)
    assert answer == b"HTTP/1.1 403 Forbidden"


@pytest.mark.parametrize("path", ["/v1/sources/create", "/sandbox/faults"])
def test_of_a_body_that_is_too_large_no_more_is_read(sandbox: Sandbox, path: str) -> None:
    cookie = f"Cookie: fastapiusersauth={sandbox.session.get_secret_value()}"
    much = b"x" * (MAX_BODY_BYTES + 1)
    assert b" 413 " in begun(sandbox, f"{cookie}\r\nContent-Length: 200000000", much)
    chunk = f"{len(much):x}\r\n".encode() + much + b"\r\n"
    assert b" 413 " in begun(sandbox, f"{cookie}\r\nTransfer-Encoding: chunked", chunk)
    with http(sandbox) as client:
        assert client.post(path, content=much).status_code == 413
        assert client.post(path, content=b" " * MAX_BODY_BYTES).status_code == 422


@pytest.mark.parametrize(
    ("role", "status", "word"),
    [
        ("curator", 200, ""),
        ("basic", 403, "not a curator or admin"),
        ("limited", 403, "LIMITED"),
        ("unverified", 403, "not verified"),
    ],
)
def test_roles(sandbox: Sandbox, role: Any, status: int, word: str) -> None:
    sandbox.state.role = role
    response = post(sandbox, page())
    assert response.status_code == status
    assert word in response.text


# ------------------------------------------------------------------ what is acceptable


def test_the_envelope_is_checked(sandbox: Sandbox) -> None:
    assert locs(post(sandbox, {})) == [
        ["body", "name"],
        ["body", "type"],
        ["body", "config"],
        ["body", "credential"],
    ]
    assert locs(post(sandbox, page(type="Page"))) == [["body", "type"]]
    assert locs(post(sandbox, page(refresh_freq=1.5))) == [["body", "refresh_freq"]]
    assert locs(post(sandbox, page(credential={}))) == [["body", "credential", "credentials"]]
    assert locs(post(sandbox, page(config="x"))) == [["body", "config"]]
    assert locs(post(sandbox, b"[]")) == [["body"]]


def test_a_bad_config_is_complained_about_once_per_member_that_rejects_it(
    sandbox: Sandbox,
) -> None:
    response = post(sandbox, request("page", {"depth": TOKEN}))

    assert response.status_code == 422
    assert locs(response) == [
        ["body", "config", "PageConfig", "base_url"],
        ["body", "config", "PageConfig", "depth"],
        ["body", "config", "RepoConfig", "owner"],
        ["body", "config", "EverythingConfig", "everything"],
    ]


def test_a_config_that_only_fits_another_type_is_refused(sandbox: Sandbox) -> None:
    response = post(sandbox, request("repo", {"base_url": "https://x"}, {"token": TOKEN}))
    assert ["body", "config", "RepoConfig", "owner"] in locs(response)


def test_no_two_types_models_are_complained_about_by_the_same_name() -> None:
    body = request("google_drive", {"include_shared_drives": [3]}, {"a": "b"})
    names = {
        error["loc"][2]
        for error in Checker(Connectors()).errors(body)
        if error["loc"][:2] == ("body", "config")
    }
    assert {"GithubChosen", "HighspotChosen", "GoogleDriveChosen", "GoogleDriveAreas"} <= names
    assert not names & {"Chosen", "Config"}


def test_missing_secrets_are_named(sandbox: Sandbox) -> None:
    one = post(sandbox, request("loose", {}, {}))
    assert locs(one) == [["body", "credential", "credentials", "token"]]
    several = post(sandbox, request("repo", {"owner": "me"}, {"user": "me"}))
    assert locs(several) == [
        ["body", "credential", "credentials", "TokenCredential", "token"],
        ["body", "credential", "credentials", "LoginCredential", "password"],
    ]


def test_both_forms_of_a_422_echo_what_was_sent(sandbox: Sandbox) -> None:
    body = request("loose", {}, {"tokn": TOKEN})
    assert TOKEN in post(sandbox, body).text

    sandbox.state.shape = "onyx"
    answer = post(sandbox, body).json()
    assert set(answer) == {"status_code", "message", "data"}
    assert answer["status_code"] == 422
    assert TOKEN in answer["message"]
    (error,) = ast.literal_eval(answer["message"])
    assert error["loc"] == ("body", "credential", "credentials", "token")


def test_a_name_is_taken_once_per_type(sandbox: Sandbox) -> None:
    body = page()
    assert post(sandbox, body).status_code == 200
    again = post(sandbox, body)
    assert again.status_code == 400
    assert again.json() == {
        "detail": "Connector by this name already exists, duplicate naming not allowed."
    }
    other = request("loose", {}, {"token": TOKEN}, name=body["name"])
    assert post(sandbox, other).status_code == 200
    assert post(sandbox, body | {"name": body["name"].upper()}).status_code == 200


# ------------------------------------------------------------------ with the real catalogue


@pytest.fixture(scope="module")
def real() -> Iterator[Sandbox]:
    with Sandbox() as sandbox:
        yield sandbox


@pytest.mark.slow
@pytest.mark.parametrize("type", [about.type for about in catalog.all_types()])
def test_every_example_of_every_type_is_accepted(real: Sandbox, type: str) -> None:
    for number, example in enumerate(load(type).examples):
        config, credentials = dict(example.config), dict(example.credentials)
        answer = post(real, request(type, config, credentials, name=f"{type} {number}"))
        assert answer.status_code == 200, answer.text


async def test_the_client_understands_it(real: Sandbox) -> None:
    client = Client(BaseUrl.parse(real.url), session=real.session)
    credentials = {"slack_bot_token": Secret(TOKEN)}
    good = CreateSourceRequest(name="Team", type="slack", config={}, credentials=credentials)
    created = await client.create(good)
    assert isinstance(created, Created)

    again = await client.create(good)
    assert isinstance(again, Refused)
    assert again.kind is RefusalReason.DUPLICATE_NAME

    for real.state.shape in ("fastapi", "onyx"):
        bad = CreateSourceRequest(
            name="x", type="slack", config={"channels": 1}, credentials=credentials
        )
        refused = await client.create(bad)
        assert isinstance(refused, Refused)
        assert refused.kind is RefusalReason.INVALID
        assert ("config", "SlackConfig", "channels") in [item.loc for item in refused.fields]
        assert TOKEN not in repr(refused)

    stranger = Client(BaseUrl.parse(real.url), session=Secret("wrong"))
    denied = await stranger.create(good)
    assert isinstance(denied, Refused)
    assert denied.kind is RefusalReason.SESSION
