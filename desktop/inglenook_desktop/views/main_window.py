"""The window: puts the views together, hands the person's wishes to the controller, and shows its state.

Knows every view and no process, database or file. What outlives the window (settings, locks) is `app`'s.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from inglenook_engine.types import GenerateParams
from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QColor, QMoveEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QMainWindow,
    QMessageBox,
    QSizePolicy,
    QSplitter,
    QSplitterHandle,
    QVBoxLayout,
    QWidget,
)

from ..commands import Commands
from ..controller import Controller
from ..frame_recorder import FrameRecorder
from ..library import InstalledModel, machine_memory_bytes
from ..losses import Losses
from ..message_wishes import Regenerate
from ..models.conversations import ConversationListModel
from ..models.transcript import TranscriptModel
from ..preferences_keeping import PreferencesKeeping
from ..reading_places import ReadingPlaces
from ..settings import WindowSettings
from ..state import ChatState, Reading, StorageFailed, StorageOpening, Writing
from ..theme import SCROLL_BAR_WIDTH, Colors, Theme, style_scroll_bar
from .announcing import Announcing
from .answer_marks import AnswerMarks
from .attaching_wiring import AttachingWiring
from .beside_pane import LEAST_WIDTH, BesidePane
from .closing_question import closing_question
from .column_head import ColumnHead
from .columns import Column, Columns
from .comparing_wiring import ComparingWiring
from .composer import Composer
from .context_wiring import ContextWiring
from .conversation_list import ConversationList
from .find_bar import FindInConversation
from .focus_walk import leave_inside
from .fonts import scaled
from .frame_panel import FramePanel
from .lower_part import LowerPart
from .message_commands import MessageCommands
from .model_bar import ModelBar
from .moving import Moving
from .notice_bar import NoticeBar
from .pages import EmptyPage, OpeningPage, StorageProblemPage
from .params_dialog import ParamsDialog
from .parts import COLUMN_WIDTH, LowStack
from .private_bar import PrivateBar
from .queue_strip import QueueStrip
from .reading_wiring import ReadingWiring
from .reasoning_button import ReasoningSwitch
from .settings_asking import SettingsAsking
from .side_pane import SidePane
from .status_line import StatusLine
from .transcript_view import FRAME_MS, TranscriptView
from .window_commands import add_window_commands
from .window_wiring import WindowWiring
from .writing_wiring import WritingWiring

DEFAULT_SIZE = QSize(1080, 760)
LEAST_SIZE = QSize(520, 400)
LARGE_LEAST_SIZE = QSize(720, 480)
"""With letters of whatever size: it fits every screen."""


class MainWindow(QMainWindow):
    """first_paint: once, when the window is on the screen. folder_chosen: another data folder. folder_retried: open
    the same one again. unsaved_chosen: go on without a data folder. models_requested: show the window of models.
    load_settings_requested: of the model in use. quit_requested: end the program. stayed: the person was asked and did
    not close it. closed: it was. rearranged: it, or a part of it, has another size or place. stays_behind: closing it
    only hides it. ends_answers: closing it stops what is answered in it. keep: writes `settings` down now; False where
    that cannot be.
    """

    first_paint = Signal()
    folder_retried = Signal()
    folder_chosen = Signal(Path)
    unsaved_chosen = Signal()
    models_requested = Signal()
    load_settings_requested = Signal()
    quit_requested = Signal()
    stayed = Signal()
    closed = Signal()
    rearranged = Signal()

    def __init__(
        self,
        controller: Controller,
        transcript: TranscriptModel,
        conversations: ConversationListModel,
        theme: Theme,
        *,
        list_models: Callable[[], Sequence[InstalledModel]],
        settings: WindowSettings,
        preferences: PreferencesKeeping,
        places: ReadingPlaces,
        keep: Callable[[], bool],
    ) -> None:
        super().__init__()
        self._question: QMessageBox | None = None
        controller.attaching.all_read.connect(self._on_all_read)
        self.preferences = preferences
        self._controller = controller
        self._transcript_model = transcript
        self._keep = keep
        self._has_painted = False
        self._may_close = False
        self._shown_state: ChatState | None = None
        self._count_timer = QTimer(self)
        self._count_timer.setSingleShot(True)
        self._count_timer.setInterval(FRAME_MS)
        self._count_timer.timeout.connect(self._show_count)
        self.stays_behind = self.ends_answers = False
        self.setWindowTitle("Inglenook")

        self.sidebar = ConversationList(conversations, theme, self, list_models=list_models)
        self.model_bar = ModelBar(theme, list_models, self)
        # Tab goes through the parts in the order in which they are made.
        self.first_head = ColumnHead(theme, self.tr("Close this model and go on with the second one"), self)
        self.first_head.hide()
        self.transcript = TranscriptView(transcript, self, list_models=list_models)
        self.transcript.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # or the column would jump
        self.finding = FindInConversation(transcript, self.transcript, theme, self)
        self.beside = BesidePane(controller.beside.transcript, theme, self, list_models=list_models)
        self.empty_page = EmptyPage(theme, self, memory_bytes=machine_memory_bytes())
        self.opening_page = OpeningPage(theme, self)
        self.problem_page = StorageProblemPage(theme, self)
        self.private_bar = PrivateBar(theme, self)
        self.notice_bar = NoticeBar(theme, self)
        self.queue_strip = QueueStrip(theme, self)
        self.composer = Composer(theme, self)
        self.status_line = StatusLine(theme, self)

        self.pages = LowStack(self)
        for page in (self.empty_page, self.transcript, self.opening_page, self.problem_page):
            self.pages.addWidget(page)
        main = QWidget(self)
        layout = QVBoxLayout(main)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.model_bar)
        layout.addWidget(self.private_bar)
        self._columns = _Splitter(Qt.Orientation.Horizontal, main)
        self._columns.setChildrenCollapsible(False)
        self._columns.setHandleWidth(1)
        first = QWidget(main)
        column_of_first = QVBoxLayout(first)
        column_of_first.setContentsMargins(0, 0, 0, 0)
        column_of_first.setSpacing(0)
        column_of_first.addWidget(self.first_head)
        column_of_first.addWidget(self.pages, 1)
        for column in (first, self.beside):
            self._columns.addWidget(column)
        first.setMinimumWidth(LEAST_WIDTH)
        for place in (0, 1):
            self._columns.setStretchFactor(place, 1)
        self._columns.setSizes([1000, 1000])
        layout.addWidget(self._columns, 1)
        self._lower = LowerPart(main, home=self.composer)
        for part, bottom in ((self.notice_bar, 8), (self.queue_strip, 6), (self.composer, 4), (self.status_line, 0)):
            self._lower.add_row(self._column(part, bottom=bottom))
        layout.addWidget(self._lower)
        self._splitter = _Splitter(Qt.Orientation.Horizontal, self)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        self._splitter.addWidget(main)
        self.side = SidePane(self, self._splitter, self.sidebar, home=self.composer)
        self.side.changed.connect(self.rearranged)
        self._splitter.setStretchFactor(1, 1)
        self.setCentralWidget(self._splitter)

        self.columns = Columns(
            Column(model=transcript, view=self.transcript, head=self.first_head, finding=self.finding),
            Column(
                model=controller.beside.transcript,
                view=self.beside.transcript,
                head=self.beside.head,
                finding=self.beside.finding,
            ),
            self,
        )
        self.wiring = WindowWiring(self, controller, transcript)
        self.frames = FramePanel(FrameRecorder(self), theme, self)
        self.commands = Commands(self)
        add_window_commands(self, controller)
        self.reading = ReadingWiring(self.commands, preferences, self.columns, self)
        self.comparing = ComparingWiring(controller, self.commands, self.model_bar, self.first_head, self.beside, self)
        self.writing = WritingWiring(
            controller, self.commands, self.composer, self.queue_strip, self.model_bar, theme, preferences, self
        )
        self.reasoning = ReasoningSwitch(self.model_bar.reasoning, preferences, self)
        self.attaching = AttachingWiring(
            controller.attaching, controller.desk, self.transcript.acts, self.commands, self.composer, theme, self
        )
        self.sidebar.actions_of_row.list_presets = controller.presets.presets
        self.transcript.acts.list_presets = controller.presets.presets
        self.marks = AnswerMarks(self.columns, controller.branching, controller.replaying, self.commands, self)
        self.of_messages = MessageCommands(self.columns, self.commands, self)
        self.transcript.acts.replay_wanted.connect(self.marks.replay)
        self.context = ContextWiring(
            controller,
            self.commands,
            transcript,
            self.columns,
            self.transcript.acts,
            self.composer,
            self.status_line,
            preferences,
            theme,
            self,
        )
        self.moving = Moving(self, controller, preferences, theme, settings, places)
        self.settings_asking = SettingsAsking(self, controller, preferences, theme)
        self.announcing = Announcing(transcript, preferences, self.composer)
        theme.changed.connect(self._restyle)
        self._restyle(theme.colors)
        self._restore(settings)
        self.show_state(controller.state)
        self.composer.setFocus()

    def settings(self, *, model_path: str) -> WindowSettings:
        """What to remember of this window."""
        state = self._controller.state
        geometry = base64.b64encode(self.saveGeometry().data()).decode("ascii")
        return WindowSettings(
            geometry=geometry,
            sidebar_width=self.side.width,
            is_sidebar_hidden=not self.side.is_wanted,
            model_path=model_path,
            conversation_id=0 if state.is_private else state.conversation_id or 0,
            draft=self._controller.unsent_text,
            recent_choices=self.moving.palette.recent,
            beside_path="" if (beside := self._controller.beside.shown.choice) is None else str(beside.path),
        )

    def show_state(self, state: ChatState) -> None:
        """Called for every change; each view takes what concerns it."""
        before, self._shown_state = self._shown_state, state
        if before is not None and _is_only_longer(before, state):
            if not self._count_timer.isActive():
                self._count_timer.start()
            return
        self._count_timer.stop()
        self.model_bar.show_state(state)
        self.composer.show_state(state)
        self.status_line.show_state(state)
        self.empty_page.show_state(state)
        self.notice_bar.show_state(state)
        self.private_bar.show_state(state)
        self.beside.show_state(state)
        self.transcript.set_busy(state.is_busy)
        self.transcript.set_held(state.is_held)
        self.transcript.set_waiting_edit(state.waiting_edit)
        self.transcript.acts.set_private(state.is_private)
        self.sidebar.show_current(state.conversation_id)
        if isinstance(state.storage, StorageFailed):
            self.problem_page.show_message(state.storage.message)
        elif isinstance(state.storage, StorageOpening):
            self.opening_page.show_message(state.storage.message)
        self.choose_page()

    def _show_count(self) -> None:
        """How much of the answer there is by now."""
        if self._shown_state is not None:
            self.status_line.show_state(self._shown_state)
            self.beside.show_state(self._shown_state)

    def join_draft(self, draft: str) -> None:
        """Text that only the settings of another folder kept, with what is typed already."""
        if draft.strip() and draft not in self.composer.text():
            self.composer.set_text("\n\n".join(filter(None, (draft, self.composer.text()))))

    def close_now(self) -> None:
        """Without a question: everything that can be saved is."""
        self._may_close = True
        self.close()

    @property
    def has_more_to_ask(self) -> bool:
        """Something would be lost with it, and the person has not said that it may be."""
        return not self._may_close and bool(self._losses)

    @property
    def _losses(self) -> Losses:
        losses, answer = self._controller.losses, self._controller.state.answer
        return replace(losses, is_unanswered=True) if self.ends_answers and isinstance(answer, Reading) else losses

    def come_forward(self) -> None:
        """Another start of the program asked for this window."""
        self._may_close = False  # for what was asked before it was closed
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def choose_file(self) -> None:
        """Ask for a model file; the answer goes to the controller."""
        dialog = QFileDialog(self, self.tr("Open a model file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("Models (*.gguf)"), self.tr("All files (*)")])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_file_selected)
        dialog.open()

    def choose_folder(self) -> None:
        """Ask for another data folder."""
        dialog = QFileDialog(self, self.tr("Use another folder for conversations"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_folder_selected)
        dialog.open()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self._controller.look_for_changes()
        elif event.type() == QEvent.Type.WindowStateChange:
            self.rearranged.emit()

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self.rearranged.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.side.fit()
        self.private_bar.fit()
        self.rearranged.emit()

    def focusNextPrevChild(self, forward: bool) -> bool:
        views = (self.transcript, self.beside.transcript)
        for view in views:
            view.was_entered = False
        has_moved = super().focusNextPrevChild(forward)
        if has_moved and not any(view.was_entered for view in views):
            leave_inside(self, views, forward=forward)
        return has_moved

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._has_painted:
            self._has_painted = True
            QTimer.singleShot(0, self.first_paint.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close, unless text would be lost: then ask first."""
        losses = Losses() if self._may_close or self.stays_behind else self._losses
        if losses.has_text and self._keep():
            losses = replace(losses, has_text=False)
        if not losses:
            event.accept()
            self.closed.emit()
            return
        event.ignore()
        question, leave = closing_question(losses, self)
        leave.clicked.connect(self._close_anyway)
        question.rejected.connect(self.stayed)
        question.finished.connect(self._on_answered)
        question.open()
        self._question = question

    @staticmethod
    def _column(widget: QWidget, *, bottom: int) -> QHBoxLayout:
        """As wide as a line of text may be, below the transcript's column (which has a scroll bar beside it)."""
        widget.setMaximumWidth(COLUMN_WIDTH)
        widget.setSizePolicy(QSizePolicy.Policy.Expanding, widget.sizePolicy().verticalPolicy())
        row = QHBoxLayout()
        row.setContentsMargins(12, 0, 12 + SCROLL_BAR_WIDTH, bottom)
        row.addWidget(widget)
        return row

    def new_conversation(self) -> None:
        self._controller.new_conversation()
        self.composer.setFocus()

    def open_private(self) -> None:
        """The private conversation, or a new one."""
        self._controller.open_private()
        self.composer.setFocus()

    def close_private(self) -> None:
        """Ask first, if there is something to lose."""
        losses = self._controller.private_losses
        if not losses:
            self._end_private()
            return
        question, leave = closing_question(losses, self)
        leave.clicked.connect(self._end_private)
        question.open()

    def search(self) -> None:
        """In all conversations."""
        if self.sidebar.isHidden():
            self.side.toggle()
        self.sidebar.begin_search()

    def search_filters(self) -> None:
        """Of the search in all conversations."""
        self.search()
        self.sidebar.search.filter_button.showMenu()

    def ask_for_params(self, message_id: int) -> None:
        """With which parameters another answer is wanted beside this one."""
        params = self._controller.branching.params_of(message_id)
        if params is not None:
            dialog = ParamsDialog(params, self)
            dialog.chosen.connect(partial(self._on_params, message_id))
            dialog.open()

    def toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def fit_columns(self) -> None:
        """The window is never narrower than two columns need, where there are two; the sidebar gives way to them, and
        to large letters in them."""
        n_columns = 2 if self._controller.beside.shown.choice else 0
        self.side.least_beside = n_columns * scaled(LEAST_WIDTH) + self._columns.handleWidth()
        least = QSize(scaled(LEAST_SIZE.width()), scaled(LEAST_SIZE.height())).boundedTo(LARGE_LEAST_SIZE)
        columns = n_columns * LEAST_WIDTH + self._columns.handleWidth()
        self.setMinimumSize(max(least.width(), columns), least.height())
        self.side.fit()

    def choose_page(self) -> None:
        """What is in view above the composer, by the state of the folder and of the conversation."""
        storage = self._controller.state.storage
        if isinstance(storage, StorageFailed):
            page: QWidget = self.problem_page
        elif isinstance(storage, StorageOpening) and storage.message:
            page = self.opening_page
        elif len(self._transcript_model):
            page = self.transcript
        else:
            page = self.empty_page
        if self.pages.currentWidget() is not page:
            page.resize(self.pages.size())  # now, not with the next layout: the reader's place depends on the width
            self.pages.setCurrentWidget(page)
            focused = self.focusWidget()
            if page is self.empty_page and (page is focused or page.isAncestorOf(focused)):  # Qt's choice, no person's
                self.composer.setFocus()
            self.pages.updateGeometry()

    def _on_params(self, message_id: int, params: GenerateParams) -> None:
        self._controller.branching.do(Regenerate(message_id=message_id, params=params))

    def _on_file_selected(self, path: str) -> None:
        self._controller.choose_file(Path(path))

    def _on_folder_selected(self, path: str) -> None:
        self.folder_chosen.emit(Path(path))

    def _end_private(self) -> None:
        self._controller.close_private()
        self.composer.setFocus()

    def _on_answered(self) -> None:
        self._question = None

    def _on_all_read(self, has_refused: bool) -> None:
        """Files that the question was about are attached now: where nothing else would be lost, it is answered. Where
        one was refused the person is to see that."""
        if self._question is None or self._losses:
            return
        if has_refused:
            self._question.reject()
        else:
            self._question.accept()
            self._close_anyway()

    def _close_anyway(self) -> None:
        self._may_close = True
        QTimer.singleShot(0, self.close)

    def _restore(self, settings: WindowSettings) -> None:
        self.side.width, self.side.is_wanted = settings.sidebar_width, not settings.is_sidebar_hidden
        try:
            geometry = base64.b64decode(settings.geometry, validate=True)
        except (ValueError, binascii.Error):
            geometry = b""
        if not geometry or not self.restoreGeometry(QByteArray(geometry)):
            self.resize(DEFAULT_SIZE)
        self.side.fit()
        if settings.draft:
            self.composer.set_text(settings.draft)

    def _restyle(self, colors: Colors) -> None:
        self.side.fit_font()
        self.fit_columns()
        self._lower.restyle(colors)
        palette = self.transcript.palette()
        palette.setColor(QPalette.ColorRole.Base, QColor(colors.window))
        self.transcript.setPalette(palette)
        for area in (self.transcript, self.sidebar.view, self.composer.field):
            style_scroll_bar(area, colors)


def _is_only_longer(before: ChatState, after: ChatState) -> bool:
    """A token more of the same answer, of which a thousand come in a second, concerns who counts them, once a frame."""
    if not isinstance(before.answer, Writing) or not isinstance(after.answer, Writing):
        return False
    return replace(after, answer=before.answer) == before


class _Splitter(QSplitter):
    """Its handle is a hairline in the colour of borders."""

    def createHandle(self) -> QSplitterHandle:
        return _Hairline(self.orientation(), self)


class _Hairline(QSplitterHandle):
    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), self.palette().color(QPalette.ColorRole.Mid))
