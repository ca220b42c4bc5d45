"""From messages to token ids.

Text from people and documents never becomes a control token: control tokens are looked for in the template's own
text alone; everything else is tokenised as plain text. What lies between two control tokens is tokenised as one
run, template and content together, so harmless text gives exactly the ids that llama.cpp gives for the whole
rendered prompt. Knows templates and a vocabulary, not the model.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from .builtin_templates import family_for, says_chat
from .content import Span
from .errors import EngineError
from .reasoning import Convention, Reasoning, convention_in, split
from .reasoning_prompt import (
    behind_lead,
    ended,
    lead_of,
    tail_that_spells,
    variables_of,
    without_reasoning,
)
from .template import ChatTemplate, TemplateError
from .types import FailureKind, Message, Role, TemplateOrigin


class ControlToken(Protocol):
    """text: its spelling, UTF-8. lstrip, rstrip: it takes the white space before or after it with it."""

    @property
    def id(self) -> int: ...
    @property
    def text(self) -> bytes: ...
    @property
    def lstrip(self) -> bool: ...
    @property
    def rstrip(self) -> bool: ...


class Vocabulary(Protocol):
    """What prompts need of `inglenook_native.Vocab`. tokenize: plain text, never a control token."""

    @property
    def bos(self) -> int: ...
    @property
    def adds_bos(self) -> bool: ...
    @property
    def n_tokens(self) -> int: ...
    def tokenize(self, text: bytes) -> list[int]: ...
    def piece(self, token: int) -> bytes: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelTexts:
    """What a model says about its prompts. template: its own Jinja source or None. names: from its metadata and
    its file, to tell chat models from base models."""

    template: str | None
    bos_token: str
    eos_token: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A piece of a prompt that is tokenised by itself. ids: where they are known already; otherwise its text is plain.
    parts: its text, not empty, and whose it is."""

    parts: tuple[Span, ...]
    ids: tuple[int, ...] = ()

    @property
    def data(self) -> bytes:
        return "".join(part.text for part in self.parts).encode("utf-8", "replace")


