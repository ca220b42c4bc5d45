"""What operating systems say when they refuse: the usual reasons, by number, so that the window has them in its
language. No Qt."""

from __future__ import annotations

import errno
import os
from functools import lru_cache

from .wording import N_

REASONS = {
    "EPERM": N_("Operation not permitted"),
    "ENOENT": N_("No such file or directory"),
    "EIO": N_("Input/output error"),
    "ENXIO": N_("No such device or address"),
    "E2BIG": N_("Argument list too long"),
    "ENOEXEC": N_("Exec format error"),
    "EAGAIN": N_("Resource temporarily unavailable"),
    "ENOMEM": N_("Cannot allocate memory"),
    "EACCES": N_("Permission denied"),
    "EBUSY": N_("Device or resource busy"),
    "EEXIST": N_("File exists"),
    "EXDEV": N_("Invalid cross-device link"),
    "ENODEV": N_("No such device"),
    "ENOTDIR": N_("Not a directory"),
    "EISDIR": N_("Is a directory"),
    "EINVAL": N_("Invalid argument"),
    "ENFILE": N_("Too many open files in system"),
    "EMFILE": N_("Too many open files"),
    "ETXTBSY": N_("Text file busy"),
    "EFBIG": N_("File too large"),
    "ENOSPC": N_("No space left on device"),
    "EROFS": N_("Read-only file system"),
    "EMLINK": N_("Too many links"),
    "EPIPE": N_("Broken pipe"),
    "ENAMETOOLONG": N_("File name too long"),
    "ENOLCK": N_("No locks available"),
    "ENOTEMPTY": N_("Directory not empty"),
    "ELOOP": N_("Too many levels of symbolic links"),
    "EOVERFLOW": N_("Value too large for defined data type"),
    "EILSEQ": N_("Invalid or incomplete multibyte or wide character"),
    "EOPNOTSUPP": N_("Operation not supported"),
    "ENETUNREACH": N_("Network is unreachable"),
    "ECONNRESET": N_("Connection reset by peer"),
    "ETIMEDOUT": N_("Connection timed out"),
    "ECONNREFUSED": N_("Connection refused"),
    "EHOSTDOWN": N_("Host is down"),
    "EHOSTUNREACH": N_("No route to host"),
    "ESTALE": N_("Stale file handle"),
    "EUCLEAN": N_("Structure needs cleaning"),
    "EREMOTEIO": N_("Remote I/O error"),
    "EDQUOT": N_("Disk quota exceeded"),
    "ENOMEDIUM": N_("No medium found"),
}
"""By the name in `errno`, since not every system has all. In the words of Linux."""


def usual_reason(text: str) -> str | None:
    """One of REASONS, for what this system, or the engine's, calls it; None for any other text."""
    return _by_text().get(text)


@lru_cache(maxsize=1)
def _by_text() -> dict[str, str]:
    """This system may have words of its own, or another language than the window."""
    here = {os.strerror(code): text for name, text in REASONS.items() if (code := getattr(errno, name, None))}
    return {text: text for text in REASONS.values()} | here
