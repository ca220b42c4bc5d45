"""The rollups equal the runs themselves, whatever was done to the runs, and in whatever order."""

from __future__ import annotations

import contextlib
import itertools
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fakes_engine import MODEL
from inglenook_desktop.statistics.cells import (
    DECODE,
    ITL,
    PREFILL,
    STAGES,
    SUMS,
    TOTAL,
    UI_TTFT,
    Cell,
    context_bucket,
    stage_of,
)
from inglenook_desktop.statistics.cube import TTFT, Cube, percentile_bins
from inglenook_desktop.store import Store, StoreError, Turn, figure_cells, open_store, purge
from inglenook_desktop.store.figure_cells import Facet, number_of
from inglenook_desktop.store.figures import Grouping
from inglenook_desktop.store.grouped_runs import of_runs
from inglenook_desktop.store.rollups import Rollups
from inglenook_engine.latency_histogram import LatencyHistogram, bin_of
from inglenook_engine.protocol import Failed
from inglenook_engine.types import FailureKind, FinishReason, GenerateParams, GenerationStats

MODELS = [MODEL, replace(MODEL, quantization="Q8_0"), replace(MODEL, name="Other")]
COLUMNS = {
    TTFT: "ttft_ms",
    UI_TTFT: "ui_ttft_ms",
    PREFILL: "prefill_tokens_per_s",
    DECODE: "decode_tokens_per_s",
    TOTAL: "total_ms",
}


