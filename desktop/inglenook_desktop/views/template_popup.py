"""Prompt templates in the composer: `/` lists them, and the blanks of the one that was chosen are filled in one by one.

Tab goes to the next blank. Enter fills those of which is known what usually stands there, and goes to the first one
that is still empty; on that one again it sends the text as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ..prompt_templates import CLIPBOARD, DATE, Blank, PromptTemplate, blanks, called, filled, matching
from ..theme import Colors, Theme
from .composer import Composer

MOST_ROWS = 8
_MODIFIERS = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class TemplatePopup(QFrame):
    """fetch: all templates; asked when a slash is typed. edit_requested: the dialog of all templates."""

    edit_requested = Signal()

    def __init__(
        self, composer: Composer, theme: Theme, fetch: Callable[[], Sequence[PromptTemplate]], window: QWidget
    ) -> None:
        super().__init__(window)
        self._composer = composer
        self._fetch = fetch
        self._window = window
        self._known: Sequence[PromptTemplate] = ()
        self._shown: Sequence[PromptTemplate] = ()
        self._is_filling = False
        self._shown_blanks = ""  # the text with blanks that Enter did not send
        self._is_dismissed = False
        self.setObjectName("templates")
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("Prompt templates"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setUniformItemSizes(True)
        self.list.itemClicked.connect(self._on_clicked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(5, 5, 5, 5)
        layout.addWidget(self.list)
        composer.edited.connect(self._look)
        composer.field.installEventFilter(self)
        composer.field.focus_changed.connect(self._on_focus)
        theme.changed.connect(self._restyle)
        self._restyle(theme.colors)
        self.hide()

    def accept(self, template: PromptTemplate) -> None:
        """In place of what is written. What fills itself is filled; the first blank is selected."""
        self.hide()
        values = {DATE: QLocale().toString(QDate.currentDate(), QLocale.FormatType.LongFormat)}
        if any(blank.name.casefold() == CLIPBOARD for blank in blanks(template.text)):
            values[CLIPBOARD] = QGuiApplication.clipboard().text()
        self._composer.replace_text(filled(template.text, values))
        self._is_filling = True
        self._shown_blanks = ""
        self.hide()
        self._select_next(0)

    @property
    def next_blanks(self) -> Sequence[Blank]:
        """Those that are left, while a template is being filled in."""
        return blanks(self._composer.field.text()) if self._is_filling else ()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            is_ours = event.key() == Qt.Key.Key_Escape and self.isVisible()
            if is_ours:
                event.accept()
            return is_ours
        if event.type() != QEvent.Type.KeyPress or event.modifiers() & _MODIFIERS:
            return False
        return self._on_list_key(event.key()) if self.isVisible() else self._on_blank_key(event.key())

    # --- the list

    def _look(self) -> None:
        """What is written has changed."""
        if self._composer.text() == "":
            self._is_filling = self._is_dismissed = False
        typed = called(self._composer.text())
        if typed is not None:  # also where undo brought it back
            self._is_filling = False
        if typed is None or self._is_dismissed or self._is_filling or not self._composer.field.hasFocus():
            self.hide()
            return
        if not self.isVisible():
            self._known = self._fetch()
        self._shown = matching(self._known, typed)
        self.list.clear()
        for template in self._shown:
            preview = " ".join(template.text.split())[:200]
            self.list.addItem(QListWidgetItem(f"/{template.name}    {preview}"))
        last = self.tr("Edit templates…") if self._known else self.tr("Make a template…")
        self.list.addItem(QListWidgetItem(last))
        self.list.setCurrentRow(0)
        self._place()
        self.show()
        self.raise_()

    def _place(self) -> None:
        """Above the composer, as wide as it."""
        rows = min(MOST_ROWS, self.list.count())
        height = rows * self.list.sizeHintForRow(0) + 14
        corner = self._composer.mapTo(self._window, QPoint(0, 0))
        self.setGeometry(corner.x(), corner.y() - height - 6, self._composer.width(), height)

    def _on_list_key(self, key: int) -> bool:
        n_rows, row = self.list.count(), self.list.currentRow()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = 1 if key == Qt.Key.Key_Down else -1
            self.list.setCurrentRow((row + step) % n_rows)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            self._choose(row)
        elif key == Qt.Key.Key_Escape:
            self._is_dismissed = True
            self.hide()
        else:
            return False
        return True

    def _on_clicked(self, item: QListWidgetItem) -> None:
        self._choose(self.list.row(item))

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self._shown):
            self.accept(self._shown[row])
        else:
            self.hide()
            self.edit_requested.emit()

    def _on_focus(self) -> None:
        if not self._composer.field.hasFocus():
            self.hide()

    # --- the blanks

    def _on_blank_key(self, key: int) -> bool:
        """False where the key has its usual meaning."""
        left = self.next_blanks
        if key == Qt.Key.Key_Tab and left:
            selected = self._selected(left)
            if selected is not None and selected.usual:
                self._composer.field.textCursor().insertText(selected.usual)
            elif selected is not None:
                self._composer.field.moveCursor(QTextCursor.MoveOperation.NextCharacter)
            self._select_next(self._position)
            return bool(self.next_blanks)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and left:
            if self._selected(left) is not None and self._shown_blanks == self._composer.field.text():
                return False  # once more on the same blank: it is meant so
            self._fill_usual()
            self._select_next(0)
            self._shown_blanks = self._composer.field.text()
            return bool(self.next_blanks)
        return False

    @property
    def _position(self) -> int:
        """Of the cursor, in characters of the text."""
        cursor = self._composer.field.textCursor()
        return len(_utf16(self._composer.field.text())[: 2 * cursor.position()].decode("utf-16-le", "replace"))

    def _selected(self, left: Sequence[Blank]) -> Blank | None:
        """The blank that is selected as a whole."""
        field = self._composer.field
        cursor, text = field.textCursor(), field.text()
        places = (cursor.selectionStart(), cursor.selectionEnd())
        return next((one for one in left if (_place(text, one.start), _place(text, one.end)) == places), None)

    def _select_next(self, position: int) -> None:
        """The first blank at or behind this place, else the first of all."""
        left = self.next_blanks
        if left:
            self._select(next((blank for blank in left if blank.start >= position), left[0]))

    def _select(self, blank: Blank) -> None:
        field = self._composer.field
        cursor, text = field.textCursor(), field.text()
        cursor.setPosition(_place(text, blank.start))
        cursor.setPosition(_place(text, blank.end), QTextCursor.MoveMode.KeepAnchor)
        field.setTextCursor(cursor)
        field.ensureCursorVisible()

    def _fill_usual(self) -> None:
        """Every blank of which is known what usually stands there."""
        for blank in reversed(self.next_blanks):
            if blank.usual:
                self._select(blank)
                self._composer.field.textCursor().insertText(blank.usual)

    def _restyle(self, colors: Colors) -> None:
        self.setStyleSheet(
            f"#templates {{ background: {colors.field}; border: 1px solid {colors.border}; border-radius: 12px; }}"
            f"QListWidget {{ background: transparent; color: {colors.text}; outline: none; }}"
            "QListWidget::item { padding: 5px 9px; border-radius: 7px; }"
            f"QListWidget::item:selected, QListWidget::item:hover {{ background: {colors.selected};"
            f" color: {colors.text}; }}"
        )


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le", "surrogatepass")


def _place(text: str, index: int) -> int:
    """Where Qt has the character with this index."""
    return len(_utf16(text[:index])) // 2
