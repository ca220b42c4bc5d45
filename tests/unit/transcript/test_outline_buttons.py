"""The buttons on the panels of the transcript look as those of dialogs do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from inglenook_desktop.models.transcript import Speaker
from inglenook_desktop.views.message_editor import MessageEditor
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QWidget


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_way_on_has_the_accent_and_the_other_a_soft_border(
    stage: Any, palette_of: Callable[[str], QPalette], theme: str
) -> None:
    palette = palette_of(theme)
    palette.setColor(QPalette.ColorRole.Mid, QColor("#998877"))
    stage.view.setPalette(palette)
    stage.say("Well?", speaker=Speaker.PERSON)
    stage.view.begin_edit(0)
    (editor,) = stage.view.viewport().findChildren(MessageEditor)

    def fill_of(button: QWidget) -> QColor:
        image = button.grab().toImage()
        return image.pixelColor(5, image.height() // 2)

    def colors_of(button: QWidget) -> set[str]:
        image = button.grab().toImage()
        return {image.pixelColor(x, y).name() for x in (0, 1, 2) for y in range(8, image.height() - 8)}

    base, accent = palette.color(QPalette.ColorRole.Base), palette.color(QPalette.ColorRole.Highlight)
    assert fill_of(editor.save) == accent
    assert fill_of(editor.cancel) == base
    text = palette.color(QPalette.ColorRole.Text)
    assert text.name() not in colors_of(editor.cancel)
    assert "#998877" in colors_of(editor.cancel)
    editor.field.setPlainText("")
    assert fill_of(editor.save) != accent
