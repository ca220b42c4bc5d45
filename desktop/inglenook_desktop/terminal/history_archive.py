"""`inglenook history export|import`: conversations out of the store as a file or on stdout, and into it from files.

An export is written beside its place and takes it when it is whole, so that it never leaves half a file.
"""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from inglenook_engine.errors import UserFacingError

from ..store import Store, StoreError
from ..store.archive import Format, ImportReport
from .console import Console
from .exit_codes import ExitCode
from .history import opened

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_FORMATS = {
    Format.INGLENOOK: "an Inglenook archive",
    Format.CHATGPT: "ChatGPT's export",
    Format.LM_STUDIO: "LM Studio",
    Format.JAN: "Jan",
    Format.OPEN_WEBUI: "Open WebUI's export",
}
_SHOWN_PROBLEMS = 20


class ExportError(UserFacingError):
    """The file of an export cannot be written. The sentence names it, the cause and a way out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRequest:
    """conversation_ids: () for all. output: None for stdout. is_whole: Markdown of every branch."""

    conversation_ids: tuple[int, ...]
    output: Path | None
    is_markdown: bool
    is_whole: bool
    is_json: bool


def run_export(data_dir: Path, console: Console, request: ExportRequest) -> ExitCode:
    with opened(data_dir, console) as store:
        if request.output is None:
            _export(store, _Stdout(console), console, request)
            return ExitCode.OK
        with _whole_file(request.output) as out:
            n_conversations, n_messages = _export(store, out, console, request)
    if request.is_json:
        console.json(
            {"output": str(request.output.absolute()), "conversations": n_conversations, "messages": n_messages}
        )
    else:
        console.line(
            f"{_count(n_conversations, 'conversation')} and {_count(n_messages, 'message')} are in {request.output}."
        )
    return ExitCode.OK


def run_import(data_dir: Path, console: Console, *, path: Path, is_json: bool) -> ExitCode:
    with opened(data_dir, console) as store:
        before = _newest_id(store)
        try:
            report = store.archive.import_from(
                path, progress=lambda n_done: console.progress(f"{_count(n_done, 'conversation')} …")
            )
        except StoreError:
            console.clear_progress()
            with suppress(StoreError):
                if (newest := _newest_id(store)) > before:
                    console.note(
                        f"What was imported up to conversation {newest} stays; importing again goes on behind it."
                    )
            raise
        console.clear_progress()
    if is_json:
        console.json(_report_json(report))
    else:
        _tell(report, console)
    return ExitCode.OK


def _export(store: Store, out: BinaryIO, console: Console, request: ExportRequest) -> tuple[int, int]:
    """The numbers of conversations and messages."""

    def progress(n_done: int, n_all: int) -> None:
        if request.output is not None:
            console.progress(f"{n_done} of {_count(n_all, 'conversation')} …")

    if not request.is_markdown:
        count = store.archive.export(out, request.conversation_ids or None, progress=progress)
        console.clear_progress()
        return count.n_conversations, count.n_messages
    ids = request.conversation_ids or tuple(sorted(one.id for one in store.conversations(include_archived=True)))
    n_messages = 0
    for n_done, conversation_id in enumerate(dict.fromkeys(ids), start=1):
        if n_done > 1:
            out.write(b"\n")
        for piece in store.archive.markdown(conversation_id, is_whole=request.is_whole):
            out.write(piece.encode("utf-8"))
        shown = store.tree.whole(conversation_id) if request.is_whole else store.thread(conversation_id)
        n_messages += len(shown)
        progress(n_done, len(ids))
    console.clear_progress()
    return len(dict.fromkeys(ids)), n_messages


def _tell(report: ImportReport, console: Console) -> None:
    source = " and ".join(_FORMATS[kind] for kind in report.formats)
    n_new = len(report.conversation_ids)
    console.line(f"{_count(n_new, 'new conversation')} with {_count(report.n_messages, 'message')} from {source}.")
    if report.n_present:
        console.line(f"{_count(report.n_present, 'conversation')} had been here before and stayed as they are.")
    if report.n_problems:
        console.line(f"{_count(report.n_problems, 'record')} had something wrong:")
    for problem in report.problems[:_SHOWN_PROBLEMS]:
        console.line(f"  {problem.where}: {problem.text}")
    if report.n_problems > _SHOWN_PROBLEMS:
        console.note(f"{report.n_problems - _SHOWN_PROBLEMS} more are not shown; --json shows up to 1,000.")


def _report_json(report: ImportReport) -> dict[str, Any]:
    return {
        "formats": [kind.value for kind in report.formats],
        "conversation_ids": list(report.conversation_ids),
        "messages": report.n_messages,
        "present": report.n_present,
        "problem_count": report.n_problems,
        "problems": [{"where": problem.where, "text": problem.text} for problem in report.problems],
    }


class _Stdout(io.BytesIO):
    """Passes on what is written."""

    def __init__(self, console: Console) -> None:
        super().__init__()
        self._console = console

    def write(self, data: ReadableBuffer, /) -> int:
        self._console.data(bytes(data))
        return len(bytes(data))


@contextmanager
def _whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file that only its owner may read, and that is there only when the block ended well.

    A device or a pipe is written as it is.
    """
    try:
        if path.exists() and not stat.S_ISREG(path.stat().st_mode):
            with path.open("wb") as device:
                yield device
            return
        partial = path.with_name(f"{path.name}.{os.getpid()}.part")
        try:
            descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as out:
                yield out
                out.flush()
                os.fsync(out.fileno())
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)
    except OSError as error:
        raise ExportError(
            f"The export cannot be written to {path}: {error.strerror or error}. Make room there, or choose another "
            "place with --output."
        ) from error


def _newest_id(store: Store) -> int:
    return max((one.id for one in store.conversations(include_archived=True)), default=0)


def _count(n: int, thing: str) -> str:
    return f"{n} {thing}" if n == 1 else f"{n} {thing}s"
