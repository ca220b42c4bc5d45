"""Folders that a person adds: remembered, refused with a sentence, and never changed."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from inglenook_desktop.library import LibraryError, ModelSource, add_folder, added_folders, remove_folder
from inglenook_desktop.library.entries import Listing
from model_trees import gguf, put

Listed = Callable[..., Listing]


def test_models_in_an_added_folder_and_below_it_are_listed(data: Path, tmp_path: Path, listed: Listed) -> None:
    folder = tmp_path / "my models"
    put(folder / "A-Q4_0.gguf", gguf("a"))
    put(folder / "sub" / "B.gguf", gguf("b"))
    assert add_folder(data, str(folder)) == folder
    assert [(model.name, model.source) for model in listed().models] == [
        ("A-Q4_0", ModelSource.ADDED),
        ("B", ModelSource.ADDED),
    ]
    assert remove_folder(data, str(folder)) == folder
    assert listed().models == ()
    assert (folder / "A-Q4_0.gguf").is_file()


def test_a_folder_is_added_once_whatever_it_is_called(data: Path, tmp_path: Path) -> None:
    (tmp_path / "m").mkdir()
    (tmp_path / "other name").symlink_to(tmp_path / "m")
    add_folder(data, str(tmp_path / "m"))
    for again in (tmp_path / "m", tmp_path / "other name", tmp_path / "m" / ".." / "m"):
        with pytest.raises(LibraryError, match="looked through already"):
            add_folder(data, str(again))
    (data / "models").mkdir()
    with pytest.raises(LibraryError, match="looked through already"):
        add_folder(data, str(data / "models"))
    assert added_folders(data) == [tmp_path / "m"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "is empty"),
        ("  ", "is empty"),
        ("nowhere", "There is no folder"),
        ("file.gguf", "is a file"),
        ("nu\0l", "cannot be the name"),
        ("~nobody-of-that-name/x", "cannot be the name"),
    ],
)
def test_what_cannot_be_added_is_refused_with_a_sentence(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, sentence: str
) -> None:
    monkeypatch.chdir(tmp_path)
    put(tmp_path / "file.gguf", gguf("f"))
    with pytest.raises(LibraryError, match=sentence):
        add_folder(data, text)
    assert added_folders(data) == []


def test_a_folder_that_was_not_added_cannot_be_taken_off(data: Path, tmp_path: Path) -> None:
    (tmp_path / "m").mkdir()
    add_folder(data, str(tmp_path / "m"))
    with pytest.raises(LibraryError, match=r"was not added\. Added folders: .*m"):
        remove_folder(data, str(tmp_path / "other"))


def test_a_folder_that_is_gone_can_be_taken_off(data: Path, tmp_path: Path) -> None:
    (tmp_path / "m").mkdir()
    add_folder(data, str(tmp_path / "m"))
    (tmp_path / "m").rmdir()
    remove_folder(data, str(tmp_path / "m"))
    assert added_folders(data) == []


@pytest.mark.parametrize("damage", [b"", b"{", b'{"folders": 7}', b'{"folders": ["relative", "", "a\\u0000b"]}'])
def test_a_damaged_list_of_folders_is_an_empty_one(data: Path, listed: Listed, damage: bytes) -> None:
    put(data / "model_folders.json", damage)
    assert added_folders(data) == []
    assert listed().models == ()


def test_a_name_that_is_no_unicode_is_remembered(data: Path, tmp_path: Path) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff models"))
    folder.mkdir()
    add_folder(data, str(folder))
    assert added_folders(data) in ([folder], [Path(str(folder).replace("\udcff", "\ufffd"))])
