"""A queue in a program that ends, in order or not, and what the next start of it finds."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from download_rig import DATA, QueueProcess, fetchers, hub_environ, wanted_download
from inglenook_desktop.hub.downloads import FILE_NAME, DownloadState, read_downloads
from inglenook_desktop.hub.ledger import read_ledger
from inglenook_desktop.hub.switch import NetworkState, turn
from inglenook_engine.wire import to_json
from loopback_hub import Fault, LoopbackHub, running_hub

FORTY_PERCENT = 1_200_000


@pytest.fixture
def hub() -> Iterator[LoopbackHub]:
    with running_hub() as hub:
        hub.files["org/name/model.gguf"] = DATA
        yield hub


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    turn(folder, NetworkState.ONLINE)
    return folder


@pytest.fixture
def environ(hub: LoopbackHub, cache: Path) -> dict[str, str]:
    return hub_environ(hub, cache)


def wait_for_part(cache: Path) -> None:
    """The test's own timeout ends a wait without end."""
    blobs = cache / "models--org--name" / "blobs"
    while sum(part.stat().st_size for part in blobs.glob("*.incomplete")) < FORTY_PERCENT:
        time.sleep(0.005)


def wait_until_gone(processes: list[psutil.Process]) -> None:
    _, alive = psutil.wait_procs(processes, timeout=60)
    assert not alive


def test_a_download_paused_at_forty_percent_goes_on_after_a_restart(
    hub: LoopbackHub, data_dir: Path, cache: Path, environ: dict[str, str]
) -> None:
    hub.faults.append(Fault(stall_after=FORTY_PERCENT))
    with QueueProcess(data_dir, environ) as program:
        program.send("add", to_json(wanted_download()))
        wait_for_part(cache)
        program.send("pause", 1)
        paused = program.wait(lambda shown: shown.get("state") == "paused" and shown["done_bytes"] == FORTY_PERCENT)
        assert paused["message"] == ""
        assert hub.broken.wait(60)
    n_asked = len(hub.seen)

    with QueueProcess(data_dir, environ) as program:
        found = program.wait(lambda shown: bool(shown))
        assert (found["state"], found["done_bytes"]) == ("paused", FORTY_PERCENT)
        program.send("resume", 1)
        done = program.wait(lambda shown: shown["state"] == "done")

    assert Path(done["files"][0]["path"]).read_bytes() == DATA
    assert hub.bodies()[-1].headers["range"] == f"bytes={FORTY_PERCENT}-"
    assert len(hub.bodies()) == 2
    assert len(read_ledger(data_dir)) == len(hub.seen) > n_asked


def test_a_program_killed_in_a_download_takes_its_fetcher_along_and_asks_nothing_at_its_next_start(
    hub: LoopbackHub, data_dir: Path, cache: Path, environ: dict[str, str]
) -> None:
    hub.faults.append(Fault(stall_after=FORTY_PERCENT))
    with QueueProcess(data_dir, environ) as program:
        program.send("add", to_json(wanted_download()))
        wait_for_part(cache)
        children = fetchers(program.pid)
        assert children
        program.kill()
        wait_until_gone(children)
    assert hub.broken.wait(60)
    n_asked = len(hub.seen)

    with QueueProcess(data_dir, environ) as program:
        found = program.wait(lambda shown: bool(shown))
        assert (found["state"], found["done_bytes"]) == ("paused", FORTY_PERCENT)
        assert "under way" in found["message"]
        program.send("nothing")  # a round of its event loop, in which it could have begun
        program.send("resume", 1)
        shown = program.wait(lambda shown: shown["state"] != "paused")
        assert len(hub.seen) == n_asked
        assert shown["message"] == ""
        done = program.wait(lambda shown: shown["state"] == "done")

    assert Path(done["files"][0]["path"]).read_bytes() == DATA
    assert hub.bodies()[-1].headers["range"] == f"bytes={FORTY_PERCENT}-"


def test_a_program_that_is_closed_in_a_download_ends_its_fetcher(
    hub: LoopbackHub, data_dir: Path, cache: Path, environ: dict[str, str]
) -> None:
    hub.faults.append(Fault(stall_after=FORTY_PERCENT))
    with QueueProcess(data_dir, environ) as program:
        program.send("add", to_json(wanted_download()))
        wait_for_part(cache)
        children = fetchers(program.pid)
        program.close()
        wait_until_gone(children)

    assert hub.broken.wait(60)
    (left,) = read_downloads(data_dir)
    assert left.state is DownloadState.RUNNING


@pytest.mark.parametrize("n_kills", [6])
def test_kills_of_the_program_at_any_moment_cost_no_byte_that_had_come(
    hub: LoopbackHub, data_dir: Path, cache: Path, environ: dict[str, str], n_kills: int
) -> None:
    """Each start goes on from the part, or from nothing when it came to nothing; the file is right in the end."""
    hub.chunk_pause_s = 0.02
    kept: list[int] = []
    for round in range(n_kills):
        with QueueProcess(data_dir, environ) as program:
            program.send("add", to_json(wanted_download()))
            shown = program.wait(lambda shown: shown.get("state") == "running")
            if round % 2:
                before = shown["done_bytes"]
                program.wait(lambda shown, before=before: shown["done_bytes"] > before)  # type: ignore[misc]  # bound
            program.kill()
        parts = list((cache / "models--org--name" / "blobs").glob("*.incomplete"))
        kept.append(sum(part.stat().st_size for part in parts))
        assert not list(cache.rglob("model.gguf"))
    hub.chunk_pause_s = 0

    with QueueProcess(data_dir, environ) as program:
        program.send("add", to_json(wanted_download()))
        done = program.wait(lambda shown: shown.get("state") == "done")

    assert kept == sorted(kept)
    assert kept[-1] > 0
    assert Path(done["files"][0]["path"]).read_bytes() == DATA
    assert sorted(path.name for path in data_dir.iterdir() if "." + str(os.getpid()) in path.name) == []
    assert (data_dir / FILE_NAME).exists()
