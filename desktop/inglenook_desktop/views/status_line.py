"""The line at the bottom: what the engine does now, and the figures of the last answer in view."""

from __future__ import annotations

from inglenook_engine.types import TemplateOrigin
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ..state import (
    ChatState,
    EngineDown,
    Figures,
    Loaded,
    Loading,
    NoModel,
    Reading,
    Stopping,
    StorageOpen,
    StorageOpening,
    WaitingForModel,
    Writing,
)
from ..theme import Colors, Theme
from .drafting_text import drafting_detail
from .fonts import scale_font
from .parts import count_text, duration_text, rate_text, title_of

MARGIN, SPACING = 4, 16
_BETWEEN = "  ·  "


class StatusLine(QWidget):
    """What is going on, on the left; on the right as many figures as there is room for, the most telling first."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Status"))
        self._activity = QLabel(self)
        self._figures = QLabel(self)
        for label in (self._activity, self._figures):
            label.setTextFormat(Qt.TextFormat.PlainText)
            scale_font(label, 0.88)
        self._figures.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(MARGIN, 3, MARGIN, 8)
        layout.setSpacing(SPACING)
        layout.addWidget(self._activity)
        layout.addStretch(1)
        layout.addWidget(self._figures)
        self._parts: tuple[str, ...] = ()
        theme.changed.connect(self._restyle)
        self._restyle(theme.colors)

    @property
    def activity(self) -> str:
        return self._activity.text()

    @property
    def figures(self) -> str:
        """All of them, also those that there is no room for."""
        return _BETWEEN.join(self._parts)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def show_state(self, state: ChatState) -> None:
        activity = self._activity_of(state)
        if isinstance(state.storage, StorageOpen) and state.storage.is_temporary:
            activity = self.tr("Nothing is saved") + " · " + activity
        self._activity.setText(activity)
        self._parts = () if state.figures is None else self._figures_of(state.figures)
        self._fit()
        self._figures.setToolTip("" if state.figures is None else drafting_detail(state.figures.stats))

    def _fit(self) -> None:
        room = self.width() - 2 * MARGIN - self._activity.sizeHint().width() - SPACING
        measure = self._figures.fontMetrics().horizontalAdvance
        n_parts = len(self._parts)
        while n_parts and measure(_BETWEEN.join(self._parts[:n_parts])) > room:
            n_parts -= 1
        self._figures.setText(_BETWEEN.join(self._parts[:n_parts]))

    def _activity_of(self, state: ChatState) -> str:
        number = QLocale().toString
        match state.answer:
            case WaitingForModel():
                return self.tr("Your message is sent as soon as the model is ready")
            case Reading(total_tokens=0):
                return self.tr("Reading…")
            case Reading(done_tokens=done, total_tokens=total):
                return self.tr("Reading %1 of %2 tokens").replace("%1", number(done)).replace("%2", number(total))
            case Writing(n_tokens=n_tokens):
                where = self.tr("Writing in another conversation") if state.is_busy_elsewhere else self.tr("Writing")
                return where + " · " + count_text(n_tokens)
            case Stopping():
                return self.tr("Stopping…")
        if isinstance(state.storage, StorageOpening):
            return self.tr("Opening your conversations")
        match state.engine:
            case Loading(choice=choice):
                return self.tr("Loading %1").replace("%1", title_of(choice))
            case Loaded(choice=choice, model=model):
                if model.template_origin is TemplateOrigin.NONE:
                    return self.tr("%1 is a base model: plain completion").replace("%1", title_of(choice))
                return self.tr("%1 is ready").replace("%1", title_of(choice))
            case EngineDown(choice=choice):
                return self.tr("%1 is not loaded").replace("%1", title_of(choice))
            case NoModel():
                return self.tr("No model is loaded")
        return ""

    def _figures_of(self, figures: Figures) -> tuple[str, ...]:
        stats, number = figures.stats, QLocale().toString
        first = self.tr("first token %1").replace("%1", duration_text(stats.ttft_ms))
        speed = self.tr("speed %1").replace("%1", rate_text(stats.decode_tokens_per_s))
        prompt = self.tr("prompt %1").replace("%1", number(stats.prompt_tokens))
        cached = self.tr("cached %1").replace("%1", number(stats.cached_tokens))
        output = self.tr("output %1").replace("%1", number(stats.output_tokens))
        return first, speed, prompt, cached, output

    def _restyle(self, colors: Colors) -> None:
        self.setStyleSheet(f"QLabel {{ color: {colors.muted}; }}")
