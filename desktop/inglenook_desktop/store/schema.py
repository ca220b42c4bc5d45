"""Is the schema the one that the migrations make? A bit that flips in its text makes other names, and SQLite's checks
take them for what was meant.

Every table is looked at by preparing what is done with it, triggers and views included. Nothing is compared as text, so
that no other version of SQLite, which may write the same differently, is taken for damage. A schema whose text is
letter for letter one that this process found good is not looked at again: the statements depend on the text alone.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlite_utils import Database, Migrations

from .migrations import migrations
from .schema_shape import COLUMNS, FULL_TEXT

if TYPE_CHECKING:
    import sqlite3

    from .db import Connection
else:
    from sqlite_utils.utils import sqlite3


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """columns: of each table. full_text: the names of the indexes over text."""

    columns: dict[str, tuple[str, ...]]
    full_text: tuple[str, ...]


LATEST = Shape(columns=COLUMNS, full_text=FULL_TEXT)

_ERROR = 1
"""SQLite's code for a statement that does not fit the tables."""

_good: set[tuple[int, tuple[tuple[str, str, str, str | None], ...]]] = set()
"""Of the few versions that a process opens: the number of steps, and the text."""


def problems(sql: Connection) -> list[str]:
    """In SQLite's words; [] when nothing was seen, also for a file that no migration was applied to. Raises
    sqlite3.Error for damage that SQLite notices by itself."""
    try:
        done = {name for (name,) in sql.execute("SELECT name FROM _sqlite_migrations").fetchall()}
    except sqlite3.OperationalError as error:
        return _unless_other(error)
    n_steps = sum(name in done for name in known_steps())
    try:
        text = n_steps, tuple(sql.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema").fetchall())
        for statement in _questions(n_steps) if text in _good else (*_questions(n_steps), *_uses(n_steps)):
            sql.execute(statement, [None] * statement.count("?")).close()  # its first step tells; a plan is long
    except sqlite3.OperationalError as error:
        return _unless_other(error)
    _good.add(text)
    return []


def has_gap(done: set[str]) -> bool:
    """Whether these are no beginning of the steps, in their order: no version leaves one out, and a later version has
    all of this one's."""
    known = known_steps()
    n_known = sum(name in done for name in known)
    return not done.issuperset(known[:n_known]) or (n_known < len(known) and not done.issubset(known))


@functools.cache
def known_steps() -> tuple[str, ...]:
    """The names of all steps that this version knows, in their order."""
    return tuple(migration.name for migration in migrations._migrations)


@functools.cache
def _shape(n_steps: int) -> Shape:
    return LATEST if n_steps == len(known_steps()) else shape_after(n_steps)


@functools.cache
def _questions(n_steps: int) -> tuple[str, ...]:
    """A full-text index finds out what it is made with, in a table of its own, when it is first asked; no text has this
    word."""
    names = _shape(n_steps).full_text
    return tuple(f"SELECT rowid FROM {name} WHERE {name} MATCH '\"qzxvqzxvqzxv\"'" for name in names)


@functools.cache
def _uses(n_steps: int) -> tuple[str, ...]:
    """Statements that fit what so many steps make. None of them changes or reads a row."""
    uses: list[str] = []
    for table, columns in _shape(n_steps).columns.items():
        names = ", ".join(columns)
        uses += [
            f"EXPLAIN SELECT {names} FROM {table}",
            f"EXPLAIN INSERT INTO {table} ({names}) VALUES (?{', ?' * (len(columns) - 1)})",
            f"EXPLAIN UPDATE {table} SET {', '.join(f'{name} = ?' for name in columns)}",
            f"EXPLAIN DELETE FROM {table}",
        ]
    return tuple(uses)


def shape_after(n_steps: int) -> Shape:
    """By taking the steps, in memory."""
    some = Migrations("inglenook")
    for migration in migrations._migrations[:n_steps]:
        some(name=migration.name)(migration.fn)
    empty = Database(memory=True, execute_plugins=False)
    try:
        some.apply(empty)
        kinds = empty.execute("SELECT name, type FROM pragma_table_list WHERE schema = 'main' ORDER BY name").fetchall()
        indexes = empty.execute("SELECT name FROM sqlite_schema WHERE sql LIKE '%USING fts5(%' ORDER BY name")
        columns = {
            table: tuple(name for (name,) in empty.execute("SELECT name FROM pragma_table_info(?)", (table,)))
            for table, kind in kinds
            if kind == "table" and not table.startswith(("sqlite_", "_sqlite_"))
        }
        return Shape(columns=columns, full_text=tuple(name for (name,) in indexes.fetchall()))
    finally:
        empty.close()


def _unless_other(error: sqlite3.OperationalError) -> list[str]:
    """Raises it when it is about anything but the schema, for instance a lock."""
    if getattr(error, "sqlite_errorcode", _ERROR) & 0xFF != _ERROR:
        raise error
    return [f"the schema is damaged: {error}"]
