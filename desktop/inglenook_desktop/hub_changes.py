"""What is another in a variant at the hub than in the older version of it that is here, by the headers of both.

Reads what is on this machine alone: the file that is here, and first bytes that came for a plan. Asks nobody, and swaps
nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from .fetcher.protocol import Shown
from .header_reading import HeaderReading
from .hub.updates import LocalFile, Update, compare, with_headers
from .hub.variants import Variant
from .library.details import HeaderFacts
from .library_keeping import HubFileHere

MAX_KNOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    """model: its path in the library. first: its first file, and head: the first bytes of the one at the hub."""

    tag: str
    model: Path
    first: Path
    head: Path
    update: Update


class HubChanges(QObject):
    """explained: the path of a model that is here, and the Update with what both headers say. Headers that cannot be
    read say nothing."""

    explained = Signal(object, object)

    def __init__(self, environment: Mapping[str, str], parent: QObject | None = None) -> None:
        """environment: of the child that reads headers."""
        super().__init__(parent)
        self._questions: list[_Question] = []
        self._known: dict[tuple[str, str], Update] = {}
        self._headers = HeaderReading(environment, self)
        self._headers.read.connect(self._on_read)

    def known(self, shown: Shown, variant: Variant) -> Update | None:
        return self._known.get((shown.commit, variant.tag))

    def ask(self, shown: Shown, variant: Variant, *, head: Path, local: Collection[HubFileHere]) -> None:
        """head: the first bytes of the variant's first file. local: of the hub's files, those that are here."""
        if (shown.commit, variant.tag) in self._known:
            return
        questions = _questions(shown, variant, head, local)
        if questions:
            self._questions = questions
            self._headers.ask([head, *(one.first for one in questions)])

    def shut_down(self) -> None:
        self._headers.shut_down()

    def _on_read(self, facts: Mapping[Path, HeaderFacts]) -> None:
        questions, self._questions = self._questions, []
        if len(self._known) >= MAX_KNOWN:
            self._known.clear()
        for one in questions:
            update = with_headers(one.update, facts.get(one.first), facts.get(one.head))
            if update.headers is not None:
                self._known[(update.commit, one.tag)] = update
                self.explained.emit(one.model, update)


def _questions(shown: Shown, variant: Variant, head: Path, local: Collection[HubFileHere]) -> list[_Question]:
    """About each older version that is here, from whatever commit; [] where the one at the hub is here too."""
    by_model: dict[Path, dict[str, HubFileHere]] = {}
    for file in local:
        if file.repository == shown.repository:
            by_model.setdefault(file.model, {})[file.name] = file
    questions = []
    for model, files in by_model.items():
        here = [files[file.name] for file in variant.files if file.name in files]
        if not here or here[0].name != variant.files[0].name:
            continue
        known = [LocalFile(name=one.name, size_bytes=one.size_bytes, digest=one.digest) for one in here]
        update = compare(known, here[0].commit, shown)
        if not update.is_update:
            return []
        if update.header_change is not None:
            questions.append(_Question(tag=variant.tag, model=model, first=here[0].path, head=head, update=update))
    return questions
