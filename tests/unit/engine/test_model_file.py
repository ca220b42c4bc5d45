"""Shapes from files: whole ones, first bytes alone, and models in parts that do or do not belong together."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
import tiny_models
from inglenook_engine.errors import EngineError
from inglenook_engine.gguf_header import HeaderCutError, parse_header
from inglenook_engine.memory_cost import REPACKED_X86, Settings, memory_use
from inglenook_engine.model_file import local_shape, remote_shape
from inglenook_engine.types import KvType

SETTINGS = Settings(n_ctx=4096, kv_type=KvType.F16, flash_attention=False)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_models.write_llama(tmp_path_factory.mktemp("models") / "tiny.gguf", n_layers=4)


def header_bytes(path: Path) -> int:
    data = path.read_bytes()
    return parse_header(data, name=path.name, size_bytes=len(data)).data_offset


def test_the_first_bytes_give_the_same_plan_as_the_whole_file(tiny: Path, tmp_path: Path) -> None:
    head = tmp_path / "abc.gguf-head"
    head.write_bytes(tiny.read_bytes()[: header_bytes(tiny)])
    remote = remote_shape(head, size_bytes=tiny.stat().st_size, name="org/tiny:Q4_K_M")
    assert remote.name == "org/tiny:Q4_K_M"
    local = local_shape(tiny)
    assert memory_use(remote, SETTINGS, repacked_types=REPACKED_X86) == memory_use(
        local, SETTINGS, repacked_types=REPACKED_X86
    )


def test_first_bytes_that_hold_a_part_of_the_header_are_refused(tiny: Path, tmp_path: Path) -> None:
    head = tmp_path / "abc.gguf-head"
    head.write_bytes(tiny.read_bytes()[: header_bytes(tiny) - 100])
    with pytest.raises(EngineError, match=r"org/tiny only the first .* Fetch it again"):
        remote_shape(head, size_bytes=tiny.stat().st_size, name="org/tiny")


def split(path: Path, folder: Path, n_tensors: int, *, count: int = 2, announced: int | None = None) -> list[Path]:
    """The model in two parts as llama.cpp's own splitter makes them: the first has the keys and n_tensors tensors."""
    import gguf
    import numpy as np

    reader = gguf.GGUFReader(path)
    parts = []
    for number in range(2):
        part = folder / f"m-{number + 1:05}-of-{count:05}.gguf"
        writer = gguf.GGUFWriter(part, "llama")
        if number == 0:
            writer.add_context_length(4096)
            writer.add_embedding_length(tiny_models.N_EMBD)
            writer.add_block_count(4)
            writer.add_feed_forward_length(tiny_models.N_FF)
            writer.add_head_count(tiny_models.N_HEAD)
            writer.add_head_count_kv(tiny_models.N_HEAD_KV)
            writer.add_vocab_size(tiny_models.N_VOCAB)
        writer.add_uint16("split.no", number)
        writer.add_uint16("split.count", count)
        writer.add_int32("split.tensors.count", announced or len(reader.tensors))
        mine = reader.tensors[:n_tensors] if number == 0 else reader.tensors[n_tensors:]
        for tensor in mine:
            writer.add_tensor(tensor.name, np.array(tensor.data))
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
        writer.close()
        parts.append(part)
    return parts


def test_the_parts_of_a_model_are_one_model(tiny: Path, tmp_path: Path) -> None:
    first, _ = split(tiny, tmp_path, 10)
    whole, parts = local_shape(tiny), local_shape(first)
    assert parts.weights_bytes == whole.weights_bytes
    assert {tensor.name for tensor in parts.tensors} == {tensor.name for tensor in whole.tensors}
    assert {tensor.part for tensor in parts.tensors} == {0, 1}


def test_of_a_split_model_elsewhere_the_first_part_and_the_sizes_are_enough(tiny: Path, tmp_path: Path) -> None:
    first, second = split(tiny, tmp_path, 10)
    rest = second.stat().st_size
    shape = remote_shape(first, size_bytes=first.stat().st_size, other_parts_bytes=rest)
    assert not shape.is_exact
    assert rest <= shape.weights_bytes - sum(t.size_bytes for t in local_shape(first).tensors if t.part == 0)
    assert shape.weights_bytes < local_shape(tiny).weights_bytes * 1.1
    near = memory_use(shape, SETTINGS, repacked_types=REPACKED_X86)[0].context_bytes
    assert near == memory_use(local_shape(tiny), SETTINGS, repacked_types=REPACKED_X86)[0].context_bytes


def test_parts_that_disagree_are_refused_in_a_sentence(tiny: Path, tmp_path: Path) -> None:
    first, second = split(tiny, tmp_path, 10)
    good = second.read_bytes()
    second.write_bytes(first.read_bytes())
    with pytest.raises(EngineError, match="do not belong together: it says it is part 1 of 2"):
        local_shape(first)
    at = good.index(b"split.count") + len("split.count")
    kind, count = struct.unpack_from("<IH", good, at)
    assert (kind, count) == (2, 2)
    second.write_bytes(good[: at + 4] + struct.pack("<H", 3) + good[at + 6 :])
    with pytest.raises(EngineError, match="it says it is part 2 of 3"):
        local_shape(first)
    second.unlink()
    with pytest.raises(EngineError, match="There is no file"):
        local_shape(first)


def test_a_part_that_announces_other_tensors_is_refused(tiny: Path, tmp_path: Path) -> None:
    first, _ = split(tiny, tmp_path, 10, announced=7)
    with pytest.raises(EngineError, match="7 tensors are announced"):
        local_shape(first)


def test_a_part_under_another_name_asks_for_the_first(tiny: Path, tmp_path: Path) -> None:
    _, second = split(tiny, tmp_path, 10)
    with pytest.raises(EngineError, match=r"Name the first one, which ends in -00001-of-00002\.gguf"):
        local_shape(second)


def test_a_cut_header_tells_how_much_more_it_needs(tiny: Path) -> None:
    data = tiny.read_bytes()
    n, tries = 4096, 0
    while True:
        tries += 1
        try:
            parse_header(data[:n], name="m", size_bytes=len(data))
            break
        except HeaderCutError as cut:
            n = max(2 * n, cut.n_bytes_needed)
    assert tries < 6
