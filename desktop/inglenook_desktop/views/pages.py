"""What stands where the transcript would be: a new conversation, or a data folder that cannot be used."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ..library import InstalledModel, ModelSource
from ..starter import STARTER
from ..state import ChatState, EngineDown, Loaded, Loading, NoModel, Remedy, StorageOpen
from ..theme import Colors, Theme
from ..translating import said
from .fonts import scale_font
from .icons import Icon, hearth, icon
from .parts import size_text, title_of

TEXT_WIDTH = 520


class EmptyPage(QWidget):
    """An invitation, what answers, and where the words stay. better_wanted: the name of a better model, as a search
    takes it. memory_bytes: of the machine, 0 where that is not known."""

    private_requested = Signal()
    better_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, memory_bytes: int = 0) -> None:
        super().__init__(parent)
        self._memory_bytes = memory_bytes
        self._reference, self._best = "", ("", "")
        self._mark = QLabel(self)
        self._mark.setPixmap(hearth(56, self.devicePixelRatioF()))
        self._mark.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._title = _heading(self.tr("What is on your mind?"), self)
        self._model = _text(self)
        self.better = QPushButton(self)
        self.better.setObjectName("better")
        self.better.setCursor(Qt.CursorShape.PointingHandCursor)
        self.better.setToolTip(self.tr("Opens the window of models with its name. Nothing goes out before you search"))
        self.better.clicked.connect(self._on_better)
        self._promise = _text(self)
        self.private_button = QPushButton(self.tr("Private conversation"), self)
        self.private_button.setCursor(Qt.CursorShape.PointingHandCursor)
        self.private_button.setToolTip(self.tr("One that is never written to the disk"))
        self.private_button.clicked.connect(self.private_requested)
        buttons = QWidget(self)
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 8, 0, 0)
        row.addWidget(self.private_button, 0, Qt.AlignmentFlag.AlignHCenter)
        link = QWidget(self)
        line = QHBoxLayout(link)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.better, 0, Qt.AlignmentFlag.AlignHCenter)
        self._link = link
        _stack(self, self._mark, self._title, self._model, link, self._promise, buttons)
        theme.changed.connect(self._restyle)
        self._restyle(theme.colors)

    @property
    def model_text(self) -> str:
        return self._model.text()

    def show_state(self, state: ChatState) -> None:
        match state.engine:
            case Loaded(choice=choice) | Loading(choice=choice) | EngineDown(choice=choice):
                self._model.setText(self._about(choice))
            case NoModel():
                self._model.setText("")
        self._model.setVisible(bool(self._model.text()))
        self._show_better(state)
        self._promise.setText(
            self.tr("Nothing that is said here is written to the disk.")
            if state.is_private
            else self.tr("Everything stays on this machine: the model, your words and its answers.")
        )
        self.private_button.setVisible(isinstance(state.storage, StorageOpen) and state.private_id is None)

    def _show_better(self, state: ChatState) -> None:
        """While there is nothing but the starter, or nothing at all, which is told by then."""
        engine = state.engine
        if isinstance(engine, NoModel):
            is_wanted = state.starter is None and any(Remedy.GET_MODELS in one.remedies for one in state.notices)
        else:
            is_wanted = engine.choice.source is ModelSource.STARTER
        self._link.setVisible(is_wanted)
        if is_wanted and not self._reference:
            from ..hub.recommended import recommended_list, suited  # most windows never show it

            best = suited(recommended_list().models, self._memory_bytes)[0]
            self._reference = f"{best.reference.repository}:{best.reference.quantization}"
            self._best = best.title, size_text(best.size_bytes)
        if is_wanted:
            there, none = self.tr("Better on this machine: %1, %2"), self.tr("Recommended for this machine: %1, %2")
            sentence = none if isinstance(engine, NoModel) else there
            self.better.setText(sentence.replace("%1", self._best[0]).replace("%2", self._best[1]))

    def _on_better(self) -> None:
        self.better_wanted.emit(self._reference)

    def _about(self, model: InstalledModel) -> str:
        if model.source is ModelSource.STARTER:
            return f"{STARTER.title} · {size_text(model.size_bytes)}\n" + self.tr(
                "A small model to start with: quick, and often wrong. Choose a larger one for real work."
            )
        return " · ".join(filter(None, (title_of(model), size_text(model.size_bytes))))

    def _restyle(self, colors: Colors) -> None:
        self._title.setStyleSheet(f"color: {colors.text};")
        for label in (self._model, self._promise):
            label.setStyleSheet(f"color: {colors.muted};")
        self.better.setStyleSheet(
            f"QPushButton {{ color: {colors.accent}; background: transparent; border: 1px solid transparent;"
            " border-radius: 6px; padding: 3px 8px; }"
            f"QPushButton:hover {{ background: {colors.hover}; }}"
            f"QPushButton:focus {{ border-color: {colors.accent}; }}"
        )
        self.private_button.setIcon(icon(Icon.PRIVATE, colors.muted))
        self.private_button.setStyleSheet(
            f"QPushButton {{ color: {colors.muted}; background: transparent; border: 1px solid {colors.border};"
            " border-radius: 9px; padding: 6px 14px; }"
            f"QPushButton:hover, QPushButton:focus {{ color: {colors.text}; background: {colors.hover}; }}"
        )


class OpeningPage(QWidget):
    """The conversations are not there yet, and something with them takes a while."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = _heading(self.tr("One moment"), self)
        self._message = _text(self)
        _stack(self, self._title, self._message)
        theme.changed.connect(self._restyle)
        self._restyle(theme.colors)

    @property
    def text(self) -> str:
        return self._message.text()

    def show_message(self, message: str) -> None:
        self._message.setText(said(message))
        self.setAccessibleDescription(self._message.text())

    def _restyle(self, colors: Colors) -> None:
        self._title.setStyleSheet(f"color: {colors.text};")
        self._message.setStyleSheet(f"color: {colors.muted};")


