"""Data folders that an earlier version of the program left behind."""

from __future__ import annotations

from pathlib import Path

import pytest
from fakes_engine import MODEL, STATS
from inglenook_desktop.presets import PresetParams
from inglenook_desktop.store import FILE_NAME, open_store
from inglenook_desktop.store.db import APPLICATION_ID
from inglenook_desktop.store.migrations import migrations
from inglenook_desktop.store.rollups import Rollups
from inglenook_desktop.store.schema import LATEST, known_steps, shape_after
from inglenook_engine.types import FinishReason, GenerateParams, GenerationStats, Speculation
from sqlite_utils import Database, Migrations

OLD_STATS = GenerationStats(prompt_tokens=43, output_tokens=3, ttft_ms=24.0, decode_ms=20.0, draft_rounds=0)

# Written by hand as version 0.1.0 wrote them, so that a later change of the program cannot change them with it.
_OLD_ROWS = """
    INSERT INTO conversations (id, title, created_at, updated_at, message_count)
        VALUES (4, 'An old one', '2026-01-31T23:59:58.000Z', '2026-01-31T23:59:59.000Z', 2);
    INSERT INTO messages (id, conversation_id, parent_id, role, status, created_at, content, tokens) VALUES
        (7, 4, NULL, 'user', 'complete', '2026-01-31T23:59:58.000Z', 'Hello', NULL),
        (8, 4, 7, 'assistant', 'complete', '2026-01-31T23:59:58.000Z', 'Hi', x'05000000'),
        (9, 4, 8, 'user', 'complete', '2026-01-31T23:59:58.000Z', 'And?', NULL),
        (10, 4, 9, 'assistant', 'failed', '2026-01-31T23:59:58.000Z', '', NULL);
    UPDATE conversations SET head_message_id = 10;
    INSERT INTO runs (
        id, message_id, action, started_at, finished_at, app_version, model_name, model_path, model, params,
        finish_reason, prompt_tokens, cached_tokens, output_tokens, draft_rounds, drafted_tokens, accepted_tokens,
        load_ms, queue_ms, template_ms, tokenize_ms, restore_ms, prefill_ms, ttft_ms, decode_ms, rounds, total_ms
    ) VALUES (
        3, 8, 'answer', '2026-01-31T23:59:58.000Z', '2026-01-31T23:59:59.000Z', '0.1.0', 'Old', '/old.gguf', '{}',
        '{"sampler":{"seed":11},"max_tokens":64,"stop":["é"],"speculation":"auto"}',
        'stop', 43, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 24.0, 20.0, 0, 0
    );
    INSERT INTO runs (id, message_id, action, started_at, app_version, model_name, model_path, model, params,
        error_kind, error_message)
        VALUES (5, 10, 'answer', '2026-01-31T23:59:58.000Z', '0.1.0', 'Old', '/old.gguf', '{}', '{}', 'bug', 'Broken.');
"""


def _before(step: str, folder: Path) -> Database:
    """A new one with all steps before this."""
    before = Migrations("inglenook")
    for migration in migrations._migrations:
        if migration.name < step:
            before(name=migration.name)(migration.fn)
    database = Database(folder / FILE_NAME, execute_plugins=False)
    before.apply(database)
    return database


@pytest.fixture
def old_dir(tmp_path: Path) -> Path:
    """A folder as the first version left it."""
    folder = tmp_path / "old"
    folder.mkdir(mode=0o700)
    first_version = Migrations("inglenook")
    first = migrations._migrations[0]
    assert first.name == "m001_conversations"
    first_version(name=first.name)(first.fn)
    database = Database(folder / FILE_NAME, execute_plugins=False)
    first_version.apply(database)
    database.conn.executescript(_OLD_ROWS)
    database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    database.close()
    return folder


def test_an_old_conversation_is_read_with_what_it_had(old_dir: Path) -> None:
    with open_store(old_dir) as store:
        (conversation,) = store.conversations()
        assert (conversation.title, conversation.speculation, conversation.is_strict) == (
            "An old one",
            Speculation.AUTO,
            False,
        )
        assert [message.content for message in store.thread(4)] == ["Hello", "Hi", "And?", ""]
        runs = store.runs_of_conversation(4)
    finished, failed = runs[8], runs[10]
    assert finished.stats == OLD_STATS
    assert (finished.params.sampler.seed, finished.params.max_tokens, finished.params.stop) == (11, 64, ("é",))
    assert (finished.params.is_strict, finished.params.prediction, finished.prediction) == (False, "", None)
    assert (failed.stats, failed.error_message) == (None, "Broken.")


def test_an_old_conversation_goes_on(old_dir: Path) -> None:
    with open_store(old_dir) as store:
        store.set_speculation(4, Speculation.DRAFT, is_strict=True)
        turn = store.begin_turn(conversation_id=4, text="Again", model=MODEL, params=GenerateParams(is_strict=True))
        store.finish_turn(turn, text="Yes", tokens=[1], reason=FinishReason.STOP, stats=STATS)
    with open_store(old_dir) as store:
        assert store.conversations()[0].speculation is Speculation.DRAFT
        run = store.run_of_message(turn.assistant_message_id)
        assert run is not None
        assert (run.params.is_strict, run.stats) == (True, STATS)


