"""Text files: their encoding, and whether they are text at all. Pure functions on bytes."""

from __future__ import annotations

import codecs
import csv

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LOOKED_AT_BYTES = 1 << 16
_MOST_CONTROLS = 0.005
_WIDE_SHARE = 0.3
"""Of every other byte, so many are 0 in UTF-16 of any text with spaces and digits in it, and next to none elsewhere."""

DELIMITERS = ",;\t|"


def decode(data: bytes) -> tuple[str, str] | None:
    """The text and the name of its encoding; None for what is no text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding)
    if (wide := _wide_encoding(data[:_LOOKED_AT_BYTES])) is not None:
        return _strictly(data, wide)
    if b"\0" in data:
        return None
    found = _strictly(data, "utf-8") or _strictly(data, "cp1252") or (data.decode("latin-1"), "latin-1")
    return None if _has_controls(found[0][:_LOOKED_AT_BYTES]) else found


def _strictly(data: bytes, encoding: str) -> tuple[str, str] | None:
    try:
        return data.decode(encoding), encoding.removesuffix("-sig")
    except UnicodeDecodeError:
        return None


def _wide_encoding(sample: bytes) -> str | None:
    """Of UTF-16 without a mark."""
    half = len(sample) // 2
    if half < 2 or b"\0" not in sample:
        return None
    low, high = sample[0::2].count(0) / half, sample[1::2].count(0) / half
    if high > _WIDE_SHARE and low < _WIDE_SHARE / 10:
        return "utf-16-le"
    if low > _WIDE_SHARE and high < _WIDE_SHARE / 10:
        return "utf-16-be"
    return None


def _has_controls(sample: str) -> bool:
    """More of them than a text has, in which a stray one or the colours of a terminal may be."""
    n_controls = sum(1 for character in sample if ord(character) < 32 and character not in "\t\n\r\f\x1b")
    n_controls += sum(1 for character in sample if 0x7F <= ord(character) < 0xA0)
    return n_controls > _MOST_CONTROLS * len(sample)


def table_size(text: str) -> tuple[int, int]:
    """Rows and columns of a CSV text, as its first lines delimit it; (0, 0) where it is no table."""
    first = text[: 1 << 16].split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=first.count)
    if not first.count(delimiter):
        return 0, 0
    n_rows = n_columns = 0
    try:
        for row in csv.reader(text.splitlines(keepends=True), delimiter=delimiter):
            n_rows += bool(row)
            n_columns = max(n_columns, len(row))
    except csv.Error:  # a field longer than the reader takes, for instance
        return 0, 0
    return n_rows, n_columns
