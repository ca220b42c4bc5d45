"""Titles that a model makes: what it reads, what of its answer becomes a title, and whether that is better than the
beginning of the question, which every conversation has. Pure functions.

The model is asked behind the first exchange as it was read, so that an engine that still holds the exchange has only
one sentence to read, and goes on with the conversation afterwards as if nothing had been asked.
"""

from __future__ import annotations

import re
import unicodedata
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


_MOST_WORDS = 9
"""It was asked for six at most; with more it is a sentence."""

_SHORTER = 2 / 3
"""A title must be so much shorter than a question that stands in the list whole."""

_STEM = 4
"""Letters that two forms of a word share: "boat" and "boats", "reverse" and "reverses"."""

_COMMON_TEXT = (
    "about also been could does doing done from give have help here into just know like make many more most much need"
    " only over please show some tell than that their them then there these they this those using want what when where"
    " which while will with without would write your aber auch dass dein eine einem einen einer eines gibt habe haben"
    " ihre kann können mein meine mich nach nicht oder schreib sein sich sind über unter warum welche wenn wird zeig"
    " avec cette comme comment dans elle fait leur mais nous pour pourquoi quel quelle sans sont vous como cuál donde"
    " esta este para pero puede porque qué"
)
_COMMON = frozenset(_COMMON_TEXT.split())
"""Words that say nothing of what a conversation is about."""

_TALK = re.compile(
    r"(?i)(?:i|i['’](?:m|ve|d|ll)|we|you|hello|hi|hey|welcome|thanks?|thank you|ich|wir|hallo|je|j['’]\w+|nous|bonjour"
    r"|yo|hola)\b|.*\b(?:how can i (?:help|assist)|two to six words|quotation marks)\b"
)
"""What is said to somebody, or is the instruction again."""


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


def better_title(made: str, question: str, answer: str) -> str:
    """What the model made, where it is better than the question's beginning; else "". question, answer: how the
    conversation began. Small models answer, greet, or name something else, and what stands in the list is the person's
    own: a title is about the question (in words that the two share), not much longer than was asked for, and clearly
    shorter than a question that is whole in the list. One that says nothing gives way to words of the answer."""
    whole = title_of(made)
    head = re.split(r":\s|\s[–—-]\s", whole)[0].strip()
    asked = _stems(question)
    says_little = len(asked) < 2
    known = asked | _stems(answer) if says_little else asked
    is_whole = not says_little and title_from(question) == " ".join(question.split())
    for title in (whole, head) if _stems(whole[len(head) :]) & known else (head,):
        own = _stems(title)
        shared = len(own & known)
        is_long = len(title.split()) > _MOST_WORDS or title.endswith("…")
        is_better = 2 * shared > len(own) and len(title) <= _SHORTER * len(question.strip()) if is_whole else shared > 0
        if title and is_better and not is_long and not _TALK.match(title):
            return title
    return ""


def _stems(text: str) -> set[str]:
    """The beginnings of the words that matter, without accents; pairs of characters where a script has no spaces."""
    found: set[str] = set()
    for word in re.findall(r"[^\W_]+", text.casefold()):
        plain = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
        if any(_has_no_spaces(c) for c in plain):
            found.update(plain[at : at + 2] for at in range(max(1, len(plain) - 1)))
        elif len(plain) > 2 and word not in _COMMON:
            found.add(plain[:_STEM])
    return found


def _has_no_spaces(character: str) -> bool:
    """Chinese, Japanese, Thai, Lao, Khmer, Burmese."""
    return "\u0e00" <= character <= "\u0eff" or "\u1000" <= character <= "\u17ff" or "\u2e80" <= character <= "\ud7a3"


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
