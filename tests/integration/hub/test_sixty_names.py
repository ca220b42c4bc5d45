"""Files that a hub calls by names meant for something else, all the way through a queue and the real fetcher."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from download_rig import QueueRig, hub_environ, wanted_download
from hostile_hub_names import HOSTILE_HUB_NAMES
from inglenook_desktop.download_queue import DownloadQueue
from inglenook_desktop.fetcher.errors import FetchError
from inglenook_desktop.fetcher.names import checked_path
from inglenook_desktop.hub.downloads import DownloadState
from inglenook_desktop.hub.switch import NetworkState, turn
from loopback_hub import LoopbackHub, running_hub
from pytestqt.qtbot import QtBot

DATA = b"a model that wants to be elsewhere " * 100


def is_plain(name: str) -> bool:
    try:
        checked_path(name, "file")
    except FetchError:
        return False
    return True


@pytest.fixture
def hub() -> Iterator[LoopbackHub]:
    with running_hub() as hub:
        for name in HOSTILE_HUB_NAMES:
            hub.files[f"org/name/{name}"] = DATA
        yield hub


def test_no_hostile_name_is_asked_for_or_leaves_anything_anywhere(
    hub: LoopbackHub, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    # a lone surrogate cannot be said to a child at all; it arrives as another name, which the hub does not have
    hostile = [name for name in HOSTILE_HUB_NAMES if not is_plain(name) and "\ud800" not in name]
    assert len(hostile) > 45
    work, data_dir, cache = tmp_path / "work", tmp_path / "data", tmp_path / "cache"
    for folder in (work, data_dir):
        folder.mkdir()
    monkeypatch.chdir(work)  # where a name that counts from here would go
    turn(data_dir, NetworkState.ONLINE)
    queue = DownloadQueue(data_dir, hub_environ(hub, cache), n_at_once=4)
    rig = QueueRig(queue, qtbot)
    for name in hostile:
        queue.add_download(wanted_download(name, data=DATA))

    rig.wait(lambda: all(one.state is DownloadState.FAILED for one in queue.downloads))

    for one in queue.downloads:
        assert "cannot be kept under its name" in one.message
        assert one.message.isprintable()
    for one in queue.downloads:
        queue.remove(one.id, keep_part=False)
    queue.close()
    assert queue.downloads == ()
    assert not hub.seen
    assert not cache.exists()
    assert not list(work.iterdir())
    assert {path.name for path in tmp_path.iterdir()} == {"work", "data"}


def test_what_is_plain_after_all_lands_below_its_repository(hub: LoopbackHub, tmp_path: Path, qtbot: QtBot) -> None:
    plain = [name for name in HOSTILE_HUB_NAMES if is_plain(name)]
    assert plain
    data_dir, cache = tmp_path / "data", tmp_path / "cache"
    data_dir.mkdir()
    turn(data_dir, NetworkState.ONLINE)
    queue = DownloadQueue(data_dir, hub_environ(hub, cache))
    rig = QueueRig(queue, qtbot)
    for name in plain:
        queue.add_download(wanted_download(name, data=DATA))
    rig.wait(lambda: all(one.state is DownloadState.DONE for one in queue.downloads))
    queue.close()

    snapshots = cache / "models--org--name" / "snapshots"
    for one in queue.downloads:
        assert Path(one.path).is_relative_to(snapshots)
        assert Path(one.path).resolve().is_relative_to(cache)
        assert Path(one.path).read_bytes() == DATA


@pytest.mark.parametrize("repository", ["../../x", "org/..", "/etc", "org/name/../..", "C:\\x", "org\\name", ""])
def test_no_hostile_repository_is_asked_for(hub: LoopbackHub, tmp_path: Path, qtbot: QtBot, repository: str) -> None:
    data_dir, cache = tmp_path / "data", tmp_path / "cache"
    data_dir.mkdir()
    turn(data_dir, NetworkState.ONLINE)
    queue = DownloadQueue(data_dir, hub_environ(hub, cache))
    rig = QueueRig(queue, qtbot)
    queue.add_download(replace(wanted_download(), repository=repository))

    failed = rig.wait_for_state(DownloadState.FAILED)
    queue.remove(failed.id, keep_part=False)
    queue.close()

    assert "is not the name of a repository" in failed.message
    assert not hub.seen
    assert {path.name for path in tmp_path.iterdir()} == {"data"}
