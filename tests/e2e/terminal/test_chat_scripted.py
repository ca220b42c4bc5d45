"""`inglenook chat` on a terminal of its own and from a pipe, against a scripted engine."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable
from typing import Any

from fakes_engine import Die, Wait, chunk, prefill, says
from inglenook_engine.types import Role

MakeProgram = Callable[..., Any]
OnScreen = Callable[..., Any]
CHAT = ("chat", "--no-save", "--model", "x.gguf")


def contents(generate: Any) -> list[tuple[Role, str]]:
    return [(message.role, message.content) for message in generate.messages]


def test_a_conversation_carries_its_history_with_token_ids(with_fake: MakeProgram, on_screen: OnScreen) -> None:
    program = with_fake(answers=[says("Good ", "evening."), says("Fine.")])
    screen = on_screen(program, *CHAT)
    screen.wait_for("Fake 1M Instruct · Q4_1 · context 2048 · 1 thread · CPU")
    screen.wait_for("> ")
    screen.send("Hello\r")
    screen.wait_for("Good evening.")
    screen.wait_for("TTFT 24 ms")
    screen.wait_for("> ")
    screen.send("How are you?\r")
    screen.wait_for("Fine.")
    screen.wait_for("> ")
    screen.send("/quit\r")
    assert screen.end() == 0
    second = program.fake.generations()[1]
    assert contents(second) == [
        (Role.USER, "Hello"),
        (Role.ASSISTANT, "Good evening."),
        (Role.USER, "How are you?"),
    ]
    assert second.messages[1].tokens == (0, 1)


def test_ctrl_c_stops_the_answer_and_not_the_chat(with_fake: MakeProgram, on_screen: OnScreen) -> None:
    program = with_fake(answers=[[prefill(), chunk("Half"), Wait(gate="never")], says("Whole.")])
    screen = on_screen(program, *CHAT)
    screen.wait_for("> ")
    screen.send("Hello\r")
    screen.wait_for("Half")
    screen.interrupt()
    screen.wait_for("> ")
    screen.send("Again\r")
    screen.wait_for("Whole.")
    screen.wait_for("> ")
    screen.send("\x04")
    assert screen.end() == 0
    assert contents(program.fake.generations()[1]) == [
        (Role.USER, "Hello"),
        (Role.ASSISTANT, "Half"),
        (Role.USER, "Again"),
    ]


def test_ctrl_c_at_the_prompt_says_how_to_leave(with_fake: MakeProgram, on_screen: OnScreen) -> None:
    screen = on_screen(with_fake(), *CHAT)
    screen.wait_for("> ")
    screen.send("half a line")
    screen.wait_for("half a line")
    screen.interrupt_until("Ctrl+D or /quit ends the chat.")
    screen.wait_for("> ")
    screen.send("\x04")
    assert screen.end() == 0


def test_a_killed_engine_is_started_again_for_the_next_message(with_fake: MakeProgram, on_screen: OnScreen) -> None:
    program = with_fake(answers=[[prefill(), chunk("Half"), Die(signal=signal.SIGKILL)], says("Whole.")])
    screen = on_screen(program, *CHAT)
    screen.wait_for("> ")
    screen.send("Hello\r")
    screen.wait_for("memory ran out")
    screen.wait_for("/retry")
    screen.wait_for("> ")
    screen.send("/retry\r")
    screen.wait_for("Whole.")
    screen.wait_for("> ")
    screen.send("/quit\r")
    assert screen.end() == 0
    assert program.fake.starts == 2
    assert contents(program.fake.generations()[1]) == [(Role.USER, "Hello")]


def test_the_commands(with_fake: MakeProgram, on_screen: OnScreen) -> None:
    program = with_fake()
    screen = on_screen(program, *CHAT, "--system", "Be kind.")
    for line, answer in (
        ("/help", "start a new conversation"),
        ("/retry", "no message to answer again"),
        ("/info", "not saved"),
        ("/stop", "Nothing runs now"),
        ("/full", "When the context is full: refuse. /full drop and /full summarise change that"),
        ("/full drop", "When the context is full: drop, for this conversation."),
        ("/nonsense", "no command /nonsense"),
        ("One", "Good evening."),
        ("/new", "A new conversation."),
        ("/etc/passwd is a file", "Good evening."),
    ):
        screen.wait_for("> ")
        screen.send(line + "\r")
        screen.wait_for(answer)
    screen.wait_for("> ")
    screen.send("/quit\r")
    assert screen.end() == 0
    system = (Role.SYSTEM, "Be kind.")
    assert [contents(generate) for generate in program.fake.generations()] == [
        [system, (Role.USER, "One")],
        [system, (Role.USER, "/etc/passwd is a file")],
    ]


def test_a_retry_draws_another_seed(with_fake: MakeProgram, on_screen: OnScreen) -> None:
    program = with_fake()
    screen = on_screen(program, *CHAT, "--seed", "1")
    for line in ("One", "/retry"):
        screen.wait_for("> ")
        screen.send(line + "\r")
        screen.wait_for("Good evening.")
    screen.wait_for("> ")
    first, second = program.fake.generations()
    assert contents(first) == contents(second)
    assert first.params.sampler.seed == 1
    assert second.params.sampler.seed != 1


def test_a_fenced_message_and_a_pasted_block_are_one_message_each(with_fake: MakeProgram, on_screen: OnScreen) -> None:
    program = with_fake()
    screen = on_screen(program, *CHAT)
    screen.wait_for("> ")
    screen.send('"""\r')
    screen.wait_for(". ")
    screen.send("first\r")
    screen.wait_for(". ")
    screen.send('second"""\r')
    screen.wait_for("Good evening.")
    screen.wait_for("> ")
    screen.send("\x1b[200~pasted one\rpasted two\x1b[201~\r")  # what a terminal sends for a paste
    screen.wait_for("Good evening.")
    screen.wait_for("> ")
    texts = [generate.messages[-1].content for generate in program.fake.generations()]
    assert texts == ["first\nsecond", "pasted one\npasted two"]


