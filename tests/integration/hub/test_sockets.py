"""Which processes of the running program hold a socket: the fetcher alone, and only where the switch is on."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
import window_process
from download_rig import DATA, fetchers, hub_environ, wanted_download
from inglenook_desktop.hub.switch import NetworkState, turn
from inglenook_engine.wire import to_json
from loopback_hub import Fault, LoopbackHub, running_hub

pytestmark = pytest.mark.model


@contextmanager
def running_window(data_dir: Path, model: Path, environ: dict[str, str]) -> Iterator[dict[str, int]]:
    """The ids of its processes, while a download stands still in the middle."""
    download = json.dumps(to_json(wanted_download()))
    process = subprocess.Popen(
        [sys.executable, str(Path(window_process.__file__)), str(data_dir), str(model), download],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        assert line, "the window ended"
        yield json.loads(line)
        process.stdin.close()
        assert process.wait(30) == 0
    finally:
        process.kill()
        process.wait()
        process.stdin.close()
        process.stdout.close()


@pytest.fixture
def hub() -> Iterator[LoopbackHub]:
    with running_hub() as hub:
        hub.files["org/name/model.gguf"] = DATA
        yield hub


@pytest.mark.skipif(sys.platform != "linux", reason="other systems show a process's sockets to administrators alone")
def test_the_window_and_the_engine_hold_no_socket_while_a_download_runs(
    hub: LoopbackHub, tmp_path: Path, starter_model: Path
) -> None:
    hub.faults.append(Fault(stall_after=1_200_000))
    data_dir = tmp_path / "data"
    data_dir.mkdir()
    turn(data_dir, NetworkState.ONLINE)

    with running_window(data_dir, starter_model, hub_environ(hub, tmp_path / "cache")) as pids:
        (fetcher,) = fetchers(pids["window"])
        others = {
            child.pid: child.net_connections(kind="inet")
            for child in [psutil.Process(pids["window"]), *psutil.Process(pids["window"]).children(recursive=True)]
            if child.pid != fetcher.pid
        }
        remote = [one.raddr.port for one in fetcher.net_connections(kind="inet") if one.raddr]

    assert {pids["window"], pids["engine"]} <= set(others)
    assert not any(others.values())
    ports = {int(address.rpartition(":")[2]) for address in (hub.endpoint, hub.store)}
    assert remote  # the measurement sees a socket where there is one
    assert set(remote) <= ports
