"""Whether there is a place to show a window, as far as that can be known without Qt."""

from __future__ import annotations

from collections.abc import Mapping


def has_display(platform: str, environ: Mapping[str, str]) -> bool:
    """platform: as sys.platform. QT_QPA_PLATFORM counts: whoever sets it has chosen where Qt draws."""
    if platform in ("win32", "darwin"):
        return True
    return any(environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
