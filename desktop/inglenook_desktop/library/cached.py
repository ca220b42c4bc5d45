"""The listing as a window wants it: at once, and as fresh as the disks allow.

The look happens on a thread of its own, because a network folder that has gone away can keep a system call for
minutes. A caller waits for it a moment and then takes what is known. A second look costs one stat a folder.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Protocol

from .entries import InstalledModel, Listing
from .looking import Looker

_log = logging.getLogger("inglenook.library")

PATIENCE_S = 0.3
"""How long `models` waits for a look. A look at 500 files on a local disk takes a tenth of it."""

FIRST_PATIENCE_S = 1.0
"""As long as nothing at all is known."""


class Look(Protocol):
    """`listing.look` with everything but the looker and the callback bound."""

    def __call__(self, looker: Looker, *, on_place: Callable[[Listing], None]) -> Listing: ...


class CachedLibrary:
    """Its methods are called on one thread; the look runs on another, at most one at a time."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._looker = Looker()
        self._known: Listing | None = None
        self._done = threading.Event()
        self._done.set()
        self._is_slow = False  # the look under way was waited for already

    def models(self) -> list[InstalledModel]:
        """Each file once, the starter first, then by name. Takes PATIENCE_S at most."""
        return list(self.listing().models)

    def listing(self, *, wait_s: float | None = None) -> Listing:
        """Looks again and waits for that at most so long; what was known before where it takes longer. Without
        wait_s nobody waits twice for one look."""
        self.refresh()
        if wait_s is None:
            patience_s = FIRST_PATIENCE_S if self._known is None else PATIENCE_S
            wait_s = 0.0 if self._is_slow else patience_s
        self._is_slow = not self._done.wait(wait_s)
        return self._known or Listing()

    def refresh(self) -> None:
        """Look again in the background, unless a look is under way."""
        if not self._done.is_set():
            return
        self._done.clear()
        self._is_slow = False
        threading.Thread(target=self._work, name="library", daemon=True).start()

    def _work(self) -> None:
        """On the other thread. The listing is one reference, so that it is always a whole one."""
        is_first = self._known is None

        def on_place(listing: Listing) -> None:
            if is_first:  # later, half a listing would be less than what is known
                self._known = listing

        try:
            self._known = self._look(self._looker, on_place=on_place)
        except Exception:  # a bug; the window is to keep its list, and the log to show why it is old
            _log.exception("looking for models")
        finally:
            self._done.set()
