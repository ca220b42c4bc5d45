"""How full the model's context is with what is in view and what is being typed, as the engine counts it.

Counts shortly after something has changed, never in between: an idle window computes nothing. While an answer is being
written its tokens are added as they come. A very long conversation is taken as its last answer left it, as long as the
model reads the same of it; otherwise it is read off the window's thread and counted once.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from inglenook_engine.errors import UserFacingError
from inglenook_engine.protocol import Counted, CountFailed
from inglenook_engine.types import Role
from PySide6.QtCore import QObject, QTimer, Signal

from .chores import ChoreDone
from .context_keeping import ContextKeeping
from .context_policy import ContextPolicy, Part, is_long
from .context_weight import AsOf, Weight
from .desk import Desk
from .models.transcript import TranscriptModel
from .side_by_side import BesidePhase, SideBySide
from .state import ChatState, Loaded, Writing
from .submissions import Send
from .token_counting import TokenCounting
from .translating import filled, guessed_text
from .unsent_text import UnsentText

if TYPE_CHECKING:
    from .asked_prompt import Asked
    from .message_queue import QueueShown
    from .store import Store
    from .store.records import QueuedMessage

PAUSE_MS = 120
"""From a change to its count; what takes long to count waits longer."""

_LARGEST_SHARE = 0.2
"""Of the time, at most this much goes into counting while somebody types: an answer may be on its way beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextUse:
    """In tokens. system: instructions and template. history: what was said. files: of all messages and of the one that
    is being written, a part of their tokens by length. typed: the message that is being written.
    answer: what the model has written of the answer in progress. waiting: messages that are sent when it is done.
    reserve: kept free for the answer. n_left_out: messages that are not read any more. is_whole: history has the
    instructions and the template, too; system is not told from it. problem: why these cannot be counted, "" mostly;
    then only n_ctx and reserve are known. guessed: about so many, where that is because it is far too long; 0
    otherwise."""

    n_ctx: int
    system: int = 0
    history: int = 0
    files: int = 0
    typed: int = 0
    answer: int = 0
    waiting: int = 0
    reserve: int = 0
    n_left_out: int = 0
    policy: ContextPolicy = ContextPolicy.REFUSE
    is_whole: bool = False
    problem: str = ""
    guessed: int = 0

    @property
    def used(self) -> int:
        return self.system + self.history + self.files + self.typed + self.answer + self.waiting

    @property
    def kept(self) -> int:
        """For the answer that is still to begin; the one in progress takes of what was kept for it."""
        return self.reserve if self.waiting or not self.answer else 0

    @property
    def free(self) -> int:
        """What is left beside the reserve; negative when there is too little."""
        return self.n_ctx - self.used - self.kept

    @property
    def over(self) -> int:
        """So many tokens are too many to be read at all; 0 when they fit."""
        return max(0, self.used - self.n_ctx + 1)

    @property
    def share(self) -> float:
        return min(1.0, self.used / self.n_ctx) if self.n_ctx else 0.0


@dataclass(frozen=True, slots=True, eq=False)
class _Wanted:
    """A reading of a long conversation: tells its outcome from those of others."""

    as_of: AsOf


