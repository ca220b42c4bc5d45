"""A tree that several processes grow at once, and that stays whole however they end."""

from __future__ import annotations

import random
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from fakes_engine import MODEL, STATS
from inglenook_desktop.store import MessageStatus, Store, open_store
from inglenook_engine.types import FinishReason, GenerateParams, Role
from store_writers import Writers


def check_tree(store: Store, conversation_id: int) -> None:
    """The branch in view begins at a first message and ends at a last one, and every count is right."""
    whole = {message.id: message for message in store.tree.whole(conversation_id)}
    parents = {message.parent_id for message in whole.values()}
    assert parents - {None} <= set(whole)
    thread = store.thread(conversation_id)
    assert [message.parent_id for message in thread] == [None, *(message.id for message in thread[:-1])]
    assert thread[-1].id not in parents
    conversation = store.conversation(conversation_id)
    assert conversation is not None
    assert conversation.message_count == len(whole)
    siblings = store.tree.siblings(conversation_id)
    assert set(siblings) <= {message.id for message in thread}
    for message in thread:
        beside = tuple(sorted(one.id for one in whole.values() if one.parent_id == message.parent_id))
        assert siblings.get(message.id, (message.id,)) == beside
    assert MessageStatus.STREAMING not in {message.status for message in whole.values()}
    store.tree.show(thread[0].id)
    assert store.thread(conversation_id) == thread  # what leads down to the last message is what is in view


def check_kept(store: Store, reports: Iterable[dict[str, Any]]) -> None:
    """What was acknowledged is there, and an answer only grew."""
    whole = {message.id: message for message in store.tree.whole(1)}
    for report in reports:
        match report:
            case {"error": error}:
                pytest.fail(error)
            case {"message": message_id, "text": text}:
                message = whole[message_id]
                assert message.content.startswith(text)
                assert message.content == text or message.role is Role.ASSISTANT
            case {"fork": conversation_id, "n_messages": n_messages}:
                assert len(store.thread(conversation_id)) == n_messages


@pytest.mark.slow
@pytest.mark.parametrize("n_writers", [1, 3])
def test_branches_survive_kills_at_any_moment(writers: Writers, tmp_path: Path, n_writers: int) -> None:
    moments = random.Random(n_writers)
    data_dir = tmp_path / "data"
    with open_store(data_dir) as store:
        turn = store.begin_turn(conversation_id=None, text="Hello", model=MODEL, params=GenerateParams())
        store.finish_turn(turn, text="Hi", tokens=[1], reason=FinishReason.STOP, stats=STATS)
    reports: list[dict[str, Any]] = []
    for n_kills in range(12):
        started = [writers.start("branch_out", data_dir, seed=n_kills * n_writers + n) for n in range(n_writers)]
        for writer in started:
            for _ in range(moments.choice([1, 2, 3, 5, 8, 13, 21])):
                report = writer.read()
                assert report is not None
                reports.append(report)
        for writer in started:
            reports += writer.kill()
        with open_store(data_dir) as store:
            check_kept(store, reports)
            check_tree(store, 1)
    with open_store(data_dir) as store, store._db.read() as sql:
        assert sql.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert sql.execute("PRAGMA foreign_key_check").fetchall() == []
    # The test means something only if the kills hit answers in progress and the tree has branches.
    with open_store(data_dir) as store:
        whole = store.tree.whole(1)
        assert MessageStatus.INTERRUPTED in {message.status for message in whole}
        assert len({message.parent_id for message in whole}) < len(whole) - 10
