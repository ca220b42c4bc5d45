"""The sidebar: a button for a new conversation, the search, the list or what was found, and the offer to undo.

Shows `ConversationListModel` and says what the person wants; changes nothing by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFont, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from ..archive_job import Outcome
from ..library import InstalledModel
from ..models.conversations import FOLDER_ROLE, ID_ROLE, ConversationListModel
from ..models.search_results import Results, SearchResultsModel
from ..shelf_wishes import Go, Place
from ..theme import Colors, Theme, set_background, style_scroll_bar
from ..translating import counted, in_words, said
from .conversation_rows import ConversationRows
from .fonts import scale_font, scale_icon, scaled
from .icons import Icon, hearth, icon
from .parts import icon_button
from .report_dialog import ReportDialog
from .search_box import SearchBox
from .search_results import SearchResults
from .shelf_actions import ShelfActions
from .sidebar_bars import JobBar, PlaceBar, UndoBar

UNDO_MS = 20_000
"""How long the offer to undo stays; the conversation can be restored by Ctrl+Z as long as it does."""


class ConversationList(QWidget):
    """selected: a conversation's id. wished: a value of `shelf_wishes`. search_changed: what is looked for.
    hit_chosen: a Hit that the person wants to see. picked: a conversation, by a click or by Enter, not in passing."""

    new_requested = Signal()
    picked = Signal()
    selected = Signal(int)
    wished = Signal(object)
    undo_requested = Signal()
    search_changed = Signal(str)
    hit_chosen = Signal(object)

    def __init__(
        self,
        model: ConversationListModel,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        list_models: Callable[[], Sequence[InstalledModel]],
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._current: int | None = None
        self._cursor: tuple[int | None, int | None] = (None, None)
        self._place = Place.CHATS
        self._searched = ""
        self.setAccessibleName(self.tr("Conversations"))

        self.new_button = QPushButton(self.tr("New conversation"), self)
        self.new_button.setObjectName("new")
        scale_icon(self.new_button, 16)
        self.new_button.setToolTip(self.tr("New conversation"))
        self.new_button.setCursor(Qt.CursorShape.PointingHandCursor)
        self.new_button.clicked.connect(self.new_requested)

        self.view = ConversationRows(model, theme, self)
        self.view.setAccessibleName(self.tr("Conversations"))
        self.view.clicked.connect(self._on_picked)
        self.view.activated.connect(self._on_picked)
        self.view.walked.connect(self._select)
        self.view.focused.connect(self._on_focused)
        self.view.toggled.connect(self._on_toggled)
        model.rearranging.connect(self._keep_cursor)
        model.modelReset.connect(self._on_reset)

        self.actions_of_row = ShelfActions(self.view, model, list_models, self)
        self.actions_of_row.wished.connect(self.wished)
        self.actions_of_row.rename_wanted.connect(self._on_rename)
        self.view.menu_wanted.connect(self.actions_of_row.show_menu)
        self.undo_action = QAction(self.tr("Undo delete"), self.view)
        self.undo_action.setShortcut(QKeySequence(QKeySequence.StandardKey.Undo))
        self.undo_action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.undo_action.triggered.connect(self._on_undo)
        self.undo_action.setEnabled(False)
        self.view.addAction(self.undo_action)

        self.search = SearchBox(model, theme, list_models, self)
        self.results_model = SearchResultsModel(self)
        self.results = SearchResults(self.results_model, theme, self)
        self.search.changed.connect(self._on_search_changed)
        self.search.moved.connect(self.results.step)
        self.search.chosen.connect(self.results.choose_current)
        self.search.left.connect(self.end_search)
        self.results.chosen.connect(self._on_hit)
        self.results.left.connect(self.end_search)

        self.place_bar = PlaceBar(self)
        self.place_bar.left.connect(self._on_left_place)
        self.place_bar.emptied.connect(self.actions_of_row.empty_trash.trigger)
        self.job_bar = JobBar(self)
        self._undo_bar = UndoBar(self)
        self._undo_bar.undo.clicked.connect(self._on_undo)
        self._undo_bar.close_button.clicked.connect(self.hide_undo)
        self._undo_bar.hide()
        self._undo_timer = QTimer(self)
        self._undo_timer.setSingleShot(True)
        self._undo_timer.setInterval(UNDO_MS)
        self._undo_timer.timeout.connect(self.hide_undo)

        self.pages = QStackedWidget(self)
        self.pages.addWidget(self.view)
        self.pages.addWidget(self.results)
        self._lay_out()
        theme.changed.connect(self._restyle)
        self._restyle(theme.colors)

    def _lay_out(self) -> None:
        mark = self._mark = QLabel(self)
        name = QLabel("Inglenook", self)
        scale_font(name, 1.15, weight=QFont.Weight.Bold)
        self.menu = QMenu(self)
        self.menu.aboutToShow.connect(self._fill_menu)
        self.menu_button = icon_button(self.tr("Archive, trash, folders, export and import"), self)
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu_button.setMenu(self.menu)
        header = QHBoxLayout()
        header.setContentsMargins(16, 14, 10, 6)
        header.setSpacing(9)
        header.addWidget(mark)
        header.addWidget(name)
        header.addStretch(1)
        header.addWidget(self.menu_button)
        buttons = QVBoxLayout()
        buttons.setContentsMargins(10, 4, 10, 8)
        buttons.setSpacing(7)
        buttons.addWidget(self.new_button)
        buttons.addWidget(self.search)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(header)
        layout.addLayout(buttons)
        layout.addWidget(self.place_bar)
        layout.addWidget(self.pages, 1)
        layout.addWidget(self.job_bar)
        layout.addWidget(self._undo_bar)

    # --- what the window tells

    def show_current(self, conversation_id: int | None) -> None:
        """Mark the conversation in view, or none for a new one."""
        if conversation_id == self._current:
            return
        self._current = conversation_id
        self._model.reveal(conversation_id)
        self._restore_selection()

    def show_results(self, results: Results) -> None:
        """What was found for the newest text. The person stays where they are when only the store has changed."""
        if not self.search.text().strip():
            return
        is_same_search, self._searched = results.text == self._searched, results.text
        row = self.results.view.currentIndex().row() if is_same_search else 0
        self.results_model.set_hits(results.hits)
        n_hits = len(results.hits)
        if results.problem:
            sentence = said(results.problem)
        elif not n_hits:
            sentence = self.tr("Nothing was found for “%1”.").replace("%1", results.text.strip())
        elif results.is_more:
            sentence = self.tr("The best %1 results").replace("%1", in_words(n_hits))
        else:
            sentence = counted(n_hits, self.tr("1 result"), self.tr("%1 results"))
        self.results.say(sentence)
        self.results.go_to(row)
        self.pages.setCurrentWidget(self.results)

    def begin_search(self) -> None:
        self.search.begin()

    def end_search(self) -> None:
        """Back to the list."""
        self.search.field.clear()
        self.pages.setCurrentWidget(self.view)
        self.view.setFocus()

    def begin_job(self, sentence: str) -> None:
        """An export or import goes on."""
        self.job_bar.begin(sentence)

    def end_job(self) -> None:
        self.job_bar.hide()

    def show_report(self, outcome: Outcome) -> None:
        """What an import brought, or why a job failed."""
        title = self.tr("Import") if outcome.imported or outcome.lines else self.tr("That did not work")
        ReportDialog(title, outcome.sentence, outcome.lines, self.window()).open()

    def offer_undo(self, title: str) -> None:
        """A conversation was deleted; offer it back for a while."""
        self._undo_bar.show_title(title or self.tr("New conversation"))
        self._undo_bar.show()
        self.undo_action.setEnabled(True)
        self._undo_timer.start()

    def hide_undo(self) -> None:
        self._undo_timer.stop()
        self._undo_bar.hide()
        self.undo_action.setEnabled(False)

    def rename_current(self) -> None:
        """Edit the title of the conversation in view, in place."""
        self._model.reveal(self._current)
        row = self._model.row_of(self._current)
        if row is not None:
            self.view.edit(self._model.index(row))

    # --- what the person does

    def _on_picked(self, index: QModelIndex) -> None:
        self._select(index)
        if index.data(ID_ROLE) is not None and self._model.place is not Place.TRASH:
            self.picked.emit()

    def _select(self, index: QModelIndex) -> None:
        conversation_id = index.data(ID_ROLE)
        is_openable = conversation_id is not None and self._model.place is not Place.TRASH
        if is_openable and conversation_id != self._current:
            self.selected.emit(conversation_id)

    def _on_toggled(self, folder_id: int) -> None:
        self._model.set_open(folder_id, folder_id in self._model.closed_folders)

    def _on_rename(self) -> None:
        """The current row, which may be a folder; from anywhere else in the window, what is in view there."""
        if self.window().focusWidget() is not self.view:
            self.rename_current()
            return
        index = self.view.currentIndex()
        if index.isValid() and self._model.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.view.edit(index)

    def _on_undo(self) -> None:
        self.hide_undo()
        self.undo_requested.emit()

    def _on_left_place(self) -> None:
        self.wished.emit(Go(place=Place.CHATS))

    def _on_search_changed(self, text: str) -> None:
        self.search_changed.emit(text)
        if not text.strip():
            self.results_model.set_hits(())
            self.pages.setCurrentWidget(self.view)

    def _on_hit(self, row: int) -> None:
        self.hit_chosen.emit(self.results_model.hit(row))

    def _fill_menu(self) -> None:
        self.actions_of_row.fill_main_menu(self.menu)

    # --- the current row

    def _keep_cursor(self) -> None:
        """Before the rows change: the keyboard may be on a folder, or in the trash."""
        index = self.view.currentIndex()
        self._cursor = index.data(ID_ROLE), index.data(FOLDER_ROLE)

    def _on_reset(self) -> None:
        self.place_bar.show_place(self._model.place, self._model.rowCount())
        conversation_id, folder_id = self._cursor
        row = None if folder_id is None else self._model.row_of_folder(folder_id)
        if row is None and self._model.place is Place.TRASH:
            row = self._model.row_of(conversation_id)
        was_elsewhere, self._place = self._place is not self._model.place, self._model.place
        if row is None:
            row = self._model.row_of(self._current)
        self._make_current(row, scrolls=was_elsewhere)

    def _on_focused(self) -> None:
        """Qt makes the first row current when the list gets the focus with none; keep what is in view."""
        if self._model.place is not Place.TRASH and self.view.currentIndex().data(FOLDER_ROLE) is None:
            self._restore_selection()

    def _restore_selection(self) -> None:
        self._make_current(self._model.row_of(self._current), scrolls=True)

    def _make_current(self, row: int | None, *, scrolls: bool) -> None:
        """scrolls: to where it is; otherwise the list stays where the person has scrolled it."""
        index = self._model.index(row) if row is not None else QModelIndex()
        selection = self.view.selectionModel()
        self.view.setAutoScroll(scrolls)
        selection.setCurrentIndex(index, selection.SelectionFlag.ClearAndSelect)
        self.view.setAutoScroll(True)
        if not index.isValid():
            self.view.clearSelection()

    def _restyle(self, colors: Colors) -> None:
        set_background(self, colors.sidebar)
        self._mark.setPixmap(hearth(scaled(22), self.devicePixelRatioF()))
        self.new_button.setIcon(icon(Icon.PLUS, colors.text))
        self.menu_button.setIcon(icon(Icon.MORE, colors.muted))
        self.menu_button.setStyleSheet(
            "QToolButton { border: none; border-radius: 8px; padding: 4px; }"
            f"QToolButton:hover, QToolButton:focus {{ background: {colors.hover}; }}"
            "QToolButton::menu-indicator { image: none; width: 0; }"
        )
        self.new_button.setStyleSheet(
            f"QPushButton {{ background: {colors.field}; color: {colors.text}; border: 1px solid {colors.border};"
            " border-radius: 9px; padding: 8px 12px; text-align: left; }"
            f"QPushButton:hover {{ background: {colors.hover}; }}"
            f"QPushButton:focus {{ border-color: {colors.accent}; }}"
        )
        for bar in (self._undo_bar, self.job_bar, self.place_bar):
            bar.restyle(colors)
        style_scroll_bar(self.results.view, colors)
