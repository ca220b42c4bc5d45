"""What the pages of the models window share: its buttons, its bar, its headings, and how figures and names are said."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPalette, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QFrame,
    QHeaderView,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QTableView,
    QWidget,
)

from ..markdown_display import break_runs, visible
from ..theme import Colors
from ..translating import date_pattern, said
from .fonts import scale_font
from .parts import data_text

if TYPE_CHECKING:
    from ..models_shown import Fitting

MAX_NAME = 200
MAX_SENTENCES = 4_000
MAX_TEXT = 200_000
"""Characters of a card that are shown."""


def plain(text: str, limit: int = MAX_NAME) -> str:
    """One line of a stranger's text: nothing in it hides, reorders or breaks the line."""
    shown = visible(" ".join(text.split()))
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


def short_path(path: Path) -> str:
    """With ~ for the person's home, as they would write it."""
    try:
        return str(Path("~") / path.relative_to(Path.home()))
    except (ValueError, RuntimeError):
        return str(path)


def plain_lines(text: str, limit: int = MAX_TEXT) -> str:
    """The same for many lines, and no run too long for the layout."""
    lines = text[:limit].replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ")
    return break_runs(visible_lines(lines))


def visible_lines(text: str) -> str:
    return "\n".join(map(visible, text.split("\n")))


def count_short(number: int) -> str:
    """1.2 M, 34 k, 560."""
    locale = QLocale()
    if number >= 1_000_000:
        return locale.toString(number / 1e6, "f", 1) + " M"
    if number >= 1_000:
        return locale.toString(number / 1e3, "f", 0) + " k"
    return locale.toString(number)


def parameters_short(number: int) -> str:
    """7.6 B, 135 M: as their names say it."""
    if number >= 1_000_000_000:
        return QLocale().toString(number / 1e9, "f", 1) + " B"
    return QLocale().toString(round(number / 1e6)) + " M"


def bytes_text(n_bytes: int) -> str:
    """ "0 bytes", "312 MB", "1.12 GB"."""
    precision = 0 if n_bytes < 1e9 else 2 if n_bytes < 1e10 else 1
    return data_text(max(0, n_bytes), precision)


def time_left_text(seconds: float) -> str:
    """Rounded as a person would say it."""
    whole = max(1, round(seconds))
    if whole < 90:
        return QCoreApplication.translate("models", "%1 s left").replace("%1", str(whole))
    if whole < 5_400:
        return QCoreApplication.translate("models", "%1 min left").replace("%1", str(round(whole / 60)))
    hours = QLocale().toString(whole / 3600, "f", 1)
    return QCoreApplication.translate("models", "%1 h left").replace("%1", hours)


def day_text(iso: str) -> str:
    """The day of an ISO moment, in few letters; "" for none."""
    day = QDate.fromString(iso[:10], Qt.DateFormat.ISODate)
    return QLocale().toString(day, date_pattern("d MMM yyyy")) if day.isValid() else ""


def fitting_text(fitting: Fitting) -> str:
    from ..models_shown import Fitting  # it brings the hub, which the page of statistics has no use for

    return {
        Fitting.UNKNOWN: "",
        Fitting.LIKELY: QCoreApplication.translate("models", "Likely fits"),
        Fitting.UNLIKELY: QCoreApplication.translate("models", "Likely too large"),
        Fitting.GPU: QCoreApplication.translate("models", "Fits on the GPU"),
        Fitting.SHARED: QCoreApplication.translate("models", "Fits, partly on the GPU"),
        Fitting.RAM: QCoreApplication.translate("models", "Fits in memory"),
        Fitting.NONE: QCoreApplication.translate("models", "Too large"),
    }[fitting]


class Heading(QLabel):
    """A line of plain text, larger and half bold."""

    def __init__(self, parent: QWidget, *, scale: float = 1.15) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        scale_font(self, scale, weight=QFont.Weight.DemiBold)


class Words(QLabel):
    """Lines of plain text that wrap and can be copied."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def say(self, text: str) -> None:
        """Nothing takes no room. A stranger's words may be in it."""
        self.setText(plain_lines(said(text), MAX_SENTENCES))
        self.setVisible(bool(text))


class Button(QPushButton):
    """A rounded button. is_first: the one that a page is about, in the accent colour."""

    def __init__(self, text: str, parent: QWidget, *, is_first: bool = False) -> None:
        super().__init__(text, parent)
        self._is_first = is_first
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def restyle(self, colors: Colors) -> None:
        fill, words, border, hover = colors.field, colors.text, colors.border, colors.hover
        if self._is_first:
            fill, words, border, hover = colors.accent, colors.on_accent, colors.accent, colors.accent_hover
        self.setStyleSheet(
            f"QPushButton {{ background: {fill}; color: {words}; border: 1px solid {border};"
            " border-radius: 7px; padding: 5px 13px; }"
            f"QPushButton:hover {{ background: {hover}; }}"
            f"QPushButton:focus {{ border: 1px solid {colors.text if self._is_first else colors.accent}; }}"
            f"QPushButton:disabled {{ background: {colors.panel}; color: {colors.faint};"
            f" border: 1px solid {colors.border}; }}"
        )