def test_the_own_parameters_of_a_folder_become_a_preset_of_its_name(tmp_path: Path) -> None:
    database = _before("m010", tmp_path)
    database.conn.executescript("""
        INSERT INTO folders (id, name, position, created_at, params) VALUES
            (3, 'Work', 1, '2026-01-31T23:59:58.000Z',
             '{"sampler":{"temperature":0.2,"top_k":5,"seed":9},"max_tokens":64,"stop":[],"speculation":"auto"}'),
            (4, 'Play', 2, '2026-01-31T23:59:58.000Z', NULL),
            (5, 'Odd', 3, '2026-01-31T23:59:58.000Z', 'no json'),
            (6, 'Odder', 4, '2026-01-31T23:59:58.000Z', '[7]');
    """)
    database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    database.close()
    with open_store(tmp_path) as store:
        work, *others = store.shelf.folders()
        (preset,) = store.writing.presets()
        assert (preset.name, preset.params) == ("Work", PresetParams(temperature=0.2, top_k=5, max_tokens=64))
        assert (work.preset_id, [folder.preset_id for folder in others]) == (preset.id, [None, None, None])


def test_every_step_is_applied_once(old_dir: Path) -> None:
    for _ in range(2):
        with open_store(old_dir) as store, store._db.read() as sql:
            applied = sql.execute("SELECT name FROM _sqlite_migrations ORDER BY name").fetchall()
    assert [name for (name,) in applied] == list(known_steps())
    assert applied[0] == ("m001_conversations",)


def test_figures_that_were_added_up_stay_when_machines_are_told_apart(tmp_path: Path) -> None:
    database = _before("m014", tmp_path)
    database.conn.executescript("""
        INSERT INTO folders (id, name, position, created_at) VALUES (3, 'Work', 1, '2026-01-31T23:59:58.000Z');
        INSERT INTO conversations (id, title, created_at, updated_at, message_count, folder_id)
            VALUES (4, 'Old', '2026-01-31T23:59:58.000Z', '2026-01-31T23:59:59.000Z', 0, 3);
        INSERT INTO tags (conversation_id, tag) VALUES (4, 'tax');
        INSERT INTO figure_facets VALUES (7, 'Fake', 'Q4_K_M', -1, '', '', '', '', '');
        INSERT INTO figure_conversations VALUES (4, 20484, 7, 'good', 3, 30, 3, 9, 50.0, 5000.0, 1000.0, 2);
    """)
    database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    database.close()
    with open_store(tmp_path) as store:
        found = {kind: Rollups(store._db).totals(kind, first_day=0, last_day=99_999, limit=9) for kind in
                 ("folder", "tag", "outcome")}  # fmt: skip
    totals = {kind: [(one.key, one.label, one.runs, one.busy_ms) for one in ones] for kind, ones in found.items()}
    with open_store(tmp_path) as store, store._db.read() as sql:
        rows = sql.execute("SELECT model, runs, energy_j, idle_energy_j, is_own FROM conversation_figures").fetchall()
        (machine,) = sql.execute("SELECT value FROM remembered WHERE name = 'machine'").fetchone()
    assert totals == {
        "folder": [("3", "Work", 3, 50.0)], "tag": [("tax", "tax", 3, 50.0)], "outcome": [("good", "good", 3, 50.0)],
    }  # fmt: skip
    assert rows == [("Fake", 3, 4.0, 1.0, 1)]
    assert len(machine) == 16


def test_sums_with_the_reading_rate_of_a_prompt_that_was_not_read_are_made_again(tmp_path: Path) -> None:
    database = _before("m019", tmp_path)
    run = (
        "INSERT INTO runs (id, action, started_at, finished_at, app_version, model_name, model_path, model, params,"
        " finish_reason, prompt_tokens, cached_tokens, output_tokens, prefill_ms, rounds) VALUES (?, 'answer',"
        " '2026-01-31T23:59:58.000Z', '2026-01-31T23:59:59.000Z', '0.1.0', 'Old', '/old.gguf', '{\"name\":\"Old\"}',"
        " '{}', 'cancelled', 4000, 0, ?, 100.0, ?)"
    )
    for id_, output_tokens, rounds in ((1, 0, 0), (2, None, None), (3, 0, 1), (4, 9, 9)):
        database.conn.execute(run, (id_, output_tokens, rounds))
        cell = (
            f"INSERT INTO figure_cells (id, day, facet_id, sums, slots, counts) VALUES ({id_}, {id_}, 1, x'', x'', x'')"
        )
        database.conn.execute(cell)
        database.conn.execute("INSERT INTO figure_runs (run_id, cell_id) VALUES (?, ?)", (id_, id_))
    database.conn.execute("DELETE FROM figure_queue")
    database.conn.commit()
    migrations.apply(database)
    queued = [row[0] for row in database.execute("SELECT run_id FROM figure_queue ORDER BY 1").fetchall()]
    stale = [row[0] for row in database.execute("SELECT id FROM figure_cells WHERE is_stale = 1 ORDER BY 1").fetchall()]
    rates = database.execute("SELECT prefill_tokens_per_s FROM run_figures ORDER BY run_id").fetchall()
    database.close()
    assert (queued, stale) == ([1, 2], [1, 2])
    assert rates == [(None,), (None,), (40_000.0,), (40_000.0,)]


def test_what_is_written_down_of_the_tables_is_what_the_migrations_make() -> None:
    assert shape_after(len(known_steps())) == LATEST
    assert shape_after(1) != LATEST
