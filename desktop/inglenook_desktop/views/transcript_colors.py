"""The few colours of the transcript, derived from the palette so that any light or dark theme suits it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QPalette


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptColors:
    """Roles, not places. `quiet` is for figures and labels, `rule` for lines of tables and panels."""

    is_dark: bool
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
        background = palette.color(QPalette.ColorRole.Base)
        text = palette.color(QPalette.ColorRole.Text)
        accent = palette.color(QPalette.ColorRole.Highlight)
        is_dark = background.lightnessF() < 0.5
        error = readable(QColor("#ff8a80") if is_dark else QColor("#b3261e"), background)
        return cls(
            is_dark=is_dark,
            background=background,
            text=text,
            quiet=readable(mix(background, text, 0.58), background),
            rule=mix(background, text, 0.16),
            person_panel=mix(background, accent, 0.17 if is_dark else 0.09),
            code_panel=mix(background, text, 0.06 if is_dark else 0.035),
            code_header=mix(background, text, 0.10 if is_dark else 0.065),
            inline_code=mix(background, text, 0.13 if is_dark else 0.075),
            hover=mix(background, text, 0.12),
            scroll_handle=mix(background, text, 0.28),
            link=readable(palette.color(QPalette.ColorRole.Link), background),
            accent=accent,
            error=error,
            error_panel=mix(background, error, 0.13 if is_dark else 0.08),
            notice_panel=mix(background, text, 0.07 if is_dark else 0.045),
        )


def mix(base: QColor, other: QColor, share: float) -> QColor:
    """`base` with `share` (0 to 1) of `other`."""
    return QColor.fromRgbF(
        base.redF() + (other.redF() - base.redF()) * share,
        base.greenF() + (other.greenF() - base.greenF()) * share,
        base.blueF() + (other.blueF() - base.blueF()) * share,
    )


def contrast(one: QColor, other: QColor) -> float:
    """The WCAG contrast ratio, 1 to 21."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def readable(color: QColor, background: QColor) -> QColor:
    """`color`, moved towards black or white until it has a contrast of 4.5 on `background`."""
    goal = QColor("white") if _luminance(background) < 0.18 else QColor("black")
    for step in range(21):
        candidate = mix(color, goal, step / 20)
        if contrast(candidate, background) >= 4.5:
            return candidate
    return goal


def _luminance(color: QColor) -> float:
    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF())
