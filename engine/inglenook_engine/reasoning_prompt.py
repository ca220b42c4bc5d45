"""How a prompt asks for an answer with reasoning or without, and what of earlier reasoning it holds. Pure.

Templates that know a switch are given it. For others the end of the prompt is made what the model would have written
itself: an empty reasoning for an answer without. Earlier answers are shown to the model without their reasoning, as the
makers of these models ask; a template that sees to that itself gets them whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from .content import Span
from .reasoning import Convention, Reasoning, answer_of, convention_in, opened_at_end
from .types import Message, Role

_VARIABLES: Mapping[Reasoning, Mapping[str, Any]] = {
    Reasoning.AUTO: {},
    Reasoning.ON: {"enable_thinking": True, "thinking": True},
    Reasoning.OFF: {"enable_thinking": False, "thinking": False, "reasoning_effort": "low"},
}
_SWITCH = re.compile(r"\benable_thinking\b|\bif\s+(?:not\s+)?thinking\b|\bthinking\s+is\b")


def variables_of(reasoning: Reasoning) -> Mapping[str, Any]:
    """What templates ask for: enable_thinking (Qwen 3, SmolLM 3, GLM), thinking (Granite, DeepSeek V3.1),
    reasoning_effort (gpt-oss)."""
    return _VARIABLES[reasoning]


def has_switch(source: str) -> bool:
    """Whether a template asks for a switch of its own."""
    return _SWITCH.search(source) is not None


def without_reasoning(messages: Sequence[Message], source: str) -> list[Message]:
    """The messages as a template with this source is to see them. The last one, which may be an answer that goes on,
    stays whole."""
    return [
        replace(message, content=answer_of(message.content)) if _is_to_be_cut(message, source) else message
        for message in messages[:-1]
    ] + list(messages[-1:])


def _is_to_be_cut(message: Message, source: str) -> bool:
    if message.role is not Role.ASSISTANT:
        return False
    convention = convention_in(message.content[:_BEGINNING])
    return convention is not None and convention.closing not in source


_BEGINNING = 200
"""Characters of an answer in which its opening marker stands, if it has one."""


def ended(spans: Sequence[Span], reasoning: Reasoning, convention: Convention | None, source: str) -> tuple[Span, ...]:
    """A prompt that asks for an answer, with an end that says whether there is to be reasoning."""
    if reasoning is not Reasoning.OFF or convention is None:
        return tuple(spans)
    end = _end_of(spans)
    if opened_at_end(end) is not None:
        line = "" if end.endswith("\n") else "\n"
        return (*spans, Span(f"{line}\n{convention.closing}\n\n", None))
    if end.rstrip().endswith(convention.closing) or has_switch(source):
        return tuple(spans)
    return (*spans, Span(convention.bare or f"{convention.opening}\n\n{convention.closing}\n\n", None))


def lead_of(spans: Sequence[Span]) -> str:
    """What the prompt has begun of the answer already: an opening marker and the white space behind it, or ""."""
    end = _end_of(spans)
    convention = opened_at_end(end)
    return "" if convention is None else end[end.rindex(convention.opening) :]


def behind_lead(content: str, lead: str) -> str:
    """An answer that goes on, without the marker that its prompt ends with already."""
    if not lead:
        return content
    if content.startswith(lead):
        return content[len(lead) :]
    marker = lead.rstrip()
    return content.lstrip().removeprefix(marker)


def tail_that_spells(tokens: Sequence[int], text: str, piece: Callable[[int], bytes]) -> tuple[int, ...]:
    """The fewest last ids that spell `text`, white space at its ends aside; () when none do."""
    wanted = text.strip().encode("utf-8", "replace")
    if not wanted:
        return ()
    pieces: list[bytes] = []
    n_bytes = 0
    for at in range(len(tokens) - 1, -1, -1):
        pieces.append(piece(tokens[at]))
        n_bytes += len(pieces[-1])
        if n_bytes >= len(wanted):
            inked = b"".join(reversed(pieces)).strip()
            if len(inked) >= len(wanted):
                return tuple(tokens[at:]) if inked == wanted else ()
    return ()


def _end_of(spans: Sequence[Span]) -> str:
    """The template's own text at the end."""
    parts: list[str] = []
    for span in reversed(spans):
        if span.message is not None:
            break
        parts.append(span.text)
    return "".join(reversed(parts))
