"""What a person is making of messages and has not sent: kept on the disk while they type, open again when they return.

The view shows the texts; this knows which of them the store does not have yet. One that the store refuses is offered to
it again. Sending an edit makes the store forget it, in the same transaction.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from inglenook_engine.errors import UserFacingError
from PySide6.QtCore import QObject, QTimer, Signal

from .desk import Desk
from .unsent_text import RETRY_MS, SAVE_MS, UnsentText, is_gone, pause_ms


@dataclass(frozen=True, slots=True, kw_only=True)
class _Edit:
    """text: None when the person gave it up."""

    conversation_id: int
    text: str | None


class UnsentEdits(QObject):
    """found: texts by message id, of the conversation that is shown next. dropped: the edit of this message is no more.
    closed: none of those that are open is of the store that comes next."""

    found = Signal(object)
    dropped = Signal(int)
    closed = Signal()

    def __init__(self, desk: Desk, unsent: UnsentText, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._unsent = unsent
        self._waiting: dict[int, _Edit] = {}
        self._pause_ms = SAVE_MS
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.save)

    def typed(self, message_id: int, text: str) -> None:
        """A message of the conversation in view may become this."""
        number = self._desk.state.conversation_id
        if number is not None:
            self._waiting[message_id] = _Edit(conversation_id=number, text=text)
            if not self._timer.isActive():
                self._timer.start(self._pause_ms)

    def give_up(self, message_id: int) -> None:
        """The message in view stays as it was."""
        number = self._desk.state.conversation_id
        if number is not None:
            self._waiting[message_id] = _Edit(conversation_id=number, text=None)
            self.save()

    def stored(self, message_id: int) -> None:
        """It is a message now, and the store has forgotten the edit."""
        self._waiting.pop(message_id, None)

    def open(self, conversation_id: int | None) -> None:
        """This conversation is shown next; None for a new one."""
        self.save()
        if conversation_id is None:
            return
        texts: dict[int, str | None] = {}
        self._desk.attempt(conversation_id, lambda store: texts.update(store.shelf.edits(conversation_id)))
        waiting = ((key, edit) for key, edit in self._waiting.items() if edit.conversation_id == conversation_id)
        texts.update((message_id, edit.text) for message_id, edit in waiting)
        found = {message_id: text for message_id, text in texts.items() if text is not None}
        if found:
            self.found.emit(found)

    def save(self) -> None:
        """Now, whatever the store does not have."""
        self._timer.stop()
        if not self._waiting:
            return
        start_s = time.monotonic()
        for message_id, edit in list(self._waiting.items()):
            self._save(message_id, edit)
        self._pause_ms = pause_ms(time.monotonic() - start_s)
        if self._waiting:
            self._timer.start(RETRY_MS)

    def release(self) -> None:
        """The store is about to be closed."""
        self.save()
        self._timer.stop()
        self._waiting.clear()
        self.closed.emit()

    def forget(self, conversation_id: int) -> None:
        """A conversation that is to leave no trace."""
        store = self._desk.store_of(conversation_id)
        ids = {key for key, edit in self._waiting.items() if edit.conversation_id == conversation_id}
        if store is not None:
            ids.update(store.shelf.edits(conversation_id))
        for message_id in ids:
            self._waiting.pop(message_id, None)
            self.dropped.emit(message_id)

    @property
    def unsaved(self) -> str:
        """Text that would be lost with the window, after trying once more. Nothing of a private conversation."""
        self.save()
        private_id = self._desk.state.private_id
        texts = (edit.text or "" for edit in self._waiting.values() if edit.conversation_id != private_id)
        return "\n\n".join(text for text in texts if text.strip())

    def _save(self, message_id: int, edit: _Edit) -> None:
        """A refusal is no notice: nothing is lost while the window is open, and the next attempt comes by itself."""
        store = self._desk.store_of(edit.conversation_id)
        if store is None:
            return
        try:
            if edit.text is None:
                store.shelf.forget_edit(message_id)
            else:
                store.shelf.keep_edit(message_id, edit.text)
        except UserFacingError:
            if edit.conversation_id == self._desk.state.conversation_id or not is_gone(store, edit.conversation_id):
                return
            if edit.text:  # deleted elsewhere; a new conversation may have use for the text
                self._unsent.add(edit.text)
            self.dropped.emit(message_id)
        del self._waiting[message_id]
