"""What stands where the transcript would be: a new conversation, or a data folder that cannot be used."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ..library import InstalledModel, ModelSource
from ..models.tooltips import inert
from ..starter import STARTER
from ..state import ChatState, EngineDown, Loaded, Loading, NoModel, Remedy, StorageOpen
from ..theme import Colors, Theme
from ..translating import said
from .flow_layout import FlowLayout
from .fonts import scale_font
from .icons import Icon, hearth, icon
from .parts import size_text, title_of
from .scroll_page import ScrollPage
from .yielding import YieldingButton

LEAST_WORDS_PX = 180
"""Of a button in the page, where there is no room for all of them."""


class EmptyPage(ScrollPage):
    """An invitation, what answers, and where the words stay. better_wanted: the name of a better model, as a search
    takes it. memory_bytes: of the machine, 0 where that is not known."""

    private_requested = Signal()
    better_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, memory_bytes: int = 0) -> None:
        super().__init__(theme, parent)
        self._memory_bytes = memory_bytes
        self._reference, self._best = "", ("", "")
        self._mark = QLabel(self)
        self._mark.setPixmap(hearth(56, self.devicePixelRatioF()))
        self._mark.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._title = _heading(self.tr("What is on your mind?"), self)
        self._model = _text(self)
        self.better = YieldingButton(self, least_words_px=LEAST_WORDS_PX)
        self.better.setObjectName("better")
        self.better.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.better.setCursor(Qt.CursorShape.PointingHandCursor)
        self.better.clicked.connect(self._on_better)
        self._promise = _text(self)
        self.private_button = YieldingButton(self, least_words_px=LEAST_WORDS_PX)
        self.private_button.setText(self.tr("Private conversation"))
        self.private_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
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
        self.setAccessibleName(self._title.text())
        self.stack(self._mark, self._title, self._model, link, self._promise, buttons)

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
            words = sentence.replace("%1", self._best[0]).replace("%2", self._best[1])
            tip = self.tr("Opens the window of models with its name. Nothing goes out before you search")
            self.better.setText(words)
            self.better.setToolTip(inert(f"{words}\n{tip}"))

    def _on_better(self) -> None:
        self.better_wanted.emit(self._reference)

    def _about(self, model: InstalledModel) -> str:
        if model.source is ModelSource.STARTER:
            return f"{STARTER.title} · {size_text(model.size_bytes)}\n" + self.tr(
                "A small model to start with: quick, and often wrong. Choose a larger one for real work."
            )
        return " · ".join(filter(None, (title_of(model), size_text(model.size_bytes))))

    def restyle(self, colors: Colors) -> None:
        super().restyle(colors)
        self._title.setStyleSheet(f"color: {colors.text};")
        for label in (self._model, self._promise):
            label.setStyleSheet(f"color: {colors.muted};")
        self.better.setStyleSheet(
            f"QToolButton {{ color: {colors.accent}; background: transparent; border: 1px solid transparent;"
            " border-radius: 6px; padding: 3px 8px; }"
            f"QToolButton:hover {{ background: {colors.hover}; }}"
            f"QToolButton:focus {{ border-color: {colors.accent}; }}"
        )
        self.private_button.setIcon(icon(Icon.PRIVATE, colors.muted))
        self.private_button.setStyleSheet(
            f"QToolButton {{ color: {colors.muted}; background: transparent; border: 1px solid {colors.border};"
            " border-radius: 9px; padding: 6px 14px; }"
            f"QToolButton:hover, QToolButton:focus {{ color: {colors.text}; background: {colors.hover}; }}"
        )


class OpeningPage(ScrollPage):
    """The conversations are not there yet, and something with them takes a while."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._title = _heading(self.tr("One moment"), self)
        self._message = _text(self)
        self.setAccessibleName(self._title.text())
        self.stack(self._title, self._message)

    @property
    def text(self) -> str:
        return self._message.text()

    def show_message(self, message: str) -> None:
        self._message.setText(said(message))
        self.setAccessibleDescription(self._message.text())

    def restyle(self, colors: Colors) -> None:
        super().restyle(colors)
        self._title.setStyleSheet(f"color: {colors.text};")
        self._message.setStyleSheet(f"color: {colors.muted};")


class StorageProblemPage(ScrollPage):
    """The data folder cannot be used: why, and three ways on."""

    try_again = Signal()
    other_folder = Signal()
    go_on_unsaved = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
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
        below = QVBoxLayout(buttons)
        below.setContentsMargins(0, 8, 0, 0)
        flow = FlowLayout(spacing=10, is_centered=True)
        below.addLayout(flow)
        for button in (self.again_button, self.folder_button, self.unsaved_button):
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            flow.addWidget(button)
        self.setAccessibleName(self._title.text())
        self.stack(self._title, self._message, buttons)

    @property
    def text(self) -> str:
        return self._message.text()

    def show_message(self, message: str) -> None:
        self._message.setText(said(message))
        self.setAccessibleDescription(self._message.text())

    def restyle(self, colors: Colors) -> None:
        super().restyle(colors)
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
