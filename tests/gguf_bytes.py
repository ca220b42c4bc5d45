"""Headers of GGUF files, byte by byte, true ones and others, for tests of what reads them."""

from __future__ import annotations

import struct
from collections.abc import Iterable


def text(data: bytes) -> bytes:
    return struct.pack("<Q", len(data)) + data


def key(name: bytes, kind: int, value: bytes) -> bytes:
    return text(name) + struct.pack("<I", kind) + value


def texts(items: Iterable[bytes]) -> bytes:
    """The value of a key of kind 9 that is a list of texts."""
    found = list(items)
    return struct.pack("<IQ", 8, len(found)) + b"".join(map(text, found))


def tensor(name: bytes, n_elements: int, offset: int) -> bytes:
    """In 32-bit floats."""
    return text(name) + struct.pack("<IQIQ", 1, n_elements, 0, offset)


def beginning(keys: list[bytes], tensors: list[bytes]) -> bytes:
    return b"GGUF" + struct.pack("<IQQ", 3, len(tensors), len(keys)) + b"".join(keys) + b"".join(tensors)


def model(n_words: int, *, n_bytes: int = 4_000) -> tuple[bytes, int]:
    """A file with a vocabulary and one tensor of n_bytes zeros; where its header ends."""
    keys = [
        key(b"general.architecture", 8, text(b"llama")),
        key(b"tokenizer.ggml.tokens", 9, texts(b"word%d" % i for i in range(n_words))),
    ]
    header = beginning(keys, [tensor(b"output.weight", n_bytes // 4, 0)])
    header += bytes(-len(header) % 32)
    return header + bytes(n_bytes), len(header)


def described(
    *, template: str, name: str = "Tiny", file_type: int = 15, n_ctx: int = 4_096, n_bytes: int = 400_000, fill: int = 0
) -> bytes:
    """A whole small file whose header says these things of it. file_type: of llama.cpp's list, 15 for Q4_K_M. fill:
    the byte that its weights are made of, so that files can differ behind their headers alone."""
    keys = [
        key(b"general.architecture", 8, text(b"llama")),
        key(b"general.name", 8, text(name.encode())),
        key(b"general.file_type", 4, struct.pack("<I", file_type)),
        key(b"llama.context_length", 4, struct.pack("<I", n_ctx)),
        key(b"tokenizer.chat_template", 8, text(template.encode())),
    ]
    header = beginning(keys, [tensor(b"output.weight", n_bytes // 4, 0)])
    return header + bytes(-len(header) % 32) + bytes([fill]) * n_bytes
