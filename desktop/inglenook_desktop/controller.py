"""What the window can ask for, and where state, stores and engine link meet: opens stores, shows conversations, and
hands events and wishes to the parts that see to them.

What imports the store is imported when it is used: sqlite-utils takes longer to import than the window to open.

Owns no widget; the window calls its slots and listens to its signals. Everything happens on the GUI thread. A store
that refuses a write is a notice with a way on, never an exception in a slot.
"""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from inglenook_engine.protocol import Curve, Event, Failed, Finished, Ready
from inglenook_engine.types import FailureKind
from PySide6.QtCore import QObject, Signal

from . import frames
from .answering import Answering
from .attaching import Attaching
from .branching import Branching
from .chooser_facts import ChooserFacts
from .context_keeping import ContextKeeping
from .desk import Desk
from .draft_advisor import DraftAdvisor
from .engine_link import EngineLink
from .library import InstalledModel
from .losses import Losses
from .message_queue import MessageQueue
from .model_loading import ModelLoading
from .models.conversations import ConversationListModel
from .models.transcript import TranscriptModel
from .paths import made_curves_dir
from .preset_keeping import PresetKeeping
from .private_conversation import PrivateConversation
from .remedies import Remedies
from .replaying import Replaying
from .shelf_controller import ShelfController
from .shown_conversation import ShownConversation
from .side_by_side import SideBySide
from .speed_watch import SpeedWatch
from .state import (
    ChatState,
    Loaded,
    Loading,
    StorageOpen,
)
from .storage import Storage
from .submissions import SpeculationChoice
from .template_keeping import TemplateKeeping
from .title_maker import TitleMaker
from .token_counting import TokenCounting
from .unsent_edits import UnsentEdits
from .unsent_text import UnsentText

if TYPE_CHECKING:
    from .store import Conversation, Store


