"""What a person takes away from the page of statistics: the chart as a picture, the table as CSV, the SQL as text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QImageWriter
from PySide6.QtWidgets import QApplication, QFileDialog, QHBoxLayout, QWidget

from ..statistics.costing import Costs
from ..statistics.question import Report
from ..theme import Colors
from ..translating import refusal_of
from .models_parts import Button
from .statistics_chart_place import ChartPlace
from .statistics_csv import costs_csv
from .statistics_priced import Priced
from .statistics_tables import report_csv
from .statistics_words import metric_title


class SavingButtons(QWidget):
    """said: a sentence for the person, where something could not be written."""

    said = Signal(str)

    def __init__(self, chart: ChartPlace, parent: QWidget) -> None:
        super().__init__(parent)
        self._chart = chart
        self._report: Report | None = None
        self._priced = Priced()
        self._costs: Costs | None = None
        self.copy_sql = Button(self.tr("Cop&y SQL"), self)
        self.save_table = Button(self.tr("Save &table…"), self)
        self.save_table.setToolTip(self.tr("All figures, as comma-separated values"))
        self.save_chart = Button(self.tr("Save c&hart…"), self)
        self.save_chart.setToolTip(self.tr("As a picture, PNG"))
        self.save_chart.setEnabled(False)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for button in (self.copy_sql, self.save_table, self.save_chart):
            layout.addWidget(button)
        chart.stands.connect(self._on_chart)
        self.save_chart.clicked.connect(self._ask_chart_path)
        self.save_table.clicked.connect(self._ask_table_path)
        self.copy_sql.clicked.connect(self._copy_sql)

    def show_report(self, report: Report, priced: Priced) -> None:
        self._report, self._priced = report, priced

    def show_costs(self, costs: Costs | None) -> None:
        """The table that is in view is that of these; None: it is the report's."""
        self._costs = costs

    def restyle(self, colors: Colors) -> None:
        for button in (self.copy_sql, self.save_table, self.save_chart):
            button.restyle(colors)

    def write_chart(self, path: str) -> None:
        if not QImageWriter(path, QByteArray(b"png")).write(self._chart.picture()):
            self.said.emit(self.tr("%1 could not be written. Choose another place.").replace("%1", path))

    def write_table(self, path: str) -> None:
        if self._report is None:
            return
        text = report_csv(self._report, self._priced) if self._costs is None else costs_csv(self._costs)
        try:
            Path(path).write_text(text, encoding="utf-8")
        except OSError as error:
            self.said.emit(self.tr("%1 could not be written: %2.").replace("%1", path).replace("%2", refusal_of(error)))

    def _on_chart(self) -> None:
        self.save_chart.setEnabled(True)

    def _copy_sql(self) -> None:
        if self._report is not None:
            QApplication.clipboard().setText(self._priced.sql(self._report.question))

    def _ask_chart_path(self) -> None:
        self._ask_path(self.tr("Save the chart"), ".png", self.tr("Pictures (*.png)"), self.write_chart)

    def _ask_table_path(self) -> None:
        self._ask_path(self.tr("Save the table"), ".csv", self.tr("Tables (*.csv)"), self.write_table)

    def _ask_path(self, title: str, suffix: str, names: str, write: Callable[[str], None]) -> None:
        if self._report is None:
            return
        question = self._report.question
        is_costs = self._costs is not None and write == self.write_table
        name = "costs" if is_costs else f"{metric_title(question.metric)} by {question.by.value}".lower()
        dialog = QFileDialog(self, title)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(names)
        dialog.setDefaultSuffix(suffix[1:])
        dialog.selectFile("".join(letter if letter.isalnum() else "-" for letter in name) + suffix)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(write)
        dialog.open()
