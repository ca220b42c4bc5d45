"""The beginning of a GGUF at the hub: as much of one answer as its header takes, read as it comes, and no more.

Two requests: the hub is asked which file it is, then one answer is read until the header is whole and then closed. What
a header says comes from a stranger; `gguf_header` checks it, here, in a process that can be ended at any time.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from inglenook_engine.errors import EngineError
from inglenook_engine.gguf_header import HeaderCutError, parse_header

from .cache import disk_errors
from .errors import FetchError
from .names import checked_path, checked_repository
from .protocol import FetchFailureKind, HeaderRead, ReadHeader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .network import FileFacts, Hub

MAX_HEADER_BYTES = 32 << 20
"""Real ones have up to 15 MB: vocabularies of a quarter of a million words, with their merges."""

_FIRST_TRY_BYTES = 1 << 20
_GROWTH = 1.25
"""Between two tries to read what came: more would ask for more than it takes, less would read the same too often."""

_AGAIN = re.compile(r" Fetch (?:the file again|it again)\.")


class HeaderReading:
    """One `ReadHeader`."""

    kept_bytes = 0

    def __init__(self, job: ReadHeader) -> None:
        """Raises FetchError for names that may not become names of files here."""
        self._repository = checked_repository(job.repository)
        self._revision = checked_path(job.revision, "revision")
        self._filename = checked_path(job.filename, "file")
        self._folder = Path(job.folder)

    def run(self, hub: Hub) -> HeaderRead:
        """Raises FetchError."""
        facts = hub.facts(self._repository, self._revision, self._filename)
        path = self._folder / f"{facts.digest}.gguf-head"
        if not self._is_there(path, facts):
            with hub.beginning(facts, MAX_HEADER_BYTES, self._repository, self._filename) as chunks:
                header = self._header(chunks, facts)
            self._write(path, header)
        return HeaderRead(
            path=str(path),
            size_bytes=facts.size_bytes,
            commit=facts.commit,
            digest=facts.digest,
            n_requests=hub.n_requests,
        )

    def _is_there(self, path: Path, facts: FileFacts) -> bool:
        """Whether an earlier job left the whole header of this very file."""
        try:
            data = path.read_bytes()
        except OSError:
            return False
        try:
            return self._length(data, facts) == len(data)
        except (FetchError, HeaderCutError):
            return False

    def _header(self, chunks: Iterator[bytes], facts: FileFacts) -> bytes:
        data = bytearray()
        enough_bytes = _FIRST_TRY_BYTES
        for chunk in chunks:
            data += chunk
            is_whole = len(data) >= facts.size_bytes
            if len(data) < enough_bytes and not is_whole:
                continue
            try:
                return bytes(data[: self._length(bytes(data), facts)])
            except HeaderCutError as error:
                if len(data) >= MAX_HEADER_BYTES or error.n_bytes_needed > MAX_HEADER_BYTES:
                    raise self._refusal(f"Its header has more than {MAX_HEADER_BYTES >> 20} MiB.") from error
                enough_bytes = max(error.n_bytes_needed, int(len(data) * _GROWTH))
                enough_bytes = min(enough_bytes, MAX_HEADER_BYTES, facts.size_bytes)
        raise FetchError(
            FetchFailureKind.CUT,
            f"The connection ended after {len(data):,} bytes of {self._filename}, within its header. Try again.",
        )

    def _length(self, data: bytes, facts: FileFacts) -> int:
        """Of the header at the beginning of `data`. Raises FetchError for what is none, and HeaderCutError."""
        try:
            header = parse_header(data, name=self._filename, size_bytes=facts.size_bytes)
        except EngineError as error:
            raise self._refusal(_AGAIN.sub("", error.message)) from error
        return min(header.data_offset, facts.size_bytes)  # the padding behind a file without tensors may be missing

    def _refusal(self, reason: str) -> FetchError:
        return FetchError(
            FetchFailureKind.BAD_HEADER,
            f"Nothing can be planned for {self._filename} of {self._repository}. {reason} Choose another file.",
        )

    def _write(self, path: Path, header: bytes) -> None:
        beside = path.with_name(f".{path.name}.{os.getpid()}")
        with disk_errors(path):
            self._folder.mkdir(parents=True, exist_ok=True)
            try:
                beside.write_bytes(header)
                beside.replace(path)
            except OSError:
                with suppress(OSError):
                    beside.unlink(missing_ok=True)
                raise
