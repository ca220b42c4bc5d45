"""Saving a block of code: which name it is offered under, the question where, and the file itself."""

from __future__ import annotations

import functools
import os
import shutil
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from ..translating import refusal_of
from .dialog_looks import dress_dialog

_ENDINGS_OF = """
    ada:adb asm:asm awk:awk bash:sh bat:bat batch:bat c:c c#:cs c++:cpp cc:cc cfg:cfg clojure:clj cmake:cmake
    console:txt cpp:cpp cs:cs csharp:cs css:css csv:csv cxx:cpp d:d dart:dart diff:diff elixir:ex erlang:erl ex:ex
    f90:f90 fortran:f90 fsharp:fs go:go golang:go graphql:graphql groovy:groovy h:h haskell:hs hcl:hcl hpp:hpp hs:hs
    html:html ini:ini java:java javascript:js jinja:j2 js:js json:json json5:json5 jsonc:jsonc jsonl:jsonl jsx:jsx
    julia:jl kotlin:kt kt:kt latex:tex less:less lisp:lisp lua:lua markdown:md math:tex matlab:m md:md mermaid:mmd
    mysql:sql nasm:asm nim:nim nix:nix objc:m objective-c:m ocaml:ml pascal:pas patch:diff perl:pl php:php pl:pl
    postgresql:sql powershell:ps1 prolog:pl proto:proto protobuf:proto ps1:ps1 py:py py3:py python:py python3:py r:r
    rb:rb rs:rs ruby:rb rust:rs scala:scala scheme:scm scss:scss sh:sh shell:sh sql:sql sqlite:sql svg:svg
    swift:swift tcl:tcl terraform:tf tex:tex toml:toml ts:ts tsx:tsx typescript:ts verilog:v vhdl:vhd vim:vim
    vue:vue xml:xml yaml:yaml yml:yml zig:zig zsh:zsh
"""
_ENDINGS = dict(pair.split(":") for pair in _ENDINGS_OF.split())
_WHOLE_NAMES = {"docker": "Dockerfile", "dockerfile": "Dockerfile", "make": "Makefile", "makefile": "Makefile"}


def suggested_name(language: str) -> str:
    """The name a file of this language is offered under. Nothing of what a model wrote is part of it."""
    name = language.lower()
    return _WHOLE_NAMES.get(name) or f"code.{_ENDINGS.get(name, 'txt')}"


def write_text(path: Path, text: str) -> None:
    """The whole file or nothing of it, UTF-8, line ends as in `text`. Raises OSError."""
    path = path.resolve()  # a link to a file stays a link
    partial = path.with_name(f"{path.name[:200]}.{os.getpid()}.part")
    try:
        with partial.open("xb") as out:
            out.write(text.encode("utf-8", "replace"))
        with suppress(FileNotFoundError):
            shutil.copymode(path, partial)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


class CodeSaving(QObject):
    """Asks where, and writes. saved: the path. Where it cannot be written, a box says why and nothing is left there."""

    saved = Signal(Path)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window

    def ask(self, code: str, language: str) -> QFileDialog:
        """Opens the question; the answer comes later."""
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self._window, self.tr("Save code"), documents)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(suggested_name(language))
        dialog.fileSelected.connect(functools.partial(self.write, code))
        dialog.open()
        return dialog

    def write(self, code: str, path: str) -> None:
        try:
            write_text(Path(path), code)
        except OSError as error:
            self._complain(Path(path), refusal_of(error))
        else:
            self.saved.emit(Path(path))

    def _complain(self, path: Path, why: str) -> None:
        text = self.tr("The code could not be saved as %1: %2. Choose another folder or another name.")
        box = QMessageBox(self._window)
        dress_dialog(box)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(self.tr("Save code"))
        box.setText(text.replace("%1", path.name).replace("%2", why))
        box.open()
