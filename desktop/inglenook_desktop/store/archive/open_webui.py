"""Chats of Open WebUI's export: an array of chats, each with a tree of messages by id and the id that was in view."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any

from inglenook_engine.types import Role

from ..records import MessageStatus
from . import fields
from .trees import Node, Tree, arranged, chain
from .values import BadRecordError, Format, FoundAttachment, FoundConversation, FoundMessage

_ROLES = {"system": Role.SYSTEM, "user": Role.USER, "assistant": Role.ASSISTANT, "tool": Role.ASSISTANT}
_THOUGHTS = '<details type="reasoning"'
_THOUGHTS_END = "</details>"


def is_conversation(data: Any) -> bool:
    chat = _chat(data)
    history = chat.get("history")
    if isinstance(history, dict):
        return isinstance(history.get("messages"), dict)
    return chat is not data and isinstance(chat.get("messages"), list)


def conversation(data: Mapping[str, Any]) -> FoundConversation:
    """Raises BadRecordError for one without a message."""
    chat = _chat(data)
    problems: list[str] = []
    created_at = fields.moment(data.get("created_at")) or fields.moment(chat.get("timestamp"))
    for name in ("created_at", "updated_at"):
        if fields.is_no_date(data.get(name)):
            problems.append(f"Its {name} is no date; that of its messages was taken.")
    history = fields.mapping(chat, "history")
    tree = _tree(fields.mapping(history, "messages"), problems) if history else _row(chat, problems)
    if not tree.messages:
        raise BadRecordError("It holds no message that could be shown; it was left out.")
    messages = tree.messages
    system = fields.text(chat, "system") or fields.text(fields.mapping(chat, "params"), "system")
    if system and messages[0].role is not Role.SYSTEM:
        first = FoundMessage(key="system prompt", parent=None, role=Role.SYSTEM, content=system, created_at=created_at)
        messages = arranged(
            [
                Node(key=first.key, parent=None, message=first),
                *(Node(key=one.key, parent=one.parent or first.key, message=one) for one in messages),
            ]
        ).messages
    tags = [*fields.items(fields.mapping(data, "meta"), "tags"), *fields.items(chat, "tags")]
    return FoundConversation(
        origin=fields.origin(
            Format.OPEN_WEBUI,
            fields.key(data, "id") or fields.key(chat, "id"),
            created_at,
            tree.messages[0].content,
        ),
        title=fields.text(data, "title") or fields.text(chat, "title"),
        created_at=created_at,
        updated_at=fields.moment(data.get("updated_at")),
        messages=messages,
        head=tree.shown_as.get(fields.key(history, "currentId")),
        is_pinned=fields.is_true(data, "pinned"),
        is_archived=fields.is_true(data, "archived"),
        tags=tuple(name for tag in tags if (name := _tag(tag))),
        problems=(*problems, *tree.problems),
    )


def _chat(data: Any) -> Mapping[str, Any]:
    """The chat inside an exported record, or a chat that was saved by itself."""
    return fields.mapping(data, "chat") or fields.mapping(data)


def _tree(messages: Mapping[str, Any], problems: list[str]) -> Tree:
    place: dict[str, int] = {}
    for message in messages.values():
        for number, child in enumerate(fields.items(message, "childrenIds")):
            if isinstance(child, str):
                place.setdefault(child, number)
    nodes = []
    for key in sorted(messages, key=lambda key: place.get(key, len(messages))):
        nodes.append(
            Node(
                key=key,
                parent=fields.key(messages[key], "parentId") or None,
                message=_message(key, messages[key], problems),
            )
        )
    return arranged(nodes)


def _row(chat: Mapping[str, Any], problems: list[str]) -> Tree:
    """Chats of the first versions, whose messages follow one another."""
    found = (
        _message(fields.key(message, "id") or f"message {number}", message, problems)
        for number, message in enumerate(fields.items(chat, "messages"), start=1)
    )
    return chain([message for message in found if message is not None])


def _message(key: str, message: Any, problems: list[str]) -> FoundMessage | None:
    """None for what cannot be shown."""
    role = _ROLES.get(fields.text(message, "role"))
    if role is None:
        problems.append(f"Message {key[:60]} is from nobody who is known here; it was left out.")
        return None
    if fields.is_no_date(message.get("timestamp")):
        problems.append(f"The date of message {key[:60]} is none; that of the message before it was taken.")
    if fields.has_bad_unicode(message.get("content")):
        problems.append(f"Message {key[:60]} holds half characters; each became \ufffd.")
    error = message.get("error")
    parts = [_with_thoughts(fields.text(message, "content") or _joined(message))]
    attachments = []
    for number, file in enumerate(fields.items(message, "files"), start=1):
        note, attachment = _file(file, f"image {number}")
        parts.append(note)
        if attachment is not None:
            attachments.append(attachment)
    if error:
        parts.append(fields.text(error, "content", "detail", "message"))
    body = "\n\n".join(part for part in parts if part)
    if not body and not attachments:
        return None
    status = MessageStatus.COMPLETE
    if error:
        status = MessageStatus.FAILED
    elif message.get("done") is False:
        status = MessageStatus.INTERRUPTED
    return FoundMessage(
        key=key,
        parent=None,
        role=role,
        content=body,
        created_at=fields.moment(message.get("timestamp")),
        status=status,
        model_name=fields.text(message, "model", "modelName") if role is Role.ASSISTANT else "",
        attachments=tuple(attachments),
    )


def _with_thoughts(content: str) -> str:
    """Open WebUI writes thoughts as quoted lines in an element of HTML; they become what models here write."""
    pieces = []
    position = 0
    while (start := content.find(_THOUGHTS, position)) >= 0 and (end := content.find(_THOUGHTS_END, start)) >= 0:
        body = content[content.find(">", start) + 1 : end]
        if body.lstrip().startswith("<summary>"):
            body = body.partition("</summary>")[2]
        quoted = (line.removeprefix(">").removeprefix(" ") for line in body.strip().splitlines())
        thoughts = html.unescape("\n".join(quoted))
        pieces += [content[position:start].strip(), fields.thought(thoughts) if thoughts.strip() else ""]
        position = end + len(_THOUGHTS_END)
    if not pieces:
        return content
    return "\n\n".join(piece for piece in (*pieces, content[position:].strip()) if piece)


def _joined(message: Any) -> str:
    """Content in parts, as in requests to OpenAI's interface."""
    return "\n\n".join(part for one in fields.items(message, "content") if (part := fields.text(one, "text")))


def _file(file: Any, default_name: str) -> tuple[str, FoundAttachment | None]:
    """A note, or the file itself where the export carries it."""
    inner = fields.mapping(file, "file")
    name = fields.text(file, "name") or fields.text(inner, "filename", "name")
    if fields.text(file, "type") == "image":
        attachment = fields.embedded_file(fields.text(file, "url"), name or default_name)
        return ("" if attachment is not None else f"[Image: {name}]" if name else "[Image]"), attachment
    read = fields.text(fields.mapping(inner, "data"), "content")
    if name and read:
        return "", FoundAttachment(name=name, media_type="text/plain", data=read.encode(), text=read)
    return (f"[File: {name}]" if name else ""), None


def _tag(tag: Any) -> str:
    return fields.text(tag, "name", "id") if isinstance(tag, dict) else fields.text({"tag": tag}, "tag")
