"""What can be done with the current row of the list, as actions: for its menu and, with the same shortcuts, without it.

Asks what has to be asked (names, tags, files, "for ever?") and emits wishes; does none of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QStandardPaths, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox, QWidget

from ..library import InstalledModel
from ..models.conversations import TRASH_DAYS, ConversationListModel, FolderRow
from ..presets import Preset
from ..shelf_wishes import (
    Archive,
    BeginInFolder,
    Delete,
    DeleteFolder,
    Export,
    ExportFormat,
    Go,
    Import,
    Move,
    Pin,
    Place,
    Purge,
    Restore,
    ShiftFolder,
    Wish,
)
from ..translating import counted
from .asking_dialog import AskingDialog
from .conversation_rows import ConversationRows
from .dialog_looks import dress_dialog
from .folder_dialog import FolderDialog, NewFolderDialog
from .tags_dialog import TagsDialog

if TYPE_CHECKING:
    from ..store.records import Conversation

_MAX_FILE_NAME = 60


class ShelfActions(QObject):
    """wished: a value of `shelf_wishes`. asked: one that a dialog stays open for, until `answer` says what became of
    it. rename_wanted: edit the current row in place."""

    wished = Signal(object)
    asked = Signal(object)
    rename_wanted = Signal()

    def __init__(
        self,
        view: ConversationRows,
        model: ConversationListModel,
        list_models: Callable[[], Sequence[InstalledModel]],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._model = model
        self._list_models = list_models
        self.list_presets: Callable[[], Sequence[Preset]] = tuple  # given by whoever knows them
        self._window = parent
        self._dialog: AskingDialog | None = None
        self.rename = self._action(self.tr("Rename"), self.rename_wanted, "F2", is_everywhere=True)
        self.pin = self._action(self.tr("Pin"), self._on_pin, "Ctrl+D")
        self.tags = self._action(self.tr("Tags…"), self._on_tags, "Ctrl+T")
        self.move = self._action(self.tr("Move to folder"), self._on_move, "Ctrl+Alt+M")
        self.archive = self._action(self.tr("Archive"), self._on_archive, "Ctrl+E")
        self.delete = self._action(self.tr("Delete"), self._on_delete, QKeySequence.StandardKey.Delete)
        self.restore = self._action(self.tr("Restore"), self._on_restore, "Ctrl+R")
        self.export_markdown = self._action(self.tr("Export as Markdown…"), self._on_export_markdown)
        self.export_tree = self._action(self.tr("Export all branches as Markdown…"), self._on_export_tree)
        self.export_json = self._action(self.tr("Export as JSON…"), self._on_export_json)
        self.begin = self._action(self.tr("New conversation here"), self._on_begin, "Ctrl+Alt+N")
        self.settings = self._action(self.tr("Folder settings…"), self._on_settings, "Ctrl+I")
        self.up = self._action(self.tr("Move up"), self._on_up, "Alt+Up")
        self.down = self._action(self.tr("Move down"), self._on_down, "Alt+Down")
        self.new_folder = self._action(self.tr("New folder…"), self._on_new_folder)
        self.show_chats = self._action(self.tr("Conversations"), self._on_chats)
        self.show_archive = self._action(self.tr("Archive", "the place"), self._on_show_archive)
        self.show_trash = self._action(self.tr("Trash"), self._on_trash)
        self.empty_trash = self._action(self.tr("Empty the trash…"), self._on_empty)
        self.export_all = self._action(self.tr("Export everything…"), self._on_export_all)
        self.import_file = self._action(self.tr("Import a file…"), self._on_import)
        self.import_folder = self._action(self.tr("Import a folder…"), self._on_import_folder)
        for action in (self.show_chats, self.show_archive, self.show_trash):
            action.setCheckable(True)

    def answer(self, problem: str) -> None:
        """To the dialog that asked: why it was not done, "" when it is."""
        if self._dialog is not None:
            self._dialog.answer(problem)

    @property
    def current_row(self) -> Conversation | FolderRow | None:
        """What they would be done with."""
        return self._current()

    @property
    def place(self) -> Place:
        """Which of the lists is shown."""
        return self._model.place

    # --- menus

    def show_menu(self, place: QPoint) -> None:
        """The menu of the current row, at a place on the screen."""
        menu = self._make_menu()
        self.fill_row_menu(menu)
        if menu.isEmpty():
            menu.deleteLater()
        else:
            menu.popup(place)

    def fill_row_menu(self, menu: QMenu) -> None:
        """What can be done with the current row; nothing where there is none."""
        row = self._current()
        if row is None:
            return
        if isinstance(row, FolderRow):
            self._fill_folder_menu(menu)
        elif self._model.place is Place.TRASH:
            self.delete.setText(self.tr("Delete for ever…"))
            menu.addActions([self.restore, self.delete])
        else:
            self._fill_conversation_menu(menu, row)

    def fill_main_menu(self, menu: QMenu) -> None:
        """What concerns the whole list."""
        menu.clear()
        place = self._model.place
        for action, own in (
            (self.show_chats, Place.CHATS),
            (self.show_archive, Place.ARCHIVE),
            (self.show_trash, Place.TRASH),
        ):
            action.setChecked(place is own)
            menu.addAction(action)
        menu.addSeparator()
        menu.addAction(self.new_folder)
        if place is Place.TRASH:
            menu.addAction(self.empty_trash)
        menu.addSeparator()
        menu.addActions([self.export_all, self.import_file, self.import_folder])

    def _fill_conversation_menu(self, menu: QMenu, row: Conversation) -> None:
        self.pin.setText(self.tr("Unpin") if row.is_pinned else self.tr("Pin"))
        self.archive.setText(self.tr("Take out of the archive") if row.is_archived else self.tr("Archive"))
        self.delete.setText(self.tr("Delete"))
        menu.addActions([self.rename, self.pin, self.tags])
        self._fill_move_menu(menu.addMenu(self.move.text()), row)
        menu.addAction(self.archive)
        menu.addSeparator()
        menu.addActions([self.export_markdown, self.export_tree, self.export_json])
        menu.addSeparator()
        menu.addAction(self.delete)

    def _fill_folder_menu(self, menu: QMenu) -> None:
        self.delete.setText(self.tr("Delete the folder…"))
        menu.addAction(self.begin)
        menu.addSeparator()
        menu.addActions([self.rename, self.settings, self.up, self.down])
        menu.addSeparator()
        menu.addAction(self.delete)

    def _fill_move_menu(self, menu: QMenu, row: Conversation) -> None:
        for name, folder_id in ((self.tr("No folder"), None), *((one.name, one.id) for one in self._model.folders)):
            action = menu.addAction(name.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(row.folder_id == folder_id)
            action.setData(Move(conversation_id=row.id, folder_id=folder_id))
            action.triggered.connect(self._on_wish)
        menu.addSeparator()
        action = menu.addAction(self.tr("New folder…"))
        action.setData(row.id)
        action.triggered.connect(self._on_new_folder_for)

    # --- acts

    def _on_wish(self) -> None:
        if isinstance(action := self.sender(), QAction):
            self.wished.emit(action.data())

    def _on_pin(self) -> None:
        if (row := self._conversation()) is not None:
            self.wished.emit(Pin(conversation_id=row.id, is_pinned=not row.is_pinned))

    def _on_archive(self) -> None:
        if (row := self._conversation()) is not None:
            self.wished.emit(Archive(conversation_id=row.id, is_archived=not row.is_archived))

    def _on_tags(self) -> None:
        if (row := self._conversation()) is not None:
            self._open(TagsDialog(row, self._model.tags(), self._window))

    def _on_move(self) -> None:
        if (row := self._conversation()) is not None:
            place = self._view.viewport().mapToGlobal(self._view.visualRect(self._view.currentIndex()).center())
            menu = self._make_menu()
            self._fill_move_menu(menu, row)
            menu.popup(place)

    def _on_delete(self) -> None:
        row = self._current()
        if isinstance(row, FolderRow):
            self._ask_about_folder(row)
        elif row is not None and self._model.place is Place.TRASH:
            self._ask_about_purge(row)
        elif row is not None:
            self.wished.emit(Delete(conversation_id=row.id))

    def _on_restore(self) -> None:
        row = self._current()
        if row is not None and not isinstance(row, FolderRow) and self._model.place is Place.TRASH:
            self.wished.emit(Restore(conversation_id=row.id))

    def _on_begin(self) -> None:
        if isinstance(row := self._current(), FolderRow):
            self.wished.emit(BeginInFolder(folder_id=row.folder.id))

    def _on_settings(self) -> None:
        if isinstance(row := self._current(), FolderRow):
            names = [model.name for model in self._list_models()]
            self._open(FolderDialog(row.folder, names, self.list_presets(), self._window))

    def _on_up(self) -> None:
        self._shift(-1)

    def _on_down(self) -> None:
        self._shift(1)

    def _shift(self, by: int) -> None:
        if isinstance(row := self._current(), FolderRow):
            self.wished.emit(ShiftFolder(folder_id=row.folder.id, by=by))

    def _on_new_folder(self) -> None:
        self._ask_for_folder(None)

    def _on_new_folder_for(self) -> None:
        if isinstance(action := self.sender(), QAction):
            self._ask_for_folder(action.data())

    def _ask_for_folder(self, conversation_id: int | None) -> None:
        self._open(NewFolderDialog(conversation_id, self._window))

    def _open(self, dialog: AskingDialog) -> None:
        """One at a time: it keeps the rest of the window from being used."""
        self._dialog = dialog
        dialog.asked.connect(self.asked)
        dialog.finished.connect(self._on_dialog_finished)
        dialog.open()

    def _on_dialog_finished(self) -> None:
        self._dialog = None

    def _on_chats(self) -> None:
        self.wished.emit(Go(place=Place.CHATS))

    def _on_show_archive(self) -> None:
        self.wished.emit(Go(place=Place.ARCHIVE))

    def _on_trash(self) -> None:
        self.wished.emit(Go(place=Place.TRASH))

    # --- questions

    def _ask_about_folder(self, row: FolderRow) -> None:
        text = self.tr("Delete the folder “%1”?").replace("%1", row.folder.name)
        more = self.tr("The conversations in it stay; they are in no folder then.")
        self._ask(text, more, self.tr("Delete the folder"), DeleteFolder(folder_id=row.folder.id))

    def _ask_about_purge(self, row: Conversation) -> None:
        text = self.tr("Delete “%1” for ever?").replace("%1", row.title or self.tr("New conversation"))
        one = self.tr("Its message is removed from the disk and cannot be brought back.")
        many = self.tr("Its %1 messages are removed from the disk and cannot be brought back.")
        more = counted(row.message_count, one, many)
        self._ask(text, more, self.tr("Delete for ever"), Purge(conversation_id=row.id))

    def _on_empty(self) -> None:
        n_rows = self._model.rowCount()
        if n_rows:
            text = self.tr("Delete everything in the trash for ever?")
            one = self.tr("It holds one conversation. What is left here alone goes after %2 days by itself.")
            many = self.tr("It holds %1 conversations. What is left here alone goes after %2 days by itself.")
            more = counted(n_rows, one, many).replace("%2", str(TRASH_DAYS))
            self._ask(text, more, self.tr("Empty the trash"), Purge(conversation_id=None))

    def _ask(self, text: str, more: str, yes: str, wish: Wish) -> None:
        question = QMessageBox(self._window.window())
        dress_dialog(question)
        question.setIcon(QMessageBox.Icon.Question)
        question.setTextFormat(Qt.TextFormat.PlainText)
        question.setText(text)
        question.setInformativeText(more)
        back = question.addButton(self.tr("Go back"), QMessageBox.ButtonRole.RejectRole)
        act = question.addButton(yes, QMessageBox.ButtonRole.DestructiveRole)
        question.setDefaultButton(back)
        question.setEscapeButton(back)
        act.clicked.connect(partial(self._on_yes, wish))
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.open()

    def _on_yes(self, wish: Wish, _is_checked: bool = False) -> None:
        self.wished.emit(wish)

    # --- files

    def _on_export_markdown(self) -> None:
        self._export_current(ExportFormat.MARKDOWN)

    def _on_export_tree(self) -> None:
        self._export_current(ExportFormat.MARKDOWN_TREE)

    def _on_export_json(self) -> None:
        self._export_current(ExportFormat.JSON)

    def _export_current(self, form: ExportFormat) -> None:
        if (row := self._conversation()) is not None:
            self._ask_where(row.title, row.id, form)

    def _on_export_all(self) -> None:
        self._ask_where(f"inglenook {datetime.now().astimezone().date().isoformat()}", None, ExportFormat.JSON)

    def _ask_where(self, title: str, conversation_id: int | None, form: ExportFormat) -> None:
        is_markdown = form is not ExportFormat.JSON
        ending = "md" if is_markdown else "json"
        kind = self.tr("Markdown (*.md)") if is_markdown else self.tr("Inglenook's JSON (*.json)")
        dialog = self._file_dialog(self.tr("Export"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([kind, self.tr("All files (*)")])
        dialog.setDefaultSuffix(ending)
        dialog.selectFile(f"{file_name(title)}.{ending}")
        dialog.fileSelected.connect(partial(self._on_export_chosen, conversation_id, form))
        dialog.open()

    def _on_export_chosen(self, conversation_id: int | None, form: ExportFormat, path: str) -> None:
        self.wished.emit(Export(path=Path(path), conversation_id=conversation_id, format=form))

    def _on_import(self) -> None:
        dialog = self._file_dialog(self.tr("Import conversations"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("Conversations (*.json *.jsonl *.zip)"), self.tr("All files (*)")])
        dialog.fileSelected.connect(self._on_import_chosen)
        dialog.open()

    def _on_import_folder(self) -> None:
        """Jan and LM Studio keep a conversation in a file or folder of its own."""
        dialog = self._file_dialog(self.tr("Import conversations"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self._on_import_chosen)
        dialog.open()

    def _file_dialog(self, title: str) -> QFileDialog:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self._window, title, documents)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog

    def _on_import_chosen(self, path: str) -> None:
        self.wished.emit(Import(path=Path(path)))

    # --- the row

    def _current(self) -> Conversation | FolderRow | None:
        index = self._view.currentIndex()
        return self._model.row(index.row()) if index.isValid() else None

    def _conversation(self) -> Conversation | None:
        """The current one; None in the trash, where only restoring is possible."""
        row = self._current()
        return None if row is None or isinstance(row, FolderRow) or self._model.place is Place.TRASH else row

    def _make_menu(self) -> QMenu:
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def _action(
        self,
        text: str,
        slot: object,
        keys: QKeySequence.StandardKey | str | None = None,
        *,
        is_everywhere: bool = False,
    ) -> QAction:
        action = QAction(text, self._view)
        if keys is not None:
            action.setShortcut(QKeySequence(keys))
            context = Qt.ShortcutContext.WindowShortcut if is_everywhere else Qt.ShortcutContext.WidgetShortcut
            action.setShortcutContext(context)
            self._view.addAction(action)
        action.triggered.connect(slot)
        return action


def file_name(title: str) -> str:
    """A title as a file's name on any system; never empty."""
    name = re.sub(r'[\x00-\x1f<>:"/\\|?*]+', " ", title)
    return " ".join(name.split())[:_MAX_FILE_NAME].strip(" .") or "conversation"
