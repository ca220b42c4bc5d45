"""Widgets beside each other, and in the next row where there is no more room."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """spacing: pixels, across and down. is_centered: each row is in the middle. Hidden widgets take no room.
    at_end: a widget of it that stands at the right end of its row."""

    at_end: QWidget | None = None

    def __init__(self, parent: QWidget | None = None, *, spacing: int = 6, is_centered: bool = False) -> None:
        super().__init__(parent)
        self._is_centered = is_centered
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(QMargins(0, 0, 0, 0))
        self.setSpacing(spacing)

    def insert(self, place: int, widget: QWidget) -> None:
        self.addWidget(widget)
        self._items.insert(place, self._items.pop())

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._lay_out(QRect(0, 0, width, 0), moves=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._lay_out(rect, moves=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(item.minimumSize())
        return size

    def _lay_out(self, rect: QRect, *, moves: bool) -> int:
        """The height that all rows together take, in pixels."""
        rows: list[list[tuple[QLayoutItem, QSize]]] = []
        left = 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint().boundedTo(QSize(max(rect.width(), item.minimumSize().width()), 1 << 20))
            if not rows or size.width() > left:
                rows.append([])
                left = rect.width()
            rows[-1].append((item, size))
            left -= size.width() + self.spacing()
        y = rect.y()
        for row in rows:
            if moves:
                self._place(row, rect, y)
            y += max(size.height() for _, size in row) + self.spacing()
        return max(0, y - rect.y() - self.spacing())

    def _place(self, row: list[tuple[QLayoutItem, QSize]], rect: QRect, y: int) -> None:
        x = rect.x()
        if self._is_centered:
            used = sum(size.width() for _, size in row) + (len(row) - 1) * self.spacing()
            x += max(0, rect.width() - used) // 2
        for item, size in row:
            if item.widget() is not None and item.widget() is self.at_end:
                x = max(x, rect.right() + 1 - size.width())
            item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + self.spacing()
