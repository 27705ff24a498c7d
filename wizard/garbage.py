"""When the garbage collector looks, and through what, in a process that is the program's own."""

from __future__ import annotations

import gc

THRESHOLDS = (20_000, 20, 20)
"""Nearly all that is loaded and made stays to the end, where it need not be looked through."""

_own = False


def own_process() -> None:
    """The process runs nothing else, so its garbage is ours to look after."""
    global _own
    _own = True
    gc.set_threshold(*THRESHOLDS)


class Loading:
    """While things are loaded that stay: to look through them takes a tenth of that time.

    Not made with contextlib, which takes longer to import than to answer what is quick.
    """

    def __enter__(self) -> None:
        self._paused = _own and gc.isenabled()
        if self._paused:
            gc.disable()

    def __exit__(self, *_: object) -> None:
        if self._paused:
            gc.freeze()
            gc.enable()
