"""The second model's answer to the question in view, as the store has it. No Qt beyond the transcript's model."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from inglenook_engine.protocol import Generate

from .models.transcript import Speaker, TranscriptModel
from .presets import with_instructions

if TYPE_CHECKING:
    from .presenting import ThreadItems
    from .store import Store, Turn


def kept_answer(store: Store, shown: TranscriptModel, model_path: str) -> int | None:
    """The newest version of the last answer in view that this model wrote, one that is not in view before the one that
    is; None where there is none. Raises StoreError."""
    last = shown.item(len(shown) - 1) if len(shown) else None
    if last is None or last.speaker is not Speaker.MODEL or len(last.siblings) < 2:
        return None
    for message_id in sorted(last.siblings, key=lambda one: (one != last.key, one), reverse=True):
        run = store.run_of_message(message_id)
        if run is not None and run.model_path == model_path:
            return message_id
    return None


def branch_items(store: Store, message_id: int) -> ThreadItems:
    """Everything down to this answer, with its figures; those of earlier ones stand in the other column. Raises
    StoreError."""
    from .presenting import items_of

    thread = store.tree.path(message_id)
    attachments = store.attachments(thread[-1].conversation_id) if thread else {}
    run = store.run_of_message(message_id)
    return items_of(thread, lambda one: run if one == message_id else None, {}, attachments=attachments)


def asked_again(store: Store, answer_id: int, in_view: int, *, seed: int) -> tuple[Turn, Generate] | None:
    """The turn whose question the second model answered with `answer_id`, and what it is asked once more: as it was
    then, but for the seed. in_view: the answer to it that is in view, and stays so. None where no model made it.
    Raises StoreError."""
    from .prompting import messages_to_answer
    from .store import Turn

    run, thread = store.run_of_message(answer_id), store.tree.path(answer_id)
    if run is None or not thread:
        return None
    messages = with_instructions(messages_to_answer(store, thread[:-1]), store.writing.instructions_of(run.id))
    params = replace(run.params, sampler=replace(run.params.sampler, seed=seed))
    number = thread[-1].conversation_id
    turn = Turn(run_id=run.id, conversation_id=number, user_message_id=None, assistant_message_id=in_view)
    return turn, Generate(run_id=run.id, messages=messages, params=params)
