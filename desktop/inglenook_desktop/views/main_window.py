"""The window: puts the views together, hands the person's wishes to the controller, and shows its state.

Knows every view and no process, database or file. What outlives the window (settings, locks) is `app`'s.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QColor, QKeySequence, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QMainWindow,
    QMessageBox,
    QSizePolicy,
    QSplitter,
    QSplitterHandle,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ..controller import Controller
from ..library import InstalledModel
from ..models.conversations import ConversationListModel
from ..models.search_results import place_of
from ..models.transcript import TranscriptModel
from ..settings import WindowSettings
from ..state import ChatState, StorageFailed
from ..theme import SCROLL_BAR_WIDTH, Colors, Theme, style_scroll_bar
from .composer import Composer
from .conversation_list import ConversationList
from .find_bar import FindInConversation
from .model_bar import ModelBar
from .notice_bar import NoticeBar
from .pages import EmptyPage, StorageProblemPage
from .parts import COLUMN_WIDTH, shortcut
from .private_bar import PrivateBar, closing_question
from .status_line import StatusLine
from .transcript_view import TranscriptView

if TYPE_CHECKING:
    from ..store.search import Hit

DEFAULT_SIZE = QSize(1080, 760)
DEFAULT_SIDEBAR_WIDTH = 248


class MainWindow(QMainWindow):
    """first_paint: once, when the window is on the screen. folder_chosen: another data folder. folder_retried: open
    the same one again. unsaved_chosen: go on without a data folder."""

    first_paint = Signal()
    folder_retried = Signal()
    folder_chosen = Signal(Path)
    unsaved_chosen = Signal()

    def __init__(
        self,
        controller: Controller,
        transcript: TranscriptModel,
        conversations: ConversationListModel,
        theme: Theme,
        *,
        list_models: Callable[[], Sequence[InstalledModel]],
        settings: WindowSettings,
    ) -> None:
        super().__init__()
        self._controller = controller
        self._transcript_model = transcript
        self._has_painted = False
        self._may_close = False
        self.setWindowTitle("Inglenook")
        self.setMinimumSize(520, 400)

        self.sidebar = ConversationList(conversations, theme, self, list_models=list_models)
        self.model_bar = ModelBar(theme, list_models, self)
        self.transcript = TranscriptView(transcript, self, list_models=list_models)
        self.transcript.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # or the column would jump
        self.finding = FindInConversation(transcript, self.transcript, theme, self)
        self.empty_page = EmptyPage(theme, self)
        self.problem_page = StorageProblemPage(theme, self)
        self.private_bar = PrivateBar(theme, self)
        self.notice_bar = NoticeBar(theme, self)
        self.composer = Composer(theme, self)
        self.status_line = StatusLine(theme, self)

        self.pages = QStackedWidget(self)
        for page in (self.empty_page, self.transcript, self.problem_page):
            self.pages.addWidget(page)
        main = QWidget(self)
        layout = QVBoxLayout(main)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.model_bar)
        layout.addWidget(self.private_bar)
        layout.addWidget(self.pages, 1)
        layout.addLayout(self._column(self.notice_bar, bottom=8))
        layout.addLayout(self._column(self.composer, bottom=4))
        layout.addLayout(self._column(self.status_line, bottom=0))
        self._splitter = _Splitter(Qt.Orientation.Horizontal, self)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        self._splitter.addWidget(self.sidebar)
        self._splitter.addWidget(main)
        self._splitter.setStretchFactor(1, 1)
        self.sidebar.setMinimumWidth(180)
        self.sidebar.setMaximumWidth(480)
        self.setCentralWidget(self._splitter)

        self._connect()
        self._add_shortcuts()
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
            sidebar_width=self._sidebar_width if self.sidebar.isHidden() else self.sidebar.width(),
            is_sidebar_hidden=self.sidebar.isHidden(),
            model_path=model_path,
            conversation_id=0 if state.is_private else state.conversation_id or 0,
            draft=self._controller.unsent.unsaved,
        )

    def show_state(self, state: ChatState) -> None:
        """Called for every change; each view takes what concerns it."""
        self.model_bar.show_state(state)
        self.composer.show_state(state)
        self.status_line.show_state(state)
        self.empty_page.show_state(state)
        self.notice_bar.show_state(state)
        self.private_bar.show_state(state)
        self.transcript.set_busy(state.is_busy)
        self.transcript.acts.set_private(state.is_private)
        self.sidebar.show_current(state.conversation_id)
        if isinstance(state.storage, StorageFailed):
            self.problem_page.show_message(state.storage.message)
        self._choose_page()

    def come_forward(self) -> None:
        """Another start of the program asked for this window."""
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

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._has_painted:
            self._has_painted = True
            QTimer.singleShot(0, self.first_paint.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close, unless text would be lost: then ask first."""
        n_private = 0 if self._may_close else self._controller.private.n_messages
        if self._may_close or not (n_private or self._controller.unsaved_text):
            event.accept()
            return
        event.ignore()
        if n_private:
            ask, forget = closing_question(n_private, self)
            forget.clicked.connect(self._end_private_and_close)
            ask.open()
            return
        question = QMessageBox(self)
        question.setIcon(QMessageBox.Icon.Warning)
        question.setText(self.tr("An answer is not saved yet."))
        question.setInformativeText(self.tr("The disk refuses it. If you close now, its text is lost."))
        question.addButton(self.tr("Go back"), QMessageBox.ButtonRole.RejectRole)
        leave = question.addButton(self.tr("Close and lose it"), QMessageBox.ButtonRole.DestructiveRole)
        leave.clicked.connect(self._close_anyway)
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.open()

    @staticmethod
    def _column(widget: QWidget, *, bottom: int) -> QHBoxLayout:
        """As wide as a line of text may be, below the transcript's column (which has a scroll bar beside it)."""
        widget.setMaximumWidth(COLUMN_WIDTH)
        widget.setSizePolicy(QSizePolicy.Policy.Expanding, widget.sizePolicy().verticalPolicy())
        row = QHBoxLayout()
        row.setContentsMargins(12, 0, 12 + SCROLL_BAR_WIDTH, bottom)
        row.addWidget(widget)
        return row

    def _connect(self) -> None:
        controller = self._controller
        controller.state_changed.connect(self.show_state)
        controller.accepted.connect(self._on_accepted)
        controller.first_text.connect(self._on_first_text)
        controller.shelf.deleted.connect(self.sidebar.offer_undo)
        controller.shelf.found.connect(self.sidebar.show_results)
        controller.shelf.hit_wanted.connect(self.go_to_hit)
        controller.shelf.reported.connect(self.sidebar.show_report)
        controller.shelf.job.began.connect(self.sidebar.begin_job)
        controller.shelf.job.progressed.connect(self.sidebar.job_bar.show_progress)
        controller.shelf.job.ended.connect(self.sidebar.end_job)
        self.sidebar.job_bar.cancelled.connect(controller.shelf.job.cancel)
        controller.file_wanted.connect(self.choose_file)
        controller.send_wanted.connect(self.composer.submit)
        self.sidebar.new_requested.connect(self.new_conversation)
        self.sidebar.selected.connect(controller.open_conversation)
        self.sidebar.wished.connect(controller.shelf.do)
        self.sidebar.undo_requested.connect(controller.shelf.undo_delete)
        self.sidebar.search_changed.connect(controller.shelf.search)
        self.sidebar.hit_chosen.connect(controller.shelf.jump)
        self.model_bar.model_chosen.connect(controller.choose_model)
        self.model_bar.draft_chosen.connect(controller.choose_draft)
        self.model_bar.speculation.chosen.connect(controller.choose_speculation)
        self.model_bar.file_requested.connect(self.choose_file)
        self.model_bar.call_off_requested.connect(controller.call_off_load)
        self.model_bar.sidebar_toggled.connect(self.toggle_sidebar)
        self.transcript.retry_requested.connect(controller.retry)
        self.transcript.wished.connect(controller.branching.do)
        controller.branching.edit_stored.connect(self.transcript.end_edit)
        controller.unsent.attach(self.composer.text, self.composer.set_text)
        self.composer.edited.connect(controller.unsent.typed)
        self.composer.edited.connect(controller.titles.stir)
        self.transcript.typed.connect(controller.titles.stir)
        self.empty_page.private_requested.connect(self.open_private)
        self.private_bar.show_requested.connect(self.open_private)
        self.private_bar.close_requested.connect(self.close_private)
        self.notice_bar.remedy_chosen.connect(controller.apply_remedy)
        self.notice_bar.dismissed.connect(controller.dismiss_notice)
        self.composer.submitted.connect(controller.submit)
        self.composer.stop_requested.connect(controller.stop)
        self.problem_page.try_again.connect(self.folder_retried)
        self.problem_page.other_folder.connect(self.choose_folder)
        self.problem_page.go_on_unsaved.connect(self.unsaved_chosen)
        for signal in (
            self._transcript_model.reset,
            self._transcript_model.inserted,
        ):
            signal.connect(self._choose_page)

    def _add_shortcuts(self) -> None:
        shortcut(self, QKeySequence.StandardKey.New).activated.connect(self.new_conversation)
        shortcut(self, "Ctrl+Shift+N").activated.connect(self.open_private)
        shortcut(self, "Ctrl+L").activated.connect(self.composer.setFocus)
        shortcut(self, "Ctrl+M").activated.connect(self.model_bar.open_menu)
        shortcut(self, "Ctrl+J").activated.connect(self.model_bar.speculation.showMenu)
        shortcut(self, "Ctrl+B").activated.connect(self.toggle_sidebar)
        shortcut(self, QKeySequence.StandardKey.Find).activated.connect(self.finding.open)
        shortcut(self, "Ctrl+Shift+F").activated.connect(self.search)
        shortcut(self, "F3").activated.connect(self.finding.next)
        shortcut(self, "Shift+F3").activated.connect(self.finding.previous)
        shortcut(self, "Esc").activated.connect(self._controller.stop)
        shortcut(self, "Ctrl+Q").activated.connect(self.close)

    def new_conversation(self) -> None:
        self._controller.new_conversation()
        self.composer.setFocus()

    def open_private(self) -> None:
        """The private conversation, or a new one."""
        self._controller.open_private()
        self.composer.setFocus()

    def close_private(self) -> None:
        """Ask first, if there is something to lose."""
        n_messages = self._controller.private.n_messages
        if not n_messages:
            self._end_private()
            return
        question, leave = closing_question(n_messages, self)
        leave.clicked.connect(self._end_private)
        question.open()

    def search(self) -> None:
        """In all conversations."""
        if self.sidebar.isHidden():
            self.toggle_sidebar()
        self.sidebar.begin_search()

    def go_to_hit(self, hit: Hit) -> None:
        """Scroll to what was found in the conversation in view, and show in which message it is."""
        row = None if hit.message_id is None else self._transcript_model.row_of(hit.message_id)
        if row is not None:
            self.transcript.scroll_to_row(row)
            slot, _ = self.transcript.slot_of(row, place_of(hit, self._transcript_model.item(row).text))
            self.transcript.bring_into_view(slot, 0)
            self.finding.marks.flash(row)

    def toggle_sidebar(self) -> None:
        if not self.sidebar.isHidden():
            self._sidebar_width = self.sidebar.width()
        self.sidebar.setVisible(self.sidebar.isHidden())
        self._set_sizes()

    def _choose_page(self) -> None:
        if isinstance(self._controller.state.storage, StorageFailed):
            page: QWidget = self.problem_page
        elif len(self._transcript_model):
            page = self.transcript
        else:
            page = self.empty_page
        if self.pages.currentWidget() is not page:
            self.pages.setCurrentWidget(page)

    def _on_accepted(self) -> None:
        self.transcript.scroll_to_bottom()

    def _on_first_text(self) -> None:
        """Paint the first text now instead of at the next frame, so that its time is a fact."""
        self.transcript.flush()
        self.transcript.viewport().repaint()
        self._controller.note_painted()

    def _on_file_selected(self, path: str) -> None:
        self._controller.choose_file(Path(path))

    def _on_folder_selected(self, path: str) -> None:
        self.folder_chosen.emit(Path(path))

    def _end_private(self) -> None:
        self._controller.close_private()
        self.composer.setFocus()

    def _end_private_and_close(self) -> None:
        self._controller.close_private()
        QTimer.singleShot(0, self.close)

    def _close_anyway(self) -> None:
        self._may_close = True
        QTimer.singleShot(0, self.close)

    def _restore(self, settings: WindowSettings) -> None:
        self._sidebar_width = settings.sidebar_width or DEFAULT_SIDEBAR_WIDTH
        try:
            geometry = base64.b64decode(settings.geometry, validate=True)
        except (ValueError, binascii.Error):
            geometry = b""
        if not geometry or not self.restoreGeometry(QByteArray(geometry)):
            self.resize(DEFAULT_SIZE)
        self._set_sizes()
        self.sidebar.setVisible(not settings.is_sidebar_hidden)
        if settings.draft:
            self.composer.set_text(settings.draft)

    def _set_sizes(self) -> None:
        self._splitter.setSizes([self._sidebar_width, max(400, self.width() - self._sidebar_width)])

    def _restyle(self, colors: Colors) -> None:
        palette = self.transcript.palette()
        palette.setColor(QPalette.ColorRole.Base, QColor(colors.window))
        self.transcript.setPalette(palette)
        for area in (self.transcript, self.sidebar.view, self.composer.field):
            style_scroll_bar(area, colors)


class _Splitter(QSplitter):
    """Its handle is a hairline in the colour of borders."""

    def createHandle(self) -> QSplitterHandle:
        return _Hairline(self.orientation(), self)


class _Hairline(QSplitterHandle):
    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), self.palette().color(QPalette.ColorRole.Mid))
