"""Folders that are looped, unreadable, hostile, or change meanwhile: never an exception, and never an old answer."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from inglenook_desktop.library import looking
from inglenook_desktop.library.entries import InstalledModel, Listing
from inglenook_desktop.library.folders import add_folder
from inglenook_desktop.library.looking import Looker
from inglenook_desktop.library.naming import quantization_of, shown
from model_trees import gguf, put, put_in_hub

Listed = Callable[..., Listing]
LONG_AGO_S = 100_000


def names(listing: Listing) -> list[str]:
    return [model.name for model in listing.models]


def make_old(*paths: Path) -> None:
    """As if nothing had been written for a day."""
    moment = time.time() - LONG_AGO_S
    for path in paths:
        os.utime(path, (moment, moment), follow_symlinks=False)


def test_links_in_a_circle_end(data: Path, listed: Listed) -> None:
    folder = data / "models"
    put(folder / "sub" / "deep" / "Tiny.gguf", gguf("tiny"))
    (folder / "sub" / "up").symlink_to(folder)
    (folder / "sub" / "self").symlink_to(folder / "sub" / "self")
    (folder / "sub" / "deep" / "sideways").symlink_to(folder / "sub")
    assert names(listed()) == ["Tiny"]


def test_a_linked_folder_is_looked_through(tmp_path: Path, data: Path, listed: Listed) -> None:
    put(tmp_path / "big disk" / "Tiny.gguf", gguf("tiny"))
    (data / "models").mkdir()
    (data / "models" / "big").symlink_to(tmp_path / "big disk")
    assert names(listed()) == ["Tiny"]


def test_a_folder_that_may_not_be_read_is_empty(
    open_folder: Path, as_nobody: Callable[[Path], None], listed: Listed
) -> None:
    put(open_folder / "in" / "open" / "Seen.gguf", gguf("seen"))
    put(open_folder / "in" / "closed" / "Hidden.gguf", gguf("hidden"))
    as_nobody(open_folder)
    (open_folder / "in" / "closed").chmod(0)
    seen = [file.name for folder in Looker().walk(open_folder / "in") for file in folder.files]
    (open_folder / "in" / "closed").chmod(0o700)
    assert seen == ["Seen.gguf"]


@pytest.mark.parametrize(
    "name",
    [
        "two\nlines.gguf",
        "\u202efugg.gguf",
        "x" * 250 + ".gguf",
        "\x1b[2J.gguf",
        " .gguf",
        "-rf.gguf",
        b"not-utf8-\xff.gguf",
        "a\u0301.gguf",
    ],
)
def test_a_hostile_name_is_listed_and_shown_on_one_line(data: Path, listed: Listed, name: str | bytes) -> None:
    folder = data / "models"
    folder.mkdir()
    Path(os.fsdecode(os.fsencode(folder) + b"/" + os.fsencode(name))).write_bytes(gguf("hostile"))
    (model,) = listed().models
    line = shown(model.name)
    assert line.isprintable()
    assert len(line) <= 80 + 5 * 8
    assert shown("x" * 300).startswith("x" * 40 + "…")


def test_files_that_go_while_they_are_listed(data: Path, listed: Listed, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(20):
        put(data / "models" / f"Model-{number:02}.gguf", gguf(str(number)))
    real = looking.file_seen

    def going(place: str | os.PathLike[str], *, is_link: bool = False) -> looking.FileSeen | None:
        if os.fspath(place).endswith("3.gguf"):
            Path(place).unlink()
        return real(place, is_link=is_link)

    monkeypatch.setattr(looking, "file_seen", going)
    assert len(listed().models) == 18


def test_a_folder_that_vanished_is_told_as_not_there(tmp_path: Path, data: Path, listed: Listed) -> None:
    folder = tmp_path / "network"
    put(folder / "Far.gguf", gguf("far"))
    add_folder(data, str(folder))
    assert names(listed()) == ["Far"]
    (folder / "Far.gguf").unlink()
    folder.rmdir()
    listing = listed()
    assert names(listing) == []
    assert [place.is_there for place in listing.places if place.folder == folder] == [False]


def test_what_is_no_model_by_its_name_is_left_out(data: Path, listed: Listed) -> None:
    for name in ("mmproj-F16.gguf", "imatrix_unsloth.gguf", "ggml-vocab-llama-bpe.gguf", "notes.txt", ".hidden.gguf"):
        put(data / "models" / name, gguf(name))
    put(data / "models" / ".cache" / "Hidden.gguf", gguf("hidden"))
    os.mkfifo(data / "models" / "pipe.gguf")
    assert names(listed()) == []


def test_a_second_look_reads_no_folder_that_did_not_change(data: Path, home: Path, listed: Listed) -> None:
    for number in range(30):
        put_in_hub(home / "hf" / "hub", f"org/R{number}", "c" * 40, f"M{number}.gguf", gguf(str(number)))
    put(data / "models" / "Tiny.gguf", gguf("tiny"))
    make_old(*[path for root in (home, data) for path in root.rglob("*")], home, data)
    looker = Looker()
    first = listed(looker=looker)
    assert looker.n_folders_read > 30
    assert listed(looker=looker) == first
    assert looker.n_folders_read == 0


@pytest.mark.parametrize("change", ["add", "remove", "rename", "grow", "link", "replace"])
def test_a_second_look_sees_what_changed(data: Path, home: Path, listed: Listed, change: str) -> None:
    folder = data / "models"
    tiny = put(folder / "Tiny.gguf", gguf("tiny"))
    young = put(folder / "Young.gguf", gguf("young"))
    waiting = folder / "Waiting.gguf"
    waiting.symlink_to(home / "coming.gguf")
    make_old(folder, tiny)
    looker = Looker()
    before = {model.name: model.size_bytes for model in listed(looker=looker).models}
    assert before == {"Tiny": 64, "Young": 64}
    match change:
        case "add":
            put(folder / "New.gguf", gguf("new", 70))
            expected = {**before, "New": 70}
        case "remove":
            tiny.unlink()
            expected = {"Young": 64}
        case "rename":
            tiny.rename(folder / "Other.gguf")
            expected = {"Other": 64, "Young": 64}
        case "grow":
            with young.open("ab") as file:
                file.write(bytes(36))
            expected = {**before, "Young": 100}
        case "link":
            put(home / "coming.gguf", gguf("come", 80))
            expected = {**before, "Waiting": 80}
        case _:
            put(home / "beside.gguf", gguf("beside", 90)).replace(tiny)
            expected = {**before, "Tiny": 90}
    assert {model.name: model.size_bytes for model in listed(looker=looker).models} == expected


def test_a_change_right_after_the_first_look_is_seen_although_the_times_are_equal(data: Path, listed: Listed) -> None:
    folder = data / "models"
    put(folder / "A.gguf", gguf("a"))
    looker = Looker()
    listed(looker=looker)
    moment = folder.stat().st_mtime_ns
    put(folder / "B.gguf", gguf("b"))
    os.utime(folder, ns=(moment, moment))  # a file system that counts seconds
    assert names(listed(looker=looker)) == ["A", "B"]


def test_a_link_of_the_hub_that_leads_elsewhere_now_has_its_new_size(home: Path, listed: Listed) -> None:
    link = put_in_hub(home / "hf" / "hub", "org/T", "c" * 40, "Tiny.gguf", gguf("old", 64))
    make_old(*home.rglob("*"))
    looker = Looker()
    listed(looker=looker)
    os.truncate(os.path.realpath(link), 40)
    (model,) = listed(looker=looker).models
    assert model.size_bytes == 40


def test_a_whole_disk_that_was_added_ends(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "MAX_FOLDERS", 10)
    for number in range(50):
        put(tmp_path / "disk" / f"{number:02}" / "x.gguf", gguf(str(number)))
    assert len(list(Looker().walk(tmp_path / "disk"))) == 10


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Qwen2.5-7B-Instruct-Q4_K_M", "Q4_K_M"),
        ("qwen2.5-coder-0.5b-instruct-q4_k_m", "Q4_K_M"),
        ("SmolLM2-135M-Instruct.Q4_1", "Q4_1"),
        ("model-IQ2_XXS", "IQ2_XXS"),
        ("gpt-oss-20b-MXFP4", "MXFP4"),
        ("Model-UD-Q4_K_XL", "Q4_K_XL"),
        ("model-fp16", "F16"),
        ("model.BF16", "BF16"),
        ("Q8_0-then-Q4_0", "Q4_0"),
        ("7b-instruct-q4_K_M", "Q4_K_M"),
        ("Qwen3-8B", ""),
        ("q4xyz", ""),
        ("", ""),
    ],
)
def test_the_quantization_by_the_name(name: str, expected: str) -> None:
    assert quantization_of(name) == expected


def test_parts_of_a_split_model_are_one(data: Path, only: Callable[[], InstalledModel]) -> None:
    for number, size in ((1, 50), (3, 70)):
        put(data / "models" / f"Big-Q8_0-0000{number}-of-00003.gguf", gguf(str(number), size))
    model = only()
    assert (model.name, model.size_bytes, model.missing_parts, model.quantization) == ("Big-Q8_0", 120, 1, "Q8_0")
    assert [path.name for path in model.files] == ["Big-Q8_0-00001-of-00003.gguf", "Big-Q8_0-00003-of-00003.gguf"]
