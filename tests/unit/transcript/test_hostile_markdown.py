"""Nothing that a model, a person or a document writes makes the transcript open, load or start anything.

Both paths are taken: text that arrives in portions, and text that is loaded whole. Python's own audit events, inotify
on canary files (which sees what Qt opens in C++), and spies on Qt's loaders watch.
"""

from __future__ import annotations

import ast
import ctypes
import os
import struct
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import inglenook_desktop
import pytest
from inglenook_desktop.markdown import SegmentKind
from inglenook_desktop.markdown_display import Display
from inglenook_desktop.models.transcript import Speaker, TranscriptItem
from inglenook_desktop.views.formulas import FORMULA_OBJECT
from inglenook_desktop.views.rich_text import SafeDocument
from inglenook_desktop.views.text_piece import TextPiece
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QTextFormat
from PySide6.QtWidgets import QTextBrowser

CANARY = "inglenook-canary.png"

TARGETS = [
    "file://{dir}/{name}",
    "{dir}/{name}",
    "{name}",
    "./{name}",
    "../{folder}/{name}",
    "//attacker.example/share/a.png",
    "\\\\attacker.example\\share\\a.png",
    "http://attacker.example/x.png?q=secret",
    "https://attacker.example/x.png",
    "qrc:/x.png",
    ":/x.png",
    "data:image/png;base64,iVBORw0KGgo=",
    "file:////attacker.example/share/a.png",
    "FILE://{dir}/{name}",
    "smb://attacker.example/x",
    "javascript:alert(1)",
    "<{dir}/{name}>",
    "file:\\\\{dir}\\{name}",
    "%2e%2e/{name}",
    "ftp://attacker.example/x.png",
]

SHAPES = [
    "![alt]({url})",
    "![]({url})",
    '![alt]({url} "title")',
    "![alt][ref]\n\n[ref]: {url}",
    "![ref]\n\n[ref]: {url}",
    "![ref][]\n[ref]: {url}",
    "[![alt]({url})]({url})",
    "[link]({url})",
    '[link]({url} "<img src={url}>")',
    "<{url}>",
    "{url}",
    "<img src={url}>",
    '<img src="{url}">',
    '<p style="background:url({url})">x</p>',
    '<link rel="stylesheet" href="{url}">',
    '<style>@import "{url}";</style>',
    "<object data={url}></object>",
    "<table background={url}><tr><td>x</table>",
    "> ![alt]({url})",
    "- ![alt]({url})",
    "1. a\n   ![alt]({url})",
    "| a |\n|---|\n| ![alt]({url}) |\n",
    "# ![alt]({url})",
    "**![alt]({url})**",
    "`a` ![alt]({url}) `b`",
    "` ![alt]({url})",
    "\\`![alt]({url})`",
    "`` ` ![alt]({url})",
    "```\n![alt]({url})\n```",
    "~~~html\n<img src={url}>\n~~~",
    "    ![alt]({url})",
    "&#33;[alt]({url})",
    "&lt;img src={url}&gt;",
    "!\\[alt]({url})",
    "![a![b]({url})]({url})",
    "![alt\n]({url})",
    "![alt](\n{url})",
    "![alt]( {url} )",
    "-\n![alt]({url})",
    "a\r![alt]({url})",
    "![alt]({url}\u200b)",
    "![alt]({url}){{width=1 height=1}}",
    "<!-- ![alt]({url}) -->",
    "$$![alt]({url})$$",
    "<a href={url}>x</a>",
    "<svg><image href={url}></svg>",
    "<iframe src={url}>",
    "<video poster={url}>",
    "<input type=image src={url}>",
    "<body background={url}>",
]

CASES = [
    shape.replace("{{", "{").replace("}}", "}").replace("{url}", target) for shape, target in product(SHAPES, TARGETS)
]


