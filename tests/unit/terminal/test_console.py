"""What is written where, and what a terminal is protected from."""

from __future__ import annotations

import io
import json
import os
import pty
import termios
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inglenook_desktop.terminal.console import Console, OutputClosedError, OutputError, shortened, without_controls


@pytest.fixture
def terminal() -> Iterator[tuple[TextIO, int]]:
    """A text stream on a real terminal, and the descriptor on which its screen can be read."""
    master, slave = pty.openpty()
    with open(slave, "w", encoding="utf-8") as stream:  # noqa: PTH123 - a descriptor
        yield stream, master
    os.close(master)


def screen(master: int) -> str:
    os.set_blocking(master, False)
    data = b""
    try:
        while piece := os.read(master, 4096):
            data += piece
    except BlockingIOError:
        pass
    return data.decode().replace("\r\n", "\n")


def test_text_of_a_model_cannot_command_a_terminal(terminal: tuple[TextIO, int]) -> None:
    stream, master = terminal
    Console(stream, io.StringIO(), {}).text("\x1b]0;title\x07\x1b[2J\x9b31m\ttab\nnext\r\x7f")
    shown = screen(master)
    assert "\x1b" not in shown
    assert "\x9b" not in shown
    assert shown == "␛]0;title␇␛[2J\N{REPLACEMENT CHARACTER}31m\ttab\nnext␡"


def test_a_pipe_gets_the_text_as_it_is() -> None:
    out = io.StringIO()
    Console(out, io.StringIO(), {}).text("a\x1b[31mb\r\n")
    assert out.getvalue() == "a\x1b[31mb\r\n"


def test_bytes_for_a_program_are_the_same_bytes_in_their_place_among_lines() -> None:
    out = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    console = Console(out, io.StringIO(), {})
    console.line("before")
    console.data("ä\r\n".encode())
    console.line("after")
    assert out.buffer.getvalue() == "before\nä\r\nafter\n".encode()  # type: ignore[attr-defined]  # BytesIO has it


def test_what_was_found_is_in_brackets_without_colour_and_bold_with_it(terminal: tuple[TextIO, int]) -> None:
    out = io.StringIO()
    parts = [("a ", False), ("b\x1b", True), (" c", False)]
    Console(out, io.StringIO(), {}).marked_line(parts)
    assert out.getvalue() == "a [b\x1b] c\n"
    stream, master = terminal
    Console(stream, io.StringIO(), {}).marked_line(parts)
    assert screen(master) == "a \x1b[1mb␛\x1b[0m c\n"


@given(st.text())
def test_no_control_character_but_tab_and_newline_survives(text: str) -> None:
    assert not [c for c in without_controls(text) if (ord(c) < 32 or 127 <= ord(c) < 160) and c not in "\t\n"]


def test_what_turns_letters_round_or_hides_is_named_on_a_terminal_and_kept_in_a_pipe(
    terminal: tuple[TextIO, int],
) -> None:
    text = "rm \u202egpj.x\u2066 \U000e0041"
    stream, master = terminal
    Console(stream, io.StringIO(), {}).line(text)
    assert screen(master) == "rm ⟨U+202E⟩gpj.x⟨U+2066⟩ ⟨U+E0041⟩\n"
    out = io.StringIO()
    Console(out, io.StringIO(), {}).line(text)
    assert out.getvalue() == text + "\n"


def test_an_open_line_is_finished_once() -> None:
    out = io.StringIO()
    console = Console(out, io.StringIO(), {})
    console.end_of_text()
    console.text("no newline")
    console.end_of_text()
    console.end_of_text()
    console.text("one\n")
    console.end_of_text()
    assert out.getvalue() == "no newline\none\n"


