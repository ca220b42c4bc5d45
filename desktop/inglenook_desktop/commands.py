"""Everything that can be done in a window, in one place: the menu bar, the palette, the list of shortcuts and the keys
themselves are made from it.

Owns one QAction for each command and which keys reach it; knows neither what a command does nor who shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import partial
from typing import assert_never

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget


class CommandGroup(Enum):
    """The menu that a command stands in, in the order of the menu bar."""

    FILE = auto()
    EDIT = auto()
    VIEW = auto()
    CONVERSATION = auto()
    ANSWER = auto()
    MODEL = auto()
    WINDOW = auto()
    HELP = auto()


def group_title(group: CommandGroup) -> str:
    """What the menu bar calls it, with the "&" of its key."""
    translate = QCoreApplication.translate
    match group:
        case CommandGroup.FILE:
            return translate("commands", "&File")
        case CommandGroup.EDIT:
            return translate("commands", "&Edit")
        case CommandGroup.VIEW:
            return translate("commands", "&View")
        case CommandGroup.CONVERSATION:
            return translate("commands", "&Conversation")
        case CommandGroup.ANSWER:
            return translate("commands", "&Answer")
        case CommandGroup.MODEL:
            return translate("commands", "&Model")
        case CommandGroup.WINDOW:
            return translate("commands", "&Window")
        case CommandGroup.HELP:
            return translate("commands", "&Help")
        case _:
            assert_never(group)


_ROLES = {
    "application.quit": QAction.MenuRole.QuitRole,
    "application.settings": QAction.MenuRole.PreferencesRole,
    "application.about": QAction.MenuRole.AboutRole,
}
"""What macOS wants in the menu of the application."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """key: for ever, as in "conversation.new". default_keys: those it has unless the person wants others. name: what it
    is called outside of its menu, "" for as in the menu. when: whether it would do something now; None for always."""

    key: str
    group: CommandGroup
    action: QAction
    default_keys: tuple[QKeySequence, ...]
    name: str = ""
    when: Callable[[], bool] | None = None

    @property
    def title(self) -> str:
        """For people, without the "&" of a menu."""
        return self.name or plain(self.action.text())


class Commands(QObject):
    """Of one window. offering: they are about to be shown; whoever has actions gives them the words of the moment.
    added: a new Command. keys_changed: some have other keys now. noted (key of a command): its note is another."""

    offering = Signal()
    added = Signal(object)
    keys_changed = Signal()
    noted = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._all: dict[str, Command] = {}
        self._own: Mapping[str, str] = {}
        self._notes: dict[str, str] = {}

    @property
    def all(self) -> Sequence[Command]:
        """In the order in which they were added."""
        return tuple(self._all.values())

    def __getitem__(self, key: str) -> Command:
        """Raises KeyError where there is none of this key."""
        return self._all[key]

    def __contains__(self, key: str) -> bool:
        return key in self._all

    def add(
        self,
        key: str,
        title: str,
        act: Callable[[], object],
        *,
        group: CommandGroup,
        keys: str | QKeySequence.StandardKey = "",
        is_checkable: bool = False,
        when: Callable[[], bool] | None = None,
    ) -> QAction:
        """Its keys work anywhere in the window. act: what it does, harmless while `when` says that it would do nothing;
        one that is checkable asks the action for `isChecked`. when: asked whenever commands are shown. Raises
        ValueError for a key that is taken."""
        action = QAction(title.replace("&", "&&"), self._window)
        action.setCheckable(is_checkable)
        action.setShortcuts(_sequences(keys))
        action.triggered.connect(partial(_act, act))
        self.adopt(key, action, group=group, when=when)
        return action

    def adopt(
        self,
        key: str,
        action: QAction,
        *,
        group: CommandGroup,
        name: str = "",
        when: Callable[[], bool] | None = None,
    ) -> None:
        """As `add`, for an action that exists: with the keys that it has, heard where its context says so. name: where
        the text of the action says too little outside of its menu."""
        if key in self._all:
            raise ValueError(f"there is a command {key} already")
        command = Command(
            key=key, group=group, action=action, default_keys=tuple(action.shortcuts()), name=name, when=when
        )
        action.setObjectName(key)
        action.setMenuRole(_ROLES.get(key, QAction.MenuRole.NoRole))
        if action.shortcutContext() is Qt.ShortcutContext.WindowShortcut:
            self._window.addAction(action)
        self._all[key] = command
        for one in self._all.values() if key in self._own else (command,):
            self._apply(one)
        self.added.emit(command)

    def offer(self) -> None:
        """They are about to be shown: those that would do nothing are disabled, until `offered`."""
        self.offering.emit()
        for command in self._all.values():
            if command.when is not None:
                command.action.setEnabled(command.when())

    def offered(self) -> None:
        """They are out of sight again. A disabled action would not hear its keys."""
        for command in self._all.values():
            if command.when is not None:
                command.action.setEnabled(True)

    def use_shortcuts(self, shortcuts: Mapping[str, str]) -> None:
        """shortcuts: by the command's key, what the person wants instead of its default; "" for none. What names no
        command waits for one; what names no keys leaves it the default."""
        self._own = dict(shortcuts)
        for command in self._all.values():
            self._apply(command)
        self.keys_changed.emit()

    def note(self, key: str, sentence: str) -> None:
        """What became of a command's keys, for the list of them; "" for what needs no word."""
        self._notes[key] = sentence
        self.noted.emit(key)

    def note_of(self, key: str) -> str:
        return self._notes.get(key, "") or self._lost_by(self._all[key])

    def has_default_keys(self, key: str) -> bool:
        """Whether the person has left them as they were. Raises KeyError where there is no such command."""
        return tuple(self._all[key].action.shortcuts()) == self._all[key].default_keys

    def _apply(self, command: Command) -> None:
        given = [keys for keys, _ in self._given_before(command)]
        wanted = [keys for keys in self._wanted(command) if keys not in given]
        if command.action.shortcuts() != wanted:
            command.action.setShortcuts(wanted)

    def _wanted(self, command: Command) -> list[QKeySequence]:
        own = self._own.get(command.key)
        named = [] if own is None else _sequences(own)
        return named if named or own == "" else list(command.default_keys)

    def _given_before(self, command: Command) -> Iterator[tuple[QKeySequence, Command]]:
        """What the person gave to other commands, by hand perhaps: where two have the same keys, Qt does neither. Of
        two that were given the same, the first has them."""
        for key, keys in self._own.items():
            if key == command.key:
                return
            if key in self._all:
                yield from ((one, self._all[key]) for one in _sequences(keys))

    def _lost_by(self, command: Command) -> str:
        """Which of its keys it does not have, in a sentence; "" where it has all."""
        translate, own = QCoreApplication.translate, self._own.get(command.key)
        if own and not _sequences(own):
            sentence = translate("ShortcutsDialog", "“%1” in settings.toml names no keys, and these are used.")
            return sentence.replace("%1", own)
        wanted = self._wanted(command)
        for keys, other in self._given_before(command):
            if keys in wanted:
                sentence = translate("ShortcutsDialog", "%1 already belongs to “%2”.")
                written = keys.toString(QKeySequence.SequenceFormat.NativeText)
                return sentence.replace("%1", written).replace("%2", other.title)
        return ""


def plain(text: str) -> str:
    """The text of an action or a menu as it is read."""
    return "&".join(part.replace("&", "") for part in text.split("&&"))


def _act(act: Callable[[], object], _is_checked: bool = False) -> None:
    act()


def _sequences(keys: str | QKeySequence.StandardKey) -> list[QKeySequence]:
    """text: as `QKeySequence.PortableText`, "" for none."""
    if isinstance(keys, QKeySequence.StandardKey):
        return QKeySequence.keyBindings(keys)
    named = QKeySequence(keys, QKeySequence.SequenceFormat.PortableText)
    is_known = all(named[at].key() != Qt.Key.Key_unknown for at in range(named.count()))  # type: ignore[index] # the stub
    return [named] if keys and is_known else []
