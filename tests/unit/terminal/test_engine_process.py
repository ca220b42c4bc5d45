"""The engine child through pipes, against a scripted child that is a real process."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes_engine import (
    MODEL,
    STATS,
    Die,
    FakeEngine,
    Raw,
    Stderr,
    Wait,
    chunk,
    load_fails,
    loads,
    prefill,
    says,
)
from inglenook_desktop.frames import engine_environment
from inglenook_desktop.terminal import engine_process
from inglenook_desktop.terminal.engine_process import EngineProcess
from inglenook_engine.protocol import Cancel, Chunk, Event, Failed, Finished, Generate, LoadProgress, Ready
from inglenook_engine.types import FailureKind, FinishReason, GenerateParams, LoadParams, Message, Role

HELLO = Message(role=Role.USER, content="Hello")
LOAD = LoadParams(model_path="/models/tiny.gguf")


def generation(run_id: int = 1, text: str = "Hello") -> Generate:
    message = Message(role=Role.USER, content=text)
    return Generate(run_id=run_id, messages=(message,), params=GenerateParams())


def start(fake: FakeEngine) -> EngineProcess:
    return EngineProcess(fake.command, engine_environment(os.environ))


@pytest.fixture
def interrupt_handler() -> Iterator[object]:
    """The handler of SIGINT before; a test that leaves another one behind fails."""
    before = signal.getsignal(signal.SIGINT)
    yield before
    assert signal.getsignal(signal.SIGINT) is before


def test_a_load_and_two_answers(tmp_path: Path, interrupt_handler: object) -> None:
    fake = FakeEngine(tmp_path, answers=[says("One", "."), says("Two")])
    with start(fake) as engine:
        events = list(engine.load(LOAD))
        assert isinstance(events[-1], Ready)
        assert [event.fraction for event in events if isinstance(event, LoadProgress)] == [0.0, 0.5, 1.0]
        assert engine.is_ready
        for run_id, text in ((1, "One."), (2, "Two")):
            *chunks, last = engine.generate(generation(run_id))
            assert "".join(event.text for event in chunks if isinstance(event, Chunk)) == text
            assert last == Finished(run_id=run_id, reason=FinishReason.STOP, stats=STATS)
        pid = engine.pid
    assert pid is not None
    assert not engine.is_ready
    assert not process_exists(pid)


def test_a_failed_load_is_the_engines_own_sentence(tmp_path: Path) -> None:
    with start(FakeEngine(tmp_path, loads=[load_fails("tiny.gguf is not a GGUF file.")])) as engine:
        *_, failed = engine.load(LOAD)
        assert isinstance(failed, Failed)
        assert (failed.kind, failed.message) == (FailureKind.MODEL_LOAD, "tiny.gguf is not a GGUF file.")
        assert not engine.is_ready


def test_a_death_while_loading_names_signal_model_and_last_words(tmp_path: Path) -> None:
    steps = [LoadProgress(fraction=0.1), Stderr(text="ggml: cannot allocate"), Die(signal=signal.SIGKILL)]
    with start(FakeEngine(tmp_path, loads=[steps])) as engine:
        *_, failed = engine.load(LOAD)
    assert isinstance(failed, Failed)
    assert failed.kind is FailureKind.CRASHED
    assert "tiny.gguf" in failed.message
    assert failed.detail == "signal 9 (SIGKILL)\nggml: cannot allocate"


@pytest.mark.parametrize(
    "steps", [[Die(signal=signal.SIGABRT)], [prefill(), chunk("Half"), Die(signal=signal.SIGABRT)]]
)
def test_a_death_in_an_answer_is_its_last_event(tmp_path: Path, steps: list[Event]) -> None:
    with start(FakeEngine(tmp_path, answers=[steps])) as engine:
        list(engine.load(LOAD))
        *before, failed = engine.generate(generation(9))
        assert len(before) == len(steps) - 1
        assert isinstance(failed, Failed)
        assert (failed.run_id, failed.kind) == (9, FailureKind.CRASHED)
        assert not engine.is_ready
        (again,) = engine.generate(generation(10))
        assert isinstance(again, Failed)  # a dead engine answers at once, and never blocks


def test_an_engine_of_another_version_is_refused(tmp_path: Path) -> None:
    with start(FakeEngine(tmp_path, protocol_version=99)) as engine:
        (failed,) = engine.load(LOAD)
        assert isinstance(failed, Failed)
        assert "protocol 99" in failed.message


def test_a_program_that_cannot_be_started_is_an_event(tmp_path: Path) -> None:
    with EngineProcess([str(tmp_path / "missing")], {}) as engine:
        (failed,) = engine.load(LOAD)
        assert isinstance(failed, Failed)
        assert "could not be started" in failed.message


def test_a_child_without_the_engine_package_says_so() -> None:
    with EngineProcess([sys.executable, "-I", "-c", "import inglenook_engine_missing"], {}) as engine:
        (failed,) = engine.load(LOAD)
        assert isinstance(failed, Failed)
        assert "No module named" in failed.detail


def test_garbage_and_events_of_other_runs_are_dropped(tmp_path: Path) -> None:
    late = '{"type":"Chunk","run_id":77,"text":"late","tokens":[]}\n'
    steps = [Raw(text="\x00 not json\n" + late), *says("Fine")]
    with start(FakeEngine(tmp_path, answers=[steps])) as engine:
        list(engine.load(LOAD))
        assert [event.text for event in engine.generate(generation()) if isinstance(event, Chunk)] == ["Fine"]


def test_ctrl_c_cancels_and_the_partial_answer_arrives_whole(tmp_path: Path, interrupt_handler: object) -> None:
    steps = [prefill(), chunk("Half an "), Wait(gate="never"), *says("more")]
    fake = FakeEngine(tmp_path, answers=[steps, says("Next")])
    with start(fake) as engine:
        list(engine.load(LOAD))
        seen = []
        for event in engine.generate(generation()):
            seen.append(event)
            if isinstance(event, Chunk):
                os.kill(os.getpid(), signal.SIGINT)
        assert isinstance(seen[-1], Finished)
        assert seen[-1].reason is FinishReason.CANCELLED
        assert Cancel(run_id=1) in fake.received()
        assert engine.is_ready
        *_, last = engine.generate(generation(2))
        assert isinstance(last, Finished)


def test_cancel_does_what_ctrl_c_does(tmp_path: Path) -> None:
    fake = FakeEngine(tmp_path, answers=[[prefill(), Wait(gate="never")]])
    with start(fake) as engine:
        list(engine.load(LOAD))
        seen = []
        for event in engine.generate(generation()):
            seen.append(event)
            engine.cancel()
        assert isinstance(seen[-1], Finished)


def test_a_second_ctrl_c_ends_an_engine_that_does_not_stop(tmp_path: Path, interrupt_handler: object) -> None:
    fake = FakeEngine(tmp_path, answers=[[prefill(), chunk("a"), chunk("b"), Wait(gate="never")]], ignores_cancel=True)
    with start(fake) as engine:
        list(engine.load(LOAD))
        seen = []
        for event in engine.generate(generation()):
            seen.append(event)
            if isinstance(event, Chunk):
                os.kill(os.getpid(), signal.SIGINT)
        assert isinstance(seen[-1], Failed)
        assert "pressed twice" in seen[-1].message
        assert not engine.is_ready


def test_a_stop_that_the_engine_ignores_ends_it_after_the_patience(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_process, "CANCEL_PATIENCE_S", 0.05)
    fake = FakeEngine(tmp_path, answers=[[prefill(), Wait(gate="never")]], ignores_cancel=True)
    with start(fake) as engine:
        list(engine.load(LOAD))
        seen = []
        for event in engine.generate(generation()):
            seen.append(event)
            if event == prefill().__class__(run_id=1, done_tokens=43, total_tokens=43, cached_tokens=31):
                engine.cancel()
        assert isinstance(seen[-1], Failed)
        assert "did not stop" in seen[-1].message
        assert not process_exists(fake.pid())


def test_ctrl_c_while_loading_ends_the_child(tmp_path: Path, interrupt_handler: object) -> None:
    fake = FakeEngine(tmp_path, loads=[[LoadProgress(fraction=0.1), Wait(gate="never"), *loads(MODEL)]])
    with start(fake) as engine:
        events = engine.load(LOAD)
        while not isinstance(next(events), LoadProgress):
            pass
        os.kill(os.getpid(), signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            list(events)
        assert not process_exists(fake.pid())


def test_closing_ends_a_child_that_ignores_its_closed_stdin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_process, "CANCEL_PATIENCE_S", 0.05)
    fake = FakeEngine(tmp_path, ignores_cancel=True)
    engine = start(fake)
    list(engine.load(LOAD))
    engine.close()
    engine.close()
    assert not process_exists(fake.pid())


def test_a_conversation_larger_than_a_command_is_refused_before_it_is_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_process, "MAX_COMMAND_BYTES", 1000)
    fake = FakeEngine(tmp_path)
    with start(fake) as engine:
        list(engine.load(LOAD))
        (failed,) = engine.generate(generation(text="x" * 1000))
        assert isinstance(failed, Failed)
        assert failed.kind is FailureKind.CONTEXT_OVERFLOW
        assert "1,000" in failed.message
        assert fake.generations() == []


def test_two_megabytes_of_text_travel(tmp_path: Path) -> None:
    fake = FakeEngine(tmp_path)
    text = "Zeile ü 🔥\n" * 150_000
    with start(fake) as engine:
        list(engine.load(LOAD))
        *_, last = engine.generate(generation(text=text))
        assert isinstance(last, Finished)
    assert fake.generations()[0].messages[0].content == text


def process_exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
