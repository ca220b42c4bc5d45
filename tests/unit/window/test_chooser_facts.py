"""The menu of models says of each whether it fits: from a plan that a child makes while the menu is open."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import tiny_models
from inglenook_desktop.app import Session
from inglenook_desktop.chooser_facts import FRESH_S, ChooserFacts
from inglenook_desktop.load_settings import LoadSettings
from inglenook_desktop.views.model_bar import _FACTS
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot
from windows import SECOND_MODEL, OpenWindow

MakeFacts = Callable[..., ChooserFacts]
COUNTS = "import pathlib, sys; path = pathlib.Path(sys.argv[1]); path.write_text(path.read_text() + '.'); print('{}')"


class Clock:
    now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def make_facts() -> Iterator[MakeFacts]:
    made = []

    def make(session: Session, command: Callable[[str], list[str]], clock: Clock) -> ChooserFacts:
        facts = ChooserFacts(session.controller.loading, plan_command=command, environ=os.environ, clock=clock)
        made.append(facts)
        return facts

    yield make
    for facts in made:
        facts.shut_down()


def entry(session: Session, name: str) -> QAction:
    (action,) = (one for one in session.window.model_bar.menu.actions() if one.text().startswith(name))
    return action


def test_the_menu_is_no_wider_than_the_window_and_keeps_both_ends_of_long_names(
    open_window: OpenWindow, data_dir: Path
) -> None:
    names = ("Meta-Llama-3.1-8B-Instruct-abliterated-with-a-very-long-name-Q4_K_M", "Another-" * 9 + "Q8_0")
    for name in names:
        (data_dir / "models" / f"{name}.gguf").write_bytes(b"a stand-in")
    window = open_window().window
    bar = window.model_bar
    window.resize(640, 500)
    bar.fill_menu()
    for menu in (bar.menu, bar.beside_menu):
        assert menu.sizeHint().width() <= window.width()
        shown = [one.text().partition("\t")[0] for one in menu.actions() if one.data() is not None]
        assert any(one.startswith("Meta-Llama") and one.endswith("Q4_K_M") and "…" in one for one in shown)
    window.resize(1500, 500)
    bar.fill_menu()
    assert any(one.text().startswith(names[0]) for one in bar.menu.actions())


def test_the_longest_facts_are_shown_whole_where_there_is_room(open_window: OpenWindow) -> None:
    """Whether it fits stands at their end. Letters are parts of pixels wide, and a whole number may be just too few."""
    session = open_window()
    bar = session.window.model_bar
    bar.fill_menu()
    action = entry(session, SECOND_MODEL)
    for n in range(20):
        facts = f"Q4_K_M · {'1' * n} MB · Fits in memory"
        action.setProperty(_FACTS, facts)
        bar._fit_menu(bar.menu)
        assert action.text().endswith(f"\t{facts}")


def test_the_menu_runs_the_usual_way_though_its_button_has_the_arrow_at_the_end(open_window: OpenWindow) -> None:
    bar, directions = open_window().window.model_bar, []

    def look() -> None:
        directions.append(bar.menu.layoutDirection())
        bar.menu.close()

    bar.menu.aboutToShow.connect(lambda: QTimer.singleShot(0, look))
    bar.open_menu()  # until it is closed
    assert directions == [Qt.LayoutDirection.LeftToRight]


def test_the_menu_shows_what_is_known_at_once_and_the_rest_when_it_comes(
    open_window: OpenWindow, qtbot: QtBot, data_dir: Path
) -> None:
    path = tiny_models.write_llama(data_dir / "models" / "tiny-model-Q8_0.gguf")
    session = open_window()
    bar = session.window.model_bar
    bar.menu.popup(session.window.pos())
    assert "fits" not in entry(session, "tiny-model").text().casefold()
    qtbot.waitUntil(lambda: "Fits in memory" in entry(session, "tiny-model").text())
    text = entry(session, "tiny-model").text()
    assert text.split("\t")[1].startswith("Q8_0 · ")
    assert "tokens" in text
    assert str(path) in entry(session, "tiny-model").toolTip()
    assert "fits: it takes" in entry(session, "tiny-model").toolTip()
    qtbot.waitUntil(lambda: "cannot be read" in entry(session, SECOND_MODEL).text())
    bar.menu.close()
    bar.fill_menu()
    assert "Fits in memory" in entry(session, "tiny-model").text()


def test_a_plan_is_asked_for_once_until_it_is_old_or_about_something_else(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, make_facts: MakeFacts
) -> None:
    session, clock, count = open_window(), Clock(), tmp_path / "count"
    count.touch()
    facts = make_facts(session, lambda _request: [sys.executable, "-c", COUNTS, str(count)], clock)
    models = session.list_models()

    def asks(n_more: int) -> None:
        before = len(count.read_text())
        told: list[str] = []
        facts.told.connect(told.append)
        facts.ask(models)
        qtbot.waitUntil(lambda: len(told) == n_more)
        facts.told.disconnect(told.append)
        assert len(count.read_text()) == before + n_more

    asks(2)
    asks(0)
    assert facts.plan_of(models[0]) is None
    assert "no plan" in facts.error_of(models[0])
    clock.now_s += FRESH_S + 1
    asks(2)
    session.controller.loading.settings.remember(models[1].path, LoadSettings(n_ctx=1024))
    assert facts.error_of(models[1]) == ""
    asks(1)
    assert facts.error_of(replace(models[1], size_bytes=7)) == ""


def test_a_menu_that_is_closed_asks_no_more(open_window: OpenWindow, qtbot: QtBot, make_facts: MakeFacts) -> None:
    session = open_window()
    facts = make_facts(session, lambda _request: [sys.executable, "-I", "-c", "print('{}')"], Clock())
    told: list[str] = []
    facts.told.connect(told.append)
    models = session.list_models()
    facts.ask(models)
    facts.stop()
    qtbot.waitUntil(lambda: len(told) == 1)
    assert facts._asked is None
    assert told == [str(models[0].path)]
