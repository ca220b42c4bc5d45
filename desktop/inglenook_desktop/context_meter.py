"""How full the model's context is with what is in view and what is being typed, as the engine counts it.

Counts shortly after something has changed, never in between: an idle window computes nothing. While an answer is being
written its tokens are added as they come. A very long conversation is taken as its last answer left it.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from inglenook_engine.errors import UserFacingError
from inglenook_engine.protocol import Counted, CountFailed
from inglenook_engine.types import Message, Role
from PySide6.QtCore import QLocale, QObject, QTimer, Signal

from .context_keeping import ContextKeeping
from .context_policy import LARGE, ContextPolicy, Part
from .desk import Desk
from .models.transcript import TranscriptModel
from .side_by_side import BesidePhase, SideBySide
from .state import ChatState, Loaded, Writing
from .submissions import Send
from .token_counting import TokenCounting
from .unsent_text import UnsentText

if TYPE_CHECKING:
    from .asked_prompt import Asked

PAUSE_MS = 120
"""From a change to its count; what takes long to count waits longer."""

_LARGEST_SHARE = 0.2
"""Of the time, at most this much goes into counting while somebody types: an answer may be on its way beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextUse:
    """In tokens. system: instructions and template. history: what was said. files: of all messages and of the one that
    is being written, a part of their tokens by length. typed: the message that is being written.
    answer: what the model has written of the answer in progress. reserve: kept free for the answer. n_left_out:
    messages that are not read any more. problem: why these cannot be counted, "" mostly."""

    n_ctx: int
    system: int = 0
    history: int = 0
    files: int = 0
    typed: int = 0
    answer: int = 0
    reserve: int = 0
    n_left_out: int = 0
    policy: ContextPolicy = ContextPolicy.REFUSE
    problem: str = ""

    @property
    def used(self) -> int:
        return self.system + self.history + self.files + self.typed + self.answer

    @property
    def free(self) -> int:
        """What is left beside the reserve; negative when there is too little."""
        return self.n_ctx - self.used - (0 if self.answer else self.reserve)

    @property
    def over(self) -> int:
        """So many tokens are too many to be read at all; 0 when they fit."""
        return max(0, self.used - self.n_ctx + 1)

    @property
    def share(self) -> float:
        return min(1.0, self.used / self.n_ctx) if self.n_ctx else 0.0


class ContextMeter(QObject):
    """changed: a ContextUse, or None while no model is loaded. beside: its model is meant, and not the one in use; a
    very long conversation is not counted for it."""

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
        self._shown: tuple[object, ...] = ()
        self._took_s = 0.0
        self.use: ContextUse | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._count)
        desk.changed.connect(self._on_state)
        counting.available_changed.connect(self._on_available)
        keeping.changed.connect(self.look)
        transcript.reset.connect(self.look)
        transcript.inserted.connect(self.look)
        transcript.tail_replaced.connect(self.look)
        if beside is not None:
            beside.changed.connect(self._on_written)

    def look(self) -> None:
        """What is read has changed, not only what is typed."""
        self._asked = None
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
        from .asked_prompt import guessed_far_beyond, read_asked

        if len(self._transcript) > LARGE:
            self._count_large(engine)
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
            self._become_hopeless(asked, engine, guessed.total_tokens)
            return

        def tell(counted: Counted | CountFailed | None) -> None:
            self._took_s = time.monotonic() - began
            if asked is self._asked:
                self._on_counted(asked, engine, parts, counted, has_text=bool(text.strip() or asked.new_files))

        self._counting.count(self, messages, tell, reasoning=asked.reasoning)

    def _become_hopeless(self, asked: Asked, engine: Loaded, n_tokens: int) -> None:
        room = self._keeping.room_of(asked, engine)
        problem = self.tr("It is about %1 tokens long, several times what fits.").replace(
            "%1", QLocale().toString(n_tokens)
        )
        policy = self._keeping.policy_of(asked)
        self._become(ContextUse(n_ctx=room.n_ctx, reserve=room.reserve, policy=policy, problem=problem))

    def _count_large(self, engine: Loaded) -> None:
        """As the last answer left it; only what is typed is counted."""
        figures, number = self._desk.state.figures, self._desk.state.conversation_id
        room = self._keeping.room_in_view(engine)
        if figures is None or room is None or self._beside is not None:
            self._counting.forget(self)
            self._become(None)
            return
        said = figures.stats.prompt_tokens + figures.stats.output_tokens
        use = ContextUse(n_ctx=room.n_ctx, reserve=room.reserve, history=said, policy=self._keeping.policy_in_view())
        text = self._unsent.in_view
        if not text.strip():
            self._counting.forget(self)
            self._become(use)
            return

        def tell(counted: Counted | CountFailed | None) -> None:
            if isinstance(counted, Counted) and number == self._desk.state.conversation_id:
                self._become(replace(use, typed=counted.total_tokens))

        self._counting.count(self, [Message(role=Role.USER, content=text)], tell)

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
            policy=self._keeping.policy_of(asked),
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
        if use != self.use:
            self.use = use
            self.changed.emit(use)
