"""Bad luck with a hub, done to the real fetcher with the real huggingface_hub in it: what a case is, and what must be
true after each, whatever was done."""

from __future__ import annotations

import hashlib
import random
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

from fetcher_child import FetcherChild, do, job
from inglenook_desktop.fetcher.protocol import (
    Cancelled,
    Fetched,
    FetcherEvent,
    FetcherJob,
    FetchFailed,
    FetchFailureKind,
    LastEvent,
    Note,
    Progress,
    Requested,
    Waiting,
)
from loopback_hub import TOKEN, LoopbackHub, digest_of

DATA = random.Random(6).randbytes(3_000_000)
DIGEST = digest_of(DATA)
MOST_S = 60.0
"""A case that takes longer hangs."""


@dataclass(slots=True)
class Rig:
    """A hub, an empty cache and a folder for a case alone. last, events: of the job that met the fault."""

    hub: LoopbackHub
    folder: Path
    cache: Path
    last: LastEvent | None = None
    events: list[FetcherEvent] = field(default_factory=list)
    environ: dict[str, str] = field(default_factory=lambda: {"HF_TOKEN": TOKEN})
    expects: set[bytes] = field(default_factory=lambda: {DATA})
    told: list[str] = field(default_factory=list)

    def fetch(self, filename: str = "model.gguf", *, retries: int = 0, revision: str = "main") -> None:
        self.do(job(self.cache, filename, retries=retries, revision=revision))

    def do(self, wanted: FetcherJob, *, endpoint: str = "", preexec: Callable[[], None] | None = None) -> None:
        self.last, self.events = do(wanted, endpoint or self.hub.endpoint, self.environ, preexec=preexec)
        self.told.append(sentence(self.last))

    def child(self, environ: Mapping[str, str] | None = None) -> FetcherChild:
        return FetcherChild({"HF_ENDPOINT": self.hub.endpoint, **self.environ, **(environ or {})})

    def ended(self, events: list[FetcherEvent]) -> None:
        """A job that the case ran by itself."""
        assert isinstance(events[-1], get_args(LastEvent)), events
        self.events, self.last = events, events[-1]
        self.told.append(sentence(events[-1]))

    def left_part(self, n_bytes: int) -> None:
        """As a download does whose connection broke."""
        with self.child() as child:
            child.send(job(self.cache))
            before, self.hub.chunk_pause_s = self.hub.chunk_pause_s, 0.005
            for event in child.events():
                if isinstance(event, Progress):
                    break
            child.kill()
            self.hub.chunk_pause_s = before
        part = self.part()
        assert part is not None
        assert part.stat().st_size
        part.write_bytes(DATA[:n_bytes])

    def part(self) -> Path | None:
        return next((self.cache / "models--org--name" / "blobs").glob("*.incomplete"), None)

    def pointer(self) -> Path | None:
        return next((self.cache / "models--org--name" / "snapshots").glob("*/model.gguf"), None)

    def notes(self) -> list[str]:
        return [event.message for event in self.events if isinstance(event, Note | Waiting)]

    def hosts(self) -> list[str]:
        return [event.host for event in self.events if isinstance(event, Requested)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """name: what was done. act: does it. kind: of the failure, None where the job must succeed all the same. words:
    some of those the person is told. kept_bytes: of the file, after it, or None where any number will do. again:
    whether the next try, after the bad luck is over, must bring the file."""

    name: str
    act: Callable[[Rig], None]
    kind: FetchFailureKind | None
    words: str = ""
    kept_bytes: int | None = 0
    again: bool = True


@dataclass(slots=True)
class Outcome:
    """told: the sentence, without names of this machine. left: what lay on the disk. wrong: what should not be."""

    name: str
    kind: str = ""
    told: str = ""
    left: str = ""
    then: str = ""
    wall_s: float = 0.0
    wrong: list[str] = field(default_factory=list)


def run(case: Case, rig: Rig) -> Outcome:
    """The fault, what it left, and the next try."""
    outcome = Outcome(case.name)
    started = time.monotonic()
    case.act(rig)
    outcome.wall_s = time.monotonic() - started
    outcome.wrong += _judged(case, rig)
    outcome.kind = case.kind.value if case.kind else "no failure"
    outcome.told = plain(" / ".join(dict.fromkeys(filter(None, [*rig.notes(), *rig.told]))), rig)
    outcome.left = left(rig)
    if outcome.wall_s > MOST_S:
        outcome.wrong.append(f"it took {outcome.wall_s:.0f} s")
    if case.again:
        outcome.wrong += _again(rig, outcome)
    return outcome


def _judged(case: Case, rig: Rig) -> list[str]:
    last, wrong = rig.last, unsound(rig)
    if case.kind is None:
        if isinstance(last, FetchFailed | Cancelled):
            wrong.append(f"it failed: {last}")
    elif not isinstance(last, FetchFailed):
        wrong.append(f"it did not fail: {last}")
    else:
        if last.kind is not case.kind:
            wrong.append(f"{last.kind} instead of {case.kind}: {last.detail}")
        if case.kept_bytes is not None and last.kept_bytes != case.kept_bytes:
            wrong.append(f"{last.kept_bytes} bytes kept instead of {case.kept_bytes}")
    said = " ".join(filter(None, [*rig.notes(), *rig.told]))
    if case.words not in said:
        wrong.append(f"{case.words!r} is not said: {said}")
    if not said.isprintable() or (case.kind and not said.rstrip().endswith(".")):
        wrong.append(f"no sentence: {said!r}")
    return wrong


def _again(rig: Rig, outcome: Outcome) -> list[str]:
    hub = rig.hub
    for faults in (hub.faults, hub.head_faults, hub.api_faults, hub.redirects):
        faults.clear()
    hub.portal, hub.chunk_pause_s, hub.tunnels_to = None, 0.0, None
    rig.environ = {"HF_TOKEN": TOKEN}
    hub.seen.clear()
    rig.fetch()
    if not isinstance(rig.last, Fetched):
        return [f"the next try failed: {rig.last}"]
    starts = [int(one.headers.get("range", "bytes=0-")[6:-1]) for one in hub.bodies()]
    came = "nothing more came" if not starts else f"it went on at {starts[-1]:,}" if starts[-1] else "it came anew"
    outcome.then = f"whole; {came}"
    return unsound(rig)


def unsound(rig: Rig) -> list[str]:
    """What lies on the disk and should not, and where a token went that it should not have gone."""
    wrong = [f"the token went to {one.path}" for one in rig.hub.seen if one.server == "store" and _has_token(one)]
    last = rig.last
    for path in sorted(rig.cache.rglob("*")):
        if path.is_dir() and not path.is_symlink():
            continue
        name = str(path.relative_to(rig.cache))
        if name.startswith(".locks/") or name == "CACHEDIR.TAG":
            continue
        if not path.exists():
            wrong.append(f"{name} leads nowhere")
            continue
        data = path.read_bytes()
        if TOKEN.encode() in data:
            wrong.append(f"the token is in {name}")
        if "/snapshots/" in name:
            wrong += [] if data in rig.expects else [f"{name} holds {len(data):,} wrong bytes"]
        elif path.suffix == ".incomplete":
            kept = last.kept_bytes if isinstance(last, FetchFailed) else 0 if isinstance(last, Fetched) else len(data)
            wrong += [] if len(data) == kept and data else [f"{name} has {len(data):,} bytes, and {kept:,} are told"]
        elif re.fullmatch(r"models--[\w.-]+/blobs/[0-9a-f]+", name):
            wrong += [] if path.name in (hashlib.sha256(data).hexdigest(), digest_of(data)) else [f"{name} is another"]
        elif "/refs/" in name:
            wrong += [] if re.fullmatch(rb"[0-9a-f]{40}", data) else [f"{name} is {data!r:.60}"]
        else:
            wrong.append(f"{name} is nobody's")
    if TOKEN in repr(rig.events):
        wrong.append("the token is told")
    return wrong


def left(rig: Rig) -> str:
    """What lies on the disk, in words."""
    pointer, part = rig.pointer(), rig.part()
    if pointer is not None:
        return "the whole file"
    if part is not None and part.stat().st_size:
        return f"{part.stat().st_size:,} of {len(DATA):,} bytes, unfinished"
    return "nothing"


def sentence(last: LastEvent | FetcherEvent) -> str:
    match last:
        case FetchFailed():
            return last.message
        case Cancelled():
            return "Cancelled."
        case _:
            return ""


def plain(text: str, rig: Rig) -> str:
    """Without ports and folders of this machine."""
    for address, name in ((rig.hub.endpoint, "hub.example"), (rig.hub.store, "store.example")):
        text = text.replace(address, f"https://{name}").replace(address.partition("//")[2], name)
    text = text.replace(str(rig.cache), "CACHE").replace(str(rig.folder), "FOLDER")
    return re.sub(r"127\.0\.0\.1(:\d+)?", "hub.example", text).replace("|", "\\|")


def _has_token(seen: object) -> bool:
    return "authorization" in getattr(seen, "headers", {})
