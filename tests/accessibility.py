"""What assistive programs see of a window: every control with its role, name, keys and place in the order of focus."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    QScrollArea,
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

BY_ARROWS = {"What may be meant"}
"""Lists that belong to the field above them, from which Up and Down walk through them."""

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
        return isinstance(self.widget, QKeySequenceEdit | QScrollArea | TranscriptView) or self.role not in [
            role.name for role in _NO_ROLE
        ]

    def __str__(self) -> str:
        return f"{type(self.widget).__name__} “{self.name}”"


@dataclass(frozen=True, slots=True, kw_only=True)
class Walked:
    """What Tab leads through, from where the focus was. after: where it comes to from the last one."""

    window: QWidget
    order: tuple[QWidget, ...]
    after: QWidget | None

    @property
    def from_the_first(self) -> tuple[QWidget, ...]:
        """As it is met in a window that has just been opened and whose focus is nowhere."""
        widget, start = self.window.nextInFocusChain(), 0
        while widget is not None and widget is not self.window:
            if widget in self.order:
                start = self.order.index(widget)
                break
            widget = widget.nextInFocusChain()
        return (*self.order[start:], *self.order[:start])

    @property
    def places(self) -> dict[QWidget, int]:
        """From 1."""
        return {widget: number for number, widget in enumerate(self.order, 1)}


def controls_of(window: QWidget, walked: Walked | None = None) -> list[Control]:
    """Those that can be seen and used now, in the order of the Tab key, then by place."""
    order = (walked or walk(window)).places
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
    """Where Tab leads, from 1."""
    return walk(window).places


def walk(window: QWidget) -> Walked:
    """With the key itself, until it comes back to something. Text keeps the focus for each link that stands in it. The
    focus is where it was afterwards."""
    window.activateWindow()
    QApplication.processEvents()
    before = window.focusWidget()
    if before is None or not before.focusPolicy() & Qt.FocusPolicy.TabFocus:
        window.focusNextPrevChild(True)
    order: list[QWidget] = []
    widget = window.focusWidget()
    for _ in range(MOST_STOPS):
        if widget is None or widget in order[:-1] or (len(order) == 1 and widget is order[0]):
            break
        if not order or widget is not order[-1]:
            order.append(widget)
        QTest.keyClick(widget, Qt.Key.Key_Tab)
        widget = window.focusWidget()
    if before is not None:
        before.setFocus()
    return Walked(window=window, order=tuple(order), after=widget)


def problems_of(window: QWidget, *, keeps_focus: bool = False) -> list[str]:
    """All that is wrong with a window. keeps_focus: something in it has the keyboard, so that Tab leads nowhere."""
    walked = walk(window)
    controls = controls_of(window, walked)
    found = [*without_name(controls), *without_role(controls)]
    if not keeps_focus:
        found += [*out_of_reach(controls), *out_of_order(walked), *caught(walked)]
    return found if controls else ["there is nothing to work with"]


def caught(walked: Walked) -> list[str]:
    """A control from which Tab leads nowhere, or in a circle that is not the whole way."""
    if not walked.order or walked.after is walked.order[0]:
        return []
    return [f"Tab comes from {walked.order[-1]} to {walked.after} and not to {walked.order[0]}"]


def without_name(controls: Sequence[Control]) -> list[str]:
    return [f"{one} has no name" for one in controls if not one.name.strip()]


def without_role(controls: Sequence[Control]) -> list[str]:
    return [f"{one} has the role {one.role}" for one in controls if not one.has_role]


def out_of_reach(controls: Sequence[Control]) -> list[str]:
    """Controls that neither Tab nor the arrows lead to, and that have no key."""
    reached = {id(one.widget) for one in controls if one.tab_place}
    return [
        f"{one} cannot be reached by Tab"
        for one in controls
        if not one.tab_place and not one.keys and one.name not in BY_ARROWS and not _choices(one.widget) & reached
    ]


def _choices(widget: QWidget) -> set[int]:
    """The buttons of which one alone is down: Tab leads to that one, and the arrows from it to the others."""
    if not isinstance(widget, QAbstractButton) or not widget.isCheckable():
        return set()
    group = widget.group()
    if group is not None:
        return {id(one) for one in group.buttons()} if group.exclusive() else set()
    parent = widget.parentWidget()
    if parent is None or not widget.autoExclusive():
        return set()
    beside = parent.findChildren(QAbstractButton, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return {id(one) for one in beside if one.autoExclusive() and one.group() is None}


def out_of_order(walked: Walked) -> list[str]:
    """Steps of Tab within one part of a window that go upwards, or back from button to button in a row. A field may
    come before the button beside it."""
    found = []
    for before, after in pairwise(walked.from_the_first):
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


def too_small(controls: Sequence[Control]) -> list[str]:
    """Controls lower or narrower than a finger's width; those in running text and lists are as high as their line."""
    small = (one for one in controls if min(one.width, one.height) < LEAST_SIZE)
    return [f"{one} has {one.width} x {one.height}" for one in small]
