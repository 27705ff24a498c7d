"""When the garbage collector looks, and through what, in a process that is the program's own."""

from __future__ import annotations

import gc

THRESHOLDS = (20_000, 20, 20)
"""Nearly all that is loaded and made stays to the end, where it need not be looked through."""

FORM_THRESHOLDS = (5_000, 5, 4)
"""While forms are shown: one is thousands of objects, which come all at once."""

_own = False


def tune_for_cli() -> None:
    """The process runs nothing else, so its garbage is ours to look after."""
    global _own
    _own = True
    gc.set_threshold(*THRESHOLDS)


def spare_forms() -> None:
    """What forms need is loaded now, and stays: nobody has to wait while it is looked through."""
    if _own and gc.get_threshold() != FORM_THRESHOLDS:
        gc.freeze()
        gc.set_threshold(*FORM_THRESHOLDS)


def pause() -> None:
    """Look for none: what is loaded from here on stays, and is not to be looked through."""
    if _own:
        gc.disable()


def resume() -> None:
    """If that was paused, look again, but never through what is there by now."""
    if _own and not gc.isenabled():
        gc.freeze()
        gc.enable()


class gc_paused:
    """While things are loaded that stay: to look through them takes a tenth of that time.

    Not made with contextlib, which takes longer to import than to answer what is quick.
    """

    def __enter__(self) -> None:
        self._paused = _own and gc.isenabled()
        if self._paused:
            pause()

    def __exit__(self, *_: object) -> None:
        if self._paused:
            resume()
