"""The files that go with the message in the composer: a chip for each, with what it holds and a way to look into it."""

from __future__ import annotations

from collections.abc import Sequence

from inglenook_engine.extract_types import ExtractAnswer, FileKind
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from ..attaching import AttachedItem
from ..theme import Colors, Theme
from ..translating import counted
from .flow_layout import FlowLayout
from .icons import Icon, icon
from .parts import count_text, icon_button, size_text

MAX_NAME_WIDTH = 240
"""Of a chip, in pixels; the middle of a longer name is left out."""

BELOW = 6
"""Pixels between the chips and the text."""


class AttachmentChips(QWidget):
    """opened, removed: the key of an item. put_back: the one that was taken away last."""

    opened = Signal(int)
    removed = Signal(int)
    put_back = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.chips: dict[int, AttachmentChip] = {}
        self._is_enabled = True
        self._flow = FlowLayout(self)
        self.back = QPushButton(self.tr("Put the file back"), self)
        self.back.setObjectName("back")
        self.back.setCursor(Qt.CursorShape.PointingHandCursor)
        self.back.clicked.connect(self.put_back)
        self.back.hide()
        self._flow.addWidget(self.back)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(self.tr("Attached files"))
        theme.changed.connect(self._restyle)
        self._restyle(theme.colors)
        self.hide()

    def show_items(self, items: Sequence[AttachedItem]) -> None:
        keys = [item.key for item in items]
        for key in [key for key in self.chips if key not in keys]:
            chip = self.chips.pop(key)
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        for place, item in enumerate(items):
            if item.key not in self.chips:
                chip = self.chips[item.key] = AttachmentChip(item.key, self)
                chip.opened.connect(self.opened)
                chip.removed.connect(self.removed)
                chip.restyle(self._theme.colors)
                chip.setEnabled(self._is_enabled)
                self._flow.insert(place, chip)
                chip.show()
            self.chips[item.key].show_item(item)
        self._refresh()

    def offer_back(self, item: AttachedItem | None) -> None:
        """None: there is nothing to put back."""
        if item is not None:
            self.back.setText(self.tr("Put “%1” back").replace("%1", _elided(item.name, self.back)))
        self.back.setVisible(item is not None)
        self._refresh()

    def set_can_change(self, can_change: bool) -> None:
        """Not while they wait with the message for the model."""
        self._is_enabled = can_change
        for widget in (*self.chips.values(), self.back):
            widget.setEnabled(can_change)

    def event(self, event: QEvent) -> bool:
        """As high as its rows, also when a chip has got wider since."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._fit()
        return super().event(event)

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(max(self.width(), 200)))

    def heightForWidth(self, width: int) -> int:
        return self._flow.heightForWidth(width)

    def _refresh(self) -> None:
        is_any = bool(self.chips) or not self.back.isHidden()
        self.setVisible(is_any)
        self._flow.invalidate()
        self._fit()

    def _fit(self) -> None:
        height = self._flow.heightForWidth(self.width()) + BELOW
        if height != self.minimumHeight():
            self.setFixedHeight(height)

    def _restyle(self, colors: Colors) -> None:
        for chip in self.chips.values():
            chip.restyle(colors)
        self.back.setStyleSheet(
            f"#back {{ color: {colors.muted}; background: transparent; border: none; border-radius: 5px;"
            " padding: 4px 8px; }"
            f"#back:hover, #back:focus {{ color: {colors.text}; background: {colors.selected}; }}"
        )


class AttachmentChip(QFrame):
    """One file. Enter, space and a click open it; Delete takes it away."""

    opened = Signal(int)
    removed = Signal(int)

    def __init__(self, key: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._key = key
        self._colors: Colors | None = None
        self._is_warned = False
        self.setObjectName("chip")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._icon = QLabel(self)
        self.name = _plain(self)
        self.facts = _plain(self)
        self.facts.setObjectName("facts")
        self.remove: QToolButton = icon_button(self.tr("Do not send this file"), self, size=12)
        self.remove.clicked.connect(self._on_remove)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 3, 4, 3)
        row.setSpacing(5)
        for widget in (self._icon, self.name, self.facts, self.remove):
            row.addWidget(widget)

    def show_item(self, item: AttachedItem) -> None:
        self.name.setText(_elided(item.name, self.name))
        if item.file is None:
            facts = self.tr("Reading …")
        else:
            parts = (size_text(len(item.file.data) or len(item.file.text.encode("utf-8", "replace"))), _count(item))
            facts = " · ".join(filter(None, parts))
        warning = hidden_text(item)
        self.facts.setText(" · ".join(filter(None, (facts, warning))))
        self._is_warned = bool(warning)
        details = " · ".join(filter(None, (facts, kind_text(item.answer), warning)))
        self.setAccessibleName(self.tr("Attached file %1: %2").replace("%2", details).replace("%1", item.name))
        self.setToolTip(
            f"{item.name}\n{details}\n" + self.tr("Click to see what the model will read.") if item.file else item.name
        )
        if self._colors is not None:
            self.restyle(self._colors)

    def restyle(self, colors: Colors) -> None:
        self._colors = colors
        which, color = (Icon.WARNING, colors.error_text) if self._is_warned else (Icon.PAPER, colors.muted)
        self._icon.setPixmap(icon(which, color).pixmap(16, 16))
        self.remove.setIcon(icon(Icon.CLOSE, colors.muted))
        self.setStyleSheet(
            f"#chip {{ background: {colors.panel}; border: 1px solid {colors.border}; border-radius: 8px; }}"
            f"#chip:hover, #chip:focus {{ border-color: {colors.faint}; background: {colors.hover}; }}"
            f"QLabel {{ color: {colors.text}; }}"
            f"#facts {{ color: {colors.muted}; }}"
            "QToolButton { border: none; border-radius: 5px; padding: 2px; }"
            f"QToolButton:hover, QToolButton:focus {{ background: {colors.selected}; }}"
        )

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit(self._key)
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(self._key)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._on_remove()
        else:
            super().keyPressEvent(event)

    def _on_remove(self) -> None:
        self.removed.emit(self._key)


def kind_text(answer: ExtractAnswer | None) -> str:
    """ "3 pages" of a PDF, "120 rows, 4 columns" of a table; "" of the rest."""
    if answer is None:
        return ""
    number, translate = QLocale().toString, QCoreApplication.translate
    if answer.kind is FileKind.PDF:
        if answer.n_pages_read < answer.n_pages:
            text = translate("attachments", "the first %1 of %2 pages")
            return text.replace("%2", number(answer.n_pages)).replace("%1", number(answer.n_pages_read))
        one, many = translate("attachments", "1 page"), translate("attachments", "%1 pages")
        return counted(answer.n_pages, one, many)
    if answer.n_rows:
        rows = counted(answer.n_rows, translate("attachments", "1 row"), translate("attachments", "%1 rows"))
        columns = translate("attachments", "1 column"), translate("attachments", "%1 columns")
        return f"{rows}, {counted(answer.n_columns, *columns)}"
    return ""


def hidden_text(item: AttachedItem) -> str:
    """What a reader of the document does not see, and whether the model does; "" for nothing."""
    n_hidden = item.n_hidden
    if not n_hidden:
        return ""
    if item.with_hidden:
        text = QCoreApplication.translate("attachments", "hidden passages: %1, read too")
    else:
        text = QCoreApplication.translate("attachments", "hidden passages: %1, left out")
    return text.replace("%1", QLocale().toString(n_hidden))


def _count(item: AttachedItem) -> str:
    return "" if item.n_tokens is None else count_text(item.n_tokens)


def _plain(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _elided(name: str, widget: QWidget) -> str:
    return QFontMetrics(widget.font()).elidedText(name, Qt.TextElideMode.ElideMiddle, MAX_NAME_WIDTH)
