"""Opening the conversations: what takes a while is said, and painted, before it begins."""

from __future__ import annotations

from pathlib import Path

import pytest
from inglenook_desktop import app
from inglenook_desktop.state import StorageOpen
from inglenook_desktop.store import FILE_NAME, Store, open_store
from inglenook_desktop.store.db import APPLICATION_ID, leave_damage_mark
from inglenook_desktop.store.forecast import Work, forecast
from inglenook_desktop.store.migrations import migrations
from PySide6.QtCore import QEvent, QObject
from pytestqt.qtbot import QtBot
from sqlite_utils import Database, Migrations
from windows import OpenWindow

LARGE_BYTES = 12 << 20


def enlarge(data_dir: Path) -> None:
    """As many conversations would."""
    with open_store(data_dir) as store:
        store.shelf.remember("ballast", "x" * LARGE_BYTES)
        store._db.empty_log()


def make_old(data_dir: Path) -> None:
    """A large file as an earlier version left it: the last step is still to come."""
    earlier = Migrations("inglenook")
    for migration in migrations._migrations[:-1]:
        earlier(name=migration.name)(migration.fn)
    data_dir.mkdir(mode=0o700, exist_ok=True)
    (data_dir / FILE_NAME).unlink(missing_ok=True)
    database = Database(data_dir / FILE_NAME, execute_plugins=False)
    earlier.apply(database)
    with database.conn:
        database.execute("INSERT INTO remembered (name, value) VALUES ('ballast', ?)", ("x" * LARGE_BYTES,))
    database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    database.close()


class Paints(QObject):
    """Counts how often a widget was painted."""

    def __init__(self) -> None:
        super().__init__()
        self.n_paints = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.n_paints += event.type() == QEvent.Type.Paint
        return False


def test_a_small_or_sound_file_is_opened_without_a_word(tmp_path: Path) -> None:
    assert forecast(tmp_path) is Work.NOTHING
    with open_store(tmp_path):
        assert forecast(tmp_path) is Work.NOTHING
    enlarge(tmp_path)
    assert forecast(tmp_path) is Work.NOTHING


def test_what_will_take_a_while_is_known_before(tmp_path: Path) -> None:
    make_old(tmp_path)
    assert forecast(tmp_path) is Work.UPDATE
    leave_damage_mark(tmp_path)
    assert forecast(tmp_path) is Work.CHECK


def test_a_large_file_that_is_no_database_is_known_before(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"nonsense" * (LARGE_BYTES // 8))
    assert forecast(tmp_path) is Work.REPAIR


def test_looking_leaves_the_file_as_it_is(tmp_path: Path) -> None:
    make_old(tmp_path)
    before = (tmp_path / FILE_NAME).read_bytes()
    forecast(tmp_path)
    assert (tmp_path / FILE_NAME).read_bytes() == before


def test_an_update_is_told_and_painted_before_it_begins(
    open_window: OpenWindow, qtbot: QtBot, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_old(data_dir)
    seen: list[tuple[bool, str, int]] = []
    paints = Paints()
    open_really = app._open_store

    def open_watched(folder: Path) -> Store:
        window = session.window
        page = window.opening_page
        seen.append((window.pages.currentWidget() is page, page.text, paints.n_paints))
        return open_really(folder)

    monkeypatch.setattr(app, "_open_store", open_watched)
    session = open_window(is_ready=False)
    session.window.opening_page.installEventFilter(paints)
    session.window.opening_page._message.installEventFilter(paints)
    assert session.window.status_line.activity == "Opening your conversations"
    qtbot.waitUntil(lambda: isinstance(session.controller.state.storage, StorageOpen))
    ((is_shown, text, n_paints),) = seen
    assert is_shown
    assert "updated for this version" in text
    assert n_paints >= 2  # the page and its sentence
    assert session.window.pages.currentWidget() is session.window.empty_page


def test_a_usual_start_shows_no_page_of_its_own(open_window: OpenWindow, qtbot: QtBot) -> None:
    session = open_window(is_ready=False)
    shown: list[object] = []
    session.window.pages.currentChanged.connect(shown.append)
    qtbot.waitUntil(lambda: isinstance(session.controller.state.storage, StorageOpen))
    assert shown == []
