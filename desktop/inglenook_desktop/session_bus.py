"""The session bus, where the desktop's portals listen: libdbus by ctypes, on a connection of its own.

Not QtDBus: PySide can neither write nor read a list of structures, which is what the portal of keys wants and answers.
Only a bus of this machine is spoken to: an address that is no Unix socket counts as none.
"""

from __future__ import annotations

import ctypes
import logging
import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier, Signal

_log = logging.getLogger("inglenook.ui")

LIBRARY = "libdbus-1.so.3"
_METHOD_RETURN, _ERROR, _SIGNAL = 2, 3, 4
_NUMBERS: dict[str, type[ctypes._SimpleCData[Any]]] = {
    "y": ctypes.c_uint8,
    "b": ctypes.c_uint32,
    "n": ctypes.c_int16,
    "q": ctypes.c_uint16,
    "i": ctypes.c_int32,
    "u": ctypes.c_uint32,
    "x": ctypes.c_int64,
    "t": ctypes.c_uint64,
    "d": ctypes.c_double,
    "h": ctypes.c_int32,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BusMessage:
    """A signal, or the answer to a call. error: its name, "" for none. values: text, numbers, lists (structures too)
    and dictionaries."""

    path: str
    interface: str
    member: str
    error: str
    values: Sequence[Any]


class SessionBus(QObject):
    """heard (BusMessage): a signal that was listened to, or one sent to us. Everything is told in this thread."""

    heard = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._dbus: Any = None
        self._connection: int | None = None
        self._notifier: QSocketNotifier | None = None
        self._waiting: dict[int, Callable[[BusMessage], None]] = {}

    def open(self) -> bool:
        """False where there is no such bus. May be called again."""
        address = session_address()
        if self._connection is not None or not address:
            return self._connection is not None
        try:
            self._dbus = library()
        except OSError as error:
            _log.info("no session bus: %s", error)
            return False
        connection = self._dbus.dbus_connection_open_private(address.encode(), None)
        if not connection:
            return False
        self._connection = connection
        self._dbus.dbus_connection_set_exit_on_disconnect(connection, 0)
        descriptor = ctypes.c_int(-1)
        is_there = self._dbus.dbus_bus_register(connection, None)
        if not is_there or not self._dbus.dbus_connection_get_unix_fd(connection, ctypes.byref(descriptor)):
            self.close()
            return False
        self._notifier = QSocketNotifier(descriptor.value, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_readable)
        return True

    def close(self) -> None:
        """What is awaited never comes; portals end what this connection had begun."""
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
            self._notifier = None
        if self._connection is not None:
            self._dbus.dbus_connection_close(self._connection)
            self._dbus.dbus_connection_unref(self._connection)
            self._connection = None
        self._waiting.clear()

    @property
    def name(self) -> str:
        """What the bus calls this connection, as ":1.42"; "" while there is none."""
        if self._connection is None:
            return ""
        return _text(self._dbus.dbus_bus_get_unique_name(self._connection))

    def listen(self, service: str, interface: str) -> None:
        """To the signals of this service's interface, from now on."""
        if self._connection is not None:
            rule = f"type='signal',sender='{service}',interface='{interface}'"
            self._dbus.dbus_bus_add_match(self._connection, rule.encode(), None)

    def call(
        self,
        service: str,
        path: str,
        interface: str,
        member: str,
        signature: str,
        *values: Any,
        then: Callable[[BusMessage], None] | None = None,
    ) -> bool:
        """Without waiting; False where the bus is gone. then: gets the answer, or the error."""
        if self._connection is None:
            return False
        names = (one.encode() for one in (service, path, interface, member))
        message = self._dbus.dbus_message_new_method_call(*names)
        write(self._dbus, message, signature, values)
        serial = ctypes.c_uint32()
        is_sent = bool(self._dbus.dbus_connection_send(self._connection, message, ctypes.byref(serial)))
        self._dbus.dbus_message_unref(message)
        if then is not None and is_sent:
            self._waiting[serial.value] = then
        return is_sent

    def _on_readable(self) -> None:
        is_there = bool(self._dbus.dbus_connection_read_write(self._connection, 0))
        while self._connection is not None and (message := self._dbus.dbus_connection_pop_message(self._connection)):
            kind = self._dbus.dbus_message_get_type(message)
            serial = self._dbus.dbus_message_get_reply_serial(message)
            read_out = self._read(message)
            self._dbus.dbus_message_unref(message)
            if kind == _SIGNAL:
                self.heard.emit(read_out)
            elif kind in (_METHOD_RETURN, _ERROR) and (then := self._waiting.pop(serial, None)) is not None:
                then(read_out)
        if not is_there:
            self.close()  # the session is ending

    def _read(self, message: int) -> BusMessage:
        dbus = self._dbus
        return BusMessage(
            path=_text(dbus.dbus_message_get_path(message)),
            interface=_text(dbus.dbus_message_get_interface(message)),
            member=_text(dbus.dbus_message_get_member(message)),
            error=_text(dbus.dbus_message_get_error_name(message)),
            values=read(dbus, message),
        )


def session_address() -> str:
    """Where the bus of this session listens, as D-Bus writes it; "" where there is none on this machine."""
    given = os.environ.get("DBUS_SESSION_BUS_ADDRESS", "")
    if not given:
        socket = Path(os.environ.get("XDG_RUNTIME_DIR", "")) / "bus"
        given = f"unix:path={socket}" if socket.is_absolute() and socket.exists() else ""
    return ";".join(one for one in given.split(";") if one.startswith("unix:"))


class _Place(ctypes.Structure):
    """DBusMessageIter, which is smaller than this on every system."""

    _fields_ = [("inside", ctypes.c_uint64 * 16)]


def write(dbus: Any, message: int, signature: str, values: Sequence[Any]) -> None:
    """Of the types s, o, u, t, a and (), and of variants those with a text or a list of structures in them."""
    place = _Place()
    dbus.dbus_message_iter_init_append(message, ctypes.byref(place))
    for kind, value in zip(_types(signature), values, strict=True):
        _write_one(dbus, place, kind, value)


def is_object_path(text: str) -> bool:
    """libdbus ends the whole program when it is given anything else for one."""
    return re.fullmatch(r"/|(?:/[A-Za-z0-9_]+)+", text) is not None


def _write_one(dbus: Any, place: _Place, kind: str, value: Any) -> None:
    match kind[0]:
        case "v":
            inner = "s" if isinstance(value, str) else "a(sa{sv})"
            with _container(dbus, place, "v", inner) as within:
                _write_one(dbus, within, inner, value)
        case "a":
            with _container(dbus, place, "a", kind[1:]) as within:
                for one in value.items() if isinstance(value, dict) else value:
                    _write_one(dbus, within, kind[1:], one)
        case "(" | "{":
            with _container(dbus, place, "r" if kind[0] == "(" else "e", None) as within:
                for inner, one in zip(_types(kind[1:-1]), value, strict=True):
                    _write_one(dbus, within, inner, one)
        case "s" | "o":
            text = ctypes.c_char_p(value.encode("utf-8", "replace"))
            dbus.dbus_message_iter_append_basic(ctypes.byref(place), ord(kind), ctypes.byref(text))
        case _:
            number = _NUMBERS[kind](value)
            dbus.dbus_message_iter_append_basic(ctypes.byref(place), ord(kind), ctypes.byref(number))


@contextmanager
def _container(dbus: Any, place: _Place, kind: str, signature: str | None) -> Iterator[_Place]:
    within = _Place()
    written = None if signature is None else signature.encode()
    dbus.dbus_message_iter_open_container(ctypes.byref(place), ord(kind), written, ctypes.byref(within))
    yield within
    dbus.dbus_message_iter_close_container(ctypes.byref(place), ctypes.byref(within))


def read(dbus: Any, message: int) -> list[Any]:
    place = _Place()
    return _read_all(dbus, place) if dbus.dbus_message_iter_init(message, ctypes.byref(place)) else []


def _read_all(dbus: Any, place: _Place) -> list[Any]:
    values = []
    while kind := dbus.dbus_message_iter_get_arg_type(ctypes.byref(place)):
        values.append(_read_one(dbus, place, chr(kind)))
        dbus.dbus_message_iter_next(ctypes.byref(place))
    return values


def _read_one(dbus: Any, place: _Place, kind: str) -> Any:
    if kind in "avre":
        within = _Place()
        is_dictionary = kind == "a" and dbus.dbus_message_iter_get_element_type(ctypes.byref(place)) == ord("e")
        dbus.dbus_message_iter_recurse(ctypes.byref(place), ctypes.byref(within))
        inside = _read_all(dbus, within)
        if is_dictionary:
            return dict(inside)
        return inside[0] if kind == "v" else inside
    value = _NUMBERS.get(kind, ctypes.c_char_p)()
    dbus.dbus_message_iter_get_basic(ctypes.byref(place), ctypes.byref(value))
    return value.value if kind in _NUMBERS else _text(value.value)


def _types(signature: str) -> list[str]:
    """Each complete type of a signature."""
    found, at = [], 0
    while at < len(signature):
        end, depth = at, 0
        while True:
            depth += (signature[end] in "({") - (signature[end] in ")}")
            end += 1
            if depth == 0 and signature[end - 1] != "a":
                break
        found.append(signature[at:end])
        at = end
    return found


def _text(value: bytes | None) -> str:
    return "" if value is None else value.decode()


def library() -> Any:
    """libdbus, with the types of the functions used: pointers do not fit into ctypes' default int. Raises OSError."""
    dbus = ctypes.CDLL(LIBRARY)
    pointer, text, number, u32 = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int, ctypes.c_uint32
    for name, result, arguments in (
        ("dbus_connection_open_private", pointer, [text, pointer]),
        ("dbus_connection_set_exit_on_disconnect", None, [pointer, u32]),
        ("dbus_connection_get_unix_fd", u32, [pointer, pointer]),
        ("dbus_connection_read_write", u32, [pointer, number]),
        ("dbus_connection_pop_message", pointer, [pointer]),
        ("dbus_connection_send", u32, [pointer, pointer, pointer]),
        ("dbus_connection_close", None, [pointer]),
        ("dbus_connection_unref", None, [pointer]),
        ("dbus_bus_register", u32, [pointer, pointer]),
        ("dbus_bus_get_unique_name", text, [pointer]),
        ("dbus_bus_add_match", None, [pointer, text, pointer]),
        ("dbus_message_new_method_call", pointer, [text, text, text, text]),
        ("dbus_message_unref", None, [pointer]),
        ("dbus_message_get_type", number, [pointer]),
        ("dbus_message_get_reply_serial", u32, [pointer]),
        ("dbus_message_get_path", text, [pointer]),
        ("dbus_message_get_interface", text, [pointer]),
        ("dbus_message_get_member", text, [pointer]),
        ("dbus_message_get_error_name", text, [pointer]),
        ("dbus_message_iter_init", u32, [pointer, pointer]),
        ("dbus_message_iter_init_append", None, [pointer, pointer]),
        ("dbus_message_iter_open_container", u32, [pointer, number, text, pointer]),
        ("dbus_message_iter_close_container", u32, [pointer, pointer]),
        ("dbus_message_iter_append_basic", u32, [pointer, number, pointer]),
        ("dbus_message_iter_get_arg_type", number, [pointer]),
        ("dbus_message_iter_get_element_type", number, [pointer]),
        ("dbus_message_iter_get_basic", None, [pointer, pointer]),
        ("dbus_message_iter_recurse", None, [pointer, pointer]),
        ("dbus_message_iter_next", u32, [pointer]),
    ):
        function = getattr(dbus, name)
        function.restype, function.argtypes = result, arguments
    return dbus
