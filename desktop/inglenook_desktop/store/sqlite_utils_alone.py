"""Imports sqlite-utils without numpy and pandas, which it takes along where they are installed, to know the types of
their numbers. We store none, and numpy is a tenth of a second of every start. Imported before anything else here.
"""

import sys

_NOT_WANTED = ("numpy", "pandas")

if "sqlite_utils" not in sys.modules:
    _hidden = [name for name in _NOT_WANTED if name not in sys.modules]
    for _name in _hidden:
        sys.modules[_name] = None  # type: ignore[assignment]  # Python's own way to say that there is none
    try:
        import sqlite_utils  # noqa: F401
    finally:
        for _name in _hidden:
            del sys.modules[_name]
