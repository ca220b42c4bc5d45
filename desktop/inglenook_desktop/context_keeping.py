"""Whether what is about to be sent fits into the model's context, and what happens when it does not: before anything is
stored, by the policy of the conversation, and never without a word.

What surely fits is sent at once; otherwise the engine counts first.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from inglenook_engine.errors import UserFacingError
from inglenook_engine.protocol import Counted, CountFailed
from inglenook_engine.types import Role
from PySide6.QtCore import QObject, Signal

from .chores import ChoreDone, Chores
from .context_policy import ContextCut, ContextMarks, ContextPolicy, PlannedCut, Room, is_long
from .context_weight import ContextWeights
from .desk import Desk
from .engine_link import EngineLink
from .preferences import Context
from .state import Loaded, Loading, Queued, Remedy, StopAsked, WaitingFor, WaitingForModel
from .submissions import Send, Submission
from .summary_writing import SummaryWriting
from .token_counting import TokenCounting
from .translating import counted

if TYPE_CHECKING:
    from .answer_start import AnswerStart
    from .asked_prompt import Asked, Weighed
    from .context_admission import Admission, Refused
    from .store import Store

Begin = Callable[[Submission], None]
AskSecond = Callable[[Submission, "Weighed", Callable[[bool], None]], bool]


def _leave_it(_error: UserFacingError) -> None:
    """Whoever writes next meets it too, and tells."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Admitting:
    """Of a long conversation: tells its reading from those of others. engine: that it was read for. found: once it was
    counted, while what to do with it is decided."""

    submission: Submission
    begin: Begin
    engine: Loaded
    found: Weighed | None = None


