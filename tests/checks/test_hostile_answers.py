"""Sources that answer with anything: nothing is raised, leaked or said wrongly of a credential."""

from __future__ import annotations

import asyncio
import json
import random
import re
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from typing import Any, Final

import pytest

from tests.checks.sources import examples, flow_of
from tests.support.spellings import SPELLINGS
from wizard.api.response import RawResponse
from wizard.api.vendor import VendorRequest
from wizard.checks import CheckOutcome, CheckResult
from wizard.checks import run as run_check
from wizard.checks.picks import MAX_ROWS, Choice, ChoicesUnavailable, choices, hosts_of
from wizard.connectors import catalog
from wizard.connectors.checks import load_access
from wizard.connectors.checks.declarations import (
    Ask,
    Check,
    Contains,
    Cursor,
    Failure,
    LinkHeader,
    Meaning,
    NextUrl,
    NoCheck,
    Pick,
    SourceAccess,
    Values,
)
from wizard.core.source_fields import values_of
from wizard.forms import MASK, Secret
from wizard.utils.text import sanitize

URL: Final = "https://api.example.com"
SECRET: Final = "planted-Qz7Wn4Kd9Xb2"
VALUES: Final = {"credentials.token": Secret(SECRET), "credentials.other": Secret("other-Gh5Lp8Rv")}
ROUNDS: Final = 2
STATUSES: Final = (
    *(200,) * 12, 201, 204, 301, 302, 307, 400, 401, 403, 404, 410, 422, 429, 500, 502, 503, 599,
)  # fmt: skip
ESCAPES: Final = "\x1b[31mred\x1b]0;title\x07\u202e"
LEAVES: Final[list[Any]] = [
    None, True, False, -1, 0, 7, 10**30, 1.5, "", "x", ESCAPES, SECRET, f"//[{SECRET}",
    "a" * 10**4, [], {}, [[{}]], "//[", "{credentials.token}", "{answer x}", {"a": {"b": 1}},
    [1, "x", None], "https://evil.example/x", "https://x.salesforce.com/y", "https://h:99999/",
]  # fmt: skip
TAGS: Final = (
    "Error", "Code", "sessionId", "serverUrl", "ListBucketResult", "Name", "loc", "urlset",
    "exceptionCode", "KeyCount", "GetCallerIdentityResult", "Arn", "Prefix",
)  # fmt: skip
CONDEMNING: Final = {Meaning.WRONG, Meaning.EXPIRED, Meaning.REVOKED, Meaning.SCOPE}
TYPES: Final = [
    name for name in catalog.values() if not isinstance(load_access(name).check, NoCheck)
]

_PART: Final = re.compile(r"\[(\d*)\]|(@[\w.]+|[^.\[\]]+)|\.\.([^.\[\]]+)")
_PLACE: Final = re.compile(r"[\w@.\[\]*-]+")


def texts_in(declared: Any) -> Iterator[str]:
    """Yield all texts of a declaration."""
    if isinstance(declared, str):
        yield declared
        yield from re.findall(r"\{([^{}]+)\}", declared)
    elif isinstance(declared, Mapping):
        yield from texts_in([*declared, *declared.values()])
    elif isinstance(declared, tuple | list):
        for item in declared:
            yield from texts_in(item)
    elif hasattr(declared, "__slots__") and not callable(declared):
        yield from texts_in([getattr(declared, name, None) for name in declared.__slots__])


def places_of(access: SourceAccess) -> list[str]:
    """Return what may be a place in an answer."""
    texts = {*texts_in(access.check), *texts_in(access.picks)}
    return sorted(text for text in texts if _PLACE.fullmatch(text) and "config." not in text)


