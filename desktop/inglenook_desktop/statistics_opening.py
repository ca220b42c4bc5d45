"""The page of statistics and what is behind it, made when it is asked for the first time and joined to the chat.

Owned by `app`. What it shows is imported when it is used: nobody waits for it at the start.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer, QUrl
from PySide6.QtGui import QDesktopServices

from .commands import CommandGroup
from .preferences import Preferences
from .state import ChatState, StorageOpen
from .statistics.question import Metric
from .statistics_reading import StatisticsReader
from .translating import refusal_of

if TYPE_CHECKING:
    from .controller import Controller
    from .preferences_keeping import PreferencesKeeping
    from .store.rollups import RunBehind
    from .theme import Theme
    from .views.main_window import MainWindow
    from .views.statistics_window import StatisticsWindow

KEYS = "Ctrl+Shift+I"

AGAIN_MS = 300
"""After an answer is over, while the page is open."""


_BUDGETS = {Metric.TTFT: "ttft_budget_s", Metric.ITL: "itl_budget_ms", Metric.TOTAL: "answer_budget_s"}
"""The settings."""


class StatisticsOpening(QObject):
    """window, reader: None until the page is opened. data_dir: tells the folder of the store that is open."""

    def __init__(
        self,
        controller: Controller,
        theme: Theme,
        over: MainWindow,
        preferences: PreferencesKeeping,
        parent: QObject | None = None,
        *,
        data_dir: Callable[[], Path],
    ) -> None:
        super().__init__(parent)
        self._find_data_dir = data_dir
        self._controller = controller
        self._theme = theme
        self._over = over
        self._preferences = preferences
        self._data_dir = Path()
        self._was_busy = False
        self.window: StatisticsWindow | None = None
        self.reader: StatisticsReader | None = None
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(AGAIN_MS)
        self._again.timeout.connect(self._ask_again)
        self.join(over)

    def join(self, window: MainWindow) -> None:
        """This window has the command, too."""
        window.commands.add(
            "window.statistics",
            QCoreApplication.translate("commands", "Statistics"),
            self.open,
            group=CommandGroup.WINDOW,
            keys=KEYS,
        )
        prices = QCoreApplication.translate("commands", "Prices of electricity and hardware…")
        window.commands.add("window.prices", prices, self.open_prices, group=CommandGroup.WINDOW)

    def open(self) -> StatisticsWindow | None:
        """Bring the page forward; None where no store is open."""
        from .statistics.prices import prices_path, read_prices

        store = self._controller.desk.store
        if store is None or not isinstance(self._controller.state.storage, StorageOpen):
            return None
        if self.window is None or self.reader is None:
            self._data_dir = self._find_data_dir()
            self._make()
            assert self.window is not None
            assert self.reader is not None
            self.reader.use(store)
        self.window.show_prices(read_prices(prices_path(self._data_dir)))
        self.window.come()
        return self.window

    def shut_down(self) -> None:
        """The data folder is left, or the program ends. Harmless when nothing was opened."""
        self._again.stop()
        if self.window is None or self.reader is None:
            return
        self._controller.state_changed.disconnect(self._on_state)
        self._preferences.changed.disconnect(self._on_preferences)
        self.reader.use(None)
        self.reader.deleteLater()
        self.window.close()
        self.window.deleteLater()
        self.window = self.reader = None

    def _make(self) -> None:
        from .views.statistics_window import StatisticsWindow

        self.reader = StatisticsReader(self)
        self.window = window = StatisticsWindow(self._theme, self._over)
        window.show_budgets(_budgets(self._preferences.current))
        window.asked.connect(self.reader.ask)
        window.pointed.connect(self.reader.point)
        window.answer_wanted.connect(self._show_answer)
        window.budget_changed.connect(self._keep_budget)
        window.prices_wanted.connect(self._open_prices)
        self.reader.reported.connect(window.show_report)
        self.reader.found.connect(window.show_behind)
        self.reader.changes.connect(window.show_changes)
        self._preferences.changed.connect(self._on_preferences)
        self._controller.state_changed.connect(self._on_state)

    def _on_state(self, state: ChatState) -> None:
        """An answer that is over is a new figure."""
        if self._was_busy and not state.is_busy:
            self._again.start()
        self._was_busy = state.is_busy

    def _ask_again(self) -> None:
        if self.window is not None and self.reader is not None and self.window.isVisible():
            self.reader.ask_again()

    def _on_preferences(self, preferences: Preferences) -> None:
        if self.window is not None:
            self.window.show_budgets(_budgets(preferences))

    def _keep_budget(self, of: Metric, value: float) -> None:
        """value: in the unit of its setting."""
        if value != _budgets(self._preferences.current)[of]:
            self._preferences.change("statistics", _BUDGETS[of], value)

    def _show_answer(self, run: RunBehind) -> None:
        """As search does: its conversation, its branch, and the message in view."""
        from .store.search import Hit

        if run.conversation_id is None:
            return
        hit = Hit(
            conversation_id=run.conversation_id,
            message_id=run.message_id,
            title=run.title,
            role=None,
            created_at=run.started_at,
            snippet=(),
        )
        self._controller.shelf.jump(hit)
        self._over.come_forward()

    def open_prices(self) -> None:
        """In whatever the person edits text with, over the page, which says why where that cannot be."""
        if self.open() is not None:
            self._open_prices()

    def _open_prices(self) -> None:
        """The page reads the file again when it is opened again or comes forward."""
        from .statistics.prices import prices_path, write_example

        path = prices_path(self._data_dir)
        try:
            write_example(path)
        except OSError as error:
            self._say(
                QCoreApplication.translate("statistics", "%1 could not be written: %2.")
                .replace("%1", str(path))
                .replace("%2", refusal_of(error))
            )
            return
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._say(
                QCoreApplication.translate(
                    "statistics", "Write your prices into %1, then open this page again."
                ).replace("%1", str(path))
            )

    def _say(self, sentence: str) -> None:
        if self.window is not None:
            self.window.say(sentence)


def _budgets(preferences: Preferences) -> dict[Metric, float]:
    return {of: float(getattr(preferences.statistics, name)) for of, name in _BUDGETS.items()}
