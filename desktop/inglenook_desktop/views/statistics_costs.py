"""What the answers in view cost here and elsewhere, from the person's own prices, with the formulas beside it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication, QDate, QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from ..statistics.cost import BreakEven
from ..statistics.costing import CostLine, Costs
from ..statistics.prices import FILE_NAME, Prices
from ..theme import Colors
from ..translating import date_pattern
from .models_parts import Button, Words, plain
from .statistics_words import NONE, count_text, money_text, share_text

DAYS_WITHIN, MONTHS_WITHIN = 6, 60
"""In months: nearer than these a day, and a month, say something."""


class CostsPanel(QWidget):
    """edit_wanted: the person wants to write down prices."""

    edit_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.words = Words(self)
        self.edit_button = Button(self.tr("&Prices…"), self)
        self.edit_button.setToolTip(self.tr("Open %1, where you write down what things cost").replace("%1", FILE_NAME))
        self.edit_button.clicked.connect(self.edit_wanted)
        self.table = QTableWidget(0, 6, self)
        self.table.setAccessibleName(self.tr("Costs"))
        self.table.setHorizontalHeaderLabels(
            [
                self.tr("Where"),
                self.tr("These answers"),
                self.tr("One answer"),
                self.tr("A million tokens"),
                self.tr("The machine is paid for"),
                self.tr("Worth it from"),
            ]
        )
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().setHighlightSections(False)
        self.formulas = Words(self)
        self.formulas.say(_formulas())
        top = QHBoxLayout()
        top.addWidget(self.words, 1)
        top.addWidget(self.edit_button, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.addLayout(top)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.formulas)

    def show_costs(self, costs: Costs, prices: Prices) -> None:
        self.words.say(_summary(costs, prices))
        self.table.setRowCount(len(costs.lines))
        for at, line in enumerate(costs.lines):
            for column, text in enumerate(_cells(line, costs.currency)):
                item = QTableWidgetItem(text)
                if column:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.table.setItem(at, column, item)
        for column in range(self.table.columnCount()):
            side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
            heading = self.table.horizontalHeaderItem(column)
            if heading is not None:
                heading.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        self.table.setVisible(bool(costs.lines))

    def restyle(self, colors: Colors, sheet: str) -> None:
        """sheet: that of the tables beside it."""
        self.edit_button.restyle(colors)
        self.table.setStyleSheet(sheet.replace("QTableView", "QTableWidget"))
        palette = self.formulas.palette()
        palette.setColor(self.formulas.foregroundRole(), colors.muted)
        self.formulas.setPalette(palette)


def _summary(costs: Costs, prices: Prices) -> str:
    translate = QCoreApplication.translate
    sentences = []
    if prices.owned is None and not prices.hosted:
        if not prices.problems:
            sentences.append(
                translate(
                    "statistics",
                    "No prices are written down yet. %1 in the data folder is yours to fill: what electricity and this"
                    " machine cost, and what providers ask. Nothing is fetched.",
                ).replace("%1", FILE_NAME)
            )
    elif not costs.is_own:
        sentences.append(
            translate(
                "statistics", "Not all of these answers were made on this machine, so only the providers are told."
            )
        )
    elif prices.owned is None:
        sentences.append(
            translate("statistics", "What this machine costs is not written down, so only the providers are told.")
        )
    elif not any(line.price is None for line in costs.lines):
        sentences.append(
            translate(
                "statistics",
                "Energy was not measured in these days, so there is no cost of this machine: no counter of it could be"
                " read.",
            )
        )
    else:
        if costs.n_answers == costs.n_all:
            of = translate("statistics", "Of all %2 answers. The machine worked %3 of the time.")
        else:
            of = translate(
                "statistics",
                "Of %1 of %2 answers, those whose energy was measured, with %4 of the tokens. Dates and volumes are of"
                " all answers, the others reckoned as these. The machine worked %3 of the time.",
            )
        sentences.append(
            of.replace("%1", count_text(costs.n_answers))
            .replace("%2", count_text(costs.n_all))
            .replace("%4", share_text(costs.token_share))
            .replace("%3", share_text(costs.utilisation) if costs.utilisation >= 0.005 else "< 1 %")
        )
    sentences += [plain(problem, 400) for problem in prices.problems]
    return "\n".join(sentences)


def _cells(line: CostLine, currency: str) -> tuple[str, ...]:
    translate = QCoreApplication.translate
    if line.price is None:
        where = translate("statistics", "This machine")
    else:
        where = translate("statistics", "%1, as of %2")
        where = where.replace("%1", plain(line.price.name)).replace("%2", _day(line.price.as_of))
    return (
        where,
        money_text(line.amount, currency),
        money_text(line.per_answer, currency),
        money_text(line.per_million, currency),
        "" if line.price is None else _when(line.break_even),
        "" if line.price is None else _volume(line.break_even),
    )


def _when(even: BreakEven | None) -> str:
    translate = QCoreApplication.translate
    if even is None:
        return NONE
    if even.day_low is None:
        return translate("statistics", "not within a century")
    if even.day_high is None:
        day = _far_day(even.day_low, even.months_low)
        return translate("statistics", "%1 at the earliest, perhaps never").replace("%1", day)
    return _ends(_far_day(even.day_low, even.months_high), _far_day(even.day_high, even.months_high))


def _volume(even: BreakEven | None) -> str:
    translate = QCoreApplication.translate
    if even is None or even.tokens_per_month is None:
        return NONE
    volume = even.tokens_per_month
    low = count_text(round(volume.low))
    high = "∞" if volume.high == float("inf") else count_text(round(volume.high))
    return translate("statistics", "%1 tokens a month").replace("%1", _ends(low, high))


def _ends(low: str, high: str) -> str:
    """Once where both say the same."""
    return low if low == high else f"{low} – {high}"


def _far_day(day: date, months: float | None) -> str:
    """months: until then. What is far is told by month, what is farther by year: no more is known."""
    if months is None or months <= DAYS_WITHIN:
        return _day(day)
    pattern = "MMM yyyy" if months <= MONTHS_WITHIN else "yyyy"
    return QLocale().toString(QDate(day.year, day.month, day.day), pattern)


def _day(day: date) -> str:
    return QLocale().toString(QDate(day.year, day.month, day.day), date_pattern("d MMM yyyy"))


def _formulas() -> str:
    return QCoreApplication.translate(
        "statistics",
        "Electricity = energy ÷ 3.6 MJ × price of a kWh; low: of the work alone, high: with what the idle machine"
        " takes. Hardware = its price × busy time ÷ its life; high: divided by the share of the time that it works."
        " Provider = new × input + cached × cached input + written × output, per million; high: nothing is cached. Paid"
        " for = price of the hardware ÷ (provider − electricity) a month. A range goes from its lowest to its highest.",
    )
