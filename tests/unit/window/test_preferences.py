"""What a person can set, and the file it is kept in."""

from __future__ import annotations

import re
import stat
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
import tomlkit
from inglenook_desktop import preferences_writing
from inglenook_desktop.preferences import (
    SECTION_TITLES,
    Preferences,
    all_settings,
    find_setting,
    settings_of,
    value_of,
    with_default,
    with_value,
)
from inglenook_desktop.preferences_file import NOT_WRITTEN, read_preferences, write_preferences
from inglenook_desktop.preferences_keeping import PreferencesKeeping
from pytestqt.qtbot import QtBot


def read(data_dir: Path) -> tuple[Preferences, list[str]]:
    problems: list[str] = []
    return read_preferences(data_dir, report=problems.append), problems


def write_text(data_dir: Path, text: str | bytes) -> Path:
    path = data_dir / "settings.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path


def test_every_setting_has_a_title_bounds_or_choices_that_hold_its_default() -> None:
    for one in all_settings():
        assert one.title, one.key
        assert one.check(one.default) == one.default
        assert one.key.partition(".")[0] in SECTION_TITLES
    assert {one.key for one in all_settings()} >= {"appearance.scheme", "appearance.zoom_percent"}


def test_no_file_means_defaults_and_no_word_about_it(tmp_path: Path) -> None:
    assert read(tmp_path / "not there") == (Preferences(), [])


def test_what_is_written_is_read_back_and_every_setting_has_a_comment(tmp_path: Path) -> None:
    preferences = with_value(Preferences(), "appearance", "scheme", "dark")
    preferences = with_value(preferences, "appearance", "zoom_percent", 150)
    preferences = with_value(preferences, "shortcuts", "conversation.new", "Ctrl+Alt+ä")
    assert write_preferences(tmp_path, preferences)
    assert read(tmp_path) == (preferences, [])
    path = tmp_path / "settings.toml"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    lines = path.read_text("utf-8").splitlines()
    for section in SECTION_TITLES:
        for one in settings_of(section):
            place = next(n for n, line in enumerate(lines) if line.startswith(f"{one.name} = "))
            assert lines[place - 1].startswith("# ")
    assert '# one of "system", "light", "dark"' in lines


def test_the_page_of_documentation_has_the_file_as_it_is_at_first(tmp_path: Path) -> None:
    """Every key, what it means and its default. Where this fails, copy the file into the page."""
    assert write_preferences(tmp_path, Preferences())
    text = (tmp_path / "settings.toml").read_text("utf-8")
    assert all("# at first " in part for part in re.split(r"\n\w+ = .*\n", text)[:-1])
    page = (Path(__file__).parents[3] / "docs" / "settings.md").read_text("utf-8")
    assert f"```toml\n{text}```" in page


def test_a_persons_comments_order_and_unknown_keys_stay(tmp_path: Path) -> None:
    text = (
        "# mine\n\n"
        "[of_tomorrow]\nkey = [1, 2]\n\n"
        '[appearance] # how it looks\nzoom_percent = 120   # for my eyes\nfrom_the_future = "x"\nscheme = "dark"\n\n'
        '[shortcuts]\n"conversation.new" = "Ctrl+T" # as in a browser\n'
    )
    path = write_text(tmp_path, text)
    preferences, problems = read(tmp_path)
    assert not problems
    assert (preferences.appearance.zoom_percent, preferences.appearance.scheme) == (120, "dark")
    assert dict(preferences.shortcuts) == {"conversation.new": "Ctrl+T"}
    assert write_preferences(tmp_path, with_value(preferences, "appearance", "zoom_percent", 130))
    written = path.read_text("utf-8")
    changed = text.replace("zoom_percent = 120 ", "zoom_percent = 130 ")
    for line in changed.splitlines():
        assert line in written.splitlines()
    assert [line for line in written.splitlines() if line in changed.splitlines() and line] == [
        line for line in changed.splitlines() if line
    ]
    assert tomlkit.parse(written)["of_tomorrow"] == {"key": [1, 2]}


def test_no_number_stands_in_the_file_as_no_one_writes_it(tmp_path: Path) -> None:
    assert write_preferences(tmp_path, Preferences())
    text = (tmp_path / "settings.toml").read_text("utf-8")
    assert "0 to 1000000 tokens" in text
    assert not re.search(r"\de\+\d", text)


