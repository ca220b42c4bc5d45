"""What the model will read of a file, page by page: everything in it visible, what hides in the document told apart."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QIODevice, QLocale, QSaveFile, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ..attaching import AttachedItem
from ..extracting import HIDDEN_NAMES
from ..preview_text import Look, Span, pages_of, spans_of
from ..theme import Colors, Theme, style_scroll_bar
from ..translating import counted
from .attachment_chips import kind_text
from .dialog_looks import dress_dialog
from .icons import Icon, icon
from .parts import count_text, icon_button, size_text

SIZE = QSize(720, 560)


class AttachmentPreview(QDialog):
    """hidden_wanted: whether the model is to read what a reader of the document does not see. For a file that was sent
    there is no such choice."""

    hidden_wanted = Signal(bool)

    def __init__(
        self, item: AttachedItem, theme: Theme, parent: QWidget | None = None, *, was_sent: bool = False
    ) -> None:
        super().__init__(parent)
        dress_dialog(self)
        self._theme = theme
        self._page = 0
        self.item = item
        self._pages = pages_of(item.passages)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(item.name)
        self.resize(SIZE)
        self.title = _label(self)
        said = self.tr("What the model read of %1") if was_sent else self.tr("What the model will read of %1")
        self.title.setText(said.replace("%1", item.name))
        self.title.setWordWrap(True)
        font = QFont(self.title.font())
        font.setBold(True)
        self.title.setFont(font)
        self.facts = _label(self)
        self.facts.setWordWrap(True)
        self.hidden = _label(self)
        self.hidden.setWordWrap(True)
        self.include = QCheckBox(self.tr("Let the model read the hidden passages too"), self)
        self.include.setChecked(item.with_hidden)
        self.include.toggled.connect(self._on_include)
        self.next_hidden = QPushButton(self)
        self.next_hidden.setAutoDefault(False)
        self.next_hidden.setText(self.tr("Next hidden passage"))
        self.next_hidden.clicked.connect(self.show_next_hidden)
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setAccessibleName(self.tr("Text of the file"))
        self.text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.previous = icon_button(self.tr("Previous part"), self)
        self.previous.clicked.connect(self._on_previous)
        self.following = icon_button(self.tr("Next part"), self)
        self.following.clicked.connect(self._on_following)
        self.place = _label(self)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        if was_sent and item.file is not None and item.file.data:
            self.save = buttons.addButton(self.tr("Save the file…"), QDialogButtonBox.ButtonRole.ActionRole)
            self.save.clicked.connect(self._on_save)
        buttons.rejected.connect(self.reject)

        hidden_row = QHBoxLayout()
        hidden_row.addWidget(self.include, 1)
        hidden_row.addWidget(self.next_hidden)
        foot = QHBoxLayout()
        for widget in (self.previous, self.place, self.following):
            foot.addWidget(widget)
        foot.addStretch(1)
        foot.addWidget(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.facts)
        column.addWidget(self.hidden)
        column.addLayout(hidden_row)
        column.addWidget(self.text, 1)
        column.addLayout(foot)
        has_hidden = bool(item.n_hidden)
        self.hidden.setVisible(has_hidden)
        self.include.setVisible(has_hidden and not was_sent)
        self.next_hidden.setVisible(has_hidden)
        for widget in (self.previous, self.place, self.following):
            widget.setVisible(len(self._pages) > 1)
        theme.changed.connect(self._restyle)
        self._restyle(theme.colors)
        self.show_item(item)
        self.text.setFocus()

    def show_item(self, item: AttachedItem) -> None:
        """The same file, with another choice or another count."""
        self.item = item
        file = item.file
        n_chars = 0 if file is None else len(file.text)
        size = "" if file is None else size_text(len(file.data))
        tokens = "" if item.n_tokens is None else count_text(item.n_tokens)
        chars = counted(n_chars, self.tr("1 character"), self.tr("%1 characters"))
        self.facts.setText(" · ".join(filter(None, (kind_text(item.answer), size, chars, tokens))))
        reasons = dict.fromkeys(passage.hidden for passage in item.passages if passage.hidden is not None)
        names = ", ".join(QCoreApplication.translate("", HIDDEN_NAMES[reason]) for reason in reasons)
        sentence = (
            self.tr("Some passages cannot be seen in the document (%1). The model reads them.")
            if item.with_hidden
            else self.tr("Some passages cannot be seen in the document (%1). They are left out, and struck here.")
        )
        self.hidden.setText(sentence.replace("%1", names))
        if not n_chars:
            self.hidden.setText(self.tr("The model reads nothing of this file."))
            self.hidden.show()
        self._show_page()

    def show_next_hidden(self) -> None:
        """From the cursor on, and from the beginning again after the last one."""
        begin = self.text.textCursor().selectionEnd()
        for page in (self._page, *range(self._page + 1, len(self._pages)), *range(self._page + 1)):
            if page != self._page:
                self._page = page
                self._show_page()
                begin = 0
            found = next(((start, end) for start, end in self._hidden_places() if start >= begin), None)
            if found is not None:
                self._select(*found)
                return
            begin = 0
        places = self._hidden_places()
        if places:
            self._select(*places[0])

    def _select(self, start: int, end: int) -> None:
        cursor = self.text.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self.text.setTextCursor(cursor)
        self.text.centerCursor()

    def _hidden_places(self) -> Sequence[tuple[int, int]]:
        """Of the page in view, in UTF-16 units, as a text cursor counts."""
        places = []
        at = 0
        for span in spans_of(self._pages[self._page]):
            end = at + len(span.text.encode("utf-16-le", "surrogatepass")) // 2
            if span.look is Look.HIDDEN:
                places.append((at, end))
            at = end
        return places

    def _show_page(self) -> None:
        self.text.clear()
        cursor = self.text.textCursor()
        cursor.beginEditBlock()
        for span in spans_of(self._pages[self._page]):
            cursor.insertText(span.text, self._format(span))
        cursor.endEditBlock()
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        number = QLocale().toString
        part = self.tr("Part %1 of %2").replace("%2", number(len(self._pages)))
        self.place.setText(part.replace("%1", number(self._page + 1)))
        self.previous.setEnabled(self._page > 0)
        self.following.setEnabled(self._page + 1 < len(self._pages))

    def _format(self, span: Span) -> QTextCharFormat:
        colors = self._theme.colors
        looks = QTextCharFormat()
        looks.setForeground(QColor(colors.text))
        if span.look is Look.HIDDEN and span.why is not None:
            looks.setBackground(QColor(colors.error_panel))
            looks.setForeground(QColor(colors.error_text))
            looks.setFontStrikeOut(not self.item.with_hidden)
            looks.setToolTip(QCoreApplication.translate("", HIDDEN_NAMES[span.why]))
        elif span.look is Look.MARK:
            looks.setBackground(QColor(colors.panel))
            looks.setForeground(QColor(colors.muted))
        return looks

    def _on_include(self, wanted: bool) -> None:
        self.hidden_wanted.emit(wanted)

    def _on_save(self) -> None:
        """As it came, where the person says."""
        dialog = QFileDialog(self, self.tr("Save the file"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(self.item.name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    def save_to(self, path: str) -> None:
        """Whole, or not at all."""
        assert self.item.file is not None  # only a file that was sent is saved
        file = QSaveFile(path)
        is_open = file.open(QIODevice.OpenModeFlag.WriteOnly)
        if not (is_open and file.write(self.item.file.data) == len(self.item.file.data) and file.commit()):
            failed = self.tr("The file could not be saved: %1").replace("%1", file.errorString())
            self.hidden.setText(failed)
            self.hidden.show()

    def _on_previous(self) -> None:
        self._page = max(0, self._page - 1)
        self._show_page()

    def _on_following(self) -> None:
        self._page = min(len(self._pages) - 1, self._page + 1)
        self._show_page()

    def _restyle(self, colors: Colors) -> None:
        self.previous.setIcon(icon(Icon.BACK, colors.text, disabled=colors.faint))
        self.following.setIcon(icon(Icon.CHEVRON, colors.text, disabled=colors.faint))
        self.facts.setStyleSheet(f"color: {colors.muted};")
        self.hidden.setStyleSheet(f"color: {colors.error_text};")
        style_scroll_bar(self.text, colors)


def _label(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