class ContextMeter(QObject):
    """changed: a ContextUse, or None while no model is loaded. beside: its model is meant, and not the one in use."""

    changed = Signal(object)

    def __init__(
        self,
        desk: Desk,
        counting: TokenCounting,
        keeping: ContextKeeping,
        unsent: UnsentText,
        transcript: TranscriptModel,
        parent: QObject | None = None,
        *,
        beside: SideBySide | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._counting = counting
        self._keeping = keeping
        self._unsent = unsent
        self._transcript = transcript
        self._beside = beside
        self._asked: Asked | None = None
        self._new_files: tuple[tuple[str, str], ...] | None = None  # of what is typed in a long one
        self._wanted: _Wanted | None = None  # the reading of a long one that is under way
        self._queue: tuple[QueuedMessage, ...] = ()
        self._counted_queue: tuple[QueuedMessage, ...] | None = None
        self._of_queue = object()  # asks apart from what is typed
        self._n_waiting = 0
        self._shown: tuple[object, ...] = ()
        self._took_s = 0.0
        self.use: ContextUse | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._count)
        desk.changed.connect(self._on_state)
        counting.available_changed.connect(self._on_available)
        keeping.changed.connect(self.look)
        keeping.reading.done.connect(self._on_read)
        transcript.reset.connect(self.look)
        transcript.inserted.connect(self.look)
        transcript.tail_replaced.connect(self.look)
        if beside is not None:
            beside.changed.connect(self._on_written)

    def look(self) -> None:
        """What is read has changed, not only what is typed."""
        self._asked = self._new_files = self._wanted = self._counted_queue = None
        self.typed()

    def show_queue(self, shown: QueueShown) -> None:
        """What waits in the conversation in view; what is held is not sent by itself."""
        queue = () if shown.is_held else shown.waiting
        if queue != self._queue:
            self._queue = queue
            self.typed()

    def _on_available(self, is_available: bool) -> None:
        if not is_available:
            self._become(None)
        self.look()

    def typed(self) -> None:
        """The text of the composer has changed."""
        if not self._timer.isActive():  # so that it is counted while somebody types without a pause, too
            self._timer.start(max(PAUSE_MS, round(self._took_s * 1000 * (1 / _LARGEST_SHARE - 1))))

    def _on_state(self, state: ChatState) -> None:
        shown = (state.conversation_id, state.begins_in, state.begins_with, state.is_busy, type(state.engine))
        if shown != self._shown:
            if (state.conversation_id,) != self._shown[
                :1
            ]:  # another conversation: the number of the one before is none of its
                self._counting.forget(self)
                self._n_waiting = 0
                self._become(None)
            self._shown = shown
            self.look()
        self._on_written()

    @property
    def _engine(self) -> Loaded | None:
        if self._beside is not None:
            return self._beside.engine
        engine = self._desk.state.engine
        return engine if isinstance(engine, Loaded) else None

    @property
    def _n_written(self) -> int:
        """Tokens of the answer that is being written in the conversation in view."""
        state = self._desk.state
        if self._beside is not None:
            shown = self._beside.shown
            is_in_view = shown.conversation_id == state.conversation_id
            return shown.n_tokens if shown.phase is BesidePhase.WRITING and is_in_view else 0
        return state.answer.n_tokens if isinstance(state.answer, Writing) and not state.is_busy_elsewhere else 0

    def _on_written(self) -> None:
        if self.use is not None and (n_written := self._n_written):
            self._become(replace(self.use, answer=n_written))

    def _count(self) -> None:
        state = self._desk.state
        engine, store = self._engine, self._desk.store_of(state.conversation_id)
        if engine is None or store is None:
            self._counting.forget(self)
            self._become(None)
            return
        self._count_queue(engine, store)
        from .asked_prompt import guessed_far_beyond, read_asked

        if is_long(len(self._transcript)):
            self._count_large(engine, store)
            return
        if self._asked is None:
            folder_id = None if state.begins_in is None else state.begins_in.folder_id
            send = Send(
                conversation_id=state.conversation_id, text="", folder_id=folder_id, preset_id=state.begins_with
            )
            try:
                self._asked = read_asked(
                    store, send, model_path=str(engine.choice.path), usual=self._desk.usual_params()
                )
            except UserFacingError:
                self._become(None)  # whoever writes next meets it too, and tells
                return
        asked, text, began = self._asked, self._unsent.in_view, time.monotonic()
        parts = asked.parts(text)
        messages = [part.message for part in parts]
        if (guessed := guessed_far_beyond(messages, engine.model.n_ctx)) is not None:
            self._counting.forget(self)
            room, policy = self._keeping.room_of(asked, engine), self._keeping.policy_of(asked.marks)
            use = ContextUse(n_ctx=room.n_ctx, reserve=room.reserve, policy=policy)
            self._become(self._hopeless(use, guessed.total_tokens))
            return

        def tell(counted: Counted | CountFailed | None) -> None:
            self._took_s = time.monotonic() - began
            if asked is self._asked:
                self._on_counted(asked, engine, parts, counted, has_text=bool(text.strip() or asked.new_files))

        self._counting.count(self, messages, tell, reasoning=asked.reasoning)

    def _count_queue(self, engine: Loaded, store: Store) -> None:
        """Once for what waits."""
        if self._queue == self._counted_queue:
            return
        from .asked_prompt import guessed_far_beyond
        from .prompting import question_part

        self._counted_queue = queue = self._queue
        try:
            parts = [question_part(one.text, store.unsent_files.read_with_queued(one.id)) for one in queue]
        except UserFacingError:
            return  # whoever sends them meets it too, and tells
        messages = [part.message for part in parts]

        def tell(counted: Counted | CountFailed | None) -> None:
            if queue is self._counted_queue:
                self._n_waiting = sum(counted.per_message_tokens) if isinstance(counted, Counted) else 0
                self._become(self.use)

        guessed = guessed_far_beyond(messages, engine.model.n_ctx)
        if not messages or guessed is not None:
            self._counting.forget(self._of_queue)
            tell(guessed)
        else:
            self._counting.count(self._of_queue, messages, tell)

    def _hopeless(self, use: ContextUse, n_tokens: int) -> ContextUse:
        sentence = self.tr("It is about %1 tokens long, several times what fits.")
        problem = filled(sentence, [guessed_text(n_tokens)])
        return replace(use, system=0, history=0, problem=problem, guessed=n_tokens)

    def _count_large(self, engine: Loaded, store: Store) -> None:
        """As the last answer left it, else counted once on the way; then only what is typed is counted."""
        as_of = self._keeping.weights.now(self._desk.state.conversation_id, engine)
        room = self._keeping.room_in(self._desk.state.conversation_id, engine)
        if as_of is None or room is None:
            self._counting.forget(self)
            self._become(None)
            return
        weight = self._keeping.weights.known(as_of)
        if weight is None:
            self._read_large(as_of, engine, store)
            return
        use = ContextUse(
            n_ctx=room.n_ctx,
            system=weight.system or 0,
            history=weight.said,
            answer=self._n_written,
            reserve=room.reserve,
            n_left_out=weight.n_left_out,
            policy=self._keeping.policy_of(as_of.marks),
            is_whole=weight.system is None,
            problem=weight.problem,
        )
        try:
            typed = self._typed_part(store)
        except UserFacingError:
            self._become(None)  # whoever writes next meets it too, and tells
            return
        self._count_typed(use, weight, typed)

    def _count_typed(self, use: ContextUse, weight: Weight, typed: Part | None) -> None:
        """Below what is there. typed: what goes with the next question, None for nothing."""
        from .asked_prompt import guessed_far_beyond

        began = time.monotonic()
        messages = [] if typed is None else [typed.message]
        guessed = guessed_far_beyond(messages, use.n_ctx)
        if weight.guessed or guessed is not None:
            n_tokens = (weight.guessed or weight.total) + (0 if guessed is None else guessed.total_tokens)
            use = self._hopeless(use, n_tokens)
        if use.problem or typed is None:
            self._counting.forget(self)
            self._took_s = time.monotonic() - began
            self._become(use)
            return

        def tell(counted: Counted | CountFailed | None) -> None:
            self._took_s = time.monotonic() - began
            if isinstance(counted, Counted) and weight.as_of.conversation_id == self._desk.state.conversation_id:
                of_files = round(typed.file_share * counted.total_tokens)
                self._become(replace(use, files=of_files, typed=counted.total_tokens - of_files))

        self._counting.count(self, messages, tell)

    def _typed_part(self, store: Store) -> Part | None:
        """Raises StoreError."""
        from .prompting import question_part

        if self._new_files is None:
            self._new_files = store.unsent_files.read_next(self._desk.state.conversation_id)
        text = self._unsent.in_view
        return question_part(text, self._new_files) if text.strip() or self._new_files else None

    def _read_large(self, as_of: AsOf, engine: Loaded, store: Store) -> None:
        """Once for what is in view: what the model reads of it, off the window's thread."""
        if self._wanted is not None and self._wanted.as_of == as_of:
            return
        from .asked_prompt import read_long

        send = Send(conversation_id=as_of.conversation_id, text="")
        read = partial(
            read_long,
            store.for_another_thread(),
            send,
            model_path=str(engine.choice.path),
            usual=self._desk.usual_params(),
            n_ctx=engine.model.n_ctx,
        )
        self._wanted = wanted = _Wanted(as_of)
        self._keeping.reading.do(wanted, lambda _steps: read())

    def _on_read(self, done: ChoreDone) -> None:
        from .asked_prompt import LongPrompt

        wanted, prompt = done.name, done.result
        if not isinstance(wanted, _Wanted) or wanted is not self._wanted:
            return  # another one is in view, or something has changed
        if not isinstance(prompt, LongPrompt):
            self._wanted = None
            self._become(None)  # whoever writes next meets it too, and tells
            return
        weight = Weight(as_of=wanted.as_of, n_left_out=prompt.n_left_out)
        if prompt.guessed:
            self._know(replace(weight, guessed=prompt.guessed))
            return

        def tell(counted: Counted | CountFailed | None) -> None:
            if wanted is not self._wanted or counted is None:
                return
            if isinstance(counted, CountFailed):
                self._know(replace(weight, problem=counted.message))
                return
            each = zip(prompt.messages, counted.per_message_tokens, strict=True)
            said = sum(n for message, n in each if message.role is not Role.SYSTEM)
            self._know(replace(weight, system=counted.total_tokens - said, said=said))

        self._counting.count(self, prompt.messages, tell, reasoning=prompt.reasoning)

    def _know(self, weight: Weight) -> None:
        self._keeping.weights.keep(weight)
        self._wanted = None
        self.typed()

    def _on_counted(
        self,
        asked: Asked,
        engine: Loaded,
        parts: tuple[Part, ...],
        counted: Counted | CountFailed | None,
        *,
        has_text: bool,
    ) -> None:
        if counted is None:
            self._become(None)
            return
        from .prompting import left_out

        room = self._keeping.room_of(asked, engine)
        use = ContextUse(
            n_ctx=room.n_ctx,
            reserve=room.reserve,
            n_left_out=len(left_out(asked.thread, asked.marks)),
            policy=self._keeping.policy_of(asked.marks),
        )
        if isinstance(counted, CountFailed):
            self._become(replace(use, problem=counted.message))
            return
        each = counted.per_message_tokens
        of_files = [round(part.file_share * n) for part, n in zip(parts, each, strict=True)]
        said = sum(n for part, n in zip(parts, each, strict=True) if part.message.role is not Role.SYSTEM)
        system = counted.total_tokens - said
        typed = each[-1] - of_files[-1] if has_text else 0
        self._become(
            replace(
                use,
                system=system,
                history=said - typed - sum(of_files),
                files=sum(of_files),
                typed=typed,
                answer=self._n_written,
            )
        )

    def _become(self, use: ContextUse | None) -> None:
        if use is not None:
            use = replace(use, waiting=0 if use.problem else self._n_waiting)
        if use != self.use:
            self.use = use
            self.changed.emit(use)
