"""The downloads of the window: one after the other, paused, gone on with, and kept over a restart.

Owns the list (`hub/downloads.py`) and the transfers that run. What another run of the program left is shown and paused:
nothing goes out without a click. Nothing here waits for a process or a server.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal

from .download_transfer import Live, Transfer
from .fetcher.protocol import Cancelled, Fetched, FetchFailed, FetchFailureKind, LastEvent
from .hub.downloads import (
    Added,
    Download,
    Downloads,
    DownloadState,
    Failed,
    FileDone,
    FileLost,
    Happening,
    MovedUp,
    Paused,
    Progressed,
    Queued,
    Removed,
    Started,
    WantedFile,
    at_start,
    find,
    next_to_run,
    read_downloads,
    reduce,
    wanted,
    write_downloads,
)
from .hub.parts import delete_parts, has_blob, is_taken, part_bytes, pointer_of, space_problem
from .hub.switch import NetworkSwitchError, admit, read_network
from .hub_link import HubLink, refusal
from .library import hub_cache_dir

if TYPE_CHECKING:
    from .hub.reference import ModelReference
    from .hub.variants import Variant

_log = logging.getLogger("inglenook.hub")

TICK_MS = 500
"""How often countdowns, speeds, the switch and what another program downloads are looked at, while there is need."""

SAVE_EVERY_S = 5.0
"""How often the list is written when nothing but bytes has come."""

BUSY_RETRY_S = 15.0
"""How often the lock of another program's download of the same file is tried. The hub is asked when it is free."""

MAX_WAIT_S = 3600.0
"""The longest wait that a hub can ask for and get; beyond it the person decides."""

MAX_ATTEMPTS = 3
"""By itself, in a row, without a byte between them: after a crash of the child, or where the hub named a wait."""

CRASH_WAIT_S = 1.0

CLOSE_WAIT_MS = 400
"""For what a thread still notes or deletes, at the end of the program."""

