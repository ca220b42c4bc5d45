"""Measuring after an update while nobody asks, and the one notice of a machine that became slower."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from fakes_engine import MODEL, STATS, FakeEngine, Step, Wait, says
from inglenook_desktop import speed_watch
from inglenook_desktop.app import Session
from inglenook_desktop.statistics.self_bench import PARAMS, SAMPLES, messages_of
from inglenook_desktop.store import Store, open_store
from inglenook_engine.protocol import Generate
from inglenook_engine.types import FinishReason, GenerateParams
from noisy_rates import NOISES, rates
from pytestqt.qtbot import QtBot
from windows import OpenWindow, last_item, store_of

Ask = Callable[[Session, str], None]
QUIET = next(noise for noise in NOISES if noise.name == "quiet")
SAMPLE = replace(STATS, prompt_tokens=100, cached_tokens=0, output_tokens=24, prefill_ms=200.0, decode_ms=460.0)
MEASURED = says("All right.", reason=FinishReason.LENGTH, stats=SAMPLE)


def n_measured(session: Session) -> int:
    return sum(run.is_measurement for run in store_of(session).record.rated_runs())


def begin(session: Session) -> None:
    """The time has come."""
    session.controller.speed._timer.start(0)


def look(session: Session, qtbot: QtBot) -> None:
    session.controller.speed.look()
    assert session.controller.speed.is_looking
    qtbot.waitUntil(lambda: not session.controller.speed.is_looking)


def generated(engine: FakeEngine) -> list[Generate]:
    return [one for one in engine.received() if isinstance(one, Generate)]


def test_a_model_that_was_not_measured_here_is_measured_when_nothing_is_asked(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    engine = FakeEngine(tmp_path / "bench", answers=[MEASURED])
    session = open_window(engine)
    assert session.controller.speed._timer.isActive()
    begin(session)
    qtbot.waitUntil(lambda: session.controller.speed._is_settled)
    assert n_measured(session) == SAMPLES
    asked = generated(engine)
    assert [one.messages for one in asked] == [messages_of(number) for number in range(SAMPLES)]
    assert {one.params for one in asked} == {PARAMS}
    assert not session.controller.speed._timer.isActive()  # once for each load
    assert session.controller.state.notice is None
    assert len(session.transcript) == 0


def test_a_question_stops_the_measuring_at_once(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, tmp_path: Path
) -> None:
    waiting: list[Step] = [Wait(gate="never"), says(reason=FinishReason.CANCELLED, stats=SAMPLE)[-1]]
    session = open_window(FakeEngine(tmp_path / "bench", answers=[MEASURED, waiting, says("Yes.")]))
    begin(session)
    qtbot.waitUntil(lambda: n_measured(session) == 1)
    ask(session, "Well?")
    assert last_item(session).text == "Yes."
    assert n_measured(session) == 1  # what was stopped tells nothing


def test_it_is_never_measured_where_that_is_not_wanted(open_window: OpenWindow, ask: Ask) -> None:
    session = open_window()
    session.preferences.change("statistics", "measures_itself", False)
    begin(session)
    ask(session, "Well?")
    assert n_measured(session) == 0
    assert not session.controller.speed._timer.isActive()


def test_after_an_answer_it_is_measured_once_the_person_is_away(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, tmp_path: Path
) -> None:
    session = open_window(FakeEngine(tmp_path / "bench", answers=[says("Yes."), *[MEASURED] * SAMPLES]))
    ask(session, "Well?")
    timer = session.controller.speed._timer
    assert (timer.isActive(), timer.interval()) == (True, speed_watch.AWAY_MS)
    begin(session)
    qtbot.waitUntil(lambda: session.controller.speed._is_settled)
    assert n_measured(session) == SAMPLES


def test_what_takes_long_to_read_again_is_not_driven_out(open_window: OpenWindow, ask: Ask, tmp_path: Path) -> None:
    slow = replace(STATS, prompt_tokens=4_000, cached_tokens=0, prefill_ms=3_000.0)
    session = open_window(FakeEngine(tmp_path / "bench", answers=[says("Yes.", stats=slow)]))
    ask(session, "Well?")
    assert not session.controller.speed._timer.isActive()


def test_real_use_is_looked_at_after_the_first_answer_of_a_session(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, data_dir: Path
) -> None:
    with open_store(data_dir) as store:
        used(store, drop_at=70)
    session = open_window()
    ask(session, "Well?")
    qtbot.waitUntil(lambda: session.controller.state.notice is not None)
    notice = session.controller.state.notice
    assert notice is not None
    assert "slower since the engine became 2.0" in notice.message


def used(store: Store, *, drop_at: int | None) -> None:
    turn = None
    for index, rate in enumerate(rates(random.Random(3), QUIET, 120, drop_at=drop_at, ratio=0.77, base=500)):
        model = replace(MODEL, engine_version="1.0" if drop_at is None or index < drop_at else "2.0")
        number = None if turn is None else turn.conversation_id
        turn = store.begin_turn(conversation_id=number, text="Go on", model=model, params=GenerateParams())
        stats = replace(SAMPLE, prefill_ms=100 / rate * 1000)
        store.finish_turn(turn, text="Yes", tokens=[1], reason=FinishReason.STOP, stats=stats)


def test_what_became_slower_is_told_once_with_what_changed_beside_it(
    open_window: OpenWindow, qtbot: QtBot, data_dir: Path
) -> None:
    with open_store(data_dir) as store:
        used(store, drop_at=70)
    session = open_window()
    look(session, qtbot)
    notice = session.controller.state.notice
    assert notice is not None
    assert notice.message.startswith(f"Reading prompts with {MODEL.name} is 2")
    assert notice.message.endswith("slower since the engine became 2.0 (it was 1.0).")
    assert ("of your runs before" in notice.detail, notice.is_error) == (True, False)
    assert session.window.notice_bar.text == notice.message
    session.controller.remedies.dismiss()
    look(session, qtbot)
    assert session.controller.state.notice is None


def test_a_machine_as_fast_as_ever_is_no_news(open_window: OpenWindow, qtbot: QtBot, data_dir: Path) -> None:
    with open_store(data_dir) as store:
        used(store, drop_at=None)
    session = open_window()
    look(session, qtbot)
    assert session.controller.state.notice is None


def test_enough_measurements_of_the_same_versions_are_enough(
    open_window: OpenWindow, qtbot: QtBot, data_dir: Path
) -> None:
    with open_store(data_dir) as store:
        for _ in range(3 * SAMPLES):
            run_id = store.record.begin_measurement(model=MODEL, params=PARAMS)
            store.record.finish(run_id, reason=FinishReason.LENGTH, stats=SAMPLE)
    session = open_window()
    begin(session)
    qtbot.waitUntil(lambda: session.controller.speed._is_settled)
    assert n_measured(session) == 3 * SAMPLES
