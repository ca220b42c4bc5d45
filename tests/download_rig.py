"""A queue of downloads over the real fetcher and a hub on loopback, for tests; and a process of its own with one."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
from inglenook_desktop.download_queue import DownloadQueue, DownloadView
from inglenook_desktop.hub.downloads import Download, DownloadState, WantedFile
from loopback_hub import COMMIT, LoopbackHub, digest_of
from pytestqt.qtbot import QtBot

DATA = random.Random(7).randbytes(3_000_000)
PATIENCE_MS = 30_000


def wanted_download(*names: str, data: bytes = DATA) -> Download:
    files = tuple(
        WantedFile(name=name, size_bytes=len(data), digest=digest_of(data)) for name in names or ("model.gguf",)
    )
    return Download(id=0, repository="org/name", commit=COMMIT, tag="Q4_K_M", quantization="Q4_K_M", files=files)


def hub_environ(hub: LoopbackHub, cache_dir: Path) -> dict[str, str]:
    """Of a front end whose hub is on loopback: this process's own, but for every proxy and setting of a hub."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.lower().endswith("_proxy") and not name.startswith("HF_")
    }
    return {**kept, "HF_ENDPOINT": hub.endpoint, "HF_HUB_CACHE": str(cache_dir)}


class QueueRig:
    """One queue and what it has told."""

    def __init__(self, queue: DownloadQueue, qtbot: QtBot) -> None:
        self.queue = queue
        self.views: list[DownloadView] = []
        self.done: list[Download] = []
        self.told: list[str] = []
        self.problems: list[str] = []
        self._qtbot = qtbot
        queue.changed.connect(self.views.extend)
        queue.done.connect(self.done.append)
        queue.told.connect(self.told.append)
        queue.problem.connect(self.problems.append)

    def now(self, id: int = 1) -> DownloadView:
        return next(view for view in self.queue.views if view.download.id == id)

    def wait(self, condition: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(condition, timeout=PATIENCE_MS)

    def wait_for_state(self, state: DownloadState, id: int = 1) -> Download:
        """Until it is in this state and no child of it runs any more. Fails at once when it fails."""

        def is_there() -> bool:
            download = self.now(id).download
            if state is not DownloadState.FAILED:
                assert download.state is not DownloadState.FAILED, download.message
            return download.state is state and (state is DownloadState.RUNNING or not self.queue.is_running)

        self.wait(is_there)
        return self.now(id).download

    def wait_for_bytes(self, n_bytes: int, id: int = 1) -> None:
        """Until so many are shown. Of a connection that stands still, the last tenth of a second is not."""
        self.wait(lambda: self.now(id).download.done_bytes >= n_bytes)

    def wait_for_part(self, cache_dir: Path, n_bytes: int) -> None:
        """Until an unfinished file has grown to this."""
        blobs = cache_dir / "models--org--name" / "blobs"
        self.wait(lambda: any(part.stat().st_size >= n_bytes for part in blobs.glob("*.incomplete")))

    def messages(self) -> set[str]:
        """Everything that was ever shown of a download."""
        return {view.download.message for view in self.views} | {view.live.note for view in self.views}


def fetchers(pid: int | None = None) -> list[psutil.Process]:
    """The fetcher children of a process, this one unless given."""
    found = []
    for child in psutil.Process(pid).children(recursive=True):
        try:
            if "inglenook_desktop.fetcher" in child.cmdline() and child.status() != psutil.STATUS_ZOMBIE:
                found.append(child)
        except psutil.NoSuchProcess:
            continue
    return found


class QueueProcess:
    """`queue_process.py` as a child: a queue in a program that can be killed. A context manager."""

    def __init__(self, data_dir: Path, environ: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__).parent / "queue_process.py"), str(data_dir)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**environ, "QT_QPA_PLATFORM": "offscreen"},
        )
        self.last: dict[str, Any] = {}

    def __enter__(self) -> QueueProcess:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        for stream in (self._process.stdin, self._process.stdout):
            assert stream is not None
            stream.close()

    @property
    def pid(self) -> int:
        return self._process.pid

    def send(self, *words: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(words).encode() + b"\n")
        self._process.stdin.flush()

    def wait(self, condition: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Reads what it shows of its first download until that holds. The test's own timeout ends it otherwise."""
        assert self._process.stdout is not None
        while not condition(self.last):
            line = self._process.stdout.readline()
            assert line, f"the process ended; last seen {self.last}"
            self.last = json.loads(line)
        return self.last

    def close(self) -> None:
        """In order, as a person closes the window."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        assert self._process.wait() == 0

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()
