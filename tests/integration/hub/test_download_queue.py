"""The queue of downloads over the real fetcher and a hub on loopback."""

from __future__ import annotations

import os
import resource
import signal
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import psutil
import pytest
from download_rig import DATA, QueueRig, fetchers, hub_environ, wanted_download
from inglenook_desktop.download_queue import DownloadQueue
from inglenook_desktop.fetcher.protocol import HubFile, Phase
from inglenook_desktop.hub.downloads import DownloadState, read_downloads
from inglenook_desktop.hub.ledger import read_ledger
from inglenook_desktop.hub.reference import ModelReference
from inglenook_desktop.hub.refs import read_ref
from inglenook_desktop.hub.switch import NetworkState, read_network, turn
from inglenook_desktop.hub.variants import Variant
from inglenook_desktop.hub_link import HubLink
from inglenook_desktop.library.ours import fetched_files
from loopback_hub import COMMIT, Fault, LoopbackHub, digest_of, running_hub
from pytestqt.qtbot import QtBot

STATE = DownloadState
FORTY_PERCENT = 1_200_000
DIGEST = digest_of(DATA)


@pytest.fixture
def hub() -> Iterator[LoopbackHub]:
    with running_hub() as hub:
        hub.files |= {f"org/name/{name}": DATA for name in ("model.gguf", "other.gguf")}
        hub.files |= {f"org/name/split-0000{n}-of-00003.gguf": bytes([n]) * 200_000 for n in (1, 2, 3)}
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


OpenQueue = Callable[..., QueueRig]


@pytest.fixture
def open_queue(hub: LoopbackHub, cache: Path, data_dir: Path, qtbot: QtBot) -> Iterator[OpenQueue]:
    queues: list[DownloadQueue] = []

    def make(folder: Path = data_dir, **options: object) -> QueueRig:
        queue = DownloadQueue(folder, hub_environ(hub, cache), **options)  # type: ignore[arg-type]  # a test's own
        queues.append(queue)
        return QueueRig(queue, qtbot)

    yield make
    for queue in queues:
        queue.close()


@pytest.fixture
def rig(open_queue: OpenQueue) -> QueueRig:
    return open_queue()


class Clock:
    def __init__(self) -> None:
        self.now_s = 1000.0

    def __call__(self) -> float:
        return self.now_s


def parts_of(cache: Path) -> list[Path]:
    return sorted((cache / "models--org--name" / "blobs").glob("*.incomplete"))


def test_a_download_runs_to_its_end_and_is_loadable_and_noted(rig: QueueRig, cache: Path, data_dir: Path) -> None:
    file = HubFile(name="model.gguf", size_bytes=len(DATA), digest=DIGEST)
    variant = Variant(tag="Q4_K_M", quantization="Q4_K_M", files=(file,))
    id = rig.queue.add(ModelReference(repository="org/name", revision="main"), variant, COMMIT)

    done = rig.wait_for_state(STATE.DONE, id)

    assert done.name == "org/name:Q4_K_M"
    assert done.done_bytes == done.total_bytes == len(DATA)
    assert Path(done.path).read_bytes() == DATA
    assert Path(done.path).is_relative_to(cache)
    assert rig.done == [done]
    assert read_downloads(data_dir) == (done,)
    (ours,) = fetched_files(data_dir)
    assert (ours.pointer, ours.repository, ours.filename, ours.was_downloaded) == (
        done.path,
        "org/name",
        "model.gguf",
        True,
    )


def test_every_request_of_a_download_is_in_the_ledger(rig: QueueRig, hub: LoopbackHub, data_dir: Path) -> None:
    rig.queue.add_download(wanted_download())
    rig.wait_for_state(STATE.DONE)

    entries = read_ledger(data_dir)
    assert [entry.method for entry in entries] == [seen.method for seen in hub.seen]
    assert {entry.host for entry in entries} == {hub.endpoint[7:], hub.store[7:]}
    assert sum(entry.n_bytes for entry in entries) == len(DATA)


