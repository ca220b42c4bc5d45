"""A row of the settings dialog for what is set elsewhere: its words, and a button that leads there."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QLabel, QVBoxLayout, QWidget

from ..command_words import words_of
from ..settings_places import Place
from ..theme import Colors
from ..translating import translated
from .fonts import scale_font
from .models_parts import Button


class PlaceRow(QWidget):
    """opened: the key of the place's command."""

    opened = Signal(str)

    def __init__(self, place: Place, parent: QWidget) -> None:
        super().__init__(parent)
        self.place = place
        self.title = QLabel(translated(place.title), self)
        self.help = QLabel(translated(place.help), self)
        for label in (self.title, self.help):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        scale_font(self.help, 0.92)
        self.control = Button(self.tr("Open…"), self)
        self.control.setAccessibleName(self.tr("Open: %1").replace("%1", self.title.text()))
        self.control.clicked.connect(self._on_clicked)
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addWidget(self.title)
        words.addWidget(self.help)
        self._row = row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        row.setContentsMargins(0, 12, 0, 12)
        row.setSpacing(20)
        row.addLayout(words, 1)
        row.addWidget(self.control, 0, Qt.AlignmentFlag.AlignVCenter)

    def fit(self, width: int) -> None:
        """Of the page, in pixels: the button stands below the words where there is no room for it beside them."""
        words = max(label.minimumSizeHint().width() for label in (self.title, self.help))
        is_beside = words + 20 + self.control.sizeHint().width() <= width
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if is_beside else QBoxLayout.Direction.TopToBottom)
        self._row.setSpacing(20 if is_beside else 6)
        self._row.setAlignment(self.control, Qt.AlignmentFlag.AlignVCenter if is_beside else Qt.AlignmentFlag.AlignLeft)

    @property
    def words(self) -> str:
        """What a search looks through."""
        return " ".join((self.title.text(), self.help.text(), words_of(self.place.command)))

    def restyle(self, colors: Colors) -> None:
        self.help.setStyleSheet(f"color: {colors.muted};")
        self.control.restyle(colors)

    def _on_clicked(self) -> None:
        self.opened.emit(self.place.command)
