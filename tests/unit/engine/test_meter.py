"""Stages, rounds and rates, on a clock the test turns by hand."""

from __future__ import annotations

import pytest
from inglenook_engine.latency_histogram import LatencyHistogram
from inglenook_engine.meter import Meter, percentile
from inglenook_engine.types import DrafterStats, GenerationStats, SpeculationOff


class Clock:
    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s

    def pass_ms(self, milliseconds: float) -> None:
        self.now_s += milliseconds / 1000


def test_a_whole_generation_adds_up() -> None:
    clock = Clock()
    received = clock()
    clock.pass_ms(5)
    meter = Meter(clock, received=received)
    for stage, ms in (("template_ms", 1), ("tokenize_ms", 2), ("prefill_ms", 30), ("prefill_ms", 30)):
        with meter.stage(stage):  # type: ignore[arg-type]
            clock.pass_ms(ms)
    meter.prompt_tokens, meter.cached_tokens = 100, 40
    for n_tokens, ms in ((1, 10), (3, 20), (1, 10)):
        clock.pass_ms(ms)
        meter.round(
            n_tokens=n_tokens, drafted=n_tokens - 1, accepted=n_tokens - 1, duration_ms=ms, detokenize_ms=n_tokens / 4
        )
        clock.pass_ms(0.5)
        meter.chunk_written()
    stats = meter.stats()
    assert stats.queue_ms == pytest.approx(5)
    assert stats.prefill_ms == pytest.approx(60)
    assert stats.ttft_ms == pytest.approx(5 + 63 + 10.5)
    assert stats.decode_ms == pytest.approx(31)
    assert stats.finish_ms == pytest.approx(0.5)
    assert stats.detokenize_ms == 1.25
    assert stats.total_ms == pytest.approx(5 + 63 + 41.5)
    assert (stats.output_tokens, stats.rounds, stats.draft_rounds) == (5, 3, 1)
    assert (stats.drafted_tokens, stats.accepted_tokens) == (2, 2)
    assert (stats.round_ms_p50, stats.round_ms_max) == (10, 20)
    itl = LatencyHistogram.from_text(stats.itl_histogram)
    assert itl.n == 4  # three tokens in 20.5 ms, then one in 10.5
    assert itl.percentile_ms(0.75) == pytest.approx(20.5 / 3, rel=0.03)
    assert itl.percentile_ms(1) == pytest.approx(10.5, rel=0.03)
    assert stats.prefill_tokens == 60
    assert stats.decode_tokens_per_s == pytest.approx(4 / 0.031)
    assert stats.prefill_tokens_per_s == pytest.approx(1000)


def test_waiting_for_the_model_is_told_from_waiting_for_other_runs() -> None:
    clock = Clock()
    received = clock()
    clock.pass_ms(200)
    ready = clock()
    clock.pass_ms(30)
    stats = Meter(clock, received=received, ready=ready).stats()
    assert stats.load_ms == pytest.approx(200)
    assert stats.queue_ms == pytest.approx(30)
    late = Meter(clock, received=clock(), ready=ready).stats()
    assert (late.load_ms, late.queue_ms) == (0, 0)


def test_a_prompt_that_was_not_read_to_its_end_has_no_rate() -> None:
    """A stop after 50 ms of 436 tokens is no reading of 8,720 tokens a second."""
    clock = Clock()
    meter = Meter(clock, received=clock())
    meter.prompt_tokens, meter.cached_tokens = 498, 62
    with meter.stage("prefill_ms"):
        clock.pass_ms(50)
    stopped = meter.stats()
    assert not stopped.has_read_prompt
    assert stopped.prefill_tokens_per_s is None
    meter.round(n_tokens=0, drafted=0, accepted=0, duration_ms=1)
    silent = meter.stats()
    assert silent.has_read_prompt, "the model ended before its first token"
    assert silent.prefill_tokens_per_s == pytest.approx(436 / 0.05)


def test_what_was_not_measured_is_none_and_has_no_rate() -> None:
    stats = Meter(Clock(), received=100.0).stats()
    assert stats.ttft_ms is None
    assert stats.round_ms_p99 is None
    assert stats.energy_mj is None
    assert stats.decode_tokens_per_s is None
    assert GenerationStats(output_tokens=1, decode_ms=3).decode_tokens_per_s is None


@pytest.mark.parametrize(("fraction", "expected"), [(0.0, 1), (0.5, 50), (0.95, 95), (0.99, 99), (1.0, 100)])
def test_percentiles_are_nearest_rank(fraction: float, expected: float) -> None:
    assert percentile(range(1, 101), fraction) == expected


def drafter(*accepted_at: int, drafted_at: tuple[int, ...] = (1, 1, 1, 1)) -> DrafterStats:
    return DrafterStats(
        name="edit",
        rounds=1,
        drafted_tokens=sum(drafted_at),
        accepted_tokens=2,
        drafted_at=drafted_at,
        accepted_at=accepted_at,
    )


def speculated(meter: Meter, *drafters: DrafterStats, off: SpeculationOff | None = None) -> Meter:
    meter.add_speculation(saved_ms=3, lost_ms=1, thread_changes=1, off=off, drafters=drafters)
    return meter


def test_the_drafters_counts_are_compared_with_those_of_the_rounds() -> None:
    for counts, agrees in ((None, False), (drafter(1, 1, 0, 0), True), (drafter(1, 0, 0, 0), False)):
        meter = Meter(Clock(), received=100.0)
        assert meter.agrees_with_drafters
        meter.round(n_tokens=3, drafted=4, accepted=2, duration_ms=1)
        if counts is not None:
            assert speculated(meter, counts).stats().drafters == (counts,)
        assert meter.agrees_with_drafters is agrees


def test_an_answer_that_went_on_behind_its_reasoning_has_the_sums_of_both_parts() -> None:
    meter = speculated(Meter(Clock(), received=100.0), drafter(1, 1), off=None)
    speculated(meter, drafter(1, 1, drafted_at=(1, 1, 1)), off=SpeculationOff.NOTHING_TO_DRAFT)
    stats = meter.stats()
    assert (stats.saved_ms, stats.lost_ms, stats.thread_changes, stats.speculation_off) == (6, 2, 2, None)
    (both,) = stats.drafters
    assert (both.rounds, both.drafted_tokens, both.accepted_tokens) == (2, 7, 4)
    assert (both.drafted_at, both.accepted_at) == ((2, 2, 2, 1), (2, 2))
    first_drafted_nothing = speculated(Meter(Clock(), received=100.0), off=SpeculationOff.DOES_NOT_PAY)
    assert speculated(first_drafted_nothing, drafter(1, 1)).stats().speculation_off is None


def test_the_time_of_reasoning_ends_with_its_last_token() -> None:
    clock = Clock()
    meter = Meter(clock, received=100.0)
    meter.round(n_tokens=1, drafted=0, accepted=0, duration_ms=1)
    for n_tokens in (1, 2, 3, 3):
        clock.pass_ms(500)
        meter.round(n_tokens=1, drafted=0, accepted=0, duration_ms=1)
        meter.reasoned(n_tokens)
    stats = meter.stats()
    assert stats.reasoning_tokens == 3
    assert stats.reasoning_ms == pytest.approx(1500)
    assert Meter(clock, received=100.0).stats().reasoning_ms == 0
