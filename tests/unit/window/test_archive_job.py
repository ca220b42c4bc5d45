"""Export and import from the window: on a thread of their own, with progress, cancelled, refused, reported."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from fakes_engine import MODEL, STATS
from inglenook_desktop import archive_job
from inglenook_desktop.app import Session
from inglenook_desktop.archive_job import ArchiveJob, Outcome
from inglenook_desktop.shelf_wishes import Export, ExportFormat, Import
from inglenook_desktop.store import Store, open_store
from inglenook_desktop.views.report_dialog import ReportDialog
from inglenook_engine.types import FinishReason, GenerateParams
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from windows import OpenWindow, store_of

Ask = Callable[[Session, str], None]


def add(store: Store, question: str, answer: str) -> int:
    turn = store.begin_turn(conversation_id=None, text=question, model=MODEL, params=GenerateParams())
    store.finish_turn(turn, text=answer, tokens=[1], reason=FinishReason.STOP, stats=STATS)
    return turn.conversation_id


def end_of(job: ArchiveJob, qtbot: QtBot, wish: Export | Import) -> Outcome:
    with qtbot.waitSignal(job.ended, timeout=60_000) as ended:
        job.start(wish)
        assert job.is_running
    assert ended.args is not None
    assert not job.is_running
    outcome = ended.args[0]
    assert isinstance(outcome, Outcome)
    return outcome


@pytest.fixture
def job(qtbot: QtBot) -> ArchiveJob:
    return ArchiveJob()


def everything(path: Path) -> Export:
    return Export(path=path, conversation_id=None, format=ExportFormat.JSON)


def test_the_whole_archive_goes_out_and_comes_in_elsewhere(job: ArchiveJob, qtbot: QtBot, tmp_path: Path) -> None:
    out = tmp_path / "all.json"
    with open_store(tmp_path / "a") as store:
        for number in range(3):
            add(store, f"Question {number}", "Yes.")
        job.use(store)
        outcome = end_of(job, qtbot, everything(out))
        assert (outcome.sentence, outcome.is_error) == ("3 conversations are in all.json.", False)
        job.use(None)
    with open_store(tmp_path / "b") as store:
        job.use(store)
        with qtbot.waitSignal(job.changed, timeout=60_000):
            outcome = end_of(job, qtbot, Import(path=out))
        assert outcome.sentence == "3 new conversations with 6 messages came from all.json."
        assert len(outcome.imported) == 3
        assert sorted(one.title for one in store.conversations()) == ["Question 0", "Question 1", "Question 2"]
        again = end_of(job, qtbot, Import(path=out))
        assert again.sentence.endswith("3 were here already.")
        second = tmp_path / "again.json"
        end_of(job, qtbot, everything(second))
        assert second.read_bytes() == out.read_bytes()
        job.use(None)


def test_one_conversation_goes_out_as_markdown(job: ArchiveJob, qtbot: QtBot, tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        number = add(store, "What is a settle?", "A bench with a *high* back.")
        job.use(store)
        path = tmp_path / "settle.md"
        outcome = end_of(job, qtbot, Export(path=path, conversation_id=number, format=ExportFormat.MARKDOWN))
        assert outcome.sentence == "It is in settle.md."
        assert "A bench with a *high* back." in path.read_text(encoding="utf-8")
        job.use(None)


def test_a_cancelled_export_leaves_what_was_there(
    job: ArchiveJob, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive_job, "TELL_EVERY_S", 0.0)
    with open_store(tmp_path / "a") as store:
        for number in range(50):
            add(store, f"Question {number}", "Yes.")
        job.use(store)
        path = tmp_path / "all.json"
        path.write_text("the last export")
        job.began.connect(job.cancel)
        outcome = end_of(job, qtbot, everything(path))
        assert outcome.is_cancelled
        assert path.read_text() == "the last export"
        assert [one.name for one in tmp_path.iterdir() if one.is_file()] == ["all.json"]
        job.use(None)


def test_closing_ends_what_is_under_way(job: ArchiveJob, qtbot: QtBot, tmp_path: Path) -> None:
    with open_store(tmp_path / "a") as store:
        for number in range(30):
            add(store, f"Question {number}", "Yes.")
        job.use(store)
        job.start(everything(tmp_path / "all.json"))
        job.use(None)
        job.start(everything(tmp_path / "other.json"))  # there is no store to export from
    assert not (tmp_path / "other.json").exists()


def test_a_place_that_cannot_be_written_is_told(job: ArchiveJob, qtbot: QtBot, tmp_path: Path) -> None:
    with open_store(tmp_path / "a") as store:
        add(store, "One", "Yes.")
        job.use(store)
        outcome = end_of(job, qtbot, everything(tmp_path / "missing" / "all.json"))
        assert outcome.is_error
        assert str(tmp_path / "missing" / "all.json") in outcome.sentence
        job.use(None)


def test_what_is_no_archive_is_told(job: ArchiveJob, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "notes.json"
    path.write_text('{"a": 1}')
    with open_store(tmp_path / "a") as store:
        job.use(store)
        outcome = end_of(job, qtbot, Import(path=path))
        assert outcome.is_error
        assert "notes.json" in outcome.sentence
        job.use(None)


def test_the_menu_exports_with_a_name_that_says_what_it_is(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, tmp_path: Path
) -> None:
    session = open_window()
    ask(session, "What is: a settle?")
    sidebar = session.window.sidebar
    sidebar.view.setCurrentIndex(session.conversations.index(0))
    sidebar.actions_of_row.export_markdown.trigger()
    (dialog,) = session.window.findChildren(QFileDialog)
    assert [Path(name).name for name in dialog.selectedFiles()] == ["What is a settle.md"]
    with qtbot.waitSignal(session.controller.shelf.job.ended, timeout=60_000):
        dialog.fileSelected.emit(str(tmp_path / "settle.md"))
        assert sidebar.job_bar.isVisible()
    dialog.close()
    assert "Good evening." in (tmp_path / "settle.md").read_text(encoding="utf-8")
    assert not sidebar.job_bar.isVisible()
    assert session.window.notice_bar.text == "It is in settle.md."


def test_an_import_shows_what_came_and_what_was_wrong(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, data_dir: Path
) -> None:
    with open_store(tmp_path / "other") as store, (tmp_path / "good.json").open("wb") as out:
        add(store, "From elsewhere", "Yes.")
        store.archive.export(out)
    records = json.loads((tmp_path / "good.json").read_text())
    records.insert(1, {"type": "nonsense"})
    lines = ",\n".join(json.dumps(record, separators=(",", ":"), ensure_ascii=False) for record in records)
    path = tmp_path / "worn.json"
    path.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    session = open_window()
    session.window.sidebar.actions_of_row.import_file.trigger()
    (dialog,) = session.window.findChildren(QFileDialog)
    with qtbot.waitSignal(session.controller.shelf.reported, timeout=60_000):
        dialog.fileSelected.emit(str(path))
    dialog.close()
    report = session.window.findChild(ReportDialog)
    assert "1 new conversation with 2 messages came from worn.json." in report.sentence.text()
    assert report.lines.toPlainText()
    assert [one.title for one in store_of(session).conversations()] == ["From elsewhere"]
    assert session.conversations.index(0).data() == "From elsewhere"
    qtbot.keyClick(report, Qt.Key.Key_Escape)


def test_a_folder_is_imported_too(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    with open_store(tmp_path / "other") as store, (tmp_path / "kept" / "good.json").open("wb") as out:
        add(store, "From a folder", "Yes.")
        store.archive.export(out)
    session = open_window()
    session.window.sidebar.actions_of_row.import_folder.trigger()
    (dialog,) = session.window.findChildren(QFileDialog)
    assert dialog.fileMode() == QFileDialog.FileMode.Directory
    with qtbot.waitSignal(session.controller.shelf.reported, timeout=60_000) as reported:
        dialog.fileSelected.emit(str(tmp_path / "kept"))
    dialog.close()
    assert reported.args is not None
    assert len(reported.args[0].imported) == 1


def test_an_export_is_whole_when_it_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []
    path = tmp_path / "all.json"
    monkeypatch.setattr(os, "fsync", lambda _number: seen.append(path.exists()))
    with open_store(tmp_path / "a") as store:
        add(store, "One", "Yes.")
        archive_job.export(store.archive, everything(path), lambda _done, _total: None)
    assert seen == [False]
    assert path.exists()


def test_every_branch_of_one_conversation_goes_out_as_markdown(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, tmp_path: Path
) -> None:
    session = open_window()
    ask(session, "What is a settle?")
    answer = session.transcript.item(1).key
    store_of(session).tree.edit_answer(answer, "A bench with a high back.")
    sidebar = session.window.sidebar
    sidebar.view.setCurrentIndex(session.conversations.index(0))
    sidebar.actions_of_row.export_tree.trigger()
    (dialog,) = session.window.findChildren(QFileDialog)
    assert [Path(name).name for name in dialog.selectedFiles()] == ["What is a settle.md"]
    with qtbot.waitSignal(session.controller.shelf.job.ended, timeout=60_000):
        dialog.fileSelected.emit(str(tmp_path / "tree.md"))
    dialog.close()
    text = (tmp_path / "tree.md").read_text(encoding="utf-8")
    assert "Good evening." in text
    assert "A bench with a high back." in text
    assert session.window.notice_bar.text == "It is in tree.md."


def test_a_mistake_of_the_program_is_not_told_as_a_cancellation(
    job: ArchiveJob, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def mistaken(*_: object) -> int:
        raise RuntimeError("nobody thought of this")

    monkeypatch.setattr(archive_job, "export", mistaken)
    with open_store(tmp_path / "a") as store:
        job.use(store)
        outcome = end_of(job, qtbot, everything(tmp_path / "all.json"))
        job.use(None)
    assert outcome.is_error
    assert not outcome.is_cancelled
    assert "mistake" in outcome.sentence
    assert "nobody thought of this" in caplog.text
