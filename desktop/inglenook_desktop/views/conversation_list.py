"""The sidebar: a button for a new conversation, the list, and the offer to undo a deletion.

Shows `ConversationListModel` and says what the person wants; changes nothing by itself.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QColor, QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ..models.conversations import ID_ROLE, WHEN_ROLE, ConversationListModel
from ..theme import Colors, Theme, set_background
from .icons import Icon, hearth, icon
from .parts import ElidedLabel, icon_button

UNDO_MS = 20_000
"""How long the offer to undo stays; the conversation can be restored by Ctrl+Z as long as it does."""


class ConversationList(QWidget):
    """conversation ids in every signal."""

    new_requested = Signal()
    selected = Signal(int)
    delete_requested = Signal(int)
    undo_requested = Signal()

    def __init__(self, model: ConversationListModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._current: int | None = None
        self.setAccessibleName(self.tr("Conversations"))

        mark = QLabel(self)
        mark.setPixmap(hearth(22, self.devicePixelRatioF()))
        name = QLabel("Inglenook", self)
        font = name.font()
        font.setPointSizeF(font.pointSizeF() * 1.15)
        font.setBold(True)
        name.setFont(font)
        header = QHBoxLayout()
        header.setContentsMargins(16, 14, 12, 6)
        header.setSpacing(9)
        header.addWidget(mark)
        header.addWidget(name)
        header.addStretch(1)

        self._new = QPushButton(self.tr("New conversation"), self)
        self._new.setObjectName("new")
        self._new.setToolTip(self.tr("New conversation (Ctrl+N)"))
        self._new.setCursor(Qt.CursorShape.PointingHandCursor)
        self._new.clicked.connect(self.new_requested)

        self.view = _List(self)
        self.view.setModel(model)
        self.view.setItemDelegate(_RowDelegate(theme, self.view))
        self.view.setAccessibleName(self.tr("Conversations"))
        self.view.clicked.connect(self._on_picked)
        self.view.activated.connect(self._on_picked)
        self.view.walked.connect(self._select)
        self.view.focused.connect(self._restore_selection)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._rename = self._action(self.tr("Rename"), "F2", self._on_rename, Qt.ShortcutContext.WindowShortcut)
        self._delete = self._action(self.tr("Delete"), QKeySequence.StandardKey.Delete, self._on_delete)
        self._undo = self._action(self.tr("Undo delete"), QKeySequence.StandardKey.Undo, self._on_undo)
        self._undo.setEnabled(False)
        model.modelReset.connect(self._restore_selection)

        self._undo_bar = _UndoBar(self)
        self._undo_bar.undo.clicked.connect(self._on_undo)
        self._undo_bar.close_button.clicked.connect(self.hide_undo)
        self._undo_bar.hide()
        self._undo_timer = QTimer(self)
        self._undo_timer.setSingleShot(True)
        self._undo_timer.setInterval(UNDO_MS)
        self._undo_timer.timeout.connect(self.hide_undo)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(header)
        button_row = QHBoxLayout()
        button_row.setContentsMargins(10, 4, 10, 8)
        button_row.addWidget(self._new)
        layout.addLayout(button_row)
        layout.addWidget(self.view, 1)
        layout.addWidget(self._undo_bar)
        theme.changed.connect(self._restyle)
        self._restyle(theme.colors)

    def show_current(self, conversation_id: int | None) -> None:
        """Mark the conversation in view, or none for a new one."""
        self._current = conversation_id
        self._restore_selection()

    def offer_undo(self, title: str) -> None:
        """A conversation was deleted; offer it back for a while."""
        self._undo_bar.show_title(title or self.tr("New conversation"))
        self._undo_bar.show()
        self._undo.setEnabled(True)
        self._undo_timer.start()

    def hide_undo(self) -> None:
        self._undo_timer.stop()
        self._undo_bar.hide()
        self._undo.setEnabled(False)

    def rename_current(self) -> None:
        """Edit the title of the conversation in view, in place."""
        row = self._model.row_of(self._current)
        if row is not None:
            self.view.edit(self._model.index(row))

    def delete_current(self) -> None:
        if self._current is not None:
            self.delete_requested.emit(self._current)

    def _action(
        self,
        text: str,
        keys: QKeySequence.StandardKey | str,
        slot: object,
        context: Qt.ShortcutContext = Qt.ShortcutContext.WidgetShortcut,
    ) -> QAction:
        action = QAction(text, self.view)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(context)
        action.triggered.connect(slot)
        self.view.addAction(action)
        return action

    def _on_picked(self, index: QModelIndex) -> None:
        self._select(index)

    def _select(self, index: QModelIndex) -> None:
        conversation_id = index.data(ID_ROLE)
        if conversation_id is not None and conversation_id != self._current:
            self.selected.emit(conversation_id)

    def _on_rename(self) -> None:
        index = self.view.currentIndex()
        if index.isValid():
            self.view.edit(index)

    def _on_delete(self) -> None:
        conversation_id = self.view.currentIndex().data(ID_ROLE)
        if conversation_id is not None:
            self.delete_requested.emit(conversation_id)

    def _on_undo(self) -> None:
        self.hide_undo()
        self.undo_requested.emit()

    def _restore_selection(self) -> None:
        row = self._model.row_of(self._current)
        index = self._model.index(row) if row is not None else QModelIndex()
        self.view.selectionModel().setCurrentIndex(index, self.view.selectionModel().SelectionFlag.ClearAndSelect)
        if not index.isValid():
            self.view.clearSelection()

    def _restyle(self, colors: Colors) -> None:
        set_background(self, colors.sidebar)
        self._new.setIcon(icon(Icon.PLUS, colors.text))
        self._new.setStyleSheet(
            f"QPushButton {{ background: {colors.field}; color: {colors.text}; border: 1px solid {colors.border};"
            " border-radius: 9px; padding: 8px 12px; text-align: left; }"
            f"QPushButton:hover {{ background: {colors.hover}; }}"
            f"QPushButton:focus {{ border-color: {colors.accent}; }}"
        )
        self._undo_bar.restyle(colors)


class _List(QListView):
    """walked: the keyboard moved to another row. focused: Qt has just made the first row current, asked or not."""

    walked = Signal(QModelIndex)
    focused = Signal()

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        before = QPersistentModelIndex(self.currentIndex())
        super().keyPressEvent(event)
        if self.currentIndex().isValid() and before != self.currentIndex():
            self.walked.emit(self.currentIndex())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.RightButton and self.indexAt(event.position().toPoint()).isValid():
            self.walked.emit(self.currentIndex())  # the menu that follows is about what is shown

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.viewport().setAutoFillBackground(False)


class _RowDelegate(QStyledItemDelegate):
    """A title and, below it, when it was written in last."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(120, 2 * option.fontMetrics.height() + 17)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        colors = self._theme.colors
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
        text = self._text_area(option)
        metrics = option.fontMetrics
        painter.setPen(QColor(colors.text))
        title = metrics.elidedText(str(index.data()), Qt.TextElideMode.ElideRight, text.width())
        painter.drawText(text, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, title)
        small = option.font
        small.setPointSizeF(small.pointSizeF() * 0.86)
        painter.setFont(small)
        painter.setPen(QColor(colors.muted))
        when = str(index.data(WHEN_ROLE))
        painter.drawText(text, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, when)
        painter.restore()

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        editor = QLineEdit(parent)
        editor.setMaxLength(300)
        editor.setAccessibleName(self.tr("Title of the conversation"))
        return editor

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> None:
        area = option.rect.adjusted(9, 2, -9, -2)
        height = min(area.height(), editor.sizeHint().height() + 6)
        editor.setGeometry(QRect(QPoint(area.left(), area.top()), QSize(area.width(), height)))

    @staticmethod
    def _text_area(option: QStyleOptionViewItem) -> QRect:
        area: QRect = option.rect
        return area.adjusted(18, 7, -18, -7)


