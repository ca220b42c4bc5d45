"""The window in the languages that are complete: every label, button and chooser has room for its words, and what the
engine and the system say is told in them."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import every_window
import pytest
from every_window import (
    ROOMS,
    beside,
    chat,
    loading,
    palette,
    private,
    settings,
    shortcuts,
    statistics,
    template_popup,
    visit,
)
from gallery_chat import QUESTION
from gallery_stage import Stage
from inglenook_desktop import translating
from inglenook_desktop.store.errors import StoreProblem, sentence
from inglenook_desktop.system_errors import REASONS
from inglenook_desktop.translating import install_language, refusal_of, said
from inglenook_desktop.views.fonts import use_font
from inglenook_desktop.views.palette import _EntryDelegate
from inglenook_desktop.views.shortcuts_dialog import ShortcutsDialog
from inglenook_native import SamplerConfig
from languages import NATIVE, compile_one, native_texts, ts_of
from pictures import keep
from PySide6.QtCore import QLocale, QRect
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QApplication, QLineEdit
from visible_texts import beyond, clipped, doubled_letters

ROOT = Path(__file__).parents[3]
Spans = tuple[tuple[int, int], ...]
LOOKED_AT = ("de", "fr")


@pytest.fixture(params=LOOKED_AT)
def language(
    qapp: QApplication, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """The program in it, from its committed texts."""
    name: str = request.param
    compile_one(Path(shutil.copy(ts_of(name), tmp_path)), tmp_path / f"inglenook_{name}.qm")
    monkeypatch.setattr(translating, "FOLDER", tmp_path)
    before = QLocale()
    for cached in (translating._patterns, translating._said):
        cached.cache_clear()
    assert install_language(qapp, name, system=QLocale.c()) == name
    yield name
    translating.remove_language(qapp)
    use_font(qapp)
    QLocale.setDefault(before)
    for cached in (translating._patterns, translating._said):
        cached.cache_clear()


def test_there_is_room_for_every_word(language: str, stage: Stage) -> None:
    cut = []
    for seen in visit(stage):
        keep(seen.widget.grab().toImage(), stage.session, f"{language}-{seen.name}")
        cut += [f"{seen.name}: {one}" for one in clipped(seen.widget) + beyond(seen.widget)]
        cut += [f"{seen.name}: {one}" for one in doubled_letters(seen.widget)]
    assert not cut, "cut off, or twice:\n" + "\n".join(cut)


@pytest.mark.parametrize("language", ["de"], indirect=True)
@pytest.mark.parametrize("density", ["compact", "roomy"])
def test_there_is_room_for_every_word_however_dense_the_window_is(language: str, stage: Stage, density: str) -> None:
    stage.session.preferences.change("appearance", "density", density)
    cut = []
    for seen in visit(stage):
        keep(seen.widget.grab().toImage(), stage.session, f"{language}-{density}-{seen.name}")
        cut += [f"{seen.name}: {one}" for one in clipped(seen.widget) + beyond(seen.widget)]
    assert not cut, "cut off:\n" + "\n".join(cut)


LOW_SCREEN_PX = 480
"""Of a window, on a screen of 1920 x 1080 pixels at 200 %, between a bar of the system and the window's own."""


@pytest.mark.parametrize("language", ["de"], indirect=True)
def test_every_window_fits_on_a_low_screen(language: str, stage: Stage) -> None:
    """What has no room there scrolls; buttons at the bottom would be out of reach else."""
    cut = []
    for seen in visit(stage):
        before = seen.widget.size()
        seen.widget.resize(before.width(), min(before.height(), LOW_SCREEN_PX))
        stage.turn()
        keep(seen.widget.grab().toImage(), stage.session, f"{language}-low-{seen.name}")
        if seen.widget.height() > LOW_SCREEN_PX:
            cut.append(f"{seen.name}: {seen.widget.height()} pixels high")
        cut += [f"{seen.name}: {one}" for one in clipped(seen.widget) + beyond(seen.widget)]
        seen.widget.resize(before)
    assert not cut, "\n".join(cut)


