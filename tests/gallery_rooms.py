"""Chapters of the gallery: getting about, conversations, models, settings, statistics, and what goes wrong."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import tiny_models
from fakes_engine import MODEL, STATS, Die, FakeEngine, chunk, load_fails, loads, measures, prefill, says
from gallery_chat import ANSWER, QUESTION, SHORT, STARTER_MODEL, answer, is_idle, pieces, text_so_far, usual
from gallery_stage import Chapter, Stage
from inglenook_desktop.hub.downloads import DownloadState
from inglenook_desktop.models_shown import ActOnDownload, CheckFit, DownloadAct, Fitting, GetModel
from inglenook_desktop.shelf_wishes import Delete, Go, Place
from inglenook_desktop.side_by_side import BesidePhase
from inglenook_desktop.state import EngineDown, Remedy
from inglenook_desktop.statistics.question import By
from inglenook_desktop.store import open_store
from inglenook_desktop.views.link_dialog import LinkDialog
from inglenook_desktop.views.models_window import Page
from inglenook_desktop.views.report_dialog import ReportDialog
from inglenook_engine.protocol import LoadProgress
from inglenook_engine.types import FinishReason, GenerateParams
from loopback_hub import LoopbackHub, running_hub
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget
from windows import finds_one_vocabulary

CHATS = (
    ("How deep must an inglenook be?", SHORT, 40),
    ("Chimney draught in winter", "A cold chimney draws badly. Warm the flue first with a sheet of newspaper.", 20),
    ("Notes on the lease", "The notice period in clause 7 is three months, and the deposit is two rents.", 9),
    ("Rust lifetimes, once more", "A reference cannot outlive what it borrows; the compiler proves that.", 6),
    ("Sourdough timetable", "Feed the starter at eight, fold at noon, bake when the chimney is hot.", 3),
    ("Tax return 2025", "Add the receipts for the home office; the sweep of the chimney is deductible.", 1),
    ("A poem for Ada", "The fire is low, the house is still, the frost is on the window sill.", 0),
)


def shelf_folder(stage: Stage) -> Path:
    """A data folder with conversations of some weeks, in folders, with tags."""
    folder = stage.folder()
    ids: dict[str, int] = {}
    for question, text, days in CHATS:
        with open_store(folder, now=lambda days=days: datetime.now(UTC) - timedelta(days=days)) as store:  # type: ignore[misc]
            turn = store.begin_turn(conversation_id=None, text=question, model=MODEL, params=GenerateParams())
            store.finish_turn(turn, text=text, tokens=[1], reason=FinishReason.STOP, stats=STATS)
            ids[question] = turn.conversation_id
    with open_store(folder) as store:
        house, recipes = store.shelf.create_folder("The house"), store.shelf.create_folder("Recipes")
        store.shelf.set_system_prompt(house.id, "You are a patient master builder. Answer in short sentences.")
        for question, _, _ in CHATS[:3]:
            store.shelf.move(ids[question], house.id)
        store.shelf.move(ids["Sourdough timetable"], recipes.id)
        store.shelf.set_pinned(ids["A poem for Ada"], True)
        store.shelf.set_tags(ids["Tax return 2025"], ["tax", "2025"])
        store.shelf.set_tags(ids["Notes on the lease"], ["contracts"])
    return folder


def open_last(stage: Stage) -> None:
    model = stage.session.conversations
    stage.session.controller.open_conversation(model.index(model.rowCount() - 1).data(Qt.ItemDataRole.UserRole))
    stage.wait(lambda: len(stage.session.transcript) == 2)


def pop(menu: QMenu, under: QWidget) -> None:
    menu.popup(under.mapToGlobal(QPoint(0, under.height())))


def moving(stage: Stage) -> None:
    session = stage.open(usual(stage, "moving"), folder=shelf_folder(stage))
    window = session.window
    open_last(stage)
    stage.trigger("view.palette")
    stage.shot("palette")
    stage.type("dark")
    stage.shot("palette-typed")
    stage.press(Qt.Key.Key_Escape)
    stage.trigger("help.shortcuts")
    stage.shot("shortcuts")
    stage.close_all()
    stage.press(Qt.Key.Key_F10)
    stage.press(Qt.Key.Key_Right)
    stage.press(Qt.Key.Key_Down)
    stage.shot("menu-bar")
    stage.press(Qt.Key.Key_Escape)
    stage.press(Qt.Key.Key_Escape)
    stage.wait(window.menuBar().isHidden)
    window.commands["view.frames"].action.trigger()
    stage.shot("frame-times")
    window.commands["view.frames"].action.trigger()
    stage.trigger("application.about")
    stage.shot("about")
    stage.close_all()
    LinkDialog("https://en.wikipedia.org/wiki/Inglenook?from=a-model", window).open()
    stage.shot("link")
    stage.close_all()


def settings(stage: Stage) -> None:
    session = stage.open(usual(stage, "settings"))
    stage.trigger("application.settings")
    dialog = session.window.settings_asking.dialog
    assert dialog is not None
    for number in range(dialog.sections.count()):
        dialog.sections.setCurrentRow(number)
        stage.shot(f"settings-{number + 1}", alone=True)
    dialog.search.setText("a")
    stage.shot("settings-search", alone=True)
    stage.close_all()


def shelf(stage: Stage) -> None:
    session = stage.open(usual(stage, "shelf"), folder=shelf_folder(stage))
    window, sidebar, model = session.window, session.window.sidebar, session.conversations
    open_last(stage)
    stage.shot("sidebar")
    sidebar.view.setFocus()
    sidebar.view.setCurrentIndex(model.index(1))
    menu = QMenu(window)
    sidebar.actions_of_row.fill_row_menu(menu)
    menu.popup(window.mapToGlobal(QPoint(160, 220)))
    stage.shot("folder-menu")
    stage.close_all()
    sidebar.view.setCurrentIndex(model.index(2))
    menu = QMenu(window)
    sidebar.actions_of_row.fill_row_menu(menu)
    menu.popup(window.mapToGlobal(QPoint(160, 220)))
    stage.shot("conversation-menu")
    stage.close_all()
    sidebar.actions_of_row.fill_main_menu(sidebar.menu)
    sidebar.menu.popup(window.mapToGlobal(QPoint(120, 90)))
    stage.shot("sidebar-menu")
    stage.close_all()
    sidebar.actions_of_row.tags.trigger()
    stage.shot("tags")
    stage.close_all()
    sidebar.view.setCurrentIndex(model.index(1))
    sidebar.actions_of_row.settings.trigger()
    stage.shot("folder-settings")
    stage.close_all()
    window.search()
    sidebar.search.field.setText("chimney")
    stage.wait(lambda: sidebar.results_model.rowCount() >= 3)
    stage.pause(0.5)
    stage.shot("search")
    sidebar.results.step(1)
    sidebar.results.choose_current()
    stage.pause(0.2)
    stage.shot("search-hit")
    sidebar.search.fill_filters()
    pop(sidebar.search.filters, sidebar.search)
    stage.shot("search-filters")
    stage.close_all()
    sidebar.search.field.setText('folder:"The house" nowhere')
    stage.pause(0.5)
    stage.shot("search-nothing")
    sidebar.end_search()
    window.finding.open()
    window.finding.bar.field.setText("the")
    stage.wait(lambda: window.finding.finder.n_places > 0)
    stage.shot("find")
    window.finding.close()
    ids = [model.index(row).data(Qt.ItemDataRole.UserRole) for row in range(model.rowCount())]
    for number in [one for one in ids if isinstance(one, int)][:2]:
        session.controller.shelf.do(Delete(conversation_id=number))
    stage.shot("deleted")
    session.controller.shelf.do(Go(place=Place.TRASH))
    sidebar.begin_job(sidebar.tr("Exporting to %1").replace("%1", "inglenook.json"))
    sidebar.job_bar.show_progress(3, 7)
    stage.shot("trash")
    sidebar.end_job()
    lines = ("export.json, record 3: its message has no text and was left out",)
    ReportDialog("Import", "12 new conversations with 80 messages came from export.json.", lines, window).open()
    stage.shot("report")
    stage.close_all()


def choosing(stage: Stage) -> None:
    folder = stage.folder(with_models=False)
    models = folder / "models"
    for name, n_layers in (("Qwen2.5-0.5B-Instruct-Q8_0", 2), ("Llama-3.2-1B-Instruct-F16", 4)):
        tiny_models.write_llama(models / f"{name}.gguf", n_layers=n_layers)
    (models / "Broken-7B-Q4_K_M.gguf").write_bytes(b"no model")
    second = FakeEngine(stage.work / "second", answers=[answer(ANSWER[ANSWER.index("Its depth") :])])
    first = usual(stage, "choosing", answer(ANSWER))
    session = stage.open(first, folder=folder, inspect=finds_one_vocabulary)
    window, bar = session.window, session.window.model_bar
    fits = bar.menu
    pop(fits, bar.chooser)
    stage.wait(lambda: sum(action.text().count("·") > 1 for action in fits.actions()) >= 2)
    stage.pause(4.0)
    stage.shot("chooser")
    stage.close_all()
    pop(bar.speculation.menu(), bar.speculation)
    stage.shot("speculation-menu")
    stage.close_all()
    choice = next(one for one in session.list_models() if "Llama" in one.name or "Llama" in str(one.path))
    dialog = session.load_settings.open(choice, window)
    stage.wait(lambda: "…" not in dialog.verdict.text() and dialog.speed.text())
    stage.shot("load-settings")
    stage.close_all()
    session.controller.beside._link._command = second.command
    session.controller.beside.choose(choice)
    stage.wait(lambda: session.controller.beside.shown.phase is BesidePhase.READY)
    window.resize(1280, 760)
    stage.send(QUESTION)
    beside = session.controller.beside.transcript
    stage.wait(lambda: len(beside) == 2 and is_idle(stage) and not session.controller.state.is_busy)
    stage.shot("side-by-side")


@contextmanager
def hub_of(folder: Path) -> Iterator[LoopbackHub]:
    data = tiny_models.write_llama(folder / "served.gguf", n_layers=8).read_bytes()
    card = (
        "# SmolLM2 135M Instruct, quantized\n\nA small model for short answers on any machine.\n\n"
        "| file | quantization | size |\n|---|---|---|\n| SmolLM2-135M-Instruct-Q4_1.gguf | Q4_1 | 98 MB |\n"
    )
    name = "kiln/SmolLM2-135M-Instruct-GGUF"
    with running_hub() as hub:
        hub.files = {
            f"{name}/SmolLM2-135M-Instruct-Q4_1.gguf": data,
            f"{name}/SmolLM2-135M-Instruct-Q8_0.gguf": data + bytes(400_000),
            f"{name}/README.md": card.encode(),
            "kiln/SmolLM2-1.7B-Instruct-GGUF/SmolLM2-1.7B-Instruct-Q4_K_M.gguf": data,
            "orchard/SmolLM2-135M-Instruct-Uncensored-GGUF/model-q4_0.gguf": data,
        }
        hub.facts = {
            name: {"downloads": 48_211, "likes": 120, "gguf": {"total": 134_515_008, "architecture": "llama"}},
            "kiln/SmolLM2-1.7B-Instruct-GGUF": {"downloads": 212_408, "gguf": {"total": 1_711_376_384}},
            "orchard/SmolLM2-135M-Instruct-Uncensored-GGUF": {"downloads": 310},
        }
        hub.gated = {"orchard/SmolLM2-135M-Instruct-Uncensored-GGUF"}
        for key in [key for key in os.environ if key.lower().endswith("_proxy") or key.startswith("HF_")]:
            del os.environ[key]
        os.environ |= {"HF_ENDPOINT": hub.endpoint, "HF_HOME": str(folder / "hf")}
        yield hub


def models(stage: Stage) -> None:
    with hub_of(stage.work) as hub:
        session = stage.open(usual(stage, "models"))
        session.open_models()
        window, behind = session.models.window, session.models.models
        assert window is not None
        assert behind is not None
        stage.wait(lambda: not window.library._shown.is_reading and bool(window.library.model.rows))
        window.go_to(Page.FIND)
        stage.pause(1.0)
        stage.shot("models-recommended", alone=True)
        page, repository = window.finding, window.finding.repository
        page.field.setText("smollm2")
        page.search()
        stage.wait(lambda: page.found.model.rowCount() >= 2 and "smollm2" in page.found.heading.text())
        stage.shot("models-search", alone=True)
        rows = [page.found.model.row(row).name for row in range(page.found.model.rowCount())]
        wanted = page.found.model.index(rows.index("kiln/SmolLM2-135M-Instruct-GGUF"), 0)
        page.found.view.setCurrentIndex(wanted)
        page.found.view.activated.emit(wanted)
        stage.wait(lambda: len(repository.model.rows) == 2)
        number = repository.model.row_of("Q4_1")
        assert number is not None
        repository.table.selectRow(number)
        behind.do(CheckFit(key="Q4_1"))
        stage.wait(lambda: repository.model.rows[number].fitting is Fitting.RAM)
        stage.pause(0.5)
        stage.shot("models-plan", alone=True)
        hub.chunk_pause_s = 0.25
        window.wished.emit(GetModel(key="Q4_1"))
        window.go_to(Page.DOWNLOADS)
        stage.wait(lambda: behind.queue.downloads[0].done_bytes > 300_000)
        stage.shot("models-downloading", alone=True)
        behind.do(ActOnDownload(id=1, act=DownloadAct.PAUSE))
        stage.wait(lambda: behind.queue.downloads[0].state is DownloadState.PAUSED)
        stage.shot("models-paused", alone=True)
        hub.chunk_pause_s = 0
        behind.do(ActOnDownload(id=1, act=DownloadAct.RESUME))
        stage.wait(lambda: behind.queue.downloads[0].state is DownloadState.DONE)
        window.go_to(Page.LIBRARY)
        stage.wait(lambda: len(window.library.model.rows) > 2)
        window.library.choose(window.library.model.rows[0].path)
        stage.pause(0.5)
        stage.shot("models-library", alone=True)
        window.open_ledger()
        stage.pause(0.3)
        stage.shot("models-ledger", alone=True)
        stage.close_all()


def statistics(stage: Stage) -> None:
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "bench"))
    import statistics_year

    folder = stage.folder()
    statistics_year.fill(folder, 4_000, end=datetime.now(UTC))
    (folder / "prices.toml").write_text(
        '[machine]\ncurrency = "EUR"\nprice_per_kwh = 0.40\n[[hosted]]\nname = "A hosted model"\ncurrency = "EUR"\n'
        "input = 2\noutput = 10\nas_of = 2026-11-01\n",
        encoding="utf-8",
    )
    session = stage.open(usual(stage, "statistics"), folder=folder)
    page = session.statistics.open()
    assert page is not None
    stage.wait(lambda: page.figures_model.rowCount() > 1 and page.chart.chart is not None)
    page.budget.setValue(6.0)
    stage.pause(1.0)
    stage.shot("statistics", alone=True)
    page.filters.by.setCurrentIndex(list(By).index(By.MODEL))
    stage.wait(lambda: page._report is not None and page._report.question.by is By.MODEL)
    page.filters.compared.setCurrentIndex(1)
    stage.wait(lambda: page._report is not None and page._report.other_total is not None)
    stage.pause(0.5)
    stage.shot("statistics-compared", alone=True)
    for number, name in ((1, "answers"), (2, "costs"), (4, "sql")):
        if number == 1:
            page.figures.activated.emit(page.figures_model.index(0, 0))
            stage.wait(lambda: page.answers_model.rowCount() > 0)
        page.tabs.setCurrentIndex(number)
        stage.pause(0.3)
        stage.shot(f"statistics-{name}", alone=True)
    stage.close_all()


def trouble(stage: Stage) -> None:
    killed = Die(signal=int(signal.SIGKILL))
    engine = FakeEngine(
        stage.work / "bad",
        loads=[loads(STARTER_MODEL), [LoadProgress(fraction=0.2), killed], load_fails("This file is damaged.")],
        answers=[[prefill(), *pieces(ANSWER[:80]), killed]],
    )
    session = stage.open(engine)
    stage.send(QUESTION)
    stage.wait(lambda: isinstance(session.controller.state.engine, EngineDown))
    stage.shot("engine-down")
    session.controller.choose_model(session.list_models()[-1])
    stage.pause(0.5)
    stage.wait(session.window.notice_bar.isVisible)
    stage.shot("load-failed")
    session = stage.open(usual(stage, "full", says(SHORT), [prefill(), chunk("It goes on."), *says(" Done.")[1:]]))
    stage.ask(QUESTION)
    store = session.controller.desk.store
    assert store is not None
    sql = store._db._sql
    (n_pages,) = sql.execute("PRAGMA page_count").fetchone()
    sql.execute(f"PRAGMA max_page_count = {n_pages}")
    stage.send("A long question. " * 800)
    stage.wait(session.window.notice_bar.isVisible)
    stage.pause(0.5)
    stage.shot("disk-full")
    sql.execute("PRAGMA max_page_count = 1000000")
    drafting = replace(STARTER_MODEL, draft_name="Qwen2.5 0.5B")
    engine = FakeEngine(
        stage.work / "drafts",
        loads=[[*loads(STARTER_MODEL), *measures()], loads(drafting), load_fails("It cannot draft for this model.")],
        answers=[answer(ANSWER)],
    )
    folder = stage.folder()
    stage.stand_in(folder / "models" / "SmolLM2-tiny-Q8_0.gguf", 5_000_000)
    session = stage.open(engine, folder=folder, inspect=finds_one_vocabulary)
    stage.ask(QUESTION)
    stage.wait(session.window.notice_bar.isVisible)
    stage.shot("draft-suggested")
    session.controller.remedies.apply(Remedy.USE_DRAFT)
    stage.wait(lambda: engine.starts == 2)
    stage.pause(0.5)
    session.controller.remedies.apply(Remedy.LOAD_AGAIN)
    stage.wait(lambda: isinstance(session.controller.state.engine, EngineDown))
    stage.shot("draft-refused")
    session.window.resize(520, 560)
    stage.shot("narrow")
    assert text_so_far(stage)


CHAPTERS = (
    Chapter(
        name="moving",
        title="Getting about",
        play=moving,
        pictures={
            "palette": "The command palette",
            "palette-typed": "Some letters typed",
            "shortcuts": "Keyboard shortcuts",
            "menu-bar": "The menus",
            "frame-times": "Frame times",
            "about": "About",
            "link": "Before a link is opened",
        },
    ),
    Chapter(
        name="settings",
        title="Settings",
        play=settings,
        pictures={**{f"settings-{number}": f"Page {number}" for number in range(1, 8)}, "settings-search": "A search"},
    ),
    Chapter(
        name="shelf",
        title="Conversations",
        play=shelf,
        pictures={
            "sidebar": "Folders, tags and a pin",
            "folder-menu": "The menu of a folder",
            "conversation-menu": "The menu of a conversation",
            "sidebar-menu": "The menu of all",
            "tags": "Tags",
            "folder-settings": "A folder's settings",
            "search": "Search of all conversations",
            "search-hit": "A hit in its conversation",
            "search-filters": "Filters of the search",
            "search-nothing": "Nothing found",
            "find": "Find in a conversation",
            "deleted": "Deleted, with a way back",
            "trash": "The trash, and an export in progress",
            "report": "What an import left out",
        },
    ),
    Chapter(
        name="choosing",
        title="Choosing a model",
        play=choosing,
        pictures={
            "chooser": "The menu of models",
            "speculation-menu": "Speculative decoding",
            "load-settings": "How a model is loaded",
            "side-by-side": "Two models side by side",
        },
    ),
    Chapter(
        name="models",
        title="The window of models",
        play=models,
        pictures={
            "models-recommended": "Recommended for this machine",
            "models-search": "Results of a search",
            "models-plan": "A repository, and the plan of a variant",
            "models-downloading": "A download",
            "models-paused": "The same, paused",
            "models-library": "On this machine",
            "models-ledger": "What went out",
        },
    ),
    Chapter(
        name="statistics",
        title="Statistics",
        play=statistics,
        pictures={
            "statistics": "The first token by day, with a budget",
            "statistics-compared": "Models, compared with what was before",
            "statistics-answers": "The answers behind a figure",
            "statistics-costs": "Costs",
            "statistics-sql": "SQL",
        },
    ),
    Chapter(
        name="trouble",
        title="Trouble",
        play=trouble,
        pictures={
            "engine-down": "The engine died",
            "load-failed": "A model cannot be loaded",
            "disk-full": "No room on the disk",
            "draft-suggested": "A draft model is suggested",
            "draft-refused": "It cannot be used",
            "narrow": "A narrow window",
        },
    ),
)
