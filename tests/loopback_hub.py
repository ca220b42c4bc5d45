"""A hub on loopback that speaks the real one's protocol, and misbehaves as a script says. Threads, no internet.

Two servers: the hub, which describes repositories, answers HEAD with a file's facts and sends on to the store of large
files, and that store, on another port and so another origin, at addresses that are signed and can run out. `faults`
are taken one by one by the GETs of bodies, `head_faults` by HEADs, `api_faults` by requests of the interface; without
one all goes well.
"""

from __future__ import annotations

import json
import re
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import loopback_api
from loopback_api import digest_of, is_large

__all__ = ["COMMIT", "TOKEN", "Fault", "LoopbackHub", "Seen", "digest_of", "made_certificate", "running_hub"]

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
    is_mute: not even a status comes. closes: the connection is closed without an answer.
    """

    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | None = None
    cut_after: int | None = None
    stall_after: int | None = None
    ignores_range: bool = False
    wrong_range: bool = False
    without_length: bool = False
    is_mute: bool = False
    closes: bool = False


@dataclass
class LoopbackHub:
    """files: by "org/name/path", those of the newest commit; large ones (over 100 bytes) lie in the store. facts: what
    the interface says of a repository besides, by its name. gated, private: names of repositories. tokens: those that
    the hub knows; accepted: those whose owner has accepted the terms. portal: a page that answers every request.
    tunnels_to: as a proxy, it plays whatever server is asked for, with this certificate and its key.
    broken: set when the other side closed while a body was being sent."""

    files: dict[str, bytes] = field(default_factory=dict)
    commit: str = COMMIT
    history: dict[str, dict[str, bytes]] = field(default_factory=dict)
    facts: dict[str, dict[str, Any]] = field(default_factory=dict)
    gated: set[str] = field(default_factory=set)
    private: set[str] = field(default_factory=set)
    tokens: set[str] = field(default_factory=lambda: {TOKEN})
    accepted: set[str] = field(default_factory=lambda: {TOKEN})
    head_faults: list[Fault] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    api_faults: list[Fault] = field(default_factory=list)
    redirects: dict[str, str] = field(default_factory=dict)
    portal: bytes | None = None
    tunnels_to: tuple[Path, Path] | None = None
    chunk_pause_s: float = 0.0
    answer_pause_s: float = 0.0
    signature: int = 1
    seen: list[Seen] = field(default_factory=list)
    broken: threading.Event = field(default_factory=threading.Event)
    endpoint: str = ""
    store: str = ""

    def bodies(self) -> list[Seen]:
        """Requests for bytes of files, not those of the interface."""
        return [one for one in self.seen if one.method == "GET" and not one.path.startswith("/api/")]

    def change(self, files: dict[str, bytes], commit: str) -> None:
        """A new commit, which has these files besides or instead; the one before stays."""
        self.history[self.commit] = dict(self.files)
        self.files = {**self.files, **files}
        self.commit = commit

    def run_out(self) -> None:
        """Addresses of the store that were given out so far are refused from now on."""
        self.signature += 1

    def at(self, revision: str) -> tuple[str, dict[str, bytes]] | None:
        """The commit of a revision and its files; None for one that there is not."""
        if revision in ("main", self.commit):
            return self.commit, self.files
        return (revision, self.history[revision]) if revision in self.history else None


@contextmanager
def running_hub(certificate: tuple[Path, Path] | None = None) -> Iterator[LoopbackHub]:
    """certificate: its file and its key's, for a hub that speaks TLS."""
    hub = LoopbackHub()
    servers = [_server("hub", hub, certificate), _server("store", hub, certificate)]
    scheme = "https" if certificate else "http"
    hub.endpoint, hub.store = (f"{scheme}://127.0.0.1:{server.server_port}" for server in servers)
    threads = [threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True) for server in servers]
    for thread in threads:
        thread.start()
    try:
        yield hub
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()


