"""Selecting and copying what the transcript shows, within a part and over many."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from ..markdown import Segment
from ..models.transcript import TranscriptModel
from .rich_copy import RichCopy, put_on_clipboard
from .rich_text import SafeDocument
from .transcript_editing import EditableCanvas
from .transcript_selection import Mark, Slot, WideSelection

DRAG_MS = 33
_DRAG_SCROLL_SHARE = 3


class SelectableCanvas(EditableCanvas):
    """Keeps the selection in place while its parts scroll away and come back. What grows does not carry away the text
    that is being selected, or was while it grew: following it begins anew at its end."""

    def __init__(self, model: TranscriptModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self._selection: WideSelection | None = None
        self._drag_from: Mark | None = None
        self._drag_at = QPoint()
        self._is_held = False  # nothing is followed while the button is down
        self._is_beside = False  # the drag began beside all text, so no widget selects within itself
        self._drag_timer = QTimer(self)
        self._drag_timer.setInterval(DRAG_MS)
        self._drag_timer.timeout.connect(self._drag_on)
        widgets = self._widgets
        widgets.copy_requested.connect(self.copy)
        widgets.select_message_requested.connect(self.select_message)
        widgets.pressed.connect(self._on_pressed)
        widgets.dragged.connect(self._on_dragged)
        widgets.released.connect(self._on_released)

    def selected_text(self) -> str:
        """What Ctrl+C would copy, as plain text."""
        return self._selected()[0]

    def copy(self) -> None:
        """The selection to the clipboard; nothing when nothing is selected."""
        text, markup = self._selected()
        if text:
            put_on_clipboard(text, markup)

    def _selected(self) -> tuple[str, str]:
        """As plain text, and as HTML."""
        if self._selection is not None:
            rich = RichCopy()
            first, last = self._selection.first.slot, self._selection.last.slot
            text = self._selection.text(self._parts(first, last), self._style, rich)
            return text, rich.html()
        for _, piece in self._widgets.text_widgets():
            if piece.textCursor().hasSelection():
                return piece.selected_text(), piece.selected_html()
        return "", ""

    def select_message(self, row: int) -> None:
        layout = self._row(row)
        if len(layout.pieces) > 1:
            last = len(layout.pieces) - 2
            # beyond the end of any part, so it need not be laid out to know where it ends
            self._set_selection(WideSelection(Mark((row, 0), 0), Mark((row, last), 1 << 30)))

    def _parts(self, first: Slot, last: Slot) -> Iterator[tuple[Slot, Segment, SafeDocument | None]]:
        slot: Slot | None = first
        while slot is not None and slot <= last:
            piece = self._row(slot[0]).pieces[slot[1]]
            if piece.segment is not None:
                yield slot, piece.segment, piece.document
            slot = self._next(slot)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """In the margin or between messages: as in a browser, what was selected is so no longer, and a drag selects
        from the nearest character."""
        is_plain = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        if is_plain and (mark := self._nearest(event.position().toPoint())) is not None:
            self._on_pressed(mark)
            self._is_beside = True
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._is_beside and event.buttons() & Qt.MouseButton.LeftButton:
            self._on_dragged(event.globalPosition().toPoint())
        else:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._is_beside:
            self._is_beside = False
            self._on_released()
        else:
            super().mouseReleaseEvent(event)

    def _on_pressed(self, mark: Mark) -> None:
        self._clear_selection()
        self._drag_from = mark
        self._drag_at = QPoint()
        self._is_beside = False
        self._is_held = self._follows and self._is_growing
        self._follows = self._follows and not self._is_held

    def _on_released(self) -> None:
        self._drag_timer.stop()
        was_held, self._is_held = self._is_held, False
        if not self._has_selection:
            if was_held:
                self.scroll_to_bottom()
        elif self._is_growing:
            self._follows = False

    @property
    def _is_growing(self) -> bool:
        n_rows = len(self._model)
        return n_rows > 0 and self._model.item(n_rows - 1).is_streaming

    @property
    def _has_selection(self) -> bool:
        return self._selection is not None or any(
            piece.textCursor().hasSelection() for _, piece in self._widgets.text_widgets()
        )

    def _on_dragged(self, global_position: QPoint) -> None:
        self._drag_at = self.viewport().mapFromGlobal(global_position)
        self._drag_to(self._drag_at)
        is_outside = not 0 <= self._drag_at.y() < self.viewport().height()
        if is_outside and self._selection is not None:
            self._drag_timer.start()
        else:
            self._drag_timer.stop()

    def _drag_on(self) -> None:
        """While the pointer is held outside, the text moves under it."""
        y, height = self._drag_at.y(), self.viewport().height()
        outside = y if y < 0 else y - height if y >= height else 0
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + outside // _DRAG_SCROLL_SHARE)
        self._drag_to(self._drag_at)

    def _drag_to(self, point: QPoint) -> None:
        """Moves the head of the selection to the text nearest to a point in the viewport."""
        head = self._nearest(point)
        if self._drag_from is None or head is None:
            return
        if head.slot == self._drag_from.slot and self._selection is None and not self._is_beside:
            return  # the widget selects within itself
        self._set_selection(WideSelection(self._drag_from, head))

    def _nearest(self, point: QPoint) -> Mark | None:
        """The place in the visible text that is nearest to a point in the viewport; None where there is no text."""
        texts = self._widgets.text_widgets()
        if not texts:
            return None
        slot, text = texts[-1]
        for candidate, widget in texts:
            bottom = widget.viewport().mapTo(self.viewport(), QPoint(0, widget.viewport().height())).y()
            if point.y() < bottom:
                slot, text = candidate, widget
                break
        return Mark(slot, text.position_at(text.viewport().mapFrom(self.viewport(), point)))

    def _set_selection(self, selection: WideSelection) -> None:
        self._selection = selection
        self._apply_selection()

    def _clear_selection(self) -> None:
        self._selection = self._drag_from = None
        self._drag_timer.stop()
        for _, text in self._widgets.text_widgets():
            text.has_wide_selection = False
            text.clear_selection()

    def _apply_selection(self) -> None:
        if self._selection is None:
            return
        for slot, text in self._widgets.text_widgets():
            bounds = self._selection.within(slot, text.n_units())
            text.has_wide_selection = True
            if bounds is None:
                text.clear_selection()
            else:
                text.select(*bounds)

    def _after_layout(self) -> None:
        self._apply_selection()
