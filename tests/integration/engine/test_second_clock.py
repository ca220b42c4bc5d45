"""The stored figures against a second clock (`bench/tracer.py`), with and without speculation, stopped, and with a
prefix that was read before; and against the model's own tokenizer."""

from __future__ import annotations

import array
import hashlib
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from inglenook_engine.types import Message, Role
from tracer import COPY, QUESTION, WAYS, Row, Tracer, sum_of_stages

pytestmark = [pytest.mark.model]

MOST_ROUNDS = 12
"""A clock that was kept waiting by another program tells nothing; one that is wrong is wrong in every round."""


@pytest.fixture(scope="module")
def tracer(starter_model: Path) -> Iterator[Tracer]:
    opened = Tracer(starter_model, 1)
    yield opened
    opened.close()


def user(text: str) -> Message:
    return Message(role=Role.USER, content=text)


def test_both_clocks_agree_and_the_stages_make_the_whole(tracer: Tracer) -> None:
    open_rows: dict[tuple[str, str], Row] = {}
    agreed: set[tuple[str, str]] = set()
    n_drafted = 0
    for number in range(MOST_ROUNDS):
        begin = (Message(role=Role.SYSTEM, content=f"{number}: be exact."), user(f"{QUESTION}    # {number}\n"))
        answer = ""
        for way in WAYS:
            messages: tuple[Message, ...] = begin
            if way == "reused prefix":
                messages = (*begin, Message(role=Role.ASSISTANT, content=answer), user("Now the first line alone."))
            found, answer = tracer.run(way, messages, max_tokens=26)
            stats = tracer.stats
            assert sum_of_stages(stats) == pytest.approx(stats.total_ms, rel=0.02, abs=0.5)
            assert all(row.agrees for row in found if row.unit == "tokens")
            n_drafted += stats.drafted_tokens
            assert way == "speculation" or not stats.drafted_tokens
            assert (stats.cached_tokens > 100) == (way in ("speculation", "cancel", "reused prefix"))
            agreed |= {(way, row.figure) for row in found if row.agrees}
            open_rows |= {(way, row.figure): row for row in found}
        if agreed == open_rows.keys() and n_drafted:
            return
    assert n_drafted
    assert [open_rows[key] for key in open_rows.keys() - agreed] == []


def test_the_prompt_has_the_tokens_that_the_models_own_tokenizer_makes(tracer: Tracer, starter_model: Path) -> None:
    import llama_cpp

    tracer.run("plain", (Message(role=Role.SYSTEM, content="Be brief."), user(COPY)), max_tokens=4)
    rendered = f"<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\n{COPY}<|im_end|>\n<|im_start|>assistant\n"
    model = llama_cpp.Llama(str(starter_model), vocab_only=True, verbose=False)
    tokens = model.tokenize(rendered.encode(), add_bos=False, special=True)
    model.close()
    assert tracer.stats.prompt_tokens == len(tokens)
    assert tracer.stats.prompt_sha256 == hashlib.sha256(array.array("i", tokens)).hexdigest()


def test_the_memory_of_a_run_is_that_of_the_process(tracer: Tracer, starter_model: Path) -> None:
    tracer.run("plain", (user("Hello"),), max_tokens=4)
    peak = tracer.stats.memory_peak_bytes
    assert peak is not None
    resident = psutil.Process(tracer.pid).memory_info().rss
    assert resident * 0.9 < peak < resident * 1.5
    assert peak > starter_model.stat().st_size / 2  # its weights are mapped
