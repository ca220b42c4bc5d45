"""Files that are dragged over a window: a sheet over it says what dropping them does."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDragMoveEvent, QDropEvent, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ..theme import Theme
from .growing_field import local_files

INSET = 12


class DropZone(QObject):
    """dropped: paths of files. Everything else that is dragged is left to whoever wants it. target: all of it."""

    dropped = Signal(object)

    def __init__(self, target: QWidget, theme: Theme) -> None:
        super().__init__(target)
        self._target = target
        self.sheet = _Sheet(theme, target)
        target.setAcceptDrops(True)
        target.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self._target:
            return False
        match event:
            case QDropEvent() if event.type() == QEvent.Type.Drop:
                self.sheet.hide()
                files = local_files(event.mimeData())
                if files:
                    event.setDropAction(Qt.DropAction.CopyAction)
                    event.accept()
                    self.dropped.emit(files)
                    return True
            case QDragEnterEvent() | QDragMoveEvent() if local_files(event.mimeData()):
                event.setDropAction(Qt.DropAction.CopyAction)
                event.accept()
                self.sheet.cover()
                return True
            case _ if event.type() in (QEvent.Type.DragLeave, QEvent.Type.Resize):
                self.sheet.hide()
        return False


class _Sheet(QWidget):
    """It lets the drag through to what lies below."""

    def __init__(self, theme: Theme, target: QWidget) -> None:
        super().__init__(target)
        self._theme = theme
        self._target = target
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def cover(self) -> None:
        if self.isHidden():
            self.setGeometry(self._target.rect())
            self.raise_()
            self.show()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors = self._theme.colors
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QColor(colors.window)
        ground.setAlphaF(0.92)
        painter.fillRect(self.rect(), ground)
        pen = QPen(QColor(colors.accent), 2, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(INSET, INSET, -INSET, -INSET), 14, 14)
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 1.3)
        painter.setFont(font)
        painter.setPen(QColor(colors.text))
        painter.drawText(
            self.rect(), Qt.AlignmentFlag.AlignCenter, self.tr("Drop files to attach them to your message")
        )
