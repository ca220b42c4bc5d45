"""The sentence above the composer: what went wrong, or quietly what could go better, with its one-click way on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ..state import ChatState, Loaded, Notice, Remedy, StorageOpen
from ..theme import Colors, Theme
from ..translating import said
from .icons import Icon, icon
from .parts import icon_button, size_text, title_of

MAX_SHOWN = 600
"""Characters of a message that are shown; the rest is in the tooltip."""


class NoticeBar(QFrame):
    remedy_chosen = Signal(object)
    dismissed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._theme = theme
        self._notice: Notice | None = None
        self._label = QLabel(self)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._close = icon_button(self.tr("Dismiss"), self, size=14)
        self._close.clicked.connect(self.dismissed)
        self._buttons: list[QPushButton] = []
        self._beside, self._below = QHBoxLayout(), QHBoxLayout()
        self._below.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._label, 1)
        row.addLayout(self._beside)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 9, 8, 9)
        layout.setSpacing(7)
        layout.addLayout(row)
        layout.addLayout(self._below)
        theme.changed.connect(self._restyle)
        self._restyle(theme.colors)
        self.hide()

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        return tuple(self._buttons)

    @property
    def text(self) -> str:
        return self._label.text()

    def show_state(self, state: ChatState) -> None:
        """The notice; where there is none, what is not saved, what happened to the conversations, where a new one goes;
        else the suggestion of a draft model."""
        self.show_notice(
            state.notice
            or _unsaved_of(state)
            or _notes_of(state)
            or self._folder_of(state)
            or self._suggestion_of(state)
        )

    def show_notice(self, notice: Notice | None) -> None:
        if notice == self._notice:
            return
        self._notice = notice
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons.clear()
        if notice is None:
            self.hide()
            return
        message = said(notice.message)
        shown = message if len(message) <= MAX_SHOWN else message[:MAX_SHOWN] + "…"
        self._label.setText(shown)
        self.setAccessibleName(shown)
        self.setToolTip(notice.detail[:2000])
        self._close.setVisible(not notice.is_lasting)
        for remedy in notice.remedies:
            button = QPushButton(self._label_of(remedy), self)
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.setProperty("remedy", remedy.name)
            button.clicked.connect(self._on_clicked)
            if len(notice.remedies) == 1:
                self._beside.addWidget(button)
            else:
                self._below.insertWidget(len(self._buttons), button)
            self._buttons.append(button)
        self._restyle(self._theme.colors)
        self.show()

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
        return Notice(message=sentence, remedies=(Remedy.USE_DRAFT,), detail=str(draft.path), is_error=False)

    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton):
            self.remedy_chosen.emit(Remedy[button.property("remedy")])

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
            Remedy.CHOOSE_FILE: self.tr("Choose a file…"),
            Remedy.GET_MODELS: self.tr("Get models"),
            Remedy.REFRESH: self.tr("Refresh"),
        }[remedy]

    def _restyle(self, colors: Colors) -> None:
        is_error = self._notice is None or self._notice.is_error
        text = colors.error_text if is_error else colors.text
        panel = colors.error_panel if is_error else colors.panel
        border = colors.error_border if is_error else colors.border
        self._close.setIcon(icon(Icon.CLOSE, text))
        self.setStyleSheet(
            f"#notice {{ background: {panel}; border: 1px solid {border}; border-radius: 10px; }}"
            f"QLabel {{ color: {text}; }}"
            f"QPushButton {{ color: {text}; background: transparent; border: 1px solid {border};"
            " border-radius: 7px; padding: 5px 11px; font-weight: bold; }"
            f"QPushButton:hover, QPushButton:focus {{ background: {border}; }}"
            "QToolButton { border: none; border-radius: 6px; padding: 4px; }"
            f"QToolButton:hover {{ background: {border}; }}"
        )


def _unsaved_of(state: ChatState) -> Notice | None:
    return Notice(message=state.unsaved, remedies=(Remedy.SAVE_AGAIN,), is_lasting=True) if state.unsaved else None


def _notes_of(state: ChatState) -> Notice | None:
    if not isinstance(state.storage, StorageOpen) or not state.storage.notes:
        return None
    text = "\n".join(state.storage.notes)
    return Notice(message=text, detail=text, is_error=False)
