"""Conversations of Jan: a folder with `thread.json` and, beside it, `messages.jsonl` with one message on each line."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from inglenook_engine.types import Role

from ..records import MessageStatus
from . import fields
from .trees import chain, joined_answers
from .values import BadRecordError, Format, FoundAttachment, FoundConversation, FoundMessage

MESSAGES_NAME = "messages.jsonl"
THREAD_NAME = "thread.json"

_ROLES = {"system": Role.SYSTEM, "user": Role.USER, "assistant": Role.ASSISTANT, "tool": Role.ASSISTANT}
_STATUSES = {
    "pending": MessageStatus.INTERRUPTED,
    "error": MessageStatus.FAILED,
    "stopped": MessageStatus.CANCELLED,
}


def is_thread(data: Any) -> bool:
    if not isinstance(data, dict) or "mapping" in data or "history" in data:
        return False
    return data.get("object") == "thread" or (isinstance(data.get("assistants"), list) and bool(fields.key(data, "id")))


def is_message(data: Any) -> bool:
    """A line of messages.jsonl."""
    if not isinstance(data, dict):
        return False
    return data.get("object") == "thread.message" or ("thread_id" in data and isinstance(data.get("content"), list))


def conversation(thread: Mapping[str, Any], lines: Sequence[Any]) -> FoundConversation:
    """lines: the values of messages.jsonl. Raises BadRecordError for one without a message."""
    problems: list[str] = []
    model = _model(thread)
    found: list[FoundMessage] = []
    keys: set[str] = set()
    for number, line in enumerate(lines, start=1):
        key = fields.key(line, "id") or f"line {number}"
        if not is_message(line) or (role := _ROLES.get(fields.text(line, "role"))) is None:
            problems.append(f"Line {number} of its messages is none that is known here; it was left out.")
        elif key in keys:
            problems.append(f"There are two messages {key[:60]}; the second was left out.")
        else:
            keys.add(key)
            if fields.is_no_date(line.get("created_at")):
                problems.append(f"The date of message {key[:60]} is none; that of the message before it was taken.")
            message = _message(key, line, role, model)
            if message.content or message.attachments:
                found.append(message)
    if not found:
        raise BadRecordError("It holds no message that could be shown; it was left out.")
    if all(message.created_at for message in found):
        found.sort(key=lambda message: message.created_at)  # older versions wrote the newest first
    created_at = fields.moment(thread.get("created")) or found[0].created_at
    if (instructions := _instructions(thread)) and found[0].role is not Role.SYSTEM:
        system = FoundMessage(
            key="instructions", parent=None, role=Role.SYSTEM, content=instructions, created_at=created_at
        )
        found.insert(0, system)
    tree = joined_answers(chain(found))
    metadata = fields.mapping(thread, "metadata")
    return FoundConversation(
        origin=fields.origin(
            Format.JAN, fields.key(thread, "id") or fields.key(lines[0], "thread_id"), created_at, found[0].content
        ),
        title=fields.text(thread, "title", "summary") or fields.text(metadata, "title"),
        created_at=created_at,
        updated_at=fields.moment(thread.get("updated")),
        messages=tree.messages,
        is_pinned=fields.is_true(metadata, "is_favorite") or fields.is_true(thread, "isFavorite"),
        problems=(*problems, *tree.problems),
    )


def _message(key: str, line: Mapping[str, Any], role: Role, model: str) -> FoundMessage:
    parts = []
    attachments = []
    for number, content in enumerate(fields.items(line, "content"), start=1):
        part, attachment = _content(content, f"{key} {number}")
        parts.append(part)
        if attachment is not None:
            attachments.append(attachment)
    body = "\n\n".join(part for part in parts if part)
    return FoundMessage(
        key=key,
        parent=None,
        role=role,
        content=fields.fenced(body) if body and fields.text(line, "role") == "tool" else body,
        created_at=fields.moment(line.get("created_at")),
        status=_STATUSES.get(fields.text(line, "status"), MessageStatus.COMPLETE),
        model_name=model if role is Role.ASSISTANT else "",
        attachments=tuple(attachments),
    )


def _content(content: Any, name: str) -> tuple[str, FoundAttachment | None]:
    match fields.text(content, "type"):
        case "text":
            return fields.text(fields.mapping(content, "text"), "value") or fields.text(content, "text"), None
        case "reasoning":
            thought = fields.text(fields.mapping(content, "text"), "value") or fields.text(content, "text")
            return (fields.thought(thought) if thought else ""), None
        case "image_url" | "image":
            image = fields.mapping(content, "image_url")
            attachment = fields.embedded_file(fields.text(image, "url"), f"image {name}")
            return ("" if attachment is not None else "[Image]"), attachment
        case "tool_call":
            call = f"[Called {fields.text(content, 'tool_name') or 'a tool'}]"
            given = {
                part: content[part] if isinstance(content[part], str) else json.dumps(content[part], ensure_ascii=False)
                for part in ("input", "output")
                if content.get(part) is not None
            }
            return "\n\n".join([call, *(fields.fenced(fields.text(given, part)) for part in given)]), None
        case _:
            return "", None


def _model(thread: Mapping[str, Any]) -> str:
    for holder in (thread, *fields.items(thread, "assistants")):
        if name := fields.text(fields.mapping(holder, "model"), "id"):
            return name
    return fields.text(thread, "model_id")


def _instructions(thread: Mapping[str, Any]) -> str:
    for assistant in fields.items(thread, "assistants"):
        if instructions := fields.text(assistant, "instructions"):
            return instructions
    return ""
