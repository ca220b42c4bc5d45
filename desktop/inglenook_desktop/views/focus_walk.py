"""Tab through a window that has a part with an order of its own.

The transcript makes its widgets while one reads, so that in Qt's chain they come last, and Tab would enter the
transcript from its middle and never come to what stands before it. Here it is entered as a whole.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def walk(window: QWidget, part: QWidget, *, forward: bool) -> bool:
    """Give the focus to the next widget, or the one before, passing by what is inside of `part`. False where there is
    none."""
    begin = QApplication.focusWidget() or window.focusWidget() or window
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    widget = _step(begin, forward=forward)
    while widget is not None and widget is not begin:
        is_inside = widget is not part and part.isAncestorOf(widget)
        if _takes_tab(widget, window) and not is_inside:
            widget.setFocus(reason)
            return True
        widget = _step(widget, forward=forward)
    return False


def _step(widget: QWidget, *, forward: bool) -> QWidget | None:
    return widget.nextInFocusChain() if forward else widget.previousInFocusChain()


def _takes_tab(widget: QWidget, window: QWidget) -> bool:
    return (
        bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and widget.focusProxy() is None
        and widget.isVisible()
        and widget.isEnabled()
        and widget.window() is window
    )
