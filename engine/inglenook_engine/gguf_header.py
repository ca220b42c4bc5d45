"""The header of a GGUF file: its keys and the places of its tensors, from the file's first bytes alone.

Pure: bytes in, values out, no file is opened. The bytes come from strangers, so every count, length and offset is
checked before it is used, and the work is bounded by the bytes given. Weights are never looked at. Run it on a file
from the network in a process that is limited in time and memory.
"""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass

from .errors import EngineError
from .types import FailureKind

MOST_HEADER_BYTES = 256 * 2**20
_MOST_ENTRIES = 65_536
"""Keys, and tensors: the largest published models have about 3,000 tensors in a file."""
_MOST_KEPT_ITEMS = 4_096
"""Longer arrays are vocabularies; only their length is kept."""
_MOST_NAME_BYTES = 4_096
_MOST_DIMENSIONS = 4

_STRING, _ARRAY = 8, 9
_NUMBERS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}

TENSOR_TYPES = {
    0: ("F32", 1, 4),
    1: ("F16", 1, 2),
    2: ("Q4_0", 32, 18),
    3: ("Q4_1", 32, 20),
    6: ("Q5_0", 32, 22),
    7: ("Q5_1", 32, 24),
    8: ("Q8_0", 32, 34),
    10: ("Q2_K", 256, 84),
    11: ("Q3_K", 256, 110),
    12: ("Q4_K", 256, 144),
    13: ("Q5_K", 256, 176),
    14: ("Q6_K", 256, 210),
    16: ("IQ2_XXS", 256, 66),
    17: ("IQ2_XS", 256, 74),
    18: ("IQ3_XXS", 256, 98),
    19: ("IQ1_S", 256, 50),
    20: ("IQ4_NL", 32, 18),
    21: ("IQ3_S", 256, 110),
    22: ("IQ2_S", 256, 82),
    23: ("IQ4_XS", 256, 136),
    24: ("I8", 1, 1),
    25: ("I16", 1, 2),
    26: ("I32", 1, 4),
    27: ("I64", 1, 8),
    28: ("F64", 1, 8),
    29: ("IQ1_M", 256, 56),
    30: ("BF16", 1, 2),
    34: ("TQ1_0", 256, 54),
    35: ("TQ2_0", 256, 66),
    39: ("MXFP4", 32, 17),
    40: ("NVFP4", 64, 36),
}
"""ggml's tensor types by number: name, elements in a block, bytes of a block."""

