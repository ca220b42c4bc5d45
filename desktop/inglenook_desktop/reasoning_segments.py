"""Segments of an answer whose model reasons first: the reasoning folded into one, or laid open before the answer.

Wraps two `Segmenter`s of `markdown`, one for the reasoning and one for the answer; which text is which the engine's
`reasoning` tells. Nothing is lost: the sources of all segments joined are the text fed. Knows no Qt.
"""

from __future__ import annotations

from dataclasses import replace

from inglenook_engine.reasoning import Part, Run, Splitter

from .markdown import Segment, Segmenter, SegmentKind


class AnswerSegmenter:
    """As `Segmenter`: takes text in any portions, hands out segments as they close.

    Folded: all of the reasoning is one segment of kind REASONING. While it goes on, that segment is open and its source
    is the opening marker alone, so that it does not change with every token. Laid open: a REASONING segment for the
    opening marker, the segments of the reasoning, each with `is_reasoning`, and a RULE that stands for the closing
    marker. Text without reasoning gives what `Segmenter` gives.
    """

    def __init__(self, *, is_folded: bool = True) -> None:
        self._is_folded = is_folded
        self._splitter = Splitter()
        self._thought = Segmenter()
        self._answer = Segmenter()
        self._opening = ""
        self._held: list[str] = []  # folded: the markers and the reasoning so far; laid open: the closing marker
        self._has_answer = False

    def feed(self, text: str) -> list[Segment]:
        return self._take(self._splitter.feed(text))

    def finish(self) -> list[Segment]:
        closed = self._take(self._splitter.finish())
        return [*closed, *self._end_reasoning(), *self._answer.finish()]

    @property
    def open(self) -> Segment | None:
        """What has arrived of the segment that still grows."""
        if self._has_answer:
            return self._answer.open
        if self._held and self._is_folded:
            return _marker(self._opening, is_closed=False)
        growing = self._thought.open
        return None if growing is None else replace(growing, is_reasoning=True)

    @property
    def pending(self) -> str:
        """What was fed and is not in a closed segment yet."""
        return self._thought.pending + "".join(self._held) + self._answer.pending + self._splitter.held

    def _take(self, runs: list[Run]) -> list[Segment]:
        closed: list[Segment] = []
        for run in runs:
            match run.part:
                case Part.ANSWER:
                    if not self._has_answer:
                        closed += self._end_reasoning()
                        self._has_answer = True
                    closed += self._answer.feed(run.text)
                case Part.MARKER if not self._opening and not self._is_folded:
                    self._opening = run.text
                    closed.append(_marker(run.text))
                case Part.MARKER:
                    self._opening = self._opening or run.text
                    self._held.append(run.text)
                case Part.REASONING if self._is_folded:
                    self._held.append(run.text)
                case Part.REASONING:
                    closed += _of_reasoning(self._thought.feed(run.text))
        return closed

    def _end_reasoning(self) -> list[Segment]:
        closed = _of_reasoning(self._thought.finish())
        text = "".join(self._held)
        self._held.clear()
        if text:
            closed.append(_marker(text) if self._is_folded else replace(_marker(text), kind=SegmentKind.RULE))
        return closed


def _marker(source: str, *, is_closed: bool = True) -> Segment:
    return Segment(kind=SegmentKind.REASONING, source=source, is_closed=is_closed, is_reasoning=True)


def _of_reasoning(segments: list[Segment]) -> list[Segment]:
    return [replace(segment, is_reasoning=True) for segment in segments]
