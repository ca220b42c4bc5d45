"""How fast this machine's memory is read by all cores: what bounds the speed of an answer without a GPU."""

from __future__ import annotations

import ctypes
import mmap
import threading
import time

_BLOCK_BYTES = 64 * 2**20
"""For each thread: far more than a core's cache holds."""
_LEAST_S = 0.25


def measured_bytes_per_s(n_threads: int) -> float:
    """Read memory from end to end with so many threads for a quarter of a second, in the C library's search for a byte
    that is not there, which computes next to nothing. Takes 64 MiB a thread."""
    library = ctypes.CDLL(None) if hasattr(ctypes, "PyDLL") and not hasattr(ctypes, "WinDLL") else ctypes.cdll.msvcrt
    search = library.memchr
    search.argtypes, search.restype = (ctypes.c_void_p, ctypes.c_int, ctypes.c_size_t), ctypes.c_void_p
    blocks = []
    for _ in range(n_threads):
        block = mmap.mmap(-1, _BLOCK_BYTES)
        view = (ctypes.c_char * _BLOCK_BYTES).from_buffer(block)
        ctypes.memset(view, 1, _BLOCK_BYTES)  # a page that nobody wrote to is not read from memory
        blocks.append((block, view))
    counts = [0] * n_threads
    begin = threading.Barrier(n_threads + 1)
    deadline = [0.0]

    def read(i: int) -> None:
        begin.wait()
        while time.monotonic() < deadline[0]:
            search(ctypes.addressof(blocks[i][1]), 2, _BLOCK_BYTES)
            counts[i] += 1

    threads = [threading.Thread(target=read, args=(i,)) for i in range(n_threads)]
    for thread in threads:
        thread.start()
    started = time.monotonic()
    deadline[0] = started + _LEAST_S
    begin.wait()
    for thread in threads:
        thread.join()
    return sum(counts) * _BLOCK_BYTES / (time.monotonic() - started)
