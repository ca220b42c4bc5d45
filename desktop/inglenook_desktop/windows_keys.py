"""One key of the whole Windows session, by RegisterHotKey. Only this thread's messages are looked at, and only while
there is such a key.
"""

from __future__ import annotations

import ctypes
import sys
from typing import Any

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence

_ALT, _CONTROL, _SHIFT, _WINDOWS, _NO_REPEAT = 0x1, 0x2, 0x4, 0x8, 0x4000
_WM_HOTKEY = 0x0312
_ID = 1

_VIRTUAL_KEYS = {
    Qt.Key.Key_Space: 0x20,
    Qt.Key.Key_Escape: 0x1B,
    Qt.Key.Key_Tab: 0x09,
    Qt.Key.Key_Backspace: 0x08,
    Qt.Key.Key_Return: 0x0D,
    Qt.Key.Key_Insert: 0x2D,
    Qt.Key.Key_Delete: 0x2E,
    Qt.Key.Key_Pause: 0x13,
    Qt.Key.Key_PageUp: 0x21,
    Qt.Key.Key_PageDown: 0x22,
    Qt.Key.Key_End: 0x23,
    Qt.Key.Key_Home: 0x24,
    Qt.Key.Key_Left: 0x25,
    Qt.Key.Key_Up: 0x26,
    Qt.Key.Key_Right: 0x27,
    Qt.Key.Key_Down: 0x28,
}


class WindowsKeys(QObject):
    """activated: the key was pressed, whichever program is in front."""

    activated = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._filter: _Filter | None = None

    def grab(self, keys: QKeySequence) -> bool:
        """In place of the one before. False where another program has it, or Windows knows no such key."""
        self.release()
        code, modifiers = virtual_key_of(keys)
        app = QCoreApplication.instance()
        if not code or app is None or sys.platform != "win32":
            return False
        if not ctypes.windll.user32.RegisterHotKey(None, _ID, modifiers | _NO_REPEAT, code):
            return False
        self._filter = _Filter(self)
        app.installNativeEventFilter(self._filter)
        return True

    def release(self) -> None:
        app = QCoreApplication.instance()
        if self._filter is not None and app is not None and sys.platform == "win32":
            app.removeNativeEventFilter(self._filter)
            self._filter = None
            ctypes.windll.user32.UnregisterHotKey(None, _ID)


class _Filter(QAbstractNativeEventFilter):
    def __init__(self, keys: WindowsKeys) -> None:
        super().__init__()
        self._keys = keys

    def nativeEventFilter(self, event_type: QByteArray | bytes | bytearray | memoryview, message: int) -> object:
        if QByteArray(event_type).data() == b"windows_generic_MSG" and sys.platform == "win32":
            from ctypes import wintypes

            if wintypes.MSG.from_address(int(message)).message == _WM_HOTKEY:
                self._keys.activated.emit()
        return False, 0


def virtual_key_of(keys: QKeySequence) -> tuple[int, int]:
    """Windows' number of the first key and the mask of its modifiers; (0, 0) for what has none."""
    if keys.isEmpty():
        return 0, 0
    first: Any = keys[0]  # type: ignore[index] # the stub does not know it
    key, held = first.key(), first.keyboardModifiers()
    if Qt.Key.Key_F1 <= key <= Qt.Key.Key_F24:
        code = 0x70 + key - Qt.Key.Key_F1
    elif Qt.Key.Key_A <= key <= Qt.Key.Key_Z or Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
        code = int(key)
    else:
        code = _VIRTUAL_KEYS.get(key, 0)
    masks = {
        Qt.KeyboardModifier.ShiftModifier: _SHIFT,
        Qt.KeyboardModifier.ControlModifier: _CONTROL,
        Qt.KeyboardModifier.AltModifier: _ALT,
        Qt.KeyboardModifier.MetaModifier: _WINDOWS,
    }
    return (code, sum(mask for modifier, mask in masks.items() if held & modifier)) if code else (0, 0)
