"""`inglenook ask` against a scripted engine: every way that an answer can go."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fakes_engine import (
    MODEL,
    Die,
    Stderr,
    Wait,
    chunk,
    fails,
    load_fails,
    loads,
    prefill,
    says,
)
from inglenook_engine.protocol import Failed
from inglenook_engine.reasoning import Reasoning
from inglenook_engine.types import FailureKind, FinishReason, Role

MakeProgram = Callable[..., Any]
ASK = ("ask", "--no-save", "--model", "x.gguf")


def test_the_answer_is_on_stdout_and_nothing_else_anywhere(with_fake: MakeProgram) -> None:
    done = with_fake()(*ASK, "Hello")
    assert (done.status, done.out, done.err) == (0, "Good evening.\n", "")


def test_stats_go_to_stderr_when_asked_for(with_fake: MakeProgram) -> None:
    done = with_fake()(*ASK, "--stats", "Hello")
    assert done.out == "Good evening.\n"
    assert done.err == "TTFT 24 ms · 100.0 tokens/s · prompt 43 (cached 31) · output 3\n"


def test_json_is_one_object_with_everything(with_fake: MakeProgram) -> None:
    done = with_fake()(*ASK, "--json", "--seed", "5", "Hello")
    assert done.out.count("\n") == 1
    answer = done.json
    assert answer["text"] == "Good evening."
    assert answer["token_ids"] == [0, 1, 2]
    assert answer["finish_reason"] == "stop"
    assert answer["error"] is None
    assert answer["model"]["name"] == MODEL.name
    assert answer["stats"]["ttft_ms"] == 24.0
    assert answer["stats"]["decode_tokens_per_s"] == pytest.approx(100.0)
    assert answer["seed"] == answer["params"]["sampler"]["seed"] == 5
    assert answer["conversation_id"] is None


def test_reasoning_is_not_the_answer(with_fake: MakeProgram) -> None:
    """A pipe gets the answer alone; JSON has both, and the text as the model wrote it."""
    script = {"answers": [says("<thi", "nk>\nHm", "m.</think>\n", "\nFour.")]}
    assert with_fake(**script)(*ASK, "Two and two?").out == "Four.\n"
    answer = with_fake(**script)(*ASK, "--json", "Two and two?").json
    assert (answer["reasoning"], answer["answer"]) == ("Hmm.", "Four.")
    assert answer["text"] == "<think>\nHmm.</think>\n\nFour."


def test_the_engine_is_told_whether_to_reason_and_how_long(with_fake: MakeProgram) -> None:
    program = with_fake()
    program(*ASK, "--reasoning", "off", "--reasoning-budget", "200", "Hello")
    (generate,) = program.fake.generations()
    assert (generate.params.reasoning, generate.params.reasoning_budget_tokens) == (Reasoning.OFF, 200)


def test_the_engine_gets_system_prompt_and_parameters(with_fake: MakeProgram) -> None:
    program = with_fake()
    options = ("--system", "Be brief.", "--temperature", "0", "--max-tokens", "7", "--seed", "3", "--stop", "END")
    program(*ASK, *options, "--context", "512", "--threads", "1", "Hello")
    (load, generate) = program.fake.received()
    assert (load.n_ctx, load.n_threads, Path(load.model_path).name) == (512, 1, "x.gguf")
    assert [(message.role, message.content) for message in generate.messages] == [
        (Role.SYSTEM, "Be brief."),
        (Role.USER, "Hello"),
    ]
    assert (generate.params.max_tokens, generate.params.stop, generate.params.sampler.seed) == (7, ("END",), 3)


def test_without_a_seed_each_answer_has_its_own(with_fake: MakeProgram) -> None:
    program = with_fake()
    assert program(*ASK, "--json", "a").json["seed"] != program(*ASK, "--json", "a").json["seed"]


def test_a_dash_reads_standard_input_and_mends_invalid_utf8(with_fake: MakeProgram) -> None:
    program = with_fake()
    done = program(*ASK, "-", stdin=b"caf\xc3\xa9 \xff\r\nend\n")
    assert done.status == 0
    assert "not valid UTF-8" in done.err
    assert program.fake.generations()[0].messages[0].content == "café \N{REPLACEMENT CHARACTER}\nend"


def test_an_argument_that_is_not_utf8_is_mended_too(with_fake: MakeProgram) -> None:
    program = with_fake()
    done = program(*ASK, b"caf\xe9")
    assert "not valid UTF-8" in done.err
    assert program.fake.generations()[0].messages[0].content == "caf\N{REPLACEMENT CHARACTER}"


@pytest.mark.parametrize(
    ("arguments", "stdin"), [((*ASK, ""), None), ((*ASK, " \n"), None), ((*ASK, "-"), b""), ((*ASK, "-"), b"\n")]
)
def test_an_empty_prompt_is_refused_before_anything_starts(
    with_fake: MakeProgram, arguments: tuple[str, ...], stdin: bytes | None
) -> None:
    program = with_fake()
    done = program(*arguments, stdin=stdin)
    assert (done.status, done.out) == (2, "")
    assert "The prompt is empty." in done.err
    assert program.fake.received() == []


@pytest.mark.parametrize(
    "arguments",
    [("--temperature", "-1"), ("--top-p", "1.5"), ("--seed", "1.5"), ("--kv-type", "q3"), ("--stop", ""), ("--nope",)],
)
def test_a_bad_option_is_a_usage_error(with_fake: MakeProgram, arguments: tuple[str, ...]) -> None:
    program = with_fake()
    done = program(*ASK, *arguments, "Hello")
    assert (done.status, done.out) == (2, "")
    assert arguments[0] in done.err
    assert program.fake.received() == []


def test_a_model_that_does_not_load_is_status_3_with_the_engines_sentence(with_fake: MakeProgram) -> None:
    program = with_fake(loads=[load_fails("x.gguf is not a GGUF file.")])
    done = program(*ASK, "Hello")
    assert (done.status, done.out, done.err) == (3, "", "x.gguf is not a GGUF file.\n")
    done = program(*ASK, "--json", "Hello")
    assert done.status == 3
    assert done.json["error"] == {
        "kind": "model_load",
        "message": "x.gguf is not a GGUF file.",
        "detail": "the loader's own words",
    }


def test_an_unknown_model_is_status_3_and_json_as_well(with_fake: MakeProgram) -> None:
    program = with_fake()
    done = program("ask", "--no-save", "--model", "nothing-like-it", "Hello")
    assert (done.status, done.out) == (3, "")
    assert "No installed model is called 'nothing-like-it'" in done.err
    done = program("ask", "--no-save", "--json", "--model", "nothing-like-it", "Hello")
    assert done.status == 3
    assert "nothing-like-it" in done.json["error"]["message"]


def test_a_prompt_that_does_not_fit_is_status_4(with_fake: MakeProgram) -> None:
    overflow = fails("The prompt has 9000 tokens; the context holds 2048.", kind=FailureKind.CONTEXT_OVERFLOW)
    done = with_fake(answers=[[overflow]])(*ASK, "Hello")
    assert done.status == 4
    assert done.err == "The prompt has 9000 tokens; the context holds 2048.\n"


def test_an_engine_killed_in_the_answer_leaves_the_partial_text_and_status_1(with_fake: MakeProgram) -> None:
    program = with_fake(answers=[[prefill(), chunk("Half an "), chunk("ans"), Die(signal=signal.SIGKILL)]])
    done = program(*ASK, "Hello")
    assert (done.status, done.out) == (1, "Half an ans\n")
    assert "memory ran out" in done.err
    assert "Traceback" not in done.err
    answer = program(*ASK, "--json", "Hello").json
    assert (answer["text"], answer["finish_reason"], answer["error"]["kind"]) == ("Half an ans", None, "crashed")


def test_an_engine_killed_while_loading_is_status_3(with_fake: MakeProgram) -> None:
    done = with_fake(loads=[[Stderr(text="ggml: last words"), Die(signal=signal.SIGSEGV)]])(*ASK, "Hello")
    assert done.status == 3
    assert "crashed on x.gguf" in done.err
    assert done.err.endswith("  signal 11 (SIGSEGV)\n  ggml: last words\n")


def test_an_answer_cut_at_its_limit_says_so(with_fake: MakeProgram) -> None:
    program = with_fake(answers=[says("Long", reason=FinishReason.LENGTH)])
    assert "stopped at the limit of 1 tokens" in program(*ASK, "--stats", "--max-tokens", "1", "Hello").err
    assert "the context is full" in program(*ASK, "--stats", "Hello").err


def test_a_reader_that_goes_away_ends_the_answer_quietly(with_fake: MakeProgram) -> None:
    program = with_fake(answers=[[prefill(), chunk("first\n"), Wait(gate="gone"), *[chunk("more\n")] * 1000]])
    process = program.start(*ASK, "Hello", stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout.readline() == b"first\n"
    process.stdout.close()
    program.fake.release("gone")
    assert process.wait(timeout=60) == 141
    assert process.stderr.read() == b""
    process.stderr.close()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_under_stdout_is_a_sentence(with_fake: MakeProgram) -> None:
    program = with_fake()
    with open("/dev/full", "wb") as full:  # noqa: PTH123 - a device
        process = program.start(*ASK, "Hello", stdin=subprocess.DEVNULL, stdout=full, stderr=subprocess.PIPE)
        assert process.communicate(timeout=60)[1] == b"The output could not be written: No space left on device.\n"
    assert process.returncode == 1


def test_ctrl_c_keeps_what_was_said_and_is_status_130(
    with_fake: MakeProgram, interrupt: Callable[[subprocess.Popen[bytes]], None]
) -> None:
    program = with_fake(answers=[[prefill(), chunk("Half\n"), Wait(gate="never"), *says("more")]])
    process = program.start(*ASK, "Hello", stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout.readline() == b"Half\n"
    interrupt(process)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (130, b"", b"")


def test_ctrl_c_with_json_still_prints_the_object(
    with_fake: MakeProgram, interrupt: Callable[[subprocess.Popen[bytes]], None]
) -> None:
    program = with_fake(answers=[[chunk("Half"), Wait(gate="never")]], loads=[[*loads(), Wait(gate="asked")]])
    process = program.start(
        *ASK, "--json", "Hello", stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    wait_until(lambda: bool(program.fake.generations()))
    program.fake.release("asked")
    interrupt(process)
    out, _ = process.communicate(timeout=60)
    assert process.returncode == 130
    assert json.loads(out)["finish_reason"] == "cancelled"


def test_a_stop_that_the_engine_ignores_ends_with_a_sentence(
    with_fake: MakeProgram, interrupt: Callable[[subprocess.Popen[bytes]], None]
) -> None:
    program = with_fake(answers=[[chunk("Half\n"), Wait(gate="never")]], ignores_cancel=True)
    process = program.start(*ASK, "Hello", stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout.readline() == b"Half\n"
    interrupt(process)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert b"did not stop within 2 seconds" in err


def test_a_model_file_is_never_opened_by_the_program_itself(with_fake: MakeProgram, tmp_path: Path) -> None:
    """What is inside a model is the child's affair. Opening this one would wait for a writer for ever."""
    os.mkfifo(tmp_path / "pipe.gguf")
    assert with_fake()("ask", "--no-save", "--model", "pipe.gguf", "Hello").status == 0


def test_two_megabytes_of_standard_input_travel(with_fake: MakeProgram) -> None:
    program = with_fake(loads=[loads(replace(MODEL, n_ctx=1 << 20))])
    assert program(*ASK, "-", stdin=b"word " * 420_000).status == 0
    assert len(program.fake.generations()[0].messages[0].content) == 2_100_000


def wait_until(claim: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not claim():
        assert time.monotonic() < deadline
        time.sleep(0.01)  # waits for a file of another process


def test_a_failure_without_run_ends_the_answer_too(with_fake: MakeProgram) -> None:
    failed = Failed(run_id=None, kind=FailureKind.BUG, message="A fault in Inglenook.")
    done = with_fake(answers=[[failed]])(*ASK, "Hello")
    assert (done.status, done.err) == (1, "A fault in Inglenook.\n")
