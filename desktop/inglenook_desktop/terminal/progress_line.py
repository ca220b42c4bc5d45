"""How far a long reading or copying is, on the progress line of a terminal."""

from __future__ import annotations

import time

from .console import Console
from .figures import size

_EVERY_S = 0.2


class ProgressLine:
    """what: the act. total_bytes: 0 for not known."""

    def __init__(self, console: Console, what: str, total_bytes: int = 0) -> None:
        self._console = console
        self._act = what
        self.what = ""
        self.total_bytes = total_bytes
        self._done_bytes = 0
        self._began = time.monotonic()
        self._shown_at = 0.0

    def set_total(self, total_bytes: int) -> None:
        self.total_bytes = total_bytes

    def add(self, n_bytes: int) -> None:
        self._done_bytes += n_bytes
        now = time.monotonic()
        if now - self._shown_at >= _EVERY_S:
            self._shown_at = now
            self._console.progress(self._text(now - self._began))

    def end(self) -> None:
        self._shown_at = 0.0
        self._console.clear_progress()

    def _text(self, elapsed_s: float) -> str:
        text = f"{self._act} {self.what}".rstrip() + f" … {size(self._done_bytes)}"
        if self.total_bytes:
            text += f" of {size(self.total_bytes)}"
        rate = self._done_bytes / elapsed_s if elapsed_s > 0 else 0.0
        if rate:
            text += f" · {size(int(rate))}/s"
            left_s = max(0, self.total_bytes - self._done_bytes) / rate
            if self.total_bytes and left_s >= 1:
                text += f" · {left_s:.0f} s left"
        return text
