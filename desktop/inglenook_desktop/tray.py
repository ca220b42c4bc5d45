"""The icon beside the clock: the window and its commonest commands from there, and messages where the system has them.

Shown only while the person wants it, or while a message stands there.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

MESSAGE_MS = 20_000
"""How long a message may stand, and an icon that is there for it alone."""


class Tray(QObject):
    """opened: bring the window forward. new_wanted, quit_wanted: so in its menu. message_clicked: that of `tell`."""

    opened = Signal()
    new_wanted = Signal()
    quit_wanted = Signal()
    message_clicked = Signal()

    def __init__(self, icon: QIcon, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._tray: QSystemTrayIcon | None = None
        self._menu: QMenu | None = None
        self._is_wanted = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(MESSAGE_MS)
        self._timer.timeout.connect(self._on_told)

    @staticmethod
    def is_available() -> bool:
        """Some desktops have no such place."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    @property
    def is_shown(self) -> bool:
        return self._tray is not None and self._tray.isVisible()

    def set_wanted(self, is_wanted: bool) -> None:
        """Always there, or not."""
        self._is_wanted = is_wanted
        if is_wanted:
            self._made().show()
        elif self._tray is not None and not self._timer.isActive():
            self._tray.hide()

    def tell(self, title: str, text: str) -> None:
        tray = self._made()
        tray.show()
        self._timer.start()
        tray.showMessage(title, text, self._icon, MESSAGE_MS)

    def close(self) -> None:
        """Before the program ends: a dead icon would stand there otherwise."""
        self._timer.stop()
        if self._tray is not None:
            self._tray.hide()
        if self._menu is not None:
            self._menu.deleteLater()
            self._menu = None

    def _made(self) -> QSystemTrayIcon:
        if self._tray is None:
            menu = self._menu = QMenu()
            menu.addAction(self.tr("Show Inglenook")).triggered.connect(self.opened)
            menu.addAction(self.tr("New conversation")).triggered.connect(self.new_wanted)
            menu.addSeparator()
            menu.addAction(self.tr("Quit")).triggered.connect(self.quit_wanted)
            tray = self._tray = QSystemTrayIcon(self._icon, self)
            tray.setToolTip("Inglenook")
            tray.setContextMenu(menu)
            tray.activated.connect(self._on_activated)
            tray.messageClicked.connect(self.message_clicked)
        return self._tray

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            self.opened.emit()

    def _on_told(self) -> None:
        if not self._is_wanted and self._tray is not None:
            self._tray.hide()
