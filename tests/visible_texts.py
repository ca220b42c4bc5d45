"""What a person can read or hear of a window: every text of its widgets, and which of them have too little room."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from inglenook_desktop.views.parts import ElidedLabel
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QDialogButtonBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QMenuBar,
    QPlainTextEdit,
    QScrollArea,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QTableView,
    QTabWidget,
    QTextEdit,
    QToolButton,
    QTreeView,
    QWidget,
)


@dataclass(frozen=True, slots=True)
class Shown:
    """where: classes from the window down. what: the property."""

    where: str
    what: str
    text: str


def shown_texts(root: QWidget) -> Iterator[Shown]:
    """Of the widget and all below it, whether they are visible now or not. Contents that people and models write
    (text fields, rows of lists, the transcript) are not among them."""
    for widget in (root, *root.findChildren(QWidget)):
        if _is_qts_own(widget):
            continue
        where = path_of(widget)
        for what, text in _texts(widget):
            if text.strip():
                yield Shown(where, what, text)
        for action in widget.actions():
            yield from (Shown(where, what, text) for what, text in _texts_of_action(action) if text.strip())


def path_of(widget: QWidget) -> str:
    names: list[str] = []
    at: QWidget | None = widget
    while at is not None and len(names) < 4:
        names.append(type(at).__name__ + (f"#{at.objectName()}" if at.objectName() else ""))
        at = at.parentWidget()
    return " < ".join(names)


def _is_qts_own(widget: QWidget) -> bool:
    """Buttons that Qt names itself, and what it builds into its widgets."""
    parent = widget.parentWidget()
    if isinstance(parent, QDialogButtonBox) and isinstance(widget, QAbstractButton):
        return parent.standardButton(widget) != QDialogButtonBox.StandardButton.NoButton
    inside = isinstance(parent, QAbstractSpinBox | QComboBox) and isinstance(widget, QLineEdit)
    inside = inside or (isinstance(parent, QTabBar) and isinstance(widget, QToolButton))
    return inside or widget.objectName().startswith("qt_")


def _texts(widget: QWidget) -> Iterator[tuple[str, str]]:
    if widget.isWindow():
        yield "windowTitle", widget.windowTitle()
    yield "toolTip", _shown_by(widget.toolTip())
    yield "accessibleName", widget.accessibleName()
    yield "accessibleDescription", widget.accessibleDescription()
    match widget:
        case QLabel() | QAbstractButton():
            yield "text", widget.text()
        case QLineEdit() | QPlainTextEdit() | QTextEdit():
            yield "placeholderText", widget.placeholderText()
        case QGroupBox() | QMenu():
            yield "title", widget.title()
        case QComboBox():
            yield from (("item", widget.itemText(row)) for row in range(widget.count()))
        case QTabWidget():
            yield from (("tab", widget.tabText(row)) for row in range(widget.count()))
        case QAbstractSpinBox():
            for name in ("prefix", "suffix", "specialValueText"):
                yield name, str(widget.property(name) or "")
        case QListWidget():
            yield from (("item", widget.item(row).text()) for row in range(widget.count()))
        case QTableView() | QTreeView() if widget.model() is not None:
            horizontal = Qt.Orientation.Horizontal
            columns = range(widget.model().columnCount(QModelIndex()))
            names = (widget.model().headerData(column, horizontal) for column in columns)
            yield from (("header", name) for name in names if isinstance(name, str) and not name.isdigit())
        case _:
            pass


def _texts_of_action(action: QAction) -> Iterator[tuple[str, str]]:
    yield "action", action.text()
    yield "action's toolTip", _shown_by(action.toolTip())


_MARKUP = re.compile(r"</?(?:qt|p)\b[^>]*>")


def _shown_by(tip: str) -> str:
    """What is read in a tooltip that `inert` made."""
    is_inert = tip.startswith(("<qt>", "<p style="))
    return html.unescape(_MARKUP.sub("", tip.replace("<br>", "\n"))) if is_inert else tip


_MNEMONIC = re.compile(r"&(\S)")
_PLAIN = re.compile(r"[ACDEGHIJKLNORSTUWYZacdeghijklnorstuwyz]")
_KEYS = re.compile(r"\b(?:(?:Ctrl|Shift|Alt|Meta|Esc|Enter|Return|Tab|Space|F\d+|Up|Down|PgUp|PgDown|Del)(?:\+|\b))+.?")


def untranslated(text: str, known: Sequence[str]) -> bool:
    """Whether letters stand in it that the pseudo-locale would have given an accent. known: names and values that no
    language changes."""
    for name in sorted(known, key=len, reverse=True):
        text = text.replace(name, "")
    return _PLAIN.search(_KEYS.sub("", text)) is not None


def clipped(root: QWidget) -> list[str]:
    """Visible labels, buttons and choosers with less room than they ask for. What elides by design, what scrolls, and
    what Qt builds in is left out."""
    found = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisibleTo(root) or not widget.isVisible() or _is_qts_own(widget):
            continue
        if isinstance(widget, ElidedLabel | QMenuBar) or not isinstance(widget, QLabel | QAbstractButton | QComboBox):
            continue
        if isinstance(widget, QLabel | QAbstractButton) and not widget.text():
            continue
        need = needed(widget)
        lacking = max(need[0] - widget.width(), need[1] - widget.height())
        if lacking > 1:
            text = widget.currentText() if isinstance(widget, QComboBox) else widget.text()
            found.append(f"{path_of(widget)}: {text[:60]!r} has {widget.width()} x {widget.height()} and needs {need}")
    return found


def doubled_letters(root: QWidget) -> list[str]:
    """Letters that with Alt would mean more than one thing of what is visible: they press neither."""
    texts = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisible() or widget.window() is not root:
            continue
        if isinstance(widget, QAbstractButton) or (isinstance(widget, QLabel) and widget.buddy() is not None):
            texts.append(widget.text())
    letters: dict[str, list[str]] = {}
    for text in texts:
        if found := _MNEMONIC.search(text.replace("&&", "")):
            letters.setdefault(found[1].lower(), []).append(text)
    return [f"Alt+{letter} is {' and '.join(them)}" for letter, them in letters.items() if len(them) > 1]


def needed(widget: QWidget) -> tuple[int, int]:
    """Width and height in pixels."""
    if isinstance(widget, QLabel) and widget.wordWrap():
        return 0, widget.heightForWidth(widget.width())
    hint = widget.minimumSizeHint() if isinstance(widget, QToolButton) else widget.sizeHint()
    if isinstance(widget, QComboBox):  # what is chosen: the list of the others has a width of its own
        option = QStyleOptionComboBox()
        widget.initStyleOption(option)
        field = widget.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, widget
        )
        text = widget.fontMetrics().horizontalAdvance(widget.currentText())
        return widget.width() - field.width() + text, hint.height()
    return hint.width(), hint.height()


def beyond(root: QWidget) -> list[str]:
    """Visible widgets that their parent cuts off, where the parent does not scroll, or not across."""
    found = []
    for area in root.findChildren(QScrollArea):
        inside, width = area.widget(), area.viewport().width()
        is_stiff = area.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if area.isVisible() and is_stiff and inside is not None and inside.width() > width:
            found.append(f"{path_of(area)} shows {width} pixels of {inside.width()} and does not scroll across")
    for widget in root.findChildren(QWidget):
        parent = widget.parentWidget()
        if not widget.isVisible() or parent is None or widget.isWindow():
            continue
        if isinstance(parent, QAbstractScrollArea) or isinstance(parent.parentWidget(), QAbstractScrollArea):
            continue
        if isinstance(widget, QLabel | QAbstractButton) and not parent.rect().contains(widget.geometry()):
            found.append(f"{path_of(widget)} at {widget.geometry().getRect()} in {parent.rect().getRect()}")
    return found
