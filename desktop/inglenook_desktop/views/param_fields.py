"""The fields that parameters of an answer are set in, the same in every dialog."""

from __future__ import annotations

from PySide6.QtWidgets import QDoubleSpinBox, QFormLayout, QSpinBox, QWidget

MAX_TOKENS = 1_000_000


def number_field(name: str, value: float, lowest: float, highest: float, parent: QWidget) -> QDoubleSpinBox:
    box = QDoubleSpinBox(parent)
    box.setAccessibleName(name)
    box.setRange(lowest, highest)
    box.setDecimals(2)
    box.setSingleStep(0.05)
    box.setValue(value)
    return box


def count_field(name: str, value: int, highest: int, zero: str, parent: QWidget) -> QSpinBox:
    """zero: what 0 is called."""
    box = QSpinBox(parent)
    box.setAccessibleName(name)
    box.setRange(0, highest)
    box.setSpecialValueText(zero)
    box.setValue(value)
    return box


def widen_labels(form: QFormLayout) -> None:
    """The hint of a label is a little narrower than its text with a mnemonic."""
    for row in range(form.rowCount()):
        item = form.itemAt(row, QFormLayout.ItemRole.LabelRole)
        label = None if item is None else item.widget()
        if label is not None:
            label.setMinimumWidth(label.sizeHint().width() + 4)
