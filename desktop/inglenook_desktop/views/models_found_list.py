"""The list of repositories on the page "Find": two lines a row, painted, and spoken in one sentence."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ..models.found_models import FoundModelsModel, Index
from ..models_shown import FindShown, FoundModel
from ..theme import Colors, Theme, style_scroll_bar
from .models_parts import Words, bytes_text, count_short, day_text, parameters_short, plain


class FoundList(QWidget):
    """chosen: a FoundModel, when a row becomes the current one."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._is_error = False
        self._theme = theme
        self.model = FoundModelsModel(self)
        self.model.describe = self._describe
        self.heading = Words(self)
        self.sentence = Words(self)
        self.view = QListView(self)
        self.view.setModel(self.model)
        self.view.setItemDelegate(_FoundDelegate(self.model, theme, self.view))
        self.view.setAccessibleName(self.tr("Models at the hub"))
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setUniformItemSizes(False)
        self.view.setMouseTracking(True)
        self.view.viewport().setAutoFillBackground(False)
        self.view.activated.connect(self._on_chosen)
        self.view.clicked.connect(self._on_chosen)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.heading)
        layout.addWidget(self.sentence)
        layout.addWidget(self.view, 1)
        theme.changed.connect(self._restyle)
        self._restyle(theme.colors)

    def show_found(self, shown: FindShown) -> None:
        self._is_error = shown.is_error
        self.heading.say(shown.heading)
        self.sentence.say(shown.sentence)
        self.model.set_rows(shown.rows)
        self._restyle(self._theme.colors)

    def choose_first(self) -> None:
        """The keyboard goes into the list."""
        if self.model.rowCount():
            if not self.view.currentIndex().isValid():  # before the focus, which would make one current unselected
                self.view.setCurrentIndex(self.model.index(0))
            self.view.setFocus()

    def mark(self, name: str) -> None:
        """The row of this repository is the current one, if it is in the list."""
        for number in range(self.model.rowCount()):
            if self.model.row(number).name == name:
                self.view.setCurrentIndex(self.model.index(number))
                return

    def _on_chosen(self, index: QModelIndex) -> None:
        self.chosen.emit(self.model.row(index.row()))

    def _describe(self, row: FoundModel) -> str:
        return ", ".join((plain(row.name), *facts_of(row), *filter(None, (plain(row.note),))))

    def _restyle(self, colors: Colors) -> None:
        self.heading.setStyleSheet(f"color: {colors.muted}; padding-left: 8px;")
        color = colors.error_text if self._is_error else colors.muted
        self.sentence.setStyleSheet(f"color: {color}; padding-left: 8px;")
        style_scroll_bar(self.view, colors)


def facts_of(row: FoundModel) -> list[str]:
    """What the second line says."""
    facts = []
    if row.quantization:
        facts.append(plain(row.quantization, 30))
    if row.n_parameters:
        facts.append(
            QCoreApplication.translate("models", "%1 parameters").replace("%1", parameters_short(row.n_parameters))
        )
    if row.size_bytes:
        facts.append(bytes_text(row.size_bytes))
    if row.downloads:
        facts.append(QCoreApplication.translate("models", "%1 downloads").replace("%1", count_short(row.downloads)))
    if row.licence:
        facts.append(plain(row.licence, 40))
    if row.is_private:
        facts.append(QCoreApplication.translate("models", "private"))
    elif row.is_gated:
        facts.append(QCoreApplication.translate("models", "gated"))
    if day := day_text(row.updated_on):
        facts.append(day)
    return facts


class _FoundDelegate(QStyledItemDelegate):
    def __init__(self, model: FoundModelsModel, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        n_lines = 3 if self._model.row(index.row()).note else 2
        return QSize(160, n_lines * option.fontMetrics.height() + 22)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colors = self._theme.colors
        row = self._model.row(index.row())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = option.rect.adjusted(1, 1, -1, -1)
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_selected or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.selected if is_selected else colors.hover))
            painter.drawRoundedRect(area, 8, 8)
        if is_selected and option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(colors.accent))
            painter.drawRoundedRect(area, 8, 8)
        text = option.rect.adjusted(11, 9, -11, -9)
        height = option.fontMetrics.height()
        bold = QFont(option.font)
        bold.setWeight(QFont.Weight.DemiBold)
        _line(painter, text, bold, colors.text, plain(row.name), Qt.TextElideMode.ElideMiddle)
        small = QFont(option.font)
        small.setPointSizeF(small.pointSizeF() * 0.92)
        text.setTop(text.top() + height + 3)
        words = colors.text if is_selected else colors.muted
        if row.note:
            _line(painter, text, small, words, plain(row.note), Qt.TextElideMode.ElideRight)
            text.setTop(text.top() + height + 1)
        _line(painter, text, small, words, " · ".join(facts_of(row)), Qt.TextElideMode.ElideRight)
        painter.restore()


def _line(painter: QPainter, area: QRect, font: QFont, color: str, text: str, mode: Qt.TextElideMode) -> None:
    painter.setFont(font)
    painter.setPen(QColor(color))
    shown = QFontMetrics(font).elidedText(text, mode, area.width())
    painter.drawText(area, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, shown)
