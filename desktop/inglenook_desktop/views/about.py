"""Which program this is: its version, and those of what it is made of, to copy into a report."""

from __future__ import annotations

import importlib.metadata
import platform

from PySide6.QtCore import QCoreApplication, Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from .dialog_looks import dress_dialog
from .icons import hearth

_ICON_SIZE = 64


def versions() -> str:
    """In lines, without a word about this machine but its system."""
    made_of = [("Inglenook", _version("inglenook")), ("llama-cpp-python", _version("llama-cpp-python"))]
    made_of += [("Qt", qVersion()), ("Python", platform.python_version()), (platform.system(), platform.release())]
    return "\n".join(f"{name} {version}" for name, version in made_of)


def show_about(window: QWidget) -> QMessageBox:
    translate = QCoreApplication.translate
    dialog = QMessageBox(window)
    dress_dialog(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(translate("about", "About Inglenook"))
    dialog.setTextFormat(Qt.TextFormat.PlainText)
    dialog.setIconPixmap(hearth(_ICON_SIZE, window.devicePixelRatioF()))
    dialog.setText(translate("about", "Private chat with language models, on this machine alone."))
    dialog.setInformativeText(versions())
    dialog.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    copy = dialog.addButton(translate("about", "Copy"), QMessageBox.ButtonRole.ActionRole)
    copy.clicked.disconnect()  # it closes the dialog otherwise
    copy.clicked.connect(_copy)
    dialog.setDefaultButton(dialog.addButton(QMessageBox.StandardButton.Close))
    dialog.open()
    return dialog


def _copy() -> None:
    QGuiApplication.clipboard().setText(versions())


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "?"
