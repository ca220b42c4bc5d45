"""`inglenook models pull`: a model of the hub into the cache, whole and verified, all parts from one commit."""

from __future__ import annotations

import os
import shlex
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from ..fetcher.protocol import (
    Cancelled,
    Fetch,
    Fetched,
    FetcherEvent,
    FetchFailed,
    FetchFailureKind,
    HubFile,
    Phase,
    Progress,
    Show,
    Shown,
)
from ..hub.downloads import Download, WantedFile
from ..hub.here import updates_here
from ..hub.parts import space_problem
from ..hub.reference import ModelReference, parse_reference
from ..hub.refs import write_ref
from ..hub.transfer_speed import SpeedMeter
from ..hub.updates import what_changed
from ..hub.variants import (
    NoVariantError,
    Variant,
    contents_of,
    estimated_bytes,
    nothing_here,
    pick,
    pick_file,
    right_one,
)
from ..library import hub_cache_dir
from ..library.ours import record_fetched
from .console import Console
from .exit_codes import ExitCode
from .figures import size
from .free_memory import free_memory
from .hub_changes import changes_json, explained
from .hub_jobs import HubJobs
from .transfer import transfer_line

JSON_PROGRESS_S = 1.0
"""Between two lines of progress with --json."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PullRequest:
    """name: as a person wrote it. revision: "" for what the name says. asks: whether the person is asked before a
    quantization that this program chose is downloaded; None where nobody could answer."""

    name: str
    revision: str
    asks: Callable[[str], bool] | None
    is_json: bool


def run_pull(data_dir: Path, console: Console, request: PullRequest) -> ExitCode:
    """Raises BadReferenceError for a name that is none. What else goes wrong is told here."""
    hub = HubJobs(data_dir, console, os.environ, is_json=request.is_json)
    reference = parse_reference(request.name, hosts=hub.hosts)
    revision = request.revision or reference.revision
    last = hub.run(Show(repository=reference.repository, revision=revision, has_card=False))
    if isinstance(last, Cancelled | FetchFailed):
        return hub.report(last)
    assert isinstance(last, Shown)
    try:
        variant, was_chosen = choose(reference, last)
    except NoVariantError as error:
        hub.fail("no_variant", str(error))
        return ExitCode.FAILED
    if not request.is_json:
        console.note(_announcement(last, variant))
    _tell_update(data_dir, hub, console, last, variant, is_json=request.is_json)
    if hub.was_interrupted:
        return ExitCode.INTERRUPTED
    if was_chosen and request.asks is not None and not request.asks("Download it?"):
        console.note("Nothing was downloaded.")
        return ExitCode.FAILED
    return _Pull(data_dir, hub, console, request, last, variant, revision).run()


def choose(reference: ModelReference, shown: Shown) -> tuple[Variant, bool]:
    """The variant that is meant, and whether it was this program's choice. Raises NoVariantError."""
    contents = contents_of(shown.files)
    repository = reference.repository
    if reference.filename:
        return pick_file(contents, reference.filename, repository), False
    if reference.quantization:
        return pick(contents, reference.quantization, repository), False
    usable = [one for one in contents.variants if one.is_usable]
    if not usable:
        raise NoVariantError(nothing_here(contents, repository))
    best = right_one(contents, free_memory())
    if best is None and len(usable) == 1:
        best = usable[0]
    if best is None:
        smallest = min(usable, key=lambda one: one.size_bytes)
        raise NoVariantError(
            f"Nothing in {repository} fits the memory that is free now; the smallest, {smallest.tag}, needs about "
            f"{size(estimated_bytes(smallest))}. Close other programs, choose a smaller model, or name one to download "
            f"it all the same: inglenook models pull {repository}:{smallest.tag}"
        )
    return best, True


def _tell_update(
    data_dir: Path, hub: HubJobs, console: Console, shown: Shown, variant: Variant, *, is_json: bool
) -> None:
    """That what is about to come is another version of what is here, and what changed in it."""
    cache_dir = hub_cache_dir(os.environ)
    for one in updates_here(cache_dir, shown):
        if one.local.tag != variant.tag or not one.update.is_update:
            continue
        known = explained(one, shown, data_dir=data_dir, cache_dir=cache_dir, hub=hub, console=console)
        if is_json:
            name = {"repository": shown.repository, "commit": shown.commit, "tag": variant.tag}
            told = {"sentence": what_changed(known.update), "changes": changes_json(known.update.headers)}
            console.json({"event": "update", **name, "local_commit": one.local.commit, **told})
        else:
            console.note(f"{what_changed(known.update)} The old one stays beside the new one.")


def _announcement(shown: Shown, variant: Variant) -> str:
    parts = [f"{shown.repository} {variant.tag}", size(variant.size_bytes)]
    if variant.is_split:
        parts.append(f"{len(variant.files)} parts")
    parts += [variant.words, shown.licence or "no licence named"]
    return " · ".join(parts)


