"""Copies of messages and of whole branches for the clipboard, as Markdown or as plain text.

A plain text is made from what is shown, message by message, in slices, so that a conversation of thousands of messages
does not hold up the window. Beside it goes the same as HTML for programs that write letters, up to `MAX_IN_SLICES`. Who
asks for Markdown wants its marks, and gets nothing else.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from inglenook_engine.reasoning import answer_of
from PySide6.QtCore import QObject, QTimer, Signal

from ..markdown import Segmenter
from ..markdown_lines import with_closed_fence
from ..models.transcript import Speaker, TranscriptItem, TranscriptModel
from .formulas import nothing_drawn
from .rich_copy import MAX_IN_SLICES, RichCopy, put_on_clipboard
from .rich_text import TextStyle
from .transcript_selection import whole_text

SLICE_S = 0.008
"""Longest time for one slice of work, in seconds; a message is never divided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyWish:
    """key: of the message. is_branch: everything down to it too, with who said what. is_plain: without Markdown."""

    key: int
    is_branch: bool
    is_plain: bool


class Copying(QObject):
    """style: of the moment. copied: the clipboard holds what was wished for last."""

    copied = Signal()

    def __init__(self, model: TranscriptModel, style: Callable[[], TextStyle], parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._style = style
        self._texts: list[str] = []
        self._rich = RichCopy(MAX_IN_SLICES)
        self._items: list[TranscriptItem] = []
        self._has_heads = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._slice)

    def do(self, wish: CopyWish) -> None:
        """A wish that comes while another is being worked on replaces it. Harmless for a message that is gone."""
        last = self._model.row_of(wish.key)
        if last is None:
            return
        first = 0 if wish.is_branch else last
        items = [self._model.item(row) for row in range(first, last + 1)]
        self._timer.stop()
        if not wish.is_plain:
            self._finish(self._markdown(items) if wish.is_branch else said(items[0]), "")
            return
        self._texts, self._items, self._has_heads = [], items[::-1], wish.is_branch
        self._rich = RichCopy(MAX_IN_SLICES)
        self._slice()

    def _markdown(self, items: Sequence[TranscriptItem]) -> str:
        heads = self._heads()
        texts = [f"## {heads[item.speaker]}\n\n{with_closed_fence(said(item).strip())}" for item in items]
        return "\n\n".join(texts) + "\n"

    def _slice(self) -> None:
        until = time.monotonic() + SLICE_S
        style, heads = self._style(), self._heads()
        while self._items:
            item = self._items.pop()
            head = f"{heads[item.speaker]}:"
            if self._has_heads:
                self._rich.add_head(head)
            text = plain_text(item, style, self._rich)
            self._texts.append(f"{head}\n{text}" if self._has_heads else text)
            if self._items and time.monotonic() >= until:
                self._timer.start(0)
                return
        self._finish("\n\n".join(self._texts), self._rich.html())
        self._texts, self._rich = [], RichCopy(MAX_IN_SLICES)

    def _finish(self, text: str, markup: str) -> None:
        put_on_clipboard(text, markup)
        self.copied.emit()

    def _heads(self) -> dict[Speaker, str]:
        return {
            Speaker.PERSON: self.tr("You"),
            Speaker.MODEL: self.tr("Answer"),
            Speaker.SYSTEM: self.tr("Instructions"),
        }


def plain_text(item: TranscriptItem, style: TextStyle, rich: RichCopy | None = None) -> str:
    """What is shown of a message, without Markdown. rich: takes the same with its looks."""
    style = replace(style, look_up=nothing_drawn)  # nothing is drawn for a copy
    segmenter = Segmenter(literal=item.speaker is Speaker.PERSON)
    return whole_text([*segmenter.feed(said(item)), *segmenter.finish()], style, rich).strip("\n")


def said(item: TranscriptItem) -> str:
    """A message without the model's reasoning, unless it is nothing else."""
    return (answer_of(item.text) or item.text) if item.speaker is Speaker.MODEL else item.text
