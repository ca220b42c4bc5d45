"""The models on this machine as a Qt table. Holds what the library said last; reads no file.

A listing of 500 files is set at once, and a row that changes changes alone, so that what is chosen stays chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ..models_shown import ShownModel
from .tooltips import inert

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()

SORT_ROLE = Qt.ItemDataRole.UserRole
"""What a column is sorted by: names without case, sizes and speeds as numbers."""

N_COLUMNS = 7
_RIGHT = (2, 4)


class LibraryModel(QAbstractTableModel):
    """headings, words: of the columns; the view's, which translates. The words of a row are made once, because sorting
    asks for them thousands of times."""

    def __init__(
        self, headings: Sequence[str], words: Callable[[ShownModel], tuple[str, ...]], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._headings = tuple(headings)
        self._words = words
        self._rows: tuple[ShownModel, ...] = ()
        self._texts: list[tuple[str, ...]] = []

    @property
    def rows(self) -> tuple[ShownModel, ...]:
        return self._rows

    def row_of(self, path: Path) -> int | None:
        return next((number for number, row in enumerate(self._rows) if row.path == path), None)

    def set_rows(self, rows: tuple[ShownModel, ...]) -> None:
        before = self._rows
        if [row.path for row in before] != [row.path for row in rows]:
            self.beginResetModel()
            self._rows, self._texts = rows, [self._words(row) for row in rows]
            self.endResetModel()
            return
        self._rows = rows
        for number, (old, new) in enumerate(zip(before, rows, strict=True)):
            if old != new:
                self._texts[number] = self._words(new)
                self.dataChanged.emit(self.index(number, 0), self.index(number, N_COLUMNS - 1))

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else N_COLUMNS

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section in _RIGHT:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        text = self._texts[index.row()][column]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return text
            case Qt.ItemDataRole.ToolTipRole:
                return inert(str(row.path) if column == 0 else text)
            case Qt.ItemDataRole.TextAlignmentRole if column in _RIGHT:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            case _ if role == SORT_ROLE:
                return self._key(row, column, text)
            case _:
                return None

    @staticmethod
    def _key(row: ShownModel, column: int, text: str) -> Any:
        match column:
            case 2:
                return row.size_bytes
            case 3:
                return row.used_on
            case 4:
                return row.speed or 0.0
            case _:
                return text.casefold()
