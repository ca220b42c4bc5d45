"""Questions of how long something is: the newest counts, one is on its way at a time, and nobody is left waiting."""

from __future__ import annotations

from pathlib import Path

from fakes_engine import FakeEngine
from inglenook_desktop.token_counting import TokenCounting
from inglenook_engine.protocol import Count, Counted, CountFailed
from inglenook_engine.reasoning import Reasoning
from inglenook_engine.types import Message, Role
from windows import OpenWindow, PatientBot

Told = list[Counted | CountFailed | None]


def said(*texts: str) -> tuple[Message, ...]:
    return tuple(Message(role=Role.USER, content=text) for text in texts)


def _wait_for_own_count(engine: FakeEngine, counting: TokenCounting, qtbot: PatientBot) -> None:
    """What the window asks for itself at its start is not on its way any more."""
    qtbot.waitUntil(lambda: any(isinstance(c, Count) for c in engine.received()))
    qtbot.waitUntil(lambda: counting._asked is None)


def test_the_engine_counts_and_only_the_newest_question_is_answered(
    open_window: OpenWindow, qtbot: PatientBot, tmp_path: Path
) -> None:
    engine = FakeEngine(tmp_path / "engine")
    counting = open_window(engine).controller.counting
    told: Told = []
    other: Told = []
    _wait_for_own_count(engine, counting, qtbot)
    for n_words in range(1, 30):
        counting.count("typing", said("word " * n_words), told.append)
    counting.count("chip", said("a b", "c"), other.append)
    qtbot.waitUntil(lambda: bool(told and other))
    assert [type(answer) for answer in (*told, *other)] == [Counted, Counted]
    assert isinstance(told[0], Counted)
    assert (told[0].total_tokens, told[0].per_message_tokens) == (33, (29,))
    assert isinstance(other[0], Counted)
    assert other[0].per_message_tokens == (2, 1)
    asked = [c.messages[0].content for c in engine.received() if isinstance(c, Count) and c.messages]
    ours = [text for text in asked if text.startswith(("word", "a b"))]  # the window asks for itself too
    assert ours == ["word ", "word " * 29, "a b"], "the first, and the newest of each"


def test_what_was_counted_last_is_told_at_once_to_whoever_asks(
    open_window: OpenWindow, qtbot: PatientBot, tmp_path: Path
) -> None:
    engine = FakeEngine(tmp_path / "engine")
    session = open_window(engine)
    counting, told = session.controller.counting, Told()
    _wait_for_own_count(engine, counting, qtbot)

    def n_asked() -> int:
        return sum(isinstance(c, Count) and c.messages == said("one two") for c in engine.received())

    counting.count("typing", said("one two"), told.append)
    qtbot.waitUntil(lambda: len(told) == 1)
    counting.count("typing", said("one two", "three"), told.append)
    counting.count("typing", said("one two"), told.append)
    assert told[1] == told[0], "and what was asked before it is not told any more"
    assert n_asked() == 1
    counting.count("sending", said("one two"), told.append, reasoning=Reasoning.OFF)
    qtbot.waitUntil(lambda: len(told) == 3)
    assert n_asked() == 2, "the template may say something else"
    session.controller.loading.load_again()
    session.controller.choose_model(session.list_models()[0])
    qtbot.waitUntil(lambda: counting.is_available)
    counting.count("sending", said("one two"), told.append, reasoning=Reasoning.OFF)
    qtbot.waitUntil(lambda: len(told) == 4)
    assert n_asked() == 3, "another model, another count"


def test_without_a_model_the_answer_is_none_at_once_and_a_model_is_told(
    open_window: OpenWindow, qtbot: PatientBot, tmp_path: Path
) -> None:
    engine = FakeEngine(tmp_path / "engine")
    session = open_window(engine)
    counting, told = session.controller.counting, Told()
    changes: list[bool] = []
    counting.available_changed.connect(changes.append)
    counting.count("typing", said("one"), told.append)
    session.controller.loading.load_again()
    session.controller.choose_model(session.list_models()[0])
    assert told == [None], "its question went with the model"
    counting.count("typing", said("one"), told.append)
    assert told == [None, None]
    qtbot.waitUntil(lambda: changes == [False, True])
    counting.count("typing", said("one"), told.append)
    qtbot.waitUntil(lambda: len(told) == 3)
    assert isinstance(told[2], Counted)


def test_the_count_of_what_was_forgotten_is_not_taken_for_another(
    open_window: OpenWindow, qtbot: PatientBot, tmp_path: Path
) -> None:
    counting = open_window(FakeEngine(tmp_path / "engine")).controller.counting
    told: Told = []
    counting.count("gone", said("one two three"), told.append)
    counting.forget("gone")
    counting.count("typing", (), told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert isinstance(told[0], Counted)
    assert told[0].per_message_tokens == ()


def test_a_refusal_is_told_and_what_was_forgotten_is_not(
    open_window: OpenWindow, qtbot: PatientBot, tmp_path: Path
) -> None:
    counting = open_window(FakeEngine(tmp_path / "engine", count_fails="No system messages.")).controller.counting
    told: Told = []
    counting.count("gone", said("one"), told.append)
    counting.forget("gone")
    counting.count("typing", said("one"), told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert isinstance(told[0], CountFailed)
    assert told[0].message == "No system messages."
