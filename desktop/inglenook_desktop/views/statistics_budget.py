"""The field of a person's own budget on the page of statistics: one for each time that can have one."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Signal
from PySide6.QtWidgets import QDoubleSpinBox, QWidget

from ..statistics.question import BUDGETS, Metric
from ..theme import Colors


class BudgetField(QDoubleSpinBox):
    """kept: the person wrote down another: of which figure, and seconds, between tokens milliseconds; 0 for none."""

    kept = Signal(object, float)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._budgets = dict.fromkeys(BUDGETS, 0.0)
        self._of = Metric.TTFT
        self.setSpecialValueText(QCoreApplication.translate("StatisticsWindow", "none"))
        self.setKeyboardTracking(False)
        self.lineEdit().setTextMargins(6, 0, 4, 0)
        self.valueChanged.connect(self._on_value)
        self._dress()

    def ms_of(self, metric: Metric) -> float | None:
        """metric: of BUDGETS. None where there is no budget."""
        return self._budgets[metric] * (1 if metric is Metric.ITL else 1000) or None

    def show_of(self, metric: Metric) -> None:
        """The field is for the budget of this figure."""
        self._of = metric
        self._dress()

    def take(self, budgets: Mapping[Metric, float]) -> bool:
        """In the units of `kept`. Returns whether any is another."""
        if self._budgets == budgets:
            return False
        self._budgets = dict(budgets)
        self._dress()
        return True

    def restyle(self, colors: Colors) -> None:
        self.setStyleSheet(
            f"QDoubleSpinBox {{ background: {colors.field}; color: {colors.text}; border: 1px solid {colors.border};"
            " border-radius: 7px; padding: 4px 8px; min-width: 72px; }"
            f"QDoubleSpinBox:focus {{ border: 1px solid {colors.accent}; }}"
            "QDoubleSpinBox::up-button, QDoubleSpinBox::down-button { width: 0; }"
        )

    def _on_value(self, value: float) -> None:
        self._budgets[self._of] = value
        self.kept.emit(self._of, value)

    def _dress(self) -> None:
        translate = QCoreApplication.translate
        is_short = self._of is Metric.ITL
        with QSignalBlocker(self):
            self.setRange(0.0, 10_000.0 if is_short else 600.0 if self._of is Metric.TTFT else 36_000.0)
            self.setDecimals(0 if is_short else 1)
            self.setSingleStep(10.0 if is_short else 0.5)
            suffix = translate("StatisticsWindow", " ms") if is_short else translate("StatisticsWindow", " s")
            self.setSuffix(suffix)
            self.setValue(self._budgets[self._of])
        name, tip = {
            Metric.TTFT: (
                translate("StatisticsWindow", "Budget of the time to the first token"),
                translate(
                    "StatisticsWindow",
                    "95 of 100 answers are to begin within it; where they did not, the chart is marked",
                ),
            ),
            Metric.ITL: (
                translate("StatisticsWindow", "Budget of the time between tokens"),
                translate(
                    "StatisticsWindow",
                    "95 of 100 tokens are to follow within it; where they did not, the chart is marked",
                ),
            ),
            Metric.TOTAL: (
                translate("StatisticsWindow", "Budget of the time of the whole answer"),
                translate(
                    "StatisticsWindow",
                    "95 of 100 answers are to end within it; where they did not, the chart is marked",
                ),
            ),
        }[self._of]
        self.setAccessibleName(name)
        self.setToolTip(tip)
