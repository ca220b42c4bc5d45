"""One answer on its way: its recorder, its row in the transcript when that is in view, and its time to first paint.

Kept from the moment the question is stored until the answer is stored too, see `save_queue`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from inglenook_engine.errors import UserFacingError
from inglenook_engine.protocol import Chunk, Event, Failed, Finished
from inglenook_engine.reasoning import Part, Splitter
from PySide6.QtCore import QTimer

from .models.transcript import TranscriptItem, TranscriptModel
from .presenting import ended_item, reasoned_for
from .recorder import CHECKPOINT_INTERVAL_S, TurnRecorder
from .store import Store, StoreError, Turn

AFTER_HUGE_MS = 2
"""From the save of a huge answer's end to what else is done about it: the window can paint and answer in between."""


class LiveReasoning:
    """How long a model reasons, while it does; the engine's own figure follows at the end. begun: what is there of the
    answer already."""

    def __init__(self, begun: str, *, clock: Callable[[], float]) -> None:
        self.label = ""
        self._clock = clock
        self._splitter = Splitter()
        self._began_at: float | None = None
        self._is_over = False
        self.feed(begun)
        self._began_at = clock() if self._splitter.is_reasoning else None

    def feed(self, text: str) -> bool:
        """True for the text that ended it. Costs nothing once the answer itself has begun."""
        if self._is_over:
            return False
        runs = self._splitter.feed(text)
        self._is_over = any(run.part is Part.ANSWER for run in runs)
        if self._began_at is None:
            self._began_at = self._clock() if self._splitter.is_reasoning else None
            return False
        if self._splitter.is_reasoning or self.label:
            return False
        self.label = reasoned_for((self._clock() - self._began_at) * 1000)
        return True


class LiveAnswer:
    """asked_at: seconds of `clock` when the person pressed Enter. max_tokens: its limit, 0 for none."""

    def __init__(
        self,
        store: Store,
        turn: Turn,
        transcript: TranscriptModel,
        *,
        asked_at: float,
        clock: Callable[[], float],
        max_tokens: int,
    ) -> None:
        self.turn = turn
        self.ui_ttft_ms: float | None = None
        self._store = store
        self._transcript = transcript
        self._recorder = TurnRecorder(store, turn, clock=clock, first_pause_s=CHECKPOINT_INTERVAL_S)
        self._max_tokens = max_tokens
        self._asked_at = asked_at
        self._waited_ms = (clock() - asked_at) * 1000
        self._clock = clock
        self._has_text = False
        self._reasoning = LiveReasoning(turn.text, clock=clock)

    @property
    def problem(self) -> UserFacingError | None:
        """Why the text that arrived could not be saved; None while all is well."""
        return self._recorder.problem

    @property
    def end(self) -> Finished | Failed | None:
        return self._recorder.end

    @property
    def is_huge(self) -> bool:
        """A save of it takes longer than a frame."""
        return self._recorder.is_huge

    @property
    def is_saved(self) -> bool:
        return self._recorder.is_saved

    @property
    def text(self) -> str:
        return self._recorder.text

    @property
    def item(self) -> TranscriptItem:
        """What the transcript shows of it, unsaved text included."""
        item = ended_item(
            self.turn.assistant_message_id,
            self._recorder.text,
            self._recorder.end,
            max_tokens=self._max_tokens,
            tokens_before=self.turn.tokens_before,
        )
        return item if item.reasoning else replace(item, reasoning=self._reasoning.label)

    def on_event(self, event: Event) -> bool:
        """Take an event of this answer; others are ignored. Returns True for the one that brought its first text."""
        was_open = self._recorder.end is None
        self._recorder.on_event(event)
        row = self._transcript.row_of(self.turn.assistant_message_id)
        is_first_text = False
        if isinstance(event, Chunk) and event.run_id == self.turn.run_id and was_open and event.text:
            is_first_text, self._has_text = not self._has_text, True
            has_reasoned = self._reasoning.feed(event.text)
            if row is not None:
                self._transcript.append_text(row, event.text)
                if has_reasoned:
                    self._transcript.replace(row, replace(self._transcript.item(row), reasoning=self._reasoning.label))
        elif was_open and self._recorder.end is not None:
            if self.is_huge:
                QTimer.singleShot(AFTER_HUGE_MS, self._show_end)
            else:
                self._show_end()
        return is_first_text and row is not None

    def _show_end(self) -> None:
        row = self._transcript.row_of(self.turn.assistant_message_id)
        if row is not None:
            shown = self._transcript.item(row)
            self._transcript.replace(
                row, replace(self.item, siblings=shown.siblings, attachments=shown.attachments, outcome=shown.outcome)
            )

    def painted(self) -> None:
        """The first text is on the screen."""
        if self.ui_ttft_ms is None:
            self.ui_ttft_ms = (self._clock() - self._asked_at) * 1000

    def tick(self) -> None:
        """Save what waits, if it is time."""
        self._recorder.tick()

    def save(self) -> bool:
        """Save what waits now. Returns whether everything is in the store."""
        return self._recorder.flush()

    def save_paint_time(self) -> None:
        """After the end: a figure is not worth a write while text streams, nor a word when it is lost."""
        if self.ui_ttft_ms is not None and self._recorder.is_saved:
            try:
                self._store.set_ui_ttft(self.turn, self.ui_ttft_ms, waited_ms=self._waited_ms)
            except StoreError:
                return
