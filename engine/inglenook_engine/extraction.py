"""`python -m inglenook_engine extract PATH...`: the text of files that a person attaches, of each as one JSON line, an
ExtractAnswer, which the file's bytes follow; without a path one file comes on stdin and is not sent back.

Of several, so many are answered as are small and plain text, and at least the first: a document of a format that a
library parses has a process to itself. Whoever asks sees how many those are, and asks again for the others.

No stranger's document is parsed anywhere else. This process takes so much time and memory and no more, writes nothing
and opens no socket; what its libraries do with a hostile file costs one sentence.
"""

from __future__ import annotations

import io
import json
import os
import signal
import stat
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from .extract_text import decode, table_size
from .extract_types import MAX_FILE_BYTES, MAX_TEXT_BYTES, ExtractAnswer, ExtractProblem, FileKind, Passage
from .guard import lower_limits
from .invisible import TooMuchHiddenError, parted
from .wire import to_json

CPU_S = 10
MEMORY_BYTES = 768 << 20
"""Twelve times the largest file."""

TOGETHER_BYTES = 1 << 20
"""Of all files that one process reads, when it reads more than one."""

_PDF_MARK_WITHIN = 1024
_ZIP_MARK = b"PK\x03\x04"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_PICTURES = (
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
)
_OTHERS = (
    (b"\xd0\xcf\x11\xe0", "Office 97"),
    (b"{\\rtf", "RTF"),
    (b"GGUF", "GGUF"),
    (b"\x7fELF", "ELF"),
    (b"MZ", "EXE"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"SQLite format 3", "SQLite"),
)
_IN_ARCHIVES = (
    ("xl/workbook.xml", "Excel"),
    ("ppt/presentation.xml", "PowerPoint"),
    ("content.xml", "OpenDocument"),
    ("META-INF/container.xml", "EPUB"),
)


