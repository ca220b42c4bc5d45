"""The looks of small dialogs: buttons, fields and scroll bars in the shapes of those elsewhere in the program."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
)

from ..theme import SCROLL_BAR_WIDTH
from .calm_fields import CalmFraction, CalmNumber
from .models_parts import Choice

_BUTTON = """
QPushButton {
    background: palette(base); color: palette(button-text); border: 1px solid palette(mid); border-radius: 7px;
    padding: 5px 13px;
}
QPushButton:hover { background: palette(midlight); }
QPushButton:default {
    background: palette(highlight); color: palette(highlighted-text); border: 1px solid palette(highlight);
}
QPushButton:focus { border: 1px solid palette(highlight); }
QPushButton:default:focus { border: 1px solid palette(window-text); }
QPushButton:disabled { background: palette(alternate-base); color: palette(dark); border: 1px solid palette(mid); }
"""
_LEAST_CHARS = 11
"""Of a button's width. As `min-width` of the sheet it would be all that a message box gives to one with more words."""
_FIELD = """
QLineEdit, QAbstractSpinBox, QComboBox {
    background: palette(base); color: palette(text); border: 1px solid palette(dark); border-radius: 6px;
    padding: 4px 7px; placeholder-text-color: palette(placeholder-text);
}
QPlainTextEdit {
    background: palette(base); color: palette(text); border: 1px solid palette(dark); border-radius: 6px; padding: 3px;
    placeholder-text-color: palette(placeholder-text);
}
QLineEdit:focus, QAbstractSpinBox:focus, QComboBox:focus, QPlainTextEdit:focus {
    border: 1px solid palette(highlight);
}
QLineEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled, QPlainTextEdit:disabled {
    background: palette(alternate-base); color: palette(dark);
}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button, QComboBox::drop-down { border: none; width: 22px; }
"""
_FIELDS = (QLineEdit, CalmNumber, CalmFraction, Choice, QPlainTextEdit)
_SCROLL_BAR = f"""
QScrollBar:vertical {{ background: transparent; border: none; width: {SCROLL_BAR_WIDTH}px; margin: 0; }}
QScrollBar::handle:vertical {{ background: palette(mid); border-radius: 3px; min-height: 36px; margin: 2px 3px; }}
QScrollBar::handle:vertical:hover, QScrollBar::handle:vertical:pressed {{ background: palette(dark); }}
QScrollBar::handle:vertical:disabled {{ background: transparent; }}
QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""
"""In the colours of the palette, as they are when the sheet is set."""


def slim_scroll_bar(area: QAbstractScrollArea) -> None:
    """As everywhere in the program, where only the palette is known; again after another palette."""
    area.verticalScrollBar().setStyleSheet(_SCROLL_BAR)


def dress_dialog(dialog: QDialog) -> None:
    """The default button has the accent colour. To be called before it is shown, with or without its parts."""
    dialog.installEventFilter(_Dresser(dialog))


class _Dresser(QObject):
    """Each part has a sheet of its own: under one of the dialog, fields for numbers would lose their height."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.Polish, QEvent.Type.PaletteChange) and isinstance(watched, QDialog):
            for button in watched.findChildren(QPushButton):
                if button.styleSheet() in ("", _BUTTON):  # the rest looks after itself
                    button.setStyleSheet(_BUTTON)
                    least = button.fontMetrics().averageCharWidth() * _LEAST_CHARS
                    button.setMinimumWidth(max(least, button.sizeHint().width()))
            for kind_of_field in _FIELDS:
                for field in watched.findChildren(kind_of_field):
                    is_inside = isinstance(field.parent(), QAbstractSpinBox | QComboBox)
                    if not is_inside and field.styleSheet() in ("", _FIELD):
                        field.setStyleSheet(_FIELD)
            for area in watched.findChildren(QAbstractScrollArea):
                if area.verticalScrollBar().styleSheet() in ("", _SCROLL_BAR):
                    slim_scroll_bar(area)
        return super().eventFilter(watched, event)
