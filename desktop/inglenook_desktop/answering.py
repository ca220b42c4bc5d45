"""Asking, answering again, going on and stopping: from what the person wants to an answer that is stored.

Owns the answer on its way and those that the disk has refused so far. A question is stored before the engine hears of
it; a refusal leaves the person's text where it was typed.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, assert_never

from inglenook_engine.errors import UserFacingError
from inglenook_engine.protocol import Event, Failed, Finished, Generate
from inglenook_engine.types import FailureKind, FinishReason, GenerateParams, GenerationStats, Message, ModelInfo
from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from .attachments import AttachedFile
from .chores import ChoreDone, Chores
from .context_keeping import ContextKeeping
from .desk import Desk
from .engine_link import EngineLink
from .library import InstalledModel
from .model_loading import ModelLoading
from .models.transcript import TranscriptModel
from .presets import Preset
from .save_queue import SaveQueue
from .state import (
    ConversationShown,
    Loaded,
    Loading,
    Queued,
    Remedy,
    RunStarted,
    SavingChanged,
    StopAsked,
    Stopping,
    StorageOpen,
    WaitingForModel,
)
from .submissions import GoOn, Retry, Send, Submission

if TYPE_CHECKING:
    from .live_answer import LiveAnswer
    from .store import Store, StoredMessage, Turn
    from .store.records import Attachment


@dataclass(frozen=True, slots=True, kw_only=True)
class _Begun:
    """A turn that is stored, and of which the engine has not heard yet."""

    submission: Submission
    turn: Turn
    params: GenerateParams
    model: ModelInfo


class Answering(QObject):
    """clock: seconds. random_bits: seeds.

    sending: the engine is asked for an answer in this conversation next. accepted: a Submission is stored, whoever
    holds its text may forget it. begun: a turn began in this conversation. generating: its
    Submission, Turn and Generate, when the engine was asked. ended: an
    answer is stored whole. first_text: paint now, then call `note_painted`. stale: the transcript does not
    show what it should; read it again. happened: the Event that ends a run of which no engine has heard; it is to be
    taken as one of the engine.
    """

    sending = Signal(int)
    accepted = Signal(object)
    begun = Signal(int)
    generating = Signal(object, object, object)
    ended = Signal()
    first_text = Signal()
    stale = Signal()
    happened = Signal(object)

    def __init__(
        self,
        desk: Desk,
        link: EngineLink,
        loading: ModelLoading,
        room: ContextKeeping,
        transcript: TranscriptModel,
        *,
        clock: Callable[[], float] = time.monotonic,
        random_bits: Callable[[int], int] = secrets.randbits,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._link = link
        self._loading = loading
        self._room = room
        self._transcript = transcript
        self._clock = clock
        self.random_bits = random_bits
        self._live: LiveAnswer | None = None
        self.saves = SaveQueue(self)
        self.saves.ended.connect(self.ended)
        self.saves.problem_changed.connect(self._on_save_problem)
        self._unsent_run: int | None = None
        self._reading = Chores(self)
        self._reading.done.connect(self._on_read)

    # --- what the person wants, of the conversation in view

    def submit(self, text: str, *, files: tuple[AttachedFile, ...] = (), instead_of: int | None = None) -> None:
        """Send a message; when the model is not ready, as soon as it is. instead_of: the question it was edited from,
        beside which it begins a branch."""
        if text.strip() or files:
            state = self._desk.state
            self.ask(
                Send(
                    conversation_id=state.conversation_id,
                    text=text,
                    asked_at=self._clock(),
                    speculation=state.speculation,
                    instead_of=instead_of,
                    folder_id=None if state.begins_in is None else state.begins_in.folder_id,
                    preset_id=state.begins_with,
                    files=files,
                )
            )

    def regenerate(
        self,
        answer_id: int,
        *,
        model: InstalledModel | None = None,
        params: GenerateParams | None = None,
        preset: Preset | None = None,
    ) -> None:
        """Another answer beside this one. model: loaded first where another one is. params: None for those of the
        conversation and another seed. preset: in place of the conversation's own, None for that."""
        state = self._desk.state
        if state.conversation_id is None or state.is_busy:
            return
        if model is not None and not (isinstance(state.engine, Loaded) and state.engine.choice == model):
            self._loading.load(model)
        self.ask(
            Retry(
                conversation_id=state.conversation_id,
                instead_of=answer_id,
                asked_at=self._clock(),
                speculation=state.speculation,
                params=params,
                preset=preset,
            )
        )

    def go_on(self, answer_id: int) -> None:
        """Let an answer that stopped early go on where it stopped."""
        state = self._desk.state
        if state.conversation_id is not None:
            self.ask(
                GoOn(
                    conversation_id=state.conversation_id,
                    message_id=answer_id,
                    asked_at=self._clock(),
                    speculation=state.speculation,
                )
            )

    def stop(self) -> None:
        """Stop the answer in progress, or withdraw what waits for the model. Harmless otherwise."""
        running = self._desk.state.running
        self._desk.apply(StopAsked())
        if running is None or isinstance(running, Stopping):
            return
        if running.run_id == self._unsent_run:  # no engine has heard of it
            self._unsent_run = None
            self.happened.emit(Finished(run_id=running.run_id, reason=FinishReason.CANCELLED, stats=GenerationStats()))
        else:
            self._link.cancel(running.run_id)

    def leave(self, conversation_id: int) -> None:
        """It goes away: nothing is answered in it any more, now or when the model is ready."""
        answer = self._desk.state.answer
        number = answer.submission.conversation_id if isinstance(answer, WaitingForModel) else None
        running = self._desk.state.running
        if conversation_id in (number, None if running is None else running.conversation_id):
            self.stop()

    def ask_again(self, submission: Submission) -> None:
        """As it was asked, but from now on."""
        self.ask(replace(submission, asked_at=self._clock()))

    def ask(self, submission: Submission) -> None:
        """Now, or when the model is ready. Ignored while another answer is in progress."""
        state = self._desk.state
        if state.is_busy or not isinstance(state.storage, StorageOpen):
            return
        match state.engine:
            case Loaded():
                self._room.admit(submission, self._begin)
            case Loading():
                self._desk.apply(Queued(submission=submission))
            case _:
                if self._loading.load_again():
                    self._desk.apply(Queued(submission=submission))

    # --- what the engine says

    def take(self, event: Event) -> None:
        """One event: into the answer it belongs to, then into the state."""
        if self._live is not None and self._live.on_event(event):
            self.first_text.emit()  # its paint comes before the rest of the window
        self._desk.apply(event)
        if self._live is not None and self._live.end is not None:
            live, self._live = self._live, None
            if live.is_huge:
                from .live_answer import AFTER_HUGE_MS

                QTimer.singleShot(2 * AFTER_HUGE_MS, self.saves.look)
                return
        self.saves.look()

    def on_ready(self) -> None:
        """The model is there: what waited for it begins."""
        if isinstance(self._desk.state.answer, WaitingForModel):
            submission = self._desk.state.answer.submission
            self.stop()
            self._room.admit(submission, self._begin)

    def note_painted(self) -> None:
        """The first text of the answer in progress is on the screen."""
        if self._live is not None:
            self._live.painted()

    def abandon(self, conversation_id: int) -> None:
        """The store of this conversation is about to be closed: nothing of it is written any more."""
        running = self._desk.state.running
        self.leave(conversation_id)
        if running is not None and running.conversation_id == conversation_id:
            self._live = None
        self.saves.drop(conversation_id)

    def release(self) -> None:
        """The store is about to be closed: nobody reads in it any more."""
        self._unsent_run = None
        self._reading.shut_down()

    # --- how it is done

    def _begin(self, submission: Submission) -> None:
        engine, number = self._desk.state.engine, submission.conversation_id
        store = self._desk.store_of(number)
        if not isinstance(engine, Loaded) or store is None:
            return
        from .live_answer import LiveAnswer
        from .prompting import is_long_one, prompt_of

        is_in_view = self._desk.state.conversation_id == number
        try:
            is_long = is_long_one(store, number)
            turn, params, instructions = self._store_turn(store, submission, engine)
            reading = store.for_another_thread() if is_long else nullcontext(store)
        except UserFacingError as error:
            # What the composer shows is this message only while its conversation is in view.
            is_draft = isinstance(submission, Send) and submission.is_composed and is_in_view
            self._desk.refused(error, remedy=Remedy.SEND_AGAIN if is_draft else Remedy.REFRESH)
            return
        self._live = LiveAnswer(
            store,
            turn,
            self._transcript,
            asked_at=submission.asked_at,
            clock=self._clock,
            max_tokens=params.max_tokens,
        )
        self.saves.add(self._live)
        begun = _Begun(submission=submission, turn=turn, params=params, model=engine.model)
        read = partial(prompt_of, reading, turn.assistant_message_id, instructions, is_elsewhere=is_long)
        command: Generate | None = None
        problem = ""
        if not is_long:  # before the window shows anything of it, which the engine need not wait for
            try:
                command = self._send(begun, read())
            except UserFacingError as error:
                problem = str(error)
        self._desk.apply(RunStarted(run_id=turn.run_id, conversation_id=turn.conversation_id))
        if is_long:
            self._unsent_run = turn.run_id
            # When the question is painted: two threads of Python hold each other up.
            QTimer.singleShot(0, self, lambda: self._read(begun, read))
        elif problem:
            self._fail(turn, problem)
        if is_in_view:
            self._desk.apply(ConversationShown(conversation_id=turn.conversation_id))
        self.accepted.emit(submission)
        if is_in_view:
            self._show(store, submission, turn)
        self.begun.emit(turn.conversation_id)
        if command is not None:
            self.generating.emit(submission, turn, command)

    def _send(self, begun: _Begun, messages: tuple[Message, ...]) -> Generate:
        self.sending.emit(begun.turn.conversation_id)
        command = Generate(run_id=begun.turn.run_id, messages=messages, params=begun.params)
        self._link.generate(command)
        return command

    def _read(self, begun: _Begun, read: Callable[[], tuple[Message, ...]]) -> None:
        if begun.turn.run_id == self._unsent_run:
            self._reading.do(begun, lambda _steps: read())

    def _on_read(self, done: ChoreDone) -> None:
        """What the model reads of a long conversation is there. Its answer may have ended meanwhile, or its model be
        gone."""
        begun, running, engine = done.name, self._desk.state.running, self._desk.state.engine
        if not isinstance(begun, _Begun) or running is None or running.run_id != begun.turn.run_id:
            return
        self._unsent_run = None
        if done.problem is not None:
            self._fail(begun.turn, str(done.problem))
        elif not isinstance(engine, Loaded) or engine.model != begun.model:
            other = QCoreApplication.translate("SharedEngine", "Another model was loaded in another window.")
            self._fail(begun.turn, other, FailureKind.CRASHED)
        else:
            assert isinstance(done.result, tuple)  # as `prompt_of` says
            command = self._send(begun, done.result)
            self.generating.emit(begun.submission, begun.turn, command)

    def _fail(self, turn: Turn, message: str, kind: FailureKind = FailureKind.BUG) -> None:
        """Nothing was sent of it."""
        self.happened.emit(Failed(run_id=turn.run_id, kind=kind, message=message))

    def _store_turn(self, store: Store, submission: Submission, engine: Loaded) -> tuple[Turn, GenerateParams, str]:
        """The last is read in place of the conversation's system prompt, "" for nothing. Raises StoreError."""
        from .answer_start import start_for

        number, state = submission.conversation_id, self._desk.state
        speculation = state.speculation if state.conversation_id == number else submission.speculation
        folder_id = submission.folder_id if isinstance(submission, Send) else None
        preset_id = submission.preset_id if isinstance(submission, Send) else None
        start = start_for(
            store,
            submission,
            model_path=str(engine.choice.path),
            common=self._desk.store,
            usual=self._desk.usual_params(),
        )
        params = start.params(random_seed=self.random_bits(63))
        if isinstance(submission, Retry) and submission.params is not None:
            params = submission.params
        params = replace(params, speculation=speculation.mode, is_strict=speculation.is_strict)
        match submission:
            case GoOn(message_id=message_id):
                said = start.instructions
                return (
                    store.continue_turn(message_id, model=engine.model, params=params, instructions=said),
                    params,
                    said,
                )
            case Send(text=text):
                asked: str | None = text
            case Retry():
                asked = None
            case _:
                assert_never(submission)
        turn = store.begin_turn(
            conversation_id=number,
            text=asked,
            model=engine.model,
            params=params,
            system=start.first_prompt or None,
            instead_of=submission.instead_of,
            folder_id=folder_id,
            preset_id=preset_id,
            instructions=start.instructions,
            queued_id=submission.queued_id if isinstance(submission, Send) else None,
            files=submission.files if isinstance(submission, Send) else (),
        )
        return turn, params, start.instructions

    def _show(self, store: Store, submission: Submission, turn: Turn) -> None:
        """Add what the turn added to the transcript, which showed its conversation before."""
        from .presenting import show_turn

        live = self._live
        is_branch = not isinstance(submission, Send) or submission.instead_of is not None
        siblings: Mapping[int, tuple[int, ...]] = {}
        attachments: Mapping[int, Sequence[Attachment]] = {}
        has_files = isinstance(submission, Send) and (bool(submission.files) or submission.queued_id is not None)
        new: list[StoredMessage | None] = []
        ids = filter(None, (turn.user_message_id, turn.assistant_message_id))
        try:
            new = [store.tree.message(message_id) for message_id in ids]
            if is_branch or has_files:
                siblings = store.tree.siblings(turn.conversation_id)
                attachments = store.attachments(turn.conversation_id)
        except UserFacingError as error:  # what is missing comes when it is read again
            self._desk.refused(error)
        added = [message for message in new if message is not None]
        is_shown = (
            live is not None
            and bool(added)
            and len(added) == len(new)
            and show_turn(self._transcript, added, live.item, siblings, attachments)
        )
        if not is_shown:
            self.stale.emit()

    def _on_save_problem(self, problem: UserFacingError | None) -> None:
        sentence = self.tr("The answer could not be saved yet; it stays in this window. %1")
        self._desk.apply(SavingChanged(problem="" if problem is None else sentence.replace("%1", str(problem))))
