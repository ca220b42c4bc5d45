"""What ask and chat leave in the store, through `inglenook history`, whatever happened to engine, program or disk."""

from __future__ import annotations

import contextlib
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
from fakes_engine import Die, Wait, chunk, fails, prefill, says
from inglenook_engine.types import FailureKind, Role

MakeProgram = Callable[..., Any]
OnScreen = Callable[..., Any]
ASK = ("ask", "--model", "x.gguf")


def shown(program: Any, conversation_id: int = 1) -> Any:
    return program("history", "show", str(conversation_id), "--json").json


def test_a_question_and_its_answer_are_kept_with_ids_figures_and_parameters(with_fake: MakeProgram) -> None:
    program = with_fake()
    answer = program(*ASK, "--json", "--seed", "5", "--system", "Be kind.", "Hello").json
    conversation = shown(program, answer["conversation_id"])
    assert [(message["role"], message["content"]) for message in conversation["messages"]] == [
        ("system", "Be kind."),
        ("user", "Hello"),
        ("assistant", "Good evening."),
    ]
    last = conversation["messages"][-1]
    assert (last["status"], last["token_ids"]) == ("complete", [0, 1, 2])
    assert last["run"]["params"]["sampler"]["seed"] == 5
    assert last["run"]["stats"]["ttft_ms"] == 24.0
    assert conversation["title"] == "Hello"


def test_history_for_a_person(with_fake: MakeProgram) -> None:
    program = with_fake()
    assert program("history", "list").out == "No conversation yet.\n"
    program(*ASK, "First question")
    program(*ASK, "Second question")
    done = program("history", "list")
    lines = done.out.splitlines()
    assert (done.status, len(lines)) == (0, 2)
    assert lines[0].startswith("2  ")
    assert lines[0].endswith("2 messages  Second question")
    done = program("history", "list", "--limit", "1")
    assert (len(done.out.splitlines()), done.err) == (1, "1 older ones are not shown; --limit 0 shows all.\n")
    done = program("history", "show", "1")
    assert done.out.splitlines()[0] == "First question"
    assert "Good evening.\nTTFT 24 ms" in done.out


def test_an_unknown_conversation_is_a_sentence(with_fake: MakeProgram) -> None:
    done = with_fake()("history", "show", "99")
    assert (done.status, done.out) == (1, "")
    assert "There is no conversation 99" in done.err


def test_no_save_leaves_nothing_on_the_disk(with_fake: MakeProgram, tmp_path: Path) -> None:
    program = with_fake()
    folder = tmp_path / "data"
    assert program(*ASK, "--no-save", "--data-dir", str(folder), "Hello").status == 0
    assert not folder.exists()


def test_the_data_folder_may_be_named_before_or_after_the_command_or_by_the_environment(
    with_fake: MakeProgram, tmp_path: Path
) -> None:
    program = with_fake()
    folder = str(tmp_path / "data")
    program("--data-dir", folder, *ASK, "One")
    program(*ASK, "Two", "--data-dir", folder)
    program.environ["INGLENOOK_DATA_DIR"] = folder
    program(*ASK, "Three")
    assert [entry["title"] for entry in program("history", "list", "--json").json] == ["Three", "Two", "One"]


def test_an_engine_killed_in_the_answer_leaves_the_partial_answer_in_the_store(with_fake: MakeProgram) -> None:
    program = with_fake(answers=[[prefill(), chunk("Half "), chunk("an answer"), Die(signal=signal.SIGKILL)]])
    assert program(*ASK, "Hello").status == 1
    last = shown(program)["messages"][-1]
    assert (last["content"], last["status"], last["token_ids"]) == ("Half an answer", "failed", [0, 0])
    assert last["run"]["error"]["kind"] == "crashed"
    text = program("history", "show", "1").out
    assert "failed" in text
    assert "memory ran out" in text


def test_a_stopped_answer_is_kept_as_such(
    with_fake: MakeProgram, interrupt: Callable[[subprocess.Popen[bytes]], None]
) -> None:
    program = with_fake(answers=[[prefill(), chunk("Half\n"), Wait(gate="never")]])
    process = program.start(*ASK, "Hello", stdout=subprocess.PIPE, stdin=subprocess.DEVNULL)
    assert process.stdout.readline() == b"Half\n"
    interrupt(process)
    process.communicate(timeout=60)
    last = shown(program)["messages"][-1]
    assert (last["content"], last["status"]) == ("Half\n", "cancelled")


def test_a_reader_that_went_away_leaves_a_stopped_answer(with_fake: MakeProgram) -> None:
    program = with_fake(answers=[[prefill(), chunk("one\n"), Wait(gate="gone"), chunk("two\n"), Wait(gate="never")]])
    process = program.start(*ASK, "Hello", stdout=subprocess.PIPE, stdin=subprocess.DEVNULL)
    assert process.stdout.readline() == b"one\n"
    process.stdout.close()
    program.fake.release("gone")
    assert process.wait(timeout=60) == 141
    last = shown(program)["messages"][-1]
    assert (last["content"], last["status"]) == ("one\ntwo\n", "cancelled")


