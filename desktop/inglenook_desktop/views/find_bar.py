"""Find within the conversation: the bar above the transcript, and what connects it with the search and the marks."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLocale, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from ..models.finding import MAX_PLACES, Finder
from ..models.transcript import TranscriptModel
from ..theme import Colors, Theme
from .icons import Icon, icon
from .parts import icon_button
from .stepping_field import LeavingField
from .transcript_marks import TranscriptMarks
from .transcript_view import TranscriptView

_MARGIN = 10
_SCROLL_BAR_ROOM = 16


class FindBar(QFrame):
    """In a strip of its own above the text. changed: what to look for. stepped: to the next (1) or the one before (-1).
    closed: enough. room_wanted: pixels for the strip; 0 for none."""

    changed = Signal(str)
    stepped = Signal(int)
    closed = Signal()
    room_wanted = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("find")
        self.setAccessibleName(self.tr("Find in this conversation"))
        self.field = _Field(self)
        self.field.setFrame(False)
        self.field.setMinimumWidth(48)
        self.field.setPlaceholderText(self.tr("Find in this conversation"))
        self.field.setAccessibleName(self.tr("Find in this conversation"))
        self.field.textChanged.connect(self.changed)
        self.field.stepped.connect(self.stepped)
        self.field.left.connect(self.closed)
        self.count = QLabel(self)
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.previous = icon_button(self.tr("Previous"), self, size=16)
        self.previous.setToolTip(self.tr("Previous"))
        self.previous.clicked.connect(self._on_previous)
        self.next = icon_button(self.tr("Next"), self, size=16)
        self.next.setToolTip(self.tr("Next"))
        self.next.clicked.connect(self._on_next)
        self.close_button = icon_button(self.tr("End finding"), self, size=14)
        self.close_button.clicked.connect(self.closed)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 3, 4, 3)
        row.setSpacing(3)
        row.addWidget(self.field, 1)
        row.addWidget(self.count)
        row.addWidget(self.previous)
        row.addWidget(self.next)
        row.addWidget(self.close_button)
        self._edge = QFrame(parent)  # of the strip: what scrolls ends there
        self._edge.hide()
        self._area = parent
        parent.installEventFilter(self)
        theme.changed.connect(self._restyle)
        self._restyle(theme.colors)
        self.hide()

    def begin(self, text: str) -> None:
        """Shown and ready to type; what is there is selected."""
        if text:
            self.field.setText(text)
        self._edge.show()
        self.show()
        self.raise_()
        self._place()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def end(self) -> None:
        self._edge.hide()
        self.hide()
        self.room_wanted.emit(0)

    def show_count(self, number: int, n_places: int) -> None:
        """number: of the current place, 0 for none."""
        text = ""
        if self.field.text():
            n_shown = QLocale().toString(n_places) + ("+" if n_places >= MAX_PLACES else "")
            text = self.tr("%1 of %2").replace("%1", QLocale().toString(number)).replace("%2", n_shown)
        if not n_places and self.field.text():
            text = self.tr("not found")
        self.count.setText(text)
        self.count.setAccessibleName(text)
        for button in (self.previous, self.next):
            button.setEnabled(n_places > 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        """At the right of the strip, beside the scroll bar."""
        area = self._area.rect()
        width = min(max(self.sizeHint().width(), 380), area.width() - 2 * _MARGIN - _SCROLL_BAR_ROOM)
        height = self.sizeHint().height()
        self.setGeometry(area.right() - width - _MARGIN - _SCROLL_BAR_ROOM, _MARGIN, width, height)
        self._edge.setGeometry(0, height + 2 * _MARGIN - 1, area.width() - _SCROLL_BAR_ROOM, 1)
        self.room_wanted.emit(height + 2 * _MARGIN)

    def _on_previous(self) -> None:
        self.stepped.emit(-1)

    def _on_next(self) -> None:
        self.stepped.emit(1)

    def _restyle(self, colors: Colors) -> None:
        self.previous.setIcon(icon(Icon.UP, colors.text, disabled=colors.faint))
        self.next.setIcon(icon(Icon.CHEVRON, colors.text, disabled=colors.faint))
        self.close_button.setIcon(icon(Icon.CLOSE, colors.muted))
        self._edge.setStyleSheet(f"background: {colors.border};")
        self.setStyleSheet(
            f"#find {{ background: {colors.panel}; border: 1px solid {colors.border}; border-radius: 9px; }}"
            f"QLineEdit {{ background: transparent; color: {colors.text}; border: none; padding: 4px 2px;"
            f" placeholder-text-color: {colors.muted}; }}"
            f"QLabel {{ color: {colors.muted}; padding: 0 4px; }}"
            "QToolButton { border: none; border-radius: 6px; padding: 4px; }"
            f"QToolButton:hover, QToolButton:focus {{ background: {colors.hover}; }}"
        )


class FindInConversation(QObject):
    """The bar, what it found, and the marks in the text; made once for a window."""

    def __init__(self, model: TranscriptModel, view: TranscriptView, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._view = view
        self.bar = FindBar(theme, view)
        self.finder = Finder(model, self)
        self.marks = TranscriptMarks(view, self)
        self.bar.changed.connect(self._on_changed)
        self.bar.stepped.connect(self.finder.step)
        self.bar.closed.connect(self.close)
        self.bar.room_wanted.connect(view.set_top_room)
        self.finder.changed.connect(self._on_counted)
        self.finder.arrived.connect(self.marks.go_to)

    def open(self) -> None:
        """Ctrl+F: with the selected words, if there are any in one line."""
        selected = self._view.selected_text().strip()
        self.bar.begin(selected if selected and "\n" not in selected and len(selected) <= 200 else "")
        self._on_changed(self.bar.field.text())

    def step(self, by: int) -> None:
        """F3; opens the bar where it is closed."""
        if self.bar.isHidden():
            self.open()
        else:
            self.finder.step(by)

    def next(self) -> None:
        self.step(1)

    def previous(self) -> None:
        self.step(-1)

    def close(self) -> None:
        had_focus = self.bar.field.hasFocus()
        self.bar.end()
        self.finder.look_for("", from_row=0)
        self.marks.show(None)
        if had_focus:
            self._view.setFocus()

    def _on_changed(self, text: str) -> None:
        self.finder.look_for(text, from_row=self._view.first_visible_row())
        self.marks.show(self.finder.spans if self.finder.needle else None)

    def _on_counted(self) -> None:
        if not self.bar.isHidden():
            self.bar.show_count(self.finder.number, self.finder.n_places)


class _Field(LeavingField):
    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.stepped.emit(-1 if is_back else 1)
            case _:
                super().keyPressEvent(event)
