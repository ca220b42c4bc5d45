"""Marks in the transcript: what is looked for, in every visible part; and the message that somebody jumped to.

Works on the parts that are visible, after each layout, and remembers which it has marked. Where something stands in a
message it is told in characters of the source; the place on the screen is found in what is shown of it.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit, QWidget

from ..models.finding import Spans, Spot
from .rich_text import SafeDocument
from .text_piece import TextPiece
from .transcript_colors import mix
from .transcript_selection import Slot
from .transcript_view import TranscriptView

FLASH_MS = 1_500
"""How long a message that was jumped to is outlined."""

_ROOM_ABOVE = 3
"""A place that was scrolled to stands so far down: a third of the view."""

SpansOf = Callable[[str], Spans]
_Key = tuple[int, int, int, int, Slot]


class TranscriptMarks(QObject):
    def __init__(self, view: TranscriptView, parent: QObject) -> None:
        super().__init__(parent)
        self._view = view
        self._spans_of: SpansOf | None = None
        self._generation = 0
        self._spot: Spot | None = None
        self._slot: Slot | None = None
        self._ordinal = 0
        self._marked: dict[TextPiece, _Key] = {}
        self._outline = _Outline(view.viewport())
        self._flash_row: int | None = None
        self._flash_timer = QTimer(self)
        self._flash_timer.setSingleShot(True)
        self._flash_timer.setInterval(FLASH_MS)
        self._flash_timer.timeout.connect(self._end_flash)
        view.laid_out.connect(self._on_laid_out)

    def show(self, spans_of: SpansOf | None) -> None:
        """Mark what this finds in a text; None takes all marks away."""
        self._spans_of = spans_of
        self._spot = self._slot = None
        self._generation += 1
        self._apply()

    def go_to(self, spot: Spot) -> None:
        """Make it the current one, and scroll to it where it is not in view."""
        self._spot = spot
        self._slot, within = self._view.slot_of(spot.row, spot.start)
        source = self._view.source_of(self._slot)
        spans = [] if self._spans_of is None else self._spans_of(source)
        self._ordinal = sum(1 for start, _ in spans if start < within)
        self._generation += 1
        self._view.bring_into_view(self._slot, 0)
        self._apply()
        y = self._y_of_current()
        if y is not None:
            self._view.bring_into_view(self._slot, y)

    def flash(self, row: int) -> None:
        """Outline a message for a moment."""
        self._flash_row = row
        self._outline.set_color(self._view.palette().color(self._view.palette().ColorRole.Highlight))
        self._place_outline()
        self._flash_timer.start()

    def _on_laid_out(self) -> None:
        if self._spans_of is not None or self._marked:
            self._apply()
        if self._flash_row is not None:
            self._place_outline()

    def _apply(self) -> None:
        live = self._view.visible_texts()
        if self._spans_of is None:
            for text in self._marked:
                text.setExtraSelections([])
            self._marked.clear()
            return
        for slot, text in live:
            document = text.document()
            key = id(document), document.revision(), document.characterCount(), self._generation, slot
            if self._marked.get(text) != key:
                self._mark(text, slot, self._spans_of)
                self._marked[text] = key

    def _mark(self, text: TextPiece, slot: Slot, spans_of: SpansOf) -> None:
        document = text.document()
        selections: list[QTextEdit.ExtraSelection] = []
        base = self._view.palette().color(self._view.palette().ColorRole.Base)
        accent = self._view.palette().color(self._view.palette().ColorRole.Highlight)
        spans = _places(document, spans_of)
        current = min(self._ordinal, len(spans) - 1) if slot == self._slot else -1
        for number, (start, end) in enumerate(spans):
            form = QTextCharFormat()
            is_current = number == current
            form.setBackground(accent if is_current else mix(base, accent, 0.28))
            if is_current:
                form.setForeground(self._view.palette().color(self._view.palette().ColorRole.HighlightedText))
            cursor = QTextCursor(document)
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            selection = QTextEdit.ExtraSelection()
            selection.cursor, selection.format = cursor, form
            selections.append(selection)
        text.setExtraSelections(selections)

    def _y_of_current(self) -> int | None:
        """Pixels from the top of its part to the current place; None when it is not laid out."""
        for slot, text in self._view.visible_texts():
            if slot == self._slot:
                selections = text.extraSelections()
                if selections:
                    cursor = selections[min(self._ordinal, len(selections) - 1)].cursor
                    return int(text.cursorRect(cursor).top())
        return None

    def _place_outline(self) -> None:
        rect = None if self._flash_row is None else self._view.row_rect(self._flash_row)
        if rect is None:
            self._outline.hide()
        else:
            self._outline.setGeometry(rect)
            self._outline.show()
            self._outline.raise_()

    def _end_flash(self) -> None:
        self._flash_row = None
        self._outline.hide()


class _Outline(QWidget):
    """A quiet frame around a message; the pointer does not notice it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._color = QColor()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def set_color(self, color: QColor) -> None:
        self._color = color
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill = QColor(self._color)
        fill.setAlphaF(0.08)
        painter.setBrush(fill)
        painter.setPen(self._color)
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), 10, 10)


def _places(document: QTextDocument, spans_of: SpansOf) -> Spans:
    """What is found in what is shown, in UTF-16 units. Formulas are looked through as they were written, and marked as
    a whole."""
    shown = document.toRawText()
    sources = document.formulas if isinstance(document, SafeDocument) else {}
    if not sources:
        return _in_units(shown, spans_of(shown))
    written: list[str] = []
    begins: list[int] = []
    ends: list[int] = []
    unit = 0
    for character in shown:
        after = unit + (2 if character > "\uffff" else 1)
        text = sources.get(unit, character)
        written.append(text)
        begins += [unit] * len(text)
        ends += [after] * len(text)
        unit = after
    return [(begins[start], ends[end - 1]) for start, end in spans_of("".join(written)) if end > start]


def _in_units(text: str, spans: Spans) -> Spans:
    """Characters as the UTF-16 units that Qt counts in."""
    if not spans or text.isascii() or max(text) <= "\uffff":
        return spans
    units: Spans = []
    at, n_units = 0, 0
    for start, end in spans:
        n_units += len(text[at:start].encode("utf-16-le", "surrogatepass")) // 2
        length = len(text[start:end].encode("utf-16-le", "surrogatepass")) // 2
        units.append((n_units, n_units + length))
        at, n_units = end, n_units + length
    return units
