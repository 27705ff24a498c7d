"""What a Request Tracker answers (its source: lib/RT/REST2 and lib/RT/Interface/Web.pm)."""

from __future__ import annotations

from wizard.sandbox.vendors.answers import VendorAnswer


def _queues(*names: str) -> dict[str, object]:
    items = [
        {"id": str(number), "type": "queue", "Name": name} for number, name in enumerate(names)
    ]
    return {"count": len(items), "page": 1, "pages": 1, "per_page": 1, "total": 3, "items": items}


ANSWERS = (
    VendorAnswer("GET /REST/2.0/queues/all", "<html>", 404, host="old.example.com"),
    VendorAnswer("GET /REST/2.0/queues/all", _queues("General")),
    VendorAnswer("POST /REST/1.0/", "RT/4.4.4 200 Ok\n\n# Hello\n"),
)
WRONG = (
    VendorAnswer("GET /REST/2.0/*", "<html>", 404, host="old.example.com"),
    VendorAnswer("GET /REST/2.0/*", {"message": "Unauthorized"}, 401),
    VendorAnswer("POST /REST/1.0/", "RT/4.4.4 401 Credentials required\n"),
)
NO_SCOPE = VendorAnswer("GET /REST/2.0/queues/all", {**_queues(), "total": 0})
