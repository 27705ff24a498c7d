"""Garbage-collector tuning for the command-line process."""

from __future__ import annotations

import gc

THRESHOLDS = (20_000, 20, 20)
"""Nearly everything allocated lives until exit, so frequent collections are wasted."""

FORM_THRESHOLDS = (5_000, 5, 4)
"""Used while forms are shown: each consists of thousands of objects, created all at once."""

_own = False


def tune_for_cli() -> None:
    """Tune the collector; only for a process that runs nothing but this program."""
    global _own
    _own = True
    gc.set_threshold(*THRESHOLDS)


def spare_forms() -> None:
    """Prepare for forms, once the code that they need is loaded.

    Exempts everything loaded so far from collection, so that nobody waits while it is scanned, and
    switches to ``FORM_THRESHOLDS``.
    """
    if _own and gc.get_threshold() != FORM_THRESHOLDS:
        gc.freeze()
        gc.set_threshold(*FORM_THRESHOLDS)


def pause() -> None:
    """Pause collection: what is loaded from here on is permanent and need not be scanned."""
    if _own:
        gc.disable()


def resume() -> None:
    """Resume collection if paused, exempting everything that exists by now."""
    if _own and not gc.isenabled():
        gc.freeze()
        gc.enable()


class gc_paused:
    """Pauses collection while permanent objects are loaded, which saves a tenth of the time.

    Not built with contextlib, whose import takes longer than answering a quick command.
    """

    def __enter__(self) -> None:
        self._paused = _own and gc.isenabled()
        if self._paused:
            pause()

    def __exit__(self, *_: object) -> None:
        if self._paused:
            resume()
