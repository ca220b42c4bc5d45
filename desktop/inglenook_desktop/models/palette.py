"""What the command palette offers, in the order in which it is likely to be meant. The ranking is pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ..fuzzy import Span, fit, fit_of_words

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()

MAX_SHOWN = 60

MAX_RECENT = 40
"""Choices that are remembered."""

_RECENT, _RECENT_FADES = 30.0, 0.85
"""What the last choice is worth beside how well a name fits, and how much of it each earlier one."""

_OF_GROUP = 25.0
"""How much less a name is worth that fits only together with the name of its group."""


class EntryKind(StrEnum):
    COMMAND = "command"
    SETTING = "setting"
    CONVERSATION = "conversation"


_WORTH = {EntryKind.COMMAND: 6.0, EntryKind.SETTING: 3.0, EntryKind.CONVERSATION: 0.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """key: a command's, a setting's with the value to give it behind "=", or a conversation's id. group: the menu or
    section it is of. keys: its shortcut as the system writes it, "" for none. is_on: it is in force now. words: what
    else people call it, never shown."""

    kind: EntryKind
    key: str
    title: str
    group: str
    keys: str = ""
    is_on: bool = False
    words: str = ""

    @property
    def id(self) -> str:
        """To remember its use by."""
        return f"{self.kind}:{self.key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """spans: what of the title was typed."""

    entry: Entry
    score: float = 0.0
    spans: tuple[Span, ...] = field(default=())


def ranked(typed: str, entries: Iterable[Entry], recent: Sequence[str]) -> list[Ranked]:
    """The best first. recent: ids of entries chosen before, the last one first. With nothing typed, those, and then
    all in their own order."""
    worth = {one: _RECENT * _RECENT_FADES**place for place, one in enumerate(recent)}
    found: list[Ranked] = []
    for entry in entries:
        fitting = fit(typed, entry.title)
        below = 0.0
        if fitting is None:
            fitting, below = fit(typed, f"{entry.title} {entry.group}"), _OF_GROUP
        other = (
            fit_of_words(typed, f"{entry.title} {entry.group} {entry.words}") if entry.words and typed.strip() else None
        )
        if other is not None and (fitting is None or other.score > fitting.score - below):
            fitting, below = other, 0.0
        if fitting is None:
            continue
        score = worth.get(entry.id, 0.0)
        if typed.strip():
            score += fitting.score - below + _WORTH[entry.kind]
        length = len(entry.title)
        spans = tuple((start, min(end, length)) for start, end in fitting.spans if start < length)
        found.append(Ranked(entry=entry, score=score, spans=spans))
    found.sort(key=lambda one: -one.score)  # stable: of equal worth in the order given
    return found[:MAX_SHOWN]


def with_use(recent: Sequence[str], used: str) -> tuple[str, ...]:
    """recent, with this one used now."""
    return (used, *(one for one in recent if one != used))[:MAX_RECENT]


class PaletteModel(QAbstractListModel):
    """The ranked entries as rows. What a screen reader says of a row names its group, its state and its keys."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Ranked] = []

    def show(self, rows: Sequence[Ranked]) -> None:
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def row(self, row: int) -> Ranked:
        return self._rows[row]

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        entry = self._rows[index.row()].entry
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            state = self.tr("in force") if entry.is_on else ""
            return ", ".join(filter(None, (entry.title, entry.group, state, entry.keys)))
        return None
