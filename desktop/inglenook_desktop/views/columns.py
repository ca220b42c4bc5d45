"""Which of two columns is meant by what is done to "the conversation in view": the one that was used last. Decided here
alone; the head of that column shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from ..models.transcript import TranscriptItem, TranscriptModel
from .column_head import ColumnHead
from .find_bar import FindInConversation
from .transcript_view import TranscriptView

LAST = 100
"""Messages at the end of a conversation, in one of which somebody means what is done to "the last"."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Column:
    model: TranscriptModel
    view: TranscriptView
    head: ColumnHead
    finding: FindInConversation


class Columns(QObject):
    """Of one window. second: is there while its view is. A column is used where its transcript, or what lies over that,
    takes the focus."""

    def __init__(self, first: Column, second: Column, window: QWidget) -> None:
        super().__init__(window)
        self.first, self.second = first, second
        self._window = window
        self._used = first
        second.view.installEventFilter(self)
        QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr] # there is one
        self._show()

    @property
    def current(self) -> Column:
        return self._used if self._used.view.isVisibleTo(self._window) else self.first

    @property
    def focused(self) -> Column | None:
        """The one that has the keys; None where neither has."""
        return self._with(QApplication.focusWidget())

    def has_messages(self) -> bool:
        return len(self.current.model) > 0

    def last(self, is_it: Callable[[TranscriptItem], bool], column: Column | None = None) -> int | None:
        """The row of the last message of the current one, or of this one, that is so; None where none is among the last
        hundred: further up it is not what "the last" means."""
        model = (column or self.current).model
        rows = range(max(0, len(model) - LAST), len(model))
        return next((row for row in reversed(rows) if is_it(model.item(row))), None)

    def use_first(self) -> None:
        """The other one goes."""
        self.second.finding.close()
        self._used = self.first
        self._show()

    def find(self) -> None:
        """What another column looked for is looked for here."""
        self._bring_bar()
        self.current.finding.open()

    def find_next(self) -> None:
        self._bring_bar()
        self.current.finding.next()

    def find_previous(self) -> None:
        self._bring_bar()
        self.current.finding.previous()

    def _bring_bar(self) -> None:
        """There is one of them at a time."""
        current = self.current
        other = self.first if current is self.second else self.second
        if not other.finding.bar.isHidden():
            current.finding.bar.field.setText(other.finding.bar.field.text())
            other.finding.close()

    def _with(self, widget: QWidget | None) -> Column | None:
        if widget is None:
            return None
        columns = (self.first, self.second)
        return next((one for one in columns if widget is one.view or one.view.isAncestorOf(widget)), None)

    def _on_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        used = self._with(now)
        if used is not None and used is not self._used:
            self._used = used
            self._show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._show()
        return super().eventFilter(watched, event)

    def _show(self) -> None:
        for one in (self.first, self.second):
            one.head.set_current(one is self.current)
