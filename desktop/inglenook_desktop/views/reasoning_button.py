"""The switch for models that reason: whether they are to, and for how long. In view only while one is loaded."""

from __future__ import annotations

from inglenook_engine.reasoning import Reasoning
from PySide6.QtCore import QLocale, QObject, Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from ..preferences import Preferences, Writing
from ..preferences_keeping import PreferencesKeeping
from ..theme import Colors
from .fonts import scale_icon
from .icons import Icon, icon
from .yielding import YieldingButton

BUDGETS = (0, 256, 1024, 4096, 16384)
"""Tokens; 0 for as many as the model likes."""


class ReasoningButton(YieldingButton):
    """An icon alone as long as everything is as the model has it, and a word beside it otherwise."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("reasoning")
        self.names = {
            Reasoning.AUTO: self.tr("As the model has it"),
            Reasoning.ON: self.tr("On"),
            Reasoning.OFF: self.tr("Off"),
        }
        self.own_menu = QMenu(self)
        self.setMenu(self.own_menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        scale_icon(self, 18)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(self.tr("Whether this model reasons before it answers, and for how long"))
        self.hide()

    def show_choice(self, writing: Writing) -> None:
        mode = Reasoning(writing.reasoning)
        words = [self.names[mode]] if mode is not Reasoning.AUTO else []
        if writing.reasoning_budget_tokens and mode is not Reasoning.OFF:
            words.append(self.budget_text(writing.reasoning_budget_tokens))
        self.setText(" · ".join(words))
        beside = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        self.setToolButtonStyle(beside if words else Qt.ToolButtonStyle.ToolButtonIconOnly)
        self.setAccessibleName(self.tr("Reasoning: %1").replace("%1", " · ".join(words) or self.names[mode]))

    def budget_text(self, n_tokens: int) -> str:
        if not n_tokens:
            return self.tr("As long as it likes")
        return self.tr("At most %1 tokens").replace("%1", QLocale().toString(n_tokens))

    def restyle(self, colors: Colors) -> None:
        self.setIcon(icon(Icon.BULB, colors.muted))


class ReasoningSwitch(QObject):
    """Keeps the button and the preferences in step."""

    def __init__(self, button: ReasoningButton, preferences: PreferencesKeeping, parent: QObject) -> None:
        super().__init__(parent)
        self._button = button
        self._preferences = preferences
        button.own_menu.aboutToShow.connect(self._fill)
        preferences.changed.connect(self._show)
        self._show(preferences.current)

    def _show(self, preferences: Preferences) -> None:
        self._button.show_choice(preferences.writing)

    def _fill(self) -> None:
        """As things are now. A preset may say otherwise; its menu tells."""
        menu, writing = self._button.own_menu, self._preferences.current.writing
        menu.clear()
        menu.addSection(self.tr("Reasoning"))
        modes = QActionGroup(menu)
        for mode, name in self._button.names.items():
            action = self._add(modes, name, is_checked=mode.value == writing.reasoning)
            action.setData(mode.value)
            action.triggered.connect(self._on_mode)
        menu.addSeparator()
        budgets = QActionGroup(menu)
        own = {writing.reasoning_budget_tokens, *BUDGETS}
        for n_tokens in sorted(own):
            is_checked = n_tokens == writing.reasoning_budget_tokens
            action = self._add(budgets, self._button.budget_text(n_tokens), is_checked=is_checked)
            action.setData(n_tokens)
            action.triggered.connect(self._on_budget)
        budgets.setEnabled(writing.reasoning != Reasoning.OFF.value)

    def _add(self, group: QActionGroup, title: str, *, is_checked: bool) -> QAction:
        action = self._button.own_menu.addAction(title)
        action.setCheckable(True)
        action.setChecked(is_checked)
        group.addAction(action)
        return action

    def _on_mode(self) -> None:
        if isinstance(action := self.sender(), QAction):
            self._preferences.change("writing", "reasoning", action.data())

    def _on_budget(self) -> None:
        if isinstance(action := self.sender(), QAction):
            self._preferences.change("writing", "reasoning_budget_tokens", action.data())
