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
    """changed: a QueueShown. edited: the person has added or taken one in the conversation with this id, which is named
    after the first while nothing was said in it. taken_back: the text of one that is to be written on."""

    changed = Signal(object)
    edited = Signal(int)
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
        self._going: list[int] = []  # the conversations whose messages are sent by themselves, in their order
        self._shown_id: int | None = None
        self._run: tuple[int, int] | None = None  # the last one, with its conversation
        self._sends: Send | None = None
        self._before: dict[int | None, frozenset[int]] = {}  # by conversation: what the one that is edited goes before
        self.shown = QueueShown()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)  # when what ended the answer is done with
        self._timer.timeout.connect(self._go)
        desk.changed.connect(self._on_state)
        answering.accepted.connect(self._on_accepted)

    # --- what the person wants, of the conversation in view

    def add(self, text: str, files: Sequence[AttachedFile] = (), *, goes: bool = True) -> int | None:
        """Behind the others; on the page of a new conversation that begins with it. files: go with it. goes: what waits
        there is sent by itself from now on; else as before. The conversation where it waits; None when there is nothing
        to send, or the store refuses, which is told: all of it is still the composer's then."""
        state, made = self._desk.state, list[int]()
        number = state.conversation_id
        if not (text.strip() or files):
            return None
        before = self._before.get(number, frozenset()) - {self._sent_id}

        def keep(store: Store) -> None:
            if number is not None:
                store.writing.enqueue(number, text, files=files, before=before)
                made.append(number)
                return
            made.append(
                store.writing.begin_waiting(
                    text,
                    files=files,
                    speculation=state.speculation.mode,
                    is_strict=state.speculation.is_strict,
                    folder_id=None if state.begins_in is None else state.begins_in.folder_id,
                    preset_id=state.begins_with,
                )
            )

        if not self._desk.attempt(number, keep):
            return None
        self._before.pop(number, None)
        if goes and made[0] not in self._going:
            self._going.append(made[0])
        self.edited.emit(made[0])
        self.read_again()
        self._look()
        return made[0]

    def drop(self, queued_id: int) -> None:
        """It is not wanted any more."""
        self._take(queued_id, keeps_files=False)

    def take_back(self, queued_id: int) -> None:
        """Into the composer, to be written on; as long as something is written there, it keeps its place."""
        number, ids = self._desk.state.conversation_id, [one.id for one in self.shown.waiting]
        message = next((one for one in self.shown.waiting if one.id == queued_id), None)
        if message is None or number is None or not self._take(queued_id, keeps_files=True):
            return
        behind = self._before.get(number, frozenset()) | frozenset(ids[ids.index(queued_id) + 1 :])
        self.taken_back.emit(message.text)
        self._before[number] = behind

    @property
    def keeps_place(self) -> bool:
        """The next message of the conversation in view goes where one was that is being edited."""
        return self._desk.state.conversation_id in self._before

    def forget_place(self) -> None:
        """Nothing is written in the conversation in view: the next message is another one than was taken back."""
        self._before.pop(self._desk.state.conversation_id, None)

    def move(self, queued_id: int, by: int) -> None:
        """by: places, towards the front where it is below 0. One that is being sent stays where it is, the first."""
        number, ids = self._desk.state.conversation_id, [one.id for one in self.shown.waiting]
        if number is None or queued_id not in ids or queued_id == self._sent_id:
            return
        place = ids.index(queued_id)
        by = max(by, int(ids[0] == self._sent_id) - place)
        renamed = dict[int, int]()
        if (
            self._desk.attempt(number, lambda store: renamed.update(store.writing.move_queued(queued_id, by)))
            and renamed
        ):
            if number in self._before:
                self._before[number] = frozenset(renamed.get(one, one) for one in self._before[number])
            self.edited.emit(number)
        self.read_again()

    def move_last_first(self) -> None:
        if self.shown.waiting:
            self.move(self.shown.waiting[-1].id, 1 - len(self.shown.waiting))

    def send(self) -> None:
        """Those that are held: now, or when the answer in progress has ended."""
        number = self._desk.state.conversation_id
        if number is not None and self.shown.waiting and number not in self._going:
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
        if number is not None and isinstance(self._desk.state.storage, StorageOpen):
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

    @property
    def _sent_id(self) -> int | None:
        """Of the one that is being sent: it is counted, or waits for the model."""
        return None if self._sends is None else self._sends.queued_id

    def _take(self, queued_id: int, *, keeps_files: bool) -> bool:
        taken: list[bool] = []
        number = self._desk.state.conversation_id
        self._desk.attempt(
            number, lambda store: taken.append(store.writing.dequeue(queued_id, keeps_files=keeps_files))
        )
        if number is not None and any(taken):
            self.edited.emit(number)
        self.read_again()
        return any(taken)

    def _next_of(self, number: int) -> Send | None:
        """None also where the conversation is in the trash: what waits there waits for the person."""
        found: list[Send] = []

        def read(store: Store) -> None:
            waiting, conversation = store.writing.queued(number), store.conversation(number)
            if waiting and conversation is not None:
                choice = SpeculationChoice(mode=conversation.speculation, is_strict=conversation.is_strict)
                send = Send(
                    conversation_id=number,
                    text=waiting[0].text,
                    speculation=choice,
                    asked_at=self._clock(),
                    queued_id=waiting[0].id,
                )
                found.append(send)

        self._desk.attempt(number, read)
        return found[0] if found else None

    def _on_accepted(self, submission: Submission) -> None:
        if self._sends is not None and submission is self._sends:
            self._sends = None
            self.read_again()

    def _tell(self) -> None:
        is_held = bool(self.shown.waiting) and self._desk.state.conversation_id not in self._going
        self.shown = replace(self.shown, is_held=is_held)
        self.changed.emit(self.shown)
