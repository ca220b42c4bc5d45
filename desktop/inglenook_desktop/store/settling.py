"""What became of a database that was taken from under the program: its snapshot against the file in its place now.

A log that was deleted, or an older copy that a sync program put back, leaves a file that opens without complaint and
lacks what was written last. Only reads.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from . import snapshots
from .snapshots import Snapshot

_OTHER = (
    "(ours.conversation_id, ours.role, ours.created_at) IS NOT (theirs.conversation_id, theirs.role, theirs.created_at)"
)

_LACKED = f"""
    SELECT count(*), count(DISTINCT theirs.conversation_id)
    FROM taken.messages AS theirs LEFT JOIN main.messages AS ours ON ours.id = theirs.id
    WHERE ours.id IS NULL OR {_OTHER} OR octet_length(ours.content) < octet_length(theirs.content)
"""
_HAS_MESSAGES_OF_ITS_OWN = f"""
    SELECT 1 FROM main.messages AS ours LEFT JOIN taken.messages AS theirs ON theirs.id = ours.id
    WHERE theirs.id IS NULL OR {_OTHER} OR octet_length(ours.content) > octet_length(theirs.content) LIMIT 1
"""
_HAS_CONVERSATIONS_OF_ITS_OWN = """
    SELECT 1 FROM main.conversations AS ours LEFT JOIN taken.conversations AS theirs ON theirs.id = ours.id
    WHERE theirs.id IS NULL OR ours.created_at <> theirs.created_at OR ours.updated_at > theirs.updated_at LIMIT 1
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """n_lacked: messages of the snapshot that the file lacks, or has a shorter version of. is_older: the file has
    nothing that the snapshot lacks."""

    n_lacked: int
    n_lacked_conversations: int
    is_older: bool


def compare(path: Path, snapshot: Snapshot) -> Difference:
    """Goes through both once. Raises sqlite3.Error."""
    with snapshots.reading(path) as sql:
        sql.execute("ATTACH ? AS taken", (f"{snapshot.path.absolute().as_uri()}?mode=ro",))
        n_lacked, n_conversations = sql.execute(_LACKED).fetchone()
        questions = (_HAS_MESSAGES_OF_ITS_OWN, _HAS_CONVERSATIONS_OF_ITS_OWN)
        is_older = not any(sql.execute(question).fetchone() for question in questions)
    return Difference(n_lacked=n_lacked, n_lacked_conversations=n_conversations, is_older=is_older)
