from __future__ import annotations

import pytest
from inglenook_desktop.models.transcript import Speaker, TranscriptItem, TranscriptModel
from pytestqt.qtbot import QtBot


def item(key: int, text: str = "", *, is_streaming: bool = False) -> TranscriptItem:
    return TranscriptItem(key=key, speaker=Speaker.MODEL, text=text, is_streaming=is_streaming)


def test_appended_text_is_in_the_item(qtbot: QtBot) -> None:
    model = TranscriptModel()
    row = model.append(item(7, "a", is_streaming=True))
    heard: list[tuple[int, str]] = []
    model.appended_text.connect(lambda row, text: heard.append((row, text)))
    model.append_text(row, "b")
    model.append_text(row, "")
    model.append_text(row, "c")
    assert model.item(row).text == "abc"
    assert heard == [(0, "b"), (0, "c")]


def test_a_replaced_item_forgets_text_that_was_still_waiting(qtbot: QtBot) -> None:
    model = TranscriptModel()
    model.append(item(1, "a"))
    model.append_text(0, "b")
    model.replace(0, item(2, "new"))
    assert model.item(0).text == "new"
    assert (model.row_of(1), model.row_of(2)) == (None, 0)


def test_new_items_replace_all(qtbot: QtBot) -> None:
    model = TranscriptModel()
    model.append(item(1))
    model.append_text(0, "b")
    with qtbot.waitSignal(model.reset):
        model.set_items([item(3, "x"), item(4, "y")])
    assert [model.item(row).text for row in range(len(model))] == ["x", "y"]
    assert model.row_of(4) == 1


def test_an_empty_model_is_still_a_model(qtbot: QtBot) -> None:
    assert TranscriptModel()


def test_a_row_that_does_not_exist_is_named(qtbot: QtBot) -> None:
    model = TranscriptModel()
    for call in (lambda: model.item(0), lambda: model.append_text(0, "x"), lambda: model.replace(-1, item(1))):
        with pytest.raises(IndexError, match="0 messages"):
            call()
