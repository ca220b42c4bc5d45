"""Conversations of ChatGPT's export (`conversations.json`): a tree of nodes by id, and the node that was in view.

A node holds a message of the person, the model, a tool or the system, or nothing at all. What ChatGPT hides is left
out, but for the person's own instructions; a tool's output becomes part of the answer that used it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from inglenook_engine.types import Role

from ..records import MessageStatus
from . import fields
from .trees import Node, arranged, joined_answers
from .values import BadRecordError, Format, FoundConversation, FoundMessage

_ROLES = {"system": Role.SYSTEM, "user": Role.USER, "assistant": Role.ASSISTANT, "tool": Role.ASSISTANT}
_CITATION = re.compile("\ue200[^\ue200\ue201]*\ue201")
_HIDDEN_CONTENT = {"model_editable_context", "reasoning_recap"}


def is_conversation(data: Any) -> bool:
    return isinstance(data, dict) and isinstance(data.get("mapping"), dict)


def conversation(data: Mapping[str, Any]) -> FoundConversation:
    """Raises BadRecordError for one without a message."""
    mapping = fields.mapping(data, "mapping")
    problems: list[str] = []
    parents = _parents(mapping)
    nodes = []
    for key in _in_order(mapping):
        node = mapping[key]
        if not isinstance(node, dict):
            problems.append(f"Message {key[:60]} is no record; it was left out.")
            continue
        if isinstance(node.get("message"), dict | None):
            message = _message(key, fields.mapping(node, "message"), problems)
        else:
            problems.append(f"Message {key[:60]} is no record; it was left out.")
            message = None
        nodes.append(Node(key=key, parent=parents.get(key), message=message))
    tree = joined_answers(arranged(nodes))
    if not tree.messages:
        raise BadRecordError("It holds no message that could be shown; it was left out.")
    current = fields.key(data, "current_node")
    created_at = fields.moment(data.get("create_time"))
    for name in ("create_time", "update_time"):
        if fields.is_no_date(data.get(name)):
            problems.append(f"Its {name} is no date; that of its messages was taken.")
    return FoundConversation(
        origin=fields.origin(
            Format.CHATGPT,
            fields.key(data, "conversation_id") or fields.key(data, "id"),
            created_at,
            tree.messages[0].content,
        ),
        title=fields.text(data, "title"),
        created_at=created_at,
        updated_at=fields.moment(data.get("update_time")),
        messages=tree.messages,
        head=tree.shown_as.get(current),
        is_pinned=fields.is_true(data, "is_starred") or fields.is_true(data, "pinned"),
        is_archived=fields.is_true(data, "is_archived"),
        problems=(*problems, *tree.problems),
    )


def _parents(mapping: Mapping[str, Any]) -> dict[str, str]:
    """By the nodes' own word, else by that of a node that calls them its child."""
    parents: dict[str, str] = {}
    for key, node in mapping.items():
        for child in fields.items(node, "children"):
            if isinstance(child, str) and child in mapping:
                parents[child] = key
    for key, node in mapping.items():
        if parent := fields.key(node, "parent"):
            parents[key] = parent
    return parents


def _in_order(mapping: Mapping[str, Any]) -> list[str]:
    """Siblings as their parent lists them, before those it does not list."""
    place: dict[str, int] = {}
    for node in mapping.values():
        for number, child in enumerate(fields.items(node, "children")):
            if isinstance(child, str):
                place.setdefault(child, number)
    return sorted(mapping, key=lambda key: place.get(key, len(mapping)))


