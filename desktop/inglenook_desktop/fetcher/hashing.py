"""The hash by which a hub names a file, computed on a thread of its own beside the reading and writing of the bytes."""

from __future__ import annotations

import hashlib
import queue
import threading

_HEAP_BYTES = 4 << 20
"""Pieces are handed over in heaps: the two threads then wake each other seldom, and stay on cores of their own."""

_WAITING = 4
"""Heaps that may wait for the hash; whoever has more waits for it."""


class FileHash:
    """Of one file. Used by one thread; hashlib, like the socket and the disk, lets other threads run meanwhile."""

    def __init__(self, digest: str, size_bytes: int) -> None:
        """digest: as the hub names the file: sha256 of a large one in 64 digits, git's of a blob in 40."""
        if len(digest) == 64:
            self._hash = hashlib.sha256()
        else:
            self._hash = hashlib.sha1(usedforsecurity=False)
            self._hash.update(b"blob %d\0" % size_bytes)
        self._heap: list[bytes | memoryview] = []
        self._heap_bytes = 0
        self._heaps: queue.Queue[list[bytes | memoryview] | None] = queue.Queue(_WAITING)
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    def update(self, data: bytes | memoryview) -> None:
        self._heap.append(data)
        self._heap_bytes += len(data)
        if self._heap_bytes >= _HEAP_BYTES:
            self._hand_over()

    def hexdigest(self) -> str:
        """Waits for the rest; nothing can be added afterwards."""
        self._hand_over()
        self._heaps.put(None)
        self._thread.join()
        return self._hash.hexdigest()

    def _hand_over(self) -> None:
        self._heaps.put(self._heap)
        self._heap, self._heap_bytes = [], 0

    def _work(self) -> None:
        while (heap := self._heaps.get()) is not None:
            for piece in heap:
                self._hash.update(piece)
