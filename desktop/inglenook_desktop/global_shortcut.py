"""The key that brings the program forward from anywhere, on systems that let a program have one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence

from .shortcuts import held_sentence, written

if TYPE_CHECKING:
    from .portal_keys import PortalKeys


class SystemKeys(Protocol):
    """activated: a Qt signal without values."""

    def grab(self, keys: QKeySequence) -> bool: ...

    def release(self) -> None: ...


class GlobalShortcut(QObject):
    """activated: it was pressed. told (sentence, whether that is bad news): what became of the keys; "" for
    none wanted.

    Under X11 and Windows that is known at once; under Wayland the desktop's portal asks the person first."""

    activated = Signal()
    told = Signal(str, bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keys = QKeySequence()
        self._system: SystemKeys | None = None
        self._portal: PortalKeys | None = None
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
            case platform if platform.startswith("wayland"):
                from .portal_keys import PortalKeys

                self._portal = PortalKeys(self)
                self._portal.activated.connect(self.activated)
                self._portal.told.connect(self.told)

    @property
    def is_possible(self) -> bool:
        """Whether this system may have such keys: a desktop's portal says so only when it is asked for one."""
        return self._system is not None or self._portal is not None

    def use(self, keys: QKeySequence) -> None:
        """In place of those before; empty for none. What comes of it is told."""
        if keys == self._keys or not self.is_possible:
            return
        self._keys = keys
        self.close()
        if keys.isEmpty():
            self.told.emit("", False)
        elif self._portal is not None:
            self._portal.grab(keys)
        elif self._system is not None:
            is_held = self._system.grab(keys)
            self.told.emit(held_sentence(written(keys)) if is_held else _taken(written(keys)), not is_held)

    def ask_again(self) -> None:
        """The desktop may know the program by now."""
        if self._portal is not None and self._portal.is_unknown:
            self._portal.grab(self._keys)

    def close(self) -> None:
        """Others may have the key again."""
        if self._portal is not None:
            self._portal.release()
        if self._system is not None:
            self._system.release()


def _taken(keys: str) -> str:
    sentence = QCoreApplication.translate(
        "shortcuts", "%1 is taken by another program, or this keyboard does not have it. Choose other keys."
    )
    return sentence.replace("%1", keys)
