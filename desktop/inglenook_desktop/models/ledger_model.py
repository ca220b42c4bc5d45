"""The ledger of the network as a Qt table, the newest request first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ..models_shown import ShownRequest
from .tooltips import inert

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class LedgerModel(QAbstractTableModel):
    """headings, words: of the columns; the view's, which translates."""

    def __init__(
        self, headings: Sequence[str], words: Callable[[ShownRequest], tuple[str, ...]], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._headings = tuple(headings)
        self._words = words
        self._rows: tuple[ShownRequest, ...] = ()

    @property
    def rows(self) -> tuple[ShownRequest, ...]:
        return self._rows

    def set_rows(self, rows: Sequence[ShownRequest]) -> None:
        """rows: in the order in which they happened."""
        self.beginResetModel()
        self._rows = tuple(reversed(rows))
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._headings)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        text = self._words(self._rows[index.row()])[index.column()]
        return text if role == Qt.ItemDataRole.DisplayRole else inert(text)
