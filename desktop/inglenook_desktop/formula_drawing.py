"""Formulas as shapes: asks the child that draws them (`maths`), one after another, and keeps the answers.

What the child reads was written by a model, so it has limits: one that takes too long is ended, and its formula keeps
its source. The child starts with the first formula and ends when none has come for a while. Everything happens on the
GUI thread; nothing waits.
"""

from __future__ import annotations

import logging
import re
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from inglenook_engine.errors import WireError
from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Qt, QTimer, Signal
from PySide6.QtGui import QPainterPath, QPainterPathStroker, QPixmapCache, QTransform

from .frames import LineReader
from .markdown_maths import Formula
from .maths.wire import MAX_EM, MAX_LINE_BYTES, Draw, Drawn, Refused, decode_answer, encode_draw, maths_command

_log = logging.getLogger("inglenook.ui")

PATIENCE_MS = 5_000
"""For one formula; those of people take 2 to 20, a derivation of a page half a second."""
START_PATIENCE_MS = 15_000
"""For the first, with the start of the child."""
IDLE_MS = 60_000
MAX_DEATHS = 3
"""So many in a row, and nothing is drawn for REST_S."""
REST_S = 60.0
KEPT = 4_000
KEPT_ELEMENTS = 400_000
"""Points of all outlines that are kept; about 12 MB. A formula of people has 50 to 500."""
MAX_ASKED = 4
"""Times that one formula is asked for, when it was forgotten in between: no screen of formulas turns in a circle."""
MAX_WAITING = 500
TOGETHER_MS = 33
"""Answers that come within this time, a frame, are told together."""

_ROOM = 0.04
"""Above and below a shape, in em: the edge of a stroke is soft."""
_OUTLINE = re.compile(
    r"(?:(?:[ML](?: -?\d{1,7}){2}|Q(?: -?\d{1,7}){4}|C(?: -?\d{1,7}){6}|Z)(?: (?=[MLQCZ])|$))*", re.ASCII
)


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """A formula to be filled in any colour. All in em; y downwards from the baseline. pictures: where in Qt's cache it
    is, painted already, by size, scale and colour."""

    path: QPainterPath
    width: float
    ascent: float
    descent: float
    pictures: dict[tuple[float, float, int], QPixmapCache.Key] = field(default_factory=dict)


