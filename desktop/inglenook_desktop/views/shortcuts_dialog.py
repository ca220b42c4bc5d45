"""All commands with their keys, where the person looks them up and gives them others. What is chosen holds at once."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ..commands import Command, CommandGroup, Commands, group_title, plain
from ..fuzzy import fit
from ..shortcuts import holders, is_of_media, problem_of, stored, written
from ..theme import Colors, Theme, style_scroll_bar
from .dialog_looks import dress_dialog
from .parts import ElidedLabel
from .stepping_field import ClearingField

_KEY_ROLE = Qt.ItemDataRole.UserRole


class ShortcutsDialog(QDialog):
    """chosen (key of a command, keys): "" for none. reset: a command gets its own keys back. all_reset: all do.

    Whoever does it calls `refresh`.
    """

    chosen = Signal(str, str)
    reset = Signal(str)
    all_reset = Signal()

    def __init__(self, commands: Commands, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        dress_dialog(self)
        self._commands = commands
        self._wanted: QKeySequence | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.search = ClearingField(self)
        self.search.setPlaceholderText(self.tr("Search by name or keys"))
        self.search.setAccessibleName(self.tr("Search by name or keys"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        self.search.moved.connect(self._step)
        self.search.returnPressed.connect(self._begin)
        self.search.left.connect(self.reject)
        self.tree = QTreeWidget(self)
        self.tree.setAccessibleName(self.tr("Commands"))
        self.tree.setColumnCount(2)
        self.tree.setHeaderLabels([self.tr("Command"), self.tr("Keys")])
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.tree.header().setStretchLastSection(False)
        self.tree.setRootIsDecorated(False)
        self.tree.setItemsExpandable(False)
        self.tree.setIndentation(14)
        self.tree.setUniformRowHeights(True)
        self.tree.setFrameShape(QFrame.Shape.NoFrame)
        self.tree.setHeaderHidden(True)
        self.tree.setItemDelegate(_Roomy(self.tree))
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tree.currentItemChanged.connect(self._on_current)
        self.tree.itemActivated.connect(self._begin)
        self.name = ElidedLabel(self)
        self.keys = _Keys(self)
        self.keys.setMaximumSequenceLength(1)
        self.keys.setAccessibleName(self.tr("Keys"))
        self.keys.editingFinished.connect(self._on_pressed)
        self.keys.given_up.connect(self._give_up)
        self.none = QPushButton(self.tr("No keys"), self)
        self.none.clicked.connect(self._on_none)
        self.default = QPushButton(self.tr("Reset"), self)
        self.default.clicked.connect(self._on_default)
        self.sentence = QLabel(self)
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setWordWrap(True)
        self.take = QPushButton(self.tr("Use them here"), self)
        self.take.clicked.connect(self._on_take)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, parent=self)
        self.default_all = self.buttons.addButton(self.tr("Reset all"), QDialogButtonBox.ButtonRole.ResetRole)
        self.default_all.clicked.connect(self.all_reset)
        self.buttons.rejected.connect(self.reject)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)  # Enter on a row is for that row
        self._lay_out()
        theme.changed.connect(self._restyle)
        self._restyle(theme.colors)
        self._fill()
        commands.keys_changed.connect(self.refresh)
        commands.noted.connect(self.refresh)
        self.resize(self.sizeHint())

    def sizeHint(self) -> QSize:
        """As the text wants it, and never more than the screen has."""
        em = self.fontMetrics().height()
        return QSize(max(620, 30 * em), max(620, 30 * em)).boundedTo(self.screen().availableSize())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The buttons stand below the keys where large letters leave no room beside them."""
        super().resizeEvent(event)
        wanted = 10 * self.fontMetrics().height() + self.none.sizeHint().width() + self.default.sizeHint().width()
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._row.setDirection(across if wanted + 56 <= self.width() else down)

    def refresh(self) -> None:
        """Keys have changed."""
        for item in self._items():
            self._show_keys(item)
        self._on_current()

    def select(self, key: str) -> None:
        """Make a command the current one."""
        for item in self._items():
            if item.data(0, _KEY_ROLE) == key:
                self.tree.setCurrentItem(item)

    def _lay_out(self) -> None:
        self._row = row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(8)
        row.addWidget(self.keys, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.none)
        buttons.addWidget(self.default)
        buttons.addStretch(1)
        row.addLayout(buttons)
        told = QHBoxLayout()
        told.setSpacing(8)
        told.addWidget(self.sentence, 1)
        told.addWidget(self.take)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(self.search)
        layout.addWidget(self.tree, 1)
        layout.addWidget(self.name)
        layout.addLayout(row)
        layout.addLayout(told)
        layout.addWidget(self.buttons)

    def _fill(self) -> None:
        for group in CommandGroup:
            of_group = [command for command in self._commands.all if command.group is group]
            if of_group:
                top = QTreeWidgetItem(self.tree, [plain(group_title(group))])
                top.setFlags(Qt.ItemFlag.ItemIsEnabled)
                top.setFirstColumnSpanned(True)
                font = top.font(0)
                font.setBold(True)
                top.setFont(0, font)
                for command in of_group:
                    item = QTreeWidgetItem(top, [command.title])
                    item.setData(0, _KEY_ROLE, command.key)
                    self._show_keys(item)
        self.tree.expandAll()
        self.tree.setCurrentItem(self._items()[0])

    def _tops(self) -> list[QTreeWidgetItem]:
        """Those of groups."""
        found = (self.tree.topLevelItem(row) for row in range(self.tree.topLevelItemCount()))
        return [top for top in found if top is not None]

    def _items(self) -> list[QTreeWidgetItem]:
        """Those of commands."""
        found = (top.child(row) for top in self._tops() for row in range(top.childCount()))
        return [item for item in found if item is not None]

    def _command_of(self, item: QTreeWidgetItem) -> Command:
        return self._commands[str(item.data(0, _KEY_ROLE))]

    def _current(self) -> Command | None:
        item = self.tree.currentItem()
        return self._command_of(item) if item is not None and item.parent() is not None else None

    def _show_keys(self, item: QTreeWidgetItem) -> None:
        command = self._command_of(item)
        item.setText(1, "   ".join(written(keys) for keys in command.action.shortcuts() if not is_of_media(keys)))
        note = self._commands.note_of(command.key)
        for column in range(2):
            item.setToolTip(column, note)
        item.setData(0, Qt.ItemDataRole.AccessibleDescriptionRole, note)
        font = item.font(1)
        font.setBold(not self._commands.has_default_keys(command.key))
        item.setFont(1, font)

    def _filter(self, typed: str) -> None:
        """By the name, or by the keys as they are written."""
        pressed = typed.replace(" ", "").lower()
        for item in self._items():
            is_of_keys = bool(pressed) and pressed in item.text(1).replace(" ", "").lower()
            item.setHidden(fit(typed, item.text(0)) is None and not is_of_keys)
        for top in self._tops():
            top.setHidden(all(item.isHidden() for item in self._items() if item.parent() is top))
        shown = self._shown()
        if shown and self.tree.currentItem() not in shown:
            self.tree.setCurrentItem(shown[0])

    def _shown(self) -> list[QTreeWidgetItem]:
        return [item for item in self._items() if not item.isHidden()]

    def _step(self, n_rows: int) -> None:
        """Of the commands in view, while the search keeps the keyboard."""
        shown = self._shown()
        if shown:
            current = self.tree.currentItem()
            row = shown.index(current) if current in shown else -1
            self.tree.setCurrentItem(shown[min(max(row + n_rows, 0), len(shown) - 1)])

    def _begin(self) -> None:
        """Enter, or twice clicked."""
        if self._current() is not None:
            self.keys.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_current(self) -> None:
        command = self._current()
        self.name.setText("" if command is None else command.title)
        for widget in (self.keys, self.none, self.default):
            widget.setEnabled(command is not None)
        if command is not None:
            self.keys.setKeySequence(command.action.shortcut())
            self.none.setEnabled(bool(command.action.shortcuts()))
            self.default.setEnabled(not self._commands.has_default_keys(command.key))
        self.default_all.setEnabled(any(not self._commands.has_default_keys(one.key) for one in self._commands.all))
        self._tell("" if command is None else self._commands.note_of(command.key))

    def _on_pressed(self) -> None:
        command, keys = self._current(), self.keys.keySequence()
        if command is None:
            return
        if keys == command.action.shortcut():
            self._tell(self._commands.note_of(command.key))
            return
        if problem := problem_of(keys):
            self._tell(problem)
            return
        if others := holders(self._commands, keys, apart_from=command.key):
            names = self.tr("” and “").join(other.title for other in others)
            sentence = self.tr("%1 already belongs to “%2”.").replace("%1", written(keys)).replace("%2", names)
            self._tell(sentence, wanted=keys)
            return
        self.chosen.emit(command.key, stored(keys))

    def _on_take(self) -> None:
        """The others have no keys from now on."""
        command, keys = self._current(), self._wanted
        if command is not None and keys is not None:
            for other in holders(self._commands, keys, apart_from=command.key):
                self.chosen.emit(other.key, "")
            self.chosen.emit(command.key, stored(keys))
            self.tree.setFocus()

    def _on_none(self) -> None:
        if (command := self._current()) is not None:
            self.chosen.emit(command.key, "")

    def _on_default(self) -> None:
        """Keys that another command has got meanwhile are told."""
        command = self._current()
        if command is None:
            return
        for keys in command.default_keys:
            if holders(self._commands, keys, apart_from=command.key):
                self.keys.setKeySequence(keys)
                self._on_pressed()
                return
        self.reset.emit(command.key)

    def _give_up(self) -> None:
        self._on_current()
        self.tree.setFocus()

    def _tell(self, sentence: str, *, wanted: QKeySequence | None = None) -> None:
        self._wanted = wanted
        self.sentence.setText(sentence or self.tr("Press Enter on a command, then its new keys."))
        self.sentence.setAccessibleName(self.sentence.text())
        self.take.setVisible(wanted is not None)

    def _restyle(self, colors: Colors) -> None:
        style_scroll_bar(self.tree, colors)
        palette = self.tree.palette()
        palette.setColor(QPalette.ColorRole.Highlight, QColor(colors.selected))
        palette.setColor(QPalette.ColorRole.HighlightedText, QColor(colors.text))
        self.tree.setPalette(palette)
        self.sentence.setStyleSheet(f"QLabel {{ color: {colors.muted}; }}")


class _Roomy(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return super().sizeHint(option, index) + QSize(16, 10)


class _Keys(QKeySequenceEdit):
    """given_up: Esc a second time; the first is a key like others. Tab goes on to the next control."""

    given_up = Signal()

    def minimumSizeHint(self) -> QSize:
        """Three keys, or most of them."""
        return QSize(7 * self.fontMetrics().height(), super().minimumSizeHint().height())

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                return QWidget.event(self, event)
            if event.key() == Qt.Key.Key_Escape and stored(self.keySequence()) == "Esc":
                self.given_up.emit()
                return True
        return super().event(event)
