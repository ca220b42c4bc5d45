"""Exports and imports on a thread of their own, with a connection of their own: one at a time, with progress, and
cancelled when nobody wants it any more.

An export is written beside its place and takes it when it is whole; an import that is cancelled keeps what it had
imported, and importing again goes on behind it.
"""

from __future__ import annotations

import contextlib
import logging
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from inglenook_engine.errors import UserFacingError
from PySide6.QtCore import QObject, Qt, QThread, Signal

from .shelf_wishes import Export, ExportFormat, Import
from .translating import counted, said

if TYPE_CHECKING:
    from .store import Store
    from .store.archive import Archive, ExportCount, ImportReport

_log = logging.getLogger("inglenook.ui")

TELL_EVERY_S = 0.05
"""How often progress is told, at most."""

MAX_LINES = 200
"""Of the problems of an import; others are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a job. sentence: for a person. lines: what was wrong with single records. is_error: it failed.

    imported: ids of conversations that are new. is_cancelled: the person ended it, which needs no dialog.
    """

    sentence: str
    lines: tuple[str, ...] = ()
    is_error: bool = False
    is_cancelled: bool = False
    imported: tuple[int, ...] = ()


class ArchiveJob(QObject):
    """began: a sentence for the bar. progressed: done and all (0: not known). ended: an Outcome. changed: the list has
    to be read again."""

    began = Signal(str)
    progressed = Signal(int, int)
    ended = Signal(object)
    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store: Store | None = None
        self._worker: _Worker | None = None

    @property
    def is_running(self) -> bool:
        return self._worker is not None

    def use(self, store: Store | None) -> None:
        """The jobs that follow are about this store. None: the one that runs is cancelled and waited for."""
        self._store = store
        if store is None and self._worker is not None:
            self._worker.is_cancelled = True
            self._worker.wait()

    def start(self, wish: Export | Import) -> None:
        """Ignored while another one runs; the bar shows that."""
        if self._store is None or self._worker is not None:
            return
        worker = _Worker(wish, self._store, self)
        worker.progressed.connect(self.progressed, Qt.ConnectionType.QueuedConnection)
        worker.finished.connect(self._on_finished)
        self._worker = worker
        name = wish.path.name
        sentence = self.tr("Exporting to %1") if isinstance(wish, Export) else self.tr("Importing %1")
        self.began.emit(sentence.replace("%1", name))
        worker.start()

    def cancel(self) -> None:
        if self._worker is not None:
            self._worker.is_cancelled = True

    def _on_finished(self) -> None:
        worker, self._worker = self._worker, None
        if worker is None:
            return
        outcome = self._outcome_of(worker)
        worker.deleteLater()
        if isinstance(worker.wish, Import):
            self.changed.emit()
        self.ended.emit(outcome)

    def _outcome_of(self, worker: _Worker) -> Outcome:
        name = worker.wish.path.name
        match worker.result:
            case UserFacingError() as error:
                return Outcome(sentence=str(error), is_error=True)
            case None if not worker.was_cancelled:
                return Outcome(sentence=self._unexpected(worker.wish), is_error=True)
            case None if isinstance(worker.wish, Import):
                sentence = self.tr("The import was cancelled. What it had imported by then stays.")
                return Outcome(sentence=sentence, is_cancelled=True)
            case None:
                sentence = self.tr("The export was cancelled; no file was written.")
                return Outcome(sentence=sentence, is_cancelled=True)
            case int(n_conversations):
                many = self.tr("%1 conversations are in %2.")
                return Outcome(sentence=counted(n_conversations, self.tr("It is in %2."), many).replace("%2", name))
            case report:
                return self._outcome_of_import(report, name)

    def _unexpected(self, wish: Export | Import) -> str:
        """For a mistake of the program, which has told the log what it was."""
        sentence = (
            self.tr("The export to %1 failed by a mistake of this program; no file was written. Its log says more.")
            if isinstance(wish, Export)
            else self.tr(
                "The import of %1 failed by a mistake of this program. What it had imported by then stays; its log says"
                " more."
            )
        )
        return sentence.replace("%1", wish.path.name)

    def _outcome_of_import(self, report: ImportReport, name: str) -> Outcome:
        one, many = (
            self.tr("1 new conversation with %2 came from %3."),
            self.tr("%1 new conversations with %2 came from %3."),
        )
        messages = counted(report.n_messages, self.tr("1 message"), self.tr("%1 messages"))
        sentence = counted(len(report.conversation_ids), one, many).replace("%2", messages).replace("%3", name)
        sentences = [sentence]
        if n := report.n_present:
            sentences.append(counted(n, self.tr("1 was here already."), self.tr("%1 were here already.")))
        if n := report.n_problems:
            one, many = self.tr("1 record had something wrong:"), self.tr("%1 records had something wrong:")
            sentences.append(counted(n, one, many))
        lines = [f"{said(problem.where)}: {said(problem.text)}" for problem in report.problems[:MAX_LINES]]
        if report.n_problems > len(lines):
            lines.append(self.tr("and %1 more").replace("%1", str(report.n_problems - len(lines))))
        return Outcome(sentence=" ".join(sentences), lines=tuple(lines), imported=report.conversation_ids)


