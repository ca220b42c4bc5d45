"""Pictures of branches, editing and a private conversation, into $INGLENOOK_SCREENSHOTS when that is set.

What a picture must show is checked on its pixels, so that the test fails when a state is not drawn.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from fakes_engine import FakeEngine, Wait, chunk, prefill, says
from inglenook_desktop.app import Session
from inglenook_desktop.state import Idle, Writing
from inglenook_desktop.views.message_editor import MessageEditor
from inglenook_desktop.views.message_end import MessageEnd
from pictures import SCHEMES, colors_in, keep, picture
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from windows import OpenWindow, last_item

Ask = Callable[[Session, str], None]
FIRST = "An inglenook is the recess beside a large open fireplace, where people sit to keep warm."
SECOND = (
    "Where a hearth is wide enough to sit inside it, the seats beside the fire are the inglenook.\n\n"
    "- The word comes from the Scots *ingle*, a fire, and *nook*.\n"
    "- Older houses have a beam across the opening, and a bench on either side.\n"
)


def end_of(session: Session, row: int) -> MessageEnd:
    view = session.window.transcript
    widget = view._widgets.widget(view._row(row).end)
    assert isinstance(widget, MessageEnd)
    return widget


@pytest.fixture
def storyteller(tmp_path: Path) -> FakeEngine:
    cut = [prefill(), chunk("Seats inside the hearth itself, with"), Wait(gate="never")]
    return FakeEngine(tmp_path / "stories", answers=[says(FIRST), says(SECOND), cut])


@pytest.mark.parametrize("scheme", SCHEMES, ids=["light", "dark"])
def test_pictures_of_versions(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, storyteller: FakeEngine, scheme: Qt.ColorScheme
) -> None:
    session = open_window(storyteller, scheme=scheme)
    ask(session, "What is an inglenook?")
    end_of(session, 1).regenerate.click()
    qtbot.waitUntil(lambda: isinstance(session.controller.state.answer, Idle) and last_item(session).text == SECOND)
    session.window.transcript._widgets.set_near_row(1)
    image = picture(session, qtbot, "versions")
    for button in (end_of(session, 1).regenerate, end_of(session, 1).siblings.before):
        assert len(colors_in(image, session, button)) > 2  # not its ground alone
    view = session.window.transcript
    end_of(session, 0).edit.click()
    image = picture(session, qtbot, "edit-question")
    editor = view._widgets.widget(view._row(0).end)
    assert isinstance(editor, MessageEditor)
    assert len(colors_in(image, session, editor.save)) > 2
    session.window.transcript.end_edit(session.transcript.item(0).key)
    end_of(session, 1).edit.click()
    picture(session, qtbot, "edit-answer")
    session.window.transcript.end_edit(session.transcript.item(1).key)
    end_of(session, 1).regenerate.click()
    qtbot.waitUntil(lambda: isinstance(session.controller.state.answer, Writing))
    session.controller.stop()
    qtbot.waitUntil(lambda: isinstance(session.controller.state.answer, Idle))
    picture(session, qtbot, "stopped")
    menu = session.window.transcript.acts.menu_of(last_item(session))
    keep(menu.grab().toImage(), session, "message-menu")


@pytest.mark.parametrize("scheme", SCHEMES, ids=["light", "dark"])
def test_pictures_of_a_private_conversation(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, scheme: Qt.ColorScheme
) -> None:
    session = open_window(scheme=scheme)
    ask(session, "Something that may be kept")
    session.controller.new_conversation()
    picture(session, qtbot, "new-page")
    session.controller.open_private()
    image = picture(session, qtbot, "private-empty")
    assert len(colors_in(image, session, session.window.private_bar)) > 2
    ask(session, "Something that is nobody's business")
    picture(session, qtbot, "private")
    session.controller.new_conversation()
    picture(session, qtbot, "private-elsewhere")
