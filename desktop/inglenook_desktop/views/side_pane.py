"""The sidebar's place in the window: how wide it is, and that it makes way where there is no room for it.

In a window too narrow for the sidebar and a conversation, it is folded away; asked for, it lies over the conversation
until something is chosen. With room again it is beside it, if the person wants it there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QApplication, QMainWindow, QSplitter, QWidget

from .fonts import scaled

if TYPE_CHECKING:
    from .conversation_list import ConversationList

USUAL_WIDTH = 248
LEAST_WIDTH = 180
MOST_WIDTH = 480
_SEEN_BESIDE = 48
"""Pixels of the conversation that are seen beside a sidebar that lies over it, to click on."""
_DIM = QColor(0, 0, 0, 70)


class SidePane(QObject):
    """changed: it is there, or not there, or has another width. is_wanted: by the person, where there is room.
    least_beside: pixels that the conversation needs. width: what the person made it, 0 for the usual."""

    changed = Signal()

    def __init__(self, window: QMainWindow, splitter: QSplitter, sidebar: ConversationList, *, home: QWidget) -> None:
        """home: what has the keyboard once the sidebar is gone."""
        super().__init__(window)
        self._window, self._splitter, self._sidebar, self._home = window, splitter, sidebar, home
        self.is_wanted = True
        self.width = 0
        self.least_beside = 0
        self._is_over = False
        self._veil = _Veil(window)
        self._veil.hide()
        self._veil.pressed.connect(self.leave)
        splitter.insertWidget(0, sidebar)
        splitter.splitterMoved.connect(self._on_moved)
        sidebar.installEventFilter(self)
        for leaving in (sidebar.new_requested, sidebar.hit_chosen, sidebar.picked):
            leaving.connect(self.leave)
        self.fit_font()

    @property
    def is_narrow(self) -> bool:
        """Without room for both."""
        return self._room < self._sidebar.minimumWidth()

    @property
    def _room(self) -> int:
        line = QFontMetrics(QApplication.font()).height()  # the window's own follows a moment later
        least = max(self.least_beside, 320 + 6 * line)
        return self._window.width() - self._splitter.handleWidth() - least

    @property
    def _wanted_width(self) -> int:
        return max(self._sidebar.minimumWidth(), self.width or scaled(USUAL_WIDTH))

    def fit_font(self) -> None:
        """As wide as its own words need it: its button, in French or in large letters."""
        if (layout := self._sidebar.layout()) is not None:
            layout.activate()  # or it would tell of the letters before
        self._sidebar.setMaximumWidth(scaled(MOST_WIDTH))
        self._sidebar.setMinimumWidth(max(LEAST_WIDTH, self._sidebar.minimumSizeHint().width()))
        self.fit()

    def fit(self) -> None:
        """The window has another size, or something else is wanted."""
        if self._is_over and not self.is_narrow:
            self._put_back()
        if self._is_over:
            self._place_over()
            return
        is_shown = self.is_wanted and not self.is_narrow
        if self._sidebar.isHidden() == is_shown:
            if not is_shown:
                self._let_go_of_focus()
            self._sidebar.setVisible(is_shown)
            self._lay_out_now()
        width = min(self._wanted_width, max(self._room, self._sidebar.minimumWidth()))
        if is_shown and self._sidebar.width() != width:
            self._splitter.setSizes([width, max(1, self._splitter.width() - width)])

    def toggle(self) -> None:
        """As the person wants it."""
        if not self.is_narrow:
            self.is_wanted = not self.is_wanted
            self.fit()
            self.changed.emit()
        elif self._is_over:
            self.leave()
        else:
            self._lay_over()

    def leave(self) -> None:
        """The conversation again, where the sidebar lies over it."""
        if self._is_over:
            self._put_back()
            self.fit()
            self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc, where nothing in the sidebar wants it."""
        if self._is_over and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()  # or the override would leave it to the window, whose Esc stops an answer
            if event.type() == QEvent.Type.KeyPress:
                self.leave()
            return True
        return super().eventFilter(watched, event)

    def _lay_over(self) -> None:
        self._is_over = True
        self._sidebar.setParent(self._window)
        self._place_over()
        for widget in (self._veil, self._sidebar):
            widget.show()
            widget.raise_()
        self._sidebar.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.changed.emit()

    def _place_over(self) -> None:
        whole = self._splitter.geometry()
        width = max(self._sidebar.minimumWidth(), min(self._wanted_width, whole.width() - _SEEN_BESIDE))
        self._veil.setGeometry(whole)
        self._veil.edge_px = width
        self._sidebar.setGeometry(QRect(whole.left(), whole.top(), width, whole.height()))

    def _put_back(self) -> None:
        self._let_go_of_focus()
        self._is_over = False
        self._veil.hide()
        self._sidebar.hide()
        self._splitter.insertWidget(0, self._sidebar)
        self._lay_out_now()

    def _lay_out_now(self) -> None:
        """Not with the next event: what is beside it would be painted cut off once."""
        self._splitter.refresh()
        if (layout := self._window.layout()) is not None:
            layout.activate()

    def _let_go_of_focus(self) -> None:
        focused = self._window.focusWidget()
        if focused is not None and self._sidebar.isAncestorOf(focused):
            self._home.setFocus()

    def _on_moved(self) -> None:
        self.width = self._sidebar.width()
        self.changed.emit()


class _Veil(QWidget):
    """Over the conversation while the sidebar lies there. pressed: a click beside the sidebar."""

    pressed = Signal()
    edge_px = 0
    """Where the sidebar ends: in high contrast both grounds are of one colour."""

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002
        self.pressed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), _DIM)
        painter.fillRect(QRect(self.edge_px, 0, 1, self.height()), self.palette().color(QPalette.ColorRole.Mid))
