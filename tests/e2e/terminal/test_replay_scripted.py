"""`inglenook replay` against a scripted engine: the same request, the comparison, the run of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from fakes_engine import STATS, prefill
from inglenook_desktop.store import open_store
from inglenook_engine.protocol import Chunk, Finished, Generate
from inglenook_engine.types import FinishReason

MakeProgram = Callable[..., Any]
ASK = ("ask", "Well?", "-m", "x.gguf", "--data-dir", "data", "--seed", "7")
REPLAY = ("replay", "--data-dir", "data")


def answer(*tokens: int, **stats: Any) -> list[Any]:
    own = replace(STATS, output_tokens=len(tokens), **stats)
    text = " ".join(f"w{token}" for token in tokens)
    return [
        prefill(),
        Chunk(run_id=0, text=text, tokens=tokens),
        Finished(run_id=0, reason=FinishReason.STOP, stats=own),
    ]


def test_the_same_request_is_sent_and_the_same_answer_is_identical(with_fake: MakeProgram, tmp_path: Path) -> None:
    program = with_fake(answers=[answer(1, 2, 3), answer(1, 2, 3)])
    assert program(*ASK).status == 0
    done = program(*REPLAY)
    assert (done.status, done.out) == (0, "Identical: all 3 tokens of run 1 came again.\n")
    first, again = (one for one in program.fake.received() if isinstance(one, Generate))
    assert (again.messages, again.params) == (first.messages, first.params)
    with open_store(tmp_path / "data") as store:
        (conversation,) = store.conversations()
        assert store.thread(conversation.id)[-1].content == "w1 w2 w3"
        with store._db.read() as sql:
            runs = sql.execute("SELECT action, caused_by, finish_reason FROM runs ORDER BY id").fetchall()
    assert runs == [("answer", None, "stop"), ("replay", 1, "stop")]


def test_the_first_other_token_is_told_with_what_could_be_why(with_fake: MakeProgram) -> None:
    program = with_fake(answers=[answer(1, 2, 3), answer(1, 9, 3, cached_tokens=4)])
    program(*ASK)
    done = program(*REPLAY, "1")
    assert done.status == 1
    assert "Different from token 2 of 3 on, after 'w1 w':" in done.out
    assert "then id 2 '2 w3'" in done.out
    assert "now  id 9 '9 w3'" in done.out
    body = program(*REPLAY, "1", "--json").json
    assert (body["is_same"], body["first"], body["then"], body["now"]) == (False, 1, 2, 9)
    assert any("4 now" in cause for cause in body["causes"])


def test_an_answer_that_went_on_is_replayed_to_its_end(with_fake: MakeProgram, tmp_path: Path) -> None:
    """Each run with what those before it wrote."""
    program = with_fake(answers=[answer(1, 2), answer(1, 2), answer(3), answer(1, 2), answer(4)])
    program(*ASK)
    with open_store(tmp_path / "data") as store:
        (conversation,) = store.conversations()
        run = store.record.run(1)
        assert run is not None
        assert run.model is not None
        more = store.continue_turn(store.thread(conversation.id)[-1].id, model=run.model, params=run.params)
        stats = replace(STATS, output_tokens=1)
        store.finish_turn(more, text="w1 w2w3", tokens=[1, 2, 3], reason=FinishReason.STOP, stats=stats)
    done = program(*REPLAY)
    assert (done.status, done.out) == (0, "Identical: all 3 tokens of run 2 came again.\n")
    *_, last = (one for one in program.fake.received() if isinstance(one, Generate))
    assert (last.messages[-1].content, last.messages[-1].tokens) == ("w1 w2", (1, 2))
    body = program(*REPLAY, "1", "--json").json
    assert (body["is_same"], body["first"], body["then"], body["now"], body["n_untold"]) == (False, 2, 3, 4, 0)
