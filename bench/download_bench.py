"""A download over loopback, beside curl, and how long a cancelled one keeps its socket:

    python bench/download_bench.py                about a minute
    python bench/download_bench.py --mb 200 --blocks 2

Ours is the fetcher's own process with huggingface_hub in it: it asks what the file is, downloads it, hashes every byte
as it comes and compares; curl only writes. Both take the same file from the same server and write into memory, so that
no disk is measured. The runs are interleaved. The report goes to bench/results/download.md and .json.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from inglenook_desktop.fetcher.protocol import Cancel, Cancelled, Fetch, Fetched, FetcherEvent, Progress, Resolved
from inglenook_desktop.fetcher.wire import decode_event, encode
from measure import RESULTS, abba, load_average, machine, machine_line, median_of, ratio_of, write_results

MEMORY = Path("/dev/shm")
COMMIT = "a" * 40
ARMS = ("ours", "curl")
REST_S = 0.2
"""Between two runs: what runs in real time is stopped for a while when it never rests."""

BARS = {"ratio": 0.9, "cancel_ms": 200.0}


def serve(path: Path, digest: str) -> None:
    """A hub of one file, as fast as the system sends one. Its port is the first line of stdout. One thread for each
    connection; ends with its parent's pipe."""
    size_bytes = path.stat().st_size
    server = socket.create_server(("127.0.0.1", 0))
    print(server.getsockname()[1], flush=True)
    threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
    while True:
        connection, _ = server.accept()
        threading.Thread(target=_answer_all, args=(connection, path, digest, size_bytes), daemon=True).start()


def _answer_all(connection: socket.socket, path: Path, digest: str, size_bytes: int) -> None:
    facts = f'X-Repo-Commit: {COMMIT}\r\nETag: "{digest}"\r\nContent-Length: {size_bytes}\r\n'
    with connection, path.open("rb") as file:
        waiting = b""
        while True:
            while b"\r\n\r\n" not in waiting:
                data = connection.recv(1 << 16)
                if not data:
                    return
                waiting += data
            request, _, waiting = waiting.partition(b"\r\n\r\n")
            connection.sendall(f"HTTP/1.1 200 OK\r\n{facts}\r\n".encode())
            is_slow = b"/slow/" in request
            if request.startswith(b"GET") and not _send(connection, file.fileno(), size_bytes, is_slow=is_slow):
                return


def _send(connection: socket.socket, descriptor: int, size_bytes: int, *, is_slow: bool) -> bool:
    """False when the other side has closed; the moment then goes to stdout, by the clock that both processes share."""
    try:
        at = 0
        while at < size_bytes:
            at += os.sendfile(connection.fileno(), descriptor, at, min(1 << 22, size_bytes - at))
            if is_slow:
                connection.settimeout(0.02)
                try:
                    if not connection.recv(1):
                        raise ConnectionResetError
                except TimeoutError:
                    connection.settimeout(None)
    except OSError:
        print(f"closed {time.monotonic()}", flush=True)
        return False
    return True


class Server:
    """The server's process. A context manager."""

    def __init__(self, path: Path, digest: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, __file__, "--serve", str(path), digest], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert self._process.stdout is not None
        self.address = f"http://127.0.0.1:{int(self._process.stdout.readline())}"

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()

    def closed_at(self) -> float:
        """Waits for the next connection that the other side closes."""
        assert self._process.stdout is not None
        return float(self._process.stdout.readline().split()[1])