class _Pull:
    """The files of one variant, one after the other."""

    def __init__(
        self,
        data_dir: Path,
        hub: HubJobs,
        console: Console,
        request: PullRequest,
        shown: Shown,
        variant: Variant,
        revision: str,
    ) -> None:
        self._data_dir = data_dir
        self._hub = hub
        self._console = console
        self._request = request
        self._shown = shown
        self._variant = variant
        self._revision = revision
        self._cache_dir = hub_cache_dir(os.environ)
        self._speed = SpeedMeter()
        self._before_bytes = 0
        self._told_at = float("-inf")
        self._fetched: list[Fetched] = []

    def run(self) -> ExitCode:
        try:
            return self._run()
        except KeyboardInterrupt:  # between two jobs, or while one was being cleared away
            return self._interrupted(0)

    def _run(self) -> ExitCode:
        if (failure := self._lacks_space()) is not None:
            return self._hub.report(failure)
        self._tell("started", files=[file.name for file in self._variant.files], size_bytes=self._variant.size_bytes)
        for number, file in enumerate(self._variant.files, 1):
            if self._hub.was_interrupted:  # it came as the file before was done
                return self._interrupted(0)
            last = self._hub.run(self._job(file), partial(self._on_event, number, file))
            match last:
                case Fetched():
                    self._fetched.append(last)
                    self._record(last, file)
                    self._before_bytes += file.size_bytes
                case Cancelled(kept_bytes=kept_bytes):
                    return self._interrupted(kept_bytes)
                case FetchFailed():
                    code = self._hub.report(last)
                    self._console.note(f"To go on: {self._command}")
                    return code
                case _:
                    raise AssertionError(f"a fetch ended with {last}")
        return self._done()

    def _record(self, fetched: Fetched, file: HubFile) -> None:
        """As ours: only such files are ever removed by this program."""
        record_fetched(
            self._data_dir,
            fetched,
            repository=self._shown.repository,
            revision=self._revision,
            filename=file.name,
        )

    @property
    def _command(self) -> str:
        """With which it goes on."""
        name = f"{self._shown.repository}:{self._variant.tag}"
        revision = ["--revision", self._revision] if self._revision != "main" else []
        return shlex.join(["inglenook", "models", "pull", name, *revision])

    def _job(self, file: HubFile) -> Fetch:
        return Fetch(
            repository=self._shown.repository,
            revision=self._shown.commit,
            filename=file.name,
            cache_dir=str(self._cache_dir),
        )

    def _lacks_space(self) -> FetchFailed | None:
        """For the sum of all parts; the fetcher looks again before each."""
        wanted = Download(
            id=0,
            repository=self._shown.repository,
            commit=self._shown.commit,
            files=tuple(
                WantedFile(name=file.name, size_bytes=file.size_bytes, digest=file.digest)
                for file in self._variant.files
            ),
        )
        problem = space_problem(self._cache_dir, wanted)
        return FetchFailed(kind=FetchFailureKind.DISK_FULL, message=problem) if problem else None

    def _on_event(self, number: int, file: HubFile, event: FetcherEvent) -> None:
        if not isinstance(event, Progress):
            return
        now = time.monotonic()
        done = self._before_bytes + event.done_bytes
        part = f"part {number} of {len(self._variant.files)} · " if self._variant.is_split else ""
        if event.phase is Phase.CHECKING:
            checked = f"{size(event.done_bytes)} of {size(event.total_bytes)}"
            self._console.progress(f"{part}checking what an earlier try left · {checked}")
            return
        self._speed.add(now, done)
        self._console.progress(part + transfer_line(self._speed, now, done, self._variant.size_bytes))
        if now - self._told_at >= JSON_PROGRESS_S:
            self._told_at = now
            self._tell(
                "progress",
                file=file.name,
                done_bytes=done,
                total_bytes=self._variant.size_bytes,
                bytes_per_s=self._speed.bytes_per_s(now),
            )

    def _interrupted(self, kept_bytes: int) -> ExitCode:
        kept = self._before_bytes + kept_bytes
        self._tell("cancelled", kept_bytes=kept, resume=self._command)
        self._console.note(f"Stopped at {size(kept)} of {size(self._variant.size_bytes)}; they are kept.")
        self._console.note(f"To go on: {self._command}")
        return ExitCode.INTERRUPTED

    def _done(self) -> ExitCode:
        write_ref(self._cache_dir, self._shown.repository, self._revision, self._shown.commit)
        path = self._fetched[0].path
        was_present = all(one.was_present for one in self._fetched)
        if self._request.is_json:
            files = [
                {"path": one.path, "digest": one.digest, "size_bytes": one.size_bytes, "was_present": one.was_present}
                for one in self._fetched
            ]
            self._tell("done", path=path, files=files)
            return ExitCode.OK
        self._console.note("It was here already, whole." if was_present else "Here, whole and verified.")
        self._console.line(path)
        is_plain = self._variant.tag == self._variant.quantization
        name = shlex.quote(f"{self._shown.repository}:{self._variant.tag}" if is_plain else path)
        self._console.note(f"inglenook chat --model {name} talks with it.")
        return ExitCode.OK

    def _tell(self, event: str, **facts: Any) -> None:
        """A line of --json."""
        if self._request.is_json:
            name = {"repository": self._shown.repository, "commit": self._shown.commit, "tag": self._variant.tag}
            self._console.json({"event": event, **name, **facts})
