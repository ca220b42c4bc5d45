"""Ratios, agreement and the page, from answers made by hand."""

from __future__ import annotations

from typing import Any

import busy_core_bench
import comparison
import pytest
import speculation_report as report
from answers import Answer, ArrivalClock, DrafterCount, common_prefix, first_divergence


def answer(arm: str, item: str, rate: float | None, **more: Any) -> Answer:
    kind = item.partition("/")[0]
    values: dict[str, Any] = {
        "block": 0,
        "prompt_tokens": 10,
        "tokens": (1, 2, 3),
        "text": "abc",
        "own_tokens_per_s": rate,
        "client_tokens_per_s": None,
        "prefill_ms": 1.0,
        "wall_ms": 2.0,
        "load_average": 0.5,
    }
    return Answer(arm=arm, item=item, kind=kind, **(values | more))


ANSWERS = [
    answer("plain", "code_edit/a", 10.0),
    answer("auto", "code_edit/a", 20.0),
    answer("plain", "code_edit/b", 10.0),
    answer("auto", "code_edit/b", 30.0),
    answer("plain", "chat/c", 10.0),
    answer("auto", "chat/c", 9.0),
    answer("server plain", "code_edit/a", 12.0),
    answer("server best", "code_edit/a", 16.0),
]


def test_a_programs_own_clock_counts_and_a_rivals_better_one() -> None:
    assert answer("x", "chat/c", 5.0, client_tokens_per_s=6.0).tokens_per_s == 5.0
    assert answer("x", "chat/c", 5.0, client_tokens_per_s=6.0, takes_better_clock=True).tokens_per_s == 6.0
    assert answer("x", "chat/c", None, client_tokens_per_s=6.0).tokens_per_s == 6.0
    assert answer("x", "chat/c", None).tokens_per_s is None


def test_a_clock_counts_the_tokens_after_the_first_arrival() -> None:
    clock = ArrivalClock()
    for n_tokens, now_s in ((2, 1.0), (0, 1.5), (3, 2.0), (1, 3.0)):
        clock.arrived(n_tokens, now_s)
    assert clock.tokens_per_s == 2.0
    assert ArrivalClock().tokens_per_s is None


def test_ratios_are_taken_item_by_item() -> None:
    assert comparison.item_ratios(ANSWERS, "auto", "plain") == {
        "code_edit/a": 2.0,
        "code_edit/b": 3.0,
        "chat/c": pytest.approx(0.9),
    }
    edits = comparison.ratio(comparison.of_kind(ANSWERS, "code_edit"), "auto", "plain")
    assert edits is not None
    assert (edits.value, edits.low, edits.high) == (2.5, 2.0, 3.0)
    assert comparison.ratio(ANSWERS, "auto", "nobody") is None


def test_of_repeated_answers_the_median_counts() -> None:
    repeated = [answer("plain", "chat/c", rate) for rate in (1.0, 10.0, 11.0)]
    assert comparison.rates(repeated) == {("plain", "chat/c"): 10.0}


def test_the_fastest_rival_is_judged_on_items_that_all_answered() -> None:
    easy = [*ANSWERS, answer("server plain", "code_edit/b", 1000.0)]
    assert comparison.fastest(easy, report.RIVAL_ARMS) == "server best"
    assert comparison.fastest([], report.RIVAL_ARMS) is None


def test_an_answer_that_is_shorter_parts_at_its_end() -> None:
    assert first_divergence((1, 2, 3), (1, 2, 3)) is None
    assert first_divergence((1, 2, 3), (1, 2)) == 2
    assert first_divergence((1, 2, 3), (1, 9, 3)) == 1
    assert common_prefix((), (1,)) == 0


def test_agreement_counts_equal_answers_and_tells_what_came_instead() -> None:
    answers = [
        answer("plain", "chat/a", 1.0),
        answer("auto", "chat/a", 1.0),
        answer("plain", "chat/b", 1.0),
        answer("auto", "chat/b", 1.0, tokens=(1, 7)),
        answer("plain", "chat/c", 1.0),
        answer("auto", "chat/c", 1.0, tokens=(1, 2)),
    ]
    found = comparison.agreement(answers, "auto", "plain", only=lambda _item: True)
    assert (found.items, found.equal) == (3, 1)
    assert [(one.item, one.common, one.next_got) for one in found.parted] == [("chat/b", 1, 7), ("chat/c", 2, None)]


