"""One key of the whole Wayland session, through the desktop portal: its own dialog asks the person, and may give
other keys than those that were proposed.
"""

from __future__ import annotations

import logging
import secrets
from enum import Enum, auto
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence

from .instance import let_come_forward
from .portals import PATH, SERVICE, say_who_asks
from .session_bus import BusMessage, SessionBus, is_object_path
from .shortcuts import held_sentence, written

_log = logging.getLogger("inglenook.ui")

KEYS = "org.freedesktop.portal.GlobalShortcuts"
REQUEST = "org.freedesktop.portal.Request"
SESSION = "org.freedesktop.portal.Session"
_ID = "forward"
"""What desktops remember the keys by: for ever."""

_NAMES = {
    Qt.Key.Key_Space: "space",
    Qt.Key.Key_Escape: "Escape",
    Qt.Key.Key_Tab: "Tab",
    Qt.Key.Key_Backspace: "BackSpace",
    Qt.Key.Key_Return: "Return",
    Qt.Key.Key_Insert: "Insert",
    Qt.Key.Key_Delete: "Delete",
    Qt.Key.Key_Pause: "Pause",
    Qt.Key.Key_Print: "Print",
    Qt.Key.Key_Home: "Home",
    Qt.Key.Key_End: "End",
    Qt.Key.Key_Left: "Left",
    Qt.Key.Key_Up: "Up",
    Qt.Key.Key_Right: "Right",
    Qt.Key.Key_Down: "Down",
    Qt.Key.Key_PageUp: "Page_Up",
    Qt.Key.Key_PageDown: "Page_Down",
    Qt.Key.Key_Comma: "comma",
    Qt.Key.Key_Period: "period",
    Qt.Key.Key_Minus: "minus",
    Qt.Key.Key_Plus: "plus",
}


class Outcome(Enum):
    """What became of the question. ASKED: the desktop has it, and has not answered. UNKNOWN_PROGRAM: it gives keys to
    installed programs alone. LOST: it took them back."""

    ASKED = auto()
    BOUND = auto()
    REFUSED = auto()
    FAILED = auto()
    ABSENT = auto()
    UNKNOWN_PROGRAM = auto()
    LOST = auto()