@pytest.mark.parametrize("environ", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_color_is_left_out_when_it_is_not_wanted(terminal: tuple[TextIO, int], environ: dict[str, str]) -> None:
    stream, master = terminal
    console = Console(stream, stream, environ)
    console.line("bold", is_bold=True)
    console.error("wrong")
    assert screen(master) == "bold\nwrong\n"


def test_color_is_used_on_a_terminal(terminal: tuple[TextIO, int]) -> None:
    stream, master = terminal
    Console(stream, stream, {}).line("bold", is_bold=True)
    assert screen(master) == "\x1b[1mbold\x1b[0m\n"


def test_progress_is_shown_on_a_terminal_and_gone_before_the_text(terminal: tuple[TextIO, int]) -> None:
    stream, master = terminal
    console = Console(stream, stream, {"NO_COLOR": "1"})
    console.progress("Loading 10 %")
    console.progress("Loading 90 %")
    console.text("Answer")
    assert screen(master) == "\r\x1b[KLoading 10 %\r\x1b[KLoading 90 %\r\x1b[KAnswer"


def test_reasoning_is_quiet_and_for_people_alone(terminal: tuple[TextIO, int]) -> None:
    stream, master = terminal
    out, err = io.StringIO(), io.StringIO()
    for console in (Console(out, stream, {"NO_COLOR": "1"}), Console(out, err, {})):
        console.thought("Hm\x1b.")
        console.thought("")
        console.end_of_thoughts()
        console.end_of_thoughts()
        console.text("Four.")
        console.end_of_text()
    assert screen(master).split() == ["Hm␛."]
    assert (out.getvalue(), err.getvalue()) == ("Four.\n" * 2, "")


def test_progress_never_reaches_a_pipe() -> None:
    err = io.StringIO()
    console = Console(io.StringIO(), err, {})
    console.progress("Loading")
    console.clear_progress()
    assert err.getvalue() == ""


def test_a_reader_that_went_away_is_an_own_error() -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    with open(write_end, "w") as stream:  # noqa: PTH123 - a descriptor
        console = Console(stream, io.StringIO(), {})
        with pytest.raises(OutputClosedError):
            console.text("to nobody")
        console.text("and the last flush is quiet")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_told_from_a_reader_that_went_away() -> None:
    with open("/dev/full", "w") as stream, pytest.raises(OutputError, match="No space left"):  # noqa: PTH123 - a device
        Console(stream, io.StringIO(), {}).text("x")


def test_a_stderr_that_nobody_reads_stops_nothing() -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    out = io.StringIO()
    with open(write_end, "w") as stream:  # noqa: PTH123 - a descriptor
        console = Console(out, stream, {})
        console.note("unheard")
        console.error("unheard")
        console.text("heard")
        os.dup2(os.open(os.devnull, os.O_WRONLY), write_end)  # so that closing the stream can flush
    assert out.getvalue() == "heard"


def test_closed_streams_are_written_to_nowhere() -> None:
    console = Console(None, None, {})
    console.text("x")
    console.error("y")


def test_a_character_that_the_stream_cannot_encode_is_replaced() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="latin-1")
    Console(stream, io.StringIO(), {}).text("naïve 🔥")
    assert raw.getvalue() == b"na\xefve ?"


def test_json_is_one_ascii_line_for_a_program() -> None:
    out = io.StringIO()
    Console(out, io.StringIO(), {}).json({"text": "ü\n", "path": "\udcff"})
    assert out.getvalue().count("\n") == 1
    assert out.getvalue().isascii()
    assert json.loads(out.getvalue()) == {"text": "ü\n", "path": "\udcff"}


def test_progress_stays_on_one_line_of_a_narrow_terminal(terminal: tuple[TextIO, int]) -> None:
    stream, master = terminal
    termios.tcsetwinsize(stream.fileno(), (24, 40))
    Console(stream, stream, {"NO_COLOR": "1"}).progress("Loading SmolLM2-135M-Instruct.Q4_1.gguf … 31%")
    line = screen(master).removeprefix("\r\x1b[K")
    assert (line[:18], line[18], line[-5:]) == ("Loading SmolLM2-13", "…", "… 31%")
    assert len(line) == 39


@given(st.text(max_size=60), st.integers(0, 70))
def test_a_shortened_line_fits_and_keeps_its_end(text: str, n_columns: int) -> None:
    line = shortened(text, n_columns)
    assert len(line) <= max(0, n_columns - 1)
    if len(text) < n_columns:
        assert line == text
    elif n_columns > 4:
        assert line.startswith(text[0])
        assert line.endswith(text[-1])
