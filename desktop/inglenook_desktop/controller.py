"""The only place where state, store and engine link meet. Takes what the person wants and what the engine says, asks
`reduce` for the next state, and does what the step from one to the other needs.

What imports the store is imported when it is used: sqlite-utils takes longer to import than the window to open.

Owns no widget; the window calls its slots and listens to its signals. Everything happens on the GUI thread. A store
that refuses a write is a notice with a way on, never an exception in a slot.
"""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from inglenook_engine.errors import UserFacingError
from inglenook_engine.protocol import Curve, Event, Failed, Finished, Generate, Ready
from inglenook_engine.types import FailureKind, GenerateParams, LoadParams, SamplerParams
from PySide6.QtCore import QObject, Signal

from .draft_advisor import DraftAdvisor
from .engine_link import EngineLink
from .library import InstalledModel, ModelNotFoundError, ModelSource, default_model, find_model
from .models.conversations import ConversationListModel
from .models.transcript import TranscriptModel
from .paths import made_curves_dir
from .save_queue import SaveQueue
from .state import (
    ChatState,
    ConversationShown,
    DraftSuggested,
    EngineDown,
    Happening,
    LoadCalledOff,
    Loaded,
    Loading,
    LoadStarted,
    NoModel,
    Notice,
    Noticed,
    Queued,
    Remedy,
    Retry,
    RunStarted,
    Send,
    SpeculationChoice,
    SpeculationChosen,
    StarterFound,
    StopAsked,
    Stopping,
    StorageChanged,
    StorageFailed,
    StorageOpen,
    Submission,
    WaitingForModel,
    model_remedies,
    reduce,
)
from .store_watch import StoreWatch

if TYPE_CHECKING:
    from .live_answer import LiveAnswer
    from .store import Store, StoredMessage

_log = logging.getLogger("inglenook.ui")