class ContextKeeping(QObject):
    """ask_second: whether a second model could answer, which it tells later; False where there is none to ask.
    preferences: what counts where a conversation has no policy of its own. sending: the engine is asked for more
    about this conversation next. changed: another part of this conversation is read from now on."""

    sending = Signal(int)
    changed = Signal(int)

    def __init__(
        self,
        desk: Desk,
        link: EngineLink,
        counting: TokenCounting,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._counting = counting
        self.preferences: Callable[[], Context] = Context
        self.ask_second: AskSecond = lambda _submission, _found, _tell: False
        self.reading = Chores(self)  # of long conversations
        self.reading.done.connect(self._on_read)
        self._admitting: _Admitting | None = None  # that is being read
        self.weights = ContextWeights(desk, self)
        self._refused: Submission | None = None
        self._left: tuple[Submission, str] | None = None  # what is told of the messages that made room for it
        self.summing = SummaryWriting(desk, link, self)
        self.summing.sending.connect(self.sending)

    # --- before an answer

    def admit(self, submission: Submission, begin: Begin) -> None:
        """Call `begin` when there is room for it: now, after the engine has counted, after the oldest turns were left
        out, or never, which is told."""
        engine, store = self._desk.state.engine, self._desk.store_of(submission.conversation_id)
        self._refused = None
        if not isinstance(engine, Loaded) or store is None:
            self._go(submission, begin)
            return
        from .asked_prompt import weighed
        from .prompting import is_long_one

        if self._surely_goes_on(submission, engine, store):
            self._go(submission, begin)
            return
        weigh = partial(
            weighed,
            submission=submission,
            model_path=str(engine.choice.path),
            usual=self._desk.usual_params(),
            n_ctx=engine.model.n_ctx,
            reserve_tokens=self.preferences().reserve_tokens,
        )
        try:
            if is_long_one(store, submission.conversation_id):
                read = partial(weigh, store.for_another_thread(), is_elsewhere=True)
                self._desk.apply(Queued(submission=submission, waiting_for=WaitingFor.COUNT))
                self._read(_Admitting(submission=submission, begin=begin, engine=engine), read)
                return
            found = weigh(nullcontext(store), is_elsewhere=False)
        except UserFacingError:
            self._go(submission, begin)  # which meets it too, and tells
            return
        self._on_weighed(submission, begin, found)

    def room_of(self, asked: Asked, engine: Loaded) -> Room:
        return self._room_for(asked.start, engine)

    def _room_for(self, start: AnswerStart, engine: Loaded) -> Room:
        from .asked_prompt import room_for

        return room_for(start, n_ctx=engine.model.n_ctx, reserve_tokens=self.preferences().reserve_tokens)

    def policy_of(self, marks: ContextMarks) -> ContextPolicy:
        return marks.policy or ContextPolicy(self.preferences().when_full)

    def room_in(self, number: int | None, engine: Loaded) -> Room | None:
        """For a conversation, None for one that is to begin. None where the store refuses."""
        from .answer_start import start_of

        found: list[AnswerStart] = []

        def read(store: Store) -> None:
            found.append(start_of(store, number, model_path=str(engine.choice.path)))

        self._desk.attempt(number, read, tell=_leave_it)
        return self._room_for(found[0], engine) if found else None

    def set_policy(self, policy: ContextPolicy) -> None:
        """Of the conversation in view; of one that is to begin, and so of all others, it is the preference."""
        number = self._desk.state.conversation_id
        if number is not None and self._desk.attempt(number, lambda store: store.context.set_policy(number, policy)):
            self.changed.emit(number)

    def make_room(self, policy: ContextPolicy) -> Submission | None:
        """The person chose it for what was refused just now; it counts for the conversation from now on. Returns what
        was refused, whose text may be another one by now; None where nothing was, or where the store refuses."""
        refused, self._refused = self._refused, None
        number = None if refused is None else refused.conversation_id
        if number is None or not self._desk.attempt(number, lambda store: store.context.set_policy(number, policy)):
            return None
        self.changed.emit(number)
        return refused

    @property
    def refuses_composed(self) -> bool:
        """What was refused last is what the composer of the conversation in view holds."""
        submission = self._refused
        if not isinstance(submission, Send) or not submission.is_composed:
            return False
        return submission.conversation_id == self._desk.state.conversation_id

    # --- what is left out

    def read_again(self, message_id: int) -> None:
        """The cut after this message is gone."""
        self._change(lambda store: store.context.read_again(message_id))

    def set_summary(self, message_id: int, text: str) -> None:
        """What is read instead of everything down to this message; "" for nothing."""
        self._change(lambda store: store.context.cut(message_id, text))

    def set_pinned(self, message_id: int, *, is_pinned: bool) -> None:
        """Whether the turn of this message is always read."""
        self._change(lambda store: store.context.set_pinned(message_id, is_pinned=is_pinned))

    def cut_at(self, message_id: int) -> ContextCut | None:
        """None also where the store refuses, which is told."""
        number = self._desk.state.conversation_id
        found: list[ContextCut] = []

        def read(store: Store) -> None:
            if number is not None:
                found.extend(cut for cut in store.context.marks(number).cuts if cut.message_id == message_id)

        self._desk.attempt(number, read)
        return found[0] if found else None

    def _change(self, act: Callable[[Store], object]) -> None:
        number = self._desk.state.conversation_id
        if number is not None and self._desk.attempt(number, act):
            self.changed.emit(number)

    # --- how it is done

    def _surely_goes_on(self, submission: Submission, engine: Loaded, store: Store) -> bool:
        """Whether a long conversation has room for what is below its last answer, without reading it once more."""
        number = submission.conversation_id
        if number is None or not isinstance(submission, Send) or submission.instead_of is not None:
            return False
        from .asked_prompt import most_tokens, new_files
        from .prompting import is_long_one, question_part

        try:
            if not is_long_one(store, number):
                return False
            files = new_files(store, submission)
        except UserFacingError:
            return False
        as_of, room = self.weights.now(number, engine), self.room_in(number, engine)
        weight = None if as_of is None else self.weights.known(as_of)
        if weight is None or weight.guessed or weight.problem:
            return False
        new = most_tokens([question_part(submission.text, files).message])
        return room is not None and weight.total + new <= room.for_prompt

    def _read(self, admitting: _Admitting, act: Callable[[], object]) -> None:
        self._admitting = admitting
        self.reading.do(admitting, lambda _steps: act())

    def _waits(self, submission: Submission) -> bool:
        answer = self._desk.state.answer
        return isinstance(answer, WaitingForModel) and answer.submission is submission

    def _on_read(self, done: ChoreDone) -> None:
        """The person may have stopped it meanwhile, or another model may be there."""
        admitting = done.name
        if not isinstance(admitting, _Admitting) or admitting is not self._admitting:
            return
        self._admitting = None
        submission, begin, engine = admitting.submission, admitting.begin, self._desk.state.engine
        if not self._waits(submission):
            return
        if isinstance(engine, Loading):
            self._desk.apply(Queued(submission=submission))
            return
        self._desk.apply(StopAsked())
        if not isinstance(engine, Loaded) or engine.model != admitting.engine.model:
            self.admit(submission, begin)
        elif done.result is None:
            self._go(submission, begin)  # which meets it too, and tells
        elif admitting.found is not None:
            decided: Admission = done.result  # type: ignore[assignment]  # as `admission` says
            self._on_decided(submission, begin, admitting.found, decided)
        else:
            found: Weighed = done.result  # type: ignore[assignment]  # as `weighed` says
            self._on_weighed(submission, begin, found)

    def _on_weighed(self, submission: Submission, begin: Begin, found: Weighed) -> None:
        if found.surely_fits:
            self._go(submission, begin)
            return
        self._desk.apply(Queued(submission=submission, waiting_for=WaitingFor.COUNT))
        tell = partial(self._on_counted, submission, begin, found)
        if found.counted is not None:
            tell(found.counted)
        else:
            self._counting.count(self, found.messages, tell, reasoning=found.asked.reasoning)

    def _on_counted(
        self, submission: Submission, begin: Begin, found: Weighed, counted: Counted | CountFailed | None
    ) -> None:
        if not self._waits(submission):  # the person stopped it
            return
        if counted is None and isinstance(self._desk.state.engine, Loading):
            self._desk.apply(Queued(submission=submission))
            return
        engine = self._desk.state.engine
        if not isinstance(counted, Counted) or not isinstance(engine, Loaded):
            self._desk.apply(StopAsked())
            self._go(submission, begin)
            return
        from .context_admission import admission

        decide = partial(admission, found.parts, counted, found.room, self.policy_of(found.asked.marks))
        if is_long(len(found.parts)):
            self._read(_Admitting(submission=submission, begin=begin, engine=engine, found=found), decide)
            return
        self._desk.apply(StopAsked())
        self._on_decided(submission, begin, found, decide())

    def _on_decided(self, submission: Submission, begin: Begin, found: Weighed, decided: Admission) -> None:
        from .context_admission import Goes, LeavesOut, Refused, SumsUp

        asked = found.asked
        match decided:
            case Goes():  # with less room for the answer than wanted, perhaps, which the gauge has shown
                self._go(submission, begin)
            case LeavesOut(planned):
                earlier = asked.marks.cut_on(message.id for message in asked.thread)
                self._leave_out(
                    submission, begin, asked, planned, "" if earlier is None else earlier.summary, is_new=False
                )
            case SumsUp(planned):
                self._summarise(submission, begin, found, planned)
            case Refused() as refused:
                self._try_second(submission, begin, found, refused)

    def _try_second(self, submission: Submission, begin: Begin, found: Weighed, refused: Refused) -> None:
        """A second model may have room for it: that one answers then, and this one says in its column why it cannot."""

        def refuse() -> None:
            is_estimate = found.counted is not None
            self._refuse(submission, refused, has_files=bool(found.asked.new_files), is_estimate=is_estimate)

        def go_on(has_room: bool) -> None:
            if self._waits(submission):
                self._desk.apply(StopAsked())
                self._go(submission, begin) if has_room else refuse()

        if self.ask_second(submission, found, go_on):
            self._desk.apply(Queued(submission=submission, waiting_for=WaitingFor.COUNT))
        else:
            refuse()

    def _refuse(self, submission: Submission, refused: Refused, *, has_files: bool, is_estimate: bool) -> None:
        from .context_refusal import refusal

        engine = self._desk.state.engine
        most = engine.model.n_ctx_train if isinstance(engine, Loaded) else 0
        message, ways = refusal(refused, most=most, has_files=has_files, is_estimate=is_estimate)
        self._refused = submission
        self._desk.notice(message, ways, is_of_view=True)

    def _leave_out(
        self, submission: Submission, begin: Begin, asked: Asked, planned: PlannedCut, summary: str, *, is_new: bool
    ) -> None:
        """It is told in the transcript, where the cut is, and by one notice when the question is on its way: more may
        have to leave by then. is_new: the summary is of these messages, and not of those that were left out before."""
        from .prompting import left_out

        number = submission.conversation_id
        gone: list[int] = []

        def write(store: Store) -> None:
            store.context.cut(planned.message_id, summary)
            gone.extend(left_out(asked.thread, store.context.marks(asked.thread[0].conversation_id)))

        if number is None or not self._desk.attempt(number, write):
            return
        self.changed.emit(number)
        if is_new:
            one = self.tr("The model now reads a summary instead of the oldest message; it stands below it.")
            many = self.tr("The model now reads a summary instead of the oldest %1 messages; it stands below them.")
        else:
            one = self.tr("The oldest message no longer fits into the model's context and is left out from now on.")
            many = self.tr(
                "The oldest %1 messages no longer fit into the model's context and are left out from now on."
            )
        self._left = (submission, counted(len(gone), one, many))
        self.admit(submission, begin)  # it is counted anew; what still does not fit is told

    def _go(self, submission: Submission, begin: Begin) -> None:
        """There is room for it."""
        left, self._left = self._left, None
        begin(submission)
        if left is not None and left[0] is submission:
            self._desk.notice(left[1], is_error=False, is_of_view=True)

    def _summarise(self, submission: Submission, begin: Begin, found: Weighed, planned: PlannedCut) -> None:
        def go_on(text: str) -> None:
            if not self._waits(submission):
                return
            self._desk.apply(StopAsked())
            summary = summary_of(text)
            if summary:
                self._leave_out(submission, begin, found.asked, planned, summary, is_new=True)
            else:
                fail(self.tr("The model wrote none."), "")

        def fail(why: str, detail: str) -> None:
            self._desk.apply(StopAsked())
            sentence = self.tr("The oldest messages could not be summed up, and nothing was sent. %1")
            self._refused = submission
            ways = (Remedy.LEAVE_OUT_OLDEST, Remedy.SUM_UP_OLDEST, Remedy.NEW_CONVERSATION)
            self._desk.notice(sentence.replace("%1", why), ways, detail=detail, is_of_view=True)

        from .summaries import summary_of

        system = [part for part in found.parts if part.message.role is Role.SYSTEM]
        self.summing.begin(submission, planned, system, go_on, fail)

    def release(self) -> None:
        """The store is about to be closed: nobody reads in it any more."""
        self.reading.shut_down()
        self.summing.release()
