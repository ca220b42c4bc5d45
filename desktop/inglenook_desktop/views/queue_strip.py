"""What waits for the answer to end, above the composer: a chip for each message, to be edited, moved or taken away."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ..message_queue import QueueShown
from ..models.tooltips import inert
from ..theme import Colors, Theme
from .fonts import scaled
from .icons import Icon, icon
from .parts import ElidedLabel, icon_button, shortcut

if TYPE_CHECKING:
    from ..store.records import QueuedMessage

MOST_SHOWN = 4
_ROW_MARGIN = 3
MOST_OF_WINDOW = 0.28
"""Of its height, the strip takes no more, down to one message."""


class QueueStrip(QWidget):
    """edit_requested, remove_requested: the id of a message. move_requested: its id, and the places that it moves,
    towards the front where they are below 0. send_requested: all that are held."""

    edit_requested = Signal(int)
    remove_requested = Signal(int)
    move_requested = Signal(int, int)
    send_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown = QueueShown()
        self.chips: list[QueueChip] = []
        self._label = ElidedLabel(self)
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
        if parent is not None:
            parent.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window is higher or lower: as many messages are in view as it has room for."""
        waiting = self._shown.waiting
        if event.type() == QEvent.Type.Resize and waiting and self._n_fitting(len(waiting)) != len(self.chips):
            self._fill(waiting)
            self.show_queue(self._shown)
        return super().eventFilter(watched, event)

    def show_queue(self, shown: QueueShown) -> None:
        if shown.waiting != self._shown.waiting:
            self._fill(shown.waiting)
        self._shown = shown
        self._label.setText(self.tr("Kept for later") if shown.is_held else self.tr("Sent when the answer is done"))
        self._label.setToolTip(self._label.text())
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
        self.chips = [QueueChip(message, self._theme, self) for message in waiting[: self._n_fitting(len(waiting))]]
        for place, chip in enumerate(self.chips, start=1):
            chip.edited.connect(self.edit_requested)
            chip.removed.connect(self.remove_requested)
            chip.moved.connect(self._on_moved)
            chip.offer_moves(up=place > 1, down=place < len(waiting))
            self._column.insertWidget(place, chip)
            chip.show()  # at once, to be given the focus

    def _n_fitting(self, n_waiting: int) -> int:
        """Of so many, as rows of the height that the font wants."""
        line, between = self._label.sizeHint().height(), self._column.spacing()
        row = max(line, scaled(16) + 9) + 2 * _ROW_MARGIN + 2 + between
        room = round(self.window().height() * MOST_OF_WINDOW) - max(line, self.send_button.sizeHint().height())
        n_all = min(n_waiting, MOST_SHOWN)
        if n_all == n_waiting and n_all * row <= room:
            return n_all
        return max(1, min(n_all, (room - line - between) // row))

    def _on_moved(self, id: int, by: int) -> None:
        """Its keys go with it, so that it can be moved on."""
        place = next((place for place, one in enumerate(self._shown.waiting) if one.id == id), 0) + by
        if not 0 <= place < len(self._shown.waiting):
            return
        self.move_requested.emit(id, by)
        if place < len(self.chips):
            self.chips[place].take_focus(by)

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
    """One message. edited, removed: its id. moved: as move_requested of the strip."""

    edited = Signal(int)
    removed = Signal(int)
    moved = Signal(int, int)

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
        self.up = self._mover(self.tr("Send this message earlier (Alt+Up)"), -1, "Alt+Up")
        self.down = self._mover(self.tr("Send this message later (Alt+Down)"), 1, "Alt+Down")
        self.edit = icon_button(self.tr("Edit this message"), self, size=14)
        self.edit.clicked.connect(self._on_edit)
        self.remove = icon_button(self.tr("Do not send this message"), self, size=12)
        self.remove.clicked.connect(self._on_remove)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, _ROW_MARGIN, 4, _ROW_MARGIN)
        row.setSpacing(4)
        row.addWidget(self.label, 1)
        row.addWidget(self.up)
        row.addWidget(self.down)
        row.addWidget(self.edit)
        row.addWidget(self.remove)
        self.restyle(theme.colors)

    def sizeHint(self) -> QSize:
        return QSize(200, super().sizeHint().height())

    def offer_moves(self, *, up: bool, down: bool) -> None:
        """Where one of both does nothing its place stays empty, so that the other buttons stand in a column."""
        for button, is_offered in ((self.up, up), (self.down, down)):
            policy = button.sizePolicy()
            policy.setRetainSizeWhenHidden(up or down)
            button.setSizePolicy(policy)
            button.setVisible(is_offered)

    def take_focus(self, by: int) -> None:
        """As after it moved by these places."""
        first, second = (self.up, self.down) if by < 0 else (self.down, self.up)
        (second if first.isHidden() else first).setFocus()

    def restyle(self, colors: Colors) -> None:
        self.up.setIcon(icon(Icon.UP, colors.muted))
        self.down.setIcon(icon(Icon.CHEVRON, colors.muted))
        self.edit.setIcon(icon(Icon.EDIT, colors.muted))
        self.remove.setIcon(icon(Icon.CLOSE, colors.muted))
        self.setStyleSheet(
            f"#queued {{ background: {colors.panel}; border: 1px solid {colors.border}; border-radius: 10px; }}"
            f"QLabel {{ color: {colors.text}; }}"
            "QToolButton { border: none; border-radius: 5px; padding: 3px; }"
            f"QToolButton:hover, QToolButton:focus {{ background: {colors.selected}; }}"
        )

    def _mover(self, name: str, by: int, keys: str) -> QToolButton:
        """The keys count wherever in the chip the focus is."""
        button = icon_button(name, self, size=16)
        move = partial(self._move, by)
        button.clicked.connect(move)
        short = shortcut(self, keys)
        short.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        short.activated.connect(move)
        return button

    def _move(self, by: int) -> None:
        self.moved.emit(self._id, by)

    def _on_edit(self) -> None:
        self.edited.emit(self._id)

    def _on_remove(self) -> None:
        self.removed.emit(self._id)
