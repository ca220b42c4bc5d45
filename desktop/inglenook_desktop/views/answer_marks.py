"""What became of an answer, as the person says: the words for it, and the commands that mark the last answer or make it
once more."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from ..commands import CommandGroup, Commands
from ..message_wishes import Mark
from ..models.transcript import TranscriptItem
from .replay_dialog import ReplayDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ..branching import Branching
    from ..replaying import Replaying
    from .columns import Columns

OUTCOMES = ("used", "good", "bad")
"""The values of `store.records.Outcome`, which takes long to import."""


def outcome_text(outcome: str) -> str:
    tr = QCoreApplication.translate
    match outcome:
        case "used":
            return tr("marks", "Used")
        case "good":
            return tr("marks", "Good")
        case _:
            return tr("marks", "Bad")


def outcome_help(outcome: str) -> str:
    tr = QCoreApplication.translate
    match outcome:
        case "used":
            return tr("marks", "It went where it was meant to go. Statistics tell what used answers cost")
        case "good":
            return tr("marks", "It was right, whatever becomes of it")
        case _:
            return tr("marks", "It was wrong, or of no use")


def marked_text(outcome: str) -> str:
    """Under an answer, behind its figures."""
    tr = QCoreApplication.translate
    match outcome:
        case "used":
            return tr("marks", "marked as used")
        case "good":
            return tr("marks", "marked as good")
        case _:
            return tr("marks", "marked as bad")


class AnswerMarks(QObject):
    """The commands. The same key once more takes the mark away."""

    def __init__(
        self,
        columns: Columns,
        branching: Branching,
        replaying: Replaying,
        commands: Commands,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._columns = columns
        self._branching = branching
        self._replaying = replaying
        self._window = window
        tr, group, has = QCoreApplication.translate, CommandGroup.ANSWER, self._has_answer
        for outcome, title, keys in (
            ("used", tr("commands", "Mark the last answer as used"), "F7"),
            ("good", tr("commands", "Mark the last answer as good"), "F8"),
            ("bad", tr("commands", "Mark the last answer as bad"), "F9"),
        ):
            commands.add(f"answer.mark_{outcome}", title, partial(self.mark, outcome), group=group, keys=keys, when=has)

        commands.add("answer.replay", tr("commands", "Replay the last answer"), self.replay_last, group=group, when=has)

    def replay(self, message_id: int) -> None:
        """In a dialog, which tells what is in the way too."""
        dialog = ReplayDialog(self._replaying, self._window)
        dialog.open()
        self._replaying.begin(message_id)

    def replay_last(self) -> None:
        """Harmless where there is no answer."""
        item = self._last_answer()
        if item is not None:
            self.replay(item.key)

    def mark(self, outcome: str) -> None:
        """Harmless where there is no answer."""
        item = self._last_answer()
        if item is not None:
            wanted = "" if item.outcome == outcome else outcome
            self._branching.do(Mark(message_id=item.key, outcome=wanted))

    def _last_answer(self) -> TranscriptItem | None:
        row = self._columns.last(_can_mark)
        return None if row is None else self._columns.current.model.item(row)

    def _has_answer(self) -> bool:
        return self._last_answer() is not None


def _can_mark(item: TranscriptItem) -> bool:
    return item.can_mark
