"""The fields that parameters of an answer are set in, the same in every dialog: a row for each of `presets.PARAMS`."""

from __future__ import annotations

import json
from collections.abc import Mapping

from inglenook_engine.reasoning import Reasoning
from PySide6.QtCore import QLocale, QRegularExpression, Qt, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QWidget,
)

from ..presets import MAX_SEED, MAX_STOPS, PARAMS, REASONING_NAMES, Param, ParamValue, PresetParams
from ..translating import translated
from .calm_fields import CalmChoice, CalmFraction, CalmNumber

_COUNTS = ("top_k", "penalty_last_n", "max_tokens", "reasoning_budget_tokens")
Field = QDoubleSpinBox | QSpinBox | QLineEdit | QPlainTextEdit | QComboBox
_STOP_LINES = 2


def title_of_param(param: Param) -> str:
    return translated(param.title)


def value_text(param: Param, value: ParamValue) -> str:
    """As a person reads it."""
    if isinstance(value, tuple):
        return ", ".join(json.dumps(text, ensure_ascii=False) for text in value)
    if isinstance(value, Reasoning):
        return translated(REASONING_NAMES[value])
    if param.special and value == param.low:
        return translated(param.special)
    return QLocale().toString(value, "g", 6) if isinstance(value, float) else str(value)