class PortalKeys(QObject):
    """activated: the key was pressed, whichever program is in front. told (sentence, whether that is bad news): what
    became of `grab`, more than once: asked, then given, perhaps taken back."""

    activated = Signal()
    told = Signal(str, bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bus: SessionBus | None = None
        self._keys = QKeySequence()
        self._request = ""
        self._session = ""
        self._outcome = Outcome.ABSENT

    @property
    def is_unknown(self) -> bool:
        """The desktop gave no key, since it does not know the program."""
        return self._outcome is Outcome.UNKNOWN_PROGRAM

    def grab(self, keys: QKeySequence) -> None:
        """In place of those before. What comes of it is told."""
        self.release()
        self._keys = keys
        bus = SessionBus(self)
        if not bus.open():
            self._tell(Outcome.ABSENT)
            return
        self._bus = bus
        bus.heard.connect(self._on_heard)
        for interface in (KEYS, REQUEST, SESSION):
            bus.listen(SERVICE, interface)
        say_who_asks(bus)
        session = {"session_handle_token": _token(), "handle_token": self._expect_answer(bus)}
        bus.call(SERVICE, PATH, KEYS, "CreateSession", "a{sv}", session, then=self._on_called)
        self._tell(Outcome.ASKED)

    def release(self) -> None:
        """The connection's end ends the session at the portal, and with it the keys."""
        if self._bus is not None:
            self._bus.close()
            self._bus.deleteLater()
            self._bus = None
        self._request = self._session = ""

    def _expect_answer(self, bus: SessionBus) -> str:
        """The token of the next request, whose answer may come before the call's."""
        token = _token()
        self._request = f"{PATH}/request/{bus.name.removeprefix(':').replace('.', '_')}/{token}"
        return token

    def _on_called(self, answer: BusMessage) -> None:
        if answer.error:
            _log.info("the portal gives no keys: %s %s", answer.error, answer.values)
            is_refusal = answer.error.startswith("org.freedesktop.portal.Error.NotAllowed")
            self._give_up(Outcome.UNKNOWN_PROGRAM if is_refusal else Outcome.ABSENT)

    def _on_heard(self, message: BusMessage) -> None:
        values = message.values
        match message.interface, message.member:
            case "org.freedesktop.portal.Request", "Response" if message.path == self._request and len(values) == 2:
                self._on_answer(*values)
            case "org.freedesktop.portal.GlobalShortcuts", "Activated" if (
                values[:2] == [self._session, _ID] and len(values) == 4
            ):
                let_come_forward(str(values[3].get("activation_token", "")))
                self.activated.emit()
            case "org.freedesktop.portal.GlobalShortcuts", "ShortcutsChanged" if values[:1] == [self._session] != [""]:
                self._on_bound(values[1])
            case "org.freedesktop.portal.Session", "Closed" if message.path == self._session:
                self._give_up(Outcome.LOST)
            case _:
                pass

    def _on_answer(self, code: int, results: dict[str, Any]) -> None:
        """code: 0 for yes, 1 when the person said no."""
        self._request = ""
        if code != 0 or self._bus is None:
            self._give_up(Outcome.REFUSED if code == 1 else Outcome.FAILED)
        elif self._session:
            self._on_bound(results.get("shortcuts", []))
        else:
            self._session = str(results.get("session_handle", ""))
            if not is_object_path(self._session):
                self._session = ""
                self._give_up(Outcome.FAILED)
                return
            wanted = {"description": QCoreApplication.translate("commands", "Come forward from anywhere")}
            if trigger := trigger_of(self._keys):
                wanted["preferred_trigger"] = trigger
            values = (self._session, [(_ID, wanted)], "", {"handle_token": self._expect_answer(self._bus)})
            self._bus.call(SERVICE, PATH, KEYS, "BindShortcuts", "oa(sa{sv})sa{sv}", *values, then=self._on_called)

    def _on_bound(self, shortcuts: list[Any]) -> None:
        """Those that the desktop gave: not necessarily what was asked for, and perhaps none."""
        ours = [about for name, about in shortcuts if name == _ID]
        if ours:
            self._tell(Outcome.BOUND, str(ours[0].get("trigger_description", "")))
        else:
            self._tell(Outcome.REFUSED)

    def _give_up(self, outcome: Outcome) -> None:
        self.release()
        self._tell(outcome)

    def _tell(self, outcome: Outcome, trigger: str = "") -> None:
        self._outcome = outcome
        is_bad = outcome not in (Outcome.ASKED, Outcome.BOUND)
        self.told.emit(sentence_of(outcome, keys=written(self._keys), trigger=trigger), is_bad)


def sentence_of(outcome: Outcome, *, keys: str, trigger: str) -> str:
    """For people. keys: those asked for. trigger: those given, as the desktop writes them, "" where it does not say."""
    translate = QCoreApplication.translate
    match outcome:
        case Outcome.BOUND if trigger:
            return held_sentence(trigger)
        case Outcome.BOUND:
            return translate("shortcuts", "The desktop gave Inglenook a key. Its own settings say which.")
        case Outcome.ASKED:
            sentence = translate("shortcuts", "The desktop was asked for %1, and may ask you now.")
        case Outcome.REFUSED:
            sentence = translate(
                "shortcuts", "%1 was refused in the desktop's question. To be asked again, choose other keys."
            )
        case Outcome.UNKNOWN_PROGRAM:
            sentence = translate(
                "shortcuts",
                "The desktop gives %1 to no program that it does not know. Choose “Add to the applications' menu”, and "
                "it knows Inglenook.",
            )
        case Outcome.ABSENT:
            sentence = translate("shortcuts", "%1 works only in this window: the desktop offers no keys from anywhere.")
        case Outcome.LOST:
            sentence = translate("shortcuts", "The desktop took %1 back. To ask for a key again, choose other ones.")
        case Outcome.FAILED:
            sentence = translate("shortcuts", "The desktop could not give %1, and did not say why. Choose other keys.")
    return sentence.replace("%1", keys)


def trigger_of(keys: QKeySequence) -> str:
    """The first key as the XDG specification of shortcuts writes it; "" for what has no name here, so that the person
    chooses in the desktop's dialog."""
    if keys.isEmpty():
        return ""
    first = keys[0]  # type: ignore[index] # the stub does not know it
    key, held = first.key(), first.keyboardModifiers()
    if Qt.Key.Key_F1 <= key <= Qt.Key.Key_F35:
        name = f"F{key - Qt.Key.Key_F1 + 1}"
    elif Qt.Key.Key_A <= key <= Qt.Key.Key_Z or Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
        name = chr(key).lower()
    else:
        name = _NAMES.get(key, "")
    modifiers = {
        Qt.KeyboardModifier.ControlModifier: "CTRL",
        Qt.KeyboardModifier.AltModifier: "ALT",
        Qt.KeyboardModifier.ShiftModifier: "SHIFT",
        Qt.KeyboardModifier.MetaModifier: "LOGO",
    }
    return "+".join([*(written for one, written in modifiers.items() if held & one), name]) if name else ""


def _token() -> str:
    return f"inglenook{secrets.token_hex(8)}"
