"""Every request that this program made: when, to which host, how many bytes, why. `network.jsonl` in the data folder.

A request is written down as soon as the fetcher announces it, which is before it goes out, and again when its answer
comes and when it has ended. Lines are appended in one write each: several processes may write at once. Knows nothing of
the network.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from inglenook_engine.errors import UserFacingError, WireError
from inglenook_engine.wire import from_json, to_json

from ..fetcher.protocol import Answered, Requested

FILE_NAME = "network.jsonl"
MAX_LINE_BYTES = 1 << 16


class LedgerError(UserFacingError):
    """The ledger cannot be written, so no request may be made; or it cannot be read or cleared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """at: UTC, ISO 8601. key: unique for a request. status: of HTTP, 0 while none has come. n_bytes: of the body."""

    key: str
    at: str
    method: str
    host: str
    why: str
    status: int = 0
    n_bytes: int = 0


class Ledger:
    """One process's hand on the file. session: what tells its requests from those of others. now: UTC, ISO 8601."""

    def __init__(self, data_dir: Path, *, session: str, now: Callable[[], str]) -> None:
        self._path = data_dir / FILE_NAME
        self._session = session
        self._now = now
        self._open: dict[int, LedgerEntry] = {}
        self._is_begun = False

    def begin(self) -> None:
        """Before a fetcher is started: see that the file can be written. Raises LedgerError."""
        self._append(b"")

    def note(self, event: Requested | Answered) -> None:
        """Raises LedgerError: then the fetcher is to be ended, for it must not ask what is not written down."""
        match event:
            case Requested():
                entry = LedgerEntry(
                    key=f"{self._session}-{event.request_id}",
                    at=self._now(),
                    method=event.method,
                    host=event.host,
                    why=event.why,
                )
            case Answered():
                if event.request_id not in self._open:
                    return
                entry = replace(self._open[event.request_id], status=event.status, n_bytes=event.n_bytes)
        self._open[event.request_id] = entry
        self._append(json.dumps(to_json(entry), separators=(",", ":")).encode("ascii") + b"\n")

    def _append(self, line: bytes) -> None:
        try:
            descriptor = os.open(self._path, os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
            try:
                if not self._is_begun:
                    self._is_begun = True
                    line = self._end_of_torn_line(descriptor) + line
                if line and os.write(descriptor, line) != len(line):
                    raise OSError("the disk took a part of it")
            finally:
                os.close(descriptor)
        except OSError as error:
            raise LedgerError(
                f"The ledger of requests, {self._path}, cannot be written ({error.strerror or error}), so nothing is "
                "asked of the hub. Make room on the disk, or look at the file's permissions."
            ) from error

    @staticmethod
    def _end_of_torn_line(descriptor: int) -> bytes:
        """A line of which a power cut left a part must not swallow the next one."""
        size_bytes = os.fstat(descriptor).st_size
        if not size_bytes:
            return b""
        os.lseek(descriptor, size_bytes - 1, os.SEEK_SET)
        return b"" if os.read(descriptor, 1) == b"\n" else b"\n"


def new_ledger(data_dir: Path) -> Ledger:
    """For one fetcher child, by this machine's clock."""
    session = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{os.getpid()}"
    return Ledger(data_dir, session=session, now=lambda: datetime.now(UTC).isoformat(timespec="milliseconds"))


def read_ledger(data_dir: Path) -> list[LedgerEntry]:
    """The oldest first, each request once, with the last that is known of it. Lines that cannot be understood are left
    out. Raises LedgerError for a file that cannot be read."""
    entries: dict[str, LedgerEntry] = {}
    try:
        with (data_dir / FILE_NAME).open("rb") as file:
            while line := file.readline(MAX_LINE_BYTES):
                try:
                    entry = from_json(LedgerEntry, json.loads(line))
                except (ValueError, RecursionError, WireError):
                    continue
                entries[entry.key] = entry
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise LedgerError(f"The ledger of requests cannot be read: {error}.") from error
    return list(entries.values())


def clear_ledger(data_dir: Path) -> None:
    """A request that is under way now comes back into it with its answer. Raises LedgerError."""
    try:
        (data_dir / FILE_NAME).unlink(missing_ok=True)
    except OSError as error:
        raise LedgerError(f"The ledger of requests cannot be deleted: {error}.") from error


def totals(entries: Iterable[LedgerEntry]) -> dict[str, tuple[int, int]]:
    """By host: how many requests, how many bytes came."""
    by_host: dict[str, tuple[int, int]] = {}
    for entry in entries:
        n_requests, n_bytes = by_host.get(entry.host, (0, 0))
        by_host[entry.host] = (n_requests + 1, n_bytes + entry.n_bytes)
    return by_host
