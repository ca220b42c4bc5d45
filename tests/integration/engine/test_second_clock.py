"""The stored figures against a second clock (`bench/tracer.py`), with and without speculation, stopped, and with a
prefix that was read before; and against the model's own tokenizer."""

from __future__ import annotations

import array
import hashlib
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from engine_child import RESTING
from inglenook_engine.types import Message, Role
from tracer import COPY, QUESTION, WAYS, Row, Tracer, sum_of_stages

pytestmark = [pytest.mark.model]

MOST_ROUNDS = 20
"""A clock that was kept waiting by another program tells nothing; one that is wrong is wrong in every round."""


@pytest.fixture(scope="module")
def tracer(starter_model: Path) -> Iterator[Tracer]:
    opened = Tracer(starter_model, 1, RESTING)
    yield opened
    opened.close()


def user(text: str) -> Message:
    return Message(role=Role.USER, content=text)


def test_both_clocks_agree_and_the_stages_make_the_whole(tracer: Tracer) -> None:
    unsure = {way: {"": Row(way=way, figure="", unit="", traced=1.0, recorded=0.0)} for way in WAYS}
    n_drafted = 0
    for number in range(MOST_ROUNDS):
        begin = (Message(role=Role.SYSTEM, content=f"{number}: be exact."), user(f"{QUESTION}    # {number}\n"))
        if unsure["reused prefix"]:
            _, answer = tracer.run("plain", begin, max_tokens=8)
        for way in [way for way in WAYS if unsure[way] or (way == "speculation" and not n_drafted)]:
            messages: tuple[Message, ...] = begin
            if way == "reused prefix":
                messages = (*begin, Message(role=Role.ASSISTANT, content=answer), user("Now the first line alone."))
            found, _ = tracer.run(way, messages, max_tokens=26)
            stats = tracer.stats
            assert sum_of_stages(stats) <= stats.total_ms + 0.001  # nothing counts twice
            rows = {row.figure: row for row in found}
            rows["stages"] = Row(
                way=way, figure="stages", unit="ms", traced=stats.total_ms, recorded=sum_of_stages(stats)
            )
            assert all(row.agrees for row in found if row.unit == "tokens")
            assert way == "speculation" or not stats.drafted_tokens
            assert way != "reused prefix" or stats.cached_tokens > 100
            n_drafted += stats.drafted_tokens
            known = unsure[way].keys() if "" not in unsure[way] else rows.keys()
            unsure[way] = {figure: rows[figure] for figure in known if not rows[figure].agrees}
        if n_drafted and not any(unsure.values()):
            return
    assert n_drafted
    assert [row for rows in unsure.values() for row in rows.values()] == []


def test_the_prompt_has_the_tokens_that_the_models_own_tokenizer_makes(tracer: Tracer, starter_model: Path) -> None:
    from llama_cpp.llama import Llama

    tracer.run("plain", (Message(role=Role.SYSTEM, content="Be brief."), user(COPY)), max_tokens=4)
    rendered = f"<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\n{COPY}<|im_end|>\n<|im_start|>assistant\n"
    model = Llama(str(starter_model), vocab_only=True, verbose=False)
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
