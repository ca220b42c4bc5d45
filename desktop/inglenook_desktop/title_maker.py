"""Titles made by the loaded model when nobody needs it: which conversation, when, and what becomes of the answer.

Asked only when nothing runs and nothing was typed for a while, and stopped the moment a person asks for something. A
title is asked for behind what the engine has read of its conversation, so that nothing has to be read again for the
next answer; where that cannot be, it waits until another conversation is in view. Private conversations get none.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from inglenook_engine.errors import UserFacingError
from inglenook_engine.protocol import Chunk, Event, Failed, Finished, Generate
from inglenook_engine.types import FinishReason, GenerationStats, Message, Role
from PySide6.QtCore import QObject, QTimer, Signal

from .desk import Desk
from .engine_link import EngineLink
from .presets import with_instructions
from .state import ChatState, Idle, Loaded, StorageOpen

if TYPE_CHECKING:
    from .store import Store

_log = logging.getLogger("inglenook.ui")

IDLE_MS = 2_000
"""So long nothing was typed and nothing happened."""

MAX_OLDER = 3
"""Of conversations that this window did not answer in, so many are named in one session."""


class TitleMaker(QObject):
    """titled: this conversation has another title now. is_wanted: asked each time, whether any are made at all."""

    titled = Signal(int)

    def __init__(self, desk: Desk, link: EngineLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._link = link
        self.is_wanted: Callable[[], bool] = lambda: True
        self._run_id: int | None = None
        self._shown_id: int | None = None
        self._conversation_id = 0
        self._parts: list[str] = []
        self._began = ("", "")  # the conversation's first question and answer
        self._answered: set[int] = set()
        self._given_up: set[int] = set()
        self._n_older = 0
        self._read_id: int | None = None  # the conversation that the engine has read last
        self._may_be_wanted = True
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(IDLE_MS)
        self._timer.timeout.connect(self._look)

    # --- what the window tells

    def stir(self) -> None:
        """The person does something: not now."""
        if self._may_be_wanted and self._is_quiet(self._desk.state):
            self._timer.start()
        else:
            self._timer.stop()

    def on_state(self, state: ChatState) -> None:
        """Nothing runs any more, or again."""
        if state.conversation_id != self._shown_id:
            self._shown_id = state.conversation_id
            self._may_be_wanted = True
        if not isinstance(state.engine, Loaded):
            self._read_id = None
            self._abandon()
        if not self._is_quiet(state):
            self._timer.stop()
        elif self._may_be_wanted and not self._timer.isActive() and self._run_id is None:
            self._timer.start()

    def on_answer(self, conversation_id: int) -> None:
        """An answer begins: whatever else the engine does is stopped, and there may be a title to make afterwards."""
        self._timer.stop()
        if self._run_id is not None:
            self._link.cancel(self._run_id)
        self._answered.add(conversation_id)
        self._read_id = conversation_id
        self._may_be_wanted = True

    def release(self) -> None:
        """The store is about to be closed."""
        self._timer.stop()
        self._abandon()
        self._answered.clear()
        self._given_up.clear()
        self._n_older = 0
        self._may_be_wanted = True

    def takes(self, event: Event) -> bool:
        """Whether an event of the engine is about a title, and nobody else's."""
        if self._run_id is None or getattr(event, "run_id", None) != self._run_id:
            return False
        match event:
            case Chunk(text=text):
                self._parts.append(text)
            case Finished(reason=reason, stats=stats):
                self._end(reason, stats)
            case Failed():
                run_id, self._run_id = self._run_id, None
                self._write(lambda store: store.shelf.fail_title(run_id, event))
                self.on_state(self._desk.state)
            case _:
                pass
        return True

    # --- how it is done

    def _is_quiet(self, state: ChatState) -> bool:
        return (
            self.is_wanted()
            and isinstance(state.engine, Loaded)
            and isinstance(state.answer, Idle)
            and isinstance(state.storage, StorageOpen)
            and self._run_id is None
        )

    def _look(self) -> None:
        """Find one that wants a title, and ask for it."""
        engine, store = self._desk.state.engine, self._desk.store
        if store is None or not isinstance(engine, Loaded) or not self._is_quiet(self._desk.state):
            return
        from .titles import PARAMS, title_messages

        try:
            wanted = store.shelf.untitled()
            number = self._choose([one for one in wanted if one not in self._given_up])
            if number is None:
                self._may_be_wanted = False
                return
            exchange = self._exchange(store, number)
            messages = title_messages(exchange, n_ctx=engine.model.n_ctx)
            if number == self._read_id == self._desk.state.conversation_id and len(messages) == 1:
                self._may_be_wanted = False  # it would have to be read again for the next answer
                return
            run_id = store.shelf.begin_title(number, model=engine.model, params=PARAMS)
        except UserFacingError as error:
            _log.warning("no title: %s", error)
            self._may_be_wanted = False
            return
        self._n_older += number not in self._answered
        self._run_id, self._conversation_id, self._parts = run_id, number, []
        self._began = _first_of(exchange, Role.USER), _first_of(exchange, Role.ASSISTANT)
        self._read_id = number
        self._link.generate(Generate(run_id=run_id, messages=messages, params=PARAMS))

    def _choose(self, wanted: list[int]) -> int | None:
        """The one that the engine has read; another only when that is not in view, and so will not be read on."""
        if self._read_id in wanted:
            return self._read_id
        if self._read_id is not None and self._read_id == self._desk.state.conversation_id:
            return None
        own = next((one for one in wanted if one in self._answered), None)
        if own is None and self._n_older < MAX_OLDER:
            own = next(iter(wanted), None)
        return own

    def _exchange(self, store: Store, conversation_id: int) -> tuple[Message, ...]:
        """What the engine reads of it; down to its last answer, so that none of it has to be read again."""
        from .answer_start import start_of
        from .prompting import messages_for

        thread = store.thread(conversation_id)
        runs = store.runs_of_conversation(conversation_id)
        while thread and thread[-1].role is not Role.ASSISTANT:
            thread.pop()
        files = store.files_read_with(message.id for message in thread)
        messages = messages_for(thread, runs, files, store.context.marks(conversation_id))
        return with_instructions(messages, start_of(store, conversation_id).instructions)

    def _end(self, reason: FinishReason, stats: GenerationStats) -> None:
        from .titles import better_title

        run_id, self._run_id = self._run_id, None
        number = self._conversation_id
        title = "" if reason is FinishReason.CANCELLED else better_title("".join(self._parts), *self._began)

        def write(store: Store) -> None:
            if run_id is not None:
                store.shelf.finish_title(run_id, reason=reason, stats=stats)
            if title and store.shelf.set_generated_title(number, title):
                self.titled.emit(number)

        self._write(write)
        self._may_be_wanted = True
        self.on_state(self._desk.state)

    def _abandon(self) -> None:
        """The engine goes away, or the store: it counts as stopped."""
        run_id, self._run_id = self._run_id, None
        if run_id is not None:
            self._write(
                lambda store: store.shelf.finish_title(run_id, reason=FinishReason.CANCELLED, stats=GenerationStats())
            )

    def _write(self, act: Callable[[Store], object]) -> None:
        """A title is not worth a notice; one that the store refuses is not asked for again in this session."""
        store = self._desk.store
        if store is None:
            return
        try:
            act(store)
        except UserFacingError as error:
            _log.warning("a title was not kept: %s", error)
            self._given_up.add(self._conversation_id)


def _first_of(exchange: tuple[Message, ...], role: Role) -> str:
    return next((message.content for message in exchange if message.role is role), "")
