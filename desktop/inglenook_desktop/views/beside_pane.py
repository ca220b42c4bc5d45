"""The second column: the answer of another model to the same question."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ..library import InstalledModel
from ..models.transcript import TranscriptModel
from ..side_by_side import BesidePhase, BesideShown
from ..state import ChatState
from ..theme import Colors, Theme, style_scroll_bar
from ..translating import said
from .icons import Icon, icon
from .parts import ElidedLabel, icon_button, title_of
from .transcript_view import TranscriptView

LEAST_WIDTH = 240
"""Of a column, in pixels."""


class BesidePane(QWidget):
    """go_on_requested: with this answer, by its id. close_requested: one model is enough again."""

    go_on_requested = Signal(int)
    close_requested = Signal()

    def __init__(
        self,
        transcript: TranscriptModel,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        list_models: Callable[[], Sequence[InstalledModel]] = tuple,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Second model"))
        self.setMinimumWidth(LEAST_WIDTH)
        self._shown = BesideShown()
        self._conversation_id: int | None = None
        self._is_busy = False
        self.name = ElidedLabel(self)
        font = self.name.font()
        font.setBold(True)
        self.name.setFont(font)
        self.detail = QLabel(self)
        self.detail.setTextFormat(Qt.TextFormat.PlainText)
        self.go_on = QPushButton(self.tr("Use this one"), self)
        self.go_on.setObjectName("go_on")
        self.go_on.setToolTip(self.tr("Go on with this answer instead of the other one"))
        self.go_on.setCursor(Qt.CursorShape.PointingHandCursor)
        self.go_on.clicked.connect(self._on_go_on)
        self.close_button = icon_button(self.tr("Close the second model"), self, size=14)
        self.close_button.clicked.connect(self.close_requested)
        self.transcript = TranscriptView(transcript, self, list_models=list_models)
        self.transcript.setAccessibleName(self.tr("Answer of the second model"))
        self.transcript.set_busy(True)  # another answer would be the first model's: it is had in the first column
        self.transcript.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.words = QLabel(self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words.setMargin(24)  # a style sheet takes contents margins away
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self.words)
        self.pages.addWidget(self.transcript)
        head = QHBoxLayout()
        head.setContentsMargins(16, 6, 10, 6)
        head.setSpacing(8)
        head.addWidget(self.name, 1)
        head.addWidget(self.detail)
        head.addWidget(self.go_on)
        head.addWidget(self.close_button)
        line = QFrame(self)
        line.setFrameShape(QFrame.Shape.NoFrame)
        line.setFixedHeight(1)
        line.setObjectName("line")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(line)
        layout.addWidget(self.pages, 1)
        theme.changed.connect(self._restyle)
        self._restyle(theme.colors)
        self.hide()

    def show_state(self, state: ChatState) -> None:
        self._conversation_id = state.conversation_id
        self._is_busy = state.is_busy
        self.transcript.acts.set_private(state.is_private)
        self._look()

    def show_beside(self, shown: BesideShown) -> None:
        self._shown = shown
        self._look()

    def _look(self) -> None:
        shown = self._shown
        self.setVisible(shown.choice is not None)
        if shown.choice is None:
            return
        self.name.setText(title_of(shown.choice))
        self.name.setToolTip(str(shown.choice.path))
        self.detail.setText(self._detail_of(shown))
        is_waiting = shown.phase is BesidePhase.WAITING
        is_of_view = shown.conversation_id is not None and shown.conversation_id == self._conversation_id
        is_here = is_of_view and not is_waiting
        self.go_on.setVisible(is_here and shown.message_id is not None)
        self.go_on.setEnabled(not self._is_busy)
        if not is_here:
            words = self.tr("The next question goes to both models.")
            if shown.phase is BesidePhase.DOWN:
                words = said(shown.problem)
            elif is_waiting:
                words = self.tr("It answers when the first model is done: both at once would slow each other down.")
            self.words.setText(words)
        page = self.transcript if is_here else self.words
        if self.pages.currentWidget() is not page:
            self.pages.setCurrentWidget(page)

    def _detail_of(self, shown: BesideShown) -> str:
        percent = str(int(shown.fraction * 100))
        match shown.phase:
            case BesidePhase.LOADING:
                return self.tr("Loading, %1 %").replace("%1", percent)
            case BesidePhase.WAITING:
                return self.tr("waits")
            case BesidePhase.READING:
                return self.tr("Reading, %1 %").replace("%1", percent)
            case BesidePhase.WRITING:
                return self.tr("Writing, %1 tokens").replace("%1", QLocale().toString(shown.n_tokens))
            case BesidePhase.DOWN:
                return self.tr("not loaded")
            case _:
                return ""

    def _on_go_on(self) -> None:
        if self._shown.message_id is not None:
            self.go_on_requested.emit(self._shown.message_id)

    def _restyle(self, colors: Colors) -> None:
        self.close_button.setIcon(icon(Icon.CLOSE, colors.muted))
        self.setStyleSheet(
            f"#line {{ background: {colors.border}; }}"
            f"#go_on {{ color: {colors.link}; background: transparent; border: none; border-radius: 6px;"
            " padding: 4px 9px; }"
            f"#go_on:hover, #go_on:focus {{ background: {colors.hover}; }}"
            f"#go_on:disabled {{ color: {colors.faint}; }}"
            "QToolButton { border: none; border-radius: 6px; padding: 4px; }"
            f"QToolButton:hover, QToolButton:focus {{ background: {colors.hover}; }}"
        )
        for label in (self.detail, self.words):
            label.setStyleSheet(f"color: {colors.muted};")
        palette = self.transcript.palette()
        palette.setColor(QPalette.ColorRole.Base, QColor(colors.window))
        self.transcript.setPalette(palette)
        style_scroll_bar(self.transcript, colors)
