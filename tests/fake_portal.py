"""A desktop portal that gives keys, on the session bus of its environment: the protocol of
org.freedesktop.portal.GlobalShortcuts by its published description, without a person.

What it answers hangs on the keys that are proposed. `fake_portal.py strict` is one that knows a program by its entry in
the person's folder of applications, as newer ones do.
"""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path
from typing import Any

from inglenook_desktop import session_bus

SERVICE = "org.freedesktop.portal.Desktop"
ROOT = "/org/freedesktop/portal/desktop"
KEYS = "org.freedesktop.portal.GlobalShortcuts"
SIGNATURES = {
    "Register": "sa{sv}",
    "CreateSession": "a{sv}",
    "BindShortcuts": "oa(sa{sv})sa{sv}",
    "AddNotification": "sa{sv}",
}
_CALL, _NAME_OWNED = 1, 1


class FakePortal:
    def __init__(self, *, is_strict: bool, is_broken: bool) -> None:
        self._is_strict = is_strict
        self._is_broken = is_broken
        self._dbus = session_bus.library()
        pointer, text = ctypes.c_void_p, ctypes.c_char_p
        for name, result, arguments in (
            ("dbus_bus_request_name", ctypes.c_int, [pointer, text, ctypes.c_uint, pointer]),
            ("dbus_message_get_sender", text, [pointer]),
            ("dbus_message_get_signature", text, [pointer]),
            ("dbus_message_set_destination", ctypes.c_uint, [pointer, text]),
            ("dbus_message_new_method_return", pointer, [pointer]),
            ("dbus_message_new_error", pointer, [pointer, text, text]),
            ("dbus_message_new_signal", pointer, [text, text, text]),
        ):
            function = getattr(self._dbus, name)
            function.restype, function.argtypes = result, arguments
        self._bus = self._dbus.dbus_connection_open_private(session_bus.session_address().encode(), None)
        assert self._dbus.dbus_bus_register(self._bus, None)
        assert self._dbus.dbus_bus_request_name(self._bus, SERVICE.encode(), 0, None) == _NAME_OWNED
        self._is_registered: set[str] = set()

    def serve(self) -> None:
        while self._dbus.dbus_connection_read_write(self._bus, -1):
            while message := self._dbus.dbus_connection_pop_message(self._bus):
                if self._dbus.dbus_message_get_type(message) == _CALL:
                    self._answer(message)

    def _answer(self, message: int) -> None:
        member = self._dbus.dbus_message_get_member(message).decode()
        signature = self._dbus.dbus_message_get_signature(message).decode()
        sender = self._dbus.dbus_message_get_sender(message).decode()
        values = session_bus.read(self._dbus, message)
        assert signature == SIGNATURES[member], (member, signature)
        if member == "Register" and self._knows(values[0]):
            self._is_registered.add(sender)
            self._send(self._dbus.dbus_message_new_method_return(message))
        elif member == "Register":
            self._send(self._dbus.dbus_message_new_error(message, b"org.freedesktop.DBus.Error.Failed", b"not found"))
        elif member == "CreateSession" and sender not in self._is_registered:
            error = b"org.freedesktop.portal.Error.NotAllowed"
            self._send(self._dbus.dbus_message_new_error(message, error, b"An app id is required"))
        elif member == "CreateSession":
            path = self._path("session", sender, values[0]["session_handle_token"]) if not self._is_broken else "none"
            self._respond(message, sender, values[0]["handle_token"], 0, {"session_handle": path})
        elif member == "BindShortcuts":
            self._bind(message, sender, *values)
        else:
            self._send(self._dbus.dbus_message_new_method_return(message))
            interface = "org.freedesktop.portal.Notification"
            self._signal(sender, ROOT, interface, "ActionInvoked", "ssa(sa{sv})", values[0], "open", [])

    def _knows(self, application_id: str) -> bool:
        assert application_id.count(".") > 1, "portals remember nothing of a name without a dot"
        entry = Path(os.environ["XDG_DATA_HOME"], "applications") / f"{application_id}.desktop"
        return not self._is_strict or entry.is_file()

    def _bind(self, message: int, sender: str, session: str, wanted: Any, parent: str, options: dict[str, str]) -> None:
        [(key, about)] = wanted
        trigger, token = about.get("preferred_trigger", ""), options["handle_token"]
        assert about["description"] == "Come forward from anywhere"
        if trigger == "CTRL+ALT+n":  # no, says the person
            self._respond(message, sender, token, 1, {})
            return
        given = [(key, {"description": about["description"], "trigger_description": f"given {trigger}"})]
        self._respond(message, sender, token, 0, {"shortcuts": given})
        self._signal(sender, ROOT, KEYS, "Activated", "osta{sv}", session, key, 7, {"activation_token": "a token"})
        if trigger == "F6":  # in the settings of the desktop
            changed = [(key, {"trigger_description": "Super+J"})]
            self._signal(sender, ROOT, KEYS, "ShortcutsChanged", "oa(sa{sv})", session, changed)
        elif trigger == "F7":
            self._signal(sender, session, "org.freedesktop.portal.Session", "Closed", "a{sv}", {})

    def _respond(self, message: int, sender: str, token: str, code: int, results: dict[str, Any]) -> None:
        """The answer to the call comes after what it leads to: a program must be ready for both orders."""
        path = self._path("request", sender, token)
        self._signal(sender, path, "org.freedesktop.portal.Request", "Response", "ua{sv}", code, results)
        reply = self._dbus.dbus_message_new_method_return(message)
        session_bus.write(self._dbus, reply, "o", [path])
        self._send(reply)

    def _path(self, kind: str, sender: str, token: str) -> str:
        return f"{ROOT}/{kind}/{sender.removeprefix(':').replace('.', '_')}/{token}"

    def _signal(self, to: str, path: str, interface: str, member: str, signature: str, *values: Any) -> None:
        signal = self._dbus.dbus_message_new_signal(path.encode(), interface.encode(), member.encode())
        self._dbus.dbus_message_set_destination(signal, to.encode())
        session_bus.write(self._dbus, signal, signature, values)
        self._send(signal)

    def _send(self, message: int) -> None:
        self._dbus.dbus_connection_send(self._bus, message, None)
        self._dbus.dbus_message_unref(message)


if __name__ == "__main__":
    portal = FakePortal(is_strict="strict" in sys.argv, is_broken="broken" in sys.argv)
    print("ready", flush=True)
    portal.serve()
