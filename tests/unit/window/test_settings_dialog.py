"""The settings, found and changed as a person does it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from inglenook_desktop.app import Session
from inglenook_desktop.preferences import SECTION_TITLES, Setting, Value, all_settings, settings_of
from inglenook_desktop.preferences_file import read_preferences
from inglenook_desktop.theme import DARK
from inglenook_desktop.translating import translated
from inglenook_desktop.views.calm_fields import CalmChoice, CalmFraction, CalmNumber
from inglenook_desktop.views.fonts import use_font
from inglenook_desktop.views.models_parts import Switch
from inglenook_desktop.views.settings_dialog import SettingsDialog
from inglenook_desktop.views.settings_rows import SettingRow
from pictures import SCHEMES, keep
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QFontDatabase
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from windows import OpenWindow


@pytest.fixture(autouse=True)
def own_font(qapp: QApplication) -> Iterator[None]:
    yield
    use_font(qapp)


def open_settings(session: Session, qtbot: QtBot) -> SettingsDialog:
    qtbot.keyClick(session.window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    dialog = session.window.settings_asking.dialog
    assert dialog is not None
    qtbot.waitExposed(dialog)
    return dialog


@pytest.mark.parametrize("scheme", SCHEMES, ids=["light", "dark"])
def test_every_setting_has_its_row_and_a_section_shows_its_own(
    open_window: OpenWindow, qtbot: QtBot, scheme: Qt.ColorScheme
) -> None:
    session = open_window(scheme=scheme)
    dialog = open_settings(session, qtbot)
    assert set(dialog.rows) == {one.key for one in all_settings() if one.is_shown}
    names = [section for section in SECTION_TITLES if any(one.is_shown for one in settings_of(section))]
    for number, section in enumerate(names):
        dialog.sections.setCurrentRow(number)
        assert dialog.shown == [one.key for one in settings_of(section) if one.is_shown]
        QApplication.processEvents()
        keep(dialog.grab().toImage(), session, f"settings-{section}")
    dialog.search.setText("dark")
    QApplication.processEvents()
    assert dialog.shown == ["appearance.scheme"]
    keep(dialog.grab().toImage(), session, "settings-search")
    dialog.search.setText("xyzzy")
    assert not dialog.shown
    assert not dialog.nothing.isHidden()
    dialog.search.clear()
    assert dialog.shown == [one.key for one in settings_of("appearance") if one.is_shown]


def test_what_is_chosen_holds_at_once_and_is_kept_and_reset(
    open_window: OpenWindow, qtbot: QtBot, data_dir: Path
) -> None:
    session = open_window()
    dialog = open_settings(session, qtbot)
    row = dialog.rows["appearance.scheme"]
    assert isinstance(row.control, CalmChoice)
    assert not row.default.isVisible()
    row.control.setFocus()
    qtbot.keyClick(row.control, Qt.Key.Key_End)
    assert session.theme.colors == DARK
    assert read_preferences(data_dir).appearance.scheme == "dark"
    assert row.default.isVisible()
    qtbot.mouseClick(row.default, Qt.MouseButton.LeftButton)
    assert session.preferences.current.appearance.scheme == "system"
    assert row.control.currentData() == "system"
    dialog.show_setting("appearance.zoom_percent")
    number = dialog.rows["appearance.zoom_percent"].control
    assert isinstance(number, CalmNumber)
    assert dialog.focusWidget() is number
    number.selectAll()
    qtbot.keyClicks(number, "9")
    assert session.preferences.current.appearance.zoom_percent == 100, "half a number is none"
    qtbot.keyClicks(number, "0")
    qtbot.keyClick(number, Qt.Key.Key_Return)
    assert session.preferences.current.appearance.zoom_percent == 90


def test_a_switch_is_turned_and_follows_what_changes_elsewhere(open_window: OpenWindow, qtbot: QtBot) -> None:
    session = open_window()
    dialog = open_settings(session, qtbot)
    dialog.show_setting("reading.wrap_code")
    switch = dialog.rows["reading.wrap_code"].control
    assert isinstance(switch, Switch)
    qtbot.keyClick(switch, Qt.Key.Key_Space)
    assert session.preferences.current.reading.wrap_code
    session.preferences.change("reading", "wrap_code", False)
    assert not switch.isChecked()


def test_the_dialog_opens_once_and_the_palette_can_name_a_setting(open_window: OpenWindow, qtbot: QtBot) -> None:
    session = open_window()
    dialog = open_settings(session, qtbot)
    session.window.moving.palette.setting_wanted.emit("appearance.font_family")
    assert session.window.settings_asking.dialog is dialog
    assert dialog.focusWidget() is dialog.rows["appearance.font_family"].control
    dialog.reject()
    assert session.window.settings_asking.dialog is None


def test_the_search_is_cleared_before_the_dialog_goes_and_leads_to_what_it_found(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    session = open_window()
    dialog = open_settings(session, qtbot)
    qtbot.keyClicks(dialog.search, "menu")
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        dialog.search.setFocus()
        qtbot.keyClick(dialog.search, key)
        assert dialog.focusWidget() is dialog.rows["window.menu_bar"].control
    qtbot.keyClick(dialog.search, Qt.Key.Key_Escape)
    assert (dialog.search.text(), dialog.isVisible()) == ("", True)
    qtbot.keyClick(dialog.search, Qt.Key.Key_Escape)
    assert session.window.settings_asking.dialog is None


WORDS_OF_PLACES = (
    ("offline", "network.ledger"),
    ("network", "network.ledger"),
    ("Netzwerk", "network.ledger"),
    ("threads", "model.settings"),
    ("gpu", "model.settings"),
    ("Grafikkarte", "model.settings"),
    ("speculation", "model.speculation"),
    ("shortcut", "help.shortcuts"),
    ("raccourcis", "help.shortcuts"),
    ("price", "window.prices"),
    ("Preise", "window.prices"),
    ("temperature", "presets.edit"),
)


def test_what_is_set_elsewhere_is_found_by_its_words_and_opens(open_window: OpenWindow, qtbot: QtBot) -> None:
    session = open_window()
    dialog = open_settings(session, qtbot)
    for command in dialog.places:
        assert command in session.window.commands, command
    for typed, found in WORDS_OF_PLACES:
        dialog.search.setText(typed)
        assert not dialog.places[found].isHidden(), typed
        assert dialog.nothing.isHidden()
    dialog.search.setText("title")
    assert "writing.makes_titles" in dialog.shown
    dialog.search.setText("hotkeys")
    qtbot.keyClick(dialog.search, Qt.Key.Key_Down)
    assert dialog.focusWidget() is dialog.places["help.shortcuts"].control
    qtbot.mouseClick(dialog.places["help.shortcuts"].control, Qt.MouseButton.LeftButton)
    assert session.window.moving.shortcuts.dialog is not None


OTHER_WORDS = (
    ("theme", "appearance.scheme"),
    ("dark mode", "appearance.scheme"),
    ("Nacht", "appearance.scheme"),
    ("thème", "appearance.scheme"),
    ("bigger text", "appearance.font_size_pt"),
    ("scale", "appearance.zoom_percent"),
    ("accessibility", "appearance.high_contrast"),
    ("Barrierefreiheit", "notifications.spoken_answers"),
    ("thinking", "writing.reasoning"),
    ("context length", "context.when_full"),
    ("system tray", "window.tray"),
)


def test_a_setting_is_found_by_what_other_programs_call_it(open_window: OpenWindow, qtbot: QtBot) -> None:
    dialog = open_settings(open_window(), qtbot)
    for typed, found in OTHER_WORDS:
        dialog.search.setText(typed)
        assert found in dialog.shown, typed
    dialog.search.setText("GRÖSSE")  # the words here are "größer"
    assert "appearance.font_size_pt" in dialog.shown
    dialog.search.setText("retry")
    assert not dialog.nothing.isHidden(), "commands that are no setting are none here"


def test_what_a_search_found_is_said_once_it_is_typed(open_window: OpenWindow, qtbot: QtBot) -> None:
    dialog = open_settings(open_window(), qtbot)
    said: list[str] = []
    dialog.announce, dialog.is_wanted = lambda _, words: said.append(words), lambda: True
    qtbot.keyClicks(dialog.search, "menu bar")
    qtbot.waitUntil(lambda: bool(said))
    assert said == ["One setting matches."] == [dialog.search.accessibleDescription()]
    dialog.search.setText("zzz")
    qtbot.waitUntil(lambda: len(said) == 2)
    assert said[1] == dialog.nothing.text()
    dialog.search.clear()
    assert not dialog._soon.isActive()
    assert dialog.search.accessibleDescription() == ""


def test_the_file_is_written_whole_before_it_is_opened(
    open_window: OpenWindow, qtbot: QtBot, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def note(url: QUrl) -> bool:
        opened.append(Path(url.toLocalFile()).read_text("utf-8"))
        return len(opened) == 1

    monkeypatch.setattr(QDesktopServices, "openUrl", note)
    session = open_window()
    assert not (data_dir / "settings.toml").exists()
    dialog = open_settings(session, qtbot)
    qtbot.mouseClick(dialog.open_file, Qt.MouseButton.LeftButton)
    assert all(f"\n{one.name} = " in opened[0] for one in all_settings())
    dialog.open_file.click()
    assert str(data_dir / "settings.toml") in session.controller.state.notices[-1].message


def test_titles_can_be_left_to_the_person(open_window: OpenWindow, qtbot: QtBot) -> None:
    session = open_window(makes_titles=True)
    session.window.commands["window.new"].action.trigger()
    makers = (session.controller.titles, session.second.all[0].controller.titles)
    assert [one.is_wanted() for one in makers] == [True, True]
    session.preferences.change("writing", "makes_titles", False)
    assert [one.is_wanted() for one in makers] == [False, False]


def test_what_the_file_holds_that_cannot_be_used_is_told(open_window: OpenWindow, qtbot: QtBot, data_dir: Path) -> None:
    (data_dir / "settings.toml").write_text("[appearance]\nzoom_percent = 7\n", "utf-8")
    session = open_window()
    qtbot.waitUntil(lambda: session.window.notice_bar.isVisible())
    assert session.window.notice_bar.text == (
        "In settings.toml, appearance.zoom_percent cannot be what it is. It can be a whole number from 50 to 300. "
        "Its default is used."
    )


def test_the_first_step_of_the_font_size_goes_on_from_the_systems(open_window: OpenWindow, qtbot: QtBot) -> None:
    session = open_window()
    dialog = open_settings(session, qtbot)
    dialog.show_setting("appearance.font_size_pt")
    number = dialog.rows["appearance.font_size_pt"].control
    assert isinstance(number, CalmNumber)
    usual = round(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).pointSizeF())
    for key, expected in ((Qt.Key.Key_Up, usual + 1), (Qt.Key.Key_Down, usual - 1)):
        qtbot.keyClick(number, key)
        assert session.preferences.current.appearance.font_size_pt == expected
        session.preferences.reset("appearance", "font_size_pt")
        assert number.text() == "As the system"
    for typed in ("1", "3"):
        number.selectAll()
        qtbot.keyClicks(number, typed)
        qtbot.keyClick(number, Qt.Key.Key_Return)
        assert session.preferences.current.appearance.font_size_pt in (0, *range(7, 33)), typed
    session.preferences.change("appearance", "font_size_pt", 7)
    qtbot.keyClick(number, Qt.Key.Key_Down)
    assert session.preferences.current.appearance.font_size_pt == 0


@pytest.mark.parametrize("is_open", [True, False], ids=["open", "opened"])
def test_every_control_is_in_view_with_large_letters(
    open_window: OpenWindow, qtbot: QtBot, qapp: QApplication, is_open: bool
) -> None:
    session = open_window()
    dialog = open_settings(session, qtbot) if is_open else None
    session.preferences.change("appearance", "font_size_pt", 24)
    dialog = dialog or open_settings(session, qtbot)
    for number in range(dialog.sections.count()):
        dialog.sections.setCurrentRow(number)
        for _ in range(3):  # a layout asks the one around it
            qapp.processEvents()
        for key in dialog.shown:
            row = dialog.rows[key]
            for one in (row.title, row.help, row.control):
                right = one.mapTo(dialog.area, QPoint(one.width(), 0)).x()
                assert right <= dialog.area.viewport().width(), (key, type(one).__name__)
        keep(dialog.grab().toImage(), session, f"settings-large-{number}")


def test_a_first_step_makes_no_number_that_nobody_wants(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    for one in all_settings():
        if one.special:
            row = SettingRow(one, parent)
            assert isinstance(row.control, CalmNumber | CalmFraction)
            heard: list[object] = []
            row.changed.connect(heard.append)
            row.show_value(one.low or 0)
            assert row.control.text() == translated(one.special)
            row.control.stepUp()
            assert heard
            assert one.check(heard[0]) == heard[0]
            if one.unit == "tokens":
                assert isinstance(heard[0], int)
                assert heard[0] >= 64


def test_each_kind_of_value_has_a_control_of_its_own(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    settings = [
        Setting(section="s", name="a", default=True, title="A"),
        Setting(section="s", name="b", default=3, title="B", low=0, high=9, special="none", unit="pt"),
        Setting(section="s", name="c", default=0.5, title="C", low=0, high=1),
        Setting(section="s", name="d", default="x", title="D"),
    ]
    rows = [SettingRow(one, parent) for one in settings]
    kinds = (Switch, CalmNumber, CalmFraction, QLineEdit)
    assert all(isinstance(row.control, kind) for row, kind in zip(rows, kinds, strict=True))
    heard: list[object] = []
    values: tuple[Value, ...] = (False, 4, 0.25, "y")
    for row, value in zip(rows, values, strict=True):
        row.changed.connect(heard.append)
        row.show_value(value)
        assert not row.default.isHidden()
        row.show_value(row.setting.default)
        assert row.default.isHidden()
    assert not heard, "showing a value is no choice"
