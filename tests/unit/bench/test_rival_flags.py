"""The rival's flags: complete, and chosen by what was measured."""

from __future__ import annotations

import rival_flags
from gpu_bench import is_packed
from loop_overhead import difference_of, percentile
from random_model import SHAPES, _tensors
from rival_flags import FULL, PLAIN, QUICK, Tried


def tried(flags: str, kind: str, rate: float, flash: str = "off") -> Tried:
    return Tried(flags=flags, flash_attention=flash, kind=kind, tokens_per_s=rate, n_items=1)


def test_every_candidate_has_a_name_of_its_own_and_the_quick_ones_are_among_all() -> None:
    names = [flags.name for flags in (PLAIN, *FULL)]
    assert len(set(names)) == len(names)
    assert set(QUICK) <= set(FULL)
    assert any(flags.has_draft for flags in QUICK)


def test_arguments_name_the_draft_model_only_where_it_is_used() -> None:
    draft = next(flags for flags in QUICK if flags.has_draft)
    assert draft.arguments("d.gguf", flash_attention="on")[-4:] == ["-md", "d.gguf", "-fa", "on"]
    assert PLAIN.arguments("d.gguf", flash_attention="off") == ["-fa", "off"]


def test_the_best_flags_are_the_fastest_of_that_kind_flash_attention_included() -> None:
    names = {flags.name: flags for flags in (PLAIN, *QUICK)}
    fast = QUICK[1].name
    results = [
        tried("none", "chat", 5),
        tried(fast, "chat", 4),
        tried(fast, "code_edit", 9),
        tried("none", "chat", 6, "on"),
    ]
    assert rival_flags.best(results, "chat", names) == (PLAIN, "on")
    assert rival_flags.best(results, "code_edit", names) == (QUICK[1], "off")
    assert rival_flags.best(results, "adversarial", names) is None


def test_percentiles_are_measured_values() -> None:
    values = [float(value) for value in range(1, 101)]
    assert [percentile(values, share) for share in (0.5, 0.99, 1.0)] == [50.0, 99.0, 100.0]
    assert percentile([7.0], 0.99) == 7.0


def test_a_difference_of_medians_has_an_interval_around_it() -> None:
    found = difference_of([10.0, 11.0, 12.0], [1.0, 1.0, 1.0])
    assert (found.low, found.value, found.high) == (9.0, 10.0, 11.0)


def test_rows_of_every_shape_fill_whole_blocks() -> None:
    for shape in SHAPES.values():
        assert shape.n_embd % shape.n_head == 0
        assert all(columns % 256 == 0 for _, _, columns, quant in _tensors(shape) if quant != "f32")


def test_what_the_build_reads_is_packed_and_the_rest_is_not() -> None:
    from pathlib import PurePosixPath

    def packed(path: str) -> bool:
        return is_packed(PurePosixPath(path))

    assert packed("vendor/llama.cpp/ggml/src/ggml-cuda/ggml-cuda.cu")
    assert packed("vendor/llama.cpp/src/models/llama.cpp")
    assert packed("vendor/llama.cpp/tools/server/server.cpp")
    assert packed("llama_cpp/llama_cpp.py")
    assert not packed("vendor/llama.cpp/models/ggml-vocab-aquila.gguf")
    assert not packed("vendor/llama.cpp/tests/CMakeLists.txt")
    assert not packed("docs/index.md")
