"""From runs to sentences: which change of which series, and since what."""

from __future__ import annotations

import random
from dataclasses import replace

from inglenook_desktop.statistics.regressions import (
    Build,
    Figure,
    Finding,
    RatedRun,
    evidence,
    findings,
    sentence,
)
from noisy_rates import NOISES, rates

QUIET = next(noise for noise in NOISES if noise.name == "quiet")
OLD = Build(app_version="1.0", engine_version="1.0", llama_version="0.3.36", n_threads=4)
RUN = RatedRun(
    run_id=0,
    started_at="2026-11-01T08:00:00.000Z",
    model_name="Fake 1B",
    quantization="Q4_K_M",
    devices="CPU",
    is_measurement=False,
    has_drafts=False,
    prompt_tokens=500,
    new_tokens=500,
    prefill=None,
    decode=None,
    build=OLD,
)


def runs(
    n: int, *, drop_at: int | None = None, ratio: float = 0.77, since: Build = OLD, seed: int = 5
) -> list[RatedRun]:
    """Prefill drops; decode is stable."""
    rng = random.Random(seed)
    prefill = rates(rng, QUIET, n, drop_at=drop_at, ratio=ratio, base=800)
    decode = rates(rng, QUIET, n, base=30)
    return [
        replace(
            RUN, run_id=index + 1, prefill=x, decode=y, build=since if drop_at is not None and index >= drop_at else OLD
        )
        for index, (x, y) in enumerate(zip(prefill, decode, strict=True))
    ]


def only(found: list[Finding]) -> Finding:
    (one,) = found
    return one


def test_a_stable_machine_gives_no_sentence() -> None:
    assert findings(runs(400)) == []


def test_a_drop_is_told_with_the_figure_the_size_and_what_changed_beside_it() -> None:
    found = only(findings(runs(160, drop_at=100, since=replace(OLD, engine_version="2.0"))))
    assert (found.series.figure, found.change.is_slower) == (Figure.PREFILL, True)
    assert abs(found.percent - 23) <= 3
    assert abs(found.run_id - 101) <= 3
    assert sentence(found) == (
        f"Reading prompts with Fake 1B is {found.percent} % slower since the engine became 2.0 (it was 1.0)."
    )
    told = evidence(found)
    assert "of your runs before" in told
    assert "of ≤ 1,024 tokens" in told
    assert "chance alone" in told


def test_without_anything_that_changed_the_day_is_told() -> None:
    assert sentence(only(findings(runs(160, drop_at=100)))).endswith("slower since 2026-11-01.")


def test_what_changed_elsewhere_or_came_and_went_is_no_cause() -> None:
    made = runs(200, drop_at=100)
    for index in range(160, 200):
        made[index] = replace(made[index], build=replace(OLD, llama_version="0.4"))
    made[101] = replace(made[101], build=replace(OLD, n_threads=2))
    assert only(findings(made)).altered == ()


def test_each_kind_of_work_is_a_series_of_its_own() -> None:
    """A slower kind of work that becomes common is no slower machine."""
    short, long = runs(100), runs(100, seed=6)
    for index, run in enumerate(long):
        long[index] = replace(
            run, run_id=run.run_id + 100, prompt_tokens=9000, new_tokens=9000, prefill=(run.prefill or 0) / 3
        )
    other = [
        replace(run, run_id=run.run_id + 200, model_name="Fake 70B", prefill=(run.prefill or 0) / 50)
        for run in runs(90)
    ]
    drafted = [
        replace(run, run_id=run.run_id + 300, has_drafts=True, decode=(run.decode or 0) * 2) for run in runs(90, seed=7)
    ]
    assert findings([*short, *long, *other, *drafted]) == []


def test_the_programs_own_measurements_are_told_as_such() -> None:
    made = [replace(run, is_measurement=True) for run in runs(96, drop_at=48, since=replace(OLD, driver_version="580"))]
    found = only(findings(made))
    assert "own measurements" in evidence(found)
    assert found.altered == ()  # no driver was noted before
    assert found.key != replace(found, series=replace(found.series, is_measurement=False)).key


def test_a_gain_is_told_as_one() -> None:
    found = only(findings(runs(160, drop_at=100, ratio=1.3, since=replace(OLD, n_threads=8))))
    assert "faster since the number of threads became 8 (it was 4)." in sentence(found)