class Hostile:
    """A source whose answers have the declared places, with anything at them."""

    def __init__(self, dice: random.Random, places: list[str], secret: str) -> None:
        self._dice, self._places, self._secret = dice, places, secret
        self.answers: list[RawResponse] = []

    async def send(self, request: VendorRequest) -> RawResponse:
        self.answers.append(self._answer())
        return self.answers[-1]

    def _answer(self) -> RawResponse:
        maybe = {
            "content-type": ["application/json", "text/html", "text/plain; charset=utf-16", "\xff"],
            "retry-after": ["9" * 5000, "٣", "5", "x"],
            "link": ['<//[>; rel="next"', '<https://evil.example/>; rel="next"'],
            "location": ["//[", "https://evil.example/", SECRET],
            "x-oauth-scopes": [SECRET, "repo", ESCAPES],
            "x-amz-bucket-region": [SECRET, "a/b"],
        }
        headers = {
            name: self._dice.choice(values).replace(SECRET, self._secret)
            for name, values in maybe.items()
            if self._dice.random() < 0.3
        }
        body = self._body().replace(SECRET.encode(), self._secret.encode())
        return RawResponse(self._dice.choice(STATUSES), headers, body)

    def _body(self) -> bytes:
        kinds: list[Callable[[], bytes]] = [
            lambda: self._dice.randbytes(50),
            lambda: b"[" * 3000,
            lambda: f"<html><title>{SECRET}{ESCAPES}</title><title></html>".encode(),
            self._xml,
            lambda: json.dumps(self._leaf()).encode(),
            *[self._json] * 10,
        ]
        return self._dice.choice(kinds)()

    def _leaf(self) -> Any:
        return deepcopy(self._dice.choice(LEAVES))

    def _xml(self) -> bytes:
        said = [SECRET, "x", "InvalidAccessKeyId", "https://[", "https://evil.example/"]
        inner = "".join(f"<{tag}>{self._dice.choice(said)}</{tag}>" for tag in TAGS)
        return f"<a>{inner}</a>".encode()

    def _json(self) -> bytes:
        root = None
        for place in self._dice.sample(self._places, min(len(self._places), 30)):
            root = self._put(root, list(_PART.finditer(place)))
        return json.dumps(root).encode()

    def _put(self, node: Any, parts: list[re.Match[str]]) -> Any:
        """Return ``node`` with something at a place in it."""
        if not parts or self._dice.random() < 0.03:
            return self._leaf()
        part, rest = parts[0], parts[1:]
        if part[1] is not None:
            first = node[0] if isinstance(node, list) and node else None
            return [self._put(first, rest), self._put(None, rest)]
        key = part[2] or f".{part[3]}"
        there = node if isinstance(node, dict) else {}
        return {**there, key: self._put(there.get(key), rest)}


def secret_in(values: Values) -> str:
    """Return a secret on one line that stands in a request; "" if there is none."""
    texts = [value.get_secret_value() for value in values.values() if isinstance(value, Secret)]
    usable = (t for t in texts if len(t) >= 12 and t.isprintable() and not set(t) & set('"\\'))
    return next(usable, "")


def assert_plain(text: str, secret: str, limit: int) -> None:
    assert sanitize(text, limit) == text
    assert not secret or secret not in text


def assert_fair(result: CheckResult, answer: RawResponse | None) -> None:
    """Nothing is said against a credential because of an answer that does not speak of it."""
    if result.outcome is not CheckOutcome.FAILED or answer is None:
        return
    says_nothing = answer.status in (301, 302, 307, 404, 410, 429) or answer.status >= 500
    if says_nothing or (answer.status == 403 and answer.is_html):
        assert result.findings[0].meaning not in CONDEMNING, (answer.status, result.findings[0])


async def listed(access: SourceAccess, pick: Pick, values: Values, source: Hostile) -> list[Choice]:
    assert isinstance(access.check, Check)
    found: list[Choice] = []
    try:
        async for page in choices(access.check, pick, values, source, typed="t"):
            found += page
            if len(source.answers) > 5:
                break
    except ChoicesUnavailable as error:
        found.append(Choice("", str(error)))
    return found


