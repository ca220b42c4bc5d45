"""The messages of the conversation in view, in the order in which they are read.

Owns their text while it streams and announces every change. Knows neither the store nor widgets.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

from PySide6.QtCore import QObject, Signal

MAX_ATTACHMENTS = 20
"""Of one message, so many are named."""


class Speaker(StrEnum):
    PERSON = "person"
    MODEL = "model"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptItem:
    """One message as it is shown.

    key: the message's id in the store. notice: a sentence under the text (interrupted, failed, cancelled), in the
    colour of errors when `is_error`. can_retry: a button beside the notice. footer: quiet figures in one line.
    detail: more about them, for whoever asks; a few lines. siblings: keys of the messages that stand beside this one
    in other branches, itself included, oldest first; () when it is alone. attachments: what came with it, a line for
    each. can_regenerate: another answer can be had beside it. can_continue: it stopped early and can go on.
    outcome: what the person said became of this answer, a value of `store.records.Outcome`; "" for nothing.
    is_left_out: the model does not read it any more. is_cut: it is the last of those, which the notice says. is_pinned:
    its turn is always read. reasoning: how long the model reasoned, "" while that is not known.
    """

    key: int
    speaker: Speaker
    text: str
    is_streaming: bool = False
    notice: str = ""
    is_error: bool = False
    can_retry: bool = False
    footer: str = ""
    detail: str = ""
    siblings: tuple[int, ...] = ()
    attachments: tuple[str, ...] = ()
    can_regenerate: bool = False
    can_continue: bool = False
    outcome: str = ""
    is_left_out: bool = False
    is_cut: bool = False
    is_pinned: bool = False
    reasoning: str = ""

    @property
    def can_edit(self) -> bool:
        """Whether another version of it can be written."""
        return self.speaker is not Speaker.SYSTEM and not self.is_streaming

    @property
    def can_mark(self) -> bool:
        """Whether the person can say what became of it."""
        return self.speaker is Speaker.MODEL and not self.is_streaming

    @property
    def place(self) -> int:
        """Among its siblings, from 0; 0 when it is alone."""
        return self.siblings.index(self.key) if self.key in self.siblings else 0

    def sibling(self, by: int) -> int | None:
        """The key of the one before (-1) or after (1), None at the ends."""
        place = self.place + by
        return self.siblings[place] if 0 <= place < len(self.siblings) else None


class ItemSource(Protocol):
    """Items that are made when they are looked at; of the others only key and text are known."""

    @property
    def keys(self) -> Sequence[int]: ...
    def texts(self) -> Iterator[str]: ...
    def text(self, row: int) -> str: ...
    def __getitem__(self, row: int) -> TranscriptItem: ...


class TranscriptModel(QObject):
    """A list of TranscriptItem. Appending text costs the length of what is appended, not of what is there; showing a
    conversation costs little for each message that is not looked at.

    inserted: told of each new row, when those that came with it are there as well. tail_replaced: from this row on
    there are other messages, in another number perhaps.
    """

    reset = Signal()
    inserted = Signal(int)
    changed = Signal(int)
    appended_text = Signal(int, str)
    tail_replaced = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: list[TranscriptItem | None] = []  # None: not made yet, `_source` has it
        self._source: ItemSource | None = None
        self._pending: dict[int, list[str]] = {}
        self._rows: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self._items)

    def __bool__(self) -> bool:
        """An empty model is a model; without this it would be false."""
        return True

    def set_items(self, items: Sequence[TranscriptItem]) -> None:
        self._items = list(items)
        self._source = None
        self._pending = {}
        self._rows = {item.key: row for row, item in enumerate(items)}
        self.reset.emit()

    def set_source(self, source: ItemSource) -> None:
        """As `set_items`, for items that are made when they are looked at."""
        self._items = [None] * len(source.keys)
        self._source = source
        self._pending = {}
        self._rows = dict(zip(source.keys, range(len(source.keys)), strict=True))
        self.reset.emit()

    def renew_source(self, source: ItemSource) -> None:
        """The same keys as far as rows are not made yet; those come from here from now on."""
        self._source = source

    def is_made(self, row: int) -> bool:
        """Whether somebody has looked at it."""
        return self._items[row] is not None

    def key(self, row: int) -> int:
        """Without making the item."""
        item = self._items[row]
        return item.key if item is not None else self._made_from.keys[row]

    def texts(self) -> Iterator[str]:
        """Of all rows, without making the items."""
        if self._source is not None and not any(self._items) and not self._pending:
            return self._source.texts()
        return (self.text(row) for row in range(len(self._items)))

    def text(self, row: int) -> str:
        """Without making the item."""
        self._check(row)
        return self._made_from.text(row) if self._items[row] is None else self.item(row).text

    def append(self, item: TranscriptItem) -> int:
        """The row of the new item."""
        row = len(self._items)
        self._append([item])
        return row

    def replace(self, row: int, item: TranscriptItem) -> None:
        self._check(row)
        self._rows.pop(self.key(row), None)
        self._rows[item.key] = row
        self._items[row] = item
        self._pending.pop(row, None)
        self.changed.emit(row)

    def replace_tail(self, row: int, items: Sequence[TranscriptItem]) -> None:
        """From this row on, which may be one past the last, show these."""
        if row == len(self._items):
            self._append(items)
            return
        self._check(row)
        if len(items) == 1 and row == len(self._items) - 1 and self.key(row) == items[0].key:
            self.replace(row, items[0])
            return
        for old in range(row, len(self._items)):
            self._rows.pop(self.key(old), None)
            self._pending.pop(old, None)
        self._items[row:] = items
        self._rows.update((item.key, place) for place, item in enumerate(items, row))
        self.tail_replaced.emit(row)

    def append_text(self, row: int, text: str) -> None:
        self._check(row)
        if text:
            self._pending.setdefault(row, []).append(text)
            self.appended_text.emit(row, text)

    def item(self, row: int) -> TranscriptItem:
        self._check(row)
        if (parts := self._pending.pop(row, None)) is not None:
            item = self._made(row)
            self._items[row] = replace(item, text="".join([item.text, *parts]))
        return self._made(row)

    def row_of(self, key: int) -> int | None:
        return self._rows.get(key)

    def _append(self, items: Sequence[TranscriptItem]) -> None:
        first = len(self._items)
        self._items += items
        self._rows.update((item.key, row) for row, item in enumerate(items, first))
        for row in range(first, len(self._items)):
            self.inserted.emit(row)

    def _made(self, row: int) -> TranscriptItem:
        item = self._items[row]
        if item is None:
            item = self._items[row] = self._made_from[row]
        return item

    @property
    def _made_from(self) -> ItemSource:
        assert self._source is not None  # or there would be no row without its item
        return self._source

    def _check(self, row: int) -> None:
        if not 0 <= row < len(self._items):
            raise IndexError(f"The transcript has {len(self._items)} messages; row {row} is not one of them.")
