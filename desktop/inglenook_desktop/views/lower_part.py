"""What stands below the conversation: notices, what waits, the field for a message, the line at the bottom."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ..theme import Colors, style_scroll_bar


class LowerPart(QScrollArea):
    """As high as its rows want it. Where the window is too low for the least of all of them, it scrolls, and `home` is
    in view."""

    def __init__(self, parent: QWidget, *, home: QWidget) -> None:
        super().__init__(parent)
        self._home, self._most = home, 0
        self._inner = QWidget(self)
        self._rows = QVBoxLayout(self._inner)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it takes the focus, and it follows that
        self.setAccessibleName(self.tr("Below the conversation"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setWidget(self._inner)
        for widget in (self.viewport(), self._inner):
            widget.setAutoFillBackground(False)
        self._inner.installEventFilter(self)
        self.verticalScrollBar().rangeChanged.connect(self._show_home)
        parent.installEventFilter(self)

    def add_row(self, row: QLayout) -> None:
        self._rows.addLayout(row)

    def restyle(self, colors: Colors) -> None:
        style_scroll_bar(self, colors)

    def sizeHint(self) -> QSize:
        return self._inner.sizeHint()

    def minimumSizeHint(self) -> QSize:
        least = self._inner.minimumSizeHint()
        return QSize(least.width(), min(least.height(), self._most))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and watched is self._inner:
            self._pass_on()
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize) and watched is self.parent():
            self._fit()
        return super().eventFilter(watched, event)

    def _pass_on(self) -> None:
        """At once, what another turn would bring: a row that grows while one types would be seen at two heights."""
        self._rows.activate()
        self.updateGeometry()
        if (parent := self.parentWidget()) is not None and (layout := parent.layout()) is not None:
            layout.activate()

    def _fit(self) -> None:
        """What the others in the window leave of its height."""
        parent = self.parentWidget()
        layout = None if parent is None else parent.layout()
        if parent is None or layout is None:
            return
        items = [item for place in range(layout.count()) if (item := layout.itemAt(place)) is not None]
        others = [item for item in items if item.widget() is not self and not item.isEmpty()]
        width = parent.width()
        used = sum(max(one.minimumSize().height(), one.minimumHeightForWidth(width)) for one in others)
        if (most := max(0, parent.height() - used)) != self._most:
            self._most = most
            self.updateGeometry()

    def _show_home(self) -> None:
        self.ensureWidgetVisible(self._home, 0, 0)
