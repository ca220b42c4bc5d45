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
