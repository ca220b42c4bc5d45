"""One notice: its sentence, its one-click ways on, what else can be read of it, and the cross that dismisses it."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ..markdown_display import SOFT_BREAK, visible
from ..state import Notice, Remedy
from ..theme import Colors, style_scroll_bar
from ..translating import said
from .flow_layout import FlowLayout
from .fonts import scaled
from .icons import Icon, icon
from .parts import icon_button

MAX_SHOWN = 600
"""Characters of a sentence that are shown. The whole of a longer one, and of one with breaks that are not its own, is
among its details, to be copied as it is."""

_LONG_RUN = re.compile(r"[^\s/\\-]{24}(?=[^\s/\\-])")
"""What a line does not break: it would make the row wider than the window, and the cross would be beside it."""

LEAST_TEXT_PX = 240
"""Of a row beside its only button, beside text of the system's size."""

MAX_DETAIL_CHARS = 20_000
MAX_DETAIL_LINES = 8
"""Of the details, so many are in view at once."""


class NoticeRow(QFrame):
    """remedy_chosen: a Remedy and the notice. more_wanted: the other notices are to be shown, or hidden again.

    more: the button for that, which only the topmost row shows."""

    remedy_chosen = Signal(object, object)
    dismissed = Signal(object)
    more_wanted = Signal()

    def __init__(self, notice: Notice, colors: Colors, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.notice = notice
        self._label = QLabel(self)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.close_button = icon_button(self.tr("Dismiss"), self, size=14)
        self.close_button.setVisible(not notice.is_lasting)
        self.close_button.clicked.connect(self._on_close)
        self.detail = _Detail(self)
        self.detail.setAccessibleName(self.tr("Details"))
        self.detail.hide()
        self.detail_button = self._button(self.tr("Details"))
        self.detail_button.setCheckable(True)
        self.detail_button.toggled.connect(self._show_detail)
        self.more = self._button("")
        self.more.setObjectName("more")
        self.more.clicked.connect(self.more_wanted)
        self.more.hide()
        self.buttons = tuple(self._remedy_button(remedy) for remedy in notice.remedies)
        self._show()
        self._can_be_beside = len(self.buttons) == 1 and self.detail_button.isHidden()
        row, flow = QHBoxLayout(), FlowLayout(spacing=8)
        row.setSpacing(8)
        row.addWidget(self._label, 1)
        for button in self.buttons:
            (row if self._can_be_beside else flow).addWidget(button)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        flow.addWidget(self.detail_button)
        flow.addWidget(self.more)
        flow.at_end = self.more
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 9, 8, 9)
        layout.setSpacing(7)
        layout.addLayout(row)
        opened = QHBoxLayout()
        opened.setContentsMargins(0, 0, 6, 0)
        opened.addWidget(self.detail)
        layout.addLayout(opened)
        layout.addLayout(flow)
        self._row, self._flow = row, flow
        self.restyle(colors)

    @property
    def first_button(self) -> QWidget | None:
        """Where the keys go when the person goes to the notices; None where there is nothing to press."""
        places = (*self.buttons, self.detail_button, self.more, self.close_button)
        return next((place for place in places if not place.isHidden()), None)

    def becomes(self, notice: Notice) -> None:
        """Another takes its place, with the same ways on: what is open stays open, and the keys stay where they are."""
        self.notice = notice
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A single way on stands beside the sentence, or below it where that would have too narrow a column."""
        super().resizeEvent(event)
        if not self._can_be_beside:
            return
        (button,) = self.buttons
        is_below = self.width() - button.sizeHint().width() < scaled(LEAST_TEXT_PX)
        if is_below == (self._row.indexOf(button) < 0):
            return
        if is_below:
            self._row.removeWidget(button)
            self._flow.insert(0, button)
        else:
            self._flow.removeWidget(button)
            self._row.insertWidget(1, button)

    def offer_more(self, text: str) -> None:
        """text: of the button, "" for none."""
        self.more.setText(text)
        self.more.setVisible(bool(text))

    def restyle(self, colors: Colors) -> None:
        is_error = self.notice.is_error
        text = colors.error_text if is_error else colors.text
        panel = colors.error_panel if is_error else colors.panel
        border = colors.error_border if is_error else colors.border
        self.close_button.setIcon(icon(Icon.CLOSE, text))
        self.setStyleSheet(
            f"#notice {{ background: {panel}; border: 1px solid {border}; border-radius: 10px; }}"
            f"QLabel {{ color: {text}; }}"
            f"QPlainTextEdit {{ color: {colors.text}; background: {colors.field}; border: 1px solid {border};"
            " border-radius: 7px; padding: 4px; }"
            f"QPushButton {{ color: {text}; background: transparent; border: 1px solid {border};"
            " border-radius: 7px; padding: 5px 11px; font-weight: bold; }"
            f"QPushButton:hover, QPushButton:focus, QPushButton:checked {{ background: {border}; }}"
            "#more { border-color: transparent; font-weight: normal; }"
            "QToolButton { border: none; border-radius: 6px; padding: 4px; }"
            f"QToolButton:hover, QToolButton:focus {{ background: {border}; }}"
        )
        style_scroll_bar(self.detail, colors)

    def _show(self) -> None:
        notice = self.notice
        message = visible(said(notice.message))
        self.text = message if len(message) <= MAX_SHOWN else message[:MAX_SHOWN] + "…"
        shown = _LONG_RUN.sub(lambda run: run[0] + SOFT_BREAK, self.text)
        self.setAccessibleName(self.text)
        self._label.setText(shown)
        self.close_button.setAccessibleDescription(self.text)
        detail = notice.detail if shown == message else "\n\n".join(filter(None, (message, notice.detail)))
        self.detail.show_text(detail[:MAX_DETAIL_CHARS])
        self.detail_button.setVisible(bool(detail.strip()))
        if not detail.strip():
            self.detail_button.setChecked(False)

    def _show_detail(self, is_wanted: bool) -> None:
        self.detail.setVisible(is_wanted)

    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton):
            self.remedy_chosen.emit(Remedy[button.property("remedy")], self.notice)

    def _on_close(self) -> None:
        self.dismissed.emit(self.notice)

    def _remedy_button(self, remedy: Remedy) -> QPushButton:
        button = self._button(self._label_of(remedy))
        button.setProperty("remedy", remedy.name)
        button.clicked.connect(self._on_clicked)
        return button

    def _button(self, text: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        return button

    def _label_of(self, remedy: Remedy) -> str:
        return {
            Remedy.LOAD_AGAIN: self.tr("Load again"),
            Remedy.LOAD_STARTER: self.tr("Use the starter model"),
            Remedy.LOAD_WITHOUT_DRAFT: self.tr("Load without draft"),
            Remedy.LOAD_AUTOMATIC: self.tr("Load with automatic settings"),
            Remedy.USE_DRAFT: self.tr("Use it"),
            Remedy.SEND_AGAIN: self.tr("Send again"),
            Remedy.SAVE_AGAIN: self.tr("Save again"),
            Remedy.NEW_CONVERSATION: self.tr("New conversation"),
            Remedy.LEAVE_OUT_OLDEST: self.tr("Leave out the oldest"),
            Remedy.SUM_UP_OLDEST: self.tr("Sum them up"),
            Remedy.LARGER_CONTEXT: self.tr("Larger context…"),
            Remedy.CHOOSE_FILE: self.tr("Choose a file…"),
            Remedy.GET_MODELS: self.tr("Get models"),
            Remedy.REFRESH: self.tr("Refresh"),
        }[remedy]


class _Detail(QPlainTextEdit):
    """To be read, selected and copied, by keys too; as high as its lines, up to a limit."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        keys = Qt.TextInteractionFlag.TextSelectableByKeyboard
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse | keys)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_text(self, text: str) -> None:
        """What is selected, and where the reader is, stays so where it only grows."""
        before = self.toPlainText()
        if before and text.startswith(before + "\n"):
            self.appendPlainText(text[len(before) + 1 :])
        elif text != before:
            self.setPlainText(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may have other lines."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Of a document of plain text, the height is in lines."""
        n_lines = min(MAX_DETAIL_LINES, round(self.document().size().height()))
        frame = 2 * (self.frameWidth() + 4) + round(2 * self.document().documentMargin())
        height = max(1, n_lines) * QFontMetrics(self.font()).lineSpacing() + frame
        if height != self.maximumHeight():
            self.setFixedHeight(height)
