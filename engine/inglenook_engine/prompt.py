"""From messages to token ids.

Text from people and documents never becomes a control token: control tokens are looked for in the template's own
text alone; everything else is tokenised as plain text. What lies between two control tokens is tokenised as one
run, template and content together, so harmless text gives exactly the ids that llama.cpp gives for the whole
rendered prompt. Knows templates and a vocabulary, not the model.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from .builtin_templates import family_for, says_chat
from .content import Span
from .errors import EngineError
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


class Prompter:
    """Makes prompts for one model. `origin` and `template_name` say which template it uses.

    A template of the model's own that does not compile is replaced by a built-in one of its family when there is
    one; otherwise `prompt` raises EngineError(TEMPLATE).
    """

    def __init__(self, texts: ModelTexts, vocabulary: Vocabulary, control_tokens: Sequence[ControlToken]) -> None:
        self._vocabulary = vocabulary
        self._controls = {token.text.decode("utf-8", "replace"): token for token in control_tokens if token.text}
        longest_first = sorted(self._controls, key=len, reverse=True)
        self._control = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")
        self._template: ChatTemplate | None = None
        self._problem = ""
        self.origin, self.template_name = TemplateOrigin.NONE, ""
        self._choose_template(texts)

    def _choose_template(self, texts: ModelTexts) -> None:
        def compiled(source: str) -> ChatTemplate:
            return ChatTemplate(source, bos_token=texts.bos_token, eos_token=texts.eos_token)

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

    def render(self, messages: Sequence[Message]) -> tuple[Span, ...]:
        """The prompt's text: it asks for the next assistant message, or ends right behind the last one, to go on there.

        An answer that goes on stands behind the prompt that asked for it, as when it was written. In its place in a
        conversation templates change it: they trim it, or leave its reasoning out.
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
            return (*self._render(above), Span(answer.content, len(above)))
        return self._render(messages)

    def _render(self, messages: Sequence[Message]) -> tuple[Span, ...]:
        if self._template is not None:
            try:
                return self._template.render(messages)
            except TemplateError as error:
                raise _template_failure(str(error)) from error
        if self.origin is TemplateOrigin.MODEL:
            raise _template_failure(self._problem)
        return _plain_text(messages)

    def tokenize(self, spans: Sequence[Span], messages: Sequence[Message]) -> list[int]:
        """The prompt's token ids, with the beginning-of-sequence token exactly once where the model wants it.

        An assistant message that carries the ids the model produced is not tokenised again.
        """
        tokens: list[int] = []
        run: list[str] = []
        strip_next = False

        def flush(*, strip_end: bool = False) -> None:
            nonlocal strip_next
            text = "".join(run)
            run.clear()
            if strip_next:
                text = text.lstrip()
            if strip_end:
                text = text.rstrip()
            if text:
                strip_next = False
                tokens.extend(self._vocabulary.tokenize(text.encode("utf-8", "replace")))

        for span in spans:
            if span.message is None:
                position = 0
                for match in self._control.finditer(span.text):
                    control = self._controls[match[0]]
                    run.append(span.text[position : match.start()])
                    flush(strip_end=control.lstrip)
                    tokens.append(control.id)
                    strip_next = control.rstrip
                    position = match.end()
                run.append(span.text[position:])
            elif ids := self._known_tokens(span, messages[span.message]):
                flush()
                tokens.extend(ids)
                strip_next = False
            else:
                run.append(span.text)
        flush()
        if self._vocabulary.adds_bos and self._vocabulary.bos >= 0 and tokens[:1] != [self._vocabulary.bos]:
            tokens.insert(0, self._vocabulary.bos)
        return tokens

    def _known_tokens(self, span: Span, message: Message) -> tuple[int, ...]:
        """The ids of an answer that the template shows unchanged but for white space at its ends; else ().

        They may be another model's, whose answer this conversation holds.
        """
        if message.role is not Role.ASSISTANT or not message.tokens or span.text.strip() != message.content.strip():
            return ()
        if min(message.tokens) < 0 or max(message.tokens) >= self._vocabulary.n_tokens:
            return ()
        spelled = b"".join(map(self._vocabulary.piece, message.tokens)).decode("utf-8", "replace")
        return message.tokens if spelled == message.content else ()


def check_fit(n_prompt: int, n_ctx: int) -> None:
    """Raises EngineError(CONTEXT_OVERFLOW) unless the prompt leaves room for at least one token of an answer."""
    if n_prompt >= n_ctx:
        raise EngineError(
            FailureKind.CONTEXT_OVERFLOW,
            f"This conversation is {n_prompt:,} tokens long and the model's context holds {n_ctx:,}. "
            "Shorten the message, start a new conversation, or load the model with a larger context.",
        )


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
