"""What a search of the hub found, or what is recommended, as a Qt item model. Holds rows; asks nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ..models_shown import FoundModel
from .tooltips import inert

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class FoundModelsModel(QAbstractListModel):
    """DisplayRole: the name as the hub gives it. What else a row says is painted from `row`, and spoken by `describe`,
    which the view sets."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[FoundModel, ...] = ()
        self.describe: Callable[[FoundModel], str] = _name_of

    def row(self, number: int) -> FoundModel:
        return self._rows[number]

    def set_rows(self, rows: tuple[FoundModel, ...]) -> None:
        if rows != self._rows:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.describe(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return inert(self.describe(row))
        return None


def _name_of(row: FoundModel) -> str:
    return row.name