def made_certificate(folder: Path, host: str = "") -> tuple[Path, Path]:
    """A certificate for 127.0.0.1, or host, that nobody vouches for, and its key, made by the openssl command."""
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"),
            *(
                "-subj",
                "/CN=127.0.0.1",
                "-addext",
                f"subjectAltName={f'DNS:{host}' if host else 'IP:127.0.0.1'}",
                "-days",
                "2",
            ),
            *("-keyout", str(key), "-out", str(certificate)),
        ],
        check=True,
        capture_output=True,
    )
    return certificate, key


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    tls: ssl.SSLContext | None = None

    def get_request(self) -> tuple[Any, Any]:
        connection, address = super().get_request()
        if self.tls:  # shakes hands at the first read, on the connection's own thread
            connection = self.tls.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)
        return connection, address

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is what these tests are about."""


def _server(kind: str, hub: LoopbackHub, certificate: tuple[Path, Path] | None) -> _Server:
    class Handler(_Handler):
        server_kind = kind
        state = hub

    server = _Server(("127.0.0.1", 0), Handler)
    server.tls = _tls(certificate) if certificate else None
    return server


def _tls(certificate: tuple[Path, Path]) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    return context


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_kind: str
    state: LoopbackHub

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def do_HEAD(self) -> None:
        self._note()
        fault = self.state.head_faults.pop(0) if self.state.head_faults else Fault()
        if self._is_spoiled(fault):
            return
        found = self._file()
        if isinstance(found, tuple):
            self._answer_facts(*found, fault)

    def do_GET(self) -> None:
        self._note()
        path = urlsplit(self.path).path
        if path in self.state.redirects:
            self._answer(302, {"Location": self.state.redirects[path]})
            return
        if self.server_kind == "hub" and path.startswith("/api/"):
            self._do_api(path)
            return
        fault = self.state.faults.pop(0) if self.state.faults else Fault()
        if self._is_spoiled(fault):
            return
        found = self._file()
        if not isinstance(found, tuple):
            return
        name, commit, data = found
        if self.server_kind == "hub" and is_large(data):
            self._answer(302, {"Location": self._signed(name, commit)})
            return
        self._send_file(data if fault.body is None else fault.body, fault)

    def do_CONNECT(self) -> None:
        self._note()
        if self.state.tunnels_to is None:
            self._answer(502, {})
            return
        self.send_response(200)
        self.end_headers()
        self.connection = _tls(self.state.tunnels_to).wrap_socket(self.connection, server_side=True)
        self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb", buffering=0)
        self.close_connection = False

    def finish(self) -> None:
        super().finish()
        if self.connection is not self.request:
            self.connection.close()

    def _is_spoiled(self, fault: Fault) -> bool:
        """Whether the fault alone was the answer."""
        if self.state.answer_pause_s:
            time.sleep(self.state.answer_pause_s)
        if fault.is_mute:
            if not self.connection.recv(1):
                self.state.broken.set()
        elif self.state.portal is not None:
            self._answer(200, {"Content-Type": "text/html; charset=utf-8"}, self.state.portal)
            return True
        elif fault.status is not None:
            self._answer(fault.status, fault.headers, fault.body or b"")
            return True
        self.close_connection = self.close_connection or fault.is_mute or fault.closes
        return fault.is_mute or fault.closes

    def _do_api(self, path: str) -> None:
        fault = self.state.api_faults.pop(0) if self.state.api_faults else Fault()
        if self._is_spoiled(fault):
            return
        query = parse_qs(urlsplit(self.path).query)
        headers = {"Content-Type": "application/json; charset=utf-8"}
        if path == "/api/models":
            answer: Any
            answer, has_more = loopback_api.found(self.state, query, self._token())
            if has_more:
                headers["Link"] = f'<{self.state.endpoint}/api/models?cursor=x>; rel="next"'
        else:
            named = re.fullmatch(r"/api/models/([^/]+/[^/]+)(?:/revision/([^/]+))?", path)
            if not named:
                self._answer(404, {"X-Error-Message": "Sorry, we can't find the page you are looking for."})
                return
            if not self._may_see(repository := unquote(named[1])):
                return
            if (at := self.state.at(unquote(named[2] or "main"))) is None:
                self._answer(404, {"X-Error-Code": "RevisionNotFound"})
                return
            with_blobs = query.get("blobs", [""])[0].lower() in ("true", "1")
            answer = loopback_api.description(self.state, repository, at[1], with_blobs=with_blobs)
            answer["sha"] = self.state.facts.get(repository, {}).get("sha", at[0])
        data = json.dumps(answer).encode() if fault.body is None else fault.body
        headers["Content-Length"] = str(len(data))
        self._send(200, {**headers, **fault.headers}, data, fault)

    def _answer_facts(self, name: str, commit: str, data: bytes, fault: Fault) -> None:
        headers = {"X-Repo-Commit": commit, "ETag": f'"{digest_of(data)}"', "Accept-Ranges": "bytes"}
        if is_large(data):
            headers |= {
                "X-Linked-Etag": headers.pop("ETag"),
                "X-Linked-Size": str(len(data)),
                "Location": self._signed(name, commit),
                **fault.headers,
            }
            self._answer(302, headers)
            return
        self._answer(200, {**headers, **fault.headers}, data)

    def _signed(self, name: str, commit: str) -> str:
        return f"{self.state.store}/{name}?commit={commit}&signature={self.state.signature}"

    def _send_file(self, data: bytes, fault: Fault) -> None:
        first, last, status, headers = 0, len(data) - 1, 200, dict(fault.headers)
        wanted = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        if wanted and not fault.ignores_range:
            first, last, status = int(wanted[1]), min(int(wanted[2] or last), last), 206
            if first > last:
                self._answer(416, {"Content-Range": f"bytes */{len(data)}"})
                return
            told = first + 1 if fault.wrong_range else first
            headers["Content-Range"] = f"bytes {told}-{last}/{len(data)}"
        body = data[first : last + 1]
        if not fault.without_length:
            headers.setdefault("Content-Length", str(len(body)))
        self._send(status, headers, body, fault)

    def _send(self, status: int, headers: dict[str, str], body: bytes, fault: Fault) -> None:
        self.send_response(status)
        if fault.without_length:
            self.send_header("Connection", "close")
            self.close_connection = True
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

    def _file(self) -> tuple[str, str, bytes] | None:
        """Name, commit and bytes of what is asked for; None when the refusal has been sent."""
        address = urlsplit(self.path)
        path = unquote(address.path).strip("/")
        if self.server_kind == "store":
            return self._stored(path, parse_qs(address.query))
        repository, _, rest = path.partition("/resolve/")
        revision, _, filename = rest.partition("/")
        if not self._may_see(repository):
            return None
        if (at := self.state.at(revision)) is None:
            self._answer(404, {"X-Error-Code": "RevisionNotFound"})
            return None
        commit, files = at
        if (data := files.get(f"{repository}/{filename}")) is None:
            self._answer(404, {"X-Error-Code": "EntryNotFound"})
            return None
        if repository in self.state.gated and filename != "README.md" and self._token() not in self.state.accepted:
            self._answer(403 if self._token() else 401, {"X-Error-Code": "GatedRepo"})
            return None
        return f"{repository}/{filename}", commit, data

    def _stored(self, path: str, query: dict[str, list[str]]) -> tuple[str, str, bytes] | None:
        if query.get("signature", ["0"])[0] != str(self.state.signature):
            self._answer(403, {"X-Error-Message": "Request has expired"})
            return None
        commit = query.get("commit", [""])[0]
        at = self.state.at(commit)
        if at is None or path not in at[1]:
            self._answer(404, {})
            return None
        return path, commit, at[1][path]

    def _may_see(self, repository: str) -> bool:
        """False when the refusal has been sent."""
        token = self._token()
        if token and token not in self.state.tokens:
            self._answer(401, {"X-Error-Message": "Invalid credentials in Authorization header"})
            return False
        is_there = any(name.startswith(repository + "/") for name in self.state.files)
        if is_there and (repository not in self.state.private or token):
            return True
        self._answer(404 if token else 401, {"X-Error-Code": "RepoNotFound", "X-Error-Message": "Repository not found"})
        return False

    def _token(self) -> str:
        return str(self.headers.get("Authorization", "")).removeprefix("Bearer ")

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
