"""`inglenook` and `python -m inglenook_desktop`: hands over to the command line, which opens the window by default."""

from __future__ import annotations

import sys


def main() -> int:
    from .cli import main as run_command_line

    return run_command_line()


if __name__ == "__main__":
    sys.exit(main())
