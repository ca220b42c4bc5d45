"""Every window, dialog and panel of the program, opened one after the other over one session.

What holds for all of them (names, roles, the order of the focus, words, room for them) is checked on what `visit`
yields. tests/unit/window/test_accessibility.py holds the list complete. Dialogs for files are Qt's own or the system's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from unittest.mock import patch

from fakes_engine import FakeEngine, loads, says
from gallery_chat import PRESETS, QUESTION, REASONED, SHORT, STARTER_MODEL, TEMPLATES, add, answer
from gallery_stage import LOOKS, Look, Stage
from inglenook_desktop import library
from inglenook_desktop.archive_job import Outcome
from inglenook_desktop.hub.downloads import DownloadState
from inglenook_desktop.losses import Losses
from inglenook_desktop.models_shown import (
    FindShown,
    Fitting,
    FoundModel,
    Removal,
    ShownDownload,
    ShownPlan,
    ShownRepository,
    ShownVariant,
)
from inglenook_desktop.prompt_templates import blanks
from inglenook_desktop.shelf_wishes import Delete, Go, Place
from inglenook_desktop.side_by_side import BesidePhase
from inglenook_desktop.statistics.question import By
from inglenook_desktop.store import Store
from inglenook_desktop.views.closing_question import closing_question
from inglenook_desktop.views.list_editor import ListEditor
from inglenook_desktop.views.models_window import ModelsWindow, Page
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication, QWidget

CONVERSATION, FOLDER, TAG = "Chimney draught in winter", "The house", "bricks"
FILES = ("report.txt", "holiday.jpg")
REPOSITORY, FOUND, VARIANTS = "kiln/Small-GGUF", "orchard/Large-GGUF", ("Q4_K_M", "Q8_0")
NO_ROOM = "9,1 GB, 4,2 GB: " + "abc.gguf " * 12
LINK = "en.wikipedia.org"
NAMES = (
    CONVERSATION, FOLDER, TAG, NO_ROOM, *FILES, REPOSITORY, FOUND, *VARIANTS, QUESTION, SHORT, LINK,
    *(one.name for one in PRESETS),
    *(part for one in TEMPLATES for part in (one.name, " ".join(one.text.split()))),
    *(", ".join(blank.name for blank in blanks(one.text)) for one in TEMPLATES),
)  # fmt: skip
"""What people, models and hubs have written here: the same in every language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """widget: the window that is looked at. keeps_focus: a part of it has the keyboard until Esc."""

    name: str
    widget: QWidget
    keeps_focus: bool = False


@contextmanager
def furnished(app: QApplication, work: Path, look: Look = LOOKS[0]) -> Iterator[Stage]:
    """A session with an answered conversation, a folder, a tag, presets, templates, and a second model."""
    stage = Stage(app=app, look=look, work=work, pictures=work)
    with patch.object(library, "starter_path", stage.starter):
        try:
            stage.open(
                FakeEngine(work / "engine", loads=[loads(STARTER_MODEL)], answers=[answer(REASONED), says(SHORT)]),
                folder=_folder(stage),
            )
            yield stage
        finally:
            stage.close()


def _folder(stage: Stage) -> Path:
    def fill(store: Store) -> None:
        for template in TEMPLATES:
            store.writing.add_template(template)
        for preset in PRESETS:
            store.writing.add_preset(preset)
        folder = store.shelf.create_folder(FOLDER)
        store.shelf.set_tags(add(store, CONVERSATION, SHORT), [TAG])
        store.shelf.move(add(store, CONVERSATION, SHORT), folder.id)

    return stage.folder(fill)


def visit(stage: Stage) -> Iterator[Seen]:
    """Every room in turn, each closed when the next one is asked for. Fails where nothing opens."""
    for room in ROOMS:
        for name in room(stage):
            stage.turn()
            over = stage.over()
            in_window = room in IN_THE_WINDOW
            assert over or in_window, f"{name}: nothing opened"
            yield Seen(
                name=name,
                widget=stage.session.window if in_window else over[-1],
                keeps_focus=room in KEEP_THE_FOCUS,
            )
        stage.close_all()


def chat(stage: Stage) -> Iterator[str]:
    window = stage.session.window
    yield "The window, without a conversation"
    stage.ask(QUESTION)
    window.transcript.flush()
    yield "The window, with a conversation"
    window.finding.open()
    yield "The window, finding"
    window.finding.close()
    window.search()
    window.sidebar.search.field.setText("zzz")
    yield "The window, searching"
    window.sidebar.end_search()


def palette(stage: Stage) -> Iterator[str]:
    stage.trigger("view.palette")
    yield "Command palette"
    stage.press(Qt.Key.Key_Escape)


