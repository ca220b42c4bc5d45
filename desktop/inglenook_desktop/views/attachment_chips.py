"""The files that go with the message in the composer: a chip for each, with what it holds and a way to look into it."""

from __future__ import annotations

from collections.abc import Sequence

from inglenook_engine.extract_types import ExtractAnswer, FileKind
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QObject, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QToolButton, QWidget

from ..attaching import AttachedItem
from ..models.tooltips import inert
from ..theme import Colors, Theme, style_scroll_bar
from ..translating import counted, filled, in_words
from .flow_layout import FlowLayout
from .icons import Icon, icon
from .parts import count_text, icon_button, size_text

MANY = 5
"""Of so many files on it is told how many there are, and they can be taken away as one."""

MAX_NAME_WIDTH = 240
"""Of a chip, in pixels; the middle of a longer name is left out."""

MOST_HEIGHT = 112
"""Pixels of three rows and a half; the half shows that there are more."""

MOST_OF_WINDOW, LEAST_HEIGHT = 0.15, 46
"""Of a small window's height; but a row and a half, in pixels."""

LEAST_NAME_WIDTH = 24

_AHEAD = 2
"""Widgets in the flow, ahead of the chips."""

BELOW = 6
"""Pixels between the chips and the text."""


class AttachmentChips(QScrollArea):
    """opened, removed: the key of an item. all_removed: every one of them. put_back: what was taken away last."""

    opened = Signal(int)
    removed = Signal(int)
    all_removed = Signal()
    put_back = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.chips: dict[int, AttachmentChip] = {}
        self._is_enabled = True
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setViewportMargins(0, 0, 0, BELOW)
        self._inner = QWidget(self)
        self._inner.setObjectName("chips")
        self._flow = FlowLayout(self._inner)
        self.count = _plain(self._inner)
        self.count.setObjectName("count")
        self.clear = self._quiet_button(self.tr("Remove all"))
        self.clear.clicked.connect(self.all_removed)
        self.back = self._quiet_button(self.tr("Put the file back"))
        self.back.clicked.connect(self.put_back)
        for widget in (self.count, self.clear, self.back):
            self._flow.addWidget(widget)
            widget.hide()
        self.setWidget(self._inner)
        self._inner.installEventFilter(self)
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
                chip = self.chips[item.key] = AttachmentChip(item.key, self._theme.colors, self._inner)
                chip.opened.connect(self.opened)
                chip.removed.connect(self.removed)
                chip.setEnabled(self._is_enabled)
                self._flow.insert(_AHEAD + place, chip)
                chip.show()
            self.chips[item.key].show_item(item)
        n_read = sum(item.file is not None for item in items)
        told = self.tr("%1 files") if n_read == len(items) else self.tr("%2 of %1 files read")
        self.count.setText(filled(told, [in_words(len(items)), in_words(n_read)]))
        for widget in (self.count, self.clear):
            widget.setVisible(len(items) >= MANY)
        self._refresh()

    def offer_back(self, items: Sequence[AttachedItem]) -> None:
        """None: there is nothing to put back."""
        if len(items) == 1:
            self.back.setText(self.tr("Put “%1” back").replace("%1", _elided(items[0].name, self.back)))
        elif items:
            self.back.setText(self.tr("Put %1 files back").replace("%1", in_words(len(items))))
        self.back.setVisible(bool(items))
        self._refresh()

    def set_can_change(self, can_change: bool) -> None:
        """Not while they wait with the message for the model."""
        self._is_enabled = can_change
        for widget in (*self.chips.values(), self.clear, self.back):
            widget.setEnabled(can_change)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """As high as its rows, also when a chip has got wider since."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _quiet_button(self, text: str) -> QPushButton:
        button = QPushButton(text, self._inner)
        button.setObjectName("quiet")
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        return button

    def _refresh(self) -> None:
        is_any = bool(self.chips) or not self.back.isHidden()
        self.setVisible(is_any)
        self._flow.invalidate()
        self._fit()

    def _fit(self) -> None:
        """Of many files, the first rows are in view."""
        width = self.viewport().width()
        for chip in self.chips.values():
            chip.fit(width)
        wanted = self._flow.heightForWidth(width)
        self._inner.setMinimumHeight(wanted)
        most = max(LEAST_HEIGHT, min(MOST_HEIGHT, round(self.window().height() * MOST_OF_WINDOW)))
        height = min(wanted, most) + BELOW
        if height != self.minimumHeight():
            self.setFixedHeight(height)

    def _restyle(self, colors: Colors) -> None:
        """One sheet for all chips: each of its own would cost as much again."""
        for chip in self.chips.values():
            chip.restyle(colors)
        self._inner.setStyleSheet(
            "#chips { background: transparent; }"
            f"#chip {{ background: {colors.panel}; border: 1px solid {colors.border}; border-radius: 8px; }}"
            f"#chip:hover, #chip:focus {{ border-color: {colors.faint}; background: {colors.hover}; }}"
            f"QLabel {{ color: {colors.text}; }}"
            f"#facts, #count {{ color: {colors.muted}; }}"
            "#count { padding: 6px 0 6px 8px; }"
            "QToolButton { border: none; border-radius: 5px; padding: 2px; }"
            f"QToolButton:hover, QToolButton:focus {{ background: {colors.selected}; }}"
            f"#quiet {{ color: {colors.muted}; background: transparent; border: none; border-radius: 5px;"
            " padding: 6px 8px; }"
            f"#quiet:hover, #quiet:focus {{ color: {colors.text}; background: {colors.selected}; }}"
        )
        self.viewport().setAutoFillBackground(False)
        style_scroll_bar(self, colors)


class AttachmentChip(QFrame):
    """One file. Enter, space and a click open it; Delete takes it away."""

    opened = Signal(int)
    removed = Signal(int)

    def __init__(self, key: int, colors: Colors, parent: QWidget) -> None:
        super().__init__(parent)
        self._key = key
        self._colors = colors
        self._item: AttachedItem | None = None
        self._fitted: tuple[int, AttachedItem | None] = (0, None)
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
        self.restyle(colors)

    def show_item(self, item: AttachedItem) -> None:
        if item is self._item:  # another one of many has changed
            return
        self._item = item
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
        lines = (item.name, details, self.tr("Click to see what the model will read.")) if item.file else (item.name,)
        self.setToolTip(inert("\n".join(lines)))
        self.restyle(self._colors)

    def fit(self, width: int) -> None:
        """Leave out of the name what there is no room for. width: of a row, in pixels."""
        if self._item is None or (width == self._fitted[0] and self._item is self._fitted[1]):
            return
        self._fitted = (width, self._item)
        others = self.sizeHint().width() - self.name.sizeHint().width()
        room = max(LEAST_NAME_WIDTH, min(MAX_NAME_WIDTH, width - others))
        self.name.setText(_elided(self._item.name, self.name, room))

    def restyle(self, colors: Colors) -> None:
        self._colors = colors
        which, color = (Icon.WARNING, colors.error_text) if self._is_warned else (Icon.PAPER, colors.muted)
        self._icon.setPixmap(icon(which, color).pixmap(16, 16))
        self.remove.setIcon(icon(Icon.CLOSE, colors.muted))

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


def _elided(name: str, widget: QWidget, width: int = MAX_NAME_WIDTH) -> str:
    return QFontMetrics(widget.font()).elidedText(name, Qt.TextElideMode.ElideMiddle, width)
