"""An import: looks at what each document holds, whatever its name is, and hands it to the format that knows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import chain, islice
from pathlib import Path
from typing import Any

from ..db import Db
from . import chatgpt, jan, lm_studio, open_webui, own_format
from .found_import import FoundImport
from .json_stream import Broken, Value, lines, values
from .own_import import OwnImport
from .sources import Document, documents, guarded, reading
from .tally import Progress, Tally
from .values import ArchiveError, BadRecordError, Format, FoundConversation, ImportReport

MAX_FOUND_CHARS = 256 << 20
"""Of one conversation of another program. It is in the memory as a whole while it is read."""

_HEAD_CHARS = 4_096
_OWN_START = f'[\n{{"type":"{own_format.HEADER_TYPE}"'
_LOOK_AHEAD = 100
"""How many elements of a file may be of no known kind before the file counts as something else."""

_Reader = Callable[[Mapping[str, Any]], FoundConversation]
_FOREIGN: tuple[tuple[Format, Callable[[Any], bool], _Reader], ...] = (
    (Format.CHATGPT, chatgpt.is_conversation, chatgpt.conversation),
    (Format.LM_STUDIO, lm_studio.is_conversation, lm_studio.conversation),
    (Format.OPEN_WEBUI, open_webui.is_conversation, open_webui.conversation),
)


def import_path(db: Db, path: Path, *, now: str, progress: Progress | None) -> ImportReport:
    """path: a file, a folder or a zip archive. now: the moment, for what has no date.

    Raises ArchiveError when nothing in it is known, StoreError when the store cannot take it; what was imported before
    stays, and importing again goes on behind it.
    """
    tally = Tally(progress)
    with documents(path, tally.problems) as found:
        _Import(db, path, found, now=now, tally=tally).run()
    return tally.report()


class _Import:
    def __init__(self, db: Db, path: Path, found: list[Document], *, now: str, tally: Tally) -> None:
        self._db = db
        self._path = path
        self._documents = found
        self._by_name = {document.name: document for document in found}
        self._now = now
        self._tally = tally
        self._others = FoundImport(db, now=now, tally=tally)
        self._done: set[str] = set()
        self._is_known = False

    def run(self) -> None:
        last_error: ArchiveError | None = None
        for document in self._documents:
            if document.name in self._done:
                continue
            try:
                self._document(document)
            except ArchiveError as error:
                last_error = error
                self._tally.problems.add(document.name, str(error))
        if not self._is_known:
            if last_error is not None and len(self._documents) == 1:
                raise last_error
            raise ArchiveError(
                f"{self._path} holds no conversations in a format that is known here. Inglenook imports its own "
                "archives, the export of ChatGPT (the .zip or its conversations.json), conversations of LM Studio, the "
                "threads folder of Jan, and the export of Open WebUI."
            )

    def _document(self, document: Document) -> None:
        with reading(document) as text, guarded(document):
            head = text.read(_HEAD_CHARS)
        if not head.lstrip().startswith(("[", "{")):
            return
        with reading(document) as text:
            if head.startswith(_OWN_START):
                self._own(document, _guarded(document, lines(text, max_chars=own_format.MAX_RECORD_CHARS)))
                return
            is_own = own_format.HEADER_TYPE in head
            limit = own_format.MAX_RECORD_CHARS if is_own else MAX_FOUND_CHARS
            found = _guarded(document, values(text, max_chars=limit))
            first = list(islice(found, 1))
            data = first[0].data if first and isinstance(first[0], Value) else None
            if own_format.is_header(data):
                self._own(document, chain(first, found))
            elif jan.is_thread(data) or jan.is_message(data):
                self._jan(document, is_thread=jan.is_thread(data))
            else:
                self._foreign(document, chain(first, found))

    def _recognised(self, kind: Format) -> None:
        self._is_known = True
        self._tally.recognised(kind)

    def _own(self, document: Document, found: Iterator[Value | Broken]) -> None:
        own = OwnImport(self._db, found, name=document.name, now=self._now, tally=self._tally)
        own.check_header()
        self._recognised(Format.INGLENOOK)
        own.run()

    def _foreign(self, document: Document, found: Iterator[Value | Broken]) -> None:
        """Each element is looked at by itself. Those of no known kind are told of only beside others that are known:
        exports hold more files than those with conversations."""
        unknown: list[tuple[str, str]] = []
        is_known = False
        for value in found:
            where = f"{document.name}, record {value.number}"
            if isinstance(value, Broken):
                unknown.append((where, f"It {value.reason}. It was left out."))
            else:
                kind = next((one for one in _FOREIGN if one[1](value.data)), None)
                if kind is None:
                    unknown.append((where, "It is no conversation in a format that is known here; it was left out."))
                else:
                    is_known = True
                    self._recognised(kind[0])
                    self._add(document.name if kind[0] is Format.LM_STUDIO else where, value.data, kind[2])
            if is_known:
                for problem in unknown:
                    self._tally.problems.add(*problem)
                unknown.clear()
            elif len(unknown) >= _LOOK_AHEAD:
                return
        if unknown and len(self._documents) == 1:
            where, why = unknown[0]
            raise ArchiveError(f"{where} cannot be imported. {why}")

    def _add(self, where: str, data: Mapping[str, Any], read: _Reader) -> None:
        try:
            found = read(data)
        except BadRecordError as error:
            self._tally.skipped(where, str(error))
            return
        self._others.add(found, where=where)

    def _jan(self, document: Document, *, is_thread: bool) -> None:
        other = self._beside(document, jan.MESSAGES_NAME if is_thread else jan.THREAD_NAME)
        thread_document, messages_document = (document, other) if is_thread else (other, document)
        self._done.update(one.name for one in (document, other) if one is not None)
        self._recognised(Format.JAN)
        if messages_document is None:
            self._tally.skipped(
                document.name, f"There is no {jan.MESSAGES_NAME} beside it, so its messages are missing."
            )
            return
        thread: Mapping[str, Any] = {}
        if thread_document is not None:
            for value in self._all(thread_document, values):
                thread = value if isinstance(value, dict) else {}
                break
        messages = self._all(messages_document, lines)
        self._add(document.name, {}, lambda _: jan.conversation(thread, messages))

    def _all(self, document: Document, split: Callable[..., Iterator[Value | Broken]]) -> list[Any]:
        """The values of a small document. Broken ones are reported."""
        found = []
        with reading(document) as text:
            for value in _guarded(document, split(text, max_chars=MAX_FOUND_CHARS)):
                if isinstance(value, Value):
                    found.append(value.data)
                else:
                    self._tally.problems.add(
                        f"{document.name}, line {value.number}", f"It {value.reason}. It was left out."
                    )
        return found

    def _beside(self, document: Document, name: str) -> Document | None:
        """The document of this name in the same folder, also when only one file of it was to be imported."""
        found = self._by_name.get(document.sibling_name(name))
        if found is not None or not self._path.is_file() or len(self._documents) != 1:
            return found
        path = self._path.with_name(name)
        return Document(name=name, open=lambda: path.open("rb")) if path.is_file() else None


def _guarded(document: Document, found: Iterator[Value | Broken]) -> Iterator[Value | Broken]:
    """What goes wrong with the document is told as such here, before a transaction takes it for its own trouble."""
    with guarded(document):
        yield from found
