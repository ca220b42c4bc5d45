"""One key of the whole X11 session: grabbed on a connection of its own, so that no event of Qt's passes through here.

Through libxcb by ctypes; nothing else in this program needs it.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import itertools
import logging
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier, Qt, Signal
from PySide6.QtGui import QKeySequence

_log = logging.getLogger("inglenook.ui")

_SHIFT, _LOCK, _CONTROL, _ALT, _NUM_LOCK, _SUPER = 1, 2, 4, 8, 16, 64
_KEY_PRESS = 2
_ASYNC = 1

_KEYSYMS = {
    Qt.Key.Key_Escape: 0xFF1B,
    Qt.Key.Key_Tab: 0xFF09,
    Qt.Key.Key_Backspace: 0xFF08,
    Qt.Key.Key_Return: 0xFF0D,
    Qt.Key.Key_Insert: 0xFF63,
    Qt.Key.Key_Delete: 0xFFFF,
    Qt.Key.Key_Pause: 0xFF13,
    Qt.Key.Key_Print: 0xFF61,
    Qt.Key.Key_Home: 0xFF50,
    Qt.Key.Key_Left: 0xFF51,
    Qt.Key.Key_Up: 0xFF52,
    Qt.Key.Key_Right: 0xFF53,
    Qt.Key.Key_Down: 0xFF54,
    Qt.Key.Key_PageUp: 0xFF55,
    Qt.Key.Key_PageDown: 0xFF56,
    Qt.Key.Key_End: 0xFF57,
}
_F1 = 0xFFBE


class _Cookie(ctypes.Structure):
    _fields_ = [("sequence", ctypes.c_uint)]


class _ScreenIterator(ctypes.Structure):
    _fields_ = [("data", ctypes.c_void_p), ("rem", ctypes.c_int), ("index", ctypes.c_int)]


class X11Keys(QObject):
    """activated: the key was pressed, whichever program is in front."""

    activated = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._xcb: Any = None
        self._libc: Any = None
        self._connection: int | None = None
        self._notifier: QSocketNotifier | None = None
        self._keycode = 0
        self._modifiers = 0

    def grab(self, keys: QKeySequence) -> bool:
        """In place of the one before. False where another program has it, or this keyboard does not."""
        self.release()
        symbol, self._modifiers = keysym_of(keys)
        if not symbol or not self._connect():
            return False
        self._keycode = self._keycode_of(symbol)
        is_grabbed = bool(self._keycode) and all(self._grab(locks) for locks in _LOCKS)
        if not is_grabbed:
            self.release()
        return is_grabbed

    def release(self) -> None:
        """The connection's end gives back every grab."""
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
            self._notifier = None
        if self._connection is not None:
            self._xcb.xcb_disconnect(self._connection)
            self._connection = None

    def _connect(self) -> bool:
        name, libc = ctypes.util.find_library("xcb"), ctypes.util.find_library("c")
        try:
            self._xcb, self._libc = _declared(ctypes.CDLL(name or "libxcb.so.1")), ctypes.CDLL(libc)
        except OSError as error:
            _log.info("no key of the whole session: %s", error)
            return False
        self._libc.free.argtypes = [ctypes.c_void_p]
        connection = self._xcb.xcb_connect(None, None)
        if self._xcb.xcb_connection_has_error(connection):
            self._xcb.xcb_disconnect(connection)
            return False
        self._connection = connection
        self._notifier = QSocketNotifier(self._xcb.xcb_get_file_descriptor(connection), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_events)
        return True

    def _root(self) -> int:
        screen = self._xcb.xcb_setup_roots_iterator(self._xcb.xcb_get_setup(self._connection)).data
        return ctypes.c_uint32.from_address(screen).value

    def _keycode_of(self, symbol: int) -> int:
        """0 where no key of this keyboard has it without Shift."""
        setup = self._xcb.xcb_get_setup(self._connection)
        lowest = ctypes.c_uint8.from_address(setup + 34).value
        highest = ctypes.c_uint8.from_address(setup + 35).value
        count = highest - lowest + 1
        cookie = self._xcb.xcb_get_keyboard_mapping(self._connection, lowest, count)
        reply = self._xcb.xcb_get_keyboard_mapping_reply(self._connection, cookie, None)
        if not reply:
            return 0
        per_key = ctypes.c_uint8.from_address(reply + 1).value
        symbols = (ctypes.c_uint32 * (count * per_key)).from_address(reply + 32)
        found = next((code for code in range(count) if symbols[code * per_key] == symbol), None)
        self._libc.free(reply)
        return 0 if found is None else lowest + found

    def _grab(self, locks: int) -> bool:
        cookie = self._xcb.xcb_grab_key_checked(
            self._connection, 1, self._root(), self._modifiers | locks, self._keycode, _ASYNC, _ASYNC
        )
        error = self._xcb.xcb_request_check(self._connection, cookie)
        if error:
            self._libc.free(error)
        return not error

    def _on_events(self) -> None:
        is_pressed = False
        while self._connection is not None and (event := self._xcb.xcb_poll_for_event(self._connection)):
            is_pressed |= ctypes.c_uint8.from_address(event).value & 0x7F == _KEY_PRESS
            self._libc.free(event)
        if self._connection is not None and self._xcb.xcb_connection_has_error(self._connection):
            self.release()  # the server is gone, and with it soon the program
        if is_pressed:
            self.activated.emit()


