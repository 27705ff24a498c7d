"""Stands in for the sources, so that credentials can be tested and lists be had with no network.

One module for each type holds what its vendor answers, as documented. What a credential or the host
begins with, behind a usual prefix such as ``ghp_``, decides: ``bad``, ``expired`` and ``noscope``
are answered as the vendor answers such tokens; ``rate``, ``down``, ``html``, ``slow``, ``cut`` and
``moved`` as any source may.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections import deque
from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any, Final
from urllib.parse import parse_qsl, unquote

from starlette.datastructures import Headers
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from wizard.connectors import catalog
from wizard.sandbox.vendors.answers import VendorAnswer

_MARKED: Final = re.compile(
    r"(?:[a-z]{1,10}[-_])*(?:AKIA|ASIA|GOOG|https://)?"
    r"(bad|expired|noscope|rate|down|html|slow|cut|moved)",
    re.IGNORECASE,
)
_PAGE: Final = "<!doctype html><html><head><title>Sign in</title></head><body>Sign in</body></html>"
_ANY: Final = {
    "rate": VendorAnswer("*", {"message": "Slow down"}, 429, {"Retry-After": "30"}),
    "down": VendorAnswer("*", {"message": "Out of order"}, 503),
    "html": VendorAnswer("*", _PAGE, 200, {"Content-Type": "text/html"}),
    "moved": VendorAnswer("*", "", 302, {"Location": "https://elsewhere.example/"}),
}
_UNKNOWN: Final = VendorAnswer("*", {"message": "Not Found"}, 404)


class VendorStandIns:
    """ASGI application for ``/TYPE/HOST/PATH``; adds methods and addresses to ``received``."""

    def __init__(self, received: deque[str]) -> None:
        self.received = received

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request as the vendor would."""
        raw = scope["raw_path"].decode("ascii").partition("/vendors/")[2]
        type_name, host, path = [*raw.split("/", 2), "", ""][:3]
        query = scope["query_string"].decode("latin-1")
        line = f"{scope['method']} /{unquote(path)}" + (f"?{query}" if query else "")
        self.received.append(f"{scope['method']} https://{host}/{path}")
        texts = list(_texts(Headers(scope=scope), scope.get("body", b""), query))
        marks = [match[1].lower() for text in (*texts, host) if (match := _MARKED.match(text))]
        mark = marks[0] if marks else ""
        if mark == "slow":
            while (await receive())["type"] != "http.disconnect":
                pass
        elif mark == "cut":
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b'{"id": ', "more_body": True})
        else:
            await _response(_answer(type_name, host, line, mark))(scope, receive, send)


@cache
def _module(type_name: str) -> ModuleType:
    return import_module(f"{__name__}.{catalog.entry(type_name)[1]}")


def _answer(type_name: str, host: str, line: str, mark: str) -> VendorAnswer:
    module = _module(type_name)
    marked = {"bad": "WRONG", "expired": "EXPIRED", "noscope": "NO_SCOPE"}.get(mark)
    own: VendorAnswer | tuple[VendorAnswer, ...] = getattr(module, marked, ()) if marked else ()
    if marked == "EXPIRED" and not own:
        own = getattr(module, "WRONG", ())  # the vendor does not tell the two apart
    first = own if isinstance(own, tuple) else (own,)
    usual: tuple[VendorAnswer, ...] = () if mark in _ANY else module.ANSWERS
    for answer in (*first, *([_ANY[mark]] if mark in _ANY else []), *usual):
        if fnmatchcase(host, answer.host) and _fits(line, answer.request):
            return answer
    return _UNKNOWN


def _fits(line: str, pattern: str) -> bool:
    """Return whether a request fits a pattern; without a query the pattern fits any."""
    if "?" not in pattern:
        line = line.partition("?")[0]
    return fnmatchcase(line, pattern.replace("[", "[[]").replace("?", "[?]"))


def _response(answer: VendorAnswer) -> Response:
    headers = dict(answer.headers)
    if isinstance(answer.body, str):
        kind = headers.pop("Content-Type", "text/plain")
        return PlainTextResponse(answer.body, answer.status, headers, media_type=kind)
    return JSONResponse(answer.body, answer.status, headers)


def _texts(headers: Headers, body: bytes, query: str) -> Iterator[str]:
    """Yield what can be a credential: in the headers, in the body and in the query."""
    for name, value in headers.items():
        if name in ("host", "cookie", "accept", "accept-encoding", "user-agent", "content-type"):
            continue
        for word in re.split(r"[ =:,]", value):
            yield word
            yield from _basic(word)
    text = body.decode("utf-8", "replace")
    for _, value in (*parse_qsl(text), *parse_qsl(query)):
        yield value
        yield from _token(value)
    try:
        yield from _strings(json.loads(text))
    except ValueError:
        yield from re.findall(r">([^<>]+)<", text)


def _basic(word: str) -> Iterator[str]:
    try:
        padded = word + "=" * (-len(word) % 4)
        yield from base64.b64decode(padded, validate=True).decode().split(":")
    except (binascii.Error, ValueError):
        return


def _token(value: str) -> Iterator[str]:
    """Yield the texts in the header and claims of a JSON Web Token."""
    for part in value.split(".")[:2] if value.count(".") == 2 else ():
        try:
            yield from _strings(json.loads(base64.urlsafe_b64decode(part + "===")))
        except ValueError:
            return


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _strings(item)
