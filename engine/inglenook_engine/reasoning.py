"""How models mark their reasoning, and how a text is told apart into reasoning and answer. Pure.

A model that reasons writes it before its answer, between two markers. Some templates write the first marker already,
others leave it to the model; some markers are control tokens, others plain text. The stored text of an answer holds
both markers as they were written, so that nothing is lost and the text can always be told apart again.

Sources: the chat templates of the models named at each convention.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Reasoning(StrEnum):
    """Whether a model that can reason is to do so. AUTO: as its template has it."""

    AUTO = "auto"
    ON = "on"
    OFF = "off"


class Part(StrEnum):
    """What a run of an answer's text is."""

    MARKER = "marker"
    REASONING = "reasoning"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Convention:
    """opening, closing: the markers, exactly as they are written. bare: what stands before an answer that was given
    without reasoning, "" where nothing does."""

    opening: str
    closing: str
    bare: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.opening, self.closing, self.bare)))


CONVENTIONS = (
    Convention(opening="<think>", closing="</think>"),  # DeepSeek R1, Qwen 3, QwQ, GLM 4.5, SmolLM 3, Phi-4 reasoning
    Convention(opening="<thinking>", closing="</thinking>"),
    Convention(opening="<thought>", closing="</thought>"),
    Convention(opening="<reasoning>", closing="</reasoning>"),
    Convention(opening="[THINK]", closing="[/THINK]"),  # Magistral, Ministral 3
    Convention(opening="<|START_THINKING|>", closing="<|END_THINKING|>"),  # Command A Reasoning
    Convention(opening="<seed:think>", closing="</seed:think>"),  # Seed-OSS
    Convention(opening="◁think▷", closing="◁/think▷"),  # Kimi-VL
    Convention(opening="<unused94>thought", closing="<unused95>"),  # MedGemma
    Convention(opening="<|channel>thought", closing="<channel|>"),  # Gemma 4
    Convention(
        opening="<|channel|>analysis<|message|>",
        closing="<|end|><|start|>assistant<|channel|>final<|message|>",
        bare="<|channel|>final<|message|>",
    ),  # gpt-oss
)

_STARTS = tuple((text, one) for one in CONVENTIONS for text in (one.opening, one.bare) if text)
_LONGEST_START = max(len(start) for start, _ in _STARTS)


def convention_in(text: str) -> Convention | None:
    """The first convention of which `text`, a chat template for instance, has a closing or an opening marker."""
    return next((one for one in CONVENTIONS if one.closing in text or one.opening in text), None)


def opened_at_end(prompt: str) -> Convention | None:
    """The convention whose reasoning the end of a prompt has begun, white space aside."""
    end = prompt.rstrip()
    return next((one for one in CONVENTIONS if end.endswith(one.opening)), None)


@dataclass(frozen=True, slots=True)
class Run:
    part: Part
    text: str


class Splitter:
    """Takes an answer's text in any portions and tells what each run of it is. The runs joined are the text fed.

    White space before the first marker counts as marker, and so does white space right after the closing one. Text
    that may become a marker waits for more.
    """

    def __init__(self) -> None:
        self._held = ""
        self._convention: Convention | None = None
        self._part: Part | None = None  # None until the beginning is understood
        self._skips_space = False

    @property
    def is_reasoning(self) -> bool:
        """The reasoning has begun and not ended."""
        return self._part is Part.REASONING

    @property
    def convention(self) -> Convention | None:
        """Of the reasoning that has begun; None for none so far."""
        return self._convention

    @property
    def held(self) -> str:
        """What was fed and is not in a run yet."""
        return self._held

    def feed(self, text: str) -> list[Run]:
        """O(len(text))."""
        return self._take(text, is_over=False)

    def finish(self) -> list[Run]:
        """Nothing follows: what was held is what it looks like."""
        return self._take("", is_over=True)

    def _take(self, text: str, *, is_over: bool) -> list[Run]:
        runs: list[Run] = []
        text, self._held = self._held + text, ""
        if self._part is None and text:
            text = self._begin(text, runs, is_over=is_over)
        if self._part is Part.REASONING and text:
            text = self._reason(text, runs, is_over=is_over)
        if self._part is Part.ANSWER and text:
            self._answer(text, runs)
        return runs

    def _begin(self, text: str, runs: list[Run], *, is_over: bool) -> str:
        body = text.lstrip()
        for start, convention in _STARTS:
            if body.startswith(start):
                at = len(text) - len(body) + len(start)
                runs.append(Run(Part.MARKER, text[:at]))
                self._convention = convention
                self._part = Part.REASONING if start == convention.opening else Part.ANSWER
                return text[at:]
        may_begin = not is_over and len(body) < _LONGEST_START
        if may_begin and any(start.startswith(body) for start, _ in _STARTS):
            self._held = text
            return ""
        self._part = Part.ANSWER
        return text

    def _reason(self, text: str, runs: list[Run], *, is_over: bool) -> str:
        assert self._convention is not None
        closing = self._convention.closing
        at = text.find(closing)
        if at < 0:
            n_held = 0 if is_over else _overlap(text, closing)
            self._held = text[len(text) - n_held :]
            _add(runs, Part.REASONING, text[: len(text) - n_held])
            return ""
        _add(runs, Part.REASONING, text[:at])
        runs.append(Run(Part.MARKER, closing))
        self._part, self._skips_space = Part.ANSWER, True
        return text[at + len(closing) :]

    def _answer(self, text: str, runs: list[Run]) -> None:
        if self._skips_space:
            body = text.lstrip()
            _add(runs, Part.MARKER, text[: len(text) - len(body)])
            self._skips_space = not body
            text = body
        _add(runs, Part.ANSWER, text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """An answer told apart. reasoning: "" for none. is_open: it was cut off before the answer began."""

    reasoning: str
    answer: str
    is_open: bool


def split(text: str) -> Parts:
    """A whole answer. O(len(text)); of one that does not begin with a marker the beginning alone is looked at."""
    splitter = Splitter()
    runs = [*splitter.feed(text), *splitter.finish()]
    return Parts(
        reasoning=_joined(runs, Part.REASONING).strip("\n"),
        answer=_joined(runs, Part.ANSWER),
        is_open=splitter.is_reasoning,
    )


def answer_of(text: str) -> str:
    """The answer alone, for a title, a search or the next turn. Of one that was cut off in its reasoning: ""."""
    return split(text).answer


def _joined(runs: Iterable[Run], part: Part) -> str:
    return "".join(run.text for run in runs if run.part is part)


def _add(runs: list[Run], part: Part, text: str) -> None:
    if text:
        runs.append(Run(part, text))


def _overlap(text: str, marker: str) -> int:
    """The length of the longest end of `text` with which `marker` begins."""
    tail = text[-(len(marker) - 1) :] if len(marker) > 1 else ""
    return next((len(tail) - at for at in range(len(tail)) if marker.startswith(tail[at:])), 0)
