"""Signatures: of AWS as botocore makes them, and tokens that a real endpoint verifies."""

from __future__ import annotations

import asyncio
import base64
import json
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import jwt
import pytest
from botocore import auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from cryptography.hazmat.primitives.hashes import SHA256

from tests.checks.keys import certificate, private_key
from tests.checks.sources import flow_of
from wizard.api.vendor_client import VendorClient, VendorSandbox
from wizard.checks import CheckOutcome, CheckResult
from wizard.checks.requests import build
from wizard.connectors.checks.declarations import Ask, AwsSignature, Check
from wizard.core.services import SandboxServices
from wizard.core.source_test import SourceTest
from wizard.forms import Secret

pytestmark = pytest.mark.slow

NOW = datetime(2025, 1, 31, 12, 0, 0, tzinfo=UTC)
KEY, SECRET = "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
S3 = "https://s3.eu-central-1.amazonaws.com/my-bucket"
LIST = Ask(url=f"{S3}?list-type=2&max-keys=1&prefix={{config.prefix}}")
FOLDERS = Ask(url=f"{S3}?list-type=2&delimiter=%2F&max-keys=1000&prefix={{config.prefix}}")
R2 = Ask(url="https://0123456789abcdef0123456789abcdef.r2.cloudflarestorage.com/")
STS = Ask(
    url="https://sts.us-east-1.amazonaws.com/",
    method="POST",
    form={"Action": "GetCallerIdentity", "Version": "2011-06-15"},
)
PREFIXES = ("docs/", "images and films/", "a+b=c&d/", "Größe/€/", "~50% *'()/", "?x#y/")


class Frozen(datetime):
    @classmethod
    def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]
        return NOW


