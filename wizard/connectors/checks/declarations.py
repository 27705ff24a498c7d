"""What a type declares so that its credential can be tested at the source. Data only.

A declaration names values by path: ``config.KEY`` and ``credentials.KEY`` are what the forms hold
(``credentials.method`` is the class of the way to sign in), ``kept.NAME`` is what an earlier answer
of the same check told, ``derived.NAME`` comes from ``Check.derive``, ``each`` is one item of a
list. In a URL, header or body, ``{config.KEY}`` stands for the value; ``{config.KEY[0]}`` for the
first item of a list; ``{config.KEY|path}`` keeps the slashes; of an address ``{config.KEY|origin}``
is the scheme and the host, ``{config.KEY|host}`` the host. A request is left out if a value that it
names is not there.

A place in an answer is a path into its JSON (``data.user.name``, ``[0].id``, ``teams[].*.id``), or
``header NAME``, ``xml Error.Code``, ``text``, ``text REGEX`` (what its group finds, each time),
``count PLACE`` (how many there are, if any), ``bits PLACE`` (the bits that are set in a number), or
``claim PLACE PATH`` (what a JSON Web Token claims).
``wizard.checks`` runs the declarations; the modules beside this one hold them, one for each type.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final, Literal, TypeAlias

Values: TypeAlias = "Mapping[str, Any]"
"""Values by path; secrets are ``Secret``."""

HTML: Final = "html"
"""The status of a failure that is a web page where data should be."""
NO_HOST: Final = "no host"
"""The status of a failure to find the host by its name."""


class Meaning(StrEnum):
    """What a failure says about the credential or the configuration."""

    WRONG = "wrong"
    EXPIRED = "expired"
    REVOKED = "revoked"
    SCOPE = "scope"
    SIGN_ON = "sign-on"
    PLAN = "plan"
    MISSING = "missing"
    SITE = "site"
    REFUSED_HERE = "refused here"
    RATE = "rate"
    DOWN = "down"
    UNKNOWN = "unknown"


INCONCLUSIVE: Final = frozenset({Meaning.REFUSED_HERE, Meaning.RATE, Meaning.DOWN, Meaning.UNKNOWN})
"""Meanings that say nothing about whether the connector will work."""


class Evidence(StrEnum):
    """Where the facts of a request come from: the vendor, a client's source, or general knowledge.

    A failure known only from general knowledge warns; it never fails a check.
    """

    DOCUMENTED = "documented"
    CLIENT = "client"
    GENERAL = "general"


@dataclass(frozen=True, slots=True)
class Failure:
    """What an answer means that is not a success.

    status: the HTTP status or statuses, ``HTML``, ``NO_HOST``, or None for any.
    words: sentences for a person; ``{answer PLACE}`` stands for what the answer says there.
    at, says: a place in the answer, and a regular expression that is searched there without regard
    to case; without ``says`` the place has to exist.
    path: the field to blame, if it is not the usual one for the meaning.
    evidence: of this failure.
    """

    status: int | tuple[int, ...] | str | None
    meaning: Meaning
    words: str
    at: str = ""
    says: str = ""
    path: str = ""
    evidence: Evidence = Evidence.DOCUMENTED


@dataclass(frozen=True, slots=True)
class Contains:
    """Values that have to be among those that an answer lists.

    place: where the answer lists them; several places may count. wanted: the path of the value or
    list that was entered. words: what to say of a missing one, ``{item}``.
    ignore_case: whether case is ignored.
    """

    place: str | tuple[str, ...]
    wanted: str
    words: str
    meaning: Meaning = Meaning.MISSING
    ignore_case: bool = False


@dataclass(frozen=True, slots=True)
class AwsSignature:
    """Signature version 4 of AWS; the texts may contain ``{…}``."""

    service: Literal["s3", "sts"]
    region: str
    access_key: str
    secret_key: str


@dataclass(frozen=True, slots=True)
class SignedToken:
    """A JSON Web Token that proves who asks, sent in the form as ``into``.

    claims: its claims besides ``iat`` and ``exp``. key: the private key, PEM or PKCS #12 in base64
    with ``password``. headers: its headers besides ``alg``; ``thumbprint`` adds the certificate's.
    """

    key: str
    claims: Mapping[str, str]
    headers: Mapping[str, str] = field(default_factory=dict)
    into: str = "assertion"
    password: str = ""
    algorithm: Literal["RS256", "PS256"] = "RS256"
    thumbprint: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One read-only request to the source.

    asks: completes "This asks HOST …", such as ``who the token belongs to``.
    basic: user name and password. sign: how the request is signed. json, form, text: its body.
    each: the path of a list; the request is made for each item (for ten at the most).
    when: what has to hold, by path; a value of None means "not there", True also "there".
    found: the place that a success has; equals: what stands there, if it matters.
    empty: what it means that ``found`` is not there although the status is 200.
    account: places that name the account, or texts with ``{PLACE}`` in them, shown in this order.
    scopes: the place that lists what the credential may do, if the source tells.
    keep: names for later requests, and the places that they come from.
    contains: what has to be listed.
    unfit: tells what else is wrong with the text of a success, if anything.
    failures: looked at before those of the check.
    optional: its failure only warns.
    warnings: what a success may say that is worth a warning.
    public: asked without the credential, and so over http:// too where that was typed.
    """

    url: str
    asks: str = ""
    method: Literal["GET", "POST", "HEAD"] = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    basic: tuple[str, str] | None = None
    sign: AwsSignature | SignedToken | None = None
    json: Any = None
    form: Mapping[str, str] | None = None
    text: str = ""
    each: str = ""
    when: Mapping[str, Any] = field(default_factory=dict)
    statuses: tuple[int, ...] = (200,)
    found: str = ""
    equals: Any = None
    empty: Failure | None = None
    account: tuple[str, ...] = ()
    scopes: str = ""
    keep: Mapping[str, str] = field(default_factory=dict)
    contains: tuple[Contains, ...] = ()
    unfit: Callable[[str, Values], Failure | None] | None = None
    failures: tuple[Failure, ...] = ()
    optional: bool = False
    warnings: tuple[Failure, ...] = ()
    public: bool = False
    evidence: Evidence = Evidence.DOCUMENTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """How the credential of a type is tested: requests in order, until one fails.

    failures, headers, basic, sign: for all requests that have none of their own (``headers`` are
    added). ``when`` of an ask decides which requests belong to a way of signing in.
    needs: scopes that the connector needs, and what it cannot do without each.
    caution: what a person should know before the test runs, such as a cost at the source.
    cannot: conditions (as ``Ask.when``) under which nothing can be tested, and why.
    derive: values that have to be computed, such as the address in a pasted file, as far as what
    they are computed from (with ``get``) is there; raises ValueError, whose text is a sentence,
    for unusable ones.
    trusted: hosts (``*.example.com``) that an answer may name for later requests.
    """

    requests: tuple[Ask, ...]
    failures: tuple[Failure, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    basic: tuple[str, str] | None = None
    sign: AwsSignature | SignedToken | None = None
    needs: Mapping[str, str] = field(default_factory=dict)
    caution: str = ""
    cannot: tuple[tuple[Mapping[str, Any], str], ...] = ()
    derive: Callable[[Values], Mapping[str, Any]] | None = None
    trusted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NoCheck:
    """Nothing can be tested from here; ``reason`` is a sentence for a person."""

    reason: str


@dataclass(frozen=True, slots=True)
class LinkHeader:
    """The next page is the ``Link`` header with ``rel="next"``."""


@dataclass(frozen=True, slots=True)
class NextUrl:
    """The next page is the address at ``place``."""

    place: str


@dataclass(frozen=True, slots=True)
class Cursor:
    """The next page is asked for with what stands at ``place``, as ``into``.

    into: a query parameter, or a key of the JSON body.
    """

    place: str
    into: str


@dataclass(frozen=True, slots=True)
class Offset:
    """The next page begins ``step`` further on, as the query parameter ``into``.

    start: the first page's value. until: a place that is true on the last page; without it, a page
    with fewer rows than ``size`` is the last.
    """

    into: str
    step: int
    size: int
    start: int = 0
    until: str = ""


Pages: TypeAlias = "LinkHeader | NextUrl | Cursor | Offset | None"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """A list in the person's account that a field can be chosen from.

    path: the field. ask: the request; ``{typed}`` in it stands for what was typed, and
    then the list is searched at the source. rows: the place of the entries, or several.
    value, label: a place in an entry, or a text with ``{PLACE}`` and ``{config.KEY}`` in it; ``.``
    is the entry itself.
    also: other fields that the same choice fills, with the place of each.
    hints: places in an entry that say more, such as ``private``. only: what has to hold in an
    entry, by place: a value, one of several, or a compiled pattern.
    parents: where the account lists what the entries are in (an organization, a server); ``ask`` is
    made for each, as ``{parent}``. parent_only: what has to hold in one, by place.
    otherwise: the list to offer if this one is refused or empty.
    advice: what to do if the list is refused although the credential works.

    Where a field has several picks, the first one counts whose ``ask.when`` holds.
    """

    path: str
    ask: Ask
    rows: str | tuple[str, ...]
    value: str
    label: str
    hints: Mapping[str, str] = field(default_factory=dict)
    also: Mapping[str, str] = field(default_factory=dict)
    only: Mapping[str, Any] = field(default_factory=dict)
    pages: Pages = None
    parents: Ask | None = None
    parent_rows: str = ""
    parent_value: str = ""
    parent_only: Mapping[str, str] = field(default_factory=dict)
    otherwise: Pick | None = None
    advice: str = ""


@dataclass(frozen=True, slots=True)
class SourceAccess:
    """What a type declares about its source: the check, and the fields that can be picked."""

    check: Check | NoCheck
    picks: tuple[Pick, ...] = ()


def bearer(path: str) -> Mapping[str, str]:
    """Return the header for a bearer token at ``path``."""
    return {"Authorization": f"Bearer {{{path}}}"}
