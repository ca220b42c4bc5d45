"""Titles that a model makes: what it reads, and what of its answer becomes a title. Pure functions.

The model is asked behind the first exchange as it was read, so that an engine that still holds the exchange has only
one sentence to read, and goes on with the conversation afterwards as if nothing had been asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from inglenook_engine.reasoning import Reasoning
from inglenook_engine.types import GenerateParams, Message, Role, SamplerParams, Speculation

from .store.text import title_from

INSTRUCTION = (
    "Give this conversation a title of two to six words, in the language of my first message. "
    "Write only the title: no quotation marks, no explanation."
)

PARAMS = GenerateParams(
    sampler=SamplerParams(temperature=0.0), max_tokens=32, speculation=Speculation.OFF, reasoning=Reasoning.OFF
)
"""Short enough to be over before the person misses the engine."""

_RESERVED_TOKENS = 256
"""For the instruction, the template and the title."""

_EXCERPT_BYTES = 1_500
"""Of a long exchange; a title is about how it begins."""

_READ_CHARS = 4_000
"""Of the model's answer, which is much shorter unless a title is not what it is."""

_LONGEST_LINE = 100
"""A longer one is a sentence and no title, and its beginning would be none either."""

_THOUGHT = re.compile(r"(?is)<(think|thinking|thought|reasoning)>.*?(?:</\1>|\Z)|\[think\].*?(?:\[/think\]|\Z)")
_END_OF_THOUGHT = re.compile(r"(?i)</(?:think|thinking|thought|reasoning)>|\[/think\]")

# "Title:", "**Title**", "Sure! Here is a short title for this conversation:"
_LABEL = re.compile(
    r"(?i)(?:(?:sure|certainly|of course|okay|ok)\b[\s,.!]*)?"
    r"(?:(?:here(?:['’]s| is)|the|a|an|my|your|possible|suggested|short|concise|conversation|chat)\s+)*"
    r"(?:title|name|titel|titre|título|titolo|tytuł|название|заголовок|标题|標題|タイトル|제목)"
    r"(?:\s+(?:is|for)\b[^:：]{0,40})?(?:\s*[*_]*\s*[:：]|\W*\Z)"
)
_BULLET = re.compile(r"(?:#{1,6}|[>•–—*+-]|\d{1,2}[.)])\s+")
_QUOTES = "\"'`“”„‟‘’‚«»‹›「」『』《》"
_APOSTROPHES = "'’"
_USELESS = re.compile(
    r"(?i)(?:i['’]?m sorry|i am sorry|sorry, |i can(?:not|['’]t) |i am unable|as an ai |\W*\Z)"
    r"|(?:untitled|new chat|new conversation|this conversation|conversation|chat|none|n/a|sure|okay|ok)\W*\Z"
)


def title_messages(exchange: Sequence[Message], *, n_ctx: int) -> tuple[Message, ...]:
    """What the model reads. exchange: from the first message to an answer, as `prompting` gives it.

    n_ctx: of the loaded model. What does not surely fit is asked for with the beginnings of question and answer.
    """
    room = n_ctx - _RESERVED_TOKENS
    if sum(map(_most_tokens, exchange)) <= room:
        return (*exchange, Message(role=Role.USER, content=INSTRUCTION))
    room = max(0, min(room, _EXCERPT_BYTES))
    question = next((one.content for one in reversed(exchange) if one.role is Role.USER), "")
    answer = next((one.content for one in reversed(exchange) if one.role is Role.ASSISTANT), "")
    text = f"{_beginning(question, room * 2 // 3)}\n\n{_beginning(answer, room // 3)}"
    return (Message(role=Role.USER, content=f"{text}\n\n{INSTRUCTION}"),)


def title_of(answer: str) -> str:
    """The title in what the model wrote, on one line and at most 60 characters long; "" when it is not worth having."""
    for line in _without_thoughts(answer[:_READ_CHARS]).splitlines():
        bare = _bare(line)
        if not bare or bare.endswith((":", "：")):  # "Here you are:", and the title below
            continue
        if len(bare) > _LONGEST_LINE or _USELESS.match(bare):
            return ""
        return title_from(bare)
    return ""


def _without_thoughts(text: str) -> str:
    """What a reasoning model says for itself is left out, also when it was cut off in the middle of it."""
    text = _THOUGHT.sub("", text)
    # Some templates begin the thought themselves, so that only its end is in the answer.
    return _END_OF_THOUGHT.split(text)[-1]


def _bare(line: str) -> str:
    """Without what stands around a title: marks of a list or a heading, a label, quotation marks, a full stop."""
    before = None
    while line != before:
        before = line
        line = _without_start(_BULLET, line.strip())
        if line.startswith("*"):
            line = line.strip("*")
        line = _without_start(_LABEL, _unquoted(line))
        if line.endswith((".", "。")) and not line.endswith(".."):
            line = line[:-1]
    return line


def _without_start(pattern: re.Pattern[str], line: str) -> str:
    match = pattern.match(line)
    return line if match is None else line[match.end() :]


def _unquoted(line: str) -> str:
    """Without quotation marks around it, or one of which the other is missing; those of single words stay."""
    inner = line.strip(_QUOTES)
    return line if any(mark in inner for mark in _QUOTES if mark not in _APOSTROPHES) else inner


def _most_tokens(message: Message) -> int:
    """Ids where they are known; else as many as bytes, because no token stands for less."""
    return len(message.tokens) or len(message.content.encode("utf-8", "replace"))


def _beginning(text: str, n_bytes: int) -> str:
    """Whole characters."""
    return text[:n_bytes].encode("utf-8", "replace")[:n_bytes].decode("utf-8", "ignore")
