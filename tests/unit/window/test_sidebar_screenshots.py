"""Pictures of the sidebar, of searching and finding, light and dark, into $INGLENOOK_SCREENSHOTS when that is set."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fakes_engine import MODEL, STATS
from inglenook_desktop.app import Session
from inglenook_desktop.shelf_wishes import Delete, Go, Place
from inglenook_desktop.store import Store, open_store
from inglenook_desktop.views.folder_dialog import FolderDialog
from inglenook_desktop.views.report_dialog import ReportDialog
from inglenook_desktop.views.tags_dialog import TagsDialog
from inglenook_engine.types import FinishReason, GenerateParams
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot
from windows import OpenWindow

SCHEMES = [Qt.ColorScheme.Light, Qt.ColorScheme.Dark]
CHATS = [
    ("How deep must an inglenook be?", "At least 90 cm, or the settle stands in the smoke.", 40),
    ("Chimney draught in winter", "A cold chimney draws badly. Warm the flue first with a sheet of newspaper.", 20),
    ("Notes on the lease", "The notice period in clause 7 is three months, and the deposit is two rents.", 9),
    ("Rust lifetimes, once more", "A reference cannot outlive what it borrows; the compiler proves that.", 6),
    ("Sourdough timetable", "Feed the starter at eight, fold at noon, bake when the chimney is hot.", 3),
    ("Tax return 2025", "Add the receipts for the home office; the sweep of the chimney is deductible.", 1),
    ("A poem for Ada", "The fire is low, the house is still, the frost is on the window sill.", 0),
]


def fill(data_dir: Path) -> dict[str, int]:
    """Conversations in two folders, one pinned, some with tags; their ids by title."""
    ids = {}
    for question, answer, days in CHATS:
        with open_store(data_dir, now=lambda days=days: datetime.now(UTC) - timedelta(days=days)) as store:
            turn = store.begin_turn(conversation_id=None, text=question, model=MODEL, params=GenerateParams())
            store.finish_turn(turn, text=answer, tokens=[1], reason=FinishReason.STOP, stats=STATS)
            ids[question] = turn.conversation_id
    with open_store(data_dir) as store:
        order(store, ids)
    return ids


def order(store: Store, ids: dict[str, int]) -> None:
    house, recipes = store.shelf.create_folder("The house"), store.shelf.create_folder("Recipes")
    store.shelf.set_system_prompt(house.id, "You are a patient master builder. Answer in short sentences.")
    for title in ("How deep must an inglenook be?", "Chimney draught in winter", "Notes on the lease"):
        store.shelf.move(ids[title], house.id)
    store.shelf.move(ids["Sourdough timetable"], recipes.id)
    store.shelf.set_pinned(ids["A poem for Ada"], True)
    store.shelf.set_tags(ids["Tax return 2025"], ["tax", "2025"])
    store.shelf.set_tags(ids["Notes on the lease"], ["contracts"])


def keep(image: QImage, session: Session, name: str) -> QImage:
    import os

    folder = os.environ.get("INGLENOOK_SCREENSHOTS")
    if folder:
        scheme = "dark" if session.theme.colors.is_dark else "light"
        Path(folder).mkdir(parents=True, exist_ok=True)
        assert image.save(str(Path(folder) / f"sidebar-{name}-{scheme}.png"))
    return image


def picture(session: Session, qtbot: QtBot, name: str, widget: QWidget | None = None) -> QImage:
    """The window, or one widget of it, as it is painted."""
    session.window.resize(1080, 760)
    qtbot.waitExposed(session.window)
    QApplication.processEvents()
    return keep((widget or session.window).grab().toImage(), session, name)


def has_color(image: QImage, session: Session, widget: QWidget, color: str) -> bool:
    area = QRect(widget.mapTo(session.window, QPoint(0, 0)), widget.size())
    wanted = QColor(color).name()
    return any(
        image.pixelColor(x, y).name() == wanted
        for y in range(area.top(), area.bottom())
        for x in range(area.left(), area.right(), 2)
    )


@pytest.mark.parametrize("scheme", SCHEMES, ids=["light", "dark"])
def test_pictures_of_the_list(open_window: OpenWindow, qtbot: QtBot, data_dir: Path, scheme: Qt.ColorScheme) -> None:
    ids = fill(data_dir)
    session = open_window(scheme=scheme)
    sidebar, model, colors = session.window.sidebar, session.conversations, session.theme.colors
    session.controller.open_conversation(model.index(model.rowCount() - 1).data(Qt.ItemDataRole.UserRole))
    image = picture(session, qtbot, "folders")
    assert has_color(image, session, sidebar.view, colors.selected)
    model.set_open(2, False)
    sidebar.view.setFocus()
    sidebar.view.setCurrentIndex(model.index(1))
    image = picture(session, qtbot, "folder-focused")
    assert has_color(image, session, sidebar.view, colors.accent)
    menu = QMenu(session.window)
    sidebar.actions_of_row.fill_row_menu(menu)
    picture(session, qtbot, "folder-menu", menu)
    sidebar.view.setCurrentIndex(model.index(2))
    menu = QMenu(session.window)
    sidebar.actions_of_row.fill_row_menu(menu)
    picture(session, qtbot, "row-menu", menu)
    sidebar.actions_of_row.fill_main_menu(sidebar.menu)
    picture(session, qtbot, "main-menu", sidebar.menu)
    sidebar.actions_of_row.tags.trigger()
    picture(session, qtbot, "tags", session.window.findChild(TagsDialog))
    session.window.findChild(TagsDialog).close()
    sidebar.view.setCurrentIndex(model.index(1))
    sidebar.actions_of_row.settings.trigger()
    dialog = session.window.findChild(FolderDialog)
    picture(session, qtbot, "folder-settings", dialog)
    dialog.close()
    for title in ("Rust lifetimes, once more", "Tax return 2025"):
        session.controller.shelf.do(Delete(conversation_id=ids[title]))
    session.controller.shelf.do(Go(place=Place.TRASH))
    sidebar.begin_job("Exporting to inglenook.json")
    sidebar.job_bar.show_progress(3, 7)
    image = picture(session, qtbot, "trash")
    assert has_color(image, session, sidebar.job_bar, colors.accent)
    lines = ("export.json, record 3: its message has no text and was left out",)
    report = ReportDialog(
        "Import", "12 new conversations with 80 messages came from export.json.", lines, session.window
    )
    report.open()
    picture(session, qtbot, "report", report)
    report.close()


@pytest.mark.parametrize("scheme", SCHEMES, ids=["light", "dark"])
def test_pictures_of_searching_and_finding(
    open_window: OpenWindow, qtbot: QtBot, data_dir: Path, scheme: Qt.ColorScheme
) -> None:
    fill(data_dir)
    session = open_window(scheme=scheme)
    window, sidebar = session.window, session.window.sidebar
    window.search()
    with qtbot.waitSignal(session.controller.shelf.found, timeout=30_000):
        sidebar.search.field.setText("chimney")
    picture(session, qtbot, "search")
    assert sidebar.results_model.rowCount() >= 3
    sidebar.results.step(1)
    sidebar.results.choose_current()
    image = picture(session, qtbot, "search-jump")
    assert has_color(image, session, window.transcript, session.theme.colors.accent)
    sidebar.search.fill_filters()
    picture(session, qtbot, "filters", sidebar.search.filters)
    with qtbot.waitSignal(session.controller.shelf.found, timeout=30_000):
        sidebar.search.field.setText('folder:"The house" nowhere')
    picture(session, qtbot, "search-nothing")
    sidebar.end_search()
    window.finding.open()
    window.finding.bar.field.setText("the")
    qtbot.waitUntil(lambda: window.finding.finder.n_places > 0)
    image = picture(session, qtbot, "find")
    assert has_color(image, session, window.transcript, session.theme.colors.accent)
