"""Colours that can be read, in both themes."""

from __future__ import annotations

import pytest
from inglenook_desktop.theme import DARK, LIGHT, Colors, Theme
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication
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


def test_the_scheme_changes_the_palette_and_tells(qapp: QApplication, qtbot: QtBot) -> None:
    theme = Theme(qapp, scheme=Qt.ColorScheme.Light)
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(LIGHT.window)
    with qtbot.waitSignal(theme.changed) as changed:
        theme.set_scheme(Qt.ColorScheme.Dark)
    assert changed.args == [DARK]
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(DARK.window)
