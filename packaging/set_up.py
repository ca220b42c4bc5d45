#!/usr/bin/env python3
"""Sets Inglenook up in `.venv/`: `python3 packaging/set_up.py`, or `make setup`.

Runs on the system's Python with nothing installed, so it and `inglenook_set_up/` use the standard library alone.
This file is also read by Pythons that are too old for the rest: it only finds one that is not.
"""

import os
import shutil
import sys

OLDEST = (3, 11)


def main() -> None:
    if sys.version_info[:2] < OLDEST:
        for minor in range(30, OLDEST[1] - 1, -1):
            newer = shutil.which(f"python3.{minor}")
            if newer:
                os.execv(newer, [newer, *sys.argv])
        sys.exit(
            f"Inglenook needs Python {OLDEST[0]}.{OLDEST[1]} or newer, and {sys.executable} is Python "
            f"{sys.version.split()[0]}. Install a newer one, or name it: make setup PYTHON=/path/to/python3"
        )
    from inglenook_set_up.main import main as set_up

    sys.exit(set_up(sys.argv[1:]))


if __name__ == "__main__":
    main()
