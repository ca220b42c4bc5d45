"""A row of the settings dialog for what is set elsewhere: its words, and a button that leads there."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

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
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 12, 0, 12)
        row.setSpacing(20)
        row.addLayout(words, 1)
        row.addWidget(self.control, 0, Qt.AlignmentFlag.AlignVCenter)

    @property
    def words(self) -> str:
        """What a search looks through."""
        return " ".join((self.title.text(), self.help.text(), self.place.words))

    def restyle(self, colors: Colors) -> None:
        self.help.setStyleSheet(f"color: {colors.muted};")
        self.control.restyle(colors)

    def _on_clicked(self) -> None:
        self.opened.emit(self.place.command)
