"""How fast this machine's memory is read by all cores: what bounds the speed of an answer without a GPU."""

from __future__ import annotations

import ctypes
import mmap
import sys
import threading
import time

_BLOCK_BYTES = 64 * 2**20
"""For each thread: far more than a core's cache holds."""
_LEAST_S, _LEAST_ROUNDS, _LONGEST_S = 0.25, 5, 2.0


def measured_bytes_per_s(n_threads: int) -> float:
    """Read memory from end to end with so many threads, in the C library's search for a byte that is not there, which
    computes next to nothing. The fastest round of some counts: other programs only ever make one slower. Takes 64 MiB a
    thread and a quarter of a second."""
    library = ctypes.CDLL("msvcrt") if sys.platform == "win32" else ctypes.CDLL(None)
    search = library.memchr
    search.argtypes, search.restype = (ctypes.c_void_p, ctypes.c_int, ctypes.c_size_t), ctypes.c_void_p
    blocks = []
    for _ in range(n_threads):
        block = (ctypes.c_char * _BLOCK_BYTES).from_buffer(mmap.mmap(-1, _BLOCK_BYTES))
        ctypes.memset(block, 1, _BLOCK_BYTES)  # a page that nobody wrote to is not read from memory
        blocks.append(block)
    rounds: list[tuple[float, float]] = []
    began = [0.0] * n_threads
    ended = [0.0] * n_threads
    started = time.perf_counter()

    def finish_round() -> None:
        """On one of the threads, when all are through with a round."""
        if ended[0]:
            rounds.append((min(began), max(ended)))

    barrier = threading.Barrier(n_threads, action=finish_round)

    def may_end() -> bool:
        spent_s = rounds[-1][1] - started if rounds else 0.0
        return spent_s > _LONGEST_S or (spent_s > _LEAST_S and len(rounds) >= _LEAST_ROUNDS)

    def read(i: int) -> None:
        address = ctypes.addressof(blocks[i])
        barrier.wait()
        while not may_end():
            began[i] = time.perf_counter()
            search(address, 2, _BLOCK_BYTES)
            ended[i] = time.perf_counter()
            barrier.wait()

    threads = [threading.Thread(target=read, args=(i,)) for i in range(n_threads)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return n_threads * _BLOCK_BYTES / min(end - begin for begin, end in rounds)
