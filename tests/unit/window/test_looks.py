"""Font, density and colours of a real window, changed while it is open."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from inglenook_desktop.app import Session
from inglenook_desktop.theme import DARK, DARK_CONTRAST, LIGHT_CONTRAST, Colors, palette_of
from inglenook_desktop.views.density import scale_layouts
from inglenook_desktop.views.folder_dialog import NewFolderDialog
from inglenook_desktop.views.fonts import use_font
from inglenook_desktop.views.transcript_colors import HIGH, TranscriptColors, contrast
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from windows import OpenWindow

FIELDS = (QLineEdit, QPlainTextEdit)


@pytest.fixture(autouse=True)
def own_font(qapp: QApplication) -> Iterator[None]:
    yield
    use_font(qapp)


def sizes(session: Session) -> dict[str, float]:
    """Of every widget, by its place among them; but for the panel of frames, whose columns are measured."""
    widgets = [session.window, *session.window.findChildren(QWidget)]
    return {
        f"{number} {type(one).__name__}": one.font().pointSizeF()
        for number, one in enumerate(widgets)
        if type(one).__name__ != "FramePanel"
    }


def test_every_widget_follows_the_font_at_once(open_window: OpenWindow, qapp: QApplication) -> None:
    session = open_window()
    qapp.processEvents()
    before, usual = sizes(session), qapp.font().pointSizeF()
    session.preferences.change("appearance", "font_size_pt", round(usual * 2))
    qapp.processEvents()
    after = sizes(session)
    ratio = round(usual * 2) / usual
    stuck = [name for name in before if name in after and abs(after[name] / before[name] / ratio - 1) > 0.02]
    assert not stuck
    session.preferences.reset("appearance", "font_size_pt")
    qapp.processEvents()
    again = sizes(session)
    assert {name: again[name] for name in before} == before


def test_what_stands_beside_large_letters_grows_with_them_and_comes_back(
    open_window: OpenWindow, qapp: QApplication
) -> None:
    session = open_window()
    window = session.window
    buttons = (window.composer.button, window.composer.attach_button, window.model_bar.sidebar_button)

    def measured() -> list[int]:
        for _ in range(4):  # a layout asks the one around it
            qapp.processEvents()
        sizes = [one.iconSize().width() for one in buttons] + [window.composer.height(), window.sidebar.width()]
        drawn = [one.icon().pixmap(one.iconSize()).deviceIndependentSize().width() for one in buttons]
        return [*sizes, *map(round, drawn), window.transcript.latest_button.width()]

    window.resize(1400, 800)
    before = measured()
    session.preferences.change("appearance", "font_size_pt", 24)
    after = measured()
    assert all(large > usual * 1.5 for large, usual in zip(after, before, strict=True)), (before, after)
    field = window.composer.field
    assert field.height() >= field.fontMetrics().lineSpacing() + 8
    for one in (window.sidebar.new_button, *buttons):
        assert one.width() >= one.minimumSizeHint().width()
    session.preferences.reset("appearance", "font_size_pt")
    assert measured() == before


def test_the_field_of_the_palette_follows_the_font_after_it_was_opened(
    open_window: OpenWindow, qapp: QApplication
) -> None:
    session = open_window()
    session.window.moving.palette.toggle()
    palette = session.window.moving.palette.palette
    assert palette is not None
    usual = palette.field.font().pointSizeF()
    session.preferences.change("appearance", "font_size_pt", 24)
    qapp.processEvents()
    assert usual < 24 < palette.field.font().pointSizeF()
    session.preferences.reset("appearance", "font_size_pt")
    qapp.processEvents()
    assert palette.field.font().pointSizeF() == usual


def test_the_sidebar_is_measured_in_the_letters_that_are_there(open_window: OpenWindow, qapp: QApplication) -> None:
    session = open_window()
    window = session.window
    window.resize(1080, 760)
    qapp.processEvents()
    usual = window.sidebar.width(), window.sidebar.minimumWidth()
    session.preferences.change("appearance", "font_size_pt", 24)
    qapp.processEvents()
    assert window.sidebar.minimumWidth() >= window.sidebar.new_button.sizeHint().width()
    session.preferences.change("appearance", "font_size_pt", 32)
    qapp.processEvents()
    assert window.sidebar.isHidden()  # beside it there would be no room for a conversation
    session.preferences.reset("appearance", "font_size_pt")
    qapp.processEvents()
    assert (window.sidebar.width(), window.sidebar.minimumWidth()) == usual


def test_the_family_is_the_persons(open_window: OpenWindow, qapp: QApplication) -> None:
    session = open_window()
    family = next(one for one in QFontDatabase.families() if one != qapp.font().family())
    session.preferences.change("appearance", "font_family", family)
    qapp.processEvents()
    assert qapp.font().family() == family
    assert session.window.composer.field.font().family() == family
    session.preferences.change("appearance", "font_family", "")
    assert qapp.font().family() == QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()


def test_density_changes_heights_and_nothing_else_and_goes_back(
    open_window: OpenWindow, qtbot: QtBot, qapp: QApplication, ask: Callable[[Session, str], None]
) -> None:
    session = open_window()
    ask(session, "hello")
    view = session.window.sidebar.view
    heights = {}
    for density in ("normal", "compact", "roomy", "normal"):
        session.preferences.change("appearance", "density", density)
        qapp.processEvents()
        row = view.visualRect(view.model().index(0, 0))
        layout = session.window.status_line.layout()
        assert layout is not None
        left = layout.contentsMargins().left()
        heights[density] = (row.height(), session.window.status_line.height(), left)
    assert heights["compact"][0] < heights["normal"][0] < heights["roomy"][0]
    assert heights["compact"][1] < heights["normal"][1] < heights["roomy"][1]
    assert len({left for _, _, left in heights.values()}) == 1


def test_a_layout_scaled_twice_comes_back_to_what_it_was(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    layout.setContentsMargins(5, 9, 7, 11)
    layout.setSpacing(13)
    layout.addWidget(QLabel("a", window))
    for factor in (0.55, 1.45, 0.55, 1.0):
        scale_layouts(window, factor)
    margins = layout.contentsMargins()
    assert (margins.left(), margins.top(), margins.right(), margins.bottom()) == (5, 9, 7, 11)
    assert layout.spacing() == 13


def test_scheme_and_contrast_are_in_force_at_once(open_window: OpenWindow, qapp: QApplication) -> None:
    session = open_window()
    session.preferences.change("appearance", "scheme", "dark")
    session.preferences.change("appearance", "high_contrast", "on")
    qapp.processEvents()
    assert session.theme.colors == DARK_CONTRAST
    assert session.window.palette().window().color().name() == DARK_CONTRAST.window


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_placeholders_keep_the_promise_of_high_contrast(
    open_window: OpenWindow, qapp: QApplication, scheme: str
) -> None:
    """Qt fades them by half where a style sheet gives the colour of the text."""
    session = open_window()
    session.preferences.change("appearance", "scheme", scheme)
    session.preferences.change("appearance", "high_contrast", "on")
    for command in ("view.palette", "conversation.find", "application.settings", "help.shortcuts", "folder.new"):
        session.window.commands[command].action.trigger()
    qapp.processEvents()
    fields = [one for top in qapp.topLevelWidgets() for one in top.findChildren(QWidget) if isinstance(one, FIELDS)]
    asked = [one for one in fields if one.placeholderText()]
    assert len(asked) >= 6
    ground = QColor(session.theme.colors.field)
    faint = {
        one.placeholderText(): color.name(QColor.NameFormat.HexArgb)
        for one in asked
        if (color := one.palette().color(QPalette.ColorRole.PlaceholderText)).alpha() < 255
        or contrast(color, ground) < HIGH
    }
    assert not faint


@pytest.mark.parametrize("colors", [LIGHT_CONTRAST, DARK_CONTRAST], ids=["light", "dark"])
def test_quiet_words_keep_it_on_every_ground_of_the_transcript(colors: Colors) -> None:
    shown = TranscriptColors.from_palette(palette_of(colors))
    for ground in (shown.background, shown.code_panel, shown.code_header, shown.notice_panel, shown.inline_code):
        for words in (shown.quiet, shown.text):
            as_painted = QColor(words.name()), QColor(ground.name())
            assert contrast(*as_painted) >= HIGH, (words.name(), ground.name())


def test_no_text_of_a_label_depends_on_margins_that_qt_drops(open_window: OpenWindow, qapp: QApplication) -> None:
    """Qt takes away a label's own margins when the style changes while the label is smaller than they are."""
    session = open_window()
    session.window.commands["window.statistics"].action.trigger()
    session.window.commands["view.palette"].action.trigger()
    qapp.processEvents()
    labels = [label for window in qapp.topLevelWidgets() for label in window.findChildren(QLabel)]
    assert len(labels) > 20
    own = [label.text() for label in labels if not label.contentsMargins().isNull() and not label.frameWidth()]
    assert not own


def test_fields_of_a_dialog_have_edges_also_where_a_part_of_the_window_opens_it(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    session = open_window(scheme=Qt.ColorScheme.Dark)
    dialog = NewFolderDialog(None, session.window.sidebar)
    qtbot.addWidget(dialog)
    dialog.show()
    (field,) = dialog.findChildren(QLineEdit)
    field.clearFocus()
    assert field.grab().toImage().pixelColor(field.width() // 2, 0) == QColor(DARK.faint)
