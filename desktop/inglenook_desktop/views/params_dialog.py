"""With which parameters another answer is wanted: those of the one beside it, to be changed."""

from __future__ import annotations

from dataclasses import replace

from inglenook_engine.types import GenerateParams
from PySide6.QtCore import QRegularExpression, QSize, Qt, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from .param_fields import MAX_TOKENS, count_field, number_field, widen_labels

MAX_SEED = 2**63 - 1


class ParamsDialog(QDialog):
    """chosen: the GenerateParams, when the person said yes. params: what it begins with; what no field shows stays."""

    chosen = Signal(object)

    def __init__(self, params: GenerateParams, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._params = params
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Regenerate with other parameters"))
        sampler = params.sampler
        self.temperature = number_field(self.tr("Temperature"), sampler.temperature, 0.0, 5.0, self)
        self.top_p = number_field(self.tr("Top-p"), sampler.top_p, 0.0, 1.0, self)
        name = self.tr("Longest answer in tokens")
        self.max_tokens = count_field(name, params.max_tokens, MAX_TOKENS, self.tr("as many as fit"), self)
        self.seed = QLineEdit(str(sampler.seed), self)
        self.seed.setAccessibleName(self.tr("Seed"))
        self.seed.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9]{1,19}"), self))
        self.seed.textChanged.connect(self._on_seed)
        note = QLabel(self.tr("The same seed and parameters give the same answer. It stands beside this one."), self)
        note.setTextFormat(Qt.TextFormat.PlainText)
        note.setWordWrap(True)
        form = QFormLayout()
        form.setSpacing(8)
        form.addRow(self.tr("&Temperature"), self.temperature)
        form.addRow(self.tr("Top-&p"), self.top_p)
        form.addRow(self.tr("&Longest answer"), self.max_tokens)
        form.addRow(self.tr("&Seed"), self.seed)
        widen_labels(form)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, parent=self)
        self.regenerate = self.buttons.addButton(self.tr("Regenerate"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.accepted.connect(self._on_accepted)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(form)
        layout.addWidget(note)
        layout.addWidget(self.buttons)
        self.temperature.setFocus()

    def sizeHint(self) -> QSize:
        return QSize(400, super().sizeHint().height())

    def _on_seed(self, text: str) -> None:
        self.regenerate.setEnabled(text.isdecimal() and int(text) <= MAX_SEED)

    def _on_accepted(self) -> None:
        sampler = replace(
            self._params.sampler,
            temperature=_value_of(self.temperature, self._params.sampler.temperature),
            top_p=_value_of(self.top_p, self._params.sampler.top_p),
            seed=int(self.seed.text()),
        )
        self.chosen.emit(replace(self._params, sampler=sampler, max_tokens=self.max_tokens.value()))
        self.accept()


def _value_of(field: QDoubleSpinBox, before: float) -> float:
    """What was there before where nobody changed it, also digits that the field does not show."""
    return before if field.value() == round(before, field.decimals()) else field.value()