class Controller(QObject):
    """open_store, list_models, clock, random_bits: given from outside so that tests decide them.

    accepted: the submission is stored, the composer may forget its text. first_text: paint now, then call
    `note_painted`. deleted: a conversation went to the trash (its title). file_wanted: the person asked to choose a
    model file. send_wanted: the person asked to send again what the composer still holds.
    """

    state_changed = Signal(object)
    accepted = Signal()
    first_text = Signal()
    deleted = Signal(str)
    file_wanted = Signal()
    send_wanted = Signal()

    def __init__(
        self,
        link: EngineLink,
        transcript: TranscriptModel,
        conversations: ConversationListModel,
        advisor: DraftAdvisor,
        *,
        open_store: Callable[[Path], Store],
        list_models: Callable[[], Sequence[InstalledModel]],
        clock: Callable[[], float] = time.monotonic,
        random_bits: Callable[[int], int] = secrets.randbits,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.state = ChatState()
        self._link = link
        self._transcript = transcript
        self._conversations = conversations
        self._advisor = advisor
        self._open_store = open_store
        self._list_models = list_models
        self._clock = clock
        self._random_bits = random_bits
        self._store: Store | None = None
        self._watch: StoreWatch | None = None
        self._live: LiveAnswer | None = None
        self._next_load: LoadStarted | None = None
        self._curve_dir = ""
        self._trash: tuple[int, bool] | None = None
        self.ready_path = ""
        self._saves = SaveQueue(self)
        self._saves.ended.connect(self._refresh_list)
        self._saves.problem_changed.connect(self._on_save_problem)
        link.happened.connect(self._on_event)
        advisor.suggested.connect(self._on_draft_suggested)
        conversations.rename_requested.connect(self.rename)

    # --- the store

    def open_storage(self, data_dir: Path, *, is_temporary: bool = False, conversation_id: int | None = None) -> None:
        """Open the data folder, or say why not. conversation_id: shown if it is still there."""
        try:
            store = self._open_store(data_dir)
        except UserFacingError as error:
            _log.warning("the store cannot be opened: %s", error)
            self._apply(StorageChanged(storage=StorageFailed(message=str(error))))
            return
        self._close_store()
        self._store = store
        self._curve_dir = made_curves_dir(data_dir)
        self._advisor.use_folder(data_dir)
        self._watch = StoreWatch(store, self)
        self._watch.changed.connect(self.refresh)
        self._apply(StorageChanged(storage=StorageOpen(is_temporary=is_temporary)))
        self._refresh_list()
        self.open_conversation(conversation_id)

    def look_for_changes(self) -> None:
        """The window came to the front: show what others wrote, also where files cannot be watched, and what became of
        answers whose process has ended since."""
        if self._watch is not None and self._try(lambda store: store.recover_interrupted()):
            self._watch.look()

    def refresh(self) -> None:
        """Another process wrote: read list and conversation again."""
        self._refresh_list()
        self._read_conversation(is_same=True)

    @property
    def unsaved_text(self) -> str:
        """Text of answers that the store has refused so far, "" when everything is on the disk."""
        return self._saves.unsaved_text

    def close(self) -> None:
        """Save what can be saved and end the engine. An answer in progress is found as interrupted next time."""
        self._saves.stop()
        self._link.shut_down()
        self._advisor.shut_down()
        self._close_store()

    # --- conversations

    def new_conversation(self) -> None:
        """An empty page; the store hears of it with the first message."""
        self.open_conversation(None)

    def open_conversation(self, conversation_id: int | None) -> None:
        self._apply(ConversationShown(conversation_id=conversation_id, speculation=SpeculationChoice()))
        self._read_conversation(is_same=False)

    def choose_speculation(self, speculation: SpeculationChoice) -> None:
        """For the next answers of the conversation in view; a new one takes it along when its first turn begins."""
        self._apply(SpeculationChosen(speculation=speculation))
        mode, is_strict, number = speculation.mode, speculation.is_strict, self.state.conversation_id
        if number is not None:
            self._try(lambda store: store.set_speculation(number, mode, is_strict=is_strict))

    def rename(self, conversation_id: int, title: str) -> None:
        if self._try(lambda store: store.rename_conversation(conversation_id, title)):
            self._refresh_list()

    def delete(self, conversation_id: int) -> None:
        """Into the trash, with an offer to undo. An answer that is being written in it is stopped."""
        row = self._conversations.row_of(conversation_id)
        title = "" if row is None else self._conversations.conversation(row).title
        running = self.state.running
        if running is not None and running.conversation_id == conversation_id:
            self.stop()
        if not self._try(lambda store: store.delete_conversation(conversation_id)):
            return
        was_shown = self.state.conversation_id == conversation_id
        self._trash = (conversation_id, was_shown)
        self._refresh_list()
        if was_shown:
            self.new_conversation()
        self.deleted.emit(title)

    def undo_delete(self) -> None:
        trash, self._trash = self._trash, None
        if trash is None or not self._try(lambda store: store.restore_conversation(trash[0])):
            return
        self._refresh_list()
        if trash[1]:
            self.open_conversation(trash[0])

    # --- the model

    def load_first_model(self, wanted: str, *, is_explicit: bool) -> None:
        """Called once, after the first paint. wanted: name or path, "" for the starter. is_explicit: from the command
        line, so that a wrong name is told."""
        models = list(self._list_models())
        starter = next((model for model in models if model.source is ModelSource.STARTER), None)
        self._apply(StarterFound(starter=starter))
        try:
            choice = find_model(wanted, models) if wanted else default_model(models, Path())
        except ModelNotFoundError as error:
            if not is_explicit and wanted and models:
                choice = default_model(models, Path())
            else:
                self._notice(str(error), model_remedies(self.state))
                return
        self.choose_model(choice)

    def choose_model(self, choice: InstalledModel) -> None:
        """Load it with the draft model that goes with it; what is being answered is stopped first."""
        is_running = self.state.running is not None
        self._load(choice, self._advisor.draft_of(choice))
        if is_running:
            self.stop()

    def choose_draft(self, draft: InstalledModel | None) -> None:
        """Load the model in use anew with this draft model, or alone, and so from now on. An answer in progress ends
        first."""
        engine = self.state.engine
        if not isinstance(engine, NoModel):
            self._advisor.remember(engine.choice, draft)
            self._apply(DraftSuggested(draft=None))
            if not isinstance(engine, Loaded) or engine.draft != draft:
                self._load(engine.choice, draft)

    def choose_file(self, path: Path) -> None:
        try:
            self.choose_model(find_model(str(path), self._list_models()))
        except ModelNotFoundError as error:
            self._notice(str(error), (Remedy.CHOOSE_FILE,))

    def call_off_load(self) -> None:
        if isinstance(self.state.engine, Loading):
            self._link.unload()
            self._apply(LoadCalledOff())

    # --- asking and stopping

    def submit(self, text: str) -> None:
        """Send a message into the conversation in view; when the model is not ready, as soon as it is."""
        if text.strip():
            number, speculation = self.state.conversation_id, self.state.speculation
            self._ask(Send(conversation_id=number, text=text, asked_at=self._clock(), speculation=speculation))

    def retry(self, message_id: int) -> None:  # noqa: ARG002 - the last answer is the only one that offers it
        """Answer the last question in view again."""
        number, speculation = self.state.conversation_id, self.state.speculation
        if number is not None:
            self._ask(Retry(conversation_id=number, asked_at=self._clock(), speculation=speculation))

    def stop(self) -> None:
        """Stop the answer in progress, or withdraw what waits for the model. Harmless otherwise."""
        running = self.state.running
        self._apply(StopAsked())
        if running is not None and not isinstance(running, Stopping):
            self._link.cancel(running.run_id)

    def apply_remedy(self, remedy: Remedy) -> None:
        """The one click of a notice."""
        match remedy:
            case Remedy.LOAD_AGAIN:
                self._load_again()
            case Remedy.LOAD_STARTER:
                if self.state.starter is not None:
                    self.choose_model(self.state.starter)
            case Remedy.LOAD_WITHOUT_DRAFT:
                self.choose_draft(None)
            case Remedy.USE_DRAFT:
                self.choose_draft(self.state.suggested_draft)
            case Remedy.RETRY:
                self.dismiss_notice()
                self.retry(0)
            case Remedy.SEND_AGAIN:
                self.dismiss_notice()
                self.send_wanted.emit()
            case Remedy.SAVE_AGAIN:
                self._saves.save()
            case Remedy.NEW_CONVERSATION:
                self.dismiss_notice()
                self.new_conversation()
            case Remedy.CHOOSE_FILE:
                self.file_wanted.emit()
            case Remedy.REFRESH:
                self.dismiss_notice()
                self.refresh()
            case Remedy.NONE:
                self.dismiss_notice()

    def dismiss_notice(self) -> None:
        """Of what the bar shows: the notice, else the suggestion of a draft model, which does not come again."""
        engine = self.state.engine
        if self.state.notice is None and self.state.suggested_draft is not None and isinstance(engine, Loaded):
            self._advisor.remember(engine.choice, None)
            self._apply(DraftSuggested(draft=None))
        self._apply(Noticed(notice=None))

    def note_painted(self) -> None:
        """The first text of the answer in progress is on the screen."""
        if self._live is not None:
            self._live.painted()

    # --- how it is done

    def _apply(self, event: Happening) -> None:
        state = reduce(self.state, event)
        if state != self.state:
            self.state = state
            self._advisor.set_busy(state.is_busy)
            self.state_changed.emit(state)

    def _notice(self, message: str, remedies: tuple[Remedy, ...] = (), *, detail: str = "") -> None:
        self._apply(Noticed(notice=Notice(message=message, remedies=remedies, detail=detail)))

    def _try(self, act: Callable[[Store], object], *, remedy: Remedy = Remedy.REFRESH) -> bool:
        """Do something with the store; a refusal becomes a notice."""
        if self._store is None:
            return False
        try:
            act(self._store)
        except UserFacingError as error:
            self._notice(str(error), (remedy,), detail=getattr(error, "detail", ""))
            return False
        return True

    def _refresh_list(self) -> None:
        self._try(lambda store: self._conversations.set_conversations(store.conversations()))

    def _read_conversation(self, *, is_same: bool) -> None:
        """Show the conversation in view as the store has it, with what the store does not have yet."""
        conversation_id = self.state.conversation_id
        if conversation_id is None:
            self._transcript.set_items([])
            return
        from .presenting import figures_of, items_of, synchronise

        def read(store: Store) -> None:
            conversation = store.conversation(conversation_id)
            if conversation is None:  # deleted elsewhere
                self._apply(ConversationShown(conversation_id=None, speculation=SpeculationChoice()))
                self._transcript.set_items([])
                return
            thread, runs = store.thread(conversation_id), store.runs_of_conversation(conversation_id)
            overlays = {answer.turn.assistant_message_id: answer.item for answer in self._saves.answers}
            items = items_of(thread, runs, overlays)
            if is_same:
                synchronise(self._transcript, items)
            else:
                self._transcript.set_items(items)
            figures = figures_of(runs.get(thread[-1].id)) if thread else None
            kept = SpeculationChoice(mode=conversation.speculation, is_strict=conversation.is_strict)
            self._apply(ConversationShown(conversation_id=conversation_id, figures=figures, speculation=kept))

        self._try(read)

    def _ask(self, submission: Submission) -> None:
        if self.state.is_busy or not isinstance(self.state.storage, StorageOpen):
            return
        match self.state.engine:
            case Loaded():
                self._begin(submission)
            case Loading():
                self._apply(Queued(submission=submission))
            case _:
                if self._load_again():
                    self._apply(Queued(submission=submission))

    def _begin(self, submission: Submission) -> None:
        """Store the question, then send it. A refusal leaves the text in the composer."""
        engine, store = self.state.engine, self._store
        if not isinstance(engine, Loaded) or store is None:
            return
        from .live_answer import LiveAnswer
        from .prompting import messages_to_answer

        is_in_view = self.state.conversation_id == submission.conversation_id
        speculation = self.state.speculation if is_in_view else submission.speculation
        params = GenerateParams(
            sampler=SamplerParams(seed=self._random_bits(63)),
            speculation=speculation.mode,
            is_strict=speculation.is_strict,
        )
        text = submission.text if isinstance(submission, Send) else None
        try:
            turn = store.begin_turn(
                conversation_id=submission.conversation_id, text=text, model=engine.model, params=params
            )
        except UserFacingError as error:
            remedy = Remedy.RETRY if text is None else Remedy.SEND_AGAIN
            self._notice(str(error), (remedy,), detail=getattr(error, "detail", ""))
            return
        self._live = LiveAnswer(store, turn, self._transcript, asked_at=submission.asked_at, clock=self._clock)
        self._saves.add(self._live)
        self._apply(RunStarted(run_id=turn.run_id, conversation_id=turn.conversation_id))
        if text is not None:
            self.accepted.emit()
        try:
            thread = store.thread(turn.conversation_id)
            messages = messages_to_answer(store, thread)
        except UserFacingError as error:
            self._on_event(Failed(run_id=turn.run_id, kind=FailureKind.BUG, message=str(error)))
            return
        self._link.generate(Generate(run_id=turn.run_id, messages=messages, params=params))
        if is_in_view:
            self._show_turn(self._live, thread)
        self._refresh_list()

    def _show_turn(self, live: LiveAnswer, thread: Sequence[StoredMessage]) -> None:
        """Add what a new turn added to the transcript, which showed its conversation before."""
        from .presenting import show_turn

        self._apply(ConversationShown(conversation_id=live.turn.conversation_id))
        if not show_turn(self._transcript, thread, live.item):
            self._read_conversation(is_same=True)

    def _load_again(self) -> bool:
        """Load what was loaded or wanted last. False when there is nothing to load, which is told."""
        engine = self.state.engine
        if isinstance(engine, Loading | Loaded | EngineDown):
            self._load(engine.choice, engine.draft)
        elif self.state.starter is not None:
            self.choose_model(self.state.starter)
        else:
            self._notice(self.tr("No model is chosen. Choose one to go on."), model_remedies(self.state))
            return False
        return True

    def _load(self, choice: InstalledModel, draft: InstalledModel | None) -> None:
        """Now, or when the answer in progress has ended."""
        self._next_load = LoadStarted(choice=choice, draft=draft)
        if self.state.running is None:
            self._load_next()

    def _load_next(self) -> None:
        load, self._next_load = self._next_load, None
        if load is not None:
            self._apply(load)
            draft_path = "" if load.draft is None else str(load.draft.path)
            params = LoadParams(
                model_path=str(load.choice.path), draft_model_path=draft_path, curve_dir=self._curve_dir
            )
            self._link.load(params)

    def _on_event(self, event: Event) -> None:
        """One event of the engine: into the answer it belongs to, then into the state, then what follows."""
        before = self.state
        is_first_text = self._live is not None and self._live.on_event(event)
        self._apply(event)
        if is_first_text:
            self.first_text.emit()
        if self._live is not None and self._live.end is not None:
            self._live = None
        self._saves.look()
        match event:
            case Ready():
                self._on_ready()
            case Curve():
                self._advisor.on_curve(event)
            case Failed(run_id=None) if before.engine != self.state.engine:
                self._on_engine_down(before, event)
            case Failed(kind=FailureKind.CONTEXT_OVERFLOW):
                self._notice(event.message, (Remedy.NEW_CONVERSATION,), detail=event.detail)
            case Finished() | Failed():
                self._load_next()
            case _:
                pass

    def _on_ready(self) -> None:
        if isinstance(engine := self.state.engine, Loaded):
            self.ready_path = str(engine.choice.path)
            self._advisor.on_loaded(engine.choice, engine.model, engine.draft)
        if isinstance(self.state.answer, WaitingForModel):
            submission = self.state.answer.submission
            self.stop()
            self._begin(submission)

    def _on_engine_down(self, before: ChatState, failure: Failed) -> None:
        """The load failed or the child died. An answer it took along says so itself, with its own retry."""
        down = self.state.engine
        self._link.unload()
        if self._next_load is not None:
            self._load_next()
        elif isinstance(before.answer, Stopping) and isinstance(down, EngineDown):
            self._load(down.choice, down.draft)  # it ignored the stop and was killed
        elif isinstance(down, EngineDown) and (before.running is None or before.is_busy_elsewhere):
            self._notice(failure.message, model_remedies(self.state), detail=failure.detail)

    def _on_draft_suggested(self, draft: InstalledModel) -> None:
        self._apply(DraftSuggested(draft=draft))

    def _on_save_problem(self, problem: UserFacingError | None) -> None:
        if problem is not None:
            sentence = self.tr("The answer could not be saved yet; it stays in this window. %1")
            self._notice(sentence.replace("%1", str(problem)), (Remedy.SAVE_AGAIN,))
        elif self.state.notice is not None and Remedy.SAVE_AGAIN in self.state.notice.remedies:
            self.dismiss_notice()

    def _close_store(self) -> None:
        if self._watch is not None:
            self._watch.stop()
            self._watch = None
        store, self._store = self._store, None
        if store is not None:
            store.close()