def test_what_is_fetched_is_the_commit_that_was_shown(rig: QueueRig, hub: LoopbackHub) -> None:
    hub.change({"org/name/model.gguf": DATA[::-1]}, "b" * 40)
    rig.queue.add_download(wanted_download())

    assert Path(rig.wait_for_state(STATE.DONE).path).read_bytes() == DATA


def test_a_download_tells_its_speed_and_its_time_left(hub: LoopbackHub, rig: QueueRig) -> None:
    hub.chunk_pause_s = 0.06
    rig.queue.add_download(wanted_download())
    rig.wait_for_state(STATE.DONE)

    lives = [view.live for view in rig.views if view.live.phase is Phase.DOWNLOADING]
    assert [live for live in lives if live.bytes_per_s > 0 and live.seconds_left is not None]
    growth = [view.download.done_bytes for view in rig.views]
    assert growth == sorted(growth)
    assert len({n_bytes for n_bytes in growth if 0 < n_bytes < len(DATA)}) > 3


def test_a_pause_closes_the_socket_and_a_resume_goes_on_from_there(
    rig: QueueRig, hub: LoopbackHub, cache: Path
) -> None:
    hub.faults.append(Fault(stall_after=FORTY_PERCENT))
    rig.queue.add_download(wanted_download())
    rig.wait_for_part(cache, FORTY_PERCENT)
    rig.queue.pause(1)
    assert rig.now().download.state is STATE.PAUSED  # at once, whatever the child does

    rig.wait_for_state(STATE.PAUSED)
    assert hub.broken.wait(60)
    assert not fetchers()
    rig.queue.resume(1)

    assert Path(rig.wait_for_state(STATE.DONE).path).read_bytes() == DATA
    assert hub.bodies()[-1].headers["range"] == f"bytes={FORTY_PERCENT}-"


def test_a_resume_before_the_pause_is_over_goes_on(rig: QueueRig, hub: LoopbackHub, cache: Path) -> None:
    hub.faults.append(Fault(stall_after=FORTY_PERCENT))
    rig.queue.add_download(wanted_download())
    rig.wait_for_part(cache, FORTY_PERCENT)
    rig.queue.pause(1)
    rig.queue.resume(1)

    assert Path(rig.wait_for_state(STATE.DONE).path).read_bytes() == DATA


def test_a_child_that_stands_still_holds_up_no_pause(rig: QueueRig, hub: LoopbackHub, cache: Path) -> None:
    hub.faults.append(Fault(stall_after=FORTY_PERCENT))
    rig.queue.add_download(wanted_download())
    rig.wait_for_part(cache, FORTY_PERCENT)
    (child,) = fetchers()
    child.suspend()  # deaf to a cancel, as a child in the grip of a dead disk would be
    rig.queue.pause(1)

    rig.wait_for_state(STATE.PAUSED)
    assert not child.is_running() or child.status() == psutil.STATUS_ZOMBIE
    assert hub.broken.wait(60)


def test_a_killed_fetcher_is_told_and_gone_on_from(rig: QueueRig, hub: LoopbackHub, cache: Path) -> None:
    hub.faults.append(Fault(stall_after=FORTY_PERCENT))
    rig.queue.add_download(wanted_download())
    rig.wait_for_part(cache, FORTY_PERCENT)
    (child,) = fetchers()
    child.kill()

    done = rig.wait_for_state(STATE.DONE)

    assert [message for message in rig.messages() if "SIGKILL" in message]
    assert Path(done.path).read_bytes() == DATA
    assert hub.bodies()[-1].headers["range"].startswith("bytes=")


