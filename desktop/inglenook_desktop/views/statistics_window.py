"""The page of statistics: how fast, how much and at what cost this machine answered.

One window without modality. It shows the values of `statistics.question` and asks by signals; it knows no store. It is
imported when it is first opened.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QFontDatabase, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from ..statistics.change_events import ChangeEvent
from ..statistics.costing import Costs, costs
from ..statistics.prices import Prices
from ..statistics.question import BUDGETS, OF_CONVERSATIONS, SPREADS, Metric, Question, Report
from ..statistics.regressions import Finding
from ..statistics_reading import Behind, PointQuestion
from ..theme import SCROLL_BAR_WIDTH, Colors, Theme, set_background, style_bar_across, style_scroll_bar
from .models_parts import Choice, Table, Words, tab_style
from .parts import ElidedLabel, shortcut
from .statistics_budget import BudgetField
from .statistics_cards import Cards
from .statistics_changes import ChangesPanel, events_in
from .statistics_chart_place import ChartPlace
from .statistics_costs import CostsPanel
from .statistics_drawing import compared_text, drawing_of, hover_text
from .statistics_filters import FilterBar
from .statistics_priced import Priced, n_days, priced
from .statistics_saving import SavingButtons
from .statistics_tables import AnswersModel, FiguresModel
from .statistics_words import count_text, headline, variant_title

_MARGIN = 20
_LARGE = 26
"""Pixels of a line of large letters, whose tables are taller than a small window leaves."""

_OF_SUMS = (Metric.RUNS, Metric.TOKENS, Metric.ENERGY, Metric.COST)


class StatisticsWindow(QDialog):
    """asked: a Question. pointed: a PointQuestion. answer_wanted: a RunBehind to be shown in the chat. budget_changed:
    of which figure, and seconds, between tokens milliseconds; 0 for none. prices_wanted: the person wants to write some
    down."""

    asked = Signal(object)
    pointed = Signal(object)
    answer_wanted = Signal(object)
    budget_changed = Signal(object, float)
    prices_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, today: Callable[[], date] = date.today) -> None:
        super().__init__(parent)
        self._theme = theme
        self._today = today
        self._report: Report | None = None
        self._prices = Prices()
        self._priced = Priced()
        self._costs: Costs | None = None
        self._changes: tuple[Finding, ...] | None = None
        self._events: tuple[ChangeEvent, ...] = ()
        self.setWindowTitle(self.tr("Statistics"))
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, False)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, True)
        self.setMinimumSize(900, 440)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its controls take the focus, and it follows them
        self.filters = FilterBar(self, today=today)
        self.cards = Cards(self)
        self.words = Words(self)
        self.heading = ElidedLabel(self)
        self.variant = Choice(self)
        self.variant.setAccessibleName(self.tr("Which of the card's figures"))
        self.variant.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)  # what it offers changes
        self.budget = BudgetField(self)
        self.budget_label = QLabel(self.tr("&Budget:"), self)
        self.budget_label.setBuddy(self.budget)
        for part in (self.budget, self.budget_label):  # what is below them does not jump when they go
            policy = part.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            part.setSizePolicy(policy)
        self.chart = ChartPlace(self)
        self.figures_model = FiguresModel(self)
        self.answers_model = AnswersModel(self)
        self.figures = self._table(self.tr("Figures"))
        self.figures.setModel(self.figures_model)
        self.answers = self._table(self.tr("Answers"))
        self.answers.setModel(self.answers_model)
        self.answers_hint = QLabel(
            self.tr("Click a point of the chart, or open a row, for its answers"), self.answers.viewport()
        )
        self.answers_hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.answers_hint.setWordWrap(True)
        QVBoxLayout(self.answers.viewport()).addWidget(self.answers_hint)
        self.answers_model.modelReset.connect(self._show_hint)
        self.costs = CostsPanel(self)
        self.changes = ChangesPanel(self)
        self.sql = QPlainTextEdit(self)
        self.sql.setReadOnly(True)
        self.sql.setTabChangesFocus(True)
        self.sql.setAccessibleName(self.tr("SQL of this table"))
        self.sql.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.tabs = QTabBar(self)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(self.tr("Below the chart"))
        self.pages = QStackedWidget(self)
        for title, page in (
            (self.tr("Figures"), self.figures),
            (self.tr("Answers"), self.answers),
            (self.tr("Costs"), self.costs),
            (self.tr("Changes"), self.changes),
            (self.tr("SQL"), self.sql),
        ):
            self.tabs.addTab(title)
            self.pages.addWidget(page)
        self.saving = SavingButtons(self.chart, self)
        self._lay_out()
        self._connect()
        theme.changed.connect(self._restyle)
        self._restyle(theme.colors)
        self.words.say("")
        self.resize(1180, 800)

    @property
    def question(self) -> Question:
        """What is chosen now."""
        of = self._budget_of
        return Question(
            by=self.filters.grouping,
            metric=self.cards.chosen_metric,
            filters=self.filters.filters,
            other=self.filters.other,
            budget_ms=self.budget.ms_of(of),
            budget_of=of,
        )

    def come(self) -> None:
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        QCoreApplication.sendPostedEvents(self._page, QEvent.Type.LayoutRequest)  # nothing moves once it is seen
        self.raise_()
        self.activateWindow()
        self._ask()

    def show_report(self, report: Report) -> None:
        """The answer to the newest question."""
        if report.problem:
            self.words.say(report.problem)
            return
        is_other = self._report is None or self._report.question != report.question
        self._report = report
        self._priced = priced(report, self._prices)
        self.filters.show_choices(report.choices)
        self._say(report)
        self._show_cards(report)
        question = report.question
        self.heading.setText(compared_text(report))
        self._show_changes(report)
        self.figures_model.show_report(report, self._priced)
        _fit(self.figures)
        self.sql.setPlainText(self._priced.sql(question))
        self.saving.show_report(report, self._priced)
        self._show_costs()
        has_budget = question.metric in BUDGETS
        self.budget.setVisible(has_budget)
        self.budget_label.setVisible(has_budget)
        if is_other:
            self.answers_model.show_runs((), question.metric)

    def show_behind(self, behind: Behind) -> None:
        """The answers that a point is made of, the nearest chosen."""
        costs = [self._priced.text(figures) for figures in behind.figures]
        self.answers_model.show_runs(behind.runs, behind.point.question.metric, costs)
        self.tabs.setCurrentIndex(1)
        _fit(self.answers)
        if behind.runs:
            self.answers.selectRow(0)
            self.answers.setFocus()

    def _show_hint(self) -> None:
        self.answers_hint.setVisible(self.answers_model.rowCount() == 0)

    def show_changes(self, found: tuple[Finding, ...]) -> None:
        """Of all days."""
        self._changes = found
        if self._report is not None:
            self._show_changes(self._report)

    def show_prices(self, prices: Prices) -> None:
        self._prices = prices
        if self._report is not None:
            self.show_report(self._report)

    def show_budgets(self, budgets: Mapping[Metric, float]) -> None:
        """In the units of `budget_changed`."""
        if self.budget.take(budgets):
            self._soon.start()

    @property
    def _budget_of(self) -> Metric:
        metric = self.cards.chosen_metric
        return metric if metric in BUDGETS else Metric.TTFT

    def say(self, sentence: str) -> None:
        self.words.say(sentence)

    # --- making it

    def _table(self, name: str) -> Table:
        table = Table(self)
        table.setAccessibleName(name)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        table.horizontalHeader().setResizeContentsPrecision(16)  # rows; to measure a year of them takes 0.2 s
        return table

    def _lay_out(self) -> None:
        above = QWidget(self)
        upper = QVBoxLayout(above)
        upper.setContentsMargins(0, 0, 0, 0)
        upper.setSpacing(6)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._of_heading = QWidget(above)
        of_heading = QHBoxLayout(self._of_heading)
        of_heading.setContentsMargins(0, 0, 0, 0)
        of_heading.addStretch(1)
        of_heading.addWidget(self.variant)
        of_heading.addSpacing(8)
        of_heading.addWidget(self.budget_label)
        of_heading.addWidget(self.budget)
        self._head.addWidget(self.heading, 1)
        self._head.addWidget(self._of_heading)
        upper.addLayout(self._head)
        upper.addWidget(self.chart, 1)
        below = QWidget(self)
        lower = QVBoxLayout(below)
        lower.setContentsMargins(0, 0, 0, 0)
        lower.setSpacing(8)
        self._bar = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._bar.setSpacing(6)
        self._bar.addWidget(self.tabs)
        self._bar.addStretch(1)
        self._bar.addWidget(self.saving)
        lower.addLayout(self._bar)
        lower.addWidget(self.pages, 1)
        self.splitter = QSplitter(Qt.Orientation.Vertical, self)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(10)
        self.splitter.addWidget(above)
        self.splitter.addWidget(below)
        self.splitter.setSizes([330, 260])
        self._page = page = QWidget(self.area)
        self.area.setWidget(page)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self.area)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(_MARGIN, 16, _MARGIN, 16)
        layout.setSpacing(12)
        layout.addWidget(self.filters)
        layout.addWidget(self.cards)
        layout.addWidget(self.words)
        layout.addWidget(self.splitter, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_letters()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "splitter"):
            self._fit_letters()

    def _fit_letters(self) -> None:
        """What stands beside something stands below it where large letters leave no room, and the page scrolls."""
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        em, room = self.fontMetrics().height(), self.width() - 2 * _MARGIN - SCROLL_BAR_WIDTH
        self._head.setDirection(across if self._of_heading.sizeHint().width() + 20 * em <= room else down)
        tabs = self.tabs.sizeHint().width() + self.saving.sizeHint().width() + 12
        self._bar.setDirection(across if tabs <= room else down)
        self._bar.setAlignment(self.saving, Qt.AlignmentFlag.AlignLeft)
        self.chart.setMinimumHeight(max(190, 8 * em))
        self.pages.setMinimumHeight(0 if em <= _LARGE else 14 * em)

    def _connect(self) -> None:
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._ask)
        self.filters.changed.connect(self._soon.start)
        self.cards.chosen.connect(self._on_card)
        self.variant.activated.connect(lambda at: self.cards.choose(Metric(self.variant.itemData(at))))
        self.budget.kept.connect(self._on_budget)
        self.tabs.currentChanged.connect(self._on_tab)
        self.chart.pointed.connect(self._on_pointed)
        self.chart.hovered.connect(self._on_hovered)
        self.figures.activated.connect(self._on_row)
        self.answers.activated.connect(self._on_answer)
        self.costs.edit_wanted.connect(self.prices_wanted)
        self.saving.said.connect(self.say)
        shortcut(self, QKeySequence.StandardKey.Close).activated.connect(self.close)
        shortcut(self, QKeySequence.StandardKey.Refresh).activated.connect(self._ask)

    # --- showing

    def _say(self, report: Report) -> None:
        if report.waiting:
            self.words.say(
                self.tr("%1 answers are being counted; the figures grow.").replace("%1", count_text(report.waiting))
            )
        else:
            self.words.say("")

    def _show_cards(self, report: Report) -> None:
        is_sums = report.question.by in OF_CONVERSATIONS
        self.cards.allow(_OF_SUMS if is_sums else tuple(self.cards.cards))
        other = report.other_total
        for metric, card in self.cards.cards.items():
            shown = card.shows
            figure, below = headline(shown, report.total)
            if metric is Metric.COST:
                figure = self._priced.text(report.total)
                below = self.tr("electricity and hardware") if self._priced.is_known else self.tr("no prices yet")
                if other is not None and self._priced.is_known:
                    below = self.tr("compared: %1").replace("%1", self._priced.other_text(other))
            elif other is not None:
                below = self.tr("compared: %1").replace("%1", headline(shown, other)[0])
            card.show_figure(figure, below)

    def _show_changes(self, report: Report) -> None:
        """Those of the days in view: told in their tab, and marked in the chart."""
        self._events = () if self._changes is None else events_in(self._changes, report.question.filters)
        self.changes.show_changes(None if self._changes is None else self._events)
        title, at = self.tr("Changes"), self.pages.indexOf(self.changes)
        self.tabs.setTabText(at, f"{title} ({len(self._events)})" if self._events else title)
        self.chart.show_drawing(drawing_of(report, self._priced, self._events))

    def _show_costs(self) -> None:
        if self._report is None:
            return
        found = costs(
            self._report.total,
            self._prices,
            n_days=n_days(self._report, self._report.question.filters),
            today=self._today(),
        )
        self.costs.show_costs(found, self._prices)
        self._costs = found
        self._choose_table()

    def _choose_table(self) -> None:
        """What "Save table…" saves: that of the costs while they are in view."""
        is_costs = self.pages.currentWidget() is self.costs
        self.saving.show_costs(self._costs if is_costs else None)

    def _restyle(self, colors: Colors) -> None:
        set_background(self, colors.window)
        for widget in (self.area.viewport(), self._page):
            set_background(widget, colors.window)
        style_scroll_bar(self.area, colors)
        style_bar_across(self.area, colors)
        self.filters.restyle(colors)
        self.variant.restyle(colors)
        self.cards.restyle(colors)
        self.chart.restyle(colors)
        for table in (self.figures, self.answers):
            table.restyle(colors)
            table.setStyleSheet(table.styleSheet() + "QAbstractScrollArea::corner { background: transparent; }")
            style_scroll_bar(table, colors)
            style_bar_across(table, colors)
        self.costs.restyle(colors, self.figures.styleSheet())
        self.changes.restyle(colors)
        style_scroll_bar(self.sql, colors)
        self.sql.setStyleSheet(
            f"QPlainTextEdit {{ background: {colors.field}; color: {colors.text}; border: 1px solid {colors.border};"
            " border-radius: 8px; padding: 6px; }"
        )
        self.tabs.setStyleSheet(tab_style(colors))
        self.saving.restyle(colors)
        self.budget.restyle(colors)

    # --- what the person does

    def _ask(self) -> None:
        if self.filters.grouping in OF_CONVERSATIONS and self.cards.chosen_metric not in _OF_SUMS:
            self.cards.show_first()
            self.cards.choose(Metric.TOKENS)  # asks again
            return
        self._show_variants()
        self.asked.emit(self.question)

    def _on_card(self) -> None:
        self.budget.show_of(self._budget_of)
        self._show_variants()
        self._soon.start()

    def _show_variants(self) -> None:
        """What else the chosen card can show. Of conversations no times are kept."""
        variants = () if self.filters.grouping in OF_CONVERSATIONS else self.cards.variants
        if [self.variant.itemData(at) for at in range(self.variant.count())] != list(variants):
            self.variant.clear()
            for metric in variants:
                self.variant.addItem(variant_title(metric), metric)
        self.variant.setCurrentIndex(max(0, self.variant.findData(self.cards.chosen_metric)))
        self.variant.setVisible(bool(variants))

    def _on_tab(self, at: int) -> None:
        self.pages.setCurrentIndex(at)
        self._choose_table()
        self.sql.verticalScrollBar().setValue(0)  # a text that was set while nobody saw it begins at its second line

    def _on_budget(self, of: Metric, value: float) -> None:
        self.budget_changed.emit(of, value)
        self._soon.start()

    def _on_hovered(self, found: tuple[str, int] | None) -> None:
        if self._report is not None:
            text = "" if found is None else hover_text(self._report, found[0], self._priced, self._events)
            self.heading.setText(text or compared_text(self._report))

    def _on_pointed(self, key: str, at: int) -> None:
        if self._report is None:
            return
        row = next((row for row in self._report.rows if row.key == key), None)
        if row is None:
            return
        metric = self._report.question.metric
        spread = row.figures.spreads.get(metric)
        value = None if spread is None else (spread.p50, spread.p95, spread.p99)[at]
        self.pointed.emit(PointQuestion(question=self._report.question, key=key, value=value))

    def _on_row(self, index: QModelIndex) -> None:
        """Of a row, the answers at its slow end."""
        key = self.figures_model.row(index.row()).key
        self._on_pointed(key, 1 if self._report and self._report.question.metric in SPREADS else 0)

    def _on_answer(self, index: QModelIndex) -> None:
        run = self.answers_model.run(index.row())
        if run.is_here:
            self.answer_wanted.emit(run)
        else:
            self.say(self.tr("This answer was deleted; only its figures are left."))


def _fit(table: Table) -> None:
    """Columns as wide as what is in them; the first takes the room that is left."""
    table.resizeColumnsToContents()
    header = table.horizontalHeader()
    if not header.count():
        return
    first = min(340, table.columnWidth(0))
    rest = sum(table.columnWidth(at) for at in range(1, header.count()))
    table.setColumnWidth(0, max(first, table.viewport().width() - rest))
