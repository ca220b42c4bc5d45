"""The module connects to the library that llama_cpp opened, and to no other."""

from __future__ import annotations

import sys
from pathlib import Path

import inglenook_native as native
import llama_cpp
import pytest

from .conftest import SIZES, Loaded

HANDLE = llama_cpp.llama_cpp._lib._handle


def test_it_was_compiled_against_the_installed_version() -> None:
    assert native.llama_cpp_version == llama_cpp.__version__


def test_binding_twice_does_nothing(bound: None) -> None:
    native.bind(library_handle=HANDLE, struct_sizes=SIZES, version=llama_cpp.__version__)


def test_another_version_is_refused_with_both_numbers(bound: None) -> None:
    with pytest.raises(ImportError, match=r"0\.3\.36.*0\.3\.99.*make setup"):
        native.bind(library_handle=HANDLE, struct_sizes=SIZES, version="0.3.99")


@pytest.mark.parametrize("name", SIZES)
def test_a_struct_of_another_size_is_refused_by_name(bound: None, name: str) -> None:
    with pytest.raises(ImportError, match=rf"{name}.*{SIZES[name] + 8}.*{SIZES[name]}"):
        native.bind(
            library_handle=HANDLE,
            struct_sizes=SIZES | {name: SIZES[name] + 8},
            version=llama_cpp.__version__,
        )
    with pytest.raises(ImportError, match=name):
        native.bind(
            library_handle=HANDLE,
            struct_sizes={k: v for k, v in SIZES.items() if k != name},
            version=llama_cpp.__version__,
        )


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.model
def test_exactly_one_llama_library_is_mapped(starter: Loaded) -> None:
    starter.session()
    maps = Path("/proc/self/maps").read_text(encoding="utf-8").splitlines()
    mapped = {line.split()[-1] for line in maps if "libllama" in line}
    assert len(mapped) == 1


def test_addresses_of_nothing_are_refused(bound: None) -> None:
    with pytest.raises(ValueError, match="model's address is 0"):
        native.Vocab(0)


@pytest.mark.model
def test_a_context_of_nothing_or_of_another_model_is_refused(starter: Loaded, sliding: Loaded) -> None:
    with pytest.raises(ValueError, match="context's address is 0"):
        native.Session(0, starter.vocab)
    with pytest.raises(ValueError, match="another model"):
        native.Session(sliding.context(), starter.vocab)
    with pytest.raises(ValueError, match="prefill_chunk_tokens is 0"):
        starter.session(chunk=0)