def template_popup(stage: Stage) -> Iterator[str]:
    composer = stage.session.window.composer
    composer.setFocus()
    stage.type("/", composer.field)
    yield "Prompt templates, by a slash"
    composer.set_text("")


def settings(stage: Stage) -> Iterator[str]:
    stage.trigger("application.settings")
    dialog = stage.session.window.settings_asking.dialog
    assert dialog is not None
    for number in range(dialog.sections.count()):
        dialog.sections.setCurrentRow(number)
        yield f"{dialog.windowTitle()}: {dialog.sections.item(number).text()}"


def about(stage: Stage) -> Iterator[str]:
    stage.trigger("application.about")
    yield "About"


def shortcuts(stage: Stage) -> Iterator[str]:
    stage.trigger("help.shortcuts")
    yield "Keyboard shortcuts"


def link(stage: Stage) -> Iterator[str]:
    stage.session.window.transcript.ask_about_link(f"https://{LINK}/wiki/Inglenook?from=a-model")
    yield "Before a link is opened"


def code(stage: Stage) -> Iterator[str]:
    stage.session.window.transcript.code_saving.write("x = 1", str(stage.work / "nowhere" / "seats.py"))
    yield "Code that cannot be saved"


def context(stage: Stage) -> Iterator[str]:
    window = stage.session.window
    stage.wait(lambda: window.context.use is not None)
    stage.trigger("context.show")
    yield "Context"


def summary(stage: Stage) -> Iterator[str]:
    session = stage.session
    key, store = session.transcript.item(1).key, session.controller.desk.store
    assert store is not None
    store.context.cut(key, "The person asked what an inglenook is.")
    session.controller.shown.read_again()
    session.window.context.change_cut(key)
    yield "Summary of what is left out"
    stage.close_all()
    store.context.read_again(key)
    session.controller.shown.read_again()


def answers(stage: Stage) -> Iterator[str]:
    session = stage.session
    stage.trigger("answer.details")
    yield "Details of an answer"
    stage.close_all()
    session.window.ask_for_params(session.transcript.item(1).key)
    yield "Other parameters"
    stage.close_all()
    stage.trigger("answer.replay")
    yield "Replay"


def writing(stage: Stage) -> Iterator[str]:
    stage.trigger("presets.edit")
    yield "Presets"
    stage.close_all()
    stage.trigger("templates.edit")
    yield "Prompt templates"


def deletion(stage: Stage) -> Iterator[str]:
    stage.trigger("templates.edit")
    (dialog,) = stage.over()
    assert isinstance(dialog, ListEditor)
    dialog.remove_button.click()
    yield "Before a template is deleted"


def attachments(stage: Stage) -> Iterator[str]:
    session, composer = stage.session, stage.session.window.composer
    attaching = session.controller.attaching
    (stage.work / FILES[0]).write_text("Settles: 2\u200b\nMantel: 1\n", encoding="utf-8")
    attaching.add_paths([stage.work / FILES[0]])
    stage.wait(lambda: attaching.files and not attaching.is_reading)
    key = attaching.items[0].key
    composer.chips.chips[key].opened.emit(key)
    yield "An attached file"
    stage.close_all()
    attaching.remove(key)


def shelf(stage: Stage) -> Iterator[str]:
    session, sidebar = stage.session, stage.session.window.sidebar
    model = session.conversations
    sidebar.view.setFocus()
    sidebar.view.setCurrentIndex(_row(stage, CONVERSATION))
    stage.trigger("conversation.tags")
    yield "Tags"
    stage.close_all()
    stage.trigger("folder.new")
    yield "New folder"
    stage.close_all()
    sidebar.view.setCurrentIndex(_row(stage, FOLDER))
    stage.trigger("folder.settings")
    yield "Folder"
    stage.close_all()
    number = _row(stage, CONVERSATION).data(Qt.ItemDataRole.UserRole)
    session.controller.shelf.do(Delete(conversation_id=number))
    session.controller.shelf.do(Go(place=Place.TRASH))
    stage.wait(lambda: model.rowCount() == 1)
    stage.trigger("trash.empty")
    yield "Before the trash is emptied"
    stage.close_all()
    session.controller.shelf.do(Go(place=Place.CHATS))


def _row(stage: Stage, title: str) -> QModelIndex:
    model = stage.session.conversations
    return next(model.index(row) for row in range(model.rowCount()) if title in model.index(row).data())


def report(stage: Stage) -> Iterator[str]:
    lines = ("export.json, record 3: its message has no text and was left out",)
    stage.session.window.sidebar.show_report(Outcome(sentence="", lines=lines))
    yield "What an import left out"


def losses(stage: Stage) -> Iterator[str]:
    window = stage.session.window
    for name, lost in (
        ("Before a private conversation is closed", Losses(n_private_messages=3)),
        ("Before a window is closed", Losses(has_answer=True, has_text=True, has_session=True)),
    ):
        question, _ = closing_question(lost, window)
        question.open()
        yield name
        stage.close_all()


