"""What is read instead of everything down to a message: shown whole, and changed by the person."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from ..context_policy import ContextCut
from .dialog_looks import dress_dialog


class ContextSummaryDialog(QDialog):
    """summary_changed: the text, of the cut after this message. read_again_wanted: no cut there any more."""

    summary_changed = Signal(int, str)
    read_again_wanted = Signal(int)

    def __init__(self, cut: ContextCut, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress_dialog(self)
        self._cut = cut
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("What is read of the beginning"))
        explained = QLabel(
            self.tr(
                "The messages down to here no longer fit into the model's context. They stay in the conversation; the "
                "model reads this text instead. Without any it reads nothing of them."
            ),
            self,
        )
        explained.setWordWrap(True)
        self.field = QPlainTextEdit(self)
        self.field.setPlainText(cut.summary)
        self.field.setAccessibleName(self.tr("Summary of the messages that are left out"))
        self.field.setPlaceholderText(self.tr("No summary"))
        self.field.setTabChangesFocus(True)
        self.field.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        buttons = QDialogButtonBox(self)
        self.save = QPushButton(self.tr("&Save"), self)
        self.save.setDefault(True)
        buttons.addButton(self.save, QDialogButtonBox.ButtonRole.AcceptRole)
        self.cancel = QPushButton(self.tr("Cancel"), self)
        buttons.addButton(self.cancel, QDialogButtonBox.ButtonRole.RejectRole)
        self.read_again = QPushButton(self.tr("&Read everything again"), self)
        self.read_again.setToolTip(self.tr("If there is room for it by now, as with a larger context"))
        self.read_again.setAutoDefault(False)
        buttons.addButton(self.read_again, QDialogButtonBox.ButtonRole.ResetRole)
        buttons.accepted.connect(self._on_save)
        buttons.rejected.connect(self.reject)
        self.read_again.clicked.connect(self._on_read_again)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(explained)
        layout.addWidget(self.field, 1)
        layout.addWidget(buttons)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def sizeHint(self) -> QSize:
        return QSize(560, 380)

    def _on_save(self) -> None:
        self.summary_changed.emit(self._cut.message_id, self.field.toPlainText().strip())
        self.accept()

    def _on_read_again(self) -> None:
        self.read_again_wanted.emit(self._cut.message_id)
        self.accept()
