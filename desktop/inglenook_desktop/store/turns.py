"""Turns of a conversation: what begins when a person sends, asks again or goes on, how an answer is kept while it
comes, and how it ends. Each function is one transaction; a `Store` has them all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from inglenook_engine.protocol import Failed
from inglenook_engine.types import FinishReason, GenerateParams, GenerationStats, ModelInfo, Role

from ..attachments import AttachedFile
from . import (
    answering,
    attachment_rows,
    beginning,
    conversations,
    edit_rows,
    late_index,
    messages,
    preset_rows,
    queue_rows,
    runs,
    unsent_files,
)
from .db import WRITE_WAIT_MS, Connection, Db
from .errors import StoreError, StoreProblem, sentence
from .owners import Owner
from .records import MessageStatus, RunAction, StoredMessage, Turn
from .text import timestamp

CHECKPOINT_WAIT_MS = 50
"""How long a checkpoint waits for another process's write; there is another one soon, and the window is waiting."""


class Turns:
    """Borrows connection and claim. app_version: of the program that writes, noted with each run."""

    def __init__(self, db: Db, owner: Owner, *, now: Callable[[], datetime], app_version: str) -> None:
        self._db = db
        self._owner = owner
        self._now = now
        self._app_version = app_version

    @property
    def path(self) -> Path:
        """The database file."""
        return self._db.path

    def begin_turn(
        self,
        *,
        conversation_id: int | None,
        text: str | None,
        model: ModelInfo,
        params: GenerateParams,
        system: str | None = None,
        instead_of: int | None = None,
        folder_id: int | None = None,
        preset_id: int | None = None,
        instructions: str = "",
        queued_id: int | None = None,
        files: Sequence[AttachedFile] = (),
    ) -> Turn:
        """Store a message and the place for its answer, before the engine hears of it. One transaction.

        conversation_id: None for a new conversation, named after the text, with the speculation of params. text: None
        to answer the last message of the person once more, in a branch beside the earlier answers. system: goes first
        when nothing else is there yet, and is ignored otherwise. instead_of: a message of this conversation, in any
        branch. With text, a question that text goes beside, with the attachments it has; without, the answer that
        another one is wanted beside, or a question to answer again. folder_id: where a new conversation begins; outside
        of any when that folder is gone, because the message counts for more; so with preset_id, the preset that it has
        of its own. instructions: read in place of its system prompt, "" for none. queued_id: the message that waited
        to be this one. files: go with the text; without one the first names the conversation. What of these was kept
        as not sent yet, or as the edit of a question that is sent, is forgotten.
        Raises StoreError GONE when the conversation or the message is not there or in the trash, ANSWERING while an
        answer is being written in it; ValueError when there is no message to answer again, or `instead_of` is none
        that can be asked or answered anew in this conversation.
        """
        now = self._timestamp()
        with self._db.write() as sql:
            if conversation_id is None:
                conversation_id = beginning.begin(
                    sql,
                    now=now,
                    speculation=params.speculation,
                    is_strict=params.is_strict,
                    folder_id=folder_id,
                    preset_id=preset_id,
                )
            elif conversations.get(sql, conversation_id) is None:
                raise self._error(StoreProblem.GONE)

            def add(role: Role, content: str, parent_id: int | None, status: MessageStatus) -> int:
                return messages.insert(
                    sql, conversation_id, parent_id=parent_id, role=role, content=content, status=status, now=now
                )

            answering.require_idle(sql, conversation_id, owner=self._owner, path=self.path)
            old = None if instead_of is None else self._message_of(sql, conversation_id, instead_of)
            head_id = conversations.head(sql, conversation_id)
            user_message_id = None
            if text is None:
                head = None if head_id is None else messages.get(sql, head_id)
                parent_id = _to_answer_again(old or head)
            else:
                files = [*files, *(() if queued_id is None else unsent_files.of_queued(sql, queued_id))]
                conversations.set_first_title(
                    sql, conversation_id, beginning.first_title(text, [file.name for file in files])
                )
                above = head_id if old is None else _above_question(old)
                if head_id is None and old is None and system:
                    above = add(Role.SYSTEM, system, None, MessageStatus.COMPLETE)
                parent_id = user_message_id = add(Role.USER, text, above, MessageStatus.COMPLETE)
                if old is not None:
                    messages.copy_attachments(sql, {old.id: user_message_id})
                    edit_rows.forget(sql, old.id)
                attachment_rows.insert(sql, user_message_id, files)
            if queued_id is not None and not queue_rows.forget(sql, queued_id):
                raise self._error(StoreProblem.GONE)  # another window has sent it
            assistant_message_id = add(Role.ASSISTANT, "", parent_id, MessageStatus.STREAMING)
            action = RunAction.RETRY if text is None else RunAction.ANSWER
            return Turn(
                run_id=self._begin_run(sql, assistant_message_id, action, model, params, now, instructions),
                conversation_id=conversation_id,
                user_message_id=user_message_id,
                assistant_message_id=assistant_message_id,
            )

    def begin_beside(self, first: Turn, *, model: ModelInfo, params: GenerateParams) -> Turn:
        """Another answer to the question of a turn that has begun, by another model at the same time. The branch in
        view stays. Raises StoreError GONE when that answer is not there any more."""
        now = self._timestamp()
        with self._db.write() as sql:
            answer = messages.get(sql, first.assistant_message_id)
            if answer is None or conversations.get(sql, first.conversation_id) is None:
                raise self._error(StoreProblem.GONE)
            message_id = messages.insert(
                sql,
                first.conversation_id,
                parent_id=answer.parent_id,
                role=Role.ASSISTANT,
                content="",
                status=MessageStatus.STREAMING,
                now=now,
            )
            messages.bring_into_view(sql, first.conversation_id, answer.id)
            instructions = preset_rows.instructions_of(sql, first.run_id)
            return Turn(
                run_id=self._begin_run(sql, message_id, RunAction.ANSWER, model, params, now, instructions),
                conversation_id=first.conversation_id,
                user_message_id=None,
                assistant_message_id=message_id,
            )

    def continue_turn(
        self, message_id: int, *, model: ModelInfo, params: GenerateParams, instructions: str = ""
    ) -> Turn:
        """The answer goes on where it stopped, in the same message, which comes into view. One transaction.

        What is there stays and is the beginning of what is saved from now on: the turn carries it. An answer that was
        followed up goes on in a copy beside it, so that what was said below it stays an answer to what was there.
        Raises StoreError GONE when there is no such message or its conversation is in the trash, ANSWERING while an
        answer is being written in it; ValueError when the message is no answer.
        """
        now = self._timestamp()
        with self._db.write() as sql:
            message = messages.get(sql, message_id)
            if message is None or conversations.get(sql, message.conversation_id) is None:
                raise self._error(StoreProblem.GONE)
            if message.role is not Role.ASSISTANT:
                raise ValueError("only an answer can be continued")
            answering.require_idle(sql, message.conversation_id, owner=self._owner, path=self.path)
            text, tokens = _beginning(message)
            if messages.has_children(sql, message_id):
                message_id = messages.insert(
                    sql,
                    message.conversation_id,
                    parent_id=message.parent_id,
                    role=message.role,
                    content=text,
                    status=MessageStatus.STREAMING,
                    now=now,
                )
                runs.copy(sql, {message.id: message_id})
                messages.copy_attachments(sql, {message.id: message_id})
            else:
                messages.bring_into_view(sql, message.conversation_id, message_id)
            messages.write_text(sql, message_id, text=text, tokens=tokens, status=MessageStatus.STREAMING)
            run_id = self._begin_run(sql, message_id, RunAction.CONTINUE, model, params, now, instructions)
            run = runs.latest_of_message(sql, message_id)
            return Turn(
                run_id=run_id,
                conversation_id=message.conversation_id,
                user_message_id=None,
                assistant_message_id=message_id,
                text=text,
                tokens=tokens,
                tokens_before=None if run is None else run.tokens_before,
            )

    def checkpoint(self, turn: Turn, text: str, tokens: Sequence[int]) -> None:
        """Save the whole text of the answer so far; the answer goes on. Waits only shortly for a locked file."""
        with self._db.write(wait_ms=CHECKPOINT_WAIT_MS, goes_on=True) as sql:
            self._write_answer(sql, turn, text, tokens, MessageStatus.STREAMING)

    def finish_turn(
        self,
        turn: Turn,
        *,
        text: str,
        tokens: Sequence[int],
        reason: FinishReason,
        stats: GenerationStats,
        wait_ms: int = WRITE_WAIT_MS,
    ) -> None:
        """The engine finished the answer: text, status and figures, in one transaction. wait_ms: for a locked file."""
        status = MessageStatus.CANCELLED if reason is FinishReason.CANCELLED else MessageStatus.COMPLETE
        with self._db.write(wait_ms=wait_ms) as sql:
            self._end_answer(sql, turn, text, tokens, status)
            runs.finish(sql, turn.run_id, reason=reason, stats=stats, now=self._timestamp())

    def fail_turn(
        self, turn: Turn, *, text: str, tokens: Sequence[int], failure: Failed, wait_ms: int = WRITE_WAIT_MS
    ) -> None:
        """The engine could not finish the answer: what arrived stays, with the reason, in one transaction. wait_ms: for
        a locked file."""
        with self._db.write(wait_ms=wait_ms) as sql:
            self._end_answer(sql, turn, text, tokens, MessageStatus.FAILED)
            runs.fail(sql, turn.run_id, failure, now=self._timestamp())

    def set_ui_ttft(self, turn: Turn, ui_ttft_ms: float, *, waited_ms: float = 0.0) -> None:
        """From Enter to the first painted glyph, in milliseconds. waited_ms: of these until the engine was asked. Waits
        only shortly for a locked file."""
        with self._db.write(wait_ms=CHECKPOINT_WAIT_MS) as sql:
            runs.set_ui_ttft(sql, turn.run_id, ui_ttft_ms, waited_ms)

    def _message_of(self, sql: Connection, conversation_id: int, message_id: int) -> StoredMessage:
        """Raises StoreError GONE when it is not there, ValueError when it is another conversation's."""
        message = messages.get(sql, message_id)
        if message is None:
            raise self._error(StoreProblem.GONE)
        if message.conversation_id != conversation_id:
            raise ValueError("this message is of another conversation")
        return message

    def _begin_run(
        self,
        sql: Connection,
        message_id: int,
        action: RunAction,
        model: ModelInfo,
        params: GenerateParams,
        now: str,
        instructions: str,
    ) -> int:
        run_id = runs.insert(
            sql,
            message_id,
            action=action,
            owner=self._owner.id,
            app_version=self._app_version,
            model=model,
            params=params,
            now=now,
        )
        if instructions:
            preset_rows.note_instructions(sql, run_id, instructions)
        return run_id

    def _write_answer(
        self, sql: Connection, turn: Turn, text: str, tokens: Sequence[int], status: MessageStatus
    ) -> None:
        if not messages.write_text(sql, turn.assistant_message_id, text=text, tokens=tokens, status=status):
            raise self._error(StoreProblem.GONE)

    def _end_answer(self, sql: Connection, turn: Turn, text: str, tokens: Sequence[int], status: MessageStatus) -> None:
        if len(text) > late_index.AT_ONCE_CHARS:
            late_index.postpone(sql, turn.assistant_message_id)
        self._write_answer(sql, turn, text, tokens, status)
        conversations.touch(sql, turn.conversation_id, self._timestamp())

    def _timestamp(self) -> str:
        return timestamp(self._now())

    def _error(self, problem: StoreProblem) -> StoreError:
        return StoreError(problem, sentence(problem, self.path))


def _to_answer_again(head: StoredMessage | None) -> int:
    """The message whose answer is wanted once more. Raises ValueError when there is none."""
    match head:
        case StoredMessage(role=Role.USER):
            return head.id
        case StoredMessage(role=Role.ASSISTANT, parent_id=int(parent_id)):
            return parent_id
        case _:
            raise ValueError("this conversation has no message that could be answered again")


def _beginning(answer: StoredMessage) -> tuple[str, tuple[int, ...]]:
    """What of an answer stays when it goes on. One that was stopped inside a character ends with a mark instead of it:
    the model writes that character anew, and the ids of its first half are not to be followed by it."""
    if answer.tokens and answer.content.endswith("\ufffd"):
        return answer.content[:-1], ()
    return answer.content, answer.tokens


def _above_question(question: StoredMessage) -> int | None:
    """The message above this question, None for the first one. Raises ValueError for what nobody asked."""
    if question.role is not Role.USER:
        raise ValueError("only a question can be asked anew")
    return question.parent_id
