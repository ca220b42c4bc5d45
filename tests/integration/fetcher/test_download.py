"""The fetcher as it runs: a real child, the real huggingface_hub in it, a hub on loopback."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fetcher_child import FetcherChild, fetch, job
from filelock import FileLock
from inglenook_desktop.fetcher.protocol import (
    Answered,
    Cancel,
    Cancelled,
    Fetched,
    FetchFailed,
    FetchFailureKind,
    Note,
    Progress,
    Requested,
    Resolved,
    Waiting,
)
from loopback_hub import COMMIT, TOKEN, Fault, LoopbackHub, digest_of, running_hub

DATA = random.Random(6).randbytes(3_000_000)
DIGEST = digest_of(DATA)


@pytest.fixture
def hub() -> Iterator[LoopbackHub]:
    with running_hub() as hub:
        hub.files["org/name/model.gguf"] = DATA
        hub.files["org/name/small.txt"] = b"small"
        yield hub


def part_of(cache: Path) -> Path:
    (part,) = (cache / "models--org--name" / "blobs").glob("*.incomplete")
    return part


def names_of(cache: Path) -> list[str]:
    """Of blobs, whole or not."""
    return sorted(path.name for path in (cache / "models--org--name" / "blobs").glob("*"))


def leave_part(hub: LoopbackHub, cache: Path, n_bytes: int) -> None:
    """As a download does whose connection broke."""
    hub.faults.append(Fault(cut_after=n_bytes))
    last, _ = fetch(cache, hub.endpoint)
    assert isinstance(last, FetchFailed)
    assert last.kind is FetchFailureKind.CUT
    assert last.kept_bytes == part_of(cache).stat().st_size == n_bytes
    hub.seen.clear()


def test_a_file_lands_where_other_programs_look_for_it(hub: LoopbackHub, tmp_path: Path) -> None:
    from huggingface_hub import scan_cache_dir, try_to_load_from_cache

    last, events = fetch(tmp_path, hub.endpoint)

    assert isinstance(last, Fetched), last
    assert (last.commit, last.digest, last.size_bytes, last.was_present) == (COMMIT, DIGEST, len(DATA), False)
    assert Path(last.path).read_bytes() == DATA
    assert try_to_load_from_cache("org/name", "model.gguf", cache_dir=tmp_path) == last.path
    assert {repo.repo_id for repo in scan_cache_dir(tmp_path).repos} == {"org/name"}
    assert not scan_cache_dir(tmp_path).warnings
    assert names_of(tmp_path) == [DIGEST]
    assert [e.done_bytes for e in events if isinstance(e, Progress)][-1] == len(DATA)


def test_every_request_is_told_before_it_goes_out_and_no_other_is_made(hub: LoopbackHub, tmp_path: Path) -> None:
    _, events = fetch(tmp_path, hub.endpoint)

    told = [(e.method, e.host) for e in events if isinstance(e, Requested)]
    assert told == [(s.method, {"hub": hub.endpoint, "store": hub.store}[s.server][7:]) for s in hub.seen]
    assert [s.method for s in hub.seen] == ["HEAD", "GET"]
    assert [e.n_bytes for e in events if isinstance(e, Answered)][-1] == len(DATA)


def test_a_small_file_is_checked_by_gits_hash_and_pinned_to_the_commit(hub: LoopbackHub, tmp_path: Path) -> None:
    last, _ = fetch(tmp_path, hub.endpoint, "small.txt")

    assert isinstance(last, Fetched), last
    assert Path(last.path).read_bytes() == b"small"
    assert [seen.path for seen in hub.seen] == [f"/org/name/resolve/{r}/small.txt" for r in ("main", COMMIT)]


def test_a_file_that_is_here_is_not_downloaded_again(hub: LoopbackHub, tmp_path: Path) -> None:
    fetch(tmp_path, hub.endpoint)
    hub.seen.clear()

    last, _ = fetch(tmp_path, hub.endpoint)

    assert isinstance(last, Fetched)
    assert last.was_present
    assert not hub.bodies()


@pytest.mark.parametrize("n_bytes", [1, 65_535, 65_536, 1_000_001, len(DATA) - 1])
def test_a_download_goes_on_where_its_connection_broke(hub: LoopbackHub, tmp_path: Path, n_bytes: int) -> None:
    leave_part(hub, tmp_path, n_bytes)

    last, events = fetch(tmp_path, hub.endpoint)

    assert isinstance(last, Fetched), last
    assert Path(last.path).read_bytes() == DATA
    assert [seen.headers.get("range") for seen in hub.bodies()] == [f"bytes={n_bytes}-"]
    assert [e.resumed_bytes for e in events if isinstance(e, Resolved)] == [n_bytes]
    assert names_of(tmp_path) == [DIGEST]


def test_a_broken_connection_is_taken_up_again_by_itself(hub: LoopbackHub, tmp_path: Path) -> None:
    hub.faults += [Fault(cut_after=1_000_000), Fault(cut_after=500_000)]

    last, events = fetch(tmp_path, hub.endpoint, retries=1)

    assert isinstance(last, Fetched), last
    assert Path(last.path).read_bytes() == DATA
    assert len([e for e in events if isinstance(e, Waiting)]) == 2


def test_a_server_without_ranges_sends_it_all_and_it_is_right(hub: LoopbackHub, tmp_path: Path) -> None:
    leave_part(hub, tmp_path, 1_000_000)
    hub.faults.append(Fault(ignores_range=True))

    last, _ = fetch(tmp_path, hub.endpoint)

    assert isinstance(last, Fetched), last
    assert Path(last.path).read_bytes() == DATA


def test_a_part_that_was_damaged_on_the_disk_comes_anew(hub: LoopbackHub, tmp_path: Path) -> None:
    leave_part(hub, tmp_path, 1_000_000)
    part_of(tmp_path).write_bytes(bytes(1_000_000))

    last, events = fetch(tmp_path, hub.endpoint)

    assert isinstance(last, Fetched), last
    assert Path(last.path).read_bytes() == DATA
    assert [e for e in events if isinstance(e, Note)]


def test_a_file_that_changed_between_two_parts_starts_anew_and_leaves_nothing(hub: LoopbackHub, tmp_path: Path) -> None:
    leave_part(hub, tmp_path, 1_000_000)
    hub.files["org/name/model.gguf"] = changed = DATA[::-1]
    hub.commit = "b" * 40

    last, events = fetch(tmp_path, hub.endpoint)

    assert isinstance(last, Fetched), last
    assert Path(last.path).read_bytes() == changed
    assert [e for e in events if isinstance(e, Note)]
    assert names_of(tmp_path) == [digest_of(changed)]


def test_a_commit_that_is_named_stays_the_one(hub: LoopbackHub, tmp_path: Path) -> None:
    last, _ = fetch(tmp_path, hub.endpoint, revision=COMMIT)

    assert isinstance(last, Fetched), last
    assert not (tmp_path / "models--org--name" / "refs").exists()


def test_the_token_goes_to_the_hub_and_never_to_where_it_sends_on(hub: LoopbackHub, tmp_path: Path) -> None:
    last, events = fetch(tmp_path, hub.endpoint, HF_TOKEN=TOKEN)

    assert isinstance(last, Fetched)
    by_server = {seen.server: seen.headers.get("authorization") for seen in hub.seen}
    assert by_server == {"hub": f"Bearer {TOKEN}", "store": None}
    assert TOKEN not in repr(events)
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and TOKEN.encode() in path.read_bytes()]


@pytest.mark.parametrize(
    ("token", "kind"), [("", FetchFailureKind.GATED), ("hf_other", FetchFailureKind.GATED), (TOKEN, None)]
)
def test_a_gated_file_comes_to_who_has_accepted_its_terms(
    hub: LoopbackHub, tmp_path: Path, token: str, kind: FetchFailureKind | None
) -> None:
    hub.gated.add("org/name")
    hub.tokens.add("hf_other")

    last, _ = fetch(tmp_path, hub.endpoint, HF_TOKEN=token)

    assert (last.kind if isinstance(last, FetchFailed) else None) is kind, last


def test_a_private_file_comes_to_its_owner(hub: LoopbackHub, tmp_path: Path) -> None:
    hub.private.add("org/name")

    refused, _ = fetch(tmp_path, hub.endpoint)
    given, _ = fetch(tmp_path, hub.endpoint, HF_TOKEN=TOKEN)

    assert isinstance(refused, FetchFailed)
    assert refused.kind is FetchFailureKind.NOT_FOUND
    assert isinstance(given, Fetched)


def test_the_login_of_hf_is_used(hub: LoopbackHub, tmp_path: Path) -> None:
    (tmp_path / "token").write_text(TOKEN + "\n")

    fetch(tmp_path / "cache", hub.endpoint, "small.txt", HF_HOME=str(tmp_path))

    assert {seen.headers.get("authorization") for seen in hub.seen} == {f"Bearer {TOKEN}"}


@pytest.mark.skipif(sys.platform == "win32", reason="the program is a script of the shell")
def test_the_keyring_is_asked_where_there_is_no_other_login(hub: LoopbackHub, tmp_path: Path) -> None:
    program = tmp_path / "keyring"
    program.write_text(f'#!/bin/sh\n[ "$*" = "get inglenook huggingface" ] && echo {TOKEN}\n')
    program.chmod(0o700)

    fetch(tmp_path / "cache", hub.endpoint, "small.txt", PATH=f"{tmp_path}:/usr/bin:/bin")

    assert {seen.headers.get("authorization") for seen in hub.seen} == {f"Bearer {TOKEN}"}


def test_a_proxy_is_used(hub: LoopbackHub, tmp_path: Path) -> None:
    fetch(tmp_path, "http://hub.invalid", HTTP_PROXY=hub.endpoint)

    assert hub.seen[0].path == "http://hub.invalid/org/name/resolve/main/model.gguf"


def test_offline_means_no_request(hub: LoopbackHub, tmp_path: Path) -> None:
    last, _ = fetch(tmp_path, hub.endpoint, HF_HUB_OFFLINE="1")

    assert isinstance(last, FetchFailed)
    assert last.kind is FetchFailureKind.OFFLINE
    assert not hub.seen


def test_two_downloads_of_one_file_do_not_meet(hub: LoopbackHub, tmp_path: Path) -> None:
    lock = tmp_path / ".locks" / "models--org--name" / f"{DIGEST}.lock"
    lock.parent.mkdir(parents=True)
    with FileLock(lock):
        last, _ = fetch(tmp_path, hub.endpoint)

    assert isinstance(last, FetchFailed)
    assert last.kind is FetchFailureKind.BUSY
    assert not hub.bodies()


def test_cancel_closes_the_socket_and_keeps_what_came(hub: LoopbackHub, tmp_path: Path) -> None:
    hub.faults.append(Fault(stall_after=1_000_000))
    with FetcherChild({"HF_ENDPOINT": hub.endpoint}) as child:
        child.send(job(tmp_path))
        events = child.events()
        for event in events:
            if isinstance(event, Progress):
                break
        while part_of(tmp_path).stat().st_size < 1_000_000:
            time.sleep(0.001)
        child.send(Cancel())
        *others, last = events

    assert hub.broken.wait(60)
    assert isinstance(last, Cancelled)
    assert last.kept_bytes
    assert [event.n_bytes for event in others if isinstance(event, Answered)][-1] == 1_000_000  # for the ledger
    resumed, _ = fetch(tmp_path, hub.endpoint)
    assert hub.bodies()[-1].headers["range"] == "bytes=1000000-"
    assert isinstance(resumed, Fetched)
    assert Path(resumed.path).read_bytes() == DATA


@pytest.mark.parametrize("n_events", [1, 2, 3, 4, 5, 6, 7])
def test_a_kill_at_any_moment_is_gone_on_from(hub: LoopbackHub, tmp_path: Path, n_events: int) -> None:
    hub.chunk_pause_s = 0.01
    with FetcherChild({"HF_ENDPOINT": hub.endpoint}) as child:
        child.send(job(tmp_path))
        for _, _event in zip(range(n_events), child.events(), strict=False):
            pass
        child.kill()
    hub.chunk_pause_s = 0

    last, _ = fetch(tmp_path, hub.endpoint)

    assert isinstance(last, Fetched), last
    assert Path(last.path).read_bytes() == DATA
    assert names_of(tmp_path) == [DIGEST]
