"""The standard hub cache on disk: where a file, its blob and its unfinished part lie, and how a whole one gets there.

The layout is the one of huggingface_hub, so that every program that uses that cache shares what is here:
models--ORG--NAME/blobs/DIGEST, snapshots/COMMIT/FILE as a link to it, refs/REVISION holding the commit, and
.locks/models--ORG--NAME/DIGEST.lock, held while a blob is being written. An unfinished part is DIGEST.8HEX.incomplete,
the pattern of that library's own, so that its tools clear away what nobody goes on with. No network.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from .errors import FetchError
from .protocol import FetchFailureKind

RESERVE_BYTES = 200 * 1000 * 1000
"""What a download leaves free on the disk: conversations are to be kept too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CachePlace:
    """Where one file of one repository lies. All names have been checked by `names`."""

    cache_dir: Path
    repository: str
    filename: str

    @property
    def folder(self) -> Path:
        return self.cache_dir / ("models--" + self.repository.replace("/", "--"))

    @property
    def blobs(self) -> Path:
        return self.folder / "blobs"

    def blob(self, digest: str) -> Path:
        return self.blobs / digest

    def part(self, digest: str) -> Path:
        return self.blobs / f"{digest}.{self._tag}.incomplete"

    def pointer(self, commit: str) -> Path:
        return self.folder / "snapshots" / commit / self.filename

    def parts(self) -> list[Path]:
        """Unfinished parts of this file, also as it was before it changed at the hub. [] where none can be seen."""
        try:
            return sorted(self.blobs.glob(f"*.{self._tag}.incomplete"))
        except OSError:
            return []

    @property
    def _tag(self) -> str:
        return hashlib.sha256(self.filename.encode()).hexdigest()[:8]

    @contextmanager
    def locked(self, digest: str) -> Iterator[None]:
        """Alone with this blob among all programs that use the cache. Raises FetchError(BUSY) when another has it."""
        lock_path = self.cache_dir / ".locks" / self.folder.name / f"{digest}.lock"
        with disk_errors(lock_path):
            lock_path.parent.mkdir(parents=True, exist_ok=True)
            self.blobs.mkdir(parents=True, exist_ok=True)
            lock = FileLock(lock_path, timeout=0, mode=0o664)
            try:
                lock.acquire()
            except Timeout:
                raise FetchError(
                    FetchFailureKind.BUSY,
                    f"{self.filename} is being downloaded already, by another window or program. Wait until it is "
                    "done; it will be here then too.",
                ) from None
        try:
            yield
        finally:
            lock.release()

    def holds(self, *, digest: str, commit: str, size_bytes: int) -> bool:
        """Whether the file is here in its right size, fetched by this program or another: as a blob, or under its own
        name where the system has no links for us."""
        pointer = self.pointer(commit)
        with disk_errors(pointer):
            return size_of(self.blob(digest)) == size_bytes or size_of(pointer) == size_bytes

    def publish(self, *, digest: str, commit: str, revision: str) -> Path:
        """Show a whole blob under its name: link, then the ref. What exists already is left. Returns its path."""
        pointer = self.pointer(commit)
        with disk_errors(pointer):
            if self.blob(digest).exists():
                _link(self.blob(digest), pointer)
            if revision != commit:
                _write_whole(self.folder / "refs" / revision, commit)
        return pointer

    def finish(self, digest: str) -> None:
        """The verified part becomes the blob, in one step."""
        with disk_errors(self.blob(digest)):
            self.part(digest).replace(self.blob(digest))
            _sync_folder(self.blobs)


def size_of(path: Path) -> int | None:
    """None for one that is not there, or is no plain file. Raises OSError."""
    try:
        found = path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return found.st_size if stat.S_ISREG(found.st_mode) else None


def require_space(folder: Path, needed_bytes: int) -> None:
    """Raises FetchError when the disk of `folder` lacks this much, with `RESERVE_BYTES` left over."""
    with disk_errors(folder):
        free_bytes = shutil.disk_usage(folder).free
    if free_bytes < needed_bytes + RESERVE_BYTES:
        raise FetchError(
            FetchFailureKind.DISK_FULL,
            f"The disk of {folder} has {_amount(free_bytes)} free, and the download needs {_amount(needed_bytes)} and "
            f"{_amount(RESERVE_BYTES)} to spare. Make room, or set HF_HUB_CACHE to a folder on another disk.",
        )


@contextmanager
def disk_errors(path: Path) -> Iterator[None]:
    """What the disk refuses, as a FetchError that names `path`."""
    try:
        yield
    except OSError as error:
        detail = f"{type(error).__name__}: {error}"
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise FetchError(
                FetchFailureKind.DISK_FULL,
                f"The disk of {path.parent} is full. Make room, and start the download again.",
                detail=detail,
            ) from error
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise FetchError(
                FetchFailureKind.DISK,
                f"{path.parent} cannot be written: {error.strerror}. Set HF_HUB_CACHE to a folder that can.",
                detail=detail,
            ) from error
        raise FetchError(
            FetchFailureKind.DISK,
            f"{path} cannot be used: {error.strerror or error}. Look at the disk, or set HF_HUB_CACHE to another.",
            detail=detail,
        ) from error


def _link(blob: Path, pointer: Path) -> None:
    """pointer → blob, relative. Where the system has no links for us, the blob itself moves there, as the hub's own
    library does it."""
    if pointer.exists() and pointer.samefile(blob):
        return
    pointer.parent.mkdir(parents=True, exist_ok=True)
    beside = pointer.parent / f".{os.getpid()}.link"
    with suppress(FileNotFoundError):
        beside.unlink()
    try:
        beside.symlink_to(os.path.relpath(blob, pointer.parent))
    except (OSError, NotImplementedError):
        blob.replace(pointer)
        return
    beside.replace(pointer)
    _sync_folder(pointer.parent)


def _write_whole(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.parent / f".{path.name}.{os.getpid()}"
    beside.write_text(text, "ascii")
    beside.replace(path)


def _sync_folder(folder: Path) -> None:
    """A rename outlives a power cut only when its folder has reached the disk. Windows has no such call."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _amount(n_bytes: int) -> str:
    return f"{n_bytes / 1e9:,.1f} GB" if n_bytes >= 1e9 else f"{n_bytes / 1e6:,.1f} MB"
