"""A whole private conversation in a process of its own, for a test that watches what the process touches.

Does everything that a conversation can: long texts, branches, search, tags, drafts, a sort and an undo larger than any
cache. Says so on stdout and waits for the end of stdin, with the store still open.
"""

from __future__ import annotations

import sys

from fakes_engine import MODEL, STATS
from inglenook_desktop.store import Store, open_private_store
from inglenook_engine.types import FinishReason, GenerateParams

SECRET = "zanzibarium"


class Undone(Exception):
    """To leave a transaction by."""


def live(store: Store) -> None:
    params = GenerateParams()
    turn = store.begin_turn(conversation_id=None, text=f"What is {SECRET}?", model=MODEL, params=params)
    for n_words in range(1, 20):
        store.checkpoint(turn, f"{SECRET} " * n_words * 1_000, list(range(n_words)))
    long = f"{SECRET} " * 150_000
    store.finish_turn(turn, text=long, tokens=[1, 2], reason=FinishReason.STOP, stats=STATS)
    number, answer = turn.conversation_id, turn.assistant_message_id
    store.shelf.set_draft(number, f"draft {SECRET}")
    store.shelf.set_draft(None, f"new draft {SECRET}")
    store.shelf.set_tags(number, [SECRET])
    folder = store.shelf.create_folder(SECRET)
    store.shelf.move(number, folder.id)
    store.rename_conversation(number, f"About {SECRET}")
    store.tree.edit_answer(answer, f"Mine: {SECRET}")
    store.tree.show(answer)
    fork = store.tree.fork(answer)
    store.delete_conversation(fork.id)
    store.restore_conversation(fork.id)
    store.delete_conversation(fork.id)
    store.shelf.purge(fork.id)
    assert store.search.find(f"{SECRET[:5]}")
    assert store.recover_interrupted() == 0
    assert not store.changed_elsewhere()
    with store._db.write() as sql:
        sql.executemany(
            "INSERT INTO attachments (message_id, name, media_type, text, data) VALUES (?, ?, '', ?, ?)",
            [(answer, f"{SECRET}{i}", SECRET * 2_000, b"x" * 50_000) for i in range(300)],
        )
    with store._db.read() as sql:
        # What does not fit into SQLite's memory for sorting goes to a temporary file elsewhere.
        n_rows = sum(1 for _ in sql.execute("SELECT text || id FROM attachments ORDER BY data || name DESC"))
        assert n_rows == 300
    try:
        with store._db.write() as sql:
            sql.execute("UPDATE attachments SET text = text || ?", (long,))
            sql.execute("DELETE FROM messages")
            raise Undone
    except Undone:
        assert len(store.thread(number)) == 2


def main() -> None:
    with open_private_store() as store:
        live(store)
        print("lived", flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
