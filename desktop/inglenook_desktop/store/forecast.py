"""What opening a data folder will have to do that takes time, told before it is done. Only looks; changes nothing.

A small file is opened at once whatever it needs, so it is never told of.
"""

from __future__ import annotations

import logging
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from sqlite_utils import Database

from . import checkup, places
from .migrations import migrations

if TYPE_CHECKING:
    import sqlite3
else:
    from sqlite_utils.utils import sqlite3

log = logging.getLogger("store")


class Work(StrEnum):
    """NOTHING: it opens at once. UPDATE: the tables are brought up to this version. CHECK: damage was met before, so
    that everything is looked at. REPAIR: the file cannot be read."""

    NOTHING = "nothing"
    UPDATE = "update"
    CHECK = "check"
    REPAIR = "repair"


def forecast(data_dir: Path) -> Work:
    """Never raises: what goes wrong here goes wrong again in `open_store`, which has the sentence for it."""
    path = data_dir / places.FILE_NAME
    try:
        if path.stat().st_size <= checkup.WHOLE_CHECK_BYTES:
            return Work.NOTHING
        if places.damage_mark(data_dir).exists():
            return Work.CHECK
        sql = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=0)
    except (OSError, sqlite3.Error) as error:
        log.info("looking at %s before opening it: %s", path, error)
        return Work.NOTHING
    try:
        return Work.UPDATE if migrations.pending(Database(sql, execute_plugins=False)) else Work.NOTHING
    except sqlite3.OperationalError as error:  # locked, or no memory: nothing is known
        log.info("looking at %s before opening it: %s", path, error)
        return Work.NOTHING
    except sqlite3.DatabaseError as error:
        log.info("looking at %s before opening it: %s", path, error)
        return Work.REPAIR
    finally:
        sql.close()
