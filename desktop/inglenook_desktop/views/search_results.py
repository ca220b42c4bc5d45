"""What a search found: title, date and the sentence with what was looked for marked in it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLabel,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ..markdown_display import visible
from ..models.conversations import Index, when
from ..models.search_results import SearchResultsModel
from ..theme import Colors, Theme, set_background
from .transcript_colors import mix

SNIPPET_LINES = 2
_LEAD = 24
"""Characters that are shown before the first hit, so that it stands in the first line of a narrow list."""

Parts = Sequence[tuple[str, bool]]


class SearchResults(QWidget):
    """chosen: the row that the person wants to see. left: Esc."""

    chosen = Signal(int)
    left = Signal()

    def __init__(self, model: SearchResultsModel, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.view = _Results(self)
        self.view.setModel(model)
        self.view.setItemDelegate(_HitDelegate(model, theme, self.view))
        self.view.setAccessibleName(self.tr("Results of the search"))
        self.view.clicked.connect(self._on_chosen)
        self.view.activated.connect(self._on_chosen)
        self.view.left.connect(self.left)
        self.note = QLabel(self)
        self.note.setWordWrap(True)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.note)
        layout.addWidget(self.view, 1)
        theme.changed.connect(self._restyle)
        self._restyle(theme.colors)

    def say(self, sentence: str) -> None:
        """One line over the results: how many, or why none."""
        self.note.setText(sentence)
        self.note.setAccessibleName(sentence)
        self.view.setVisible(self._model.rowCount() > 0)

    def go_to(self, row: int) -> None:
        """Make a row the current one; the last where there are fewer."""
        self.view.setCurrentIndex(self._model.index(max(0, min(row, self._model.rowCount() - 1))))

    def step(self, by: int) -> None:
        """To another row, without the keyboard's focus."""
        n_rows = self._model.rowCount()
        if n_rows:
            row = max(0, self.view.currentIndex().row()) + by
            self.view.setCurrentIndex(self._model.index(min(max(0, row), n_rows - 1)))

    def choose_current(self) -> None:
        if self.view.currentIndex().isValid():
            self.chosen.emit(self.view.currentIndex().row())

    def _on_chosen(self, index: QModelIndex) -> None:
        self.chosen.emit(index.row())

    def _restyle(self, colors: Colors) -> None:
        self.note.setStyleSheet(f"QLabel {{ color: {colors.muted}; padding: 8px 16px 8px 18px; }}")
        set_background(self, colors.sidebar)


class _Results(QListView):
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)

    def event(self, event: QEvent) -> bool:
        is_key = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if is_key and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # or it would stop the answer instead
            return True
        if is_key and event.type() == QEvent.Type.KeyPress:
            self.left.emit()
            return True
        return super().event(event)


class _HitDelegate(QStyledItemDelegate):
    def __init__(self, model: SearchResultsModel, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(120, (SNIPPET_LINES + 1) * option.fontMetrics.height() + 18)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colors = self._theme.colors
        hit = self._model.hit(index.row())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = option.rect.adjusted(8, 1, -8, -1)
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_selected or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.selected if is_selected else colors.hover))
            painter.drawRoundedRect(area, 8, 8)
        if is_selected and option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(colors.accent))
            painter.drawRoundedRect(area, 8, 8)
        ground = colors.selected if is_selected else colors.sidebar
        text = option.rect.adjusted(18, 7, -16, -7)
        small = QFont(option.font)
        small.setPointSizeF(small.pointSizeF() * 0.86)
        painter.setFont(small)
        painter.setPen(QColor(colors.muted))
        moment = when(hit.created_at)
        moment_width = painter.fontMetrics().horizontalAdvance(moment)
        painter.drawText(text, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight, moment)
        bold = QFont(option.font)
        bold.setBold(True)
        painter.setFont(bold)
        painter.setPen(QColor(colors.text))
        title = visible(str(index.data()))
        room = text.width() - moment_width - 10
        is_title = hit.message_id is None and "".join(part for part, _ in hit.snippet) == hit.title
        if is_title:
            layout = snippet_layout(hit.snippet, bold, colors, room, n_lines=SNIPPET_LINES, ground=ground)
            layout.draw(painter, QPointF(text.left(), text.top()))
            top = text.top() + round(layout.boundingRect().height()) + 3
        else:
            title = painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, room)
            painter.drawText(text, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, title)
            top = text.top() + option.fontMetrics.height() + 3
        painter.setPen(QColor(colors.text if is_selected else colors.muted))
        normal = QFont(option.font)
        normal.setPointSizeF(normal.pointSizeF() * 0.92)
        below = ((self.tr("in the title"), False),) if is_title else hit.snippet
        layout = snippet_layout(below, normal, colors, text.width(), n_lines=SNIPPET_LINES, ground=ground)
        layout.draw(painter, QPointF(text.left(), top))
        painter.restore()


def snippet_layout(parts: Parts, font: QFont, colors: Colors, width: int, *, n_lines: int, ground: str) -> QTextLayout:
    """The sentence on at most so many lines of `width` pixels, with the hits marked. ground: the colour of the row."""
    mark = QTextCharFormat()
    if colors.is_high_contrast:  # a mixture with the ground is what nobody could tell from it
        mark.setBackground(QColor(colors.accent))
        mark.setForeground(QColor(colors.on_accent))
    else:
        mark.setBackground(mix(QColor(ground), QColor(colors.accent), 0.3))
        mark.setForeground(QColor(colors.text))
    text, formats, n_units = "", [], 0
    for part, is_hit in shortened(parts):
        shown = visible(part).replace("\n", " ")
        length = len(shown.encode("utf-16-le", "surrogatepass")) // 2
        if is_hit:
            span = QTextLayout.FormatRange()
            span.start, span.length, span.format = n_units, length, mark
            formats.append(span)
        text += shown
        n_units += length
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setFormats(formats)
    layout.beginLayout()
    y = 0.0
    for _ in range(n_lines):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, y))
        y += line.height()
    layout.endLayout()
    return layout


def shortened(parts: Parts) -> list[tuple[str, bool]]:
    """The parts with less before the first hit."""
    shown = list(parts)
    first = next((i for i, (_, is_hit) in enumerate(shown) if is_hit), None)
    if first is None:
        return shown
    before = "".join(text for text, _ in shown[:first])
    if len(before) <= _LEAD:
        return shown
    tail = before[-_LEAD:]
    space = tail.find(" ")
    tail = tail if space < 0 else tail[space + 1 :]
    return [("… " + tail, False), *shown[first:]]
