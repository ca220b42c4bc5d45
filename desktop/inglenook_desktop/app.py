"""The window's composition root: builds everything, owns every lifetime, and takes it down in order.

Nothing slow happens before the first paint: the database is opened and the model's load begins after it.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import IO, TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier, Qt
from PySide6.QtWidgets import QApplication

from .answer_start import usual_of
from .controller import Controller
from .draft_advisor import DraftAdvisor
from .engine_link import EngineLink
from .engine_sharing import SharedEngine
from .formula_drawing import FormulaDrawing
from .frames import engine_command, engine_environment, inspect_command
from .garbage import GarbageCollector
from .heap import give_back_large_blocks
from .instance import AlreadyOpenError, RaiseWatcher, ask_to_raise, lock_window
from .later_files import LaterFiles
from .library import InstalledModel, open_library
from .load_settings_asking import LoadSettingsAsking
from .looks import Looks
from .menu_entry import APPLICATION_ID, WINDOW_CLASS
from .menu_entry_command import MenuEntryCommand
from .models.conversations import ConversationListModel
from .models.transcript import TranscriptModel
from .models_opening import ModelsOpening
from .outside import Outside
from .preferences_keeping import PreferencesKeeping
from .reading_places import ReadingPlaces
from .record_keeping import RecordKeeping
from .second_window import Common, SecondWindows
from .settings import FILE_NAME as SETTINGS_NAME
from .settings import WindowSettings, read_settings, write_settings
from .state import StorageOpen
from .statistics_opening import StatisticsOpening
from .theme import Theme
from .translating import install_language
from .views.icons import app_icon
from .views.main_window import MainWindow
from .window_keeping import WindowKeeping

if TYPE_CHECKING:
    from .store import Store

_log = logging.getLogger("inglenook.ui")


SWITCH_S = 0.0005
"""Another thread of ours holds the window's up for no longer, each time that it wants to go on; Python's own 5 ms make
frames late while a long conversation is read."""


def run(data_dir: Path, model: str | None = None, *, is_new: bool = False) -> int:
    """Show the window on this data folder and return the exit status when it is closed.

    model: name or path to open with, instead of the one that was used last. is_new: with a new conversation in view. A
    second call for the same folder, from another process, brings the first window forward and returns 0.
    """
    try:
        lock = lock_window(data_dir)
    except AlreadyOpenError:
        ask_to_raise(data_dir, is_new=is_new)
        return 0
    give_back_large_blocks()
    sys.setswitchinterval(SWITCH_S)
    app = QApplication(["inglenook"])
    garbage = GarbageCollector()
    app.setApplicationName(WINDOW_CLASS)
    app.setApplicationDisplayName("Inglenook")
    app.setDesktopFileName(APPLICATION_ID)
    app.setWindowIcon(app_icon())
    preferences = PreferencesKeeping(data_dir)
    install_language(app, preferences.current.appearance.language)
    session = Session(app, data_dir, model=model, is_new=is_new, lock=lock, preferences=preferences)
    try:
        session.window.show()
        with _Signals(session.end):
            return app.exec()
    finally:
        session.close()
        garbage.stop()


class Session(QObject):
    """One window and everything behind it. command, inspect: of the engine child and of the one that looks into model
    files; the real ones unless a test gives others. preferences: where they have been read already, which happens once:
    a damaged file is set aside by that. makes_titles: False where a test's engine knows nothing of titles."""

    def __init__(
        self,
        app: QApplication,
        data_dir: Path,
        *,
        model: str | None = None,
        is_new: bool = False,
        lock: IO[bytes] | None = None,
        command: Sequence[str] | None = None,
        inspect: Callable[[Sequence[str]], list[str]] = inspect_command,
        scheme: Qt.ColorScheme = Qt.ColorScheme.Unknown,
        makes_titles: bool = True,
        preferences: PreferencesKeeping | None = None,
    ) -> None:
        super().__init__()
        self._data_dir = data_dir
        self._wanted_model = model
        self._is_new = is_new
        self._lock = lock
        self._temporary: tempfile.TemporaryDirectory[str] | None = None
        self._is_closed = False
        self._is_quitting = False
        self._settings = read_settings(data_dir)
        self.preferences = preferences or PreferencesKeeping(data_dir)
        self.preferences.setParent(self)
        self._places = ReadingPlaces(data_dir)
        self._files = LaterFiles()
        self._library = open_library(data_dir)
        self.theme = Theme(app, scheme=scheme, parent=self)
        self.looks = Looks(app, self.theme, self.preferences, usual=scheme, parent=self)
        environment = engine_environment(os.environ)
        self.link = EngineLink(command or engine_command(), environment, self)
        self.transcript = TranscriptModel(self)
        self.conversations = ConversationListModel(self)
        self._engine = SharedEngine(self.link, self)
        link = self._engine.for_window(self)
        self.controller = Controller(
            link,
            self.transcript,
            self.conversations,
            DraftAdvisor(inspect, environment, self.list_models, self),
            open_store=_open_store,
            open_private_store=_open_private_store,
            list_models=self.list_models,
            parent=self,
        )
        link.held.connect(self.controller.desk.apply)
        self.controller.titles.is_wanted = lambda: makes_titles and self.preferences.current.writing.makes_titles
        self.controller.context.preferences = lambda: self.preferences.current.context
        self.controller.desk.usual_params = lambda: usual_of(self.preferences.current.writing)
        self.window = MainWindow(
            self.controller,
            self.transcript,
            self.conversations,
            self.theme,
            list_models=self.list_models,
            settings=self._settings,
            preferences=self.preferences,
            places=self._places,
            keep=self._keep_settings,
        )
        self._engine.asked.connect(self.controller.speed.on_asked)
        self.record = RecordKeeping(self.controller.desk, self.controller.speed, self.preferences, self)
        self.formulas = FormulaDrawing(environment, self)
        self.window.reading.use_formulas(self.formulas)
        self.outside = Outside(self.controller, link, self.preferences, self.window, self)
        self.outside.quit_wanted.connect(self.quit)
        common = Common(
            theme=self.theme,
            preferences=self.preferences,
            places=self._places,
            formulas=self.formulas,
            environment=environment,
            list_models=self.list_models,
            open_store=_open_store,
            open_private_store=_open_private_store,
            folder=self._current_folder,
            files=self._files,
        )
        self.second = SecondWindows(self._engine, self.controller, self.window, common, self.outside)
        self.second.models_requested.connect(self.open_models)
        self.second.load_settings_requested.connect(self.open_load_settings)
        self.second.quit_requested.connect(self.quit)
        self.second.joined.connect(self.outside.join)
        self.menu_entry = MenuEntryCommand(self.controller.desk, self._current_folder, self)
        self.menu_entry.added.connect(self.outside.shortcut.ask_again)
        self.menu_entry.join(self.window)
        self.second.joined.connect(self.menu_entry.join)
        self.window.quit_requested.connect(self.quit)
        self.window.closed.connect(self._on_window_closed)
        for windows in (self.window, self.second):
            windows.stayed.connect(self._on_stayed)
        self.window.first_paint.connect(self._start, Qt.ConnectionType.QueuedConnection)
        self.window.folder_retried.connect(self._retry_folder)
        self.window.folder_chosen.connect(self._change_folder)
        self.window.unsaved_chosen.connect(self._go_on_unsaved)
        self.models = ModelsOpening(self.controller, self.theme, self.window, self, data_dir=self._current_folder)
        self.second.joined.connect(self.models.join)
        self.models.altered.connect(self._look_at_models)
        self.window.models_requested.connect(self.open_models)
        self.statistics = StatisticsOpening(
            self.controller, self.theme, self.window, self.preferences, self, data_dir=self._current_folder
        )
        self.second.joined.connect(self.statistics.join)
        self.load_settings = LoadSettingsAsking(self.controller, self.theme, self)
        self.models.settings_wanted.connect(self._open_settings_of)
        self.window.load_settings_requested.connect(self.open_load_settings)
        self._raise_watcher: RaiseWatcher | None = None
        self._keeping = WindowKeeping(self.window, self.controller, self._keep_if_changed, self)

    def list_models(self) -> list[InstalledModel]:
        return self._library.models()

    def _look_at_models(self) -> None:
        """So that the next menu shows them at once."""
        self._library.refresh()

    def open_models(self) -> None:
        """The window of models, over this folder's downloads and switch."""
        self.models.open()

    def _current_folder(self) -> Path:
        return self._data_dir if self._temporary is None else Path(self._temporary.name)

    def open_load_settings(self) -> None:
        """Of the model in use."""
        self.load_settings.open_current(self.window)

    def _open_settings_of(self, path: Path) -> None:
        choice = self.controller.loading.find(path)
        if choice is not None:
            self.load_settings.open(choice, self.models.window or self.window)

    def quit(self) -> None:
        """As the person wants: a window may ask first, and then all go for good."""
        self._is_quitting = True
        self.outside.end_with_window()
        if not self.window.isHidden():
            self.window.close()
        elif self.window.has_more_to_ask:  # it went beside the clock, and was not asked
            self.window.come_forward()
            self.window.close()
        else:  # closed before: Qt closes it no second time
            self.second.close_all()

    def end(self) -> None:
        """As a signal wants it. Whoever sends a second one means it, whatever a window asks."""
        if self._is_quitting:
            QApplication.exit()  # `quit` would wait for the windows
        else:
            self.quit()

    def _on_window_closed(self) -> None:
        if self._is_quitting:
            self.second.close_all()

    def _on_stayed(self) -> None:
        self._is_quitting = False

    def close(self) -> None:
        """Save, end the engine, let go of the folder. Harmless when called twice."""
        if self._is_closed:
            return
        self._is_closed = True
        self._keeping.stop()
        self._stop_watching()
        self._keep_settings()
        self.second.shut_down()
        self._files.finish()
        self.window.moving.places.keep()
        self.outside.close()
        self.load_settings.shut_down()
        self.models.shut_down()
        self.statistics.shut_down()
        self.formulas.shut_down()
        self.record.shut_down()
        self.controller.close()
        self.link.shut_down()
        self.window.close_now()
        self.preferences.finish()
        self.window.deleteLater()
        if self._lock is not None:
            self._lock.close()
        if self._temporary is not None:
            self._temporary.cleanup()

    def _keep_settings(self) -> bool:
        """Text that the store refuses goes with them. False where the folder cannot be written, or there is none."""
        if self._temporary is not None:
            return False
        self._settings = self._settings_now()
        self._files.finish()  # an older one must not come after it
        return write_settings(self._data_dir, self._settings)

    def _keep_if_changed(self) -> None:
        path, now = self._data_dir / SETTINGS_NAME, self._settings_now()
        if self._temporary is None and (now != self._settings or self._files.lacks(path)):
            self._settings = now
            self._files.write(path, now)

    def _settings_now(self) -> WindowSettings:
        """A folder that could not be opened has the conversation that was in view there, for the next time."""
        model_path = self.controller.loading.ready_path or self._settings.model_path
        settings = self.window.settings(model_path=model_path)
        if isinstance(self.controller.state.storage, StorageOpen):
            return settings
        return replace(settings, conversation_id=self._settings.conversation_id)

    def _start(self) -> None:
        """After the first paint, unless the person has closed the window by then."""
        if self._is_closed:
            return
        before = self._settings
        self._open_folder()
        self.controller.load_first_model(
            self._wanted_model or before.model_path, is_explicit=self._wanted_model is not None
        )
        self.controller.beside.restore(before.beside_path)
        self.second.restore()
        if self._is_new:
            self.window.new_conversation()

    def _open_folder(self) -> None:
        if self._lock is None:  # the folder may have become usable since the start
            try:
                self._lock = lock_window(self._data_dir)
            except AlreadyOpenError:
                ask_to_raise(self._data_dir, is_new=self._is_new)
                self.window.close()
                return
        self.controller.open_storage(self._data_dir, conversation_id=self._settings.conversation_id or None)
        if isinstance(self.controller.state.storage, StorageOpen):
            self._keep_if_changed()  # a draft that only the settings could keep must not come back after a crash
        if self._raise_watcher is None and self._lock is not None:
            self._raise_watcher = RaiseWatcher(self._data_dir, self)
            self._raise_watcher.raise_requested.connect(self.outside.come_forward)

    def _stop_watching(self) -> None:
        if self._raise_watcher is not None:
            self._raise_watcher.raise_requested.disconnect()
            self._raise_watcher.deleteLater()
            self._raise_watcher = None

    def _retry_folder(self) -> None:
        """All of it is read anew: at the start it may have been a disk that was not there yet."""
        self._change_folder(self._data_dir)

    def _change_folder(self, data_dir: Path) -> None:
        self._files.finish()
        if self._lock is not None:
            self._lock.close()
            self._lock = None
        self._stop_watching()
        self._use_models_of(data_dir)
        self._data_dir = data_dir
        self._settings = before = read_settings(data_dir)  # which conversation was in view there
        self.preferences.use_folder(data_dir)
        self._places.use_folder(data_dir)
        self.window.join_draft(before.draft)
        self._open_folder()
        self.controller.beside.restore(before.beside_path)
        self.second.restore()

    def _use_models_of(self, data_dir: Path) -> None:
        """Downloads of the folder before are paused there."""
        self.load_settings.close()  # it may lie over the window of models
        self.models.shut_down()
        self.statistics.shut_down()
        self._library = open_library(data_dir)

    def _go_on_unsaved(self) -> None:
        """A private folder that goes with the window."""
        self._temporary = tempfile.TemporaryDirectory(prefix="inglenook-", ignore_cleanup_errors=True)
        self._use_models_of(Path(self._temporary.name))
        self.preferences.use_folder(None)
        self._places.use_folder(None)
        self.controller.open_storage(Path(self._temporary.name), is_temporary=True)
        self.second.restore()


