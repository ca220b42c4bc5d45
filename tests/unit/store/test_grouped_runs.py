"""Figures by conversation, folder, tag, outcome and act, against the runs taken one by one in plain Python."""

from __future__ import annotations

import itertools
import math
import random
import re
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from fakes_engine import MODEL
from inglenook_desktop.statistics.histogram_texts import read_texts
from inglenook_desktop.statistics.question import Spread
from inglenook_desktop.store import Store, grouped_runs
from inglenook_desktop.store.figures import GroupFigures, Grouping
from inglenook_engine.latency_histogram import LatencyHistogram, of_all
from inglenook_engine.types import FinishReason, GenerateParams, GenerationStats

OF_RUNS = (Grouping.CONVERSATION, Grouping.FOLDER, Grouping.TAG, Grouping.OUTCOME, Grouping.CAUSE)


def fill(store: Store, rng: random.Random) -> None:
    """Runs of every kind: measured and not, stopped, marked, of an act and done for one, and with damage."""
    folder = store.shelf.create_folder("Work").id
    first = None
    for number in range(50):
        latencies = LatencyHistogram()
        for _ in range(rng.randint(0, 12)):
            latencies.add(rng.lognormvariate(3, 1))
        is_measured = rng.random() < 0.5
        stats = GenerationStats(
            prompt_tokens=rng.randint(5, 60), cached_tokens=rng.choice([0, 5]), output_tokens=rng.randint(4, 40),
            drafted_tokens=9, accepted_tokens=rng.randint(0, 9), prefill_ms=rng.choice([0.0, rng.lognormvariate(4, 1)]),
            ttft_ms=rng.choice([None, rng.lognormvariate(5, 1)]), decode_ms=rng.lognormvariate(6, 1),
            total_ms=rng.lognormvariate(7, 1), itl_histogram=latencies.to_text(),
            energy_mj=5000.0 if is_measured else None, idle_energy_mj=1000.0 if is_measured else None,
        )  # fmt: skip
        turn = store.begin_turn(
            conversation_id=first if number % 5 else None, text=f"No. {number}", model=MODEL, params=GenerateParams()
        )
        reason = rng.choice([FinishReason.STOP, FinishReason.CANCELLED])
        store.finish_turn(turn, text="!", tokens=[1], reason=reason, stats=stats)
        first = turn.conversation_id
        if number % 10 == 0:
            store.shelf.move(first, folder)
            store.shelf.set_tags(first, ["tax", "home"][: 1 + number % 20 // 10])
    with store._db.write() as sql:
        sql.execute("UPDATE messages SET outcome = 'good' WHERE id % 3 = 0")
        sql.execute("UPDATE runs SET action = 'title', caused_by = id - 1 WHERE id % 4 = 0")
        sql.execute("UPDATE runs SET action = 'replay' WHERE id % 8 = 0")
        sql.execute("UPDATE runs SET message_id = NULL WHERE id % 11 = 0")  # only the figures were to stay
        sql.execute("UPDATE runs SET machine = '00ff' WHERE id % 13 = 0")
        for number, damage in enumerate(
            ["{", '{"5": 3, "7": 2}', '{"5":0}', '{"9999":1}', '{"1":99999999999999999999}']
        ):
            sql.execute("UPDATE runs SET itl_histogram = ? WHERE id = ?", (damage, 20 + number))


def expected(store: Store, grouping: Grouping) -> dict[str, dict[str, Any]]:
    with store._db.read() as sql:
        rows = sql.execute(
            "SELECT runs.*, messages.conversation_id, folder_id, outcome, causes.action AS cause FROM runs"
            " LEFT JOIN messages ON messages.id = runs.message_id"
            " LEFT JOIN conversations ON conversations.id = conversation_id"
            " LEFT JOIN runs AS causes ON causes.id = runs.caused_by WHERE runs.machine IS NULL"
        )
        names = [column[0] for column in rows.description]
        runs = [dict(zip(names, row, strict=True)) for row in rows.fetchall()]
        tags = sql.execute("SELECT conversation_id, tag FROM tags").fetchall()
    keys: dict[Grouping, Callable[[dict[str, Any]], Sequence[Any]]] = {
        Grouping.CONVERSATION: lambda run: [run["conversation_id"] or ""],
        Grouping.FOLDER: lambda run: [run["folder_id"] or ""],
        Grouping.OUTCOME: lambda run: [run["outcome"] or ""],
        Grouping.CAUSE: lambda run: ["replay" if run["action"] == "replay" else run["cause"] or run["action"]],
        Grouping.TAG: lambda run: [tag for id_, tag in tags if id_ == run["conversation_id"]],
    }
    groups: dict[str, list[dict[str, Any]]] = {}
    for run in runs:
        for key in keys[grouping](run):
            groups.setdefault(str(key), []).append(run)
    return {key: of_group(members) for key, members in groups.items()}


def of_group(runs: list[dict[str, Any]]) -> dict[str, Any]:
    measured = [run for run in runs if run["energy_mj"] is not None]
    latencies = of_all(histogram(run["itl_histogram"]) for run in runs)
    new = [(run["prompt_tokens"] - run["cached_tokens"], run["prefill_ms"]) for run in runs]
    written = [(run["output_tokens"], run["decode_ms"]) for run in runs]
    return {
        "runs": len(runs),
        "cancelled": sum(run["finish_reason"] == "cancelled" for run in runs),
        "output_tokens": sum(run["output_tokens"] for run in runs),
        "busy_ms": pytest.approx(sum(run["total_ms"] for run in runs)),
        "energy_j": 4.0 * len(measured) if measured else None,
        "idle_energy_j": 1.0 * len(measured) if measured else None,
        "ttft_ms": spread([run["ttft_ms"] for run in runs if run["ttft_ms"] is not None], (0.95, 0.99)),
        "total_ms": spread([run["total_ms"] for run in runs], (0.95, 0.99)),
        "prefill_tokens_per_s": spread([n / ms * 1000 for n, ms in new if ms and n >= 16], (0.05, 0.01)),
        "decode_tokens_per_s": spread([(n - 1) / ms * 1000 for n, ms in written if ms and n >= 8], (0.05, 0.01)),
        "itl_ms": Spread(n=latencies.n, **{f"p{part:g}": latencies.percentile_ms(part / 100) for part in (50, 95, 99)}),
    }


def histogram(text: str) -> LatencyHistogram:
    try:
        found = LatencyHistogram.from_text(text)
    except ValueError:
        return LatencyHistogram()
    return found if found.n < 1000 else LatencyHistogram()


def spread(values: list[float], slow: tuple[float, float]) -> Spread:
    values.sort()
    if not values:
        return Spread()
    p50, p95, p99 = (values[max(1, math.ceil(part * len(values))) - 1] for part in (0.5, *slow))
    return Spread(n=len(values), p50=p50, p95=p95, p99=p99)


def test_every_group_is_its_runs_however_many_are_read_at_once(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(store, random.Random(5))
    for grouping, at_once in itertools.product(OF_RUNS, (7, 20_000)):
        monkeypatch.setattr(grouped_runs, "_AT_ONCE", at_once)
        groups: list[GroupFigures] = store.figures.by(grouping)
        shown = expected(store, grouping)
        assert {group.key for group in groups} == shown.keys()
        for group in groups:
            assert {name: getattr(group, name) for name in shown[group.key]} == shown[group.key]
        assert [group.last_day for group in groups] == sorted((group.last_day for group in groups), reverse=True)


def test_texts_are_read_together_as_each_alone() -> None:
    rng = random.Random(3)
    sound = [b""]
    for _ in range(30):
        latencies = LatencyHistogram()
        for _ in range(rng.randint(1, 40)):
            latencies.add(rng.lognormvariate(2, 2), rng.randint(1, 2000))
        sound.append(latencies.to_text().encode())
    for others in ([], [b'{"5": 3}'], [b"{"], [b'{"5":3}}'], [b'{"5":3,}'], ['{"٥":3}'.encode()], [b'{"5":-3}']):
        texts = sound + others
        bins, counts, n_bins = (array.tolist() for array in read_texts(texts))
        alone = [list(histogram_of_any(text).bins()) for text in texts]
        assert n_bins == [len(pairs) for pairs in alone]
        assert list(zip(bins, counts, strict=True)) == [pair for pairs in alone for pair in pairs]
    assert re.fullmatch(rb'\{("\d+":\d+,?)+\}', sound[1])


def histogram_of_any(text: bytes) -> LatencyHistogram:
    try:
        return LatencyHistogram.from_text(text.decode())
    except ValueError:
        return LatencyHistogram()
