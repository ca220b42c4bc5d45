"""Inglenook among the desktop's applications: the entry, its icon, and the two ways to write them."""

from __future__ import annotations

import configparser
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from inglenook_desktop.cli import main
from inglenook_desktop.menu_entry import (
    APPLICATION_ID,
    MARK,
    MenuEntryError,
    add_menu_entry,
    entry_text,
    menu_entry,
    own_command,
    remove_menu_entry,
)
from inglenook_desktop.menu_entry_command import KEY
from inglenook_desktop.paths import locate_data_dir
from inglenook_desktop.terminal.menu_entry import instead
from inglenook_desktop.translating import SOURCE_LANGUAGE, languages
from pytestqt.qtbot import QtBot
from windows import OpenWindow

needs_a_menu = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="this system has no such menu")


def _read(text: str) -> configparser.ConfigParser:
    """Groups and keys; values without the escapes that every string of such a file has."""
    found = configparser.ConfigParser(interpolation=None, delimiters=("=",), comment_prefixes=("#",), strict=True)
    found.optionxform = str  # type: ignore[assignment,method-assign] # keys have capitals
    found.read_string(text)
    escapes = {"\\": "\\", "n": "\n", "t": "\t", "r": "\r", "s": " "}
    for group in found.sections():
        for key, value in found[group].items():
            found[group][key] = re.sub(r"\\(.)", lambda one: escapes[one[1]], value)
    return found


@needs_a_menu
def test_a_shell_reads_the_command_as_it_was_meant() -> None:
    command = ["/opt/a b/python 3", "", "/a b/%f $c `d` \"e\" \\f 'g' #h ~i *?(j)\ttab\nline é", "--x=1", "100%"]
    read = _read(entry_text(command))
    assert read["Desktop Entry"]["TryExec"] == command[0]
    for group, added in (("Desktop Entry", []), ("Desktop Action new-conversation", ["--new"])):
        line = read[group]["Exec"].replace("%%", "%")  # as the specification wants, after the words are found
        words = subprocess.run(["sh", "-c", f"printf '%s\\0' {line}"], capture_output=True, check=True).stdout
        assert words.decode().split("\0")[:-1] == [*command, *added]


def test_every_language_of_the_window_has_its_words_in_the_entry(tmp_path: Path) -> None:
    text = entry_text(own_command(tmp_path))
    read = _read(text)
    for group, keys in (
        ("Desktop Entry", ("GenericName", "Comment", "Keywords")),
        ("Desktop Action new-conversation", ("Name",)),
    ):
        for key in keys:
            wanted = {key, *(f"{key}[{one}]" for one in languages() if one != SOURCE_LANGUAGE)}
            found = {one: read[group][one] for one in read[group] if one.split("[")[0] == key}
            assert set(found) == wanted
            assert len(set(found.values())) == len(wanted), found
    validate = shutil.which("desktop-file-validate")
    if validate:
        path = tmp_path / f"{APPLICATION_ID}.desktop"
        path.write_text(text)
        assert subprocess.run([validate, path], capture_output=True, text=True, check=False).stdout == ""


@needs_a_menu
def test_what_was_written_is_removed_and_nothing_else(private_home: Path, tmp_path: Path) -> None:
    place = menu_entry()
    assert not remove_menu_entry(place)
    other = place.entry.with_name("other.desktop")
    for _ in range(2):
        add_menu_entry(place, tmp_path)
        assert place.is_written
    other.write_text("[Desktop Entry]\n")
    assert place.entry.is_relative_to(private_home)
    assert place.entry.stem == APPLICATION_ID == _read(place.entry.read_text())["Desktop Entry"]["Icon"]
    assert place.icon.read_bytes() == MARK.read_bytes()
    assert remove_menu_entry(place)
    left = [path for path in private_home.rglob("*") if path.is_file()]
    assert left == [other]


@needs_a_menu
def test_a_file_of_somebody_else_stays(private_home: Path, tmp_path: Path) -> None:
    place = menu_entry()
    place.entry.parent.mkdir(parents=True)
    place.entry.write_text("[Desktop Entry]\nName=Mine\n")
    for act in (lambda: add_menu_entry(place, tmp_path), lambda: remove_menu_entry(place)):
        with pytest.raises(MenuEntryError, match="was not written by Inglenook"):
            act()
    assert place.entry.read_text() == "[Desktop Entry]\nName=Mine\n"
    assert not place.is_written


def test_the_entry_opens_the_folder_that_it_was_written_for(tmp_path: Path) -> None:
    assert own_command(tmp_path)[-2:] == ["--data-dir", str(tmp_path)]
    assert own_command(locate_data_dir(environ={}))[-1] == "inglenook_desktop"


def test_the_terminal_writes_it_and_says_what_to_do_elsewhere(
    private_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = menu_entry()
    if sys.platform not in ("win32", "darwin"):
        assert main(["menu-entry", "add"]) == 0
        assert place.is_written
        assert str(place.entry) in capsys.readouterr().out
        assert main(["menu-entry", "remove"]) == 0
        assert not place.is_written
        assert not place.icon.exists()
        capsys.readouterr()
    assert main(["menu-entry", "remove"]) == 0
    assert capsys.readouterr().out == "Inglenook was not in the applications' menu.\n"
    assert instead("darwin", ["/a b/python3", "-I"]).endswith("add it to the Dock: '/a b/python3' -I")
    assert instead("win32", ["C:\\a b\\python.exe", "-I"]).endswith('pin it to Start: "C:\\a b\\python.exe" -I')


@needs_a_menu
def test_the_window_adds_it_removes_it_and_tells_what_was_in_the_way(open_window: OpenWindow, qtbot: QtBot) -> None:
    session = open_window(is_ready=False)
    commands, place = session.window.commands, menu_entry()
    action = commands[KEY].action

    def told() -> list[str]:
        return [notice.message for notice in session.controller.state.notices if notice.key == KEY]

    assert action.text() == "Add to the applications' menu"
    action.trigger()
    assert place.is_written
    assert told() == ["Inglenook is in the applications' menu now."]
    commands.offering.emit()
    assert action.text() == "Remove from the applications' menu"
    action.trigger()
    assert not place.is_written
    assert told() == ["Inglenook is no longer in the applications' menu."]
    place.entry.parent.chmod(0o500)
    try:
        if os.access(place.entry.parent, os.W_OK):  # root may write everywhere
            place.entry.write_text("somebody else’s")
        action.trigger()
    finally:
        place.entry.parent.chmod(0o700)
    [sentence] = told()
    assert str(place.entry) in sentence
