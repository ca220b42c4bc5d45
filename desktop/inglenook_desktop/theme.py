"""The window's colours, light and dark, as one value and one QPalette; follows the system while the program runs.

Views take colours from the palette, or from `Theme.colors` where the palette has no role for them. Style sheets are
set on single bars, never on the whole window: a sheet above the transcript would be consulted for every message.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget


@dataclass(frozen=True, slots=True, kw_only=True)
class Colors:
    """Every colour as #rrggbb. text and muted are readable (4.5 : 1) on window, sidebar and field; with high contrast
    everything that is read is at 7 : 1, and the border of a control at 4.5 : 1."""

    is_dark: bool
    is_high_contrast: bool = False
    window: str
    sidebar: str
    field: str
    panel: str
    selected: str
    hover: str
    border: str
    text: str
    muted: str
    faint: str
    accent: str
    on_accent: str
    accent_hover: str
    link: str
    error_text: str
    error_panel: str
    error_border: str


LIGHT = Colors(
    is_dark=False,
    window="#fcfbf9",
    sidebar="#f4f1ec",
    field="#ffffff",
    panel="#f3efe9",
    selected="#e6dfd5",
    hover="#ece7df",
    border="#ddd6cb",
    text="#26221d",
    muted="#675f55",
    faint="#b3aa9d",
    accent="#a8481f",
    on_accent="#ffffff",
    accent_hover="#8f3b17",
    link="#9a4219",
    error_text="#8c1d18",
    error_panel="#fbeae7",
    error_border="#eebfb8",
)

DARK = Colors(
    is_dark=True,
    window="#1d1b19",
    sidebar="#171513",
    field="#262320",
    panel="#292622",
    selected="#38332d",
    hover="#24211e",
    border="#3b3630",
    text="#ebe6de",
    muted="#a69e92",
    faint="#6c655b",
    accent="#e08e60",
    on_accent="#231208",
    accent_hover="#eba57e",
    link="#eba57e",
    error_text="#ffb4a8",
    error_panel="#3a201c",
    error_border="#6b372f",
)

LIGHT_CONTRAST = Colors(
    is_dark=False,
    is_high_contrast=True,
    window="#ffffff",
    sidebar="#ffffff",
    field="#ffffff",
    panel="#f4f4f4",
    selected="#ffdfcc",
    hover="#ececec",
    border="#4a4a4a",
    text="#000000",
    muted="#2e2e2e",
    faint="#4f4f4f",
    accent="#7a2c0c",
    on_accent="#ffffff",
    accent_hover="#5a1f07",
    link="#7a2c0c",
    error_text="#7d0000",
    error_panel="#ffffff",
    error_border="#7d0000",
)

DARK_CONTRAST = Colors(
    is_dark=True,
    is_high_contrast=True,
    window="#000000",
    sidebar="#000000",
    field="#000000",
    panel="#101010",
    selected="#4a2a14",
    hover="#1f1f1f",
    border="#b8b8b8",
    text="#ffffff",
    muted="#e0e0e0",
    faint="#b4b4b4",
    accent="#ffb28a",
    on_accent="#000000",
    accent_hover="#ffcdb3",
    link="#ffc3a3",
    error_text="#ffb9ae",
    error_panel="#000000",
    error_border="#ffb9ae",
)


def palette_of(colors: Colors) -> QPalette:
    """Every role that a widget draws with; disabled text is faint."""
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: colors.window,
        QPalette.ColorRole.WindowText: colors.text,
        QPalette.ColorRole.Base: colors.field,
        QPalette.ColorRole.AlternateBase: colors.panel,
        QPalette.ColorRole.Text: colors.text,
        QPalette.ColorRole.PlaceholderText: colors.muted,
        QPalette.ColorRole.Button: colors.panel,
        QPalette.ColorRole.ButtonText: colors.text,
        QPalette.ColorRole.BrightText: colors.error_text,
        QPalette.ColorRole.Highlight: colors.accent,
        QPalette.ColorRole.HighlightedText: colors.on_accent,
        QPalette.ColorRole.Accent: colors.accent,
        QPalette.ColorRole.Link: colors.link,
        QPalette.ColorRole.LinkVisited: colors.link,
        QPalette.ColorRole.ToolTipBase: colors.panel,
        QPalette.ColorRole.ToolTipText: colors.text,
        QPalette.ColorRole.Light: colors.field,
        QPalette.ColorRole.Midlight: colors.hover,
        QPalette.ColorRole.Mid: colors.border,
        QPalette.ColorRole.Dark: colors.faint,
        QPalette.ColorRole.Shadow: "#000000",
    }
    for role, value in roles.items():
        palette.setColor(role, QColor(value))
    disabled = QPalette.ColorGroup.Disabled
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(disabled, role, QColor(colors.faint))
    palette.setColor(disabled, QPalette.ColorRole.Highlight, QColor(colors.selected))
    return palette


EDGED = (
    "QAbstractSpinBox",
    "QCheckBox",
    "QComboBox",
    "QKeySequenceEdit",
    "QLineEdit",
    "QListWidget",
    "QMenu",
    "QPlainTextEdit",
    "QPushButton",
    "QRadioButton",
)
"""Whose edges the style draws, in dialogs above all; of menus also those of their check boxes."""


def edged(colors: Colors) -> QPalette:
    """The palette of those. The style draws an edge in the colour of the window made darker, which nobody sees in a
    dark one; they do not use that colour for anything else."""
    palette = palette_of(colors)
    palette.setColor(QPalette.ColorRole.Window, QColor(colors.faint).lighter(140))  # it divides by as much
    return palette


class Theme(QObject):
    """The colours in force, and how much room is left between things. scheme: Unknown follows the system, Light or
    Dark insists; so does high contrast, where None follows the system.

    density: a factor for the heights of what lies between rows. `changed` is emitted after the application has the new
    palette.
    """

    changed = Signal(object)

    def __init__(
        self, app: QApplication, *, scheme: Qt.ColorScheme = Qt.ColorScheme.Unknown, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._app = app
        self._scheme = scheme
        self._is_high_contrast: bool | None = None
        self.density = 1.0
        self._app.setStyle("Fusion")
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._apply)
        if hasattr(hints, "accessibility"):  # since Qt 6.10
            hints.accessibility().contrastPreferenceChanged.connect(self._apply)
        self.colors = LIGHT
        self._apply()

    def set_scheme(self, scheme: Qt.ColorScheme) -> None:
        """Insist on light or dark, or follow the system again (Unknown)."""
        self._scheme = scheme
        self._apply()

    def set_looks(self, *, scheme: Qt.ColorScheme, is_high_contrast: bool | None, density: float) -> None:
        """All at once, and without a word where nothing changes."""
        before = self._scheme, self._is_high_contrast, self.density
        self._scheme, self._is_high_contrast, self.density = scheme, is_high_contrast, density
        if before != (scheme, is_high_contrast, density):
            self._apply()

    def draw_anew(self) -> None:
        """Colours are as before, but what was drawn with them has another size now."""
        self.changed.emit(self.colors)

    def _apply(self) -> None:
        scheme = self._scheme
        if scheme == Qt.ColorScheme.Unknown:
            scheme = QGuiApplication.styleHints().colorScheme()
        is_high = system_wants_contrast() if self._is_high_contrast is None else self._is_high_contrast
        if scheme == Qt.ColorScheme.Dark:
            self.colors = DARK_CONTRAST if is_high else DARK
        else:
            self.colors = LIGHT_CONTRAST if is_high else LIGHT
        self._app.setPalette(palette_of(self.colors))
        for name in EDGED:
            self._app.setPalette(edged(self.colors), name)  # type: ignore[arg-type]  # the stubs say bytes, it takes str
        self.changed.emit(self.colors)


def system_wants_contrast() -> bool:
    """False where Qt cannot tell (before 6.10)."""
    hints = QGuiApplication.styleHints()
    if not hasattr(hints, "accessibility"):
        return False
    return bool(hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast)


SCROLL_BAR_WIDTH = 12


def style_scroll_bar(area: QAbstractScrollArea, colors: Colors) -> None:
    """A slim bar without arrows. The sheet is the bar's own, so that nothing else in `area` pays for it."""
    area.verticalScrollBar().setStyleSheet(
        f"QScrollBar:vertical {{ background: transparent; border: none; width: {SCROLL_BAR_WIDTH}px; margin: 0; }}"
        f"QScrollBar::handle:vertical {{ background: {colors.border}; border-radius: 3px; min-height: 36px;"
        " margin: 2px 3px; }"
        f"QScrollBar::handle:vertical:hover, QScrollBar::handle:vertical:pressed {{ background: {colors.faint}; }}"
        "QScrollBar::handle:vertical:disabled { background: transparent; }"
        "QScrollBar::add-line, QScrollBar::sub-line { height: 0; }"
        "QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }"
    )


def style_bar_across(area: QAbstractScrollArea, colors: Colors) -> None:
    """As `style_scroll_bar`, for an area that scrolls to the side as well."""
    area.horizontalScrollBar().setStyleSheet(
        "QScrollBar:horizontal { background: transparent; border: none; height: 10px; margin: 0 8px; }"
        f"QScrollBar::handle:horizontal {{ background: {colors.border}; border-radius: 3px; min-width: 36px;"
        " margin: 2px; }"
        f"QScrollBar::handle:horizontal:hover {{ background: {colors.faint}; }}"
        "QScrollBar::add-line, QScrollBar::sub-line { width: 0; }"
        "QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }"
    )


def set_background(widget: QWidget, color: str) -> None:
    """Fill a plain widget with one colour, without a style sheet."""
    palette = widget.palette()
    palette.setColor(QPalette.ColorRole.Window, QColor(color))
    widget.setPalette(palette)
    widget.setAutoFillBackground(True)
