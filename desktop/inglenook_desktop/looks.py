"""The preferences of appearance, in force at once: colours, contrast, font and density."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication

from .preferences import Appearance, Preferences
from .preferences_keeping import PreferencesKeeping
from .theme import Theme
from .views.density import FACTORS, scale_layouts, use_density
from .views.fonts import use_font

_SCHEMES = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
_CONTRASTS = {"on": True, "off": False}


class Looks(QObject):
    """usual: the scheme where the person leaves it to the system."""

    def __init__(
        self,
        app: QApplication,
        theme: Theme,
        preferences: PreferencesKeeping,
        *,
        usual: Qt.ColorScheme = Qt.ColorScheme.Unknown,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._app, self._theme, self._usual = app, theme, usual
        self._appearance: Appearance | None = None
        self._follow(preferences.current)
        preferences.changed.connect(self._follow)
        app.focusWindowChanged.connect(self._on_window)

    def _follow(self, preferences: Preferences) -> None:
        wanted, before = preferences.appearance, self._appearance
        if wanted == before:
            return
        self._appearance = wanted
        font = self._app.font()
        use_font(self._app, family=wanted.font_family, points=wanted.font_size_pt)
        if font != self._app.font():
            self._theme.draw_anew()
        self._theme.set_looks(
            scheme=_SCHEMES.get(wanted.scheme, self._usual),
            is_high_contrast=_CONTRASTS.get(wanted.high_contrast),
            density=self._density,
        )
        use_density(self._app, self._density)

    @property
    def _density(self) -> float:
        return 1.0 if self._appearance is None else FACTORS[self._appearance.density]

    def _on_window(self, window: QWindow | None) -> None:
        """One that was opened just now has the density of its making."""
        if window is not None and self._density != 1.0:
            for widget in self._app.topLevelWidgets():
                if widget.windowHandle() is window:
                    scale_layouts(widget, self._density)
