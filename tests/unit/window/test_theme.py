"""Colours that can be read, in both themes."""

from __future__ import annotations

import pytest
from inglenook_desktop.theme import DARK, DARK_CONTRAST, LIGHT, LIGHT_CONTRAST, Colors, Theme
from inglenook_desktop.views.dialog_looks import dress_dialog
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLineEdit,
    QListWidget,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot


def luminance(color: str) -> float:
    """Relative luminance by WCAG 2."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in QColor(color).getRgbF()[:3]]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colors", [LIGHT, DARK], ids=["light", "dark"])
def test_text_is_readable_on_every_ground(colors: Colors) -> None:
    for ground in (colors.window, colors.sidebar, colors.field, colors.panel, colors.hover, colors.selected):
        assert contrast(colors.text, ground) >= 7
        assert contrast(colors.muted, ground) >= 4.5
    assert contrast(colors.link, colors.window) >= 4.5
    assert contrast(colors.on_accent, colors.accent) >= 4.5
    assert contrast(colors.on_accent, colors.accent_hover) >= 4.5
    assert contrast(colors.error_text, colors.error_panel) >= 4.5


@pytest.mark.parametrize("colors", [LIGHT_CONTRAST, DARK_CONTRAST], ids=["light", "dark"])
def test_with_high_contrast_everything_that_is_read_stands_out_and_controls_have_edges(colors: Colors) -> None:
    for ground in (colors.window, colors.sidebar, colors.field, colors.panel, colors.hover, colors.selected):
        for text in (colors.text, colors.muted):
            assert contrast(text, ground) >= 7, (text, ground)
    for ground in (colors.window, colors.sidebar, colors.field, colors.panel):
        for text in (colors.link, colors.accent, colors.faint):
            assert contrast(text, ground) >= 7, (text, ground)
        assert contrast(colors.border, ground) >= 4.5, ground
    assert contrast(colors.on_accent, colors.accent) >= 7
    assert contrast(colors.on_accent, colors.accent_hover) >= 7
    assert contrast(colors.error_text, colors.error_panel) >= 7
    assert contrast(colors.error_border, colors.error_panel) >= 4.5


def test_high_contrast_is_a_choice_beside_the_scheme(qapp: QApplication) -> None:
    theme = Theme(qapp, scheme=Qt.ColorScheme.Light)
    told: list[Colors] = []
    theme.changed.connect(told.append)
    for scheme, is_high, expected in (
        (Qt.ColorScheme.Light, True, LIGHT_CONTRAST),
        (Qt.ColorScheme.Dark, True, DARK_CONTRAST),
        (Qt.ColorScheme.Dark, True, DARK_CONTRAST),
        (Qt.ColorScheme.Dark, False, DARK),
    ):
        theme.set_looks(scheme=scheme, is_high_contrast=is_high, density=1.0)
        assert theme.colors == expected
    assert told == [LIGHT_CONTRAST, DARK_CONTRAST, DARK]


def test_the_scheme_changes_the_palette_and_tells(qapp: QApplication, qtbot: QtBot) -> None:
    theme = Theme(qapp, scheme=Qt.ColorScheme.Light)
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(LIGHT.window)
    with qtbot.waitSignal(theme.changed) as changed:
        theme.set_scheme(Qt.ColorScheme.Dark)
    assert changed.args == [DARK]
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(DARK.window)


EDGED_WIDGETS = (QCheckBox, QRadioButton, QLineEdit, QPlainTextEdit, QSpinBox, QComboBox, QPushButton, QListWidget)


@pytest.mark.parametrize("colors", [LIGHT, DARK, LIGHT_CONTRAST, DARK_CONTRAST])
@pytest.mark.parametrize("kind", EDGED_WIDGETS)
def test_edges_that_the_style_draws_are_seen(qapp: QApplication, kind: type[QWidget], colors: Colors) -> None:
    scheme = Qt.ColorScheme.Dark if colors.is_dark else Qt.ColorScheme.Light
    theme = Theme(qapp)
    theme.set_looks(scheme=scheme, is_high_contrast=colors.is_high_contrast, density=1.0)
    parent = QWidget()
    widget = kind(parent)
    widget.resize(80, 30)
    parent.resize(80, 30)
    image = parent.grab().toImage()
    row = [image.pixelColor(x, 15).name() for x in range(20)]
    assert max(contrast(pixel, colors.window) for pixel in row) >= (4.5 if colors.is_high_contrast else 1.8)
    theme.deleteLater()


def test_what_can_be_checked_in_a_menu_has_an_edge(qapp: QApplication) -> None:
    theme = Theme(qapp)
    theme.set_looks(scheme=Qt.ColorScheme.Dark, is_high_contrast=True, density=1.0)
    menu = QMenu()
    menu.addAction("One").setCheckable(True)
    menu.ensurePolished()
    menu.resize(menu.sizeHint())
    image = menu.grab().toImage()
    row = [image.pixelColor(x, menu.height() // 2).name() for x in range(2, 24)]
    assert max(contrast(pixel, DARK_CONTRAST.field) for pixel in row) >= 4.5
    theme.deleteLater()


def test_the_buttons_of_an_open_dialog_follow_the_theme(qapp: QApplication, qtbot: QtBot) -> None:
    theme = Theme(qapp, scheme=Qt.ColorScheme.Light)
    dialog = QDialog()
    qtbot.addWidget(dialog)
    dress_dialog(dialog)
    button, number = QPushButton("Go on", dialog), QSpinBox(dialog)
    button.setDefault(True)
    usual_height = QSpinBox().sizeHint().height()
    dialog.show()
    for scheme, colors in ((Qt.ColorScheme.Light, LIGHT), (Qt.ColorScheme.Dark, DARK)):
        theme.set_scheme(scheme)
        qapp.processEvents()
        assert button.grab().toImage().pixelColor(6, button.height() // 2).name() == QColor(colors.accent).name()
        assert number.sizeHint().height() == usual_height
    theme.deleteLater()