def _letters(stage: Stage, points: int) -> None:
    stage.session.preferences.change("appearance", "font_size_pt", points)
    stage.turn()


IN_THE_MAIN_WINDOW = (chat, palette, template_popup, private, beside)
LOW_AND_NARROW = ((1080, 760), (900, 560), (720, 480))
ELIDES = "CalmChoice"
"""A chooser whose cut words end in an ellipsis."""


@pytest.mark.parametrize("language", ["de"], indirect=True)
def test_every_dialog_has_room_for_large_letters(language: str, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings and the page of statistics have a test of their own."""
    others = (*IN_THE_MAIN_WINDOW, settings, statistics)
    monkeypatch.setattr(every_window, "ROOMS", (chat, *(room for room in ROOMS if room not in others)))
    _letters(stage, 24)
    cut = []
    for seen in visit(stage):
        if seen.widget is stage.session.window:
            continue
        keep(seen.widget.grab().toImage(), stage.session, f"{language}-24-{seen.name}")
        cut += [f"{seen.name}: {one}" for one in clipped(seen.widget) + beyond(seen.widget)]
    assert not cut, "cut off:\n" + "\n".join(cut)


@pytest.mark.parametrize("language", ["de"], indirect=True)
def test_how_a_model_is_loaded_can_be_reached_in_the_largest_letters(language: str, stage: Stage) -> None:
    """Where the screen has no room for it either way."""
    _letters(stage, 32)
    for _ in loading(stage):
        dialog = stage.over()[-1]
        dialog.resize(600, LOW_SCREEN_PX)
        stage.turn()
        keep(dialog.grab().toImage(), stage.session, f"{language}-32-loading")
        assert not beyond(dialog)


def test_the_main_window_has_room_for_large_letters(
    language: str, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a low and narrow one as well: what has no room wraps, scrolls, or ends in an ellipsis."""
    monkeypatch.setattr(every_window, "ROOMS", IN_THE_MAIN_WINDOW)
    window, cut = stage.session.window, []
    for seen in visit(stage):
        for points in (24, 32):
            _letters(stage, points)
            for size in LOW_AND_NARROW:
                window.resize(*size)
                stage.turn()
                name = f"{language}-{points}-{size[0]}-{seen.name}"
                keep(window.grab().toImage(), stage.session, name)
                assert (window.width(), window.height()) == size, name
                assert window.composer.field.height() >= window.composer.field.fontMetrics().height(), name
                cut += [f"{name}: {one}" for one in clipped(window) + beyond(window)]
    assert not cut, "cut off:\n" + "\n".join(cut)


@pytest.mark.parametrize("language", ["de"], indirect=True)
def test_no_setting_is_out_of_reach_in_large_letters(language: str, stage: Stage) -> None:
    _letters(stage, 24)
    cut = []
    for name in settings(stage):
        stage.turn()
        dialog = stage.session.window.settings_asking.dialog
        assert dialog is not None
        keep(dialog.grab().toImage(), stage.session, f"{language}-24-{name}")
        if lacking := dialog.area.horizontalScrollBar().maximum():
            cut.append(f"{name}: the rows are {lacking} pixels wider than the page")
        cut += [one for one in clipped(dialog) if ELIDES not in one]
    assert not cut, "cut off:\n" + "\n".join(cut)


@pytest.mark.parametrize("language", ["de"], indirect=True)
def test_the_page_of_statistics_has_room_for_large_letters(language: str, stage: Stage) -> None:
    _letters(stage, 24)
    cut = []
    for name in statistics(stage):
        stage.turn()
        page = stage.session.statistics.window
        assert page is not None
        keep(page.grab().toImage(), stage.session, f"{language}-24-{name}")
        cut += [f"{name}: {one}" for one in clipped(page) + beyond(page)]
        assert page.area.horizontalScrollBar().maximum() == 0, "it is as wide as the window"
        assert page.tabs.width() >= page.tabs.sizeHint().width(), "no tab is behind arrows"
        least = 5 * page.fontMetrics().height()
        assert [card for card in page.cards.cards.values() if card.width() < least] == []
    assert not cut, "cut off:\n" + "\n".join(cut)


@pytest.mark.parametrize("language", ["de"], indirect=True)
def test_keys_are_seen_whole_in_large_letters_and_no_command_widens_their_dialog(language: str, stage: Stage) -> None:
    _letters(stage, 24)
    for _ in shortcuts(stage):
        (dialog,) = (one for one in stage.over() if isinstance(one, ShortcutsDialog))
        width = dialog.width()
        for key in ("conversation.private", "archive.import_folder", "answer.regenerate"):
            assert key in {command.key for command in stage.session.window.commands.all}
            dialog.select(key)
            stage.turn()
            keep(dialog.grab().toImage(), stage.session, f"{language}-24-shortcuts-{key}")
            assert dialog.width() == width
            (field,) = dialog.keys.findChildren(QLineEdit)
            assert field.fontMetrics().horizontalAdvance(field.text()) + 8 <= field.width(), field.text()
        assert not clipped(dialog) + beyond(dialog)


@pytest.mark.parametrize("language", ["de"], indirect=True)
def test_commands_can_be_told_apart_in_large_letters(
    language: str, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Their names are not cut for the sake of what they belong to."""
    _letters(stage, 24)
    stage.ask(QUESTION)
    shown: dict[str, int] = {}
    paint = _EntryDelegate._paint_title

    def note(delegate: _EntryDelegate, painter: QPainter, room: QRect, font: QFont, spans: Spans, title: str) -> None:
        shown[title] = room.width() - QFontMetrics(font).horizontalAdvance(title)
        paint(delegate, painter, room, font, spans, title)

    monkeypatch.setattr(_EntryDelegate, "_paint_title", note)
    for _ in palette(stage):
        stage.type("letzte antwort als")
        keep(stage.session.window.grab().toImage(), stage.session, f"{language}-24-palette")
    of_them = {title: left for title, left in shown.items() if title.startswith("Letzte Antwort als")}
    assert len(of_them) > 3
    assert all(left >= 0 for left in of_them.values()), of_them


def test_why_the_system_refused_is_told_in_it(language: str) -> None:
    for name, text in REASONS.items():
        code = getattr(errno, name, None)
        if code is None:
            continue
        error = OSError(code, os.strerror(code))
        assert refusal_of(error) not in (text, os.strerror(code)), name
        told = said(f"/m.gguf could not be read: {os.strerror(code)}. Check the disk it lies on.")
        assert refusal_of(error) in told
        assert os.strerror(code) not in told
    assert refusal_of(OSError("a reason of its own")) == "a reason of its own"
    refused, nowhere = os.strerror(errno.EACCES), StoreProblem.NOT_WRITABLE
    for english in (sentence(nowhere, Path("/data"), reason=refused), sentence(nowhere, Path("/data"))):
        assert said(english) != english
        assert refused not in said(english)


def test_what_the_native_part_says_is_told_in_it(language: str) -> None:
    """As its source has it, since it says most of that with a model alone."""
    texts = [text for name in NATIVE for text in native_texts((ROOT / name).read_text(encoding="utf-8"))]
    with pytest.raises(ValueError, match="must be") as refused:
        SamplerConfig(
            temperature=0.0,
            top_k=0,
            top_p=2.0,
            min_p=0.0,
            typical_p=1.0,
            repetition_penalty=1.0,
            presence_penalty=0.0,
            penalty_last_n=0,
            seed=1,
        )
    assert "must" not in said(str(refused.value))
    assert any(text in str(refused.value) for text in texts)
    reasons = [text for text in texts if text.endswith(".")]
    assert len(reasons) == 4
    for reason in reasons:
        assert said(reason.replace("%1", "7").replace("%2", "8")) != reason.replace("%1", "7").replace("%2", "8")
    for wanted in set(texts) - set(reasons):
        assert wanted not in said(f"top_p is 2.0; it must be {wanted}.")
