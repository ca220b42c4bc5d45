"""The menu bar, made from the commands: macOS has it at the top of the screen; elsewhere Alt or F10 brings it, or it
stays if the person wants that.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QMenuBar, QWidget

from ..commands import Command, CommandGroup, Commands, group_title
from ..preferences import Preferences
from ..preferences_keeping import PreferencesKeeping
from .parts import shortcut

_LAST, _END = "application", "application.quit"
"""Commands of this family stand at the end of their menu, and this one behind all others."""


class WindowMenuBar(QObject):
    """Of one window. bar: QMainWindow's own."""

    def __init__(self, window: QMainWindow, commands: Commands, preferences: PreferencesKeeping) -> None:
        super().__init__(window)
        self._window = window
        self._commands = commands
        self._may_end = False
        self.bar: QMenuBar = window.menuBar()
        self.bar.setAccessibleName(self.tr("Menus"))
        self.menus = {group: self._make_menu(group) for group in CommandGroup}
        _TextActions(self.menus[CommandGroup.EDIT], self.bar)
        self._keeps = True
        self._letters: dict[CommandGroup, QShortcut] = {}
        self._last_of: dict[tuple[CommandGroup, str], QAction] = {}  # of a family, in its menu
        for command in commands.all:
            self._on_added(command)
        commands.added.connect(self._on_added)
        if not self._is_elsewhere:
            for group, menu in self.menus.items():
                self._letters[group] = shortcut(window, QKeySequence.mnemonic(menu.title()))
                self._letters[group].activated.connect(partial(self._open_menu, group))
            window.installEventFilter(self)
            self.bar.installEventFilter(self)
            self._follow(preferences.current)
            preferences.changed.connect(self._follow)

    def open(self) -> None:
        """F10: the bar with its first menu marked, ready for the arrow keys."""
        if self._is_elsewhere:
            return
        self.bar.show()
        # QMenuBar takes the keyboard when Alt is pressed and let go over its window, and has no function for it. A
        # QKeyEvent of Alt itself says that Alt is held when it was made without.
        before, after = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier
        QApplication.sendEvent(self._window, QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Alt, before))
        QApplication.sendEvent(self._window, QKeyEvent(QEvent.Type.KeyRelease, Qt.Key.Key_Alt, after))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Of the window: Alt pressed and let go alone. Of the bar: it came, went, or lost the keys."""
        kind = event.type()
        if watched is self.bar:
            if kind == QEvent.Type.FocusOut:
                QTimer.singleShot(0, self._hide_again)
            elif kind in (QEvent.Type.Show, QEvent.Type.Hide):
                self._set_letters()
        elif kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._may_end = event.key() == Qt.Key.Key_Alt
        elif kind == QEvent.Type.KeyRelease and isinstance(event, QKeyEvent):
            is_alone = self._may_end and event.key() == Qt.Key.Key_Alt
            self._may_end = False
            if is_alone and self.bar.isHidden():
                self.open()
                return True
        elif kind == QEvent.Type.WindowDeactivate:
            self._may_end = False
        return super().eventFilter(watched, event)

    @property
    def _is_elsewhere(self) -> bool:
        """The desktop shows it outside of the window."""
        return self.bar.isNativeMenuBar()

    def _follow(self, preferences: Preferences) -> None:
        self._keeps = preferences.window.menu_bar
        self.bar.setVisible(self._keeps)
        self._set_letters()

    def _hide_again(self) -> None:
        if not self._keeps and not self.bar.hasFocus() and self.bar.activeAction() is None:
            self.bar.hide()

    def _set_letters(self) -> None:
        """A bar in view hears the keys of its menus itself."""
        for group, letter in self._letters.items():
            letter.setEnabled(self.bar.isHidden() and self.menus[group].menuAction().isVisible())

    def _open_menu(self, group: CommandGroup) -> None:
        self.bar.show()
        self.bar.setActiveAction(self.menus[group].menuAction())

    def _make_menu(self, group: CommandGroup) -> QMenu:
        menu = self.bar.addMenu(group_title(group))
        menu.menuAction().setVisible(group is CommandGroup.EDIT)
        menu.aboutToShow.connect(self._commands.offer)
        menu.aboutToHide.connect(self._commands.offered)
        menu.aboutToHide.connect(partial(QTimer.singleShot, 0, self._hide_again))
        return menu

    def _on_added(self, command: Command) -> None:
        """Beside the others of its family, which a line parts from the rest; quitting comes last."""
        menu = self.menus[command.group]
        menu.menuAction().setVisible(True)
        self._set_letters()
        family, shown = _family(command.action), menu.actions()
        before = self._last_of.get((command.group, family))
        if before is None or before.objectName() != _END:
            self._last_of[command.group, family] = command.action
        if before is not None:
            place = shown.index(before) + (before.objectName() != _END)
            if place < len(shown):
                menu.insertAction(shown[place], command.action)
            else:
                menu.addAction(command.action)
            return
        last = [place for place, action in enumerate(shown) if not action.isSeparator() and _family(action) == _LAST]
        if not last:
            if shown:
                menu.addSeparator()
            menu.addAction(command.action)
        elif last[0] > 0:  # before the line above them, and behind a line of its own
            line = shown[last[0] - 1]
            menu.insertSeparator(line)
            menu.insertAction(line, command.action)
        else:
            menu.insertAction(menu.insertSeparator(shown[0]), command.action)


def _family(action: QAction) -> str:
    return action.objectName().partition(".")[0]


class _TextActions(QObject):
    """What every text field does by itself, with the keys that it hears itself: no commands of the window."""

    def __init__(self, menu: QMenu, bar: QMenuBar) -> None:
        super().__init__(menu)
        self._bar = bar
        self._before: QWidget | None = None
        keys = QKeySequence.StandardKey
        self._actions = {
            "undo": self._add(menu, self.tr("Undo"), keys.Undo),
            "redo": self._add(menu, self.tr("Redo"), keys.Redo),
            "cut": self._add(menu, self.tr("Cut"), keys.Cut),
            "copy": self._add(menu, self.tr("Copy"), keys.Copy),
            "paste": self._add(menu, self.tr("Paste"), keys.Paste),
            "selectAll": self._add(menu, self.tr("Select all"), keys.SelectAll),
        }
        for name, action in self._actions.items():
            action.setObjectName(f"text.{name}")
            action.triggered.connect(partial(self._do, name))
        menu.insertSeparator(self._actions["cut"])
        menu.insertSeparator(self._actions["selectAll"])
        menu.aboutToShow.connect(self._look)
        QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr] # there is one

    @staticmethod
    def _add(menu: QMenu, text: str, keys: QKeySequence.StandardKey) -> QAction:
        action = menu.addAction(text)
        action.setShortcuts(keys)
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # shown here, heard by the field
        return action

    def _field(self) -> QWidget | None:
        """Where the keys go, or went before the bar took them."""
        focused = QApplication.focusWidget()
        return self._before if focused is self._bar else focused

    def _on_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        if new is self._bar:
            self._before = old
        elif old is self._bar:
            self._before = None

    def _look(self) -> None:
        """Enabled are those that the field can do."""
        field = self._field()
        for name, action in self._actions.items():
            action.setEnabled(callable(getattr(field, name, None)))

    def _do(self, name: str, _is_checked: bool = False) -> None:
        act = getattr(self._field(), name, None)
        if callable(act):
            act()
