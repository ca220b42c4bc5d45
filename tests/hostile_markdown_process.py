"""Shows hostile texts, streamed and whole, in a process of its own, for a tracer to watch. For tests.

Arguments: the folder of the canary. Says on stdout, as one line of JSON, what happened that must not. Everything that
happens between the two marks in the trace was done for the texts: fonts and formulas are there before the first.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import inglenook_desktop.views.rich_text as rich_text
from hostile_markdown import CASES, TARGETS, assert_inert, filled
from inglenook_desktop.formula_drawing import FormulaDrawing
from inglenook_desktop.frames import engine_environment
from inglenook_desktop.models.transcript import Speaker, TranscriptItem, TranscriptModel
from inglenook_desktop.views.highlight import lexer_for
from inglenook_desktop.views.link_dialog import LinkDialog
from inglenook_desktop.views.text_piece import TextPiece
from inglenook_desktop.views.transcript_view import TranscriptView
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

BEGIN, END = "/inglenook-mark-begin", "/inglenook-mark-end"
PORTION = 17
SCHEMES = ("http", "https", "file", "smb", "ftp", "javascript", "data", "qrc", "mailto", "tel", "vscode", "ms-msdt")
FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.spawn", "os.posix_spawn", "webbrowser.", "urllib.")
HIDING = [chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xE0000, 0xE0080))]


class Handler(QObject):
    """Takes every address that Qt would hand to the system."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[str] = []

    @Slot(QUrl)
    def handle(self, url: QUrl) -> None:
        self.urls.append(url.toString())


class Show:
    """The transcript, and everything forbidden that was seen."""

    def __init__(self, app: QApplication) -> None:
        self.app = app
        self.seen: list[str] = []
        self.is_watching = False
        self.model = TranscriptModel()
        self.view = TranscriptView(self.model, opener=self._opener)
        self.formulas = FormulaDrawing(engine_environment(os.environ), self.view)
        self.view.use_formulas(self.formulas)
        self.view.resize(500, 400)
        self.view.show()

    def _opener(self, url: QUrl) -> bool:
        self.seen.append(f"opened {url.toString()}")
        return True

    def audit(self, event: str, args: tuple[Any, ...]) -> None:
        if self.is_watching and (event.startswith(FORBIDDEN) or event == "open"):
            self.seen.append(f"{event} {args!r}"[:300])

    def load(self, kind: int, name: QUrl | str) -> None:
        self.seen.append(f"asked for {kind} {name}")

    def texts(self) -> list[TextPiece]:
        return [text for _, text in self.view.visible_texts()]

    def settle(self) -> None:
        self.app.processEvents()
        while self.formulas.is_at_work:
            self.app.processEvents()

    def case(self, text: str) -> None:
        model, view = self.model, self.view
        model.set_items([TranscriptItem(key=1, speaker=Speaker.MODEL, text="", is_streaming=True)])
        for start in range(0, len(text), PORTION):
            model.append_text(0, text[start : start + PORTION])
            view.flush()
            assert_inert(self.texts())
        self.settle()
        model.replace(0, TranscriptItem(key=1, speaker=Speaker.MODEL, text=text))
        self.settle()
        view.grab()
        streamed = self.shown()
        model.set_items([TranscriptItem(key=1, speaker=Speaker.MODEL, text=text)])
        self.settle()
        view.grab()
        assert_inert(self.texts())
        if self.shown() != streamed:
            self.seen.append(f"streamed and whole differ: {text!a}")
        if any(hiding in streamed for hiding in HIDING):
            self.seen.append(f"it hides something: {text!a}")

    def shown(self) -> str:
        return "\n".join(text.toPlainText() for text in self.texts())

    def click(self) -> None:
        """Every link that is in view, without a yes."""
        for text in self.texts():
            block = text._document.begin()
            while block.isValid():
                iterator = block.begin()
                while not iterator.atEnd():
                    address = iterator.fragment().charFormat().anchorHref()
                    iterator += 1
                    if address:
                        text.anchorClicked.emit(QUrl(address))
                block = block.next()
        for dialog in self.view.findChildren(LinkDialog):
            dialog.reject()
        self.app.processEvents()


def main() -> int:
    folder = Path(sys.argv[1])
    os.chdir(folder)
    app = QApplication(["inglenook"])
    show = Show(app)
    setattr(rich_text.SafeDocument, "loadResource", lambda _, kind, name: show.load(kind, name))  # noqa: B010
    setattr(TextPiece, "loadResource", lambda _, kind, name: show.load(kind, name))  # noqa: B010
    handler = Handler()
    for scheme in SCHEMES:
        QDesktopServices.setUrlHandler(scheme, handler, "handle")  # type: ignore[arg-type]  # the stub is wrong
    QDesktopServices.openUrl(QUrl("mailto:a@b.example"))
    assert handler.urls == ["mailto:a@b.example"]  # it would be seen
    handler.urls.clear()
    texts = [filled(case, folder) for number, case in enumerate(CASES) if (number + number // len(TARGETS)) % 2 == 0]
    show.case("$x$ **b** *i* `c`\n\n```py\nx\n```\n\n[x](https://a.b)\n\n" + "".join(sorted(set("".join(texts)))))
    show.click()
    for language in ("html", "py", "css"):  # their lexers are modules, which are files
        lexer_for(language)
    show.seen.clear()
    sys.addaudithook(show.audit)
    show.is_watching = True
    os.access(BEGIN, os.F_OK)
    for number, text in enumerate(texts):
        show.case(text)
        if number % 5 == 0:
            show.click()
    os.access(END, os.F_OK)
    show.is_watching = False
    show.formulas.shut_down()
    print(
        json.dumps(
            {"n_cases": len(texts), "seen": show.seen, "handled": handler.urls, "asked": len(show.formulas._shapes)}
        )
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
