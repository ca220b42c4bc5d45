"""What an import has done so far. Pure."""

from __future__ import annotations

from collections.abc import Callable

from .values import Format, ImportReport, Problems

Progress = Callable[[int], None]
"""Called with the number of conversations that were looked at, after each."""


class Tally:
    def __init__(self, progress: Progress | None) -> None:
        self.problems = Problems()
        self._formats: list[Format] = []
        self._conversation_ids: list[int] = []
        self._n_messages = 0
        self._n_present = 0
        self._n_seen = 0
        self._progress = progress

    def recognised(self, kind: Format) -> None:
        if kind not in self._formats:
            self._formats.append(kind)

    def imported(self, conversation_id: int, *, n_messages: int) -> None:
        self._conversation_ids.append(conversation_id)
        self._n_messages += n_messages
        self._seen()

    def present(self) -> None:
        self._n_present += 1
        self._seen()

    def skipped(self, where: str, why: str) -> None:
        self.problems.add(where, why)
        self._seen()

    def report(self) -> ImportReport:
        return ImportReport(
            formats=tuple(self._formats),
            conversation_ids=tuple(self._conversation_ids),
            n_messages=self._n_messages,
            n_present=self._n_present,
            problems=tuple(self.problems.kept),
            n_problems=self.problems.n_in_all,
        )

    def _seen(self) -> None:
        self._n_seen += 1
        if self._progress is not None:
            self._progress(self._n_seen)
