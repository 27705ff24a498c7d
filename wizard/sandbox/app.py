"""The endpoint as far as the real one is known, with ways to inspect and break it.

``POST /v1/sources/create`` covers the cookie, the role, the 51 types, the typed config, the 422 in
the framework's or the fork's form, and duplicate names; ``/openapi.json`` describes it. For callers
with the cookie, there are also
``/sandbox/requests`` (what arrived; kept in memory only), ``/sandbox/faults`` (see
``wizard.sandbox.faults``), and the stand-ins for the sources below ``/vendors`` (see
``wizard.sandbox.vendors``; ``/sandbox/vendors`` lists what they were asked).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from fastapi import APIRouter, FastAPI, HTTPException, Request
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.concurrency import run_in_threadpool

from wizard.api.base_url import CREATE_PATH
from wizard.sandbox.faults import Fault, FaultyDelivery, Shape, Transports
from wizard.sandbox.gate import OPENAPI_PATH, Gate
from wizard.sandbox.openapi import document
from wizard.sandbox.state import NameTaken, State
from wizard.sandbox.validation import Catalogue, Checker, Connectors
from wizard.sandbox.vendors import VendorStandIns

# Wording from Onyx (backend/onyx/auth/users.py, June 2025).
_DENIED: Final[dict[str, str]] = {
    "basic": "Access denied. User is not a curator or admin.",
    "limited": "Access denied. User role is LIMITED. Please contact your admin.",
    "unverified": "Access denied. User is not verified.",
}
_DONE: Final = "Created connector-credential pair"


def create_app(
    state: State,
    catalogue: Catalogue | None = None,
    transports: Transports | None = None,
) -> FastAPI:
    """Create the application; ``transports``: the open connections, which faults break."""
    app = FastAPI(title="Clarm sandbox", docs_url=None, redoc_url=None, openapi_url=None)
    known = catalogue or Connectors()
    checker = Checker(known)

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        return _invalid(error.errors(), request.scope.get("shape") or state.shape)

    @app.post(CREATE_PATH)
    async def create(request: Request) -> dict[str, Any]:
        body = _json(await request.body())
        if state.role in _DENIED:
            raise HTTPException(403, _DENIED[state.role])
        errors = await run_in_threadpool(checker.errors, body)
        if errors:
            raise RequestValidationError(errors, body=body)
        try:
            number = state.create(body["type"], body["name"])
        except NameTaken as error:
            raise HTTPException(400, str(error)) from None
        # Two ID ranges that never overlap, so that confusing the IDs cannot go unnoticed.
        return {
            "connector_id": number,
            "credential_id": 1000 + number,
            "status": "success",
            "message": _DONE,
        }

    @app.get(OPENAPI_PATH, include_in_schema=False)
    def openapi() -> dict[str, Any]:
        if not app.openapi_schema:
            app.openapi_schema = document(app, known)
        return app.openapi_schema

    app.include_router(_controls(state))
    app.mount("/vendors", VendorStandIns(state.vendor_requests))
    app.add_middleware(
        FaultyDelivery,
        path=CREATE_PATH,
        faults=state.faults,
        transports=transports if transports is not None else {},
        received=state.received,
    )
    app.add_middleware(Gate, session=state.session)  # the last one added is the outermost
    return app


def _controls(state: State) -> APIRouter:
    """Create the routes for the sandbox's own controls."""
    router = APIRouter(prefix="/sandbox")

    @router.get("/requests")
    async def requests() -> dict[str, Any]:
        return {"count": state.count, "requests": list(state.requests)}

    @router.get("/vendors")
    async def vendors() -> list[str]:
        return list(state.vendor_requests)

    @router.get("/faults")
    async def faults() -> list[dict[str, Any]]:
        return [fault.model_dump(exclude_defaults=True) for fault in state.faults.waiting()]

    @router.post("/faults")
    async def add_faults(faults: list[Fault] | Fault) -> dict[str, int]:
        state.faults.add(*(faults if isinstance(faults, list) else [faults]))
        return {"waiting": len(state.faults.waiting())}

    @router.delete("/faults")
    async def clear_faults() -> dict[str, int]:
        state.faults.clear()
        return {"waiting": 0}

    return router


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except json.JSONDecodeError as error:
        position, reason = error.pos, error.msg
    except ValueError:
        position, reason = 0, "not UTF-8"
    found = {
        "type": "json_invalid",
        "loc": ("body", position),
        "msg": "JSON decode error",
        "input": {},
        "ctx": {"error": reason},
    }
    raise RequestValidationError([found])


def _invalid(errors: Sequence[Any], shape: Shape) -> Response:
    if shape == "fastapi":
        return JSONResponse({"detail": jsonable_encoder(errors)}, 422)
    printed = repr(list(errors)).replace("\n", " ").replace("   ", " ")
    return JSONResponse({"status_code": 422, "message": printed, "data": None}, 422)
