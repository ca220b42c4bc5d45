"""Messages through the desktop portal, on desktops that have no place for icons (GNOME above all)."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, Signal

from .portals import PATH, SERVICE, say_who_asks
from .session_bus import BusMessage, SessionBus

_log = logging.getLogger("inglenook.ui")

INTERFACE = "org.freedesktop.portal.Notification"
_ID = "answer"
"""A new message takes the place of the one before."""


class PortalNotices(QObject):
    """message_clicked: that of `tell`."""

    message_clicked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bus = SessionBus(self)
        self._bus.heard.connect(self._on_heard)
        self._bus.open()
        self._bus.listen(SERVICE, INTERFACE)
        say_who_asks(self._bus)

    def tell(self, title: str, text: str) -> bool:
        """False where there is no bus. It is not waited for: a portal that does not answer costs nothing."""
        message = {"title": title, "body": text, "default-action": "open"}
        is_sent = self._bus.call(SERVICE, PATH, INTERFACE, "AddNotification", "sa{sv}", _ID, message)
        if not is_sent:
            _log.info("no message could be shown: there is no session bus")
        return is_sent

    def _on_heard(self, message: BusMessage) -> None:
        if (message.interface, message.member) == (INTERFACE, "ActionInvoked") and message.values[:1] == [_ID]:
            self.message_clicked.emit()
