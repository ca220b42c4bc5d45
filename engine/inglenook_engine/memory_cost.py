"""What a model takes of each memory with given settings, reckoned from the header of its file alone.

Pure. The formulas follow llama.cpp's buffers as the engine asks for them; tests hold them against llama.cpp's own
account. Where llama.cpp itself can be asked (a local file), its answer is better than this one.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from .gguf_header import TensorPlace
from .limits import MAX_ROWS_WITH_LOGITS, PREFILL_CHUNK_CPU, PREFILL_CHUNK_GPU, STATE_SNAPSHOTS
from .model_shape import LayerShape, ModelShape, layer_of
from .plan_types import MemoryUse
from .types import KvType

_F16, _F32 = 2, 4
_KV_BLOCKS = {
    KvType.F32: (1, 4),
    KvType.F16: (1, 2),
    KvType.BF16: (1, 2),
    KvType.Q8_0: (32, 34),
    KvType.Q5_1: (32, 24),
    KvType.Q5_0: (32, 22),
    KvType.Q4_1: (32, 20),
    KvType.Q4_0: (32, 18),
}
"""Elements and bytes of a block of the KV cache."""

REPACKED_X86 = frozenset({"Q4_0", "Q4_K", "Q2_K", "IQ4_NL", "MXFP4"})
REPACKED_ARM = frozenset({"Q4_0", "Q4_K", "Q5_K", "Q6_K", "Q8_0", "IQ4_NL", "MXFP4"})
"""Types of weights that llama.cpp's CPU backend keeps a rearranged copy of (with AVX-512, with NEON dot products)."""