class Choice(QComboBox):
    """A combo box in the shape of the fields beside it. Styled, it has no arrow of its own, so that one is drawn."""

    def restyle(self, colors: Colors) -> None:
        self.setStyleSheet(
            f"QComboBox {{ background: {colors.field}; color: {colors.text}; border: 1px solid {colors.border};"
            " border-radius: 7px; padding: 6px 10px; }"
            f"QComboBox:focus {{ border: 1px solid {colors.accent}; }}"
            f"QComboBox:disabled {{ background: {colors.panel}; color: {colors.muted}; }}"
            "QComboBox::drop-down { border: none; width: 22px; }"
        )

    def sizeHint(self) -> QSize:
        """With the pixels that a sheet takes from the field and Qt does not count."""
        return super().sizeHint() + QSize(4, 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """What there is no room for ends in "…", not within a letter."""
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        of_box, field = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(of_box, option, field, self).width()
        option.currentText = self.fontMetrics().elidedText(option.currentText, Qt.TextElideMode.ElideRight, room)
        painter.drawComplexControl(of_box, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(stroke_color(self), 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        x, y = self.width() - 15.0, self.height() / 2
        painter.drawPolyline(QPolygonF([QPointF(x - 4, y - 2), QPointF(x, y + 2), QPointF(x + 4, y - 2)]))


def stroke_color(field: QWidget) -> QColor:
    """Of the arrows in it."""
    role = QPalette.ColorRole.PlaceholderText if field.isEnabled() else QPalette.ColorRole.Dark
    return field.palette().color(role)


class Switch(QCheckBox):
    """A check box that is drawn as a switch, so that what it holds is seen at a glance in light and dark."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self._colors: Colors | None = None
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def restyle(self, colors: Colors) -> None:
        self._colors = colors
        self.update()

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self.text().replace("&", ""))
        return QSize(words + 46, self.fontMetrics().height() + 10)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors = self._colors
        if colors is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = QRectF(2, self.height() / 2 - 8, 30, 16)
        is_on = self.isChecked()
        painter.setPen(QPen(QColor(colors.accent if is_on or self.hasFocus() else colors.muted), 1.4))
        painter.setBrush(QColor(colors.accent if is_on else colors.field))
        painter.drawRoundedRect(track, 8, 8)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(track.adjusted(-1.5, -1.5, 1.5, 1.5), 9.5, 9.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.on_accent if is_on else colors.muted))
        painter.drawEllipse(QPointF(track.right() - 8 if is_on else track.left() + 8, track.center().y()), 5, 5)
        painter.setPen(QColor(colors.text if self.isEnabled() else colors.faint))
        words = self.rect().adjusted(40, 0, 0, 0)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextShowMnemonic
        painter.drawText(words, flags, self.text())


class Bar(QWidget):
    """A rounded bar that fills from the left. Nothing moves by itself, so an idle window stays idle."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.fraction = 0.0
        self._ground, self._fill = QColor(), QColor()
        self.setFixedHeight(6)

    def show_fraction(self, fraction: float) -> None:
        """0.0 to 1.0."""
        if fraction != self.fraction:
            self.fraction = fraction
            self.update()

    def set_colors(self, ground: str, fill: str) -> None:
        self._ground, self._fill = QColor(ground), QColor(fill)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, 6)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = QRectF(self.rect())
        painter.setBrush(self._ground)
        painter.drawRoundedRect(whole, 3, 3)
        width = whole.width() * min(1.0, max(0.0, self.fraction))
        if width > 0:
            painter.setBrush(self._fill)
            painter.drawRoundedRect(QRectF(0, 0, max(6.0, width), whole.height()), 3, 3)


class Table(QTableView):
    """Rows of text, one of them chosen, without a grid. Enter and a double click activate."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 14)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is chosen stays in view when something beside the table takes its room."""
        super().resizeEvent(event)
        if self.selectionModel() is not None and self.selectionModel().hasSelection():
            self.scrollTo(self.currentIndex())

    def fit_rows(self, n_rows: int) -> None:
        """No higher than its rows, of which at least three are seen at once."""
        row_height = self.verticalHeader().defaultSectionSize()
        rest = self.horizontalHeader().sizeHint().height() + 8
        self.setMinimumHeight(rest + row_height * min(3, max(1, n_rows)))
        self.setMaximumHeight(rest + row_height * max(1, n_rows))

    def restyle(self, colors: Colors) -> None:
        self.setStyleSheet(
            f"QTableView {{ background: {colors.window}; color: {colors.text}; border: 1px solid {colors.border};"
            f" border-radius: 8px; selection-background-color: {colors.selected};"
            f" selection-color: {colors.text}; outline: none; }}"
            "QTableView::item { padding: 0 10px; border: none; }"
            f"QTableView::item:hover {{ background: {colors.hover}; }}"
            f"QTableView::item:selected {{ background: {colors.selected}; color: {colors.text}; }}"
            f"QTableView:focus {{ border: 1px solid {colors.accent}; }}"
            f"QHeaderView {{ background: transparent; border: none; }}"
            f"QHeaderView::section {{ background: transparent; color: {colors.muted}; border: none;"
            f" border-bottom: 1px solid {colors.border}; padding: 6px 13px; }}"
        )


def field_style(colors: Colors) -> str:
    return (
        f"QLineEdit {{ background: {colors.field}; color: {colors.text}; border: 1px solid {colors.border};"
        f" border-radius: 7px; padding: 6px 10px; placeholder-text-color: {colors.muted}; }}"
        f"QLineEdit:focus {{ border: 1px solid {colors.accent}; }}"
    )


def tab_style(colors: Colors) -> str:
    """Words with a line below the one that is chosen."""
    return (
        "QTabBar { background: transparent; border: none; }"
        f"QTabBar::tab {{ background: transparent; color: {colors.muted}; border: none;"
        " border-bottom: 2px solid transparent; padding: 8px 12px; }"
        f"QTabBar::tab:hover {{ color: {colors.text}; }}"
        f"QTabBar::tab:selected {{ color: {colors.text}; border-bottom: 2px solid {colors.accent}; }}"
        f"QTabBar::tab:focus {{ color: {colors.link}; }}"
    )
