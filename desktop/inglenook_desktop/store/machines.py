"""Which machine made a run. A machine is a number drawn by chance, once for each data folder; nothing of the machine is
in it. In the table of runs this one is NULL, so that a folder that is copied needs no change."""

from __future__ import annotations

from . import shelf_rows
from .db import Connection

OF_RUN = "coalesce(runs.machine, (SELECT value FROM remembered WHERE name = 'machine'), '')"
"""SQL of the number as an archive says it; '' where nobody knows."""

_MOST_CHARS = 64


def own(sql: Connection) -> str:
    """ "" only where damage took it."""
    return shelf_rows.remembered(sql, "machine")


def as_column(said: str | None, own_number: str) -> str | None:
    """What an archive says of a run, as the table has it: None for this machine. said: None in archives that were made
    before machines were told apart."""
    return None if said and said == own_number else (said or "")[:_MOST_CHARS]
