"""Importing: the file is in the models folder whole, hashed and noted, or nothing was added."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from inglenook_desktop.library import importing
from inglenook_desktop.library.entries import InstalledModel, LibraryError, Listing
from inglenook_desktop.library.importing import How, import_model
from inglenook_desktop.library.kept import acting
from inglenook_desktop.library.ours import imported_files
from model_trees import gguf, put

Only = Callable[[], InstalledModel]
Listed = Callable[..., Listing]


def everything(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*")) if folder.exists() else []


def test_a_copy_is_whole_noted_and_a_file_of_its_own(tmp_path: Path, data: Path, only: Only) -> None:
    original = put(tmp_path / "Own-Q4_0.gguf", gguf("own", (3 << 20) + 5))
    totals: list[int] = []
    seen: list[int] = []
    imported = import_model(original, data, on_total=totals.append, on_bytes=seen.append)
    sha256 = hashlib.sha256(original.read_bytes()).hexdigest()
    assert imported.how in (How.COPIED, How.CLONED)
    assert (imported.sha256, imported.size_bytes) == ((sha256,), (3 << 20) + 5)
    assert totals == [sum(seen)]
    model = only()
    assert (model.name, model.quantization) == ("Own-Q4_0", "Q4_0")
    original.write_bytes(b"changed")
    assert hashlib.sha256(model.path.read_bytes()).hexdigest() == sha256
    (noted,) = imported_files(data)
    assert (noted.name, noted.sha256, noted.original) == ("Own-Q4_0.gguf", sha256, str(original))
    assert everything(data / "models") == ["Own-Q4_0.gguf"]


def test_a_link_takes_no_room(tmp_path: Path, data: Path) -> None:
    original = put(tmp_path / "Own.gguf", gguf("own"))
    imported = import_model(original, data, wants_link=True)
    assert imported.how is How.LINKED
    assert imported.paths[0].samefile(original)


def test_a_link_to_another_disk_is_refused_with_a_way_out(tmp_path: Path, data: Path) -> None:
    shm = Path("/dev/shm")
    if not shm.is_dir() or shm.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("this machine has no second disk to write to")
    original = put(shm / f"inglenook-test-{os.getpid()}.gguf", gguf("own"))
    try:
        with pytest.raises(LibraryError, match="without --link it is copied"):
            import_model(original, data, wants_link=True)
    finally:
        original.unlink()
    assert everything(data / "models") == []


def test_a_split_model_comes_as_one_by_any_of_its_parts_and_under_a_new_name(
    tmp_path: Path, data: Path, only: Only
) -> None:
    for number in (1, 2, 3):
        put(tmp_path / f"Big-Q8_0-0000{number}-of-00003.gguf", gguf(str(number)))
    import_model(tmp_path / "Big-Q8_0-00002-of-00003.gguf", data, name="Mine.gguf")
    model = only()
    assert (model.name, model.size_bytes, model.missing_parts) == ("Mine", 192, 0)
    assert len(imported_files(data)) == 3


def test_a_split_model_that_lacks_a_part_is_refused_by_its_name(tmp_path: Path, data: Path) -> None:
    put(tmp_path / "Big-00001-of-00002.gguf", gguf("1"))
    with pytest.raises(LibraryError, match=r"Big-00002-of-00002\.gguf is not in"):
        import_model(tmp_path / "Big-00001-of-00002.gguf", data)
    assert everything(data / "models") == []


def test_the_same_file_again_is_told_and_another_of_its_name_refused(tmp_path: Path, data: Path) -> None:
    original = put(tmp_path / "Own.gguf", gguf("own"))
    import_model(original, data)
    assert import_model(original, data).how is How.PRESENT
    put(original, gguf("other"))
    with pytest.raises(LibraryError, match=r"another file called Own\.gguf"):
        import_model(original, data)
    assert (data / "models" / "Own.gguf").read_bytes() == gguf("own")
    import_model(original, data, name="Other")
    assert everything(data / "models") == ["Other.gguf", "Own.gguf"]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("text.gguf", b"not a model at all, but long enough", "is not a GGUF model file"),
        ("empty.gguf", b"", "is empty"),
        ("short.gguf", b"GGUF\x03", "is not a GGUF model file"),
        ("page.gguf", b"<!DOCTYPE html><html>Sign in to the network", "is not a GGUF model file"),
        ("two\nlines.gguf", gguf("x"), "Give another with --name"),
        ("\u202eright.gguf", gguf("x"), "Give another with --name"),
        ("a:b.gguf", gguf("x"), "Give another with --name"),
        (".hidden.gguf", gguf("x"), "Give another with --name"),
        ("no-suffix", gguf("x"), "does not end in .gguf"),
        ("x" * 240 + ".gguf", gguf("x"), "longer than 200 bytes"),
    ],
)
def test_what_cannot_be_a_model_is_refused_with_a_sentence(
    tmp_path: Path, data: Path, name: str, content: bytes, sentence: str
) -> None:
    original = put(tmp_path / name, content)
    with pytest.raises(LibraryError, match=sentence) as caught:
        import_model(original, data)
    assert str(caught.value).isprintable()
    assert everything(data / "models") == []
    if content == gguf("x"):
        assert import_model(original, data, name="Fine").paths[0].name == "Fine.gguf"


@pytest.mark.parametrize("name", ["../../evil", "a/b", "..", "CON\x00", "\x1b[2J"])
def test_a_new_name_never_leads_out_of_the_folder(tmp_path: Path, data: Path, name: str) -> None:
    original = put(tmp_path / "Own.gguf", gguf("own"))
    with pytest.raises(LibraryError):
        import_model(original, data, name=name)
    assert everything(data / "models") == []
    assert everything(tmp_path) == ["Own.gguf", "data"]


def test_a_file_that_is_not_there_or_no_file(tmp_path: Path, data: Path) -> None:
    with pytest.raises(LibraryError, match="There is no file"):
        import_model(tmp_path / "missing.gguf", data)
    (tmp_path / "folder.gguf").mkdir()
    with pytest.raises(LibraryError, match="is a folder"):
        import_model(tmp_path / "folder.gguf", data)
    os.mkfifo(tmp_path / "pipe.gguf")
    with pytest.raises(LibraryError, match="device or a pipe"):
        import_model(tmp_path / "pipe.gguf", data)


def test_a_disk_without_room_is_said_before_anything_is_written(
    tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "RESERVE_BYTES", 1 << 60)
    monkeypatch.setattr(importing, "cloned", lambda _source, _target: False)
    with pytest.raises(LibraryError, match="GB free, and a copy needs"):
        import_model(put(tmp_path / "Own.gguf", gguf("own")), data)
    assert everything(data / "models") == []


def test_a_file_that_changes_while_it_is_copied_is_not_taken(tmp_path: Path, data: Path) -> None:
    original = put(tmp_path / "Own.gguf", gguf("own", 4 << 20))

    def write_on(_n_bytes: int) -> None:
        with original.open("ab") as file:
            file.write(b"more")  # for as long as it is read

    with pytest.raises(LibraryError, match="changed while it was read"):
        import_model(original, data, on_bytes=write_on)
    assert everything(data / "models") == []


def test_stopping_it_leaves_nothing(tmp_path: Path, data: Path) -> None:
    def stop(_n_bytes: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_model(put(tmp_path / "Own.gguf", gguf("own", 4 << 20)), data, on_bytes=stop)
    assert everything(data / "models") == []
    assert imported_files(data) == ()


def test_two_at_once_do_not_meet(tmp_path: Path, data: Path) -> None:
    with acting(data), pytest.raises(LibraryError, match="Another window or terminal"):
        import_model(put(tmp_path / "Own.gguf", gguf("own")), data)


_CHILD = """
import os, sys
from pathlib import Path
from inglenook_desktop.library import hashing, importing
from inglenook_desktop.library.importing import import_model
importing.cloned = lambda source, target: False

