"""What the window does for the record beside the answers: which bytes a model file has, read when nobody needs the
machine, and whether deleted conversations leave their totals.

Everything happens on the GUI thread but the reading, which stops the moment that something is asked and begins anew
later. A file is read once as long as neither its size nor its time of change is another.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from inglenook_engine.errors import UserFacingError
from PySide6.QtCore import QObject, QTimer

from .chores import ChoreDone, Chores, Steps
from .library import InstalledModel
from .preferences import Preferences
from .state import ChatState, Idle, Loaded, StorageOpen

if TYPE_CHECKING:
    from .desk import Desk
    from .preferences_keeping import PreferencesKeeping
    from .speed_watch import SpeedWatch
    from .store import Store
    from .store.model_files import FileMark

_log = logging.getLogger("inglenook.ui")

IDLE_MS = 20_000
"""So long nothing was asked. Reading a file takes its size over a gigabyte a second, about, of one core."""


class RecordKeeping(QObject):
    """desk: told by `on_state` that it changed."""

    def __init__(
        self,
        desk: Desk,
        speed: SpeedWatch,
        preferences: PreferencesKeeping,
        parent: QObject | None = None,
        *,
        idle_ms: int = IDLE_MS,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._preferences = preferences
        self._kept_totals = preferences.current.statistics.keep_totals
        self._told: Store | None = None
        self._chores = Chores(self)
        self._chores.done.connect(self._on_read)
        self._looked_at: set[str] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(idle_ms)
        self._timer.timeout.connect(self._look)
        preferences.changed.connect(self._on_preferences)
        speed.is_wanted = preferences.current.statistics.measures_itself
        self._speed = speed
        desk.changed.connect(self.on_state)

    def on_state(self, state: ChatState) -> None:
        if isinstance(state.storage, StorageOpen) and self._desk.store is not self._told:
            self._told = self._desk.store
            self._looked_at.clear()
            self._tell_totals()
        if not isinstance(state.answer, Idle) or not isinstance(state.engine, Loaded):
            self._timer.stop()
            self._chores.cancel()
        elif state.engine.choice.path.as_posix() not in self._looked_at and not self._timer.isActive():
            self._timer.start()

    def shut_down(self) -> None:
        """Nothing is read or written any more."""
        self._timer.stop()
        self._chores.shut_down()
        self._told = None

    # --- totals

    def _on_preferences(self, preferences: Preferences) -> None:
        self._speed.is_wanted = preferences.statistics.measures_itself
        wanted = preferences.statistics.keep_totals
        if wanted == self._kept_totals:
            return
        self._kept_totals = wanted
        self._tell_totals()
        if not wanted:
            self._desk.attempt(None, lambda store: store.record.forget_totals())

    def _tell_totals(self) -> None:
        self._desk.attempt(None, lambda store: store.record.keep_totals(self._kept_totals))

    # --- model files

    def _look(self) -> None:
        engine, store = self._desk.state.engine, self._desk.store
        if store is None or not isinstance(engine, Loaded) or self._chores.is_busy:
            return
        model = engine.choice
        self._looked_at.add(model.path.as_posix())
        from .store.model_files import joined, mark_of, parts_of

        mark = mark_of(str(model.path))
        if mark is None:
            return
        try:
            is_known = bool(store.record.sha256_of(mark.path))
        except UserFacingError as error:
            _log.warning("the hash of a model file: %s", error)
            return
        if is_known:
            return
        known = {path: _published(model, path, store.path.parent) for path in map(Path, parts_of(mark.path))}
        if all(known.values()):
            self._keep(mark, joined([*known.values()]))
        else:
            self._chores.do(mark, partial(_read, known))

    def _on_read(self, done: ChoreDone) -> None:
        from .store.model_files import FileMark, mark_of

        mark = done.name
        if not isinstance(mark, FileMark):
            return
        if done.is_cancelled:
            self._looked_at.discard(Path(mark.path).as_posix())
            self.on_state(self._desk.state)
        elif isinstance(done.result, str) and mark_of(mark.path) == mark:
            self._keep(mark, done.result)

    def _keep(self, mark: FileMark, sha256: str) -> None:
        """Not worth a notice where the store refuses: the next start asks again."""
        self._desk.attempt(None, lambda store: store.record.keep_sha256(mark, sha256), tell=_warn)


def _warn(error: UserFacingError) -> None:
    _log.warning("the hash of a model file was not kept: %s", error)


def _published(model: InstalledModel, path: Path, data_dir: Path) -> str:
    """What is known of a file without reading it: it came with its hash, or its name is one. "" where nothing is."""
    from .library.verifying import expected_digest

    expected = expected_digest(model, path, data_dir)
    return "" if expected.is_git else expected.digest


def _read(known: Mapping[Path, str], steps: Steps) -> str | None:
    """On a thread of its own: the files whose digest is not known. None where one cannot be read."""
    from .library.hashing import sha256_of
    from .store.model_files import joined

    try:
        return joined([digest or sha256_of(path, steps.add) for path, digest in known.items()])
    except OSError as error:
        _log.warning("a model file cannot be read: %s", error)
        return None
