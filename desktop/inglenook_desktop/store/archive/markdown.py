"""A conversation as Markdown that a person reads: the branch in view, or every branch. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from inglenook_engine.types import Role

from ...markdown_lines import with_closed_fence
from ..records import MessageStatus, Outcome, StoredMessage

_SPEAKERS = {Role.SYSTEM: "System", Role.USER: "You", Role.ASSISTANT: "Model"}
_NOTES = {
    MessageStatus.STREAMING: "still being written",
    MessageStatus.CANCELLED: "stopped",
    MessageStatus.INTERRUPTED: "interrupted",
    MessageStatus.FAILED: "failed",
}
_OUTCOMES = {Outcome.USED: "marked as used", Outcome.GOOD: "marked as good", Outcome.BAD: "marked as bad"}
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|])")


def branch(
    title: str,
    messages: Sequence[StoredMessage],
    *,
    model_names: Mapping[int, str],
    attachments: Mapping[int, Sequence[str]],
    tags: Sequence[str] = (),
) -> Iterator[str]:
    """Pieces of text. messages: of one branch, the first one first. model_names: of answers, by message id.
    attachments: their names, by message id."""
    yield _head(title, messages, tags)
    for message in messages:
        yield _message(message, _speaker(message, model_names), "", attachments)


def whole(
    title: str,
    messages: Sequence[StoredMessage],
    *,
    in_view: Sequence[StoredMessage],
    model_names: Mapping[int, str],
    attachments: Mapping[int, Sequence[str]],
    tags: Sequence[str] = (),
) -> Iterator[str]:
    """The same for all branches, one after another. Messages are numbered, and each that has others beside it, or does
    not answer the one right above it, says where it belongs."""
    ordered = _depth_first(messages)
    numbers = {message.id: number for number, message in enumerate(ordered, start=1)}
    siblings: dict[int | None, list[int]] = {}
    for message in ordered:
        siblings.setdefault(message.parent_id, []).append(message.id)
    shown = {message.id for message in in_view}
    yield _head(title, messages, tags)
    above: int | None = None
    for message in ordered:
        beside = siblings[message.parent_id]
        place = ""
        if len(beside) > 1 or message.parent_id != above:
            parts = []
            if len(beside) > 1:
                parts.append(f"version {beside.index(message.id) + 1} of {len(beside)}")
            if message.parent_id in numbers:
                parts.append(f"after {numbers[message.parent_id]}")
            if message.id in shown:
                parts.append("in view")
            place = ", ".join(parts)
        speaker = f"{numbers[message.id]}. {_speaker(message, model_names)}"
        yield _message(message, speaker, place, attachments)
        above = message.id


def _head(title: str, messages: Sequence[StoredMessage], tags: Sequence[str]) -> str:
    facts = []
    if messages:
        first, last = _minute(messages[0].created_at), _minute(messages[-1].created_at)
        facts.append(f"{first} UTC" if first == last else f"{first} to {last} UTC")
    facts.extend(f"#{_plain(tag)}" for tag in tags)
    about = f"\n{' · '.join(facts)}\n" if facts else ""
    return f"# {_plain(title) or 'Untitled'}\n{about}"


def _message(message: StoredMessage, speaker: str, place: str, attachments: Mapping[int, Sequence[str]]) -> str:
    facts = [speaker, _minute(message.created_at)]
    if note := _NOTES.get(message.status):
        facts.append(note)
    if message.outcome is not None:
        facts.append(_OUTCOMES[message.outcome])
    parts = [f"## {' · '.join(facts)}"]
    if place:
        parts.append(f"*{place[:1].upper()}{place[1:]}*")
    if names := attachments.get(message.id):
        parts.append("Attached: " + ", ".join(_plain(name) for name in names))
    if body := message.content.strip("\n"):
        parts.append(with_closed_fence(body))
    return "\n" + "\n\n".join(parts) + "\n"


def _speaker(message: StoredMessage, model_names: Mapping[int, str]) -> str:
    if message.role is Role.ASSISTANT:
        return _plain(model_names.get(message.id, "")) or _SPEAKERS[message.role]
    return _SPEAKERS[message.role]


def _plain(text: str) -> str:
    """Text that Markdown takes as it is, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _minute(created_at: str) -> str:
    return created_at[:16].replace("T", " ")


def _depth_first(messages: Sequence[StoredMessage]) -> list[StoredMessage]:
    """Each branch down to its end before the next one begins; older branches first."""
    known = {message.id for message in messages}
    children: dict[int | None, list[StoredMessage]] = {}
    for message in messages:
        children.setdefault(message.parent_id if message.parent_id in known else None, []).append(message)
    ordered = []
    waiting = list(reversed(children.get(None, [])))
    while waiting:
        message = waiting.pop()
        ordered.append(message)
        waiting.extend(reversed(children.get(message.id, [])))
    return ordered