class ParamForm(QWidget):
    """A row for each parameter. changed: something is different, or `is_valid`.

    is_partial: every row has a switch, and one that is off says nothing of its parameter; it shows what counts then.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None, *, is_partial: bool) -> None:
        super().__init__(parent)
        self._is_partial = is_partial
        self._before: Mapping[str, ParamValue] = {}
        self.switches: dict[str, QCheckBox] = {}
        self.fields: dict[str, Field] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 10 if is_partial else 0, 0)  # beside a scroll bar
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(7)
        grid.setColumnStretch(1, 1)
        for row, param in enumerate(PARAMS):
            title = title_of_param(param)
            help_text = translated(param.help)
            field = self._field_of(param)
            field.setAccessibleName(title)
            field.setAccessibleDescription(help_text)
            field.setToolTip(help_text)
            self.fields[param.name] = field
            top = Qt.AlignmentFlag.AlignTop if isinstance(field, QPlainTextEdit) else Qt.AlignmentFlag.AlignVCenter
            label: QWidget
            if is_partial:
                label = switch = QCheckBox(title, self)
                switch.setToolTip(help_text)
                switch.setAccessibleName(self.tr("Set %1").replace("%1", title))
                switch.toggled.connect(self._on_switched)
                self.switches[param.name] = switch
            else:
                label = QLabel(title, self)
                label.setBuddy(field)
                label.setToolTip(help_text)
            grid.addWidget(label, row, 0, top)
            grid.addWidget(field, row, 1)
        self._connect()

    @property
    def is_valid(self) -> bool:
        """Whether what the fields hold are values."""
        seed = self._seed.text()
        has_seed = not self._is_partial or self.switches["seed"].isChecked()
        if has_seed and not (seed.isdecimal() and seed.isascii() and int(seed) <= MAX_SEED):
            return False
        return len(self._stops()) <= MAX_STOPS

    def show_params(self, params: PresetParams) -> None:
        """What it says; of the others their usual values."""
        self.blockSignals(True)
        self._before = params.said
        for param in PARAMS:
            value = self._before.get(param.name, param.default)
            self._put(param.name, value)
            if self._is_partial:
                self.switches[param.name].setChecked(param.name in self._before)
        self._enable()
        self.blockSignals(False)

    def params(self) -> PresetParams:
        """To be asked where it `is_valid`."""
        names = [name for name in self.fields if not self._is_partial or self.switches[name].isChecked()]
        return PresetParams(**{name: self._value(name) for name in names})  # type: ignore[arg-type]

    # --- how it is done

    @property
    def _seed(self) -> QLineEdit:
        field = self.fields["seed"]
        assert isinstance(field, QLineEdit)
        return field

    def _field_of(self, param: Param) -> Field:
        if param.name == "reasoning":
            choice = CalmChoice(self)
            for value, name in REASONING_NAMES.items():
                choice.addItem(translated(name), value)
            return choice
        if param.name == "stop":
            lines = QPlainTextEdit(self)
            lines.setTabChangesFocus(True)
            lines.setFixedHeight(self.fontMetrics().lineSpacing() * _STOP_LINES + 14)
            return lines
        if param.name == "seed":
            line = QLineEdit(self)
            line.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9]{1,19}"), line))
            return line
        box: QDoubleSpinBox | QSpinBox
        if param.name in _COUNTS:
            box = CalmNumber(self)
            box.setRange(int(param.low), int(param.high))
            box.setSingleStep(int(param.step))
            box.setSpecialValueText(translated(param.special))
        else:
            box = CalmFraction(self)
            box.setDecimals(2)
            box.setRange(param.low, param.high)
            box.setSingleStep(param.step)
        box.setGroupSeparatorShown(True)
        return box

    def _connect(self) -> None:
        for field in self.fields.values():
            if isinstance(field, QDoubleSpinBox | QSpinBox):
                field.valueChanged.connect(self._on_changed)
            elif isinstance(field, QComboBox):
                field.currentIndexChanged.connect(self._on_changed)
            else:
                field.textChanged.connect(self._on_changed)

    def _on_changed(self) -> None:
        self.changed.emit()

    def _on_switched(self) -> None:
        self._enable()
        self.changed.emit()

    def _enable(self) -> None:
        for name, switch in self.switches.items():
            self.fields[name].setEnabled(switch.isChecked())

    def _put(self, name: str, value: ParamValue) -> None:
        match self.fields[name], value:
            case QComboBox() as choice, Reasoning():
                choice.setCurrentIndex(list(REASONING_NAMES).index(value))
            case QPlainTextEdit() as lines, tuple(texts):
                lines.setPlainText("\n".join(_escaped(text) for text in texts))
            case QLineEdit() as line, int(number):
                line.setText(str(number))
            case QSpinBox() as box, int(number):
                box.setValue(number)
            case QDoubleSpinBox() as box, float(number):
                box.setValue(number)
            case _:
                raise TypeError(f"{name} is {value!r}")

    def _value(self, name: str) -> ParamValue:
        match self.fields[name]:
            case QComboBox() as choice:
                return list(REASONING_NAMES)[choice.currentIndex()]
            case QPlainTextEdit():
                return self._stops()
            case QLineEdit() as line:
                return int(line.text())
            case QSpinBox() as box:
                return box.value()
            case QDoubleSpinBox() as box:
                before = self._before.get(name, PARAM_DEFAULTS[name])
                is_same = isinstance(before, float) and box.value() == round(before, box.decimals())
                return before if is_same else box.value()  # also digits that the field does not show
        raise TypeError(name)

    def _stops(self) -> tuple[str, ...]:
        field = self.fields["stop"]
        assert isinstance(field, QPlainTextEdit)
        return tuple(_unescaped(line) for line in field.toPlainText().split("\n") if line)


PARAM_DEFAULTS = {param.name: param.default for param in PARAMS}


def _escaped(text: str) -> str:
    """On one line, as it stands in the field."""
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")


def _unescaped(line: str) -> str:
    pairs = {"n": "\n", "t": "\t", "\\": "\\"}
    parts, rest = [], iter(line)
    for character in rest:
        following = next(rest, "") if character == "\\" else ""
        parts.append(pairs.get(following, character + following) if character == "\\" else character)
    return "".join(parts)


def widen_labels(form: QFormLayout) -> None:
    """The hint of a label is a little narrower than its text with a mnemonic."""
    for row in range(form.rowCount()):
        item = form.itemAt(row, QFormLayout.ItemRole.LabelRole)
        label = None if item is None else item.widget()
        if label is not None:
            label.setMinimumWidth(label.sizeHint().width() + 4)
