"""What Asana answers (its OpenAPI description)."""

from __future__ import annotations

from wizard.sandbox.vendors.answers import VendorAnswer

_API = "GET /api/1.0"
_WORKSPACES = [{"gid": "1200000000000001", "resource_type": "workspace", "name": "Acme"}]
_HELP = "For more information on API status codes and how to handle them, read the docs"


def _refused(request: str, status: int, message: str) -> VendorAnswer:
    return VendorAnswer(request, {"errors": [{"message": message, "help": _HELP}]}, status)


def _named(number: int, name: str) -> dict[str, str]:
    return {"gid": f"120000000000{number:04}", "name": name}


def _pages(path: str, first: dict[str, str], second: dict[str, str]) -> tuple[VendorAnswer, ...]:
    following = {"offset": "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9", "path": path, "uri": path}
    return (
        VendorAnswer(f"{_API}{path}?*offset=*", {"data": [second], "next_page": None}),
        VendorAnswer(f"{_API}{path}", {"data": [first], "next_page": following}),
    )


ANSWERS = (
    VendorAnswer(
        f"{_API}/users/me",
        {
            "data": {
                "gid": "1200000000000009",
                "name": "Ada Lovelace",
                "email": "ada@example.com",
                "workspaces": _WORKSPACES,
            }
        },
    ),
    _refused(f"{_API}/projects/999*", 404, "project: Unknown object: 999"),
    VendorAnswer(f"{_API}/projects/*", {"data": _named(2, "Launch")}),
    VendorAnswer(f"{_API}/teams/*", {"data": _named(4, "Marketing")}),
    *_pages("/projects", _named(2, "Launch"), _named(3, "Relaunch")),
    *_pages("/workspaces", _named(1, "Acme"), _named(5, "Personal")),
    *_pages("/workspaces/*/teams", _named(4, "Marketing"), _named(6, "Sales")),
)
WRONG = _refused("*", 401, "Not Authorized")
NO_SCOPE = _refused(f"{_API}/projects*", 403, "You do not have permission to access the workspace.")
