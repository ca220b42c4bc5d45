"""What a person wants of a message becomes branches of the conversation in view: nothing is ever overwritten."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from inglenook_engine.types import GenerateParams
from PySide6.QtCore import QObject, Signal

from .answer_start import start_of
from .answering import Answering
from .desk import Desk
from .message_wishes import AskAnew, Continue, Fork, Mark, MessageWish, Regenerate, Rewrite, ShowBranch
from .submissions import Send, Submission
from .unsent_edits import UnsentEdits

if TYPE_CHECKING:
    from .store import Store


class Branching(QObject):
    """edit_stored: what was made of this message is stored, its editor may close. changed: the store has another branch
    in view. forked: the id of a new conversation."""

    edit_stored = Signal(int)
    changed = Signal()
    forked = Signal(int)

    def __init__(self, desk: Desk, answering: Answering, edits: UnsentEdits, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._answering = answering
        self._edits = edits
        answering.accepted.connect(self._on_accepted)

    def do(self, wish: MessageWish) -> None:
        number = self._desk.state.conversation_id
        match wish:
            case ShowBranch(message_id=message_id):
                if self._desk.attempt(number, lambda store: store.tree.show(message_id)):
                    self.changed.emit()
            case AskAnew(message_id=message_id, text=text):
                self._answering.submit(text, instead_of=message_id)
            case Rewrite(message_id=message_id, text=text):
                if self._desk.attempt(number, lambda store: store.tree.edit_answer(message_id, text)):
                    self._end_edit(message_id)
                    self.changed.emit()
            case Regenerate(message_id=message_id, model=model, params=params, preset=preset):
                self._answering.regenerate(message_id, model=model, params=params, preset=preset)
            case Continue(message_id=message_id):
                self._answering.go_on(message_id)
            case Fork() if self._desk.state.is_private:
                pass  # nothing of it goes into a conversation that is kept, and there is one private one at most
            case Fork(message_id=message_id):
                forks: list[int] = []
                if self._desk.attempt(number, lambda store: forks.append(store.tree.fork(message_id).id)):
                    self.forked.emit(forks[0])
            case Mark(message_id=message_id, outcome=outcome):
                from .store.records import Outcome  # here: the store takes longer to import than the window to open

                wanted = Outcome(outcome) if outcome else None
                if self._desk.attempt(number, lambda store: store.record.mark(message_id, wanted)):
                    self.changed.emit()
            case _:
                assert_never(wish)

    def params_of(self, message_id: int) -> GenerateParams | None:
        """What an answer was made with; what its conversation would use where no model made it. None when the store
        refuses, which is told."""
        number = self._desk.state.conversation_id
        found: list[GenerateParams] = []

        def read(store: Store) -> None:
            run = store.run_of_message(message_id)
            found.append(start_of(store, number).params(random_seed=0) if run is None else run.params)

        self._desk.attempt(number, read)
        return found[0] if found else None

    def _on_accepted(self, submission: Submission) -> None:
        if isinstance(submission, Send) and submission.instead_of is not None:
            self._end_edit(submission.instead_of)

    def _end_edit(self, message_id: int) -> None:
        self._edits.stored(message_id)
        self.edit_stored.emit(message_id)
