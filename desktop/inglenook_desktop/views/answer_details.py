"""Everything that was measured of one answer: where its time went, which model made it, with which parameters."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ..answer_facts import Bar, Group, Stage, as_text, facts_of, not_measured, waterfall
from ..answer_kept import Kept
from ..store.records import Run
from ..theme import Colors, Theme, style_bar_across, style_scroll_bar
from .dialog_looks import dress_dialog
from .growing_field import GrowingField
from .parts import duration_text

BAR_HEIGHT = 10
LEAST_WIDTH = 2.0
"""Of a stage that took any time, in pixels: it can be seen."""
LONGEST_WORD = 24
"""In characters, that a column of a narrow window surely has room for."""
MAX_LINES = 30
_BARS_COLUMN, _MS_COLUMN = 1, 2


class AnswerDetails(QDialog):
    """Of one run, as the store has it. Deletes itself when it is closed."""

    def __init__(self, run: Run, theme: Theme, parent: QWidget | None = None, *, kept: Kept | None = None) -> None:
        super().__init__(parent)
        dress_dialog(self)
        self._run = run
        self._kept = kept
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Details of this answer"))
        self._theme = theme
        self._charts: list[_Span] = []
        page = QWidget(self)
        page.setObjectName("page")
        column = QVBoxLayout(page)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(6)
        if run.stats is not None:
            column.addWidget(self._heading(self.tr("Where the time went")))
            column.addLayout(self._waterfall(waterfall(run.stats, run.ui_ttft_ms, run.waited_ms)))
        for group in facts_of(run, kept):
            column.addSpacing(12)
            column.addWidget(self._heading(group.title))
            column.addLayout(self._facts(group))
        column.addStretch(1)
        self._area = QScrollArea(self)
        self._area.setWidget(page)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setAccessibleName(self.tr("Details of this answer"))
        buttons = QDialogButtonBox(self)
        self.copy = QPushButton(self.tr("&Copy as text"), self)
        self.copy.setAutoDefault(False)
        buttons.addButton(self.copy, QDialogButtonBox.ButtonRole.ActionRole)
        self.done_button = QPushButton(self.tr("Close"), self)
        self.done_button.setDefault(True)
        buttons.addButton(self.done_button, QDialogButtonBox.ButtonRole.RejectRole)
        self.copy.clicked.connect(self.copy_text)
        buttons.rejected.connect(self.reject)
        bottom = QVBoxLayout()
        bottom.setContentsMargins(20, 10, 20, 14)
        bottom.addWidget(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._area, 1)
        layout.addLayout(bottom)
        theme.changed.connect(self._restyle)
        self._restyle(theme.colors)
        self.resize(self.sizeHint())
        self.done_button.setFocus()

    def sizeHint(self) -> QSize:
        """As the text wants it."""
        em = self.fontMetrics().height()
        return QSize(max(660, 32 * em), max(640, 28 * em)).boundedTo(self.screen().availableSize())

    def copy_text(self) -> None:
        QGuiApplication.clipboard().setText(as_text(self._run, self._kept))
        self.copy.setText(self.tr("Copied"))

    def _heading(self, text: str) -> QLabel:
        label = _plain(text, self)
        font = label.font()
        font.setBold(True)
        label.setFont(font)
        label.setObjectName("heading")
        return label

    def _waterfall(self, bars: tuple[Bar, ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(_BARS_COLUMN, 1)
        total_ms = max((bar.start_ms + (bar.ms or 0.0) for bar in bars), default=0.0)
        for row, bar in enumerate(bars):
            value = _plain(not_measured() if bar.ms is None else duration_text(bar.ms), self)
            value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            chart = _Span(bar, total_ms, self._theme, self)
            self._charts.append(chart)
            title = _plain(bar.title, self)
            title.setToolTip(bar.note)
            grid.addWidget(title, 2 * row, 0)
            grid.addWidget(chart, 2 * row, _BARS_COLUMN)
            grid.addWidget(value, 2 * row, _MS_COLUMN)
            if bar.note:
                note = _plain(bar.note, self)
                note.setObjectName("quiet")
                note.setWordWrap(True)  # the page does not scroll across
                grid.addWidget(note, 2 * row + 1, _BARS_COLUMN, 1, 2)
        return grid

    def _facts(self, group: Group) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, 170)
        for row, fact in enumerate(group.facts):
            name, value = _plain(fact.name, self), self._value(fact.value)
            name.setObjectName("quiet")
            value.setAccessibleName(f"{fact.name}: {fact.value}")
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, row, 1)
        return grid

    def _value(self, text: str) -> QWidget:
        """All of it is seen and can be selected. A label breaks no word, and would push the page out of its window."""
        if max(map(len, text.split()), default=0) > LONGEST_WORD:
            return _LongValue(text, self)
        value = _plain(text, self)
        value.setWordWrap(True)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return value

    def _restyle(self, colors: Colors) -> None:
        self.setStyleSheet(
            f"#page {{ background: {colors.window}; }} QLabel {{ color: {colors.text}; }}"
            f"#quiet {{ color: {colors.muted}; }}"
        )
        style_scroll_bar(self._area, colors)
        style_bar_across(self._area, colors)
        for chart in self._charts:
            chart.update()


class _LongValue(GrowingField):
    """A path, or a sum: as many lines as it needs."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent, max_lines=MAX_LINES)
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.viewport().setAutoFillBackground(False)
        self.setStyleSheet("QPlainTextEdit { background: transparent; border: none; }")  # nobody writes in it
        self.document().setDocumentMargin(0)
        self.setPlainText(text)


class _Span(QWidget):
    """One stage on the time axis that all of them share."""

    def __init__(self, bar: Bar, total_ms: float, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._bar = bar
        self._total_ms = total_ms
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(BAR_HEIGHT)
        value = not_measured() if bar.ms is None else duration_text(bar.ms)
        self.setAccessibleName(f"{bar.title}: {value}")

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        colors = self._theme.colors
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.panel))
        painter.drawRoundedRect(QRectF(self.rect()), 3, 3)
        if not self._bar.ms or self._total_ms <= 0:
            return
        scale = self.width() / self._total_ms
        width = max(LEAST_WIDTH, self._bar.ms * scale)
        left = min(self._bar.start_ms * scale, self.width() - width)
        is_beside = self._bar.stage is Stage.PAINT
        painter.setBrush(QColor(colors.muted if is_beside else colors.accent))
        painter.drawRoundedRect(QRectF(left, 0, width, self.height()), 3, 3)


def _plain(text: str, parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    return label
