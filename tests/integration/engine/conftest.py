"""The second clock is a benchmark too, and those are no package of the environment: their folder goes on the path."""

from __future__ import annotations

import sys
from pathlib import Path

BENCH = str(Path(__file__).parents[3] / "bench")
if BENCH not in sys.path:
    sys.path.append(BENCH)