def test_a_fetcher_that_never_lives_long_is_not_started_for_ever(
    data_dir: Path, hub: LoopbackHub, cache: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    started = tmp_path / "started"
    environ = hub_environ(hub, cache)
    command = ["/bin/sh", "-c", f"echo >> {started}; kill -9 $$"]
    queue = DownloadQueue(data_dir, environ, make_link=partial(HubLink, data_dir, environ, command=command))
    rig = QueueRig(queue, qtbot)
    queue.add_download(wanted_download())

    failed = rig.wait_for_state(STATE.FAILED)

    assert "SIGKILL" in failed.message
    assert len(started.read_text().splitlines()) == 4
    assert not hub.seen
    queue.close()


def test_two_programs_that_want_one_file_download_it_once(
    open_queue: OpenQueue, hub: LoopbackHub, tmp_path: Path
) -> None:
    (tmp_path / "second").mkdir()
    turn(tmp_path / "second", NetworkState.ONLINE)
    first, second = open_queue(), open_queue(tmp_path / "second", busy_retry_s=0.1)
    hub.chunk_pause_s = 0.05
    first.queue.add_download(wanted_download())
    first.wait_for_bytes(1)
    second.queue.add_download(wanted_download())
    second.wait(lambda: "downloaded already" in second.now().download.message)
    assert second.now().download.state is STATE.QUEUED
    assert second.now().live.waits_s is not None

    done = [rig.wait_for_state(STATE.DONE) for rig in (first, second)]

    assert done[0].path == done[1].path
    assert Path(done[1].path).read_bytes() == DATA
    assert len(hub.bodies()) == 1
    assert len(hub.seen) == 4  # while it waits, the second asks the disk and not the hub


def test_what_another_program_gave_up_is_taken_over(
    open_queue: OpenQueue, hub: LoopbackHub, cache: Path, tmp_path: Path
) -> None:
    (tmp_path / "second").mkdir()
    turn(tmp_path / "second", NetworkState.ONLINE)
    first, second = open_queue(), open_queue(tmp_path / "second", busy_retry_s=1.0)
    hub.faults.append(Fault(stall_after=FORTY_PERCENT))
    first.queue.add_download(wanted_download())
    first.wait_for_part(cache, FORTY_PERCENT)
    second.queue.add_download(wanted_download())
    second.wait(lambda: "downloaded already" in second.now().download.message)
    first.queue.pause(1)

    assert Path(second.wait_for_state(STATE.DONE).path).read_bytes() == DATA
    assert hub.bodies()[-1].headers["range"] == f"bytes={FORTY_PERCENT}-"


def test_wrong_bytes_are_told_and_never_stand_under_the_name(rig: QueueRig, hub: LoopbackHub, cache: Path) -> None:
    hub.faults.append(Fault(body=DATA[:-1] + b"?"))
    rig.queue.add_download(wanted_download())

    failed = rig.wait_for_state(STATE.FAILED)

    assert "checksum" in failed.message
    assert not list(cache.rglob("model.gguf"))
    assert not parts_of(cache)
    rig.queue.resume(1)
    assert rig.now().download.message == ""
    rig.wait(lambda: rig.now().download.state is STATE.DONE)
    assert Path(rig.now().download.path).read_bytes() == DATA


def test_a_disk_that_fills_up_is_told_and_gone_on_with_when_there_is_room(rig: QueueRig, hub: LoopbackHub) -> None:
    hub.chunk_pause_s = 0.02
    rig.queue.add_download(wanted_download())
    rig.wait_for_bytes(1)
    (child,) = fetchers()
    resource.prlimit(child.pid, resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))

    assert "full" in rig.wait_for_state(STATE.FAILED).message

    rig.queue.resume(1)
    rig.wait(lambda: rig.now().download.state is STATE.DONE)
    assert hub.bodies()[-1].headers["range"] == "bytes=2000000-"
    assert Path(rig.now().download.path).read_bytes() == DATA


def test_a_model_that_cannot_fit_the_disk_is_refused_before_any_request(rig: QueueRig, hub: LoopbackHub) -> None:
    download = wanted_download("a.gguf", "b.gguf")
    rig.queue.add_download(replace(download, files=tuple(replace(file, size_bytes=1 << 50) for file in download.files)))

    failed = rig.wait_for_state(STATE.FAILED)
    assert f"{(2 << 50) / 1e9:,.1f} GB" in failed.message  # of both files together
    assert not hub.seen