def test_a_living_program_keeps_its_answer_and_a_killed_one_leaves_it_interrupted(with_fake: MakeProgram) -> None:
    program = with_fake(answers=[[prefill(), chunk("Half\n"), Wait(gate="never")]])
    process = program.start(*ASK, "Hello", stdout=subprocess.PIPE, stdin=subprocess.DEVNULL)
    assert process.stdout.readline() == b"Half\n"
    message = shown(program)["messages"][-1]
    assert message["status"] == "streaming"
    assert "still being written" in program("history", "show", "1").out
    process.kill()
    process.communicate(timeout=60)
    message = shown(program)["messages"][-1]
    assert (message["status"], message["content"]) == ("interrupted", "Half\n")


def test_two_programs_answer_into_one_data_folder_at_a_time(with_fake: MakeProgram) -> None:
    program = with_fake(answers=[[prefill(), chunk("First\n"), Wait(gate="go"), *says("end.")], says("Second.")])
    process = program.start(*ASK, "One", stdout=subprocess.PIPE, stdin=subprocess.DEVNULL)
    assert process.stdout.readline() == b"First\n"
    assert program(*ASK, "Two").status == 0
    program.fake.release("go")
    out, _ = process.communicate(timeout=60)
    assert (process.returncode, out) == (0, b"end.\n")
    assert [shown(program, number)["messages"][-1]["content"] for number in (1, 2)] == ["First\nend.", "Second."]


def test_a_killed_program_takes_its_engine_with_it(with_fake: MakeProgram) -> None:
    program = with_fake(answers=[[prefill(), chunk("Half\n"), Wait(gate="never")]])
    process = program.start(*ASK, "Hello", stdout=subprocess.PIPE, stdin=subprocess.DEVNULL)
    assert process.stdout.readline() == b"Half\n"
    engine = psutil.Process(program.fake.pid())
    process.kill()
    process.communicate(timeout=60)
    wait_until_gone(engine)


def test_a_chat_is_one_conversation_until_new(with_fake: MakeProgram, on_screen: OnScreen) -> None:
    program = with_fake()
    screen = on_screen(program, "chat", "--model", "x.gguf")
    for line, answer in (
        ("/info", "will be saved"),
        ("One", "Good evening."),
        ("Two", "Good evening."),
        ("/retry", "Good evening."),
        ("/info", "history show 1"),
        ("/new", "A new conversation."),
        ("Three", "Good evening."),
    ):
        screen.wait_for("> ")
        screen.send(line + "\r")
        screen.wait_for(answer)
    screen.wait_for("> ")
    screen.send("/quit\r")
    assert screen.end() == 0
    first = [message["content"] for message in shown(program, 1)["messages"]]
    assert first == ["One", "Good evening.", "Two", "Good evening."]
    assert [message["content"] for message in shown(program, 2)["messages"]] == ["Three", "Good evening."]
    generations = program.fake.generations()
    assert generations[2].messages == generations[1].messages
    assert [message.role for message in generations[1].messages] == [Role.USER, Role.ASSISTANT, Role.USER]
    assert generations[1].messages[1].tokens == (0, 1, 2)


def test_a_question_that_did_not_fit_is_left_out_of_the_next_prompt(with_fake: MakeProgram) -> None:
    overflow = fails("9000 tokens do not fit into 2048.", kind=FailureKind.CONTEXT_OVERFLOW)
    program = with_fake(answers=[[overflow], says("Fine.")])
    done = program("chat", "--model", "x.gguf", stdin=b"far too long\nshort\n")
    assert (done.status, done.out) == (0, "Fine.\n")
    assert [message.content for message in program.fake.generations()[1].messages] == ["short"]
    assert [message["content"] for message in shown(program)["messages"]] == ["far too long", "", "short", "Fine."]


def test_a_data_folder_that_cannot_be_used_is_status_5_before_the_model_is_loaded(
    with_fake: MakeProgram, tmp_path: Path
) -> None:
    program = with_fake()
    (tmp_path / "file").write_text("in the way")
    done = program(*ASK, "--data-dir", str(tmp_path / "file"), "Hello")
    assert (done.status, done.out) == (5, "")
    assert "a file of that name" in done.err
    assert program.fake.received() == []


def test_a_database_of_another_program_is_status_5_and_left_alone(with_fake: MakeProgram, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    foreign = sqlite3.connect(folder / "inglenook.sqlite3")
    foreign.execute("CREATE TABLE theirs(x)")
    foreign.close()
    before = (folder / "inglenook.sqlite3").read_bytes()
    program = with_fake()
    for command in ((*ASK, "Hello"), ("history", "list"), ("chat", "--model", "x.gguf")):
        done = program(*command, "--data-dir", str(folder))
        assert (done.status, done.out) == (5, "")
        assert "Traceback" not in done.err
    assert (folder / "inglenook.sqlite3").read_bytes() == before


def test_a_disk_that_fills_up_during_the_answer_loses_nothing_on_the_screen(with_fake: MakeProgram) -> None:
    text = "A long line of an answer.\n" * 20
    program = with_fake(answers=[says(*[text] * 2000)])
    program(*ASK, "make the database")
    program.file_limit = 1024
    done = program(*ASK, "Hello")
    assert done.status == 5
    assert done.out == text * 2000
    assert "could not be saved completely" in done.err
    assert "Traceback" not in done.err


def wait_until_gone(process: psutil.Process) -> None:
    """One that has ended and that nobody waits for is gone as well."""
    deadline = time.monotonic() + 60
    with contextlib.suppress(psutil.NoSuchProcess):
        while process.status() != psutil.STATUS_ZOMBIE:
            assert time.monotonic() < deadline
            time.sleep(0.01)  # waits for another process
