"""What stands above the composer: what went wrong, or quietly what could go better. The newest is in view, above
the most urgent, and one click shows the others."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QObject, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QResizeEvent
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ..state import ChatState, Loaded, Notice, Remedy
from ..theme import Colors, Theme, style_scroll_bar
from ..translating import said
from .announcing import announce_politely
from .notice_row import NoticeRow
from .parts import size_text, title_of

MOST_OF_WINDOW = 0.4
"""Of its height, the notices take no more; there they scroll."""

LEAST_HEIGHT = 72
"""Pixels, where the window has no room for more."""


class NoticeBar(QScrollArea):
    """remedy_chosen: a Remedy and its Notice. dismissed: a Notice. left: the last one that had the keys is gone.

    announce, is_wanted: what speaks, and whether anyone listens; the system's unless a test has others. Each notice is
    said once, politely; of one that grows, what is new."""

    remedy_chosen = Signal(object, object)
    dismissed = Signal(object)
    left = Signal()

    def __init__(
        self,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        announce: Callable[[QWidget, str], object] = announce_politely,
        is_wanted: Callable[[], bool] = QAccessible.isActive,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.announce, self.is_wanted = announce, is_wanted
        self._notices: tuple[Notice, ...] = ()
        self._rows: dict[Notice, NoticeRow] = {}
        self._is_open = False
        self._height = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setAccessibleName(self.tr("Notices"))
        self._inner = QWidget(self)
        self._layout = QVBoxLayout(self._inner)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(6)
        self.setWidget(self._inner)
        self._inner.installEventFilter(self)
        theme.changed.connect(self._restyle)
        self._restyle(theme.colors)
        self.hide()

    @property
    def rows(self) -> tuple[NoticeRow, ...]:
        """From the most urgent down; only the first is in view unless the person wants the others."""
        return tuple(self._rows[notice] for notice in self._notices)

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        """The ways on of the topmost one."""
        return self.rows[0].buttons if self._notices else ()

    @property
    def text(self) -> str:
        """Of the topmost one."""
        return self.rows[0].text if self._notices else ""

    def show_state(self, state: ChatState) -> None:
        """The notices; below the newest and those that went wrong, what is not saved; below all of them, where a new
        conversation goes and the suggestion of a draft model."""
        told = state.urgent_first
        first = tuple(notice for place, notice in enumerate(told) if place == 0 or notice.is_error)
        derived = (_unsaved_of(state), *told[len(first) :], self._folder_of(state), self._suggestion_of(state))
        self.show_notices((*first, *(notice for notice in derived if notice is not None)))

    def show_notices(self, notices: tuple[Notice, ...]) -> None:
        """notices: the most urgent first, each once."""
        if notices == self._notices:
            return
        focused = next((place for place, row in enumerate(self.rows) if _has_keys(row)), None)
        new = [notice for notice in notices if notice not in self._rows]
        gone = {notice.takes_place_of: notice for notice in self._rows if notice not in notices}
        news = [_news(notice, gone.get(notice.takes_place_of)) for notice in new]
        for notice in new:
            before = gone.get(notice.takes_place_of)
            if before is not None and _has_same_ways(before, notice):
                self._rows[notice] = row = self._rows.pop(before)
                row.becomes(notice)
        for notice in [notice for notice in self._rows if notice not in notices]:
            row = self._rows.pop(notice)
            self._layout.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._notices = notices
        for place, notice in enumerate(notices):
            if notice not in self._rows:
                self._rows[notice] = self._row_of(notice)
            self._layout.removeWidget(self._rows[notice])
            self._layout.insertWidget(place, self._rows[notice])
        self._is_open = self._is_open and len(notices) > 1
        self._arrange()
        if focused is not None and not _has_keys(self):
            self._go_on_at(focused)
        if new and self.is_wanted():
            self.announce(self, "\n".join(news))

    def enter(self) -> None:
        """The keys go to the topmost one, if there is any."""
        if self._notices and (first := self.rows[0].first_button) is not None:
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.ensureWidgetVisible(first)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        elif event.type() in (QEvent.Type.Resize, QEvent.Type.Show):  # or Qt keeps what it laid out for another width
            self._layout.invalidate()
            self._layout.setGeometry(self._inner.rect())
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _row_of(self, notice: Notice) -> NoticeRow:
        row = NoticeRow(notice, self._theme.colors, self._inner)
        row.remedy_chosen.connect(self.remedy_chosen)
        row.dismissed.connect(self.dismissed)
        row.more_wanted.connect(self._on_more)
        return row

    def _arrange(self) -> None:
        """Which rows are in view, and in which order Tab goes through them."""
        n_more = len(self._notices) - 1
        before: QWidget | None = None
        for place, row in enumerate(self.rows):
            row.setVisible(place == 0 or self._is_open)
            is_top = place == 0 and n_more > 0
            row.offer_more("" if not is_top else self.tr("Show less") if self._is_open else _more_text(n_more))
            for button in (*row.buttons, row.detail_button, row.detail, row.more, row.close_button):
                if before is not None:
                    QWidget.setTabOrder(before, button)
                before = button
        self._fit()
        self.setVisible(bool(self._notices))

    def _go_on_at(self, place: int) -> None:
        """The row with the keys is gone: they go to the one that is in its place now."""
        in_view = self.rows if self._is_open else self.rows[:1]
        row = in_view[min(place, len(in_view) - 1)] if in_view else None
        if row is None or row.first_button is None:
            self.left.emit()
            return
        button = row.first_button if row.close_button.isHidden() else row.close_button
        button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(button)

    def _on_more(self) -> None:
        self._is_open = not self._is_open
        self._arrange()

    def _fit(self) -> None:
        """As high as what is in view, up to a part of the window; less where the window has no room for that."""
        if not self._notices:
            return
        self._layout.activate()
        wanted = self._layout.totalHeightForWidth(self.viewport().width())
        self._inner.setMinimumHeight(wanted)
        height = min(wanted, round(self.window().height() * MOST_OF_WINDOW))
        if height != self._height:
            self._height = height
            self.setMinimumHeight(min(height, LEAST_HEIGHT))
            self.setMaximumHeight(height)
            self.updateGeometry()

    def _folder_of(self, state: ChatState) -> Notice | None:
        if state.begins_in is None:
            return None
        sentence = self.tr("The new conversation goes into the folder “%1”.").replace("%1", state.begins_in.name)
        return Notice(message=sentence, is_error=False, is_lasting=True)

    def _suggestion_of(self, state: ChatState) -> Notice | None:
        draft, engine = state.suggested_draft, state.engine
        if draft is None or not isinstance(engine, Loaded):
            return None
        sentence = self.tr("%1 could draft for %2, so that answers come sooner. It takes %3 of memory.")
        names = (title_of(draft), title_of(engine.choice), size_text(draft.size_bytes))
        for place, name in zip(("%1", "%2", "%3"), names, strict=True):
            sentence = sentence.replace(place, name)
        return Notice(message=sentence, remedies=(Remedy.USE_DRAFT,), is_error=False)

    def _restyle(self, colors: Colors) -> None:
        for row in self._rows.values():
            row.restyle(colors)
        self.setStyleSheet("NoticeBar, NoticeBar > QWidget > QWidget { background: transparent; }")
        style_scroll_bar(self, colors)


def _unsaved_of(state: ChatState) -> Notice | None:
    return Notice(message=state.unsaved, remedies=(Remedy.SAVE_AGAIN,), is_lasting=True) if state.unsaved else None


def _has_same_ways(before: Notice, notice: Notice) -> bool:
    """Whether a row can become the other one as it stands. A way on may stand beside the sentence only where there are
    no details."""
    looks = [
        (one.remedies, one.remedies and bool(one.detail), one.is_error, one.is_lasting) for one in (before, notice)
    ]
    return looks[0] == looks[1]


def _news(notice: Notice, before: Notice | None) -> str:
    """What is said of one that takes the place of another: what is new where it has only grown, else its sentence."""
    message = said(notice.message)
    if before is None:
        return message
    listed = before.detail or before.message
    if notice.detail.startswith(listed + "\n"):
        return notice.detail[len(listed) + 1 :]
    return message.removeprefix(said(before.message)).strip() or message


def _more_text(n_more: int) -> str:
    return QCoreApplication.translate("NoticeBar", "%1 more").replace("%1", QLocale().toString(n_more))


def _has_keys(widget: QWidget) -> bool:
    focused = widget.window().focusWidget()
    return focused is not None and widget.isAncestorOf(focused)
