"""What the tests of the transcript share: a shown view on a model, and palettes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from inglenook_desktop.models.transcript import Speaker, TranscriptItem, TranscriptModel
from inglenook_desktop.views.text_piece import TextPiece
from inglenook_desktop.views.transcript_view import TranscriptView
from PySide6.QtCore import QUrl
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot


@dataclass
class Stage:
    """A shown transcript, and the addresses it opened."""

    model: TranscriptModel
    view: TranscriptView
    opened: list[str] = field(default_factory=list)

    def texts(self) -> list[TextPiece]:
        """The visible text widgets from top to bottom."""
        return [text for _, text in self.view._widgets.text_widgets()]

    def shown_text(self) -> str:
        return "\n".join(text.toPlainText() for text in self.texts())

    def say(self, text: str, *, speaker: Speaker = Speaker.MODEL, key: int = 0, is_streaming: bool = False) -> int:
        """Appends a message and returns its row."""
        key = key or len(self.model) + 1
        return self.model.append(TranscriptItem(key=key, speaker=speaker, text=text, is_streaming=is_streaming))

    def paint(self) -> None:
        """Paints everything that is visible, at once."""
        self.view.grab()


@pytest.fixture
def stage(qtbot: QtBot) -> Iterator[Stage]:
    model = TranscriptModel()
    opened: list[str] = []

    def opener(url: QUrl) -> bool:
        opened.append(url.toString())
        return True

    view = TranscriptView(model, opener=opener)
    qtbot.addWidget(view)
    view.resize(900, 700)
    view.show()
    qtbot.waitExposed(view)
    return Stage(model, view, opened)


@pytest.fixture
def palette_of() -> Callable[[str], QPalette]:
    """ "light" or "dark"."""
    colors = {
        "light": ("#f5f3f0", "#fffefc", "#1c1b1a", "#efece8", "#b85c1e", "#0b62b8"),
        "dark": ("#1f1f22", "#18181b", "#e6e6ea", "#2a2a2e", "#c8742c", "#6ab0f3"),
    }

    def make(name: str) -> QPalette:
        window, base, text, button, highlight, link = (QColor(color) for color in colors[name])
        roles = QPalette.ColorRole
        palette = QPalette()
        for role, color in (
            (roles.Window, window),
            (roles.Base, base),
            (roles.Text, text),
            (roles.WindowText, text),
            (roles.Button, button),
            (roles.ButtonText, text),
            (roles.Highlight, highlight),
            (roles.HighlightedText, QColor("white")),
            (roles.Link, link),
        ):
            palette.setColor(role, color)
        return palette

    return make


@pytest.fixture
def readable_font(qapp: QApplication) -> Iterator[None]:
    """The size that the window uses, for screenshots."""
    before = QFont(qapp.font())
    font = QFont(before)
    font.setPointSizeF(10.5)
    qapp.setFont(font)
    yield
    qapp.setFont(before)
