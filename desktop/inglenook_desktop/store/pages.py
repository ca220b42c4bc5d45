"""Rows from the bytes of a damaged database, page by page, whatever has become of the pages that led to them.

Reads the file format (https://sqlite.org/fileformat.html) by itself: SQLite reaches a row only from the root of its
table, so that one bad page hides all below it. Knows no table; writes nothing. With secure_delete on, as we have it,
pages that were freed are zeros, so that what is found was there when the damage was done.
"""

from __future__ import annotations

import mmap
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self

Value = int | float | str | bytes | None

MAGIC: Final = b"SQLite format 3\0"
DEFAULT_PAGE_BYTES: Final = 4096
MAX_COLUMNS: Final = 100
MAX_ROW_BYTES: Final = 1 << 30

_TABLE_LEAF = 13
_INDEX_LEAF = 10
_INDEX_INTERIOR = 2
_WAL_HEADER_BYTES = 32
_FRAME_HEADER_BYTES = 24
_WAL_MAGICS = {0x377F0682: "<", 0x377F0683: ">"}
_ZEROS = bytes(16)
"""Nobody writes these; a page that was lost and reads as zeros has them."""

_INT_BYTES = (0, 1, 2, 3, 4, 6, 8)


@dataclass(frozen=True, slots=True, kw_only=True)
class RawRow:
    """rowid: None in an index, and in a table WITHOUT ROWID. types: SQLite's serial types, one for each value.

    is_sound: False when a part of the row lay on a page that is no longer there, or a text is none that anybody wrote.
    """

    rowid: int | None
    values: tuple[Value, ...]
    is_sound: bool


class _BadCell(Exception):
    """These bytes are no row."""


