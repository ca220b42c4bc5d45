"""Copies of messages and of whole branches for the clipboard.

Who asks for Markdown or for plain text gets that and nothing else. A copy that names neither is the Markdown as it was
written, and beside it what it looks like, as HTML for word processors and mail, up to `MAX_IN_SLICES`.

A plain text is made from what is shown message by message, HTML part by part, both in slices: neither a conversation of
thousands of messages nor a very long answer holds up the window. The clipboard is set once for each copy, or programs
that remember what was copied would have it twice.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from inglenook_engine.reasoning import answer_of
from PySide6.QtCore import QObject, QTimer, Signal

from ..markdown import Segment, Segmenter
from ..markdown_lines import with_closed_fence
from ..models.transcript import Speaker, TranscriptItem, TranscriptModel
from .formulas import nothing_drawn
from .rich_copy import MAX_IN_SLICES, RichCopy, finish_on_clipboard, put_on_clipboard, put_unfinished
from .rich_text import TextStyle
from .transcript_selection import whole_text

SLICE_S = 0.008
"""Longest time for one slice of work, in seconds; a message is never divided for a plain text, nor a part for HTML."""
FIRST_SLICE_S = 0.02
"""The same of the first for a message: the HTML of most answers is done in it."""
_PORTION = 8_000
"""Characters that are looked through for parts in one go."""
_Work: TypeAlias = Generator[None, None, tuple[str, str]]
"""What is done between two pauses; at the end the text and the HTML."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyWish:
    """For text alone. key: of the message. is_branch: everything down to it too, with who said what. is_plain: without
    Markdown."""

    key: int
    is_branch: bool
    is_plain: bool


class Copying(QObject):
    """style: of the moment. copied: what was wished for last is done."""

    copied = Signal()

    def __init__(self, model: TranscriptModel, style: Callable[[], TextStyle], parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._style = style
        self._work: _Work | None = None
        self._is_early = False  # all but the HTML that is being worked on is there
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._next_slice)

    def do(self, wish: CopyWish) -> None:
        """A wish that comes while another is being worked on replaces it. Harmless for a message that is gone."""
        last = self._model.row_of(wish.key)
        if last is None:
            return
        first = 0 if wish.is_branch else last
        items = [self._model.item(row) for row in range(first, last + 1)]
        if wish.is_plain:
            self._begin(self._plain(items, has_heads=wish.is_branch))
        else:
            self._stop()
            self._finish(self._markdown(items) if wish.is_branch else said(items[0]), "")

    def copy_message(self, key: int) -> None:
        """As it was written, with its looks beside it. Where these take long the text is there at once, its characters
        stand for them in the HTML, and they take their place as long as the clipboard holds it. As `do` otherwise."""
        row = self._model.row_of(key)
        if row is None:
            return
        item = self._model.item(row)
        text = said(item)
        if item.speaker is Speaker.PERSON or len(text) > MAX_IN_SLICES:  # what a person wrote has no looks
            self._stop()
            self._finish(text, "")
            return
        self._begin(self._with_looks(item, text), FIRST_SLICE_S)
        if self._work is not None:
            self._is_early = True
            put_unfinished(text)

    def _begin(self, work: _Work, slice_s: float = SLICE_S) -> None:
        self._stop()
        self._work = work
        self._slice(slice_s)

    def _stop(self) -> None:
        self._timer.stop()
        self._work = None
        self._is_early = False

    def _next_slice(self) -> None:
        self._slice(SLICE_S)

    def _slice(self, slice_s: float) -> None:
        assert self._work is not None
        until = time.monotonic() + slice_s
        try:
            while time.monotonic() < until:
                next(self._work)
        except StopIteration as end:
            self._finish(*end.value)
        else:
            self._timer.start(0)

    def _finish(self, text: str, markup: str) -> None:
        is_early = self._is_early
        self._stop()
        if is_early:
            finish_on_clipboard(text, markup)
        else:
            put_on_clipboard(text, markup)
        self.copied.emit()

    def _markdown(self, items: Sequence[TranscriptItem]) -> str:
        heads = self._heads()
        texts = [f"## {heads[item.speaker]}\n\n{with_closed_fence(said(item).strip())}" for item in items]
        return "\n\n".join(texts) + "\n"

    def _plain(self, items: Sequence[TranscriptItem], *, has_heads: bool) -> _Work:
        heads = self._heads()
        texts: list[str] = []
        for item in items:
            if texts:
                yield
            text = plain_text(item, self._style())
            texts.append(f"{heads[item.speaker]}:\n{text}" if has_heads else text)
        return "\n\n".join(texts), ""

    def _with_looks(self, item: TranscriptItem, text: str) -> _Work:
        rich = RichCopy(MAX_IN_SLICES)
        style = replace(self._style(), look_up=nothing_drawn)
        for segment in _segments(item):
            if rich.is_full:
                break
            whole_text([segment], style, rich)
            yield
        pieces: list[str] = []
        for piece in rich.pieces():
            pieces.append(piece)
            yield
        return text, "".join(pieces)

    def _heads(self) -> dict[Speaker, str]:
        return {
            Speaker.PERSON: self.tr("You"),
            Speaker.MODEL: self.tr("Answer"),
            Speaker.SYSTEM: self.tr("Instructions"),
        }


def plain_text(item: TranscriptItem, style: TextStyle) -> str:
    """What is shown of a message, without Markdown."""
    style = replace(style, look_up=nothing_drawn)  # nothing is drawn for a copy
    return whole_text(_segments(item), style).strip("\n")


def _segments(item: TranscriptItem) -> Iterator[Segment]:
    """The parts of what is copied of a message, found as they are wanted."""
    segmenter = Segmenter(literal=item.speaker is Speaker.PERSON)
    text = said(item)
    for start in range(0, len(text), _PORTION):
        yield from segmenter.feed(text[start : start + _PORTION])
    yield from segmenter.finish()


def said(item: TranscriptItem) -> str:
    """A message without the model's reasoning, unless it is nothing else."""
    return (answer_of(item.text) or item.text) if item.speaker is Speaker.MODEL else item.text
