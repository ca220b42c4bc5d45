"""A repository of its own for set-up to work in."""

from __future__ import annotations

import io
from pathlib import Path

from inglenook_set_up.commands import Commands
from inglenook_set_up.console import Console
from inglenook_set_up.environment import Environment


class Site:
    """Empty but for the folder for logs; `printed` is everything that set-up would have printed."""

    def __init__(self, root: Path, environ: dict[str, str]) -> None:
        self.root = root
        self.environ = environ
        self.log_folder = root / "build" / "set-up"
        self.log_folder.mkdir(parents=True)
        self._out = io.StringIO()
        self.console = Console(self._out, is_terminal=False)
        self.commands = Commands(self.console, environ=environ, log_folder=self.log_folder, cwd=root)
        self.environment = Environment(root, self.commands, self.console)

    @property
    def printed(self) -> str:
        return self._out.getvalue()
