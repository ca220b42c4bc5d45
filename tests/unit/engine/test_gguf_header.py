"""GGUF headers: true ones read to the last number, and lying ones refused in a sentence."""

from __future__ import annotations

import contextlib
import struct
from pathlib import Path

import gguf
import numpy as np
import pytest
import tiny_models
from hypothesis import given, settings
from hypothesis import strategies as st
from inglenook_engine.errors import EngineError
from inglenook_engine.gguf_header import GgufHeader, HeaderCutError, parse_header


def text(value: str) -> bytes:
    return struct.pack("<Q", len(value.encode())) + value.encode()


def file_of(
    keys: list[bytes], tensors: list[bytes], *, n_keys: int | None = None, n_tensors: int | None = None
) -> bytes:
    counts = (len(tensors) if n_tensors is None else n_tensors, len(keys) if n_keys is None else n_keys)
    return b"GGUF" + struct.pack("<IQQ", 3, *counts) + b"".join(keys) + b"".join(tensors) + bytes(1024)


def number(key: str, value: int) -> bytes:
    return text(key) + struct.pack("<IQ", 10, value)


def tensor(name: str, shape: tuple[int, ...], *, kind: int = 0, offset: int = 0) -> bytes:
    return text(name) + struct.pack(f"<I{len(shape)}QIQ", len(shape), *shape, kind, offset)


def parsed(data: bytes) -> GgufHeader:
    return parse_header(data, name="model.gguf", size_bytes=len(data))


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_models.write_llama(tmp_path_factory.mktemp("models") / "tiny.gguf")


def test_a_true_header_says_what_the_gguf_package_reads(tiny: Path) -> None:
    header = parsed(tiny.read_bytes())
    reader = gguf.GGUFReader(tiny)
    assert header.data_offset == reader.data_offset
    assert {t.name: (t.type_name, t.shape, t.size_bytes) for t in header.tensors} == {
        t.name: (t.tensor_type.name, tuple(map(int, t.shape)), int(t.n_bytes)) for t in reader.tensors
    }
    assert header.text("general.architecture") == "llama"
    assert header.number("llama.block_count") == 2
    assert header.length("tokenizer.ggml.tokens") == tiny_models.N_VOCAB
    assert header.number("general.name") is None
    assert header.length("llama.block_count") == 0


@pytest.mark.parametrize("kind", [k for k in gguf.GGMLQuantizationType if k.name in ("Q4_K", "Q6_K", "Q8_0", "MXFP4")])
def test_sizes_of_quantised_tensors_are_ggmls(kind: gguf.GGMLQuantizationType) -> None:
    header = parsed(file_of([], [tensor("a", (256, 3), kind=kind)], n_keys=0) + bytes(4096))
    block_elements, block_bytes = gguf.GGML_QUANT_SIZES[kind]
    assert header.tensors[0].size_bytes == 768 // block_elements * block_bytes


def test_the_types_of_tensors_are_those_of_the_gguf_package() -> None:
    from inglenook_engine.gguf_header import TENSOR_TYPES

    theirs = {k.value: (k.name, *sizes) for k, sizes in gguf.GGML_QUANT_SIZES.items()}
    assert {n: kind for n, kind in TENSOR_TYPES.items() if n in theirs} == {
        n: kind for n, kind in theirs.items() if n in TENSOR_TYPES
    }


def test_first_bytes_alone_tell_how_many_more_are_needed(tiny: Path) -> None:
    data = tiny.read_bytes()
    whole = parsed(data)
    n_bytes, n_requests = 64, 0
    header = None
    while header is None:
        try:
            header = parse_header(data[:n_bytes], name="tiny", size_bytes=len(data))
        except HeaderCutError as cut:
            n_bytes, n_requests = max(cut.n_bytes_needed, 2 * n_bytes), n_requests + 1
    assert header == whole
    assert n_requests < 12


