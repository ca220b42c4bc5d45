"""What the program asks of the desktop's portals, on a real session bus with a portal in another process."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from inglenook_desktop import menu_entry_command
from inglenook_desktop.portal_keys import PortalKeys, trigger_of
from inglenook_desktop.portal_notices import PortalNotices
from inglenook_desktop.preferences import SHORTCUTS
from inglenook_desktop.session_bus import SessionBus, session_address
from inglenook_desktop.views.shortcuts_dialog import ShortcutsDialog
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from windows import OpenWindow

_FAKE = Path(__file__).parents[2] / "fake_portal.py"
needs_dbus = pytest.mark.skipif(not shutil.which("dbus-daemon"), reason="needs dbus-daemon")


@pytest.fixture(scope="module")
def bus_address() -> Iterator[str]:
    with _running(["dbus-daemon", "--session", "--nofork", "--print-address=1"]) as address:
        yield address


@pytest.fixture
def bus(bus_address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """This process's session bus, without a portal."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus_address)
    monkeypatch.delenv("XDG_ACTIVATION_TOKEN", raising=False)


@pytest.fixture
def portal(bus: None) -> Iterator[None]:
    with _running([sys.executable, str(_FAKE)]):
        yield


@contextmanager
def _running(command: list[str]) -> Iterator[str]:
    """Gives the first line that it prints."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        line = process.stdout.readline().strip()
        assert line, f"{command} said nothing"
        yield line
    finally:
        process.kill()
        process.communicate()


class _Told:
    def __init__(self) -> None:
        self.sentences: list[tuple[str, bool]] = []
        self.presses = 0
        self.keys = PortalKeys()
        self.keys.told.connect(lambda sentence, is_bad: self.sentences.append((sentence, is_bad)))
        self.keys.activated.connect(self._on_pressed)

    def _on_pressed(self) -> None:
        self.presses += 1

    def grab(self, keys: str, qtbot: QtBot, *, news: int) -> list[tuple[str, bool]]:
        """What is told up to the given number of sentences."""
        self.sentences.clear()
        self.keys.grab(QKeySequence(keys))
        qtbot.waitUntil(lambda: len(self.sentences) >= news)
        return self.sentences


@needs_dbus
def test_the_portal_gives_a_key_refuses_it_changes_it_and_takes_it_back(portal: None, qtbot: QtBot) -> None:
    told = _Told()
    asked, given = told.grab("Ctrl+Alt+J", qtbot, news=2)
    assert asked == ("The desktop was asked for Ctrl+Alt+J, and may ask you now.", False)
    assert given == ("given CTRL+ALT+j brings Inglenook forward from anywhere.", False)
    qtbot.waitUntil(lambda: told.presses == 1)
    assert os.environ.pop("XDG_ACTIVATION_TOKEN") == "a token"
    refused = told.grab("Ctrl+Alt+N", qtbot, news=2)[1]
    assert refused == ("Ctrl+Alt+N was refused in the desktop's question. To be asked again, choose other keys.", True)
    changed = told.grab("F6", qtbot, news=3)[2]
    assert changed == ("Super+J brings Inglenook forward from anywhere.", False)
    lost = told.grab("F7", qtbot, news=3)[2]
    assert lost == ("The desktop took F7 back. To ask for a key again, choose other ones.", True)
    os.environ.pop("XDG_ACTIVATION_TOKEN")
    assert told.presses == 3


@needs_dbus
def test_without_a_portal_or_a_name_that_it_knows_the_reason_is_told(bus: None, qtbot: QtBot) -> None:
    told = _Told()
    absent = told.grab("F5", qtbot, news=2)[1]
    assert absent == ("F5 works only in this window: the desktop offers no keys from anywhere.", True)
    with _running([sys.executable, str(_FAKE), "strict"]):
        unknown, is_bad = told.grab("F5", qtbot, news=2)[1]
    assert "Add to the applications' menu" in unknown
    assert is_bad
    with _running([sys.executable, str(_FAKE), "broken"]):  # it gives a session that has no name
        failed = told.grab("F5", qtbot, news=2)[1]
    assert failed == ("The desktop could not give F5, and did not say why. Choose other keys.", True)


@needs_dbus
def test_the_list_of_keys_says_what_became_of_them(
    portal: None, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(QGuiApplication, "platformName", staticmethod(lambda: "wayland"))
    session = open_window(is_ready=False)
    window = session.window
    assert window.commands["window.forward"].title == "Come forward from anywhere"
    dialog = ShortcutsDialog(window.commands, session.theme, window)
    dialog.select("window.forward")
    session.preferences.change(SHORTCUTS, "window.forward", "Ctrl+Alt+J")
    given = "given CTRL+ALT+j brings Inglenook forward from anywhere."
    qtbot.waitUntil(lambda: dialog.sentence.text() == given)
    item = dialog.tree.currentItem()
    assert item is not None
    assert item.toolTip(0) == given
    assert not session.controller.state.notices, "that is no news to who has just asked for it"
    session.preferences.change(SHORTCUTS, "window.forward", "Ctrl+Alt+N")
    qtbot.waitUntil(lambda: "was refused" in dialog.sentence.text())
    assert [notice.message for notice in session.controller.state.notices] == [dialog.sentence.text()]
    session.preferences.change(SHORTCUTS, "window.forward", "")
    assert "was refused" not in dialog.sentence.text()


@needs_dbus
def test_a_desktop_that_knows_the_program_by_its_entry_is_asked_again_when_it_is_there(
    bus: None, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(QGuiApplication, "platformName", staticmethod(lambda: "wayland"))
    with _running([sys.executable, str(_FAKE), "strict"]):
        session = open_window()
        commands = session.window.commands
        session.preferences.change(SHORTCUTS, "window.forward", "Ctrl+Alt+J")
        qtbot.waitUntil(lambda: "that it does not know" in commands.note_of("window.forward"))
        commands[menu_entry_command.KEY].action.trigger()
        given = "given CTRL+ALT+j brings Inglenook forward from anywhere."
        qtbot.waitUntil(lambda: commands.note_of("window.forward") == given)
    messages = [notice.message for notice in session.controller.state.notices]
    assert messages == ["Inglenook is in the applications' menu now."]
    os.environ.pop("XDG_ACTIVATION_TOKEN", None)


@needs_dbus
def test_a_message_goes_through_the_portal_and_a_click_comes_back(portal: None, qtbot: QtBot) -> None:
    notices = PortalNotices()
    with qtbot.waitSignal(notices.message_clicked):
        assert notices.tell("The answer is ready", "It took 42 s.")


def test_only_a_bus_of_this_machine_is_spoken_to(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert session_address() == ""
    (tmp_path / "bus").touch()
    assert session_address() == f"unix:path={tmp_path}/bus"
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "tcp:host=127.0.0.1,port=9;unixexec:path=/bin/true")
    assert session_address() == ""
    assert not SessionBus().open()


def test_keys_have_the_names_of_the_specification(qapp: QApplication) -> None:
    names = {"Ctrl+Alt+Space": "CTRL+ALT+space", "Meta+Shift+J": "SHIFT+LOGO+j", "F5": "F5", "Ctrl+Ö": "", "": ""}
    assert {keys: trigger_of(QKeySequence(keys)) for keys in names} == names
