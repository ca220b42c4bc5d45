"""What a child process does before any library loads: keep its protocol channel clean and die with its parent."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Mapping
from typing import BinaryIO


def guarded_stdout() -> BinaryIO:
    """A private copy of stdout; fd 1 itself then leads to stderr, so that no library can write into the protocol.

    Call before anything imports llama_cpp. Also keeps ggml from running a debugger when it aborts.
    """
    copy = os.dup(1)
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    os.environ["GGML_NO_BACKTRACE"] = "1"
    return os.fdopen(copy, "wb", buffering=1 << 16)


def follow_parent() -> None:
    """Ctrl+C in a terminal is the front end's to handle; on Linux this process ends with its parent in any case."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        import ctypes

        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGKILL, 0, 0, 0)


def lower_limits(limits: Mapping[str, int]) -> None:
    """What the system lets this process take from now on, by the names of `resource`, such as RLIMIT_AS in bytes.

    Nothing where the platform has no such limits (Windows), and without those that it refuses (some of macOS).
    """
    try:
        import resource
    except ImportError:
        return
    for name, most in limits.items():
        which = getattr(resource, name)
        _, hard = resource.getrlimit(which)
        top = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(which, (top, top))