def test_writing_twice_changes_nothing_more(tmp_path: Path) -> None:
    assert write_preferences(tmp_path, with_value(Preferences(), "shortcuts", "a.b", ""))
    first = (tmp_path / "settings.toml").read_bytes()
    preferences, _ = read(tmp_path)
    assert write_preferences(tmp_path, preferences)
    assert (tmp_path / "settings.toml").read_bytes() == first


def test_a_shortcut_given_back_is_gone_from_the_file(tmp_path: Path) -> None:
    preferences = with_value(Preferences(), "shortcuts", "a.b", "Ctrl+1")
    preferences = with_value(preferences, "shortcuts", "a.c", "Ctrl+2")
    assert write_preferences(tmp_path, preferences)
    preferences = with_default(preferences, "shortcuts", "a.b")
    assert write_preferences(tmp_path, preferences)
    assert dict(read(tmp_path)[0].shortcuts) == {"a.c": "Ctrl+2"}


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("zoom_percent = 49", "zoom_percent"),
        ("zoom_percent = 301", "zoom_percent"),
        ("zoom_percent = true", "zoom_percent"),
        ("zoom_percent = 100.0", "zoom_percent"),
        ("zoom_percent = nan", "zoom_percent"),
        ('zoom_percent = "100"', "zoom_percent"),
        ("zoom_percent = {}", "zoom_percent"),
        ("font_size_pt = 1", "font_size_pt"),
        ("font_size_pt = 6", "font_size_pt"),
        ("font_size_pt = 33", "font_size_pt"),
        ('scheme = "Dark"', "scheme"),
        ("scheme = 1", "scheme"),
        ("scheme = 1979-05-27", "scheme"),
        (f'font_family = "{"x" * 2001}"', "font_family"),
    ],
)
def test_a_value_that_cannot_be_is_the_default_for_that_one_alone(tmp_path: Path, line: str, name: str) -> None:
    path = write_text(tmp_path, f'[appearance]\n{line}\nlanguage = "de"\n')
    before = path.read_bytes()
    preferences, problems = read(tmp_path)
    assert preferences == with_value(Preferences(), "appearance", "language", "de")
    assert len(problems) == 1
    assert problems[0].startswith(f"In settings.toml, appearance.{name} cannot be what it is. It can be ")
    assert path.read_bytes() == before, "reading must not change the person's file"


@pytest.mark.parametrize("text", ["appearance = 3\n", "[[appearance]]\nscheme = 'dark'\n", "shortcuts = 'x'\n"])
def test_a_section_that_is_none_is_told(tmp_path: Path, text: str) -> None:
    write_text(tmp_path, text)
    preferences, problems = read(tmp_path)
    assert preferences == Preferences()
    assert len(problems) == 1
    assert write_preferences(tmp_path, with_value(preferences, "appearance", "scheme", "light"))
    assert read(tmp_path)[0].appearance.scheme == "light"


@pytest.mark.parametrize(
    "damaged", [b"[appear", b"\xff\xfe", b"a = 1\na = 2\n", b"x = " + b"[" * 5000, b"#" * (2 << 20)]
)
def test_a_damaged_file_is_set_aside_and_told(tmp_path: Path, damaged: bytes) -> None:
    path = write_text(tmp_path, damaged)
    preferences, problems = read(tmp_path)
    assert preferences == Preferences()
    assert len(problems) == 1
    assert not path.exists()
    kept = tmp_path / "settings.toml.damaged"
    assert kept.read_bytes() == damaged
    assert str(kept) in problems[0]


def test_every_damaged_file_is_kept(tmp_path: Path) -> None:
    for text in ("[one", "[two", "[three"):
        write_text(tmp_path, text)
        problems = read(tmp_path)[1]
    names = ["settings.toml.damaged", "settings.toml.damaged-2", "settings.toml.damaged-3"]
    assert [(tmp_path / name).read_text() for name in names] == ["[one", "[two", "[three"]
    assert f"kept as {tmp_path / names[-1]}, and" in problems[0]


def test_a_file_damaged_meanwhile_is_set_aside_before_writing(tmp_path: Path) -> None:
    write_text(tmp_path, "[appear")
    assert write_preferences(tmp_path, Preferences())
    assert (tmp_path / "settings.toml.damaged").read_text() == "[appear"
    assert read(tmp_path) == (Preferences(), [])


