"""The desktop's portals on the session bus: where they are, and who asks."""

from __future__ import annotations

from .menu_entry import APPLICATION_ID
from .session_bus import SessionBus

SERVICE = "org.freedesktop.portal.Desktop"
PATH = "/org/freedesktop/portal/desktop"
_REGISTRY = "org.freedesktop.host.portal.Registry"


def say_who_asks(bus: SessionBus) -> None:
    """Before anything else is asked on this connection. The portal believes it where the folder of applications has an
    entry of that name; older portals do not know the call, and that they say so changes nothing."""
    bus.call(SERVICE, PATH, _REGISTRY, "Register", "sa{sv}", APPLICATION_ID, {})
