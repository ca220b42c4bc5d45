"""A session whose every request to the disk is written down: a program that runs the store on a recording VFS.

    python tests/faults/recording.py DATA_DIR LOG --seed 1 --acts 60

The log has one JSON value a line (see `disk.Request`). "done" stands between the requests where the store had
acknowledged an act; with --later, as a window uses it, where the disk had it, which is waited for after half of them.
"""

from __future__ import annotations

import argparse
import base64
import errno
import itertools
import json
import os
import random
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # the tests' own modules

import apsw
from faults import apsw_driver

apsw_driver.install()

from faults.script import PRAGMAS, Session  # noqa: E402  # the store comes after the driver that it is to run on
from inglenook_desktop.store import StoreError, StoreProblem, log_folding  # noqa: E402

BASE = "unix"
LARGE_LOG_BYTES = 200_000
PATIENCE = 20
_NEW_LOGS = apsw.SQLITE_OPEN_MAIN_JOURNAL | apsw.SQLITE_OPEN_WAL | apsw.SQLITE_OPEN_SUPER_JOURNAL


class Log:
    """What was asked of the files below a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = itertools.count()
        self.requests: list[dict[str, Any]] = []
        self.n_refused: Counter[str] = Counter()  # syncs, by the file

    def name_of(self, path: str | None) -> str | None:
        """Relative to the folder; None for a file that is elsewhere or has no name."""
        if path is None or not Path(path).is_relative_to(self._folder):
            return None
        return str(Path(path).relative_to(self._folder))

    def begin_sync(self, name: str) -> int:
        """Its number, which its end has as well: others may write meanwhile, and sync."""
        number = next(self._numbers)
        self.add("begin sync", name, number=number)
        return number

    def add(self, what: str, name: str | None = None, **values: Any) -> None:
        self.requests.append({"what": what, **({} if name is None else {"name": name}), **values})


class RecordingFile(apsw.VFSFile):
    def __init__(self, log: Log, name: apsw.URIFilename | str | None, flags: list[int]) -> None:
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        self._log = log
        self._name = log.name_of(path)
        self._n_told = log.n_refused[self._name or ""]
        is_new = path is not None and not Path(path).exists()
        self._syncs_folder = is_new and bool(flags[0] & _NEW_LOGS)  # as SQLite's own VFS does, once
        super().__init__(BASE, name, flags)
        if self._name is not None:
            log.add("open", self._name)

    def xWrite(self, data: bytes, offset: int) -> None:
        if self._name is not None:
            self._log.add("write", self._name, offset=offset, data=base64.b64encode(data).decode())
        super().xWrite(data, offset)

    def xTruncate(self, newsize: int) -> None:
        if self._name is not None:
            self._log.add("truncate", self._name, size=newsize)
        super().xTruncate(newsize)

    def xSync(self, flags: int) -> None:
        """Of what the system could not write each descriptor hears once."""
        number = None if self._name is None else self._log.begin_sync(self._name)
        super().xSync(flags)
        if number is not None:
            self._log.add("end sync", number=number)
            if self._syncs_folder:
                self._log.add("sync folder")
                self._syncs_folder = False
        n_refused = self._log.n_refused[self._name or ""]
        if n_refused > self._n_told:
            self._n_told = n_refused
            error = apsw.IOError("the disk refused it")
            error.extendedresult = apsw.SQLITE_IOERR_FSYNC
            raise error


class RecordingVfs(apsw.VFS):
    def __init__(self, log: Log) -> None:
        self._log = log
        super().__init__("recording", BASE, makedefault=True)

    def xOpen(self, name: apsw.URIFilename | str | None, flags: list[int]) -> apsw.VFSFile:
        return RecordingFile(self._log, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:
        super().xDelete(filename, syncdir)
        if (name := self._log.name_of(filename)) is not None:
            self._log.add("delete", name)
            if syncdir:
                self._log.add("sync folder")


def watch_python(log: Log, *, refusals: random.Random | None) -> None:
    """What the store does to files without SQLite: names that it gives and takes, what it writes and syncs.

    refusals: each sixth sync of the log that the store asks for itself fails.
    """
    real_fsync, real_write = os.fsync, os.write

    def write(descriptor: int, data: bytes) -> int:
        if (name := log.name_of(str(Path(f"/proc/self/fd/{descriptor}").readlink()))) is not None:
            place = os.lseek(descriptor, 0, os.SEEK_CUR)
            log.add("write", name, offset=place, data=base64.b64encode(data).decode())
        return real_write(descriptor, data)

    def fsync(descriptor: int) -> None:
        """Perhaps on a thread beside: what is written meanwhile is not promised."""
        path = Path(f"/proc/self/fd/{descriptor}").readlink()
        name = log.name_of(str(path))
        number = None
        if name is not None and not path.is_dir():
            number = log.begin_sync(name)
            if refusals is not None and name.endswith("-wal") and refusals.random() < 1 / 6:
                log.n_refused[name] += 1
                log.add("refuse sync", number=number)
                raise OSError(errno.EIO, os.strerror(errno.EIO))
        real_fsync(descriptor)
        if number is not None:
            log.add("end sync", number=number)
        elif name is not None:
            log.add("sync folder")

    def seen(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "os.rename":
            names = [log.name_of(os.fspath(path)) for path in arguments[:2]]
            if None not in names:
                log.add("rename", names[0], to=names[1])
        elif event == "os.remove" and (name := log.name_of(os.fspath(arguments[0]))) is not None:
            log.add("delete", name)

    sys.addaudithook(seen)
    os.fsync, os.write = fsync, write  # type: ignore[assignment]  # the calls that have no audit event


def do(act: Callable[[], None], *, patience: int) -> None:
    """Again where the folding, which is beside, has the lock, or the disk refuses."""
    try:
        act()
    except StoreError as refusal:
        if not patience or refusal.problem not in (StoreProblem.LOCKED, StoreProblem.DISK_ERROR):
            raise
        do(act, patience=patience - 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data_dir", type=Path)
    parser.add_argument("log", type=Path)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--acts", type=int, required=True)
    parser.add_argument(
        "--pragma", action="append", default=[], help="set on the store's connection, e.g. to weaken it"
    )
    parser.add_argument("--later", action="store_true", help="the disk is asked on a thread beside")
    parser.add_argument("--refuses", action="store_true", help="now and then the disk refuses that")
    options = parser.parse_args()
    log = Log(options.data_dir)
    vfs = RecordingVfs(log)
    watch_python(log, refusals=random.Random(options.seed) if options.refuses else None)
    pragmas = options.pragma if options.later else [*PRAGMAS, *options.pragma]
    log_folding.AFTER_BYTES = LARGE_LOG_BYTES  # type: ignore[misc]  # so that it is folded in many times, too
    session = Session(options.data_dir, seed=options.seed, pragmas=pragmas, syncs_later=options.later)
    waits = random.Random(options.seed)
    log.add("opened")
    for n_act in range(1, options.acts + 1):
        act = session.next_act()
        log.add("begun", act=n_act)
        do(act, patience=PATIENCE if options.later else 0)
        if not options.later or (waits.random() < 0.5 and session.store.wait_for_disk()):
            log.add("done", act=n_act)
    session.close()
    log.add("done", act=options.acts)
    vfs.unregister()
    with options.log.open("w", encoding="utf-8") as file:
        file.write(json.dumps({"what": "sqlite", "version": apsw.sqlite_lib_version()}) + "\n")
        file.writelines(json.dumps(request) + "\n" for request in log.requests)


if __name__ == "__main__":
    main()
