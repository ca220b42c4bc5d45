"""Loading in this process: what a child can not be made to meet, such as too little memory."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from inglenook_engine.errors import EngineError
from inglenook_engine.llama_backend import Library, load
from inglenook_engine.types import FailureKind, LoadParams

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def library() -> Library:
    return Library()


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


def test_the_cpu_is_among_the_devices(library: Library) -> None:
    assert "cpu" in {device.kind for device in library.devices()}
    assert "0.3.36" in library.version


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_exactly_one_libllama_is_mapped(library: Library, starter_model: Path) -> None:
    load(library, LoadParams(model_path=str(starter_model), n_ctx=256))
    maps = Path("/proc/self/maps").read_text()
    mapped = {line.split()[-1] for line in maps.splitlines() if "libllama." in line}
    assert len(mapped) == 1, mapped
