"""One file from the hub to the cache: resumed, hashed as its bytes arrive, shown under its name only when it is right.

Knows the disk and what `Hub` promises, no HTTP. A kill at any moment leaves either a part that the next try goes on
from, or the whole file.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from .cache import CachePlace, disk_errors, require_space, size_of
from .errors import FetchError
from .hashing import FileHash
from .names import checked_path, checked_repository
from .protocol import Fetch, Fetched, FetcherEvent, FetchFailureKind, Note, Phase, Progress, Resolved, Waiting

if TYPE_CHECKING:
    from .network import FileFacts, Hub

T = TypeVar("T")

REPORT_S = 0.1
"""Between two reports of progress."""

MAX_WAIT_S = 60.0
"""The longest wait that a hub can ask for and get; beyond it the person decides."""

_READ_BYTES = 1 << 20
_PART_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_PASSING = {
    FetchFailureKind.CUT,
    FetchFailureKind.TIMEOUT,
    FetchFailureKind.SERVER,
    FetchFailureKind.RATE_LIMITED,
    FetchFailureKind.NO_HOST,
    FetchFailureKind.NO_CONNECTION,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """clock: seconds, monotonic. sleep: takes seconds. emit: events to the front end."""

    emit: Callable[[FetcherEvent], None]
    clock: Callable[[], float]
    sleep: Callable[[float], None]


class Download:
    """One `Fetch`. `run` once, on one thread; `kept_bytes` from any."""

    _hub: Hub
    _hash: FileHash

    def __init__(self, job: Fetch, around: Surroundings) -> None:
        """Raises FetchError for names that may not become names of files here."""
        checked_path(job.revision, "revision")
        self._job = job
        self._around = around
        self._place = CachePlace(
            cache_dir=Path(job.cache_dir),
            repository=checked_repository(job.repository),
            filename=checked_path(job.filename, "file"),
        )
        self._kept_bytes = self._found_bytes()
        self._reported_at = float("-inf")

    def _found_bytes(self) -> int:
        """What an earlier try left, as far as can be seen before the hub has said which file it is."""
        try:
            return max((size_of(part) or 0 for part in self._place.parts()), default=0)
        except OSError:
            return 0

    @property
    def kept_bytes(self) -> int:
        return self._kept_bytes

    def run(self, hub: Hub) -> Fetched:
        """Raises FetchError."""
        self._hub = hub
        facts = self._patiently(lambda: self._hub.facts(self._job.repository, self._job.revision, self._job.filename))
        with self._place.locked(facts.digest):
            was_present = self._place.holds(digest=facts.digest, commit=facts.commit, size_bytes=facts.size_bytes)
            self._drop_parts(facts, was_present=was_present)
            if not was_present:
                try:
                    self._bring(facts)
                finally:
                    self._drop_empty_part(facts)
            path = self._place.publish(digest=facts.digest, commit=facts.commit, revision=self._job.revision)
        return Fetched(
            path=str(path),
            commit=facts.commit,
            digest=facts.digest,
            size_bytes=facts.size_bytes,
            was_present=was_present,
        )

    def _bring(self, facts: FileFacts) -> None:
        """Until the blob is there. What came in parts and turns out wrong is worth another try from nothing."""
        is_of_parts = self._take(facts)
        if self._is_verified(facts):
            return
        if is_of_parts:
            self._around.emit(
                Note(message=f"The parts of {self._job.filename} did not make the right file; it comes anew, whole.")
            )
            self._take(facts)
            if self._is_verified(facts):
                return
        raise FetchError(
            FetchFailureKind.WRONG_HASH,
            f"What came as {self._job.filename} is not the file that the hub names: its checksum is another. It was "
            "deleted. Start the download again; if that stays so, something on the way changes it.",
            detail=f"expected {facts.digest}",
        )

    def _take(self, facts: FileFacts) -> bool:
        """Fill the part up to the file's size, over as many connections as it takes. True if it came in several."""
        part = self._place.part(facts.digest)
        self._require_space(part, facts)
        with disk_errors(part):
            file = os.fdopen(os.open(part, _PART_FLAGS, 0o666), "r+b", 0)
        with file:
            self._hash = FileHash(facts.digest, facts.size_bytes)
            with disk_errors(part):
                found_bytes = os.fstat(file.fileno()).st_size
                if found_bytes > facts.size_bytes:
                    file.truncate(0)
                    found_bytes = 0
            self._kept_bytes = found_bytes
            self._around.emit(
                Resolved(
                    commit=facts.commit,
                    digest=facts.digest,
                    size_bytes=facts.size_bytes,
                    resumed_bytes=found_bytes,
                )
            )
            with disk_errors(part):
                self._hash_found(file.fileno(), found_bytes, facts)
            n_connections = 0

            def read_on() -> None:
                nonlocal n_connections
                n_connections += 1
                self._read_on(file.fileno(), part, facts if n_connections == 1 else self._asked_again(facts))

            self._patiently(read_on)
            with disk_errors(part):
                os.fsync(file.fileno())
        return found_bytes > 0 or n_connections > 1

    def _asked_again(self, facts: FileFacts) -> FileFacts:
        """Where the same file lies now: addresses of large ones are signed and run out after a while."""
        again = self._hub.facts(self._job.repository, facts.commit, self._job.filename)
        if (again.digest, again.size_bytes) == (facts.digest, facts.size_bytes):
            return again
        raise FetchError(
            FetchFailureKind.NOT_A_HUB,
            f"The hub names another checksum of {self._job.filename} now than when the download began, for the same "
            "version. Start the download again; if that stays so, look at HF_ENDPOINT.",
            detail=f"{facts.digest}, then {again.digest}",
        )

    def _require_space(self, part: Path, facts: FileFacts) -> None:
        """Before the part is made, so that a file that cannot fit leaves nothing."""
        with disk_errors(part):
            found_bytes = size_of(part) or 0
        require_space(part.parent, max(0, facts.size_bytes - found_bytes))

    def _hash_found(self, descriptor: int, n_bytes: int, facts: FileFacts) -> None:
        done = 0
        while done < n_bytes:
            data = os.read(descriptor, min(_READ_BYTES, n_bytes - done))
            if not data:
                raise OSError("the part of an earlier try became shorter while it was read")
            self._hash.update(data)
            done += len(data)
            self._report(Phase.CHECKING, done, facts)

    def _read_on(self, descriptor: int, part: Path, facts: FileFacts) -> None:
        """One connection: from what is there to the end, or to a FetchError."""
        if self._kept_bytes == facts.size_bytes:
            return
        with self._hub.body(facts, self._kept_bytes, self._job.repository, self._job.filename) as body:
            if body.first_byte == 0 and self._kept_bytes:
                with disk_errors(part):
                    os.ftruncate(descriptor, 0)
                    os.lseek(descriptor, 0, os.SEEK_SET)
                self._kept_bytes = 0
                self._hash = FileHash(facts.digest, facts.size_bytes)
            for data in body.chunks:
                room = facts.size_bytes - self._kept_bytes
                if len(data) > room:
                    raise self._too_much(descriptor, part, facts)
                with disk_errors(part):
                    self._keep(descriptor, data)
                self._report(Phase.DOWNLOADING, self._kept_bytes, facts)
        if self._kept_bytes < facts.size_bytes:
            raise FetchError(
                FetchFailureKind.CUT,
                f"{self._job.filename} ended after {self._kept_bytes:,} of {facts.size_bytes:,} bytes. Start it again.",
            )

    def _keep(self, descriptor: int, data: bytes) -> None:
        """Counts what a disk took before it was full, too."""
        view = memoryview(data)
        while view:
            n_bytes = os.write(descriptor, view)
            self._hash.update(view[:n_bytes])
            self._kept_bytes += n_bytes
            view = view[n_bytes:]

    def _too_much(self, descriptor: int, part: Path, facts: FileFacts) -> FetchError:
        with disk_errors(part):
            os.ftruncate(descriptor, 0)  # it is deleted when it is closed: Windows would refuse before
        self._kept_bytes = 0
        return FetchError(
            FetchFailureKind.WRONG_SIZE,
            f"The server sends more than the {facts.size_bytes:,} bytes that {self._job.filename} has. What came was "
            "deleted; start the download again.",
        )

    def _is_verified(self, facts: FileFacts) -> bool:
        """The part has become the blob, or was deleted."""
        if self._hash.hexdigest() == facts.digest:
            self._place.finish(facts.digest)
            return True
        with disk_errors(self._place.part(facts.digest)):
            self._place.part(facts.digest).unlink()
        self._kept_bytes = 0
        return False

    def _drop_parts(self, facts: FileFacts, *, was_present: bool) -> None:
        """Those that nothing will go on from: of an older file, and of one that another program has brought since."""
        for part in self._place.parts():
            is_older = part != self._place.part(facts.digest)
            if not is_older and not was_present:
                continue
            with disk_errors(part):
                part.unlink()
            self._kept_bytes = 0
            if is_older and not was_present:
                self._around.emit(
                    Note(
                        message=f"{self._job.filename} has changed at the hub since its download began, so it starts "
                        "from the beginning."
                    )
                )

    def _drop_empty_part(self, facts: FileFacts) -> None:
        part = self._place.part(facts.digest)
        with suppress(OSError):
            if size_of(part) == 0:
                part.unlink()

    def _patiently(self, step: Callable[[], T]) -> T:
        """`step` again while it fails for what may pass. The count begins anew whenever bytes have come."""
        n_failures = 0
        while True:
            before = self._kept_bytes
            try:
                return step()
            except FetchError as error:
                n_failures = 1 if self._kept_bytes > before else n_failures + 1
                wait_s = error.retry_after_s if error.retry_after_s is not None else 0.5 * 2**n_failures
                if error.kind not in _PASSING or n_failures > self._job.max_retries or wait_s > MAX_WAIT_S:
                    raise
                self._around.emit(Waiting(wait_s=wait_s, message=error.message))
                self._around.sleep(wait_s)

    def _report(self, phase: Phase, done_bytes: int, facts: FileFacts) -> None:
        now = self._around.clock()
        if now - self._reported_at >= REPORT_S or done_bytes == facts.size_bytes:
            self._reported_at = now
            self._around.emit(Progress(phase=phase, done_bytes=done_bytes, total_bytes=facts.size_bytes))
