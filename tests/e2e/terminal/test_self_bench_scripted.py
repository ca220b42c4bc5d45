"""`inglenook bench self` against a scripted engine, and what `inglenook stats` says of a machine that became slower."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from fakes_engine import MODEL, STATS, says
from inglenook_desktop.statistics.self_bench import PARAMS, messages_of
from inglenook_desktop.store import open_store
from inglenook_engine.protocol import Generate
from inglenook_engine.types import FinishReason
from noisy_rates import NOISES, rates

MakeProgram = Callable[..., Any]
SELF = ("bench", "self", "-m", "x.gguf", "--data-dir", "data")
QUIET = next(noise for noise in NOISES if noise.name == "quiet")
SAMPLE = replace(STATS, prompt_tokens=100, cached_tokens=0, output_tokens=24, prefill_ms=200.0, decode_ms=460.0)


def test_samples_are_measured_told_and_kept_apart_from_answers(with_fake: MakeProgram, tmp_path: Path) -> None:
    program = with_fake(answers=[says("All", " right.", reason=FinishReason.LENGTH, stats=SAMPLE)])
    done = program(*SELF, "--samples", "3")
    assert done.status == 0
    assert "reads     500.0 tokens a second (median of 3" in done.out
    assert "writes     50.0 tokens a second (median of 3" in done.out
    assert "After 37 more such samples" in done.err
    asked = [one for one in program.fake.received() if isinstance(one, Generate)]
    assert [one.messages for one in asked] == [messages_of(number) for number in range(3)]
    assert {one.params for one in asked} == {PARAMS}
    with open_store(tmp_path / "data") as store:
        assert store.conversations() == []
        assert [run.is_measurement for run in store.record.rated_runs()] == [True] * 3
        assert store.record.n_measurements(MODEL) == 3
        assert store.record.n_measurements(replace(MODEL, llama_version="9")) == 0
    assert program("stats", "--data-dir", "data").out == "Nothing was generated yet.\n"


def test_a_machine_that_became_slower_is_told_of_with_the_statistics(with_fake: MakeProgram, tmp_path: Path) -> None:
    prefill = rates(random.Random(3), QUIET, 120, drop_at=70, ratio=0.77, base=500)
    with open_store(tmp_path / "data") as store:
        turn = None
        for index, rate in enumerate(prefill):
            model = replace(MODEL, engine_version="1.0" if index < 70 else "2.0")
            number = None if turn is None else turn.conversation_id
            turn = store.begin_turn(conversation_id=number, text="Go on", model=model, params=PARAMS)
            stats = replace(SAMPLE, prefill_ms=100 / rate * 1000)
            store.finish_turn(turn, text="Yes", tokens=[1], reason=FinishReason.STOP, stats=stats)
    done = with_fake()("stats", "--data-dir", "data")
    (sentence,) = [line for line in done.out.splitlines() if line.startswith("Reading")]
    assert sentence.startswith(f"Reading prompts with {MODEL.name} is 2")
    assert sentence.endswith("% slower since the engine became 2.0 (it was 1.0).")
    assert "of your runs before" in done.err