@contextmanager
def fetcher(address: str) -> Iterator[subprocess.Popen[bytes]]:
    names = ("HF_", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
    environ = {name: value for name, value in os.environ.items() if not name.upper().startswith(names)}
    process = subprocess.Popen(
        [sys.executable, "-I", "-m", "inglenook_desktop.fetcher"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**environ, "HF_ENDPOINT": address, "HF_HUB_DISABLE_IMPLICIT_TOKEN": "1"},
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def events_of(process: subprocess.Popen[bytes], job: Fetch) -> Iterator[FetcherEvent]:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(encode(job))
    process.stdin.flush()
    for line in process.stdout:
        yield decode_event(line)


def job(folder: Path, revision: str = "main") -> Fetch:
    return Fetch(repository="org/name", revision=revision, filename="model.gguf", cache_dir=str(folder), max_retries=0)


def ours(address: str, folder: Path) -> tuple[float, float]:
    """Seconds from the hub's word on the file to the file in its place, and of the whole process."""
    started = time.perf_counter()
    resolved = 0.0
    with fetcher(address) as process:
        for event in events_of(process, job(folder)):
            if isinstance(event, Resolved):
                resolved = time.perf_counter()
        ended = time.perf_counter()
    if not isinstance(event, Fetched):
        raise SystemExit(f"the download failed: {event}")
    return ended - resolved, ended - started


def curl(address: str, folder: Path) -> tuple[float, float]:
    """Seconds by curl's own account, and of the whole process."""
    started = time.perf_counter()
    done = subprocess.run(
        ["curl", "-s", "-f", "-o", str(folder / "file"), "-w", "%{time_total}", f"{address}/org/name/file"],
        check=True,
        capture_output=True,
        text=True,
    )
    return float(done.stdout), time.perf_counter() - started


def cancel_ms(server: Server, folder: Path) -> float:
    """From `Cancel` to the moment in which the server sees the connection closed, in the middle of a download."""
    with fetcher(server.address) as process:
        assert process.stdin is not None
        sent_at = 0.0
        for event in events_of(process, job(folder, "slow/x")):
            if isinstance(event, Progress) and event.done_bytes > 0 and not sent_at:
                time.sleep(0.2)
                sent_at = time.monotonic()
                process.stdin.write(encode(Cancel()))
                process.stdin.flush()
        if not isinstance(event, Cancelled):
            raise SystemExit(f"the download was not cancelled: {event}")
        return (server.closed_at() - sent_at) * 1e3


def measured(options: argparse.Namespace) -> dict[str, Any]:
    place = MEMORY if MEMORY.is_dir() else None
    samples: dict[str, list[float]] = {arm: [] for arm in ARMS}
    whole: dict[str, list[float]] = {arm: [] for arm in ARMS}
    run = {"ours": ours, "curl": curl}
    with tempfile.TemporaryDirectory(prefix="inglenook-download-", dir=place) as name:
        source = Path(name) / "source"
        digest = made_file(source, options.mb)
        with Server(source, digest) as server:
            for number, arm in enumerate(("ours", "curl", *abba(ARMS, blocks=options.blocks))):
                time.sleep(REST_S)
                with tempfile.TemporaryDirectory(prefix="inglenook-download-", dir=place) as folder:
                    seconds, whole_seconds = run[arm](server.address, Path(folder))
                if number >= 2:  # the first of each warms up
                    samples[arm].append(seconds)
                    whole[arm].append(whole_seconds)
                    print(f"{arm}: {options.mb / seconds:.0f} MB/s", flush=True)
            cancels = []
            for _ in range(options.cancels):
                with tempfile.TemporaryDirectory(prefix="inglenook-download-", dir=place) as folder:
                    cancels.append(cancel_ms(server, Path(folder)))
    return {"samples_s": samples, "whole_s": whole, "cancels_ms": cancels}


def made_file(path: Path, n_mb: int) -> str:
    digest = hashlib.sha256()
    with path.open("wb") as file:
        for _ in range(n_mb):
            data = os.urandom(1_000_000)
            file.write(data)
            digest.update(data)
    return digest.hexdigest()


def report(facts: dict[str, Any]) -> str:
    """The results as a page for people."""
    samples, n_mb = facts["samples_s"], facts["mb"]
    against = {arm: ratio_of(samples[arm], samples["ours"]) for arm in ARMS}  # speeds: seconds the other way round
    ratio = against["curl"]
    cancels = sorted(facts["cancels_ms"])
    lines = [
        "# A download over loopback",
        "",
        machine_line(facts["machine"]),
        "",
        f"`{facts['command']}`; {facts['curl']}. {n_mb} MB, {len(samples['ours'])} runs of each, interleaved; load of "
        f"the machine before: {facts['load_before']:.1f}{facts['priority']}.",
        "",
        "| | MB/s | ours to it |",
        "|---|---|---|",
        *(f"| {arm} | {_speed(samples[arm], n_mb)} | {against[arm].format(2)} |" for arm in ARMS),
        "",
        f"Ours hashes every byte and compares; curl does not. Bar: {BARS['ratio']} of curl; "
        f"{'met' if ratio.value >= BARS['ratio'] else 'NOT met'}. In brackets: 95 % bootstrap intervals of the median.",
        "",
        "The whole process of ours, with its start and the first request: "
        f"{_median(facts['whole_s']['ours']):.2f} s, of which the download {_median(samples['ours']):.2f} s; of curl "
        f"{_median(facts['whole_s']['curl']):.2f} s.",
        "",
        f"From Cancel to the closed socket, seen by the server, {len(cancels)} times: median "
        f"{_median(cancels):.1f} ms, longest {cancels[-1]:.1f} ms. Bar: {BARS['cancel_ms']:.0f} ms; "
        f"{'met' if cancels[-1] <= BARS['cancel_ms'] else 'NOT met'}. The server looks every 20 ms, which is in these "
        "figures.",
        "",
    ]
    return "\n".join(lines)


def _is_real_time() -> bool:
    """As with `chrt -r 10 python bench/download_bench.py`, where the machine cannot be had alone."""
    return hasattr(os, "sched_getscheduler") and os.sched_getscheduler(0) == os.SCHED_RR


def _speed(seconds: list[float], n_mb: int) -> str:
    found = median_of([n_mb / value for value in seconds])
    return found.format(0)


def _median(values: list[float]) -> float:
    return median_of(values).value


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mb", type=int, default=600, help="size of the file")
    parser.add_argument("--blocks", type=int, default=8)
    parser.add_argument("--cancels", type=int, default=20)
    parser.add_argument("--results", type=Path, default=RESULTS, help="where the report goes")
    parser.add_argument("--serve", nargs=2, metavar=("FILE", "DIGEST"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        serve(Path(options.serve[0]), options.serve[1])
        return 0
    version = subprocess.run(["curl", "--version"], check=True, capture_output=True, text=True).stdout
    found = re.match(r"curl \S+", version)
    facts = {
        "machine": machine(),
        "command": f"python bench/download_bench.py --mb {options.mb} --blocks {options.blocks}",
        "curl": found[0] if found else "curl",
        "mb": options.mb,
        "load_before": load_average(),
        "priority": ", of programs that had to wait: both sides ran in real time" if _is_real_time() else "",
        **measured(options),
    }
    text = report(facts)
    write_results("download", json.loads(json.dumps(facts)), text, folder=options.results)
    print(text)
    return int("NOT met" in text)


if __name__ == "__main__":
    sys.exit(main())
