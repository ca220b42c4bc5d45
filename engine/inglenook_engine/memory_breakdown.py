"""llama.cpp's own account of the memory a context takes, read from its C++ function.

`llama_get_memory_breakdown` returns a `std::map` by value, and llama.cpp offers no C function beside it. This knows how
the two C++ libraries in use lay that map out in memory, and nothing else of llama.cpp. Reading a wrong layout can end
the process, so call it in a child only; the libraries are looked at before, and what is read is checked.
"""

from __future__ import annotations

import ctypes
import sys
from dataclasses import dataclass
from typing import Any

_SYMBOL = "_Z26llama_get_memory_breakdownPK13llama_context"
_LIBSTDCXX_SYMBOL = "_ZSt18_Rb_tree_incrementPSt18_Rb_tree_node_base"
"""Found beside llama.cpp only where it was built with libstdc++, whose map is the one known here."""
_MOST_BUFFER_TYPES = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class BufferMemory:
    """Bytes in one of llama.cpp's buffer types. name: "CPU", "CPU_REPACK", "CUDA0", "CUDA_Host" and so on.

    weights_bytes: of the model. context_bytes: KV cache and recurrent state. compute_bytes: working space of a pass.
    """

    name: str
    weights_bytes: int
    context_bytes: int
    compute_bytes: int

    @property
    def total_bytes(self) -> int:
        return self.weights_bytes + self.context_bytes + self.compute_bytes


class _Map(ctypes.Structure):
    """std::map of libstdc++: a comparison object, then the header node, then the number of nodes."""

    _fields_ = [
        ("comparison", ctypes.c_size_t),
        ("colour", ctypes.c_size_t),
        ("root", ctypes.c_void_p),
        ("leftmost", ctypes.c_void_p),
        ("rightmost", ctypes.c_void_p),
        ("n_nodes", ctypes.c_size_t),
    ]


class _Node(ctypes.Structure):
    _fields_ = [
        ("colour", ctypes.c_size_t),
        ("parent", ctypes.c_void_p),
        ("left", ctypes.c_void_p),
        ("right", ctypes.c_void_p),
        ("buffer_type", ctypes.c_void_p),
        ("weights_bytes", ctypes.c_size_t),
        ("context_bytes", ctypes.c_size_t),
        ("compute_bytes", ctypes.c_size_t),
    ]


def read_breakdown(llama: Any, ggml: Any, context: int) -> tuple[BufferMemory, ...] | None:
    """Memory of the context and its model, by buffer type, in the order of their names. llama, ggml: the two libraries
    as ctypes has them. None where the map's layout is not known (Windows, macOS) or not as expected.

    The map's few nodes are not given back: about 80 bytes each call.
    """
    if sys.platform != "linux" or ctypes.sizeof(ctypes.c_void_p) != 8:
        return None
    if not hasattr(llama, _SYMBOL) or not hasattr(llama, _LIBSTDCXX_SYMBOL):
        return None
    # a function object of its own: its result type is no one else's affair
    function = ctypes.CFUNCTYPE(_Map, ctypes.c_void_p)((_SYMBOL, llama))
    found = function(ctypes.c_void_p(context))
    if not 0 < found.n_nodes <= _MOST_BUFFER_TYPES or not found.root:
        return None
    ggml.ggml_backend_buft_name.restype = ctypes.c_char_p
    memory: list[BufferMemory] = []
    addresses = [found.root]
    while addresses and len(memory) <= found.n_nodes:
        node = _Node.from_address(addresses.pop())
        addresses.extend(child for child in (node.left, node.right) if child)
        memory.append(
            BufferMemory(
                name=ggml.ggml_backend_buft_name(ctypes.c_void_p(node.buffer_type)).decode("ascii", "replace"),
                weights_bytes=node.weights_bytes,
                context_bytes=node.context_bytes,
                compute_bytes=node.compute_bytes,
            )
        )
    return tuple(sorted(memory, key=lambda each: each.name)) if len(memory) == found.n_nodes else None
