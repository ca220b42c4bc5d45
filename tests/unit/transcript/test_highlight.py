from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import pytest
from inglenook_desktop.theme import DARK_CONTRAST, LIGHT_CONTRAST, Colors
from inglenook_desktop.theme import palette_of as theme_palette
from inglenook_desktop.views.highlight import (
    PATIENCE_S,
    CodeRole,
    HighlightJob,
    Highlights,
    apply_highlights,
    lexer_for,
)
from inglenook_desktop.views.rich_text import SafeDocument
from inglenook_desktop.views.transcript_colors import TranscriptColors, contrast
from PySide6.QtGui import QColor, QPalette
from pytestqt.qtbot import QtBot


def lexed(text: str, language: str) -> Highlights:
    lexer = lexer_for(language)
    assert lexer is not None
    highlights = Highlights()
    assert HighlightJob(text, lexer, highlights).step(60)
    return highlights


def test_roles_lie_where_the_words_are() -> None:
    runs = lexed('\ndef f():  # why\n    return "é\U0001f525", 1\n', "python").runs
    assert (0, 3, CodeRole.KEYWORD) in runs[1]
    assert (10, 5, CodeRole.COMMENT) in runs[1]
    assert (18, 1, CodeRole.NUMBER) in runs[2]  # the fire is two units wide


def ticking(seconds: float) -> Callable[[], float]:
    """A clock on which every look takes `seconds`."""
    count = itertools.count()
    return lambda: next(count) * seconds


def test_a_job_stops_when_its_time_is_over_and_goes_on_later() -> None:
    lexer = lexer_for("python")
    assert lexer is not None
    job = HighlightJob("x = 1\n" * 300, lexer, Highlights())
    clock = ticking(PATIENCE_S / 10_000)
    n_slices = 1
    while not job.step(PATIENCE_S / 500, clock):
        n_slices += 1
    assert n_slices > 50
    assert len(job.highlights.runs) == 300


def test_a_text_that_takes_forever_stays_plain_from_there_on() -> None:
    lexer = lexer_for("python")
    assert lexer is not None
    job = HighlightJob("x = 1\n" * 300, lexer, Highlights())
    while not job.step(PATIENCE_S / 10, ticking(PATIENCE_S / 50)):
        pass
    assert job.highlights.is_done
    assert 0 < len(job.highlights.runs) < 50


def test_what_could_hold_up_a_lexer_is_left_out_and_the_rest_keeps_its_lines() -> None:
    text = "if x:" + "\n \t" * 5_000 + "\n" + "y" * 5_000 + "\n" + " " * 5_000 + "z\nreturn"
    runs = lexed(text, "python").runs
    assert runs == {0: [(0, 2, CodeRole.KEYWORD)], 5_003: [(0, 6, CodeRole.KEYWORD)]}


@pytest.mark.parametrize("language", ["", "no-such-language", "text", "../python", "python\x00", "brainfuck"])
def test_an_unknown_language_is_shown_plainly(language: str) -> None:
    assert lexer_for(language) is None


@pytest.mark.parametrize("language", ["Python", "c++", "C#", "sh", "jsonc", "ts", "html", "{.python}"])
def test_names_that_models_write_are_understood(language: str) -> None:
    assert lexer_for(language) is not None


def test_code_is_coloured_once_it_is_closed(stage: Any, qtbot: QtBot) -> None:
    row = stage.say("", is_streaming=True)
    stage.model.append_text(row, "```python\nimport os\n")
    stage.view.flush()
    assert stage.view._widgets.n_waiting_highlights == 0
    stage.model.append_text(row, "```\n")
    stage.view.flush()
    qtbot.waitUntil(lambda: bool(stage.texts()[0]._document.begin().layout().formats()))
    colors = {form.format.foreground().color().name() for form in stage.texts()[0]._document.begin().layout().formats()}
    assert CodeRole.KEYWORD.value[0] in colors


def test_code_that_was_scrolled_past_is_not_coloured(stage: Any, qtbot: QtBot) -> None:
    for _ in range(40):
        stage.say("```python\n" + "x = 1\n" * 30 + "```")
    bar = stage.view.verticalScrollBar()
    for place in range(40):
        bar.setValue(bar.maximum() * place // 40)
    n_asked = stage.view._widgets.n_waiting_highlights
    qtbot.waitUntil(lambda: stage.view._widgets.n_waiting_highlights == 0)
    coloured = [
        piece
        for layout in stage.view._rows.values()
        for piece in layout.pieces
        if piece.highlights is not None and piece.highlights.is_done
    ]
    assert n_asked > 20
    assert len(coloured) < 6


def test_colours_fit_the_lines_of_the_document(qapp: object, palette_of: Callable[[str], QPalette]) -> None:
    document = SafeDocument()
    document.setPlainText("a\nimport b\n")
    highlights = Highlights(runs={1: [(0, 6, CodeRole.KEYWORD)]}, is_done=True)
    apply_highlights(document, highlights, TranscriptColors.from_palette(palette_of("dark")))
    assert document.begin().layout().formats() == []
    (run,) = document.begin().next().layout().formats()
    assert (run.start, run.length) == (0, 6)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_colour_can_be_read(qapp: object, palette_of: Callable[[str], QPalette], theme: str) -> None:
    colors = TranscriptColors.from_palette(palette_of(theme))
    for role in CodeRole:
        assert contrast(QColor(role.value[1 if colors.is_dark else 0]), colors.code_panel) >= 4.5, role


@pytest.mark.parametrize("theme", [LIGHT_CONTRAST, DARK_CONTRAST], ids=["light", "dark"])
def test_with_high_contrast_everything_in_the_transcript_stands_out(qapp: object, theme: Colors) -> None:
    palette = theme_palette(theme)
    palette.setColor(QPalette.ColorRole.Base, QColor(theme.window))  # as the window gives it to the transcript
    colors = TranscriptColors.from_palette(palette)
    for role in CodeRole:
        assert contrast(colors.of_code(*role.value), colors.code_panel) >= 7, role
    for ground in (colors.background, colors.person_panel, colors.code_panel, colors.code_header, colors.inline_code):
        assert contrast(colors.text, ground) >= 7
    for ground in (colors.background, colors.code_header, colors.notice_panel):
        assert contrast(colors.quiet, ground) >= 7
    assert contrast(colors.link, colors.background) >= 7
    assert contrast(colors.error, colors.error_panel) >= 7
    assert contrast(colors.rule, colors.background) >= 4.5
    for color in (colors.text, colors.quiet, colors.link, colors.error):
        assert contrast(color, colors.background) >= 4.5
    assert contrast(colors.text, colors.person_panel) >= 7
    assert contrast(colors.error, colors.error_panel) >= 4.5
    assert contrast(colors.quiet, colors.code_header) >= 4
    assert contrast(colors.text, colors.inline_code) >= 7


def test_colours_stay_readable_on_any_palette(qapp: object) -> None:
    for name in ("#000000", "#ffffff", "#777777", "#ffff00", "#0000ff"):
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Base, QColor(name))
        palette.setColor(QPalette.ColorRole.Link, QColor(name))
        colors = TranscriptColors.from_palette(palette)
        assert contrast(colors.link, colors.background) >= 4.4
        assert contrast(colors.quiet, colors.background) >= 4.4
