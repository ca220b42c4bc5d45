"""Removing: exactly what was fetched or imported goes, nothing else, and the cache is one that other programs read."""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from inglenook_desktop.fetcher.protocol import Fetched
from inglenook_desktop.library.entries import InstalledModel, LibraryError, Listing
from inglenook_desktop.library.folders import add_folder
from inglenook_desktop.library.importing import import_model
from inglenook_desktop.library.ours import fetched_files, imported_files, is_ours, record_fetched
from inglenook_desktop.library.removal import plan_removal, remove_model
from model_trees import gguf, put, put_in_hub, put_in_jan, put_in_ollama

Only = Callable[[], InstalledModel]
Listed = Callable[..., Listing]
A, B = "a" * 40, "b" * 40


@pytest.fixture
def cache(home: Path) -> Path:
    return home / "hf" / "hub"


def fetch(
    cache: Path, data: Path, content: bytes, *, commit: str = A, name: str = "Tiny-Q4_0.gguf", was_present: bool = False
) -> Path:
    """As our fetcher leaves it."""
    link = put_in_hub(cache, "org/T", commit, name, content)
    digest = hashlib.sha256(content).hexdigest()
    fetched = Fetched(path=str(link), commit=commit, digest=digest, size_bytes=len(content), was_present=was_present)
    record_fetched(data, fetched, repository="org/T", revision="main", filename=name)
    return link