@pytest.mark.slow
@pytest.mark.parametrize("name", TYPES)
def test_any_answer_is_borne(name: str) -> None:
    access = load_access(name)
    places = places_of(access)
    assert isinstance(access.check, Check)
    for example in range(len(examples(name))):
        values = values_of(flow_of(name, example=example))
        secret = secret_in(values)
        for number in range(ROUNDS):
            dice = random.Random(f"{name} {example} {number}")
            source = Hostile(dice, places, secret)
            result = asyncio.run(run_check(access.check, values, source))
            assert_fair(result, source.answers[-1] if source.answers else None)
            for text in (*(f.words for f in result.findings), *result.scopes, *result.hosts):
                assert_plain(text, secret, 1000)
            assert_plain(result.account, secret, 1000)
            for pick in access.picks:
                source = Hostile(dice, places, secret)
                for choice in asyncio.run(listed(access, pick, values, source)):
                    for text in (choice.value, choice.label, *choice.also.values()):
                        assert_plain(text, secret, 1000)


class Source:
    """A source that gives its answers one after the other, and keeps what it was asked."""

    def __init__(self, *answers: RawResponse) -> None:
        self.answers = list(answers)
        self.asked: list[VendorRequest] = []

    async def send(self, request: VendorRequest) -> RawResponse:
        self.asked.append(request)
        return self.answers[min(len(self.asked), len(self.answers)) - 1]


def says(value: Any, status: int = 200, **headers: str) -> RawResponse:
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    return RawResponse(status, named, json.dumps(value).encode())


def outcome_of(check: Check, *answers: RawResponse, values: Values = VALUES) -> CheckResult:
    return asyncio.run(run_check(check, values, Source(*answers)))


def chosen(pick: Pick, source: Source, check: Check | None = None) -> list[Choice]:
    async def found() -> list[Choice]:
        pages = choices(check or Check(requests=(pick.ask,)), pick, VALUES, source)
        return [choice async for page in pages for choice in page]

    return asyncio.run(found())


TOKEN_PATH: Final = "credentials.token"
ME: Final = Ask(url=f"{URL}/me", headers={"Authorization": "Bearer {credentials.token}"})
REFUSED: Final = Failure((401, 403), Meaning.WRONG, "The token is wrong.")
ROWS: Final = Pick(path="config.x", ask=ME, rows="[]", value="id", label="name")


@pytest.mark.parametrize("seconds", ["9" * 5000, "٣", "-1", "soon"])
def test_a_time_to_wait_that_is_none_is_left_out(seconds: str) -> None:
    result = outcome_of(Check(requests=(ME,)), says({}, 429, retry_after=seconds))
    assert (result.outcome, result.findings[0].meaning) == (
        CheckOutcome.CANNOT_TELL,
        Meaning.RATE,
    )
    assert "Try again" not in result.headline


def test_a_page_that_forbids_says_nothing_of_the_credential() -> None:
    check = Check(requests=(ME,), failures=(REFUSED,))
    page = RawResponse(403, {"content-type": "text/html"}, b"<html>Blocked by the firewall</html>")
    assert outcome_of(check, page).outcome is CheckOutcome.CANNOT_TELL
    assert "403 with a web page" in outcome_of(check, page).headline
    assert outcome_of(check, says({}, 403)).outcome is CheckOutcome.FAILED


def test_a_token_of_the_source_is_hidden_where_the_same_answer_repeats_it() -> None:
    token = "session-Ck7Tz3Qw9Ev5"
    ask = Ask(
        url=ME.url, keep={"session": "t"}, account=("name",), scopes="scope",
        warnings=(Failure(200, Meaning.SCOPE, "It says {answer name}.", at="name"),),
    )  # fmt: skip
    result = outcome_of(Check(requests=(ask,)), says({"t": token, "name": token, "scope": token}))
    assert result.outcome is CheckOutcome.PASSED
    assert token not in repr(result)
    assert result.account == "********"