class _Signals:
    """Ctrl+C and SIGTERM close the windows in order. The interpreter only runs between Qt events, so the signal writes
    to a pipe that Qt watches; no timer wakes up for it."""

    def __init__(self, close: object) -> None:
        self._close = close

    def __enter__(self) -> None:
        if sys.platform == "win32":
            return
        self._reader, self._writer = os.pipe()
        os.set_blocking(self._reader, False)
        os.set_blocking(self._writer, False)
        self._old_fd = signal.set_wakeup_fd(self._writer, warn_on_full_buffer=False)
        self._old = {number: signal.signal(number, self._ignore) for number in (signal.SIGINT, signal.SIGTERM)}
        self._notifier = QSocketNotifier(self._reader, QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._on_signal)

    def __exit__(self, *_: object) -> None:
        if sys.platform == "win32":
            return
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._old_fd)
        for number, handler in self._old.items():
            signal.signal(number, handler)
        os.close(self._reader)
        os.close(self._writer)

    def _on_signal(self) -> None:
        os.read(self._reader, 64)
        if callable(self._close):
            self._close()

    @staticmethod
    def _ignore(_number: int, _frame: object) -> None:
        """The pipe does the work."""


def _open_store(data_dir: Path) -> Store:
    """Imported here: sqlite-utils takes longer to import than the window to open."""
    from .store import open_store

    return open_store(data_dir)


def _open_private_store() -> Store:
    """Imported here for the same reason."""
    from .store.store import open_private_store

    return open_private_store()
