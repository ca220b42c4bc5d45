"""Figures of many runs together, against the runs themselves."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from fakes_engine import MODEL
from inglenook_desktop.statistics.cube import Cube
from inglenook_desktop.statistics.question import By, Filters, Metric, Question, Spread
from inglenook_desktop.statistics.report import total_of
from inglenook_desktop.store import RunAction, Store, Turn
from inglenook_desktop.store.figures import GroupFigures, Grouping
from inglenook_desktop.store.rollups import Rollups
from inglenook_engine.latency_histogram import LatencyHistogram, bin_of
from inglenook_engine.meter import percentile
from inglenook_engine.protocol import Failed
from inglenook_engine.types import FailureKind, FinishReason, GenerateParams, GenerationStats, ModelInfo

OTHER = replace(MODEL, name="Other", quantization="Q8_0")


def run(
    store: Store,
    stats: GenerationStats | None = None,
    *,
    model: ModelInfo = MODEL,
    conversation_id: int | None = None,
    reason: FinishReason = FinishReason.STOP,
) -> Turn:
    turn = store.begin_turn(conversation_id=conversation_id, text="?", model=model, params=GenerateParams())
    store.finish_turn(turn, text="!", tokens=[1], reason=reason, stats=stats or GenerationStats())
    return turn


def only(groups: list[GroupFigures]) -> GroupFigures:
    (group,) = groups
    return group


def last_moment(store: Store) -> datetime:
    with store._db.read() as sql:
        (moment,) = sql.execute("SELECT max(started_at) FROM runs").fetchone()
    return datetime.fromisoformat(moment)


def in_bins(found: GroupFigures) -> GroupFigures:
    """A percentile as the number of its bin: exacter the rollups know none."""

    def of(spread: Spread) -> Spread:
        assert spread.p50 is not None
        assert spread.p95 is not None
        assert spread.p99 is not None
        return replace(spread, p50=bin_of(spread.p50), p95=bin_of(spread.p95), p99=bin_of(spread.p99))

    spreads = ("ttft_ms", "ui_ttft_ms", "total_ms", "itl_ms", "prefill_tokens_per_s", "decode_tokens_per_s")
    bins: dict[str, Any] = {name: of(getattr(found, name)) for name in spreads}
    return replace(found, **bins)


def spread_of(values: list[float]) -> Spread:
    p50, p95, p99 = (percentile(sorted(values), part) for part in (0.5, 0.95, 0.99))
    return Spread(n=len(values), p50=p50, p95=p95, p99=p99)


def test_nothing_generated_is_no_group(store: Store) -> None:
    assert [store.figures.by(grouping) for grouping in Grouping] == [[]] * len(Grouping)


def test_a_run_that_was_stopped_before_it_began_has_no_time_of_a_whole_answer(store: Store) -> None:
    run(store, GenerationStats(), reason=FinishReason.CANCELLED)
    for grouping in (Grouping.ALL, Grouping.OUTCOME):  # from the rollups, from the runs
        assert only(store.figures.by(grouping)).total_ms == Spread()
    run(store, GenerationStats(output_tokens=9, total_ms=500.0))
    for grouping in (Grouping.ALL, Grouping.OUTCOME):
        found = only(store.figures.by(grouping))
        assert (found.runs, found.total_ms.n, found.total_ms.p50) == (2, 1, pytest.approx(500.0, rel=0.022))


def test_percentiles_are_those_of_all_runs(store: Store) -> None:
    rng = random.Random(4)
    ttft, whole, rates, itl = [], [], [], LatencyHistogram()
    for _ in range(150):
        ttft_ms, decode_ms = rng.lognormvariate(4, 1), rng.lognormvariate(7, 1)
        own = LatencyHistogram()
        for _ in range(5):
            own.add(rng.lognormvariate(3, 0.5))
        itl.merge(own)
        stats = GenerationStats(
            output_tokens=40, prompt_tokens=100, cached_tokens=60, ttft_ms=ttft_ms, decode_ms=decode_ms, prefill_ms=80,
            total_ms=ttft_ms + decode_ms, drafted_tokens=20, accepted_tokens=10, itl_histogram=own.to_text(),
        )  # fmt: skip
        store.set_ui_ttft(run(store, stats), ttft_ms + 7)
        whole.append(stats.total_ms)
        ttft.append(ttft_ms)
        rates.append(stats.decode_tokens_per_s or 0)
    found, of_runs = only(store.figures.by(Grouping.ALL)), only(store.figures.by(Grouping.OUTCOME))
    assert (found.runs, found.output_tokens, found.cached_tokens, found.accepted_tokens) == (150, 6000, 9000, 1500)
    assert found.busy_ms == pytest.approx(sum(whole))
    assert of_runs.ttft_ms == spread_of(ttft)
    assert of_runs.ui_ttft_ms == spread_of([one + 7 for one in ttft])
    assert of_runs.total_ms == spread_of(whole)
    assert of_runs.decode_tokens_per_s.p50 == percentile(sorted(rates), 0.5)
    assert of_runs.decode_tokens_per_s.p95 == percentile(sorted(rates), 0.05)
    assert of_runs.decode_tokens_per_s.p99 == percentile(sorted(rates), 0.01)
    assert of_runs.prefill_tokens_per_s.p50 == pytest.approx(500)
    assert (of_runs.itl_ms.n, of_runs.itl_ms.p50) == (750, itl.percentile_ms(0.5))
    assert in_bins(found) == in_bins(of_runs)


def test_each_group_has_its_own_runs_and_the_newest_is_first(store: Store) -> None:
    one = run(store).conversation_id
    run(store, model=OTHER)
    run(store, conversation_id=one)
    store.shelf.set_tags(one, ["tax", "home"])
    store.shelf.move(one, store.shelf.create_folder("Work").id)

    def counts(grouping: Grouping) -> list[tuple[str, int]]:
        return [(group.label, group.runs) for group in store.figures.by(grouping)]

    assert counts(Grouping.MODEL) == [(MODEL.name, 2), ("Other", 1)]
    assert counts(Grouping.QUANTIZATION) == [(MODEL.quantization, 2), ("Q8_0", 1)]
    assert counts(Grouping.CONVERSATION) == [("?", 2), ("?", 1)]
    assert counts(Grouping.FOLDER) == [("Work", 2), ("", 1)]
    assert sorted(counts(Grouping.TAG)) == [("home", 2), ("tax", 2)]
    assert counts(Grouping.ACTION) == [("answer", 3)]
    assert sum(n for _, n in counts(Grouping.DAY)) == 3


def test_failed_stopped_and_nameless_runs_count(store: Store) -> None:
    run(store, reason=FinishReason.CANCELLED)
    turn = store.begin_turn(conversation_id=None, text="?", model=MODEL, params=GenerateParams())
    store.fail_turn(turn, text="", tokens=[], failure=Failed(run_id=1, kind=FailureKind.BUG, message="Broken."))
    found = only(store.figures.by(Grouping.MODEL))
    assert (found.runs, found.failed, found.cancelled) == (2, 1, 1)
    assert found.ttft_ms.p50 is None


def test_a_run_in_progress_does_not_count_yet(store: Store) -> None:
    store.begin_turn(conversation_id=None, text="?", model=MODEL, params=GenerateParams())
    assert store.figures.by(Grouping.ALL) == []


def test_the_copy_of_a_branch_generated_nothing(store: Store) -> None:
    turn = run(store)
    copy_id = store.tree.fork(turn.assistant_message_id).id
    assert store.runs_of_conversation(copy_id)
    assert only(store.figures.by(Grouping.ALL)).runs == 1


def test_since_is_a_moment(store: Store) -> None:
    """Also one within a day: its other runs are left out, of the rollups as of the runs."""
    for _ in range(6):
        run(store)
    with store._db.read() as sql:
        begun = [datetime.fromisoformat(text) for (text,) in sql.execute("SELECT started_at FROM runs ORDER BY 1")]
    assert len({moment.astimezone().date() for moment in begun}) < len(begun)
    for grouping in (Grouping.ALL, Grouping.MODEL, Grouping.OUTCOME):
        for at, moment in enumerate(begun):
            assert only(store.figures.by(grouping, since=moment)).runs == len(begun) - at
            before = store.figures.by(grouping, until=moment)
            assert sum(group.runs for group in before) == at
            for n, end in enumerate(begun[at + 1 :], start=1):
                assert only(store.figures.by(grouping, since=moment, until=end)).runs == n
        assert store.figures.by(grouping, since=begun[-1] + timedelta(days=2)) == []


def test_short_answers_and_prompts_have_no_rate(store: Store) -> None:
    run(store, GenerationStats(prompt_tokens=5, output_tokens=2, prefill_ms=1, decode_ms=1, ttft_ms=3))
    found = only(store.figures.by(Grouping.ALL))
    assert (found.ttft_ms.n, found.prefill_tokens_per_s.n, found.decode_tokens_per_s.n) == (1, 0, 0)


def test_an_unreadable_histogram_costs_itself_alone(store: Store) -> None:
    run(store, GenerationStats(itl_histogram="what is this", ttft_ms=3))
    found = only(store.figures.by(Grouping.ALL))
    assert (found.itl_ms.n, found.ttft_ms.n) == (0, 1)


def test_energy_is_summed_where_it_was_measured(store: Store) -> None:
    run(store, GenerationStats(energy_mj=1500.0, idle_energy_mj=500.0))
    run(store)
    found = only(store.figures.by(Grouping.ALL))
    assert (found.runs, found.energy_runs, found.energy_j) == (2, 1, 1.0)
    assert only(store.figures.by(Grouping.ALL, since=last_moment(store))).energy_j is None


def test_energy_of_which_nobody_knows_the_idle_part_is_no_energy_of_the_work(
    store: Store,
) -> None:
    run(store, GenerationStats(energy_mj=1500.0, idle_energy_mj=500.0, total_ms=7))
    run(store, GenerationStats(energy_mj=900.0, total_ms=5))
    found = only(store.figures.by(Grouping.ALL))
    assert (found.energy_j, found.idle_energy_j, found.energy_runs) == (1.0, 0.5, 1)
    rollups = Rollups(store._db)
    assert rollups.settle()
    facets = rollups.facets()
    filters = Filters(first_day=0, last_day=1 << 20)
    total = total_of(Cube(rollups.rows()), facets, Question(by=By.DAY, metric=Metric.ENERGY, filters=filters))
    assert (total.runs, total.measured_runs, total.energy_j) == (2, 1, 1.0)
    assert total.measured is not None
    assert total.measured.busy_s == 0.007
    with store._db.read() as sql:
        rows = sql.execute(
            "SELECT energy_j, idle_energy_j, energy_runs FROM conversation_figures ORDER BY 1"
        ).fetchall()
    assert rows == [(None, None, 0), (1.0, 0.5, 1)]


def test_titles_are_told_apart(store: Store) -> None:
    assert {action.value for action in RunAction} >= {"answer", "title"}
    run(store)
    assert [group.key for group in store.figures.by(Grouping.ACTION)] == ["answer"]
