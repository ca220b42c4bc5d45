"""A real model and contexts of it, made with llama_cpp's low-level functions, as the engine makes them."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import inglenook_native as native
import llama_cpp
import pytest

STRUCTS = ("llama_batch", "llama_context_params", "llama_model_params", "llama_token_data")
SIZES = {name: ctypes.sizeof(getattr(llama_cpp, name)) for name in STRUCTS}


@llama_cpp.llama_log_callback
def _quiet(_level: int, _text: bytes, _user_data: object) -> None:
    """llama.cpp tells a great deal while loading."""


@dataclass
class Loaded:
    """A loaded model. `context` makes a context of it, freed with the test."""

    model: int
    vocab: native.Vocab
    contexts: list[int]

    def context(self, *, n_ctx: int = 1024, n_batch: int = 512) -> int:
        params = llama_cpp.llama_context_default_params()
        params.n_ctx = n_ctx
        params.n_batch = n_batch
        # one: two spin for each other whenever something else runs on this machine
        params.n_threads = params.n_threads_batch = 1
        params.swa_full = False
        context = llama_cpp.llama_init_from_model(self.model, params)
        assert context
        self.contexts.append(context)
        return int(context)

    def session(self, *, n_ctx: int = 1024, n_batch: int = 512, chunk: int = 256) -> native.Session:
        context = self.context(n_ctx=n_ctx, n_batch=n_batch)
        return native.Session(context, self.vocab, prefill_chunk_tokens=chunk)


@pytest.fixture(scope="session")
def bound() -> None:
    llama_cpp.llama_log_set(_quiet, None)
    llama_cpp.llama_backend_init()
    native.bind(
        library_handle=llama_cpp.llama_cpp._lib._handle,
        struct_sizes=SIZES,
        version=llama_cpp.__version__,
    )


@pytest.fixture(scope="session")
def load(bound: None) -> Iterator[Callable[[Path], int]]:
    """Models by path, loaded once for all tests."""
    models: dict[Path, int] = {}

    def model_at(path: Path) -> int:
        if path not in models:
            model = llama_cpp.llama_model_load_from_file(str(path).encode(), llama_cpp.llama_model_default_params())
            assert model
            models[path] = model
        return models[path]

    yield model_at
    for model in models.values():
        llama_cpp.llama_model_free(model)


@pytest.fixture
def starter(load: Callable[[Path], int], starter_model: Path) -> Iterator[Loaded]:
    yield from _with_contexts(load(starter_model))


@pytest.fixture
def sliding(load: Callable[[Path], int], model_path: Callable[[str], Path]) -> Iterator[Loaded]:
    """Gemma 3 270M: a sliding window of 512 tokens in most layers."""
    yield from _with_contexts(load(model_path("gemma3-270m")))


def _with_contexts(model: int) -> Iterator[Loaded]:
    loaded = Loaded(model, native.Vocab(model), [])
    yield loaded
    for context in loaded.contexts:
        llama_cpp.llama_free(context)