class _CancelledError(Exception):
    """Leaves the work at the next conversation."""


class _Worker(QThread):
    """result, once it has finished: what a function below returned, a UserFacingError, or None when it was cancelled,
    as `was_cancelled` says, or failed unexpectedly.

    is_cancelled: set by the GUI thread, read here.
    """

    progressed = Signal(int, int)

    def __init__(self, wish: Export | Import, store: Store, parent: QObject) -> None:
        super().__init__(parent)
        self.wish = wish
        self.is_cancelled = self.was_cancelled = False
        self.result: ImportReport | int | UserFacingError | None = None
        self._store = store
        self._told_at = 0.0

    def run(self) -> None:
        try:
            with _archive(self._store) as archive:
                match self.wish:
                    case Export():
                        self.result = export(archive, self.wish, self._tell)
                    case Import(path=path):
                        self.result = archive.import_from(path, progress=self._tell)
                    case _:
                        assert_never(self.wish)
        except _CancelledError:
            self.was_cancelled = True
        except UserFacingError as error:
            _log.warning("%s: %s", self.wish.path, error)
            self.result = error
        except Exception:  # a mistake of ours; a thread has nobody above it who would report it
            _log.exception("%s", self.wish.path)

    def _tell(self, done: int, total: int = 0) -> None:
        if self.is_cancelled:
            raise _CancelledError
        now = time.monotonic()
        if now - self._told_at >= TELL_EVERY_S or done == total:
            self._told_at = now
            self.progressed.emit(done, total)


@contextlib.contextmanager
def _archive(store: Store) -> Iterator[Archive]:
    """Of the same file, on this thread. Raises StoreError."""
    from .store.archive import Archive
    from .store.text import utc_now

    db = store.another_connection()
    try:
        yield Archive(db, now=utc_now)
    finally:
        db.close()


def export(archive: Archive, wish: Export, progress: Callable[[int, int], None]) -> int:
    """Write the file, beside its place until it is whole. Returns the number of conversations.

    Raises UserFacingError, also where the file cannot be written.
    """
    partial = wish.path.with_name(f"{wish.path.name}.{os.getpid()}.part")
    try:
        try:
            with partial.open("xb") as out:
                if wish.format is not ExportFormat.JSON and wish.conversation_id is not None:
                    is_whole = wish.format is ExportFormat.MARKDOWN_TREE
                    for piece in archive.markdown(wish.conversation_id, is_whole=is_whole):
                        out.write(piece.encode("utf-8"))
                    n_conversations = 1
                else:
                    ids = None if wish.conversation_id is None else [wish.conversation_id]
                    count: ExportCount = archive.export(out, ids, progress=progress)
                    n_conversations = count.n_conversations
                out.flush()
                os.fsync(out.fileno())
            partial.replace(wish.path)
        finally:
            partial.unlink(missing_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UserFacingError(
            f"The export could not be written to {wish.path} ({reason}). Choose another place, or make room there."
        ) from error
    return n_conversations