def test_a_hub_that_wants_a_moment_gets_it_and_the_wait_is_counted_down(rig: QueueRig, hub: LoopbackHub) -> None:
    hub.faults.append(Fault(status=429, headers={"Retry-After": "2"}))
    rig.queue.add_download(wanted_download())
    rig.wait_for_state(STATE.DONE)

    waits = [view.live.waits_s for view in rig.views if view.live.waits_s is not None]
    assert waits == sorted(waits, reverse=True)
    assert len(set(waits)) > 1
    assert 0 < max(waits) <= 2
    assert [message for message in rig.messages() if "too many requests" in message]
    assert rig.now().live.note == ""


def test_a_hub_that_wants_a_long_wait_gets_it_from_every_download(open_queue: OpenQueue, hub: LoopbackHub) -> None:
    clock = Clock()
    rig = open_queue(clock=clock)
    hub.head_faults.append(Fault(status=429, headers={"Retry-After": "300"}))
    rig.queue.add_download(wanted_download())
    rig.queue.add_download(wanted_download("other.gguf"))
    rig.wait(lambda: "too many requests" in rig.now().download.message and not rig.queue.is_running)
    n_asked = len(hub.seen)

    clock.now_s += 100
    assert [view.live.waits_s for view in rig.queue.views] == [200, 200]
    assert [view.download.state for view in rig.queue.views] == [STATE.QUEUED, STATE.QUEUED]
    assert len(hub.seen) == n_asked
    clock.now_s += 201

    rig.wait_for_state(STATE.DONE, 1)
    rig.wait_for_state(STATE.DONE, 2)


def test_a_click_does_not_wait_for_what_the_hub_asked_for(open_queue: OpenQueue, hub: LoopbackHub) -> None:
    rig = open_queue(clock=Clock())
    hub.head_faults.append(Fault(status=429, headers={"Retry-After": "300"}))
    rig.queue.add_download(wanted_download())
    rig.wait(lambda: rig.now().live.waits_s is not None and not rig.queue.is_running)
    rig.queue.resume(1)

    rig.wait_for_state(STATE.DONE)


def test_a_hub_that_always_wants_a_moment_is_left_to_the_person(open_queue: OpenQueue, hub: LoopbackHub) -> None:
    clock = Clock()
    rig = open_queue(clock=clock)
    hub.head_faults += [Fault(status=429, headers={"Retry-After": "300"})] * 10
    rig.queue.add_download(wanted_download())
    for _ in range(3):
        rig.wait(lambda: rig.now().live.waits_s is not None and not rig.queue.is_running)
        clock.now_s += 301
        rig.wait(lambda: rig.queue.is_running)

    assert "too many requests" in rig.wait_for_state(STATE.FAILED).message


def test_the_parts_of_a_split_model_come_one_after_the_other_as_one(
    rig: QueueRig, hub: LoopbackHub, cache: Path
) -> None:
    names = [f"split-0000{n}-of-00003.gguf" for n in (1, 2, 3)]
    files = tuple(replace(wanted_download(name, data=bytes([n]) * 200_000).files[0]) for n, name in enumerate(names, 1))
    hub.faults += [Fault(), Fault(stall_after=70_000)]
    rig.queue.add_download(replace(wanted_download(), files=files))
    rig.wait(lambda: rig.now().download.files[0].is_done)
    rig.wait_for_part(cache, 70_000)
    rig.queue.pause(1)
    rig.wait_for_state(STATE.PAUSED)
    assert read_ref(cache, "org/name", "main") == ""  # who looks for main finds a whole model, or none
    rig.queue.resume(1)
    done = rig.wait_for_state(STATE.DONE)

    assert Path(done.path).name == names[0]
    assert [Path(file.path).read_bytes() for file in done.files] == [bytes([n]) * 200_000 for n in (1, 2, 3)]
    assert [seen.path.partition("?")[0].rpartition("/")[2] for seen in hub.bodies()] == [names[i] for i in (0, 1, 1, 2)]
    assert read_ref(cache, "org/name", "main") == COMMIT
    assert len(rig.done) == 1


