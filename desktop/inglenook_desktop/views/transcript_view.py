"""The conversation on the screen: only what is visible has widgets, and those are recycled.

Owns scrolling, the place that the reader's eyes are at, and the coalescing of streamed text into frames. Every change of
a height keeps the first visible part where it is; only a reader at the end is taken along.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QDesktopServices,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QPushButton, QWidget

from ..markdown import SegmentKind
from ..models.transcript import Speaker, TranscriptItem, TranscriptModel
from .code_block import CodeBlock
from .highlight import HighlightJob, Highlights, apply_highlights, lexer_for
from .link_dialog import LinkDialog, Opener, web_address
from .message_view import MessageEnd, TextSlot
from .rich_text import TextStyle
from .transcript_colors import TranscriptColors
from .transcript_layout import END_HEIGHT, PANEL_PADDING, Heights, Piece, RowLayout

FRAME_MS = 33
MAX_TEXT_WIDTH = 760
PANEL_OUTSET = 16
"""How far the panel of a person's message reaches beyond the text column, left and right."""
MARGIN = 12
TOP_MARGIN = 18
KEPT_LAYOUTS = 200
KEPT_DOCUMENTS = 160

Slot = tuple[int, int]
PieceWidget = TextSlot | CodeBlock | MessageEnd


class TranscriptView(QAbstractScrollArea):
    """Shows a TranscriptModel. `opener` opens a web address after the person said yes to it."""

    retry_requested = Signal(int)

    def __init__(
        self, model: TranscriptModel, parent: QWidget | None = None, *, opener: Opener = QDesktopServices.openUrl
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._opener = opener
        self._rows: OrderedDict[int, RowLayout] = OrderedDict()
        self._heights = Heights()
        self._live: dict[Piece, PieceWidget] = {}
        self._slots: list[tuple[Slot, int]] = []
        self._slot_of: dict[QWidget, Slot] = {}
        self._pool: dict[type[QWidget], list[PieceWidget]] = {TextSlot: [], CodeBlock: [], MessageEnd: []}
        self._documents: OrderedDict[Piece, None] = OrderedDict()
        self._pending: dict[int, list[str]] = {}
        self._jobs: list[tuple[Piece, HighlightJob]] = []
        self._is_busy = False
        self._follows = True
        self._column_width = 0
        self._last_frame = 0.0
        self._dialog: LinkDialog | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Conversation"))
        self.verticalScrollBar().setSingleStep(24)
        self._style = self._make_style()
        self._frame_timer = QTimer(self)
        self._frame_timer.setSingleShot(True)
        self._frame_timer.timeout.connect(self.flush)
        self._highlight_timer = QTimer(self)
        self._highlight_timer.setSingleShot(True)
        self._highlight_timer.setInterval(0)
        self._highlight_timer.timeout.connect(self._highlight_slice)
        self._new_text = QPushButton(self.tr("New text below"), self)
        self._new_text.setAutoDefault(False)
        self._new_text.clicked.connect(self.scroll_to_bottom)
        self._new_text.hide()
        model.reset.connect(self._on_reset)
        model.inserted.connect(self._on_inserted)
        model.changed.connect(self._on_changed)
        model.appended_text.connect(self._on_appended_text)
        self._apply_colors()
        self._on_reset()

    # what others may ask

    def is_at_bottom(self) -> bool:
        bar = self.verticalScrollBar()
        return bar.value() >= bar.maximum() - 2

    def scroll_to_bottom(self) -> None:
        self._follows = True
        self._new_text.hide()
        self._layout_bottom()

    def scroll_to_row(self, row: int) -> None:
        """Brings the beginning of a message to the top of the view."""
        self._follows = False
        self._layout_from((row, 0), TOP_MARGIN)
        self._follows = self.is_at_bottom()

    def flush(self) -> None:
        """Shows the streamed text that has arrived. Called once a frame; a test may call it."""
        self._frame_timer.stop()
        self._last_frame = time.monotonic()
        pending, self._pending = self._pending, {}
        for row, parts in pending.items():
            layout = self._rows.get(row)
            if layout is None:
                self._heights[row] = self._estimate(self._model.item(row))
                continue
            self._forget(layout.feed("".join(parts), self._style, self._column_width))
            self._heights[row] = layout.heights.total
        self._layout_again()
        if pending and not self._follows and not self.is_at_bottom():
            self._show_new_text_button()

    # model

    def _on_reset(self) -> None:
        self._pending.clear()
        self._jobs.clear()
        self._recycle(set())
        self._rows.clear()
        self._documents.clear()
        self._follows = True
        self._new_text.hide()
        self._estimate_all()
        self._layout_bottom()

    def _on_inserted(self, row: int) -> None:
        self._heights.append(self._estimate(self._model.item(row)))
        self._layout_again()
        if not self._follows:
            self._show_new_text_button()

    def _on_changed(self, row: int) -> None:
        """The item was replaced: keep what is laid out when its text only went on."""
        self._pending.pop(row, None)
        item = self._model.item(row)
        layout = self._rows.get(row)
        if layout is None:
            self._heights[row] = self._estimate(item)
        else:
            known = layout.text()
            if layout.speaker is item.speaker and item.text.startswith(known):
                changed = layout.feed(item.text[len(known) :], self._style, self._column_width)
                if not item.is_streaming:
                    changed += layout.finish(self._style, self._column_width)
                self._forget(changed)
                self._heights[row] = layout.heights.total
            else:
                del self._rows[row]
                self._heights[row] = self._estimate(item)
            if (end := self._live.get(layout.end)) is not None:
                self._retire(layout.end, end)
        self._layout_again()

    def _on_appended_text(self, row: int, text: str) -> None:
        self._pending.setdefault(row, []).append(text)
        if not self._frame_timer.isActive():
            since_ms = (time.monotonic() - self._last_frame) * 1000
            self._frame_timer.start(max(0, round(FRAME_MS - since_ms)))

    # geometry

    def _make_style(self) -> TextStyle:
        return TextStyle.make(TranscriptColors.from_palette(self.palette()), self.font())

    def _measure_column(self) -> int:
        return max(160, min(MAX_TEXT_WIDTH, self.viewport().width() - 2 * (MARGIN + PANEL_OUTSET)))

    def _left(self) -> int:
        return max(MARGIN + PANEL_OUTSET, (self.viewport().width() - self._column_width) // 2)

    def _estimate(self, item: TranscriptItem) -> int:
        text = item.text
        prose = self._style.estimate_prose(len(text), text.count("\n"), self._column_width)
        return round(prose) + END_HEIGHT + 2 * PANEL_PADDING

    def _estimate_all(self) -> None:
        self._column_width = self._measure_column()
        heights: list[int] = []
        for row in range(len(self._model)):
            layout = self._rows.get(row)
            if layout is not None:
                layout.re_estimate(self._style, self._column_width)
                heights.append(layout.heights.total)
            else:
                heights.append(self._estimate(self._model.item(row)))
        self._heights.set_all(heights)

    def _row(self, row: int) -> RowLayout:
        layout = self._rows.get(row)
        if layout is None:
            item = self._model.item(row)
            self._pending.pop(row, None)  # the item's text holds it already
            layout = RowLayout.make(item, self._style, self._column_width)
            self._rows[row] = layout
            self._heights[row] = layout.heights.total
        self._rows.move_to_end(row)
        return layout

    def _next(self, slot: Slot) -> Slot | None:
        row, index = slot
        if index + 1 < len(self._row(row).pieces):
            return row, index + 1
        return (row + 1, 0) if row + 1 < len(self._model) else None

    def _previous(self, slot: Slot) -> Slot | None:
        row, index = slot
        if index > 0:
            return row, index - 1
        return (row - 1, len(self._row(row - 1).pieces) - 1) if row > 0 else None

    def _top_of(self, slot: Slot) -> int:
        """Pixels from the top of the transcript."""
        return TOP_MARGIN + self._heights.offset(slot[0]) + self._row(slot[0]).heights.offset(slot[1])

    def _total(self) -> int:
        return TOP_MARGIN + self._heights.total

    def _slot_at(self, y: int) -> tuple[Slot, int]:
        """The slot at `y` pixels from the top of the transcript, and where its own top is in relation to `y`."""
        row, below = self._heights.locate(max(0, y - TOP_MARGIN))
        layout = self._row(row)
        index, within = layout.heights.locate(min(below, layout.heights.total - 1))
        return (row, index), -within

    # layout

    def _layout_again(self) -> None:
        """After a change: at the end for a reader at the end, else with the first visible part unmoved."""
        if self._follows or not self._slots:
            self._layout_bottom()
            return
        slot, y = self._anchor(0)
        self._layout_from(slot, y)

    def _anchor(self, dy: int) -> tuple[Slot, int]:
        """The first part that is visible after moving everything by `dy`, and its top on the screen."""
        for slot, y in self._slots:
            if slot[0] < len(self._model) and y + dy + self._row(slot[0]).heights[slot[1]] > 0:
                return slot, y + dy
        slot, y = self._slots[-1]
        return slot, y + dy

    def _layout_bottom(self) -> None:
        if not len(self._model):
            self._recycle(set())
            self._slots = []
            self._set_range(0)
            self.viewport().update()
            return
        row = len(self._model) - 1
        index = len(self._row(row).pieces) - 1
        height = self._show((row, index))
        self._layout_from((row, index), self.viewport().height() - height)

    def _layout_from(self, slot: Slot, y: int) -> None:
        """Places widgets so that `slot` has its top at `y` on the screen, as far as the ends allow, and drops the others."""
        if self._is_busy or not len(self._model):
            return
        self._is_busy = True
        try:
            for _ in range(4):
                slots, top, bottom = self._fill(slot, y)
                shift = self._overshoot(slots[0][0], top, slots[-1][0], bottom)
                if not shift:
                    break
                y += shift
            self._place(slots)
            self._set_range(self._top_of(slots[0][0]) - slots[0][1])
        finally:
            self._is_busy = False
        self._trim()
        self.viewport().update()

    def _fill(self, slot: Slot, y: int) -> tuple[list[tuple[Slot, int]], int, int]:
        """Shows parts downwards and upwards from `slot` until the viewport is covered."""
        height = self.viewport().height()
        below: list[tuple[Slot, int]] = []
        current: Slot | None = slot
        bottom = y
        while current is not None and (bottom < height or not below):
            below.append((current, bottom))
            bottom += self._show(current)
            current = self._next(current)
        above: list[tuple[Slot, int]] = []
        top = y
        current = self._previous(slot)
        while current is not None and top > 0:
            top -= self._show(current)
            above.append((current, top))
            current = self._previous(current)
        # a jump can ask for a place beyond the viewport; leave out what cannot be seen
        slots = [*reversed(above), *below]
        while len(slots) > 1 and slots[1][1] <= 0:
            slots.pop(0)
        while len(slots) > 1 and slots[-1][1] >= height:
            bottom = slots.pop()[1]
        return slots, slots[0][1], bottom

    def _overshoot(self, first: Slot, top: int, last: Slot, bottom: int) -> int:
        """How far everything has to move so that nothing empty shows before the beginning or after the end."""
        height = self.viewport().height()
        at_start, at_end = first == (0, 0), self._next(last) is None
        if at_end and bottom < height and not (at_start and top >= TOP_MARGIN):
            shift = height - bottom
            return min(shift, TOP_MARGIN - top) if at_start else shift
        if at_start and top != TOP_MARGIN and (top > TOP_MARGIN or self._total() <= height):
            return TOP_MARGIN - top
        return 0

    def _show(self, slot: Slot) -> int:
        """Makes the part at `slot` live and returns its height with the gap above it."""
        row, index = slot
        layout = self._row(row)
        piece = layout.pieces[index]
        widget = self._live.get(piece)
        if widget is None or (piece.segment is not None and piece.document is None):
            widget = self._assign(piece, widget)
            self._slot_of[widget] = slot
            height = piece.gap + self._fill_widget(widget, piece, row)
            if layout.heights[index] != height:
                layout.heights[index] = height
                self._heights[row] = layout.heights.total
        self._slot_of[widget] = slot
        return layout.heights[index]

    def _assign(self, piece: Piece, old: PieceWidget | None) -> PieceWidget:
        kind: type[PieceWidget] = MessageEnd
        if piece.segment is not None:
            kind = CodeBlock if piece.segment.kind is SegmentKind.CODE else TextSlot
        if old is not None and type(old) is kind:
            return old
        if old is not None:
            self._retire(piece, old)
        pool = self._pool[kind]
        widget = pool.pop() if pool else self._make_widget(kind)
        self._live[piece] = widget
        return widget

    def _make_widget(self, kind: type[PieceWidget]) -> PieceWidget:
        if kind is MessageEnd:
            end = MessageEnd(self.viewport())
            end.copy_requested.connect(self._on_copy_message)
            end.retry_requested.connect(self._on_retry)
            return end
        if kind is CodeBlock:
            block = CodeBlock(self.viewport())
            block.copy_requested.connect(self._on_copy_code)
            block.text.copy_message_requested.connect(self._on_copy_message)
            return block
        text = TextSlot(self.viewport())
        text.link_activated.connect(self._on_link)
        text.copy_message_requested.connect(self._on_copy_message)
        return text

    def _fill_widget(self, widget: PieceWidget, piece: Piece, row: int) -> int:
        name = self._name_of(row, piece)
        if isinstance(widget, MessageEnd):
            return widget.show_item(self._model.item(row), self._style, self._column_width, name)
        height = widget.show_piece(piece, self._style, self._column_width, name)
        self._documents[piece] = None
        self._documents.move_to_end(piece)
        if isinstance(widget, CodeBlock):
            self._want_highlights(piece)
        return height

    def _name_of(self, row: int, piece: Piece) -> str:
        """What a screen reader says of a part."""
        match self._model.item(row).speaker:
            case Speaker.PERSON:
                who = self.tr("You")
            case Speaker.MODEL:
                who = self.tr("Answer")
            case Speaker.SYSTEM:
                who = self.tr("Instructions")
        segment = piece.segment
        if segment is None:
            what = self.tr("end of message %1")
        elif segment.kind is SegmentKind.CODE:
            what = self.tr("code in message %1")
            if segment.language:
                what = self.tr("%2 code in message %1").replace("%2", segment.language)
        elif segment.kind is SegmentKind.TABLE:
            what = self.tr("table in message %1")
        else:
            what = self.tr("message %1")
        return f"{who}: " + what.replace("%1", str(row + 1))

    def _place(self, slots: list[tuple[Slot, int]]) -> None:
        self._slots = slots
        left = self._left()
        kept: set[Piece] = set()
        for slot, y in slots:
            layout = self._row(slot[0])
            piece = layout.pieces[slot[1]]
            kept.add(piece)
            widget = self._live[piece]
            widget.setGeometry(left, y + piece.gap, self._column_width, layout.heights[slot[1]] - piece.gap)
            if widget.isHidden():
                widget.show()
        self._recycle(kept)

    def _recycle(self, kept: set[Piece]) -> None:
        for piece, widget in [entry for entry in self._live.items() if entry[0] not in kept]:
            self._retire(piece, widget)

    def _retire(self, piece: Piece, widget: PieceWidget) -> None:
        if widget.isAncestorOf(focused) if (focused := QApplication.focusWidget()) is not None else False:
            self.setFocus()
        elif widget.hasFocus():
            self.setFocus()
        del self._live[piece]
        widget.hide()
        self._pool[type(widget)].append(widget)

    def _forget(self, changed: list[Piece]) -> None:
        for piece in changed:
            self._documents.pop(piece, None)

    def _trim(self) -> None:
        """Drops documents and layouts that were not looked at for long."""
        while len(self._documents) > KEPT_DOCUMENTS + len(self._live):
            piece = next(iter(self._documents))
            if piece in self._live:
                self._documents.move_to_end(piece)
                continue
            del self._documents[piece]
            piece.document = None
        while len(self._rows) > KEPT_LAYOUTS:
            row = next(iter(self._rows))
            if any(slot[0] == row for slot, _ in self._slots) or self._model.item(row).is_streaming:
                self._rows.move_to_end(row)
                continue
            for piece in self._rows.pop(row).pieces:
                self._documents.pop(piece, None)

    def _set_range(self, value: int) -> None:
        bar = self.verticalScrollBar()
        height = self.viewport().height()
        was_busy, self._is_busy = self._is_busy, True
        bar.setRange(0, max(0, self._total() - height))
        bar.setPageStep(max(1, height - 40))
        bar.setValue(value)
        self._is_busy = was_busy

    # events

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: ARG002
        if self._is_busy or not len(self._model):
            return
        bar = self.verticalScrollBar()
        self._follows = self.is_at_bottom()
        if self._follows:
            self._new_text.hide()
            self._layout_bottom()
        elif bar.value() == 0:
            self._layout_from((0, 0), TOP_MARGIN)
        elif self._slots and abs(dy) < self.viewport().height():
            slot, y = self._anchor(dy)
            self._layout_from(slot, y)
        else:
            slot, y = self._slot_at(bar.value())
            self._layout_from(slot, y + max(0, TOP_MARGIN - bar.value()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_button()
        anchor = self._anchor(0) if self._slots else None
        if self._measure_column() != self._column_width:
            for piece, widget in list(self._live.items()):
                self._retire(piece, widget)
            self._estimate_all()
        if self._follows or anchor is None:
            self._layout_bottom()
        else:
            self._layout_from(*anchor)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        kinds = (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange, QEvent.Type.StyleChange)
        if event.type() in kinds and hasattr(self, "_new_text"):
            self._restyle()

    def _restyle(self) -> None:
        style = self._make_style()
        if style == self._style:
            return
        self._style = style
        self._apply_colors()
        anchor = self._anchor(0) if self._slots else None
        self._jobs.clear()
        self._recycle(set())
        for piece in self._documents:
            piece.document = None
        self._documents.clear()
        self._estimate_all()
        if self._follows or anchor is None:
            self._layout_bottom()
        else:
            self._layout_from(*anchor)

    def _apply_colors(self) -> None:
        palette = QPalette(self.viewport().palette())
        palette.setColor(QPalette.ColorRole.Base, self._style.colors.background)
        palette.setColor(QPalette.ColorRole.Window, self._style.colors.background)
        self.viewport().setPalette(palette)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        seen: set[int] = set()
        for (row, index), y in self._slots:
            if row in seen:
                continue
            seen.add(row)
            layout = self._rows.get(row)
            if layout is None or layout.speaker is Speaker.MODEL:
                continue
            colors = self._style.colors
            painter.setBrush(colors.person_panel if layout.speaker is Speaker.PERSON else colors.notice_panel)
            top = y - layout.heights.offset(index)
            n_parts = len(layout.pieces)
            bottom = top + layout.heights.offset(n_parts - 1) + PANEL_PADDING
            # a long message reaches far beyond the screen; the painter need not know how far
            top, bottom = max(top, -50), min(bottom, self.viewport().height() + 50)
            left = self._left() - PANEL_OUTSET
            painter.drawRoundedRect(QRectF(left, top, self._column_width + 2 * PANEL_OUTSET, bottom - top), 10, 10)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        match event.key():
            case Qt.Key.Key_Home:
                bar.setValue(0)
            case Qt.Key.Key_End:
                self.scroll_to_bottom()
            case Qt.Key.Key_Space:
                back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                bar.setValue(bar.value() + (-1 if back else 1) * bar.pageStep())
            case _:
                super().keyPressEvent(event)

    # actions

    def _row_of_sender(self) -> int | None:
        widget = self.sender()
        while isinstance(widget, QWidget):
            if widget in self._slot_of:
                return self._slot_of[widget][0]
            widget = widget.parentWidget()
        return None

    def _on_copy_message(self) -> None:
        row = self._row_of_sender()
        if row is not None:
            QGuiApplication.clipboard().setText(self._model.item(row).text)

    def _on_copy_code(self) -> None:
        widget = self.sender()
        if not isinstance(widget, CodeBlock):
            return
        row, index = self._slot_of[widget]
        pieces = self._row(row).pieces
        parts: list[str] = []
        for piece in pieces[index:]:
            if piece.segment is None or (parts and not piece.segment.continues):
                break
            parts.append(piece.segment.code)
            if not piece.segment.is_cut:
                break
        QGuiApplication.clipboard().setText("".join(parts))

    def _on_retry(self) -> None:
        row = self._row_of_sender()
        if row is not None:
            self.retry_requested.emit(self._model.item(row).key)

    def _on_link(self, address: str) -> None:
        self._dialog = LinkDialog(address, self)
        self._dialog.open_requested.connect(self._open_link)
        self._dialog.open()

    def _open_link(self, url: QUrl) -> None:
        checked = web_address(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))
        if checked is not None:
            self._opener(checked)

    # highlighting

    def _want_highlights(self, piece: Piece) -> None:
        segment = piece.segment
        if segment is None or not segment.is_closed or piece.document is None:
            return
        if isinstance(piece.highlights, Highlights):
            if piece.highlights.is_done:
                apply_highlights(piece.document, piece.highlights, is_dark=self._style.colors.is_dark)
            return
        lexer = lexer_for(segment.language)
        if lexer is None:
            return
        piece.highlights = Highlights()
        text = piece.document.toRawText().replace("\u2029", "\n")
        self._jobs.append((piece, HighlightJob(text, lexer, piece.highlights)))
        self._highlight_timer.start()

    def _highlight_slice(self) -> None:
        if not self._jobs:
            return
        piece, job = self._jobs[-1]
        if job.step():
            self._jobs.pop()
            if piece.document is not None and piece.highlights is job.highlights:
                apply_highlights(piece.document, job.highlights, is_dark=self._style.colors.is_dark)
        if self._jobs:
            self._highlight_timer.start()

    # the button

    def _show_new_text_button(self) -> None:
        if self.verticalScrollBar().maximum() > 0:
            self._place_button()
            self._new_text.show()
            self._new_text.raise_()

    def _place_button(self) -> None:
        size = self._new_text.sizeHint()
        area = self.viewport().geometry()
        x = area.x() + (area.width() - size.width()) // 2
        self._new_text.setGeometry(x, area.bottom() - size.height() - 12, size.width(), size.height())


_ = (Callable, QKeySequence)