class StorageProblemPage(QWidget):
    """The data folder cannot be used: why, and three ways on."""

    try_again = Signal()
    other_folder = Signal()
    go_on_unsaved = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = _heading(self.tr("Your conversations cannot be opened"), self)
        self._message = _text(self)
        self._message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.again_button = QPushButton(self.tr("Try again"), self)
        self.folder_button = QPushButton(self.tr("Use another folder…"), self)
        self.unsaved_button = QPushButton(self.tr("Go on without saving"), self)
        self.again_button.clicked.connect(self.try_again)
        self.folder_button.clicked.connect(self.other_folder)
        self.unsaved_button.clicked.connect(self.go_on_unsaved)
        buttons = QWidget(self)
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 8, 0, 0)
        row.setSpacing(10)
        row.addStretch(1)
        for button in (self.again_button, self.folder_button, self.unsaved_button):
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            row.addWidget(button)
        row.addStretch(1)
        _stack(self, self._title, self._message, buttons)
        theme.changed.connect(self._restyle)
        self._restyle(theme.colors)

    @property
    def text(self) -> str:
        return self._message.text()

    def show_message(self, message: str) -> None:
        self._message.setText(said(message))
        self.setAccessibleDescription(self._message.text())

    def _restyle(self, colors: Colors) -> None:
        self._title.setStyleSheet(f"color: {colors.text};")
        self._message.setStyleSheet(f"color: {colors.muted};")
        for button in (self.again_button, self.folder_button, self.unsaved_button):
            is_first = button is self.again_button
            background, text = (colors.accent, colors.on_accent) if is_first else (colors.field, colors.text)
            border = colors.accent if is_first else colors.border
            hover = colors.accent_hover if is_first else colors.hover
            button.setStyleSheet(
                f"QPushButton {{ background: {background}; color: {text}; border: 1px solid {border};"
                " border-radius: 9px; padding: 8px 16px; }"
                f"QPushButton:hover, QPushButton:focus {{ background: {hover}; }}"
            )


def _heading(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    scale_font(label, 1.7, weight=QFont.Weight.DemiBold)
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    label.setWordWrap(True)
    return label


def _text(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    return label


def _stack(page: QWidget, *widgets: QWidget) -> None:
    """One below the other, a little above the middle. The column has a width of its own, so that text wraps."""
    column = QWidget(page)
    column.setMaximumWidth(TEXT_WIDTH)
    column.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    inside = QVBoxLayout(column)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.setSpacing(12)
    for widget in widgets:
        inside.addWidget(widget)
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(column, 1000)
    row.addStretch(1)
    layout = QVBoxLayout(page)
    layout.addStretch(3)
    layout.addLayout(row)
    layout.addStretch(4)