class FormulaDrawing(QObject):
    """drawn: the formulas, a frozenset, that have a shape now. environment: of the child."""

    drawn = Signal(object)

    def __init__(
        self,
        environment: Mapping[str, str],
        parent: QObject | None = None,
        *,
        command: Sequence[str] = (),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._environment = QProcessEnvironment()
        for name, value in environment.items():
            self._environment.insert(name, value)
        self._command = list(command) or maths_command()
        self._clock = clock
        self._shapes: OrderedDict[Formula, Shape | None] = OrderedDict()
        self._n_elements = 0
        self._n_asked: dict[Formula, int] = {}
        self._waiting: OrderedDict[Formula, None] = OrderedDict()
        self._asked: tuple[int, Formula] | None = None
        self._number = 0
        self._process: QProcess | None = None
        self._has_answered = False
        self._deaths = 0
        self._rests_until = 0.0
        self._is_over = False
        self._fresh: set[Formula] = set()
        self._reader = LineReader(decode_answer, max_bytes=MAX_LINE_BYTES, child="maths child")
        self._patience = self._timer(self._on_impatient)
        self._idle = self._timer(self._let_go, IDLE_MS)
        self._telling = self._timer(self._tell, TOGETHER_MS)

    def _timer(self, slot: Callable[[], None], interval_ms: int = 0) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval_ms)
        timer.timeout.connect(slot)
        return timer

    def shape(self, formula: Formula) -> Shape | None:
        """None where there is none, or not yet: then it is asked for, and `drawn` tells when it is there."""
        if formula in self._shapes:
            self._shapes.move_to_end(formula)
            return self._shapes[formula]
        if self._n_asked.get(formula, 0) >= MAX_ASKED:
            return None
        self._waiting[formula] = None
        self._waiting.move_to_end(formula)
        if len(self._waiting) > MAX_WAITING:
            self._waiting.popitem(last=False)  # it is asked for again when it is shown again
        self._ask_next()
        return None

    @property
    def is_at_work(self) -> bool:
        return self._asked is not None or self._telling.isActive()

    @property
    def has_child(self) -> bool:
        return self._process is not None

    def shut_down(self, wait_ms: int = 400) -> None:
        """For the end of the program: no child outlives it, and none is started any more."""
        self._is_over = True
        self._waiting.clear()
        self._drop_child()
        for process in self.findChildren(QProcess):  # those that were ended before too
            process.kill()
            process.waitForFinished(wait_ms)

    # asking

    def _ask_next(self) -> None:
        is_resting = self._is_over or self._clock() < self._rests_until
        if self._asked is not None or not self._waiting or is_resting:
            return
        self._idle.stop()
        formula, _ = self._waiting.popitem()  # what was asked for last is in view
        self._number += 1
        self._asked = self._number, formula
        if self._process is None:
            self._start()
        process = self._process
        if process is None:
            return
        self._patience.start(PATIENCE_MS if self._has_answered else START_PATIENCE_MS)
        process.write(encode_draw(Draw(number=self._number, latex=formula.latex, is_display=formula.is_display)))

    def _start(self) -> None:
        process = QProcess(self)
        process.setProcessEnvironment(self._environment)
        process.setStandardErrorFile(QProcess.nullDevice())
        process.readyReadStandardOutput.connect(self._on_output)
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error)
        self._process = process
        self._has_answered = False
        self._reader = LineReader(decode_answer, max_bytes=MAX_LINE_BYTES, child="maths child")
        process.start(self._command[0], self._command[1:])

    def _on_output(self) -> None:
        process = self._process
        if process is None or process is not self.sender():
            return
        for answer in self._reader.feed(bytes(process.readAllStandardOutput().data())):
            self._take(answer)

    def _take(self, answer: Drawn | Refused) -> None:
        if self._asked is None or answer.number != self._asked[0]:
            return
        self._has_answered = True
        self._deaths = 0
        shape = None
        if isinstance(answer, Drawn):
            try:
                shape = _shape_of(answer)
            except WireError as error:
                _log.warning("a formula could not be used: %s", error)
        else:
            _log.debug("a formula is not drawn: %s", answer.why)
        self._settle(shape)
        self._ask_next()
        if self._asked is None:
            self._idle.start()

    def _settle(self, shape: Shape | None) -> None:
        self._patience.stop()
        if self._asked is None:
            return
        _, formula = self._asked
        self._asked = None
        self._keep(formula, shape)
        if shape is not None:
            self._fresh.add(formula)
            if not self._telling.isActive():
                self._telling.start()

    def _keep(self, formula: Formula, shape: Shape | None) -> None:
        self._shapes[formula] = shape
        self._n_elements += _size_of(shape)
        while len(self._shapes) > KEPT or (self._n_elements > KEPT_ELEMENTS and len(self._shapes) > 1):
            forgotten, old = self._shapes.popitem(last=False)
            self._n_elements -= _size_of(old)
            if len(self._n_asked) > KEPT:
                self._n_asked.clear()
            self._n_asked[forgotten] = self._n_asked.get(forgotten, 0) + 1

    def _tell(self) -> None:
        fresh, self._fresh = frozenset(self._fresh), set()
        self.drawn.emit(fresh)

    # the child's end

    def _let_go(self) -> None:
        """It ends by itself when its stdin closes."""
        process = self._drop_child()
        if process is not None:
            process.closeWriteChannel()

    def _drop_child(self) -> QProcess | None:
        for timer in (self._patience, self._idle):
            timer.stop()
        process, self._process = self._process, None
        self._asked = None
        if process is not None:
            process.finished.connect(process.deleteLater)
        return process

    def _on_impatient(self) -> None:
        _log.warning("a formula took too long to draw and keeps its source")
        self._bury()

    def _on_finished(self) -> None:
        if self._process is not None and self._process is self.sender():
            _log.warning("the child that draws formulas ended (exit status %d)", self._process.exitCode())
            self._bury()

    def _on_error(self, error: QProcess.ProcessError) -> None:
        """Only a start that failed has no `finished` after it."""
        process = self._process
        if error == QProcess.ProcessError.FailedToStart and process is not None and process is self.sender():
            _log.warning("no formula is drawn: %s", process.errorString())
            self._deaths = MAX_DEATHS
            self._bury()

    def _bury(self) -> None:
        """The formula that it was at keeps its source, for good; the others wait for another child."""
        self._settle(None)
        process = self._drop_child()
        if process is not None:
            process.kill()
        self._deaths += 1
        if self._deaths >= MAX_DEATHS:
            self._rests_until = self._clock() + REST_S
            self._deaths = 0
            self._waiting.clear()
        self._ask_next()


def _size_of(shape: Shape | None) -> int:
    return 1 if shape is None else shape.path.elementCount()


def _shape_of(answer: Drawn) -> Shape:
    """Raises WireError where an outline is none."""
    path = _path_of(answer.outline)
    for stroke in answer.strokes:
        stroker = QPainterPathStroker()
        stroker.setWidth(max(0.0, min(stroke.width, 1000.0)) / 1000)
        path.addPath(stroker.createStroke(_path_of(stroke.outline)))
    # what the library calls a formula's box leaves out the ends of some brackets
    box = path.boundingRect()
    if max(box.width(), box.height(), abs(box.top()), abs(box.left())) > MAX_EM:
        raise WireError("an outline beyond any measure")
    path.translate(max(0.0, -box.left()), 0.0)
    width = max(answer.width, path.boundingRect().right())
    return Shape(path, width, max(answer.ascent, -box.top()) + _ROOM, max(answer.descent, box.bottom()) + _ROOM)


def _path_of(outline: str) -> QPainterPath:
    """In em. One long outline takes milliseconds, so it is looked at as a whole first and then simply followed."""
    if not _OUTLINE.fullmatch(outline):
        raise WireError("an outline that is none")
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    words = iter(outline.split())
    for command in words:
        if command == "L":
            path.lineTo(int(next(words)), int(next(words)))
        elif command == "Q":
            path.quadTo(int(next(words)), int(next(words)), int(next(words)), int(next(words)))
        elif command == "M":
            path.moveTo(int(next(words)), int(next(words)))
        elif command == "C":
            path.cubicTo(*(int(next(words)) for _ in range(6)))
        else:
            path.closeSubpath()
    return QTransform.fromScale(0.001, 0.001).map(path)
