"""The button that says with which preset the next answer is made, and its menu: whose presets count, what follows, and
another choice for the conversation, its folder or the model."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from ..models.tooltips import inert
from ..preset_keeping import PresetsShown
from ..presets import PARAMS, Preset, PresetLevel
from ..theme import Colors
from .fonts import scale_icon
from .icons import Icon, icon
from .param_fields import title_of_param, value_text
from .parts import title_of
from .yielding import YieldingButton

MAX_NAME_WIDTH = 150


class PresetButton(YieldingButton):
    """chosen: a PresetLevel and the id of a preset, None for none. edit_requested: the dialog of all presets."""

    chosen = Signal(object, object)
    edit_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = PresetsShown()
        self.setObjectName("preset")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        scale_icon(self, 16)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.own_menu = QMenu(self)
        self.own_menu.setToolTipsVisible(True)
        self.own_menu.aboutToShow.connect(self.fill_menu)
        self.setMenu(self.own_menu)
        self.show_presets(self._shown)

    def show_presets(self, shown: PresetsShown) -> None:
        self._shown = shown
        chain = shown.in_force.chain
        name = chain[0][1].name if chain else self.tr("Preset")
        self.setText(self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, MAX_NAME_WIDTH))
        self.setAccessibleName(self.tr("Preset: %1").replace("%1", chain[0][1].name if chain else self.tr("none")))
        lines = [self.tr("With what the next answer is made (Ctrl+P)"), *self.lines()]
        self.setToolTip(inert("\n".join(lines)))

    def lines(self) -> Sequence[str]:
        """What counts and by whose word, one line for each parameter that somebody says something of."""
        force = self._shown.in_force
        lines = []
        if force.conversation is not None and force.conversation.system_prompt:
            lines.append(self._line(self.tr("System prompt"), "", PresetLevel.CONVERSATION, force.conversation))
        for param in PARAMS:
            if param.name in force.origins:
                level, preset = force.origins[param.name]
                value = value_text(param, preset.params.said[param.name])
                lines.append(self._line(title_of_param(param), value, level, preset))
        return lines

    def fill_menu(self) -> None:
        """As things are now."""
        menu, shown = self.own_menu, self._shown
        menu.clear()
        menu.addSection(self.tr("Preset of this conversation"))
        self._add_choices(menu, PresetLevel.CONVERSATION, shown.in_force.conversation)
        menu.addSeparator()
        if shown.folder_id is not None:
            title = self.tr("Folder “%1”").replace("%1", shown.folder_name)
            self._add_level(menu, title, PresetLevel.FOLDER, shown.in_force.folder)
        if shown.model is not None:
            title = self.tr("Model %1").replace("%1", title_of(shown.model))
            self._add_level(menu, title, PresetLevel.MODEL, shown.in_force.model)
        if lines := self.lines():
            menu.addSection(self.tr("What follows for the next answer"))
            for line in lines:
                self._head(menu, line)
        menu.addSeparator()
        menu.addAction(self.tr("Presets…")).triggered.connect(self.edit_requested)

    def restyle(self, colors: Colors) -> None:
        self.setIcon(icon(Icon.SLIDERS, colors.muted))

    def _line(self, title: str, value: str, level: PresetLevel, preset: Preset) -> str:
        whose = {
            PresetLevel.CONVERSATION: self.tr("“%1”, this conversation"),
            PresetLevel.FOLDER: self.tr("“%1”, the folder"),
            PresetLevel.MODEL: self.tr("“%1”, the model"),
        }[level]
        return f"{' '.join(filter(None, (title, value)))}  ·  {whose.replace('%1', preset.name)}"

    def _head(self, menu: QMenu, text: str) -> None:
        menu.addAction(text.replace("&", "&&")).setEnabled(False)

    def _add_level(self, menu: QMenu, title: str, level: PresetLevel, current: Preset | None) -> None:
        name = self.tr("none") if current is None else current.name
        self._add_choices(menu.addMenu(f"{title}: {name}".replace("&", "&&")), level, current)

    def _add_choices(self, menu: QMenu, level: PresetLevel, current: Preset | None) -> None:
        group = QActionGroup(menu)
        choices = [(None, self.tr("None")), *((preset.id, preset.name) for preset in self._shown.presets)]
        # a private conversation has a copy of its own
        names = {preset.name: preset.id for preset in self._shown.presets}
        current_id = None if current is None else names.get(current.name, current.id)
        for preset_id, name in choices:
            action = menu.addAction(name.replace("&", "&&"))
            action.setActionGroup(group)
            action.setCheckable(True)
            action.setChecked(preset_id == current_id)
            action.setData((level, preset_id))
            action.triggered.connect(self._on_chosen)

    def _on_chosen(self) -> None:
        if isinstance(action := self.sender(), QAction):
            level, preset_id = action.data()
            self.chosen.emit(level, preset_id)
