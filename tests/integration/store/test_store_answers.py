"""Answers of a real model, kept in branches, stopped, and continued from what was kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from engine_child import GREEDY, EngineChild
from inglenook_desktop.prompting import messages_to_answer
from inglenook_desktop.recorder import TurnRecorder
from inglenook_desktop.store import Store, StoredMessage, Turn, open_store
from inglenook_engine.protocol import Finished
from inglenook_engine.types import FinishReason, GenerateParams, ModelInfo, Speculation

pytestmark = pytest.mark.model

N_TOKENS = 24


def params(n_tokens: int) -> GenerateParams:
    # plain and strict: the passes are the same however the answer comes about
    return GenerateParams(sampler=GREEDY, max_tokens=n_tokens, speculation=Speculation.OFF, is_strict=True)


class Chat:
    """What the window does with a turn, without the window."""

    def __init__(self, store: Store, engine: EngineChild, model: ModelInfo) -> None:
        self.store = store
        self.engine = engine
        self.model = model

    def ask(
        self, text: str | None, asked: GenerateParams, *, number: int | None = None, instead_of: int | None = None
    ) -> tuple[StoredMessage, Finished]:
        turn = self.store.begin_turn(
            conversation_id=number, text=text, model=self.model, params=asked, instead_of=instead_of
        )
        return self._record(turn, asked)

    def go_on(self, message_id: int, asked: GenerateParams) -> tuple[StoredMessage, Finished]:
        return self._record(self.store.continue_turn(message_id, model=self.model, params=asked), asked)

    def _record(self, turn: Turn, asked: GenerateParams) -> tuple[StoredMessage, Finished]:
        recorder = TurnRecorder(self.store, turn)
        messages = messages_to_answer(self.store, self.store.thread(turn.conversation_id))
        answer = self.engine.ask(list(messages), asked)
        for event in answer.events:
            if hasattr(event, "reason"):
                recorder.on_event(Finished(run_id=turn.run_id, reason=event.reason, stats=event.stats))
            elif hasattr(event, "text"):
                recorder.on_event(type(event)(run_id=turn.run_id, text=event.text, tokens=event.tokens))
        assert recorder.is_saved
        return self.store.thread(turn.conversation_id)[-1], answer.finished


@pytest.mark.parametrize("name", ["smollm2-135m", pytest.param("qwen2.5-coder-0.5b", marks=pytest.mark.slow)])
def test_an_answer_stopped_twice_and_continued_is_the_answer_that_was_not_stopped(
    name: str, model_path: Callable[[str], Path], tmp_path: Path
) -> None:
    """The model counts: a wide choice of words is full of near-ties, which the passes of a prompt and those of an
    answer may decide differently."""
    with open_store(tmp_path) as store, EngineChild() as engine:
        chat = Chat(store, engine, engine.load(model_path(name), n_ctx=1024))
        whole, _ = chat.ask("Write the numbers from one to twenty in words.", params(N_TOKENS))
        number = whole.conversation_id
        part, end = chat.ask(None, params(5), number=number)
        assert end.reason is FinishReason.LENGTH
        for n_more in (1, N_TOKENS - 6):
            part, end = chat.go_on(part.id, params(n_more))
            assert end.stats.prefill_tokens <= 2  # the cache holds the rest
        assert (part.content, part.tokens) == (whole.content, whole.tokens)
        assert part.id != whole.id

        def follow_up() -> int:
            _, end = chat.ask("And then?", params(1), number=number)
            return end.stats.prefill_tokens

        assert 1 < follow_up() < 20  # the end of the answer and the question
        store.tree.show(whole.id)
        assert follow_up() == 1  # the other branch is the same to the last id
