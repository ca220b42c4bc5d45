"""The rows of the settings dialog: a setting's words on the left, what changes it on the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ..command_words import words_of
from ..preferences import Setting, Value
from ..theme import Colors
from ..translating import translated
from ..wording import N_
from .calm_fields import CONTROL_WIDTH, CalmChoice, CalmFraction, CalmNumber
from .fonts import scale_font, system_size_pt
from .models_parts import Choice, Switch, field_style

FONTS = ("appearance.font_family",)
"""Texts that are the name of an installed font."""
SIZES = ("appearance.font_size_pt",)
"""Numbers whose special value stands for the system's size of text."""


class SettingRow(QWidget):
    """changed: the person chose a value. reset: the person wants the default again. Whoever keeps it calls
    `show_value`."""

    changed = Signal(object)
    reset = Signal()

    def __init__(self, setting: Setting, parent: QWidget) -> None:
        super().__init__(parent)
        self.setting = setting
        title = translated(setting.title)
        self.title = QLabel(title, self)
        self.help = QLabel(translated(setting.help), self)
        self.help.setWordWrap(True)
        self.help.setVisible(bool(setting.help))
        for label in (self.title, self.help):
            label.setTextFormat(Qt.TextFormat.PlainText)
        scale_font(self.help, 0.92)
        self.control = make_control(setting, self)
        self.control.setAccessibleName(title)
        self.control.setAccessibleDescription(translated(setting.help))
        self.title.setBuddy(self.control)
        self.default = QPushButton(self.tr("Reset"), self)
        self.default.setAccessibleName(self.tr("Reset: %1").replace("%1", title))
        self.default.setAutoDefault(False)
        self.default.setCursor(Qt.CursorShape.PointingHandCursor)
        self.default.clicked.connect(self.reset)
        self._connect()
        self._head = head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        head.setSpacing(6)
        head.addWidget(self.title, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.default, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addLayout(head)
        words.addWidget(self.help)
        self._row = row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        row.setContentsMargins(0, 12, 0, 12)
        row.setSpacing(20)
        row.addLayout(words, 1)
        row.addWidget(self.control, 0, Qt.AlignmentFlag.AlignVCenter)

    def fit(self, width: int) -> None:
        """Of the page, in pixels: the control stands below the words where there is no room for it beside them."""
        if not isinstance(self.control, Switch):
            self.control.setFixedWidth(min(width, max(CONTROL_WIDTH, 13 * self.fontMetrics().height(), self._needed())))
        beside = width - self._row.spacing() - self.control.sizeHint().width()
        reset = self.default.sizeHint().width() + 6
        is_beside = beside >= max(self.title.fontMetrics().horizontalAdvance(self.title.text()) + reset, 180)
        turned = QBoxLayout.Direction.LeftToRight if is_beside else QBoxLayout.Direction.TopToBottom
        self._row.setDirection(turned)
        self._row.setSpacing(20 if is_beside else 6)
        self._row.setAlignment(self.control, Qt.AlignmentFlag.AlignVCenter if is_beside else Qt.AlignmentFlag.AlignLeft)
        self.title.setWordWrap(not is_beside)
        is_on_line = is_beside or self.title.minimumSizeHint().width() + reset <= width
        on_line, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._head.setDirection(on_line if is_on_line else below)  # "Reset" stands where it widens no page
        at = Qt.AlignmentFlag.AlignVCenter if is_on_line else Qt.AlignmentFlag.AlignLeft
        self._head.setAlignment(self.default, at)
        self._head.setStretch(0, 0 if is_beside else 1)
        self._head.setStretch(self._head.count() - 1, 1 if is_beside else 0)

    def _needed(self) -> int:
        """Pixels for the longest choice; the name of a font may be cut."""
        control = self.control
        if not isinstance(control, CalmChoice) or self.setting.key in FONTS:
            return 0
        return Choice.sizeHint(control).width()

    @property
    def words(self) -> str:
        """What a search looks through."""
        key = self.setting.key
        others = (f"{translated(one.title)} {words_of(f'{key}={one.value}')}" for one in self.setting.choices)
        return " ".join((self.title.text(), self.help.text(), *others, words_of(key), key))

    def show_value(self, value: Value) -> None:
        """Without telling anyone."""
        control = self.control
        blocked = control.blockSignals(True)
        match control:
            case Switch():
                control.setChecked(bool(value))
            case CalmChoice():
                row = control.findData(value)
                if row < 0:  # a font that is not installed any more
                    control.addItem(str(value), value)
                    row = control.count() - 1
                control.setCurrentIndex(row)
            case CalmNumber() | CalmFraction():
                control.setValue(value)  # type: ignore[arg-type] # the setting has checked it
            case QLineEdit() if control.text() != value:
                control.setText(str(value))
        control.blockSignals(blocked)
        self.default.setVisible(value != self.setting.default)
        control.update()

    def restyle(self, colors: Colors) -> None:
        self.help.setStyleSheet(f"color: {colors.muted};")
        self.default.setStyleSheet(
            f"QPushButton {{ color: {colors.link}; background: transparent; border: 1px solid transparent;"
            " border-radius: 5px; padding: 0 5px; }"
            f"QPushButton:hover {{ background: {colors.hover}; }}"
            f"QPushButton:focus {{ border: 1px solid {colors.accent}; }}"
        )
        match self.control:
            case QLineEdit():
                self.control.setStyleSheet(field_style(colors))
            case _:
                self.control.restyle(colors)

    def _connect(self) -> None:
        match self.control:
            case Switch():
                self.control.toggled.connect(self.changed.emit)
            case CalmChoice():
                self.control.activated.connect(self._on_choice)
            case CalmNumber():
                self.control.valueChanged.connect(self._on_number)
            case CalmFraction():
                self.control.valueChanged.connect(self.changed.emit)
            case QLineEdit():
                self.control.editingFinished.connect(self._on_text)

    def _on_choice(self, row: int) -> None:
        if isinstance(self.control, CalmChoice):
            self.changed.emit(self.control.itemData(row))

    def _on_number(self, shown: int) -> None:
        if isinstance(self.control, CalmNumber):
            is_special = bool(self.setting.special) and shown == self.control.minimum()
            self.changed.emit(int(self.setting.low or 0) if is_special else shown)

    def _on_text(self) -> None:
        if isinstance(self.control, QLineEdit):
            self.changed.emit(self.control.text())


class _Number(CalmNumber):
    """usual: the number that the special value stands for, from which its arrows go on; None for none such."""

    usual: int | None = None

    def stepBy(self, steps: int) -> None:
        if self.usual is not None and self.value() == self.minimum():
            self.setValue(self.usual + steps * self.singleStep())
        else:
            super().stepBy(steps)

    def stepEnabled(self) -> QAbstractSpinBox.StepEnabledFlag:
        is_usual = self.usual is not None and self.value() == self.minimum()
        down = QAbstractSpinBox.StepEnabledFlag.StepDownEnabled
        return super().stepEnabled() | down if is_usual else super().stepEnabled()


Control = Switch | CalmChoice | CalmNumber | CalmFraction | QLineEdit


def make_control(setting: Setting, parent: QWidget) -> Control:
    """What changes a value of its kind."""
    low, high = setting.low or 0, setting.high or 0
    match setting.default:
        case bool():
            return Switch("", parent)
        case int():
            number = _Number(parent)
            number.setRange(int(low if setting.least is None else setting.least - 1), int(high))
            number.setSingleStep(int(setting.step) or 1)
            if setting.key in SIZES:
                number.usual = system_size_pt()
            number.setGroupSeparatorShown(True)
            _prepare(number, setting)
            return number
        case float():
            fraction = CalmFraction(parent)
            fraction.setRange(low, high)
            fraction.setSingleStep(setting.step or (high - low) / 20)
            _prepare(fraction, setting)
            return fraction
        case _ if setting.choices or setting.key in FONTS:
            choice = CalmChoice(parent)
            for one in setting.choices:
                choice.addItem(translated(one.title), one.value)
            if setting.key in FONTS:
                choice.addItem(translated(N_("As the system")), "")
                for family in QFontDatabase.families():
                    choice.addItem(family, family)
                choice.setMaxVisibleItems(20)
            return choice
        case _:
            return QLineEdit(parent)


def _prepare(box: CalmNumber | CalmFraction, setting: Setting) -> None:
    """The value is taken when it is whole, not after each key."""
    box.setKeyboardTracking(False)
    if setting.unit:
        box.setSuffix(" " + translated(setting.unit))
    if setting.special:
        box.setSpecialValueText(translated(setting.special))
