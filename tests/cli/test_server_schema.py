"""``server-schema``: what it tells and keeps, and what the other commands make of it."""

from __future__ import annotations

import json
import re
import stat
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest

from tests.cli.command import SESSION, Command, write
from tests.support.openapi import ACME, acme_document, body, document, refs
from wizard.forms import Secret
from wizard.sandbox import Sandbox
from wizard.storage.paths import Paths
from wizard.utils.exit_codes import ExitCode

SAME, DIFFERS, INVALID = ExitCode.DONE, ExitCode.FAILED, ExitCode.USAGE


@pytest.fixture(scope="module")
def drifted() -> Iterator[Sandbox]:
    with Sandbox(session=Secret(SESSION), drift=True) as running:
        yield running


@pytest.fixture
def server(drifted: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Sandbox:
    """A server that differs from the catalog, which one is signed in to."""
    monkeypatch.setenv("CLARM_API_URL", drifted.url)
    monkeypatch.setenv("CLARM_SESSION", SESSION)
    return drifted


def kept() -> list[Path]:
    return sorted(Paths.find().config.rglob("*.json"))


def file_with(value: Any, name: str = "openapi.json") -> str:
    Path(name).write_text(value if isinstance(value, str) else json.dumps(value))
    return name


ACME_REQUEST: dict[str, Any] = {
    "type": "acme_wiki",
    "config": {"site_url": "https://wiki.example.com"},
    "credential": {"credentials": {"user_email": "me@example.com", "api_token": "s3cret"}},
}


# --- Drift ------------------------------------------------------------------------------------


def test_a_server_like_the_catalog_does_not_differ(command: Command, sandbox: Sandbox) -> None:
    done = command("server-schema")
    assert done.code == SAME
    assert "51 types" in done.out
    assert "No differences" in done.out


@pytest.mark.slow
def test_each_kind_of_difference_is_told(command: Command, server: Sandbox) -> None:
    done = command("server-schema", f"{server.url}/openapi.json", "--json")
    assert done.code == DIFFERS
    found = {
        (item["kind"], item["type"], item["part"], item["field"], item["new"])
        for item in done.json["differences"]
    }
    assert found == {
        ("type_added", "acme_wiki", "", "", ""),
        ("field_added", "slack", "config", "include_threads", ""),
        ("field_missing", "web", "config", "scroll_before_scraping", ""),
        ("field_renamed", "bookstack", "credentials", "bookstack_base_url", "bookstack_url"),
        ("kind", "discourse", "config", "categories", ""),
        ("required", "notion", "config", "root_page_id", ""),
    }
    assert done.json["host"] == server.url.removeprefix("http://")
    assert len(done.json["types"]) == 52
    text = command("server-schema").out
    for words in ("(a guess)", "a text there, not a list of texts", "it requires “root_page_id”"):
        assert words in text


def test_a_document_without_types_of_config_compares_the_types_alone(command: Command) -> None:
    done = command("server-schema", file_with(document(body(["slack", "acme"]))))
    assert done.code == DIFFERS
    assert "only compares the types" in done.out
    assert "acme: it has this type" in done.out


def test_yaml_is_read(command: Command) -> None:
    yaml = pytest.importorskip("yaml")
    done = command(
        "server-schema", file_with(yaml.safe_dump(acme_document()), "api.yaml"), "--json"
    )
    assert done.code == DIFFERS
    assert done.json["types"] == ["acme"]


# --- For which server -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("servers", "options", "host"),
    [
        ([], [], "api.clarm.com"),
        ([{"url": "/"}], [], "api.clarm.com"),
        ([{"url": "https://clarm.example.com/api"}], [], "clarm.example.com/api"),
        ([{"url": "http://clarm.example.com"}], [], "api.clarm.com"),
        ([{"url": "https://a.example"}], ["--api-url", "https://b.example"], "b.example"),
    ],
)
def test_a_file_is_kept_for_the_server_that_is_chosen_or_named(
    command: Command, servers: list[Any], options: list[str], host: str
) -> None:
    name = file_with(acme_document() | {"servers": servers})
    assert command("server-schema", name, "--json", *options).json["host"] == host
    [path] = kept()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_an_address_is_kept_for_its_own_host_where_no_other_is_chosen(
    command: Command, drifted: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = command("server-schema", f"{drifted.url}/openapi.json", "--json")
    assert done.json["host"] == drifted.url.removeprefix("http://")
    assert "acme_wiki" not in command("types").out  # that is of another server
    monkeypatch.setenv("CLARM_API_URL", drifted.url)
    assert "acme_wiki" in command("types").out


def test_it_is_used_for_that_server_alone_and_until_it_is_forgotten(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = "https://b.example"
    command("server-schema", file_with(acme_document()), "--api-url", url)
    assert command("schema", "acme").code == INVALID
    monkeypatch.setenv("CLARM_API_URL", url)
    assert "acme" in command("schema", "acme").out
    assert "Removed" in command("server-schema", "--forget").err
    assert kept() == []
    assert command("schema", "acme").code == INVALID
    assert "No schema" in command("server-schema", "--forget").err


class Private(BaseHTTPRequestHandler):
    """Gives the document to those who are signed in, and notes the cookies that came."""

    cookies: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        cookie = self.headers.get("Cookie", "")
        self.cookies.append(cookie)
        body = json.dumps(acme_document()).encode()
        self.send_response(200 if cookie else 403)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def private(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a server that shows its document to nobody else."""
    Private.cookies.clear()
    monkeypatch.setenv("CLARM_SESSION", SESSION)
    with ThreadingHTTPServer(("127.0.0.1", 0), Private) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def test_the_api_s_own_host_gets_the_session_if_it_asks_for_it(
    command: Command, private: str
) -> None:
    assert command("server-schema", "--api-url", private).code == DIFFERS
    assert Private.cookies == ["", f"fastapiusersauth={SESSION}"]


def test_no_other_host_gets_the_session(command: Command, private: str) -> None:
    done = command("server-schema", f"{private}/openapi.json", "--api-url", "https://a.example")
    assert done.code == INVALID
    assert "asks for a session (403)" in done.err
    assert Private.cookies == [""]
    assert kept() == []


# --- What is refused --------------------------------------------------------------------------

BOMB = "a: &a [x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(12)
)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is empty"),
        ("{", "isn't valid JSON"),
        ("[1, 2]", "isn't an OpenAPI 3"),
        ('{"openapi": NaN}', "NaN or infinite"),
        ("[" * 100_000, "nested"),
        (BOMB, "too many values"),
        ("a: &a [*a]", "too many values|nested"),
        ("a:\n" + "- " * 5000 + "x", "YAML"),
        ("\x00", "isn't a text file"),
        ("a: !!python/object/apply:os.system [exit]", "isn't valid YAML"),
    ],
    ids=range(10),
)  # fmt: skip
def test_a_broken_document_leaves_all_as_it_was(command: Command, text: str, words: str) -> None:
    command("server-schema", file_with(acme_document()))
    [path] = kept()
    before = path.read_bytes()
    done = command("server-schema", file_with(text, "broken.yaml"))
    assert done.code == INVALID
    assert re.search(words, done.err)
    assert done.out == ""
    assert kept() == [path]
    assert path.read_bytes() == before


def test_a_file_of_a_hundred_megabytes_is_not_read(command: Command) -> None:
    with open("huge.json", "wb") as file:
        file.truncate(100 * 1024 * 1024)
    done = command("server-schema", "huge.json")
    assert (done.code, done.out) == (INVALID, "")
    assert "larger than 8 MiB" in done.err


@pytest.mark.parametrize("damage", [b"", b"{}", b"[", b"\xff", b'{"version": 2}', b"null"])
def test_a_damaged_file_is_told_and_not_used(command: Command, damage: bytes) -> None:
    command("server-schema", file_with(acme_document()))
    [path] = kept()
    path.write_bytes(damage)
    done = command("types")
    assert done.code == ExitCode.DONE
    assert "acme" not in done.out
    assert "so it isn't used" in done.err
    assert path.read_bytes() == damage
    assert command("server-schema", file_with(acme_document())).code == DIFFERS
    assert "acme" in command("types").out


@pytest.mark.slow
def test_what_another_version_compared_is_compared_again(command: Command, server: Sandbox) -> None:
    command("server-schema")
    [path] = kept()
    value = json.loads(path.read_text())
    value["compared_by"] = "0.0.1"
    for item in value["types"].values():
        item["differences"] = []
    path.write_text(json.dumps(value))
    found = {item["type"]: item["server_schema"] for item in command("types", "--json").json}
    assert (found["slack"], found["jira"]) == ("differs", "agrees")
    assert json.loads(path.read_text())["compared_by"] != "0.0.1"


def test_a_file_with_an_odd_name_is_kept_and_used(command: Command) -> None:
    name = file_with(acme_document(), "a\x1b[31m\u202eb.json")
    assert command("server-schema", name).code == DIFFERS
    assert "acme" in command("types").out


def test_nothing_of_a_title_reaches_the_terminal_as_a_command(command: Command) -> None:
    evil = "\x1b]0;owned\x07\x1b[31m[bold]$(reboot)[/]\u202e"
    schemas = {
        "AcmeConfig": {
            "type": "object",
            "title": evil,
            "description": evil,
            "properties": {evil: {"type": "string", "title": evil, "description": evil}},
        }
    }
    name = file_with(document(body(["slack", "acme"], refs("AcmeConfig")[0]), schemas))
    texts = [command("server-schema", name).out]
    texts += [command(*line).out for line in (["types"], ["template", "acme"], ["schema", "acme"])]
    for text in texts:
        assert text
        assert not set("\x1b\x07\u202e") & set(text)


@pytest.mark.parametrize("name", ["\x1b[31mred", "a\nb", " a", "", "x" * 65, "\u202eweb"])
def test_a_type_that_cannot_be_shown_is_refused(command: Command, name: str) -> None:
    done = command("server-schema", file_with(document(body([name]))))
    assert done.code == INVALID
    assert kept() == []
    assert "\x1b" not in done.err


# --- What the other commands make of it -------------------------------------------------------


@pytest.mark.slow
def test_types_says_what_agrees_what_differs_and_what_is_new(
    command: Command, server: Sandbox
) -> None:
    command("server-schema")
    found = {item["type"]: item for item in command("types", "--json").json}
    assert len(found) == 52
    assert found["acme_wiki"]["evidence"] == "server"
    assert found["acme_wiki"]["category"] == "From your server"
    standings = {name: found[name]["server_schema"] for name in ("jira", "slack", "acme_wiki")}
    assert standings == {"jira": "agrees", "slack": "differs", "acme_wiki": "added"}
    lines = {line.split()[0]: line for line in command("types").out.splitlines()}
    assert lines["jira"].endswith("confirmed")
    assert lines["slack"].endswith("differs")


def test_without_a_kept_schema_types_is_as_it_always_was(command: Command) -> None:
    found = command("types", "--json").json
    assert len(found) == 51
    assert not any("server_schema" in item for item in found)


def test_a_file_of_a_type_that_only_the_server_knows_is_created(
    command: Command, server: Sandbox
) -> None:
    write("wiki.json", **ACME_REQUEST)
    assert "No such type" in command("create", "wiki.json").err
    command("server-schema")
    dry = command("create", "wiki.json", "--dry-run", "--json")
    assert dry.json["request"]["credential"]["credentials"] == {
        "user_email": "me@example.com",
        "api_token": "********",
    }
    done = command("create", "wiki.json", "--json")
    assert done.code == ExitCode.DONE
    assert done.json["connector_id"]
    arrived = server.state.requests[-1]
    assert arrived["config"] == ACME_REQUEST["config"]
    assert arrived["credential"] == ACME_REQUEST["credential"]
    assert "s3cret" not in "".join(
        path.read_text() for path in Paths.find().state.rglob("*") if path.is_file()
    )


def test_what_is_missing_in_such_a_file_is_told_by_create_and_plan(
    command: Command, server: Sandbox
) -> None:
    command("server-schema")
    write("wiki.json", **ACME_REQUEST | {"config": {}})
    done = command("create", "wiki.json", "--json")
    assert done.code == ExitCode.USAGE
    assert done.json["error"]["fields"][0]["loc"] == ["config", "site_url"]
    assert "Site URL" in command("plan", "wiki.json").out + command("plan", "wiki.json").err


def test_create_warns_of_a_field_that_the_server_lacks_and_sends_it(
    command: Command, server: Sandbox
) -> None:
    command("server-schema")
    config = {"base_url": "https://a.example.com", "scroll_before_scraping": True}
    write("site.json", type="web", config=config, credential={"credentials": {}})
    done = command("create", "site.json", "--json")
    assert done.code == ExitCode.DONE
    assert "config.scroll_before_scraping: This isn't in your server's schema" in done.err
    assert server.state.requests[-1]["config"]["scroll_before_scraping"] is True


def test_a_template_of_such_a_type_is_a_file_that_create_takes(
    command: Command, server: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    command("server-schema")
    text = command("template", "acme_wiki").out
    filled = text.replace('site_url = ""', 'site_url = "https://t.example.com"')
    filled = filled.replace('user_email = ""', 'user_email = "me@example.com"')
    Path("acme.toml").touch(0o600)
    Path("acme.toml").write_text(filled)
    monkeypatch.setenv("ACME_WIKI_API_TOKEN", "s3cret")
    assert command("create", "acme.toml", "--json").json["type"] == "acme_wiki"


def test_completion_offers_the_type(command: Command, server: Sandbox) -> None:
    command("server-schema")
    assert "acme_wiki" in command("__complete", "schema", "acme").out


def test_the_secrets_of_such_a_type_are_masked_by_its_schema(command: Command) -> None:
    command("server-schema", file_with(document(body(["acme"], *refs(*ACME)), ACME)))
    found = command("schema", "acme").json["$defs"]["AcmeToken"]["properties"]
    assert found["token"]["writeOnly"] is True
    assert "writeOnly" not in json.dumps(found["user_email"])