def tree(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_a_fetched_model_goes_with_everything_that_was_made_for_it(cache: Path, data: Path, only: Only) -> None:
    link = fetch(cache, data, gguf("tiny"), name="sub/Tiny-Q4_0.gguf")
    blob = Path(os.path.realpath(link))
    put(blob.with_name(f"{blob.name}.0123abcd.incomplete"), b"half")
    put(cache / "models--org--T" / ".no_exist" / A / "config.json", b"")
    model = only()
    assert plan_removal(model, data).freed_bytes == 64 + 4
    assert remove_model(model, data).freed_bytes == 68
    assert tree(cache) == [".locks"]
    assert fetched_files(data) == ()


def test_a_blob_that_another_snapshot_needs_stays(cache: Path, data: Path, only: Only) -> None:
    link = fetch(cache, data, gguf("tiny"))
    other = put_in_hub(cache, "org/T", B, "Tiny-Q4_0.gguf", gguf("tiny"), main=False)
    planned = plan_removal(only(), data)
    assert planned.freed_bytes == 0
    assert str(other) in planned.notes[0]
    remove_model(only(), data)
    assert not os.path.lexists(link)
    assert other.read_bytes() == gguf("tiny")
    assert not (cache / "models--org--T" / "refs" / "main").exists()


def test_both_snapshots_go_when_we_fetched_both(cache: Path, data: Path, only: Only) -> None:
    fetch(cache, data, gguf("tiny"), commit=A)
    fetch(cache, data, gguf("tiny"), commit=B, was_present=True)
    assert remove_model(only(), data).freed_bytes == 64
    assert tree(cache) == [".locks"]


def test_the_rest_of_the_repository_stays(cache: Path, data: Path, listed: Listed) -> None:
    fetch(cache, data, gguf("tiny"))
    readme = put_in_hub(cache, "org/T", A, "README.md", b"# T")
    fetch(cache, data, gguf("large"), name="Large-Q8_0.gguf")
    tiny = next(model for model in listed().models if model.name == "Tiny-Q4_0")
    remove_model(tiny, data)
    assert [model.name for model in listed().models] == ["Large-Q8_0"]
    assert readme.read_bytes() == b"# T"
    assert (cache / "models--org--T" / "refs" / "main").read_text() == A


def test_a_file_of_another_program_in_the_cache_is_refused(cache: Path, data: Path, only: Only) -> None:
    put_in_hub(cache, "org/T", A, "Tiny.gguf", gguf("tiny"))
    before = tree(cache)
    with pytest.raises(LibraryError, match=r"not downloaded by Inglenook.*hf cache rm"):
        remove_model(only(), data)
    assert tree(cache) == before


def test_a_file_that_was_there_before_our_fetch_is_not_ours(cache: Path, data: Path, only: Only) -> None:
    link = fetch(cache, data, gguf("tiny"), was_present=True)
    assert not is_ours(data, link)
    with pytest.raises(LibraryError, match="not downloaded by Inglenook"):
        remove_model(only(), data)


def test_a_file_that_another_program_put_in_place_of_ours_is_not_ours(cache: Path, data: Path, only: Only) -> None:
    link = fetch(cache, data, gguf("tiny"))
    assert is_ours(data, link)
    blob = Path(os.path.realpath(link))
    blob.unlink()
    put(blob, gguf("tiny"))
    assert not is_ours(data, link)
    with pytest.raises(LibraryError, match="not downloaded by Inglenook"):
        remove_model(only(), data)


def test_the_parts_of_a_split_model_go_together(cache: Path, data: Path, only: Only) -> None:
    for number in (1, 2):
        fetch(cache, data, gguf(str(number)), name=f"Big-0000{number}-of-00002.gguf")
    removal = remove_model(only(), data)
    assert removal.freed_bytes == 128
    assert tree(cache) == [".locks"]


def test_a_split_model_of_which_one_part_is_not_ours_stays_whole(cache: Path, data: Path, only: Only) -> None:
    fetch(cache, data, gguf("1"), name="Big-00001-of-00002.gguf")
    put_in_hub(cache, "org/T", A, "Big-00002-of-00002.gguf", gguf("2"))
    before = tree(cache)
    with pytest.raises(LibraryError, match="not downloaded"):
        remove_model(only(), data)
    assert tree(cache) == before


def test_what_is_being_downloaded_is_not_removed(cache: Path, data: Path, only: Only) -> None:
    link = fetch(cache, data, gguf("tiny"))
    digest = hashlib.sha256(gguf("tiny")).hexdigest()
    with (cache / ".locks" / "models--org--T" / f"{digest}.lock").open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(LibraryError, match="being downloaded just now"):
            remove_model(only(), data)
    assert link.exists()


def test_a_file_that_cannot_be_removed_is_named(
    open_folder: Path, as_nobody: Callable[[Path], None], listed: Listed, data: Path
) -> None:
    from inglenook_desktop.library.hub_cache import in_hub_cache
    from inglenook_desktop.library.looking import Looker

    link = fetch(open_folder / "hub", open_folder / "data", gguf("tiny"))
    (found,) = in_hub_cache(Looker(), open_folder / "hub")
    as_nobody(open_folder)
    link.parent.chmod(0o500)
    try:
        with pytest.raises(LibraryError, match=r"Tiny-Q4_0.gguf.* cannot be removed: Permission denied"):
            remove_model(found.model, open_folder / "data")
    finally:
        link.parent.chmod(0o700)
    assert link.exists()


def test_an_imported_model_goes_and_one_that_was_put_there_stays(tmp_path: Path, data: Path, listed: Listed) -> None:
    import_model(put(tmp_path / "Own.gguf", gguf("own")), data)
    put(data / "models" / "Put.gguf", gguf("put"))
    own, mine = listed().models
    assert remove_model(own, data).freed_bytes == 64
    assert imported_files(data) == ()
    with pytest.raises(LibraryError, match="was not imported by Inglenook"):
        remove_model(mine, data)
    assert [model.name for model in listed().models] == ["Put"]
    assert (tmp_path / "Own.gguf").exists()


def test_an_imported_file_that_was_replaced_is_no_longer_ours(tmp_path: Path, data: Path, only: Only) -> None:
    import_model(put(tmp_path / "Own.gguf", gguf("own")), data)
    put(data / "models" / "Own.gguf", gguf("another", 70))
    with pytest.raises(LibraryError, match="was changed since"):
        remove_model(only(), data)


def test_a_linked_import_frees_nothing_and_says_so(tmp_path: Path, data: Path, only: Only) -> None:
    original = put(tmp_path / "Own.gguf", gguf("own"))
    import_model(original, data, wants_link=True)
    removal = remove_model(only(), data)
    assert (removal.freed_bytes, "another name elsewhere" in removal.notes[0]) == (0, True)
    assert original.read_bytes() == gguf("own")


def test_each_other_owner_is_named(tmp_path: Path, home: Path, data: Path, listed: Listed) -> None:
    put_in_ollama(home / ".ollama" / "models", gguf("ollama"))
    put(home / ".lmstudio" / "models" / "org" / "T" / "studio.gguf", gguf("studio"))
    put_in_jan(home / ".local" / "share" / "Jan" / "data", "jan", gguf("jan"))
    put(home / ".cache" / "gpt4all" / "gpt4all.gguf", gguf("gpt4all"))
    put(tmp_path / "mine" / "added.gguf", gguf("added"))
    add_folder(data, str(tmp_path / "mine"))
    starter = put(tmp_path / "starter.gguf", gguf("starter"))
    sentences = {}
    for model in listed(starter=starter).models:
        with pytest.raises(LibraryError) as caught:
            remove_model(model, data)
        assert model.path.exists()
        sentences[model.name] = str(caught.value)
    assert "ollama rm llama3.2:3b" in sentences["llama3.2:3b"]
    assert "belongs to LM Studio" in sentences["studio"]
    assert "belongs to Jan" in sentences["jan"]
    assert "belongs to GPT4All" in sentences["gpt4all"]
    assert "models folders rm" in sentences["added"]
    assert "came with Inglenook" in sentences["starter"]


def test_the_hubs_own_library_reads_the_cache_afterwards(cache: Path, data: Path, listed: Listed) -> None:
    """A ref to a snapshot that is gone would make it call the cache corrupted."""
    huggingface_hub = pytest.importorskip("huggingface_hub")
    fetch(cache, data, gguf("tiny"))
    fetch(cache, data, gguf("other"), name="Other.gguf", commit=B)
    tiny = next(model for model in listed().models if model.name == "Tiny-Q4_0")
    remove_model(tiny, data)
    report = huggingface_hub.scan_cache_dir(cache)
    assert report.warnings == []
    (repository,) = report.repos
    assert [file.file_name for file in next(iter(repository.revisions)).files] == ["Other.gguf"]


def test_records_of_many_processes_are_all_kept(tmp_path: Path, cache: Path, data: Path) -> None:
    import subprocess
    import sys

    code = """
import sys
from pathlib import Path
from inglenook_desktop.fetcher.protocol import Fetched
from inglenook_desktop.library.ours import record_fetched
for path in sys.argv[2:]:
    fetched = Fetched(path=path, commit="c", digest="d", size_bytes=1, was_present=False)
    record_fetched(Path(sys.argv[1]), fetched, repository="r", revision="main", filename="f")
"""
    paths = [str(put(tmp_path / "files" / f"{number}.gguf", gguf(str(number)))) for number in range(40)]
    children = [subprocess.Popen([sys.executable, "-c", code, str(data), *paths[n::4]]) for n in range(4)]
    assert [child.wait(60) for child in children] == [0, 0, 0, 0]
    assert sorted(file.pointer for file in fetched_files(data)) == sorted(paths)
