"""Where a text stands in the conversation in view: every place, counted while more is written.

Looks through the messages' texts, never through widgets, a few milliseconds at a time, so that 10,000 messages and one
of 10 MB are looked through while the window goes on. Knows no widget.
"""

from __future__ import annotations

import time
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from .transcript import TranscriptModel

SLICE_S = 0.004
"""How long it looks before the window has its turn."""

MAX_PLACES = 20_000
"""More places than anyone walks through; what comes after is not looked for."""

_CHUNK = 1 << 16
_AGAIN_MS = 100

Spans = list[tuple[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """One place. start: in the characters of the message's text. length: in characters."""

    row: int
    start: int
    length: int


class Finder(QObject):
    """changed: the count or the current place. arrived: go to this Spot."""

    changed = Signal()
    arrived = Signal(object)

    def __init__(self, model: TranscriptModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._needle = ""
        self._fold: Callable[[str], str] = str.lower
        self._starts: dict[int, list[int]] = {}
        self._seen: dict[int, int] = {}
        self._queue: list[int] = []
        self._n_places = 0
        self._current: tuple[int, int] | None = None
        self._wants_first = False
        self._goes_there = True  # the person looks for it here, and is not just come from another conversation
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look)
        model.reset.connect(self._on_reset)
        model.inserted.connect(self._on_inserted)
        model.changed.connect(self._on_changed)
        model.appended_text.connect(self._on_appended)
        model.tail_replaced.connect(self._on_tail_replaced)

    # --- what is known

    @property
    def needle(self) -> str:
        """What is looked for, folded; "" when nothing is."""
        return self._needle

    @property
    def n_places(self) -> int:
        return self._n_places

    @property
    def is_looking(self) -> bool:
        return bool(self._queue)

    @property
    def is_more(self) -> bool:
        """There may be places beyond MAX_PLACES."""
        return self._n_places >= MAX_PLACES

    @property
    def number(self) -> int:
        """Of the current place, from 1, in reading order; 0 without one."""
        if self._current is None:
            return 0
        row, index = self._current
        return sum(len(starts) for one, starts in self._starts.items() if one < row) + index + 1

    @property
    def spot(self) -> Spot | None:
        if self._current is None:
            return None
        row, index = self._current
        return Spot(row=row, start=self._starts[row][index], length=len(self._needle))

    def spans(self, text: str) -> Spans:
        """Where it stands in any text: start and end in characters."""
        return [] if not self._needle else _spans(self._fold(text), self._needle)

    # --- what is asked

    def look_for(self, text: str, *, from_row: int) -> None:
        """From this message on, then from the beginning. "" ends it."""
        from ..store.matching import composed, fold  # the store takes longer to import than the window to open

        self._fold = fold
        self._needle = fold(composed(text))
        self._current = None
        self._wants_first = self._goes_there = True
        self._begin(from_row)

    def step(self, by: int) -> None:
        """To the next place (1) or the one before (-1), around the ends."""
        rows = sorted(self._starts)
        if not rows:
            return
        if self._current is not None and by > 0 and not self._goes_there:
            pass  # the first one is counted already, and now it is gone to
        elif self._current is None:
            row = rows[0 if by > 0 else -1]
            self._current = row, 0 if by > 0 else len(self._starts[row]) - 1
        else:
            row, index = self._current[0], self._current[1] + by
            if not 0 <= index < len(self._starts[row]):
                at = bisect_right(rows, row) if by > 0 else bisect_left(rows, row) - 1
                row = rows[at % len(rows)]
                index = 0 if by > 0 else len(self._starts[row]) - 1
            self._current = row, index
        self._wants_first, self._goes_there = False, True
        self.changed.emit()
        self.arrived.emit(self.spot)

    # --- looking

    def _begin(self, from_row: int) -> None:
        n_rows = len(self._model)
        from_row = min(max(0, from_row), max(0, n_rows - 1))
        self._starts, self._seen, self._n_places = {}, {}, 0
        order = [*range(from_row, n_rows), *range(from_row)] if self._needle else []
        self._queue = order[::-1]
        self._timer.start(0)

    def _look(self) -> None:
        """One slice, and another one later if something is left."""
        until = time.monotonic() + SLICE_S
        while self._queue and not self.is_more:
            row = self._queue[-1]
            if self._look_at(row, until):
                self._queue.pop()
            if time.monotonic() > until:
                break
        if self.is_more:
            self._queue.clear()
        if self._wants_first and self._current is None and self._starts:
            self._go_to_first()
        if self._queue:
            self._timer.start(0)
        self.changed.emit()

    def _look_at(self, row: int, until: float) -> bool:
        """Go on in one message; False when time was up before its end."""
        text = self._model.text(row)
        at, n_needle = self._seen.get(row, 0), len(self._needle)
        while at < len(text):
            folded = self._fold(text[at : at + _CHUNK + n_needle - 1])
            starts = [at + start for start, _ in _spans(folded, self._needle) if start < _CHUNK]
            if starts:
                self._starts.setdefault(row, []).extend(starts)
                self._n_places += len(starts)
            end = min(at + _CHUNK, max(at, len(text) - n_needle + 1))
            past_last = starts[-1] + n_needle if starts else 0
            is_last = at + _CHUNK >= len(text)
            at = max(end, past_last)
            self._seen[row] = at
            if is_last:
                return True
            if time.monotonic() > until:
                return False
        return True

    def _go_to_first(self) -> None:
        """Rows are looked at from the one in view on, so the first that was found is the nearest below."""
        row = next(iter(self._starts))
        self._current, self._wants_first = (row, 0), False
        if self._goes_there:
            self.arrived.emit(self.spot)

    # --- the conversation changes

    def _on_reset(self) -> None:
        """Another conversation, which stays where it was read last; its first place counts, and Enter goes there."""
        if self._needle:
            self._current, self._wants_first, self._goes_there = None, True, False
            self._begin(0)

    def _on_inserted(self, row: int) -> None:
        self._look_again(row)

    def _on_tail_replaced(self, row: int) -> None:
        """From this message on there is another branch."""
        if not self._needle:
            return
        for gone in [one for one in self._starts if one >= row]:
            self._n_places -= len(self._starts.pop(gone))
        self._seen = {one: at for one, at in self._seen.items() if one < row}
        self._queue = [one for one in self._queue if one < row]
        if self._current is not None and self._current[0] >= row:
            self._current = None
        self._queue[:0] = range(len(self._model) - 1, row - 1, -1)
        if not self._timer.isActive():
            self._timer.start(_AGAIN_MS)

    def _on_changed(self, row: int) -> None:
        """Its text may be another one now."""
        if not self._needle:
            return
        self._n_places -= len(self._starts.pop(row, ()))
        self._seen.pop(row, None)
        current = self._current
        if current is not None and current[0] == row:
            self._look_at(row, time.monotonic() + SLICE_S)
            n_here = len(self._starts.get(row, ()))
            self._current = (row, min(current[1], n_here - 1)) if n_here else None
        self._look_again(row)

    def _on_appended(self, row: int, _text: str) -> None:
        self._look_again(row)

    def _look_again(self, row: int) -> None:
        if self._needle and not self.is_more:
            if not self._queue or row not in (self._queue[0], self._queue[-1]):
                self._queue.insert(0, row)
            if not self._timer.isActive():
                self._timer.start(_AGAIN_MS)


def _spans(folded: str, needle: str) -> Spans:
    """Of both, folded; no two overlap."""
    spans: Spans = []
    at = folded.find(needle)
    while at >= 0:
        spans.append((at, at + len(needle)))
        at = folded.find(needle, at + len(needle))
    return spans