class RawDatabase:
    """The pages of a database file, those of its log over them. Raises OSError."""

    def __init__(self, path: Path) -> None:
        size_bytes = path.stat().st_size if path.exists() else 0
        self._data: mmap.mmap | bytes = b""
        if size_bytes:  # there may be nothing but the log, and an empty file cannot be mapped
            with path.open("rb") as file:
                self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        log = path.with_name(path.name + "-wal")
        log_data = log.read_bytes() if log.exists() else b""
        self.page_bytes = _page_bytes(self._data[:100], log_data)
        self._logged = _logged_pages(log_data, self.page_bytes)
        self._log_data = log_data
        self.n_pages = max(-(-size_bytes // self.page_bytes), *self._logged, 0)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if isinstance(self._data, mmap.mmap):
            self._data.close()

    def page(self, number: int) -> bytes:
        """Counted from 1; shorter than page_bytes, or empty, where the file ends before."""
        at = self._logged.get(number)
        if at is not None:
            return self._log_data[at : at + self.page_bytes]
        start = (number - 1) * self.page_bytes
        return self._data[start : start + self.page_bytes]

    def rows(self) -> Iterator[RawRow]:
        """Of all tables and indexes, in no order."""
        for number in range(1, self.n_pages + 1):
            page = self.page(number)
            if len(page) == self.page_bytes:
                yield from self._rows_of(page, 100 if number == 1 else 0)

    def _rows_of(self, page: bytes, at: int) -> Iterator[RawRow]:
        kind = page[at]
        if kind not in (_TABLE_LEAF, _INDEX_LEAF, _INDEX_INTERIOR):
            return
        n_cells = int.from_bytes(page[at + 3 : at + 5], "big")
        pointers = at + (12 if kind == _INDEX_INTERIOR else 8)
        if pointers + 2 * n_cells > self.page_bytes:
            return
        for (start,) in struct.iter_unpack(">H", page[pointers : pointers + 2 * n_cells]):
            if start < pointers + 2 * n_cells:
                continue
            try:
                yield self._row(page, start, kind)
            except (_BadCell, IndexError, struct.error):
                continue

    def _row(self, page: bytes, at: int, kind: int) -> RawRow:
        if kind == _INDEX_INTERIOR:
            at += 4
        n_bytes, at = _varint(page, at)
        rowid = None
        if kind == _TABLE_LEAF:
            rowid, at = _varint(page, at)
        if not 0 < n_bytes <= min(MAX_ROW_BYTES, self.n_pages * self.page_bytes):
            raise _BadCell
        usable = self.page_bytes
        largest = usable - 35 if kind == _TABLE_LEAF else (usable - 12) * 64 // 255 - 23
        if n_bytes <= largest:
            payload = page[at : at + n_bytes]
            if len(payload) < n_bytes:
                raise _BadCell
            return _decoded(rowid, payload, n_bytes)
        least = (usable - 12) * 32 // 255 - 23
        n_local = least + (n_bytes - least) % (usable - 4)
        if n_local > largest:
            n_local = least
        if at + n_local + 4 > self.page_bytes:
            raise _BadCell
        next_page = int.from_bytes(page[at + n_local : at + n_local + 4], "big")
        return _decoded(rowid, page[at : at + n_local] + self._overflow(next_page, n_bytes - n_local), n_bytes)

    def _overflow(self, number: int, n_bytes: int) -> bytes:
        """What continues a row on other pages, as far as the chain of them holds."""
        parts = []
        seen = set()
        while n_bytes > 0 and 0 < number <= self.n_pages and number not in seen:
            seen.add(number)
            page = self.page(number)
            if len(page) < self.page_bytes:
                break
            following = int.from_bytes(page[:4], "big")
            is_last = n_bytes <= self.page_bytes - 4
            if following > self.n_pages or (following == 0) is not is_last:
                break  # noise: what is on it is not of this row
            parts.append(page[4 : 4 + n_bytes])
            n_bytes -= len(parts[-1])
            number = following
        return b"".join(parts)


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """The number, signed, and the place after it. Raises IndexError."""
    value = 0
    for index in range(8):
        byte = data[at + index]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + index + 1
    value = value << 8 | data[at + 8]
    return value - (1 << 64 if value >> 63 else 0), at + 9


def _decoded(rowid: int | None, payload: bytes, n_bytes: int) -> RawRow:
    """payload: may be shorter than n_bytes; what is missing is missing from the last values."""
    n_header, at = _varint(payload, 0)
    if not 1 < n_header <= min(len(payload), 9 * MAX_COLUMNS):
        raise _BadCell
    types = []
    while at < n_header:
        type_, at = _varint(payload, at)
        types.append(type_)
    if at != n_header or len(types) > MAX_COLUMNS:
        raise _BadCell
    if n_header + sum(map(_size, types)) != n_bytes:
        raise _BadCell
    values = []
    is_sound = len(payload) == n_bytes
    for type_ in types:
        size = _size(type_)
        part = payload[at : at + size]
        at += size
        value, is_valid = _value(type_, part)
        is_sound &= is_valid
        values.append(value)
    return RawRow(rowid=rowid, values=tuple(values), is_sound=is_sound)


def _size(type_: int) -> int:
    if type_ < 0 or type_ in (10, 11):
        raise _BadCell
    if type_ >= 12:
        return (type_ - 12) // 2
    return 8 if type_ == 7 else 0 if type_ > 7 else _INT_BYTES[type_]


def _value(type_: int, data: bytes) -> tuple[Value, bool]:
    """data: may be shorter than it should be."""
    if type_ == 0:
        return None, True
    if type_ in (8, 9):
        return type_ - 8, True
    if type_ < 8:
        if len(data) < _size(type_):
            return None, False
        return (struct.unpack(">d", data)[0] if type_ == 7 else int.from_bytes(data, "big", signed=True)), True
    if type_ % 2 == 0:
        return data, True
    try:
        return data.decode("utf-8"), _ZEROS not in data
    except UnicodeDecodeError:
        return data.decode("utf-8", "replace"), False


def _page_bytes(header: bytes, log: bytes) -> int:
    """From the header, from the log where the header is gone, else as we make them."""
    sizes = []
    if header.startswith(MAGIC):
        size = int.from_bytes(header[16:18], "big")
        sizes.append(65536 if size == 1 else size)
    sizes.append(int.from_bytes(log[8:12], "big"))
    for size in sizes:
        if 512 <= size <= 65536 and size & (size - 1) == 0:
            return size
    return DEFAULT_PAGE_BYTES


def _logged_pages(log: bytes, page_bytes: int) -> dict[int, int]:
    """Where in the log the newest committed version of each page begins.

    Each frame is checked against the one before it, so that those after a damaged one still count.
    """
    order = _WAL_MAGICS.get(int.from_bytes(log[:4], "big"))
    if order is None or int.from_bytes(log[8:12], "big") != page_bytes:
        return {}
    salts = log[16:24]
    before = struct.unpack(">II", log[24:32])
    pages: dict[int, int] = {}
    uncommitted: dict[int, int] = {}
    at = _WAL_HEADER_BYTES
    while at + _FRAME_HEADER_BYTES + page_bytes <= len(log):
        header = log[at : at + _FRAME_HEADER_BYTES]
        start = at + _FRAME_HEADER_BYTES
        sums = struct.unpack(">II", header[16:24])
        # Other salts are of the time before the log last began anew, or damaged; behind damaged ones the log goes on.
        is_ours = header[8:16] == salts
        if is_ours and sums == _checksum(header[:8] + log[start : start + page_bytes], before, order):
            uncommitted[int.from_bytes(header[:4], "big")] = start
            if header[4:8] != b"\0\0\0\0":  # the last of its transaction
                pages |= uncommitted
                uncommitted.clear()
        before = sums
        at = start + page_bytes
    return pages


def _checksum(data: bytes, before: tuple[int, ...], order: str) -> tuple[int, int]:
    first, second = before
    for left, right in struct.iter_unpack(f"{order}II", data):
        first = first + left + second & 0xFFFFFFFF
        second = second + right + first & 0xFFFFFFFF
    return first, second
