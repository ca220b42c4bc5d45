"""The data folder: which one, made how, refused with what words."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from inglenook_desktop.paths import ENVIRONMENT_VARIABLE, DataFolderError, data_dir, locate_data_dir


def test_the_option_wins_over_the_variable_and_the_variable_over_the_platform(
    tmp_path: Path, private_home: Path
) -> None:
    environ = {ENVIRONMENT_VARIABLE: str(tmp_path / "variable")}
    assert locate_data_dir(tmp_path / "option", environ) == tmp_path / "option"
    assert locate_data_dir(None, environ) == tmp_path / "variable"
    assert locate_data_dir(None, {ENVIRONMENT_VARIABLE: ""}).name == "inglenook"
    assert locate_data_dir(None, {}).is_relative_to(private_home)


def test_locating_touches_nothing(tmp_path: Path) -> None:
    locate_data_dir(tmp_path / "x")
    assert not (tmp_path / "x").exists()


def test_a_new_folder_is_private_and_an_old_one_is_left_as_it_is(tmp_path: Path) -> None:
    assert stat.S_IMODE(data_dir(tmp_path / "deep" / "er").stat().st_mode) == 0o700
    old = tmp_path / "old"
    old.mkdir()
    old.chmod(0o750)
    assert stat.S_IMODE(data_dir(old).stat().st_mode) == 0o750


def test_a_relative_folder_and_a_tilde_become_absolute(
    tmp_path: Path, private_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert locate_data_dir("here") == tmp_path / "here"
    assert locate_data_dir(None, {ENVIRONMENT_VARIABLE: "~/there"}) == private_home / "there"


def test_a_file_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for path in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(DataFolderError, match="a file of that name") as caught:
            data_dir(path)
        assert str(path) in str(caught.value)
        assert "--data-dir" in str(caught.value)


@pytest.mark.parametrize("name", ["a\0b", "", "~nobody-of-that-name/x"])
def test_a_name_that_cannot_be_a_folder_is_refused_with_a_sentence(name: str) -> None:
    with pytest.raises(DataFolderError):
        data_dir(name)


def test_a_folder_without_write_permission_is_refused(open_folder: Path, as_nobody: Callable[[Path], None]) -> None:
    open_folder.chmod(0o500)
    as_nobody(open_folder)
    with pytest.raises(DataFolderError, match="permission denied"):
        data_dir(open_folder)


def test_a_folder_on_a_file_system_that_takes_nothing_is_refused() -> None:
    with pytest.raises(DataFolderError, match="cannot be"):
        data_dir("/proc/inglenook")
