"""The second column: the answer of another model to the same question."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ..library import InstalledModel
from ..models.transcript import TranscriptModel
from ..side_by_side import BesidePhase, BesideShown
from ..state import ChatState
from ..theme import Colors, Theme, style_scroll_bar
from ..translating import said
from .column_head import ColumnHead
from .find_bar import FindInConversation
from .parts import LowStack
from .scroll_page import ScrollNote, ScrollPage
from .transcript_view import TranscriptView
from .yielding import YieldingButton

LEAST_WIDTH = 240
"""Of a column, in pixels."""
LEAST_WORDS_PX = 120
"""Of a button's."""


class BesidePane(QWidget):
    """go_on_requested: with this answer, by its id. close_requested: one model is enough again. load_requested: what
    was not loaded, all the same."""

    go_on_requested = Signal(int)
    close_requested = Signal()
    load_requested = Signal()

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
        self._model = transcript
        self._conversation_id: int | None = None
        self._is_busy = False
        self.head = ColumnHead(theme, self.tr("Close the second model"), self)
        self.head.closed.connect(self.close_requested)
        self.go_on = _button(self.tr("Use this one"), "go_on", self)
        self.go_on.setToolTip(self.tr("Go on with this answer instead of the other one"))
        self.go_on.clicked.connect(self._on_go_on)
        self.head.add_way_on(self.go_on)
        self.setTabOrder(self.go_on, self.head.stop_button)
        self.setTabOrder(self.head.stop_button, self.head.close_button)
        self.problem = _words(self)
        self.again = _button(self.tr("Load again"), "again", self)
        self.again.clicked.connect(self.load_requested)
        inner = QWidget(self)
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 10, 10, 10)
        column.setSpacing(8)
        column.addWidget(self.problem)
        column.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        self.trouble = ScrollNote(inner, self)
        self.trouble.setAccessibleName(self.accessibleName())
        self.transcript = TranscriptView(transcript, self, list_models=list_models)
        self.transcript.setAccessibleName(self.tr("Answer of the second model"))
        self.transcript.set_second()
        self.transcript.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.finding = FindInConversation(transcript, self.transcript, theme, self)
        self.words = _words(self)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words.setMargin(24)  # a style sheet takes contents margins away
        self.page = ScrollPage(theme, self)
        self.page.stack(self.words)
        self.page.setAccessibleName(self.accessibleName())
        self.pages = LowStack(self)
        self.pages.addWidget(self.page)
        self.pages.addWidget(self.transcript)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(self.trouble)
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
        self.head.show_second(shown, self._conversation_id)
        self.transcript.set_busy(self._is_busy or shown.phase is not BesidePhase.READY)
        is_down = shown.phase in (BesidePhase.TOO_LARGE, BesidePhase.DOWN)
        self.trouble.setVisible(is_down)
        if is_down:
            self.problem.setText(said(shown.problem))
            is_too_large = shown.phase is BesidePhase.TOO_LARGE
            self.again.setText(self.tr("Load anyway") if is_too_large else self.tr("Load again"))
            self.again.setToolTip(self.again.text())
        is_of_view = shown.conversation_id is not None and shown.conversation_id == self._conversation_id
        is_waiting = is_of_view and shown.phase is BesidePhase.WAITING
        is_here = is_of_view and not is_waiting
        self.go_on.setVisible(is_here and shown.message_id is not None and not shown.is_used and self._has_text)
        self.go_on.setEnabled(not self._is_busy)
        if not is_here:
            words = self.tr("The next question goes to both models.")
            if is_down:
                words = self.tr("Questions go to the first model alone.")
            elif is_waiting:
                words = self.tr("It answers when the first model is done: both at once would slow each other down.")
            self.words.setText(words)
        page = self.transcript if is_here else self.page
        if self.pages.currentWidget() is not page:
            self.pages.setCurrentWidget(page)

    @property
    def _has_text(self) -> bool:
        """Something is there to go on with."""
        return len(self._model) > 0 and bool(self._model.item(len(self._model) - 1).text)

    def _on_go_on(self) -> None:
        if self._shown.message_id is not None:
            self.go_on_requested.emit(self._shown.message_id)

    def _restyle(self, colors: Colors) -> None:
        self.setStyleSheet(
            f"#go_on, #again {{ color: {colors.link}; background: transparent; border: none; border-radius: 6px;"
            " padding: 4px 9px; }"
            f"#go_on:hover, #go_on:focus, #again:hover, #again:focus {{ background: {colors.hover}; }}"
            f"#go_on:disabled {{ color: {colors.faint}; }}"
        )
        self.words.setStyleSheet(f"color: {colors.muted};")
        self.problem.setStyleSheet(f"color: {colors.error_text};")
        palette = self.transcript.palette()
        palette.setColor(QPalette.ColorRole.Base, QColor(colors.window))
        self.transcript.setPalette(palette)
        for area in (self.transcript, self.trouble):
            style_scroll_bar(area, colors)


def _button(text: str, name: str, parent: QWidget) -> YieldingButton:
    button = YieldingButton(parent, least_words_px=LEAST_WORDS_PX)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
    button.setText(text)
    button.setObjectName(name)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    return button


def _words(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
