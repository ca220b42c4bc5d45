"""The buttons above a block of code: save it, wrap its lines, copy it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from inglenook_desktop.markdown import CODE_LIMIT
from inglenook_desktop.views.code_block import CodeBlock
from inglenook_desktop.views.code_files import CodeSaving, suggested_name, write_text
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

WIDE = "value = " + " + ".join(f"number_{index}" for index in range(80))


def block(stage: Any) -> CodeBlock:
    """The first one in view that begins a block."""
    blocks = (widget for widget in stage.view._widgets._live.values() if isinstance(widget, CodeBlock))
    return min((one for one in blocks if one.copy_button.isVisible()), key=CodeBlock.y)


def test_a_block_is_saved_whole_under_a_name_of_its_language(stage: Any, qtbot: QtBot, tmp_path: Path) -> None:
    code = "print(1)\n" * (CODE_LIMIT // 4)
    stage.say("Look:\n\n```python\n" + code + "```\n")
    stage.view.scroll_to_row(0)
    dialogs: list[QFileDialog] = []
    block(stage).save_button.click()
    dialogs = stage.view.findChildren(QFileDialog)
    assert [Path(path).name for path in dialogs[0].selectedFiles()] == ["code.py"]
    target = tmp_path / "saved.py"
    with qtbot.waitSignal(stage.view.code_saving.saved):
        dialogs[0].fileSelected.emit(str(target))
    assert target.read_text(encoding="utf-8") == code
    assert [path.name for path in tmp_path.iterdir()] == ["saved.py"]
    dialogs[0].close()


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("", "code.txt"),
        ("Rust", "code.rs"),
        ("dockerfile", "Dockerfile"),
        ("../../.bashrc", "code.txt"),
        ("py\u202etxt", "code.txt"),
        ("c++", "code.cpp"),
    ],
)
def test_nothing_that_a_model_wrote_becomes_part_of_a_name(language: str, name: str) -> None:
    assert suggested_name(language) == name


def test_a_file_that_is_written_over_keeps_its_rights_and_a_link_stays_one(tmp_path: Path) -> None:
    script = tmp_path / "run.sh"
    script.write_text("old")
    script.chmod(0o755)
    link = tmp_path / "link.sh"
    link.symlink_to(script)
    write_text(link, "new ü \ud800")
    assert script.read_bytes() == "new ü ?".encode()
    assert link.is_symlink()
    if sys.platform != "win32":
        assert script.stat().st_mode & 0o777 == 0o755


def test_a_file_that_cannot_be_written_is_told_and_leaves_nothing(stage: Any, qtbot: QtBot, tmp_path: Path) -> None:
    saving = CodeSaving(stage.view)
    saving.write("x", str(tmp_path / "nowhere" / "a.py"))
    box = stage.view.findChild(QMessageBox)
    assert "could not be saved as a.py" in box.text()
    assert "another folder" in box.text()
    box.close()
    folder = tmp_path / "folder"
    folder.mkdir()
    with pytest.raises(OSError, match="folder"):
        write_text(folder, "x")
    assert list(tmp_path.iterdir()) == [folder]


def test_wrapping_changes_the_whole_block_and_leaves_it_where_it_is(stage: Any) -> None:
    stage.say("above\n\n```python\n" + (WIDE + "\n") * 6 + "```\n\nbelow\n\n" + "more\n\n" * 60)
    stage.view.scroll_to_row(0)
    code = block(stage)
    top, height = code.y(), code.height()
    assert code.text.horizontalScrollBar().maximum() > 0
    code.wrap_button.click()
    assert code.wrap_button.isChecked()
    assert code.y() == top
    assert code.height() > 2 * height
    assert code.text.horizontalScrollBar().maximum() == 0
    assert code.text.toPlainText().count("\n") == 5
    code.wrap_button.click()
    assert (code.y(), code.height()) == (top, height)
    assert code.text.horizontalScrollBar().maximum() > 0


def test_the_parts_of_a_long_block_are_wrapped_together_also_those_yet_to_come(stage: Any) -> None:
    row = stage.say("```python\n" + (WIDE + "\n") * 12, is_streaming=True)
    stage.view.scroll_to_row(0)
    block(stage).wrap_button.click()
    stage.model.append_text(row, (WIDE + "\n") * 12)
    stage.view.flush()
    pieces = stage.view._row(0).block_at(0)
    assert len(pieces) >= 2
    assert all(piece.wraps for piece in pieces)


def test_a_preference_wraps_all_blocks_about_which_nothing_was_said(stage: Any) -> None:
    stage.say("```\n" + WIDE + "\n```\n")
    before = block(stage).height()
    stage.view.set_reading(zoom_percent=100, wraps_code=True)
    assert block(stage).wrap_button.isChecked()
    assert block(stage).height() > before
    block(stage).wrap_button.click()
    assert block(stage).height() == before
