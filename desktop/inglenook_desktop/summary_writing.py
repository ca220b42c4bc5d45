"""The summary that a model is writing of the oldest messages, so that what waits behind it fits: its run, its text, and
that it ends when nobody waits for it any more."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from inglenook_engine.errors import UserFacingError
from inglenook_engine.protocol import Chunk, Event, Failed, Finished, Generate
from inglenook_engine.types import FailureKind, FinishReason
from PySide6.QtCore import QObject, Signal

from .context_policy import Part, PlannedCut
from .desk import Desk
from .engine_link import EngineLink
from .state import ChatState, Loaded, Queued, WaitingFor, WaitingForModel
from .submissions import Submission

if TYPE_CHECKING:
    from .store import Store

_log = logging.getLogger("inglenook.ui")


@dataclass(slots=True, kw_only=True, eq=False)
class _Run:
    run_id: int
    conversation_id: int
    after: Callable[[str], None]
    fail: Callable[[str, str], None]
    texts: list[str] = field(default_factory=list)
    is_stopping: bool = False


class SummaryWriting(QObject):
    """sending: the engine is asked for the summary of the conversation with this id next."""

    sending = Signal(int)

    def __init__(self, desk: Desk, link: EngineLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._link = link
        self._run: _Run | None = None
        desk.changed.connect(self._on_state)

    @property
    def is_writing(self) -> bool:
        return self._run is not None

    def begin(
        self,
        submission: Submission,
        planned: PlannedCut,
        system: Sequence[Part],
        after: Callable[[str], None],
        fail: Callable[[str, str], None],
    ) -> None:
        """Of the messages that are to leave, for what waits for it meanwhile. system: what the conversation is told
        first. after: is given what the model wrote, "" where it was stopped. fail: why it could not, and its detail.
        Nothing where the store refuses, which is told."""
        from .store.records import RunAction
        from .summaries import summary_messages, summary_params

        engine, number = self._desk.state.engine, submission.conversation_id
        if not isinstance(engine, Loaded) or number is None:
            return
        model, params = engine.model, summary_params(engine.model.n_ctx)
        runs: list[int] = []

        def write(store: Store) -> None:
            runs.append(
                store.record.begin_aside(
                    planned.message_id, RunAction.SUMMARY, model=model, params=params, caused_by=None
                )
            )

        if not self._desk.attempt(number, write):
            return
        self._run = _Run(run_id=runs[0], conversation_id=number, after=after, fail=fail)
        self._desk.apply(Queued(submission=submission, waiting_for=WaitingFor.SUMMARY))
        self.sending.emit(number)
        messages = summary_messages(system, planned.parts)
        self._link.generate(Generate(run_id=runs[0], messages=messages, params=params))

    def takes(self, event: Event) -> bool:
        """Whether it is about a summary, and nobody else's."""
        run = self._run
        if run is None or getattr(event, "run_id", None) != run.run_id:
            return False
        match event:
            case Chunk(text=text):
                run.texts.append(text)
            case Finished(reason=reason, stats=stats):
                self._end(lambda store: store.record.finish(run.run_id, reason=reason, stats=stats))
                run.after("" if reason is FinishReason.CANCELLED else "".join(run.texts))
            case Failed():
                self._end(lambda store: store.record.fail(run.run_id, event))
                run.fail(event.message, event.detail)
            case _:
                pass
        return True

    def release(self) -> None:
        """The engine is gone, or the store is about to be closed."""
        run = self._run
        if run is not None:
            gone = Failed(run_id=run.run_id, kind=FailureKind.CRASHED, message="The engine ended.")
            self._end(lambda store: store.record.fail(run.run_id, gone))

    def _on_state(self, state: ChatState) -> None:
        """The person stopped it, or the engine is gone."""
        run, answer = self._run, state.answer
        if run is None:
            return
        is_wanted = isinstance(answer, WaitingForModel) and answer.waiting_for is WaitingFor.SUMMARY
        if not isinstance(state.engine, Loaded):
            self.release()
        elif not is_wanted and not run.is_stopping:
            run.is_stopping = True
            self._link.cancel(run.run_id)

    def _end(self, write: Callable[[Store], None]) -> None:
        """A record that cannot be kept is not worth a notice."""
        run, self._run = self._run, None
        store = None if run is None else self._desk.store_of(run.conversation_id)
        if store is None:
            return
        try:
            write(store)
        except UserFacingError as error:
            _log.warning("the run of a summary was not kept: %s", error)
