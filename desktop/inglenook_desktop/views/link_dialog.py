"""The question before a link is opened. It shows the whole address and names the site; copying is the default."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import QGuiApplication, QTextOption
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from ..markdown_display import visible
from .dialog_looks import dress_dialog

Opener = Callable[[QUrl], bool]
MAX_SHOWN = 4_000
"""Characters of an address that are shown; a longer one cannot be opened."""


def web_address(address: str) -> QUrl | None:
    """The address as a URL when it may be opened at all: http or https, a host, no name or password in it."""
    if len(address) > MAX_SHOWN or any(ord(character) <= 32 or ord(character) == 127 for character in address):
        return None
    url = QUrl(address, QUrl.ParsingMode.StrictMode)
    if not url.isValid() or url.scheme() not in ("http", "https") or not url.host() or url.userInfo():
        return None
    return url


class LinkDialog(QDialog):
    """Asks about one link. Opens nothing by itself: emits `open_requested` after the person said yes."""

    open_requested = Signal(QUrl)

    def __init__(self, address: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress_dialog(self)
        self._address = address
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Open a link?"))
        url = web_address(address)
        question = QLabel(self)
        question.setTextFormat(Qt.TextFormat.PlainText)
        question.setWordWrap(True)
        if url is not None:
            host = url.host(QUrl.ComponentFormattingOption.FullyEncoded)
            question.setText(self.tr("This opens your web browser at %1. The address is:").replace("%1", host))
        else:
            question.setText(
                self.tr("Only plain web addresses (http and https) are opened from here. You can copy this one:")
            )
        shown = QPlainTextEdit(self)
        shown.setReadOnly(True)
        shown.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        encoded = url.toString(QUrl.ComponentFormattingOption.FullyEncoded) if url is not None else ""
        shown.setPlainText(encoded or visible(address[:MAX_SHOWN]))
        shown.setAccessibleName(self.tr("Address of the link"))
        shown.setTabChangesFocus(True)
        shown.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        shown.setFixedHeight(shown.fontMetrics().lineSpacing() * 3 + 14)
        buttons = QDialogButtonBox(self)
        self.copy_button = QPushButton(self.tr("&Copy address"), self)
        buttons.addButton(self.copy_button, QDialogButtonBox.ButtonRole.AcceptRole)
        self.copy_button.setDefault(True)
        self.copy_button.clicked.connect(self._copy)
        self.open_button: QPushButton | None = None
        if url is not None:
            self._url = url
            self.open_button = QPushButton(self.tr("&Open in browser"), self)
            self.open_button.setAutoDefault(False)
            buttons.addButton(self.open_button, QDialogButtonBox.ButtonRole.ActionRole)
            self.open_button.clicked.connect(self._open)
        cancel = buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(question)
        layout.addWidget(shown)
        layout.addWidget(buttons)
        self.copy_button.setFocus()

    def sizeHint(self) -> QSize:
        return QSize(520, super().sizeHint().height())

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._address)
        self.accept()

    def _open(self) -> None:
        self.open_requested.emit(self._url)
        self.accept()
