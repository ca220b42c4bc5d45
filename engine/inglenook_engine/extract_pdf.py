"""The text of a PDF, page by page, with what a reader of the page does not see told apart. In the inspector alone."""

from __future__ import annotations

import contextlib
import io
import logging
import math
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError
from pypdf.generic import ContentStream, DictionaryObject, NameObject

from .extract_types import Hidden, Passage

PATIENCE_S = 7.0
"""After which no further page is read: what is there by then is more than most models hold."""

SMALLEST_PT = 1.5

MAX_PAINTED = 3_000
"""Grounds of one page that are remembered. On a page with more, white text is taken for seen where none of them is."""

_WHITE = 0.96
_SHOWS = frozenset((b"Tj", b"TJ", b"'", b'"'))
_CHANGES = frozenset((b"Tr", b"g", b"rg", b"k", b"sc", b"scn", b"cs", b"q", b"Q", b"gs", b"Tm", b"cm"))
_PAINTS = frozenset((b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"))

Matrix = Sequence[float]


class EncryptedError(Exception):
    """It wants a password."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfText:
    passages: list[Passage]
    n_pages: int
    n_pages_read: int


def read_pdf(data: bytes, *, patience_s: float = PATIENCE_S) -> PdfText:
    """Raises EncryptedError, and whatever pypdf raises on a damaged file."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    end = time.process_time() + patience_s
    reader = PdfReader(io.BytesIO(data))
    try:
        if reader.is_encrypted and not reader.decrypt(""):
            raise EncryptedError
        pages = reader.pages
        n_pages = len(pages)
    except (DependencyError, FileNotDecryptedError) as error:
        raise EncryptedError from error
    passages: list[Passage] = []
    n_read = 0
    for page in pages:
        if n_read and time.process_time() > end:
            break
        found = _of_page(page)
        if any(passage.text.strip() for passage in found):
            if n_pages > 1:
                above = "\n\n" if passages else ""
                passages.append(Passage(text=f"{above}[Page {n_read + 1}]\n"))
            passages += found
        n_read += 1
    return PdfText(passages=passages, n_pages=n_pages, n_pages_read=n_read)


def _of_page(page: Any) -> list[Passage]:
    contents = page.get_contents()
    if contents is None:
        return []
    _flush_at_changes(contents)
    page[NameObject("/Contents")] = contents
    _flush_in_forms(page, {})
    look = _Look([float(value) for value in page.mediabox])
    page.extract_text(visitor_operand_before=look.before, visitor_text=look.text)
    found = look.passages
    seen = [one for one in found if one.text.strip()]
    if seen and all(one.hidden is Hidden.INVISIBLE for one in seen):
        return [replace(one, hidden=None) for one in found]  # what was recognised on a scanned page lies under it
    return found


def _flush_at_changes(contents: ContentStream) -> None:
    """The font is chosen anew before text that may look other than the text before it: at this pypdf hands over what
    it has gathered, and so no piece of text is half seen and half hidden."""
    font: list[Any] | None = None
    fonts: list[list[Any] | None] = []
    is_changed = False
    operations: list[tuple[Any, bytes]] = []
    for operands, operator in contents.operations:
        if operator == b"Tf":
            font, is_changed = list(operands), False
        elif operator in _CHANGES:
            is_changed = True
            if operator == b"q":
                fonts.append(font)
            elif operator == b"Q" and fonts:
                font = fonts.pop()
        elif operator in _SHOWS and is_changed and font is not None:
            operations.append((font, b"Tf"))
            is_changed = False
        operations.append((operands, operator))
    contents.operations = operations


def _flush_in_forms(owner: DictionaryObject, done: dict[int, ContentStream | None]) -> None:
    """The same in the forms that a page draws, and in those that they draw. done: what each form became, by its id."""
    resources = owner.get("/Resources")
    resources = None if resources is None else resources.get_object()
    forms = resources.get("/XObject") if isinstance(resources, DictionaryObject) else None
    forms = None if forms is None else forms.get_object()
    if not isinstance(forms, DictionaryObject) or id(forms) in done:
        return
    done[id(forms)] = None
    for name in list(forms):
        form = forms[name].get_object()
        if not isinstance(form, DictionaryObject) or form.get("/Subtype") != "/Form" or isinstance(form, ContentStream):
            continue
        flushed = done.get(id(form))
        if flushed is None:
            flushed = done[id(form)] = ContentStream(form, None)
            for key, value in form.items():
                if key not in ("/Filter", "/DecodeParms", "/Length"):
                    flushed[NameObject(key)] = value
            _flush_at_changes(flushed)
            _flush_in_forms(flushed, done)
        forms[NameObject(name)] = flushed


@dataclass(frozen=True, slots=True, kw_only=True)
class _Graphics:
    is_white: bool = False
    mode: int = 0


class _Look:
    """Follows a page as pypdf reads it: what is painted where, and how each text is drawn."""

    def __init__(self, media_box: Sequence[float]) -> None:
        self.passages: list[Passage] = []
        self._box = media_box
        self._now = _Graphics()
        self._kept: list[_Graphics] = []
        self._drawn = _Graphics()
        self._path: list[tuple[float, float]] = []
        self._painted: list[tuple[tuple[float, float, float, float], bool]] = []

    def before(self, operator: bytes, operands: Any, cm: Matrix, _tm: Matrix) -> None:
        # Operands that fit no operator: a viewer passes over them too.
        with contextlib.suppress(TypeError, ValueError, IndexError, ArithmeticError):
            self._follow(operator, operands, cm)

    def text(self, text: str, cm: Matrix, tm: Matrix, _font: object, size: float) -> None:
        if not text:
            return
        hidden = None if text.isspace() else self._hidden(cm, tm, size)
        if text.isspace() and self.passages:
            hidden = self.passages[-1].hidden
        self.passages.append(Passage(text=text, hidden=hidden))

    def _follow(self, operator: bytes, operands: Any, cm: Matrix) -> None:
        match operator:
            case b"q":
                self._kept.append(self._now)
            case b"Q" if self._kept:
                self._now = self._kept.pop()
            case b"Tr":
                self._now = replace(self._now, mode=int(operands[0]))
            case b"g" | b"rg" | b"sc" | b"scn":
                self._now = replace(self._now, is_white=_is_white(operands))
            case b"k":
                self._now = replace(self._now, is_white=all(float(value) <= 1 - _WHITE for value in operands))
            case b"cs":
                self._now = replace(self._now, is_white=False)
            case b"re":
                x, y, width, height = (float(value) for value in operands)
                self._path += [_at(cm, x, y), _at(cm, x + width, y + height)]
            case b"m" | b"l":
                self._path.append(_at(cm, float(operands[0]), float(operands[1])))
            case b"c" | b"v" | b"y":
                self._path.append(_at(cm, float(operands[-2]), float(operands[-1])))
            case b"n" | b"S" | b"s":
                self._path.clear()
            case b"Do" | b"INLINE IMAGE" | b"sh":
                self._paint([_at(cm, 0, 0), _at(cm, 1, 1)], is_white=False)
            case _ if operator in _PAINTS:
                self._paint(self._path, is_white=self._now.is_white)
                self._path.clear()
            case _ if operator in _SHOWS:
                self._drawn = self._now

    def _paint(self, path: Sequence[tuple[float, float]], *, is_white: bool) -> None:
        if path and len(self._painted) < MAX_PAINTED:
            xs, ys = [x for x, _ in path], [y for _, y in path]
            self._painted.append(((min(xs), min(ys), max(xs), max(ys)), is_white))

    def _hidden(self, cm: Matrix, tm: Matrix, size: float) -> Hidden | None:
        if self._drawn.mode in (3, 7):
            return Hidden.INVISIBLE
        x, y = _at(cm, tm[4], tm[5])
        scale = math.hypot(tm[2] * cm[0] + tm[3] * cm[2], tm[2] * cm[1] + tm[3] * cm[3])
        if 0 < abs(size) * scale < SMALLEST_PT:
            return Hidden.TINY
        left, bottom, right, top = self._box
        if not (left - 1 <= x <= right + 1 and bottom - 1 <= y <= top + 1):
            return Hidden.OFF_PAGE
        if self._drawn.is_white and self._is_white_at(x, y + abs(size) * scale / 4):
            return Hidden.SAME_COLOR
        return None

    def _is_white_at(self, x: float, y: float) -> bool:
        for (left, bottom, right, top), is_white in reversed(self._painted):
            if left <= x <= right and bottom <= y <= top:
                return is_white
        return len(self._painted) < MAX_PAINTED


def _is_white(operands: Sequence[Any]) -> bool:
    """Of grey, RGB, or a space of as many colours; four are CMYK, where white is 0."""
    values = [float(value) for value in operands if not isinstance(value, NameObject)]
    if len(values) == 4:
        return all(value <= 1 - _WHITE for value in values)
    return bool(values) and all(value >= _WHITE for value in values)


def _at(cm: Matrix, x: float, y: float) -> tuple[float, float]:
    return cm[0] * x + cm[2] * y + cm[4], cm[1] * x + cm[3] * y + cm[5]
