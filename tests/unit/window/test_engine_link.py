"""The link against a real child process that behaves, misbehaves and dies."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fakes_engine import Die, FakeEngine, Raw, Stderr, Wait, chunk, loads, prefill, says
from inglenook_desktop.engine_link import PROGRESS_MS, EngineLink
from inglenook_desktop.frames import engine_environment
from inglenook_engine.protocol import (
    Cancel,
    Chunk,
    Event,
    Failed,
    Finished,
    Generate,
    Hello,
    LoadProgress,
    PrefillProgress,
    Ready,
    Shutdown,
)
from inglenook_engine.types import FailureKind, FinishReason, GenerateParams, LoadParams, Message, Role
from inglenook_engine.wire import encode, written
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

PATH = "/models/somewhere.gguf"
GENERATE = Generate(run_id=5, messages=(), params=GenerateParams())


class Listener:
    """Collects the events of a link and waits for them."""

    def __init__(self, link: EngineLink, qtbot: QtBot) -> None:
        self.link = link
        self.events: list[Event] = []
        self._qtbot = qtbot
        link.happened.connect(self.events.append)

    def wait_for(self, kind: type[Event]) -> None:
        self._qtbot.waitUntil(lambda: any(isinstance(event, kind) for event in self.events))

    def of(self, kind: type[Event]) -> list[Event]:
        return [event for event in self.events if isinstance(event, kind)]


@pytest.fixture
def listen(qtbot: QtBot) -> Iterator[Callable[[FakeEngine], Listener]]:
    links: list[EngineLink] = []

    def make(engine: FakeEngine) -> Listener:
        link = EngineLink(engine.command, engine_environment(os.environ), patience_s=0.2)
        links.append(link)
        return Listener(link, qtbot)

    yield make
    for link in links:
        link.shut_down()


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_load_arrives_event_by_event(tmp_path: Path, listen: Callable[[FakeEngine], Listener]) -> None:
    listener = listen(FakeEngine(tmp_path))
    listener.link.load(LoadParams(model_path=PATH))
    listener.wait_for(Ready)
    assert [type(event) for event in listener.events] == [Hello, LoadProgress, LoadProgress, LoadProgress, Ready]
    (ready,) = listener.of(Ready)
    assert isinstance(ready, Ready)
    assert ready.model.path == PATH


def test_an_answer_arrives_in_order(tmp_path: Path, listen: Callable[[FakeEngine], Listener]) -> None:
    listener = listen(FakeEngine(tmp_path, answers=[says("one ", "two")]))
    listener.link.load(LoadParams(model_path=PATH))
    listener.wait_for(Ready)
    listener.link.generate(GENERATE)
    listener.wait_for(Finished)
    assert "".join(event.text for event in listener.events if isinstance(event, Chunk)) == "one two"


def test_progress_is_told_and_gives_way_to_the_text_that_comes_with_it(
    tmp_path: Path, listen: Callable[[FakeEngine], Listener]
) -> None:
    end = [replace(prefill(9, 9, 0), run_id=GENERATE.run_id), replace(chunk("text"), run_id=GENERATE.run_id)]
    at_once = Raw(text="".join(encode(event).decode() for event in end))
    engine = FakeEngine(tmp_path, answers=[[prefill(5, 9, 0), Wait(gate="read"), at_once, says()[-1]]])
    listener = listen(engine)
    listener.link.load(LoadParams(model_path=PATH))
    listener.wait_for(Ready)
    listener.link.generate(GENERATE)
    listener.wait_for(PrefillProgress)
    engine.release("read")
    listener.wait_for(Finished)
    of_run = [event for event in listener.events if isinstance(event, PrefillProgress | Chunk | Finished)]
    assert [type(event) for event in of_run] == [PrefillProgress, Chunk, Finished]
    assert isinstance(of_run[0], PrefillProgress)
    assert of_run[0].done_tokens == 5
    n_events = len(listener.events)
    QTest.qWait(2 * PROGRESS_MS)
    assert len(listener.events) == n_events, "what was overtaken is told late"


LONG = Generate(
    run_id=5,
    messages=written(Message(role=Role.USER, content=f"{number} größer " * 500) for number in range(400)),
    params=GenerateParams(),
)
"""Four megabytes, which no pipe takes at once."""


def test_a_long_command_arrives_whole_and_before_what_came_after_it(
    tmp_path: Path, listen: Callable[[FakeEngine], Listener], qtbot: QtBot
) -> None:
    engine = FakeEngine(tmp_path, answers=[[prefill(), Wait(gate="cancelled")]])
    listener = listen(engine)
    listener.link.load(LoadParams(model_path=PATH))
    listener.wait_for(Ready)
    listener.link._patience.setInterval(60_000)
    listener.link.generate(LONG)
    assert listener.link._unsent, "there is no need for pieces any more"
    listener.link.cancel(5)
    listener.wait_for(Finished)
    *_, sent, cancelled = engine.received()
    assert isinstance(sent, Generate)
    assert sent.messages == tuple(LONG.messages)
    assert cancelled == Cancel(run_id=5)


def test_an_engine_that_is_let_go_within_a_long_command_ends_by_itself(
    tmp_path: Path, listen: Callable[[FakeEngine], Listener], qtbot: QtBot
) -> None:
    engine = FakeEngine(tmp_path)
    listener = listen(engine)
    listener.link.load(LoadParams(model_path=PATH))
    listener.wait_for(Ready)
    pid = engine.pid()
    listener.link._goodbye.setInterval(60_000)
    listener.link.generate(LONG)
    assert listener.link._unsent
    listener.link.unload()
    qtbot.waitUntil(lambda: not is_alive(pid))
    assert isinstance(engine.received()[-1], Shutdown)


def test_events_that_came_together_leave_the_window_its_turn(
    tmp_path: Path, listen: Callable[[FakeEngine], Listener], qtbot: QtBot
) -> None:
    """Where each of them takes long, a timer rings between them; they keep their order."""
    listener = listen(FakeEngine(tmp_path, answers=[says(*(f"{number} " for number in range(40)))]))
    listener.link.load(LoadParams(model_path=PATH))
    listener.wait_for(Ready)
    told_when_rung: list[int] = []
    timer = QTimer()
    timer.timeout.connect(lambda: told_when_rung.append(len(listener.of(Chunk))))
    timer.start(1)
    listener.link.happened.connect(lambda _event: time.sleep(0.004))
    listener.link.generate(GENERATE)
    listener.wait_for(Finished)
    texts = [event.text for event in listener.events if isinstance(event, Chunk)]
    assert texts == [f"{number} " for number in range(40)]
    assert len({n for n in told_when_rung if 0 < n < 40}) > 8


def test_garbage_between_frames_is_dropped(tmp_path: Path, listen: Callable[[FakeEngine], Listener]) -> None:
    garbage = Raw(text='not json\n{"type":"Launch"}\n{"type":"Chunk","run_id":"x"}\n')
    listener = listen(FakeEngine(tmp_path, loads=[[garbage, *loads()]], answers=[[garbage, *says("fine")]]))
    listener.link.load(LoadParams(model_path=PATH))
    listener.wait_for(Ready)
    listener.link.generate(GENERATE)
    listener.wait_for(Finished)
    assert not listener.of(Failed)


@pytest.mark.parametrize("name", ["SIGKILL", "SIGABRT", "SIGSEGV"])
def test_a_death_by_signal_is_an_event_with_the_last_words(
    tmp_path: Path, listen: Callable[[FakeEngine], Listener], name: str
) -> None:
    number = int(getattr(signal, name))
    engine = FakeEngine(
        tmp_path, answers=[[prefill(), chunk("a"), Stderr(text="GGML_ASSERT failed"), Die(signal=number)]]
    )
    listener = listen(engine)
    listener.link.load(LoadParams(model_path=PATH))
    listener.wait_for(Ready)
    listener.link.generate(GENERATE)
    listener.wait_for(Failed)
    (failure,) = listener.of(Failed)
    assert isinstance(failure, Failed)
    assert failure.kind is FailureKind.CRASHED
    assert failure.run_id is None
    assert name in failure.detail
    assert "GGML_ASSERT failed" in failure.detail
    assert [event.text for event in listener.events if isinstance(event, Chunk)] == ["a"]  # said before it died
    assert not listener.link.is_running


def test_a_cancelled_run_ends_by_itself(tmp_path: Path, listen: Callable[[FakeEngine], Listener]) -> None:
    listener = listen(FakeEngine(tmp_path, answers=[[prefill(), chunk("a"), Wait(gate="never")]]))
    listener.link.load(LoadParams(model_path=PATH))
    listener.wait_for(Ready)
    listener.link.generate(GENERATE)
    listener.wait_for(Chunk)
    listener.link.cancel(5)
    listener.wait_for(Finished)
    (finished,) = listener.of(Finished)
    assert isinstance(finished, Finished)
    assert finished.reason is FinishReason.CANCELLED
    assert listener.link.is_running


def test_an_engine_that_ignores_a_cancel_is_killed_and_can_be_loaded_again(
    tmp_path: Path, listen: Callable[[FakeEngine], Listener], qtbot: QtBot
) -> None:
    engine = FakeEngine(tmp_path, answers=[[prefill(), chunk("a"), Wait(gate="never")]], ignores_cancel=True)
    listener = listen(engine)
    listener.link.load(LoadParams(model_path=PATH))
    listener.wait_for(Ready)
    deaf = engine.pid()
    listener.link.generate(GENERATE)
    listener.wait_for(Chunk)
    listener.link.cancel(5)
    listener.wait_for(Failed)
    listener.link.load(LoadParams(model_path=PATH))
    qtbot.waitUntil(lambda: len(listener.of(Ready)) == 2)
    assert not is_alive(deaf)


def test_the_next_model_loads_only_when_the_old_engine_is_gone(
    tmp_path: Path, listen: Callable[[FakeEngine], Listener], qtbot: QtBot
) -> None:
    """Two models at once may not fit into memory. The old engine does not go by itself here; it has to be killed."""
    engine = FakeEngine(tmp_path, ignores_cancel=True)
    listener = listen(engine)
    listener.link.load(LoadParams(model_path=PATH))
    listener.wait_for(Ready)
    first = engine.pid()
    was_alive: list[bool] = []
    listener.link.happened.connect(
        lambda event: was_alive.append(is_alive(first)) if isinstance(event, Hello) else None
    )
    listener.link.load(LoadParams(model_path="/models/another.gguf"))
    qtbot.waitUntil(lambda: len(listener.of(Ready)) == 2)
    assert was_alive == [False]
    assert not listener.of(Failed)


def test_events_of_an_engine_that_is_no_longer_wanted_are_not_heard(
    tmp_path: Path, listen: Callable[[FakeEngine], Listener], qtbot: QtBot
) -> None:
    engine = FakeEngine(tmp_path, loads=[[LoadProgress(fraction=0.1), Wait(gate="go"), *loads()]])
    listener = listen(engine)
    listener.link.load(LoadParams(model_path=PATH))
    listener.wait_for(LoadProgress)
    pid = engine.pid()
    n_heard = len(listener.events)
    listener.link.unload()
    engine.release("go")
    qtbot.waitUntil(lambda: not is_alive(pid))
    assert len(listener.events) == n_heard


def test_an_engine_of_another_protocol_is_refused(tmp_path: Path, listen: Callable[[FakeEngine], Listener]) -> None:
    listener = listen(FakeEngine(tmp_path, protocol_version=99))
    listener.link.load(LoadParams(model_path=PATH))
    listener.wait_for(Failed)
    (failure,) = listener.events
    assert isinstance(failure, Failed)
    assert "99" in failure.message


def test_an_engine_that_cannot_be_started_is_an_event(tmp_path: Path, qtbot: QtBot) -> None:
    link = EngineLink([str(tmp_path / "no-such-program")], {})
    listener = Listener(link, qtbot)
    link.load(LoadParams(model_path=PATH))
    listener.wait_for(Failed)
    assert not link.is_running


def test_shutting_down_ends_a_deaf_child_too(tmp_path: Path, listen: Callable[[FakeEngine], Listener]) -> None:
    engine = FakeEngine(tmp_path, loads=[[LoadProgress(fraction=0.0), Wait(gate="never")]], ignores_cancel=True)
    listener = listen(engine)
    listener.link.load(LoadParams(model_path=PATH))
    listener.wait_for(LoadProgress)
    pid = engine.pid()
    listener.link.shut_down(wait_ms=100)
    assert not is_alive(pid)
