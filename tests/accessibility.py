"""What assistive programs see of a window: every control with its role, name, keys and place in the order of focus."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from inglenook_desktop.views.transcript_view import TranscriptView
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QKeySequenceEdit,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QTabBar,
)
"""What a person can work with; beside every other widget that takes the focus."""

MOST_STOPS = 400

_NO_ROLE = (QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Window)


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """keys: of the control itself, as the system writes them. tab_place: in the order of the Tab key from 1, 0 where
    Tab does not lead there. width, height: pixels."""

    widget: QWidget
    role: str
    name: str
    description: str
    keys: str
    tab_place: int
    width: int
    height: int

    @property
    def has_role(self) -> bool:
        """Qt has none for a field for keys, nor for an area that scrolls; what they are called says it."""
        return isinstance(self.widget, QKeySequenceEdit | TranscriptView) or self.role not in [
            role.name for role in _NO_ROLE
        ]

    def __str__(self) -> str:
        return f"{type(self.widget).__name__} “{self.name}”"


def controls_of(window: QWidget) -> list[Control]:
    """Those that can be seen and used now, in the order of the Tab key, then by place."""
    order = tab_order(window)
    found = [control_of(widget, order.get(widget, 0)) for widget in usable(window)]
    return sorted(found, key=lambda one: (one.tab_place or 10_000, one.widget.mapTo(window, QPoint()).y()))


def usable(window: QWidget) -> Iterator[QWidget]:
    """Visible, enabled, and not a part that another control is made of."""
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or not widget.isEnabled() or widget.window() is not window:
            continue
        is_control = isinstance(widget, CONTROLS) or widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if is_control and not _is_part(widget):
            yield widget


def _is_part(widget: QWidget) -> bool:
    if isinstance(widget, QHeaderView | QAbstractSlider) or widget.focusProxy() is not None:
        return True
    parent = widget.parentWidget()
    is_inside = isinstance(parent, QAbstractSpinBox | QComboBox | QLineEdit | QTabBar | QAbstractItemView)
    return is_inside or widget.objectName().startswith("qt_")


def control_of(widget: QWidget, tab_place: int) -> Control:
    interface = QAccessible.queryAccessibleInterface(widget)
    keys = interface.text(QAccessible.Text.Accelerator)
    if not keys and isinstance(widget, QAbstractButton):
        keys = widget.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    # of a combo box Qt says on Linux what is chosen, and its name by the label that belongs to it
    return Control(
        widget=widget,
        role=interface.role().name,
        name=widget.accessibleName() if isinstance(widget, QComboBox) else interface.text(QAccessible.Text.Name),
        description=interface.text(QAccessible.Text.Description),
        keys=keys,
        tab_place=tab_place,
        width=widget.width(),
        height=widget.height(),
    )


def tab_order(window: QWidget) -> dict[QWidget, int]:
    """Where Tab leads, from 1, until it comes back to where it began, tried with the key itself. The focus is where it
    was afterwards."""
    window.activateWindow()
    QApplication.processEvents()
    before = window.focusWidget()
    order: dict[QWidget, int] = {}
    if before is None:
        window.focusNextPrevChild(True)
    while (widget := window.focusWidget()) is not None and widget not in order and len(order) < MOST_STOPS:
        order[widget] = len(order) + 1
        QTest.keyClick(widget, Qt.Key.Key_Tab)
    if before is not None:
        before.setFocus()
    return order


def caught(window: QWidget) -> list[str]:
    """A control from which Tab leads nowhere, or in a circle that is not the whole way."""
    order = list(tab_order(window))
    QTest.keyClick(order[-1], Qt.Key.Key_Tab)
    order[-1].setFocus()
    QTest.keyClick(order[-1], Qt.Key.Key_Tab)
    after = window.focusWidget()
    order[0].setFocus()
    is_round = after is order[0] and len(order) < MOST_STOPS
    return [] if is_round or len(order) == 1 else [f"Tab comes from {order[-1]} to {after} and not to {order[0]}"]


def without_name(window: QWidget) -> list[str]:
    return [f"{one} has no name" for one in controls_of(window) if not one.name.strip()]


def without_role(window: QWidget) -> list[str]:
    return [f"{one} has the role {one.role}" for one in controls_of(window) if not one.has_role]


def out_of_reach(window: QWidget, *, keys: set[str]) -> list[str]:
    """Controls that Tab does not lead to, and that no command or key reaches. keys: names of controls that have a
    command."""
    return [
        f"{one} cannot be reached by Tab"
        for one in controls_of(window)
        if not one.tab_place and not one.keys and one.name not in keys
    ]


def out_of_order(window: QWidget) -> list[str]:
    """Steps of Tab within one part of a window that go upwards, or back from button to button in a row. A field may
    come before the button beside it."""
    order = sorted(tab_order(window).items(), key=lambda pair: pair[1])
    found = []
    for (before, _), (after, _) in pairwise(order):
        if before.parentWidget() is not after.parentWidget():
            continue
        first, second = before.geometry(), after.geometry()
        is_above = second.bottom() <= first.top()
        are_buttons = isinstance(before, QAbstractButton) and isinstance(after, QAbstractButton)
        is_left = are_buttons and second.right() <= first.left() and second.top() < first.bottom()
        if is_above or is_left:
            found.append(f"{type(before).__name__} at {first.getRect()} comes before {second.getRect()}")
    return found


LEAST_SIZE = 24
"""Pixels: WCAG 2.2 (2.5.8) asks it of a target, or as much room around a smaller one."""


def too_small(window: QWidget) -> list[str]:
    """Controls lower or narrower than a finger's width; those in running text and lists are as high as their line."""
    small = (one for one in controls_of(window) if min(one.width, one.height) < LEAST_SIZE)
    return [f"{one} has {one.width} x {one.height}" for one in small]