@pytest.mark.parametrize(
    ("ask", "service", "region", "prefix"),
    [
        *((ask, "s3", "eu-central-1", prefix) for ask in (LIST, FOLDERS) for prefix in PREFIXES),
        (R2, "s3", "auto", ""),
        (STS, "sts", "us-east-1", ""),
    ],
)
def test_a_request_is_signed_as_botocore_signs_it(
    ask: Ask, service: Any, region: str, prefix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wizard.checks.signing.datetime", Frozen)
    monkeypatch.setattr(auth, "get_current_datetime", lambda *_: NOW.replace(tzinfo=None))
    sign = AwsSignature(service, region, "{credentials.key}", "{credentials.secret}")
    values = {"config.prefix": prefix, "credentials.key": KEY, "credentials.secret": Secret(SECRET)}
    request = build(Check(requests=(ask,), sign=sign), ask, values)

    content = {k: v for k, v in request.headers.items() if k == "Content-Type"}
    theirs = AWSRequest(request.method, request.url, content, request.body)
    signer = auth.S3SigV4Auth if service == "s3" else auth.SigV4Auth
    signer(Credentials(KEY, SECRET), service, region).add_auth(theirs)
    assert request.headers["Authorization"] == theirs.headers["Authorization"]
    for name, value in theirs.headers.items():
        assert {k.lower(): v for k, v in request.headers.items()}[name.lower()] == value


# --- Tokens --------------------------------------------------------------------------------------


class TokenEndpoint(ThreadingHTTPServer):
    """Verifies the assertion with the public key, and gives a token for a good one only."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.public_key: Any = private_key().public_key()
        self.audience = ""
        self.algorithm = "RS256"
        self.seen: list[tuple[str, dict[str, Any], dict[str, Any]]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def verify(self, path: str, form: dict[str, list[str]]) -> tuple[int, dict[str, Any]]:
        token = (form.get("assertion") or form.get("client_assertion") or [""])[0]
        header = jwt.get_unverified_header(token)
        try:
            claims = jwt.decode(
                token,
                self.public_key,
                [self.algorithm],
                audience=self.audience,
                options={"require": ["iat", "exp", "iss", "sub"]},
            )
        except jwt.InvalidTokenError:
            words = {"error_description": "Invalid JWT Signature.", "error_codes": [700027]}
            return 400, {"error": "invalid_grant", **words}
        self.seen.append((path, header, claims))
        return 200, {"access_token": "ya29.made-up", "token_type": "Bearer"}


class _Handler(BaseHTTPRequestHandler):
    server: TokenEndpoint

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self._send(*self.server.verify(self.path, parse_qs(body)))

    def do_GET(self) -> None:
        self._send(200, {"user": {"emailAddress": "ada@example.com"}, "files": [], "id": "1"})

    def _send(self, status: int, answer: dict[str, Any]) -> None:
        content = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def endpoint() -> Iterator[TokenEndpoint]:
    with TokenEndpoint() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


class Services(SandboxServices):
    """Services whose sources are all at the endpoint."""

    def __init__(self, endpoint: TokenEndpoint) -> None:
        super().__init__()
        self._url = endpoint.url

    def vendor(self, type_name: str) -> VendorClient:
        return VendorClient(type_name, sandbox=VendorSandbox(self._url, Secret("x")))


def run(endpoint: TokenEndpoint, type_name: str, example: int) -> CheckResult:
    flow = flow_of(type_name, example=example)
    return asyncio.run(SourceTest(Services(endpoint)).run(flow))


CERTIFICATE = 2
ENTRA = "https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000/oauth2/v2.0/token"


def test_a_service_account_is_verified_by_its_signature(endpoint: TokenEndpoint) -> None:
    endpoint.audience = "https://oauth2.googleapis.com/token"
    result = run(endpoint, "google_drive", 0)
    assert result.account == "ada@example.com"
    [(path, header, claims)] = endpoint.seen
    assert path == "/vendors/google_drive/oauth2.googleapis.com/token"
    assert header == {"alg": "RS256", "typ": "JWT", "kid": "0123456789abcdef"}
    assert claims["iss"] == "robot@project.iam.gserviceaccount.com"
    assert claims["sub"] == "admin@example.com"
    assert claims["scope"].split()[0] == "https://www.googleapis.com/auth/drive.readonly"
    assert 0 < claims["exp"] - claims["iat"] <= 3600


def test_another_key_is_refused(endpoint: TokenEndpoint) -> None:
    from cryptography.hazmat.primitives.asymmetric import rsa

    endpoint.audience = "https://oauth2.googleapis.com/token"
    endpoint.public_key = rsa.generate_private_key(
        public_exponent=65537, key_size=2048
    ).public_key()
    result = run(endpoint, "google_drive", 0)
    assert result.outcome is CheckOutcome.FAILED
    assert result.findings[0].path == "credentials.google_service_account_key"
    assert not endpoint.seen


def test_a_certificate_is_verified_by_its_signature(endpoint: TokenEndpoint) -> None:
    endpoint.audience, endpoint.algorithm = ENTRA, "PS256"
    result = run(endpoint, "sharepoint", CERTIFICATE)
    assert result.outcome is CheckOutcome.PASSED
    [(_, header, claims)] = endpoint.seen
    digest = base64.urlsafe_b64encode(certificate().fingerprint(SHA256())).decode().rstrip("=")
    assert header == {"alg": "PS256", "typ": "JWT", "x5t#S256": digest}
    assert claims["iss"] == claims["sub"] == "00000000-0000-0000-0000-000000000000"
    assert claims["jti"]


DAMAGED_KEY = json.dumps(
    {
        "type": "service_account",
        "client_email": "robot@project.iam.gserviceaccount.com",
        "private_key": "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----",
        "token_uri": "https://oauth2.googleapis.com/token",
    }
)


@pytest.mark.parametrize(
    ("type_name", "example", "changed", "path", "words"),
    [
        (
            "sharepoint",
            CERTIFICATE,
            {"sp_certificate_password": "another"},
            "credentials.sp_certificate_password",
            "The certificate can't be opened. Its file or its password is wrong.",
        ),
        (
            "google_drive",
            0,
            {"google_service_account_key": DAMAGED_KEY},
            "credentials.google_service_account_key",
            "The private key is damaged.",
        ),
    ],
)
def test_an_unusable_key_is_told_at_its_field(
    endpoint: TokenEndpoint,
    type_name: str,
    example: int,
    changed: dict[str, str],
    path: str,
    words: str,
) -> None:
    flow = flow_of(type_name, example=example, credentials=changed)
    result = asyncio.run(SourceTest(Services(endpoint)).run(flow))
    assert result.outcome is CheckOutcome.FAILED
    assert (result.findings[0].path, result.findings[0].words) == (path, words)
    assert not endpoint.seen


def test_a_token_is_only_asked_for_at_google(endpoint: TokenEndpoint) -> None:
    key = DAMAGED_KEY.replace("oauth2.googleapis.com", "collector.example")
    flow = flow_of("google_drive", credentials={"google_service_account_key": key})
    result = asyncio.run(SourceTest(Services(endpoint)).run(flow))
    assert result.outcome is CheckOutcome.SKIPPED
    assert "token_uri" in result.findings[0].words
    assert not endpoint.seen


@pytest.mark.parametrize(
    ("type_name", "example"), [("google_drive", 0), ("sharepoint", CERTIFICATE)]
)
def test_without_the_extra_the_check_says_how_to_get_it(
    endpoint: TokenEndpoint, type_name: str, example: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "jwt", None)
    result = run(endpoint, type_name, example)
    assert result.outcome is CheckOutcome.CANNOT_TELL
    assert "pip install 'clarm-wizard[check]'" in result.findings[0].words
