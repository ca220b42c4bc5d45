"""The conversation in view: read from its store, with what the store does not have yet, and kept in its place."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from inglenook_engine.errors import UserFacingError
from PySide6.QtCore import QObject, Signal

from .desk import Desk
from .models.transcript import TranscriptModel
from .save_queue import SaveQueue
from .state import ConversationShown, Loaded, SpeculationChosen
from .submissions import SpeculationChoice
from .unsent_edits import UnsentEdits
from .unsent_text import UnsentText

if TYPE_CHECKING:
    from .store import Run, Store


_log = logging.getLogger("inglenook.ui")

MAX_NAMED_AGAIN = 1000
"""A conversation with more messages is not read again for another model alone; it is the next time that it is read."""


class ShownConversation(QObject):
    """saves: answers that the disk does not have yet. unsent: what was typed in each conversation. edits: what its
    messages are being made of. left: the one with this id is not in view any more."""

    left = Signal(int)

    def __init__(
        self,
        desk: Desk,
        transcript: TranscriptModel,
        saves: SaveQueue,
        unsent: UnsentText,
        edits: UnsentEdits,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._transcript = transcript
        self._saves = saves
        self._unsent = unsent
        self._edits = edits
        self._model_name = ""

    def open(self, conversation_id: int | None) -> None:
        """None: an empty page; the store hears of it with the first message."""
        self._show(conversation_id)
        if not self._read(is_same=False):
            self._transcript.set_items([])  # and not the messages of the one before

    def read_again(self) -> None:
        """Something of it has changed in the store. What the reader looks at stays where it is."""
        self._read(is_same=True)

    def follow_model(self, name: str) -> None:
        """The model of this name answers from now on: answers of others say whose they are."""
        if name != self._model_name and 0 < len(self._transcript) <= MAX_NAMED_AGAIN:
            self.read_again()

    def choose_speculation(self, speculation: SpeculationChoice) -> None:
        """For its next answers; a new one takes it along when its first turn begins."""
        self._desk.apply(SpeculationChosen(speculation=speculation))
        mode, is_strict, number = speculation.mode, speculation.is_strict, self._desk.state.conversation_id
        if number is not None:
            self._desk.attempt(number, lambda store: store.set_speculation(number, mode, is_strict=is_strict))

    def _show(self, conversation_id: int | None) -> None:
        """It is the one in view, with the text that was typed in it; its messages are read afterwards."""
        before = self._desk.state.conversation_id
        self._unsent.switch(conversation_id)
        self._desk.apply(ConversationShown(conversation_id=conversation_id, speculation=SpeculationChoice()))
        self._edits.open(conversation_id)
        if before is not None and before != conversation_id:
            self.left.emit(before)

    def _read(self, *, is_same: bool) -> bool:
        """False when the store refused, which is told."""
        conversation_id = self._desk.state.conversation_id
        if conversation_id is None:
            self._transcript.set_items([])
            return True
        from .presenting import figures_of, items_of, synchronise

        def read(store: Store) -> None:
            conversation = store.conversation(conversation_id)
            if conversation is None:  # deleted elsewhere
                self._show(None)
                self._transcript.set_items([])
                return
            thread, siblings = store.tree.in_view(conversation_id)
            runs = _RunsAsked(store)
            overlays = {answer.turn.assistant_message_id: answer.item for answer in self._saves.answers}
            attachments, marks = store.attachments(conversation_id), store.context.marks(conversation_id)
            engine = self._desk.state.engine
            self._model_name = name = engine.model.name if isinstance(engine, Loaded) else ""
            items = items_of(thread, runs, overlays, siblings, attachments, marks, name)
            if is_same:
                synchronise(self._transcript, items)
            else:
                self._transcript.set_source(items)
            figures = figures_of(runs(thread[-1].id), name) if thread else None
            kept = SpeculationChoice(mode=conversation.speculation, is_strict=conversation.is_strict)
            self._desk.apply(ConversationShown(conversation_id=conversation_id, figures=figures, speculation=kept))

        return self._desk.attempt(conversation_id, read)


class _RunsAsked:
    """The newest run of an answer, when somebody looks at it: reading those of thousands of answers takes longer than
    opening a conversation may, or a jump in it."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self, message_id: int) -> Run | None:
        """None also where the store refuses: its figures are then missing below the answer."""
        try:
            return self._store.run_of_message(message_id)
        except UserFacingError as error:
            _log.warning("the figures of an answer could not be read: %s", error)
            return None