class Watch:
    """Collects everything forbidden that happens while it is on."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.is_on = False
        self.seen: list[str] = []
        self._inotify = -1
        if sys.platform == "linux":
            libc = ctypes.CDLL(None, use_errno=True)
            self._inotify = libc.inotify_init1(os.O_NONBLOCK)
            assert self._inotify >= 0
            assert libc.inotify_add_watch(self._inotify, str(folder / CANARY).encode(), 0xFFF) >= 0

    def audit(self, event: str, args: tuple[Any, ...]) -> None:
        if not self.is_on:
            return
        starts = ("socket.", "subprocess.", "os.system", "os.exec", "os.spawn", "webbrowser.", "urllib.", "http.")
        if event.startswith(starts) or (event == "open" and CANARY in str(args[0])):
            self.seen.append(f"{event} {args!r}")

    def check(self) -> None:
        if self._inotify >= 0:
            try:
                events = os.read(self._inotify, 65_536)
            except BlockingIOError:
                events = b""
            if events:
                mask = struct.unpack_from("iI", events)[1]
                self.seen.append(f"the canary file was touched, inotify mask {mask:#x}")
        assert self.seen == []


@pytest.fixture(scope="module")
def watch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watch]:
    folder = tmp_path_factory.mktemp("canary")
    pixel = bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
        "1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
    )
    (folder / CANARY).write_bytes(pixel)
    watch = Watch(folder)
    sys.addaudithook(watch.audit)
    yield watch
    watch.is_on = False


class Handler(QObject):
    """Takes every URL that Qt would hand to the system."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[str] = []

    @Slot(QUrl)
    def handle(self, url: QUrl) -> None:
        self.urls.append(url.toString())


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch, watch: Watch) -> Iterator[list[str]]:
    """What Qt asked its loaders for, with the canary's folder as the working directory."""
    asked: list[str] = []

    def load(self: object, kind: int, name: QUrl) -> None:
        asked.append(str(name))

    monkeypatch.setattr(SafeDocument, "loadResource", load)
    monkeypatch.setattr(TextPiece, "loadResource", load)
    monkeypatch.chdir(watch.folder)
    handler = Handler()
    schemes = ("http", "https", "file", "smb", "ftp", "javascript", "data", "qrc")
    for scheme in schemes:
        QDesktopServices.setUrlHandler(scheme, handler, "handle")
    watch.is_on = True
    yield asked
    watch.is_on = False
    for scheme in schemes:
        QDesktopServices.unsetUrlHandler(scheme)
    assert handler.urls == []


def filled(case: str, folder: Path) -> str:
    return case.replace("{dir}", str(folder)).replace("{name}", CANARY).replace("{folder}", folder.name)


def assert_inert(stage: Any) -> None:
    """No image, no object, no tool tip, no base address in any document that is shown."""
    for text in stage.texts():
        document = text._document
        assert not document.baseUrl().isValid()
        assert document.toRawText().count("\ufffc") == len(document.formulas)
        block = document.begin()
        while block.isValid():
            iterator = block.begin()
            while not iterator.atEnd():
                form = iterator.fragment().charFormat()
                iterator += 1
                assert not form.isImageFormat()
                assert form.objectType() in (QTextFormat.ObjectTypes.NoObject.value, FORMULA_OBJECT)
                assert form.toolTip() == ""
                assert not form.hasProperty(QTextFormat.Property.ImageName)
                assert not form.hasProperty(QTextFormat.Property.BackgroundImageUrl)
            block = block.next()


@pytest.mark.skipif(sys.platform != "linux", reason="inotify sees what C++ opens")
def test_the_watch_sees_what_stock_qt_does(qapp: object, watch: Watch, loads: list[str]) -> None:
    """Without our widgets the same text opens the file: the other tests could fail."""
    stock = QTextBrowser()
    stock.setMarkdown(f"![x](file://{watch.folder / CANARY})")
    stock.grab()
    with pytest.raises(AssertionError, match="canary file was touched"):
        watch.check()
    watch.seen.clear()


@pytest.mark.slow
def test_a_thousand_hostile_texts_load_nothing_streamed_or_loaded(stage: Any, watch: Watch, loads: list[str]) -> None:
    assert len(CASES) >= 500
    stage.view.resize(500, 400)
    for case in CASES:
        text = filled(case, watch.folder)
        stage.model.set_items([TranscriptItem(key=1, speaker=Speaker.MODEL, text="", is_streaming=True)])
        for start in range(0, len(text), 9):
            stage.model.append_text(0, text[start : start + 9])
            stage.view.flush()
            assert_inert(stage)
        stage.paint()
        stage.model.replace(0, TranscriptItem(key=1, speaker=Speaker.MODEL, text=text))
        stage.paint()
        streamed = stage.shown_text()
        stage.model.set_items([TranscriptItem(key=1, speaker=Speaker.MODEL, text=text)])
        stage.paint()
        assert_inert(stage)
        assert stage.shown_text() == streamed, case
        watch.check()
        assert loads == [], case
    assert stage.opened == []


def test_what_a_person_pastes_loads_nothing_either(stage: Any, watch: Watch, loads: list[str]) -> None:
    for speaker in (Speaker.PERSON, Speaker.SYSTEM):
        stage.model.set_items(
            [
                TranscriptItem(key=number, speaker=speaker, text=filled(case, watch.folder))
                for number, case in enumerate(CASES[::7])
            ]
        )
        bar = stage.view.verticalScrollBar()
        for value in range(0, bar.maximum() + 600, 600):
            bar.setValue(value)
            stage.paint()
            assert_inert(stage)
        watch.check()
        assert loads == []


