"""The window of models over a hub on loopback and the real fetcher: what goes out and what does not, what is told, what
a stranger's text can do to the window, and what happens to files.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import gguf_bytes
import pytest
from inglenook_desktop.app import Session
from inglenook_desktop.hub.downloads import DownloadState
from inglenook_desktop.hub.ledger import read_ledger
from inglenook_desktop.hub.switch import NetworkState, read_network
from inglenook_desktop.library import hub_cache_dir
from inglenook_desktop.models_controller import ModelsController
from inglenook_desktop.models_shown import (
    ActOnDownload,
    AddFolder,
    CheckFit,
    DownloadAct,
    DropFolder,
    FindShown,
    Fitting,
    FoundModel,
    GetModel,
    ImportFile,
    LibraryShown,
    MoveModels,
    Removal,
    ShowModel,
    ShownDownload,
    ShownModel,
    ShownPlan,
    ShownRepository,
    ShownVariant,
)
from inglenook_desktop.state import StorageFailed
from inglenook_desktop.views.models_parts import count_short, plain, plain_lines, time_left_text
from inglenook_desktop.views.models_window import ModelsWindow, Page
from loopback_hub import Fault, LoopbackHub, digest_of, running_hub
from pictures import keep
from PySide6.QtCore import QModelIndex, QProcess, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QTableView,
    QTextBrowser,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot
from tiny_models import write_llama
from windows import OpenWindow

DATA = b"GGUF" + random.Random(11).randbytes(3_000_000)
REPOSITORY = "org/small-GGUF"
HOSTILE = 'a\u202egnp.exe <b onclick="x">bold</b>\n\x07<img src=file:///etc/passwd> \U000e0041'
ENVIRONMENT = ("INGLENOOK_OFFLINE", "HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_TOKEN", "HUGGING_FACE_HUB_TOKEN")


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[LoopbackHub]:
    with running_hub() as hub:
        hub.files = {
            f"{REPOSITORY}/small-Q4_K_M.gguf": DATA,
            f"{REPOSITORY}/small-Q8_0.gguf": DATA + DATA,
            f"{REPOSITORY}/README.md": b"# Small\n\nA card that is long enough to lie in the store of large files." * 2,
            "other/thing-GGUF/thing-Q4_0.gguf": DATA,
        }
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.delenv(name, raising=False)
            monkeypatch.delenv(name.lower(), raising=False)
        for name in ENVIRONMENT:
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("HF_ENDPOINT", hub.endpoint)
        yield hub


@pytest.fixture
def session(hub: LoopbackHub, open_window: OpenWindow) -> Session:
    return open_window()


@pytest.fixture
def models(session: Session, qtbot: QtBot) -> ModelsWindow:
    session.open_models()
    window = session.models.window
    assert window is not None
    qtbot.waitUntil(lambda: not window.library._shown.is_reading and bool(window.library.model.rows))
    return window


def behind(session: Session) -> ModelsController:
    assert session.models.models is not None
    return session.models.models


def search(models: ModelsWindow, qtbot: QtBot, text: str) -> None:
    models.finding.field.setText(text)
    qtbot.keyClick(models.finding.field, Qt.Key.Key_Return)


def show(models: ModelsWindow, qtbot: QtBot, name: str = REPOSITORY) -> None:
    models.wished.emit(ShowModel(name=name))
    repository = models.finding.repository
    qtbot.waitUntil(lambda: bool(repository.model.rows) and repository.title.text() == name)


def download(session: Session, models: ModelsWindow, qtbot: QtBot, key: str = "Q4_K_M") -> Path:
    """Until it is here and in the list."""
    show(models, qtbot)
    models.wished.emit(GetModel(key=key))
    queue = behind(session).queue
    qtbot.waitUntil(lambda: all(one.state is DownloadState.DONE for one in queue.downloads))
    path = Path(queue.downloads[-1].path)
    qtbot.waitUntil(lambda: models.library.model.row_of(path) is not None)
    return path


def test_opening_the_window_and_looking_at_every_page_asks_nobody(
    hub: LoopbackHub, session: Session, models: ModelsWindow, qtbot: QtBot, data_dir: Path
) -> None:
    qtbot.waitUntil(lambda: "Recommended" in models.finding.found.heading.text())
    for page in (Page.LIBRARY, Page.DOWNLOADS, Page.FIND):
        models.go_to(page)
    models.open_ledger()
    assert models.ledger is not None
    assert "No request" in models.ledger.sentence.text()
    found = models.finding.found.view.model()
    assert all(found.index(n, 0).data(Qt.ItemDataRole.ToolTipRole) for n in range(found.rowCount())), "a row is elided"
    assert hub.seen == []
    assert read_ledger(data_dir) == []
    assert read_network(data_dir).state is NetworkState.NEVER_ASKED
    assert hub.endpoint.removeprefix("http://") in models.finding.hint.text()


def test_the_first_search_says_whom_it_asks_and_each_request_is_in_the_ledger(
    hub: LoopbackHub, session: Session, models: ModelsWindow, qtbot: QtBot, data_dir: Path
) -> None:
    search(models, qtbot, "small")
    host = hub.endpoint.removeprefix("http://")
    assert host in models.notice.text()
    qtbot.waitUntil(lambda: "for “small”" in models.finding.found.heading.text())
    assert models.finding.found.model.row(0).name == REPOSITORY
    assert read_network(data_dir).state is NetworkState.ONLINE
    show(models, qtbot)
    qtbot.mouseClick(models.ledger_button, Qt.MouseButton.LeftButton)
    ledger = models.ledger
    assert ledger is not None
    assert ledger.model.rowCount() == len(hub.seen)
    assert {one.host for one in ledger.model.rows} <= {host, hub.store.removeprefix("http://")}
    qtbot.mouseClick(ledger.clear_button, Qt.MouseButton.LeftButton)
    assert ledger.model.rowCount() == 0
    assert read_ledger(data_dir) == []


def test_while_the_switch_is_off_no_act_of_the_window_reaches_the_hub(
    hub: LoopbackHub, session: Session, models: ModelsWindow, qtbot: QtBot, data_dir: Path
) -> None:
    show(models, qtbot)
    n_seen = len(hub.seen)
    qtbot.mouseClick(models.offline, Qt.MouseButton.LeftButton)
    assert read_network(data_dir).state is NetworkState.OFFLINE
    search(models, qtbot, "small")
    assert "offline" in models.finding.found.sentence.text()
    models.wished.emit(GetModel(key="Q4_K_M"))
    assert behind(session).queue.downloads[0].state is DownloadState.PAUSED
    assert "offline" in models.downloads.row(1).message.text()
    models.go_to(Page.DOWNLOADS)
    qtbot.mouseClick(models.downloads.row(1).resume, Qt.MouseButton.LeftButton)
    models.go_to(Page.FIND)
    qtbot.mouseClick(models.finding.repository.check_button, Qt.MouseButton.LeftButton)
    assert "offline" in models.finding.repository.plan.verdict.text()
    models.wished.emit(ShowModel(name="other/thing-GGUF"))
    assert "offline" in models.finding.repository.sentence.text()
    qtbot.wait(300)
    assert len(hub.seen) == n_seen
    qtbot.mouseClick(models.offline, Qt.MouseButton.LeftButton)
    search(models, qtbot, "thing")
    qtbot.waitUntil(lambda: "for “thing”" in models.finding.found.heading.text())


def test_the_switch_stops_what_runs_at_once(
    hub: LoopbackHub, session: Session, models: ModelsWindow, qtbot: QtBot
) -> None:
    show(models, qtbot)
    hub.chunk_pause_s = 0.05
    models.wished.emit(GetModel(key="Q4_K_M"))
    queue = behind(session).queue
    qtbot.waitUntil(lambda: queue.downloads[0].done_bytes > 200_000)
    qtbot.mouseClick(models.offline, Qt.MouseButton.LeftButton)
    assert queue.downloads[0].state is DownloadState.PAUSED
    qtbot.waitUntil(lambda: not queue.is_running)
    assert hub.broken.wait(60)
    assert models.downloads.row(1).resume.isVisibleTo(models.downloads)


def test_a_variable_that_forbids_the_network_holds_the_switch(
    hub: LoopbackHub, open_window: OpenWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    session = open_window()
    session.open_models()
    window = session.models.window
    assert window is not None
    assert window.offline.isChecked()
    assert not window.offline.isEnabled()
    search(window, qtbot, "small")
    assert "HF_HUB_OFFLINE" in window.finding.found.sentence.text()
    assert hub.seen == []


def test_a_data_folder_that_cannot_be_written_is_told_and_nothing_is_asked(
    hub: LoopbackHub, open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where the folder should be")
    session = open_window(data_dir=blocked / "data", is_ready=False)
    qtbot.waitUntil(lambda: isinstance(session.controller.state.storage, StorageFailed))
    session.open_models()
    window = session.models.window
    assert window is not None
    search(window, qtbot, "small")
    assert "cannot be written" in window.finding.found.sentence.text()
    assert hub.seen == []
    window.close()
    session.window.unsaved_chosen.emit()  # a folder that goes with the window has a switch of its own
    session.open_models()
    window = session.models.window
    assert window is not None
    search(window, qtbot, "small")
    qtbot.waitUntil(lambda: "for “small”" in window.finding.found.heading.text())


def test_the_newest_search_wins(hub: LoopbackHub, session: Session, models: ModelsWindow, qtbot: QtBot) -> None:
    hub.answer_pause_s = 0.2
    headings: list[str] = []
    behind(session).browsing.found.connect(lambda shown: headings.append(shown.heading))
    search(models, qtbot, "small")
    search(models, qtbot, "thing")
    qtbot.waitUntil(lambda: "for “thing”" in models.finding.found.heading.text())
    assert not any("“small”" in heading for heading in headings)


def test_a_plan_belongs_to_the_variant_that_was_chosen_last(
    hub: LoopbackHub, session: Session, models: ModelsWindow, qtbot: QtBot
) -> None:
    tiny, _ = gguf_bytes.model(300)
    hub.files |= {f"{REPOSITORY}/small-Q4_K_M.gguf": tiny + b"a", f"{REPOSITORY}/small-Q8_0.gguf": tiny + b"bb" * 5_000}
    show(models, qtbot)
    plans: list[ShownPlan] = []
    behind(session).browsing.planned.connect(plans.append)
    behind(session).do(CheckFit(key="Q8_0"))
    qtbot.waitUntil(lambda: bool(plans) and not plans[-1].is_asking, timeout=60_000)
    assert "small-Q8_0" in plans[-1].verdict
    hub.answer_pause_s = 2.0  # the header of the other comes later than the plan of this one would
    behind(session).do(CheckFit(key="Q8_0"))  # its header is here
    plans.clear()
    behind(session).do(CheckFit(key="Q4_K_M"))
    qtbot.waitUntil(lambda: bool(plans) and not plans[-1].is_asking, timeout=60_000)
    assert {plan.key for plan in plans} == {"Q4_K_M"}
    assert "small-Q4_K_M" in plans[-1].verdict
    headers = {path.name for path in (behind(session)._data_dir / "headers").iterdir()}
    assert headers == {f"{digest_of(data)}.gguf-head" for data in (tiny + b"a", tiny + b"bb" * 5_000)}


def test_a_refused_search_and_a_repository_that_is_not_there_are_sentences(
    hub: LoopbackHub, models: ModelsWindow, qtbot: QtBot
) -> None:
    hub.api_faults = [Fault(status=403)]
    search(models, qtbot, "small")
    qtbot.waitUntil(
        lambda: bool(models.finding.found.sentence.text()) and "Asking" not in models.finding.found.sentence.text()
    )
    assert models.finding.found.model.rowCount() == 0
    search(models, qtbot, "org/not-there:Q4_K_M")
    repository = models.finding.repository
    qtbot.waitUntil(lambda: repository.title.text() == "org/not-there" and "Asking" not in repository.sentence.text())
    assert "org/not-there" in repository.sentence.text()
    assert not repository.parts.isVisible()
    search(models, qtbot, f"{REPOSITORY}:q8_0")
    qtbot.waitUntil(lambda: repository.title.text() == REPOSITORY and bool(repository.model.rows))
    assert repository.key == "Q8_0"


def test_a_gated_download_stops_with_its_sentence_and_can_be_tried_again(
    hub: LoopbackHub, session: Session, models: ModelsWindow, qtbot: QtBot
) -> None:
    show(models, qtbot)
    hub.gated.add(REPOSITORY)
    models.wished.emit(GetModel(key="Q4_K_M"))
    queue = behind(session).queue
    qtbot.waitUntil(lambda: queue.downloads[0].state is DownloadState.FAILED)
    row = models.downloads.row(1)
    assert REPOSITORY in row.message.text()
    assert row.resume.text() == "Try again"
    hub.gated.clear()
    models.go_to(Page.DOWNLOADS)
    qtbot.mouseClick(row.resume, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: queue.downloads[0].state is DownloadState.DONE)
    assert row.state.text() == "Done and verified"


def test_a_cancelled_download_leaves_the_list_and_no_bytes(
    hub: LoopbackHub, session: Session, models: ModelsWindow, qtbot: QtBot
) -> None:
    show(models, qtbot)
    hub.chunk_pause_s = 0.05
    models.wished.emit(GetModel(key="Q4_K_M"))
    queue = behind(session).queue
    qtbot.waitUntil(lambda: queue.downloads[0].done_bytes > 200_000)
    cache = hub_cache_dir(os.environ)
    assert list(cache.rglob("*.incomplete"))
    models.go_to(Page.DOWNLOADS)
    qtbot.mouseClick(models.downloads.row(1).cancel, Qt.MouseButton.LeftButton)
    assert queue.downloads == ()
    assert models.downloads.empty.isVisibleTo(models.downloads)
    qtbot.waitUntil(lambda: not list(cache.rglob("*.incomplete")))
    rows = models.finding.repository.model.rows
    assert not any(row.is_coming for row in rows)


def test_what_was_downloaded_is_listed_verified_updated_and_removed(
    hub: LoopbackHub, session: Session, models: ModelsWindow, qtbot: QtBot
) -> None:
    path = download(session, models, qtbot)
    repository, library = models.finding.repository, models.library
    qtbot.waitUntil(lambda: any(row.key == "Q4_K_M" and row.path == path for row in repository.model.rows))
    models.go_to(Page.LIBRARY)
    library.choose(path)
    qtbot.mouseClick(library.verify_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "is right" in models.notice.text())

    hub.change({f"{REPOSITORY}/small-Q4_K_M.gguf": DATA[::-1]}, "b" * 40)
    show(models, qtbot)
    library.choose(path)
    qtbot.waitUntil(lambda: "changed at the hub" in library.note.text())
    assert path.read_bytes() == DATA
    assert not any(row.is_here for row in repository.model.rows)

    target = path.resolve()
    with target.open("r+b") as file:
        file.seek(1_000)
        file.write(b"another")
    qtbot.mouseClick(library.verify_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "damaged" in library.note.text())
    with target.open("r+b") as file:
        file.write(DATA)
    behind(session).library.refresh()

    path = download(session, models, qtbot, "Q8_0")
    library.choose(path)
    qtbot.mouseClick(library.remove_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: models.findChild(QMessageBox) is not None)
    question = models.findChild(QMessageBox)
    assert question is not None
    assert "become free" in question.informativeText()
    assert path.exists()  # nothing goes before the person said so
    (yes,) = [button for button in question.buttons() if button.text() == "Remove"]
    yes.click()
    qtbot.waitUntil(lambda: library.model.row_of(path) is None)
    assert not path.exists()
    assert "became free" in models.notice.text()


def test_the_plan_of_a_variant_that_changed_at_the_hub_says_what_is_another_in_it(
    hub: LoopbackHub, session: Session, models: ModelsWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    name = f"{REPOSITORY}/small-Q4_K_M.gguf"
    was = write_llama(tmp_path / "was.gguf", template="{{ was }}").read_bytes()
    now = write_llama(tmp_path / "now.gguf", template="{{ now }}").read_bytes()
    hub.files[name] = was
    path = download(session, models, qtbot)
    hub.change({name: now}, "b" * 40)
    models.wished.emit(ShowModel(name="other/thing-GGUF"))  # what was shown before is another commit's
    repository, library = models.finding.repository, models.library
    qtbot.waitUntil(lambda: repository.title.text() == "other/thing-GGUF" and bool(repository.model.rows))
    show(models, qtbot)
    library.choose(path)
    qtbot.waitUntil(lambda: "changed at the hub since this was downloaded. What is here" in library.note.text())
    n_seen = len(hub.seen)

    behind(session).do(CheckFit(key="Q4_K_M"))
    another = "changed at the hub since this was downloaded: the chat template is another one; "
    qtbot.waitUntil(lambda: another in library.note.text(), timeout=60_000)
    repository.table.selectRow(repository.model.row_of("Q4_K_M") or 0)
    qtbot.waitUntil(lambda: another in repository.plan.details.text(), timeout=60_000)
    assert [(seen.server, seen.method) for seen in hub.seen[n_seen:]] == [("hub", "HEAD"), ("store", "GET")]
    assert path.read_bytes() == was
    show(models, qtbot)  # looked at again, it is still known
    assert another in library.note.text()

    path = download(session, models, qtbot)
    assert path.read_bytes() == now
    library.choose(path)
    assert "changed at the hub" not in library.note.text()


def test_a_changed_variant_whose_header_cannot_be_read_is_told_by_its_file_alone(
    hub: LoopbackHub, session: Session, models: ModelsWindow, qtbot: QtBot
) -> None:
    path = download(session, models, qtbot)
    hub.change({f"{REPOSITORY}/small-Q4_K_M.gguf": gguf_bytes.described(template="{{ now }}")}, "b" * 40)
    show(models, qtbot)
    plans: list[ShownPlan] = []
    behind(session).browsing.planned.connect(plans.append)
    behind(session).do(CheckFit(key="Q4_K_M"))
    qtbot.waitUntil(lambda: bool(plans) and not plans[-1].is_asking, timeout=60_000)
    qtbot.waitUntil(lambda: not behind(session).browsing.findChildren(QProcess), timeout=60_000)
    models.library.choose(path)
    assert "changed at the hub since this was downloaded. What is here stays" in models.library.note.text()


def test_the_question_before_a_removal_shows_a_hostile_name_as_text(models: ModelsWindow, qtbot: QtBot) -> None:
    models.library.ask_removal(Removal(path=Path("/x"), title="<b>x</b>", freed_bytes=5, notes=("<i>y</i> stays.",)))
    question = models.findChild(QMessageBox)
    assert question is not None
    labels = [one for one in question.findChildren(QLabel) if "<b>" in one.text() or "<i>" in one.text()]
    assert len(labels) == 2
    assert all(one.textFormat() is Qt.TextFormat.PlainText for one in labels)
    assert question.defaultButton() is not None
    assert question.defaultButton().text() == "Keep"
    question.reject()


def test_a_file_that_we_did_not_bring_is_not_removed_and_the_reason_is_told(
    models: ModelsWindow, qtbot: QtBot, data_dir: Path
) -> None:
    mine = data_dir / "models" / "second.gguf"
    models.library.choose(mine)
    qtbot.mouseClick(models.library.remove_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "not imported by Inglenook" in models.notice.text())
    assert mine.exists()


def test_files_are_imported_and_folders_are_listed_and_dropped(
    models: ModelsWindow, qtbot: QtBot, tmp_path: Path, data_dir: Path
) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "poems-Q4_0.gguf").write_bytes(DATA)
    models.wished.emit(AddFolder(path=folder))
    qtbot.waitUntil(lambda: models.library.model.row_of(folder / "poems-Q4_0.gguf") is not None)
    models.library.fill_folders()
    assert any(str(folder) in action.text() for action in models.library.folders_menu.actions())
    models.wished.emit(DropFolder(path=folder))
    qtbot.waitUntil(lambda: models.library.model.row_of(folder / "poems-Q4_0.gguf") is None)
    models.wished.emit(ImportFile(path=folder / "poems-Q4_0.gguf"))
    imported = data_dir / "models" / "poems-Q4_0.gguf"
    qtbot.waitUntil(lambda: models.library.model.row_of(imported) is not None)
    assert imported.read_bytes() == DATA
    (folder / "notes.gguf").write_text("no model")
    models.wished.emit(ImportFile(path=folder / "notes.gguf"))
    qtbot.waitUntil(lambda: "notes.gguf" in models.notice.text() and "Importing" not in models.notice.text())
    assert not (data_dir / "models" / "notes.gguf").exists()


def test_the_models_folder_moves_and_a_long_act_can_be_stopped(
    session: Session, models: ModelsWindow, qtbot: QtBot, tmp_path: Path, data_dir: Path
) -> None:
    big = tmp_path / "big-Q4_0.gguf"
    with big.open("wb") as file:
        file.write(b"GGUF")
        file.truncate(3_000_000_000)  # sparse, and long enough to be stopped
    models.go_to(Page.LIBRARY)
    models.wished.emit(AddFolder(path=tmp_path))
    qtbot.waitUntil(lambda: models.library.model.row_of(big) is not None)
    models.library.choose(big)
    qtbot.mouseClick(models.library.verify_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Being verified," in models.library.note.text())
    qtbot.mouseClick(models.stop_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Stopped" in models.notice.text())
    assert models.stop_button.isHidden()
    place = tmp_path / "elsewhere" / "models"
    models.wished.emit(MoveModels(path=place))
    qtbot.waitUntil(lambda: models.library.model.row_of(place / "second.gguf") is not None)
    assert not (data_dir / "models" / "second.gguf").exists()
    assert any(model.path == place / "second.gguf" for model in session.list_models())


def test_a_stranger_s_text_is_shown_as_text_and_loads_nothing(models: ModelsWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: "Recommended" in models.finding.found.heading.text())
    variant = ShownVariant(key=HOSTILE, size_bytes=5, quality=HOSTILE, fitting=Fitting.LIKELY)
    models.show_found(
        FindShown(rows=(FoundModel(name=HOSTILE, licence=HOSTILE, note=HOSTILE),), heading=HOSTILE, sentence=HOSTILE)
    )
    card = f"{HOSTILE}\n<script>alert(1)</script> ![x](http://127.0.0.1:1/x.png)\n" + "a" * 300_000
    shown = ShownRepository(
        name=HOSTILE, commit="c" * 40, licence=HOSTILE, base_model=HOSTILE, card=card, note=HOSTILE, variants=(variant,)
    )
    models.show_repository(shown)
    models.show_plan(ShownPlan(key=HOSTILE, verdict=HOSTILE, details=(HOSTILE,), settings=(HOSTILE,)))
    models.show_downloads(
        [ShownDownload(id=9, title=HOSTILE, state=DownloadState.FAILED, done_bytes=1, total_bytes=2, message=HOSTILE)]
    )
    for page in Page:
        models.go_to(page)
        QApplication.processEvents()
        models.grab()  # every delegate paints
    widgets = models.findChildren(QWidget)
    assert not any(isinstance(one, QTextEdit | QTextBrowser) for one in widgets)  # those open files that a text names
    labels = [one for one in widgets if isinstance(one, QLabel) and one.text()]
    assert labels
    assert all(one.textFormat() is Qt.TextFormat.PlainText for one in labels if "gnp.exe" in one.text())
    assert not [one.text() for one in labels if "\u202e" in one.text()]
    for tip in (*(one.toolTip() for one in widgets), *tooltips(models)):  # Qt takes those for HTML that look like it
        assert "<img" not in tip
        assert "<b " not in tip
    repository = models.finding.repository
    assert "<script>alert(1)</script>" in repository.card.toPlainText()
    for text in (
        repository.title.text(),
        repository.card.toPlainText(),
        models.finding.found.model.describe(models.finding.found.model.row(0)),
    ):
        assert "\u202e" not in text
        assert "⟨U+202E⟩" in text
    assert len(repository.card.toPlainText()) < 260_000


def tooltips(models: ModelsWindow) -> list[str]:
    """Of the cells of every table and list."""
    found = []
    for view in models.findChildren(QAbstractItemView):
        model = view.model()
        for row in range(model.rowCount()):
            for column in range(model.columnCount(QModelIndex()) if isinstance(view, QTableView) else 1):
                found.append(model.index(row, column).data(Qt.ItemDataRole.ToolTipRole) or "")
    return found


def test_everything_that_can_be_pressed_or_filled_has_a_name(models: ModelsWindow, qtbot: QtBot) -> None:
    models.show_downloads([ShownDownload(id=9, title="one", state=DownloadState.PAUSED, done_bytes=1, total_bytes=2)])
    for one in models.findChildren(QWidget):
        if isinstance(one, QAbstractButton) and one.focusPolicy() & Qt.FocusPolicy.TabFocus:
            assert one.accessibleName() or one.text(), one
        if isinstance(one, QLineEdit | QPlainTextEdit):
            assert one.accessibleName(), one
    row = models.downloads.row(9)
    assert row.resume.accessibleName() == "Resume: one"


def test_a_download_that_waits_below_another_is_moved_up_by_its_button_and_its_keys(
    hub: LoopbackHub, session: Session, models: ModelsWindow, qtbot: QtBot
) -> None:
    show(models, qtbot)
    hub.faults.append(Fault(stall_after=100_000))
    models.wished.emit(GetModel(key="Q4_K_M"))
    queue, page = behind(session).queue, models.downloads
    qtbot.waitUntil(lambda: queue.downloads[0].done_bytes > 0)
    for name in ("two", "three", "four"):  # of which none is fetched as long as the first is
        file = replace(queue.downloads[0].files[0], name=f"{name}.gguf")
        queue.add_download(replace(queue.downloads[0], files=(file,), state=DownloadState.PAUSED))
    models.go_to(Page.DOWNLOADS)
    models.activateWindow()
    qtbot.waitUntil(models.isActiveWindow)
    assert [page.row(id).up.isVisible() for id in (1, 2, 3, 4)] == [False, False, True, True]
    keep(models.grab().toImage(), session, "models-downloads-moves")
    page.row(4).up.setFocus()
    page.row(4).up.click()
    assert [one.id for one in queue.downloads] == [1, 2, 4, 3]
    qtbot.keyClick(page.row(4).up, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [one.id for one in queue.downloads] == [1, 4, 2, 3]
    assert [page.row(id).up.isVisible() for id in (1, 4, 2, 3)] == [False, False, True, True]
    assert page.row(4).pause.hasFocus()
    qtbot.waitUntil(lambda: page.row(1).y() < page.row(4).y() < page.row(2).y() < page.row(3).y())


def test_the_find_page_is_worked_by_keys_alone(hub: LoopbackHub, models: ModelsWindow, qtbot: QtBot) -> None:
    models.activateWindow()
    qtbot.waitUntil(models.isActiveWindow)
    qtbot.keyClick(models, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert models.tabs.currentIndex() == Page.DOWNLOADS
    qtbot.keyClick(models, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert models.tabs.currentIndex() == Page.FIND
    qtbot.keyClicks(models.finding.field, "small")
    qtbot.keyClick(models.finding.field, Qt.Key.Key_Return)
    assert models.isVisible()  # Enter in a dialog closes nothing
    qtbot.waitUntil(lambda: "for “small”" in models.finding.found.heading.text())
    qtbot.keyClick(models.finding.field, Qt.Key.Key_Down)
    qtbot.keyClick(models.finding.found.view, Qt.Key.Key_Return)
    repository = models.finding.repository
    qtbot.waitUntil(lambda: bool(repository.model.rows))
    qtbot.keyClick(models.finding.found.view, Qt.Key.Key_Tab)
    assert repository.table.hasFocus()
    qtbot.keyClick(repository.table, Qt.Key.Key_Tab)
    assert repository.get_button.hasFocus()
    qtbot.keyClick(repository.get_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: models.downloads.row(1).load.isVisibleTo(models.downloads))


def test_closing_the_window_keeps_downloads_going_and_closing_the_program_pauses_them(
    hub: LoopbackHub, session: Session, models: ModelsWindow, open_window: OpenWindow, qtbot: QtBot
) -> None:
    show(models, qtbot)
    hub.chunk_pause_s = 0.05
    models.wished.emit(GetModel(key="Q8_0"))
    queue = behind(session).queue
    qtbot.waitUntil(lambda: queue.downloads[0].done_bytes > 200_000)
    models.close()
    before = queue.downloads[0].done_bytes
    qtbot.waitUntil(lambda: queue.downloads[0].done_bytes > before)
    session.close()
    assert not queue.is_running
    again = open_window()
    again.open_models()
    n_seen = len(hub.seen)
    row = again.models.window.downloads.row(1) if again.models.window is not None else None
    assert row is not None
    assert row.state.text() == "Paused"
    assert len(hub.seen) == n_seen
    hub.chunk_pause_s = 0
    behind(again).do(ActOnDownload(id=1, act=DownloadAct.RESUME))
    qtbot.waitUntil(lambda: behind(again).queue.downloads[0].state is DownloadState.DONE)


def test_a_download_that_ends_behind_a_closed_window_is_told_over_the_chat(
    hub: LoopbackHub, session: Session, models: ModelsWindow, qtbot: QtBot
) -> None:
    show(models, qtbot)
    models.close()
    models.wished.emit(GetModel(key="Q4_K_M"))
    qtbot.waitUntil(lambda: "whole and verified" in session.window.notice_bar.text)


def test_five_hundred_models_are_sorted_and_filtered(models: ModelsWindow, qtbot: QtBot) -> None:
    rows = tuple(
        ShownModel(path=Path(f"/m/{number}.gguf"), title=f"model {number:03}", source="Hub", size_bytes=number * 1_000)
        for number in range(500)
    )
    library = models.library
    library.show_library(LibraryShown(models=rows))
    library.table.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    assert library.sorted.index(0, 0).data() == "model 499"
    library.choose(Path("/m/7.gguf"))
    changed = tuple(replace(row, is_loaded=row.title == "model 007") for row in rows)
    library.show_library(LibraryShown(models=changed))
    assert library.chosen == changed[7]  # what is chosen stays chosen while rows change
    assert not library.load_button.isEnabled()
    library.filter.setText("MODEL 12")
    assert library.sorted.rowCount() == 10
    assert library.chosen is None


def test_get_models_is_offered_while_the_starter_alone_is_loaded(session: Session, qtbot: QtBot) -> None:
    bar = session.window.model_bar
    assert bar.get_models.isVisible()
    qtbot.mouseClick(bar.get_models, Qt.MouseButton.LeftButton)
    assert session.models.window is not None
    assert session.models.window.isVisible()
    second = next(model for model in session.list_models() if model.name == "second")
    session.controller.choose_model(second)
    qtbot.waitUntil(lambda: not bar.get_models.isVisible())
    bar.fill_menu()
    assert any(action.text() == "Models…" for action in bar.menu.actions())


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.2, "1 s left"), (89, "89 s left"), (600, "10 min left"), (7200, "2.0 h left")]
)
def test_time_left_is_said_as_a_person_would(seconds: float, text: str) -> None:
    assert time_left_text(seconds) == text


def test_names_and_cards_are_made_plain() -> None:
    assert plain("a\n b\tc") == "a b c"
    assert len(plain("x" * 1_000)) == 200
    assert "\u202e" not in plain_lines("one\r\ntwo\u202e")
    assert plain_lines("one\r\ntwo").split("\n") == ["one", "two"]
    assert (count_short(999), count_short(48_211), count_short(1_234_567)) == ("999", "48 k", "1.2 M")
