"""The conversation list as a Qt item model. Holds what the store said last; asks for a rename, never does one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QDate,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTime,
    Signal,
)

if TYPE_CHECKING:
    from ..store.records import Conversation

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()

ID_ROLE = Qt.ItemDataRole.UserRole
WHEN_ROLE = Qt.ItemDataRole.UserRole + 1


class ConversationListModel(QAbstractListModel):
    """One row a conversation, newest first. `rename_requested(id, title)` when a title was edited in place."""

    rename_requested = Signal(int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Conversation] = []

    def set_conversations(self, conversations: Sequence[Conversation]) -> None:
        """Show these. Rows that stay in place are only repainted, so that a selection or an open editor survives."""
        new = list(conversations)
        if [row.id for row in new] != [row.id for row in self._rows]:
            self.beginResetModel()
            self._rows = new
            self.endResetModel()
            return
        changed = [i for i, (old, row) in enumerate(zip(self._rows, new, strict=True)) if old != row]
        self._rows = new
        if changed:
            self.dataChanged.emit(self.index(changed[0]), self.index(changed[-1]))

    def row_of(self, conversation_id: int | None) -> int | None:
        return next((i for i, row in enumerate(self._rows) if row.id == conversation_id), None)

    def conversation(self, row: int) -> Conversation:
        return self._rows[row]

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return row.title or self.tr("New conversation")
            case Qt.ItemDataRole.EditRole:
                return row.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{row.title or self.tr('New conversation')}, {when(row.updated_at)}"
            case _ if role == ID_ROLE:
                return row.id
            case _ if role == WHEN_ROLE:
                return when(row.updated_at)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        row, title = self._rows[index.row()], " ".join(str(value).split())
        if not title or title == row.title:
            return False
        self.rename_requested.emit(row.id, title)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.isValid() else flags


def when(moment: str, *, now: datetime | None = None, locale: QLocale | None = None) -> str:
    """A stored UTC moment as people say it: the time today, then the day, then the date. "" when unreadable."""
    try:
        then = datetime.fromisoformat(moment)
    except ValueError:
        return ""
    then = (then if then.tzinfo else then.replace(tzinfo=UTC)).astimezone()
    today = (now or datetime.now(UTC)).astimezone().date()
    locale = locale or QLocale()
    days = (today - then.date()).days
    if days <= 0:
        return locale.toString(QTime(then.hour, then.minute), QLocale.FormatType.ShortFormat)
    if days < 7:
        return locale.dayName(then.isoweekday(), QLocale.FormatType.LongFormat)
    return locale.toString(QDate(then.year, then.month, then.day), "d MMM" if then.year == today.year else "d MMM yyyy")
