"""The preferences in force, for everyone who must follow them: what `settings.toml` says, and every change at once."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt, QTimer, Signal

from .preferences import Preferences, with_default, with_value
from .preferences_file import FILE_NAME, NOT_WRITTEN, fault_of, is_whole, read_preferences
from .preferences_writing import Change, PreferencesWriting

PATIENCE_MS = 300
"""How long a file that is gone, or not whole, is given to be there: an editor may be writing it."""


class PreferencesKeeping(QObject):
    """changed: Preferences, after any of them changed. data_dir: None for a session that keeps nothing.

    problems: what of the file could not be used when it was read last, in sentences; problems_found: there are other
    ones now. A change in the file itself, by an editor or another program, is followed at once. A change made here is
    in force at once and in the file soon after, for which `finish` waits; whoever lets go of this calls it before.
    """

    changed = Signal(object)
    problems_found = Signal()
    _written = Signal()  # on another thread

    def __init__(self, data_dir: Path | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._data_dir = data_dir
        self._written.connect(self._on_written, Qt.ConnectionType.QueuedConnection)
        self._writing = self._writing_to(data_dir)
        self.problems: tuple[str, ...] = ()
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._on_file)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(PATIENCE_MS)
        self._later.timeout.connect(self._on_file)
        self._current = Preferences() if data_dir is None else self._read(data_dir)

    @property
    def current(self) -> Preferences:
        return self._current

    @property
    def file(self) -> Path | None:
        """Where they are kept; None for nowhere."""
        return None if self._data_dir is None else self._data_dir / FILE_NAME

    def change(self, section: str, name: str, value: object) -> None:
        """One setting; section "shortcuts": name is a command's key. Raises KeyError for a setting that is not there,
        and ValueError for a value that it cannot have. Where the file cannot be written it lasts as long as the
        program."""
        self._become(partial(with_value, section=section, name=name, value=value))

    def reset(self, section: str, name: str) -> None:
        """One setting as it was at first. Raises KeyError for a setting that is not there."""
        self._become(partial(with_default, section=section, name=name))

    def finish(self) -> None:
        """What was changed is in the file, or could not be written."""
        if self._writing is not None:
            self._writing.finish()

    def write(self) -> bool:
        """The file, with every setting in it. False where that cannot be."""
        if self._writing is None:
            return False
        self._writing.ask(lambda there: there, self._fresh())
        self._writing.finish()
        return not self._writing.lacks

    def use_folder(self, data_dir: Path | None) -> None:
        """Another data folder, with the preferences there; None keeps those in force for as long as the program."""
        self.finish()
        self._data_dir, self._writing = data_dir, self._writing_to(data_dir)
        if data_dir is None:
            self._tell(())
        else:
            self._take(self._read(data_dir))

    def _writing_to(self, data_dir: Path | None) -> PreferencesWriting | None:
        return None if data_dir is None else PreferencesWriting(data_dir, self._written.emit)

    def _fresh(self) -> Preferences:
        """An editor or another program may have written since; what is not in the file here is not forgotten, and what
        is in force does not go with a file that was damaged or taken away."""
        if self._data_dir is None or self._is_ahead or not is_whole(self._data_dir):
            return self._current
        return self._read(self._data_dir)

    @property
    def _is_ahead(self) -> bool:
        """Of the file."""
        return self._writing is not None and self._writing.is_behind

    def _become(self, change: Change) -> None:
        preferences = change(self._fresh())
        if self._writing is not None:
            self._writing.ask(change, preferences)
        self._take(preferences)

    def _take(self, preferences: Preferences) -> None:
        if preferences != self._current:
            self._current = preferences
            self.changed.emit(preferences)

    def _read(self, data_dir: Path) -> Preferences:
        problems: list[str] = []
        preferences = read_preferences(data_dir, report=problems.append)
        self._watch(data_dir)
        self._tell(tuple(problems))
        return preferences

    def _tell(self, problems: tuple[str, ...]) -> None:
        if problems != self.problems:
            self.problems = problems
            self.problems_found.emit()

    def _watch(self, data_dir: Path) -> None:
        """The file that is there now; one that was replaced is another one."""
        path = str(data_dir / FILE_NAME)
        others = [watched for watched in self._watcher.files() if watched != path]
        if others:
            self._watcher.removePaths(others)
        if path not in self._watcher.files() and Path(path).exists():
            self._watcher.addPath(path)

    def _on_file(self) -> None:
        """What is no TOML just now is not set aside, and told when it stays so."""
        if self._data_dir is None or self._is_ahead:
            return
        if is_whole(self._data_dir):
            self._take(self._read(self._data_dir))
        elif self.sender() is self._watcher:  # editors put a new file in the place of the old one
            self._watch(self._data_dir)
            self._later.start()
        elif fault := fault_of(self._data_dir):
            self._watch(self._data_dir)
            self._tell((fault,))

    def _on_written(self) -> None:
        """The file is another one now, and what somebody else wrote into it meanwhile was not looked at."""
        if self._data_dir is None or self._writing is None:
            return
        if self._writing.lacks:
            self._tell((NOT_WRITTEN,))
        else:
            self._watch(self._data_dir)
            self._on_file()
