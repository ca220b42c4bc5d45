"""Nothing that a model, a person or a document writes makes the transcript open, load or start anything.

Both paths are taken: text that arrives in portions, and text that is loaded whole. Python's own audit events, inotify
on canary files (which sees what Qt opens in C++), and spies on Qt's loaders watch.
"""

from __future__ import annotations

import ast
import ctypes
import json
import os
import re
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hostile_markdown
import inglenook_desktop
import pytest
from hostile_markdown import CANARY, CASES, TARGETS, assert_inert, filled
from hostile_markdown_process import BEGIN, END
from inglenook_desktop.markdown import SegmentKind
from inglenook_desktop.markdown_display import Display
from inglenook_desktop.models.transcript import Speaker, TranscriptItem
from inglenook_desktop.views.rich_text import SafeDocument
from inglenook_desktop.views.text_piece import TextPiece
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QTextBrowser

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)


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
    (folder / CANARY).write_bytes(PIXEL)
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
        QDesktopServices.setUrlHandler(scheme, handler, "handle")  # type: ignore[arg-type]  # the stub is wrong
    watch.is_on = True
    yield asked
    watch.is_on = False
    for scheme in schemes:
        QDesktopServices.unsetUrlHandler(scheme)
    assert handler.urls == []


@pytest.mark.skipif(sys.platform != "linux", reason="inotify sees what C++ opens")
def test_the_watch_sees_what_stock_qt_does(qapp: object, watch: Watch, loads: list[str]) -> None:
    """Without our widgets the same text opens the file: the other tests could fail."""
    stock = QTextBrowser()
    stock.setMarkdown(f"![x](file://{watch.folder / CANARY})")
    stock.grab()
    with pytest.raises(AssertionError, match="canary file was touched"):
        watch.check()
    watch.seen.clear()


TRACED = "trace=%file,%network,%process"
_FONTS = re.compile(r"/fonts?[/.]|fontconfig|\.(?:ttf|otf|ttc|pfb|pcf)")
_CALL = re.compile(r"(\d+) (?:<\.\.\. )?(\w+)")


def can_trace() -> bool:
    if shutil.which("strace") is None:
        return False
    return not subprocess.run(["strace", "-qq", "-e", TRACED, "-o", "/dev/null", "true"], check=False).returncode


def forbidden_calls(trace: str) -> list[str]:
    """What the system was asked for between the marks. The child that draws formulas may be started again, when this
    machine is so busy that it was thought to hang, and then reads its own modules."""
    between = trace.split(BEGIN, 1)[1].split(END, 1)[0].splitlines()[1:-1]
    drawers: set[str] = set()
    found: list[str] = []
    for line in between:
        call = _CALL.match(line)
        if call is None or call[2] in ("exit", "exit_group", "wait4", "waitid", "kill", "pidfd_send_signal"):
            continue
        pid, name = call[1], call[2]
        if name == "execve" and '"inglenook_desktop.maths"' in line:
            drawers.add(pid)
        elif not _FONTS.search(line) and not (
            pid in drawers and not re.search("socket|connect|exec|O_WR|O_RDWR", line)
        ):
            found.append(line)
    is_restart = bool(drawers)
    return [line for line in found if not (is_restart and re.search(r"\b(?:v?fork|clone3?)\b", line))]


def test_what_is_forbidden_is_seen_in_a_trace() -> None:
    lines = [
        '7 openat(AT_FDCWD, "/etc/passwd", O_RDONLY) = 3',
        "7 socket(AF_INET, 1, 0) = 3",
        '8 execve("/bin/sh") = 0',
    ]
    fine = ['7 openat(AT_FDCWD, "/usr/share/fonts/a.ttf", O_RDONLY) = 3', "7 exit_group(0) = ?"]
    trace = f'7 access("{BEGIN}", F_OK) = -1\n' + "\n".join([*lines, *fine]) + f'\n7 access("{END}", F_OK) = -1\n'
    assert forbidden_calls(trace) == lines


@pytest.mark.slow
def test_hundreds_of_hostile_texts_open_and_start_nothing_streamed_or_whole(tmp_path: Path) -> None:
    """Two accounts of it: Python's audit events with Qt's loaders and handlers, and the calls to the system."""
    (tmp_path / CANARY).write_bytes(PIXEL)
    trace = tmp_path / "trace"
    watch = ["strace", "-f", "-qq", "-s", "200", "-e", TRACED, "-o", str(trace)] if can_trace() else []
    script = Path(hostile_markdown.__file__).with_name("hostile_markdown_process.py")
    done = subprocess.run(
        [*watch, sys.executable, str(script), str(tmp_path)],
        env={**os.environ, "PYTHONPATH": str(script.parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout.splitlines()[-1])
    assert said["n_cases"] >= 600
    assert said["asked"] >= 20
    assert said["seen"] == []
    assert said["handled"] == []
    if watch:
        assert forbidden_calls(trace.read_text(errors="replace")) == []


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
            assert_inert(stage.texts())
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
            assert_inert(stage.texts())
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
    for shown in stage.texts():
        block = shown._document.begin()
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
        "plain_copy",
        "rich_copy",
        "dressing",
        "formulas",
        "copying",
        "code_block",
        "message_end",
        "end_notice",
        "end_footer",
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
