"""‹ 2 of 3 › under a message that has siblings: the walk between branches, by mouse and keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ..models.transcript import TranscriptItem
from .quiet_button import QuietButton, set_text_color
from .transcript_colors import TranscriptColors

_ARROW_SCALE = 1.4


class SiblingBar(QWidget):
    """wanted: the key of the message that the person walks to. Left and right arrow do what the buttons do."""

    wanted = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._before: int | None = None
        self._after: int | None = None
        self.before = QuietButton("‹", "‹", self)
        self.before.setToolTip(self.tr("The version before (left arrow)"))
        self.before.clicked.connect(self._on_before)
        self.place = QLabel(self)
        self.place.setTextFormat(Qt.TextFormat.PlainText)
        self.place.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.after = QuietButton("›", "›", self)
        self.after.setToolTip(self.tr("The next version (right arrow)"))
        self.after.clicked.connect(self._on_after)
        for button in (self.before, self.after):
            button.installEventFilter(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for widget in (self.before, self.place, self.after):
            row.addWidget(widget)

    def dress(self, font: QFont, colors: TranscriptColors) -> None:
        arrow = QFont(font)
        arrow.setPointSizeF(arrow.pointSizeF() * _ARROW_SCALE)
        for button in (self.before, self.after):
            button.setFont(arrow)
            button.set_colors(colors)
        self.place.setFont(font)
        set_text_color(self.place, colors.quiet)

    def show_item(self, item: TranscriptItem) -> None:
        """Shows where the message stands among its siblings; hides itself when it is alone."""
        self.setVisible(bool(item.siblings))
        self._before, self._after = item.sibling(-1), item.sibling(1)
        if not item.siblings:
            return
        number, total = str(item.place + 1), str(len(item.siblings))
        self.place.setText(self.tr("%1 of %2").replace("%1", number).replace("%2", total))
        where = self.tr("version %1 of %2 is shown").replace("%1", number).replace("%2", total)
        for button, name, key in (
            (self.before, self.tr("Show the version before"), self._before),
            (self.after, self.tr("Show the next version"), self._after),
        ):
            button.setAccessibleName(f"{name}, {where}")
            button.set_idle(key is None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Left:
                self._on_before()
                return True
            if event.key() == Qt.Key.Key_Right:
                self._on_after()
                return True
        return super().eventFilter(watched, event)

    def _on_before(self) -> None:
        if self._before is not None:
            self.wanted.emit(self._before)

    def _on_after(self) -> None:
        if self._after is not None:
            self.wanted.emit(self._after)
