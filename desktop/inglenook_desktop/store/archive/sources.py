"""Where an import reads: one file, a folder, or a zip archive. Hands out documents, which are names and bytes.

Nothing is unpacked onto the disk, so a zip archive can neither fill it nor write outside a folder; one that would fill
the memory or take hours is refused. Links inside a folder are not followed.
"""

from __future__ import annotations

import os
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO, TextIO

from .json_stream import text_of
from .values import ArchiveError, Problems

MAX_DOCUMENTS = 200_000
"""Files in a folder or a zip archive; people's archives have thousands."""

MAX_RATIO = 200
"""How many times its size a zip archive may unpack to. Text packs to a tenth, a text of one letter to a thousandth."""

FREE_BYTES = 64 << 20
"""What a zip archive may always unpack to."""

_UNREADABLE = (OSError, EOFError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error)
"""What reading an entry of a zip archive may raise: damaged, encrypted, or packed in a way that is not known here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """name: inside the folder or archive, with slashes. open: a new stream each time, one that can peek."""

    name: str
    open: Callable[[], IO[bytes]]

    def sibling_name(self, name: str) -> str:
        """The name of a document beside this one."""
        return str(PurePosixPath(self.name).with_name(name))


@contextmanager
def documents(path: Path, problems: Problems) -> Iterator[list[Document]]:
    """What there is to read, sorted by name. Raises ArchiveError when nothing can be."""
    with ExitStack() as stack:
        try:
            mode = path.stat().st_mode
            if stat.S_ISDIR(mode):
                found = _of_folder(path)
            elif not stat.S_ISREG(mode):
                raise ArchiveError(f"{path} is neither a file nor a folder, so nothing can be imported from it.")
            elif zipfile.is_zipfile(path):
                found = _of_zip(stack.enter_context(zipfile.ZipFile(path)), path, problems)
            else:
                found = [Document(name=path.name, open=partial(_opened, path))]
        except OSError as error:
            raise ArchiveError(f"{path} cannot be read: {error.strerror or error}.") from error
        except zipfile.BadZipFile as error:
            raise ArchiveError(
                f"The zip archive {path} is damaged ({error}). Make or download it once more."
            ) from error
        yield found


@contextmanager
def reading(document: Document) -> Iterator[TextIO]:
    """The text of a document; read it inside `guarded`. Raises ArchiveError."""
    with ExitStack() as stack:
        with guarded(document):
            text = stack.enter_context(text_of(stack.enter_context(document.open())))
        yield text


@contextmanager
def guarded(document: Document) -> Iterator[None]:
    """What goes wrong with a document while it is read becomes ArchiveError."""
    try:
        yield
    except _UNREADABLE as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise ArchiveError(f"{document.name} cannot be read: {reason}.") from error


def _of_folder(folder: Path) -> list[Document]:
    found = []
    for parent, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(files):
            path = Path(parent) / name
            if not stat.S_ISREG(path.lstat().st_mode):
                continue
            found.append(Document(name=path.relative_to(folder).as_posix(), open=partial(_opened, path)))
            if len(found) > MAX_DOCUMENTS:
                raise ArchiveError(
                    f"The folder {folder} holds more than {MAX_DOCUMENTS:,} files. Choose the one with conversations."
                )
    return found


def _of_zip(archive: zipfile.ZipFile, path: Path, problems: Problems) -> list[Document]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    n_bytes = sum(entry.file_size for entry in entries)
    if n_bytes > max(FREE_BYTES, MAX_RATIO * path.stat().st_size):
        raise ArchiveError(
            f"The zip archive {path} would unpack to {n_bytes / 1e9:.1f} GB, {MAX_RATIO} times its size and more. No "
            "export of conversations does, so it was not opened. Unpack it yourself, then import the folder."
        )
    if len(entries) > MAX_DOCUMENTS:
        raise ArchiveError(f"The zip archive {path} holds more than {MAX_DOCUMENTS:,} files, so it was not opened.")
    found = []
    for entry in entries:
        parts = PurePosixPath(entry.filename.replace("\\", "/"))
        if parts.is_absolute() or ".." in parts.parts or ":" in entry.filename[:2]:
            problems.add(entry.filename, "Its name leads out of the archive, so it was left out.")
            continue
        found.append(Document(name=str(parts), open=partial(archive.open, entry)))
    return sorted(found, key=lambda document: document.name)


def _opened(path: Path) -> IO[bytes]:
    return path.open("rb")
