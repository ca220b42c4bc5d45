"""`inglenook history list|show`: the conversations of the store, read as text or as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inglenook_engine.errors import UserFacingError
from inglenook_engine.types import Role
from inglenook_engine.wire import to_json

from ..store import open_store
from ..store.records import Conversation, MessageStatus, Run, StoredMessage
from .console import Console
from .exit_codes import ExitCode
from .figures import figures_line, moment, speculation_line

if TYPE_CHECKING:
    from ..store import Store

_SPEAKERS = {Role.SYSTEM: "System", Role.USER: "You", Role.ASSISTANT: "Model"}
_NOTICES = {
    MessageStatus.STREAMING: "still being written",
    MessageStatus.CANCELLED: "stopped",
    MessageStatus.INTERRUPTED: "interrupted",
    MessageStatus.FAILED: "failed",
}


class NoConversationError(UserFacingError):
    """There is no conversation of that number."""


def run_list(data_dir: Path, console: Console, *, is_json: bool, limit: int) -> ExitCode:
    """limit: how many of the newest to show, 0 for all."""
    with _opened(data_dir) as store:
        conversations = store.conversations()
    shown = conversations[:limit] if limit else conversations
    if is_json:
        console.json([_conversation_json(conversation) for conversation in shown])
        return ExitCode.OK
    if not shown:
        console.line("No conversation yet.")
    width = max((len(str(conversation.id)) for conversation in shown), default=0)
    for conversation in shown:
        count = "1 message " if conversation.message_count == 1 else f"{conversation.message_count} messages"
        title = conversation.title or "Untitled"
        console.line(f"{conversation.id:>{width}}  {moment(conversation.updated_at)}  {count:>12}  {title}")
    if len(shown) < len(conversations):
        console.note(f"{len(conversations) - len(shown)} older ones are not shown; --limit 0 shows all.")
    return ExitCode.OK


def run_show(data_dir: Path, console: Console, *, is_json: bool, conversation_id: int) -> ExitCode:
    with _opened(data_dir) as store:
        conversation = store.conversation(conversation_id)
        if conversation is None:
            raise NoConversationError(
                f"There is no conversation {conversation_id} in {data_dir}; inglenook history list shows which."
            )
        thread = store.thread(conversation_id)
        runs = store.runs_of_conversation(conversation_id)
    if is_json:
        messages = [_message_json(message, runs.get(message.id)) for message in thread]
        console.json({**_conversation_json(conversation), "messages": messages})
        return ExitCode.OK
    console.line(conversation.title or "Untitled", is_bold=True)
    for message in thread:
        console.line()
        run = runs.get(message.id)
        console.line(_heading(message, run), is_dim=True)
        if message.content:
            console.line(message.content)
        if run is not None and run.error_message:
            console.line(run.error_message, is_dim=True)
        if run is not None and run.stats is not None:
            console.line(figures_line(run.stats), is_dim=True)
            if line := speculation_line(run.stats):
                console.line(line, is_dim=True)
    return ExitCode.OK


@contextmanager
def _opened(data_dir: Path) -> Iterator[Store]:
    """The store for the length of a with block."""
    store = open_store(data_dir)
    try:
        yield store
    finally:
        store.close()


def _heading(message: StoredMessage, run: Run | None) -> str:
    speaker = _SPEAKERS[message.role]
    if run is not None and run.model_name:
        speaker = run.model_name
    parts = [speaker, moment(message.created_at)]
    if notice := _NOTICES.get(message.status):
        parts.append(notice)
    return " · ".join(parts)


def _conversation_json(conversation: Conversation) -> dict[str, Any]:
    return {
        "id": conversation.id,
        "title": conversation.title,
        "created_at": conversation.created_at,
        "updated_at": conversation.updated_at,
        "message_count": conversation.message_count,
        "speculation": conversation.speculation.value,
        "is_strict": conversation.is_strict,
    }


def _message_json(message: StoredMessage, run: Run | None) -> dict[str, Any]:
    return {
        "id": message.id,
        "parent_id": message.parent_id,
        "role": message.role.value,
        "content": message.content,
        "token_ids": list(message.tokens),
        "status": message.status.value,
        "created_at": message.created_at,
        "run": None if run is None else _run_json(run),
    }


def _run_json(run: Run) -> dict[str, Any]:
    error = None
    if run.error_kind is not None:
        error = {"kind": run.error_kind.value, "message": run.error_message, "detail": run.error_detail}
    return {
        "model": run.model_name,
        "started_at": run.started_at,
        "finish_reason": None if run.finish_reason is None else run.finish_reason.value,
        "params": to_json(run.params),
        "prediction": None if run.prediction is None else to_json(run.prediction),
        "stats": None if run.stats is None else to_json(run.stats),
        "ui_ttft_ms": run.ui_ttft_ms,
        "error": error,
    }
