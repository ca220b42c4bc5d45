"""What a download has left in the cache, and the names that may lead there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from inglenook_desktop.fetcher.cache import CachePlace
from inglenook_desktop.hub.downloads import Download, WantedFile
from inglenook_desktop.hub.parts import delete_parts, has_blob, is_taken, part_bytes, pointer_of, space_problem

COMMIT, DIGEST = "c" * 40, "d" * 64
FILE = WantedFile(name="sub/model.gguf", size_bytes=1000, digest=DIGEST)
DOWNLOAD = Download(id=1, repository="org/name", commit=COMMIT, files=(FILE,))


@pytest.fixture
def place(tmp_path: Path) -> CachePlace:
    """With a part of 400 bytes."""
    place = CachePlace(cache_dir=tmp_path, repository="org/name", filename=FILE.name)
    place.blobs.mkdir(parents=True)
    place.part(DIGEST).write_bytes(bytes(400))
    return place


def test_a_part_is_counted_and_deleted(place: CachePlace) -> None:
    other = CachePlace(cache_dir=place.cache_dir, repository="org/name", filename="other.gguf").part("e" * 64)
    other.write_bytes(b"another file's")
    assert part_bytes(place.cache_dir, DOWNLOAD, FILE) == 400
    assert not has_blob(place.cache_dir, DOWNLOAD, FILE)

    assert delete_parts(place.cache_dir, DOWNLOAD) == 400

    assert part_bytes(place.cache_dir, DOWNLOAD, FILE) == 0
    assert other.exists()
    assert delete_parts(place.cache_dir, DOWNLOAD) == 0


def test_a_part_of_a_file_that_changed_at_the_hub_goes_too(place: CachePlace) -> None:
    older = place.part("e" * 64)
    older.write_bytes(bytes(50))
    assert delete_parts(place.cache_dir, DOWNLOAD) == 450
    assert not older.exists()


def test_a_part_that_is_being_filled_stays(place: CachePlace) -> None:
    with place.locked(DIGEST):
        assert is_taken(place.cache_dir, DOWNLOAD, FILE)
        assert delete_parts(place.cache_dir, DOWNLOAD) == 0
    assert not is_taken(place.cache_dir, DOWNLOAD, FILE)
    assert part_bytes(place.cache_dir, DOWNLOAD, FILE) == 400


def test_a_part_that_may_not_be_deleted_is_no_crash(open_folder: Path, as_nobody: Callable[[Path], None]) -> None:
    place = CachePlace(cache_dir=open_folder, repository="org/name", filename=FILE.name)
    place.blobs.mkdir(parents=True)
    place.part(DIGEST).write_bytes(bytes(400))
    as_nobody(open_folder)
    place.blobs.chmod(0o500)

    assert delete_parts(open_folder, DOWNLOAD) == 0
    assert part_bytes(open_folder, DOWNLOAD, FILE) == 400


def test_a_whole_file_is_here_under_either_of_its_names(place: CachePlace) -> None:
    place.blob(DIGEST).write_bytes(bytes(1000))
    assert has_blob(place.cache_dir, DOWNLOAD, FILE)
    pointer = pointer_of(place.cache_dir, DOWNLOAD, FILE)
    assert pointer is not None
    pointer.parent.mkdir(parents=True)
    place.blob(DIGEST).rename(pointer)  # as where a system has no links
    assert has_blob(place.cache_dir, DOWNLOAD, FILE)


def test_only_what_is_missing_has_to_fit_the_disk(place: CachePlace) -> None:
    huge = replace(FILE, size_bytes=1 << 60)
    assert "GB" in space_problem(place.cache_dir, replace(DOWNLOAD, files=(FILE, huge)))
    assert space_problem(place.cache_dir, DOWNLOAD) == ""
    assert space_problem(place.cache_dir / "not" / "made" / "yet", DOWNLOAD) == ""
    assert not (place.cache_dir / "not").exists()

    place.blob(DIGEST).write_bytes(bytes(1))  # in the cache, whoever brought it
    assert space_problem(place.cache_dir, replace(DOWNLOAD, files=(huge,))) == ""


@pytest.mark.parametrize(
    "hostile",
    [
        replace(DOWNLOAD, commit="../../../x"),
        replace(DOWNLOAD, commit=""),
        replace(DOWNLOAD, repository="../../x"),
        replace(DOWNLOAD, files=(replace(FILE, digest="../../../x"),)),
        replace(DOWNLOAD, files=(replace(FILE, digest="/etc/passwd"),)),
        replace(DOWNLOAD, files=(replace(FILE, name="../../../x"),)),
    ],
)
def test_a_list_that_somebody_wrote_leads_nowhere(tmp_path: Path, hostile: Download) -> None:
    cache = tmp_path / "a" / "b" / "c" / "cache"
    cache.mkdir(parents=True)
    before = sorted(tmp_path.rglob("*"))
    (file,) = hostile.files

    assert pointer_of(cache, hostile, file) is None
    assert not has_blob(cache, hostile, file)
    assert not is_taken(cache, hostile, file)
    assert part_bytes(cache, hostile, file) == delete_parts(cache, hostile) == 0
    assert sorted(tmp_path.rglob("*")) == before
