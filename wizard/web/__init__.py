"""The wizard in a browser on this machine: one page per session, through textual-serve.

textual-serve and aiohttp come with the extra ``web``, and are loaded only when it starts.
"""

from __future__ import annotations

from wizard.web.runner import WebError, WebMissing, WebPortTaken, serve

__all__ = ["WebError", "WebMissing", "WebPortTaken", "serve"]
