"""What is in the hub cache of a repository, against what the hub shows now."""

from __future__ import annotations

from pathlib import Path

import pytest
from inglenook_desktop.fetcher.protocol import HubFile, Shown
from inglenook_desktop.hub.here import local_variants, updates_here
from inglenook_desktop.hub.updates import Change

OLD, NEW = "a" * 40, "b" * 40


def cached(cache: Path, commit: str, name: str, digest: str, *, is_linked: bool = True) -> None:
    """As huggingface_hub lays it out, with links or without."""
    folder = cache / "models--org--name"
    pointer = folder / "snapshots" / commit / name
    pointer.parent.mkdir(parents=True, exist_ok=True)
    if not is_linked:
        pointer.write_bytes(b"12345")
        return
    blob = folder / "blobs" / digest
    blob.parent.mkdir(parents=True, exist_ok=True)
    blob.write_bytes(b"12345")
    pointer.symlink_to(blob)


def shown(**digests: str) -> Shown:
    """digests: of one digit, by the file's name without its ending."""
    files = tuple(HubFile(name=f"{name}.gguf", size_bytes=5, digest=digit * 64) for name, digit in digests.items())
    return Shown(
        repository="org/name",
        commit=NEW,
        licence="",
        is_gated=False,
        is_private=False,
        card="",
        base_model="",
        files=files,
    )


def test_a_model_that_is_here_and_the_same(tmp_path: Path) -> None:
    cached(tmp_path, OLD, "m-Q4_K_M.gguf", "1" * 64)
    (one,) = updates_here(tmp_path, shown(**{"m-Q4_K_M": "1"}))

    assert (one.local.tag, one.local.commit) == ("Q4_K_M", OLD)
    assert not one.update.is_update


def test_the_newest_of_several_commits_wins(tmp_path: Path) -> None:
    for commit, digest in ((OLD, "1"), (NEW, "2")):
        cached(tmp_path, commit, "m-Q4_K_M.gguf", digest * 64)

    for digest, commit, is_update in (("1", OLD, False), ("2", NEW, False), ("3", OLD, True)):
        (one,) = updates_here(tmp_path, shown(**{"m-Q4_K_M": digest}))
        assert (one.local.commit, one.update.is_update) == (commit, is_update)


def test_a_split_model_is_one_and_one_with_parts_missing_is_none(tmp_path: Path) -> None:
    for number in (1, 2):
        cached(tmp_path, OLD, f"Q8_0/m-Q8_0-0000{number}-of-00002.gguf", str(number) * 64)
    cached(tmp_path, OLD, "m-Q4_K_M-00001-of-00002.gguf", "3" * 64)

    (one,) = local_variants(tmp_path, "org/name")
    assert one.tag == "Q8_0"
    assert [file.digest for file in one.files] == ["1" * 64, "2" * 64]


def test_a_cache_without_links_has_no_checksums_to_tell_by(tmp_path: Path) -> None:
    cached(tmp_path, OLD, "m-Q4_K_M.gguf", "", is_linked=False)
    (one,) = updates_here(tmp_path, shown(**{"m-Q4_K_M": "1"}))

    assert one.update.files[0].change is Change.UNKNOWN


@pytest.mark.parametrize("repository", ["org/name", "../x", "", "org/other"])
def test_what_is_not_here_or_not_in_order_is_nothing(tmp_path: Path, repository: str) -> None:
    folder = tmp_path / "models--org--name" / "snapshots"
    (folder / "not a commit").mkdir(parents=True)
    (folder / OLD).mkdir()
    (folder / OLD / "gone-Q4_K_M.gguf").symlink_to(tmp_path / "nowhere")

    assert local_variants(tmp_path, repository) == []
