"""What headers of model files say for people: licence, publisher, base model, chat template. One JSON object a line.

Read with `gguf_header`, so that no file can end the process, and neither weights nor vocabularies are loaded. The files
come from strangers: the process is limited in memory, and what it tells is short and can be shown.
"""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any, BinaryIO

from .errors import EngineError
from .gguf import quantization_name
from .gguf_header import MOST_HEADER_BYTES, GgufHeader, HeaderCutError, parse_header
from .guard import lower_limits
from .types import FailureKind

FIRST_BYTES = 4 << 20
MOST_MEMORY_BYTES = 4 << 30
MOST_CHARS = 200
MOST_BASES = 4
HEAD_SUFFIX = ".gguf-head"

_ANY_SIZE_BYTES = 1 << 62

_HUB_ADDRESS = re.compile(r"https?://[^/]+/([\w.-]+/[\w.-]+)/?")


def headers(out: BinaryIO, paths: list[str]) -> int:
    """Write one line for each path, in order, each as soon as it is known. Returns the exit status."""
    lower_limits({"RLIMIT_AS": MOST_MEMORY_BYTES})
    with out:
        for path in map(Path, paths):
            out.write(json.dumps({"path": str(path), **facts_of(path)}).encode() + b"\n")
            out.flush()
    return 0


def facts_of(path: Path) -> dict[str, Any]:
    """error: why the header cannot be read, None when it can; the other facts are then empty.

    template_sha256: of the chat template without white space around it, "" where there is none.
    """
    try:
        return {**_facts(read_header(path)), "error": None}
    except EngineError as error:
        problem = error.message
    except OSError as error:
        problem = f"{path.name} cannot be read: {error.strerror or error}. Look at the disk and its permissions."
    except (ValueError, MemoryError):
        problem = f"The header of {path.name} is too large to be read. Fetch the file again."
    nothing = dict.fromkeys(("name", "full_name", "architecture", "quantization", "licence", "publisher"), "")
    return {
        **nothing,
        "base_models": [],
        "n_ctx_train": 0,
        "template_sha256": "",
        "template_bytes": 0,
        "error": problem,
    }


def read_header(path: Path) -> GgufHeader:
    """Reads as much of the file as its header takes. Of a `.gguf-head`, the first bytes of a file that is not here, the
    whole size is not known: it is not held against the header. Raises EngineError or OSError."""
    with path.open("rb") as file:
        here_bytes = file.seek(0, 2)
        size_bytes = _ANY_SIZE_BYTES if path.suffix == HEAD_SUFFIX else here_bytes
        wanted = FIRST_BYTES
        while True:
            file.seek(0)
            data = file.read(min(wanted, MOST_HEADER_BYTES))
            try:
                return parse_header(data, name=path.name, size_bytes=size_bytes)
            except HeaderCutError as error:
                if len(data) >= here_bytes:
                    raise EngineError(
                        FailureKind.MODEL_LOAD,
                        f"Of {path.name} only the first {here_bytes:,} bytes are here, and its header is longer. "
                        "Fetch it again.",
                    ) from error
                wanted = max(2 * wanted, error.n_bytes_needed)


def template_digest(template: str) -> str:
    """The same for a template whatever white space a converter left around it; "" for none."""
    text = template.strip()
    return hashlib.sha256(text.encode()).hexdigest() if text else ""


def _facts(header: GgufHeader) -> dict[str, Any]:
    def text(key: str) -> str:
        return _shown(header.text(f"general.{key}"))

    architecture = text("architecture")
    file_type = header.number("general.file_type")
    template = header.text("tokenizer.chat_template")
    own_name = "-".join(filter(None, (text("basename"), text("size_label"), text("finetune")))).replace(" ", "-")
    return {
        "name": text("name") or own_name,
        "full_name": own_name if text("basename") else "",
        "architecture": architecture,
        "quantization": quantization_name(None if file_type is None else str(file_type)),
        "licence": text("license") or text("license.name"),
        "publisher": text("organization") or text("author"),
        "base_models": _base_models(header),
        "n_ctx_train": header.number(f"{architecture}.context_length") or 0,
        "template_sha256": template_digest(template),
        "template_bytes": len(template.encode()),
    }


def _base_models(header: GgufHeader) -> list[str]:
    """ "org/name" where the header names a repository, else what it calls them."""
    found = []
    for number in range(min(header.number("general.base_model.count") or 0, MOST_BASES)):
        key = f"general.base_model.{number}"
        match = _HUB_ADDRESS.fullmatch(header.text(f"{key}.repo_url"))
        name = match[1] if match else header.text(f"{key}.name")
        if name:
            found.append(_shown(name))
    return found


def _shown(text: str) -> str:
    """Short, on one line, and nothing in it acts on what shows it."""
    return "".join(c if c.isprintable() else " " for c in text[:MOST_CHARS]).strip()