def test_an_image_that_slips_through_the_first_guard_is_stopped_by_the_second(
    stage: Any, watch: Watch, loads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the neutralising of the text switched off, images are still taken out before a layout exists."""
    monkeypatch.setattr(
        "inglenook_desktop.views.rich_text.display_markdown", lambda segment, *_: Display(segment.source)
    )
    for case in CASES:
        if "[ref]" not in case:
            stage.model.set_items([TranscriptItem(key=1, speaker=Speaker.MODEL, text=filled(case, watch.folder))])
            stage.paint()
            assert_inert(stage)
    watch.check()
    assert loads == []


def test_the_address_of_an_image_is_shown(stage: Any) -> None:
    stage.say("![a cat](http://attacker.example/x.png?q=1) ![](file:///etc/passwd)")
    assert stage.shown_text() == "a cat (http://attacker.example/x.png?q=1) (file:///etc/passwd)"


def test_html_is_text(stage: Any) -> None:
    stage.say("a <b>bold</b> <script>alert(1)</script>\n\n<div>block</div>")
    assert stage.shown_text() == "a <b>bold</b> <script>alert(1)</script>\n<div>block</div>"


def test_a_document_answers_every_request_with_nothing(qapp: object, watch: Watch) -> None:
    document = SafeDocument()
    for kind in range(6):
        for address in (f"file://{watch.folder / CANARY}", str(watch.folder / CANARY), "http://a.b", "qrc:/x"):
            assert document.resource(kind, QUrl(address)) is None
    watch.check()


@pytest.mark.parametrize(
    "text",
    [
        ">" * 3_900,
        "- " * 1_900 + "x",
        "[" * 3_900,
        "![" * 1_900,
        "`" * 3_999,
        "*a " * 1_300,
        "([" * 1_900,
        "**" * 1_900,
        "<" * 3_900,
        "&#1;" * 900,
        "|" * 3_900,
        "| a " * 900 + "|\n" + "|---" * 900 + "|\n" + "| b " * 900,
        "\u202e" * 3_900,
        "e" + "\u0301" * 3_900,
        "\U0001f468\u200d" * 1_900,
        "\n".join("  " * depth + "- x" for depth in range(60)),
        "> " * 12 + "x",
        "1. " * 12 + "x",
        "# " * 1_900,
        "\\" * 3_900,
        "\x00" * 999,
        "\ufffc" * 99,
        "```" + "a" * 3_900,
        "``` " + "`" * 99,
        "~" * 3_900,
        "a\u2028" * 900,
        "\r" * 3_900,
        "\t" * 3_900,
        "_" * 3_900 + "a",
        "~~" * 1_900,
        "http://" * 560,
    ],
    ids=lambda text: ascii(text[:6]),
)
def test_text_made_to_choke_a_parser_is_shown(stage: Any, text: str) -> None:
    """The time limit of the test run is the judge: each takes milliseconds."""
    stage.say(text)
    stage.paint()
    for text in stage.texts():
        block = text._document.begin()
        while block.isValid():
            assert len(block.text()) <= 16_384
            block = block.next()


def test_the_source_of_the_views_never_asks_qt_for_rich_text_of_strangers() -> None:
    """No setHtml, no setSource, no label that guesses whether its text is rich."""
    forbidden = {"setHtml", "insertHtml", "setSource", "appendHtml", "fromHtml", "setOpenExternalLinks", "addResource"}
    views = Path(inglenook_desktop.__file__).parent / "views"
    mine = (
        "text_piece",
        "rich_text",
        "dressing",
        "formulas",
        "copying",
        "code_block",
        "message_view",
        "link_dialog",
        "piece_widgets",
        "quiet_button",
    )
    files = [views / f"{name}.py" for name in mine] + sorted(views.glob("transcript_*.py"))
    for path in files:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        called = [
            node.func.attr
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        ]
        allowed = {"setOpenExternalLinks"} if path.name == "text_piece.py" else set()
        assert not (forbidden - allowed) & set(called), path.name
        n_labels = sum(
            isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "QLabel"
            for node in ast.walk(tree)
        )
        assert called.count("setTextFormat") >= n_labels, path.name


def test_a_link_of_any_kind_starts_nothing_by_itself(stage: Any, loads: list[str]) -> None:
    for number, target in enumerate(TARGETS):
        stage.model.set_items(
            [TranscriptItem(key=number, speaker=Speaker.MODEL, text=f"[words]({target.replace(' ', '')})")]
        )
        for text in stage.texts():
            if text._kind is SegmentKind.PARAGRAPH:
                text.anchorClicked.emit(QUrl(target))
    assert stage.opened == []
    assert loads == []
