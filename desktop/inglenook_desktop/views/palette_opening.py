"""What the palette of a window offers and what becomes of a choice. The palette is made when it is asked for first."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from inglenook_engine.errors import UserFacingError
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence

from ..command_words import words_of
from ..commands import Commands, group_title, plain
from ..markdown_display import visible
from ..preferences import SECTION_TITLES, Setting, all_settings, find_setting, value_of
from ..preferences_keeping import PreferencesKeeping
from ..state import ChatState
from ..translating import translated

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ..controller import Controller
    from ..models.palette import Entry
    from ..theme import Theme
    from .palette import Palette

_log = logging.getLogger("inglenook.ui")

PALETTE = "view.palette"
SETTINGS = "application.settings"

MAX_CONVERSATIONS = 30
_WITHOUT_WORDS = 8
"""Conversations that are offered before anything is typed."""


class PaletteOpening(QObject):
    """recent: ids of what was chosen before, the last one first. setting_wanted: "appearance.font_family", which is
    to be shown where settings are changed."""

    setting_wanted = Signal(str)

    def __init__(
        self,
        window: QWidget,
        controller: Controller,
        commands: Commands,
        preferences: PreferencesKeeping,
        theme: Theme,
        *,
        recent: Sequence[str],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._controller = controller
        self._commands = commands
        self._preferences = preferences
        self._theme = theme
        self._fixed: list[Entry] = []
        self.recent = tuple(recent)
        self.palette: Palette | None = None

    def toggle(self) -> None:
        if self.palette is None:
            from .palette import Palette  # most starts never see it

            self.palette = Palette(self._theme, self._window)
            self.palette.typed.connect(self._on_typed)
            self.palette.chosen.connect(self._on_chosen)
        if self.palette.isVisible():
            self.palette.close_again()
        else:
            self._commands.offer()
            self._fixed = [*self._commands_offered(), *self._settings_offered()]
            self._commands.offered()
            self.palette.open()

    def _on_typed(self, text: str) -> None:
        from ..models.palette import ranked

        assert self.palette is not None
        conversations = list(self._conversations_offered(text))
        if text.strip():
            entries = [*self._fixed, *conversations]
        else:
            entries = [*(one for one in conversations if not one.is_on), *self._fixed]
        self.palette.model.show(ranked(text, entries, self.recent))
        self.palette.refresh()

    def _commands_offered(self) -> Iterator[Entry]:
        """Those that would do something now, in the order of the menus."""
        from ..models.palette import Entry, EntryKind

        for command in sorted(self._commands.all, key=lambda one: one.group.value):
            action = command.action
            if action.isEnabled() and action.isVisible() and command.key != PALETTE:
                yield Entry(
                    kind=EntryKind.COMMAND,
                    key=command.key,
                    title=command.title,
                    group=plain(group_title(command.group)),
                    keys=action.shortcut().toString(QKeySequence.SequenceFormat.NativeText),
                    is_on=action.isCheckable() and action.isChecked(),
                    words=words_of(command.key),
                )

    def _settings_offered(self) -> Iterator[Entry]:
        """A switch is turned, one of a few values taken at once; for the rest the settings are opened."""
        from ..models.palette import Entry, EntryKind

        for one in all_settings():
            title, group = translated(one.title), translated(SECTION_TITLES[one.section])
            value = value_of(self._preferences.current, one)
            if not one.is_shown:
                continue
            if isinstance(one.default, bool):
                yield Entry(
                    kind=EntryKind.SETTING,
                    key=one.key,
                    title=title,
                    group=group,
                    is_on=bool(value),
                    words=words_of(one.key),
                )
            elif one.choices:
                for choice in one.choices:
                    yield Entry(
                        kind=EntryKind.SETTING,
                        key=f"{one.key}={choice.value}",
                        title=f"{title}: {translated(choice.title)}",
                        group=group,
                        is_on=choice.value == value,
                        words=f"{words_of(one.key)} {words_of(f'{one.key}={choice.value}')}".strip(),
                    )
            elif SETTINGS in self._commands:
                yield Entry(
                    kind=EntryKind.SETTING, key=one.key, title=f"{title}…", group=group, words=words_of(one.key)
                )

    def _conversations_offered(self, text: str) -> Iterator[Entry]:
        from ..models.palette import Entry, EntryKind

        store = self._controller.desk.store
        if store is None:
            return
        limit = MAX_CONVERSATIONS if text.strip() else _WITHOUT_WORDS
        try:
            found = store.search.titles(text, limit=limit)
        except UserFacingError as error:  # the list beside it says what is wrong with the store
            _log.warning("palette: %s", error)
            return
        state: ChatState = self._controller.state
        for conversation_id, title in found:
            yield Entry(
                kind=EntryKind.CONVERSATION,
                key=str(conversation_id),
                title=visible(" ".join(title.split())) or self.tr("New conversation"),
                group=self.tr("Conversation"),
                is_on=conversation_id == state.conversation_id,
            )

    def _on_chosen(self, entry: Entry) -> None:
        from ..models.palette import EntryKind, with_use

        self.recent = with_use(self.recent, entry.id)
        match entry.kind:
            case EntryKind.COMMAND:
                self._commands[entry.key].action.trigger()
            case EntryKind.CONVERSATION:
                self._controller.open_conversation(int(entry.key))
            case EntryKind.SETTING:
                self._change(entry.key)

    def _change(self, key: str) -> None:
        name, is_value, value = key.partition("=")
        one: Setting = find_setting(*name.split(".", 1))
        if is_value:
            self._preferences.change(one.section, one.name, value)
        elif isinstance(one.default, bool):
            self._preferences.change(one.section, one.name, not value_of(self._preferences.current, one))
        else:
            self.setting_wanted.emit(one.key)
