"""The key that brings the program forward from anywhere, on systems that let a program have one."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence

from .shortcuts import written


class SystemKeys(Protocol):
    """activated: a Qt signal without values."""

    def grab(self, keys: QKeySequence) -> bool: ...

    def release(self) -> None: ...


class GlobalShortcut(QObject):
    """activated: it was pressed. is_possible: this system has such keys: X11 and Windows. Wayland has them only through
    a portal whose call PySide cannot write, and macOS asks for more rights than a key is worth."""

    activated = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keys = QKeySequence()
        self._system: SystemKeys | None = None
        match QGuiApplication.platformName():
            case "xcb":
                from .x11_keys import X11Keys

                x11 = X11Keys(self)
                x11.activated.connect(self.activated)
                self._system = x11
            case "windows":
                from .windows_keys import WindowsKeys

                windows = WindowsKeys(self)
                windows.activated.connect(self.activated)
                self._system = windows

    @property
    def is_possible(self) -> bool:
        return self._system is not None

    def use(self, keys: QKeySequence) -> str:
        """In place of those before; empty for none. Why that cannot be, in a sentence; "" when all is well."""
        if keys == self._keys or self._system is None:
            return ""
        self._keys = keys
        self._system.release()
        if keys.isEmpty() or self._system.grab(keys):
            return ""
        sentence = QCoreApplication.translate(
            "shortcuts", "%1 is taken by another program, or this keyboard does not have it. Choose other keys."
        )
        return sentence.replace("%1", written(keys))

    def close(self) -> None:
        """Others may have the key again."""
        if self._system is not None:
            self._system.release()
