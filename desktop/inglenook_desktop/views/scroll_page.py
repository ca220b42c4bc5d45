"""Pages, notes and forms whose words wrap, and which scroll where there is no room for all of them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ..theme import Colors, Theme, style_bar_across, style_scroll_bar
from .fonts import scaled

TEXT_WIDTH = 520
"""Pixels, beside text of the system's size."""
LEAST_HEIGHT = 72
"""Pixels of a note, where there is no room for more."""
LEAST_LINES = 6
"""Of a form, where there is no room for more."""
FRAME = QSize(16, 48)
"""Pixels that a system draws around a window, at most."""


class ScrollPage(QScrollArea):
    """Widgets one below the other, a little above the middle. Where there is no room for all of them it scrolls, and
    can have the keys for that."""

    def __init__(self, theme: Theme, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.verticalScrollBar().rangeChanged.connect(self._on_range)
        self._theme = theme
        self._column = QWidget(self)

    def stack(self, *widgets: QWidget) -> None:
        """The column of them has a width of its own, so that text wraps."""
        column = self._column
        column.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        inside = QVBoxLayout(column)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        for widget in widgets:
            inside.addWidget(widget)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(column, 1000)
        row.addStretch(1)
        inner = QWidget(self)
        layout = QVBoxLayout(inner)
        layout.addStretch(3)
        layout.addLayout(row)
        layout.addStretch(4)
        self.setWidget(inner)
        for widget in (self.viewport(), inner):
            widget.setAutoFillBackground(False)  # it has the window's
        self._theme.changed.connect(self.restyle)
        self.restyle(self._theme.colors)

    def restyle(self, colors: Colors) -> None:
        """In the theme's colours, and for letters of another size."""
        self._column.setMaximumWidth(scaled(TEXT_WIDTH))
        self.setStyleSheet(
            f"#page {{ border: 1px solid transparent; }} #page:focus {{ border-color: {colors.accent}; }}"
        )
        style_scroll_bar(self, colors)
        style_bar_across(self, colors)

    def _on_range(self, _least: int, most: int) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if most else Qt.FocusPolicy.NoFocus)


class ScrollNote(QScrollArea):
    """A row that is as high as its words, and gives way where there is no room for them."""

    def __init__(self, inner: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._inner, self._height = inner, 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its button takes the focus, and it follows that
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setWidget(inner)
        for widget in (self.viewport(), inner):
            widget.setAutoFillBackground(False)
        inner.installEventFilter(self)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        height = max(0, self._inner.heightForWidth(self.viewport().width()))
        if height != self._height:
            self._height = height
            self.setMinimumHeight(min(height, LEAST_HEIGHT))
            self.updateGeometry()


class ScrollForm(QScrollArea):
    """What a dialog asks, above its buttons: as large as it needs, and it scrolls where the screen is too small for
    that."""

    def __init__(self, inner: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._inner = inner
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields take the focus, and it follows that
        self.setWidget(inner)
        for widget in (self.viewport(), inner):
            widget.setAutoFillBackground(False)

    def minimumSizeHint(self) -> QSize:
        width = self._inner.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(width, min(self.needed(self.viewport().width()), LEAST_LINES * self.fontMetrics().height()))

    def sizeHint(self) -> QSize:
        return QSize(self.minimumSizeHint().width(), self.needed(self.viewport().width()))

    def needed(self, width: int) -> int:
        """Pixels from top to bottom, at a width."""
        inner = self._inner
        return inner.heightForWidth(width) if inner.hasHeightForWidth() else inner.sizeHint().height()

    def dialog_size(self, width: int) -> QSize:
        """Of the dialog, which has this one below its edge and buttons below that: with room for everything where the
        screen has it. width: as wide as it would be."""
        dialog = self.window()
        layout = dialog.layout()
        if layout is None:
            return QSize(width, self.needed(width))
        margins = layout.contentsMargins()
        wide = max(width, layout.minimumSize().width())
        rest = layout.sizeHint().height() - self.sizeHint().height()
        high = rest + self.needed(wide - margins.left() - margins.right())
        return QSize(wide, high).boundedTo(dialog.screen().availableSize() - FRAME)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)
