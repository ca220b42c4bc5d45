"""Memory that a long text took goes back to the system when the text is let go.

glibc learns from the first large block that is freed to keep as much for the next one. After a paste of 10 MB, of which
there are a few copies for a moment, the program held 120 MB more than it used. It also gives each thread a heap of its
own, and what is free in one serves no other: 12 MB for a few threads that hardly take any.
"""

from __future__ import annotations

import ctypes
import sys

_M_TRIM_THRESHOLD = -1
_M_MMAP_THRESHOLD = -3
_M_ARENA_MAX = -8
_LARGE_BYTES = 1 << 20
"""A block of this size is the system's own, and goes back to it at once."""
_SLACK_BYTES = 4 << 20
"""Of smaller blocks, so much may stay at hand."""


def give_back_large_blocks() -> bool:
    """Call once, early. False where the system's allocator knows no such wish, and has no need of it."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError):  # another C library than glibc
        return False
    wishes = ((_M_MMAP_THRESHOLD, _LARGE_BYTES), (_M_TRIM_THRESHOLD, _SLACK_BYTES), (_M_ARENA_MAX, 1))
    return all(mallopt(*wish) for wish in wishes)
