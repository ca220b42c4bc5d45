"""The prompts that every arm of the benchmarks gets: deterministic, made here, nothing fetched.

Owns the tasks and their order; the texts they are about lie in `data/`, frozen, written for this purpose except for
the excerpts from the United States Constitution and from "Alice's Adventures in Wonderland", both in the public domain.
Within a kind the order is a fair spread: short and long, several languages, edits that keep nearly everything and edits
that touch every line. So the first n of each kind are an honest small benchmark. Knows no engine and no server.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import tasks

DATA = Path(__file__).parent / "data"
CHARS_PER_TOKEN = 2.8
"""Low for all texts here, so that an answer is never cut off because of this estimate."""


class Kind(StrEnum):
    CODE_EDIT = "code_edit"
    QUOTE_SUMMARISE = "quote_summarise"
    CHAT = "chat"
    CODE_SCRATCH = "code_scratch"
    JSON_EXTRACT = "json_extract"
    ADVERSARIAL = "adversarial"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One question. name: unique. max_tokens: enough for a complete answer. reference: the text that is edited or
    quoted, as it stands in the prompt, None where there is none. temperature, seed: 0.0 is greedy."""

    name: str
    kind: Kind
    user: str
    max_tokens: int
    system: str = ""
    reference: str | None = None
    temperature: float = 0.0
    seed: int = 1


def items(kinds: tuple[Kind, ...] = tuple(Kind), *, per_kind: int = 0) -> tuple[Item, ...]:
    """All items of `kinds` in their order, kind after kind. per_kind: the first so many of each, 0 for all."""
    return tuple(item for kind in kinds for item in _of(kind)[: per_kind or None])


def _of(kind: Kind) -> tuple[Item, ...]:
    match kind:
        case Kind.CODE_EDIT:
            return tuple(_code_edit(*task) for task in tasks.CODE_EDITS)
        case Kind.QUOTE_SUMMARISE:
            return tuple(_about_text(*task) for task in tasks.QUOTES)
        case Kind.CHAT:
            return tuple(_free(kind, *task) for task in tasks.CHATS)
        case Kind.CODE_SCRATCH:
            return tuple(_free(kind, *task) for task in tasks.CODE_FROM_SCRATCH)
        case Kind.JSON_EXTRACT:
            return tuple(_json(*task) for task in tasks.EXTRACTIONS)
        case Kind.ADVERSARIAL:
            return tuple(
                Item(name=f"{kind}/{name}", kind=kind, user=user, max_tokens=200, temperature=temperature)
                for name, temperature, user in tasks.ADVERSARIES
            )


def code(file: str) -> str:
    """The frozen source `file`, without the end .txt that keeps it from the tools."""
    return (DATA / "code" / f"{file}.txt").read_text(encoding="utf-8")


def text(document: str) -> str:
    return (DATA / "text" / f"{document}.txt").read_text(encoding="utf-8")


def _tokens_of(written: str) -> int:
    return int(len(written) / CHARS_PER_TOKEN)


def _code_edit(file: str, name: str, instruction: str) -> Item:
    source = code(file)
    language = tasks.FENCES[file.rpartition(".")[2]]
    user = (
        f"Here is the file `{file}`:\n\n```{language}\n{source}```\n\n{instruction}\n\n"
        "Rewrite the whole file with this change. Answer with the complete file in one code block and nothing else."
    )
    return Item(
        name=f"{Kind.CODE_EDIT}/{file}/{name}",
        kind=Kind.CODE_EDIT,
        user=user,
        max_tokens=int(_tokens_of(source) * 1.4) + 64,
        reference=source,
    )


def _about_text(documents: str, name: str, share: float, instruction: str) -> Item:
    """share: the length of a complete answer as a part of the document's. The document comes first, so that the next
    question about it finds it in the KV cache."""
    body = "\n\n".join(text(document) for document in documents.split("+"))
    return Item(
        name=f"{Kind.QUOTE_SUMMARISE}/{documents}/{name}",
        kind=Kind.QUOTE_SUMMARISE,
        user=f"Read this document:\n\n{body}\n\n{instruction}",
        max_tokens=int(_tokens_of(body) * share) + 48,
        reference=body,
    )


def _free(kind: Kind, name: str, user: str) -> Item:
    return Item(name=f"{kind}/{name}", kind=kind, user=user, max_tokens=256)


def _json(name: str, schema: str, document: str) -> Item:
    user = (
        f"Extract the facts from this text as JSON.\n\nText:\n{document.strip()}\n\n"
        f"Schema:\n{tasks.SCHEMAS[schema].strip()}\n\n"
        "Answer with one JSON object that has exactly these keys, in this order, and nothing else. "
        "Use null for what the text does not say."
    )
    return Item(
        name=f"{Kind.JSON_EXTRACT}/{name}",
        kind=Kind.JSON_EXTRACT,
        user=user,
        max_tokens=320,
        system="You turn texts into JSON.",
        reference=document.strip(),
    )