def test_one_file_comes_at_a_time_in_the_order_of_the_list(rig: QueueRig, hub: LoopbackHub, cache: Path) -> None:
    hub.faults.append(Fault(stall_after=FORTY_PERCENT))
    first = rig.queue.add_download(wanted_download("model.gguf"))
    second = rig.queue.add_download(wanted_download("other.gguf"))
    split = rig.queue.add_download(wanted_download("split-00001-of-00003.gguf", data=b"\1" * 200_000))
    rig.wait_for_part(cache, FORTY_PERCENT)
    assert len(fetchers()) == 1
    assert [view.download.state for view in rig.queue.views] == [STATE.RUNNING, STATE.QUEUED, STATE.QUEUED]

    rig.queue.move_up(split)
    rig.queue.pause(first)
    rig.wait_for_state(STATE.DONE, split)
    rig.wait_for_state(STATE.DONE, second)

    assert [download.id for download in rig.done] == [split, second]
    assert rig.now(first).download.state is STATE.PAUSED


def test_the_same_click_twice_is_one_download(rig: QueueRig, hub: LoopbackHub) -> None:
    id = rig.queue.add_download(wanted_download())
    assert rig.queue.add_download(wanted_download()) == id
    rig.wait_for_state(STATE.DONE, id)
    n_bodies = len(hub.bodies())

    again = rig.queue.add_download(wanted_download())

    assert [one.id for one in rig.queue.downloads] == [again]
    rig.wait_for_state(STATE.DONE, again)
    assert len(hub.bodies()) == n_bodies


def test_what_is_removed_leaves_its_part_for_another_time(rig: QueueRig, hub: LoopbackHub, cache: Path) -> None:
    hub.faults.append(Fault(stall_after=FORTY_PERCENT))
    rig.queue.add_download(wanted_download())
    rig.wait_for_part(cache, FORTY_PERCENT)
    rig.queue.remove(1, keep_part=True)
    assert rig.queue.downloads == ()
    rig.wait(lambda: not rig.queue.is_running)
    assert hub.broken.wait(60)
    assert len(parts_of(cache)) == 1

    id = rig.queue.add_download(wanted_download())
    rig.wait_for_state(STATE.DONE, id)
    assert hub.bodies()[-1].headers["range"] == f"bytes={FORTY_PERCENT}-"


@pytest.mark.parametrize("is_paused", [False, True])
def test_what_is_removed_with_its_part_leaves_nothing(
    rig: QueueRig, hub: LoopbackHub, cache: Path, data_dir: Path, is_paused: bool
) -> None:
    hub.faults.append(Fault(stall_after=FORTY_PERCENT))
    rig.queue.add_download(wanted_download())
    rig.wait_for_part(cache, FORTY_PERCENT)
    if is_paused:
        rig.queue.pause(1)
        rig.wait_for_state(STATE.PAUSED)
    rig.queue.remove(1, keep_part=False)

    rig.wait(lambda: not parts_of(cache) and not rig.queue.is_running)
    assert hub.broken.wait(60)
    assert not [path for path in cache.rglob("*") if path.is_file() and path.suffix != ".lock"]
    assert read_downloads(data_dir) == ()


def test_a_part_that_another_program_is_filling_is_left_to_it(
    open_queue: OpenQueue, hub: LoopbackHub, cache: Path, tmp_path: Path
) -> None:
    (tmp_path / "second").mkdir()
    turn(tmp_path / "second", NetworkState.ONLINE)
    first, second = open_queue(), open_queue(tmp_path / "second")
    hub.chunk_pause_s = 0.05
    first.queue.add_download(wanted_download())
    first.wait_for_bytes(1)
    second.queue.add_download(wanted_download())
    second.wait(lambda: "downloaded already" in second.now().download.message)
    second.queue.remove(1, keep_part=False)

    assert Path(first.wait_for_state(STATE.DONE).path).read_bytes() == DATA
    assert len(hub.bodies()) == 1


