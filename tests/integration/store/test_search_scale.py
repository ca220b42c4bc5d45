"""A search costs the same in a store of any size. Counted in steps of SQLite and in messages read, not timed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from inglenook_desktop.store import Store, open_store
from inglenook_desktop.store import search as search_module

N_FIRST = 8_000
N_MORE = 16_000
TEXT = "some words that are in every message, and their number {}"

SEARCHES = [
    "w",
    "words",
    "words ",
    "some words that",
    '"every message" th',
    '"every mess',
    "some -absent ",
    "number 77 ",
    "absent",
    "role:you some",
    "folder:work words",
    "tag:tax words ",
    "model:qwen words",
    "before:2026-02-01 words",
    "after:2026-01-01",
    "🎉",
]


def grow(store: Store, n_messages: int) -> None:
    with store._db.write() as sql:
        sql.executemany(
            "INSERT INTO messages (conversation_id, role, status, created_at, content)"
            " VALUES (1 + ? % 50, 'user', 'complete', '2026-01-15T00:00:00.000Z', ?)",
            [(number, TEXT.format(number)) for number in range(n_messages)],
        )
        sql.execute(
            "INSERT INTO runs (message_id, action, started_at, app_version, model_name, model_path, model, params)"
            " SELECT id, 'answer', '', '', 'Qwen', '', '{}', '{}' FROM messages"
            " WHERE id NOT IN (SELECT message_id FROM runs)"
        )


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Store]]:
    """The second has three times as many messages as the first."""
    folders = [tmp_path_factory.mktemp(name) for name in ("small", "large")]
    with open_store(folders[0]) as small, open_store(folders[1]) as large:
        for store in (small, large):
            with store._db.write() as sql:
                sql.execute("INSERT INTO folders (id, name, position, created_at) VALUES (1, 'work', 0, '')")
                sql.executemany(
                    "INSERT INTO conversations (id, title, created_at, updated_at, folder_id)"
                    " VALUES (?, 'x', '2026-01-15T00:00:00.000Z', '2026', 1)",
                    [(id_,) for id_ in range(1, 51)],
                )
                sql.executemany("INSERT INTO tags VALUES (?, 'tax')", [(id_,) for id_ in range(1, 51)])
            grow(store, N_FIRST)
        grow(large, N_MORE)
        yield small, large


def n_steps(store: Store, text: str) -> int:
    count = 0

    def one() -> int:
        nonlocal count
        count += 1
        return 0

    connection = store._db._sql
    connection.set_progress_handler(one, 10)
    try:
        store.search.find(text)
    finally:
        connection.set_progress_handler(None, 10)
    return count


@pytest.mark.parametrize("text", SEARCHES)
def test_three_times_the_messages_are_no_more_steps(stores: tuple[Store, Store], text: str) -> None:
    """But for the ids of the days asked for, which are read in their index: two steps or so for each message."""
    small, large = (n_steps(store, text) for store in stores)
    of_days = N_MORE if text.startswith(("before", "after")) else 0
    assert large <= 1.4 * small + of_days + 50


@pytest.mark.parametrize("text", ["absent words", "w", "q", '"every mess', "-absent", "🎉", "天"])
def test_no_search_reads_more_than_its_share(
    stores: tuple[Store, Store], text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    n_read = 0
    match = search_module.match

    def counted(*args: object) -> object:
        nonlocal n_read
        n_read += 1
        return match(*args)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr(search_module, "match", counted)
    stores[1].search.find(text)
    assert n_read <= search_module.NARROW + search_module.SAMPLE + search_module.CANDIDATES
