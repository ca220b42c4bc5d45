"""A conversation is found again where it was left: to the pixel, over switches, starts and another width."""

from __future__ import annotations

from pathlib import Path

import pytest
from fakes_engine import MODEL, STATS
from inglenook_desktop.app import Session
from inglenook_desktop.reading_places import MAX_PLACES, ReadingPlace, ReadingPlaces
from inglenook_desktop.store import open_store
from inglenook_desktop.views import place_keeping
from inglenook_engine.types import FinishReason, GenerateParams
from pytestqt.qtbot import QtBot
from windows import OpenWindow

PARAGRAPHS = "\n\n".join(
    f"Paragraph {number}: " + "words and more words " * (number % 7 * 6 + 3) for number in range(40)
)


def _write(data_dir: Path, n_turns: int = 12) -> tuple[int, int]:
    """A long conversation and a short one."""
    data_dir.mkdir(exist_ok=True)
    numbers: list[int] = []
    with open_store(data_dir) as store:
        for n in (n_turns, 1):
            conversation_id: int | None = None
            for turn_number in range(n):
                turn = store.begin_turn(
                    conversation_id=conversation_id,
                    text=f"Question {turn_number}",
                    model=MODEL,
                    params=GenerateParams(),
                )
                conversation_id = turn.conversation_id
                store.finish_turn(turn, text=PARAGRAPHS, tokens=[1], reason=FinishReason.STOP, stats=STATS)
            assert conversation_id is not None
            numbers.append(conversation_id)
    return numbers[0], numbers[1]


def _seen(session: Session) -> ReadingPlace:
    place = session.window.transcript.reading_place()
    assert place is not None
    return place


def _go_to_the_middle(session: Session) -> ReadingPlace:
    """Within a part that begins above the edge, so that pixels matter."""
    bar = session.window.transcript.verticalScrollBar()
    for value in range(bar.maximum() // 2, bar.maximum()):
        bar.setValue(value)
        if _seen(session).top_px < -20 and _seen(session).height_px > 60:
            break
    return _seen(session)


def test_a_switch_and_back_moves_nothing(open_window: OpenWindow, data_dir: Path) -> None:
    long, short = _write(data_dir)
    session = open_window()
    session.controller.open_conversation(long)
    assert session.window.transcript.is_at_bottom()
    place = _go_to_the_middle(session)
    assert place.top_px < -20
    session.controller.open_conversation(short)
    assert session.window.transcript.is_at_bottom()
    session.controller.open_conversation(long)
    assert _seen(session) == place
    session.window.transcript.scroll_to_bottom()
    session.controller.new_conversation()
    session.controller.open_conversation(long)
    assert session.window.transcript.is_at_bottom()


def test_a_start_shows_the_same_lines_and_another_width_the_same_share(
    open_window: OpenWindow, data_dir: Path, qtbot: QtBot
) -> None:
    long, _ = _write(data_dir)
    first = open_window(is_ready=False)
    first.window.resize(780, 560)  # as large as the screen of these tests allows
    qtbot.waitUntil(lambda: first.controller.desk.store is not None)
    first.controller.open_conversation(long)
    place = _go_to_the_middle(first)
    first.close()

    second = open_window(is_ready=False)
    qtbot.waitUntil(lambda: len(second.transcript) > 0)
    assert _seen(second) == place
    second.close()

    third = open_window(is_ready=False)
    third.window.resize(640, 560)  # the sidebar stays beside it
    qtbot.waitUntil(lambda: len(third.transcript) > 0)
    narrow = _seen(third)
    assert (narrow.message_id, narrow.part) == (place.message_id, place.part)
    assert narrow.height_px > place.height_px
    assert abs(narrow.top_px / narrow.height_px - place.top_px / place.height_px) < 0.02


def test_it_is_on_the_disk_soon_after_scrolling(
    open_window: OpenWindow, data_dir: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place_keeping, "WRITE_MS", 10)
    long, _ = _write(data_dir)
    session = open_window(is_ready=False)
    qtbot.waitUntil(lambda: session.controller.desk.store is not None)
    session.controller.open_conversation(long)
    place = _go_to_the_middle(session)
    qtbot.waitUntil(lambda: ReadingPlaces(data_dir).get(long) == place)


def test_a_private_conversation_leaves_no_place_on_the_disk(tmp_path: Path) -> None:
    places = ReadingPlaces(tmp_path)
    places.put(7, ReadingPlace(message_id=1), is_private=True)
    places.put(8, ReadingPlace(message_id=2))
    places.write()
    assert places.get(7) is not None
    assert ReadingPlaces(tmp_path).get(7) is None
    assert ReadingPlaces(tmp_path).get(8) == ReadingPlace(message_id=2)


def test_the_oldest_places_are_forgotten_and_a_damaged_file_is_no_reason_not_to_start(tmp_path: Path) -> None:
    places = ReadingPlaces(tmp_path)
    for number in range(MAX_PLACES + 10):
        places.put(number, ReadingPlace(message_id=number))
    places.put(0, ReadingPlace(message_id=99))
    places.write()
    again = ReadingPlaces(tmp_path)
    assert again.get(0) == ReadingPlace(message_id=99)
    assert again.get(5) is None
    assert again.get(MAX_PLACES) is not None
    (tmp_path / "places.json").write_text("{", encoding="utf-8")
    assert ReadingPlaces(tmp_path).get(0) is None
    assert (tmp_path / "places.json.damaged").exists()