def test_the_switch_turned_off_ends_what_runs_also_when_another_program_turns_it(
    rig: QueueRig, hub: LoopbackHub, data_dir: Path, cache: Path
) -> None:
    hub.faults.append(Fault(stall_after=FORTY_PERCENT))
    rig.queue.add_download(wanted_download())
    rig.queue.add_download(wanted_download("other.gguf"))
    rig.wait_for_part(cache, FORTY_PERCENT)

    turn(data_dir, NetworkState.OFFLINE)

    rig.wait_for_state(STATE.PAUSED)
    assert hub.broken.wait(60)
    assert [view.download.state for view in rig.queue.views] == [STATE.PAUSED, STATE.PAUSED]
    assert "offline" in rig.now().download.message
    n_asked = len(hub.seen)
    rig.queue.resume(1)
    assert rig.now().download.state is STATE.PAUSED
    assert not fetchers()

    turn(data_dir, NetworkState.ONLINE)
    rig.queue.resume(1)
    rig.wait_for_state(STATE.DONE)
    assert rig.now(2).download.state is STATE.PAUSED  # nothing goes out without a click
    assert len(hub.seen) > n_asked


def test_the_first_click_of_all_turns_the_switch_and_says_whom_it_asks(
    rig: QueueRig, hub: LoopbackHub, data_dir: Path
) -> None:
    (data_dir / "network.json").unlink()
    rig.queue.add_download(wanted_download())

    assert len(rig.told) == 1
    assert hub.endpoint[7:] in rig.told[0]
    assert read_network(data_dir).state is NetworkState.ONLINE
    rig.wait_for_state(STATE.DONE)


def test_a_switch_that_cannot_be_turned_lets_nothing_out(
    hub: LoopbackHub, cache: Path, qtbot: QtBot, open_folder: Path, as_nobody: Callable[[Path], None]
) -> None:
    open_folder.chmod(0o500)
    as_nobody(open_folder)
    queue = DownloadQueue(open_folder, hub_environ(hub, cache))
    rig = QueueRig(queue, qtbot)
    queue.add_download(wanted_download())

    assert rig.now().download.state is STATE.PAUSED
    assert "could not be turned" in rig.now().download.message
    assert len(rig.problems) == 1  # the list cannot be written either, and that is told once
    assert not fetchers()
    queue.close()


def test_what_was_downloaded_and_lost_comes_again(rig: QueueRig, hub: LoopbackHub, cache: Path) -> None:
    names = [f"split-0000{n}-of-00003.gguf" for n in (1, 2)]
    files = tuple(wanted_download(name, data=bytes([n]) * 200_000).files[0] for n, name in enumerate(names, 1))
    hub.faults += [Fault(), Fault(stall_after=70_000)]
    rig.queue.add_download(replace(wanted_download(), files=files))
    rig.wait(lambda: rig.now().download.files[0].is_done)
    rig.wait_for_part(cache, 70_000)
    rig.queue.pause(1)
    rig.wait_for_state(STATE.PAUSED)
    Path(rig.now().download.files[0].path).resolve(strict=True).unlink()

    rig.queue.resume(1)

    done = rig.wait_for_state(STATE.DONE)
    assert [Path(file.path).stat().st_size for file in done.files] == [200_000, 200_000]


POINTER = f"CACHE/models--org--name/snapshots/{COMMIT}"
LIES = """
read -r job
echo '{"type":"Hello","protocol_version":1}'
echo '{"type":"Fetched","path":"%s","commit":"COMMIT","digest":"d","size_bytes":1,"was_present":false}'
"""


