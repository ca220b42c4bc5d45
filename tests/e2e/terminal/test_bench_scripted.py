"""`inglenook bench curve` against a scripted engine."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fakes_engine import MODEL, POINTS, Curve, Die, Wait, load_fails, loads, measures
from inglenook_engine.protocol import MeasureCurve
from inglenook_engine.types import FlashAttention

MakeProgram = Callable[..., Any]
OnScreen = Callable[..., Any]
CURVE = ("bench", "curve", "--model", "x.gguf", "--data-dir", "data")

# Tells of each file in sys.argv: all have one vocabulary but those called "other".
INSPECT = """
import json, sys
for path in sys.argv[1:]:
    other = "other" in path
    print(json.dumps(dict(path=path, name="n", architecture="llama", size_bytes=1, n_params=1,
                          vocabulary="b" * 64 if other else "a" * 64, error=None)))
"""


def test_the_table_has_a_line_for_each_width_and_a_part_for_each_depth(with_fake: MakeProgram) -> None:
    program = with_fake()
    done = program(*CURVE)
    assert (done.status, done.err) == (0, "")
    assert done.out.splitlines()[:9] == [
        "Fake 1M Instruct · Q4_1 · context 2048 · 1 thread · CPU",
        "",
        "After 0 tokens, 1 thread",
        "       width   ms a pass    tokens/s x one token  must yield",
        "           1       10.00       100.0        1.00   1.00 of 1",
        "           2       11.00       181.8        1.10   1.10 of 2",
        "           4       13.00       307.7        1.30   1.30 of 4",
        "           8       20.00       400.0        2.00   2.00 of 8",
        "          16       90.00       177.8        9.00  9.00 of 16",
    ]
    assert "After 1,024 tokens, 1 thread" in done.out
    assert "          32      400.00        80.0       40.00  cannot pay" in done.out
    assert "A pass pays when" in done.out
    assert [type(command) for command in program.fake.received()][1:] == [MeasureCurve]


def test_json_has_every_point_and_what_follows_from_it(with_fake: MakeProgram) -> None:
    body = with_fake()(*CURVE, "--json").json
    assert (body["is_complete"], body["error"], body["model"]["name"]) == (True, None, MODEL.name)
    assert len(body["points"]) == len(POINTS)
    assert body["points"][2] == {
        "width": 4,
        "n_cached": 0,
        "n_threads": 1,
        "pass_ms": 13.0,
        "tokens_per_s": pytest.approx(307.692, abs=0.001),
        "times_one_token": 1.3,
    }


def test_the_options_reach_the_engine(with_fake: MakeProgram, tmp_path: Path) -> None:
    program = with_fake()
    program(*CURVE, "--threads", "1", "--flash-attention", "on", "--context", "512")
    load = program.fake.received()[0]
    assert (load.n_threads, load.flash_attention, load.n_ctx) == (1, FlashAttention.ON, 512)
    assert load.curve_dir == str(tmp_path / "data" / "curves")


def test_fresh_measures_beside_what_is_kept_and_then_replaces_it(with_fake: MakeProgram, tmp_path: Path) -> None:
    program = with_fake(curves=[[*measures()[:1], Wait(gate="kept"), *measures()[1:]]])
    kept = tmp_path / "data" / "curves"
    kept.mkdir(parents=True)
    (kept / "of-x.json").write_text("old")
    (kept / "of-y.json").write_text("another model")
    process = program.start(*CURVE, "--fresh", stdout=subprocess.PIPE)
    wait_until(lambda: len(program.fake.received()) == 2)
    folder = Path(program.fake.received()[0].curve_dir)
    assert folder.parent == kept
    assert list(folder.iterdir()) == []
    (folder / "of-x.json").write_text("new")
    program.fake.release("kept")
    process.communicate(timeout=60)
    assert process.returncode == 0
    assert {path.name: path.read_text() for path in kept.iterdir()} == {
        "of-x.json": "new",
        "of-y.json": "another model",
    }


def test_ctrl_c_prints_what_there_is_and_says_that_it_is_not_all(with_fake: MakeProgram, on_screen: OnScreen) -> None:
    screen = on_screen(with_fake(curves=[[*measures()[:1], Wait(gate="never")]]), *CURVE)
    screen.wait_for("6 so far")
    screen.interrupt()
    screen.wait_for("After 0 tokens")
    screen.wait_for("Not complete")
    assert screen.end() == 130
    assert "Traceback" not in screen.text


def test_ctrl_c_with_json_still_prints_the_object(
    with_fake: MakeProgram, interrupt: Callable[[subprocess.Popen[bytes]], None]
) -> None:
    program = with_fake(curves=[[Wait(gate="never")]])
    process = program.start(*CURVE, "--json", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    wait_until(lambda: len(program.fake.received()) == 2)
    interrupt(process)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (130, b"")
    body = json.loads(out)
    assert (body["is_complete"], body["points"]) == (False, [])


def test_an_engine_that_dies_while_it_measures_is_told(with_fake: MakeProgram) -> None:
    program = with_fake(curves=[[*measures()[:1], Die(signal=signal.SIGKILL)]])
    done = program(*CURVE)
    assert done.status == 1
    assert "After 0 tokens" in done.out
    assert "Not complete" in done.err
    assert "memory ran out" in done.err
    body = program(*CURVE, "--json").json
    assert (body["is_complete"], body["error"]["kind"]) == (False, "crashed")


def test_a_model_that_does_not_load_is_status_3(with_fake: MakeProgram) -> None:
    done = with_fake(loads=[load_fails("x.gguf is not a GGUF file.")])(*CURVE)
    assert (done.status, done.out, done.err) == (3, "", "x.gguf is not a GGUF file.\n")


def test_a_curve_that_was_kept_is_shown_without_waiting(with_fake: MakeProgram) -> None:
    program = with_fake(loads=[[*loads(), Curve(points=POINTS, is_complete=True)]], curves=[[Wait(gate="never")]])
    done = program(*CURVE)
    assert (done.status, done.err) == (0, "")
    assert "After 1,024 tokens" in done.out


def test_a_model_that_could_draft_is_named_in_one_line(with_fake: MakeProgram, tmp_path: Path) -> None:
    models = tmp_path / "data" / "models"
    models.mkdir(parents=True)
    for name, size in (("tiny", 90_000), ("tinier", 9_000), ("other", 95_000), ("half", 500_000)):
        (models / f"{name}.gguf").write_bytes(b"g" * size)
    program = with_fake(loads=[loads(replace(MODEL, size_bytes=1_000_000))])
    program.inspect = INSPECT
    done = program(*CURVE)
    assert done.err == "tiny could draft for this model: ask and chat take --draft-model tiny\n"
    program.inspect = "raise SystemExit(2)"
    assert program(*CURVE).err == ""


def wait_until(claim: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not claim():
        assert time.monotonic() < deadline
        time.sleep(0.01)  # waits for a file of another process
