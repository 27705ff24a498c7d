"""Builds the HTTP request for a declared ask."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from wizard.api.vendor import VendorRequest
from wizard.checks.templates import Values, fill, fill_json, fill_url, paths_in
from wizard.connectors.checks.declarations import Ask, AwsSignature, Check, SignedToken


def build(check: Check, ask: Ask, values: Values) -> VendorRequest:
    """Return the request. Raises MissingValue, UnusableValue, and SigningUnavailable."""
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
    sign: Any = ask.sign or check.sign
    # Headers of a signed token are left out if what they name is not there.
    names = [name for name in sign.__slots__ if name != "headers"] if sign is not None else []
    signed = [getattr(sign, name) for name in names]
    uses = (ask.url, check.headers, ask.headers, ask.basic or check.basic, ask.json, ask.form)
    found = set(paths_in([*uses, ask.text, *signed]))
    return found | ({ask.each} if ask.each else set())


def holds(when: Mapping[str, Any], values: Values) -> bool:
    """Return whether the conditions of an ask hold (see ``Ask.when``)."""
    from wizard.checks.templates import is_there, plain

    for path, wanted in when.items():
        there = is_there(values, path)
        if wanted is None or (wanted is True and not isinstance(plain(values.get(path)), bool)):
            if there is (wanted is None):
                return False
        elif plain(values.get(path)) not in (wanted if isinstance(wanted, tuple) else (wanted,)):
            return False
    return True
