"""An answer for which there is room: what a conversation's policy leaves out, or has summed up, is told in a line, and
a question that does not fit is refused before it is kept. The decisions are `context_admission`'s."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from inglenook_engine.protocol import Counted, Failed
from inglenook_engine.types import FailureKind, FinishReason, GenerateParams, ModelInfo, Role

from ..wording import two_digits
from .aside_turn import AsideTurn
from .console import Console
from .conversation import StoredConversation
from .session import Answer, Session

if TYPE_CHECKING:
    from ..asked_prompt import Asked
    from ..context_admission import Refused
    from ..context_policy import ContextPolicy, PlannedCut
    from ..preferences import Context

WAYS = "--when-full drop leaves out the oldest messages, --when-full summarise has the model sum them up."
"""For whoever gave a command and cannot be asked."""

_NOT_SUMMED_UP = "The oldest messages could not be summed up, and nothing was sent."


class RoomMaker:
    """Borrows the session. folder: whose settings say what happens where a conversation has no policy."""

    def __init__(self, session: Session, console: Console, folder: Path) -> None:
        self._session = session
        self._console = console
        self._folder = folder
        self.can_make_room = False
        """What was refused last would have gone with another policy."""
        self._left = ""
        """What is told of the messages that made room for the question in hand."""

    def answer(
        self,
        conversation: StoredConversation,
        text: str | None,
        params: GenerateParams,
        *,
        show: Callable[[str], None] | None,
    ) -> Answer:
        """As `Session.answer`, but that nothing is kept of a question which is not sent; the answer then says why."""
        self.can_make_room, self._left = False, ""
        model = self._session.load()
        end = self._make_room(conversation, text, params, model)
        if self._left:  # once, and as it is in the end
            self._console.note(self._left)
        if end is None:
            return self._session.answer(conversation, text, params, show=show)
        return Answer(
            text="",
            tokens=(),
            model=model,
            params=params,
            reason=end if isinstance(end, FinishReason) else None,
            stats=None,
            failure=end if isinstance(end, Failed) else None,
            conversation_id=conversation.conversation_id,
        )

    def policy_of(self, conversation: StoredConversation) -> ContextPolicy:
        """Its own, else the one of the settings."""
        from ..context_policy import ContextPolicy

        return conversation.policy or ContextPolicy(self._preferences().when_full)

    def _make_room(
        self, conversation: StoredConversation, text: str | None, params: GenerateParams, model: ModelInfo
    ) -> Failed | FinishReason | None:
        """None: it may be sent. Else why it is not: it does not fit, or the person has stopped the summary."""
        from ..asked_prompt import guessed_far_beyond, most_tokens
        from ..context_admission import Goes, LeavesOut, Refused, SumsUp, admission
        from ..context_policy import Room, reserve_for

        while True:  # what is left after a cut is counted anew
            asked = conversation.asked(text)
            parts = asked.parts(text or "")
            messages = [part.message for part in parts]
            most, n_ctx = most_tokens(messages), model.n_ctx
            if most <= n_ctx - n_ctx // 4:  # whatever is kept free
                return None
            usual = self._preferences()
            room = Room(n_ctx=n_ctx, reserve=reserve_for(params.max_tokens, usual.reserve_tokens, n_ctx))
            if most <= room.for_prompt:
                return None
            guessed = guessed_far_beyond(messages, n_ctx)
            counted = guessed or self._session.count(messages, params)
            if not isinstance(counted, Counted):
                return None  # the answer will say why
            match admission(parts, counted, room, self.policy_of(conversation)):
                case Goes():
                    return None
                case Refused() as refused:
                    self.can_make_room = refused.can_make_room
                    return _refusal(refused, n_ctx, is_estimate=guessed is not None)
                case LeavesOut(planned):
                    earlier = asked.marks.cut_on(message.id for message in asked.thread)
                    conversation.store.context.cut(planned.message_id, "" if earlier is None else earlier.summary)
                    who = _oldest(_n_left_out(conversation))
                    self._left = f"{who} no longer fit into the model's context and are left out from now on."
                case SumsUp(planned):
                    if (end := self._sum_up(conversation, asked, planned, model)) is not None:
                        return end

    def _sum_up(
        self, conversation: StoredConversation, asked: Asked, planned: PlannedCut, model: ModelInfo
    ) -> Failed | FinishReason | None:
        """None when the summary is read instead from now on."""
        from ..store.records import RunAction
        from ..summaries import summary_messages, summary_of, summary_params

        store = conversation.store
        system = [part for part in asked.parts() if part.message.role is Role.SYSTEM]

        def begin(model: ModelInfo, params: GenerateParams) -> int:
            return store.record.begin_aside(
                planned.message_id, RunAction.SUMMARY, model=model, params=params, caused_by=None
            )

        progress = "The oldest messages are summed up …"
        self._console.progress(progress)
        turn = AsideTurn(store, summary_messages(system, planned.parts), begin)
        show = partial(self._show_progress, progress)
        answer = self._session.answer(turn, None, summary_params(model.n_ctx), show=show)
        if answer.reason is FinishReason.CANCELLED:
            self._console.note("The summary was stopped, and nothing was sent.")
            return answer.reason
        summary = summary_of(answer.text)
        if answer.failure is not None or not summary:
            self.can_make_room = True
            why = "The model wrote none." if answer.failure is None else answer.failure.message
            return Failed(run_id=None, kind=FailureKind.CONTEXT_OVERFLOW, message=f"{_NOT_SUMMED_UP} {why}")
        store.context.cut(planned.message_id, summary)
        who = _oldest(_n_left_out(conversation))
        self._left = f"{who} are summed up; the model reads the summary instead from now on."
        return None

    def _show_progress(self, progress: str, _text: str) -> None:
        self._console.progress(progress)

    def _preferences(self) -> Context:
        from ..preferences_file import read_preferences

        return read_preferences(self._folder).context


def _n_left_out(conversation: StoredConversation) -> int:
    from ..prompting import left_out

    return len(left_out(conversation.thread, conversation.marks))


def _oldest(n_messages: int) -> str:
    return f"The oldest {n_messages} messages"


def _refusal(refused: Refused, n_ctx: int, *, is_estimate: bool) -> Failed:
    total = f"about {two_digits(refused.total):,}" if is_estimate else f"{refused.total:,}"
    message = (
        f"This does not fit, and nothing was sent: the model would have to read {total} tokens, and "
        f"its context holds {n_ctx:,}, the answer included."
    )
    if not refused.can_make_room:
        message += " Shorten the message, or give the model more with --context."
    return Failed(run_id=None, kind=FailureKind.CONTEXT_OVERFLOW, message=message)
