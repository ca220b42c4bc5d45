"""Every kind of bad luck with a hub, one case each, by what the person of issue 6 may meet."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import gguf_bytes
from fetcher_child import job
from inglenook_desktop.fetcher.protocol import (
    Cancel,
    Cancelled,
    Fetch,
    Fetched,
    FetcherEvent,
    FetchFailed,
    Found,
    Progress,
    ReadHeader,
    Search,
    Show,
    Shown,
)
from inglenook_desktop.fetcher.protocol import FetchFailureKind as Kind
from loopback_hub import TOKEN, Fault, made_certificate, running_hub

from .hub_rig import DATA, DIGEST, Case, Rig

HALF = len(DATA) // 2
HTML = b"<!doctype html><title>Welcome</title><p>Log in to use this network."
IS_HTML = {"Content-Type": "text/html"}
NEW_COMMIT = "b" * 40


def body(name: str, fault: Fault, kind: Kind | None, words: str = "", *, kept_bytes: int = 0) -> Case:
    """The fault befalls the body of the file."""

    def act(rig: Rig) -> None:
        rig.hub.faults.append(fault)
        rig.fetch()

    return Case(name=name, act=act, kind=kind, words=words, kept_bytes=kept_bytes)


def head(name: str, fault: Fault, kind: Kind, words: str) -> Case:
    """The fault befalls the first request, which asks what the file is."""

    def act(rig: Rig) -> None:
        rig.hub.head_faults.append(fault)
        rig.fetch()

    return Case(name=name, act=act, kind=kind, words=words)


def resumed(name: str, fault: Fault, kind: Kind | None, words: str = "", *, kept_bytes: int = HALF) -> Case:
    """The fault befalls the second part of a file of which half is here."""

    def act(rig: Rig) -> None:
        rig.left_part(HALF)
        rig.hub.faults.append(fault)
        rig.fetch()

    return Case(name=name, act=act, kind=kind, words=words, kept_bytes=kept_bytes)


def one_bit_off() -> bytes:
    return DATA[:1000] + bytes([DATA[1000] ^ 1]) + DATA[1001:]


def bytes_that_are_wrong() -> Iterator[Case]:
    yield body(
        "Wrong bytes of the right length: one bit of 3 MB", Fault(body=one_bit_off()), Kind.WRONG_HASH, "checksum"
    )
    yield body("Wrong bytes of the right length: all zeros", Fault(body=bytes(len(DATA))), Kind.WRONG_HASH, "checksum")
    yield body("A body that is announced one byte short", Fault(body=DATA[:-1]), Kind.WRONG_SIZE, "2999999")
    short = Fault(body=DATA[:-1], without_length=True)
    yield body("A body that ends one byte short", short, Kind.CUT, "2,999,999 of", kept_bytes=len(DATA) - 1)
    yield body("A body that goes on", Fault(body=DATA + b"!", without_length=True), Kind.WRONG_SIZE, "more than")
    yield body("No body at all", Fault(body=b""), Kind.WRONG_SIZE, "sends 0 instead")
    yield resumed("A second part that is wrong: it comes anew", Fault(body=bytes(len(DATA))), None, "comes anew")
    yield resumed("A second part that begins elsewhere: it comes from the beginning", Fault(wrong_range=True), None)
    yield resumed("No second part there (416): it comes from the beginning", Fault(status=416), None)
    yield resumed("200 instead of 206: it comes from the beginning", Fault(ignores_range=True), None)
    short = Fault(ignores_range=True, cut_after=1000)
    yield resumed("200 instead of 206, cut after 1,000 bytes", short, Kind.CUT, "broke", kept_bytes=1000)

    def damaged(rig: Rig) -> None:
        rig.left_part(HALF)
        part = rig.part()
        assert part is not None
        part.write_bytes(bytes(HALF))
        rig.fetch()

    yield Case(name="The part of an earlier try was damaged on the disk", act=damaged, kind=None, words="comes anew")

    def too_long(rig: Rig) -> None:
        rig.left_part(HALF)
        part = rig.part()
        assert part is not None
        part.write_bytes(DATA + b"more than there is")
        rig.fetch()

    yield Case(name="The part of an earlier try is longer than the file", act=too_long, kind=None)

    def brought(rig: Rig) -> None:
        rig.left_part(HALF)
        part = rig.part()
        assert part is not None
        (part.parent / DIGEST).write_bytes(DATA)
        rig.fetch()
        assert isinstance(rig.last, Fetched)
        assert rig.last.was_present

    yield Case(name="Another program has brought the file since", act=brought, kind=None)

    def blob_cut(rig: Rig) -> None:
        rig.fetch()
        blob = rig.cache / "models--org--name" / "blobs" / DIGEST
        blob.write_bytes(DATA[:HALF])
        rig.fetch()

    yield Case(name="The file in the cache was cut short since", act=blob_cut, kind=None)

    def planted(rig: Rig) -> None:
        rig.left_part(HALF)
        part, victim = rig.part(), rig.folder / "victim"
        assert part is not None
        part.unlink()
        part.symlink_to(victim)
        rig.fetch()
        assert not victim.exists()
        part.unlink()

    yield Case(name="A link in the place of the unfinished part", act=planted, kind=Kind.DISK, words="cannot be used")


def cuts() -> Iterator[Case]:
    yield head("Cut before the first answer", Fault(closes=True), Kind.CUT, "broke")
    yield body("Cut before the answer of the body", Fault(closes=True), Kind.CUT, "broke")
    for n_bytes in (0, 2, 65_535, 65_536, 1_000_001, len(DATA) - 1):
        yield body(f"Cut after {n_bytes:,} bytes", Fault(cut_after=n_bytes), Kind.CUT, "broke", kept_bytes=n_bytes)
    yield resumed("Cut a second time", Fault(cut_after=1000), Kind.CUT, "broke", kept_bytes=HALF + 1000)

    def by_itself(rig: Rig) -> None:
        rig.hub.faults += [Fault(cut_after=1_000_000), Fault(cut_after=500_000), Fault(closes=True)]
        rig.fetch(retries=2)

    yield Case(
        name="Cut three times within one download: it goes on by itself", act=by_itself, kind=None, words="broke"
    )

    def silence(rig: Rig) -> None:
        rig.environ["HF_HUB_DOWNLOAD_TIMEOUT"] = "1"
        rig.hub.faults.append(Fault(stall_after=HALF))
        rig.fetch()

    yield Case(
        name="The line falls silent", act=silence, kind=Kind.TIMEOUT, words="nothing for 1 second.", kept_bytes=HALF
    )

    def mute(rig: Rig) -> None:
        rig.environ["HF_HUB_DOWNLOAD_TIMEOUT"] = "1"
        rig.hub.head_faults.append(Fault(is_mute=True))
        rig.fetch()

    yield Case(name="The hub never answers", act=mute, kind=Kind.TIMEOUT, words="nothing for 1 second.")

    def cancelled(rig: Rig) -> None:
        rig.hub.faults.append(Fault(stall_after=HALF))
        with rig.child() as child:
            child.send(job(rig.cache))
            events = []
            for event in child.events():
                events.append(event)
                if isinstance(event, Progress):
                    wait_for(lambda: (part := rig.part()) is not None and part.stat().st_size == HALF)
                    child.send(Cancel())
            rig.ended(events)
        assert rig.hub.broken.wait(60)
        assert rig.last == Cancelled(kept_bytes=HALF)
        rig.last = None

    yield Case(name="Cancelled in the middle", act=cancelled, kind=None, words="Cancelled")

    def killed(rig: Rig) -> None:
        rig.hub.chunk_pause_s = 0.004
        for n_events in range(1, 9):
            with rig.child() as child:
                child.send(job(rig.cache))
                for _, event in zip(range(n_events), child.events(), strict=False):
                    rig.events.append(event)
                os.kill(child.pid, signal.SIGKILL)
        rig.last = None

    yield Case(name="kill -9, eight times, at the first to the eighth sign of life", act=killed, kind=None)


def changes() -> Iterator[Case]:
    changed = DATA[::-1]

    def between_downloads(rig: Rig) -> None:
        rig.left_part(HALF)
        rig.hub.change({"org/name/model.gguf": changed}, NEW_COMMIT)
        rig.expects = {changed}
        rig.fetch()

    yield Case(
        name="The file changes at the hub between two parts", act=between_downloads, kind=None, words="has changed"
    )

    def within_a_download(rig: Rig) -> None:
        rig.hub.faults.append(Fault(cut_after=HALF))
        with rig.child() as child:
            child.send(job(rig.cache, retries=2))
            events: list[FetcherEvent] = []
            for event in child.events():
                events.append(event)
                if isinstance(event, Progress) and rig.hub.commit != NEW_COMMIT:
                    rig.hub.change({"org/name/model.gguf": changed}, NEW_COMMIT)
            rig.ended(events)
        rig.expects = {DATA, changed}

    yield Case(
        name="The file changes while it comes: the version that was begun is finished",
        act=within_a_download,
        kind=None,
        words="broke",
    )

    def other_bytes(rig: Rig) -> None:
        rig.hub.faults += [Fault(cut_after=HALF), Fault(body=bytes(len(DATA)))]
        rig.fetch(retries=2)

    yield Case(
        name="Another file at the same address between two parts of one download: it comes anew",
        act=other_bytes,
        kind=None,
        words="did not make the right file",
    )

    def runs_out(rig: Rig) -> None:
        rig.hub.faults.append(Fault(cut_after=HALF))
        with rig.child() as child:
            child.send(job(rig.cache, retries=2))
            events: list[FetcherEvent] = []
            for event in child.events():
                events.append(event)
                if isinstance(event, Progress) and rig.hub.signature == 1:
                    rig.hub.run_out()
            rig.ended(events)

    yield Case(name="The signed address runs out between two parts: it is asked for anew", act=runs_out, kind=None)


def refusals() -> Iterator[Case]:
    yield head("401 at the hub", Fault(status=401), Kind.REFUSED, "does not accept the token")
    yield head("403 at the hub", Fault(status=403), Kind.REFUSED, "refuses model.gguf")
    yield body("403 at the store", Fault(status=403), Kind.REFUSED, "refuses model.gguf")
    gated = {"X-Error-Code": "GatedRepo"}
    yield head("A gated repository", Fault(status=403, headers=gated), Kind.GATED, "accept")
    yield head(
        "404: no such file", Fault(status=404, headers={"X-Error-Code": "EntryNotFound"}), Kind.NOT_FOUND, "no m"
    )
    revision = {"X-Error-Code": "RevisionNotFound"}
    yield head("404: no such version", Fault(status=404, headers=revision), Kind.NOT_FOUND, "no version of that name")
    yield head(
        "404: no such repository", Fault(status=404, headers={"X-Error-Code": "RepoNotFound"}), Kind.NOT_FOUND, "sp"
    )
    yield body("404 at the store", Fault(status=404), Kind.NOT_FOUND, "any more")
    resets = {"RateLimit": '"resolvers";r=0;t=330'}
    yield head("429 with a long wait, at the hub", Fault(status=429, headers=resets), Kind.RATE_LIMITED, "330 seconds")
    wait = {"Retry-After": "77"}
    yield resumed(
        "429 with a long wait, in the middle", Fault(status=429, headers=wait), Kind.RATE_LIMITED, "77 seconds"
    )

    def short_wait(rig: Rig) -> None:
        rig.hub.faults.append(Fault(status=429, headers={"Retry-After": "1"}))
        started = time.monotonic()
        rig.fetch(retries=1)
        assert time.monotonic() - started >= 1

    yield Case(name="429 with a wait of a second: it waits and goes on", act=short_wait, kind=None, words="1 second.")
    yield head("500 at the hub", Fault(status=500), Kind.SERVER, "HTTP 500")

    def half_here(rig: Rig) -> None:
        rig.left_part(HALF)
        rig.hub.head_faults.append(Fault(status=500))
        rig.fetch()

    yield Case(
        name="500 at the hub, half is here", act=half_here, kind=Kind.SERVER, words="1,500,000 bytes", kept_bytes=HALF
    )
    yield resumed("500 at the store, in the middle", Fault(status=500), Kind.SERVER, "HTTP 500")
    yield body("503 at the store", Fault(status=503, headers={"Retry-After": "5"}), Kind.SERVER, "HTTP 503")
    yield body("An answer that is none of these (418)", Fault(status=418), Kind.REFUSED, "HTTP 418")


def redirects() -> Iterator[Case]:
    def follows(rig: Rig) -> None:
        rig.fetch()
        tokens = {one.server: one.headers.get("authorization") for one in rig.hub.seen}
        assert tokens == {"hub": f"Bearer {TOKEN}", "store": None}

    yield Case(name="A redirect to another origin: the token does not follow", act=follows, kind=None)

    def ring(rig: Rig) -> None:
        rig.hub.redirects["/org/name/model.gguf"] = rig.hub.store + "/org/name/model.gguf"
        rig.fetch()

    yield Case(name="A ring of redirects at the store", act=ring, kind=Kind.REDIRECT, words="without end")

    def hub_ring(rig: Rig) -> None:
        rig.hub.head_faults += [Fault(status=307, headers={"Location": "/org/name/resolve/main/model.gguf"})] * 50
        rig.fetch()

    yield Case(name="A ring of redirects at the hub", act=hub_ring, kind=Kind.REDIRECT, words="without end")
    file = {"Location": "file:///etc/passwd"}
    yield head("A redirect to a file of this machine", Fault(headers=file), Kind.REDIRECT, "no address of the web")

    def unencrypted(rig: Rig) -> None:
        certificate = made_certificate(rig.folder)
        rig.environ["SSL_CERT_FILE"] = str(certificate[0])
        with running_hub(certificate) as safe:
            safe.files = rig.hub.files
            safe.head_faults.append(Fault(headers={"Location": rig.hub.store + "/org/name/model.gguf"}))
            rig.do(job(rig.cache), endpoint=safe.endpoint)
        assert not rig.hub.seen

    yield Case(
        name="A redirect from an encrypted address to one that is not",
        act=unencrypted,
        kind=Kind.REDIRECT,
        words="without encryption",
    )


def networks() -> Iterator[Case]:
    def self_signed(rig: Rig) -> None:
        with running_hub(made_certificate(rig.folder)) as other:
            rig.do(job(rig.cache), endpoint=other.endpoint)
            assert not other.seen

    yield Case(name="TLS: a certificate that nobody vouches for", act=self_signed, kind=Kind.TLS, words="SSL_CERT_FILE")

    def vouched(rig: Rig) -> None:
        certificate = made_certificate(rig.folder)
        rig.environ["SSL_CERT_FILE"] = str(certificate[0])
        with running_hub(certificate) as other:
            other.files = rig.hub.files
            rig.do(job(rig.cache), endpoint=other.endpoint)

    yield Case(name="TLS: the same, with SSL_CERT_FILE set: it works", act=vouched, kind=None)

    def wrong_host(rig: Rig) -> None:
        certificate = made_certificate(rig.folder, "elsewhere.example")
        rig.environ["SSL_CERT_FILE"] = str(certificate[0])
        with running_hub(certificate) as other:
            rig.do(job(rig.cache), endpoint=other.endpoint)

    yield Case(name="TLS: a certificate of another host", act=wrong_host, kind=Kind.TLS, words="cannot be trusted")

    def no_tls(rig: Rig) -> None:
        rig.do(job(rig.cache), endpoint=rig.hub.endpoint.replace("http", "https"))

    yield Case(name="TLS: a server that does not speak it", act=no_tls, kind=Kind.TLS, words="speak TLS")

    def endpoint(address: str) -> Callable[[Rig], None]:
        return lambda rig: rig.do(job(rig.cache), endpoint=address)

    yield Case(name="Dead DNS", act=endpoint("https://hub.invalid"), kind=Kind.NO_HOST, words="not known here")

    def nobody(rig: Rig) -> None:
        with running_hub() as gone:
            address = gone.endpoint
        rig.do(job(rig.cache), endpoint=address)

    yield Case(name="Nobody at the address", act=nobody, kind=Kind.NO_CONNECTION, words="does not take connections")
    yield Case(
        name="An endpoint that is no address", act=endpoint("no address"), kind=Kind.NOT_A_HUB, words="HF_ENDPOINT"
    )

    def proxy(rig: Rig) -> None:
        rig.environ["HTTPS_PROXY"] = rig.hub.endpoint
        rig.do(job(rig.cache), endpoint="https://hub.invalid")

    yield Case(name="A proxy that refuses", act=proxy, kind=Kind.NO_CONNECTION, words="HTTPS_PROXY")

    def portal(rig: Rig) -> None:
        rig.hub.portal = HTML
        rig.fetch()

    yield Case(name="A captive portal: its page for every address", act=portal, kind=Kind.NOT_A_HUB, words="a login")
    to_portal = {"Location": "http://portal.invalid/login"}
    yield head("A captive portal: a redirect to it", Fault(status=302, headers=to_portal), Kind.NOT_A_HUB, "a login")
    page = Fault(body=HTML, ignores_range=True, headers=IS_HTML)
    yield resumed("A captive portal: its page in place of the second part", page, Kind.NOT_A_HUB, "a login")
    page = Fault(body=HTML, ignores_range=True, headers=IS_HTML, without_length=True)
    yield resumed("The same, of no announced length", page, Kind.NOT_A_HUB, "a login")

    def searching(rig: Rig) -> None:
        rig.hub.portal = HTML
        rig.do(Search(query="x"))

    yield Case(name="A captive portal: a search", act=searching, kind=Kind.NOT_A_HUB, words="a login")

    def offline(rig: Rig) -> None:
        rig.environ["INGLENOOK_OFFLINE"] = "1"
        rig.fetch()
        assert not rig.hub.seen

    yield Case(
        name="Offline, by the switch: no request is made", act=offline, kind=Kind.OFFLINE, words="network online"
    )


def disks() -> Iterator[Case]:
    def too_small(rig: Rig) -> None:
        with small_disk(rig.folder / "disk", "100m") as disk:
            rig.cache = disk / "cache"
            rig.fetch()
            assert not list(rig.cache.rglob("*.incomplete"))

    if can_mount():
        yield Case(
            name="A disk with less room than the file and its reserve: told before a byte",
            act=too_small,
            kind=Kind.DISK_FULL,
            words="to spare",
            again=False,
        )

    def fills_up(rig: Rig) -> None:
        rig.do(job(rig.cache), preexec=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1_234_567, 1_234_567)))

    yield Case(
        name="The disk fills up in the middle", act=fills_up, kind=Kind.DISK_FULL, words="full", kept_bytes=1_234_567
    )

    def really_fills_up(rig: Rig) -> None:
        with small_disk(rig.folder / "disk", "204m") as disk:
            rig.cache = disk / "cache"
            rig.hub.chunk_pause_s = 0.03
            with rig.child() as child:
                child.send(job(rig.cache))
                events: list[FetcherEvent] = []
                for event in child.events():
                    if isinstance(event, Progress) and not (disk / "other").exists():
                        take_all(disk / "other")
                    events.append(event)
                rig.ended(events)
            (disk / "other").unlink()
            rig.hub.chunk_pause_s = 0
            before = rig.last
            rig.fetch()
            assert isinstance(rig.last, Fetched), rig.last
            rig.last = before
            shutil.rmtree(rig.cache)

    if can_mount():
        yield Case(
            name="Another program takes the last byte of the disk in the middle; room again, and it goes on",
            act=really_fills_up,
            kind=Kind.DISK_FULL,
            words="full",
            kept_bytes=None,
            again=False,
        )

    def read_only(rig: Rig) -> None:
        with small_disk(rig.folder / "disk", "210m") as disk:
            subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
            rig.cache = disk / "cache"
            rig.fetch()

    if can_mount():
        yield Case(
            name="The cache on a disk that can only be read",
            act=read_only,
            kind=Kind.DISK,
            words="HF_HUB_CACHE",
            again=False,
        )

    def taken(rig: Rig) -> None:
        rig.cache.rmdir()
        rig.cache.write_bytes(b"")
        rig.fetch()
        rig.cache.unlink()

    yield Case(name="A file in the place of the cache", act=taken, kind=Kind.DISK, words="cannot be used")

    def two(rig: Rig) -> None:
        rig.hub.chunk_pause_s = 0.08
        first: list[FetcherEvent] = []
        with rig.child() as child:
            child.send(job(rig.cache))
            events = child.events()
            for event in events:
                first.append(event)
                if isinstance(event, Progress):
                    break
            reader = threading.Thread(target=lambda: first.extend(events))
            reader.start()
            rig.fetch()
            second = rig.last
            reader.join()
        assert isinstance(first[-1], Fetched), first[-1]
        assert len(rig.hub.bodies()) == 1
        rig.last = second
        assert isinstance(second, FetchFailed)

    yield Case(
        name="Two downloads of one file in two instances: one brings it, the other is told so",
        act=two,
        kind=Kind.BUSY,
        words="already",
    )


HOSTILE = [
    *("", ".", "..", "../x", "a/../x", "a/..", "./x", "a/./x", "/x", "//x", "a//x", "a/", "/", "..\\x", "a\\..\\x"),
    *("C:", "C:x", "C:/x", "C:\\x", "c:\\windows\\x", "\\\\host\\share\\x", "//host/share/x", "\\\\?\\C:\\x", "\\x"),
    *("x:stream", "x::$DATA", "con", "CON.gguf", "Con.tar.gz", "nul", "aux.gguf", "prn", "com1", "COM1.gguf", "lpt9"),
    *("com¹", "conin$", "a/nul/b", "nul .gguf", "x\0", "\0", "x\ny", "x\ry", "x\x1b[2J", "x\x7f", "x\x85y"),
    *(
        "x\u202egnp.gguf",
        "x\u2066y",
        "x\u200by",
        "\u05d0\u200f\u05d1",
        "\ufeffx",
        "x\u2028y",
        "x\U000e0041",
        "x.",
        "x ",
    ),
    *(
        " x",
        "a /b",
        "a./b",
        "x" * 300,
        "é" * 128,
        "/".join(["x" * 100] * 11),
        "e\u0301.gguf",
        "a<b",
        "a|b",
        "a?b",
        "a*b",
    ),
]
"""Dots, drives, UNC, NUL, devices, 300 characters, right-to-left, what disks change."""


def names() -> Iterator[Case]:
    def fetched(rig: Rig) -> None:
        for name in HOSTILE:
            rig.do(Fetch(repository="org/name", revision="main", filename=name, cache_dir=str(rig.cache)))
            assert isinstance(rig.last, FetchFailed), (name, rig.last)
            assert rig.last.kind is Kind.BAD_NAME, (name, rig.last)
            assert not rig.hub.seen
            assert not list(rig.cache.iterdir())
        rig.told = rig.told[3:4]

    yield Case(
        name=f"{len(HOSTILE)} hostile file names, each asked for: no request, nothing on the disk",
        act=fetched,
        kind=Kind.BAD_NAME,
        words="Nothing was written",
    )

    def listed(rig: Rig) -> None:
        rig.hub.files |= {f"org/name/{name}": DATA for name in HOSTILE}
        rig.do(Show(repository="org/name"))
        assert isinstance(rig.last, Shown), rig.last
        assert [file.name for file in rig.last.files] == ["model.gguf"], [file.name for file in rig.last.files]
        assert rig.last.n_left_out == len(HOSTILE)
        for name in HOSTILE:
            rig.hub.files.pop(f"org/name/{name}")

    yield Case(name=f"The same {len(HOSTILE)} names in the hub's list: left out and counted", act=listed, kind=None)

    def repositories(rig: Rig) -> None:
        rig.hub.facts["org/name"] = {"id": "../../../evil\u202e\x1b[2J"}
        rig.do(Search(query="name"))
        assert isinstance(rig.last, Found), rig.last
        assert (rig.last.repositories, rig.last.n_left_out) == ((), 1)

    yield Case(name="A hostile name of a repository in a search", act=repositories, kind=None)


LIES = {
    "a text of 2**63 bytes": gguf_bytes.beginning([gguf_bytes.key(b"a", 8, (2**63).to_bytes(8, "little"))], []),
    "a list of 2**62 texts": gguf_bytes.beginning(
        [gguf_bytes.key(b"a", 9, b"\x08\0\0\0" + (2**62).to_bytes(8, "little"))], []
    ),
    "a tensor of 2**60 numbers": gguf_bytes.beginning([], [gguf_bytes.tensor(b"t", 2**60, 0)]),
    "2**64 - 1 tensors": b"GGUF\x03\0\0\0" + b"\xff" * 16,
    "a tensor that lies behind the end": gguf_bytes.model(10)[0][:-300],
}


def headers() -> Iterator[Case]:
    for told, words in (("-5", "not the hub"), ("9000000000000000", "GB free"), ("many", "not the hub")):
        kind = Kind.DISK_FULL if told.startswith("9") else Kind.NOT_A_HUB
        fault = Fault(headers={"X-Linked-Size": told})
        yield head(f"The hub says that the file has {told} bytes", fault, kind, words)
    yield head("The hub says one byte less", Fault(headers={"X-Linked-Size": "2999999"}), Kind.WRONG_SIZE, "2,999,999")
    yield head(
        "A checksum that is a path", Fault(headers={"X-Linked-Etag": '"../../../x"'}), Kind.NOT_A_HUB, "checksum"
    )
    yield head("A version that is a path", Fault(headers={"X-Repo-Commit": "../../x"}), Kind.NOT_A_HUB, "version")
    lie = {"Content-Length": str(len(DATA) + 500)}
    yield body("A body shorter than it announces", Fault(headers=lie), Kind.WRONG_SIZE, "sends 3000500 instead")

    def lying(data: bytes) -> Callable[[Rig], None]:
        def act(rig: Rig) -> None:
            rig.hub.files["org/name/lie.gguf"] = data
            rig.do(
                ReadHeader(repository="org/name", revision="main", filename="lie.gguf", folder=str(rig.folder / "h"))
            )
            assert not (rig.folder / "h").exists()

        return act

    for told, data in LIES.items():
        yield Case(
            name=f"A GGUF header that lies: {told}",
            act=lying(data + bytes(200)),
            kind=Kind.BAD_HEADER,
            words="Choose another file",
        )
    hangs = gguf_bytes.beginning([gguf_bytes.key(b"a", 9, b"\x09\0\0\0" + (2**40).to_bytes(8, "little"))], [])
    yield Case(
        name=f"{len(hangs)} bytes of lists of lists, as hang the public parser",
        act=lying(hangs + bytes(100)),
        kind=Kind.BAD_HEADER,
        words="unknown type",
    )


def cases() -> list[Case]:
    kinds = (bytes_that_are_wrong, cuts, changes, refusals, redirects, networks, disks, names, headers)
    return [case for kind in kinds for case in kind()]


def wait_for(condition: Callable[[], bool]) -> None:
    ends_at = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < ends_at
        time.sleep(0.002)


def take_all(path: Path) -> None:
    """A file that takes all the room there is on its disk."""
    with path.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(1 << 16))


def can_mount() -> bool:
    """Whether this user may make small disks; where not, those cases are left out."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("mount") is not None and _mounts()


def _mounts() -> bool:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder], capture_output=True, check=False
        )
        if done.returncode == 0:
            subprocess.run(["umount", folder], check=True)
        return done.returncode == 0


@contextmanager
def small_disk(place: Path, size: str) -> Iterator[Path]:
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)
