"""The page "Find": a search of the hub, what is recommended before it, and the repository that was chosen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSplitter, QVBoxLayout, QWidget

from ..fetcher.protocol import SearchOrder
from ..hub.switch import NetworkState
from ..models_shown import FindShown, FoundModel, NetworkShown, SearchHub, ShowModel
from ..theme import Colors, Theme
from .models_found_list import FoundList
from .models_parts import Button, Choice, Words, field_style, plain
from .models_repository import RepositoryPane

MAX_QUERY = 200


class FindPage(QWidget):
    """wished: a SearchHub, ShowModel, CheckFit or GetModel."""

    wished = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.field = QLineEdit(self)
        self.field.setMaxLength(MAX_QUERY)
        self.field.setClearButtonEnabled(True)
        self.field.setPlaceholderText(self.tr("Name of a model, or org/name"))
        self.field.setAccessibleName(self.tr("Search the hub"))
        self.field.installEventFilter(self)
        self.order = Choice(self)
        self.order.setAccessibleName(self.tr("Order of the results"))
        for order, text in (
            (SearchOrder.DOWNLOADS, self.tr("Most downloaded")),
            (SearchOrder.TRENDING, self.tr("Trending")),
            (SearchOrder.UPDATED, self.tr("Newest")),
        ):
            self.order.addItem(text, order)
        self.button = Button(self.tr("&Search"), self, is_first=True)
        self.hint = Words(self)
        self.found = FoundList(theme, self)
        self.repository = RepositoryPane(theme, self)

        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(self.order)
        row.addWidget(self.button)
        right = QWidget(self)
        pane = QVBoxLayout(right)
        pane.setContentsMargins(14, 0, 0, 0)
        pane.addWidget(self.repository)
        self.parts = QSplitter(Qt.Orientation.Horizontal, self)
        self.parts.setChildrenCollapsible(False)
        self.parts.setHandleWidth(5)
        self.parts.addWidget(self.found)
        self.parts.addWidget(right)
        self.parts.setStretchFactor(0, 2)
        self.parts.setStretchFactor(1, 3)
        self.found.setMinimumWidth(240)
        right.setMinimumWidth(380)
        self.parts.setSizes([330, 750])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 20, 16)
        layout.setSpacing(8)
        layout.addLayout(row)
        layout.addWidget(self.hint)
        layout.addSpacing(4)
        layout.addWidget(self.parts, 1)
        self.setTabOrder(self.field, self.order)
        self.setTabOrder(self.order, self.button)
        self.setTabOrder(self.button, self.found.view)
        self.setTabOrder(self.found.view, self.repository.table)
        self.setTabOrder(self.repository.table, self.repository.get_button)
        self.setTabOrder(self.repository.get_button, self.repository.check_button)
        self.setTabOrder(self.repository.check_button, self.repository.card)

        self.button.clicked.connect(self.search)
        self.order.activated.connect(self._on_order)
        self.found.chosen.connect(self._on_chosen)
        self.repository.wished.connect(self.wished)
        theme.changed.connect(self._restyle)
        self._restyle(theme.colors)

    def search(self) -> None:
        """An empty field asks for what is most downloaded, or whatever the order says."""
        self.wished.emit(SearchHub(query=self.field.text().strip(), sort=SearchOrder(self.order.currentData())))

    def show_network(self, network: NetworkShown) -> None:
        host = plain(network.host)
        sentences = {
            NetworkState.NEVER_ASKED: self.tr(
                "Nothing has gone out so far. A search asks %1, and sends it the words you look for."
            ),
            NetworkState.ONLINE: self.tr("A search asks %1."),
            NetworkState.OFFLINE: self.tr("Inglenook is offline: nothing goes out. Turn “Offline” off to ask %1."),
        }
        self.hint.say(sentences[network.state].replace("%1", host))
        is_on = network.state is not NetworkState.OFFLINE
        self.button.setEnabled(is_on)

    def show_found(self, shown: FindShown) -> None:
        self.found.show_found(shown)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Enter searches without closing the dialog; Down goes into the list."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.search()
                return True
            if event.key() == Qt.Key.Key_Down:
                self.found.choose_first()
                return True
        return False

    def _on_order(self) -> None:
        """Another order of what was looked for; before a search it waits for one."""
        if self.field.text().strip():
            self.search()

    def _on_chosen(self, row: FoundModel) -> None:
        self.wished.emit(ShowModel(name=row.name, quantization=row.quantization))

    def _restyle(self, colors: Colors) -> None:
        self.field.setStyleSheet(field_style(colors))
        self.order.restyle(colors)
        self.hint.setStyleSheet(f"color: {colors.muted};")
        self.button.restyle(colors)
        self.parts.setStyleSheet("QSplitter::handle { background: transparent; }")
