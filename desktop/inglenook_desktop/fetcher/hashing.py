"""The hash by which a hub names a file, computed on a thread of its own beside the reading and writing of the bytes."""

from __future__ import annotations

import hashlib
import queue
import threading

_WAITING = 16
"""Pieces that may wait for the hash; whoever has more waits for it."""


class FileHash:
    """Of one file. Used by one thread; hashlib, like the socket and the disk, lets other threads run meanwhile."""

    def __init__(self, digest: str, size_bytes: int) -> None:
        """digest: as the hub names the file: sha256 of a large one in 64 digits, git's of a blob in 40."""
        if len(digest) == 64:
            self._hash = hashlib.sha256()
        else:
            self._hash = hashlib.sha1(usedforsecurity=False)
            self._hash.update(b"blob %d\0" % size_bytes)
        self._pieces: queue.Queue[bytes | memoryview | None] = queue.Queue(_WAITING)
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    def update(self, data: bytes | memoryview) -> None:
        self._pieces.put(data)

    def hexdigest(self) -> str:
        """Waits for the rest; nothing can be added afterwards."""
        self.close()
        return self._hash.hexdigest()

    def close(self) -> None:
        if self._thread.is_alive():
            self._pieces.put(None)
            self._thread.join()

    def _work(self) -> None:
        while (data := self._pieces.get()) is not None:
            self._hash.update(data)
