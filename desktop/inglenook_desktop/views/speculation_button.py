"""The one control of speculation: a quiet button whose menu chooses, for the conversation in view, who may draft.

Shows an icon alone as long as everything is as usual, and a word beside it otherwise.
"""

from __future__ import annotations

from inglenook_engine.types import Speculation
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from ..submissions import SpeculationChoice
from ..theme import Colors
from .fonts import scale_icon
from .icons import Icon, icon
from .yielding import YieldingButton


class SpeculationButton(YieldingButton):
    """`chosen` carries a SpeculationChoice."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("speculation")
        self._choice = SpeculationChoice()
        self._names = {
            Speculation.AUTO: self.tr("Auto"),
            Speculation.LOOKUP: self.tr("Lookup only"),
            Speculation.DRAFT: self.tr("Draft model only"),
            Speculation.OFF: self.tr("Off"),
        }
        explained = {
            Speculation.AUTO: self.tr("Draft with whatever makes this answer quicker, or with nothing"),
            Speculation.LOOKUP: self.tr("Draft only by copying from the text of this conversation"),
            Speculation.DRAFT: self.tr("Draft only with the draft model, which the model's menu chooses"),
            Speculation.OFF: self.tr("Draft nothing: one token after the other"),
        }
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        menu.addSection(self.tr("Speculation in this conversation"))
        group = QActionGroup(self)
        self._modes: dict[Speculation, QAction] = {}
        for mode, name in self._names.items():
            action = menu.addAction(name)
            action.setToolTip(explained[mode])
            action.setCheckable(True)
            action.setData(mode.value)
            action.triggered.connect(self._on_triggered)
            group.addAction(action)
            self._modes[mode] = action
        menu.addSeparator()
        self._strict = menu.addAction(self.tr("Strict"))
        self._strict.setCheckable(True)
        self._strict.setToolTip(
            self.tr("The same seed gives the same answer bit for bit, whatever is drafted; somewhat slower")
        )
        self._strict.triggered.connect(self._on_triggered)
        self.setMenu(menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        scale_icon(self, 18)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(
            self.tr(
                "Speculation: tokens are drafted ahead and checked by the model, so answers come sooner and "
                "stay the model's own"
            )
        )
        self.show_choice(self._choice)

    @property
    def mode_actions(self) -> dict[Speculation, QAction]:
        return dict(self._modes)

    @property
    def strict_action(self) -> QAction:
        return self._strict

    def show_choice(self, choice: SpeculationChoice) -> None:
        self._choice = choice
        self._modes[choice.mode].setChecked(True)
        self._strict.setChecked(choice.is_strict)
        words = [self._names[choice.mode]] if choice.mode is not Speculation.AUTO else []
        words += [self.tr("Strict")] if choice.is_strict else []
        self.setText(" · ".join(words))
        has_words = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        self.setToolButtonStyle(has_words if words else Qt.ToolButtonStyle.ToolButtonIconOnly)
        name = " · ".join([self._names[choice.mode], *([self.tr("Strict")] if choice.is_strict else [])])
        self.setAccessibleName(self.tr("Speculation: %1").replace("%1", name))

    def restyle(self, colors: Colors) -> None:
        self.setIcon(icon(Icon.BOLT, colors.muted))

    def _on_triggered(self) -> None:
        mode = next((mode for mode, action in self._modes.items() if action.isChecked()), self._choice.mode)
        choice = SpeculationChoice(mode=mode, is_strict=self._strict.isChecked())
        if choice != self._choice:
            self.chosen.emit(choice)
