"""Messages through the desktop portal, on desktops that have no place for icons (GNOME above all).

The portal, and not org.freedesktop.Notifications, whose call has an unsigned number in it that PySide cannot write.
"""

from __future__ import annotations

import logging
from typing import cast

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage

_log = logging.getLogger("inglenook.ui")

SERVICE = "org.freedesktop.portal.Desktop"
PATH = "/org/freedesktop/portal/desktop"
INTERFACE = "org.freedesktop.portal.Notification"
_ID = "answer"
"""A new message takes the place of the one before."""


class PortalNotices(QObject):
    """message_clicked: that of `tell`."""

    message_clicked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bus = QDBusConnection.sessionBus()
        # the stub knows only bytes, and PySide only text
        slot = cast("bytes", SLOT("_on_action(QDBusMessage)"))
        self._bus.connect(SERVICE, PATH, INTERFACE, "ActionInvoked", self, slot)

    def tell(self, title: str, text: str) -> bool:
        """False where there is no bus. It is not waited for: a portal that does not answer costs nothing."""
        call = QDBusMessage.createMethodCall(SERVICE, PATH, INTERFACE, "AddNotification")
        call.setArguments([_ID, {"title": title, "body": text, "default-action": "open"}])
        is_sent = self._bus.isConnected() and self._bus.send(call)
        if not is_sent:
            _log.info("no message could be shown: %s", self._bus.lastError().message())
        return is_sent

    @Slot(QDBusMessage)
    def _on_action(self, message: QDBusMessage) -> None:
        if message.arguments()[:1] == [_ID]:
            self.message_clicked.emit()
