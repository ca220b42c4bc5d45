"""With which parameters another answer is wanted: those of the one beside it, to be changed."""

from __future__ import annotations

from inglenook_engine.types import GenerateParams
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from ..presets import PARAM_OF, params_said, with_params
from .dialog_looks import dress_dialog
from .param_fields import ParamForm
from .scroll_page import ScrollForm


class ParamsDialog(QDialog):
    """chosen: the GenerateParams, when the person said yes. params: what it begins with; what no field shows stays."""

    chosen = Signal(object)

    def __init__(self, params: GenerateParams, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress_dialog(self)
        self._params = params
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Regenerate with other parameters"))
        self.form = ParamForm(self, is_partial=False)
        self.form.show_params(params_said(params, tuple(PARAM_OF)))
        self.form.changed.connect(self._on_changed)
        note = QLabel(self.tr("The same seed and parameters give the same answer. It stands beside this one."), self)
        note.setTextFormat(Qt.TextFormat.PlainText)
        note.setWordWrap(True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, parent=self)
        self.regenerate = self.buttons.addButton(self.tr("Regenerate"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.accepted.connect(self._on_accepted)
        self.buttons.rejected.connect(self.reject)
        inner = QWidget(self)
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        inside.addWidget(self.form)
        inside.addWidget(note)
        inside.addStretch(1)
        self.area = ScrollForm(inner, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(self.area, 1)
        layout.addWidget(self.buttons)
        self.form.fields["temperature"].setFocus()

    def sizeHint(self) -> QSize:
        return self.area.dialog_size(420)

    def showEvent(self, event: QShowEvent) -> None:
        self.resize(self.sizeHint())  # Qt would make it two thirds as high as the screen at most
        super().showEvent(event)

    def _on_changed(self) -> None:
        self.regenerate.setEnabled(self.form.is_valid)

    def _on_accepted(self) -> None:
        self.chosen.emit(with_params(self._params, self.form.params()))
        self.accept()