PROCESS_BYTES = 52_000_000
"""The engine's process with its libraries, before a model."""
_BYTES_PER_TOKEN_TEXT, _BYTES_PER_MERGE = 157, 138
"""Of llama.cpp's vocabulary, measured on three."""
_CELL_PADDING = 256
_EXPERTS = re.compile(r"blk\.\d+\.ffn_(up|down|gate|gate_up)_(ch|)exps\.")
"""As llama.cpp's own option for experts on the CPU has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """n_ctx: tokens. n_gpu_layers: from the last one down, the output counted as one. gpu_shares: how the layers are
    divided among several GPUs, in any unit; one number for each GPU. n_expert_layers_in_ram: so many layers, from the
    first, have their experts in RAM wherever the rest of them is."""

    n_ctx: int
    kv_type: KvType
    flash_attention: bool
    n_gpu_layers: int = 0
    gpu_shares: tuple[float, ...] = ()
    n_expert_layers_in_ram: int = 0
    asked_batch: int = 0
    is_draft: bool = False

    @property
    def n_batch(self) -> int:
        return self.asked_batch or (PREFILL_CHUNK_GPU if self.n_gpu_layers else PREFILL_CHUNK_CPU)


def memory_use(shape: ModelShape, settings: Settings, *, repacked_types: frozenset[str]) -> tuple[MemoryUse, ...]:
    """Of RAM first, then of each GPU. The process is in it unless the model is a draft, which shares one."""
    return Costs(shape, repacked_types).of(settings)


class Costs:
    """What a model takes, for any settings. Looks at its tensors once: there may be 65,536, and a plan asks often."""

    def __init__(self, shape: ModelShape, repacked_types: frozenset[str]) -> None:
        self._shape = shape
        self._groups: dict[_Group, int] = {}
        self._embedding_bytes = 0
        self._has_output = False
        for tensor in shape.tensors:
            group = _group_of(tensor)
            self._groups[group] = self._groups.get(group, 0) + tensor.size_bytes
            self._embedding_bytes += tensor.size_bytes if tensor.name == "token_embd.weight" else 0
            self._has_output |= tensor.name == "output.weight"
        self._mapped = _mapped_weights(shape.tensors, repacked_types)

    def of(self, settings: Settings) -> tuple[MemoryUse, ...]:
        """As `memory_use`."""
        shape = self._shape
        places = _layer_places(shape, settings)
        weights = [0] * (len(settings.gpu_shares) + 1)
        layers_in_ram: dict[int, int] = {}
        for group, n_bytes in self._groups.items():
            place = _place_of(group, places, settings)
            weights[place] += n_bytes
            if place == 0 and group.layer is not None:
                layers_in_ram[group.layer] = layers_in_ram.get(group.layer, 0) + n_bytes
        droppable = 0
        if not any(places):
            weights[0], droppable = self._mapped
        if places[-1] and not self._has_output:
            weights[places[-1]] += self._embedding_bytes  # it serves as the output, too: once in RAM, once there
        uses = []
        for place, weights_bytes in enumerate(weights):
            here = [layer for layer, where in zip(shape.layers, places, strict=False) if where == place]
            has_output = places[-1] == place
            compute_bytes = _compute_bytes(shape, here, settings, has_output=has_output, is_ram=place == 0)
            if place and (here or has_output):
                # a wide pass has the weights that are in RAM copied over, a layer at a time
                compute_bytes += max(layers_in_ram.values(), default=0)
            uses.append(
                MemoryUse(
                    weights_bytes=weights_bytes,
                    context_bytes=sum(layer_context_bytes(shape, layer, settings) for layer in here),
                    compute_bytes=compute_bytes,
                    process_bytes=0 if place or settings.is_draft else _process_bytes(shape),
                    droppable_bytes=0 if place else droppable,
                )
            )
        return tuple(uses)


def read_bytes(shape: ModelShape) -> int:
    """Bytes of weights that a token of an answer reads: not the embedding it looks up, nor experts it does not use."""
    has_output = any(tensor.name == "output.weight" for tensor in shape.tensors)
    total = 0
    for tensor in shape.tensors:
        if _EXPERTS.match(tensor.name) and shape.n_experts:
            total += tensor.size_bytes * min(shape.n_experts_used, shape.n_experts) // shape.n_experts
        elif not (tensor.name == "token_embd.weight" and has_output):
            total += tensor.size_bytes
    return total


def layer_context_bytes(shape: ModelShape, layer: LayerShape, settings: Settings) -> int:
    """KV cache and recurrent state of one layer."""
    n_cells = _n_cells(shape, settings, has_window=layer.has_window)
    block_elements, block_bytes = _KV_BLOCKS[settings.kv_type]
    kv = sum(
        -(-elements // block_elements) * block_bytes * n_cells
        for elements in (layer.key_elements, layer.value_elements)
    )
    n_states = 1 + STATE_SNAPSHOTS if shape.keeps_snapshots else 1
    return kv + layer.state_elements * _F32 * n_states


def _n_cells(shape: ModelShape, settings: Settings, *, has_window: bool) -> int:
    n_all = _padded(settings.n_ctx)
    return min(n_all, _padded(shape.window_tokens + settings.n_batch)) if has_window else n_all


def _padded(n_tokens: int) -> int:
    return -(-n_tokens // _CELL_PADDING) * _CELL_PADDING


def _layer_places(shape: ModelShape, settings: Settings) -> list[int]:
    """Where each layer and, at the end, the output is: 0 for RAM, else the GPU's number from 1. As llama.cpp does."""
    n_layers = len(shape.layers) + 1
    n_on_gpu = min(settings.n_gpu_layers, n_layers) if settings.gpu_shares else 0
    total = sum(settings.gpu_shares) or 1.0
    ends = [end / total for end in itertools.accumulate(settings.gpu_shares)]
    places = [0] * (n_layers - n_on_gpu)
    for i in range(n_on_gpu):
        beyond = sum(end <= i / n_on_gpu for end in ends)
        places.append(1 + min(beyond, len(ends) - 1))
    return places


@dataclass(frozen=True, slots=True)
class _Group:
    """Weights that go together. layer: None for the embedding, the output and the like."""

    layer: int | None
    is_output: bool
    is_expert: bool


