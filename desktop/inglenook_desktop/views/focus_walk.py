"""Tab through a window that has parts with an order of their own.

A transcript makes its widgets while one reads, so that in Qt's chain they come last: past the last control Tab would
enter one from its middle, and never come back to the first. Here the step goes on to where the window begins or ends.

Qt also moves the focus while it destroys a widget. A destroyed one must not be touched from Python, so only Qt looks
for the next one, and what is looked at here are controls that live as long as the window.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def leave_inside(window: QWidget, parts: Sequence[QWidget], *, forward: bool) -> None:
    """To be called after Qt has moved the focus from outside of these: where it has come to something inside of one, it
    goes to the first control of the window, or to the last one."""
    widget = window.focusWidget()
    if widget is None or not any(_is_inside(widget, part) for part in parts):
        return
    stops = _stops(window, parts)
    if stops:
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        (stops[0] if forward else stops[-1]).setFocus(reason)


def _stops(window: QWidget, parts: Sequence[QWidget]) -> list[QWidget]:
    """The window's own, in the order of Qt's chain, which ends where the first one inside of a part stands."""
    found: list[QWidget] = []
    widget = window.nextInFocusChain()
    while widget is not None and widget is not window and not any(_is_made_later(widget, part) for part in parts):
        if _takes_tab(widget, window) and not any(_is_inside(widget, part) for part in parts):
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found


def _is_inside(widget: QWidget, part: QWidget) -> bool:
    return widget is not part and part.isAncestorOf(widget)


def _is_made_later(widget: QWidget, part: QWidget) -> bool:
    """While one reads: it takes the focus, and is inside."""
    return _is_inside(widget, part) and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and _is_deep(widget, part)


def _is_deep(widget: QWidget, part: QWidget) -> bool:
    """In the viewport, and not laid over it as the bar that finds is."""
    at: QWidget | None = widget
    while at is not None and at.parentWidget() is not part:
        at = at.parentWidget()
    return at is not None and at.objectName() == "qt_scrollarea_viewport"


def _takes_tab(widget: QWidget, window: QWidget) -> bool:
    return (
        bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and widget.focusProxy() is None
        and widget.isVisible()
        and widget.isEnabled()
        and widget.window() is window
    )
