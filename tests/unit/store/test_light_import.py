"""What the store does not import, because every start of the program would pay for it."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import sys
import inglenook_desktop.store
assert "sqlite_utils" in sys.modules
for name in ("numpy", "dateutil", "tomlkit", "tomllib"):
    assert name not in sys.modules, "a start pays for it"
from sqlite_utils import recipes
assert recipes.parsedate("1 May 2026") == "2026-05-01", "whoever wants them later has them"
import numpy
assert numpy.int64(3) + 4 == 7, "whoever wants it later has it"
"""


def test_the_store_does_not_import_numpy_and_the_like_and_leaves_them_to_others() -> None:
    done = subprocess.run([sys.executable, "-I", "-c", PROGRAM], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
