"""The real fetcher as a child process, for tests."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import get_args

from inglenook_desktop.fetcher.protocol import Fetch, FetcherCommand, FetcherEvent, FetcherJob, LastEvent
from inglenook_desktop.fetcher.wire import decode_event, encode


class FetcherChild:
    """A context manager. `events` may be read by one thread."""

    def __init__(self, environ: dict[str, str], *, preexec: Callable[[], None] | None = None) -> None:
        names = [name for name in os.environ if name.lower().endswith("_proxy") or name.startswith("HF_")]
        clean = {key: value for key, value in os.environ.items() if key not in names}
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-m", "inglenook_desktop.fetcher"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**clean, **environ},
            cwd="/",
            preexec_fn=preexec,
        )

    def __enter__(self) -> FetcherChild:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        for stream in (self._process.stdin, self._process.stdout):
            assert stream is not None
            stream.close()

    @property
    def pid(self) -> int:
        return self._process.pid

    def send(self, command: FetcherCommand) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(encode(command))
        self._process.stdin.flush()

    def events(self) -> Iterator[FetcherEvent]:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            yield decode_event(line)

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()


def do(
    wanted: FetcherJob,
    endpoint: str,
    environ: Mapping[str, str] | None = None,
    *,
    preexec: Callable[[], None] | None = None,
) -> tuple[LastEvent, list[FetcherEvent]]:
    """One whole job: its last event, and all of them."""
    with FetcherChild({"HF_ENDPOINT": endpoint, **(environ or {})}, preexec=preexec) as child:
        child.send(wanted)
        events = list(child.events())
    last = events[-1]
    assert isinstance(last, get_args(LastEvent)), events
    assert len([event for event in events if isinstance(event, get_args(LastEvent))]) == 1
    return last, events


def fetch(
    cache: Path,
    endpoint: str,
    filename: str = "model.gguf",
    *,
    retries: int = 0,
    revision: str = "main",
    **environ: str,
) -> tuple[LastEvent, list[FetcherEvent]]:
    """One whole download."""
    return do(job(cache, filename, retries=retries, revision=revision), endpoint, environ)


def job(cache: Path, filename: str = "model.gguf", *, retries: int = 0, revision: str = "main") -> Fetch:
    return Fetch(repository="org/name", revision=revision, filename=filename, cache_dir=str(cache), max_retries=retries)
