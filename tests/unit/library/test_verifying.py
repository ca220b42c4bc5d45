"""Hashes: of the hub's blobs, of Ollama's, of what was imported; and what is said of a file that is wrong."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from inglenook_desktop.fetcher.protocol import Fetched
from inglenook_desktop.library.entries import InstalledModel
from inglenook_desktop.library.importing import import_model
from inglenook_desktop.library.ours import record_fetched
from inglenook_desktop.library.verifying import Verdict, verify_file
from model_trees import gguf, put, put_in_hub, put_in_jan, put_in_ollama

Only = Callable[[], InstalledModel]


def spoil(path: Path) -> None:
    """One bit, and the time as it was."""
    status = path.stat()
    with path.open("r+b") as file:
        file.seek(40)
        byte = file.read(1)
        file.seek(40)
        file.write(bytes([byte[0] ^ 1]))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def test_a_file_of_the_hub_is_compared_with_its_blobs_name(home: Path, data: Path, only: Only) -> None:
    link = put_in_hub(home / "hf" / "hub", "org/T", "c" * 40, "Tiny-Q4_0.gguf", gguf("tiny"))
    model = only()
    checked = verify_file(model, link, data)
    assert (checked.verdict, checked.found) == (Verdict.RIGHT, hashlib.sha256(gguf("tiny")).hexdigest())
    spoil(Path(os.path.realpath(link)))
    checked = verify_file(model, link, data)
    assert checked.verdict is Verdict.WRONG
    assert os.path.realpath(link) in checked.sentence


def test_a_wrong_file_of_ours_names_the_commands_that_mend_it(home: Path, data: Path, only: Only) -> None:
    link = put_in_hub(home / "hf" / "hub", "org/T-GGUF", "c" * 40, "Tiny-Q4_0.gguf", gguf("tiny"))
    fetched = Fetched(path=str(link), commit="c" * 40, digest="d", size_bytes=64, was_present=False)
    record_fetched(data, fetched, repository="org/T-GGUF", revision="main", filename="Tiny-Q4_0.gguf")
    spoil(Path(os.path.realpath(link)))
    sentence = verify_file(only(), link, data).sentence
    assert "inglenook models rm Tiny-Q4_0" in sentence
    assert "inglenook models pull org/T-GGUF:Q4_0" in sentence


def test_a_small_file_of_the_hub_has_gits_hash(home: Path, data: Path, only: Only) -> None:
    content = gguf("small")
    sha1 = hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()
    link = put_in_hub(home / "hf" / "hub", "org/T", "c" * 40, "Small.gguf", content)
    blob = Path(os.path.realpath(link))
    blob.rename(blob.with_name(sha1))
    link.unlink()
    link.symlink_to(f"../../blobs/{sha1}")
    assert verify_file(only(), link, data).verdict is Verdict.RIGHT
    spoil(blob.with_name(sha1))
    assert verify_file(only(), link, data).verdict is Verdict.WRONG


def test_a_blob_of_ollama_and_the_commands_that_mend_it(home: Path, data: Path, only: Only) -> None:
    blob = put_in_ollama(home / ".ollama" / "models", gguf("llama"))
    assert verify_file(only(), blob, data).verdict is Verdict.RIGHT
    spoil(blob)
    checked = verify_file(only(), blob, data)
    assert checked.verdict is Verdict.WRONG
    assert "ollama rm llama3.2:3b and ollama pull llama3.2:3b" in checked.sentence


def test_what_jan_noted_is_compared(home: Path, data: Path, only: Only) -> None:
    path = put_in_jan(home / ".local" / "share" / "Jan" / "data", "Chat", gguf("jan"))
    assert verify_file(only(), path, data).verdict is Verdict.RIGHT
    spoil(path)
    assert "Remove it in Jan" in verify_file(only(), path, data).sentence


def test_an_imported_file_is_compared_with_what_was_noted(tmp_path: Path, data: Path, only: Only) -> None:
    import_model(put(tmp_path / "Own.gguf", gguf("own")), data)
    model = only()
    assert verify_file(model, model.path, data).verdict is Verdict.RIGHT
    spoil(model.path)
    assert verify_file(model, model.path, data).verdict is Verdict.WRONG


def test_a_file_of_which_nothing_is_known_gets_its_sha256_told(data: Path, only: Only) -> None:
    put(data / "models" / "Own.gguf", gguf("own"))
    model = only()
    checked = verify_file(model, model.path, data)
    assert checked.verdict is Verdict.UNKNOWN
    assert hashlib.sha256(gguf("own")).hexdigest() in checked.sentence


def test_a_file_that_is_written_meanwhile_is_neither_right_nor_wrong(data: Path, only: Only) -> None:
    path = put(data / "models" / "Growing.gguf", gguf("own", 3 << 20))
    model = only()

    def write_on(_n_bytes: int) -> None:
        with path.open("ab") as file:
            file.write(b"more")

    with path.open("rb"):
        calls: list[int] = []

        def once(n_bytes: int) -> None:
            if not calls:
                calls.append(n_bytes)
                write_on(n_bytes)

        checked = verify_file(model, path, data, on_bytes=once)
    assert checked.verdict is Verdict.CHANGED


def test_a_file_that_is_gone_gets_a_sentence(data: Path, only: Only) -> None:
    path = put(data / "models" / "Own.gguf", gguf("own"))
    model = only()
    path.unlink()
    checked = verify_file(model, path, data)
    assert checked.verdict is Verdict.UNREADABLE
    assert "cannot be read" in checked.sentence


def test_progress_counts_every_byte_and_can_stop_it(data: Path, only: Only) -> None:
    put(data / "models" / "Own.gguf", gguf("own", (5 << 20) + 7))
    model = only()
    seen: list[int] = []
    verify_file(model, model.path, data, on_bytes=seen.append)
    assert sum(seen) == (5 << 20) + 7

    def stop(_n_bytes: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        verify_file(model, model.path, data, on_bytes=stop)