def test_what_is_said_to_be_needed_is_never_more_than_the_header(tiny: Path) -> None:
    data = tiny.read_bytes()
    whole = parsed(data)
    for n_bytes in range(4, whole.data_offset - 32, 97):
        with pytest.raises(HeaderCutError) as cut:
            parse_header(data[:n_bytes], name="tiny", size_bytes=len(data))
        assert n_bytes < cut.value.n_bytes_needed <= whole.data_offset


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "not a GGUF"),
        (b"<html>Please log in</html>", "not a GGUF"),
        (b"GG", "incomplete or damaged"),
        (b"GGUF" + struct.pack("<IQQ", 1, 1, 1), "GGUF version 1"),
        (file_of([], [], n_tensors=2**63), "9,223,372,036,854,775,808 tensors"),
        (file_of([], [], n_keys=2**40), "1,099,511,627,776 keys"),
        (file_of([struct.pack("<Q", 2**64 - 1)], []), "the name of a key has 18,446,744,073,709,551,615 bytes"),
        (file_of([text("a") + struct.pack("<IQ", 8, 2**50)], []), "the key 'a' has"),
        (file_of([text("a") + struct.pack("<IQ", 8, 2**20)], []), "goes on to byte"),
        (file_of([text("a") + struct.pack("<IIQ", 9, 8, 2**62)], []), "goes on to byte"),
        (file_of([text("a") + struct.pack("<IIQ", 9, 10, 2**61)], []), "goes on to byte"),
        (file_of([text("a") + struct.pack("<IIQ", 9, 9, 2)], []), "array of an unknown type, 9"),
        (file_of([text("a") + struct.pack("<I", 77)], []), "unknown type, 77"),
        (file_of([number("a", 1), number("a", 2)], []), "'a' is in it twice"),
        (file_of([number("general.alignment", 3)], []), "aligns its tensors to 3"),
        (file_of([number("general.alignment", 0)], []), "aligns its tensors to 0"),
        (file_of([], [tensor("w", (2**32, 2**32))]), "the impossible shape 4294967296 x 4294967296"),
        (file_of([], [tensor("w", (0, 4))]), "the impossible shape 0 x 4"),
        (file_of([], [tensor("w", (33, 4), kind=8)]), "the impossible shape 33 x 4"),
        (file_of([], [tensor("w", (1, 1, 1, 1, 1))]), "5 dimensions"),
        (file_of([], [tensor("w", (4,), kind=4)]), "type 4, which this engine does not know"),
        (file_of([], [tensor("w", (4,), offset=2**63)]), "lies at 9,223,372,036,854,775,808 instead of 0"),
        (file_of([], [tensor("w", (4,)), tensor("w", (4,), offset=32)]), "'w' is in it twice"),
        (file_of([], [tensor("w", (2**40,))]), "announces 4,398.0 GB and it has 0.0 GB"),
        (file_of([], [tensor("\x1b[2J\u202eevil" * 100, (0,))]), "'\\x1b[2J\\u202eevil"),
    ],
)
def test_a_header_that_lies_is_refused_in_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(EngineError) as refused:
        parsed(data)
    assert sentence in refused.value.message
    assert refused.value.message.isprintable()
    assert len(refused.value.message) < 400


@settings(max_examples=400, deadline=None)
@given(data=st.data())
def test_a_changed_header_is_read_or_refused_and_nothing_else(tiny: Path, data: st.DataObject) -> None:
    content = bytearray(tiny.read_bytes()[: parsed(tiny.read_bytes()).data_offset])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + 8] = data.draw(st.sampled_from([b"\xff" * 8, bytes(8), np.random.default_rng(at).bytes(1)]))
    with contextlib.suppress(HeaderCutError):
        try:
            parse_header(bytes(content), name="changed.gguf", size_bytes=tiny.stat().st_size)
        except EngineError as refused:
            sentence = refused.message
        else:
            sentence = ""
        assert not sentence or sentence.isprintable()
