"""Speculation in the window: one control for each conversation, and what an answer tells of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from fakes_engine import STATS, FakeEngine, LoadProgress, Wait, loads, says
from inglenook_desktop.app import Session
from inglenook_desktop.presenting import footer_of
from inglenook_desktop.state import Loading
from inglenook_desktop.store import open_store
from inglenook_desktop.submissions import SpeculationChoice
from inglenook_desktop.views.drafting_text import drafting_detail
from inglenook_desktop.views.message_end import MessageEnd
from inglenook_desktop.views.speculation_button import SpeculationButton
from inglenook_engine.types import DrafterStats, GenerationStats, Speculation, SpeculationOff
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot
from windows import OpenWindow, last_item, store_of

Ask = Callable[[Session, str], None]

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
        DrafterStats(name="draft_model", rounds=10, drafted_tokens=40, accepted_tokens=32),
    ),
)


def button_of(session: Session) -> SpeculationButton:
    return session.window.model_bar.speculation


def choose(session: Session, mode: Speculation) -> None:
    button_of(session).mode_actions[mode].trigger()


def test_as_usual_the_control_is_an_icon_with_a_name(open_window: OpenWindow, ask: Ask, engine: FakeEngine) -> None:
    session = open_window()
    button = button_of(session)
    assert (button.text(), button.accessibleName()) == ("", "Speculation: Auto")
    assert "stay the model's own" in button.toolTip()
    ask(session, "Hello")
    params = engine.generations()[0].params
    assert (params.speculation, params.is_strict, params.prediction) == (Speculation.AUTO, False, "")


def test_each_choice_is_explained(open_window: OpenWindow) -> None:
    button = button_of(open_window())
    for action in (*button.mode_actions.values(), button.strict_action):
        assert action.toolTip() != action.text()
    assert button.menu().toolTipsVisible()


@pytest.mark.parametrize("mode", [Speculation.OFF, Speculation.LOOKUP, Speculation.DRAFT])
def test_a_choice_reaches_the_engine_and_is_seen(
    open_window: OpenWindow, ask: Ask, engine: FakeEngine, mode: Speculation
) -> None:
    session = open_window()
    choose(session, mode)
    button_of(session).strict_action.trigger()
    name = button_of(session).mode_actions[mode].text()
    assert button_of(session).text() == f"{name} · Strict"
    assert button_of(session).accessibleName() == f"Speculation: {name} · Strict"
    ask(session, "Hello")
    params = engine.generations()[0].params
    assert (params.speculation, params.is_strict) == (mode, True)


def test_each_conversation_remembers_its_own_and_a_new_one_begins_as_usual(
    open_window: OpenWindow, ask: Ask, data_dir: Path
) -> None:
    session = open_window()
    choose(session, Speculation.LOOKUP)
    ask(session, "One")
    first = session.controller.state.conversation_id
    button_of(session).strict_action.trigger()
    session.window.new_conversation()
    assert button_of(session).text() == ""
    ask(session, "Two")
    second = session.controller.state.conversation_id
    assert (first, second) == (1, 2)
    session.controller.open_conversation(first)
    assert button_of(session).text() == "Lookup only · Strict"
    kept = {one.id: (one.speculation, one.is_strict) for one in store_of(session).conversations()}
    assert kept == {first: (Speculation.LOOKUP, True), second: (Speculation.AUTO, False)}
    session.close()
    again = open_window()
    assert again.controller.state.conversation_id == first
    assert button_of(again).text() == "Lookup only · Strict"


def test_a_question_that_waits_keeps_the_choice_of_its_conversation(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, tmp_path: Path
) -> None:
    slow = [LoadProgress(fraction=0.1), Wait(gate="go"), *loads()]
    engine = FakeEngine(tmp_path / "slow", loads=[loads(), slow])
    session = open_window(engine)
    ask(session, "An older one")
    older = session.controller.state.conversation_id
    session.controller.choose_model(session.list_models()[1])
    qtbot.waitUntil(lambda: isinstance(session.controller.state.engine, Loading))
    session.window.new_conversation()
    choose(session, Speculation.OFF)
    session.window.composer.set_text("A new one")
    session.window.composer.submit()
    session.controller.open_conversation(older)
    assert session.controller.state.speculation == SpeculationChoice()
    engine.release("go")
    qtbot.waitUntil(lambda: len(engine.generations()) == 2 and not session.controller.state.is_busy)
    assert engine.generations()[1].params.speculation is Speculation.OFF
    newest = max(store_of(session).conversations(), key=lambda one: one.id)
    assert newest.speculation is Speculation.OFF


def test_a_change_by_another_process_is_shown(open_window: OpenWindow, ask: Ask, qtbot: QtBot, data_dir: Path) -> None:
    session = open_window()
    ask(session, "Hello")
    with open_store(data_dir) as other:
        other.set_speculation(1, Speculation.OFF, is_strict=False)
        qtbot.waitUntil(lambda: button_of(session).text() == "Off")


def test_a_choice_that_cannot_be_stored_is_told_and_still_holds_here(
    open_window: OpenWindow, ask: Ask, engine: FakeEngine
) -> None:
    session = open_window()
    ask(session, "Hello")
    with store_of(session)._db.write() as sql:
        sql.execute("DELETE FROM conversations")
    choose(session, Speculation.OFF)
    assert session.window.notice_bar.isVisible()
    assert button_of(session).text() == "Off"


def test_the_menu_opens_by_keyboard(open_window: OpenWindow, qtbot: QtBot) -> None:
    session = open_window()
    window = session.window
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    seen: list[str] = []

    def take_off() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        seen.append("open")
        for _ in range(4):  # Auto, Lookup only, Draft model only, Off
            qtbot.keyClick(menu, Qt.Key.Key_Down)
        qtbot.keyClick(menu, Qt.Key.Key_Return)

    QTimer.singleShot(0, take_off)
    qtbot.keyClick(window.composer.field, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert seen == ["open"]
    assert session.controller.state.speculation.mode is Speculation.OFF
    assert button_of(session).focusPolicy() & Qt.FocusPolicy.TabFocus


def test_an_answer_tells_what_was_drafted_for_free(open_window: OpenWindow, ask: Ask, tmp_path: Path) -> None:
    session = open_window(FakeEngine(tmp_path / "drafts", answers=[says("Yes.", stats=DRAFTED)]))
    ask(session, "Hello")
    item = last_item(session)
    assert item.footer.endswith("first after 24 ms · 212 drafted for free")
    assert item.detail == (
        "212 of 498 tokens were drafted for free.\nlookup: 180 right of 200 drafted\n"
        "draft model: 32 right of 40 drafted\nSaved 4.1 s."
    )
    session.window.transcript.flush()
    QApplication.processEvents()
    footers = [end.footer for end in session.window.findChildren(MessageEnd) if end.footer.text() == item.footer]
    assert [(footer.toolTip(), footer.accessibleDescription()) for footer in footers] == [(item.detail, item.detail)]
    conversation_id = session.controller.state.conversation_id
    session.controller.open_conversation(conversation_id)  # as it is read from the store
    assert last_item(session) == item


@pytest.mark.parametrize("why", list(SpeculationOff))
def test_an_answer_tells_why_nothing_was_drafted_only_to_who_asks(why: SpeculationOff) -> None:
    stats = replace(STATS, speculation_off=why)
    assert footer_of(stats) == footer_of(STATS)
    detail = drafting_detail(stats)
    assert detail.startswith("Nothing was drafted: ")
    assert detail.endswith(".")


def test_what_is_not_known_is_not_told() -> None:
    assert drafting_detail(STATS) == drafting_detail(GenerationStats()) == ""


def test_drafts_that_cost_more_than_they_saved_say_so() -> None:
    assert drafting_detail(replace(DRAFTED, saved_ms=0.0, lost_ms=120.0)).endswith("Cost 120 ms.")


def test_a_drafters_name_stays_a_short_line() -> None:
    name = "a\nb" + "c" * 500
    detail = drafting_detail(replace(DRAFTED, drafters=(replace(DRAFTED.drafters[0], name=name),)))
    assert len(detail.splitlines()) == 3
    assert max(map(len, detail.splitlines())) < 80
