"""What naming a conversation costs the conversation: a sentence to read, and nothing afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from engine_child import GREEDY, EngineChild
from inglenook_desktop.titles import PARAMS, title_messages, title_of
from inglenook_engine.types import GenerateParams, Message, ModelInfo, Role, Speculation

pytestmark = pytest.mark.model

PLAIN = GenerateParams(sampler=GREEDY, max_tokens=64, speculation=Speculation.OFF)


@pytest.fixture(scope="module")
def engine(starter_model: Path) -> Iterator[tuple[EngineChild, ModelInfo]]:
    with EngineChild() as child:
        yield child, child.load(starter_model)


def test_a_title_reads_only_its_own_question_and_leaves_the_conversation_in_the_cache(
    engine: tuple[EngineChild, ModelInfo],
) -> None:
    child, model = engine
    question = Message(role=Role.USER, content="Why do boats float, and what has a bath to do with it?")
    answer = child.ask([question], PLAIN)
    exchange = [question, Message(role=Role.ASSISTANT, content=answer.text, tokens=answer.tokens)]
    n_read = answer.finished.stats.prompt_tokens + len(answer.tokens)

    title = child.ask(list(title_messages(exchange, n_ctx=model.n_ctx)), PARAMS)
    assert title.finished.stats.cached_tokens >= n_read - 1
    assert len(title_of(title.text)) <= 60

    follow_up = [*exchange, Message(role=Role.USER, content="And planes?")]
    assert child.ask(follow_up, PLAIN).finished.stats.cached_tokens >= n_read - 1


def test_the_same_exchange_is_named_the_same_again(engine: tuple[EngineChild, ModelInfo]) -> None:
    child, model = engine
    exchange = [
        Message(role=Role.USER, content="How do I bake bread?"),
        Message(role=Role.ASSISTANT, content="Mix flour, water, salt and yeast, wait, and bake."),
    ]
    messages = list(title_messages(exchange, n_ctx=model.n_ctx))
    assert child.ask(messages, PARAMS).text == child.ask(messages, PARAMS).text


def test_a_long_exchange_is_named_in_a_small_context(starter_model: Path) -> None:
    with EngineChild() as child:
        model = child.load(starter_model, n_ctx=512)
        exchange = [
            Message(role=Role.USER, content="漢字🙂" * 5_000),
            Message(role=Role.ASSISTANT, content="boats " * 5_000),
        ]
        answer = child.ask(list(title_messages(exchange, n_ctx=model.n_ctx)), PARAMS)
        assert answer.finished.stats.prompt_tokens < 512
