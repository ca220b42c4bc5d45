"""More windows over the engine and the conversations of the first: each with a conversation, a composer and a find bar
of its own.

A window has a controller and a connection to the store of its own, as another process would, so that what one writes
the others show by the way that is there for other processes. Shared are the engine and which model it has. A
conversation is in view in one window: opening it in another brings that one forward.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from .answer_notices import AnswerNotices
from .commands import CommandGroup
from .controller import Controller
from .draft_advisor import DraftAdvisor
from .engine_sharing import SharedEngine
from .library import InstalledModel
from .library.kept import read_kept
from .models.conversations import ConversationListModel
from .models.transcript import TranscriptModel
from .settings import WindowSettings, write_kept
from .state import ChatState, Happening, LoadCalledOff, LoadStarted, StarterFound, StorageOpen
from .views.main_window import MainWindow
from .window_keeping import WindowKeeping

if TYPE_CHECKING:
    from inglenook_engine.protocol import Curve
    from inglenook_engine.types import ModelInfo

    from .formula_drawing import FormulaDrawing
    from .later_files import LaterFiles
    from .outside import Outside
    from .preferences_keeping import PreferencesKeeping
    from .reading_places import ReadingPlaces
    from .store import Store
    from .theme import Theme

FILE_NAME = "windows.json"
MAX_WINDOWS = 20
_OF_THE_ENGINE = (LoadStarted, LoadCalledOff, StarterFound)
_OFFSET_PX = 28
"""How far a new window lies from the one it was opened from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Windows:
    windows: tuple[WindowSettings, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Common:
    """What all windows of a session share. environment, inspect: as of DraftAdvisor. folder: the data folder."""

    theme: Theme
    preferences: PreferencesKeeping
    places: ReadingPlaces
    formulas: FormulaDrawing
    environment: Mapping[str, str]
    list_models: Callable[[], Sequence[InstalledModel]]
    open_store: Callable[[Path], Store]
    open_private_store: Callable[[], Store]
    folder: Callable[[], Path]
    files: LaterFiles


class SecondWindows(QObject):
    """Those beside the first. joined: the MainWindow of a new one, which is not shown yet. models_requested,
    load_settings_requested, quit_requested: so in one of them. stayed: the person wanted to quit, was asked, and did
    not."""

    joined = Signal(object)
    models_requested = Signal()
    load_settings_requested = Signal()
    quit_requested = Signal()
    stayed = Signal()

    def __init__(
        self, engine: SharedEngine, first: Controller, first_window: MainWindow, common: Common, outside: Outside
    ) -> None:
        super().__init__(first_window)
        self._engine = engine
        self._first = first
        self._first_window = first_window
        self._common = common
        self._outside = outside
        self._is_mirroring = False
        self._keeps = False  # before it is known which there were
        self._is_quitting = False
        self._kept = _Windows()
        self.all: list[SecondWindow] = []
        self._join(first, first_window)

    def open(self, settings: WindowSettings | None = None) -> SecondWindow | None:
        """A new one, or one of the session before. None while there is no open store."""
        if self._first.desk.store is None or len(self.all) >= MAX_WINDOWS:
            return None
        if settings is None and self._first_window.isHidden():  # the first one was closed, and is there still
            self._first_window.come_forward()
            self._first.new_conversation()
            return None
        controllers = [self._first, *(one.controller for one in self.all)]
        made = SecondWindow(
            self._engine, self._first, self._common, settings, keep=self.keep, keep_soon=self.keep_soon, parent=self
        )
        self.all.append(made)
        self._join(made.controller, made.window)
        self.joined.emit(made.window)
        made.left.connect(self._on_left)
        made.window.stayed.connect(self._on_stayed)
        made.closed.connect(self._on_closed)
        made.window.models_requested.connect(self.models_requested)
        made.window.load_settings_requested.connect(self.load_settings_requested)
        made.window.quit_requested.connect(self.quit_requested)
        made.notices.wanted.connect(made.show_conversation)
        made.begin(settings, taken={one.state.conversation_id for one in controllers})
        self.keep_soon()
        return made

    def restore(self) -> None:
        """Those that were open when the program ended; when there is an open store to show them from."""
        if self._first.desk.store is None:
            return
        self._kept = read_kept(self._file, _Windows)
        self._keeps = False  # or whoever ends the program now would have fewer of them
        for settings in self._kept.windows[:MAX_WINDOWS]:
            self.open(settings)
        self._keeps = True
        self.keep_soon()

    def keep(self) -> bool:
        """Write down which are open. False where that cannot be."""
        self._common.files.finish()
        path, now = self._file, self._now
        if not self._keeps or (now == self._kept and not self._common.files.lacks(path)):
            return True
        is_written = write_kept(path, now)
        if is_written:
            self._kept = now
        return is_written

    def keep_soon(self) -> None:
        """The same, without waiting for it."""
        path, now = self._file, self._now
        if self._keeps and (now != self._kept or self._common.files.lacks(path)):
            self._kept = now
            self._common.files.write(path, now)

    @property
    def _file(self) -> Path:
        return self._common.folder() / FILE_NAME

    @property
    def _now(self) -> _Windows:
        return _Windows(windows=tuple(one.settings() for one in self.all if not one.is_leaving))

    def close_all(self) -> None:
        """The person quits: they come back at the next start. Where one has something to ask, the others wait."""
        self.keep()
        self._keeps, self._is_quitting = False, True
        self._go_on_closing()

    def shut_down(self) -> None:
        """The session ends."""
        if self._keeps:
            self.keep()
        self._keeps = False
        for one in list(self.all):
            one.shut_down()

    def _join(self, controller: Controller, window: MainWindow) -> None:
        from PySide6.QtCore import QCoreApplication

        controller.desk.applied.connect(self._on_applied)
        controller.goes_elsewhere = self._show_elsewhere
        window.commands.add(
            "window.new",
            QCoreApplication.translate("commands", "New window"),
            self.open,
            group=CommandGroup.FILE,
            keys="Ctrl+Alt+W",
        )

    def _on_applied(self, event: Happening) -> None:
        """What concerns the engine becomes known in every window."""
        if self._is_mirroring or not isinstance(event, _OF_THE_ENGINE):
            return
        self._is_mirroring = True
        for controller in (self._first, *(one.controller for one in self.all)):
            if controller.desk is not self.sender():
                controller.desk.apply(event)
        self._is_mirroring = False

    def _show_elsewhere(self, asking: Controller, conversation_id: int) -> bool:
        """Whether another window has it in view, which comes forward then."""
        windows = [(self._first, self._first_window), *((one.controller, one.window) for one in self.all)]
        for controller, window in windows:
            if controller is asking or controller.state.conversation_id != conversation_id:
                continue
            if window.isVisible():
                window.come_forward()
                return True
            controller.new_conversation()  # or it would be in view twice, once that window is shown again
        return False

    def _go_on_closing(self) -> None:
        for one in list(self.all):
            if not one.is_leaving and one.window.isVisible() and not one.window.close():
                return

    def _on_left(self) -> None:
        if self._is_quitting:
            self._go_on_closing()
        else:
            self.keep_soon()

    def _on_stayed(self) -> None:
        """The person does not quit after all."""
        if self._is_quitting:
            self._keeps, self._is_quitting = True, False
            self.keep_soon()
            self._outside.go_on()
            self.stayed.emit()

    def _on_closed(self, closed: SecondWindow) -> None:
        if closed in self.all:
            self.all.remove(closed)


class SecondWindow(QObject):
    """left: the person closed it; an answer that is being written in it is stopped first. closed: it is gone."""

    left = Signal()
    closed = Signal(object)

    def __init__(
        self,
        engine: SharedEngine,
        first: Controller,
        common: Common,
        settings: WindowSettings | None,
        *,
        keep: Callable[[], bool],
        keep_soon: Callable[[], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._common = common
        self._is_down = False
        self._wanted: int | None = None
        self.is_leaving = False
        self._settings = settings or WindowSettings()
        link = engine.for_window(self)
        self.transcript = TranscriptModel(self)
        self.conversations = ConversationListModel(self)
        self.controller = Controller(
            link,
            self.transcript,
            self.conversations,
            _AdviceOfFirst(first, common, self),
            open_store=common.open_store,
            open_private_store=common.open_private_store,
            list_models=common.list_models,
            parent=self,
        )
        controller = self.controller
        link.held.connect(controller.desk.apply)
        controller.desk.keeps_new = False
        controller.titles.is_wanted = first.titles.is_wanted
        controller.speed.is_wanted = False  # the first window sees to the machine
        controller.context.preferences = first.context.preferences
        controller.desk.usual_params = first.desk.usual_params
        controller.desk.state = ChatState(engine=first.state.engine, starter=first.state.starter)
        controller.loading.ready_path = first.loading.ready_path
        controller.loading.settings = first.loading.settings
        self.window = MainWindow(
            controller,
            self.transcript,
            self.conversations,
            common.theme,
            list_models=common.list_models,
            settings=self._settings,
            preferences=common.preferences,
            places=common.places,
            keep=keep,
        )
        self.window.ends_answers = True
        self.window.reading.use_formulas(common.formulas)
        self.window.closed.connect(self._on_closed)
        page = self.window.problem_page
        for button in (page.folder_button, page.unsaved_button):
            button.hide()  # where the conversations are is decided in the first window
        self.window.folder_retried.connect(self._open_storage)
        self.notices = AnswerNotices(controller.desk, link, common.preferences, tell=self._tell, parent=self)
        self._keeping = WindowKeeping(self.window, controller, keep_soon, self)
        self.window.composer.edited.connect(self._on_edited)

    def settings(self) -> WindowSettings:
        """What to remember of it."""
        settings = self.window.settings(model_path="")
        if isinstance(self.controller.state.storage, StorageOpen):
            return settings
        return replace(settings, conversation_id=self._settings.conversation_id)

    def begin(self, settings: WindowSettings | None, *, taken: set[int | None]) -> None:
        """Show it. taken: conversations that are in view elsewhere."""
        wanted = settings.conversation_id if settings is not None else 0
        self._wanted = wanted if wanted and wanted not in taken else None
        self.window.show()
        self._open_storage()
        if settings is None:
            self.window.activateWindow()
        else:
            self.controller.beside.restore(settings.beside_path)

    def _open_storage(self) -> None:
        self.controller.open_storage(self._common.folder(), conversation_id=self._wanted)
        care, self.controller.storage.care = self.controller.storage.care, None
        if care is not None:
            care.stop()  # the first window sees to the file

    def show_conversation(self, conversation_id: int) -> None:
        self.window.come_forward()
        self.controller.open_conversation(conversation_id)

    def shut_down(self) -> None:
        """Without a question."""
        if not self._is_down:
            self._is_down = True
            self._keeping.stop()
            self.window.moving.places.keep()
            self.controller.close()
            self.window.close_now()
            self.window.deleteLater()

    def _on_edited(self) -> None:
        """What is typed for a new conversation is not in the store, see `Desk.keeps_new`."""
        if self.controller.state.conversation_id is None:
            self._keeping.touch()

    def _tell(self, title: str, text: str) -> None:
        parent = self.parent()
        if isinstance(parent, SecondWindows):
            parent._outside.tell_of(self.notices, title, text)

    def _on_closed(self) -> None:
        """After what Qt does with a window that closes."""
        QTimer.singleShot(0, self, self._end)

    def _end(self) -> None:
        if not self.window.isHidden() or self._is_down or self.is_leaving:
            return
        self.is_leaving = True
        self.left.emit()
        self.controller.stop()
        self.controller.state_changed.connect(self._look)
        self._look()

    def _look(self) -> None:
        if not self.controller.state.is_busy:
            QTimer.singleShot(0, self, self._gone)  # when what ended the answer is done with

    def _gone(self) -> None:
        if not self._is_down:
            self.closed.emit(self)
            self.shut_down()
            self.deleteLater()


class _AdviceOfFirst(DraftAdvisor):
    """The first window looks for draft models, and remembers them; here they are only looked up."""

    def __init__(self, first: Controller, common: Common, parent: QObject) -> None:
        super().__init__(lambda _paths: [], common.environment, common.list_models, parent)
        self._advice = first.advisor

    def use_folder(self, data_dir: Path) -> None:
        pass

    def draft_of(self, choice: InstalledModel) -> InstalledModel | None:
        return self._advice.draft_of(choice)

    def remember(self, choice: InstalledModel, draft: InstalledModel | None) -> None:
        self._advice.remember(choice, draft)

    def on_loaded(self, choice: InstalledModel, model: ModelInfo, draft: InstalledModel | None) -> None:
        pass

    def on_curve(self, curve: Curve) -> None:
        pass

    def set_busy(self, is_busy: bool) -> None:
        pass
