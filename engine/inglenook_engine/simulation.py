"""The memory of a local model from llama.cpp itself: a load and a context that allocate nothing, and a real one.

llama.cpp ends the process over some damaged files, and the account is read from a C++ value, so run this in a child.
"""

from __future__ import annotations

import dataclasses
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import psutil

from .errors import EngineError
from .gguf import check_model_file
from .llama_backend import Library, Placement, load_weights, make_context, memory_of
from .memory_breakdown import BufferMemory
from .types import LoadParams
from .wire import from_json

_UNLIMITED_BYTES = 2**63


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """buffers: None where llama.cpp's account cannot be read. n_ctx: tokens, as llama.cpp rounds them. process_bytes:
    memory of this process alone (USS), buffers that were touched included."""

    buffers: tuple[BufferMemory, ...] | None
    n_ctx: int
    process_bytes: int

    @property
    def total_bytes(self) -> int:
        return sum(buffer.total_bytes for buffer in self.buffers or ())


def account(out: BinaryIO, params_json: str, *, is_real: bool) -> int:
    """`python -m inglenook_engine account [--real] JSON`: write an Account of these LoadParams as one JSON object, with
    a sentence in "error" where there is none. Returns the exit status."""
    params = from_json(LoadParams, json.loads(params_json))
    nothing = {"buffers": None, "n_ctx": 0, "process_bytes": 0}
    with out:
        try:
            told = (real_account if is_real else simulated_account)(Library(), params)
        except EngineError as error:
            answer = {**nothing, "error": error.message}
        else:
            answer = {**dataclasses.asdict(told), "error": None}
        out.write(json.dumps(answer).encode() + b"\n")
    return 0


def simulated_account(library: Library, params: LoadParams) -> Account:
    """What a load with these parameters would take. Takes 0.1 to 1 s and about 60 MB, whatever the model's size.

    Weights in RAM are counted once: the mapping of the file beside their rearranged copies is not in it. Raises
    EngineError as a load does.
    """
    return _account(library, params, is_simulated=True)


def real_account(library: Library, params: LoadParams) -> Account:
    """What a load with these parameters does take, right after it."""
    return _account(library, params, is_simulated=False)


def _account(library: Library, params: LoadParams, *, is_simulated: bool) -> Account:
    path = Path(params.model_path)
    check_model_file(path)
    placement = Placement.of(params, has_gpu=library.has_gpu_offload)
    model = load_weights(library, path, placement, lambda _fraction: None, is_simulated=is_simulated)
    context, n_ctx, _ = make_context(library, path, model, params, placement.n_gpu_layers, lambda: _UNLIMITED_BYTES)
    process = psutil.Process(os.getpid())
    return Account(buffers=memory_of(context), n_ctx=n_ctx, process_bytes=process.memory_full_info().uss)
