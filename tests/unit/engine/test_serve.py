"""Commands while passes are measured: whoever asks stops the measurement, and no Cancel is lost. With a session that
computes nothing; its passes last until they are cancelled."""

from __future__ import annotations

import functools
import os
import random
import threading
import time
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from fakes_engine import MODEL
from inglenook_engine import energy, serve
from inglenook_engine.energy import EnergyWatch
from inglenook_engine.protocol import (
    Cancel,
    Command,
    Curve,
    Event,
    Finished,
    Generate,
    MeasureCurve,
    Shutdown,
)
from inglenook_engine.types import (
    CurvePoint,
    FinishReason,
    GenerateParams,
    GenerationStats,
    LoadParams,
    Message,
    Role,
)
from inglenook_engine.wire import decode_event, encode

PATIENCE_S = 100.0


class Session:
    def __init__(self) -> None:
        self._flag = threading.Event()

    @property
    def cancelled(self) -> bool:
        return self._flag.is_set()

    def cancel(self) -> None:
        self._flag.set()

    def clear_cancel(self) -> None:
        self._flag.clear()

    def wait(self, seconds: float) -> bool:
        return self._flag.wait(seconds)


class Measuring:
    """Stands in for Calibration. Each run takes `n_turns` turns of `turn_s` seconds, or is cancelled."""

    def __init__(self, session: Session, journal: list[str], *, turn_s: float, n_turns: int) -> None:
        self._session = session
        self._journal = journal
        self.turn_s = turn_s
        self._n_turns = n_turns
        self._n_done = 0
        self.has_begun = threading.Event()

    @property
    def result(self) -> Curve:
        point = CurvePoint(width=1, n_cached=64, n_threads=1, pass_ms=1.0)
        return Curve(points=(point,) * self._n_done, is_complete=self._n_done == self._n_turns)

    def run(self, *, may_drop_conversation: bool) -> Iterator[Curve]:
        self._journal.append("asked" if may_drop_conversation else "idle")
        while self._n_done < self._n_turns:
            self.has_begun.set()
            if self._session.wait(self.turn_s):
                self._journal.append("stopped")
                return
            self._n_done += 1
            yield self.result

    def finish_writing(self) -> None:
        self._journal.append("written")


