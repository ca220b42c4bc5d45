"""The private conversation: a store in memory alone, which is gone when it is closed. At most one at a time.

Nothing of it is ever written to the disk: not its messages, not its unsent text, not which conversation was in view.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from .answering import Answering
from .desk import Desk
from .losses import Losses
from .state import PrivateClosed, PrivateOpened
from .unsent_edits import UnsentEdits
from .unsent_text import UnsentText

if TYPE_CHECKING:
    from .store import Store


class PrivateConversation(QObject):
    """open_store: makes the store in memory."""

    def __init__(
        self,
        desk: Desk,
        answering: Answering,
        unsent: UnsentText,
        edits: UnsentEdits,
        *,
        open_store: Callable[[], Store],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._answering = answering
        self._unsent = unsent
        self._edits = edits
        self._open_store = open_store

    def begin(self) -> int:
        """The id of the private conversation, which begins if there is none."""
        number = self._desk.state.private_id
        if number is None:
            store = self._open_store()
            number = store.create_conversation().id
            self._desk.private = store
            self._desk.apply(PrivateOpened(conversation_id=number))
        return number

    @property
    def losses(self) -> Losses:
        """What would be gone with it: messages in all branches, and text that was not sent."""
        number, store = self._desk.state.private_id, self._desk.private
        if number is None or store is None:
            return Losses()
        self._unsent.save()
        conversation = store.conversation(number)
        return Losses(
            n_private_messages=0 if conversation is None else conversation.message_count,
            has_private_text=bool(store.shelf.draft(number).strip() or store.unsent_files.of(number)),
        )

    def end(self) -> None:
        """Forget it, with an answer that is being written in it. It is not in view any more."""
        number, store = self._desk.state.private_id, self._desk.private
        if number is None or store is None:
            return
        self._answering.abandon(number)
        self._unsent.forget(number)
        self._edits.forget(number)
        self._desk.private = None
        self._desk.apply(PrivateClosed())
        store.close()
