"""Moving the models folder: whatever happens on the way, there is one folder that counts and every model is in it."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from inglenook_desktop.library import moving
from inglenook_desktop.library.entries import LibraryError, Listing
from inglenook_desktop.library.hashing import copy_hashed
from inglenook_desktop.library.importing import import_model
from inglenook_desktop.library.moving import move_models
from inglenook_desktop.library.ours import imported_file
from inglenook_desktop.paths import models_dir
from inglenook_desktop.settings import WindowSettings, read_drafts, read_settings, write_drafts, write_settings
from model_trees import gguf, put

Listed = Callable[..., Listing]


@pytest.fixture
def other_disk(tmp_path: Path) -> Iterator[Path]:
    """On another file system where this machine has one to write to, so that files are really copied."""
    shm = Path("/dev/shm")
    if shm.is_dir() and os.access(shm, os.W_OK) and shm.stat().st_dev != tmp_path.stat().st_dev:
        folder = Path(tempfile.mkdtemp(prefix="inglenook-test-", dir=shm))
        yield folder
        shutil.rmtree(folder)
    else:
        (tmp_path / "disk").mkdir()
        yield tmp_path / "disk"


def fill(folder: Path) -> dict[str, str]:
    """A few models, by the name of the file below the folder their sha256."""
    for name, size in (("A.gguf", 64), ("sub/B-Q4_0.gguf", 3 << 20), ("C-00001-of-00002.gguf", 100), ("notes.txt", 7)):
        put(folder / name, gguf(name, size))
    put(folder / "C-00002-of-00002.gguf", gguf("second", 100))
    return content(folder)


def content(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


def test_everything_is_in_the_new_folder_and_the_old_one_is_gone(data: Path, other_disk: Path, listed: Listed) -> None:
    before = fill(data / "models")
    names = [model.name for model in listed().models]
    totals: list[int] = []
    seen: list[int] = []
    moved = move_models(str(other_disk / "new" / "models"), data, on_total=totals.append, on_bytes=seen.append)
    assert moved.folder == models_dir(data) == other_disk / "new" / "models"
    assert (moved.n_files, moved.left) == (len(before), ())
    assert totals == [sum(seen)]
    assert content(moved.folder) == before
    assert not (data / "models").exists()
    assert [model.name for model in listed().models] == names == ["A", "B-Q4_0", "C"]
    assert sorted(path.name for path in moved.folder.rglob(".*")) == []


def test_on_the_same_disk_nothing_is_read(data: Path, tmp_path: Path) -> None:
    before = fill(data / "models")
    seen: list[int] = []
    moved = move_models(str(tmp_path / "beside"), data, on_bytes=seen.append)
    assert seen == []
    assert content(moved.folder) == before
    assert not (data / "models").exists()


def test_there_and_back_again(data: Path, other_disk: Path) -> None:
    before = fill(data / "models")
    move_models(str(other_disk / "m"), data)
    move_models(str(data / "models"), data)
    assert models_dir(data) == data / "models"
    assert content(data / "models") == before
    assert not (other_disk / "m").exists()


def test_what_was_imported_is_still_ours_and_new_files_go_to_the_new_folder(
    tmp_path: Path, data: Path, other_disk: Path
) -> None:
    import_model(put(tmp_path / "Own.gguf", gguf("own")), data)
    moved = move_models(str(other_disk / "m"), data)
    assert imported_file(data, moved.folder, moved.folder / "Own.gguf") is not None
    import_model(put(tmp_path / "Second.gguf", gguf("second")), data)
    assert sorted(path.name for path in moved.folder.iterdir()) == ["Own.gguf", "Second.gguf"]


def test_the_last_model_and_the_drafts_are_found_at_their_new_places(data: Path, other_disk: Path) -> None:
    fill(data / "models")
    write_settings(data, WindowSettings(model_path=str(data / "models" / "A.gguf"), draft="hello"))
    write_drafts(data, {str(data / "models" / "A.gguf"): str(data / "models" / "sub" / "B-Q4_0.gguf"), "/x": ""})
    new = move_models(str(other_disk / "m"), data).folder
    assert read_settings(data) == WindowSettings(model_path=str(new / "A.gguf"), draft="hello")
    assert read_drafts(data) == {str(new / "A.gguf"): str(new / "sub" / "B-Q4_0.gguf"), "/x": ""}


def test_links_still_lead_where_they_led(tmp_path: Path, data: Path, other_disk: Path) -> None:
    put(tmp_path / "far" / "Far.gguf", gguf("far"))
    here = put(data / "models" / "sub" / "Here.gguf", gguf("near"))
    (data / "models" / "Far.gguf").symlink_to("../../far/Far.gguf")
    (data / "models" / "Near.gguf").symlink_to(here)
    moved = move_models(str(other_disk / "m"), data)
    assert (moved.folder / "Far.gguf").is_symlink()
    assert (moved.folder / "Far.gguf").read_bytes() == gguf("far")
    assert (moved.folder / "Near.gguf").read_bytes() == gguf("near")
    assert (moved.folder / "Near.gguf").resolve() == moved.folder / "sub" / "Here.gguf"


def test_an_empty_or_missing_folder_can_be_moved_too(data: Path, other_disk: Path) -> None:
    assert move_models(str(other_disk / "m"), data).n_files == 0
    assert models_dir(data) == other_disk / "m"


@pytest.mark.parametrize(
    ("target", "sentence"),
    [
        ("", "is empty"),
        ("{data}/models/sub", "lie in each other"),
        ("{data}", "lie in each other"),
        ("{tmp}/full", "is not empty"),
        ("{tmp}/file", "is a file"),
        ("{tmp}/nu\0l", "cannot be the name"),
        ("/proc/inglenook-models", "cannot be used"),
    ],
)
def test_what_cannot_be_the_new_folder_is_refused(data: Path, tmp_path: Path, target: str, sentence: str) -> None:
    before = fill(data / "models")
    put(tmp_path / "full" / "thesis.txt", b"x")
    put(tmp_path / "file", b"x")
    with pytest.raises(LibraryError, match=sentence):
        move_models(target.format(data=data, tmp=tmp_path), data)
    assert models_dir(data) == data / "models"
    assert content(data / "models") == before
    assert content(tmp_path / "full") == {"thesis.txt": hashlib.sha256(b"x").hexdigest()}


def test_a_disk_without_room_is_said_before_anything_is_copied(
    data: Path, other_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if other_disk.stat().st_dev == data.stat().st_dev:
        pytest.skip("this machine has no second disk to write to")
    before = fill(data / "models")
    monkeypatch.setattr(moving, "RESERVE_BYTES", 1 << 60)
    with pytest.raises(LibraryError, match="GB free, and the models need"):
        move_models(str(other_disk / "m"), data)
    assert content(data / "models") == before
    assert content(other_disk / "m") == {}


def test_a_disk_that_reads_back_differently_is_not_moved_to(
    data: Path, other_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = fill(data / "models")
    real = copy_hashed

    def spoiling(source: Path, target: Path, on_bytes: Callable[[int], None]) -> str:
        sha256 = real(source, target, on_bytes)
        with target.open("r+b") as file:
            file.seek(30)
            file.write(b"spoiled")
        return sha256

    monkeypatch.setattr(moving, "copy_hashed", spoiling)
    monkeypatch.setattr(moving, "_linked", lambda _source, _target: False)
    with pytest.raises(LibraryError, match="that disk is broken"):
        move_models(str(other_disk / "m"), data)
    assert models_dir(data) == data / "models"
    assert content(data / "models") == before


def test_stopped_in_the_middle_it_goes_on_from_there(
    data: Path, other_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moving, "_linked", lambda _source, _target: False)
    before = fill(data / "models")
    n_slices = 0

    def stop(_n_bytes: int) -> None:
        nonlocal n_slices
        n_slices += 1
        if n_slices == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        move_models(str(other_disk / "m"), data, on_bytes=stop)
    assert models_dir(data) == data / "models"
    assert content(data / "models") == before
    assert "A.gguf" in content(other_disk / "m")
    move_models(str(other_disk / "m"), data)
    assert content(other_disk / "m") == before


def test_a_file_that_changes_meanwhile_is_copied_again(
    data: Path, other_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moving, "_linked", lambda _source, _target: False)
    fill(data / "models")
    is_done = False

    def change(_n_bytes: int) -> None:
        nonlocal is_done
        if not is_done:
            is_done = True
            put(data / "models" / "notes.txt", b"written meanwhile")
            put(data / "models" / "New.gguf", gguf("new"))

    moved = move_models(str(other_disk / "m"), data, on_bytes=change)
    assert (moved.folder / "notes.txt").read_bytes() == b"written meanwhile"
    assert (moved.folder / "New.gguf").read_bytes() == gguf("new")
    assert not (data / "models").exists()


def test_what_could_not_be_deleted_is_told_and_the_next_move_finishes_it(
    data: Path, other_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = fill(data / "models")
    real = Path.unlink

    def held(self: Path, missing_ok: bool = False) -> None:
        if self == data / "models" / "A.gguf":
            raise PermissionError(13, "in use", str(self))  # Windows, while an engine has it mapped
        real(self, missing_ok=missing_ok)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", held)
        moved = move_models(str(other_disk / "m"), data)
    assert moved.left == (data / "models" / "A.gguf",)
    assert content(moved.folder) == before
    assert move_models(str(other_disk / "m"), data).left == ()
    assert not (data / "models").exists()


def test_without_the_disk_the_first_folder_can_take_over(data: Path, other_disk: Path, listed: Listed) -> None:
    fill(data / "models")
    move_models(str(other_disk / "m"), data)
    (other_disk / "m").rename(other_disk / "unplugged")
    assert listed().models == ()
    with pytest.raises(LibraryError, match=r"is not there\. Attach the disk"):
        import_model(put(data / "Own.gguf", gguf("own")), data)
    assert not (other_disk / "m").exists()
    assert move_models(str(data / "models"), data).folder == models_dir(data) == data / "models"
    put(data / "models" / "New.gguf", gguf("new"))
    assert [model.name for model in listed().models] == ["New"]


def test_old_files_are_not_deleted_while_the_new_disk_is_away(
    data: Path, other_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(data / "models")
    with monkeypatch.context() as patch:
        patch.setattr(moving, "_finish", lambda _place, _data_dir: ())
        move_models(str(other_disk / "m"), data)  # as if killed right after the switch
    (other_disk / "m").rename(other_disk / "unplugged")
    with pytest.raises(LibraryError, match=r"is not there\. Attach the disk"):
        move_models(str(other_disk / "unplugged"), data)
    with pytest.raises(LibraryError, match=r"is not there\. Attach the disk"):
        move_models(str(other_disk / "third"), data)
    assert (data / "models" / "A.gguf").exists()
    (other_disk / "unplugged").rename(other_disk / "m")
    assert move_models(str(other_disk / "m"), data).left == ()
    assert not (data / "models").exists()


_EVENTS = ("os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.mkdir", "os.utime", "open")


def move_and_die(target: Path, data: Path, *, at_event: int, how: str) -> bool:
    """In a fork that ends without a word before the file system's nth change. Whether it came to the end."""
    pid = os.fork()
    if pid:
        _, status = os.waitpid(pid, 0)
        return os.waitstatus_to_exitcode(status) == 0
    n_events = 0

    def count(event: str, _arguments: object) -> None:
        nonlocal n_events
        if event in _EVENTS:
            n_events += 1
            if n_events == at_event:
                os._exit(9)

    try:
        if how == "copy":
            setattr(moving, "_linked", lambda _source, _target: False)  # noqa: B010  # mypy knows the name
        sys.addaudithook(count)
        move_models(str(target), data)
        os._exit(0)
    finally:
        os._exit(1)