def test_a_change_is_told_once_and_kept(tmp_path: Path, qtbot: QtBot) -> None:
    keeping = PreferencesKeeping(tmp_path)
    heard: list[Preferences] = []
    keeping.changed.connect(heard.append)
    keeping.change("appearance", "scheme", "dark")
    keeping.change("appearance", "scheme", "dark")
    assert [one.appearance.scheme for one in heard] == ["dark"]
    keeping.finish()
    assert PreferencesKeeping(tmp_path).current == keeping.current
    keeping.reset("appearance", "scheme")
    keeping.finish()
    assert heard[-1] == Preferences() == PreferencesKeeping(tmp_path).current


def test_what_another_window_changed_meanwhile_is_not_lost(tmp_path: Path, qtbot: QtBot) -> None:
    first, second = PreferencesKeeping(tmp_path), PreferencesKeeping(tmp_path)
    first.change("appearance", "scheme", "dark")
    first.finish()
    second.change("appearance", "density", "compact")
    second.finish()
    assert second.current.appearance.scheme == "dark"
    assert PreferencesKeeping(tmp_path).current == second.current


def test_a_folder_that_cannot_be_written_keeps_changes_for_the_session(tmp_path: Path, qtbot: QtBot) -> None:
    keeping = PreferencesKeeping(tmp_path / "not there")
    keeping.change("appearance", "scheme", "dark")
    keeping.finish()
    keeping.change("appearance", "density", "compact")
    keeping.finish()
    assert (keeping.current.appearance.scheme, keeping.current.appearance.density) == ("dark", "compact")
    (tmp_path / "not there").mkdir()
    keeping.change("appearance", "zoom_percent", 110)
    keeping.finish()
    assert PreferencesKeeping(tmp_path / "not there").current == keeping.current


def test_a_session_without_a_folder_writes_nothing(tmp_path: Path, qtbot: QtBot) -> None:
    write_preferences(tmp_path, with_value(Preferences(), "appearance", "scheme", "light"))
    before = (tmp_path / "settings.toml").read_bytes()
    keeping = PreferencesKeeping(tmp_path)
    keeping.use_folder(None)
    assert keeping.current.appearance.scheme == "light"
    keeping.change("appearance", "scheme", "dark")
    assert (tmp_path / "settings.toml").read_bytes() == before


def test_a_change_by_an_editor_is_followed_and_half_a_file_is_waited_for(tmp_path: Path, qtbot: QtBot) -> None:
    keeping = PreferencesKeeping(tmp_path)
    keeping.change("appearance", "scheme", "dark")
    keeping.finish()
    path = tmp_path / "settings.toml"
    text = path.read_text("utf-8")
    with qtbot.waitSignal(keeping.changed):
        path.write_text(text.replace('scheme = "dark"', 'scheme = "light"'), "utf-8")
    assert keeping.current.appearance.scheme == "light"
    path.write_text("[appear", "utf-8")
    beside = tmp_path / "settings.toml.new"
    beside.write_text(text, "utf-8")
    with qtbot.waitSignal(keeping.changed):
        beside.replace(path)
    assert keeping.current.appearance.scheme == "dark"
    with qtbot.waitSignal(keeping.problems_found):
        path.write_text("[appearance]\nzoom_percent = 7\n", "utf-8")
    assert keeping.problems[0].startswith("In settings.toml, appearance.zoom_percent cannot be")
    assert not (tmp_path / "settings.toml.damaged").exists()