class Clock:
    """Moves on by hours with each look, so that days change."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._moment = datetime(2026, 3, 1, 9).astimezone()

    def __call__(self) -> datetime:
        self._moment += timedelta(minutes=self._rng.randint(1, 90))
        return self._moment


def any_stats(rng: random.Random) -> GenerationStats:
    latencies = LatencyHistogram()
    for _ in range(rng.randint(0, 12)):
        latencies.add(rng.lognormvariate(3, 1))
    prompt = rng.randint(0, 3000)
    energy = rng.uniform(10, 5000) if rng.random() < 0.6 else None
    return GenerationStats(
        prompt_tokens=prompt, cached_tokens=rng.randint(0, prompt), output_tokens=rng.choice([0, rng.randint(0, 300)]),
        rounds=rng.choice([0, 7]),
        draft_rounds=rng.randint(0, 9), drafted_tokens=30, accepted_tokens=rng.randint(0, 30),
        load_ms=rng.choice([0.0, 900.0]), queue_ms=rng.uniform(0, 100), template_ms=0.5, tokenize_ms=1.0,
        prefill_ms=rng.uniform(0, 900), ttft_ms=rng.choice([None, rng.lognormvariate(6, 1)]),
        decode_ms=rng.lognormvariate(7, 1), finish_ms=3.0, total_ms=rng.lognormvariate(8, 1), energy_mj=energy,
        idle_energy_mj=None if energy is None or rng.random() < 0.3 else energy / 4,
        itl_histogram=latencies.to_text(),
    )  # fmt: skip


class Use:
    """Acts at random, as the program and other programs do them."""

    def __init__(self, store: Store, rng: random.Random) -> None:
        self.store = store
        self.rng = rng
        self.ended: list[Turn] = []
        self.waiting: list[Turn] = []

    def step(self) -> None:
        self.rng.choice([self.ask, self.ask, self.ask, self.title, self.wait, self.paint, self.mark, self.purge,
                         self.damage, self.rework, self.fork, self.settle, self.move, self.house,
                         self.tag])()  # fmt: skip

    def ask(self) -> None:
        store, rng = self.store, self.rng
        here = [conversation.id for conversation in store.conversations()]
        busy = {turn.conversation_id for turn in self.waiting}
        chosen = rng.choice([None, *(id_ for id_ in here if id_ not in busy)])
        turn = store.begin_turn(conversation_id=chosen, text="?", model=rng.choice(MODELS), params=GenerateParams())
        if rng.random() < 0.1:
            self.waiting.append(turn)
            return
        if rng.random() < 0.5:
            store.set_ui_ttft(turn, rng.lognormvariate(6, 1))
        if rng.random() < 0.15:
            store.fail_turn(
                turn, text="", tokens=[], failure=Failed(run_id=1, kind=FailureKind.OUT_OF_MEMORY, message="Full.")
            )
        else:
            reason = rng.choice([FinishReason.STOP, FinishReason.STOP, FinishReason.CANCELLED])
            store.finish_turn(turn, text="!", tokens=[1], reason=reason, stats=any_stats(rng))
        self.ended.append(turn)

    def title(self) -> None:
        for conversation_id, *_ in self.store.conversations()[:1]:
            with contextlib.suppress(StoreError):  # it has no whole answer yet
                run_id = self.store.shelf.begin_title(conversation_id, model=MODEL, params=GenerateParams())
                self.store.shelf.finish_title(run_id, reason=FinishReason.STOP, stats=any_stats(self.rng))

    def wait(self) -> None:
        if self.waiting:
            turn = self.waiting.pop()
            self.store.finish_turn(turn, text="!", tokens=[1], reason=FinishReason.STOP, stats=any_stats(self.rng))

    def paint(self) -> None:
        """After the run was over."""
        if self.ended:
            self.store.set_ui_ttft(self.rng.choice(self.ended), self.rng.lognormvariate(6, 1))

    def mark(self) -> None:
        with self.store._db.write() as sql:
            sql.execute(
                "UPDATE messages SET outcome = ? WHERE id IN (SELECT id FROM messages ORDER BY random() LIMIT 3)",
                (self.rng.choice(["used", "good", "bad", None]),),
            )

    def purge(self) -> None:
        conversations = self.store.conversations()
        if len(conversations) > 3:
            gone = self.rng.choice(conversations).id
            if gone not in {turn.conversation_id for turn in self.waiting}:
                with self.store._db.write() as sql:
                    sql.execute("DELETE FROM conversations WHERE id = ?", (gone,))
                self.ended = [turn for turn in self.ended if turn.conversation_id != gone]

    def damage(self) -> None:
        """A cell of which a piece is lost."""
        with self.store._db.write() as sql:
            sql.execute(
                "UPDATE figure_cells SET counts = substr(counts, 1, max(0, length(counts) - 3))"
                " WHERE id = (SELECT id FROM figure_cells ORDER BY random() LIMIT 1) AND length(counts) > 3"
            )

    def rework(self) -> None:
        """As another program might."""
        with self.store._db.write() as sql:
            sql.execute(
                "UPDATE runs SET ttft_ms = ?, model_name = ?, prompt_tokens = ? WHERE owner IS NULL AND id IN"
                " (SELECT id FROM runs ORDER BY random() LIMIT 2)",
                (self.rng.lognormvariate(6, 1), self.rng.choice(["Fake 1M Instruct", "Renamed"]), 900),
            )

    def move(self) -> None:
        """As if they had come with an archive of another machine."""
        with self.store._db.write() as sql:
            sql.execute(
                "UPDATE runs SET machine = ? WHERE owner IS NULL AND id IN"
                " (SELECT id FROM runs ORDER BY random() LIMIT 4)",
                (self.rng.choice(["00ff", "", None]),),
            )

    def fork(self) -> None:
        turns = [turn for turn in self.ended if self.store.conversation(turn.conversation_id)]
        if turns:
            self.store.tree.fork(self.rng.choice(turns).assistant_message_id)

    def house(self) -> None:
        """Into a folder or out of it; now and then a folder goes."""
        shelf, conversations = self.store.shelf, self.store.conversations()
        folders = [folder.id for folder in shelf.folders()]
        if len(folders) < 2 or self.rng.random() < 0.2:
            folders.append(shelf.create_folder(f"No. {len(folders)}").id)
        elif self.rng.random() < 0.3:
            shelf.delete_folder(folders.pop())
        if conversations:
            shelf.move(self.rng.choice(conversations).id, self.rng.choice([None, *folders]))

    def tag(self) -> None:
        """By the program, or renamed by another one."""
        conversations = self.store.conversations()
        if conversations:
            names = self.rng.sample(["tax", "home", "work"], self.rng.randint(0, 3))
            self.store.shelf.set_tags(self.rng.choice(conversations).id, names)
        with self.store._db.write() as sql:
            sql.execute("UPDATE OR IGNORE tags SET tag = 'old' WHERE tag = 'work' AND random() % 4 = 0")

    def settle(self) -> None:
        with self.store._db.write() as sql:
            figure_cells.settle(sql, at_once=self.rng.randint(1, 5))


def runs_of(store: Store) -> list[dict[str, Any]]:
    """What anybody can read who brings SQL: the documented view."""
    with store._db.read() as sql:
        cursor = sql.execute(
            "SELECT run_figures.*, runs.itl_histogram, runs.rounds FROM run_figures"
            " JOIN runs ON runs.id = run_figures.run_id"
        )
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]


def agree(store: Store) -> None:
    """Every figure of every cell, in every way to group them."""
    rollups = Rollups(store._db)
    assert rollups.settle()
    cube = Cube(rollups.rows())
    facets = rollups.facets()
    runs = runs_of(store)
    assert cube.n_runs == rollups.n_runs() == len(runs)
    of_cell = [facets[int(id_)] for id_ in cube.facets]
    for group_of_run, groups_of_cells in (
        (lambda run: number_of(date.fromisoformat(run["day"])), list(cube.days)),
        (lambda run: (run["model"], run["quantization"]), [(one.model_name, one.quantization) for one in of_cell]),
        (lambda run: run["context_tokens"], [one.context_tokens for one in of_cell]),
        (lambda run: run["action"], [one.action for one in of_cell]),
        (lambda run: run["app_version"], [one.app_version for one in of_cell]),
        (lambda run: run["is_own"], [one.is_own for one in of_cell]),
    ):
        compare(cube, runs, group_of_run, groups_of_cells)
    compare_conversations(store, rollups)


def compare(cube: Cube, runs: list[dict[str, Any]], group_of_run: Any, groups_of_cells: list[Any]) -> None:
    members: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    for run in runs:
        members[group_of_run(run)].append(run)
    keys = sorted(members)
    assert set(groups_of_cells) == set(keys)
    number = {key: index for index, key in enumerate(keys)}
    groups = np.array([number[key] for key in groups_of_cells], dtype=np.int64)
    sums = cube.sums(groups, len(keys))
    for index, key in enumerate(keys):
        whole = Cell()
        for run in members[key]:
            idle = run["idle_energy_j"]
            both = None if run["energy_j"] is None or idle is None else run["energy_j"] + idle
            whole.add(run | {"draft_rounds": 0, "energy_mj": times(both), "idle_energy_mj": times(idle)})
        for at, name in enumerate(SUMS):
            if name != "draft_rounds":  # no column of the view
                assert sums[index][at] == pytest.approx(whole.sums[at], rel=1e-9, abs=1e-6), name
    for metric, column in COLUMNS.items():
        histograms = cube.histograms(metric, groups, len(keys))
        fractions = (0.05, 0.5, 0.95, 0.99)
        bins = dict(zip(fractions, percentile_bins(histograms, fractions), strict=True))
        for index, key in enumerate(keys):
            values = sorted(run[column] for run in members[key] if run[column] is not None and counts(run, metric))
            assert histograms[index].sum() == len(values)
            for fraction, found in bins.items():
                rank = max(1, int(np.ceil(fraction * len(values))))
                assert found[index] == (bin_of(values[rank - 1]) if values else -1)
    histograms = cube.histograms(ITL, groups, len(keys))
    stages = cube.stages_over(bin_of(400.0), groups, len(keys))
    for index, key in enumerate(keys):
        latencies = LatencyHistogram()
        slow = [0] * len(STAGES)
        for run in members[key]:
            latencies.merge(LatencyHistogram.from_text(run["itl_histogram"] or ""))
            if run["ttft_ms"] is not None and bin_of(run["ttft_ms"]) > bin_of(400.0):
                slow[stage_of(run)] += 1
        assert {bin_: n for bin_, n in enumerate(histograms[index]) if n} == dict(latencies.bins())
        assert list(stages[index]) == slow


def times(joules: float | None) -> float | None:
    return None if joules is None else joules * 1000


def counts(run: dict[str, Any], metric: int) -> bool:
    """A run that never told figures has no time in all."""
    return metric != TOTAL or run["total_ms"] is not None


def compare_conversations(store: Store, rollups: Rollups) -> None:
    """Of conversations, outcomes, folders and tags."""
    for is_own, (kind, column, join) in itertools.product(
        (True, False, None),
        (
            ("conversation", "conversations.id", ""),
            ("outcome", "outcome", ""),
            ("folder", "folder_id", ""),
            ("tag", "tag", " JOIN tags USING (conversation_id)"),
        ),
    ):
        totals = rollups.totals(kind, first_day=0, last_day=99_999, limit=1000, is_own=is_own)
        with store._db.read() as sql:
            rows = sql.execute(
                f"SELECT coalesce({column}, ''), count(*), sum(prompt_tokens), sum(output_tokens), sum(total_ms)"
                f" FROM run_figures JOIN conversations ON conversations.id = conversation_id{join}"
                " WHERE coalesce(?, is_own) = is_own GROUP BY 1",
                (is_own,),
            ).fetchall()
        found = {one.key: (one.runs, one.prompt_tokens, one.output_tokens, one.busy_ms) for one in totals}
        assert found == {str(key): (*counts, pytest.approx(busy_ms or 0, abs=1e-6)) for key, *counts, busy_ms in rows}


@pytest.mark.parametrize("seed", range(6))
def test_rollups_equal_the_runs_whatever_happens(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    with open_store(tmp_path, now=Clock(rng)) as store:
        use = Use(store, rng)
        for _ in range(3):
            for _ in range(40):
                use.step()
            agree(store)


@pytest.fixture
def used(tmp_path: Path) -> Iterator[Store]:
    rng = random.Random(3)
    with open_store(tmp_path, now=Clock(rng)) as store:
        use = Use(store, rng)
        for _ in range(25):
            use.ask()
        yield store


def test_a_run_is_in_its_cell_when_it_is_over(used: Store) -> None:
    with used._db.read() as sql:
        assert figure_cells.is_settled(sql)
        (n_waiting,) = sql.execute("SELECT count(*) FROM figure_queue").fetchone()
    assert n_waiting == len(used._db._sql.execute("SELECT id FROM runs WHERE owner IS NOT NULL").fetchall())


def test_lost_rollups_are_made_from_the_runs(used: Store) -> None:
    Rollups(used._db).forget()
    agree(used)


def test_a_purge_takes_its_runs_out_of_the_figures_at_once(used: Store) -> None:
    with used._db.write() as sql:
        sql.execute("UPDATE runs SET owner = NULL")
    gone = used.conversations()[0].id
    used.delete_conversation(gone)
    used.shelf.purge(gone)
    purge.finish(used._db)
    with used._db.read() as sql:
        kept = sql.execute("SELECT count(*) FROM figure_cells WHERE is_stale = 1").fetchone()
        (n_of_it,) = sql.execute(
            "SELECT (SELECT count(*) FROM figure_conversations WHERE conversation_id = ?1)"
            " + (SELECT count(*) FROM figure_runs WHERE conversation_id = ?1)",
            (gone,),
        ).fetchone()
    assert (kept, n_of_it) == ((0,), 0)
    agree(used)


def test_what_is_purged_leaves_nothing_in_the_figures(used: Store) -> None:
    with used._db.write() as sql:
        sql.execute("UPDATE runs SET owner = NULL")
        sql.execute("DELETE FROM conversations")
    rollups = Rollups(used._db)
    rollups.settle()
    assert len(rollups.rows().ids) == 0
    assert rollups.totals("conversation", first_day=0, last_day=99_999, limit=9) == []


def test_the_runs_behind_a_point_are_those_nearest_to_it(used: Store) -> None:
    rollups = Rollups(used._db)
    ids = rollups.rows().ids
    found = rollups.behind("ttft", ids, value=300.0)
    apart = [abs(run.value - 300.0) for run in found if run.value is not None]
    assert apart == sorted(apart)
    assert found[0].is_here
    assert used.run_of_message(found[0].message_id or 0)


@pytest.mark.parametrize(("rounds", "n_counted"), [(0, 0), (1, 1)])
def test_what_was_stopped_while_its_prompt_was_read_has_no_reading_rate(
    tmp_path: Path, rounds: int, n_counted: int
) -> None:
    """How much of it was read, nobody counted; one that was stopped in its first round had read it."""
    stats = GenerationStats(prompt_tokens=4_000, prefill_ms=100.0, total_ms=110.0, rounds=rounds)
    with open_store(tmp_path, now=Clock(random.Random(1))) as store:
        turn = store.begin_turn(conversation_id=None, text="?", model=MODEL, params=GenerateParams())
        store.finish_turn(turn, text="", tokens=[], reason=FinishReason.CANCELLED, stats=stats)
        rollups = Rollups(store._db)
        assert rollups.settle()
        cells = rollups.rows()
        histograms = Cube(cells).histograms(PREFILL, np.zeros(len(cells.ids), dtype=np.int64), 1)
        (run,) = runs_of(store)
        (group,) = of_runs(store._db, Grouping.CONVERSATION, since=None, until=None, is_own=None)
        behind = [one.value for one in rollups.behind("prefill", cells.ids, value=300.0)]
    rate = 40_000.0 if n_counted else None
    assert (int(histograms.sum()), run["prefill_tokens_per_s"]) == (n_counted, rate)
    assert group.prefill_tokens_per_s.n == n_counted
    assert [value for value in behind if value is not None] == [rate] * n_counted


def test_buckets_of_context_are_those_of_the_view() -> None:
    assert [context_bucket(n) for n in (None, 0, 1, 512, 513, 1024, 9000)] == [0, 0, 512, 512, 1024, 1024, 16384]


def test_a_facet_names_what_there_is(used: Store) -> None:
    facets = Rollups(used._db).facets().values()
    assert {facet.model_name for facet in facets} <= {model.name for model in MODELS}
    assert all(isinstance(facet, Facet) and facet.context_tokens >= 0 for facet in facets)
