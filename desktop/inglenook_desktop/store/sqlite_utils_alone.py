"""Imports sqlite-utils without numpy and pandas, which it takes along where they are installed, to know the types of
their numbers, and without its recipes for a command line, which take dateutil along. We store no such numbers and have
no such command line; numpy is a tenth of a second of every start, dateutil a fiftieth. Imported before anything else
here.
"""

import sys
import types

_NOT_WANTED = ("numpy", "pandas")
_RECIPES = "sqlite_utils.recipes"

if "sqlite_utils" not in sys.modules:
    _hidden = [name for name in _NOT_WANTED if name not in sys.modules]
    for _name in _hidden:
        sys.modules[_name] = None  # type: ignore[assignment]  # Python's own way to say that there is none
    sys.modules[_RECIPES] = types.ModuleType(_RECIPES)
    try:
        import sqlite_utils  # noqa: F401
    finally:
        for _name in (*_hidden, _RECIPES):
            del sys.modules[_name]