def test_a_host_that_holds_the_secret_is_not_asked() -> None:
    follow = Ask(url="https://{kept.server|host}/x", headers=ME.headers)
    check = Check(
        requests=(Ask(url=ME.url, keep={"server": "url"}), follow), trusted=("*.example.com",)
    )
    source = Source(says({"url": f"https://{SECRET.lower()}.example.com/"}))
    result = asyncio.run(run_check(check, VALUES, source))
    assert (result.outcome, len(source.asked)) == (CheckOutcome.CANNOT_TELL, 1)
    assert SECRET.lower() not in repr(result).lower()


def test_what_was_entered_is_repeated_without_secrets_and_escapes() -> None:
    contains = Contains("[].id", "config.names", "There is no {item}.")
    check = Check(requests=(Ask(url=ME.url, contains=(contains,)),))
    values = {**VALUES, "config.names": [f"a{ESCAPES}", SECRET]}
    [finding] = outcome_of(check, says([]), values=values).findings
    assert finding.words == "There is no ared, ********."


@pytest.mark.parametrize("link", ["//[", "https://[::1/", "http://api.example.com/2"])
def test_a_broken_next_page_ends_the_list(link: str) -> None:
    headers = Source(says([{"id": "a"}], link=f'<{link}>; rel="next"'))
    pick = Pick(path="config.x", ask=ME, rows="[]", value="id", label="id", pages=LinkHeader())
    assert [choice.value for choice in chosen(pick, headers)] == ["a"]
    body = Source(says({"rows": [{"id": "a"}], "next": link}))
    pick = Pick(
        path="config.x", ask=ME, rows="rows[]", value="id", label="id", pages=NextUrl("next")
    )
    assert [choice.value for choice in chosen(pick, body)] == ["a"]
    assert len(headers.asked) == len(body.asked) == 1


def test_a_cursor_that_names_a_credential_does_not_get_it() -> None:
    ask = Ask(url=ME.url, method="POST", json={"size": 1})
    pick = Pick(
        path="config.x", ask=ask, rows="rows[]", value="id", label="id", pages=Cursor("c", "cursor")
    )
    cursor = "{credentials.other}"
    source = Source(says({"rows": [{"id": "a"}], "c": cursor}), says({"rows": [{"id": "b"}]}))
    assert [choice.value for choice in chosen(pick, source)] == ["a", "b"]
    assert json.loads(source.asked[1].body) == {"size": 1, "cursor": cursor}


def test_entries_that_hold_a_secret_are_left_out() -> None:
    pick = Pick(
        path="config.x", ask=ME, rows="[]", value="id", label="name", also={"config.y": "y"}
    )
    rows = [
        {"id": SECRET, "name": "a"},
        {"id": "b", "name": SECRET, "y": SECRET},
        {"id": "c", "name": "c", "y": ESCAPES},
        {"id": "d", "name": "d", "y": "y" * 10**4},
        {"id": "e", "name": "e", "y": "fine"},
    ]
    found = chosen(pick, Source(says(rows)))
    assert [(choice.value, choice.label, choice.also) for choice in found] == [
        ("b", "********", {}),
        ("c", "c", {}),
        ("d", "d", {}),
        ("e", "e", {"config.y": "fine"}),
    ]


@pytest.mark.slow
def test_a_long_page_comes_in_parts_and_has_an_end() -> None:
    """So that a list neither freezes the screen nor can only be stopped at its end."""
    source = Source(says([{"id": str(number)} for number in range(MAX_ROWS + 1)]))

    async def pages() -> list[int]:
        check = Check(requests=(ME,))
        return [len(page) async for page in choices(check, ROWS, VALUES, source)]

    sizes = asyncio.run(pages())
    assert max(sizes) < MAX_ROWS / 10
    assert sum(sizes) == MAX_ROWS