MAX_MESSAGE = 2000
"""Characters of what a child says that are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DownloadView:
    """A download and what is true of it just now."""

    download: Download
    live: Live


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hold:
    """A queued download waits until then (clock), or until the file is here."""

    until_s: float
    file: WantedFile | None = None


class DownloadQueue(QObject):
    """changed: the views of all downloads, in order. done: a `Download` whose files are all here. fetched: the
    download, the `WantedFile` and the `Fetched` of each file that came. problem: a sentence about the list itself.
    told: a sentence that the first request of all goes out now.

    environ: what says where the hub and its cache are. cache_dir: that cache. make_link: a new link, for one transfer.
    goes_on: what ran when the program ended goes on by itself. clock: seconds, monotonic.
    """

    changed = Signal(object)
    done = Signal(object)
    fetched = Signal(object, object, object)
    problem = Signal(str)
    told = Signal(str)
    _recorded = Signal(object, object, object)

    def __init__(
        self,
        data_dir: Path,
        environ: Mapping[str, str] = os.environ,
        parent: QObject | None = None,
        *,
        cache_dir: Path | None = None,
        make_link: Callable[[], HubLink] | None = None,
        goes_on: bool = False,
        n_at_once: int = 1,
        busy_retry_s: float = BUSY_RETRY_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._data_dir = data_dir
        self._environ = environ
        self._cache_dir = cache_dir if cache_dir is not None else hub_cache_dir(environ)
        self._make_link = make_link if make_link is not None else partial(HubLink, data_dir, environ)
        self._n_at_once = n_at_once
        self._busy_retry_s = busy_retry_s
        self._clock = clock
        self._downloads: Downloads = self._counted(at_start(read_downloads(data_dir), goes_on=goes_on))
        self._last_id = max((one.id for one in self._downloads), default=0)
        self._transfers: dict[int, Transfer] = {}
        self._holds: dict[int, _Hold] = {}
        self._quiet_until = float("-inf")
        self._attempts: dict[int, tuple[int, int]] = {}
        self._notes: dict[int, str] = {}
        self._to_forget: dict[int, Download] = {}
        self._saved_at = clock()
        self._is_saved = self._could_save = True
        self._is_closed = False
        self._recording: set[int] = set()
        self._slow = QThreadPool(self)
        self._slow.setMaxThreadCount(1)
        self._recorded.connect(self._on_recorded)
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self._on_tick)
        if goes_on:
            self._tick.start()

    @property
    def downloads(self) -> Downloads:
        return self._downloads

    @property
    def views(self) -> tuple[DownloadView, ...]:
        return tuple(DownloadView(download=one, live=self._live(one)) for one in self._downloads)

    @property
    def is_running(self) -> bool:
        """Whether a child of ours may hold a socket, or a file that has come is being noted."""
        return bool(self._transfers or self._recording)

    def add(self, reference: ModelReference, variant: Variant, commit: str) -> int:
        """A click on Download. commit: what the reference stands for now, as `Show` told. Returns the download's id."""
        return self.add_download(wanted(reference, variant, commit))

    def add_download(self, download: Download) -> int:
        """As `add`. Its id is given here and returned; the same files that are here or on their way already
        keep the id they have, and go on if they were paused."""
        known = next((one for one in self._downloads if one.is_of(download)), None)
        if known is not None and known.state is not DownloadState.DONE:
            self.resume(known.id)
            return known.id
        if known is not None:
            self._happen(Removed(id=known.id))
        self._last_id += 1
        self._happen(Added(download=replace(download, id=self._last_id)))
        self.resume(self._last_id)
        return self._last_id

    def resume(self, id: int) -> None:
        """A click on Resume or Retry: it is queued, and does not wait for what the last try was told to wait for."""
        download = find(self._downloads, id)
        if download is None or not download.is_waiting:
            return
        if sentence := self._admitted():
            self._happen(Paused(id=id, message=sentence))
            return
        self._clear(id)
        self._quiet_until = float("-inf")
        self._happen(Queued(id=id))
        self._pump()

    def pause(self, id: int) -> None:
        """What has come is kept. The slot is free for the next when the child is gone."""
        download = find(self._downloads, id)
        if download is None or download.state not in (DownloadState.QUEUED, DownloadState.RUNNING):
            return
        self._holds.pop(id, None)
        self._happen(Paused(id=id))
        if (transfer := self._transfers.get(id)) is not None:
            transfer.link.cancel()
        self._pump()

    def remove(self, id: int, *, keep_part: bool) -> None:
        """Forget it, and end it if it runs. keep_part: what has come stays in the cache for another time; otherwise
        unfinished parts are deleted. Whole files stay in either case: the library shows and deletes those."""
        download = find(self._downloads, id)
        if download is None:
            return
        self._clear(id)
        self._happen(Removed(id=id))
        if not keep_part:
            self._to_forget[id] = download
        if (transfer := self._transfers.get(id)) is not None:
            transfer.link.cancel()
        else:
            self._forget(id)
        self._pump()

    def move_up(self, id: int) -> None:
        """It is fetched before the one that waits above it. Nothing for one that does not wait, or is the first."""
        self._happen(MovedUp(id=id))

    def look_at_switch(self) -> None:
        """The offline switch was turned. What runs or waits is paused at once when nothing may go out."""
        sentence = self._refusal()
        if not sentence:
            return
        for one in self._downloads:
            if one.state in (DownloadState.QUEUED, DownloadState.RUNNING):
                self._holds.pop(one.id, None)
                self._happen(Paused(id=one.id, message=sentence))
        for transfer in self._transfers.values():
            transfer.link.cancel()

    def close(self) -> None:
        """The program ends: children are ended, and the list says what ran. Harmless when called twice."""
        if self._is_closed:
            return
        self._is_closed = True
        self._tick.stop()
        for transfer in self._transfers.values():
            transfer.link.shut_down()
        self._transfers.clear()
        self._slow.waitForDone(CLOSE_WAIT_MS)
        if not self._is_saved:
            self._save()

    def _counted(self, downloads: Downloads) -> Downloads:
        """A program that was killed had not noted the last bytes; the disk knows them."""
        for one in downloads:
            for file in one.files:
                if kept_bytes := part_bytes(self._cache_dir, one, file):
                    downloads = reduce(downloads, Progressed(id=one.id, name=file.name, done_bytes=kept_bytes))
        return downloads

    def _refusal(self) -> str:
        return refusal(read_network(self._data_dir), self._environ)

    def _admitted(self) -> str:
        """As `_refusal`, for a click: the first of all is what turns the switch on."""
        try:
            admission = admit(self._data_dir, self._environ)
        except NetworkSwitchError as error:
            return str(error)
        if admission.is_first:
            self.told.emit(admission.sentence)
        return "" if admission.is_allowed else admission.sentence

    def _happen(self, happening: Happening, *, is_last: bool = False) -> None:
        """is_last: of its transfer, so that nothing saves the list soon."""
        before, self._downloads = self._downloads, reduce(self._downloads, happening)
        self._is_saved = self._is_saved and self._downloads == before
        is_time = self._clock() - self._saved_at >= SAVE_EVERY_S
        if not self._is_saved and (is_last or is_time or not isinstance(happening, Progressed)):
            self._save()
        self.changed.emit(self.views)

    def _save(self) -> None:
        self._saved_at = self._clock()
        self._is_saved = write_downloads(self._data_dir, self._downloads)
        if not self._is_saved and self._could_save:
            self.problem.emit(
                self.tr(
                    "The list of downloads cannot be written to %1. They go on, but a restart would not know of them. "
                    "Look at the disk of that folder."
                ).replace("%1", str(self._data_dir))
            )
        self._could_save = self._is_saved

    def _pump(self) -> None:
        """Start what may run now."""
        now = self._clock()
        while not self._is_closed and now >= self._quiet_until:
            under_way = {*self._transfers, *self._recording}
            if len(under_way) >= self._n_at_once:
                break
            download = next_to_run(self._downloads, {*self._holds, *under_way})
            if download is None:
                break
            self._start(download)
        has_need = self.is_running or any(one.state is DownloadState.QUEUED for one in self._downloads)
        if has_need and not self._is_closed:
            if not self._tick.isActive():
                self._tick.start()
        else:
            self._tick.stop()

    def _start(self, download: Download) -> None:
        """Its next file. Afterwards it is no longer queued, whatever happens."""
        if sentence := self._refusal():
            self._happen(Paused(id=download.id, message=sentence))
            return
        for file in download.files:
            if file.is_done and not Path(file.path).exists():
                self._happen(FileLost(id=download.id, name=file.name))
        download = find(self._downloads, download.id) or download
        if sentence := space_problem(self._cache_dir, download):
            self._happen(Failed(id=download.id, message=sentence))
            return
        file_to_fetch = download.next_file or download.files[-1]  # one that is here already is answered at once
        self._happen(Started(id=download.id))
        now = find(self._downloads, download.id)
        if now is None or now.state is not DownloadState.RUNNING:
            return  # who heard of it paused or removed it
        note = self._notes.get(download.id, "")
        transfer = Transfer(download, file_to_fetch, self._make_link(), self._clock, self, note=note)
        transfer.happened.connect(self._on_progress)
        transfer.ended.connect(self._on_ended)
        self._transfers[download.id] = transfer
        transfer.start(self._cache_dir)

    def _on_progress(self, progressed: Progressed | None) -> None:
        if progressed is not None:
            self._happen(progressed)
        else:
            self.changed.emit(self.views)

    def _on_ended(self, transfer: Transfer, last: LastEvent) -> None:
        if self._is_closed:
            return
        id = transfer.download.id
        del self._transfers[id]
        transfer.deleteLater()
        now = find(self._downloads, id)
        is_running = now is not None and now.state is DownloadState.RUNNING
        if isinstance(last, Cancelled | FetchFailed):
            self._take_kept(transfer, last)
            now = find(self._downloads, id)
        match last:
            case Fetched():
                self._take_file(transfer, last)
            case Cancelled() if is_running:
                self._happen(Paused(id=id))
            case FetchFailed() if now is not None and is_running:
                self._take_failure(now, transfer.file, last)
            case Cancelled() | FetchFailed():
                self.changed.emit(self.views)  # paused, removed or asked for again meanwhile: that counts
            case _:
                self._happen(
                    Failed(id=id, message=self.tr("The download ended in a way that nobody knows. Try again."))
                )
        if id not in self._recording:
            self._forget(id)
            self._pump()

    def _take_file(self, transfer: Transfer, fetched: Fetched) -> None:
        download, file = transfer.download, transfer.file
        path = pointer_of(self._cache_dir, download, file)
        if path is None or fetched.path != str(path) or fetched.commit != download.commit or not path.is_file():
            sentence = self.tr("%1 was said to be here, and is not. Try again.").replace("%1", file.name)
            self._happen(Failed(id=download.id, message=sentence))
            return
        self._recording.add(download.id)
        self._slow.start(partial(self._record, download, file, fetched))

    def _record(self, download: Download, file: WantedFile, fetched: Fetched) -> None:
        """On a thread of its own: another process may be writing into the same list."""
        from .hub.refs import write_ref
        from .library.ours import record_fetched

        record_fetched(
            self._data_dir,
            fetched,
            repository=download.repository,
            revision=download.revision,
            filename=file.name,
        )
        if all(one.is_done or one.name == file.name for one in download.files):
            write_ref(self._cache_dir, download.repository, download.revision, download.commit)
        self._recorded.emit(download, file, fetched)

    def _on_recorded(self, download: Download, file: WantedFile, fetched: Fetched) -> None:
        if self._is_closed:
            return
        self._recording.discard(download.id)
        self.fetched.emit(download, file, fetched)
        self._happen(
            FileDone(
                id=download.id,
                name=file.name,
                path=fetched.path,
                digest=fetched.digest,
                size_bytes=fetched.size_bytes,
            )
        )
        after = find(self._downloads, download.id)
        if after is not None and after.state is DownloadState.DONE:
            self._clear(after.id)
            self.done.emit(after)
        elif after is not None and after.state is DownloadState.RUNNING:
            self._start(after)
        self._forget(download.id)
        self._pump()

    def _take_kept(self, transfer: Transfer, last: Cancelled | FetchFailed) -> None:
        """Progress is told a few times a second, so the last bytes may not have been. A file that was wrong is gone;
        from other failures, nothing kept means that nothing was asked yet."""
        wrong = FetchFailureKind.WRONG_HASH, FetchFailureKind.WRONG_SIZE
        if last.kept_bytes or (isinstance(last, FetchFailed) and last.kind in wrong):
            kept = Progressed(id=transfer.download.id, name=transfer.file.name, done_bytes=last.kept_bytes)
            self._happen(kept, is_last=True)

    def _take_failure(self, download: Download, file: WantedFile, failure: FetchFailed) -> None:
        """Some pass by themselves; the others wait for the person."""
        id, message, now = download.id, failure.message[:MAX_MESSAGE], self._clock()
        match failure.kind:
            case FetchFailureKind.OFFLINE:
                self._happen(Paused(id=id, message=message))
            case FetchFailureKind.BUSY:
                self._holds[id] = _Hold(until_s=now + self._busy_retry_s, file=file)
                self._happen(Queued(id=id, message=message))
            case FetchFailureKind.CRASHED if self._may_try_again(download):
                self._notes[id] = message
                self._holds[id] = _Hold(until_s=now + CRASH_WAIT_S)
                self._happen(Queued(id=id, message=message))
            case _ if 0 <= (failure.retry_after_s or -1) <= MAX_WAIT_S and self._may_try_again(download):
                # every download asks the same hub, so all of them wait
                self._quiet_until = now + (failure.retry_after_s or 0)
                self._happen(Queued(id=id, message=message))
            case _:
                self._happen(Failed(id=id, message=message))

    def _may_try_again(self, download: Download) -> bool:
        """Counts the try."""
        done_bytes, n_attempts = self._attempts.get(download.id, (0, 0))
        n_attempts = 1 if download.done_bytes > done_bytes else n_attempts + 1
        self._attempts[download.id] = (download.done_bytes, n_attempts)
        return n_attempts <= MAX_ATTEMPTS

    def _clear(self, id: int) -> None:
        """What is remembered beside the list."""
        self._holds.pop(id, None)
        self._attempts.pop(id, None)
        self._notes.pop(id, None)

    def _forget(self, id: int) -> None:
        """Delete the parts of a download that was removed with them, on a thread: a large file can take seconds."""
        download = self._to_forget.pop(id, None)
        if download is None:
            return
        wanted = {(one.repository, file.name) for one in self._downloads for file in one.files if not file.is_done}
        files = tuple(file for file in download.files if (download.repository, file.name) not in wanted)
        self._slow.start(partial(delete_parts, self._cache_dir, replace(download, files=files)))

    def _on_tick(self) -> None:
        self.look_at_switch()
        for id, hold in list(self._holds.items()):
            if self._is_over(id, hold):
                del self._holds[id]
        self._pump()
        self.changed.emit(self.views)

    def _is_over(self, id: int, hold: _Hold) -> bool:
        """Asks the disk alone whether another program is done; the hub is not to be asked in vain."""
        download, now = find(self._downloads, id), self._clock()
        if download is None or (hold.file is not None and has_blob(self._cache_dir, download, hold.file)):
            return True
        if now < hold.until_s:
            return False
        if hold.file is not None and is_taken(self._cache_dir, download, hold.file):
            self._holds[id] = replace(hold, until_s=now + self._busy_retry_s)
            return False
        return True

    def _live(self, download: Download) -> Live:
        transfer = self._transfers.get(download.id)
        if transfer is not None and download.state is DownloadState.RUNNING:
            return transfer.live(download.total_bytes - download.done_bytes)
        if download.state is not DownloadState.QUEUED:
            return Live()
        hold = self._holds.get(download.id)
        waits_s = (hold.until_s if hold is not None else self._quiet_until) - self._clock()
        return Live(waits_s=waits_s) if waits_s > 0 else Live()
