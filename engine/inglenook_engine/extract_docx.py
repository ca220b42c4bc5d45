"""The text of a Word document in the order of its page, with what a reader does not see told apart. In the inspector
alone.

Tables come row by row with tabs between their cells; comments, footnotes, endnotes, headers and footers after the text,
each under its name.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from .extract_types import Hidden, Passage

MAX_PARTS = 5_000
MAX_UNPACKED_BYTES = 200 << 20
MAX_XML_BYTES = 64 << 20
MAIN_PART = "word/document.xml"

_SMALLEST_HALF_POINTS = 3
_DARK = 0.75
_LIGHT = 0.96
_PARTS = (
    ("/comments", "Comments"),
    ("/footnotes", "Footnotes"),
    ("/endnotes", "Endnotes"),
    ("/header", "Header"),
    ("/footer", "Footer"),
)
_NEVER = tuple(qn(name) for name in ("w:instrText", "w:delInstrText", "w:rPr", "w:pPr", "w:tblPr", "w:sectPr"))
_W_VAL = qn("w:val")


class BombError(Exception):
    """Unpacked it is far larger than it looks."""


def read_docx(data: bytes) -> list[Passage]:
    """Raises BombError, and whatever zipfile, lxml and python-docx raise on a damaged file."""
    _check_size(data)
    document = Document(io.BytesIO(data))
    styles = _Styles(document.styles.element)
    passages = list(_trimmed(_blocks(document.element.body, styles)))
    parts: dict[str, list[Any]] = {}
    for relation in document.part.rels.values():
        if relation.is_external:
            continue
        for ending, title in _PARTS:
            if relation.reltype.endswith(ending):
                parts.setdefault(title, []).append(relation.target_part)
    for _, title in _PARTS:
        for part in parts.get(title, ()):
            root = getattr(part, "element", None)
            if root is None:
                root = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
            found = list(_trimmed(_notes(root, styles)))
            if any(passage.text.strip() for passage in found):
                passages += [Passage(text=f"\n\n{title}:\n"), *found]
    return passages


def _check_size(data: bytes) -> None:
    """By the sizes that the archive states: zipfile unpacks no more of an entry than that."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
    if len(entries) > MAX_PARTS or sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
        raise BombError
    if any(entry.file_size > MAX_XML_BYTES for entry in entries if entry.filename.endswith((".xml", ".rels"))):
        raise BombError


def _trimmed(passages: Iterator[Passage]) -> Iterator[Passage]:
    """Without the line ends at the end."""
    held = ""
    for passage in passages:
        if not passage.text.strip("\n"):
            held += passage.text
            continue
        if held:
            yield Passage(text=held)
        held = ""
        text = passage.text.rstrip("\n") if passage.hidden is None else passage.text
        held = passage.text[len(text) :]
        yield Passage(text=text, hidden=passage.hidden)


def _notes(root: Any, styles: _Styles) -> Iterator[Passage]:
    """Of comments the author goes first; the separators that every document has among its footnotes are no notes."""
    notes = root.findall(qn("w:comment")) + root.findall(qn("w:footnote")) + root.findall(qn("w:endnote"))
    if not notes:
        yield from _blocks(root, styles)
    for note in notes:
        if note.get(qn("w:type")) not in (None, "normal"):
            continue
        author = note.get(qn("w:author")) or ""
        yield Passage(text=f"[{note.get(qn('w:id')) or ''}] " + (f"{author}: " if author else ""))
        yield from _blocks(note, styles)


def _blocks(parent: Any, styles: _Styles, background: str = "") -> Iterator[Passage]:
    """Paragraphs and tables. background: "dark", "light" or "" of the cell around them."""
    for child in parent:
        if child.tag == qn("w:p"):
            yield from _paragraph(child, styles, background)
            yield Passage(text="\n")
        elif child.tag == qn("w:tbl"):
            yield from _table(child, styles)
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml"), qn("w:ins"), qn("w:moveTo")):
            yield from _blocks(child, styles, background)


def _table(table: Any, styles: _Styles) -> Iterator[Passage]:
    # A named style may shade any of its rows, so white text in it is taken for what it looks like on most: visible.
    is_styled = table.find(f"{qn('w:tblPr')}/{qn('w:tblStyle')}") is not None
    for row in table.iter(qn("w:tr")):
        if next(row.iterancestors(qn("w:tbl"))) is not table:
            continue
        cells = [cell for cell in row.iter(qn("w:tc")) if next(cell.iterancestors(qn("w:tr"))) is row]
        for number, cell in enumerate(cells):
            if number:
                yield Passage(text="\t")
            background = _shade(cell.find(f"{qn('w:tcPr')}/{qn('w:shd')}")) or ("dark" if is_styled else "")
            for passage in _trimmed(_blocks(cell, styles, background)):
                yield Passage(text=passage.text.replace("\n", " "), hidden=passage.hidden)
        yield Passage(text="\n")


