"""Builds the HTTP request for a declared ask."""

from __future__ import annotations

import base64
import json
from typing import Any
from urllib.parse import urlencode

from wizard.api.vendor import VendorRequest
from wizard.checks.templates import Values, fill, fill_json, fill_url, paths_in
from wizard.connectors.checks.declarations import Ask, AwsSignature, Check, SignedToken
from wizard.forms import Secret


def build(check: Check, ask: Ask, values: Values) -> VendorRequest:
    """Return the request. Raises MissingValue, UnusableValue, and SigningUnavailable."""
    if ask.public:
        # No secret is within its reach, whatever it names.
        open_values = {path: v for path, v in values.items() if not isinstance(v, Secret)}
        url = fill_url(ask.url, open_values, public=True)
        return VendorRequest(ask.method, url, ask.headers, public=True)
    url = fill_url(ask.url, values)
    headers = {name: fill(text, values) for name, text in {**check.headers, **ask.headers}.items()}
    sign, basic = ask.sign or check.sign, ask.basic or check.basic
    if basic and "Authorization" not in headers:
        user, password = (fill(text, values) for text in basic)
        token = base64.b64encode(f"{user}:{password}".encode()).decode("ascii")
        headers["Authorization"] = f"Basic {token}"
    body = _body(ask, values, headers, sign)
    if isinstance(sign, AwsSignature):
        from wizard.checks.signing import aws_headers

        headers |= aws_headers(sign, ask.method, url, body, headers, values)
    return VendorRequest(ask.method, url, headers, body)


def _body(
    ask: Ask, values: Values, headers: dict[str, str], sign: AwsSignature | SignedToken | None
) -> bytes:
    if ask.json is not None:
        headers.setdefault("Content-Type", "application/json")
        return json.dumps(fill_json(ask.json, values)).encode()
    if ask.form is not None:
        headers.setdefault("Content-Type", "application/x-www-form-urlencoded")
        form = {name: fill(text, values) for name, text in ask.form.items()}
        if isinstance(sign, SignedToken):
            from wizard.checks.signing import signed_token

            form[sign.into] = signed_token(sign, values)
        return urlencode(form).encode()
    return fill(ask.text, values, _xml_text).encode() if ask.text else b""


def _xml_text(text: str) -> str:
    from xml.sax.saxutils import escape

    return escape(text)


def named_paths(check: Check, ask: Ask) -> set[str]:
    """Return the paths of all values that the request uses."""
    if ask.public:
        return set(paths_in(ask.url))
    sign: Any = ask.sign or check.sign
    # Headers of a signed token are left out if what they name is not there.
    names = [name for name in sign.__slots__ if name != "headers"] if sign is not None else []
    signed = [getattr(sign, name) for name in names]
    uses = (ask.url, check.headers, ask.headers, ask.basic or check.basic, ask.json, ask.form)
    found = set(paths_in([*uses, ask.text, *signed]))
    return found | ({ask.each} if ask.each else set())
