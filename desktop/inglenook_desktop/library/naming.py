"""Names of model files: what they say of the quantization, which are models at all, and how they are shown. Pure."""

from __future__ import annotations

import re

_QUANTIZATION = re.compile(
    r"(?:^|[-._ :])"
    r"(?P<name>(?:I?Q\d(?:_(?:\d|K|XXS|XS|NL|XXL|XL|S|M|L))*|TQ\d_\d|MXFP4(?:_MOE)?|NVFP4|BF16|FP?16|FP?32))"
    r"(?=$|[-._ :])",
    re.IGNORECASE,
)
_NOT_CHAT = ("mmproj", "imatrix", "ggml-vocab-")
"""In the names of projectors, of statistics for quantizing, and of llama.cpp's test vocabularies."""

_FORBIDDEN = frozenset('\\/:<>"|?*')
_LONGEST_NAME_BYTES = 200


def quantization_of(name: str) -> str:
    """The last quantization in a file's name or tag, in capitals; "" for none. Q4_K_M, IQ2_XXS, BF16, …"""
    last = ""
    position = 0
    while match := _QUANTIZATION.search(name, position):
        last = match["name"].upper()
        position = match.end("name")
    return {"FP16": "F16", "FP32": "F32"}.get(last, last)


def is_model_name(name: str) -> bool:
    """A GGUF file that could be chatted with, as far as its name says."""
    lowered = name.lower()
    return lowered.endswith(".gguf") and not any(word in lowered for word in _NOT_CHAT)


def shown(name: object, limit: int = 80) -> str:
    """A name from elsewhere on one line: not too long, and without characters that act on what shows it."""
    text = str(name)
    cut = text if len(text) <= limit else text[: limit // 2] + "…" + text[len(text) - limit // 2 + 1 :]
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in cut)


def problem_of(name: str) -> str:
    """Why a file may not be called so in a folder of ours, on whatever system it is carried to; "" when it may."""
    if not name.isprintable():
        return "it holds characters that cannot be seen"
    if _FORBIDDEN & set(name):
        return 'it holds one of \\ / : < > " | ? *'
    if name != name.strip() or name.startswith(".") or name.endswith("."):
        return "it begins or ends with a dot or a space"
    if len(name.encode("utf-8", "replace")) > _LONGEST_NAME_BYTES:
        return f"it is longer than {_LONGEST_NAME_BYTES} bytes"
    if not name.lower().endswith(".gguf"):
        return "it does not end in .gguf"
    return ""
