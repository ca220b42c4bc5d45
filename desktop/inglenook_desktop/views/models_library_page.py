"""The page "On this machine": every model found, what is known of it, and what can be done with it."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QItemSelection, QModelIndex, QSortFilterProxyModel, Qt, QUrl, Signal
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ..models.library_model import SORT_ROLE, LibraryModel
from ..models_shown import (
    ActOnModel,
    AddFolder,
    DropFolder,
    ImportFile,
    LibraryShown,
    ModelAct,
    MoveModels,
    Removal,
    ShownModel,
)
from ..theme import Colors, Theme, style_scroll_bar
from ..translating import counted
from .dialog_looks import dress_dialog
from .flow_layout import FlowLayout
from .models_parts import Button, Table, Words, bytes_text, day_text, field_style, plain, short_path
from .parts import rate_text


class LibraryPage(QWidget):
    """wished: an ActOnModel, AddFolder, DropFolder, ImportFile or MoveModels."""

    wished = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown = LibraryShown(is_reading=True)
        headings = (
            self.tr("Model"),
            self.tr("From"),
            self.tr("Size"),
            self.tr("Last used"),
            self.tr("Speed here"),
            self.tr("Licence"),
            self.tr("Chat template"),
        )
        self.model = LibraryModel(headings, self._words_of, self)
        self.sorted = QSortFilterProxyModel(self)
        self.sorted.setSourceModel(self.model)
        self.sorted.setSortRole(SORT_ROLE)
        self.sorted.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.filter = QLineEdit(self)
        self.filter.setClearButtonEnabled(True)
        self.filter.setPlaceholderText(self.tr("Filter by name"))
        self.filter.setAccessibleName(self.tr("Filter the models by name"))
        self.filter.textChanged.connect(self._on_filter)
        self.total = Words(self)
        self.total.setWordWrap(False)
        self.table = Table(self)
        self.table.setModel(self.sorted)
        self.table.setSortingEnabled(True)
        self.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.table.setAccessibleName(self.tr("Models on this machine"))
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(60)
        self.table.selectionModel().selectionChanged.connect(self._on_selection)
        self.table.activated.connect(self._on_activated)
        self.detail = Words(self)
        self.note = Words(self)
        self.load_button = self._act_button(self.tr("&Load"), ModelAct.LOAD, is_first=True)
        self.settings_button = self._act_button(self.tr("Load &settings…"), ModelAct.SETTINGS)
        self.settings_button.setToolTip(self.tr("How this model is loaded, and what that takes"))
        self.verify_button = self._act_button(self.tr("&Verify"), ModelAct.VERIFY)
        self.verify_button.setToolTip(self.tr("Read the file again and compare it with the hub's sum"))
        self.remove_button = self._act_button(self.tr("&Remove…"), ModelAct.REMOVE)
        self.place_button = Button(self.tr("Show in its &folder"), self)
        self.place_button.clicked.connect(self._on_place)
        self.import_button = Button(self.tr("&Import a file…"), self)
        self.import_button.clicked.connect(self.choose_file)
        self.folders_button = Button(self.tr("Fol&ders"), self)
        self.folders_menu = QMenu(self)
        self.folders_menu.aboutToShow.connect(self.fill_folders)
        self.folders_button.setMenu(self.folders_menu)

        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.filter, 1)
        head.addWidget(self.total)
        head.addStretch(1)
        head.addWidget(self.import_button)
        head.addWidget(self.folders_button)
        buttons, flow = QHBoxLayout(), FlowLayout(spacing=8)
        buttons.setSpacing(8)
        buttons.addLayout(flow, 1)
        for button in (self.load_button, self.settings_button, self.verify_button, self.place_button):
            flow.addWidget(button)
        buttons.addWidget(self.remove_button, 0, Qt.AlignmentFlag.AlignBottom)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 20, 16)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.detail)
        layout.addWidget(self.note)
        layout.addLayout(buttons)
        order = self.filter, self.import_button, self.folders_button, self.table, self.load_button
        for before, after in pairwise(order):
            self.setTabOrder(before, after)
        self.setTabOrder(self.place_button, self.remove_button)
        theme.changed.connect(self._restyle)
        self._restyle(theme.colors)
        self._show_chosen()

    @property
    def chosen(self) -> ShownModel | None:
        rows = self.table.selectionModel().selectedRows()
        return self.model.rows[self.sorted.mapToSource(rows[0]).row()] if rows else None

    def show_library(self, shown: LibraryShown) -> None:
        chosen = self.chosen
        is_first = not self.model.rows
        self._shown = shown
        self.model.set_rows(shown.models)
        if is_first and shown.models:
            self._fit_columns()
        if chosen is not None and self.chosen is None:
            self.choose(chosen.path)
        n_bytes = sum(model.size_bytes for model in shown.models)
        text = counted(len(shown.models), self.tr("1 model"), self.tr("%1 models"))
        if n_bytes:
            text += " · " + bytes_text(n_bytes)
        if shown.is_reading:
            text = self.tr("Looking…") if not shown.models else text + " · " + self.tr("looking again…")
        self.total.setText(text)
        self._show_chosen()

    def choose(self, path: Path) -> None:
        """Make the model at this path the current row, if it is listed."""
        number = self.model.row_of(path)
        if number is not None:
            index = self.sorted.mapFromSource(self.model.index(number, 0))
            self.table.selectRow(index.row())
            self.table.scrollTo(index)

    def ask_removal(self, removal: Removal) -> None:
        """Nothing goes before the person said so."""
        question = QMessageBox(self.window())
        dress_dialog(question)
        question.setIcon(QMessageBox.Icon.Question)
        question.setTextFormat(Qt.TextFormat.PlainText)
        question.setText(self.tr("Remove %1 from this machine?").replace("%1", plain(removal.title)))
        freed = self.tr("%1 become free. It can be downloaded again.").replace("%1", bytes_text(removal.freed_bytes))
        question.setInformativeText("\n".join((freed, *map(plain, removal.notes))))  # plain, as the text is
        remove = question.addButton(self.tr("Remove"), QMessageBox.ButtonRole.DestructiveRole)
        keep = question.addButton(self.tr("Keep"), QMessageBox.ButtonRole.RejectRole)
        question.setDefaultButton(keep if isinstance(keep, QPushButton) else None)
        remove.setProperty("path", str(removal.path))
        remove.clicked.connect(self._on_removal)
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.open()

    def choose_file(self) -> None:
        """Ask for a model file to take into the models folder."""
        dialog = QFileDialog(self, self.tr("Import a model file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("Models (*.gguf)"), self.tr("All files (*)")])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_file)
        dialog.open()

    def choose_folder(self) -> None:
        """Ask for a folder whose models are to be listed in place."""
        dialog = QFileDialog(self, self.tr("Add a folder with models"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_folder)
        dialog.open()

    def choose_place(self) -> None:
        """Ask for an empty folder, on another disk for instance, that the models folder is to be."""
        dialog = QFileDialog(self, self.tr("Move the models folder"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_place_chosen)
        dialog.open()

    def fill_folders(self) -> None:
        menu = self.folders_menu
        menu.clear()
        menu.addAction(self.tr("Add a folder…")).triggered.connect(self.choose_folder)
        menu.addAction(self.tr("Move the models folder…")).triggered.connect(self.choose_place)
        if self._shown.folders:
            menu.addSeparator()
        for folder in self._shown.folders:
            text = self.tr("Do not list %1 any more").replace("%1", plain(str(folder)).replace("&", "&&"))
            action = menu.addAction(text)
            action.setData(str(folder))
            action.triggered.connect(self._on_drop)

    def _fit_columns(self) -> None:
        """As wide as their words at the first listing; what a person drags stays."""
        self.table.resizeColumnsToContents()
        for column, limit in ((1, 180), (2, 100), (3, 120), (4, 130), (5, 140), (6, 200)):
            self.table.setColumnWidth(column, min(limit, max(70, self.table.columnWidth(column))))

    def _words_of(self, row: ShownModel) -> tuple[str, ...]:
        title = plain(row.title)
        if row.is_loaded:
            title = self.tr("%1 (loaded)").replace("%1", title)
        speed = "" if row.speed is None else rate_text(row.speed)
        size = bytes_text(row.size_bytes) if row.size_bytes else ""
        template = ("⚠ " if row.is_odd_template else "") + plain(row.template, 60)
        return title, plain(row.source, 60), size, day_text(row.used_on), speed, plain(row.licence, 40), template

    def _act_button(self, text: str, act: ModelAct, *, is_first: bool = False) -> Button:
        button = Button(text, self, is_first=is_first)
        button.setProperty("act", act.value)
        button.clicked.connect(self._on_act)
        return button

    def _show_chosen(self) -> None:
        model = self.chosen
        self.detail.say("" if model is None else plain(short_path(model.path), 400))
        self.note.say("" if model is None else model.note)
        is_idle = model is not None and not model.is_busy
        self.load_button.setEnabled(is_idle and model is not None and model.can_load and not model.is_loaded)
        self.settings_button.setEnabled(is_idle and model is not None and model.can_load)
        self.verify_button.setEnabled(is_idle)
        self.place_button.setEnabled(model is not None)
        self.remove_button.setEnabled(is_idle and model is not None and not model.is_loaded)
        self._restyle(self._theme.colors)

    def _on_filter(self, text: str) -> None:
        """What was chosen stays so, or nothing is: Qt would choose a neighbour, and the next button would mean it."""
        chosen = self.chosen
        self.sorted.setFilterFixedString(text)
        if self.chosen != chosen:
            self.table.clearSelection()
        self._show_chosen()

    def _wish(self, act: ModelAct) -> None:
        model = self.chosen
        if model is not None:
            self.wished.emit(ActOnModel(path=model.path, act=act))

    def _on_act(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            self._wish(ModelAct(button.property("act")))

    def _on_activated(self, _index: QModelIndex) -> None:
        if self.load_button.isEnabled():
            self._wish(ModelAct.LOAD)

    def _on_selection(self, _chosen: QItemSelection, _left: QItemSelection) -> None:
        self._show_chosen()

    def _on_place(self) -> None:
        model = self.chosen
        if model is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(model.path.parent)))

    def _on_removal(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton):
            self.wished.emit(ActOnModel(path=Path(button.property("path")), act=ModelAct.REMOVE_NOW))

    def _on_file(self, path: str) -> None:
        self.wished.emit(ImportFile(path=Path(path)))

    def _on_folder(self, path: str) -> None:
        self.wished.emit(AddFolder(path=Path(path)))

    def _on_place_chosen(self, path: str) -> None:
        self.wished.emit(MoveModels(path=Path(path)))

    def _on_drop(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.wished.emit(DropFolder(path=Path(action.data())))

    def _restyle(self, colors: Colors) -> None:
        model = self.chosen
        self.filter.setStyleSheet(field_style(colors))
        self.total.setStyleSheet(f"color: {colors.muted};")
        self.detail.setStyleSheet(f"color: {colors.muted};")
        is_warning = model is not None and model.is_warning
        self.note.setStyleSheet(f"color: {colors.error_text if is_warning else colors.text};")
        self.table.restyle(colors)
        style_scroll_bar(self.table, colors)
        for button in (
            self.load_button,
            self.settings_button,
            self.verify_button,
            self.place_button,
            self.remove_button,
            self.import_button,
            self.folders_button,
        ):
            button.restyle(colors)
