"""A dialog that stays open until what it asks for is done, and says why when it is not."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QWidget

from ..translating import said
from .dialog_looks import dress_dialog


class AskingDialog(QDialog):
    """asked: a value of `shelf_wishes`; whoever does it calls `answer`. `problem` and `buttons` are to be laid out."""

    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(None if parent is None else parent.window())  # the colours of a part would be the dialog's too
        dress_dialog(self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.problem = QLabel(self)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.setWordWrap(True)
        self.problem.setStyleSheet("color: palette(bright-text);")
        self.problem.hide()
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel, parent=self
        )
        self.buttons.rejected.connect(self.reject)

    def answer(self, problem: str) -> None:
        """problem: why it was not done, "" when it is."""
        if not problem:
            self.accept()
            return
        sentence = said(problem)
        self.problem.setText(sentence)
        self.problem.setAccessibleName(sentence)
        self.problem.show()
        self.adjustSize()