class Prompter:
    """Makes prompts for one model. `origin` and `template_name` say which template it uses, `reasoning` how the model
    marks its reasoning, None for one that does not reason.

    A template of the model's own that does not compile is replaced by a built-in one of its family when there is
    one; otherwise `prompt` raises EngineError(TEMPLATE).
    """

    def __init__(self, texts: ModelTexts, vocabulary: Vocabulary, control_tokens: Sequence[ControlToken]) -> None:
        self._vocabulary = vocabulary
        self._controls = {token.text.decode("utf-8", "replace"): token for token in control_tokens if token.text}
        longest_first = sorted(self._controls, key=len, reverse=True)
        self._control = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")
        self._template: ChatTemplate | None = None
        self._source = ""
        self._problem = ""
        self.origin, self.template_name = TemplateOrigin.NONE, ""
        self._choose_template(texts)
        self.reasoning: Convention | None = convention_in(self._source)

    def _choose_template(self, texts: ModelTexts) -> None:
        def compiled(source: str) -> ChatTemplate:
            template = ChatTemplate(source, bos_token=texts.bos_token, eos_token=texts.eos_token)
            self._source = source
            return template

        if texts.template is not None:
            try:
                self._template = compiled(texts.template)
                self.origin, self.template_name = TemplateOrigin.MODEL, "the model's own"
                return
            except TemplateError as error:
                self._problem = str(error)
        family = family_for(self._controls)
        if family is not None and (texts.template is not None or says_chat(*texts.names)):
            self._template = compiled(family.source)
            self.origin, self.template_name = TemplateOrigin.BUILT_IN, family.name
        elif texts.template is not None:
            self.origin, self.template_name = TemplateOrigin.MODEL, "the model's own, which does not work"

    @property
    def marker_tokens(self) -> list[int]:
        """Control tokens of which the markers of reasoning are made: a reader of answers must see them."""
        if self.reasoning is None:
            return []
        return [token.id for text, token in self._controls.items() if any(text in m for m in self.reasoning.texts)]

    def heard(self, messages: Sequence[Message]) -> list[Message]:
        """The messages without earlier reasoning, as the model gets them: for `render`, `runs` and `tokenize`."""
        return without_reasoning(messages, self._source)

    def render(
        self, messages: Sequence[Message], *, is_alone: bool = True, reasoning: Reasoning = Reasoning.AUTO
    ) -> tuple[Span, ...]:
        """The prompt's text: it asks for the next assistant message, or ends right behind the last one, to go on there.

        An answer that goes on stands behind the prompt that asked for it, as when it was written. In its place in a
        conversation templates change it: they trim it, or leave its reasoning out. Whether it has reasoning, not
        `reasoning`, says which prompt that was.
        is_alone: as for `ChatTemplate.render`.
        Raises EngineError(TEMPLATE), and EngineError(BAD_REQUEST) for an answer to nothing.
        """
        if self._template is not None and messages and messages[-1].role is Role.ASSISTANT:
            *above, answer = messages
            if not above:
                raise EngineError(
                    FailureKind.BAD_REQUEST,
                    "This answer stands at the beginning of the conversation, so there is no question with which the "
                    "model could continue it. Write a message instead.",
                )
            spans = self._render(above, self._reasoning_of(answer.content), is_alone=is_alone)
            return (*spans, Span(behind_lead(answer.content, lead_of(spans)), len(above)))
        return self._render(messages, reasoning, is_alone=is_alone)

    def _reasoning_of(self, content: str) -> Reasoning:
        """With what an answer was asked for that begins so."""
        if self.reasoning is None:
            return Reasoning.AUTO
        parts = split(content)
        has_reasoning = parts.reasoning or parts.is_open or self.reasoning.closing in content
        return Reasoning.ON if has_reasoning else Reasoning.OFF

    def closing(self, marker: str) -> list[int]:
        """The ids that end a reasoning on the model's behalf. marker: of its convention."""
        runs = self.runs((Span(f"\n{marker}\n\n", None),), ())
        return [token for run in runs for token in run.ids or self._vocabulary.tokenize(run.data)]

    def _render(self, messages: Sequence[Message], reasoning: Reasoning, *, is_alone: bool) -> tuple[Span, ...]:
        if self._template is not None:
            try:
                spans = self._template.render(messages, is_alone=is_alone, variables=variables_of(reasoning))
            except TemplateError as error:
                raise _template_failure(str(error)) from error
            return ended(spans, reasoning, self.reasoning, self._source)
        if self.origin is TemplateOrigin.MODEL:
            raise _template_failure(self._problem)
        return _plain_text(messages)

    def tokenize(self, spans: Sequence[Span], messages: Sequence[Message]) -> list[int]:
        """The prompt's token ids, with the beginning-of-sequence token exactly once where the model wants it.

        An assistant message that carries the ids the model produced is not tokenised again.
        """
        tokens: list[int] = []
        for run in self.runs(spans, messages):
            tokens.extend(run.ids or self._vocabulary.tokenize(run.data))
        if self.lacks_bos(tokens[0] if tokens else None):
            tokens.insert(0, self._vocabulary.bos)
        return tokens

    def lacks_bos(self, first: int | None) -> bool:
        """Whether the beginning-of-sequence token comes before `first`, the first id, None where there is none."""
        return self._vocabulary.adds_bos and self._vocabulary.bos >= 0 and first != self._vocabulary.bos

    def runs(self, spans: Sequence[Span], messages: Sequence[Message]) -> Iterator[Run]:
        """What is tokenised by itself, in order; none is empty."""
        parts: list[Span] = []
        strip_next = False

        def flush(*, strip_end: bool = False) -> Iterator[Run]:
            nonlocal strip_next
            text = "".join(part.text for part in parts)
            start = len(text) - len(text.lstrip()) if strip_next else 0
            end = len(text.rstrip()) if strip_end else len(text)
            if start < end:
                strip_next = False
                yield Run(parts=_cut(parts, start, end))
            parts.clear()

        for span in spans:
            if span.message is None:
                position = 0
                for match in self._control.finditer(span.text):
                    control = self._controls[match[0]]
                    parts.append(Span(span.text[position : match.start()], None))
                    yield from flush(strip_end=control.lstrip)
                    yield Run(parts=(Span(match[0], None),), ids=(control.id,))
                    strip_next = control.rstrip
                    position = match.end()
                parts.append(Span(span.text[position:], None))
            elif ids := self._known_tokens(span, messages[span.message]):
                yield from flush()
                yield Run(parts=(span,), ids=ids)
                strip_next = False
            else:
                parts.append(span)
        yield from flush()

    def _known_tokens(self, span: Span, message: Message) -> tuple[int, ...]:
        """The ids of an answer that the template shows unchanged but for white space at its ends and its reasoning;
        else ().

        They may be another model's, whose answer this conversation holds.
        """
        if message.role is not Role.ASSISTANT or not message.tokens:
            return ()
        if min(message.tokens) < 0 or max(message.tokens) >= self._vocabulary.n_tokens:
            return ()
        if span.text.strip() == message.content.strip() or message.content.endswith(span.text):
            spelled = b"".join(map(self._vocabulary.piece, message.tokens)).decode("utf-8", "replace")
            if spelled == span.text or span.text.strip() == spelled.strip() == message.content.strip():
                return message.tokens
        return tail_that_spells(message.tokens, span.text, self._vocabulary.piece)


def spoken(messages: Iterable[Message]) -> list[Message]:
    """Without the answers that say nothing (yet)."""
    return [message for message in messages if message.content or message.role is not Role.ASSISTANT]


def check_fit(n_prompt: int, n_ctx: int) -> None:
    """Raises EngineError(CONTEXT_OVERFLOW) unless the prompt leaves room for at least one token of an answer."""
    if n_prompt >= n_ctx:
        raise EngineError(
            FailureKind.CONTEXT_OVERFLOW,
            f"This conversation is {n_prompt:,} tokens long and the model's context holds {n_ctx:,}. "
            "Shorten the message, start a new conversation, or load the model with a larger context.",
        )


def _cut(parts: Iterable[Span], start: int, end: int) -> tuple[Span, ...]:
    """The characters from start to end, and whose they are."""
    cut: list[Span] = []
    position = 0
    for part in parts:
        text = part.text[max(0, start - position) : max(0, end - position)]
        if text:
            cut.append(Span(text, part.message))
        position += len(part.text)
    return tuple(cut)


def _plain_text(messages: Sequence[Message]) -> tuple[Span, ...]:
    """A base model continues the text: system and person's turns stand alone, an answer follows its question."""
    spans: list[Span] = []
    for index, message in enumerate(messages):
        if index and message.role is not Role.ASSISTANT:
            spans.append(Span("\n\n", None))
        spans.append(Span(message.content, index))
    return tuple(spans)


def _template_failure(problem: str) -> EngineError:
    return EngineError(
        FailureKind.TEMPLATE,
        f"The model's chat template failed: {problem}. Try another file of this model, or another model.",
        detail=problem,
    )
