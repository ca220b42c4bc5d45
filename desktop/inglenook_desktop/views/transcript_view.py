"""The conversation on the screen, as the window uses it.

Owns the coalescing of streamed text into frames, the keyboard, what the buttons of a part do, and the question before a
link is opened. Where things lie is the canvas's affair.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QDesktopServices,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from ..library import InstalledModel
from ..markdown import SegmentKind
from ..markdown_anchors import target_of
from ..message_wishes import Regenerate
from ..models.transcript import Speaker, TranscriptItem, TranscriptModel
from ..reading_places import ReadingPlace
from .code_files import CodeSaving
from .copying import Copying
from .latest_button import LatestButton
from .link_dialog import LinkDialog, Opener, web_address
from .message_acts import MessageActs
from .rich_text import TextStyle
from .text_piece import TextPiece
from .transcript_formulas import FormulaCanvas
from .transcript_layout import RowLayout
from .transcript_selection import Slot

FRAME_MS = 33
_BUTTON_MARGIN = 12
_LAST_ROWS = 20
_MARKS = {SegmentKind.CODE: ("```", "~~~", "    ", "\t"), SegmentKind.REASONING: ("<", "[")}
"""Without one of these a text has no such part, and need not be laid out to see that."""
_STYLE_EVENTS = (
    QEvent.Type.PaletteChange,
    QEvent.Type.FontChange,
    QEvent.Type.ApplicationFontChange,
    QEvent.Type.StyleChange,
)


def is_typing(event: QKeyEvent) -> bool:
    """A letter, and no command."""
    commands = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
    return bool(event.text()) and event.text().isprintable() and not event.modifiers() & commands


class TranscriptView(FormulaCanvas):
    """Shows a TranscriptModel. `opener` opens a web address after the person said yes to it.

    laid_out: the visible parts are other ones now, or stand elsewhere. wished: a value of `message_wishes`.
    typed: letters that are meant for the composer. left: what had the focus is gone, and it is the composer's now.
    list_models: those that could write another answer.
    zoom_wanted: 1 for larger text, -1 for smaller.
    """

    wished = Signal(object)
    zoom_wanted = Signal(int)
    laid_out = Signal()
    typed = Signal(str)
    left = Signal()

    def __init__(
        self,
        model: TranscriptModel,
        parent: QWidget | None = None,
        *,
        opener: Opener = QDesktopServices.openUrl,
        list_models: Callable[[], Sequence[InstalledModel]] = tuple,
    ) -> None:
        super().__init__(model, parent)
        self.was_entered = False  # by the focus, since somebody looked
        self.acts = MessageActs(model, self._widgets, list_models, self)
        self.acts.wished.connect(self.wished)
        self._opener = opener
        self.code_saving = CodeSaving(self)
        self.copying = Copying(model, self._current_style, self)
        self.acts.copy_wanted.connect(self.copying.do)
        self._pending: dict[int, list[str]] = {}
        self._expected: ReadingPlace | None = None
        self._last_frame_s = 0.0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Conversation"))
        self._frame_timer = QTimer(self)
        self._frame_timer.setSingleShot(True)
        self._frame_timer.timeout.connect(self.flush)
        self.latest_button = LatestButton(self)
        self.latest_button.set_colors(self._style.colors)
        self.latest_button.clicked.connect(self._to_end)
        self._connect(model)
        self._on_reset()

    def _connect(self, model: TranscriptModel) -> None:
        model.reset.connect(self._on_reset)
        model.inserted.connect(self._on_inserted)
        model.changed.connect(self._on_changed)
        model.appended_text.connect(self._on_appended_text)
        model.tail_replaced.connect(self._on_tail_replaced)
        widgets = self._widgets
        widgets.link_activated.connect(self.follow_link)
        widgets.copy_message_requested.connect(self._copy_message)
        widgets.copy_code_requested.connect(self.copy_code)
        widgets.save_code_requested.connect(self.save_code)
        widgets.wrap_code_requested.connect(self._wrap_code)
        widgets.fold_requested.connect(self.fold)
        widgets.retry_requested.connect(self._on_retry)
        widgets.focus_lost.connect(self._on_focus_lost)
        widgets.control_lost.connect(self._on_control_lost)

    # what others may ask

    def set_top_room(self, pixels: int) -> None:
        """For what stands above the text; what is read moves down with its upper edge, and stays at the end there."""
        if self.viewportMargins().top() != pixels:
            self.setViewportMargins(0, pixels, 0, 0)

    def expect(self, place: ReadingPlace | None) -> None:
        """Where to begin with the next conversation; None: at its end."""
        self._expected = place

    def flush(self) -> None:
        """Shows the streamed text that has arrived. Runs once a frame."""
        self._frame_timer.stop()
        self._last_frame_s = time.monotonic()
        pending, self._pending = self._pending, {}
        for row, parts in pending.items():
            layout = self._rows.get(row)
            if layout is None:
                self._heights[row] = self._estimate(row)
                continue
            was_empty = len(layout.pieces) == 1
            self._widgets.forget(layout.feed("".join(parts), self._style, self._column_width))
            self._heights[row] = layout.heights.total
            if was_empty:
                self._widgets.retire(layout.end)
        if pending:
            self._layout_again()
            self._offer_new_text()

    def set_busy(self, is_busy: bool) -> None:
        """While an answer is in progress, no other can be had."""
        self._widgets.set_busy(is_busy)
        self.acts.set_busy(is_busy)

    def set_held(self, is_held: bool) -> None:
        """The answer in progress waits for that of another window."""
        self._widgets.set_held(is_held)

    def set_second(self) -> None:
        """Of a second model: its answer can be had again, and nothing else can be changed here."""
        self._widgets.only_row = lambda: len(self._model) - 1
        self.acts.is_second = True

    def set_reading(self, *, zoom_percent: int, wraps_code: bool, shows_reasoning: bool = False) -> None:
        """zoom_percent: of the window's font. wraps_code: where the person said nothing else of a block, and
        shows_reasoning: nothing else of an answer. What is at the upper edge stays there."""
        self._zoom_percent, self._wraps_code = zoom_percent, wraps_code
        if shows_reasoning != self._shows_reasoning:
            self._shows_reasoning = shows_reasoning
            self._turned.clear()
            for row in list(self._rows):
                self._replace_row(row)
            self._layout_again()
        self._restyle()

    def slot_of(self, row: int, offset: int) -> tuple[Slot, int]:
        """Reasoning that holds the character is laid open."""
        slot, within = super().slot_of(row, offset)
        piece = self._row(row).pieces[slot[1]]
        is_hidden = piece.segment is not None and piece.segment.kind is SegmentKind.REASONING and within > 0
        if not is_hidden or not self._row(row).is_folded:
            return slot, within
        self._turn(slot)
        return super().slot_of(row, offset)

    def last_slot(self, kind: SegmentKind) -> Slot | None:
        """The last part of this kind in the last answer that may have one; None where it has none."""
        for row in reversed(range(max(0, len(self._model) - _LAST_ROWS), len(self._model))):
            item = self._model.item(row)
            if item.speaker is not Speaker.MODEL or not any(mark in item.text for mark in _MARKS[kind]):
                continue
            pieces = enumerate(self._row(row).pieces)
            found = [index for index, piece in pieces if piece.segment is not None and piece.segment.kind is kind]
            if found:
                return row, found[-1]
        return None

    def visible_texts(self) -> list[tuple[Slot, TextPiece]]:
        """The text widgets that show something now, in reading order."""
        return self._widgets.text_widgets()

    def follow_link(self, row: int, address: str) -> None:
        """Within a message at once; out of it after a question."""
        if address.startswith("#"):
            segments = [piece.segment for piece in self._row(row).pieces if piece.segment is not None]
            index = target_of(segments, address)
            if index is not None:
                self.bring_into_view((row, index), 0)
                return
        self.ask_about_link(address)

    def ask_about_link(self, address: str) -> None:
        """Shows the address and asks; nothing is opened before a yes."""
        dialog = LinkDialog(address, self)
        dialog.open_requested.connect(self._open_link)
        dialog.open()

    # model

    def _on_reset(self) -> None:
        self._pending.clear()
        self._widgets.forget_all()
        self._selection = self._drag_from = None
        self._follows = True
        self.latest_button.set_news(False)
        self._reset_rows()
        if self._expected is None or not self.go_to_place(self._expected):
            self._layout_bottom()
        if self.isVisible():
            self._expected = None

    def _on_inserted(self, row: int) -> None:
        if row < len(self._facts):
            return  # it came with one before it
        while len(self._facts) < len(self._model):
            self._add_row()
        self._layout_again()
        self._offer_new_text()

    def _on_changed(self, row: int) -> None:
        """The item was replaced: keep what is laid out when its text only went on."""
        has_grown = self._pending.pop(row, None) is not None
        item = self._model.item(row)
        layout = self._rows.get(row)
        if layout is None:
            self._heights[row] = self._estimate(row)
        else:
            self._update_row(row, layout, item)
            self._widgets.hand_over(layout.end, layout.end)
        self._layout_again()
        if has_grown:
            self._offer_new_text()

    def _update_row(self, row: int, layout: RowLayout, item: TranscriptItem) -> None:
        known = layout.text()
        goes_on = not layout.is_finished or (item.text == known and not item.is_streaming)
        if layout.speaker is item.speaker and goes_on and item.text.startswith(known):
            changed = layout.feed(item.text[len(known) :], self._style, self._column_width)
            if not item.is_streaming:
                changed += layout.finish(self._style, self._column_width)
            self._widgets.forget(changed)
            self._heights[row] = layout.heights.total
            return
        self._replace_row(row)

    def _on_tail_replaced(self, row: int) -> None:
        """Another branch from this row on. What is above stays in its place, and so does the end of the first message
        that changed, when it is in view: its buttons stay under the pointer, and the focus in them."""
        layout = self._rows.get(row)
        end_slot = None if layout is None else (row, len(layout.pieces) - 1)
        end_y = next((y for slot, y in self._placed if slot == end_slot), None)
        old_end = layout.end if layout is not None and end_y is not None else None
        n_rows = len(self._model)
        is_answering = n_rows > 0 and self._model.item(n_rows - 1).is_streaming
        self._clear_selection()
        self._pending = {place: parts for place, parts in self._pending.items() if place < row}
        self._placed = [(slot, y) for slot, y in self._placed if slot[0] < row]
        self._cut_rows(row, keep=old_end)
        if (self._follows and is_answering) or row >= n_rows:
            if old_end is not None:
                self._widgets.retire(old_end)
            self._layout_again()
            return
        new = self._row(row)
        if old_end is not None and end_y is not None:
            self._widgets.hand_over(old_end, new.end)
            self._layout_from((row, len(new.pieces) - 1), end_y)
        elif self._placed:
            self._layout_from(*self._anchor(0))
        else:
            self._layout_from((row, 0), 0)
        self._follows = self.is_at_bottom()

    def _on_appended_text(self, row: int, text: str) -> None:
        self._pending.setdefault(row, []).append(text)
        if not self._frame_timer.isActive():
            since_ms = (time.monotonic() - self._last_frame_s) * 1000
            self._frame_timer.start(max(0, round(FRAME_MS - since_ms)))

    def _on_materialised(self, row: int) -> None:
        self._pending.pop(row, None)  # the text holds it already

    def _after_layout(self) -> None:
        super()._after_layout()
        self.laid_out.emit()

    # buttons and links

    def _current_style(self) -> TextStyle:
        return self._style

    def _restyle(self) -> None:
        style = self._make_style()
        if style != self._style:
            self._style = self._widgets.style = style
            self._apply_colors()
            self.latest_button.set_colors(self._style.colors)
            self._place_button()
            self._widgets.forget_all()
            self._lay_out_anew()

    def _copy_message(self, row: int) -> None:
        self.copying.copy_message(self._model.key(row))

    def copy_code(self, slot: Slot) -> None:
        QGuiApplication.clipboard().setText(self._code_at(slot)[0])

    def save_code(self, slot: Slot) -> None:
        self.code_saving.ask(*self._code_at(slot))

    def _code_at(self, slot: Slot) -> tuple[str, str]:
        """The whole block, also where it is cut into several parts, and its language."""
        segments = [piece.segment for piece in self._row(slot[0]).block_at(slot[1]) if piece.segment is not None]
        return "".join(segment.code for segment in segments), segments[0].language if segments else ""

    def _wrap_code(self, slot: Slot, wraps: bool) -> None:
        """The button stays under the pointer."""
        pieces = self._row(slot[0]).block_at(slot[1])
        for piece in pieces:
            piece.wraps = wraps
        self._clear_selection()
        self._widgets.forget(pieces)
        top = next((y for placed, y in self._placed if placed == slot), 0)
        self._layout_from(slot, top)
        self._follows = self.is_at_bottom()

    def fold(self, slot: Slot) -> None:
        """The person folds the reasoning of an answer, or lays it open."""
        self._turn(slot)
        head = self._widgets.widget(self._row(slot[0]).pieces[slot[1]])
        if head is not None:
            head.setFocus()

    def _turn(self, slot: Slot) -> None:
        """The head of the reasoning stays under the pointer, and the keyboard where it is: somebody may be typing."""
        top = next((y for placed, y in self._placed if placed == slot), 0)
        self._turned ^= {self._model.item(slot[0]).key}
        self._replace_row(slot[0])
        self._layout_from(slot, top)
        self._follows = self.is_at_bottom()

    def _on_focus_lost(self) -> None:
        """The part that had the focus scrolled away."""
        self.setFocus()

    def _on_control_lost(self) -> None:
        """The button that had the focus, which the person has pressed, is gone."""
        if self.isVisible():
            self.setFocus()
        self.left.emit()

    def _on_retry(self, row: int) -> None:
        self.wished.emit(Regenerate(message_id=self._model.item(row).key))

    def _open_link(self, url: QUrl) -> None:
        checked = web_address(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))
        if checked is not None:
            self._opener(checked)

    def _offer_new_text(self) -> None:
        if not self._follows and not self.is_at_bottom():
            self.latest_button.set_news(True)
            self._tell_distance()

    def _set_range(self, value: int) -> None:
        super()._set_range(value)
        self._tell_distance()

    def _tell_distance(self) -> None:
        bar = self.verticalScrollBar()
        self.latest_button.set_distance(0 if self.is_at_bottom() else bar.maximum() - bar.value())

    def _to_end(self) -> None:
        has_focus = self.latest_button.hasFocus()
        self.scroll_to_bottom()
        if has_focus:
            self.setFocus()

    def _place_button(self) -> None:
        area, size = self.viewport().geometry(), self.latest_button.size()
        x = area.x() + (area.width() - size.width()) // 2
        self.latest_button.move(x, area.bottom() - size.height() - _BUTTON_MARGIN)

    # events

    def showEvent(self, event: QShowEvent) -> None:
        """Only now is it as wide as it will be."""
        super().showEvent(event)
        place, self._expected = self._expected, None
        if place is not None:
            self.go_to_place(place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_button()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() not in _STYLE_EVENTS or not hasattr(self, "latest_button"):
            return
        self._restyle()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if turn := event.angleDelta().y():
                self.zoom_wanted.emit(1 if turn > 0 else -1)
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            return
        match event.key():
            case Qt.Key.Key_Home:
                bar.setValue(0)
            case Qt.Key.Key_End:
                self.scroll_to_bottom()
            case Qt.Key.Key_Space:
                is_back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                bar.setValue(bar.value() + (-1 if is_back else 1) * bar.pageStep())
            case _ if is_typing(event):
                self.typed.emit(event.text())
            case _:
                super().keyPressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._widgets.set_near_row(-1)
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.was_entered = True
        if event.reason() is Qt.FocusReason.BacktabFocusReason and (stops := self._tab_stops()):
            stops[-1].setFocus(Qt.FocusReason.BacktabFocusReason)  # coming from behind, the last is the nearest

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes through what is visible in reading order, then leaves."""
        focused = QApplication.focusWidget()
        if focused is not None and focused is not self and not focused.isVisible():  # it was hidden: no Tab was pressed
            self._on_control_lost()
            return True
        stops = self._tab_stops()
        index = stops.index(focused) if focused in stops else (-1 if forward else len(stops))
        if focused is self and not forward:
            index = -1
        index += 1 if forward else -1
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        if 0 <= index < len(stops):
            stops[index].setFocus(reason)
            return True
        if index == -1 and focused is not self:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return self._leave(reason, forward=forward)

    def _tab_stops(self) -> list[QWidget]:
        """Everything in view that takes the focus, from top to bottom; what lies over the messages (the bar that
        finds, the button to newer text) too."""
        stops: list[tuple[int, int, QWidget]] = []
        for child in self.findChildren(QWidget):
            takes = child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.focusProxy() is None
            if takes and child.isVisible() and child.isEnabled():
                corner = child.mapTo(self, QPoint(0, 0))
                stops.append((corner.y(), corner.x(), child))
        stops.sort(key=lambda stop: stop[:2])
        return [stop[2] for stop in stops]

    def _leave(self, reason: Qt.FocusReason, *, forward: bool) -> bool:
        """Gives the focus to the nearest widget outside. False when there is none."""
        widget = self.nextInFocusChain() if forward else self.previousInFocusChain()
        while widget is not None and widget is not self:
            is_stop = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
            if is_stop and widget.isVisible() and widget.isEnabled() and not self.isAncestorOf(widget):
                widget.setFocus(reason)
                return True
            widget = widget.nextInFocusChain() if forward else widget.previousInFocusChain()
        return False
