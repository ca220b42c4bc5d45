"""The command palette: a line to type in over the window, and below it what may be meant. Does nothing by itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QPainter,
    QPen,
    QTextCharFormat,
    QTextLayout,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGraphicsDropShadowEffect,
    QLabel,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ..models.palette import Entry, Index, PaletteModel
from ..theme import Colors, Theme, style_scroll_bar
from .fonts import scale_font
from .stepping_field import SteppingField

WIDTH = 640
_ROWS = 11
_TOP = 56
_EDGE = 20
_SHADOW = 36
_GAP = 14
"""Pixels between a title and its group."""


class Palette(QFrame):
    """typed: what is looked for. chosen: an Entry; the palette is closed by then, and the focus where it was."""

    typed = Signal(str)
    chosen = Signal(object)

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._before: QWidget | None = None
        self.setObjectName("palette")
        self.setAccessibleName(self.tr("Command palette"))
        self.field = _Field(self)
        self.field.setFrame(False)
        self.field.setPlaceholderText(self.tr("Do something, open a conversation, change a setting"))
        self.field.setAccessibleName(self.tr("Command palette"))
        self.field.textChanged.connect(self.typed)
        self.field.moved.connect(self.step)
        self.field.returnPressed.connect(self.choose_current)
        self.field.left.connect(self.close_again)
        self.field.lost.connect(self._on_lost)
        scale_font(self.field, 1.2)
        self.model = PaletteModel(self)
        self.view = QListView(self)
        self.view.setAccessibleName(self.tr("What may be meant"))
        self.view.setModel(self.model)
        self.view.setItemDelegate(_EntryDelegate(self.model, theme, self.view))
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setUniformItemSizes(True)
        self.view.setMouseTracking(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.viewport().setAutoFillBackground(False)
        self.view.clicked.connect(self._on_clicked)
        self.none = QLabel(self.tr("Nothing found."), self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 5)
        layout.setSpacing(0)
        layout.addWidget(self.field)
        layout.addWidget(self.none)
        layout.addWidget(self.view, 1)
        self._shadow = QGraphicsDropShadowEffect(self)
        self._shadow.setBlurRadius(_SHADOW)
        self._shadow.setOffset(0, 8)
        self.setGraphicsEffect(self._shadow)
        theme.changed.connect(self._restyle)
        self._restyle(theme.colors)
        window.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Over the window, empty and ready to type."""
        self._before = QApplication.focusWidget()
        self.field.clear()
        self.typed.emit("")
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_again(self) -> None:
        """The focus goes back to where it was."""
        before, self._before = self._before, None
        has_focus = self.field.hasFocus()
        self.hide()
        if before is not None and has_focus and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)

    def refresh(self) -> None:
        """After the model shows other entries: the first one is the current one."""
        n_rows = self.model.rowCount()
        self.none.setVisible(not n_rows)
        self.view.setVisible(bool(n_rows))
        if n_rows:
            self.view.setCurrentIndex(self.model.index(0))
            self.view.scrollToTop()
        self._place()
        self._announce()

    def step(self, by: int) -> None:
        """To another row; from one end to the other where it is a single step."""
        n_rows = self.model.rowCount()
        if n_rows:
            row = self.view.currentIndex().row() + by
            row = row % n_rows if abs(by) == 1 else min(max(0, row), n_rows - 1)
            self.view.setCurrentIndex(self.model.index(row))
            self._announce()

    def choose_current(self) -> None:
        index = self.view.currentIndex()
        if index.isValid():
            entry: Entry = self.model.row(index.row()).entry
            self.close_again()
            self.chosen.emit(entry)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        """In the middle of the window, near its top; as high as its rows, up to a limit."""
        area = self._window.rect()
        width = min(max(WIDTH, 34 * self.fontMetrics().height()), area.width() - 2 * _EDGE)
        row_height = self.view.sizeHintForRow(0) if self.model.rowCount() else 0
        height = self.field.sizeHint().height() + 6 + row_height * min(_ROWS, self.model.rowCount())
        if not self.model.rowCount():
            height += self.none.sizeHint().height()
        height = min(height + 4, area.height() - _TOP - _EDGE)
        self.setGeometry((area.width() - width) // 2, _TOP, width, height)

    def _announce(self) -> None:
        """The keyboard stays in the line; a screen reader hears which row is the current one."""
        index = self.view.currentIndex()
        words = str(index.data(Qt.ItemDataRole.AccessibleTextRole)) if index.isValid() else self.none.text()
        self.field.setAccessibleDescription(words)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.field, words))

    def _on_clicked(self, index: QModelIndex) -> None:
        self.view.setCurrentIndex(index)
        self.choose_current()

    def _on_lost(self) -> None:
        """The person went elsewhere with the pointer."""
        self._before = None
        self.hide()

    def _restyle(self, colors: Colors) -> None:
        self._shadow.setColor(QColor(0, 0, 0, 150 if colors.is_dark else 70))
        style_scroll_bar(self.view, colors)
        self.setStyleSheet(
            f"#palette {{ background: {colors.field}; border: 1px solid {colors.border}; border-radius: 12px; }}"
            f"QLineEdit {{ background: transparent; color: {colors.text}; border: none; padding: 12px 16px;"
            f" placeholder-text-color: {colors.muted}; }}"
            f"QLabel {{ color: {colors.muted}; padding: 6px 18px 12px 18px; }}"
            "QListView { background: transparent; }"
        )


