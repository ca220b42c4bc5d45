"""The head of a column where two models answer side by side: which model that is, what it does, a button that stops
that, and a cross."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ..library import InstalledModel
from ..models.tooltips import inert
from ..side_by_side import BesidePhase, BesideShown
from ..state import ChatState, Loaded, Loading, NoModel, Reading, Writing
from ..theme import Colors, Theme
from .icons import Icon, icon
from .parts import ElidedLabel, count_text, icon_button, size_text, title_of

LEAST_NAME_PX = 60
_LINE_PX = 2
MOST_DOING_PX = 160
"""What a model does is shown before the end of its name, and all of that before its size."""


class ColumnHead(QWidget):
    """close_name: what the cross does. closed: it was pressed. stopped: the answer in this column is to end."""

    closed = Signal()
    stopped = Signal()

    def __init__(self, theme: Theme, close_name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.name = ElidedLabel(self)
        font = self.name.font()
        font.setBold(True)
        self.name.setFont(font)
        self.name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.name.setMinimumWidth(LEAST_NAME_PX)
        self.detail = ElidedLabel(self)
        self.stop_button = icon_button(self.tr("Stop this answer"), self, size=14)
        self.stop_button.clicked.connect(self.stopped)
        self.stop_button.hide()
        self.close_button = icon_button(close_name, self, size=14)
        self.close_button.clicked.connect(self.closed)
        self.row = QHBoxLayout()
        self.row.setContentsMargins(16, 6, 10, 6)
        self.row.setSpacing(8)
        self.row.addWidget(self.name)
        self.row.addWidget(self.detail, 1)
        self.row.addWidget(self.stop_button)
        self.row.addWidget(self.close_button)
        self._line = QFrame(self)
        self._line.setFrameShape(QFrame.Shape.NoFrame)
        self._line.setFixedHeight(_LINE_PX)
        self._colors, self._is_current = theme.colors, False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self.row)
        layout.addWidget(self._line)
        theme.changed.connect(self._restyle)
        self._restyle(theme.colors)

    def set_current(self, is_current: bool) -> None:
        """Whether what is done to "the conversation in view" is done to this column."""
        if is_current != self._is_current:
            self._is_current = is_current
            self._restyle(self._colors)

    def show_first(self, state: ChatState) -> None:
        """Of the model in use."""
        engine, answer = state.engine, state.answer
        self.stop_button.setVisible(isinstance(answer, Reading | Writing) and not state.is_busy_elsewhere)
        if isinstance(engine, NoModel):
            self._show(None, "", self.tr("not loaded"))
            return
        doing = "" if isinstance(engine, Loaded) else self.tr("not loaded")
        match engine, answer:
            case Loading(fraction=fraction), _:
                doing = self._loading(fraction or 0.0)
            case Loaded(), Reading() | Writing() if state.is_busy_elsewhere:
                doing = self._elsewhere()
            case Loaded(), Reading(is_held=True):
                doing = self.tr("waits")
            case Loaded(), Reading(done_tokens=done, total_tokens=total):
                doing = self._reading(done / total if total else 0.0)
            case Loaded(), Writing(n_tokens=n_tokens):
                doing = self._writing(n_tokens)
        quantization = engine.model.quantization if isinstance(engine, Loaded) else engine.choice.quantization
        self._show(engine.choice, quantization, doing)

    def show_second(self, shown: BesideShown, conversation_id: int | None) -> None:
        """conversation_id: the one in view."""
        is_answering = shown.phase in (BesidePhase.WAITING, BesidePhase.READING, BesidePhase.WRITING)
        self.stop_button.setVisible(is_answering and not shown.is_answering_outside(conversation_id))
        match shown.phase:
            case _ if shown.is_answering_outside(conversation_id):
                doing = self._elsewhere()
            case BesidePhase.CHECKING:
                doing = self.tr("looks for memory")
            case BesidePhase.LOADING:
                doing = self._loading(shown.fraction)
            case BesidePhase.WAITING:
                doing = self.tr("waits")
            case BesidePhase.READING:
                doing = self._reading(shown.fraction)
            case BesidePhase.WRITING:
                doing = self._writing(shown.n_tokens)
            case BesidePhase.TOO_LARGE | BesidePhase.DOWN:
                doing = self.tr("not loaded")
            case _:
                doing = ""
        self._show(shown.choice, shown.quantization, doing)

    def _show(self, choice: InstalledModel | None, quantization: str, doing: str) -> None:
        name = self.tr("No model") if choice is None else title_of(choice)
        size = "" if choice is None else size_text(choice.size_bytes)
        detail = " · ".join(filter(None, (doing, quantization, size)))
        if (name, detail) == (self.name.text(), self.detail.text()):
            return
        self.detail.setMinimumWidth(min(MOST_DOING_PX, self.detail.fontMetrics().horizontalAdvance(doing)))
        self.name.setText(name)
        self.name.setToolTip("" if choice is None else inert(str(choice.path)))
        self.detail.setText(detail)
        self.detail.setToolTip(inert(detail))

    def _loading(self, fraction: float) -> str:
        return self.tr("Loading, %1 %").replace("%1", str(int(fraction * 100)))

    def _reading(self, fraction: float) -> str:
        return self.tr("Reading, %1 %").replace("%1", str(int(fraction * 100)))

    def _elsewhere(self) -> str:
        """Of an answer in a conversation that is not in view: no more than that there is one."""
        return self.tr("busy elsewhere")

    def _writing(self, n_tokens: int) -> str:
        return self.tr("Writing, %1").replace("%1", count_text(n_tokens))

    def _restyle(self, colors: Colors) -> None:
        self._colors = colors
        self.stop_button.setIcon(icon(Icon.STOP, colors.muted))
        self.close_button.setIcon(icon(Icon.CLOSE, colors.muted))
        self._line.setStyleSheet(
            f"background: {colors.accent};" if self._is_current else f"border-bottom: 1px solid {colors.border};"
        )
        self.name.setStyleSheet("" if self._is_current else f"color: {colors.muted};")
        self.setStyleSheet(
            "QToolButton { border: none; border-radius: 6px; padding: 4px; }"
            f"QToolButton:hover, QToolButton:focus {{ background: {colors.hover}; }}"
        )
        self.detail.setStyleSheet(f"color: {colors.muted};")
