"""The narrow bars of the sidebar: the offer to undo, work that goes on, and where the list is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from ..models.conversations import TRASH_DAYS, tool_tip
from ..shelf_wishes import Place
from ..theme import Colors
from .icons import Icon, icon
from .parts import ElidedLabel, icon_button


class UndoBar(QFrame):
    """What was deleted, and the way back."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self._label = ElidedLabel(self)
        self.undo = QPushButton(self.tr("Undo"), self)
        self.undo.setFlat(True)
        self.undo.setCursor(Qt.CursorShape.PointingHandCursor)
        self.close_button = icon_button(self.tr("Dismiss"), self, size=14)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 6, 6, 6)
        layout.setSpacing(4)
        layout.addWidget(self._label, 1)
        layout.addWidget(self.undo)
        layout.addWidget(self.close_button)

    def show_title(self, title: str) -> None:
        text = self.tr("Deleted “%1”").replace("%1", title)
        self.setAccessibleName(text)
        self.setToolTip(tool_tip(text))
        self._label.setText(text)

    def restyle(self, colors: Colors) -> None:
        self.close_button.setIcon(icon(Icon.CLOSE, colors.muted))
        self.setStyleSheet(_bar_style(colors))


class JobBar(QFrame):
    """An export or an import on its way. cancelled: the person does not want it any more."""

    cancelled = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self._label = ElidedLabel(self)
        self.progress = QProgressBar(self)
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(4)
        self.cancel = QPushButton(self.tr("Cancel"), self)
        self.cancel.setFlat(True)
        self.cancel.setCursor(Qt.CursorShape.PointingHandCursor)
        self.cancel.clicked.connect(self.cancelled)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self._label, 1)
        row.addWidget(self.cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 6, 6, 8)
        layout.setSpacing(4)
        layout.addLayout(row)
        layout.addWidget(self.progress)
        self.hide()

    def begin(self, sentence: str) -> None:
        self._label.setText(sentence)
        self.setToolTip(tool_tip(sentence))
        self.setAccessibleName(sentence)
        self.progress.setAccessibleName(sentence)
        self.progress.setRange(0, 0)
        self.cancel.setEnabled(True)
        self.show()

    def show_progress(self, done: int, total: int) -> None:
        """total 0: not known."""
        self.progress.setRange(0, max(0, total))
        self.progress.setValue(min(done, total))

    def restyle(self, colors: Colors) -> None:
        self.setStyleSheet(
            _bar_style(colors)
            + f"QProgressBar {{ background: {colors.border}; border: none; border-radius: 2px; }}"
            + f"QProgressBar::chunk {{ background: {colors.accent}; border-radius: 2px; }}"
        )


class PlaceBar(QFrame):
    """Over the archive and the trash: what this is, and the way back. emptied: the person asked for the trash to be."""

    left = Signal()
    emptied = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("place")
        self.back = icon_button(self.tr("Back to the conversations"), self)
        self.back.clicked.connect(self.left)
        self._name = QLabel(self)
        font = self._name.font()
        font.setBold(True)
        self._name.setFont(font)
        self._note = QLabel(self)
        self._note.setObjectName("note")
        self._note.setWordWrap(True)
        self.empty = QPushButton(self.tr("Empty…"), self)
        self.empty.setFlat(True)
        self.empty.setCursor(Qt.CursorShape.PointingHandCursor)
        self.empty.setAccessibleName(self.tr("Empty the trash"))
        self.empty.clicked.connect(self.emptied)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.back)
        row.addWidget(self._name, 1)
        row.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 0, 8, 6)
        layout.setSpacing(0)
        layout.addLayout(row)
        layout.addWidget(self._note)
        self.hide()

    def show_place(self, place: Place, n_rows: int) -> None:
        """n_rows: conversations in it."""
        self.setVisible(place is not Place.CHATS)
        self.empty.setVisible(place is Place.TRASH and n_rows > 0)
        if place is Place.TRASH:
            note = self.tr("Emptied after %1 days.").replace("%1", str(TRASH_DAYS)) if n_rows else self.tr("Empty.")
            self._name.setText(self.tr("Trash"))
        else:
            note = "" if n_rows else self.tr("Nothing is archived.")
            self._name.setText(self.tr("Archive"))
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def restyle(self, colors: Colors) -> None:
        self.back.setIcon(icon(Icon.BACK, colors.text))
        self.setStyleSheet(
            f"QLabel {{ color: {colors.text}; }} #note {{ color: {colors.muted}; padding: 0 0 2px 8px; }}"
            f"QPushButton {{ color: {colors.link}; border: none; padding: 4px 6px; border-radius: 5px; }}"
            "QToolButton { border: none; border-radius: 6px; padding: 3px; }"
            f"QPushButton:hover, QPushButton:focus, QToolButton:hover, QToolButton:focus"
            f" {{ background: {colors.hover}; }}"
        )


def _bar_style(colors: Colors) -> str:
    return (
        f"#bar {{ background: {colors.panel}; border-top: 1px solid {colors.border}; }}"
        f"QPushButton {{ color: {colors.link}; font-weight: bold; border: none; padding: 4px 6px;"
        " border-radius: 5px; }"
        f"QPushButton:hover, QPushButton:focus {{ background: {colors.selected}; }}"
        "QToolButton { border: none; border-radius: 5px; padding: 3px; }"
        f"QToolButton:hover {{ background: {colors.selected}; }}"
    )
