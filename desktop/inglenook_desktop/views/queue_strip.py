"""What waits for the answer to end, above the composer: one chip for each message, to be edited or taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ..message_queue import QueueShown
from ..models.tooltips import inert
from ..theme import Colors, Theme
from .icons import Icon, icon
from .parts import ElidedLabel, icon_button

if TYPE_CHECKING:
    from ..store.records import QueuedMessage

MOST_SHOWN = 4


class QueueStrip(QWidget):
    """edit_requested, remove_requested: the id of a message. send_requested: all that are held."""

    edit_requested = Signal(int)
    remove_requested = Signal(int)
    send_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown = QueueShown()
        self.chips: list[QueueChip] = []
        self._label = QLabel(self)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self.send_button = QPushButton(self.tr("Send now"), self)
        self.send_button.setObjectName("send")
        self.send_button.setCursor(Qt.CursorShape.PointingHandCursor)
        self.send_button.clicked.connect(self.send_requested)
        self._more = QLabel(self)
        self._more.setTextFormat(Qt.TextFormat.PlainText)
        head = QHBoxLayout()
        head.setContentsMargins(14, 0, 4, 0)
        head.addWidget(self._label, 1)
        head.addWidget(self.send_button)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addLayout(head)
        self._column.addWidget(self._more)
        self._more.setIndent(14)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Messages that wait"))
        theme.changed.connect(self._restyle)
        self._restyle(theme.colors)
        self.hide()

    def show_queue(self, shown: QueueShown) -> None:
        if shown.waiting != self._shown.waiting:
            self._fill(shown.waiting)
        self._shown = shown
        self._label.setText(self.tr("Kept for later") if shown.is_held else self.tr("Sent when the answer is done"))
        self.send_button.setVisible(shown.is_held)
        n_more = len(shown.waiting) - len(self.chips)
        self._more.setText(self.tr("and %1 more").replace("%1", str(n_more)))
        self._more.setVisible(n_more > 0)
        self.setVisible(bool(shown.waiting))

    def _fill(self, waiting: tuple[QueuedMessage, ...]) -> None:
        for chip in self.chips:
            self._column.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = [QueueChip(message, self._theme, self) for message in waiting[:MOST_SHOWN]]
        for place, chip in enumerate(self.chips, start=1):
            chip.edited.connect(self.edit_requested)
            chip.removed.connect(self.remove_requested)
            self._column.insertWidget(place, chip)

    def _restyle(self, colors: Colors) -> None:
        self.setStyleSheet(
            f"QLabel {{ color: {colors.muted}; }}"
            f"#send {{ color: {colors.link}; background: transparent; border: none; border-radius: 6px;"
            " padding: 3px 10px; font-weight: bold; }"
            f"#send:hover, #send:focus {{ background: {colors.hover}; }}"
        )
        for chip in self.chips:
            chip.restyle(colors)


class QueueChip(QFrame):
    """One message. edited, removed: its id."""

    edited = Signal(int)
    removed = Signal(int)

    def __init__(self, message: QueuedMessage, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._id = message.id
        self.setObjectName("queued")
        self.label = ElidedLabel(self)
        line = " ".join(message.text.split())[:400]
        if message.n_files:
            files = self.tr("with a file") if message.n_files == 1 else self.tr("with %1 files")
            line = " · ".join(filter(None, (line, files.replace("%1", str(message.n_files)))))
        self.label.setText(line)
        self.setToolTip(inert(message.text[:1000]) if len(message.text) > 60 else "")
        self.setAccessibleName(self.tr("Waiting message: %1").replace("%1", line))
        self.edit = icon_button(self.tr("Edit this message"), self, size=14)
        self.edit.clicked.connect(self._on_edit)
        self.remove = icon_button(self.tr("Do not send this message"), self, size=12)
        self.remove.clicked.connect(self._on_remove)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 3, 4, 3)
        row.setSpacing(4)
        row.addWidget(self.label, 1)
        row.addWidget(self.edit)
        row.addWidget(self.remove)
        self.restyle(theme.colors)

    def sizeHint(self) -> QSize:
        return QSize(200, super().sizeHint().height())

    def restyle(self, colors: Colors) -> None:
        self.edit.setIcon(icon(Icon.EDIT, colors.muted))
        self.remove.setIcon(icon(Icon.CLOSE, colors.muted))
        self.setStyleSheet(
            f"#queued {{ background: {colors.panel}; border: 1px solid {colors.border}; border-radius: 10px; }}"
            f"QLabel {{ color: {colors.text}; }}"
            "QToolButton { border: none; border-radius: 5px; padding: 3px; }"
            f"QToolButton:hover, QToolButton:focus {{ background: {colors.selected}; }}"
        )

    def _on_edit(self) -> None:
        self.edited.emit(self._id)

    def _on_remove(self) -> None:
        self.removed.emit(self._id)
