"""Files on their way through the inspector, a few children at a time, and of those that wait several to a child: to
start one takes longer than to read a small text. Everything happens on the GUI thread; nothing waits.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from inglenook_engine.extract_types import ExtractProblem
from PySide6.QtCore import QCoreApplication, QObject, Signal

from .attachments import tidy_name
from .extracting import (
    CRASHED,
    MAX_OUTPUT_BYTES,
    NOT_STARTED,
    PATIENCE_S,
    Extracted,
    extracted_each,
    sentence,
    words_of,
)
from .frames import engine_environment
from .one_shot_child import ChildAnswer, ChildTrouble, OneShotChild

MOST_CHILDREN = 2
"""At a time: each may take as much memory as the inspector allows, and the engine needs the other cores."""

MOST_TOGETHER = 12
"""Files that a child is asked for; what it leaves is asked again, as is each alone when it ends without an answer."""

ALONE = (".pdf", ".docx")
"""By the names' ends, what is parsed: a child reads nothing beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """key: of whoever asks. path: of a file; None for data that is here already."""

    key: Hashable
    name: str
    path: str | None = None
    data: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspected:
    """found: None where there is no text; refusal then says why, in the window's language."""

    asked: Inspection
    found: Extracted | None
    refusal: str = ""


class Inspecting(QObject):
    """inspected: an Inspected, for each question that was not dropped, in their order. idle: nothing is asked any more.

    command: of a child, from the paths of files, or none for data; environ: what that child may see some of."""

    inspected = Signal(object)
    idle = Signal()

    def __init__(
        self,
        command: Callable[..., list[str]],
        environ: Mapping[str, str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._command = command
        self._open: deque[_Job] = deque()  # in the order in which they were asked, and are answered
        self._asked: list[Sequence[_Job]] = [()] * MOST_CHILDREN  # of each child
        self._children: list[OneShotChild] = []
        for place in range(MOST_CHILDREN):
            child = OneShotChild(
                engine_environment(environ),
                patience_ms=round(PATIENCE_S * 1000),
                max_output_bytes=MAX_OUTPUT_BYTES,
                name="reading of an attached file",
                parent=self,
            )
            child.answered.connect(partial(self._on_answer, place))
            self._children.append(child)

    def ask(self, inspection: Inspection) -> None:
        self._open.append(_Job(inspection))
        self._go_on()

    def drop(self, key: Hashable) -> None:
        """Nobody wants what was asked under this key."""
        dropped = [job for job in self._open if job.asked.key == key]
        for job in dropped:
            self._open.remove(job)
            if job.place is not None and not self._read_by(job.place):
                self._children[job.place].stop()
                self._asked[job.place] = ()
        if dropped:
            self._hand_over()

    def shut_down(self) -> None:
        """For the end of the program: no child outlives it."""
        self._open.clear()
        for child in self._children:
            child.shut_down()

    def _go_on(self) -> None:
        """Every child has something to read, as long as there is something."""
        for place in range(MOST_CHILDREN):
            if not self._read_by(place):
                jobs = self._next()
                if not jobs:
                    return
                for job in jobs:
                    job.place = place
                self._asked[place] = jobs
                paths = [job.asked.path for job in jobs if job.asked.path is not None]
                self._children[place].ask(self._command(*paths), jobs[0].asked.data)

    def _read_by(self, place: int) -> list[_Job]:
        """By this child; only what is still wanted."""
        return [job for job in self._open if job.place == place]

    def _next(self) -> list[_Job]:
        """What waits longest, and what may be read beside it; the other children have a share of that."""
        unread = [job for job in self._open if job.place is None and job.answer is None]
        if not unread or not unread[0].may_share:
            return unread[:1]
        sharing = [job for job in unread if job.may_share]
        return sharing[: min(MOST_TOGETHER, -(-len(sharing) // MOST_CHILDREN))]

    def _on_answer(self, place: int, told: ChildAnswer) -> None:
        jobs = self._asked[place]
        each = extracted_each(told.output, len(jobs)) if told.trouble is None else []
        for job, found in zip(jobs, each, strict=False):
            is_text = found.answer.problem is None
            refusal = "" if is_text else _refusal(job.asked.name, found, None)
            job.answer = Inspected(asked=job.asked, found=found if is_text else None, refusal=refusal)
        if not each and len(jobs) == 1:
            refusal = _refusal(jobs[0].asked.name, None, told.trouble)
            jobs[0].answer = Inspected(asked=jobs[0].asked, found=None, refusal=refusal)
        for job in jobs:
            job.place = None
            job.is_alone = not each
        self._asked[place] = ()
        self._hand_over()

    def _hand_over(self) -> None:
        """What is read, up to the first that is not; whoever takes it may drop or ask others."""
        self._go_on()
        while self._open and self._open[0].answer is not None:
            self.inspected.emit(self._open.popleft().answer)
        if not self._open:
            self.idle.emit()


class _Job:
    """place: of the child that reads it. answer: as soon as it is read. is_alone: a child ended over it and others."""

    def __init__(self, asked: Inspection) -> None:
        self.asked = asked
        self.place: int | None = None
        self.answer: Inspected | None = None
        self.is_alone = False

    @property
    def may_share(self) -> bool:
        return self.asked.path is not None and not self.is_alone and not self.asked.path.lower().endswith(ALONE)


def _refusal(name: str, found: Extracted | None, trouble: ChildTrouble | None) -> str:
    if found is not None and found.answer.problem is not None:
        template, values = words_of(found.answer.problem, name, found.answer.detail)
    elif trouble is ChildTrouble.TOO_LONG:
        template, values = words_of(ExtractProblem.TOO_SLOW, name, "")
    else:
        template, values = (NOT_STARTED if trouble is ChildTrouble.NOT_STARTED else CRASHED), (tidy_name(name),)
    return sentence(QCoreApplication.translate("", template), values)
