"""What is said of an answer that was made once more."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from fakes_engine import MODEL
from inglenook_desktop.replay import Made, ReplayError, Walk, compare, recipe_of, where_texts_part
from inglenook_desktop.store import Store, Turn, open_store
from inglenook_engine.protocol import Failed
from inglenook_engine.types import (
    FailureKind,
    FinishReason,
    GenerateParams,
    GenerationStats,
    KvType,
    Message,
    ModelInfo,
    Role,
)

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


def test_another_version_of_the_program_is_a_cause_where_both_are_known() -> None:
    then, now = replace(THEN, app_version="0.1"), replace(THEN, app_version="0.2", tokens=(5,))
    assert [cause.text for cause in compare(then, now).causes] == ["Another version of the program: 0.1 then, 0.2 now."]
    assert compare(THEN, now).causes == ()


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
        (part,) = recipe.parts
        assert (part.recorded.tokens, [message.content for message in part.messages]) == ((1, 2), ["Well?"])
        unfinished = store.begin_turn(conversation_id=None, text="Well?", model=THEN.model, params=THEN.params)
        title = store.shelf.begin_title(good.conversation_id, model=THEN.model, params=THEN.params)
        for run_id, word in (
            (title, f"no answer of run {title}"),
            (77, "no answer of run 77"),
            (made("Hm.", []).run_id, "not known any more"),
            (unfinished.run_id, "did not come to its end"),
        ):
            with pytest.raises(ReplayError, match=word):
                recipe_of(store, run_id)


class WentOn:
    """An answer of "Hm." that a person let go on, run by run."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._text = ""
        self._tokens: tuple[int, ...] = ()
        self.turn: Turn | None = None

    def run(
        self,
        text: str,
        *tokens: int,
        reason: FinishReason | None = FinishReason.STOP,
        model: ModelInfo = THEN.model,
        params: GenerateParams = THEN.params,
    ) -> int:
        """reason: None for a run that failed, and nobody knows how much of it that wrote."""
        if self.turn is None:
            self.turn = self._store.begin_turn(conversation_id=None, text="Well?", model=model, params=params)
        else:
            message_id = self.turn.assistant_message_id
            self.turn = self._store.continue_turn(message_id, model=model, params=params)
        self._text, self._tokens = self._text + text, (*self._tokens, *tokens)
        if reason is None:
            failure = Failed(run_id=1, kind=FailureKind.CRASHED, message="Gone.")
            self._store.fail_turn(self.turn, text=self._text, tokens=self._tokens, failure=failure)
        else:
            stats = replace(THEN.stats, output_tokens=len(tokens))
            self._store.finish_turn(self.turn, text=self._text, tokens=self._tokens, reason=reason, stats=stats)
        return self.turn.run_id


def test_an_answer_that_went_on_is_made_again_run_by_run(tmp_path: Path) -> None:
    """Also the part that was stopped, up to there; a run that was stopped before its first token is passed over."""
    limited = GenerateParams(max_tokens=3)
    with open_store(tmp_path) as store:
        answer = WentOn(store)
        first = answer.run("Hm. ", 1, 2, reason=FinishReason.CANCELLED)
        answer.run("", reason=FinishReason.CANCELLED)
        second = answer.run("Yes", 3, 4, 5, reason=FinishReason.LENGTH, params=limited)
        third = answer.run("", reason=FinishReason.STOP)  # there was nothing to add
        recipe = recipe_of(store, second)
        assert recipe == recipe_of(store, first)
    assert [(part.run_id, part.recorded.tokens) for part in recipe.parts] == [
        (first, (1, 2)), (second, (3, 4, 5)), (third, ()),
    ]  # fmt: skip
    assert (recipe.n_tokens, recipe.n_untold) == (5, 0)
    walk = Walk(recipe)
    assert (walk.part.params.max_tokens, [one.content for one in walk.messages]) == (2, ["Well?"])
    assert walk.take(replace(THEN, tokens=(1, 2), reason=FinishReason.LENGTH), "Hm. ") is None
    assert (walk.part.params, walk.n_done) == (limited, 2)
    assert walk.messages[1:] == (Message(role=Role.ASSISTANT, content="Hm. ", tokens=(1, 2)),)
    different = walk.take(replace(THEN, tokens=(3, 9, 5)), "Yet")
    assert different is not None
    assert (different.first, different.then, different.now, different.n_tokens) == (3, 4, 9, 5)
    assert walk.text("Yet") == "Hm. Yet"
    assert walk.take(replace(THEN, tokens=(3, 4, 5)), "Yes") is None
    assert walk.messages[1:] == (Message(role=Role.ASSISTANT, content="Hm. Yes", tokens=(1, 2, 3, 4, 5)),)
    same = walk.take(replace(THEN, tokens=()), "")
    assert same is not None
    assert (same.is_same, same.n_tokens, same.n_untold) == (True, 5, 0)


@pytest.mark.parametrize("is_other", [True, False])
def test_what_cannot_be_made_again_of_an_answer_that_went_on_is_counted(tmp_path: Path, is_other: bool) -> None:
    """Another model wrote it, or a run that failed in the middle."""
    with open_store(tmp_path) as store:
        answer = WentOn(store)
        first = answer.run("Hm. ", 1, 2)
        if is_other:
            answer.run("Yes", 3, 4, 5, model=replace(THEN.model, path="/other.gguf"))
        else:
            answer.run("Yes", 3, 4, reason=None)
            answer.run("!", 5)
        recipe = recipe_of(store, first)
    assert [part.run_id for part in recipe.parts] == [first]
    assert (recipe.n_tokens, recipe.n_untold) == (2, 3)
    compared = Walk(recipe).take(replace(THEN, tokens=(1, 2)), "Hm. ")
    assert compared is not None
    assert (compared.is_same, compared.n_tokens, compared.n_untold) == (True, 2, 3)
