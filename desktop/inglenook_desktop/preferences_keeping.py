"""The preferences in force, for everyone who must follow them: what `settings.toml` says, and every change at once."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from .preferences import Preferences, with_default, with_value
from .preferences_file import Problem, read_preferences, write_preferences

_log = logging.getLogger("inglenook.ui")


class PreferencesKeeping(QObject):
    """changed: Preferences, after any of them changed. data_dir: None for a session that keeps nothing.

    problems: what of the file could not be used when it was read last.
    """

    changed = Signal(object)

    def __init__(self, data_dir: Path | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._data_dir = data_dir
        self._is_written = True
        self.problems: tuple[Problem, ...] = ()
        self._current = Preferences() if data_dir is None else self._read(data_dir)

    @property
    def current(self) -> Preferences:
        return self._current

    def change(self, section: str, name: str, value: object) -> None:
        """One setting; section "shortcuts": name is a command's key. Raises KeyError for a setting that is not there,
        and ValueError for a value that it cannot have. Where the file cannot be written it lasts as long as the
        program."""
        self._become(with_value(self._fresh(), section, name, value))

    def reset(self, section: str, name: str) -> None:
        """One setting as it was at first. Raises KeyError for a setting that is not there."""
        self._become(with_default(self._fresh(), section, name))

    def use_folder(self, data_dir: Path | None) -> None:
        """Another data folder, with the preferences there; None keeps those in force for as long as the program."""
        self._data_dir = data_dir
        self._is_written = True
        if data_dir is not None:
            self._take(self._read(data_dir))

    def _fresh(self) -> Preferences:
        """Another window or an editor may have written since; what could not be written here is not forgotten."""
        if self._data_dir is None or not self._is_written:
            return self._current
        return self._read(self._data_dir)

    def _become(self, preferences: Preferences) -> None:
        if self._data_dir is not None:
            self._is_written = write_preferences(self._data_dir, preferences)
        self._take(preferences)

    def _take(self, preferences: Preferences) -> None:
        if preferences != self._current:
            self._current = preferences
            self.changed.emit(preferences)

    def _read(self, data_dir: Path) -> Preferences:
        problems: list[Problem] = []
        preferences = read_preferences(data_dir, report=problems.append)
        self.problems = tuple(problems)
        return preferences