def _paragraph(paragraph: Any, styles: _Styles, background: str) -> Iterator[Passage]:
    properties = paragraph.find(qn("w:pPr"))
    style = _value(properties, "w:pStyle") or styles.default_paragraph
    background = _shade(None if properties is None else properties.find(qn("w:shd"))) or background
    if properties is not None and properties.find(qn("w:numPr")) is not None:
        yield Passage(text="- ")
    yield from _runs(paragraph, styles, style, background, is_deleted=False)


def _runs(parent: Any, styles: _Styles, style: str, background: str, *, is_deleted: bool) -> Iterator[Passage]:
    for child in parent:
        if child.tag == qn("w:r"):
            yield from _run(child, styles, style, background, is_deleted=is_deleted)
        elif child.tag in (qn("w:del"), qn("w:moveFrom")):
            yield from _runs(child, styles, style, background, is_deleted=True)
        elif isinstance(child.tag, str) and child.tag not in _NEVER:
            yield from _runs(child, styles, style, background, is_deleted=is_deleted)


def _run(run: Any, styles: _Styles, style: str, background: str, *, is_deleted: bool) -> Iterator[Passage]:
    properties = run.find(qn("w:rPr"))
    hidden = Hidden.DELETED if is_deleted else styles.hidden(properties, style, background)
    for child in run:
        match etree.QName(child).localname if isinstance(child.tag, str) else "":
            case "t" | "delText":
                yield Passage(text=child.text or "", hidden=hidden)
            case "tab" | "ptab":
                yield Passage(text="\t", hidden=hidden)
            case "br" | "cr":
                yield Passage(text="\n", hidden=hidden)
            case "noBreakHyphen":
                yield Passage(text="-", hidden=hidden)
            case "footnoteReference" | "endnoteReference" | "commentReference":
                yield Passage(text=f"[{child.get(qn('w:id')) or ''}]")
            case "drawing" | "pict" | "object" | "AlternateContent":
                yield from _text_boxes(child, styles)
            case _:
                pass


def _text_boxes(drawing: Any, styles: _Styles) -> Iterator[Passage]:
    """What stands in a frame of its own; of two forms of the same the newer one."""
    for content in drawing.iter(qn("w:txbxContent")):
        if any(etree.QName(above).localname == "Fallback" for above in content.iterancestors()):
            continue
        yield Passage(text="\n")
        yield from _blocks(content, styles)


class _Styles:
    """What the styles of a document say of text that uses them, each with those it is based on."""

    def __init__(self, root: Any) -> None:
        self._properties: dict[str, Any] = {}
        self._based_on: dict[str, str] = {}
        self.default_paragraph = ""
        for style in root.iter(qn("w:style")):
            name = style.get(qn("w:styleId")) or ""
            self._properties[name] = style.find(qn("w:rPr"))
            self._based_on[name] = _value(style, "w:basedOn")
            if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in ("1", "true", "on"):
                self.default_paragraph = name

    def hidden(self, properties: Any, paragraph_style: str, background: str) -> Hidden | None:
        """Why text with these properties of its own is not seen."""
        chain = [properties, *self._chain(_value(properties, "w:rStyle")), *self._chain(paragraph_style)]
        if _is_on(_first(chain, "w:vanish")) or _is_on(_first(chain, "w:webHidden")):
            return Hidden.FORMATTED
        size = _number(_first(chain, "w:sz"))
        if size is not None and size <= _SMALLEST_HALF_POINTS:
            return Hidden.TINY
        behind = _shade(_first(chain, "w:shd")) or ("dark" if _first(chain, "w:highlight") is not None else background)
        color = _first(chain, "w:color")
        value = "" if color is None else str(color.get(_W_VAL) or "")
        if _lightness(value) > _LIGHT and behind != "dark":
            return Hidden.SAME_COLOR
        return None

    def _chain(self, name: str) -> Iterator[Any]:
        known: set[str] = set()
        while name and name not in known:
            known.add(name)
            yield self._properties.get(name)
            name = self._based_on.get(name, "")


def _first(chain: list[Any], tag: str) -> Any:
    for properties in chain:
        found = None if properties is None else properties.find(qn(tag))
        if found is not None:
            return found
    return None


def _value(parent: Any, tag: str) -> str:
    found = None if parent is None else parent.find(qn(tag))
    return "" if found is None else str(found.get(_W_VAL) or "")


def _is_on(found: Any) -> bool:
    return found is not None and found.get(_W_VAL) not in ("0", "false", "off")


def _number(found: Any) -> float | None:
    try:
        return None if found is None else float(found.get(_W_VAL))
    except (TypeError, ValueError):
        return None


def _lightness(color: str) -> float:
    """Of six hexadecimal digits, from 0 to 1; 0 for "auto" and what is no colour."""
    try:
        return min(int(color[at : at + 2], 16) for at in (0, 2, 4)) / 255 if len(color) == 6 else 0.0
    except ValueError:
        return 0.0


def _shade(shade: Any) -> str:
    """ "dark" or "light" of a ground that is shaded, "" of one that is not."""
    fill = "" if shade is None else str(shade.get(qn("w:fill")) or "")
    if fill in ("", "auto"):
        return ""
    return "light" if _lightness(fill) > _DARK else "dark"
