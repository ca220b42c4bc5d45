"""A text field that is as high as its lines, stays quick whatever is pasted, and rests its caret when nobody types."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent, QTextOption
from PySide6.QtWidgets import QApplication, QFrame, QPlainTextEdit, QSizePolicy, QWidget

MAX_FIELD_CHARS = 200_000
MAX_LINE_CHARS = 8_000
MAX_LINES_SHOWN = 10
LEAST_LINES_SHOWN = 2
"""Of a field that yields, in a window that is too low for more."""
QUIET_CARET_MS = 10_000
_QT_KEEPS = 1
"""Pixels of a plain text field's view that Qt takes for no room: with one less it scrolls away a line that fits."""


class GrowingField(QPlainTextEdit):
    """submit_pressed: Enter, or with `enter_breaks` Ctrl+Enter. escape_pressed: only where `takes_escape`; elsewhere
    Esc is the window's. large_pasted: text that was not taken: it would make the field slow, or is to be a file.
    files_pasted: paths of files that were pasted or dropped, only where `takes_files`; picture_pasted there: a picture
    and nothing else; paste_undone there: undo, when such a text was the last thing that came; True where the field can
    hold it and takes it now. height_changed: its lines are more or fewer now.

    max_lines: shown before it scrolls. file_characters: a pasted text that is as long is to be a file, 0 for none, only
    where `takes_files`. min_height: pixels. yields: where the window is too low it scrolls earlier.
    """

    submit_pressed = Signal()
    large_pasted = Signal(object)
    files_pasted = Signal(object)
    picture_pasted = Signal()
    paste_undone = Signal(bool)
    focus_changed = Signal()
    escape_pressed = Signal()
    height_changed = Signal()

    def __init__(
        self,
        parent: QWidget,
        *,
        max_lines: int = MAX_LINES_SHOWN,
        min_height: int = 0,
        enter_breaks: bool = False,
        takes_escape: bool = False,
        takes_files: bool = False,
        yields: bool = False,
    ) -> None:
        super().__init__(parent)
        self._max_lines = max_lines
        self._min_height = min_height
        self.takes_escape: Callable[[], bool] = lambda: takes_escape
        self._takes_files = takes_files
        self._yields = yields
        self._wanted = 0  # pixels
        self.file_characters = 0
        self._has_just_pasted = False
        self._pasted_text = ""  # which undo puts into the field
        self.textChanged.connect(self.forget_paste)
        self.enter_breaks = enter_breaks
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        height = QSizePolicy.Policy.Maximum if yields else QSizePolicy.Policy.Fixed
        self.setSizePolicy(QSizePolicy.Policy.Expanding, height)
        self._flash_ms = QGuiApplication.styleHints().cursorFlashTime()
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(QUIET_CARET_MS)
        self._quiet.timeout.connect(self._rest_caret)
        self.document().setDocumentMargin(4)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._grow()

    def set_min_height(self, min_height: int) -> None:
        """Pixels."""
        self._min_height = min_height
        self._grow()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._grow()

    def text(self) -> str:
        """What was typed, with \\n between lines. Not toPlainText(), which turns no-break spaces into spaces."""
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def is_blank(self) -> bool:
        """Without copying more than the first visible characters."""
        block = self.document().begin()
        while block.isValid():
            if block.text().strip():
                return False
            block = block.next()
        return True

    def can_hold(self, text: str) -> bool:
        """Whether the field stays quick with `text` added at the cursor."""
        if self.document().characterCount() + len(text) > MAX_FIELD_CHARS:
            return False
        longest = max(map(len, text.split("\n")), default=0)
        return longest + self.textCursor().block().length() <= MAX_LINE_CHARS

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._wake_caret()
        if self._has_just_pasted and event.matches(QKeySequence.StandardKey.Undo):
            text = self._pasted_text
            self.forget_paste()
            self.paste_undone.emit(bool(text))
            if text:
                self.insertPlainText(text)
                self.ensureCursorVisible()
            event.accept()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            modifiers = event.modifiers()
            is_plain = not modifiers & Qt.KeyboardModifier.ControlModifier
            if modifiers & Qt.KeyboardModifier.ShiftModifier or (self.enter_breaks and is_plain):
                if not self.isReadOnly():
                    self.insertPlainText("\n")
                    self.ensureCursorVisible()
            else:
                self.submit_pressed.emit()
            event.accept()
            return
        if event.key() == Qt.Key.Key_Escape and self.takes_escape():
            self.escape_pressed.emit()
            event.accept()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Esc is this field's own where it wants it, and not a shortcut of the window."""
        is_escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if is_escape and event.type() == QEvent.Type.ShortcutOverride and self.takes_escape():
            event.accept()
            return True
        return super().event(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText() or (self._takes_files and (source.hasImage() or bool(local_files(source))))

    def insertFromMimeData(self, source: QMimeData) -> None:
        files = local_files(source) if self._takes_files else ()
        if files:
            if not self.isReadOnly():
                self.files_pasted.emit(files)
            return
        if self._takes_files and source.hasImage() and not source.hasText():
            self.picture_pasted.emit()
            return
        text = source.text()
        if "\r" in text:  # a look costs less than a copy of a very long one
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        if self.isReadOnly() or not text:
            return
        can_hold = self.can_hold(text)
        is_file = self._takes_files and 0 < self.file_characters <= len(text)
        if can_hold and not is_file:
            self.insertPlainText(text)
            self.ensureCursorVisible()
        else:
            self._has_just_pasted = self._takes_files
            self._pasted_text = text if can_hold else ""
            self.large_pasted.emit(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines that another width breaks elsewhere are more or fewer; Qt tells of those that were typed only."""
        super().resizeEvent(event)
        if self._yields or event.size().width() != event.oldSize().width():
            self._grow()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._wanted)

    def settle(self) -> None:
        """Be as high as the lines at this width want it, also while hidden: Qt tells of a width when it is shown."""
        for widget in (self, self.viewport()):
            QApplication.sendEvent(widget, QResizeEvent(widget.size(), QSize()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._wake_caret()
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._quiet.stop()
        QGuiApplication.styleHints().setCursorFlashTime(self._flash_ms)
        self.focus_changed.emit()

    def forget_paste(self) -> None:
        """Undo is the field's own again."""
        self._has_just_pasted, self._pasted_text = False, ""

    def _wake_caret(self) -> None:
        QGuiApplication.styleHints().setCursorFlashTime(self._flash_ms)
        self._quiet.start()

    def _rest_caret(self) -> None:
        """A caret that blinks wakes the processor twice a second for as long as the window is there."""
        QGuiApplication.styleHints().setCursorFlashTime(0)

    def _grow(self) -> None:
        """As high as its lines, wrapped ones counted, up to a limit; then it scrolls."""
        n_lines, text_height = self._measure()
        within = 2 * round(self.document().documentMargin())
        margins = within + 4
        line = self.fontMetrics().lineSpacing()
        height = text_height + margins
        if self._min_height:  # a single line stands in the middle, as what is beside it does
            above = max(0, self._min_height - line - within) // 2
            below = max(0, above - _QT_KEEPS)
            height = text_height + within + _QT_KEEPS + above + below
            if (self.viewportMargins().top(), self.viewportMargins().bottom()) != (above, below):
                self.setViewportMargins(0, above, 0, below)
        height = max(self._min_height, height)
        is_other = height != self._wanted
        self._wanted = height
        if not self._yields:
            self.setFixedHeight(height)
        elif is_other:
            self.setMinimumHeight(min(height, max(self._min_height, LEAST_LINES_SHOWN * line + margins)))
            self.setMaximumHeight(height)
            self.updateGeometry()
        is_scrolling = n_lines > self._max_lines or (self._yields and self.height() < height)
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if is_scrolling else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)
        if is_other:
            self.height_changed.emit()

    def _measure(self) -> tuple[int, int]:
        """How many lines there are, where one more than are shown stands for all that are not, and the pixels of those
        that are shown, some of which another font makes higher. Qt takes a paragraph for one line until it lays it out,
        which it puts off until the paragraph is seen."""
        layout, block, n_lines, height = self.document().documentLayout(), self.document().begin(), 0, 0.0
        while block.isValid() and n_lines <= self._max_lines:
            layout.blockBoundingRect(block)
            lines = block.layout()
            height += sum(lines.lineAt(at).height() for at in range(min(lines.lineCount(), self._max_lines - n_lines)))
            n_lines += max(1, block.lineCount())
            block = block.next()
        return max(1, n_lines), max(math.ceil(height), self.fontMetrics().lineSpacing())


def local_files(source: QMimeData) -> tuple[Path, ...]:
    """Of a clipboard or a drag; () for anything but files of this machine."""
    urls = source.urls() if source.hasUrls() else []
    if not urls or not all(url.isLocalFile() for url in urls):
        return ()
    return tuple(Path(url.toLocalFile()) for url in urls)


def can_hold_all(text: str) -> bool:
    """Whether an empty field stays quick with this text."""
    return len(text) <= MAX_FIELD_CHARS and max(map(len, text.split("\n")), default=0) <= MAX_LINE_CHARS


def split_for_field(text: str) -> tuple[str, str]:
    """What of a text an empty field takes, up to an empty line, and the rest, without that line between them.

    ("", text) where it does not begin with something that a field takes.
    """
    end = start = 0
    while (at := text.find("\n\n", start)) >= 0 and at < MAX_FIELD_CHARS and can_hold_all(text[start:at]):
        end, start = at, at + 2
    head, rest = text[:end], text[end + 2 :]
    return (head, rest) if head.strip() and rest.strip() else ("", text)
