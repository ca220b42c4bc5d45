"""Messages that wait for an answer to end, and are sent by themselves then: each conversation has its own.

They are in the store from the moment they are written, so that none is lost; after a start they wait until the person
sends them. What goes wrong, and Stop, hold those of that conversation. They are sent as from the composer.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from inglenook_engine.protocol import Event, Failed
from PySide6.QtCore import QObject, QTimer, Signal

from .answering import Answering
from .attachments import AttachedFile
from .desk import Desk
from .state import ChatState, Loaded, Stopping, StorageOpen
from .submissions import Send, SpeculationChoice, Submission

if TYPE_CHECKING:
    from .store import Store
    from .store.records import QueuedMessage


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueShown:
    """Of the conversation in view. is_held: they wait for the person, and not for an answer."""

    waiting: tuple[QueuedMessage, ...] = ()
    is_held: bool = False


class MessageQueue(QObject):
    """changed: a QueueShown. taken_back: the text of one that is to be written on."""

    changed = Signal(object)
    taken_back = Signal(str)

    def __init__(
        self,
        desk: Desk,
        answering: Answering,
        *,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._answering = answering
        self._clock = clock
        self._going: list[int | None] = []  # the conversations whose messages are sent by themselves, in their order
        self._began: Send | None = None  # where the new conversation begins that messages wait for
        self._shown_id: int | None = None
        self._run: tuple[int, int] | None = None  # the last one, with its conversation
        self._sends: Send | None = None
        self.shown = QueueShown()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)  # when what ended the answer is done with
        self._timer.timeout.connect(self._go)
        desk.changed.connect(self._on_state)
        answering.accepted.connect(self._on_accepted)

    # --- what the person wants, of the conversation in view

    def add(self, text: str, files: Sequence[AttachedFile] = ()) -> bool:
        """Behind the others. files: kept in the store, where they wait with it. False when the store refuses, which is
        told; all of it is still the composer's then."""
        state = self._desk.state
        number = state.conversation_id
        ids = [file.unsent_id for file in files if file.unsent_id is not None]
        if len(ids) < len(files) or not (text.strip() or ids):
            return False
        if not self._desk.attempt(number, lambda store: store.writing.enqueue(number, text, unsent_ids=ids)):
            return False
        if number is None:
            self._began = Send(
                conversation_id=None,
                text="",
                speculation=state.speculation,
                folder_id=None if state.begins_in is None else state.begins_in.folder_id,
                preset_id=state.begins_with,
            )
        if number not in self._going:
            self._going.append(number)
        self.read_again()
        self._look()
        return True

    def drop(self, queued_id: int) -> None:
        """It is not wanted any more."""
        self._desk.attempt(self._desk.state.conversation_id, lambda store: store.writing.dequeue(queued_id))
        self.read_again()

    def take_back(self, queued_id: int) -> None:
        """Into the composer, to be written on."""
        message = next((one for one in self.shown.waiting if one.id == queued_id), None)
        taken: list[bool] = []
        number = self._desk.state.conversation_id
        if message is not None:
            self._desk.attempt(number, lambda store: taken.append(store.writing.dequeue(queued_id, keeps_files=True)))
        self.read_again()
        if message is not None and any(taken):
            self.taken_back.emit(message.text)

    def take_last_back(self) -> None:
        if self.shown.waiting:
            self.take_back(self.shown.waiting[-1].id)

    def send(self) -> None:
        """Those that are held: now, or when the answer in progress has ended."""
        number = self._desk.state.conversation_id
        if self.shown.waiting and number not in self._going:
            self._going.append(number)
            self._tell()
            self._look()

    def hold(self, conversation_id: int | None) -> None:
        """Those of this conversation wait for the person."""
        if conversation_id in self._going:
            self._going.remove(conversation_id)
            self._tell()

    # --- what happens

    def on_event(self, event: Event) -> None:
        """A failure holds what waits behind it: the next message would be answered without that answer."""
        if isinstance(event, Failed) and self._run is not None:
            run_id, number = self._run
            if event.run_id is None:
                self._going.clear()
            elif event.run_id == run_id and number in self._going:
                self._going.remove(number)
            self._tell()

    def release(self) -> None:
        """The store is about to be closed."""
        self._going.clear()
        self._timer.stop()

    def read_again(self) -> None:
        """What waits in the conversation in view."""
        number = self._desk.state.conversation_id
        found: list[QueuedMessage] = []
        if isinstance(self._desk.state.storage, StorageOpen):
            self._desk.attempt(number, lambda store: found.extend(store.writing.queued(number)))
        self.shown = replace(self.shown, waiting=tuple(found))
        self._tell()

    # --- how it is done

    def _on_state(self, state: ChatState) -> None:
        running = state.running
        if running is not None:
            self._run = (running.run_id, running.conversation_id)
            if isinstance(running, Stopping):
                self.hold(running.conversation_id)
        if state.conversation_id != self._shown_id or not isinstance(state.storage, StorageOpen):
            self._shown_id = state.conversation_id
            self.read_again()
        self._look()

    def _look(self) -> None:
        if (self._going or self._sends is not None) and self._is_free:
            self._timer.start()

    @property
    def _is_free(self) -> bool:
        state = self._desk.state
        return isinstance(state.engine, Loaded) and isinstance(state.storage, StorageOpen) and not state.is_busy

    def _go(self) -> None:
        """The next one: of the conversation that was answered last, else of the one that waits longest."""
        if not self._is_free:
            return
        if self._sends is not None:  # withdrawn while it waited for the model, or refused, which was told
            self.hold(self._sends.conversation_id)
            self._sends = None
        last = None if self._run is None else self._run[1]
        for number in sorted(self._going, key=lambda number: number != last):
            send = self._next_of(number)
            if send is None:
                self._going.remove(number)
                continue
            self._sends = send
            self._answering.ask(send)
            self._look()
            break
        self._tell()

    def _next_of(self, number: int | None) -> Send | None:
        found: list[Send] = []

        def read(store: Store) -> None:
            waiting = store.writing.queued(number)
            if not waiting:
                return
            conversation = None if number is None else store.conversation(number)
            choice = SpeculationChoice()
            if conversation is not None:
                choice = SpeculationChoice(mode=conversation.speculation, is_strict=conversation.is_strict)
            begun = self._began if number is None else None
            send = begun or Send(conversation_id=number, text="", speculation=choice)
            found.append(replace(send, text=waiting[0].text, asked_at=self._clock(), queued_id=waiting[0].id))

        self._desk.attempt(number, read)
        return found[0] if found else None

    def _on_accepted(self, submission: Submission) -> None:
        if self._sends is None or submission is not self._sends:
            return
        self._sends = None
        if submission.conversation_id is None and None in self._going:  # the others belong to what has begun now
            self._going.remove(None)
            running = self._desk.state.running
            if running is not None:
                self._going.append(running.conversation_id)
        self.read_again()

    def _tell(self) -> None:
        is_held = bool(self.shown.waiting) and self._desk.state.conversation_id not in self._going
        self.shown = replace(self.shown, is_held=is_held)
        self.changed.emit(self.shown)