_LOCKS = tuple(sum(pair) for pair in itertools.product((0, _LOCK), (0, _NUM_LOCK)))
"""A grab is for exactly these modifiers: Caps Lock and Num Lock would keep it from being heard."""


def keysym_of(keys: QKeySequence) -> tuple[int, int]:
    """X11's number of the first key and the mask of its modifiers; (0, 0) for what has none."""
    if keys.isEmpty():
        return 0, 0
    first = keys[0]  # type: ignore[index] # the stub does not know it
    key, held = first.key(), first.keyboardModifiers()
    if Qt.Key.Key_F1 <= key <= Qt.Key.Key_F35:
        symbol = _F1 + key - Qt.Key.Key_F1
    elif Qt.Key.Key_A <= key <= Qt.Key.Key_Z:
        symbol = ord("a") + key - Qt.Key.Key_A
    elif Qt.Key.Key_Space <= key <= Qt.Key.Key_ydiaeresis:
        symbol = int(key)
    else:
        symbol = _KEYSYMS.get(key, 0)
    masks = {
        Qt.KeyboardModifier.ShiftModifier: _SHIFT,
        Qt.KeyboardModifier.ControlModifier: _CONTROL,
        Qt.KeyboardModifier.AltModifier: _ALT,
        Qt.KeyboardModifier.MetaModifier: _SUPER,
    }
    return (symbol, sum(mask for modifier, mask in masks.items() if held & modifier)) if symbol else (0, 0)


def _declared(xcb: Any) -> Any:
    """With the types of the functions used: pointers do not fit into ctypes' default int."""
    pointer, u8, u16, u32 = ctypes.c_void_p, ctypes.c_uint8, ctypes.c_uint16, ctypes.c_uint32
    for name, result, arguments in (
        ("xcb_connect", pointer, [ctypes.c_char_p, pointer]),
        ("xcb_connection_has_error", ctypes.c_int, [pointer]),
        ("xcb_disconnect", None, [pointer]),
        ("xcb_get_file_descriptor", ctypes.c_int, [pointer]),
        ("xcb_get_setup", pointer, [pointer]),
        ("xcb_setup_roots_iterator", _ScreenIterator, [pointer]),
        ("xcb_get_keyboard_mapping", _Cookie, [pointer, u8, u8]),
        ("xcb_get_keyboard_mapping_reply", pointer, [pointer, _Cookie, pointer]),
        ("xcb_grab_key_checked", _Cookie, [pointer, u8, u32, u16, u8, u8, u8]),
        ("xcb_request_check", pointer, [pointer, _Cookie]),
        ("xcb_poll_for_event", pointer, [pointer]),
    ):
        function = getattr(xcb, name)
        function.restype, function.argtypes = result, arguments
    return xcb
