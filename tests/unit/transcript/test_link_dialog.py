from __future__ import annotations

import pytest
from inglenook_desktop.views.link_dialog import LinkDialog, web_address
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPlainTextEdit
from pytestqt.qtbot import QtBot

REFUSED = [
    "",
    " ",
    "javascript:alert(1)",
    "JAVASCRIPT:alert(1)",
    "file:///etc/passwd",
    "FILE:///etc/passwd",
    "//host/share",
    "/etc/passwd",
    "\\\\host\\share",
    "smb://host/share",
    "ms-msdt:/id",
    "calculator:",
    "data:text/html,x",
    "mailto:a@b.c",
    "ftp://a.b",
    "vbscript:x",
    "http:",
    "http://",
    "https:///x",
    "http:/etc/passwd",
    "https:a.b",
    "http://user@host",
    "http://user:pass@host/",
    "https://google.com@evil.example/",
    "http://a b",
    "http://a\nb",
    "http://a\tb",
    "\x00http://a.b",
    " http://a.b",
    "http://a.b\r\n",
    "x-apple:..",
    "tel:1",
    "about:blank",
    "view-source:http://a.b",
    "jar:http://a.b!/",
    "http//a.b",
    "://a.b",
    "http://[::1",
    "http://a.b:99999/",
    "http://%zz/",
    "h\u0442tp://a.b",
    "qrc:/x",
    ":/x",
    "C:\\x",
    "c:/x",
    "\u202ehttp://a.b",
    "http://a.b/" + "x" * 5_000,
    "search-ms:query=x",
    "steam://run/1",
    "feed:http://a.b",
]


@pytest.mark.parametrize("address", REFUSED)
def test_anything_but_a_plain_web_address_can_only_be_copied(qtbot: QtBot, address: str) -> None:
    dialog = LinkDialog(address)
    qtbot.addWidget(dialog)
    assert web_address(address) is None
    assert dialog.open_button is None
    dialog.copy_button.click()
    assert QGuiApplication.clipboard().text() == address


@pytest.mark.parametrize(
    "address", ["http://a.b", "https://a.b/c?d=e#f", "HTTPS://A.B/", "http://127.0.0.1:8080/x", "https://[::1]/"]
)
def test_a_web_address_can_be_opened_after_a_yes(qtbot: QtBot, address: str) -> None:
    dialog = LinkDialog(address)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.open_button is not None
    with qtbot.waitSignal(dialog.open_requested) as asked:
        dialog.open_button.click()
    assert asked.args is not None
    assert asked.args[0] == web_address(address)


def test_copying_is_what_enter_does(qtbot: QtBot) -> None:
    dialog = LinkDialog("https://a.b/c")
    qtbot.addWidget(dialog)
    dialog.show()
    opened: list[QUrl] = []
    dialog.open_requested.connect(opened.append)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert QGuiApplication.clipboard().text() == "https://a.b/c"
    assert opened == []


def test_the_site_is_named_as_the_network_will_see_it(qtbot: QtBot) -> None:
    dialog = LinkDialog("https://gооgle.com/")  # with Cyrillic letters
    qtbot.addWidget(dialog)
    labels = [label.text() for label in dialog.findChildren(QLabel)]
    assert any("xn--ggle-55da.com" in text for text in labels)


def test_what_is_shown_is_never_rich_text(qtbot: QtBot) -> None:
    dialog = LinkDialog("<img src='file:///etc/passwd'>")
    qtbot.addWidget(dialog)
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in dialog.findChildren(QLabel))
    assert dialog.findChild(QPlainTextEdit) is not None
