"""The search box over the list, and its menu of filters, which writes them into the box in the query language."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from ..library import InstalledModel
from ..models.conversations import ConversationListModel
from ..theme import Colors, Theme
from .fonts import scaled
from .icons import Icon, icon
from .parts import icon_button
from .stepping_field import SteppingField

MAX_MENU = 30
"""Folders, tags or models in a menu; others can be typed."""


class SearchBox(QFrame):
    """changed: its text, for every key. moved: by so many results up or down. chosen: Enter. left: Esc."""

    changed = Signal(str)
    moved = Signal(int)
    chosen = Signal()
    left = Signal()

    def __init__(
        self,
        model: ConversationListModel,
        theme: Theme,
        list_models: Callable[[], Sequence[InstalledModel]],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("search")
        self._model = model
        self._list_models = list_models
        self._mark = QLabel(self)
        self.field = SteppingField(self)
        self.field.setPlaceholderText(self.tr("Search"))
        self.field.setAccessibleName(self.tr("Search in all conversations"))
        self.field.setToolTip(self.tr("Search in all conversations"))
        self.field.setFrame(False)
        self.field.textChanged.connect(self.changed)
        self.field.moved.connect(self.moved)
        self.field.returnPressed.connect(self.chosen)
        self.field.left.connect(self.left)
        self.filters = QMenu(self)
        self.filters.setTitle(self.tr("Filters"))
        self.filters.aboutToShow.connect(self.fill_filters)
        self.filter_button = icon_button(self.tr("Filters"), self, size=16)
        self.filter_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.filter_button.setMenu(self.filters)
        self._clear = icon_button(self.tr("End the search"), self, size=14)
        self._clear.clicked.connect(self.left)
        self._clear.hide()
        self.field.textChanged.connect(self._on_text)
        row = QHBoxLayout(self)
        row.setContentsMargins(9, 2, 3, 2)
        row.setSpacing(3)
        row.addWidget(self._mark)
        row.addWidget(self.field, 1)
        row.addWidget(self._clear)
        row.addWidget(self.filter_button)
        self.setTabOrder(self._clear, self.filter_button)
        theme.changed.connect(self._restyle)
        self._restyle(theme.colors)

    def text(self) -> str:
        return self.field.text()

    def begin(self) -> None:
        """Ready to type; what is there is selected."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def fill_filters(self) -> None:
        """Read folders, tags and models anew."""
        menu = self.filters
        menu.clear()
        today = datetime.now().astimezone().date()
        self._add_menu(self.tr("Folder"), "folder", [folder.name for folder in self._model.folders])
        self._add_menu(self.tr("Tag"), "tag", self._model.tags())
        self._add_menu(self.tr("Answered by"), "model", [model.name for model in self._list_models()])
        who = menu.addMenu(self.tr("Written by"))
        self._add(who, self.tr("Me"), "role", "you")
        self._add(who, self.tr("The model"), "role", "model")
        since = menu.addMenu(self.tr("When"))
        self._add(since, self.tr("Today"), "after", today.isoformat())
        self._add(since, self.tr("In the last 7 days"), "after", (today - timedelta(days=7)).isoformat())
        self._add(since, self.tr("In the last 30 days"), "after", (today - timedelta(days=30)).isoformat())
        self._add(since, self.tr("This year"), "after", today.replace(month=1, day=1).isoformat())
        self._add(since, self.tr("Before this year"), "before", today.replace(month=1, day=1).isoformat())
        menu.addSeparator()
        none = menu.addAction(self.tr("No filter"))
        none.setEnabled(without_filters(self.text()) != self.text())
        none.triggered.connect(self._on_no_filter)

    def _add_menu(self, title: str, name: str, values: Sequence[str]) -> None:
        menu = self.filters.addMenu(title)
        menu.setEnabled(bool(values))
        for value in list(dict.fromkeys(values))[:MAX_MENU]:
            self._add(menu, value.replace("&", "&&"), name, value)

    def _add(self, menu: QMenu, title: str, name: str, value: str) -> None:
        action = menu.addAction(title)
        action.setData([name, value])
        action.triggered.connect(self._on_filter)

    def _on_filter(self) -> None:
        if isinstance(action := self.sender(), QAction):
            name, value = action.data()
            self.field.setText(with_filter(self.text(), name, value))
            self.field.setFocus()

    def _on_no_filter(self) -> None:
        self.field.setText(without_filters(self.text()))
        self.field.setFocus()

    def _on_text(self, text: str) -> None:
        self._clear.setVisible(bool(text))

    def _restyle(self, colors: Colors) -> None:
        self._mark.setPixmap(icon(Icon.SEARCH, colors.muted).pixmap(scaled(15), scaled(15)))
        self.filter_button.setIcon(icon(Icon.FILTER, colors.muted))
        self._clear.setIcon(icon(Icon.CLOSE, colors.muted))
        self.setStyleSheet(
            f"#search {{ background: {colors.field}; border: 1px solid {colors.border}; border-radius: 9px; }}"
            f"QLineEdit {{ background: transparent; color: {colors.text}; border: none; padding: 4px 2px;"
            f" placeholder-text-color: {colors.muted}; }}"
            "QToolButton { border: none; border-radius: 6px; padding: 4px; }"
            f"QToolButton:hover, QToolButton:focus {{ background: {colors.hover}; }}"
            "QToolButton::menu-indicator { image: none; width: 0; }"
        )


_FILTER = re.compile(r'(?<!\S)(model|folder|tag|role|before|after):("[^"]*"?|\S*)\s*', re.IGNORECASE)


def with_filter(text: str, name: str, value: str) -> str:
    """The query with this filter in place of an earlier one of its name; tags are added to each other."""
    value = value.replace('"', "")
    new = f'{name}:"{value}"' if re.search(r"\s", value) else f"{name}:{value}"
    if name != "tag":
        text = _FILTER.sub(lambda found: "" if found[1].lower() == name else found[0], text)
    elif new in text.split():
        return text
    words = text.strip()
    return f"{words} {new} " if words else f"{new} "


def without_filters(text: str) -> str:
    return _FILTER.sub("", text).strip()