def _group_of(tensor: TensorPlace) -> _Group:
    layer = layer_of(tensor.name)
    if layer is None:
        return _Group(None, is_output=tensor.name.startswith("output"), is_expert=False)
    return _Group(layer, is_output=False, is_expert=_EXPERTS.match(tensor.name) is not None)


def _place_of(group: _Group, places: Sequence[int], settings: Settings) -> int:
    if group.layer is None:
        return places[-1] if group.is_output else 0
    if group.is_expert and group.layer < settings.n_expert_layers_in_ram:
        return 0
    return places[min(group.layer, len(places) - 1)]


def _mapped_weights(tensors: Sequence[TensorPlace], repacked_types: frozenset[str]) -> tuple[int, int]:
    """Bytes of weights that are all in RAM, and how many of them are pages of the file that are read once only. Not so
    beside a GPU, which has those in RAM in memory that it can read."""
    copied_bytes = in_place_bytes = 0
    spans: dict[int, tuple[int, int]] = {}
    for tensor in tensors:
        if _is_repacked(tensor, repacked_types):
            copied_bytes += tensor.size_bytes
            continue
        in_place_bytes += tensor.size_bytes
        first, last = spans.get(tensor.part, (tensor.offset, 0))
        spans[tensor.part] = min(first, tensor.offset), max(last, tensor.offset + tensor.size_bytes)
    # each file is mapped from the first weight that is used in place to the last
    mapped_bytes = sum(last - first for first, last in spans.values())
    return mapped_bytes + copied_bytes, mapped_bytes - in_place_bytes


def _is_repacked(tensor: TensorPlace, repacked_types: frozenset[str]) -> bool:
    """Only what is multiplied with whole rows of 8: not the embedding, which is looked up."""
    return (
        tensor.type_name in repacked_types
        and len(tensor.shape) > 1
        and tensor.shape[1] % 8 == 0
        and tensor.name.endswith(".weight")
        and not tensor.name.startswith(("token_embd", "per_layer_token_embd"))
    )


def _compute_bytes(
    shape: ModelShape, layers: Sequence[LayerShape], settings: Settings, *, has_output: bool, is_ram: bool
) -> int:
    """Working space of the widest pass: the largest of its phases, for they follow one another in the same bytes."""
    rows = settings.n_batch
    # what comes in from the embedding, in RAM, even where no layer is
    phases = [rows * shape.n_embd * _F32 * 2 if is_ram else 0]
    attention = [layer for layer in layers if layer.key_elements]
    mask_cells = sum({_n_cells(shape, settings, has_window=layer.has_window) for layer in attention})
    mask_bytes = rows * mask_cells * (_F16 if settings.flash_attention else _F32)
    for layer in {*attention}:
        n_cells = _n_cells(shape, settings, has_window=layer.has_window)
        scores = 0 if settings.flash_attention else layer.n_heads * n_cells
        width = 5 * shape.n_embd + layer.key_elements + layer.value_elements
        phases.append(mask_bytes + rows * _F32 * (scores + width))
    if layers:
        phases.append(mask_bytes + rows * _F32 * (3 * shape.n_ff + 3 * shape.n_embd))
    if has_output:
        n_rows_out = 1 if settings.is_draft else MAX_ROWS_WITH_LOGITS
        phases.append(_F32 * (n_rows_out * (shape.n_vocab + 2 * shape.n_embd) + rows * shape.n_embd))
    return max(phases)


def _process_bytes(shape: ModelShape) -> int:
    """The process, the vocabulary in it, and the logits of the widest pass, which end up in RAM in any case."""
    vocabulary = shape.n_vocab * _BYTES_PER_TOKEN_TEXT + shape.n_merges * _BYTES_PER_MERGE
    return PROCESS_BYTES + vocabulary + MAX_ROWS_WITH_LOGITS * shape.n_vocab * _F32