class Engine:
    """A server on threads of this process. The answer to "now" is over at once, any other when it is cancelled."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, turn_s: float = PATIENCE_S, n_turns: int = 2) -> None:
        self.session = Session()
        self.journal: list[str] = []
        self.measuring = Measuring(self.session, self.journal, turn_s=turn_s, n_turns=n_turns)
        backend = SimpleNamespace(
            Library=lambda: SimpleNamespace(version="test"),
            load=lambda *_args, **_options: SimpleNamespace(
                session=self.session, info=MODEL, choices=(), record=None, prompter=None, vocabulary=None
            ),
        )
        monkeypatch.setattr(serve, "llama_backend", backend)
        monkeypatch.setattr(serve, "_calibration", lambda *_args: self.measuring)
        monkeypatch.setattr(serve, "generate", self._generate)
        monkeypatch.setattr(serve, "IDLE_S", 0.001)
        events_in, events_out = os.pipe()
        commands_in, commands_out = os.pipe()
        self._events = os.fdopen(events_in, "rb")
        self._commands = os.fdopen(commands_out, "wb", buffering=0)
        self._written = os.fdopen(events_out, "wb")
        self.server = server = serve._Server(self._written)
        self._lines = os.fdopen(commands_in, "rb")
        self._reader = threading.Thread(target=server._read, args=(self._lines,), daemon=True)
        self._reader.start()
        self._main = threading.Thread(target=server.run, daemon=True)
        self._main.start()
        self.send(LoadParams(model_path="m"))
        self.until(lambda event: type(event).__name__ == "Ready")

    def _generate(
        self,
        _model: object,
        command: Generate,
        *,
        is_cancelled: Callable[[], bool],
        energy: EnergyWatch,
        **_times: object,
    ) -> Iterator[Event]:
        energy.begin()
        self.journal.append(f"answer {command.run_id}")
        self.session.clear_cancel()  # as `begin` does
        reason = FinishReason.STOP
        deadline = time.monotonic() + PATIENCE_S
        while command.messages[0].content != "now" and time.monotonic() < deadline:
            if is_cancelled() or self.session.wait(PATIENCE_S):
                reason = FinishReason.CANCELLED
                break
        took = energy.end()
        stats = GenerationStats(energy_mj=took.total_mj, idle_energy_mj=took.idle_mj)
        yield Finished(run_id=command.run_id, reason=reason, stats=stats)

    def send(self, command: Command) -> None:
        self._commands.write(encode(command))

    def ask(self, run_id: int, text: str = "now") -> None:
        messages = (Message(role=Role.USER, content=text),)
        self.send(Generate(run_id=run_id, messages=messages, params=GenerateParams()))

    def until(self, is_wanted: Callable[[Any], bool]) -> list[Event]:
        """The events up to the first that is wanted."""
        events = []
        for line in self._events:
            events.append(decode_event(line))
            if is_wanted(events[-1]):
                return events
        raise AssertionError("the engine ended")

    def finished(self, run_id: int) -> Finished:
        (*_, last) = self.until(lambda event: isinstance(event, Finished) and event.run_id == run_id)
        assert isinstance(last, Finished)
        return last

    def stop(self) -> None:
        self.send(Shutdown())
        self._main.join(PATIENCE_S)
        assert not self._main.is_alive()
        self._commands.close()
        self._reader.join(PATIENCE_S)
        for stream in (self._written, self._lines, self._events):
            stream.close()


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Engine]]:
    engines: list[Engine] = []

    def make(**options: Any) -> Engine:
        engines.append(Engine(monkeypatch, **options))
        return engines[-1]

    yield make
    for engine in engines:
        engine.stop()


def has_finished(event: Event) -> bool:
    return isinstance(event, Finished)


def test_a_question_stops_the_measurement_and_is_answered_before_it_goes_on(start: Callable[..., Engine]) -> None:
    engine = start()
    assert engine.measuring.has_begun.wait(PATIENCE_S)
    engine.ask(1)
    assert engine.finished(1).reason is FinishReason.STOP
    assert engine.journal[:3] == ["idle", "stopped", "answer 1"]
    engine.ask(2)
    assert engine.finished(2).reason is FinishReason.STOP
    assert "answer 2" in engine.journal


def test_a_measurement_goes_on_after_an_answer_and_its_end_is_told_once(start: Callable[..., Engine]) -> None:
    engine = start(n_turns=3)
    assert engine.measuring.has_begun.wait(PATIENCE_S)
    engine.measuring.turn_s = 0.01  # of the turns after the one that the question ends
    engine.ask(1)
    events = engine.until(lambda event: isinstance(event, Curve))
    assert [type(event) for event in events] == [Finished, Curve]
    assert events[-1] == engine.measuring.result
    engine.ask(2)
    assert [type(event) for event in engine.until(has_finished)] == [Finished]
    engine.ask(3)
    assert [type(event) for event in engine.until(has_finished)] == [Finished]


def test_a_measurement_that_was_asked_for_is_told_turn_by_turn(start: Callable[..., Engine]) -> None:
    engine = start(turn_s=0.02, n_turns=4)
    engine.send(MeasureCurve())
    events = engine.until(lambda event: isinstance(event, Curve) and event.is_complete)
    assert all(isinstance(event, Curve) for event in events)
    engine.send(MeasureCurve())
    (answer,) = engine.until(lambda _event: True)
    assert answer == engine.measuring.result


def test_a_measurement_that_was_asked_for_ends_when_a_question_comes(start: Callable[..., Engine]) -> None:
    engine = start()
    assert engine.measuring.has_begun.wait(PATIENCE_S)
    engine.measuring.has_begun.clear()
    engine.send(MeasureCurve())
    assert engine.measuring.has_begun.wait(PATIENCE_S)
    engine.ask(1)
    events = engine.until(has_finished)
    assert [type(event) for event in events] == [Curve, Finished]
    assert isinstance(events[0], Curve)
    assert not events[0].is_complete
    assert engine.journal[:6] == ["idle", "stopped", "asked", "stopped", "written", "answer 1"]


def test_a_measurement_does_not_begin_when_a_command_waits_already(start: Callable[..., Engine]) -> None:
    engine = start()
    assert engine.measuring.has_begun.wait(PATIENCE_S)
    engine.ask(1, "until cancelled")
    engine.send(MeasureCurve())
    engine.ask(2)
    engine.send(Cancel(run_id=1))
    engine.until(lambda event: isinstance(event, Finished) and event.run_id == 2)
    assert "asked" not in engine.journal


def test_a_cancel_for_nobody_does_not_stop_a_measurement(start: Callable[..., Engine]) -> None:
    engine = start()
    assert engine.measuring.has_begun.wait(PATIENCE_S)
    engine.send(Cancel(run_id=99))
    engine._commands.write(b"garbage\n")
    engine.ask(1)
    engine.finished(1)
    assert engine.journal[:3] == ["idle", "stopped", "answer 1"]


class Counter:
    """Ten watts, always, at the moment at which its clock was read last."""

    name = "everything"
    least_s = 0.0
    look_every_s = 30.0
    comes_back = False
    now_s = 0.0

    def clock(self) -> float:
        self.now_s = time.monotonic()
        return self.now_s

    def millijoules(self) -> float:
        return self.now_s * 10_000


def test_what_the_idle_machine_takes_is_known_although_passes_are_measured_after_each_answer(
    start: Callable[..., Engine], monkeypatch: pytest.MonkeyPatch
) -> None:
    counter = Counter()
    monkeypatch.setattr(serve, "counters", lambda: [counter])
    monkeypatch.setattr(serve, "EnergyWatch", functools.partial(energy.EnergyWatch, clock=counter.clock))
    monkeypatch.setattr(energy, "LEAST_IDLE_S", 0.01)
    engine = start(turn_s=0.001, n_turns=1)
    found = []
    for run_id in (1, 2):
        assert engine.measuring.has_begun.wait(PATIENCE_S)
        while engine.journal.count("idle") < run_id or engine.server._energy._pause is None:
            time.sleep(0.001)  # waits for the engine's thread: the measurement is over, and the pause begins
        time.sleep(0.02)
        engine.ask(run_id)
        found.append(engine.finished(run_id).stats)
    for stats in found:
        assert stats.energy_mj is not None
        assert stats.idle_energy_mj == pytest.approx(stats.energy_mj, rel=0.001, abs=0.01)


def test_no_question_and_no_cancel_is_lost_however_they_meet_a_measurement(start: Callable[..., Engine]) -> None:
    engine = start(turn_s=0.0005, n_turns=1_000_000)
    chance = random.Random(5)
    for run_id in range(1, 301):
        is_cancelled = chance.random() < 0.7
        engine.ask(run_id, "until cancelled" if is_cancelled else "now")
        if chance.random() < 0.2:
            engine.send(MeasureCurve())
        if chance.random() < 0.5:
            time.sleep(chance.random() * 0.003)
        if is_cancelled:
            engine.send(Cancel(run_id=run_id))
        expected = FinishReason.CANCELLED if is_cancelled else FinishReason.STOP
        assert engine.finished(run_id).reason is expected
        if chance.random() < 0.5:
            time.sleep(chance.random() * 0.003)
    assert "idle" in engine.journal
