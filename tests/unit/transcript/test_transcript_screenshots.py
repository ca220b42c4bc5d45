"""Pictures of a rich conversation, light and dark, into $INGLENOOK_SCREENSHOTS when it is set, with a few checks."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from inglenook_desktop.formula_drawing import FormulaDrawing
from inglenook_desktop.frames import engine_environment
from inglenook_desktop.models.transcript import Speaker, TranscriptItem
from inglenook_desktop.views.link_dialog import LinkDialog
from PySide6.QtGui import QImage, QPalette
from pytestqt.qtbot import QtBot

ANSWER = Path(__file__).with_name("rich_answer.md")
READING = Path(__file__).with_name("reading.md")


def conversation() -> list[TranscriptItem]:
    question = (
        "How do I read a CSV file in Python, and what is fastest?\n\n```python\nimport csv\nprint(csv.reader)\n```\n"
        "That is what I have <b>so far</b>."
    )
    return [
        TranscriptItem(key=1, speaker=Speaker.SYSTEM, text="Answer briefly and precisely."),
        TranscriptItem(key=2, speaker=Speaker.PERSON, text=question),
        TranscriptItem(
            key=3,
            speaker=Speaker.MODEL,
            text=ANSWER.read_text(encoding="utf-8"),
            footer="first token 0.21 s · 32.4 tokens/s · 412 prompt (380 cached) · 298 tokens",
        ),
        TranscriptItem(key=4, speaker=Speaker.PERSON, text="Thanks."),
        TranscriptItem(
            key=5,
            speaker=Speaker.MODEL,
            text="You are wel",
            is_error=True,
            can_retry=True,
            footer="first token 0.19 s",
            notice="The engine stopped while it answered, probably because memory ran out. Choose a smaller model.",
        ),
        TranscriptItem(
            key=6, speaker=Speaker.MODEL, text="A second try, which you", notice="Stopped.", footer="12 tokens"
        ),
        TranscriptItem(key=7, speaker=Speaker.MODEL, text="", is_streaming=True),
    ]


def save(image: QImage, name: str) -> None:
    if folder := os.environ.get("INGLENOOK_SCREENSHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        assert image.save(str(Path(folder) / f"transcript-{name}.png"))


def n_colors(image: QImage) -> int:
    return len({image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)})


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_pictures_of_a_rich_conversation(
    stage: Any, qtbot: QtBot, palette_of: Callable[[str], QPalette], readable_font: None, theme: str
) -> None:
    view = stage.view
    view.setPalette(palette_of(theme))
    stage.model.set_items(conversation())
    bar = view.verticalScrollBar()
    for number, value in enumerate((0, 520, 1_060, bar.maximum())):
        bar.setValue(value)
        qtbot.waitUntil(lambda: view._widgets.n_waiting_highlights == 0)
        image = view.grab().toImage()
        save(image, f"{theme}-{number + 1}")
        assert n_colors(image) > 10
        assert image.pixelColor(3, 350) == view._style.colors.background
    view.scroll_to_row(2)
    stage.model.append_text(6, "New words.")
    view.flush()
    assert view.latest_button.isVisible()
    save(view.grab().toImage(), f"{theme}-new-text")
    view.resize(420, 700)
    view.scroll_to_row(2)
    save(view.grab().toImage(), f"{theme}-narrow-1")
    bar.setValue(bar.value() + 660)
    save(view.grab().toImage(), f"{theme}-narrow-2")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_picture_of_everything_that_markdown_has(
    stage: Any, qtbot: QtBot, palette_of: Callable[[str], QPalette], readable_font: None, theme: str
) -> None:
    """The light one is docs/images/reading.png."""
    view = stage.view
    drawing = FormulaDrawing(engine_environment(os.environ), view)
    view.use_formulas(drawing)
    view.resize(860, 860)
    view.setPalette(palette_of(theme))
    question = TranscriptItem(key=1, speaker=Speaker.PERSON, text="Show me what you can.")
    answer = TranscriptItem(key=2, speaker=Speaker.MODEL, text=READING.read_text(encoding="utf-8"))
    stage.model.set_items([question, answer])
    view.scroll_to_row(0)
    qtbot.waitUntil(lambda: not drawing.is_at_work and view._widgets.n_waiting_highlights == 0, timeout=30_000)
    view.scroll_to_row(0)
    drawn = sum("\ufffc" in text.toPlainText() for text in stage.texts())
    assert drawn == 4
    save(view.grab().toImage(), f"reading-{theme}")
    drawing.shut_down(5_000)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_picture_of_the_question_before_a_link(
    qtbot: QtBot, palette_of: Callable[[str], QPalette], readable_font: None, theme: str
) -> None:
    dialog = LinkDialog("https://docs.python.org/3/library/csv.html?highlight=reader#csv.DictReader")
    qtbot.addWidget(dialog)
    dialog.setPalette(palette_of(theme))
    dialog.show()
    save(dialog.grab().toImage(), f"link-{theme}")
    assert dialog.open_button is not None
