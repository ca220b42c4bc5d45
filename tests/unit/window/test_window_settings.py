"""What the window remembers: written whole or not at all, and never a reason not to start."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from inglenook_desktop.library.kept import MAX_BYTES
from inglenook_desktop.settings import FILE_NAME, WindowSettings, read_settings, write_settings

SETTINGS = WindowSettings(
    geometry="AAAA", sidebar_width=230, is_sidebar_hidden=True, model_path="/m.gguf", conversation_id=7, draft="Grüße\n"
)


def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    write_settings(tmp_path, SETTINGS)
    assert read_settings(tmp_path) == SETTINGS
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]
    assert stat.S_IMODE((tmp_path / FILE_NAME).stat().st_mode) == 0o600


def test_without_a_file_there_are_defaults(tmp_path: Path) -> None:
    assert read_settings(tmp_path) == WindowSettings()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"\xff\xfe", b'{"geometry": 3}', b'{"colour": "red"}', b"[" * 100_000, b" " * (MAX_BYTES + 1)],
    ids=["empty", "cut", "list", "not-text", "wrong-type", "unknown", "deep", "huge"],
)
def test_a_damaged_file_is_set_aside(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    assert read_settings(tmp_path) == WindowSettings()
    assert (tmp_path / "window.json.damaged").read_bytes() == content
    assert not (tmp_path / FILE_NAME).exists()


def test_a_folder_that_cannot_be_written_is_no_reason_to_fail(tmp_path: Path) -> None:
    blocked = tmp_path / "a-file"
    blocked.write_text("in the way")
    write_settings(blocked / "data", SETTINGS)
    assert read_settings(blocked / "data") == WindowSettings()


def test_a_power_cut_leaves_the_old_file_or_the_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On the disk before it takes the old one's name, and that name before anybody relies on it."""
    write_settings(tmp_path, WindowSettings(draft="old"))
    synced: list[tuple[bool, str]] = []

    def sync(descriptor: int) -> None:
        status = os.fstat(descriptor)
        is_folder = stat.S_ISDIR(status.st_mode)
        assert is_folder or status.st_size > 0  # nothing waits in a buffer of ours
        synced.append((is_folder, read_settings(tmp_path).draft))

    monkeypatch.setattr(os, "fsync", sync)
    assert write_settings(tmp_path, WindowSettings(draft="new"))
    assert synced == [(False, "old"), (True, "new")]
