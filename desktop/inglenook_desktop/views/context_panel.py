"""What is in the context, in tokens, and what happens when it is full: opens above the gauge."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QLabel,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ..context_meter import ContextUse
from ..context_policy import ContextPolicy
from ..theme import SCROLL_BAR_WIDTH, Colors, Theme, style_bar_across, style_scroll_bar
from ..translating import counted, filled, guessed_text, in_words, said
from .context_gauge import paint_bar, segment_colors
from .parts import count_text

BAR_HEIGHT = 10
DOT = 9
WIDTH = 340
_RARE = ("files", "answer", "waiting")
"""Rows that are only there when they have something to say."""

_NOT_MEASURED = "–"


class ContextPanel(QFrame):
    """policy_chosen: a ContextPolicy, for the conversation in view. Deletes itself when it is closed."""

    policy_chosen = Signal(object)

    def __init__(
        self, use: ContextUse, theme: Theme, parent: QWidget, *, has_conversation: bool, of_model: str = ""
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("context")
        self.setAccessibleName(self.tr("Context"))
        self._theme = theme
        self._corner = QPoint()
        self.setFixedWidth(WIDTH)
        self._title = QLabel(self)
        bold = self._title.font()
        bold.setBold(True)
        self._title.setFont(bold)
        self._bar = _Bar(theme, self)
        rows = QGridLayout()
        rows.setHorizontalSpacing(8)
        rows.setVerticalSpacing(5)
        rows.setColumnStretch(1, 1)
        self._values: dict[str, QLabel] = {}
        self._rows: dict[str, tuple[QWidget, ...]] = {}
        names = {
            "system": self.tr("Instructions and template"),
            "history": self.tr("Conversation"),
            "files": self.tr("Attached files"),
            "typed": self.tr("Your message"),
            "answer": self.tr("Answer so far"),
            "waiting": self.tr("Messages that wait"),
            "reserve": self.tr("Kept free for the answer"),
            "free": self.tr("Free"),
        }
        for row, (name, title) in enumerate(names.items()):
            value = QLabel(self)
            value.setAlignment(Qt.AlignmentFlag.AlignRight)
            dot, label = _Dot(name, theme, self), QLabel(title, self)
            rows.addWidget(dot, row, 0, Qt.AlignmentFlag.AlignVCenter)
            rows.addWidget(label, row, 1)
            rows.addWidget(value, row, 2)
            self._values[name] = value
            self._rows[name] = (dot, label, value)
        self.note = QLabel(self)
        self.note.setWordWrap(True)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        question = QLabel(self.tr("When it is full"), self)
        question.setFont(bold)
        self.choices: dict[ContextPolicy, QRadioButton] = {}
        group = QButtonGroup(self)
        self._inner = QWidget(self)
        layout = self._column = QVBoxLayout(self._inner)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(8)
        layout.addWidget(self._title)
        layout.addWidget(self._bar)
        layout.addSpacing(2)
        layout.addLayout(rows)
        layout.addWidget(self.note)
        layout.addSpacing(8)
        layout.addWidget(question)
        explained = {
            ContextPolicy.REFUSE: (self.tr("Say so and send nothing"), ""),
            ContextPolicy.DROP: (
                self.tr("Leave out the oldest messages"),
                self.tr("They stay in the conversation, greyed. The system prompt and pinned turns are always read."),
            ),
            ContextPolicy.SUMMARISE: (
                self.tr("Let the model sum up the oldest messages"),
                self.tr("The summary stands in the conversation, and you can change it."),
            ),
        }
        for policy, (title, help_text) in explained.items():
            choice = QRadioButton(title, self)
            choice.setToolTip(help_text)
            choice.setEnabled(has_conversation)
            choice.toggled.connect(self._on_toggled)
            group.addButton(choice)
            layout.addWidget(choice)
            self.choices[policy] = choice
        if not has_conversation:
            later = QLabel(
                self.tr("A conversation that has begun has its own choice; the settings have the usual one.")
            )
            later.setWordWrap(True)
            later.setObjectName("quiet")
            layout.addWidget(later)
        self._area = QScrollArea(self)
        self._area.setAccessibleName(self.accessibleName())
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its choices take the focus, and it follows them
        self._area.setWidgetResizable(True)
        self._area.setWidget(self._inner)
        for widget in (self._area.viewport(), self._inner):
            widget.setAutoFillBackground(False)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._area)
        self._is_showing = False
        self.show_use(use, of_model)
        theme.changed.connect(self._restyle)
        self._restyle(theme.colors)

    def show_use(self, use: ContextUse, of_model: str = "") -> None:
        """of_model: whose context it is, where there are two."""
        self._title.setText(self._title_of(use))
        self._bar.show_use(use)
        for name, label in self._values.items():
            n_tokens = self._tokens_of(name, use)
            label.setText(_NOT_MEASURED if n_tokens is None else in_words(n_tokens))
        for name in _RARE:
            for widget in self._rows[name]:
                widget.setVisible(getattr(use, name) > 0)
        self.note.setText("\n".join(filter(None, (of_model, self._note_of(use)))))
        self.note.setVisible(bool(self.note.text()))
        self._is_showing = True
        self.choices[use.policy].setChecked(True)
        self._is_showing = False
        if self.isVisible():
            self._fit()

    def open_at(self, corner: QPoint) -> None:
        """corner: of the gauge, top right; the panel stands above it."""
        self._corner = corner
        self._fit()
        self.show()
        next(choice for choice in self.choices.values() if choice.isChecked()).setFocus()

    def _title_of(self, use: ContextUse) -> str:
        if use.guessed:
            return filled(self.tr("About %1 of %2 tokens of context"), [guessed_text(use.guessed), in_words(use.n_ctx)])
        if use.problem:
            return filled(self.tr("%1 tokens of context"), [in_words(use.n_ctx)])
        return filled(self.tr("%1 of %2 tokens of context"), [in_words(use.used), in_words(use.n_ctx)])

    def _tokens_of(self, name: str, use: ContextUse) -> int | None:
        """Of a row; None where that was not measured."""
        if name == "reserve":
            return use.kept
        if use.problem or (name == "system" and use.is_whole):
            return None
        return max(0, use.free) if name == "free" else int(getattr(use, name))

    def _fit(self) -> None:
        """As high as its rows are, above the gauge. Not by adjustSize, which gives no more than two thirds of a screen
        and clips every row of a small one. Where the screen has no room for all of it, it scrolls."""
        layout, screen = self._column, self.screen().availableGeometry()
        layout.activate()
        width = max(WIDTH, layout.totalMinimumSize().width())  # a choice breaks no line
        height = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
        edge = self.width() - self.contentsRect().width()
        bar = SCROLL_BAR_WIDTH if height + edge > screen.height() else 0
        self.setFixedSize(QSize(width + bar + edge, height + edge).boundedTo(screen.size()))
        place = self._corner - QPoint(self.width(), self.height() + 6)
        self.move(max(screen.left(), place.x()), max(screen.top(), place.y()))

    def _note_of(self, use: ContextUse) -> str:
        if use.problem:
            return said(use.problem)
        notes = []
        if use.over:
            one, many = self.tr("1 token is too many to be sent."), self.tr("%1 tokens are too many to be sent.")
            notes.append(counted(use.over, one, many))
        elif use.free < 0:
            left = count_text(max(0, use.n_ctx - use.used))
            notes.append(self.tr("There is room for an answer of %1 only.").replace("%1", left))
        if use.n_left_out:
            one, many = self.tr("1 message is not read any more."), self.tr("%1 messages are not read any more.")
            notes.append(counted(use.n_left_out, one, many))
        return " ".join(notes)

    def _on_toggled(self, is_chosen: bool) -> None:
        if is_chosen and not self._is_showing:
            self.policy_chosen.emit(next(policy for policy, one in self.choices.items() if one.isChecked()))

    def _restyle(self, colors: Colors) -> None:
        self.setStyleSheet(
            f"#context {{ background: {colors.field}; border: 1px solid {colors.border}; border-radius: 10px; }}"
            f"QLabel, QRadioButton {{ color: {colors.text}; }}"
            f"#quiet {{ color: {colors.muted}; }}"
            f"QRadioButton:disabled {{ color: {colors.muted}; }}"
        )
        style_scroll_bar(self._area, colors)
        style_bar_across(self._area, colors)


class _Bar(QWidget):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._use = ContextUse(n_ctx=0)
        self.setFixedHeight(BAR_HEIGHT)

    def show_use(self, use: ContextUse) -> None:
        self._use = use
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        paint_bar(QPainter(self), QRectF(self.rect()), self._use, self._theme.colors)


class _Dot(QWidget):
    """The colour of a row; free is an empty ring."""

    def __init__(self, name: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._name = name
        self._theme = theme
        self.setFixedSize(QSize(DOT, DOT))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        colors = self._theme.colors
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = segment_colors(colors).get(self._name)
        painter.setPen(QColor(colors.faint) if color is None else Qt.PenStyle.NoPen)
        painter.setBrush(Qt.BrushStyle.NoBrush if color is None else color)
        painter.drawEllipse(QRectF(0.5, 0.5, DOT - 1, DOT - 1))
