"""Starts at the same moment, on a folder that is new or that the first version of the program left behind."""

from __future__ import annotations

import shutil
from pathlib import Path

from inglenook_desktop.store import FILE_NAME
from inglenook_desktop.store.db import APPLICATION_ID
from inglenook_desktop.store.migrations import migrations
from sqlite_utils import Database, Migrations

from .kills import server
from .outcome import Outcome
from .script import open_again, unsound

GROUPS = (2, 5)
OLD_TITLE = "An old one"


def starts(folder: Path, *, n_races: int) -> Outcome:
    """By turns two and five processes, and a new and an old folder. Each opens, adds a conversation and closes."""
    outcome = Outcome("starts at the same moment")
    old = folder / "old"
    make_old(old)
    with server(folder) as writers:
        for n_race in range(n_races):
            n_starts, is_old = GROUPS[n_race % len(GROUPS)], n_race // len(GROUPS) % 2 == 1
            where = f"race {n_race}, {n_starts} starts on {'an old' if is_old else 'a new'} folder"
            data_dir, gate = folder / "raced", folder / "gate"
            if is_old:
                shutil.copytree(old, data_dir)
            started = [writers.start("open_and_add", data_dir, seed=seed, gate=str(gate)) for seed in range(n_starts)]
            for writer in started:
                writer.read()  # it has come to the gate
            gate.touch()
            for writer in started:
                for report in writer.rest():
                    if "error" in report:
                        outcome.fail(where, report["error"])
            outcome.judge(where, _wrong_with(data_dir, n_starts, is_old=is_old))
            outcome.count("starts", n_starts)
            shutil.rmtree(data_dir)
            gate.unlink()
    return outcome


def make_old(folder: Path) -> None:
    """A data folder with the first schema and one conversation in it."""
    folder.mkdir(mode=0o700)
    first_version = Migrations("inglenook")
    first = migrations._migrations[0]
    first_version(name=first.name)(first.fn)
    database = Database(folder / FILE_NAME, execute_plugins=False)
    first_version.apply(database)
    database.execute(
        "INSERT INTO conversations (title, created_at, updated_at) VALUES (?, ?, ?)",
        (OLD_TITLE, "2026-01-31T12:00:00.000Z", "2026-01-31T12:00:00.000Z"),
    )
    database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    database.close()


def _wrong_with(data_dir: Path, n_starts: int, *, is_old: bool) -> str:
    expected = {f"from {seed}" for seed in range(n_starts)} | ({OLD_TITLE} if is_old else set())
    with open_again(data_dir) as store:
        titles = [conversation.title for conversation in store.conversations()]
        wrong = unsound(store)
        with store._db.read() as sql:
            steps = [name for (name,) in sql.execute("SELECT name FROM _sqlite_migrations ORDER BY name").fetchall()]
    if steps != sorted(migration.name for migration in migrations._migrations):
        wrong.append(f"steps {steps}")
    if missing := expected - set(titles):
        return f"lost: {', '.join(sorted(missing))}"
    if len(titles) != len(expected):
        wrong.append(f"conversations {titles}")
    return "; ".join(wrong)
