"""The answer on its way from the engine to the store: collects text and token ids, saves them while they arrive.

Owns what of one answer is not yet in the store. Both the window and the terminal feed it the engine's events; it knows
neither. Used on the thread of its store.
"""

from __future__ import annotations

import array
import time
from collections.abc import Callable
from typing import Final

from inglenook_engine.errors import UserFacingError
from inglenook_engine.protocol import Chunk, Event, Failed, Finished

from .store import Store, Turn
from .store.db import WRITE_WAIT_MS
from .store.turns import CHECKPOINT_WAIT_MS

CHECKPOINT_INTERVAL_S: Final = 0.2
"""At most this much streamed text is lost when the process is killed."""

RETRY_INTERVAL_S: Final = 1.0
"""Pause after a failed save, so that a full disk does not slow down the answer on the screen."""

QUICK_SAVE_S: Final = 0.04
"""A save that takes no longer is repeated at the interval, so that never more than 250 ms of text are unsaved."""

_LARGEST_SHARE: Final = 0.1
"""Of the time, at most this much goes into slower saves: those of a very long answer, or on a very slow disk."""

HUGE_CHARACTERS: Final = 600_000
"""More than the context of a model holds. All of it is written at each save, for which the window stands still; without
the ids of its tokens, which are for the model that reads it again."""

_LARGEST_SHARE_OF_HUGE: Final = 0.02


class TurnRecorder:
    """Saves one answer, which begins with what the turn already has of it. `store` is borrowed; `clock` gives seconds
    and never goes back.

    A save that fails is kept back: `problem` says why, nothing that arrived is dropped, and the next event, `tick` or
    `flush` tries again. After the last event there are no more events, so whoever sees `problem` keeps calling `tick`.
    """

    def __init__(
        self,
        store: Store,
        turn: Turn,
        *,
        clock: Callable[[], float] = time.monotonic,
        first_pause_s: float = 0.0,
    ) -> None:
        """first_pause_s: from the first text to its save, for whoever paints it before and calls `tick` after. All but
        the end of a huge answer is then saved by `tick` alone: an event that comes has enough to do without."""
        self.turn: Final = turn
        self.problem: UserFacingError | None = None
        self._store = store
        self._clock = clock
        self._parts: list[str] = [turn.text] if turn.text else []
        # None: the ids do not spell the text, because its beginning has none or one is an id that no model has; or no
        # model will be given it again, because it is huge. The text still counts.
        self._tokens: array.array[int] | None = None if turn.text and not turn.tokens else array.array("i", turn.tokens)
        self._end: Finished | Failed | None = None
        self._is_saved = True  # the store has the beginning, and made the message when the turn began
        self._first_pause_s = first_pause_s
        self._n_characters = len(turn.text)
        self._next_save_s: float | None = None  # until there is something

    @property
    def text(self) -> str:
        """The whole answer as far as it has arrived, its beginning included."""
        if len(self._parts) > 1:
            self._parts = ["".join(self._parts)]
        return self._parts[0] if self._parts else ""

    @property
    def end(self) -> Finished | Failed | None:
        """The event that ended the answer; None while it goes on."""
        return self._end

    @property
    def is_saved(self) -> bool:
        """Whether all that has arrived, the end included, is in the store."""
        return self._is_saved

    def on_event(self, event: Event) -> None:
        """Take an event of this run, or a failure of the whole engine; others, and those after the end, are ignored.

        Never raises StoreError: see `problem`.
        """
        if self._end is None:
            match event:
                case Chunk(run_id=self.turn.run_id):
                    self._add(event)
                    if self.is_huge and self._first_pause_s:
                        return
                case Finished(run_id=self.turn.run_id) | Failed(run_id=self.turn.run_id) | Failed(run_id=None):
                    self._end = event
                    self._is_saved = False
                    self.flush()
                    return
                case _:
                    pass
        self.tick()

    def tick(self) -> None:
        """Save if something is unsaved and it is time. Cheap otherwise: call it as often as you like."""
        if not self._is_saved and self._next_save_s is not None and self._clock() >= self._next_save_s:
            self.flush()

    def flush(self) -> bool:
        """Save what is unsaved now. Returns whether everything is in the store; if not, `problem` says why."""
        if self._is_saved:
            return True
        start_s = self._clock()
        try:
            self._save()
        except UserFacingError as error:
            self.problem = error
            self._next_save_s = self._clock() + RETRY_INTERVAL_S
            return False
        self.problem = None
        self._is_saved = True
        end_s = self._clock()
        took_s = end_s - start_s
        share = _LARGEST_SHARE_OF_HUGE if self.is_huge else _LARGEST_SHARE
        pause_s = took_s / share if self.is_huge or took_s > QUICK_SAVE_S else 0.0
        self._next_save_s = max(start_s + CHECKPOINT_INTERVAL_S, end_s + pause_s)
        return True

    @property
    def is_huge(self) -> bool:
        """More than a model can read, so that each save takes longer than a frame."""
        return self._n_characters > HUGE_CHARACTERS

    def _add(self, chunk: Chunk) -> None:
        if self._next_save_s is None:
            self._next_save_s = self._clock() + self._first_pause_s
        if chunk.text:
            self._parts.append(chunk.text)
            self._n_characters += len(chunk.text)
            self._is_saved = False
        if self.is_huge:
            self._tokens = None  # of as many bytes as the text, in the same row
        if chunk.tokens and self._tokens is not None:
            try:
                self._tokens.extend(chunk.tokens)
            except OverflowError:
                self._tokens = None
            self._is_saved = False

    def _save(self) -> None:
        tokens = self._tokens if self._tokens is not None else ()
        wait_ms = WRITE_WAIT_MS if self.problem is None else CHECKPOINT_WAIT_MS  # a refused one comes again and again
        match self._end:
            case None:
                self._store.checkpoint(self.turn, self.text, tokens)
            case Finished(reason=reason, stats=stats):
                self._store.finish_turn(
                    self.turn, text=self.text, tokens=tokens, reason=reason, stats=stats, wait_ms=wait_ms
                )
            case Failed():
                self._store.fail_turn(self.turn, text=self.text, tokens=tokens, failure=self._end, wait_ms=wait_ms)
