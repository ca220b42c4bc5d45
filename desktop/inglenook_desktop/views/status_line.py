"""The line at the bottom: what the engine does now, and the figures of the last answer in view."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from inglenook_engine.types import TemplateOrigin
from PySide6.QtCore import QLocale, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from ..context_meter import ContextUse
from ..prefill_pace import PrefillPace
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
    WaitingFor,
    WaitingForModel,
    Writing,
)
from ..theme import Colors, Theme
from .context_gauge import ContextGauge
from .drafting_text import drafting_detail
from .fonts import scale_font
from .parts import ElidedLabel, count_text, duration_text, rate_text, title_of

MARGIN, SPACING = 4, 16
LEAST_LEFT_S = 1.0
"""Less is over before it is read."""

_BETWEEN = "  ·  "


class StatusLine(QWidget):
    """What is going on, on the left; on the right as many figures as there is room for, the most telling first."""

    def __init__(
        self, theme: Theme, parent: QWidget | None = None, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._pace = PrefillPace()
        self._state: ChatState | None = None
        self._second = QTimer(self)
        self._second.setInterval(1000)
        self._second.timeout.connect(self._show_activity)
        self.setAccessibleName(self.tr("Status"))
        self._activity = ElidedLabel(self)  # gives way before the numbers do
        self._activity.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
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
        self.gauge = ContextGauge(theme, self)
        layout.addWidget(self.gauge)
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

    def sizeHint(self) -> QSize:
        return self._high_enough(super().sizeHint())

    def minimumSizeHint(self) -> QSize:
        return self._high_enough(super().minimumSizeHint())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def show_state(self, state: ChatState) -> None:
        self._state = state
        if isinstance(answer := state.answer, Reading) and not answer.is_held:
            self._pace.report(answer.run_id, answer.done_tokens, answer.total_tokens, self._clock())
        if isinstance(answer, Reading) != self._second.isActive():  # no timer while nothing is read
            self._second.stop() if self._second.isActive() else self._second.start()
        self._show_activity()
        self._parts = () if state.figures is None else self._figures_of(state.figures)
        self._fit()
        self._figures.setToolTip("" if state.figures is None else drafting_detail(state.figures.stats))

    def show_use(self, use: ContextUse | None, of_model: str = "") -> None:
        """None: nothing is counted. of_model: as of the gauge."""
        self.gauge.show_use(use, of_model)
        self._fit()

    def _high_enough(self, hint: QSize) -> QSize:
        """For the gauge as well, so that nothing moves when it comes."""
        margins = self.contentsMargins() if (layout := self.layout()) is None else layout.contentsMargins()
        return hint.expandedTo(QSize(0, margins.top() + self.gauge.sizeHint().height() + margins.bottom()))

    def _show_activity(self) -> None:
        if self._state is None:
            return
        activity = self._activity_of(self._state)
        storage = self._state.storage
        if isinstance(storage, StorageOpen) and storage.is_temporary:
            activity = self.tr("Nothing is saved") + " · " + activity
        self._activity.setText(activity)
        if (layout := self.layout()) is not None:
            layout.activate()  # the first words of an answer are painted in this very turn
        self._fit()

    def _fit(self) -> None:
        room = self.width() - 2 * MARGIN - self._activity.sizeHint().width() - SPACING
        if not self.gauge.isHidden():
            room -= self.gauge.sizeHint().width() + SPACING
        measure = self._figures.fontMetrics().horizontalAdvance
        n_parts = len(self._parts)
        while n_parts and measure(_BETWEEN.join(self._parts[:n_parts])) > room:
            n_parts -= 1
        self._figures.setText(_BETWEEN.join(self._parts[:n_parts]))

    def _activity_of(self, state: ChatState) -> str:
        number = QLocale().toString
        match state.answer:
            case WaitingForModel(waiting_for=WaitingFor.COUNT):
                return self.tr("Looking whether it fits…")
            case WaitingForModel(waiting_for=WaitingFor.SUMMARY):
                return self.tr("Summing up the oldest messages…")
            case WaitingForModel():
                return self.tr("Your message is sent as soon as the model is ready")
            case Reading(is_held=True):
                return self.tr("Waiting for the answer in another window…")
            case Reading() if state.is_busy_elsewhere:
                return self.tr("Reading in another conversation")
            case Reading(total_tokens=0):
                return self.tr("Reading…")
            case Reading(done_tokens=done, total_tokens=total):
                progress = self.tr("Reading %1 of %2 tokens").replace("%1", number(done)).replace("%2", number(total))
                return progress + self._left()
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

    def _left(self) -> str:
        """ " · about 12 s left", as measured; "" when that is not known yet or next to nothing."""
        left_s = self._pace.left_s(self._clock())
        if left_s is None or left_s < LEAST_LEFT_S:
            return ""
        number = QLocale().toString
        if left_s < 100:
            text = self.tr("about %1 s left").replace("%1", number(math.ceil(left_s)))
        else:
            text = self.tr("about %1 min left").replace("%1", number(max(2, round(left_s / 60))))
        return " · " + text

    def _figures_of(self, figures: Figures) -> tuple[str, ...]:
        stats, number = figures.stats, QLocale().toString
        if not stats.prompt_tokens:  # it was stopped before anything was read
            return ()
        first = self.tr("first token %1").replace("%1", duration_text(stats.ttft_ms))
        speed = self.tr("speed %1").replace("%1", rate_text(stats.decode_tokens_per_s))
        prompt = self.tr("prompt %1").replace("%1", number(stats.prompt_tokens))
        cached = self.tr("cached %1").replace("%1", number(stats.cached_tokens))
        output = self.tr("output %1").replace("%1", number(stats.output_tokens))
        return *filter(None, (figures.of_model,)), first, speed, prompt, cached, output

    def _restyle(self, colors: Colors) -> None:
        self.setStyleSheet(f"QLabel {{ color: {colors.muted}; }}")
