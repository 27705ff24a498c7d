"""What a XenForo 2.2 forum answers."""

from __future__ import annotations

from wizard.sandbox.vendors.answers import VendorAnswer

_HTML = {"Content-Type": "text/html; charset=utf-8"}
_BOARD = """<!DOCTYPE html>
<html id="XF" lang="en-US" data-app="public" data-template="forum_view" data-logged-in="false">
<head><title>General | Acme Forum</title></head><body>Threads</body></html>"""

ANSWERS = (
    VendorAnswer("GET /forums/closed.3/", "Sign in", 403, _HTML),
    VendorAnswer("GET /forums/nowhere.9/", "Not found", 404, _HTML),
    VendorAnswer("GET /forums/*", _BOARD, 200, _HTML),
    VendorAnswer("GET /*", "<html><title>Another forum</title>", 200, _HTML),
)
