"""All settings in one place, found by typing. What is chosen holds at once; there is nothing to confirm."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ..preferences import SECTION_TITLES, Preferences, settings_of, value_of
from ..settings_places import PLACES
from ..store.matching import fold
from ..theme import SCROLL_BAR_WIDTH, Colors, Theme, set_background, style_bar_across, style_scroll_bar
from ..translating import counted, translated
from .announcing import TOGETHER_MS, announce_politely
from .fonts import scale_font
from .models_parts import Button, Heading, field_style
from .settings_place_row import PlaceRow
from .settings_rows import SettingRow
from .stepping_field import ClearingField

SIDE_WIDTH = 210
_SIDE_MARGIN, _PAGE_MARGIN = 12, 28
_TITLE = 1.35
"""Of a section's name, in sizes of the text."""


class SettingsDialog(QDialog):
    """changed (section, name, value), reset (section, name): whoever keeps the preferences calls `show_preferences`.
    place_wanted: what is set elsewhere, by the key of the command that opens it. file_wanted: to be opened."""

    changed = Signal(str, str, object)
    reset = Signal(str, str)
    place_wanted = Signal(str)
    file_wanted = Signal()

    def __init__(
        self,
        preferences: Preferences,
        theme: Theme,
        parent: QWidget,
        *,
        file: str = "",
        announce: Callable[[QWidget, str], object] = announce_politely,
        is_wanted: Callable[[], bool] = QAccessible.isActive,
    ) -> None:
        """file: where they are kept, shown to a person; "" for nowhere. announce, is_wanted: what speaks, and whether
        anyone listens; the system's unless a test has others."""
        self.rows: dict[str, SettingRow] = {}
        self.places: dict[str, PlaceRow] = {}
        self._groups: dict[str, _Group] = {}
        super().__init__(parent)
        self.announce, self.is_wanted = announce, is_wanted
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(TOGETHER_MS)
        self._soon.timeout.connect(self._announce)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Settings"))
        self.search = ClearingField(self)
        self.search.setPlaceholderText(self.tr("Search settings"))
        self.search.setAccessibleName(self.tr("Search settings"))
        self.search.setClearButtonEnabled(True)
        self.sections = QListWidget(self)
        self.sections.setAccessibleName(self.tr("Sections"))
        self.sections.setFrameShape(QFrame.Shape.NoFrame)
        self.open_file = Button(self.tr("Open settings.toml…"), self)
        self.open_file.setVisible(bool(file))
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its controls take the focus, and it follows them
        self.area.setAccessibleName(self.tr("Settings"))
        self.nothing = QLabel(self.tr("No setting matches these words."), self)
        self.nothing.hide()
        self.file = QLabel("" if not file else self.tr("Kept in %1").replace("%1", file), self)
        self.file.setTextFormat(Qt.TextFormat.PlainText)
        self.file.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.file.setWordWrap(True)
        self.file.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # a long name widens no page
        self._side = QWidget(self)
        self._lay_out()
        self._connect()
        theme.changed.connect(self._restyle)
        self._restyle(theme.colors)
        self.show_preferences(preferences)
        self.sections.setCurrentRow(0)
        self.resize(self.sizeHint())
        self.search.setFocus()

    def sizeHint(self) -> QSize:
        """As the text wants it, and never more than the screen has."""
        em = self.fontMetrics().height()
        return QSize(max(760, 46 * em), max(580, 34 * em)).boundedTo(self.screen().availableSize())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._groups:
            self.resize(self.size().expandedTo(self.sizeHint()))
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """What is beside the sections, whose names are never cut, is for the settings."""
        metrics, words = self.open_file.fontMetrics(), self.tr("Open settings.toml…")
        edges = self.open_file.sizeHint().width() - metrics.horizontalAdvance(self.open_file.text()) + 2 * _SIDE_MARGIN
        side = self.sections.sizeHintForColumn(0) + 2 * _SIDE_MARGIN + 8
        side = min(max(SIDE_WIDTH, side, metrics.horizontalAdvance(words) + edges), self.width() * 11 // 20)
        self._side.setFixedWidth(side)
        self.open_file.setText(metrics.elidedText(words, Qt.TextElideMode.ElideMiddle, side - edges))
        self.open_file.setToolTip("" if self.open_file.text() == words else words)
        room = self.width() - side - 2 * _PAGE_MARGIN - SCROLL_BAR_WIDTH
        for group in self._groups.values():
            group.fit(room)

    def show_preferences(self, preferences: Preferences) -> None:
        for row in self.rows.values():
            row.show_value(value_of(preferences, row.setting))

    def show_setting(self, key: str) -> None:
        """Bring one into view, ready to be changed. Harmless for one that has no row."""
        row = self.rows.get(key)
        if row is None:
            return
        self.search.clear()
        self.sections.setCurrentRow(list(self._groups).index(row.setting.section))
        self._layout_now()
        self.area.ensureWidgetVisible(row)
        row.control.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def shown(self) -> list[str]:
        """Keys of the settings that can be seen, from the top."""
        return [
            key
            for key, row in self.rows.items()
            if not row.isHidden() and not self._groups[row.setting.section].isHidden()
        ]

    def _lay_out(self) -> None:
        page = QWidget(self.area)
        column = QVBoxLayout(page)
        column.setContentsMargins(_PAGE_MARGIN, 18, _PAGE_MARGIN, 18)
        column.setSpacing(18)
        for section, title in SECTION_TITLES.items():
            shown = [one for one in settings_of(section) if one.is_shown]
            if not shown:
                continue
            rows = [SettingRow(one, page) for one in shown]
            self.rows.update((row.setting.key, row) for row in rows)
            self._add_group(section, translated(title), rows, column)
        places = [PlaceRow(place, page) for place in PLACES]
        self.places.update((row.place.command, row) for row in places)
        self._add_group("places", self.tr("Elsewhere"), places, column)
        column.addWidget(self.nothing)
        column.addStretch(1)
        column.addWidget(self.file)
        self.area.setWidget(page)
        side = QVBoxLayout(self._side)
        side.setContentsMargins(_SIDE_MARGIN, 16, _SIDE_MARGIN, 14)
        side.setSpacing(12)
        side.addWidget(self.search)
        side.addWidget(self.sections, 1)
        side.addWidget(self.open_file)
        self.sections.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._side)
        layout.addWidget(self.area, 1)

    def _add_group(
        self, key: str, title: str, rows: Sequence[SettingRow] | Sequence[PlaceRow], column: QVBoxLayout
    ) -> None:
        group = self._groups[key] = _Group(title, rows, column.parentWidget())
        column.addWidget(group)
        QListWidgetItem(title, self.sections)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._filter)
        self.search.moved.connect(self._enter)
        self.search.returnPressed.connect(partial(self._enter, 1))
        self.search.left.connect(self.reject)
        self.sections.currentRowChanged.connect(self._on_section)
        self.open_file.clicked.connect(self.file_wanted)
        for place in self.places.values():
            place.opened.connect(self.place_wanted)
        for row in self.rows.values():
            section, name = row.setting.section, row.setting.name
            row.changed.connect(partial(self._on_changed, section, name))
            row.reset.connect(partial(self.reset.emit, section, name))

    def _on_changed(self, section: str, name: str, value: object) -> None:
        self.changed.emit(section, name, value)

    def _enter(self, n_rows: int) -> None:
        """Down or Enter: from the search to the first setting below it."""
        rows = [row for group in self._groups.values() for row in group.rows if row.isVisibleTo(self)]
        if n_rows > 0 and rows:
            rows[0].control.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_section(self, number: int) -> None:
        if number >= 0:
            self.search.clear()
            self._filter("")
            self.area.verticalScrollBar().setValue(0)

    def _filter(self, typed: str) -> None:
        """Rows of all sections that have every word; without words, those of the current section."""
        wanted = _sought(typed).split()
        current = self.sections.currentRow()
        for number, group in enumerate(self._groups.values()):
            for row in group.rows:
                words = _sought(f"{row.words} {group.title.text()}")
                row.setVisible(all(word in words for word in wanted))
            has_rows = any(not row.isHidden() for row in group.rows)
            group.setVisible(has_rows if wanted else number == current)
            group.mark_lines()
        self.nothing.setVisible(all(group.isHidden() for group in self._groups.values()))
        self.search.setAccessibleDescription(self._found() if wanted else "")
        (self._soon.start if wanted else self._soon.stop)()
        if wanted:
            self.sections.blockSignals(True)
            self.sections.setCurrentRow(-1)
            self.sections.blockSignals(False)
        elif current < 0:
            self.sections.setCurrentRow(0)

    def _found(self) -> str:
        n_rows = sum(not row.isHidden() for group in self._groups.values() for row in group.rows)
        if not n_rows:
            return self.nothing.text()
        return counted(n_rows, self.tr("One setting matches."), self.tr("%1 settings match."))

    def _announce(self) -> None:
        """The keyboard stays in the line; a screen reader hears what stands below it, once nothing is typed."""
        if self.is_wanted():
            self.announce(self.search, self._found())

    def _layout_now(self) -> None:
        page = self.area.widget()
        layout = None if page is None else page.layout()
        if layout is not None:
            layout.activate()

    def _restyle(self, colors: Colors) -> None:
        style_scroll_bar(self.area, colors)
        style_bar_across(self.area, colors)
        set_background(self._side, colors.sidebar)
        page = self.area.widget()
        for widget in (self.area.viewport(), page):
            if widget is not None:
                set_background(widget, colors.window)
        self.search.setStyleSheet(field_style(colors))
        self.sections.setStyleSheet(
            f"QListWidget {{ background: {colors.sidebar}; color: {colors.text}; outline: none; border: none; }}"
            "QListWidget::item { padding: 7px 10px; border-radius: 7px; }"
            f"QListWidget::item:hover {{ background: {colors.hover}; }}"
            f"QListWidget::item:selected {{ background: {colors.selected}; color: {colors.text}; }}"
            f"QListWidget::item:selected:focus {{ border: 1px solid {colors.accent}; }}"
        )
        self.open_file.restyle(colors)
        for label in (self.nothing, self.file):
            label.setStyleSheet(f"color: {colors.muted};")
        for group in self._groups.values():
            group.restyle(colors)


