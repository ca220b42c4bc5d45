"""Conversations of LM Studio (`conversations/*.conversation.json`): messages in a row, each in several versions.

The versions of a message are siblings; the next message answers the one that was selected. A version is a single step
(what a person wrote) or several: blocks of text, of thoughts, and calls of tools.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from inglenook_engine.types import Role

from ..records import MessageStatus
from . import fields
from .trees import Node, arranged
from .values import BadRecordError, Format, FoundConversation, FoundMessage

_ROLES = {"system": Role.SYSTEM, "user": Role.USER, "assistant": Role.ASSISTANT, "tool": Role.ASSISTANT}
_STATUSES = {"userStopped": MessageStatus.CANCELLED, "failed": MessageStatus.FAILED}


def is_conversation(data: Any) -> bool:
    if not isinstance(data, dict) or not isinstance(data.get("messages"), list):
        return False
    if any(isinstance(message, dict) and isinstance(message.get("versions"), list) for message in data["messages"]):
        return True
    return not data["messages"] and "createdAt" in data and "name" in data


def conversation(data: Mapping[str, Any]) -> FoundConversation:
    """Raises BadRecordError for one without a message."""
    problems: list[str] = []
    created_at = fields.moment(data.get("createdAt"))
    if fields.is_no_date(data.get("createdAt")):
        problems.append("Its createdAt is no date; the present moment was taken.")
    nodes: list[Node] = []
    above: str | None = None
    if system := _system_prompt(data):
        above = "system"
        nodes.append(Node(key=above, parent=None, message=_system_message(system, created_at)))
    for number, slot in enumerate(fields.items(data, "messages"), start=1):
        found = _versions(number, slot, above, problems)
        if found:
            nodes.extend(found)
            chosen = slot.get("currentlySelected")
            keys = [node.key for node in found]
            wanted = f"{number}.{chosen}"
            above = wanted if wanted in keys else keys[-1]
    tree = arranged(nodes)
    if all(message.role is Role.SYSTEM for message in tree.messages):
        raise BadRecordError("It holds no message that could be shown; it was left out.")
    last = max(fields.moment(data.get(name)) for name in ("userLastMessagedAt", "assistantLastMessagedAt", "createdAt"))
    return FoundConversation(
        origin=fields.origin(Format.LM_STUDIO, "", created_at, *(message.content for message in tree.messages[:2])),
        title=fields.text(data, "name"),
        created_at=created_at,
        updated_at=last,
        messages=tree.messages,
        head=above,
        is_pinned=fields.is_true(data, "pinned"),
        draft=fields.text(data, "clientInput"),
        problems=(*problems, *tree.problems),
    )


def _system_prompt(data: Mapping[str, Any]) -> str:
    for field in fields.items(fields.mapping(data, "perChatPredictionConfig"), "fields"):
        if fields.text(field, "key") == "llm.prediction.systemPrompt" and (prompt := fields.text(field, "value")):
            return prompt
    return fields.text(data, "systemPrompt")


def _system_message(system: str, created_at: str) -> FoundMessage:
    return FoundMessage(key="system", parent=None, role=Role.SYSTEM, content=system, created_at=created_at)


def _versions(number: int, slot: Any, above: str | None, problems: list[str]) -> list[Node]:
    versions = fields.items(slot, "versions")
    if not versions:
        problems.append(f"Message {number} has no version that could be read; it was left out.")
    found = []
    for index, version in enumerate(versions):
        role = _ROLES.get(fields.text(version, "role"))
        if role is None:
            problems.append(f"Version {index + 1} of message {number} is from nobody who is known; it was left out.")
            continue
        steps = [version, *fields.items(version, "steps")]
        body = "\n\n".join(part for step in steps if (part := _step(step)))
        if not body.strip():
            continue
        key = f"{number}.{index}"
        message = FoundMessage(
            key=key,
            parent=above,
            role=role,
            content=body,
            created_at=max(_begun(step) for step in steps),
            status=_status(steps),
            model_name=_model(version, steps) if role is Role.ASSISTANT else "",
        )
        found.append(Node(key=key, parent=above, message=message))
    return found


def _step(step: Any) -> str:
    if fields.text(step, "type") not in ("contentBlock", "singleStep"):
        return ""
    body = "\n\n".join(part for block in fields.items(step, "content") if (part := _block(block)))
    is_thought = fields.text(fields.mapping(step, "style"), "type") == "thinking"
    return fields.thought(body) if body and is_thought else body


def _block(block: Any) -> str:
    match fields.text(block, "type"):
        case "text":
            return fields.text(block, "text")
        case "file":
            word = "Image" if fields.text(block, "fileType") == "image" else "File"
            return f"[{word}: {fields.text(block, 'name', 'fileIdentifier') or 'without a name'}]"
        case "toolCallRequest":
            name = fields.text(block, "name") or "a tool"
            parameters = block.get("parameters")
            body = parameters if isinstance(parameters, str) else json.dumps(parameters, ensure_ascii=False)
            return f"[Called {name}]\n\n{fields.fenced(fields.text({'body': body}, 'body'), 'json')}"
        case "toolCallResult":
            result = fields.text(block, "content")
            return fields.fenced(result) if result else ""
        case _:
            return ""


def _begun(step: Any) -> str:
    """A step's name begins with the moment it began, in milliseconds."""
    began = fields.text(step, "stepIdentifier").partition("-")[0]
    return fields.moment(int(began)) if began.isascii() and began.isdigit() and len(began) == 13 else ""


def _status(steps: list[Any]) -> MessageStatus:
    for step in reversed(steps):
        reason = fields.text(fields.mapping(fields.mapping(step, "genInfo"), "stats"), "stopReason")
        if reason:
            return _STATUSES.get(reason, MessageStatus.COMPLETE)
    return MessageStatus.COMPLETE


def _model(version: Any, steps: list[Any]) -> str:
    for step in steps:
        if name := fields.text(fields.mapping(step, "genInfo"), "identifier", "indexedModelIdentifier"):
            return name
    return fields.text(fields.mapping(version, "senderInfo"), "senderName")
