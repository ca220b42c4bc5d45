"""What a search found, as a Qt list model."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from .conversations import when

if TYPE_CHECKING:
    from ..store.search import Hit

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


MAX_HITS = 50
_WORDS_TO_FIND = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """text: what was looked for. hits: the best first. problem: why nothing could be looked for, "" when all is well.

    is_more: there may be others beyond these."""

    text: str
    hits: tuple[Hit, ...] = ()
    problem: str = ""

    @property
    def is_more(self) -> bool:
        return len(self.hits) >= MAX_HITS


def place_of(hit: Hit, text: str) -> int:
    """Where in the message's text the snippet's first mark stands, in characters; 0 where it is not found again."""
    parts = list(hit.snippet)
    while parts and not parts[0][1]:
        parts.pop(0)
    words = "".join(part for part, _ in parts).removesuffix("…").split()[:_WORDS_TO_FIND]
    found = re.search(r"\s+".join(map(re.escape, words)), text) if words else None
    return found.start() if found else 0


class SearchResultsModel(QAbstractListModel):
    """One row a hit, the best first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hits: list[Hit] = []

    def set_hits(self, hits: Sequence[Hit]) -> None:
        self.beginResetModel()
        self._hits = list(hits)
        self.endResetModel()

    def hit(self, row: int) -> Hit:
        return self._hits[row]

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._hits):
            return None
        hit = self._hits[index.row()]
        title = hit.title or self.tr("New conversation")
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return title
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{title}, {when(hit.created_at)}, {''.join(text for text, _ in hit.snippet)}"
        return None
