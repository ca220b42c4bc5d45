"""Pictures of a window for tests: saved into $INGLENOOK_SCREENSHOTS when that is set, and looked at by their pixels."""

from __future__ import annotations

import os
from pathlib import Path

from inglenook_desktop.app import Session
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

SCHEMES = [Qt.ColorScheme.Light, Qt.ColorScheme.Dark]


def picture(session: Session, qtbot: QtBot, name: str) -> QImage:
    """The window as it is painted, saved when a folder is given."""
    window = session.window
    window.resize(1080, 760)
    qtbot.waitExposed(window)
    window.transcript.flush()
    QApplication.processEvents()  # what was asked for is laid out before it is painted
    image = window.grab().toImage()
    keep(image, session, name)
    return image


def keep(image: QImage, session: Session, name: str) -> None:
    folder = os.environ.get("INGLENOOK_SCREENSHOTS")
    if folder:
        scheme = "dark" if session.theme.colors.is_dark else "light"
        Path(folder).mkdir(parents=True, exist_ok=True)
        assert image.save(str(Path(folder) / f"window-{name}-{scheme}.png"))


def colors_in(image: QImage, session: Session, widget: QWidget) -> set[str]:
    """Colours that the picture has where `widget` is, in every row and every second column."""
    ratio = image.devicePixelRatio()
    area = QRect(widget.mapTo(session.window, QPoint(0, 0)), widget.size())
    return {
        image.pixelColor(round(x * ratio), round(y * ratio)).name()
        for x in range(area.left() + 1, area.right() - 1, 2)
        for y in range(area.top(), area.bottom() + 1)
    }


def is_drawn(image: QImage, session: Session, widget: QWidget, color: str) -> bool:
    return QColor(color).name() in colors_in(image, session, widget)