class Controller(QObject):
    """open_store, open_private_store, list_models, clock, random_bits, plan_command: given, so that tests decide them.

    accepted: a Submission is stored, whoever holds its text may forget it. first_text: paint now, then call
    `note_painted`.
    """

    state_changed = Signal(object)
    accepted = Signal(object)
    first_text = Signal()

    def __init__(
        self,
        link: EngineLink,
        transcript: TranscriptModel,
        conversations: ConversationListModel,
        advisor: DraftAdvisor,
        *,
        open_store: Callable[[Path], Store],
        open_private_store: Callable[[], Store],
        list_models: Callable[[], Sequence[InstalledModel]],
        clock: Callable[[], float] = time.monotonic,
        random_bits: Callable[[int], int] = secrets.randbits,
        plan_command: Callable[[str], list[str]] = frames.plan_command,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._link = link
        self.advisor = self._advisor = advisor
        self.goes_elsewhere: Callable[[Controller, int], bool] = lambda _asking, _conversation_id: False
        self.desk = Desk(self)
        self.storage = Storage(self.desk, open_store=open_store, parent=self)
        self.shelf = ShelfController(self.desk, conversations, self)
        self.loading = ModelLoading(self.desk, link, advisor, list_models=list_models, parent=self)
        self.counting = TokenCounting(self.desk, link, self)
        self.context = ContextKeeping(self.desk, link, self.counting, self)
        self.answering = Answering(
            self.desk,
            link,
            self.loading,
            self.context,
            transcript,
            clock=clock,
            random_bits=random_bits,
            parent=self,
        )
        self.unsent = UnsentText(self.desk, self)
        self.beside = SideBySide(
            self.desk,
            link,
            self.loading,
            self.answering,
            transcript,
            plan_command=plan_command,
            environ=frames.engine_environment(os.environ),
            clock=clock,
            parent=self,
        )
        self.context.ask_second = self.beside.ask_for_room
        self.presets = PresetKeeping(self.desk, self)
        self.templates = TemplateKeeping(self.desk, self)
        self.queue = MessageQueue(self.desk, self.answering, clock=clock, parent=self)
        self.queue.edited.connect(self._on_waiting)
        self.edits = UnsentEdits(self.desk, self.unsent, self)
        self.branching = Branching(self.desk, self.answering, self.edits, self)
        self.branching.changed.connect(self._on_branch)
        self.branching.changed.connect(self.beside.look)
        self.branching.forked.connect(self._on_forked)
        self.attaching = Attaching(self.desk, self.counting, parent=self)
        self.unsent.switching.connect(self.attaching.switch)
        self.queue.taken_back.connect(self.attaching.read_again)
        self.shown = ShownConversation(self.desk, transcript, self.answering.saves, self.unsent, self.edits, self)
        self.shown.left.connect(self._on_left)
        self.private = PrivateConversation(
            self.desk, self.answering, self.unsent, self.edits, open_store=open_private_store, parent=self
        )
        self.facts = ChooserFacts(self.loading, plan_command=plan_command, environ=os.environ, parent=self)
        self.facts_beside = ChooserFacts(
            self.loading,
            plan_request=self.beside.plan_request,
            plan_command=plan_command,
            environ=os.environ,
            parent=self,
        )
        self.titles = TitleMaker(self.desk, link, self)
        self.titles.titled.connect(self.shelf.refresh_one)
        self.answering.sending.connect(self.titles.on_answer)
        self.replaying = Replaying(self.desk, link, self)
        self.answering.sending.connect(self.replaying.on_answer)
        self.speed = SpeedWatch(self.desk, link, self)
        self.answering.sending.connect(self.speed.on_answer)
        self.answering.ended.connect(self.speed.on_ended)
        self.answering.ended.connect(self.context.weights.on_saved)
        self.context.sending.connect(self.titles.on_answer)
        self.context.changed.connect(self._on_context_changed)
        self.remedies = Remedies(self)
        self.desk.changed.connect(self._on_state)
        self.storage.changed.connect(self.refresh)
        background = (self.answering, self.titles, self.context, self.replaying, self.speed)
        for part in (self.beside, self.queue, self.edits, self.attaching, self.unsent, *background, self.shelf):
            self.storage.closing.connect(part.release)
        self.answering.accepted.connect(self.unsent.sent)
        self.answering.accepted.connect(self.attaching.sent)
        self.answering.accepted.connect(self.accepted)
        self.answering.first_text.connect(self.first_text)
        self.answering.begun.connect(self.shelf.begun)
        self.answering.ended.connect(self.shelf.ended)
        self.answering.stale.connect(self.shown.read_again)
        self.beside.stored.connect(self.shown.read_again)
        for source in (link, self.answering):
            source.happened.connect(self._on_event)
        self.shelf.open_wanted.connect(self.open_conversation)
        self.shelf.leaving.connect(self._on_leaving)
        self.shelf.gone.connect(self._on_gone)
        self.shelf.model_wanted.connect(self._on_model_wanted)

    @property
    def state(self) -> ChatState:
        return self.desk.state

    # --- the store

    def open_storage(self, data_dir: Path, *, is_temporary: bool = False, conversation_id: int | None = None) -> None:
        """Open the data folder, or say why not. conversation_id: shown if it is still there."""
        store = self.storage.open(data_dir, is_temporary=is_temporary)
        if store is None:
            return
        self.loading.curve_dir = made_curves_dir(data_dir)
        self._advisor.use_folder(data_dir)
        self.loading.settings.use_folder(data_dir)
        self.shelf.use(store)
        self.open_conversation(conversation_id)

    def look_for_changes(self) -> None:
        """The window came to the front: show what others wrote."""
        if self.storage.look():
            self.shelf.look_after_trash()

    def refresh(self) -> None:
        """Another process wrote, or a disk that refused may take it now: read list and conversation again."""
        self.storage.put_on_disk()
        self.shelf.refresh()
        self.shown.read_again()
        self.queue.read_again()
        self.presets.read_again()

    @property
    def losses(self) -> Losses:
        """What would be gone with the window, after trying to save it once more."""
        storage = self.state.storage
        conversations: list[Conversation] = []
        is_temporary = isinstance(storage, StorageOpen) and storage.is_temporary
        if is_temporary:
            self.desk.attempt(None, lambda store: conversations.extend(store.conversations(include_archived=True)))
        return replace(
            self.private_losses,
            has_answer=bool(self.answering.saves.unsaved_text),
            has_text=bool(self.unsent.unsaved or self.edits.unsaved or self.attaching.unsaved),
            unsaved_files=self.attaching.unsaved_names,
            files_being_read=self.attaching.names_being_read,
            has_session=is_temporary and bool(conversations or self.unsent.in_view.strip() or self.attaching.items),
        )

    @property
    def private_losses(self) -> Losses:
        """What would be gone with the private conversation."""
        losses = self.private.losses
        return replace(losses, has_private_text=True) if self.attaching.reads_in_private else losses

    @property
    def unsent_text(self) -> str:
        """What was typed, not sent and not stored, for a place where it may be found again."""
        return "\n\n".join(filter(None, (self.unsent.unsaved, self.edits.unsaved, self.attaching.unsaved)))

    def close(self) -> None:
        """Save what can be saved and end the engine. An answer in progress is found as interrupted next time."""
        self.answering.saves.stop()
        self._link.shut_down()
        self._advisor.shut_down()
        self.facts.shut_down()
        self.facts_beside.shut_down()
        self.beside.shut_down()
        self.attaching.shut_down()
        self.storage.close()
        self.private.end()

    # --- conversations

    def new_conversation(self) -> None:
        """An empty page; the store hears of it with the first message."""
        self.open_conversation(None)

    def open_conversation(self, conversation_id: int | None) -> None:
        """Where another window has it in view, that one comes forward instead."""
        if conversation_id is None or not self.goes_elsewhere(self, conversation_id):
            self.shown.open(conversation_id)

    def open_private(self) -> None:
        """The private conversation, which begins if there is none."""
        if isinstance(self.state.storage, StorageOpen):
            self.open_conversation(self.private.begin())

    def close_private(self) -> None:
        """It is gone for ever. Harmless where there is none."""
        if self.state.is_private:
            self.new_conversation()
        if self.state.private_id is not None:
            self.beside.abandon(self.state.private_id)
        self.private.end()

    def choose_speculation(self, speculation: SpeculationChoice) -> None:
        """For the next answers of the conversation in view; a new one takes it along when its first turn begins."""
        self.shown.choose_speculation(speculation)

    # --- the model

    def load_first_model(self, wanted: str, *, is_explicit: bool) -> None:
        """Called once, after the first paint. wanted: name or path, "" for the best. is_explicit: from the command
        line, so that a wrong name is told."""
        self.loading.load_first(wanted, is_explicit=is_explicit)

    def choose_model(self, choice: InstalledModel) -> None:
        """Load it with the draft model that goes with it; what is being answered is stopped first."""
        is_running = self.state.running is not None
        self.loading.load(choice)
        if is_running:
            self.stop()

    def choose_draft(self, draft: InstalledModel | None) -> None:
        """Load the model in use anew with this draft model, or alone, and so from now on. An answer in progress ends
        first."""
        self.loading.choose_draft(draft)

    def choose_file(self, path: Path) -> None:
        choice = self.loading.find(path)
        if choice is not None:
            self.choose_model(choice)

    def call_off_load(self) -> None:
        self.loading.call_off()

    # --- asking and stopping

    def submit(self, text: str) -> None:
        """Send a message into the conversation in view; when the model is not ready, as soon as it is; while an answer
        is in progress, after it."""
        files = self.attaching.files
        if not self.state.is_busy:
            self.answering.submit(text, files=files)
            return
        number = self.queue.add(text, files)
        if number is not None:
            self.unsent.taken()
            self.attaching.taken(files)
            if number != self.state.conversation_id:  # it began with this
                self.shown.open(number)

    def put_back(self, text: str, *, leaves: Collection[int] = ()) -> bool:
        """What is written in the conversation in view waits again where it was taken from. leaves: keys of the files
        that do not go with it. False where the store refuses, which is told."""
        files = self.attaching.files_without(leaves)
        if self.queue.add(text, files, goes=False) is None:
            return False
        self.unsent.taken()
        self.attaching.taken(files)
        return True

    def stop(self) -> None:
        """Stop the answer in progress, or both, or withdraw what waits for the model. Harmless otherwise."""
        self.stop_first()
        self.stop_second()

    def stop_first(self) -> None:
        """Of two answers side by side; what waits for its end begins."""
        self.answering.stop()

    def stop_second(self) -> None:
        """Of two answers side by side, or withdraw what waits for the first."""
        if self.state.is_beside:
            self.queue.hold(self.beside.shown.conversation_id)
        self.beside.stop()

    def note_painted(self) -> None:
        """The first text of the answer in progress is on the screen."""
        self.answering.note_painted()

    # --- how it is done

    def _on_state(self, state: ChatState) -> None:
        self._advisor.set_busy(state.is_busy)
        self.titles.on_state(state)
        self.state_changed.emit(state)

    def _on_leaving(self, conversation_id: int) -> None:
        """It goes to the trash, with what was typed in it: nothing is answered in it any more."""
        self.edits.save()
        self.unsent.save()
        self.answering.leave(conversation_id)
        if self.beside.shown.conversation_id == conversation_id:
            self.beside.stop()

    def _on_gone(self, conversation_id: int) -> None:
        if self.state.conversation_id == conversation_id:
            self.new_conversation()

    def _on_waiting(self, conversation_id: int) -> None:
        if conversation_id != self.state.private_id:
            self.shelf.refresh_one(conversation_id)

    def _on_left(self, conversation_id: int) -> None:
        """One whose only message was taken back leaves nothing in the list."""
        forgotten: list[bool] = []
        if conversation_id == self.state.private_id or self.attaching.has_any(conversation_id):
            return
        self.desk.attempt(
            conversation_id,
            lambda store: forgotten.append(store.shelf.forget_empty(conversation_id)),
            tell=lambda _error: None,  # it can go another time
        )
        if any(forgotten):
            self.shelf.refresh()

    def _on_branch(self) -> None:
        """Of the list, only what stands in the conversation's own row may have changed."""
        self.shown.read_again()
        number = self.state.conversation_id
        if number is not None and not self.state.is_private:
            self.shelf.refresh_one(number)

    def _on_context_changed(self, conversation_id: int) -> None:
        if self.state.conversation_id == conversation_id:
            self.shown.read_again()

    def _on_forked(self, conversation_id: int) -> None:
        self.shelf.refresh()
        self.open_conversation(conversation_id)

    def _on_model_wanted(self, name: str) -> None:
        """A folder prefers this model; another one goes on where it is not installed. An answer that is being written
        elsewhere is waited for."""
        choice = self.loading.installed(name)
        engine = self.state.engine
        if choice is not None and not (isinstance(engine, Loaded | Loading) and engine.choice == choice):
            self.loading.load(choice)

    def _on_event(self, event: Event) -> None:
        """One event of the engine: into the answer and the state, then what follows."""
        if any(part.takes(event) for part in (self.titles, self.context.summing, self.replaying, self.speed)):
            return
        before = self.state
        self.answering.take(event)
        self.queue.on_event(event)
        match event:
            case Ready(model=model):
                self.loading.on_ready()
                self.shown.follow_model(model.name)
                self.answering.on_ready()
                self.shelf.look_after_trash()
            case Curve():
                self._advisor.on_curve(event)
            case Failed(run_id=None) if before.engine != self.state.engine:
                self.loading.on_down(before, event)
            case Failed(kind=FailureKind.CONTEXT_OVERFLOW):
                self.loading.load_next()  # it clears the notice, so it goes first
                self.remedies.tell_overflow(before, event)
            case Finished() | Failed():
                self.loading.load_next()
            case _:
                pass