def _message(key: str, message: Mapping[str, Any], problems: list[str]) -> FoundMessage | None:
    """None for what is not to be seen."""
    metadata = fields.mapping(message, "metadata")
    content = fields.mapping(message, "content")
    kind = fields.text(content, "content_type")
    role = _ROLES.get(fields.text(fields.mapping(message, "author"), "role"))
    if not message or kind in _HIDDEN_CONTENT:
        return None
    if role is None:
        problems.append(f"Message {key[:60]} is from nobody who is known here; it was left out.")
        return None
    is_instruction = kind == "user_editable_context" or fields.is_true(metadata, "is_user_system_message")
    if is_instruction:
        role, body = Role.SYSTEM, _instructions(content, metadata)
    elif fields.is_true(metadata, "is_visually_hidden_from_conversation"):
        return None
    else:
        body = "\n\n".join(part for part in (*_attached(metadata), _body(kind, content, metadata)) if part)
    if not body.strip():
        return None
    if fields.is_no_date(message.get("create_time")):
        problems.append(f"The date of message {key[:60]} is none; that of the message before it was taken.")
    if any(fields.has_bad_unicode(part) for part in fields.items(content, "parts")):
        problems.append(f"Message {key[:60]} holds half characters; each became \ufffd.")
    return FoundMessage(
        key=key,
        parent=None,
        role=role,
        content=body,
        created_at=fields.moment(message.get("create_time")),
        status=_status(message, metadata),
        model_name=fields.text(metadata, "model_slug") if role is Role.ASSISTANT else "",
    )


def _status(message: Mapping[str, Any], metadata: Mapping[str, Any]) -> MessageStatus:
    if fields.text(message, "status") == "in_progress":
        return MessageStatus.INTERRUPTED
    if fields.text(fields.mapping(metadata, "finish_details"), "type") == "interrupted":
        return MessageStatus.CANCELLED
    return MessageStatus.COMPLETE


def _instructions(content: Mapping[str, Any], metadata: Mapping[str, Any]) -> str:
    given = fields.mapping(metadata, "user_context_message_data")
    parts = (
        fields.text(content, "user_profile") or fields.text(given, "about_user_message"),
        fields.text(content, "user_instructions") or fields.text(given, "about_model_message"),
    )
    return "\n\n".join(part for part in parts if part) or _joined(content)


def _attached(metadata: Mapping[str, Any]) -> list[str]:
    return [f"[File: {name}]" for file in fields.items(metadata, "attachments") if (name := fields.text(file, "name"))]


def _body(kind: str, content: Mapping[str, Any], metadata: Mapping[str, Any]) -> str:
    match kind:
        case "code":
            language = fields.text(content, "language")
            code = fields.text(content, "text") or _joined(content)
            return fields.fenced(code, language if language.isalnum() and language != "unknown" else "") if code else ""
        case "execution_output":
            output = fields.text(content, "text")
            return fields.fenced(output) if output else ""
        case "thoughts":
            thoughts = [
                "\n".join(part for part in (fields.text(one, "summary"), fields.text(one, "content")) if part)
                for one in fields.items(content, "thoughts")
            ]
            whole = "\n\n".join(one for one in thoughts if one)
            return fields.thought(whole) if whole else ""
        case "tether_quote":
            source = " · ".join(part for name in ("title", "url") if (part := fields.text(content, name)))
            quoted = fields.text(content, "text")
            return "\n".join(f"> {line}" for line in (source, *quoted.splitlines()) if line)
        case "tether_browsing_display":
            return fields.text(content, "result", "summary")
        case "system_error":
            return ": ".join(part for name in ("name", "text") if (part := fields.text(content, name)))
        case _:
            body = _joined(content) or fields.text(content, "text", "result")
            return _without_marks(body, metadata)


def _joined(content: Mapping[str, Any]) -> str:
    """The parts of a message, those that are no text as notes."""
    parts = [fields.text({"part": part}, "part") or _note(part) for part in fields.items(content, "parts")]
    return "\n\n".join(part for part in parts if part)


def _note(part: Any) -> str:
    kind = fields.text(part, "content_type")
    if kind == "audio_transcription":
        return fields.text(part, "text")
    if kind == "image_asset_pointer":
        prompt = fields.text(fields.mapping(fields.mapping(part, "metadata"), "dalle"), "prompt")
        return f"[Image: {prompt}]" if prompt else "[Image]"
    if "audio" in kind:
        return "[Recording]"
    return fields.text(part, "text") or (f"[Something that cannot be shown here: {kind}]" if kind else "")


def _without_marks(body: str, metadata: Mapping[str, Any]) -> str:
    """ChatGPT writes citations as marks in private characters; they become the text it shows for them."""
    if "\ue200" not in body:
        return body
    for reference in fields.items(metadata, "content_references"):
        mark = fields.text(reference, "matched_text")
        if mark.startswith("\ue200"):
            body = body.replace(mark, fields.text(reference, "alt"))
    return _CITATION.sub("", body)