def _sought(text: str) -> str:
    """As it is compared; not every keyboard has an "ß"."""
    return fold(text).replace("ß", "ss")


class _Group(QWidget):
    """A section: its title, and its rows with hairlines between them."""

    def __init__(self, title: str, rows: Sequence[SettingRow] | Sequence[PlaceRow], parent: QWidget | None) -> None:
        super().__init__(parent)
        self.title = Heading(self, scale=_TITLE)
        self.title.setWordWrap(True)
        self.title.setText(title)
        self.rows = rows
        self._lines: list[QFrame] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.title)
        column.addSpacing(6)
        for row in self.rows:
            line = QFrame(self)
            line.setFixedHeight(1)
            self._lines.append(line)
            column.addWidget(line)
            column.addWidget(row)

    def fit(self, width: int) -> None:
        """Of the page, in pixels. A word of the title that is wider makes it smaller."""
        scale_font(self.title, _TITLE)
        wanted = max(map(self.title.fontMetrics().horizontalAdvance, self.title.text().split()))
        scale_font(self.title, max(0.8, min(_TITLE, _TITLE * (width - 12) / wanted)))
        for row in self.rows:
            row.fit(width)

    def mark_lines(self) -> None:
        """None above the first row that is seen."""
        has_above = False
        for line, row in zip(self._lines, self.rows, strict=True):
            line.setVisible(has_above and not row.isHidden())
            has_above = has_above or not row.isHidden()

    def restyle(self, colors: Colors) -> None:
        for row in self.rows:
            row.restyle(colors)
        for line in self._lines:
            set_background(line, colors.border)
