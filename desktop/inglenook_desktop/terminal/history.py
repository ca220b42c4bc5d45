"""`inglenook history list|show`: the conversations of the store, read as text or as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inglenook_engine.types import Role
from inglenook_engine.wire import to_json

from ..attachments import tidy_name
from ..store import open_store
from ..store.records import Conversation, MessageStatus, Run, StoredMessage
from .console import Console
from .conversation import NoConversationError
from .exit_codes import ExitCode
from .figures import figures_line, moment, speculation_line

if TYPE_CHECKING:
    from ..store import Store

SPEAKERS = {Role.SYSTEM: "System", Role.USER: "You", Role.ASSISTANT: "Model"}
_NOTICES = {
    MessageStatus.STREAMING: "still being written",
    MessageStatus.CANCELLED: "stopped",
    MessageStatus.INTERRUPTED: "interrupted",
    MessageStatus.FAILED: "failed",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Which:
    """Which conversations to list. folder, tag: their names, in any case; "" for all. is_archived: those in the archive
    instead; is_trash: those in the trash. limit: how many of the first, 0 for all."""

    folder: str = ""
    tag: str = ""
    is_archived: bool = False
    is_trash: bool = False
    limit: int = 0


def run_list(data_dir: Path, console: Console, which: Which, *, is_json: bool) -> ExitCode:
    with opened(data_dir, console) as store:
        folders = {folder.id: folder.name for folder in store.shelf.folders()}
        if which.is_trash:
            conversations = store.shelf.trash()
        else:
            conversations = store.conversations(include_archived=which.is_archived)
    chosen = [conversation for conversation in conversations if _fits(conversation, which, folders)]
    shown = chosen[: which.limit] if which.limit else chosen
    if is_json:
        console.json([conversation_json(conversation, folders) for conversation in shown])
        return ExitCode.OK
    if not shown:
        console.line("No conversation yet." if which == Which(limit=which.limit) else "No such conversation.")
    width = max((len(str(conversation.id)) for conversation in shown), default=0)
    for conversation in shown:
        count = "1 message " if conversation.message_count == 1 else f"{conversation.message_count} messages"
        parts = [f"{conversation.id:>{width}}", moment(conversation.updated_at), f"{count:>12}"]
        parts.append(conversation.title or "Untitled")
        if marks := _marks(conversation, folders):
            parts.append(marks)
        console.line("  ".join(parts))
    if len(shown) < len(chosen):
        console.note(f"{len(chosen) - len(shown)} older ones are not shown; --limit 0 shows all.")
    return ExitCode.OK


def _fits(conversation: Conversation, which: Which, folders: Mapping[int, str]) -> bool:
    folder = folders.get(conversation.folder_id or 0, "")
    return (
        (which.is_trash or conversation.is_archived == which.is_archived)
        and (not which.folder or folder.casefold() == which.folder.casefold())
        and (not which.tag or which.tag.casefold() in (tag.casefold() for tag in conversation.tags))
    )


def _marks(conversation: Conversation, folders: Mapping[int, str]) -> str:
    """Where it was put, e.g. `[pinned, in Work, #tax]`; "" where nobody put it anywhere."""
    parts = ["pinned"] if conversation.is_pinned else []
    if folder := folders.get(conversation.folder_id or 0):
        parts.append(f"in {folder}")
    parts.extend(f"#{tag}" for tag in conversation.tags)
    return f"[{', '.join(parts)}]" if parts else ""


def run_show(data_dir: Path, console: Console, *, is_json: bool, conversation_id: int) -> ExitCode:
    with opened(data_dir, console) as store:
        conversation = store.conversation(conversation_id)
        if conversation is None:  # the trash can be looked at, too
            conversation = next((one for one in store.shelf.trash() if one.id == conversation_id), None)
        if conversation is None:
            raise NoConversationError(
                f"There is no conversation {conversation_id} in {data_dir}; inglenook history list shows which."
            )
        thread = store.thread(conversation_id)
        runs = store.runs_of_conversation(conversation_id)
        attachments = store.attachments(conversation_id)
        folders = {folder.id: folder.name for folder in store.shelf.folders()}
        cut = store.context.marks(conversation_id).cut_on(message.id for message in thread)
    if is_json:
        messages = [
            {
                **_message_json(message, runs.get(message.id)),
                "attachments": [to_json(one) for one in attachments.get(message.id, ())],
            }
            for message in thread
        ]
        console.json({**conversation_json(conversation, folders), "messages": messages})
        return ExitCode.OK
    console.line(conversation.title or "Untitled", is_bold=True)
    if conversation.deleted_at is not None:
        console.line("In the trash.", is_dim=True)
    for message in thread:
        console.line()
        run = runs.get(message.id)
        console.line(_heading(message, run), is_dim=True)
        if names := ", ".join(tidy_name(one.name) for one in attachments.get(message.id, ())):
            console.line(f"Attached: {names}", is_dim=True)
        if message.content:
            console.line(message.content)
        if run is not None and run.error_message:
            console.line(run.error_message, is_dim=True)
        if run is not None and run.stats is not None:
            console.line(figures_line(run.stats), is_dim=True)
            if line := speculation_line(run.stats):
                console.line(line, is_dim=True)
        if cut is not None and cut.message_id == message.id:
            instead = f"a summary: {cut.summary}" if cut.summary else "nothing."
            console.line(f"Of what stands above, the model now reads {instead}", is_dim=True)
    return ExitCode.OK


@contextmanager
def opened(data_dir: Path, console: Console) -> Iterator[Store]:
    """The store for the length of a with block. What had to be mended at its opening is told."""
    store = open_store(data_dir)
    try:
        for note in store.opening_notes:
            console.error(note)
        yield store
    finally:
        store.close()


def _heading(message: StoredMessage, run: Run | None) -> str:
    speaker = SPEAKERS[message.role]
    if run is not None and run.model_name:
        speaker = run.model_name
    parts = [speaker, moment(message.created_at)]
    if notice := _NOTICES.get(message.status):
        parts.append(notice)
    return " · ".join(parts)


def conversation_json(conversation: Conversation, folders: Mapping[int, str]) -> dict[str, Any]:
    """folders: their names by id."""
    return {
        "id": conversation.id,
        "title": conversation.title,
        "created_at": conversation.created_at,
        "updated_at": conversation.updated_at,
        "message_count": conversation.message_count,
        "speculation": conversation.speculation.value,
        "is_strict": conversation.is_strict,
        "folder": folders.get(conversation.folder_id or 0),
        "tags": list(conversation.tags),
        "is_pinned": conversation.is_pinned,
        "is_archived": conversation.is_archived,
        "deleted_at": conversation.deleted_at,
        "origin": conversation.origin,
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
        "outcome": None if message.outcome is None else message.outcome.value,
        "run": None if run is None else _run_json(run),
    }


def _run_json(run: Run) -> dict[str, Any]:
    error = None
    if run.error_kind is not None:
        error = {"kind": run.error_kind.value, "message": run.error_message, "detail": run.error_detail}
    return {
        "id": run.id,
        "model": run.model_name,
        "model_sha256": run.model_sha256,
        "started_at": run.started_at,
        "finish_reason": None if run.finish_reason is None else run.finish_reason.value,
        "params": to_json(run.params),
        "prediction": None if run.prediction is None else to_json(run.prediction),
        "stats": None if run.stats is None else to_json(run.stats),
        "ui_ttft_ms": run.ui_ttft_ms,
        "waited_ms": run.waited_ms,
        "error": error,
    }
