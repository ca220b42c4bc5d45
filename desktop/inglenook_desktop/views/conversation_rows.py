"""The list itself: how its rows are painted, and what keys and the pointer do in it. No widget a row."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ..markdown_display import visible
from ..models.conversations import FOLDER_ROLE, ID_ROLE, WHEN_ROLE, ConversationListModel, FolderRow, Index
from ..theme import Theme
from ..wording import split_number
from .icons import Icon, icon

INDENT = 22
"""Pixels that a folder's name, behind its arrow, and what is in the folder stand to the right."""

ROW_MARGIN = 7
_PIN_SIZE = 13


class ConversationRows(QListView):
    """walked: the keyboard moved to another row. focused: Qt has just made the first row current, asked or not.

    toggled: open this folder, or close it. menu_wanted: for the current row, at a place on the screen.
    """

    walked = Signal(QModelIndex)
    focused = Signal()
    toggled = Signal(int)
    menu_wanted = Signal(QPoint)

    def __init__(self, model: ConversationListModel, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(True)
        self.setDragDropOverwriteMode(False)  # or Qt clears the title of what was dragged away
        self.viewport().setAutoFillBackground(False)
        self.setModel(model)
        self.setItemDelegate(RowDelegate(model, theme, self))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)  # a key that the editor of a title passed on
            return
        index = self.currentIndex()
        folder_id = index.data(FOLDER_ROLE)
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._on_sideways(index, opens=key == Qt.Key.Key_Right)
            return
        if folder_id is not None and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.toggled.emit(folder_id)
            return
        before = QPersistentModelIndex(index)
        super().keyPressEvent(event)
        if self.currentIndex().isValid() and before != self.currentIndex():
            self.walked.emit(self.currentIndex())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.RightButton and index.isValid():
            self.walked.emit(self.currentIndex())  # the menu that follows is about what is shown

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        folder_id = index.data(FOLDER_ROLE)
        if event.button() == Qt.MouseButton.LeftButton and folder_id is not None:
            self.toggled.emit(folder_id)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        rect = self.visualRect(self.currentIndex())
        place = rect.center() if rect.isValid() else self.viewport().rect().center()
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            place = event.pos()
        self.menu_wanted.emit(self.viewport().mapToGlobal(place))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.viewport().setAutoFillBackground(False)

    def _on_sideways(self, index: QModelIndex, *, opens: bool) -> None:
        """Right opens a folder, left closes it; left on what is in it goes to the folder."""
        if not index.isValid():
            return
        row = self._model.row(index.row())
        if isinstance(row, FolderRow):
            if row.is_open != opens:
                self.toggled.emit(row.folder.id)
        elif not opens and row.folder_id is not None and self._model.is_in_folder(index.row()):
            folder_row = self._model.row_of_folder(row.folder_id)
            if folder_row is not None:
                self.setCurrentIndex(self._model.index(folder_row))


class RowDelegate(QStyledItemDelegate):
    """A title and, below it, when it was written in last and its tags; a folder, and how much is in it."""

    def __init__(self, model: ConversationListModel, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(120, 2 * option.fontMetrics.height() + 3 + 2 * self._margin)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colors = self._theme.colors
        row = self._model.row(index.row())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = option.rect.adjusted(8, 1, -8, -1)
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        is_hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if is_selected or is_hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.selected if is_selected else colors.hover))
            painter.drawRoundedRect(area, 8, 8)
        if is_selected and option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(colors.accent))
            painter.drawRoundedRect(area, 8, 8)
        text = self._text_area(option, index)
        font = option.font
        if isinstance(row, FolderRow):
            self._paint_folder_mark(painter, text, is_open=row.is_open)
            font.setBold(True)
        elif row.is_pinned:
            pin = icon(Icon.PIN, colors.muted)
            place = QRect(text.right() - _PIN_SIZE, text.top() + 1, _PIN_SIZE, _PIN_SIZE)
            pin.paint(painter, place)
        title_width = text.width() - (_PIN_SIZE + 6 if not isinstance(row, FolderRow) and row.is_pinned else 0)
        painter.setFont(font)
        painter.setPen(QColor(colors.text))
        name = visible(" ".join(str(index.data()).split()))
        bare, number = split_number(name)  # which tells it from another one: it stays in view
        room = title_width - painter.fontMetrics().horizontalAdvance(number)
        title = painter.fontMetrics().elidedText(bare, Qt.TextElideMode.ElideRight, room) + number
        painter.drawText(text, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, title)
        small = option.font
        small.setBold(False)
        small.setPointSizeF(small.pointSizeF() * 0.86)
        painter.setFont(small)
        painter.setPen(QColor(colors.muted))
        below = painter.fontMetrics().elidedText(str(index.data(WHEN_ROLE)), Qt.TextElideMode.ElideRight, text.width())
        painter.drawText(text, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, below)
        painter.restore()

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setMaxLength(300)
        is_folder = index.data(ID_ROLE) is None
        editor.setAccessibleName(self.tr("Name of the folder") if is_folder else self.tr("Title of the conversation"))
        return editor

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        area = option.rect.adjusted(9, 2, -9, -2)
        area.setLeft(self._text_area(option, index).left() - 9)
        height = min(area.height(), editor.sizeHint().height() + 6)
        editor.setGeometry(QRect(QPoint(area.left(), area.top()), QSize(area.width(), height)))

    @property
    def _margin(self) -> int:
        """Above and below the text of a row, in pixels."""
        return round(ROW_MARGIN * self._theme.density)

    def _text_area(self, option: QStyleOptionViewItem, index: Index) -> QRect:
        area: QRect = option.rect
        left = 18
        if index.data(ID_ROLE) is None or self._model.is_in_folder(index.row()):
            left += INDENT
        return area.adjusted(left, self._margin, -18, -self._margin)

    def _paint_folder_mark(self, painter: QPainter, text: QRect, *, is_open: bool) -> None:
        """An arrow that points down to what is shown, or to the right where it is folded away."""
        pen = QPen(QColor(self._theme.colors.muted), 1.6)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        x, y = text.left() - 14.0, text.top() + painter.fontMetrics().height() / 2
        if is_open:
            points = [QPointF(x - 4, y - 2), QPointF(x, y + 2), QPointF(x + 4, y - 2)]
        else:
            points = [QPointF(x - 2, y - 4), QPointF(x + 2, y), QPointF(x - 2, y + 4)]
        painter.drawPolyline(QPolygonF(points))
