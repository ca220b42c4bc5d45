"""Which model is suggested as a draft: by size, vocabulary and measured passes."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from fakes_engine import MODEL, POINTS
from hypothesis import given
from hypothesis import strategies as st
from inglenook_desktop.draft_choice import (
    ModelFacts,
    best_gain,
    can_pay,
    candidates,
    facts_from,
    relative_passes,
    suggested,
)
from inglenook_desktop.frames import inspect_command
from inglenook_desktop.library import InstalledModel, ModelSource
from inglenook_engine.types import CurvePoint

TARGET = replace(MODEL, path="/models/large.gguf", size_bytes=1_000_000)


def curve(*times: tuple[int, float], n_cached: int = 1024, n_threads: int = 1) -> list[CurvePoint]:
    return [
        CurvePoint(width=width, n_cached=n_cached, n_threads=n_threads, pass_ms=pass_ms) for width, pass_ms in times
    ]


FLAT = curve((1, 10.0), (2, 10.0), (4, 10.0), (8, 10.0))
STEEP = curve((1, 10.0), (2, 20.0), (4, 40.0), (8, 80.0))


def installed(name: str, size_bytes: int, *, missing_parts: int = 0) -> InstalledModel:
    return InstalledModel(
        name=name,
        path=Path(f"/models/{name}.gguf"),
        size_bytes=size_bytes,
        source=ModelSource.FOLDER,
        missing_parts=missing_parts,
    )


def facts(path: str, vocabulary: str = "aa", error: str | None = None) -> ModelFacts:
    return ModelFacts(
        path=path, name="x", architecture="llama", size_bytes=1, n_params=1, vocabulary=vocabulary, error=error
    )


def test_the_gain_is_the_one_computed_by_hand() -> None:
    # k = 1: (1 + 0.8) / (0.1 + 1.5) = 1.125; wider passes were not measured
    assert best_gain(curve((1, 10.0), (2, 15.0)), 0.1) == pytest.approx(1.125)
    # k = 2 lies between the measured 2 and 4: (1 + 0.8 + 0.64) / (0.2 + 1.5) against k = 3: 2.952 / (0.3 + 2.0)
    points = curve((1, 10.0), (2, 10.0), (4, 20.0))
    assert best_gain(points, 0.1) == pytest.approx(max(1.8 / 1.1, 2.44 / 1.7, 2.952 / 2.3))


def test_a_flat_curve_lets_drafts_pay_and_a_steep_one_does_not() -> None:
    assert can_pay(FLAT, 0.1)
    assert not can_pay(STEEP, 0.01)
    assert not can_pay(FLAT, 1.0)


def test_what_was_not_measured_does_not_pay() -> None:
    assert best_gain([], 0.1) == 0.0
    assert best_gain(curve((1, 10.0)), 0.1) == 0.0
    assert best_gain(curve((2, 10.0), (4, 10.0)), 0.1) == 0.0
    assert best_gain(curve((1, 0.0), (2, 1.0)), 0.1) == 0.0


def test_the_depth_of_a_conversation_that_has_begun_decides_with_its_best_threads() -> None:
    deep, shallow = curve((1, 20.0), (2, 60.0), n_cached=8000), curve((1, 10.0), (2, 30.0), n_cached=0)
    near = [*curve((1, 10.0), (2, 40.0), n_cached=900), *curve((1, 12.0), (2, 15.0), n_cached=900, n_threads=2)]
    assert relative_passes([*deep, *shallow, *near]) == {1: 1.0, 2: 1.5}


def test_a_width_that_nobody_measured_takes_no_time() -> None:
    assert best_gain(curve((1, 10.0), (10**12, 20.0)), 0.1) > 1.0


@given(
    st.lists(
        st.builds(
            CurvePoint,
            width=st.integers(-1, 64),
            n_cached=st.integers(0, 9000),
            n_threads=st.integers(1, 4),
            pass_ms=st.floats(0, 1e6),
        ),
        max_size=20,
    ),
    st.floats(1e-6, 1),
)
def test_any_curve_gives_a_finite_gain(points: list[CurvePoint], size_ratio: float) -> None:
    assert 0.0 <= best_gain(points, size_ratio) < float("inf")


def test_only_whole_models_of_a_tenth_or_less_are_candidates_the_largest_first() -> None:
    models = [
        installed("small", 50_000),
        installed("tenth", 100_000),
        installed("above", 100_001),
        installed("unknown", 0),
        installed("broken", 9_000, missing_parts=1),
    ]
    assert [one.name for one in candidates(TARGET, models)] == ["tenth", "small"]


@pytest.mark.parametrize(
    ("own", "theirs", "points", "is_suggested"),
    [
        (facts(TARGET.path), facts("/models/small.gguf"), FLAT, True),
        (facts(TARGET.path), facts("/models/small.gguf", "bb"), FLAT, False),
        (facts(TARGET.path, ""), facts("/models/small.gguf", ""), FLAT, False),
        (facts(TARGET.path), facts("/models/small.gguf", error="cut short"), FLAT, False),
        (facts(TARGET.path, error="gone"), facts("/models/small.gguf"), FLAT, False),
        (facts("/models/another.gguf"), facts("/models/small.gguf"), FLAT, False),
        (facts(TARGET.path), facts("/models/another.gguf"), FLAT, False),
        (facts(TARGET.path), facts("/models/small.gguf"), STEEP, False),
    ],
)
def test_a_draft_is_suggested_only_when_everything_fits(
    own: ModelFacts, theirs: ModelFacts, points: list[CurvePoint], is_suggested: bool
) -> None:
    small = installed("small", 50_000)
    known = {one.path: one for one in (own, theirs)}
    assert suggested(TARGET, [small], facts=known, points=points) == (small if is_suggested else None)


def test_of_two_that_fit_the_larger_is_suggested() -> None:
    models = [installed("small", 50_000), installed("tenth", 100_000)]
    known = {path: facts(path) for path in (TARGET.path, *(str(one.path) for one in models))}
    chosen = suggested(TARGET, models, facts=known, points=POINTS)
    assert chosen is not None
    assert chosen.name == "tenth"


def test_lines_that_no_inspection_writes_are_dropped() -> None:
    good = json.dumps(
        {
            "path": "/a.gguf",
            "name": "A",
            "architecture": "llama",
            "size_bytes": 1,
            "n_params": 2,
            "vocabulary": "ff",
            "error": None,
        }
    )
    output = "\n".join(["not json", "[]", '{"path": 3}', good, good.replace("ff", "fe")[:-1], "[" * 100_000, ""])
    assert facts_from(output) == {
        "/a.gguf": ModelFacts(path="/a.gguf", name="A", architecture="llama", size_bytes=1, n_params=2, vocabulary="ff")
    }


@pytest.mark.model
def test_what_the_real_child_tells_is_understood(model_path: Callable[[str], Path]) -> None:
    """It told a field that was not known here, so that every line was dropped and no draft was ever suggested."""
    path = str(model_path("smollm2-135m"))
    done = subprocess.run(inspect_command([path]), capture_output=True, text=True, check=True, timeout=60)
    facts = facts_from(done.stdout)[path]
    assert (facts.architecture, facts.quantization, facts.error) == ("llama", "Q4_1", None)
    assert facts.vocabulary