@pytest.mark.parametrize("address", ["http://wiki.example.org", "https://wiki.example.org:99999"])
def test_an_address_that_cannot_be_asked_is_told_and_not_raised(address: str) -> None:
    ask = Ask(url="{config.url}/api", headers=ME.headers)
    check = Check(requests=(ask,))
    pick = Pick(path="config.x", ask=ask, rows="[]", value="id", label="id")
    values = {**VALUES, "config.url": address}
    assert hosts_of(check, pick, values) == ()
    source = Source(says({}))
    result = asyncio.run(run_check(check, values, source))
    assert result.outcome is not CheckOutcome.PASSED
    assert source.asked == []


def test_an_answer_does_not_show_what_it_holds() -> None:
    assert SECRET not in repr(says({"access_token": SECRET}, x_token=SECRET))


def test_zulip_names_the_address_though_it_stands_in_a_secret_file() -> None:
    access = load_access("zulip")
    pick = next(pick for pick in access.picks if pick.path == "config.realm_url")
    values = values_of(flow_of("zulip"))
    site = "https://your-org.zulipchat.com"
    source = Source(says({"realm_name": "Acme", "realm_uri": site}))

    async def found() -> list[Choice]:
        assert isinstance(access.check, Check)
        return [c async for page in choices(access.check, pick, values, source) for c in page]

    assert [(choice.value, choice.label) for choice in asyncio.run(found())] == [(site, site)]


@pytest.mark.parametrize("pages", ["x", 7, [7], ["x"], [{"missing": True}], [[]], {"a": 1}])
def test_a_wiki_may_answer_anything(pages: Any) -> None:
    access = load_access("wikipedia")
    assert isinstance(access.check, Check)
    values = values_of(flow_of("wikipedia"))
    body = {"query": {"general": {"sitename": "W"}, "pages": pages}}
    result = asyncio.run(run_check(access.check, values, Source(says(body))))
    assert result.outcome in (CheckOutcome.CANNOT_TELL, CheckOutcome.PASSED, CheckOutcome.FAILED)


def test_a_wiki_names_what_is_gone_without_escapes() -> None:
    access = load_access("wikipedia")
    assert isinstance(access.check, Check)
    gone = [{"title": f"Gone{ESCAPES}", "missing": True}]
    body = {"query": {"general": {"sitename": "W"}, "pages": gone}}
    values = {**values_of(flow_of("wikipedia")), "config.pages": ["Gone"]}
    result = asyncio.run(run_check(access.check, values, Source(says(body))))
    assert "Gonered" in result.headline
    assert sanitize(result.headline) == result.headline


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_no_spelling_of_a_secret_is_shown(spelling: str) -> None:
    spelled = SPELLINGS[spelling](SECRET)
    refused = Failure(200, Meaning.WRONG, "It says {answer said}.", at="said")
    whoami = Ask(url=ME.url, account=("name", "mail"), scopes="scopes", failures=(refused,))
    check = Check(requests=(whoami,))
    passed = outcome_of(check, says({"name": spelled, "mail": "x", "scopes": spelled}))
    failed = outcome_of(check, says({"said": spelled}))
    rows = [{"id": spelled, "name": "a"}, {"id": "b", "name": spelled}]
    entries = chosen(ROWS, Source(says(rows)))
    assert passed.outcome is CheckOutcome.PASSED
    assert failed.outcome is CheckOutcome.FAILED
    assert [entry.value for entry in entries] == ["b"]
    shown = (passed.account, ", ".join(passed.scopes), failed.headline, entries[0].label)
    for text in shown:
        assert MASK in text
        assert len(text.replace(MASK, "")) < len(SECRET), text


def test_a_secret_in_parts_is_not_shown() -> None:
    whoami = Ask(url=ME.url, account=("names[]",), scopes="scopes")
    parts = [SECRET[:7], SECRET[7:14], SECRET[14:]]
    result = outcome_of(
        Check(requests=(whoami,)), says({"names": parts, "scopes": " ".join(SECRET)})
    )
    assert (result.account, result.scopes) == (MASK, (MASK,))