def slow(n_bytes):
    print(n_bytes, flush=True)
    sys.stdin.readline()

import_model(Path(sys.argv[1]), Path(sys.argv[2]), on_bytes=slow)
"""


def test_killed_in_the_middle_it_leaves_no_model_and_the_next_one_clears_away(
    tmp_path: Path, data: Path, listed: Listed
) -> None:
    original = put(tmp_path / "Own.gguf", gguf("own", 8 << 20))
    child = subprocess.Popen(
        [sys.executable, "-c", _CHILD, str(original), str(data)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert child.stdin is not None
    assert child.stdout is not None
    for _ in range(3):
        assert child.stdout.readline()
        child.stdin.write(b"\n")
        child.stdin.flush()
    child.send_signal(signal.SIGKILL)
    child.wait(30)
    child.stdin.close()
    child.stdout.close()
    assert listed().models == ()
    assert [path.name[-10:] for path in (data / "models").iterdir()] == [".importing"]
    import_model(original, data)
    assert everything(data / "models") == ["Own.gguf"]


def test_a_full_disk_is_a_sentence_and_nothing_is_left(tmp_path: Path, data: Path) -> None:
    """The limit stands for the disk: the real system call fails in the middle of the file."""
    original = put(tmp_path / "Own.gguf", gguf("own", 4 << 20))
    code = (
        "import resource, signal, sys; from pathlib import Path\n"
        "from inglenook_desktop.library import importing\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2 << 20, 2 << 20))\n"
        "try:\n    importing.import_model(Path(sys.argv[1]), Path(sys.argv[2]))\n"
        "except importing.LibraryError as error:\n    print(error)\n"
    )
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", code, str(original), str(data)], capture_output=True, text=True, check=False
    )
    assert time.monotonic() - began < 60
    assert "is full. Nothing was added." in done.stdout, done.stderr
    assert everything(data / "models") == []