class SlowDisk:
    """Writes the file when `gate` is open, and says so."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.gate, self.asked = threading.Event(), threading.Event()
        self._write = preferences_writing.write_preferences
        monkeypatch.setattr(preferences_writing, "write_preferences", self.write)

    def write(self, data_dir: Path, preferences: Preferences) -> bool:
        self.asked.set()
        assert self.gate.wait(10)
        return self._write(data_dir, preferences)


def test_a_change_does_not_wait_for_the_disk_and_nothing_older_comes_back(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = SlowDisk(monkeypatch)
    write_text(tmp_path, "[appearance]\nzoom_percent = 90\n")
    keeping = PreferencesKeeping(tmp_path)
    heard: list[int] = []
    keeping.changed.connect(lambda preferences: heard.append(preferences.appearance.zoom_percent))
    keeping.change("appearance", "zoom_percent", 110)
    assert disk.asked.wait(10)
    for percent in (120, 130):
        keeping.change("appearance", "zoom_percent", percent)
    disk.gate.set()
    keeping.finish()
    qtbot.wait(100)  # the watcher has told of each of the files by now
    assert heard == [110, 120, 130]
    assert read(tmp_path) == (keeping.current, [])


def test_closing_waits_for_the_file(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    disk = SlowDisk(monkeypatch)
    keeping = PreferencesKeeping(tmp_path)
    keeping.change("appearance", "scheme", "dark")
    threading.Timer(0.1, disk.gate.set).start()
    keeping.use_folder(None)
    assert read(tmp_path)[0].appearance.scheme == "dark"


def _damage(path: Path) -> None:
    path.write_text("[appear", "utf-8")


def _make_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("harm", [_damage, Path.unlink, _make_a_folder])
def test_one_change_does_not_take_the_others_with_a_file_that_is_damaged_or_gone(
    tmp_path: Path, qtbot: QtBot, harm: Callable[[Path], None]
) -> None:
    keeping = PreferencesKeeping(tmp_path)
    keeping.change("appearance", "scheme", "dark")
    keeping.change("appearance", "font_size_pt", 24)
    keeping.finish()
    qtbot.waitUntil(lambda: not keeping._is_ahead)
    path = tmp_path / "settings.toml"
    harm(path)
    keeping.change("appearance", "zoom_percent", 110)
    keeping.finish()
    shown = keeping.current.appearance
    assert (shown.scheme, shown.font_size_pt, shown.zoom_percent) == ("dark", 24, 110)
    if path.is_file():
        assert read(tmp_path) == (keeping.current, [])
    assert (tmp_path / "settings.toml.damaged").exists() == (harm is _damage)


def test_a_mistake_of_the_person_in_the_file_is_told_while_the_window_is_open(tmp_path: Path, qtbot: QtBot) -> None:
    keeping = PreferencesKeeping(tmp_path)
    keeping.change("appearance", "scheme", "dark")
    keeping.finish()
    path = tmp_path / "settings.toml"
    text = path.read_text("utf-8")
    qtbot.waitUntil(lambda: not keeping._is_ahead)
    with qtbot.waitSignal(keeping.problems_found):
        path.write_text(text.replace('"dark"', "dark"), "utf-8")
    assert keeping.problems[0].startswith("The file settings.toml cannot be understood: ")
    assert keeping.current.appearance.scheme == "dark"
    with qtbot.waitSignal(keeping.problems_found):
        path.write_text(text, "utf-8")
    assert keeping.problems == ()


def test_a_file_that_cannot_be_written_is_told_until_it_can(tmp_path: Path, qtbot: QtBot) -> None:
    folder = tmp_path / "not there"
    keeping = PreferencesKeeping(folder)
    with qtbot.waitSignal(keeping.problems_found):
        keeping.change("appearance", "scheme", "dark")
    assert keeping.problems == (NOT_WRITTEN,)
    folder.mkdir()
    with qtbot.waitSignal(keeping.problems_found):
        keeping.change("appearance", "density", "compact")
    assert keeping.problems == ()


def test_a_mark_before_the_first_letter_is_no_damage(tmp_path: Path) -> None:
    write_text(tmp_path, b"\xef\xbb\xbf[appearance]\r\nscheme = 'dark'\r\n")
    preferences, problems = read(tmp_path)
    assert (preferences.appearance.scheme, problems) == ("dark", [])
    assert write_preferences(tmp_path, preferences)
    assert read(tmp_path) == (preferences, [])


def test_an_unknown_setting_or_a_wrong_value_is_refused(qtbot: QtBot) -> None:
    keeping = PreferencesKeeping(None)
    with pytest.raises(KeyError):
        keeping.change("appearance", "nothing", 1)
    with pytest.raises(KeyError):
        keeping.change("nothing", "scheme", "dark")
    with pytest.raises(ValueError):
        keeping.change("appearance", "zoom_percent", 1000)
    assert value_of(keeping.current, find_setting("appearance", "zoom_percent")) == 100
