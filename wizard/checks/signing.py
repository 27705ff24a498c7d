"""Signatures that some sources ask for; their libraries come with the extra ``check``."""

from __future__ import annotations

import base64
import hashlib
import hmac
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import parse_qsl, quote, urlsplit

from wizard.checks.templates import UnusableValue, Values, fill, paths_in
from wizard.connectors.checks.conditions import is_there
from wizard.connectors.checks.declarations import AwsSignature, SignedToken

_LIFETIME_SECONDS: Final = 300


class SigningUnavailable(Exception):
    """A request cannot be signed; the text says why and what to do."""


def aws_headers(
    sign: AwsSignature,
    method: str,
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    values: Values,
    *,
    now: datetime | None = None,
) -> dict[str, str]:
    """Return the headers that sign a request with AWS Signature Version 4.

    Source: docs.aws.amazon.com, "Create a signed AWS API request". Raises MissingValue.
    """
    region, key, secret = (fill(t, values) for t in (sign.region, sign.access_key, sign.secret_key))
    parts = urlsplit(url)
    stamp = (now or datetime.now(UTC)).strftime("%Y%m%dT%H%M%SZ")
    payload = hashlib.sha256(body).hexdigest()
    added = {"x-amz-date": stamp}
    if sign.service == "s3":
        added["x-amz-content-sha256"] = payload
    signed = {"host": parts.netloc, **added}
    if content := headers.get("Content-Type"):
        signed["content-type"] = content
    names = ";".join(sorted(signed))
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    encoded = sorted((quote(name, ""), quote(value, "")) for name, value in pairs)
    query = "&".join(f"{name}={value}" for name, value in encoded)
    lines = "".join(f"{name}:{signed[name]}\n" for name in sorted(signed))
    canonical = "\n".join([method, parts.path or "/", query, lines, names, payload])
    scope = f"{stamp[:8]}/{region}/{sign.service}/aws4_request"
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    text = "\n".join(["AWS4-HMAC-SHA256", stamp, scope, digest])
    signing = f"AWS4{secret}".encode()
    for part in scope.split("/"):
        signing = _hmac(signing, part)
    signature = _hmac(signing, text).hex()
    return {
        **added,
        "Authorization": f"AWS4-HMAC-SHA256 Credential={key}/{scope}, "
        f"SignedHeaders={names}, Signature={signature}",
    }


def _hmac(key: bytes, text: str) -> bytes:
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


def signed_token(sign: SignedToken, values: Values) -> str:
    """Return the signed JSON Web Token (RFC 7519, RFC 7523).

    Raises MissingValue, UnusableValue for an unusable key, and SigningUnavailable if the extra is
    missing.
    """
    try:
        import jwt
    except ImportError:
        raise SigningUnavailable(
            "This test needs a signature. Install the extra for it: pip install "
            "'clarm-wizard[check]'"
        ) from None
    now = int(time.time())
    claims: dict[str, Any] = {name: fill(text, values) for name, text in sign.claims.items()}
    headers = {
        name: fill(text, values)
        for name, text in sign.headers.items()
        if all(is_there(values, path) for path in paths_in(text))
    }
    try:
        key, extra = _key(sign, values)
        return jwt.encode(
            claims | {"iat": now, "exp": now + _LIFETIME_SECONDS},
            key,
            sign.algorithm,
            headers | extra,
        )
    except (ValueError, TypeError, jwt.PyJWTError):
        # The error could quote the key.
        words = "The certificate can't be opened. Its file or its password is wrong."
        raise UnusableValue("", words if sign.password else "The private key is damaged.") from None


def _key(sign: SignedToken, values: Values) -> tuple[Any, dict[str, str]]:
    text = fill(sign.key, values)
    if not sign.thumbprint:
        return text, {}
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.serialization import pkcs12

    password = fill(sign.password, values).encode() if sign.password else None
    private, certificate, _ = pkcs12.load_key_and_certificates(base64.b64decode(text), password)
    if private is None or certificate is None:
        raise ValueError("no key")
    digest = base64.urlsafe_b64encode(certificate.fingerprint(SHA256())).rstrip(b"=")
    return private, {"x5t#S256": digest.decode()}
