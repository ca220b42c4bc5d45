"""The hub cache on a real disk."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from inglenook_desktop.fetcher.cache import CachePlace, disk_errors, require_space
from inglenook_desktop.fetcher.errors import FetchError
from inglenook_desktop.fetcher.protocol import FetchFailureKind

DIGEST = "d" * 64
COMMIT = "c" * 40


def place_in(cache: Path) -> CachePlace:
    return CachePlace(cache_dir=cache, repository="org/name", filename="sub/model.gguf")


def make_blob(place: CachePlace) -> None:
    with place.locked(DIGEST):
        place.part(DIGEST).write_bytes(b"whole")
        place.finish(DIGEST)


def test_the_ref_and_the_link_lead_to_the_blob_from_wherever_the_cache_is_moved_to(tmp_path: Path) -> None:
    place = place_in(tmp_path / "cache")
    make_blob(place)
    place.publish(digest=DIGEST, commit=COMMIT, revision="refs/pr/1")

    moved = place_in((tmp_path / "cache").rename(tmp_path / "moved"))

    assert moved.pointer(COMMIT).read_bytes() == b"whole"
    assert (moved.folder / "refs" / "refs" / "pr" / "1").read_text() == COMMIT


def test_showing_a_file_twice_changes_nothing_and_leaves_nothing(tmp_path: Path) -> None:
    place = place_in(tmp_path)
    make_blob(place)
    place.publish(digest=DIGEST, commit=COMMIT, revision="main")
    before = sorted(tmp_path.rglob("*"))

    place.publish(digest=DIGEST, commit=COMMIT, revision="main")

    assert sorted(tmp_path.rglob("*")) == before


def test_a_link_that_leads_nowhere_is_replaced(tmp_path: Path) -> None:
    place = place_in(tmp_path)
    place.pointer(COMMIT).parent.mkdir(parents=True)
    place.pointer(COMMIT).symlink_to("../nowhere")
    make_blob(place)

    place.publish(digest=DIGEST, commit=COMMIT, revision="main")

    assert place.pointer(COMMIT).read_bytes() == b"whole"


def test_where_there_are_no_links_the_file_lies_under_its_name_and_is_found_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("A required privilege is not held by the client")

    monkeypatch.setattr(Path, "symlink_to", refuse)
    place = place_in(tmp_path)
    make_blob(place)
    place.publish(digest=DIGEST, commit=COMMIT, revision="main")

    assert not place.blob(DIGEST).exists()
    assert place.holds(digest=DIGEST, commit=COMMIT, size_bytes=5)
    assert not place.holds(digest=DIGEST, commit=COMMIT, size_bytes=6)
    assert place.publish(digest=DIGEST, commit=COMMIT, revision="main").read_bytes() == b"whole"


def test_a_blob_belongs_to_one_download_at_a_time(tmp_path: Path) -> None:
    place = place_in(tmp_path)
    with place.locked(DIGEST), pytest.raises(FetchError) as refused, place.locked(DIGEST):
        pass

    assert refused.value.kind is FetchFailureKind.BUSY
    with place.locked(DIGEST):
        pass


def test_a_cache_that_may_not_be_written_is_named(open_folder: Path, as_nobody: Callable[[Path], None]) -> None:
    open_folder.chmod(0o500)
    as_nobody(open_folder)
    with pytest.raises(FetchError) as refused, place_in(open_folder).locked(DIGEST):
        pass

    assert refused.value.kind is FetchFailureKind.DISK
    assert str(open_folder) in refused.value.message
    assert "HF_HUB_CACHE" in refused.value.message


def test_a_full_disk_has_a_sentence_of_its_own() -> None:
    descriptor = os.open("/dev/full", os.O_WRONLY)
    try:
        with pytest.raises(FetchError) as refused, disk_errors(Path("/dev/full")):
            os.write(descriptor, b"data")
    finally:
        os.close(descriptor)

    assert refused.value.kind is FetchFailureKind.DISK_FULL


def test_space_is_asked_for_before_and_told_in_figures(tmp_path: Path) -> None:
    require_space(tmp_path, 1)
    with pytest.raises(FetchError) as refused:
        require_space(tmp_path, 1 << 60)

    assert refused.value.kind is FetchFailureKind.DISK_FULL
    assert "1,152,921,504.6 GB" in refused.value.message
