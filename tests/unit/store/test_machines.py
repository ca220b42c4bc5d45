"""What came with an archive of another machine is kept and told apart; what comes back is this machine's own again."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fakes_engine import MODEL, STATS
from inglenook_desktop.store import RunAction, Store, open_store
from inglenook_desktop.store.figures import Grouping
from inglenook_desktop.store.rollups import Rollups
from inglenook_engine.protocol import Failed
from inglenook_engine.types import FailureKind, FinishReason, GenerateParams


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "other") as store:
        yield store


def ask(store: Store, text: str) -> int:
    turn = store.begin_turn(conversation_id=None, text=text, model=MODEL, params=GenerateParams())
    store.finish_turn(turn, text=f"{text}!", tokens=[1], reason=FinishReason.STOP, stats=STATS)
    return turn.conversation_id


def archive(store: Store, path: Path, change: Callable[[dict[str, object]], object] | None = None) -> Path:
    """change: is given every run in it."""
    out = io.BytesIO()
    store.archive.export(out)
    records = json.loads(out.getvalue())
    for record in records:
        for run in record.get("runs", ()):
            if change is not None:
                change(run)
    path.write_text(json.dumps(records))
    return path


def n_runs(store: Store, *, is_own: bool | None = True) -> int:
    """By the runs and by the rollups, which must agree."""
    counted = sum(group.runs for group in store.figures.by(Grouping.ALL, is_own=is_own))
    rollups = Rollups(store._db)
    rollups.settle()
    totals = rollups.totals("conversation", first_day=0, last_day=1 << 20, limit=99, is_own=is_own)
    assert sum(one.runs for one in totals) == counted
    return counted


def test_of_an_answer_it_is_known_which_machine_made_it(store: Store, other: Store, tmp_path: Path) -> None:
    ask(other, "There")
    ask(other, "Before anybody noted it")
    seen = []

    def forget_the_second(run: dict[str, object]) -> None:
        seen.append(run)
        if len(seen) == 2:
            del run["machine"]

    found = store.archive.import_from(archive(other, tmp_path / "other.json", forget_the_second))
    ids = [ask(store, "Here"), *found.conversation_ids]
    machines = [run.machine for id_ in ids for run in store.runs_of_conversation(id_).values()]
    assert [machine is None or bool(machine) for machine in machines] == [True, True, False]
    assert machines[0] is None
    assert machines[2] == ""


def test_the_runs_of_another_machine_count_apart(store: Store, other: Store, tmp_path: Path) -> None:
    ask(store, "Here")
    ask(other, "There")
    store.archive.import_from(archive(other, tmp_path / "other.json"))
    assert (n_runs(store), n_runs(store, is_own=False), n_runs(store, is_own=None)) == (1, 1, 2)
    assert [run.is_measurement for run in store.record.rated_runs()] == [False]
    assert len(store.conversations()) == 2
    copied = store.tree.fork(store.thread(store.conversations()[0].id)[-1].id)
    assert store.thread(copied.id)
    assert n_runs(store, is_own=None) == 2


def test_what_comes_back_to_the_machine_that_made_it_is_its_own(store: Store, other: Store, tmp_path: Path) -> None:
    """Over another machine, and after it was deleted here."""
    gone = ask(store, "Here")
    other.archive.import_from(archive(store, tmp_path / "out.json"))
    assert (n_runs(other), n_runs(other, is_own=False)) == (0, 1)
    store.delete_conversation(gone)
    store.shelf.purge(gone)
    store.archive.import_from(archive(other, tmp_path / "back.json"))
    assert (n_runs(store), n_runs(store, is_own=False)) == (1, 0)


def test_an_archive_that_does_not_say_where_it_was_made_is_of_elsewhere(
    store: Store, other: Store, tmp_path: Path
) -> None:
    ask(other, "There")
    store.archive.import_from(archive(other, tmp_path / "old.json", lambda run: run.pop("machine", None)))
    assert (n_runs(store), n_runs(store, is_own=False)) == (0, 1)


def test_totals_that_stayed_count_once_when_their_conversation_comes_back(store: Store, tmp_path: Path) -> None:
    """An answer, its title, and one that failed; of two that are alike, both."""
    first, second = ask(store, "Here"), ask(store, "Here too")
    title = store.shelf.begin_title(first, model=MODEL, params=GenerateParams())
    store.shelf.finish_title(title, reason=FinishReason.STOP, stats=STATS)
    failed = store.begin_turn(conversation_id=first, text="And?", model=MODEL, params=GenerateParams())
    store.fail_turn(failed, text="", tokens=[], failure=Failed(run_id=1, kind=FailureKind.CRASHED, message="Gone."))
    bench = store.record.begin_measurement(model=MODEL, params=GenerateParams())
    store.record.finish(bench, reason=FinishReason.STOP, stats=STATS)
    kept = archive(store, tmp_path / "kept.json")
    before = {group.key: group.runs for group in store.figures.by(Grouping.ACTION)}
    store.record.keep_totals(True)
    for conversation_id in (first, second):
        store.delete_conversation(conversation_id)
        store.shelf.purge(conversation_id)
    assert {group.key: group.runs for group in store.figures.by(Grouping.ACTION)} == before
    store.archive.import_from(kept)
    assert {group.key: group.runs for group in store.figures.by(Grouping.ACTION)} == before
    with store._db.read() as sql:
        left = sql.execute("SELECT action FROM runs WHERE message_id IS NULL").fetchall()
    assert left == [(RunAction.BENCH.value,)]


def test_a_folder_that_moved_to_another_processor_is_another_series_of_speed(store: Store) -> None:
    """The processors have one name, and the runs stay the folder's own. A run from before anybody asked for more than
    that name is taken for one of the first processor that is known, so that its series goes on."""
    old, new = (replace(MODEL, devices=("CPU",), device_models=(name,)) for name in ("Old 1", "New 2"))
    for model in (MODEL, old, new):
        bench = store.record.begin_measurement(model=model, params=GenerateParams())
        store.record.finish(bench, reason=FinishReason.STOP, stats=STATS)
    assert [run.devices for run in store.record.rated_runs()] == ["Old 1", "Old 1", "New 2"]
    assert [store.record.n_measurements(model) for model in (MODEL, old, new)] == [1, 1, 1]