def test_prompts_of_different_length_are_reported() -> None:
    assert comparison.unequal_prompts(ANSWERS) == {}
    other = [*ANSWERS, answer("server plain", "chat/c", 1.0, prompt_tokens=11)]
    assert comparison.unequal_prompts(other) == {"chat/c": {"plain": 10, "auto": 10, "server plain": 11}}


def test_drafters_are_summed_by_name_and_place() -> None:
    def count(drafted_at: tuple[int, ...], accepted_at: tuple[int, ...]) -> DrafterCount:
        return DrafterCount(
            name="lookup",
            rounds=1,
            drafted=sum(drafted_at),
            accepted=sum(accepted_at),
            drafted_at=drafted_at,
            accepted_at=accepted_at,
        )

    answers = [
        answer("auto", "chat/a", 1.0, drafters=(count((2, 1), (2, 0)),)),
        answer("auto", "chat/b", 1.0, drafters=(count((2,), (0,)),)),
    ]
    (found,) = comparison.drafter_sums(answers, "auto")
    assert (found.drafted, found.accepted, found.share) == (5, 2, 0.4)
    assert found.accepted_share_at == (0.5, 0.0)


def facts() -> dict[str, Any]:
    return {
        "machine": {
            "processor": "A",
            "cores_usable": 2,
            "memory_bytes": 2**30,
            "system": "S",
            "python": "3",
            "versions": {},
            "taken_at": "now",
        },
        "model": "m",
        "draft_model": "",
        "n_threads": 2,
        "libraries": "L.",
        "options": {"max_tokens": 0},
        "curves": {"alone": [{"width": w, "n_cached": 0, "n_threads": 2, "pass_ms": 10.0 * w} for w in (1, 2)]},
        "sweep": [
            {"flags": "none", "flash_attention": "off", "kind": "chat", "tokens_per_s": 5.0, "n_items": 1},
            {"flags": "x|y", "flash_attention": "off", "kind": "chat", "tokens_per_s": 6.0, "n_items": 1},
        ],
        "chosen_flags": {"chat": "x"},
        "exactness": [{"arm": "auto", "reference": "plain", "items": 3, "equal": 2, "gaps": [0.01]}],
        "blocks_done": 1,
        "blocks_planned": 2,
        "is_cut_short": True,
        "elapsed_s": 60.0,
    }


def test_the_page_tells_best_and_worst_and_what_was_missed() -> None:
    page = report.page(facts(), ANSWERS)
    assert "| auto / plain, worst kind | 0.90 (0.90 to 0.90) | 0.98 | 0.99 | **missed** | chat |" in page
    assert "| code edits, auto / plain | 2.50 (2.00 to 3.00) | 1.4 | 1.9 | aim |" in page
    assert (
        "| code edits, auto / llama-server's best flags | 1.25 (1.25 to 1.25) | 1.1 | 1.4 | must | server best |"
        in page
    )
    assert "| 0.90 | chat/c | 3.00 | code_edit/b |" in page
    assert "1: 10.0 (1.00), 2: 20.0 (2.00)" in page
    assert "| auto | plain | 3 | 1 | 0.0100 |" in page
    assert "**6.0**" in page
    assert "then the time was over" in page


def test_a_page_without_answers_is_still_a_page() -> None:
    assert "not measured" in report.page(facts(), [])


def test_a_figure_that_must_stay_below_is_judged_the_other_way_round() -> None:
    fast, slow = (report.figure("ms", report.Estimate(value, 0, 0), 50, 20, is_upper=True) for value in (15.0, 60.0))
    assert (fast["reached"], slow["reached"]) == ("aim", "**missed**")
    assert report.figure("x", None, 1.0, 2.0)["reached"] == "not measured"


def test_the_best_fixed_number_of_threads_is_the_yardstick_in_each_condition() -> None:
    rates = {
        ("ours, adaptive", "quiet"): 19.0,
        ("ours, 1 fixed", "quiet"): 10.0,
        ("ours, 2 fixed", "quiet"): 20.0,
        ("ours, adaptive", "one core busy"): 10.0,
        ("ours, 1 fixed", "one core busy"): 10.0,
        ("ours, 2 fixed", "one core busy"): 4.0,
    }
    samples = [{"arm": arm, "condition": condition, "tokens_per_s": rate} for (arm, condition), rate in rates.items()]
    found = busy_core_bench.figures({"arms": sorted({arm for arm, _ in rates}), "samples": samples})
    assert [(one["where"], one["measured"]["value"]) for one in found] == [
        ("ours, 2 fixed", 0.95),
        ("ours, 1 fixed", 1.0),
    ]
