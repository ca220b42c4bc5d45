"""The list of downloads: what can happen to it, and its file."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inglenook_desktop.hub.downloads import (
    FILE_NAME,
    Added,
    Download,
    Downloads,
    DownloadState,
    Failed,
    FileDone,
    FileLost,
    Happening,
    MovedUp,
    Paused,
    Progressed,
    Queued,
    Removed,
    Started,
    WantedFile,
    at_start,
    next_to_run,
    read_downloads,
    reduce,
    write_downloads,
)

COMMIT = "c" * 40


def a_download(id: int = 1, *names: str, state: DownloadState = DownloadState.QUEUED) -> Download:
    files = tuple(WantedFile(name=name, size_bytes=100) for name in names or ("model.gguf",))
    return Download(id=id, repository="org/name", commit=COMMIT, quantization="Q4_K_M", files=files, state=state)


def after(*happenings: Happening) -> Downloads:
    downloads: Downloads = ()
    for happening in happenings:
        downloads = reduce(downloads, happening)
    return downloads


def file_done(name: str = "model.gguf", id: int = 1) -> FileDone:
    return FileDone(id=id, name=name, path=f"/cache/{name}", digest="d", size_bytes=100)


def test_a_download_runs_grows_and_is_done() -> None:
    happenings: list[Happening] = [Added(download=a_download()), Started(id=1)]
    happenings += [Progressed(id=1, name="model.gguf", done_bytes=40, size_bytes=120)]
    (running,) = after(*happenings)
    assert (running.state, running.done_bytes, running.total_bytes) == (DownloadState.RUNNING, 40, 120)
    assert running.path == ""

    (done,) = after(*happenings, file_done())
    assert (done.state, done.path, done.done_bytes) == (DownloadState.DONE, "/cache/model.gguf", 100)


def test_the_parts_of_a_split_model_are_one_download_in_their_order() -> None:
    (half,) = after(Added(download=a_download(1, "a.gguf", "b.gguf")), Started(id=1), file_done("a.gguf"))
    assert half.state is DownloadState.RUNNING
    assert half.next_file is not None
    assert half.next_file.name == "b.gguf"
    assert (half.done_bytes, half.total_bytes) == (100, 200)

    (whole,) = reduce((half,), file_done("b.gguf"))
    assert whole.state is DownloadState.DONE
    assert whole.path == "/cache/a.gguf"


def test_a_pause_that_comes_with_the_last_byte_leaves_it_done() -> None:
    (one,) = after(Added(download=a_download()), Started(id=1), Paused(id=1), file_done())
    assert one.state is DownloadState.DONE


def test_a_pause_that_comes_with_the_last_byte_of_one_part_stays_a_pause() -> None:
    (one,) = after(Added(download=a_download(1, "a.gguf", "b.gguf")), Started(id=1), Paused(id=1), file_done("a.gguf"))
    assert one.state is DownloadState.PAUSED


@pytest.mark.parametrize("late", [Queued(id=1), Started(id=1), Paused(id=1), Failed(id=1, message="late")])
def test_nothing_undoes_a_done_download(late: Happening) -> None:
    done = after(Added(download=a_download()), Started(id=1), file_done())
    assert reduce(done, late) == done


def test_a_file_that_was_lost_comes_again() -> None:
    (one,) = after(Added(download=a_download(1, "a", "b")), Started(id=1), file_done("a"), FileLost(id=1, name="a"))
    assert one.next_file is not None
    assert (one.next_file.name, one.done_bytes) == ("a", 0)


def test_a_size_that_a_child_invents_is_no_progress_beyond_the_whole() -> None:
    downloads = after(Added(download=a_download()), Progressed(id=1, name="model.gguf", done_bytes=1 << 70))
    assert downloads[0].done_bytes == 100
    assert reduce(downloads, Progressed(id=1, name="model.gguf", done_bytes=-5))[0].done_bytes == 0
    assert reduce(downloads, Progressed(id=1, name="another", done_bytes=5))[0].done_bytes == 100


def test_moving_up_passes_the_next_that_waits_too() -> None:
    downloads = after(
        *(Added(download=a_download(id)) for id in (1, 2, 3, 4)), Started(id=1), Started(id=3), file_done(id=3)
    )

    assert [one.id for one in reduce(downloads, MovedUp(id=4))] == [1, 4, 2, 3]
    for id in (1, 2, 3, 9):  # one that runs, the first that waits, a done one, and none
        assert reduce(downloads, MovedUp(id=id)) == downloads


def test_the_next_is_the_first_that_waits_for_its_turn_alone() -> None:
    downloads = after(*(Added(download=a_download(id)) for id in (1, 2, 3)), Paused(id=1))
    second = next_to_run(downloads)
    third = next_to_run(downloads, {2})

    assert second is not None
    assert third is not None
    assert (second.id, third.id) == (2, 3)
    assert next_to_run(downloads, {2, 3}) is None


def test_removing_forgets_it_in_any_state() -> None:
    downloads = after(Added(download=a_download(1)), Added(download=a_download(2)), Started(id=1))
    assert [one.id for one in reduce(downloads, Removed(id=1))] == [2]


def test_after_a_restart_everything_waits_for_a_click_and_says_so() -> None:
    states = (DownloadState.RUNNING, DownloadState.QUEUED, DownloadState.FAILED, DownloadState.DONE)
    before = tuple(a_download(id, state=state) for id, state in enumerate(states))

    started = at_start(before)

    paused = [DownloadState.PAUSED] * 2
    assert [one.state for one in started] == [*paused, DownloadState.FAILED, DownloadState.DONE]
    assert "under way" in started[0].message
    assert "waiting" in started[1].message
    assert next_to_run(started) is None


def test_after_a_restart_what_ran_goes_on_where_the_person_wants_that() -> None:
    (one,) = at_start((a_download(state=DownloadState.RUNNING),), goes_on=True)
    assert one.state is DownloadState.QUEUED


def test_the_list_survives_its_file(tmp_path: Path) -> None:
    downloads = after(
        Added(download=a_download(1, "a", "b")),
        Added(download=a_download(2)),
        file_done("a"),
        Failed(id=2, message="模型 \ud800 failed"),
    )

    assert write_downloads(tmp_path, downloads)

    read = read_downloads(tmp_path)
    assert read[0] == downloads[0]
    assert read[1].message == "模型 \ufffd failed"
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]
    assert (tmp_path / FILE_NAME).stat().st_mode & 0o077 == 0


def test_no_file_is_an_empty_list(tmp_path: Path) -> None:
    assert read_downloads(tmp_path) == ()


def negative(body: dict[str, list[dict[str, object]]]) -> None:
    body["downloads"][0]["files"] = [{"name": "a", "size_bytes": -1}]


def without_files(body: dict[str, list[dict[str, object]]]) -> None:
    body["downloads"][0]["files"] = []


def twice(body: dict[str, list[dict[str, object]]]) -> None:
    body["downloads"] *= 2


def another_state(body: dict[str, list[dict[str, object]]]) -> None:
    body["downloads"][0]["state"] = "flying"


@pytest.mark.parametrize("damage", [negative, without_files, twice, another_state])
def test_a_list_that_cannot_be_ours_is_set_aside(
    tmp_path: Path, damage: Callable[[dict[str, list[dict[str, object]]]], None]
) -> None:
    write_downloads(tmp_path, (a_download(),))
    body = json.loads((tmp_path / FILE_NAME).read_text())
    damage(body)
    (tmp_path / FILE_NAME).write_text(json.dumps(body))

    assert read_downloads(tmp_path) == ()
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME + ".damaged"]


@settings(max_examples=200, deadline=None)
@given(cut=st.integers(0, 400), noise=st.binary(max_size=20))
def test_any_damage_gives_a_list_or_sets_the_file_aside(
    tmp_path_factory: pytest.TempPathFactory, cut: int, noise: bytes
) -> None:
    folder = tmp_path_factory.mktemp("data")
    write_downloads(folder, (a_download(),))
    whole = (folder / FILE_NAME).read_bytes()
    (folder / FILE_NAME).write_bytes(whole[:cut] + noise + whole[cut + len(noise) :])

    assert len(read_downloads(folder)) <= 1


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="folders are read-only by other rules there")
def test_a_folder_that_may_not_be_written_is_told_and_left_as_it_is(
    open_folder: Path, as_nobody: Callable[[Path], None]
) -> None:
    open_folder.chmod(0o500)
    as_nobody(open_folder)
    assert not write_downloads(open_folder, (a_download(),))
    assert not list(open_folder.iterdir())