class _Field(SteppingField):
    """lost: the focus went to another widget of the program. Tab stays."""

    lost = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason):
            self.lost.emit()

    def focusNextPrevChild(self, forward: bool) -> bool:
        self.moved.emit(1 if forward else -1)
        return True


def _bold(font: QFont) -> QFont:
    wide = QFont(font)
    wide.setBold(True)
    return wide


class _EntryDelegate(QStyledItemDelegate):
    def __init__(self, model: PaletteModel, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(120, option.fontMetrics.height() + 16)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colors = self._theme.colors
        ranked = self._model.row(index.row())
        entry = ranked.entry
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_current or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.selected if is_current else colors.hover))
            painter.drawRoundedRect(option.rect.adjusted(6, 1, -6, -1), 7, 7)
        room = option.rect.adjusted(16, 0, -16, 0)
        small = QFont(option.font)
        small.setPointSizeF(small.pointSizeF() * 0.9)
        painter.setFont(small)
        if entry.keys:
            room.setRight(self._paint_keys(painter, room, entry.keys, colors) - 10)
        if entry.is_on:
            width = painter.fontMetrics().horizontalAdvance("✓")
            painter.setPen(QColor(colors.text))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, "✓")
            room.setRight(room.right() - width - 10)
        metrics = painter.fontMetrics()
        title = QFontMetrics(_bold(option.font)).horizontalAdvance(entry.title)
        left = room.width() - title - _GAP  # the title comes first
        if left < 0 and room.width() > 24 * metrics.height():
            left = room.width() // 3  # it is cut in any case, and tells enough
        left = min(left, room.width() // 3)
        group = metrics.elidedText(entry.group, Qt.TextElideMode.ElideRight, left)
        if left >= min(metrics.horizontalAdvance(entry.group), 3 * metrics.height()):
            painter.setPen(QColor(colors.muted))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, group)
            room.setRight(room.right() - metrics.horizontalAdvance(group) - _GAP)
        self._paint_title(painter, room, option.font, ranked.spans, entry.title)
        painter.restore()

    def _paint_title(
        self, painter: QPainter, room: QRect, font: QFont, spans: tuple[tuple[int, int], ...], title: str
    ) -> None:
        """On one line, with what was typed in bold."""
        painter.setFont(font)
        painter.setPen(QColor(self._theme.colors.text))
        shown = painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, room.width())
        bold = QTextCharFormat()
        bold.setFontWeight(QFont.Weight.Bold)
        bold.setForeground(QColor(self._theme.colors.accent))
        formats = []
        for start, end in spans:
            span = QTextLayout.FormatRange()
            span.start = len(title[:start].encode("utf-16-le", "surrogatepass")) // 2
            span.length = len(title[start:end].encode("utf-16-le", "surrogatepass")) // 2
            span.format = bold
            formats.append(span)
        layout = QTextLayout(shown, font)
        layout.setFormats(formats)
        layout.beginLayout()
        line = layout.createLine()
        line.setNumColumns(len(shown) + 1)
        layout.endLayout()
        layout.draw(painter, QPointF(room.left(), room.top() + (room.height() - line.height()) / 2))

    @staticmethod
    def _paint_keys(painter: QPainter, room: QRect, keys: str, colors: Colors) -> int:
        """As on a key cap, at the right. Returns where it begins."""
        metrics = painter.fontMetrics()
        width = metrics.horizontalAdvance(keys) + 14
        height = metrics.height() + 4
        cap = QRect(room.right() - width, room.top() + (room.height() - height) // 2, width, height)
        painter.setPen(QPen(QColor(colors.border), 1))
        painter.setBrush(QColor(colors.panel))
        painter.drawRoundedRect(cap, 5, 5)
        painter.setPen(QColor(colors.muted))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, keys)
        return cap.left()
