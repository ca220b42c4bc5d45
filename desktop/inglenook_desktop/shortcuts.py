"""Which keys a command can have, and whose they are already."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence

from .commands import Command, Commands

_Keys = QKeySequence.StandardKey
_OF_TEXT = (_Keys.Undo, _Keys.Redo, _Keys.Cut, _Keys.Copy, _Keys.Paste, _Keys.SelectAll)
"""A text field hears them itself, so that no command would."""

_MODIFIERS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_ALONE = {Qt.Key.Key_Escape, Qt.Key.Key_Delete, Qt.Key.Key_Insert, Qt.Key.Key_Pause, Qt.Key.Key_Help, Qt.Key.Key_Menu}
"""Keys that may be a shortcut without Ctrl or Alt, beside F1 to F35 and those of media."""


def written(keys: QKeySequence) -> str:
    """As the system writes it, "" for none."""
    return keys.toString(QKeySequence.SequenceFormat.NativeText)


def stored(keys: QKeySequence) -> str:
    """As the preferences keep it, the same on every system."""
    return keys.toString(QKeySequence.SequenceFormat.PortableText)


def held_sentence(keys: str) -> str:
    """Of keys that are heard in the whole session."""
    sentence = QCoreApplication.translate("shortcuts", "%1 brings Inglenook forward from anywhere.")
    return sentence.replace("%1", keys)


def problem_of(keys: QKeySequence) -> str:
    """Why no command can have these keys, in a sentence; "" where one can. No keys at all are fine."""
    translate = QCoreApplication.translate
    if keys.isEmpty():
        return ""
    first = keys[0]  # type: ignore[index] # the stub does not know it
    is_held = bool(first.keyboardModifiers() & _MODIFIERS)
    key = first.key()
    if not is_held and key not in _ALONE and not _is_function(key):
        return translate("shortcuts", "A key alone is typed, not done. Hold Ctrl or Alt with it.")
    if any(keys in QKeySequence.keyBindings(one) for one in _OF_TEXT):
        sentence = translate("shortcuts", "%1 belongs to text fields, and would not be heard. Choose other keys.")
        return sentence.replace("%1", written(keys))
    return ""


def holders(commands: Commands, keys: QKeySequence, *, apart_from: str) -> list[Command]:
    """Other commands that have these keys, or keys that begin with them or that they begin with."""
    no_match = QKeySequence.SequenceMatch.NoMatch
    found: list[Command] = []
    for command in commands.all:
        if command.key == apart_from or keys.isEmpty():
            continue
        for own in command.action.shortcuts():
            if keys.matches(own) is not no_match or own.matches(keys) is not no_match:
                found.append(command)
                break
    return found


def is_of_media(keys: QKeySequence) -> bool:
    """A key of its own for one thing, such as Find or New, which few keyboards have and nobody needs to read about."""
    first = keys[0]  # type: ignore[index] # as above
    return bool(first.key() >= Qt.Key.Key_Back and not first.keyboardModifiers())


def _is_function(key: Qt.Key) -> bool:
    """F1 to F35, and the keys of media, which stand behind Key_Back."""
    return Qt.Key.Key_F1 <= key <= Qt.Key.Key_F35 or key >= Qt.Key.Key_Back
