"""The options of speculation in ask and chat, and what their figures say, against a scripted engine."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fakes_engine import MODEL, POINTS, STATS, Curve, load_fails, loads, says
from inglenook_desktop.settings import write_drafts
from inglenook_engine.types import DrafterStats, Speculation, SpeculationOff

MakeProgram = Callable[..., Any]
OnScreen = Callable[..., Any]
ASK = ("ask", "--no-save", "--model", "x.gguf")
CHAT = ("chat", "--no-save", "--model", "x.gguf")

DRAFTED = replace(
    STATS,
    output_tokens=498,
    draft_rounds=40,
    drafted_tokens=240,
    accepted_tokens=212,
    saved_ms=4200.0,
    lost_ms=100.0,
    drafters=(
        DrafterStats(name="lookup", rounds=30, drafted_tokens=200, accepted_tokens=180),
        DrafterStats(name="prediction", rounds=10, drafted_tokens=40, accepted_tokens=32),
    ),
)
TOLD = "drafted for free: 212 of 498 tokens (lookup 180, prediction 32); saved 4.10 s\n"


def test_by_default_whatever_pays_may_draft_and_nothing_is_strict(with_fake: MakeProgram) -> None:
    program = with_fake()
    program(*ASK, "Hello")
    load, generate = program.fake.received()
    assert (load.draft_model_path, load.curve_dir) == ("", "")  # --no-save keeps nothing
    params = generate.params
    assert (params.speculation, params.is_strict, params.prediction) == (Speculation.AUTO, False, "")


def test_every_option_reaches_the_engine(with_fake: MakeProgram, tmp_path: Path) -> None:
    program = with_fake()
    (tmp_path / "old.py").write_bytes(b"\xef\xbb\xbfa = 1\r\nb = '\xc3\xa9'\r\n")
    (tmp_path / "small.gguf").touch()
    options = ("--speculation", "draft", "--draft-model", "small.gguf", "--strict", "--predict", "old.py")
    assert program(*ASK, *options, "Edit it").status == 0
    load, generate = program.fake.received()
    assert load.draft_model_path == str(tmp_path / "small.gguf")
    params = generate.params
    assert (params.speculation, params.is_strict, params.prediction) == (Speculation.DRAFT, True, "a = 1\nb = 'é'\n")


def test_a_prediction_serves_every_answer_of_a_chat(with_fake: MakeProgram, tmp_path: Path) -> None:
    program = with_fake()
    (tmp_path / "old.py").write_text("a = 1\n")
    assert program(*CHAT, "--predict", "old.py", stdin=b"one\ntwo\n").status == 0
    assert [generate.params.prediction for generate in program.fake.generations()] == ["a = 1\n"] * 2


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda path: path.name, "There is no file old.py to predict from."),
        (lambda path: path.mkdir(), "old.py is a folder; --predict takes one text file."),
        (lambda path: path.write_bytes(b"GGUF\x00\x01"), "not a text file in UTF-8"),
        (lambda path: path.write_bytes(b"caf\xe9"), "not a text file in UTF-8"),
        (lambda path: path.write_text(" \n"), "old.py is empty"),
        (lambda path: path.write_bytes(b"x" * ((4 << 20) + 1)), "longer than 4,194,304 bytes"),
    ],
    ids=["missing", "folder", "binary", "latin-1", "empty", "huge"],
)
def test_a_file_that_cannot_be_a_prediction_is_refused_before_anything_starts(
    with_fake: MakeProgram, tmp_path: Path, make: Callable[[Path], object], sentence: str
) -> None:
    program = with_fake()
    make(tmp_path / "old.py")
    for command in (ASK, CHAT):
        done = program(*command, "--predict", "old.py", *(["Hello"] if command is ASK else []))
        assert (done.status, done.out) == (2, "")
        assert sentence in done.err
        assert done.err.count("\n") == 1
    assert program.fake.received() == []


def test_a_prediction_that_the_system_refuses_is_a_sentence(with_fake: MakeProgram) -> None:
    """A name that is too long: a missing permission would not stop root."""
    done = with_fake()(*ASK, "--predict", "x" * 300, "Hello")
    assert (done.status, done.out) == (2, "")
    assert "cannot be read to predict from: File name too long." in done.err


def test_draft_alone_without_a_draft_model_is_a_usage_error(with_fake: MakeProgram) -> None:
    program = with_fake()
    done = program(*ASK, "--speculation", "draft", "Hello")
    assert (done.status, done.out) == (2, "")
    assert "--speculation draft needs --draft-model" in done.err
    assert program.fake.received() == []


def test_an_unknown_draft_model_is_told_as_an_unknown_model_is(with_fake: MakeProgram) -> None:
    done = with_fake()(*ASK, "--draft-model", "nothing-like-it", "Hello")
    assert (done.status, done.out) == (3, "")
    assert "No installed model is called 'nothing-like-it'" in done.err


def test_a_draft_model_that_does_not_fit_is_told_with_the_way_on(with_fake: MakeProgram) -> None:
    sentence = "small.gguf cannot draft for x.gguf: its vocabulary is another one."
    program = with_fake(loads=[load_fails(sentence)])
    for command in ((*ASK, "--draft-model", "small.gguf", "Hello"), (*CHAT, "--draft-model", "small.gguf")):
        done = program(*command)
        assert (done.status, done.out) == (3, "")
        assert done.err == f"{sentence}\nLeave --draft-model out to go on without the draft model.\n"


def test_the_figures_say_what_was_drafted_for_free(with_fake: MakeProgram, on_screen: OnScreen) -> None:
    program = with_fake(answers=[says("Yes.", stats=DRAFTED)])
    assert program(*ASK, "--stats", "Hello").err.endswith(TOLD)
    assert program(*ASK, "Hello").err == ""
    screen = on_screen(program, *CHAT)
    screen.wait_for("> ")
    screen.send("Hello\r")
    screen.wait_for("Yes.")
    screen.wait_for(TOLD.strip())
    screen.wait_for("> ")
    screen.send("/quit\r")
    assert screen.end() == 0


def test_the_figures_say_in_one_line_why_nothing_was_drafted(with_fake: MakeProgram) -> None:
    for why, words in (
        (SpeculationOff.SWITCHED_OFF, "switched off"),
        (SpeculationOff.CANNOT_REWIND, "this model cannot take tokens back"),
        (SpeculationOff.NO_DRAFT_MODEL, "no draft model is loaded"),
        (SpeculationOff.NOTHING_TO_DRAFT, "nothing here to draft from"),
        (SpeculationOff.DOES_NOT_PAY, "it would not have been faster"),
    ):
        program = with_fake(answers=[says("Yes.", stats=replace(STATS, speculation_off=why))])
        lines = program(*ASK, "--stats", "Hello").err.splitlines()
        assert len(lines) == 2
        assert lines[1] == f"nothing drafted: {words}"


def test_json_tells_each_drafter_and_does_not_repeat_the_prediction(with_fake: MakeProgram, tmp_path: Path) -> None:
    program = with_fake(answers=[says("Yes.", stats=DRAFTED)])
    (tmp_path / "old.py").write_text("a = 1\n")
    answer = program(*ASK, "--json", "--predict", "old.py", "Hello").json
    assert (answer["stats"]["saved_ms"], answer["stats"]["lost_ms"]) == (4200.0, 100.0)
    assert answer["stats"]["speculation_off"] is None
    assert [drafter["accepted_tokens"] for drafter in answer["stats"]["drafters"]] == [180, 32]
    assert answer["params"]["prediction"] == ""
    assert answer["prediction"] == {"sha256": hashlib.sha256(b"a = 1\n").hexdigest(), "n_bytes": 6}


def test_history_keeps_what_speculation_did(with_fake: MakeProgram, tmp_path: Path) -> None:
    program = with_fake(answers=[says("Yes.", stats=DRAFTED)])
    (tmp_path / "old.py").write_text("a = 'only here'\n")
    saved = ("ask", "--model", "x.gguf", "--data-dir", str(tmp_path / "data"))
    assert program(*saved, "--predict", "old.py", "--speculation", "lookup", "--strict", "Hello").status == 0
    assert TOLD in program("history", "show", "1", "--data-dir", str(tmp_path / "data")).out
    kept = program("history", "show", "1", "--json", "--data-dir", str(tmp_path / "data")).json
    assert (kept["speculation"], kept["is_strict"]) == ("lookup", True)
    run = kept["messages"][-1]["run"]
    assert run["stats"]["drafters"][0]["name"] == "lookup"
    assert run["prediction"]["n_bytes"] == 16
    assert run["params"]["prediction"] == ""
    for file in (tmp_path / "data").glob("inglenook.sqlite3*"):
        assert b"only here" not in file.read_bytes()


def test_pass_times_are_kept_in_a_private_folder_of_the_data_folder(with_fake: MakeProgram, tmp_path: Path) -> None:
    program = with_fake()
    assert program("ask", "--model", "x.gguf", "--data-dir", str(tmp_path / "data"), "Hello").status == 0
    (load, _) = program.fake.received()
    curves = tmp_path / "data" / "curves"
    assert load.curve_dir == str(curves)
    assert stat.S_IMODE(curves.stat().st_mode) == 0o700


def test_the_draft_model_is_named_with_the_model(with_fake: MakeProgram, on_screen: OnScreen) -> None:
    program = with_fake(loads=[loads(replace(MODEL, draft_name="Tiny"))])
    screen = on_screen(program, *CHAT, "--draft-model", "tiny.gguf")
    screen.wait_for("CPU · draft model Tiny")
    screen.wait_for("> ")
    screen.send("/quit\r")
    assert screen.end() == 0


def test_a_measured_curve_in_the_middle_of_an_answer_changes_nothing(with_fake: MakeProgram) -> None:
    program = with_fake(answers=[[Curve(points=POINTS, is_complete=True), *says("Good ", "evening.")]])
    done = program(*ASK, "Hello")
    assert (done.status, done.out, done.err) == (0, "Good evening.\n", "")


def test_a_chat_names_the_draft_model_that_the_window_uses(
    with_fake: MakeProgram, on_screen: OnScreen, tmp_path: Path
) -> None:
    models = tmp_path / "data" / "models"
    models.mkdir(parents=True)
    large, small = models / "large.gguf", models / "small.gguf"
    large.touch()
    small.touch()
    write_drafts(tmp_path / "data", {str(large): str(small)})
    chat = ("chat", "--data-dir", str(tmp_path / "data"), "--model", "large")
    for options, is_named in (((), True), (("--draft-model", "small"), False), (("--no-save",), False)):
        screen = on_screen(with_fake(), *chat, *options)
        screen.wait_for("Write a message, or /help.")
        assert ("In the window small drafts for this model;" in screen.text) == is_named
        screen.send("/quit\r")
        assert screen.end() == 0
