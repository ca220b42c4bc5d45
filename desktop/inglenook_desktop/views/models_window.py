"""The window of models: find one at the hub, see it come, and see to those that are here.

One window without modality. It shows the values of `models_shown` and emits the wishes defined there; it knows no hub,
no file and no process.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from ..hub.downloads import DownloadState
from ..hub.switch import NetworkState
from ..models_shown import (
    FindShown,
    LibraryShown,
    NetworkShown,
    ReadLedger,
    SetOffline,
    ShownDownload,
    ShownPlan,
    ShownRepository,
    ShownRequest,
    StopWork,
)
from ..theme import Colors, Theme, set_background
from .models_downloads_page import DownloadsPage
from .models_find_page import FindPage
from .models_ledger import LedgerDialog
from .models_library_page import LibraryPage
from .models_parts import Button, Switch, Words, tab_style
from .parts import shortcut


class Page(IntEnum):
    """In the order of the tabs."""

    FIND = 0
    LIBRARY = 1
    DOWNLOADS = 2


class ModelsWindow(QDialog):
    """wished: one of `models_shown.ModelsWish`. opened: it came to the screen, or another page of it did."""

    wished = Signal(object)
    opened = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._is_error = False
        self.setWindowTitle(self.tr("Models"))
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, False)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, True)
        self.setMinimumSize(820, 440)
        self.tabs = QTabBar(self)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(self.tr("Pages"))
        for text in (self.tr("Find"), self.tr("On this machine"), self.tr("Downloads")):
            self.tabs.addTab(text)
        self.offline = Switch(self.tr("&Offline"), self)
        self.offline.setToolTip(self.tr("While this is on, nothing goes out, whatever is clicked"))
        self.offline.clicked.connect(self._on_offline)
        self.ledger_button = Button(self.tr("&Network…"), self)
        self.ledger_button.setToolTip(self.tr("Every request that went out: when, to whom, how much, and why"))
        self.ledger_button.clicked.connect(self.open_ledger)
        self.finding = FindPage(theme, self)
        self.library = LibraryPage(theme, self)
        self.downloads = DownloadsPage(theme, self)
        self.pages = QStackedWidget(self)
        for page in (self.finding, self.library, self.downloads):
            page.wished.connect(self.wished)
            self.pages.addWidget(page)
        self.bottom = QFrame(self)
        self.bottom.setObjectName("bottom")
        self.notice = Words(self.bottom)
        self.stop_button = Button(self.tr("S&top"), self.bottom)
        self.stop_button.clicked.connect(self._on_stop)
        self.stop_button.hide()
        line = QHBoxLayout(self.bottom)
        line.setContentsMargins(20, 6, 20, 6)
        line.addWidget(self.notice, 1)
        line.addWidget(self.stop_button)
        self._ledger: LedgerDialog | None = None

        head = QHBoxLayout()
        head.setContentsMargins(12, 10, 20, 0)
        head.setSpacing(12)
        head.addWidget(self.tabs)
        head.addStretch(1)
        head.addWidget(self.offline)
        head.addWidget(self.ledger_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.pages, 1)
        layout.addWidget(self.bottom)
        self.tabs.currentChanged.connect(self._on_tab)
        shortcut(self, "Ctrl+1").activated.connect(self._to_find)
        shortcut(self, "Ctrl+2").activated.connect(self._to_library)
        shortcut(self, "Ctrl+3").activated.connect(self._to_downloads)
        shortcut(self, QKeySequence.StandardKey.Find).activated.connect(self.search)
        shortcut(self, QKeySequence.StandardKey.Close).activated.connect(self.close)
        theme.changed.connect(self._restyle)
        self._restyle(theme.colors)
        self.say("")
        self.resize(1120, 740)

    def come(self, page: Page | None = None) -> None:
        """To the front, on this page; None for the one it was on."""
        if page is not None:
            self.go_to(page)
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        self.opened.emit(Page(self.tabs.currentIndex()))
        if self.tabs.currentIndex() == Page.FIND:
            self.finding.field.setFocus()

    def go_to(self, page: Page) -> None:
        self.tabs.setCurrentIndex(page)

    def search(self) -> None:
        """The keyboard goes where this page looks for something."""
        field = self.library.filter if self.tabs.currentIndex() == Page.LIBRARY else self.finding.field
        if field is self.finding.field:
            self.go_to(Page.FIND)
        field.setFocus()
        field.selectAll()

    def show_network(self, network: NetworkShown) -> None:
        self.offline.setChecked(network.state is NetworkState.OFFLINE)
        self.offline.setEnabled(not network.from_environment)
        self.finding.show_network(network)

    def show_found(self, shown: FindShown) -> None:
        self.finding.show_found(shown)

    def show_repository(self, shown: ShownRepository | None, wanted_key: str = "") -> None:
        self.finding.repository.show_repository(shown, wanted_key=wanted_key)

    def show_plan(self, plan: ShownPlan | None) -> None:
        self.finding.repository.show_plan(plan)

    def show_downloads(self, downloads: Sequence[ShownDownload]) -> None:
        self.downloads.show_downloads(downloads)
        n_live = sum(one.state in (DownloadState.RUNNING, DownloadState.QUEUED) for one in downloads)
        text = self.tr("Downloads")
        self.tabs.setTabText(Page.DOWNLOADS, f"{text} ({n_live})" if n_live else text)

    def show_library(self, shown: LibraryShown) -> None:
        self.library.show_library(shown)

    def show_ledger(self, requests: Sequence[ShownRequest]) -> None:
        if self._ledger is not None:
            self._ledger.show_requests(requests)

    def say(self, sentence: str, *, is_error: bool = False) -> None:
        """One line at the bottom: what happened, or why not. "" takes it away."""
        self._is_error = is_error
        self.notice.say(sentence)
        self._show_bottom()
        self._restyle_notice(self._theme.colors)

    def show_working(self, is_working: bool) -> None:
        """Something that takes its time runs, and can be stopped."""
        self.stop_button.setVisible(is_working)
        self._show_bottom()

    def open_ledger(self) -> None:
        if self._ledger is None:
            self._ledger = LedgerDialog(self._theme, self)
            self._ledger.wished.connect(self.wished)
            self._ledger.finished.connect(self._on_ledger_closed)
        self._ledger.show()
        self._ledger.raise_()
        self._ledger.activateWindow()
        self.wished.emit(ReadLedger())

    @property
    def ledger(self) -> LedgerDialog | None:
        """The dialog of the ledger while it is open."""
        return self._ledger

    def _to_find(self) -> None:
        self.go_to(Page.FIND)

    def _to_library(self) -> None:
        self.go_to(Page.LIBRARY)

    def _to_downloads(self) -> None:
        self.go_to(Page.DOWNLOADS)

    def _on_tab(self, number: int) -> None:
        self.pages.setCurrentIndex(number)
        self.say("")
        if self.isVisible():
            self.opened.emit(Page(number))

    def _on_offline(self, is_on: bool) -> None:
        self.wished.emit(SetOffline(is_offline=is_on))

    def _on_stop(self) -> None:
        self.wished.emit(StopWork())

    def _show_bottom(self) -> None:
        self.bottom.setVisible(bool(self.notice.text()) or not self.stop_button.isHidden())

    def _on_ledger_closed(self) -> None:
        self._ledger = None

    def _restyle(self, colors: Colors) -> None:
        set_background(self, colors.window)
        self.tabs.setStyleSheet(tab_style(colors))
        self.ledger_button.restyle(colors)
        self.stop_button.restyle(colors)
        self.offline.restyle(colors)
        self._restyle_notice(colors)

    def _restyle_notice(self, colors: Colors) -> None:
        panel = colors.error_panel if self._is_error else colors.panel
        words = colors.error_text if self._is_error else colors.text
        self.bottom.setStyleSheet(f"#bottom {{ background: {panel}; }}")
        self.notice.setStyleSheet(f"color: {words};")
        self.notice.setMinimumHeight(self.stop_button.sizeHint().height())
