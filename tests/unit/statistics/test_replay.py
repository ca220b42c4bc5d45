"""What is said of an answer that was made once more."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from fakes_engine import MODEL
from inglenook_desktop.replay import Made, ReplayError, compare, recipe_of, where_texts_part
from inglenook_desktop.store import Turn, open_store
from inglenook_engine.types import FinishReason, GenerateParams, GenerationStats, KvType

THEN = Made(
    model=replace(MODEL, llama_version="0.3.36", engine_version="1", devices=("CPU",), device_models=("Epic 7",)),
    params=GenerateParams(),
    stats=GenerationStats(prompt_tokens=9, output_tokens=4, prompt_sha256="aa"),
    reason=FinishReason.STOP,
    tokens=(5, 6, 7, 8),
    sha256="f" * 64,
)


def test_the_same_tokens_are_the_same_whatever_else_is_other() -> None:
    assert compare(THEN, THEN).is_same
    elsewhere = replace(THEN, model=replace(THEN.model, llama_version="0.4"))
    compared = compare(THEN, elsewhere)
    assert compared.is_same
    assert [cause.text for cause in compared.causes] == ["Another build of llama.cpp: 0.3.36 then, 0.4 now."]


def test_the_first_token_that_differs_is_named() -> None:
    compared = compare(THEN, replace(THEN, tokens=(5, 6, 1, 8)))
    assert (compared.first, compared.then, compared.now, compared.n_tokens) == (2, 7, 1, 4)
    assert compared.causes == ()


@pytest.mark.parametrize(("tokens", "then", "now"), [((5, 6), 7, None), ((5, 6, 7, 8, 9), None, 9)])
def test_an_answer_that_ends_earlier_or_later_is_another(
    tokens: tuple[int, ...], then: int | None, now: int | None
) -> None:
    compared = compare(THEN, replace(THEN, tokens=tokens))
    assert (compared.then, compared.now) == (then, now)
    assert not compared.is_same


def test_of_an_answer_that_was_stopped_only_what_was_there_counts() -> None:
    stopped = replace(THEN, reason=FinishReason.CANCELLED)
    assert compare(stopped, replace(THEN, reason=FinishReason.LENGTH)).is_same
    assert compare(stopped, replace(THEN, tokens=(5, 6, 7, 8, 9))).is_same
    assert compare(stopped, replace(THEN, tokens=(5, 6))).first == 2


def causes(now: Made, then: Made = THEN) -> list[str]:
    return [cause.text for cause in compare(then, replace(now, tokens=(1,))).causes]


def test_only_what_differs_is_named_as_a_cause() -> None:
    model, stats = THEN.model, THEN.stats
    for now, word in (
        (replace(THEN, model=replace(model, engine_version="2")), "version of the engine: 1 then, 2 now"),
        (replace(THEN, model=replace(model, devices=("CUDA0", "CPU"), device_models=())), "CPU then, CUDA0, CPU now"),
        (
            replace(THEN, model=replace(model, device_models=("Other 9",))),
            "Epic 7 then, Other 9 now",
        ),
        (replace(THEN, model=replace(model, n_threads=64)), "threads: 1 then, 64 now"),
        (replace(THEN, model=replace(model, kv_type=KvType.Q4_0)), "f16 then, q4_0 now"),
        (replace(THEN, sha256="e" * 64), "The model file is another one"),
        (replace(THEN, sha256="", model=replace(model, size_bytes=1)), "1 now"),
        (replace(THEN, stats=replace(stats, drafted_tokens=3, draft_rounds=2)), "in 0 rounds then, in 2 now"),
        (replace(THEN, stats=replace(stats, cached_tokens=8)), "0 tokens were in the cache then, 8 now"),
        (replace(THEN, stats=replace(stats, thread_changes=1)), "0 times then, 1 times now"),
        (replace(THEN, stats=replace(stats, prompt_sha256="bb")), "The prompt is another one"),
    ):
        (only,) = causes(now)
        assert word in only


def test_in_strict_mode_drafts_are_no_cause() -> None:
    strict = replace(THEN, params=GenerateParams(is_strict=True))
    assert causes(replace(strict, stats=replace(THEN.stats, drafted_tokens=9)), strict) == []


def test_the_texts_part_where_they_part() -> None:
    assert where_texts_part("The cat sat.", "The cow sat.", around=4) == ("he c", "at s", "ow s")
    assert where_texts_part("Yes", "Yes.") == ("Yes", "", ".")


def test_what_cannot_be_made_once_more_is_said(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:

        def made(text: str, tokens: list[int]) -> Turn:
            turn = store.begin_turn(conversation_id=None, text="Well?", model=THEN.model, params=THEN.params)
            stats = replace(THEN.stats, output_tokens=2)
            store.finish_turn(turn, text=text, tokens=tokens, reason=FinishReason.STOP, stats=stats)
            return turn

        good = made("Hm. Yes", [1, 2])
        recipe = recipe_of(store, good.run_id)
        assert (recipe.recorded.tokens, [message.content for message in recipe.messages]) == ((1, 2), ["Well?"])
        more = store.continue_turn(good.assistant_message_id, model=THEN.model, params=THEN.params)
        unfinished = store.begin_turn(conversation_id=None, text="Well?", model=THEN.model, params=THEN.params)
        for run_id, word in (
            (77, "no answer of run 77"),
            (made("Hm.", []).run_id, "not known any more"),
            (more.run_id, "went on with an answer"),
            (unfinished.run_id, "did not come to its end"),
        ):
            with pytest.raises(ReplayError, match=word):
                recipe_of(store, run_id)
