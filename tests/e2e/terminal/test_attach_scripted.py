"""Files that go with a message of the terminal: read by the real inspector, sent by a scripted engine."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from documents import word, write_report
from fakes_engine import says
from inglenook_desktop.store import open_store

MakeProgram = Callable[..., Any]
ASK = ("ask", "--model", "x.gguf")
SAID = "[File: my report.docx]\n```\nThe harvest was good"


def write(tmp_path: Path) -> Path:
    path = tmp_path / "my report.docx"
    path.write_bytes(word(write_report))
    return path


def test_a_file_goes_before_the_question_and_is_kept(with_fake: MakeProgram, tmp_path: Path) -> None:
    path = write(tmp_path)
    program = with_fake()
    done = program(*ASK, "--data-dir", str(tmp_path / "data"), "--attach", str(path), "How was it?")
    assert (done.status, done.out) == (0, "Good evening.\n")
    assert done.err.startswith("my report.docx: ")
    assert "Left out, because nobody sees it in the document: text formatted as hidden" in done.err
    said = program.fake.generations()[0].messages[-1].content
    assert said.startswith(SAID)
    assert said.endswith("```\n\nHow was it?")
    with open_store(tmp_path / "data") as store:
        question = store.thread(store.conversations()[0].id)[0]
        assert question.content == "How was it?"
        assert [file.data for file in store.files_of(question.id)] == [path.read_bytes()]


def test_what_cannot_be_attached_is_told_and_nothing_is_asked(with_fake: MakeProgram, tmp_path: Path) -> None:
    program = with_fake()
    done = program(*ASK, "--no-save", "--attach", str(tmp_path), "Hello")
    assert (done.status, done.out) == (2, "")
    assert "is a folder. Attach the files in it that matter." in done.err
    assert program.fake.starts == 0


def test_a_chat_takes_files_as_it_goes(with_fake: MakeProgram, on_screen: Callable[..., Any], tmp_path: Path) -> None:
    path = write(tmp_path)
    program = with_fake(answers=[says("It was good."), says("Yes.")])
    screen = on_screen(program, "chat", "--no-save", "--model", "x.gguf")
    screen.wait_for("> ")
    screen.send("/attach nowhere.txt\r")
    screen.wait_for("nowhere.txt is not there any more.")
    screen.send(f"/attach '{path}'\r")
    screen.wait_for("characters.")
    screen.wait_for("> ")
    screen.send("How was it?\r")
    screen.wait_for("It was good.")
    screen.wait_for("> ")
    screen.send("Really?\r")
    screen.wait_for("Yes.")
    screen.wait_for("> ")
    screen.send("/quit\r")
    assert screen.end() == 0
    first, _, third = program.fake.generations()[1].messages
    assert first.content.startswith(SAID)
    assert third.content == "Really?"
