"""The terminal for real: the installed program, the engine child, a model of 98 MB."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest

pytestmark = [pytest.mark.model]
OnScreen = Callable[..., Any]


@pytest.fixture
def ask(starter_model: Path) -> tuple[str, ...]:
    return ("ask", "--model", str(starter_model), "--context", "1024")


def test_a_seed_gives_the_same_token_ids_twice_and_another_seed_others(program: Any, ask: tuple[str, ...]) -> None:
    arguments = (*ask, "--json", "--no-save", "--max-tokens", "24", "--temperature", "1", "Tell me a story.")
    first, again, other = (program(*arguments, "--seed", seed).json for seed in ("7", "7", "8"))
    assert len(first["token_ids"]) == 24
    assert first["token_ids"] == again["token_ids"]
    assert first["text"] == again["text"]
    assert first["token_ids"] != other["token_ids"]


def test_a_greedy_answer_with_everything_in_json(program: Any, ask: tuple[str, ...], starter_model: Path) -> None:
    done = program(*ask, "--json", "--temperature", "0", "--max-tokens", "8", "Say hello.")
    assert (done.status, done.err) == (0, "")
    answer = done.json
    assert answer["finish_reason"] in ("length", "stop")
    assert answer["text"].strip()
    assert answer["stats"]["output_tokens"] == len(answer["token_ids"]) <= 8
    assert answer["stats"]["prompt_tokens"] > 0
    assert answer["stats"]["cached_tokens"] == 0
    assert answer["stats"]["ttft_ms"] > 0
    assert answer["model"]["path"] == str(starter_model)
    assert answer["model"]["n_ctx"] == 1024
    kept = program("history", "show", str(answer["conversation_id"]), "--json").json
    assert kept["messages"][-1]["content"] == answer["text"]
    assert kept["messages"][-1]["token_ids"] == answer["token_ids"]


def test_a_second_turn_prefills_only_what_is_new(program: Any, starter_model: Path) -> None:
    arguments = ("chat", "--model", str(starter_model), "--context", "1024", "--max-tokens", "16", "--json")
    done = program(*arguments, "--temperature", "0", stdin=b"Name a colour.\nName another one.\n")
    assert done.status == 0
    first, second = (json.loads(line)["stats"] for line in done.out.splitlines())
    already_there = first["prompt_tokens"] + first["output_tokens"] - 1  # the last token was never decoded
    assert second["cached_tokens"] >= already_there
    assert second["prompt_tokens"] - second["cached_tokens"] < 30


def test_a_dash_reads_standard_input_and_the_text_streams_to_stdout(program: Any, ask: tuple[str, ...]) -> None:
    done = program(*ask, "--temperature", "0", "--max-tokens", "5", "--stats", "-", stdin=b"Hello \xff there.\n")
    assert done.status == 0
    assert done.out.strip()
    assert "not valid UTF-8" in done.err
    assert "tokens/s" in done.err
    assert "TTFT" in done.err


def test_a_prompt_that_does_not_fit_is_status_4_with_both_numbers(program: Any, ask: tuple[str, ...]) -> None:
    done = program(*ask, "--json", "-", stdin=b"one two three " * 1000)
    assert done.status == 4
    message = done.json["error"]["message"]
    assert "1024" in message.replace(",", "")
    assert any(3000 <= int(word) <= 3100 for word in message.replace(",", "").split() if word.isdigit())


@pytest.mark.parametrize("case", ["missing", "not a gguf", "truncated", "a folder"])
def test_a_model_file_that_is_no_good_is_status_3_with_a_sentence(
    program: Any, starter_model: Path, tmp_path: Path, case: str
) -> None:
    path = tmp_path / "bad.gguf"
    match case:
        case "not a gguf":
            path.write_bytes(b"MZ this is something else" * 100)
        case "truncated":
            with starter_model.open("rb") as whole:
                path.write_bytes(whole.read(5_000_000))
        case "a folder":
            path.mkdir()
    done = program("ask", "--model", str(path), "Hello")
    assert (done.status, done.out) == (3, "")
    assert "bad.gguf" in done.err
    assert "Traceback" not in done.err
    assert done.err.count("\n") == 1


def test_an_engine_killed_in_the_answer_leaves_its_text_on_the_screen_and_in_the_store(
    program: Any, ask: tuple[str, ...]
) -> None:
    process = program.start(
        *ask, "--seed", "1", "Count from one to five hundred.", stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0,
    )  # fmt: skip
    first = process.stdout.read(20)
    assert first
    (engine,) = psutil.Process(process.pid).children()
    engine.kill()
    out, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert b"The engine was killed" in err
    (entry,) = program("history", "list", "--json").json
    last = program("history", "show", str(entry["id"]), "--json").json["messages"][-1]
    assert last["status"] == "failed"
    assert last["content"] == (first + out).decode().removesuffix("\n")


def test_a_chat_in_a_terminal(program: Any, starter_model: Path, on_screen: OnScreen) -> None:
    arguments = ("chat", "--model", str(starter_model), "--context", "1024")
    screen = on_screen(program, *arguments, "--max-tokens", "12", "--seed", "3")
    screen.wait_for("Write a message, or /help.")
    for line in ("Hello!", "What is a fireplace?"):
        screen.wait_for("> ")
        screen.send(line + "\r")
        screen.wait_for("TTFT ")
    screen.wait_for("> ")
    screen.send("/quit\r")
    assert screen.end() == 0
    assert program("history", "list", "--json").json[0]["message_count"] == 4


def test_ctrl_c_while_a_long_prompt_is_read_stops_it(program: Any, starter_model: Path, on_screen: OnScreen) -> None:
    screen = on_screen(program, "ask", "--model", str(starter_model), "--context", "8192", "word " * 6000)
    screen.wait_for("Reading the prompt")
    screen.interrupt()
    assert screen.end() == 130
    (entry,) = program("history", "list", "--json").json
    last = program("history", "show", str(entry["id"]), "--json").json["messages"][-1]
    assert (last["content"], last["status"]) == ("", "cancelled")


def test_doctor_describes_the_real_engine(program: Any) -> None:
    facts = program("doctor", "--json").json
    assert "llama" in facts["versions"]["llama_cpp"]
    assert facts["engine"]["threads"] >= 1
    assert facts["engine"]["devices"]
    assert not [problem for problem in facts["problems"] if "engine does not start" in problem["message"]]


def test_without_display_and_terminal_the_answer_is_real(program: Any, starter_model: Path) -> None:
    done = program("--model", str(starter_model))
    assert done.status == 0
    assert "fireplace" in done.out
    assert "tokens/s" in done.err
