"""apsw in the clothes of Python's sqlite3 module, as far as the store and sqlite-utils go.

The store's own driver carries a SQLite of its own, which does not see a VFS that apsw registers. So a process that is
to be recorded calls `install` before it imports the store: the whole store then runs on apsw, with its own pragmas and
statements. Only for such processes: two SQLite libraries in one process lose each other's locks.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from types import ModuleType
from typing import Any, Self

import apsw


class Error(Exception):
    """sqlite_errorcode: SQLite's extended result code."""

    sqlite_errorcode: int
    sqlite_errorname: str


class DatabaseError(Error):
    pass


class OperationalError(DatabaseError):
    pass


class IntegrityError(DatabaseError):
    pass


class NotSupportedError(DatabaseError):
    pass


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except apsw.Error as error:
        code = getattr(error, "extendedresult", 1)
        kind = {11: DatabaseError, 19: IntegrityError, 26: DatabaseError}.get(code & 0xFF, OperationalError)
        ours = kind(str(error))
        ours.sqlite_errorcode = code
        ours.sqlite_errorname = apsw.mapping_result_codes.get(code & 0xFF, str(code))  # type: ignore[assignment]  # both ways in one dict
        raise ours from error


class Cursor:
    """rowcount and lastrowid: of the statement that was executed last, as SQLite counts them.

    Reads one row ahead as Python's own does: with its last row taken, a statement is over and holds no lock.
    """

    def __init__(self, base: apsw.Connection) -> None:
        self._base = base
        self._cursor = base.cursor()
        self.rowcount = -1
        self.lastrowid: int | None = None
        self._ahead: tuple[Any, ...] | None = None
        self.description: tuple[tuple[str, ...], ...] | None = None
        self._cursor.exec_trace = self._describe  # later, apsw does not tell the columns of a question without rows

    def execute(self, sql: str, parameters: Any = ()) -> Self:
        with _translated():
            self._cursor.execute(sql, parameters)
            self._note()
        return self

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]]) -> Self:
        with _translated():
            self._cursor.executemany(sql, rows)
            self._note()
        return self

    def fetchone(self) -> tuple[Any, ...] | None:
        with _translated():
            row, self._ahead = self._ahead, next(self._cursor, None)
            return row

    def fetchall(self) -> list[tuple[Any, ...]]:
        return list(self)

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        while (row := self.fetchone()) is not None:
            yield row

    def close(self) -> None:
        self._cursor.close()

    def _note(self) -> None:
        self._ahead = next(self._cursor, None)
        self.rowcount = self._base.changes()
        self.lastrowid = self._base.last_insert_rowid()

    def _describe(self, cursor: apsw.Cursor, _sql: str, _parameters: Any) -> bool:
        self.description = tuple((column[0],) for column in cursor.get_description()) or None
        return True


class Connection:
    isolation_level = None
    text_factory: Any = str  # not obeyed: nothing here writes text that is not UTF-8

    def __init__(self, base: apsw.Connection) -> None:
        self._base = base

    @property
    def in_transaction(self) -> bool:
        return self._base.in_transaction

    def cursor(self) -> Cursor:
        return Cursor(self._base)

    def execute(self, sql: str, parameters: Any = ()) -> Cursor:
        return self.cursor().execute(sql, parameters)

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]]) -> Cursor:
        return self.cursor().executemany(sql, rows)

    def executescript(self, sql: str) -> Cursor:
        return self.cursor().execute(sql)

    def create_function(self, name: str, n_arguments: int, function: Any, *, deterministic: bool = False) -> None:
        self._base.create_scalar_function(name, function, n_arguments, deterministic=deterministic)

    def set_progress_handler(self, is_over: Any, n_steps: int) -> None:
        self._base.set_progress_handler(is_over, n_steps)

    def commit(self) -> None:
        if self.in_transaction:
            self.execute("COMMIT")

    def close(self) -> None:
        with _translated():
            self._base.close()


def connect(
    path: str | os.PathLike[str],
    *,
    timeout: float = 5.0,
    isolation_level: None = None,
    uri: bool = False,
    check_same_thread: bool = True,
) -> Connection:
    """check_same_thread: apsw lets every thread in."""
    flags = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE | (apsw.SQLITE_OPEN_URI if uri else 0)
    with _translated():
        base = apsw.Connection(os.fspath(path), flags=flags)
        base.set_busy_timeout(round(timeout * 1000))
    return Connection(base)


def install() -> None:
    """From now on sqlite-utils, and with it the store, finds this driver where it looks for its own."""
    if "sqlite_utils" in sys.modules:
        raise RuntimeError("sqlite_utils has been imported already, with another SQLite")
    driver, dbapi2 = ModuleType("pysqlite3"), ModuleType("pysqlite3.dbapi2")
    for module in (driver, dbapi2):
        for exported in (
            Connection,
            Cursor,
            DatabaseError,
            Error,
            IntegrityError,
            NotSupportedError,
            OperationalError,
            connect,
        ):
            setattr(module, exported.__name__, exported)
        module.sqlite_version = apsw.sqlite_lib_version()  # type: ignore[attr-defined]  # a module made by hand
        module.sqlite_version_info = tuple(map(int, apsw.sqlite_lib_version().split(".")))  # type: ignore[attr-defined]
        module.complete_statement = apsw.complete  # type: ignore[attr-defined]
    driver.dbapi2 = dbapi2  # type: ignore[attr-defined]
    sys.modules.update({"pysqlite3": driver, "pysqlite3.dbapi2": dbapi2})