def loading(stage: Stage) -> Iterator[str]:
    session = stage.session
    dialog = session.load_settings.open(session.list_models()[-1], session.window)
    stage.wait(lambda: "…" not in dialog.verdict.text())
    yield "Load settings"


def models(stage: Stage) -> Iterator[str]:
    stage.trigger("model.window")
    window = stage.session.models.window
    assert window is not None
    stage.wait(lambda: not window.library._shown.is_reading and bool(window.library.model.rows))
    window.library.choose(window.library.model.rows[0].path)
    for page in Page:
        _fill(window, page)
        window.go_to(page)
        yield f"Models: {window.tabs.tabText(page)}"
    window.library.ask_removal(Removal(path=stage.work, title=REPOSITORY, freed_bytes=98_000_000))
    yield "Before a model is removed"
    stage.over()[-1].close()
    window.open_ledger()
    assert window.ledger is not None
    yield "What went out"


def _fill(window: ModelsWindow, page: Page) -> None:
    """As a hub would: nobody is asked here."""
    if page is Page.FIND:
        rows = tuple(
            FoundModel(name=name, downloads=48_211, likes=120, n_parameters=134_515_008, is_gated=name == FOUND)
            for name in (REPOSITORY, FOUND)
        )
        window.show_found(FindShown(rows=rows))
        variants = tuple(ShownVariant(key=key, size_bytes=98_000_000, is_best=key == VARIANTS[0]) for key in VARIANTS)
        window.show_repository(ShownRepository(name=REPOSITORY, variants=variants), VARIANTS[0])
        window.show_plan(ShownPlan(key=VARIANTS[0], fitting=Fitting.RAM))
    elif page is Page.DOWNLOADS:
        window.show_downloads(
            [
                ShownDownload(
                    id=number, title=REPOSITORY, state=state, done_bytes=40_000_000, total_bytes=98_000_000,
                    bytes_per_s=1_200_000.0, left_s=48.0,
                )
                for number, state in enumerate(DownloadState)
            ]
        )  # fmt: skip


def statistics(stage: Stage) -> Iterator[str]:
    stage.trigger("window.statistics")
    page = stage.session.statistics.window
    assert page is not None
    stage.wait(lambda: page._report is not None and page.figures_model.rowCount() > 0)
    for number in range(page.tabs.count()):
        page.tabs.setCurrentIndex(number)
        yield f"Statistics: {page.tabs.tabText(number)}"
    page.filters.compared.setCurrentIndex(1)
    page.filters.by.setCurrentIndex(list(By).index(By.MODEL))
    stage.wait(lambda: page._report is not None and page._report.other_total is not None)
    page.tabs.setCurrentIndex(0)
    yield "Statistics, compared"


def private(stage: Stage) -> Iterator[str]:
    window = stage.session.window
    window.open_private()
    yield "A private conversation"
    stage.ask(QUESTION)
    window.transcript.flush()
    yield "A private conversation with an answer"
    window.new_conversation()
    yield "Beside a private conversation"
    stage.session.controller.close_private()


def beside(stage: Stage) -> Iterator[str]:
    session = stage.session
    session.controller.beside._link._command = FakeEngine(stage.work / "second").command
    session.controller.beside.choose(session.list_models()[-1])
    stage.wait(lambda: session.controller.beside.shown.phase is BesidePhase.READY)
    window, shown = session.window, session.controller.beside.shown
    window.beside.show_beside(replace(shown, phase=BesidePhase.DOWN, problem=NO_ROOM))
    yield "A second model that is not loaded"
    window.beside.show_beside(shown)
    stage.ask(QUESTION)
    stage.wait(lambda: len(session.controller.beside.transcript) == 2 and not session.controller.state.is_busy)
    session.window.transcript.flush()
    yield "Two models side by side"


ROOMS: tuple[Callable[[Stage], Iterator[str]], ...] = (
    chat, palette, template_popup, settings, about, shortcuts, link, code, context, summary, answers, writing,
    deletion, attachments, shelf, report, losses, loading, models, statistics, private, beside,
)  # fmt: skip
IN_THE_WINDOW = (chat, palette, template_popup, private, beside)
"""What opens no window of its own."""
KEEP_THE_FOCUS = (palette, template_popup)

QUESTIONS = {
    "about.py": "About",
    "closing_question.py": "Before a window is closed",
    "code_files.py": "Code that cannot be saved",
    "list_editor.py": "Before a template is deleted",
    "models_library_page.py": "Before a model is removed",
    "shelf_actions.py": "Before the trash is emptied",
}
"""Modules that ask by a plain message box, and where it is seen."""
