"""What the inspector says of a file that a person attaches, as `python -m inglenook_engine extract` writes it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

MAX_FILE_BYTES = 64 << 20
MAX_TEXT_BYTES = 16 << 20
"""Of what a model reads, in UTF-8: several times what any model here can hold."""

MAX_ANSWER_BYTES = 4 * MAX_TEXT_BYTES + MAX_FILE_BYTES
"""Of all that a child writes: its line, and behind it the file as it was read."""


class FileKind(StrEnum):
    TEXT = "text"
    CSV = "csv"
    PDF = "pdf"
    DOCX = "docx"


class Hidden(StrEnum):
    """Why a reader of the document does not see a passage that is in it."""

    TAGS = "tags"  # written in tag characters, which are drawn as nothing
    SELECTORS = "selectors"  # written in variation selectors
    ZERO_WIDTH = "zero_width"  # a run of characters without width
    DIRECTION = "direction"  # a control that makes a line read in another order than it is written in
    INVISIBLE = "invisible"  # drawn with neither fill nor outline, as under a scanned page
    SAME_COLOR = "same_color"  # as good as the colour behind it
    TINY = "tiny"
    OFF_PAGE = "off_page"
    FORMATTED = "formatted"  # "hidden" in the word processor
    DELETED = "deleted"  # a change that is tracked: it was deleted, and is still in the file


class ExtractProblem(StrEnum):
    """Why there is no text. ExtractAnswer.detail has what a sentence about it needs."""

    NOT_THERE = "not_there"
    FOLDER = "folder"
    NOT_A_FILE = "not_a_file"  # a pipe, a device, a socket
    NO_PERMISSION = "no_permission"
    UNREADABLE = "unreadable"  # detail: the system's words
    TOO_LARGE = "too_large"
    EMPTY = "empty"
    BINARY = "binary"
    OTHER_KIND = "other_kind"  # detail: what it is, e.g. "PNG"
    ENCRYPTED = "encrypted"
    NO_TEXT = "no_text"
    DAMAGED = "damaged"
    BOMB = "bomb"  # unpacked it is far larger than it looks
    TOO_SLOW = "too_slow"
    TOO_MUCH_TEXT = "too_much_text"
    TOO_MUCH_HIDDEN = "too_much_hidden"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """hidden: None for what a reader of the document sees. Of TAGS and SELECTORS the text is what they spell."""

    text: str
    hidden: Hidden | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractAnswer:
    """Of problem and the rest only one is there. passages: the whole text in order.

    n_pages, n_pages_read: of a PDF; fewer are read than there are where reading them took too long. n_rows, n_columns:
    of a table. encoding: of a text, "" of other kinds. n_data_bytes: of the file, which follows the line where the
    child was given a path. detail: of a problem.
    """

    kind: FileKind = FileKind.TEXT
    media_type: str = "text/plain"
    passages: tuple[Passage, ...] = ()
    n_pages: int = 0
    n_pages_read: int = 0
    n_rows: int = 0
    n_columns: int = 0
    encoding: str = ""
    n_data_bytes: int = 0
    problem: ExtractProblem | None = None
    detail: str = ""
