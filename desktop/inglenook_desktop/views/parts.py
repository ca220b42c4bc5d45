"""Small widgets and names that several views share."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale, QSize, Qt
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QLabel, QSizePolicy, QStackedWidget, QToolButton, QWidget

from ..library import InstalledModel, ModelSource
from ..starter import STARTER
from .fonts import scale_icon

COLUMN_WIDTH = 792
"""Widest that transcript and composer become, in pixels: a line of text stays readable."""


def title_of(model: InstalledModel) -> str:
    """The name a person reads for a model."""
    return STARTER.title if model.source is ModelSource.STARTER else model.name


def size_text(size_bytes: int) -> str:
    """ "98 MB"; "" when unknown."""
    return "" if size_bytes <= 0 else data_text(size_bytes, 0 if size_bytes < 1e9 else 1)


def data_text(n_bytes: int, precision: int) -> str:
    """In the unit that suits it, with so many decimals."""
    if n_bytes == 1:  # Qt writes "1 bytes"
        return QCoreApplication.translate("parts", "1 byte")
    return QLocale().formattedDataSize(n_bytes, precision, QLocale.DataSizeFormat.DataSizeSIFormat)


def count_text(n_tokens: int) -> str:
    if n_tokens == 1:
        return QCoreApplication.translate("parts", "1 token")
    return QCoreApplication.translate("parts", "%1 tokens").replace("%1", QLocale().toString(n_tokens))


def duration_text(ms: float | None) -> str:
    """Milliseconds below a second, then seconds; "not available" when it was not measured."""
    if ms is None:
        return QCoreApplication.translate("parts", "not available")
    if ms < 1000:
        return QCoreApplication.translate("parts", "%1 ms").replace("%1", QLocale().toString(round(ms)))
    return QCoreApplication.translate("parts", "%1 s").replace("%1", QLocale().toString(ms / 1000, "f", 1))


def rate_text(per_second: float | None) -> str:
    if per_second is None:
        return QCoreApplication.translate("parts", "not available")
    precision = 1 if per_second < 100 else 0
    return QCoreApplication.translate("parts", "%1 tokens/s").replace(
        "%1", QLocale().toString(per_second, "f", precision)
    )


def icon_button(name: str, parent: QWidget, *, size: int = 18) -> QToolButton:
    """A flat button with an icon. name: spoken by a screen reader and shown as tooltip."""
    button = QToolButton(parent)
    button.setAccessibleName(name)
    button.setToolTip(name)
    scale_icon(button, size)
    button.setAutoRaise(True)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return button


class ElidedLabel(QLabel):
    """One line of plain text that shows as much as there is room for."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


class LowStack(QStackedWidget):
    """As low as the page in view can be; the others would take their room from what is written below."""

    def minimumSizeHint(self) -> QSize:
        page = self.currentWidget()
        return super().minimumSizeHint() if page is None else page.minimumSizeHint()


def shortcut(parent: QWidget, keys: QKeySequence | QKeySequence.StandardKey | str) -> QShortcut:
    """A shortcut that works anywhere in the window of `parent`."""
    result = QShortcut(QKeySequence(keys), parent)
    result.setContext(Qt.ShortcutContext.WindowShortcut)
    return result
