"""The variants of one repository as a Qt table: quantization, size, what it costs in quality, and whether it fits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ..models_shown import ShownVariant
from .tooltips import inert

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class VariantsModel(QAbstractTableModel):
    """headings: of the columns. words: what stands in the columns of a row; both are the view's, which translates."""

    def __init__(
        self, headings: list[str], words: Callable[[ShownVariant], tuple[str, ...]], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._headings = headings
        self._words = words
        self._rows: tuple[ShownVariant, ...] = ()

    @property
    def rows(self) -> tuple[ShownVariant, ...]:
        return self._rows

    def row_of(self, key: str) -> int | None:
        return next((number for number, row in enumerate(self._rows) if row.key == key), None)

    def set_rows(self, rows: tuple[ShownVariant, ...]) -> None:
        """Rows with the same keys keep what is chosen."""
        if [row.key for row in rows] == [row.key for row in self._rows]:
            self._rows = rows
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(self._headings) - 1))
            return
        self.beginResetModel()
        self._rows = rows
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
