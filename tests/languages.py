"""What makes the window's languages, for tests: `packaging/` is no package of the environment."""

from __future__ import annotations

import sys
from pathlib import Path

_FOLDER = str(Path(__file__).parents[1] / "packaging")
if _FOLDER not in sys.path:
    sys.path.append(_FOLDER)

from pseudo_locale import CLOSE, OPEN, write_pseudo_locale  # noqa: E402
from sentences import NATIVE, native_texts  # noqa: E402
from translations import catalogue as ts_of  # noqa: E402
from translations import compile_one  # noqa: E402

__all__ = ["CLOSE", "NATIVE", "OPEN", "compile_one", "native_texts", "ts_of", "write_pseudo_locale"]
