"""The few colours of the transcript, derived from the palette so that any light or dark theme suits it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtGui import QColor, QPalette

USUAL, HIGH = 4.5, 7.0
"""Contrasts of what is read, by WCAG 2: AA, and AAA for a person who wants high contrast."""
OF_HIGH_CONTRAST = 18.0
"""A palette whose text has more on its ground, and whose edges can be read as well, is one of high contrast."""

_ROLES = (
    QPalette.ColorRole.Base,
    QPalette.ColorRole.Text,
    QPalette.ColorRole.Highlight,
    QPalette.ColorRole.Mid,
    QPalette.ColorRole.Link,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptColors:
    """Roles, not places. `quiet` is for figures and labels, `rule` for lines of tables and panels. least_contrast: of
    what is read on a panel."""

    is_dark: bool
    least_contrast: float
    background: QColor
    text: QColor
    quiet: QColor
    rule: QColor
    person_panel: QColor
    code_panel: QColor
    code_header: QColor
    inline_code: QColor
    hover: QColor
    scroll_handle: QColor
    link: QColor
    accent: QColor
    error: QColor
    error_panel: QColor
    notice_panel: QColor

    @classmethod
    def from_palette(cls, palette: QPalette) -> TranscriptColors:
        roles = QPalette.ColorRole
        return cls._of(
            *(palette.color(role).rgba() for role in (roles.Base, roles.Text, roles.Highlight, roles.Mid, roles.Link))
        )

    @classmethod
    @lru_cache(maxsize=16)
    def _of(cls, *palette: int) -> TranscriptColors:
        """Reckoned once: every view of a window asks for them. palette: of `_ROLES`."""
        background, text, accent, edge, link = map(QColor.fromRgba, palette)
        is_dark = background.lightnessF() < 0.5
        is_high = contrast(text, background) >= OF_HIGH_CONTRAST and contrast(edge, background) >= USUAL
        least = HIGH if is_high else USUAL
        inline = mix(background, text, 0.13 if is_dark else 0.075)
        error = readable(QColor("#ff8a80") if is_dark else QColor("#b3261e"), background, least)
        return cls(
            is_dark=is_dark,
            least_contrast=least,
            background=background,
            text=text,
            quiet=readable(mix(background, text, 0.58), inline if is_high else background, least),
            rule=mix(background, text, 0.6 if is_high else 0.16),
            person_panel=mix(background, accent, 0.17 if is_dark else 0.09),
            code_panel=mix(background, text, 0.06 if is_dark else 0.035),
            code_header=mix(background, text, 0.10 if is_dark else 0.065),
            inline_code=inline,
            hover=mix(background, text, 0.12),
            scroll_handle=mix(background, text, 0.6 if is_high else 0.28),
            link=readable(link, background, least),
            accent=accent,
            error=error,
            error_panel=background if is_high else mix(background, error, 0.13 if is_dark else 0.08),
            notice_panel=mix(background, text, 0.07 if is_dark else 0.045),
        )

    def of_code(self, light: str, dark: str) -> QColor:
        """A colour for a stretch of code, made readable on the panel of code."""
        return readable(QColor(dark if self.is_dark else light), self.code_panel, self.least_contrast)


def mix(base: QColor, other: QColor, share: float) -> QColor:
    """`base` with `share` (0 to 1) of `other`, as a screen shows it: a contrast just reached is one that is seen."""
    return QColor(
        *(
            round(one + (another - one) * share)
            for one, another in (
                (base.red(), other.red()),
                (base.green(), other.green()),
                (base.blue(), other.blue()),
            )
        )
    )


def contrast(one: QColor, other: QColor) -> float:
    """The WCAG contrast ratio, 1 to 21."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def readable(color: QColor, background: QColor, least: float = USUAL) -> QColor:
    """`color`, moved towards black or white until it has a contrast of `least` on `background`."""
    goal = QColor("white") if _luminance(background) < 0.18 else QColor("black")
    for step in range(21):
        candidate = mix(color, goal, step / 20)
        if contrast(candidate, background) >= least:
            return candidate
    return goal


def _luminance(color: QColor) -> float:
    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF())
