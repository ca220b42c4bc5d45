"""Loading in this process: what a child can not be made to meet, such as too little memory."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import weakref
from pathlib import Path

import inglenook_native as native
import llama_cpp
import pytest
import tiny_models
from inglenook_engine import inspection
from inglenook_engine.errors import EngineError
from inglenook_engine.llama_backend import Library, load
from inglenook_engine.types import FailureKind, LoadParams

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def library() -> Library:
    return Library()


def test_what_llama_calls_lives_as_long_as_the_process() -> None:
    """It logs when a thread count changes, long after a load, and knows nothing of who holds the library."""
    held = weakref.ref(Library())
    gc.collect()
    assert held() is not None


def test_a_model_larger_than_free_memory_is_refused_with_both_numbers(library: Library, starter_model: Path) -> None:
    with pytest.raises(EngineError, match=r"0\.1 GB and 0\.0 GB of memory are free") as caught:
        load(library, LoadParams(model_path=str(starter_model)), available_bytes=lambda: 10_000_000)
    assert caught.value.kind is FailureKind.OUT_OF_MEMORY


def test_a_context_larger_than_free_memory_is_refused_with_both_numbers(library: Library, starter_model: Path) -> None:
    answers = iter([1 << 40, 20_000_000, 20_000_000])
    with pytest.raises(EngineError, match=r"8,192 tokens needs 0\.2 GB") as caught:
        load(library, LoadParams(model_path=str(starter_model)), available_bytes=lambda: next(answers))
    assert caught.value.kind is FailureKind.OUT_OF_MEMORY


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"n_ctx": -5}, "context size is -5"),
        ({"n_threads": -3}, "number of threads is -3"),
        ({"n_threads": 10_000}, "number of threads is 10,000"),
        ({"n_gpu_layers": -7}, "number of GPU layers is -7"),
        ({"n_gpu_layers": 2**40}, "number of GPU layers is 1,099"),
    ],
)
def test_numbers_that_no_model_could_have_are_named(
    library: Library, starter_model: Path, params: dict[str, int], words: str
) -> None:
    with pytest.raises(EngineError, match=words) as caught:
        load(library, LoadParams(model_path=str(starter_model), **params))  # type: ignore[arg-type]  # all are ints
    assert caught.value.kind is FailureKind.MODEL_LOAD


def test_a_draft_model_is_loaded_beside_the_large_one(library: Library, starter_model: Path) -> None:
    loaded = load(library, LoadParams(model_path=str(starter_model), draft_model_path=str(starter_model), n_ctx=512))
    assert loaded.info.draft_name == starter_model.stem
    info = load(library, LoadParams(model_path=str(starter_model), n_ctx=512)).info
    assert info.draft_name == ""
    assert info.device_models == tuple(one.description for one in library.devices() if one.name in info.devices)
    assert all(len(name) > len("CPU") for name in info.device_models)  # which processor


def refusal(library: Library, model: Path, draft: Path, free_bytes: int = 1 << 40) -> str:
    with pytest.raises(EngineError) as caught:
        load(
            library,
            LoadParams(model_path=str(model), draft_model_path=str(draft), n_ctx=512),
            available_bytes=lambda: free_bytes,
        )
    assert caught.value.kind is FailureKind.MODEL_LOAD
    assert caught.value.message.startswith(f"{draft.name} cannot be the draft model: ")
    assert caught.value.message.endswith(" The chat works without a draft model, too.")
    return caught.value.message


def test_what_cannot_be_a_draft_model_is_refused_and_said_to_be_at_fault(
    library: Library, starter_model: Path, tmp_path: Path
) -> None:
    other = tiny_models.write_llama(tmp_path / "other.gguf")
    assert f"It has another vocabulary than {starter_model.name}." in refusal(library, starter_model, other)
    assert "There is no file" in refusal(library, starter_model, tmp_path / "missing.gguf")
    cut = tmp_path / "cut.gguf"
    cut.write_bytes(starter_model.read_bytes()[:3_000_000])
    assert "incomplete or damaged" in refusal(library, starter_model, cut)
    short = refusal(library, starter_model, starter_model, free_bytes=150_000_000)
    assert "It is 0.1 GB, the model 0.1 GB, and 0.1 GB of memory are free." in short
    mamba = tiny_models.write_mamba(tmp_path / "mamba.gguf")
    assert "cannot go back" in refusal(library, starter_model, mamba)


def test_vocabularies_are_the_same_or_the_difference_is_named(library: Library, tmp_path: Path) -> None:
    folder = tmp_path

    def vocabulary(**options: object) -> native.Vocab:
        path = tiny_models.write_llama(folder / f"{len(list(folder.iterdir()))}.gguf", **options)  # type: ignore[arg-type]  # as the helper's
        model = llama_cpp.llama_model_load_from_file(os.fsencode(path), llama_cpp.llama_model_default_params())
        return native.Vocab(model)

    plain = vocabulary()
    assert vocabulary(seed=2).why_it_cannot_draft_for(plain) == ""
    assert vocabulary(seed=2).identity() == plain.identity()
    shorter = vocabulary(n_vocab=310)
    assert shorter.why_it_cannot_draft_for(plain) == plain.why_it_cannot_draft_for(shorter) == ""
    assert shorter.identity() != plain.identity()
    assert vocabulary(n_vocab=500).why_it_cannot_draft_for(plain) == "It has 500 tokens instead of 320."
    assert vocabulary(word="wort").why_it_cannot_draft_for(plain) == "Its token 259 is another one."


def test_a_recurrent_model_is_loaded_with_its_snapshots_or_without(library: Library, tmp_path: Path) -> None:
    for write in (tiny_models.write_lfm2, tiny_models.write_mamba):
        load(library, LoadParams(model_path=str(write(tmp_path / "model.gguf")), n_ctx=512))


def inspected(*paths: Path) -> list[dict[str, object]]:
    command = [sys.executable, "-I", "-m", "inglenook_engine", "inspect", *map(str, paths)]
    done = subprocess.run(command, capture_output=True, check=True, timeout=60)
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_inspect_tells_what_files_hold_and_which_are_no_good(starter_model: Path, tmp_path: Path) -> None:
    tiny = tiny_models.write_llama(tmp_path / "tiny.gguf")
    twin = tiny_models.write_llama(tmp_path / "twin.gguf", seed=2)
    cut = tmp_path / "cut.gguf"
    cut.write_bytes(starter_model.read_bytes()[:100_000])
    text = tmp_path / "text.gguf"
    text.write_text("no model")
    paths = (starter_model, cut, tiny, text, tmp_path / "missing.gguf", twin)
    facts = inspected(*paths)
    assert [fact["path"] for fact in facts] == [str(path) for path in paths]
    assert [fact["error"] is None for fact in facts] == [True, False, True, False, False, True]
    assert facts[0] == {
        "path": str(starter_model),
        "name": starter_model.stem,
        "architecture": "llama",
        "quantization": "Q4_1",
        "size_bytes": starter_model.stat().st_size,
        "n_params": 134_515_008,
        "vocabulary": facts[0]["vocabulary"],
        "error": None,
    }
    assert facts[2]["vocabulary"] == facts[5]["vocabulary"] != facts[0]["vocabulary"]
    assert len(str(facts[0]["vocabulary"])) == 64
    assert all(set(fact) == set(facts[0]) for fact in facts)


def test_a_file_that_ends_the_process_costs_its_own_line_only(tmp_path: Path) -> None:
    good = tiny_models.write_llama(tmp_path / "good.gguf")
    bad = tmp_path / "bad.gguf"
    # tokens without kinds or scores: whatever llama.cpp makes of that
    damaged = good.read_bytes().replace(b"tokenizer.ggml.token_type", b"tokenizer.ggml.token_tope")
    bad.write_bytes(damaged.replace(b"tokenizer.ggml.scores", b"tokenizer.ggml.scorez"))
    facts = inspected(good, bad, good)
    assert len(facts) == 3
    assert facts[0] == facts[2]


def test_a_child_that_dies_is_replaced_for_the_files_after_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    fake = tmp_path / "python"
    fake.write_text(
        '#!/bin/sh\nshift 4\nfor path in "$@"; do case $path in *bad*) kill -ABRT $$;; esac; echo "$path"; done\n'
    )
    fake.chmod(0o755)
    monkeypatch.setattr(inspection.sys, "executable", str(fake))
    out = (tmp_path / "out").open("wb")
    assert inspection.inspect(out, ["a", "bad1", "b", "bad2"]) == 0
    lines = (tmp_path / "out").read_text().splitlines()
    assert lines[0] == "a"
    assert lines[2] == "b"
    assert [json.loads(line)["error"] for line in (lines[1], lines[3])] == [
        f"{name} is damaged: reading it ended the engine." for name in ("bad1", "bad2")
    ]


def test_the_cpu_is_among_the_devices(library: Library) -> None:
    assert "cpu" in {device.kind for device in library.devices()}
    assert "0.3.36" in library.version


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_exactly_one_libllama_is_mapped(library: Library, starter_model: Path) -> None:
    load(library, LoadParams(model_path=str(starter_model), n_ctx=256))
    maps = Path("/proc/self/maps").read_text()
    mapped = {line.split()[-1] for line in maps.splitlines() if "libllama." in line}
    assert len(mapped) == 1, mapped


def test_an_engine_starts_without_the_half_of_llama_cpp_that_it_does_not_use() -> None:
    code = (
        "import sys, inglenook_engine.llama_backend\n"
        "print([name for name in ('numpy', 'diskcache', 'llama_cpp.llama') if name in sys.modules])\n"
        "from llama_cpp.llama import Llama\n"
        "print(Llama.__name__)"
    )
    told = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True).stdout
    assert told.split("\n") == ["[]", "Llama", ""]