class _UndoBar(QFrame):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("undoBar")
        self._label = ElidedLabel(self)
        self.undo = QPushButton(self.tr("Undo"), self)
        self.undo.setFlat(True)
        self.undo.setCursor(Qt.CursorShape.PointingHandCursor)
        self.close_button = icon_button(self.tr("Dismiss"), self, size=14)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 6, 6, 6)
        layout.setSpacing(4)
        layout.addWidget(self._label, 1)
        layout.addWidget(self.undo)
        layout.addWidget(self.close_button)

    def show_title(self, title: str) -> None:
        text = self.tr("Deleted “%1”").replace("%1", title)
        self.setAccessibleName(text)
        self.setToolTip(text)
        self._label.setText(text)

    def restyle(self, colors: Colors) -> None:
        self.close_button.setIcon(icon(Icon.CLOSE, colors.muted))
        self.setStyleSheet(
            f"#undoBar {{ background: {colors.panel}; border-top: 1px solid {colors.border}; }}"
            f"QPushButton {{ color: {colors.link}; font-weight: bold; border: none; padding: 4px 6px;"
            " border-radius: 5px; }"
            f"QPushButton:hover, QPushButton:focus {{ background: {colors.selected}; }}"
            "QToolButton { border: none; border-radius: 5px; padding: 3px; }"
            f"QToolButton:hover {{ background: {colors.selected}; }}"
        )