@pytest.mark.parametrize(
    "path",
    ["/etc/passwd", "CACHE/../other.gguf", "CACHE/other.gguf", "CACHE/missing", "CACHE", POINTER + "/../other.gguf"],
)
def test_a_child_cannot_pass_off_another_file_as_the_model(
    data_dir: Path, hub: LoopbackHub, cache: Path, qtbot: QtBot, path: str
) -> None:
    snapshot = cache / "models--org--name" / "snapshots" / COMMIT
    snapshot.mkdir(parents=True)
    for folder in (cache, cache.parent, snapshot, snapshot.parent):
        (folder / "other.gguf").write_bytes(b"another file")
    environ = hub_environ(hub, cache)
    command = ["/bin/sh", "-c", LIES.replace("COMMIT", COMMIT) % path.replace("CACHE", str(cache))]
    queue = DownloadQueue(data_dir, environ, make_link=partial(HubLink, data_dir, environ, command=command))
    rig = QueueRig(queue, qtbot)
    queue.add_download(wanted_download())

    assert "is not" in rig.wait_for_state(STATE.FAILED).message
    assert not rig.done
    queue.close()


def test_a_signal_to_the_whole_group_leaves_the_list_and_no_child(rig: QueueRig, hub: LoopbackHub, cache: Path) -> None:
    """Ctrl+C in the terminal from which the window was started reaches the child too; the window decides."""
    hub.faults.append(Fault(stall_after=FORTY_PERCENT))
    rig.queue.add_download(wanted_download())
    rig.wait_for_part(cache, FORTY_PERCENT)
    (child,) = fetchers()
    os.kill(child.pid, signal.SIGINT)
    rig.queue.close()

    assert hub.broken.wait(60)
    rig.wait(lambda: not fetchers())
    assert rig.queue.downloads[0].state is STATE.RUNNING  # the next start shows it as paused


def leave_running(open_queue: OpenQueue, hub: LoopbackHub, cache: Path) -> None:
    """A list whose first download was under way, and whose second waited, when the program ended."""
    hub.faults.append(Fault(stall_after=FORTY_PERCENT))
    rig = open_queue()
    rig.queue.add_download(wanted_download())
    rig.queue.add_download(wanted_download("other.gguf"))
    rig.wait_for_part(cache, FORTY_PERCENT)
    rig.queue.close()
    rig.wait(lambda: not fetchers())


def test_what_ran_goes_on_by_itself_at_the_next_start_where_the_person_wants_that(
    open_queue: OpenQueue, hub: LoopbackHub, cache: Path
) -> None:
    leave_running(open_queue, hub, cache)

    rig = open_queue(goes_on=True)

    rig.wait_for_state(STATE.DONE)
    assert hub.bodies()[1].headers["range"] == f"bytes={FORTY_PERCENT}-"


def test_nothing_goes_on_by_itself_where_the_switch_is_off(
    open_queue: OpenQueue, hub: LoopbackHub, cache: Path, data_dir: Path
) -> None:
    leave_running(open_queue, hub, cache)
    turn(data_dir, NetworkState.OFFLINE)
    n_asked = len(hub.seen)

    rig = open_queue(goes_on=True)

    rig.wait_for_state(STATE.PAUSED, 1)
    rig.wait_for_state(STATE.PAUSED, 2)
    assert len(hub.seen) == n_asked


def test_two_come_at_once_where_that_is_wanted(open_queue: OpenQueue, hub: LoopbackHub, cache: Path) -> None:
    rig = open_queue(n_at_once=2)
    hub.faults += [Fault(stall_after=70_000)] * 2
    for n in (1, 2, 3):
        rig.queue.add_download(wanted_download(f"split-0000{n}-of-00003.gguf", data=bytes([n]) * 200_000))
    rig.wait(lambda: len(parts_of(cache)) == 2)

    assert len(fetchers()) == 2
    assert [view.download.state for view in rig.queue.views] == [STATE.RUNNING, STATE.RUNNING, STATE.QUEUED]


def test_other_programs_find_what_came_and_take_it_for_no_leftover(rig: QueueRig, cache: Path) -> None:
    from huggingface_hub import scan_cache_dir, try_to_load_from_cache

    rig.queue.add_download(wanted_download())
    done = rig.wait_for_state(STATE.DONE)

    assert try_to_load_from_cache("org/name", "model.gguf", cache_dir=cache) == done.path
    (repository,) = scan_cache_dir(cache).repos
    assert [revision.refs for revision in repository.revisions] == [frozenset({"main"})]
