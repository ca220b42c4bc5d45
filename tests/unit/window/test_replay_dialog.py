"""An answer once more, in the window: watched, compared, stopped, refused; and how it looks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from fakes_engine import STATS, FakeEngine, Step, Wait, chunk, prefill, says
from inglenook_desktop.app import Session
from inglenook_desktop.message_wishes import Continue
from inglenook_desktop.views.replay_dialog import ReplayDialog
from inglenook_engine.protocol import Generate
from inglenook_engine.types import FinishReason
from pytestqt.qtbot import QtBot
from windows import SECOND_MODEL, OpenWindow, last_item, store_of

Ask = Callable[[Session, str], None]
OTHER = says("Yes, ", "no", ".", stats=replace(STATS, cached_tokens=0, prompt_sha256="ab"))
FIRST = says("Yes, ", "indeed", ".")


def replayed(session: Session) -> ReplayDialog:
    """The dialog, once the replay is begun."""
    session.window.commands["answer.replay"].action.trigger()
    (dialog,) = session.window.findChildren(ReplayDialog)
    return dialog


def test_the_same_answer_is_identical_and_the_conversation_stays(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, tmp_path: Path
) -> None:
    engine = FakeEngine(tmp_path / "same", answers=[FIRST, FIRST])
    session = open_window(engine)
    ask(session, "Well?")
    before = [session.transcript.item(row) for row in range(2)]
    dialog = replayed(session)
    qtbot.waitUntil(lambda: "Identical" in dialog.sentence.text())
    assert dialog.sentence.text() == "Identical: all 3 tokens came again."
    assert dialog.progress.isHidden()
    first, again = (one for one in engine.received() if isinstance(one, Generate))
    assert (again.messages, again.params) == (first.messages, first.params)
    assert [session.transcript.item(row) for row in range(2)] == before
    assert len(store_of(session).thread(session.controller.state.conversation_id or 0)) == 2


def test_another_answer_is_told_from_its_first_token_with_what_could_be_why(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, tmp_path: Path
) -> None:
    others: list[Step] = [prefill(), chunk("Yes, ", 0), chunk("no", 9), chunk(".", 2), OTHER[-1]]
    session = open_window(FakeEngine(tmp_path / "other", answers=[FIRST, others]))
    ask(session, "Well?")
    dialog = replayed(session)
    qtbot.waitUntil(lambda: "Different" in dialog.sentence.text())
    assert dialog.sentence.text() == "Different from token 2 of 3 on."
    assert "then: “indeed.”\nnow: “no.”" in dialog.parted.text()
    assert "31 tokens were in the cache then, 0 now" in dialog.causes.text()


def test_closing_the_dialog_stops_it(open_window: OpenWindow, ask: Ask, qtbot: QtBot, tmp_path: Path) -> None:
    waiting: list[Step] = [prefill(), chunk("Yes, "), Wait(gate="never"), says(reason=FinishReason.CANCELLED)[-1]]
    session = open_window(FakeEngine(tmp_path / "slow", answers=[FIRST, waiting, FIRST]))
    ask(session, "Well?")
    dialog = replayed(session)
    qtbot.waitUntil(lambda: "1 of 3" in dialog.sentence.text())
    dialog.reject()
    ask(session, "And now?")  # the engine is free again
    assert last_item(session).text == "Yes, indeed."


def test_what_is_in_the_way_is_said(open_window: OpenWindow, ask: Ask, qtbot: QtBot) -> None:
    session = open_window()
    session.window.commands["answer.replay"].action.trigger()  # there is no answer yet
    assert session.window.findChildren(ReplayDialog) == []
    ask(session, "Well?")
    store = store_of(session)
    with store._db.write() as sql:
        sql.execute("UPDATE messages SET tokens = NULL")
    assert "not known any more" in replayed(session).sentence.text()


@pytest.mark.parametrize("is_private", [False, True])
def test_private_conversations_are_replayed_in_their_own_store(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, tmp_path: Path, is_private: bool
) -> None:
    session = open_window(FakeEngine(tmp_path / "private", answers=[FIRST, FIRST]), model=SECOND_MODEL)
    if is_private:
        session.controller.open_private()
    ask(session, "Well?")
    dialog = replayed(session)
    qtbot.waitUntil(lambda: "Identical" in dialog.sentence.text())
    with store_of(session)._db.read() as sql:
        (n_kept,) = sql.execute("SELECT count(*) FROM runs WHERE action = 'replay'").fetchone()
    assert n_kept == (0 if is_private else 1)


def test_an_answer_that_went_on_is_replayed_to_its_end(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, tmp_path: Path
) -> None:
    end: list[Step] = [prefill(), chunk(" Really.", 7), says(stats=replace(STATS, output_tokens=1))[-1]]
    engine = FakeEngine(tmp_path / "more", answers=[FIRST, end, FIRST, end, FIRST])
    session = open_window(engine)
    ask(session, "Well?")
    session.window.transcript.wished.emit(Continue(message_id=last_item(session).key))
    qtbot.waitUntil(lambda: last_item(session).text == "Yes, indeed. Really." and not last_item(session).is_streaming)
    dialog = replayed(session)
    qtbot.waitUntil(lambda: "Identical" in dialog.sentence.text())
    assert dialog.sentence.text() == "Identical: all 4 tokens came again."
    _, went_on, _, again = (one for one in engine.received() if isinstance(one, Generate))
    assert again.messages == went_on.messages
    with store_of(session)._db.write() as sql:
        sql.execute("UPDATE runs SET output_tokens = NULL WHERE action = 'continue'")  # as one that was cut off
    dialog.reject()
    qtbot.waitUntil(lambda: not session.window.findChildren(ReplayDialog))
    dialog = replayed(session)
    qtbot.waitUntil(lambda: "The rest of it was not compared (tokens: 1)" in dialog.sentence.text())
    assert dialog.sentence.text().startswith("Identical: all 3 tokens came again.")
