"""Where a message is edited in its place: a field that grows, and the two ways out of it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ..models.transcript import Speaker, TranscriptItem
from .dialog_looks import slim_scroll_bar
from .growing_field import GrowingField
from .message_end import ROW_SPACING
from .quiet_button import OutlineButton, set_text_color
from .rich_text import TextStyle

EDITOR_OUTSET = 16
"""How far this widget reaches beyond the text column, as the panel of a person's message does."""
MAX_LINES = 24
_TEXT_MARGIN = 4
_RADIUS = 10


class MessageEditor(QWidget):
    """text_changed: ask `text` for it. done: the person wants it so. closed: not now; what was typed is wanted later.
    cancelled: the message stays as it was. withdrawn: it waits for the model, and is not to be sent.
    """

    text_changed = Signal()
    height_changed = Signal()
    done = Signal()
    closed = Signal()
    cancelled = Signal()
    withdrawn = Signal()
    control_lost = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.key = 0
        self._style: TextStyle | None = None
        self._keys = self._when_free = ""
        self._is_busy = self._is_waiting = False
        self._is_filling = False
        self.field = GrowingField(self, max_lines=MAX_LINES, takes_escape=True)
        self.field.textChanged.connect(self._on_text)
        self.field.submit_pressed.connect(self._on_done)
        self.field.escape_pressed.connect(self._on_escape)
        self.field.large_pasted.connect(self._on_too_large)
        self.field.focus_changed.connect(self.update)
        self.field.height_changed.connect(self._on_height)
        self.hint = QLabel(self)
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        self.cancel = OutlineButton(self.tr("Cancel"), self)
        self.cancel.setToolTip(self.tr("Forget what was changed here"))
        self.cancel.clicked.connect(self._on_cancel)
        self.save = OutlineButton("", self, is_primary=True)
        self.save.clicked.connect(self._on_done)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.hint, 1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.save)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(EDITOR_OUTSET - _TEXT_MARGIN, 8, 10, 10 + ROW_SPACING)
        self._column.setSpacing(8)
        self._column.addWidget(self.field)
        self._column.addLayout(buttons)

    def text(self) -> str:
        return self.field.text()

    def show_edit(self, item: TranscriptItem, text: str, style: TextStyle, width: int, accessible_name: str) -> int:
        """Shows `text` as what the message may become; returns the height for a text column of `width` pixels."""
        self.key = item.key
        self._style = style
        is_question = item.speaker is Speaker.PERSON
        colors = style.colors
        self.field.enter_breaks = not is_question
        self.setAccessibleName(accessible_name)
        self.field.setAccessibleName(self.tr("Edit, %1").replace("%1", accessible_name))
        self.save.setText(self.tr("Send") if is_question else self.tr("Save as a new version"))
        self._keys = self.tr("Enter sends, Esc closes") if is_question else self.tr("Ctrl+Enter saves, Esc closes")
        if text != item.text:  # it was closed with this in it
            self._keys = (
                self.tr("Your edit, not sent yet. Cancel forgets it")
                if is_question
                else self.tr("Your edit, not saved yet. Cancel forgets it")
            )
        self._when_free = (
            self.tr("Can be sent when the answer is done. Esc closes")
            if is_question
            else self.tr("Can be saved when the answer is done. Esc closes")
        )
        self._show_hint()
        self.hint.setFont(style.small)
        self.hint.setIndent(_TEXT_MARGIN)
        palette = self.field.palette()
        palette.setColor(QPalette.ColorRole.Base, colors.background)
        self.field.setPalette(palette)
        slim_scroll_bar(self.field)
        for button in (self.cancel, self.save):
            button.setFont(style.small)
            button.set_words_color(colors.text)
        self._is_filling = True  # whoever shows it asks for the height
        self.resize(width + 2 * EDITOR_OUTSET, self.height())
        self._column.activate()
        if self.field.text() != text:
            self.field.setPlainText(text)
            self.field.moveCursor(self.field.textCursor().MoveOperation.End)
        self.field.settle()
        self._is_filling = False
        self._update_save()
        return self.wanted_height()

    def wanted_height(self) -> int:
        """Pixels, for the lines that it has now."""
        self._column.invalidate()
        return self._column.totalMinimumSize().height()

    def set_busy(self, is_busy: bool) -> None:
        """While an answer is in progress nothing can be sent; what was typed stays."""
        if is_busy != self._is_busy:
            self._is_busy = is_busy
            self._show_hint()
        self._update_save()

    def set_waiting(self, is_waiting: bool) -> None:
        """It is sent as soon as the model is ready: what will be sent is what is shown."""
        if is_waiting != self._is_waiting:
            self._is_waiting = is_waiting
            self.field.setReadOnly(is_waiting)
        self._show_hint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        if self._style is None:
            return
        colors = self._style.colors
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colors.accent if self.field.hasFocus() else colors.rule), 1.2))
        painter.setBrush(colors.background)
        rect = QRectF(self.rect()).adjusted(1, 1, -1, -1 - ROW_SPACING)
        painter.drawRoundedRect(rect, _RADIUS, _RADIUS)

    def _show_hint(self) -> None:
        if self._is_waiting:
            self.hint.setText(self.tr("Sent when the model is ready. Esc takes it back"))
        else:
            self.hint.setText(self._when_free if self._is_busy else self._keys)
        if self._style is not None:
            set_text_color(self.hint, self._style.colors.quiet)

    def _update_save(self) -> None:
        is_ready = not self._is_busy and not self.field.is_blank()
        if not is_ready and self.window().focusWidget() is self.save:  # Qt would pass it on to whatever is next
            self.control_lost.emit()
        self.save.setEnabled(is_ready)

    def _on_text(self) -> None:
        self._update_save()
        if not self._is_filling:
            self._show_hint()  # what was too much is not in it
            self.text_changed.emit()

    def _on_height(self) -> None:
        if not self._is_filling:
            self.height_changed.emit()

    def _on_done(self) -> None:
        if self.save.isEnabled():
            self.done.emit()

    def _on_escape(self) -> None:
        (self.withdrawn if self._is_waiting else self.closed).emit()

    def _on_cancel(self) -> None:
        (self.withdrawn if self._is_waiting else self.cancelled).emit()

    def _on_too_large(self) -> None:
        if self._style is not None:
            self.hint.setText(self.tr("That is too much for this field. Send it as a message of its own."))
            set_text_color(self.hint, self._style.colors.error)
