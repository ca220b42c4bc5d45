"""The head of a column where two models answer side by side: which model that is, what it does, a button that stops
that, and a cross."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ..library import InstalledModel
from ..models.tooltips import inert
from ..side_by_side import BesidePhase, BesideShown
from ..state import ChatState, Loaded, Loading, NoModel, Reading, Writing
from ..theme import Colors, Theme
from .fonts import scaled
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
        self._below = QHBoxLayout()
        self._below.setContentsMargins(8, 0, 10, 0)
        self._way_on: QAbstractButton | None = None
        self._line = QFrame(self)
        self._line.setFrameShape(QFrame.Shape.NoFrame)
        self._line.setFixedHeight(_LINE_PX)
        self._colors, self._is_current = theme.colors, False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self.row)
        layout.addLayout(self._below)
        layout.addWidget(self._line)
        theme.changed.connect(self._restyle)
        self._restyle(theme.colors)

    def add_way_on(self, button: QAbstractButton) -> None:
        """Beside what the model does, or below that where it would leave the name no room."""
        self._way_on = button
        self._below.addWidget(button)
        self._below.addStretch(1)
        for one in (button, self.stop_button):
            one.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._place_way_on()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_way_on()

    def _place_way_on(self) -> None:
        if (button := self._way_on) is None:
            return
        margins = self.row.contentsMargins()
        parts = [one for one in (button, self.stop_button, self.close_button) if not one.isHidden()]
        used = sum(one.sizeHint().width() + self.row.spacing() for one in parts)
        used += margins.left() + margins.right() + self.detail.minimumWidth() + self.row.spacing()
        is_beside = self.width() - used >= scaled(LEAST_NAME_PX)
        if is_beside != (self.row.indexOf(button) >= 0):
            before, after = (self._below, self.row) if is_beside else (self.row, self._below)
            before.removeWidget(button)
            after.insertWidget(2 if is_beside else 0, button)

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
        self._place_way_on()

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