@pytest.mark.slow
@pytest.mark.parametrize("how", ["copy", "link"])
def test_ended_before_any_of_its_steps_a_working_folder_is_left(tmp_path: Path, other_disk: Path, how: str) -> None:
    root = other_disk if how == "copy" else tmp_path
    n_before_switch = n_after_switch = 0
    for at_event in range(1, 1000):
        data = tmp_path / f"data-{at_event}"
        for name in ("A.gguf", "sub/B.gguf"):
            put(data / "models" / name, gguf(name))
        before = content(data / "models")
        target = root / f"{how}-{at_event}"
        is_whole = move_and_die(target, data, at_event=at_event, how=how)
        folder = models_dir(data)
        assert content(folder) == before, at_event
        if is_whole:
            break
        n_before_switch += folder != target
        n_after_switch += folder == target
        move_models(str(target), data)
        assert (models_dir(data), content(target)) == (target, before), at_event
        assert not (data / "models").exists(), at_event
        assert not list(target.rglob(".*")), at_event
    assert n_before_switch > 10
    assert n_after_switch > 5


_CHILD = """
import sys, time
from pathlib import Path
from inglenook_desktop.library import moving
from inglenook_desktop.library.moving import move_models
if sys.argv[3] == "copy":
    moving._linked = lambda source, target: False
print("ready", flush=True)
move_models(sys.argv[2], Path(sys.argv[1]), on_bytes=lambda n: time.sleep(0.0005))
"""


@pytest.mark.slow
@pytest.mark.parametrize("how", ["copy", "link"])
def test_killed_at_any_moment_a_working_folder_is_left(tmp_path: Path, other_disk: Path, how: str) -> None:
    """After each kill all models are where the program looks, and the same command finishes."""
    source = random.Random(7)
    target_root = other_disk if how == "copy" else tmp_path / "beside"
    moments: dict[bool, int] = {True: 0, False: 0}
    turn = 0
    while turn < 8 or (not moments[False] and turn < 100):  # this process may be kept waiting, too
        turn += 1
        data = tmp_path / f"data-{how}-{turn}"
        before = fill(data / "models")
        target = target_root / f"{how}-{turn}"
        command = [sys.executable, "-c", _CHILD, str(data), str(target), how]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == b"ready\n"
            time.sleep(source.uniform(0, 0.06 if how == "copy" else 0.02))
            child.send_signal(signal.SIGKILL)
        folder = models_dir(data)
        moments[folder == target] += 1
        assert content(folder) == before
        move_models(str(target), data)
        assert models_dir(data) == target
        assert content(target) == before
        assert not (data / "models").exists()
    assert moments[False] > 0