class _RefusedError(Exception):
    def __init__(self, problem: ExtractProblem, detail: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.detail = detail


class _TooSlowError(BaseException):
    """Not an Exception, so that no library takes it for trouble of its own and goes on."""


def extract(out: BinaryIO, paths: Sequence[str]) -> int:
    """Write the answers, each with its file if it was read here. Returns the exit status."""
    _limit_this_process()
    found: list[tuple[ExtractAnswer, bytes]] = []
    try:
        if paths:
            _read_each(paths, found)
        else:
            found.append((_answered(_from(sys.stdin.buffer), "")[0], b""))
    except _RefusedError as refused:  # by stdin
        found.append((ExtractAnswer(problem=refused.problem, detail=refused.detail), b""))
    except _TooSlowError:
        found = found or [(ExtractAnswer(problem=ExtractProblem.TOO_SLOW), b"")]
    _set_alarm(0)
    with out:
        for answer, data in found:
            line = json.dumps({**to_json(answer), "n_data_bytes": len(data)}, ensure_ascii=False).encode("utf-8")
            out.write(line + b"\n")
            out.write(data)
    return 0


def _read_each(paths: Sequence[str], found: list[tuple[ExtractAnswer, bytes]]) -> None:
    """Adds the answer for the first, and for those behind it as long as all are small and plain text."""
    n_bytes = 0
    for place, path in enumerate(paths):
        try:
            data = _bytes_of(Path(path), most_bytes=TOGETHER_BYTES - n_bytes if place else MAX_FILE_BYTES)
            if place and _is_parsed(data):
                return
            found.append(_answered(data, Path(path).suffix.lower()))
        except _RefusedError as refused:
            if place and refused.problem is ExtractProblem.TOO_LARGE:
                return
            data = b""
            found.append((ExtractAnswer(problem=refused.problem, detail=refused.detail), b""))
        n_bytes += len(data)
        if _is_parsed(data) or n_bytes > TOGETHER_BYTES:
            return


def _answered(data: bytes, suffix: str) -> tuple[ExtractAnswer, bytes]:
    answer = answer_for(data, suffix=suffix)
    return answer, data if answer.problem is None else b""


def answer_for(data: bytes, *, suffix: str) -> ExtractAnswer:
    """What is in a file. suffix: of its name, in lower case with the dot, which tells tables from other text."""
    try:
        answer = _answer_for(data, suffix)
        n_bytes = sum(len(passage.text.encode("utf-8")) for passage in answer.passages)
        if n_bytes > MAX_TEXT_BYTES:
            raise _RefusedError(ExtractProblem.TOO_MUCH_TEXT, str(n_bytes))
    except _RefusedError as refused:
        return ExtractAnswer(problem=refused.problem, detail=refused.detail)
    except TooMuchHiddenError:
        return ExtractAnswer(problem=ExtractProblem.TOO_MUCH_HIDDEN)
    return answer


def _is_parsed(data: bytes) -> bool:
    return _is_pdf(data) or data.startswith(_ZIP_MARK)


def _is_pdf(data: bytes) -> bool:
    return b"%PDF-" in data[:_PDF_MARK_WITHIN]


def _answer_for(data: bytes, suffix: str) -> ExtractAnswer:
    if not data:
        raise _RefusedError(ExtractProblem.EMPTY)
    if _is_pdf(data):
        return _pdf(data)
    if data.startswith(_ZIP_MARK):
        return _docx(data)
    for mark, name in (*_PICTURES, *_OTHERS):
        if data.startswith(mark) and (len(mark) > 2 or b"\0" in data[:4096]):
            raise _RefusedError(ExtractProblem.OTHER_KIND, name)
    if data[8:12] == b"WEBP" or data[4:8] == b"ftyp":
        raise _RefusedError(ExtractProblem.OTHER_KIND, "WebP" if data[8:12] == b"WEBP" else "MP4")
    found = decode(data)
    if found is None:
        raise _RefusedError(ExtractProblem.BINARY)
    text, encoding = found
    passages = parted([Passage(text=text)])
    if not any(passage.text.strip() for passage in passages):
        raise _RefusedError(ExtractProblem.EMPTY)
    is_table = suffix in (".csv", ".tsv", ".tab")
    n_rows, n_columns = table_size(text) if is_table else (0, 0)
    return ExtractAnswer(
        kind=FileKind.CSV if is_table else FileKind.TEXT,
        media_type="text/csv" if is_table else "text/plain",
        passages=passages,
        n_rows=n_rows,
        n_columns=n_columns,
        encoding=encoding,
    )


def _pdf(data: bytes) -> ExtractAnswer:
    from .extract_pdf import EncryptedError, read_pdf

    try:
        read = read_pdf(data)
    except EncryptedError:
        raise _RefusedError(ExtractProblem.ENCRYPTED) from None
    except (MemoryError, RecursionError) as error:
        raise _RefusedError(ExtractProblem.BOMB, type(error).__name__) from None
    except Exception as error:  # pypdf raises a great many kinds on damaged files
        raise _RefusedError(_told(error), type(error).__name__) from error
    passages = parted(read.passages)
    if not any(passage.text.strip() for passage in passages):
        raise _RefusedError(ExtractProblem.NO_TEXT, str(read.n_pages))
    return ExtractAnswer(
        kind=FileKind.PDF,
        media_type="application/pdf",
        passages=passages,
        n_pages=read.n_pages,
        n_pages_read=read.n_pages_read,
    )


def _docx(data: bytes) -> ExtractAnswer:
    from .extract_docx import MAIN_PART, BombError, read_docx

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
        if MAIN_PART not in names:
            other = next((kind for name, kind in _IN_ARCHIVES if name in names), "zip")
            raise _RefusedError(ExtractProblem.OTHER_KIND, other)
        passages = parted(read_docx(data))
    except _RefusedError:
        raise
    except TooMuchHiddenError:
        raise
    except (BombError, MemoryError, RecursionError) as error:
        raise _RefusedError(ExtractProblem.BOMB, type(error).__name__) from None
    except Exception as error:  # zipfile, lxml and python-docx each raise their own
        raise _RefusedError(_told(error), type(error).__name__) from error
    if not any(passage.text.strip() for passage in passages):
        raise _RefusedError(ExtractProblem.NO_TEXT, "0")
    return ExtractAnswer(kind=FileKind.DOCX, media_type=_DOCX, passages=passages)


def _told(error: Exception) -> ExtractProblem:
    """A limit of a library's own is no damage."""
    return ExtractProblem.BOMB if "Limit" in type(error).__name__ else ExtractProblem.DAMAGED


def _bytes_of(path: Path, *, most_bytes: int) -> bytes:
    """Opened so that a pipe does not keep us waiting; what is no plain file is not read."""
    try:
        fd = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        raise _RefusedError(ExtractProblem.NOT_THERE) from None
    except PermissionError:
        raise _RefusedError(ExtractProblem.FOLDER if path.is_dir() else ExtractProblem.NO_PERMISSION) from None
    except (OSError, ValueError) as error:
        raise _RefusedError(_unless_odd(path), getattr(error, "strerror", None) or str(error)) from None
    facts = os.fstat(fd)
    if not stat.S_ISREG(facts.st_mode):
        os.close(fd)
        raise _RefusedError(ExtractProblem.FOLDER if stat.S_ISDIR(facts.st_mode) else ExtractProblem.NOT_A_FILE)
    with os.fdopen(fd, "rb") as file:
        if facts.st_size > most_bytes:
            raise _RefusedError(ExtractProblem.TOO_LARGE, str(facts.st_size))
        return _from(file, most_bytes=most_bytes)


def _unless_odd(path: Path) -> ExtractProblem:
    """A socket cannot be opened at all."""
    try:
        is_odd = not stat.S_ISREG(path.stat().st_mode)
    except (OSError, ValueError):
        is_odd = False
    return ExtractProblem.NOT_A_FILE if is_odd else ExtractProblem.UNREADABLE


def _from(file: BinaryIO, *, most_bytes: int = MAX_FILE_BYTES) -> bytes:
    try:
        data = file.read(most_bytes + 1)
    except OSError as error:
        raise _RefusedError(ExtractProblem.UNREADABLE, error.strerror or str(error)) from None
    if len(data) > most_bytes:
        raise _RefusedError(ExtractProblem.TOO_LARGE, str(len(data)))
    return data


def _set_alarm(cpu_s: float) -> None:
    """0 takes it back."""
    if sys.platform != "win32":
        signal.signal(signal.SIGPROF, _on_too_slow)
        signal.setitimer(signal.ITIMER_PROF, cpu_s)


def _on_too_slow(_number: int, _frame: object) -> None:
    raise _TooSlowError


_NEVER = (
    *("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system", "os.spawn", "os.startfile"),
    *("os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.chown"),
    *("shutil.", "tempfile.", "ctypes.dlopen", "webbrowser.", "urllib.", "ftplib.", "smtplib."),
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def _limit_this_process() -> None:
    """Before a byte of the file is read. Python's own calls are refused by name; the system's limits hold for all."""
    sys.dont_write_bytecode = True
    lower_limits(
        {
            "RLIMIT_CPU": int(CPU_S) + 2,
            "RLIMIT_AS": MEMORY_BYTES,
            "RLIMIT_FSIZE": 0,
            "RLIMIT_CORE": 0,
            "RLIMIT_NPROC": 0,
        }
    )
    _set_alarm(CPU_S)  # for a sentence; the limit is for code that hears no signal

    def refuse(event: str, arguments: tuple[object, ...]) -> None:
        if event.startswith(_NEVER):
            raise PermissionError(f"the inspector may not do this: {event}")
        if event == "open" and len(arguments) > 2 and isinstance(arguments[2], int) and arguments[2] & _WRITING:
            raise PermissionError("the inspector writes no file")

    sys.addaudithook(refuse)