Value = int | float | bool | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Array:
    """items: the numbers of an array of at most 4,096; empty for a longer one and for strings."""

    n_items: int
    items: tuple[int | float | bool, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TensorPlace:
    """shape: innermost dimension first. offset: bytes from the beginning of the tensors' part of the file. part: which
    file of a split model it is in, from 0."""

    name: str
    type_name: str
    shape: tuple[int, ...]
    offset: int
    size_bytes: int
    part: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class GgufHeader:
    """data_offset: where the tensors' part begins, which is the header's size. data_bytes: size of that part."""

    version: int
    keys: dict[str, Value | Array]
    tensors: tuple[TensorPlace, ...]
    data_offset: int
    data_bytes: int

    def number(self, key: str) -> int | None:
        """A whole number that is not negative; None for a key that is missing or says something else."""
        value = self.keys.get(key)
        return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None

    def text(self, key: str) -> str:
        value = self.keys.get(key)
        return value if isinstance(value, str) else ""

    def length(self, key: str) -> int:
        """Items of an array; 0 for a key that is missing or no array."""
        value = self.keys.get(key)
        return value.n_items if isinstance(value, Array) else 0


class HeaderCutError(Exception):
    """The bytes end within the header. n_bytes_needed: at least so many from the file's beginning are needed."""

    def __init__(self, n_bytes_needed: int) -> None:
        super().__init__(f"the header needs {n_bytes_needed:,} bytes or more")
        self.n_bytes_needed = n_bytes_needed


def parse_header(data: bytes, *, name: str, size_bytes: int) -> GgufHeader:
    """The header at the beginning of `data`, the first bytes of the file `name` of size_bytes.

    Raises HeaderCutError when the header goes on behind `data` and the file does, and EngineError(MODEL_LOAD), with a
    sentence, for what is no GGUF or contradicts itself or its size.
    """
    reader = _Reader(data, name=name, size_bytes=size_bytes)
    if data[:4] != b"GGUF"[: len(data)] or not data:
        raise _refusal(f"{name} is not a GGUF model file. Choose a file that ends in .gguf, or fetch it again.")
    reader.skip(4)
    version = reader.number("I")
    if version not in (2, 3):
        raise _refusal(f"{name} has GGUF version {version}; this engine reads versions 2 and 3. Fetch a newer file.")
    n_tensors, n_keys = reader.number("Q"), reader.number("Q")
    if n_tensors > _MOST_ENTRIES or n_keys > _MOST_ENTRIES:
        raise reader.damage(f"its header counts {n_tensors:,} tensors and {n_keys:,} keys")
    keys: dict[str, Value | Array] = {}
    for _ in range(n_keys):
        key = reader.text(_MOST_NAME_BYTES, "the name of a key")
        if key in keys:
            raise reader.damage(f"the key {_shown(key)} is in it twice")
        keys[key] = _value(reader, key)
    alignment = keys.get("general.alignment", 32)
    if not isinstance(alignment, int) or not 0 < alignment <= 2**20 or alignment & (alignment - 1):
        raise reader.damage(f"it aligns its tensors to {ascii(alignment)[:40]} bytes")
    tensors = _tensors(reader, n_tensors, alignment)
    data_offset = _padded(reader.position, alignment)
    data_bytes = _padded(tensors[-1].offset + tensors[-1].size_bytes, alignment) if tensors else 0
    # the last tensor's padding may be missing
    if tensors and data_offset + tensors[-1].offset + tensors[-1].size_bytes > size_bytes:
        raise _refusal(
            f"{name} is incomplete or damaged: its header announces {_gb(data_offset + data_bytes)} and it has "
            f"{_gb(size_bytes)}. Fetch the file again."
        )
    return GgufHeader(version=version, keys=keys, tensors=tensors, data_offset=data_offset, data_bytes=data_bytes)


class _Reader:
    """Takes values from the bytes one after another. Raises HeaderCutError at their end, or a refusal at the file's."""

    def __init__(self, data: bytes, *, name: str, size_bytes: int) -> None:
        self._data = data
        self._name = name
        self._size_bytes = size_bytes
        self.position = 0

    def skip(self, n_bytes: int) -> None:
        end = self.position + n_bytes
        if end > self._size_bytes:
            raise _refusal(
                f"{self._name} is incomplete or damaged: its header goes on to byte {end:,} and the file has "
                f"{self._size_bytes:,}. Fetch the file again."
            )
        if end > MOST_HEADER_BYTES:
            raise self.damage(f"its header is larger than {_gb(MOST_HEADER_BYTES)}")
        if end > len(self._data):
            raise HeaderCutError(end)
        self.position = end

    def numbers(self, code: str, n: int) -> tuple[int | float | bool, ...]:
        start = self.position
        layout = struct.Struct(f"<{n}{code}")
        self.skip(layout.size)
        return layout.unpack_from(self._data, start)

    def number(self, code: str) -> int:
        (value,) = self.numbers(code, 1)
        return int(value)

    def text(self, most_bytes: int, what: str) -> str:
        """what: for the sentence when it is longer than most_bytes."""
        n_bytes = self.number("Q")
        if n_bytes > most_bytes:
            raise self.damage(f"{what} has {n_bytes:,} bytes")
        start = self.position
        self.skip(n_bytes)
        return self._data[start : self.position].decode("utf-8", "replace")

    def skip_texts(self, n: int) -> None:
        """Each takes 8 bytes at least, so that the bytes given bound the work. A vocabulary has 100,000 and more of
        them, so they are jumped over blindly first, and looked at one by one only where that leads out of bounds."""
        data, position = self._data, self.position
        length_at = struct.Struct("<Q").unpack_from
        try:
            for _ in range(n):
                position += 8 + length_at(data, position)[0]
        except (struct.error, OverflowError):
            position = len(data) + 1
        if position <= min(len(data), self._size_bytes, MOST_HEADER_BYTES):
            self.position = position
            return
        for _ in range(n):
            self.skip(self.number("Q"))

    def damage(self, what: str) -> EngineError:
        return _refusal(f"{self._name} is damaged: {what}. Fetch the file again.")


def _value(reader: _Reader, key: str) -> Value | Array:
    kind = reader.number("I")
    if kind == _STRING:
        return reader.text(MOST_HEADER_BYTES, f"the key {_shown(key)}")
    if kind == _ARRAY:
        item_kind, n_items = reader.number("I"), reader.number("Q")
        if item_kind == _STRING:
            reader.skip_texts(n_items)
            return Array(n_items=n_items, items=())
        if item_kind not in _NUMBERS:
            raise reader.damage(f"the key {_shown(key)} is an array of an unknown type, {item_kind}")
        code = _NUMBERS[item_kind]
        if n_items > _MOST_KEPT_ITEMS:
            reader.skip(n_items * struct.calcsize(f"<{code}"))
            return Array(n_items=n_items, items=())
        return Array(n_items=n_items, items=reader.numbers(code, n_items))
    if kind not in _NUMBERS:
        raise reader.damage(f"the key {_shown(key)} has an unknown type, {kind}")
    (value,) = reader.numbers(_NUMBERS[kind], 1)
    return value


def _tensors(reader: _Reader, n_tensors: int, alignment: int) -> tuple[TensorPlace, ...]:
    """Raises a refusal for a tensor that lies elsewhere than behind the one before it, as llama.cpp does."""
    tensors = []
    names = set()
    expected_offset = 0
    for _ in range(n_tensors):
        name = reader.text(_MOST_NAME_BYTES, "the name of a tensor")
        if name in names:
            raise reader.damage(f"the tensor {_shown(name)} is in it twice")
        names.add(name)
        n_dimensions = reader.number("I")
        if not 0 < n_dimensions <= _MOST_DIMENSIONS:
            raise reader.damage(f"the tensor {_shown(name)} has {n_dimensions:,} dimensions")
        shape = tuple(int(length) for length in reader.numbers("Q", n_dimensions))
        n_elements = math.prod(shape)
        type_number, offset = reader.number("I"), reader.number("Q")
        if type_number not in TENSOR_TYPES:
            raise _refusal(
                f"The tensor {_shown(name)} is of type {type_number}, which this engine does not know. "
                "Choose another quantization, or update Inglenook."
            )
        type_name, block_elements, block_bytes = TENSOR_TYPES[type_number]
        if not 0 < n_elements < 2**63 or shape[0] % block_elements:
            raise reader.damage(f"the tensor {_shown(name)} has the impossible shape {' x '.join(map(str, shape))}")
        size_bytes = n_elements // block_elements * block_bytes
        if offset != expected_offset:
            raise reader.damage(f"the tensor {_shown(name)} lies at {offset:,} instead of {expected_offset:,}")
        expected_offset = _padded(offset + size_bytes, alignment)
        tensors.append(TensorPlace(name=name, type_name=type_name, shape=shape, offset=offset, size_bytes=size_bytes))
    return tuple(tensors)


def _padded(n: int, alignment: int) -> int:
    return (n + alignment - 1) // alignment * alignment


def _shown(name: str) -> str:
    """A stranger's name within a sentence: short, and nothing in it that a terminal would obey."""
    return ascii(name[:40])


def _gb(n_bytes: int) -> str:
    return f"{n_bytes / 1e9:,.1f} GB"


def _refusal(message: str) -> EngineError:
    return EngineError(FailureKind.MODEL_LOAD, message)
