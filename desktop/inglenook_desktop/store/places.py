"""Where the store keeps what in the data folder. Only names and listings; makes and removes nothing."""

from __future__ import annotations

from pathlib import Path

FILE_NAME = "inglenook.sqlite3"
"""The database; SQLite lays -wal and -shm files beside it."""

SUFFIX = ".sqlite3"

_UNFINISHED = "unfinished-"

LOG_SUFFIXES = ("-wal", "-shm", "-journal")


def snapshots_folder(data_dir: Path) -> Path:
    return data_dir / "snapshots"


def snapshots(data_dir: Path) -> list[Path]:
    """Oldest first: their names begin with the moment. Unfinished ones have another suffix and are not among them."""
    return sorted(_listed(snapshots_folder(data_dir), f"*{SUFFIX}"))


def unfinished_snapshot(data_dir: Path, unique: str) -> Path:
    return snapshots_folder(data_dir) / f"{_UNFINISHED}{unique}"


def unfinished_snapshots(data_dir: Path) -> list[Path]:
    """Also SQLite's files beside them."""
    return _listed(snapshots_folder(data_dir), f"{_UNFINISHED}*")


def rescue(data_dir: Path) -> Path:
    """The database that is put together from a damaged one, until it takes its place. None is there at other times."""
    return data_dir / f"{FILE_NAME}.rescue"


def unfinished(data_dir: Path) -> list[Path]:
    """Copies that processes were making, or left behind when they ended."""
    return [*unfinished_snapshots(data_dir), *(part for part in beside(rescue(data_dir)) if part.exists())]


def kept_folder(data_dir: Path) -> Path:
    """Files that were the database once: one folder for each, named after the moment and why."""
    return data_dir / "kept-aside"


def kept_damaged(data_dir: Path) -> list[Path]:
    """Folders with a damaged database, as it was met, oldest first."""
    return sorted(_listed(kept_folder(data_dir), "*-damaged"))


def put_together_mark(folder: Path) -> Path:
    """An empty file beside a damaged database that needs no more work: what could be read of it is in its successor."""
    return folder / "put-together"


def kept_whole(data_dir: Path) -> list[Path]:
    """Databases that made room for a snapshot that a person wanted back, oldest first."""
    return sorted(_listed(kept_folder(data_dir), f"*-replaced/{FILE_NAME}"))


def kv_folder(data_dir: Path, conversation_id: int) -> Path:
    """What an engine saves of a conversation's KV cache. It need not exist."""
    return data_dir / "kv" / str(conversation_id)


def damage_mark(data_dir: Path) -> Path:
    """An empty file: damage was met while the program ran, and the next start is to look at everything."""
    return data_dir / "damage-met"


def refused_mark(path: Path) -> Path:
    """An empty file beside a database: the disk refused a part of its log, and whoever writes next writes all of that
    once more first. It may go with the power, for then the log ends before that part."""
    return path.with_name(f"{path.name}-refused")


def beside(path: Path) -> list[Path]:
    """A database and the files that SQLite lays beside it, whether they are there or not."""
    return [path, *(path.with_name(path.name + suffix) for suffix in LOG_SUFFIXES)]


def _listed(folder: Path, pattern: str) -> list[Path]:
    try:
        return list(folder.glob(pattern))
    except OSError:
        return []