def test_lines_pasted_into_a_terminal_without_bracketed_paste_are_one_message(
    with_fake: MakeProgram, on_screen: OnScreen
) -> None:
    program = with_fake()
    program.environ["INPUTRC"] = "/dev/null"
    program.environ["TERM"] = "dumb"  # readline then turns bracketed paste off
    screen = on_screen(program, *CHAT)
    screen.wait_for("> ")
    screen.send("one\rtwo\rthree\r")
    screen.wait_for("Good evening.")
    screen.wait_for("> ")
    assert [generate.messages[-1].content for generate in program.fake.generations()] == ["one\ntwo\nthree"]


def test_escape_sequences_of_a_model_do_not_reach_the_terminal(with_fake: MakeProgram, on_screen: OnScreen) -> None:
    program = with_fake(answers=[says("\x1b]52;c;aGk=\x07", "\x1b[2Jend")])
    screen = on_screen(program, *CHAT)
    screen.wait_for("> ")
    screen.send("Hello\r")
    screen.wait_for("␛]52;c;aGk=␇␛[2Jend")
    assert "\x1b]52" not in screen.raw
    assert "\x1b[2J" not in screen.raw


def test_no_color_leaves_no_color(with_fake: MakeProgram, on_screen: OnScreen) -> None:
    for no_color, expected in (("1", False), ("", True)):
        program = with_fake()
        program.environ["NO_COLOR"] = no_color
        screen = on_screen(program, *CHAT)
        screen.wait_for("> ")
        screen.send("Hello\r")
        screen.wait_for("TTFT")
        screen.wait_for("> ")
        assert ("\x1b[2m" in screen.raw) is expected


def test_from_a_pipe_each_line_is_a_message_and_nothing_decorates_the_answers(with_fake: MakeProgram) -> None:
    program = with_fake(answers=[says("One."), says("Two.")])
    done = program(*CHAT, stdin=b"first\n\nsecond\xff\n")
    assert (done.status, done.out, done.err) == (0, "One.\nTwo.\n", "")
    assert program.fake.generations()[1].messages[-1].content == "second\N{REPLACEMENT CHARACTER}"


def test_from_a_pipe_json_is_one_object_an_answer(with_fake: MakeProgram) -> None:
    program = with_fake(answers=[says("One."), says("Two.")])
    done = program(*CHAT, "--json", stdin=b"first\nsecond\n")
    assert [json.loads(line)["text"] for line in done.out.splitlines()] == ["One.", "Two."]


def test_from_a_pipe_the_status_is_that_of_the_last_answer(with_fake: MakeProgram) -> None:
    program = with_fake(answers=[says("One."), [chunk("Half"), Die(signal=signal.SIGABRT)]])
    done = program(*CHAT, stdin=b"first\nsecond\n")
    assert (done.status, done.out) == (1, "One.\nHalf\n")
    assert "failed check" in done.err
