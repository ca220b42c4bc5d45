"""Reasoning with a real model: begun by its template, counted, ended by its budget, left out of the next prompt."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from inglenook_engine import llama_backend
from inglenook_engine.generate import generate
from inglenook_engine.llama_backend import LoadedModel
from inglenook_engine.prompt import ModelTexts, Prompter
from inglenook_engine.protocol import Chunk, Event, Finished, Generate
from inglenook_engine.reasoning import Reasoning, split
from inglenook_engine.types import (
    FinishReason,
    GenerateParams,
    GenerationStats,
    LoadParams,
    Message,
    Role,
    SamplerParams,
    Speculation,
)

pytestmark = pytest.mark.model

TEMPLATE = (
    "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content.split('</think>')[-1] | trim }}<|im_end|>\n"
    "{% endfor %}{{ '<|im_start|>assistant\n<think>\n' }}"
)
PATIENCE_S = 60.0
QUESTION = Message(role=Role.USER, content="Name three rivers in Europe.")


@pytest.fixture(scope="module")
def model(starter_model: Path) -> LoadedModel:
    """The starter, made to believe that it reasons."""
    params = LoadParams(model_path=str(starter_model), n_ctx=1024)
    loaded = llama_backend.load(llama_backend.Library(), params, on_progress=lambda _fraction: None)
    texts = ModelTexts(template=TEMPLATE, bos_token="", eos_token="<|im_end|>", names=("chat",))
    prompter = Prompter(texts, loaded.vocabulary, loaded.vocabulary.control_tokens())
    return replace(loaded, prompter=prompter)


def run(
    model: LoadedModel,
    *messages: Message,
    is_cancelled: Callable[[], bool] = lambda: False,
    budget: int = 0,
    reasoning: Reasoning = Reasoning.AUTO,
    max_tokens: int = 60,
    prediction: str = "",
) -> tuple[str, tuple[int, ...], GenerationStats, FinishReason]:
    params = GenerateParams(
        sampler=SamplerParams(temperature=0.0),
        max_tokens=max_tokens,
        speculation=Speculation.AUTO,
        reasoning=reasoning,
        reasoning_budget_tokens=budget,
        prediction=prediction,
    )
    command = Generate(run_id=1, messages=messages, params=params)
    events: Iterator[Event] = generate(model, command, is_cancelled=is_cancelled)
    text, tokens = "", tuple[int, ...]()
    for event in events:
        if isinstance(event, Chunk):
            text, tokens = text + event.text, tokens + event.tokens
        elif isinstance(event, Finished):
            return text, tokens, event.stats, event.reason
    raise AssertionError("no end")


def test_a_budget_ends_the_reasoning_and_the_answer_follows(model: LoadedModel) -> None:
    text, tokens, stats, reason = run(model, QUESTION, budget=12)
    parts = split(text)
    assert text.startswith("<think>\n")
    assert not parts.is_open
    assert parts.reasoning
    assert parts.answer.strip()
    assert "".join(parts.answer.split()) in "".join(text.split())
    n_closing = len(model.prompter.closing("</think>"))
    assert 12 + n_closing <= stats.reasoning_tokens <= 12 + n_closing + 16  # a round may bring several
    assert 0 < stats.reasoning_ms < stats.decode_ms
    assert stats.output_tokens == len(tokens) <= 60
    assert reason in (FinishReason.STOP, FinishReason.LENGTH)
    spelled = b"".join(map(model.vocabulary.piece, tokens)).decode()
    assert "<think>\n" + spelled == text


def test_the_next_prompt_has_the_answer_by_its_own_ids_and_no_reasoning(model: LoadedModel) -> None:
    text, tokens, _, _ = run(model, QUESTION, budget=12)
    again = [QUESTION, Message(role=Role.ASSISTANT, content=text, tokens=tokens), QUESTION]
    prompter = model.prompter
    prompt = prompter.tokenize(prompter.render(prompter.heard(again)), prompter.heard(again))
    spelled = b"".join(model.vocabulary.piece(token, special=True) for token in prompt).decode()
    assert split(text).reasoning not in spelled
    assert split(text).answer.strip() in spelled
    tail = [token for token in tokens if token in prompt]
    assert tail


def test_an_answer_that_was_cut_off_in_its_reasoning_goes_on_there(model: LoadedModel) -> None:
    text, tokens, stats, _ = run(model, QUESTION, max_tokens=10)
    assert stats.reasoning_tokens == 10
    begun = [QUESTION, Message(role=Role.ASSISTANT, content=text, tokens=tokens)]
    prompter = model.prompter
    asked = prompter.tokenize(prompter.render([QUESTION]), [QUESTION])
    assert prompter.tokenize(prompter.render(begun), begun) == [*asked, *tokens]


def test_without_reasoning_the_answer_begins_at_once(model: LoadedModel) -> None:
    text, _, stats, _ = run(model, QUESTION, reasoning=Reasoning.OFF, max_tokens=12)
    assert "<think>" not in text
    assert text.strip()
    assert (stats.reasoning_tokens, stats.reasoning_ms) == (0, 0)


def test_a_budget_beyond_the_length_of_the_answer_is_the_length(model: LoadedModel) -> None:
    text, tokens, _, reason = run(model, QUESTION, budget=10, max_tokens=11)
    assert reason is FinishReason.LENGTH
    assert text.startswith("<think>\n")
    assert len(tokens) >= 10


def test_drafts_count_once_where_the_budget_ends_the_answer(model: LoadedModel) -> None:
    text, *_ = run(model, QUESTION, max_tokens=40)
    deadline = time.monotonic() + PATIENCE_S  # on a busy machine the engine may find for a while that no draft pays
    while True:
        _, _, stats, reason = run(model, QUESTION, budget=12, max_tokens=13, prediction=text)
        assert reason is FinishReason.LENGTH
        if stats.drafters or time.monotonic() > deadline:
            break
        time.sleep(0.2)
    assert stats.drafters
    assert sum(one.drafted_tokens for one in stats.drafters) == stats.drafted_tokens
    assert sum(one.accepted_tokens for one in stats.drafters) == stats.accepted_tokens


def test_a_stop_while_the_reasoning_is_ended_is_a_stop(model: LoadedModel) -> None:
    n_looks = 0

    def is_cancelled() -> bool:
        """From the moment in which the budget is spent."""
        nonlocal n_looks
        n_looks += 1
        return n_looks > 14

    _, _, _, reason = run(model, QUESTION, budget=12, is_cancelled=is_cancelled)
    assert reason is FinishReason.CANCELLED
    again, _, _, _ = run(model, QUESTION, reasoning=Reasoning.OFF, max_tokens=4)
    assert again
