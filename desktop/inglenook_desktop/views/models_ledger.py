"""The ledger of the network: every request that went out, to whom, how much came, and why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QDateTime, QLocale, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from ..models.ledger_model import LedgerModel
from ..models_shown import ClearLedger, ShownRequest
from ..theme import Colors, Theme, set_background, style_scroll_bar
from ..translating import said
from .models_parts import Button, Table, Words, bytes_text, plain


class LedgerDialog(QDialog):
    """wished: a ClearLedger."""

    wished = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Network ledger"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.sentence = Words(self)
        headings = (self.tr("When"), self.tr("Host"), self.tr("Received"), self.tr("Answer"), self.tr("Why"))
        self.model = LedgerModel(headings, self._words_of, self)
        self.table = Table(self)
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Requests, the newest first"))
        self.table.horizontalHeader().setSectionResizeMode(4, QHeaderView.ResizeMode.Stretch)
        self.clear_button = Button(self.tr("C&lear"), self)
        self.clear_button.clicked.connect(self._on_clear)
        self.close_button = Button(self.tr("&Close"), self)
        self.close_button.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.clear_button)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(self.sentence)
        layout.addWidget(self.table, 1)
        layout.addLayout(buttons)
        theme.changed.connect(self._restyle)
        self._restyle(theme.colors)
        self.show_requests(())
        self.resize(960, 480)

    def show_requests(self, requests: Sequence[ShownRequest]) -> None:
        self.model.set_rows(requests)
        self.clear_button.setEnabled(bool(requests))
        n_bytes = bytes_text(sum(one.n_bytes for one in requests))
        if not requests:
            self.sentence.say(self.tr("No request has gone out since this list was last cleared."))
        elif len(requests) == 1:
            self.sentence.say(self.tr("One request; %1 came back.").replace("%1", n_bytes))
        else:
            count = QLocale().toString(len(requests))
            self.sentence.say(self.tr("%1 requests; %2 came back.").replace("%1", count).replace("%2", n_bytes))

    def _words_of(self, row: ShownRequest) -> tuple[str, ...]:
        moment = QDateTime.fromString(row.at, Qt.DateFormat.ISODateWithMs).toLocalTime()
        when = QLocale().toString(moment, "yyyy-MM-dd HH:mm:ss") if moment.isValid() else plain(row.at, 40)
        answer = self.tr("none") if row.status is None else str(row.status)
        return when, plain(row.host, 80), bytes_text(row.n_bytes), answer, plain(said(row.why))

    def _on_clear(self) -> None:
        self.wished.emit(ClearLedger())

    def _restyle(self, colors: Colors) -> None:
        set_background(self, colors.window)
        self.sentence.setStyleSheet(f"color: {colors.text};")
        self.table.restyle(colors)
        style_scroll_bar(self.table, colors)
        for button in (self.clear_button, self.close_button):
            button.restyle(colors)
