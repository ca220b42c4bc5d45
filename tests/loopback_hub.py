"""A hub on loopback that speaks the real one's protocol, and misbehaves as a script says. Threads, no internet.

Two servers: the hub, which answers HEAD with a file's facts and sends on to the store of large files, and that store,
on another port and so another origin. `faults` are taken one by one by the GETs of bodies; without one all goes well.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote, urlsplit

COMMIT = "a" * 40
TOKEN = "hf_canary_of_the_tests"


@dataclass
class Seen:
    """One request. server: "hub" or "store"."""

    server: str
    method: str
    path: str
    headers: dict[str, str]


@dataclass(frozen=True)
class Fault:
    """What goes wrong with one answer. Fields are combined; None and False leave the answer right.

    cut_after: the connection is closed after this many bytes of the body. stall_after: nothing more comes after them.
    """

    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | None = None
    cut_after: int | None = None
    stall_after: int | None = None
    ignores_range: bool = False
    wrong_range: bool = False
    without_length: bool = False


@dataclass
class LoopbackHub:
    """files: by "org/name/path". Large ones (over 100 bytes) lie in the store, as at the real hub."""

    files: dict[str, bytes] = field(default_factory=dict)
    commit: str = COMMIT
    head_faults: list[Fault] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    redirects: dict[str, str] = field(default_factory=dict)
    chunk_pause_s: float = 0.0
    seen: list[Seen] = field(default_factory=list)
    broken: threading.Event = field(default_factory=threading.Event)
    endpoint: str = ""
    store: str = ""

    def bodies(self) -> list[Seen]:
        return [one for one in self.seen if one.method == "GET"]


def digest_of(data: bytes) -> str:
    if len(data) > 100:
        return hashlib.sha256(data).hexdigest()
    return hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()


@contextmanager
def running_hub() -> Iterator[LoopbackHub]:
    hub = LoopbackHub()
    servers = [_server("hub", hub), _server("store", hub)]
    hub.endpoint, hub.store = (f"http://127.0.0.1:{server.server_port}" for server in servers)
    threads = [threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True) for server in servers]
    for thread in threads:
        thread.start()
    try:
        yield hub
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()


def _server(kind: str, hub: LoopbackHub) -> ThreadingHTTPServer:
    class Handler(_Handler):
        server_kind = kind
        state = hub

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    return server


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_kind: str
    state: LoopbackHub

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def do_HEAD(self) -> None:
        self._note()
        fault = self.state.head_faults.pop(0) if self.state.head_faults else Fault()
        if fault.status is not None:
            self._answer(fault.status, fault.headers, fault.body or b"")
            return
        name, data = self._file()
        if data is None:
            self._answer(404, {"X-Error-Code": "EntryNotFound" if name else "RepoNotFound"})
            return
        headers = {"X-Repo-Commit": self.state.commit, "ETag": f'"{digest_of(data)}"', **fault.headers}
        if len(data) > 100:
            headers |= {
                "X-Linked-Etag": headers.pop("ETag"),
                "X-Linked-Size": str(len(data)),
                "Location": f"{self.state.store}/{name}",
                **fault.headers,
            }
            self._answer(302, headers)
            return
        self._answer(200, headers, data)

    def do_GET(self) -> None:
        self._note()
        path = urlsplit(self.path).path
        if path in self.state.redirects:
            self._answer(302, {"Location": self.state.redirects[path]})
            return
        fault = self.state.faults.pop(0) if self.state.faults else Fault()
        if fault.status is not None:
            self._answer(fault.status, fault.headers, fault.body or b"")
            return
        _, data = self._file()
        if data is None:
            self._answer(404, {})
            return
        if fault.body is not None:
            data = fault.body
        self._send_file(data, fault)

    def _send_file(self, data: bytes, fault: Fault) -> None:
        start, status, headers = 0, 200, dict(fault.headers)
        wanted = self.headers.get("Range", "")
        if wanted.startswith("bytes=") and not fault.ignores_range:
            start, status = int(wanted.removeprefix("bytes=").removesuffix("-")), 206
            shown = start + 1 if fault.wrong_range else start
            headers["Content-Range"] = f"bytes {shown}-{len(data) - 1}/{len(data)}"
        body = data[start:]
        self.send_response(status)
        if fault.without_length:
            self.send_header("Connection", "close")
            self.close_connection = True
        else:
            headers.setdefault("Content-Length", str(len(body)))
        for key, value in headers.items():
            self.send_header(key, value)
        self.end_headers()
        try:
            self._send_body(body, fault)
        except OSError:
            self.close_connection = True
            self.state.broken.set()

    def _send_body(self, body: bytes, fault: Fault) -> None:
        ends_at = next((at for at in (fault.cut_after, fault.stall_after) if at is not None), len(body))
        for at in range(0, min(ends_at, len(body)), 1 << 16):
            self.wfile.write(body[at : min(at + (1 << 16), ends_at)])
            self.wfile.flush()
            if self.state.chunk_pause_s:
                time.sleep(self.state.chunk_pause_s)
        if fault.cut_after is not None:
            self.close_connection = True
        if fault.stall_after is not None:
            if not self.connection.recv(1):  # the other side has closed
                self.state.broken.set()
            self.close_connection = True

    def _file(self) -> tuple[str, bytes | None]:
        """Name and bytes; ("", None) for an unknown repository."""
        path = unquote(urlsplit(self.path).path).strip("/")
        if self.server_kind == "hub":
            repository, _, rest = path.partition("/resolve/")
            path = f"{repository}/{rest.partition('/')[2]}"
            if not any(name.startswith(repository + "/") for name in self.state.files):
                return "", None
        return path, self.state.files.get(path)

    def _note(self) -> None:
        headers = {key.lower(): value for key, value in self.headers.items()}
        self.state.seen.append(Seen(self.server_kind, self.command, self.path, headers))

    def _answer(self, status: int, headers: dict[str, str], body: bytes = b"") -> None:
        self.send_response(status)
        for key, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(key, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
