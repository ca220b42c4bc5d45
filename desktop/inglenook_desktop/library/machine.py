"""Where programs of this machine keep their data, by the rules of each platform. Looks at nothing."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """platform: as in sys.platform."""

    home: Path
    environ: Mapping[str, str]
    platform: str
    system_root: Path = Path(os.sep)

    @property
    def user_data(self) -> Path:
        """Where a program keeps what belongs to it alone and roams with the person."""
        if self.platform == "win32":
            return self.folder("APPDATA") or self.home / "AppData" / "Roaming"
        if self.platform == "darwin":
            return self.home / "Library" / "Application Support"
        return self.folder("XDG_DATA_HOME") or self.home / ".local" / "share"

    @property
    def local_data(self) -> Path:
        """As user_data, but for what stays on this machine."""
        if self.platform == "win32":
            return self.folder("LOCALAPPDATA") or self.home / "AppData" / "Local"
        return self.user_data

    @property
    def config(self) -> Path:
        if self.platform == "win32":
            return self.user_data
        return self.folder("XDG_CONFIG_HOME") or self.home / ".config"

    def folder(self, variable: str) -> Path | None:
        """What an environment variable names; None where it is not set, or names no absolute folder."""
        text = self.environ.get(variable, "").strip()
        if not text or "\0" in text:
            return None
        path = self.home / text[2:] if text.startswith("~/") else Path(text)
        return path if path.is_absolute() else None


def this_machine(environ: Mapping[str, str] | None = None) -> Machine:
    """environ: os.environ unless given."""
    try:
        home = Path.home()
    except RuntimeError:  # a user without a home
        home = Path(os.devnull)
    return Machine(home=home, environ=os.environ if environ is None else environ, platform=sys.platform)
