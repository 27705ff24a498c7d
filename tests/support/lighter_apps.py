"""Lets hundreds of apps in one process do less of what nobody looks at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from textual._compositor import Compositor
from textual._context import active_app
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet


@contextmanager
def lighter_apps() -> Iterator[None]:
    """Have apps without a terminal draw no frames, and read each style sheet once for all."""
    draw, parse = Compositor.render_update, Stylesheet._parse_rules
    parsed: dict[tuple[Any, ...], list[RuleSet]] = {}

    def render_update(self: Compositor, full: bool = False, **options: Any) -> Any:
        if not active_app.get().is_headless:
            return draw(self, full, **options)
        changed = full or bool(self._dirty_regions)
        self._dirty_regions.clear()
        return "" if changed else None

    def parse_rules(self: Stylesheet, css: str, *where: Any, **kind: Any) -> list[RuleSet]:
        key = (css, *where, *kind.items(), *self._variables.items())
        if key not in parsed:
            parsed[key] = parse(self, css, *where, **kind)
        return parsed[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Compositor, "render_update", render_update)
        patch.setattr(Stylesheet, "_parse_rules", parse_rules)
        yield
