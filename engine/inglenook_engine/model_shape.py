"""What decides how much memory a model takes, from the header of its file: layers, heads, states, sizes of weights.

Pure, like `gguf_header`. Follows what llama.cpp makes of the same keys; what it does not know it takes to be larger
rather than smaller, and says so in `is_exact`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from .errors import EngineError
from .gguf import quantization_name
from .gguf_header import Array, GgufHeader, TensorPlace
from .types import FailureKind

_MOST_LAYERS = 512
"""LLAMA_MAX_LAYERS of llama.cpp."""
_MOST_LENGTH = 2**24
"""Longer than any width, head count or vocabulary of a real model by a factor of ten and more."""

_WINDOW_PATTERNS = {
    "afmoe": 4,
    "cohere2": 4,
    "cohere2moe": 4,
    "exaone-moe": 4,
    "exaone4": 4,
    "gemma2": 2,
    "gemma3": 6,
    "gemma3n": 5,
    "gpt-oss": 2,
    "laguna": 4,
    "llama4": 4,
    "mellum": 4,
    "muse-glimmer": 4,
    "olmo2": 4,
    "plamo3": 8,
    "smallthinker": 4,
}
"""Of so many layers one sees all tokens and the others a window, where the header does not say it otherwise."""
_FULL_FIRST = frozenset({"cohere2moe", "laguna", "smallthinker"})
"""There the first of the layers sees all, elsewhere the last."""

_RECURRENT = frozenset({"mamba", "mamba2", "rwkv6", "rwkv6qwen2", "rwkv7", "arwkv7"})
_STATE_IN_EVERY_LAYER = frozenset({"falcon-h1"})
_FULL_ATTENTION_INTERVALS = frozenset({"qwen3next", "qwen35", "qwen35moe", "qwen4exp", "minimax-01"})
_WITH_SNAPSHOTS = frozenset(
    {
        *("bailingmoe3", "deepseek4", "glm5-next", "kimi-k3", "lfm2", "lfm2moe", "nemotron_h", "nemotron_h_moe"),
        *("qwen35", "qwen35moe", "qwen4exp"),
    }
)
"""Recurrent states of which llama.cpp can keep earlier ones (llm_arch_supports_rs_rollback)."""
_LAYER = re.compile(r"blk\.(\d{1,3})\.")


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerShape:
    """One layer. key_elements, value_elements: of its KV cache for one token, 0 for a layer without one.
    has_window: it sees the last tokens alone. state_elements: of its recurrent state, 0 without one.
    """

    key_elements: int
    value_elements: int
    n_heads: int
    has_window: bool
    state_elements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelShape:
    """layers: those that llama.cpp runs, in order. window_tokens: 0 without a sliding window. n_ff: elements between
    the two halves of a feed-forward layer, over all experts that one token uses. n_experts: 0 for a dense model.
    is_exact: False where a part of it is taken to be larger than it may be.
    """

    name: str
    architecture: str
    quantization: str
    n_ctx_train: int
    n_embd: int
    n_ff: int
    n_vocab: int
    n_merges: int
    n_experts: int
    n_experts_used: int
    window_tokens: int
    layers: tuple[LayerShape, ...]
    tensors: tuple[TensorPlace, ...]
    is_exact: bool

    @property
    def weights_bytes(self) -> int:
        return sum(tensor.size_bytes for tensor in self.tensors)

    @property
    def keeps_snapshots(self) -> bool:
        """Whether llama.cpp keeps earlier recurrent states of it when it is asked to."""
        return self.architecture in _WITH_SNAPSHOTS


def layer_of(tensor_name: str) -> int | None:
    """The layer that a tensor belongs to; None for the embedding, the output and the like."""
    found = _LAYER.match(tensor_name)
    return int(found[1]) if found else None


def shape_of(header: GgufHeader, *, name: str) -> ModelShape:
    """name: the file's, for sentences. Raises EngineError(MODEL_LOAD) where the numbers cannot be a model's."""
    architecture = header.text("general.architecture")

    def number(key: str, default: int = 0) -> int:
        value = header.number(f"{architecture}.{key}")
        if value is not None and value > _MOST_LENGTH and key != "context_length":
            raise _damaged(name, f"its header says {value:,} for {key!r}")
        return default if value is None else value

    def per_layer(key: str, default: int = 0) -> list[int]:
        """Every layer's number, which the header gives once or for each."""
        value = header.keys.get(f"{architecture}.{key}")
        if not isinstance(value, Array):
            return [number(key, default)] * n_layers
        if len(value.items) < n_layers:
            raise _damaged(name, f"its header says {key!r} for {value.n_items:,} of {n_layers} layers")
        items = [int(item) for item in value.items[:n_layers]]
        if not all(0 <= item <= _MOST_LENGTH for item in items):
            raise _damaged(name, f"its header says impossible numbers for {key!r}")
        return items

    n_layers = header.number(f"{architecture}.block_count") or 0
    n_embd = number("embedding_length")
    if not architecture or not 0 < n_layers <= _MOST_LAYERS or not n_embd:
        raise EngineError(
            FailureKind.MODEL_LOAD,
            f"{name} does not say how a language model is built: {n_layers:,} layers of width {n_embd:,}. "
            "Choose a text generation model.",
        )
    heads = per_layer("attention.head_count")
    kv_heads = per_layer("attention.head_count_kv") if _is_given(header, architecture) else heads
    default_length = n_embd // heads[0] if heads[0] else 0
    key_length, value_length = (
        number("attention.key_length", default_length),
        number("attention.value_length", default_length),
    )
    window_tokens = number("attention.sliding_window")
    windows, windows_known = _windows(header, architecture, n_layers, window_tokens)
    latent = number("attention.kv_lora_rank")
    ff_lengths = per_layer("feed_forward_length")
    idle = [not n for n in kv_heads]
    if architecture.startswith("nemotron_h"):  # a layer is attention, a state or a feed-forward part alone
        idle = [not n and not ff for n, ff in zip(kv_heads, ff_lengths, strict=True)]
    states = _states(header, architecture, n_layers, n_embd, idle, number)
    n_after = number("nextn_predict_layers")
    layers = []
    for i in range(n_layers):
        is_attention = architecture in _STATE_IN_EVERY_LAYER or not states[i]
        if latent and header.number(f"{architecture}.attention.key_length_mla"):
            # one compressed vector stands for K and V of all heads
            keys, values = key_length, 0
        else:
            keys, values = key_length * kv_heads[i], value_length * kv_heads[i]
        if i >= n_layers - n_after:
            keys = values = 0
        layers.append(
            LayerShape(
                key_elements=keys if is_attention else 0,
                value_elements=values if is_attention else 0,
                n_heads=heads[i] if is_attention else 0,
                has_window=windows[i],
                state_elements=states[i],
            )
        )
    n_experts_used = number("expert_used_count")
    n_ff = max(ff_lengths)
    expert_ff = number("expert_feed_forward_length", n_ff if n_experts_used else 0)
    vocabulary = header.length("tokenizer.ggml.tokens") or number("vocab_size")
    return ModelShape(
        name=name,
        architecture=architecture,
        quantization=quantization_name(str(header.number("general.file_type"))),
        n_ctx_train=number("context_length"),
        n_embd=n_embd,
        n_ff=max(n_ff, expert_ff * n_experts_used),
        n_vocab=vocabulary,
        n_merges=header.length("tokenizer.ggml.merges"),
        n_experts=number("expert_count"),
        n_experts_used=n_experts_used,
        window_tokens=window_tokens,
        layers=tuple(layers),
        tensors=header.tensors,
        is_exact=windows_known and not (window_tokens and architecture == "gemma3n"),
    )


def _is_given(header: GgufHeader, architecture: str) -> bool:
    return f"{architecture}.attention.head_count_kv" in header.keys


def _windows(header: GgufHeader, architecture: str, n_layers: int, window_tokens: int) -> tuple[list[bool], bool]:
    """Which layers see a window alone, and whether that is known. Unknown: none, which takes most memory."""
    if not window_tokens:
        return [False] * n_layers, True
    given = header.keys.get(f"{architecture}.attention.sliding_window_pattern")
    if isinstance(given, Array) and len(given.items) >= n_layers:
        return [bool(item) for item in given.items[:n_layers]], True
    pattern = given if isinstance(given, int) and given > 0 else _WINDOW_PATTERNS.get(architecture)
    if pattern is None:
        return [False] * n_layers, False
    full = 0 if architecture in _FULL_FIRST else pattern - 1
    return [i % pattern != full for i in range(n_layers)], True


def _states(
    header: GgufHeader, architecture: str, n_layers: int, n_embd: int, idle: list[bool], number: Callable[..., int]
) -> list[int]:
    """Elements of each layer's recurrent state, 0 where it has none. idle: layers that neither attend nor, where that
    tells, feed forward."""
    n_inner, n_state, n_conv = number("ssm.inner_size"), number("ssm.state_size"), number("ssm.conv_kernel")
    short_conv = number("shortconv.l_cache")
    head_size = number("wkv.head_size")
    if short_conv:
        elements = n_embd * (short_conv - 1)
    elif head_size:
        elements = n_embd * (head_size + number("token_shift_count", 2))
    else:
        elements = n_inner * n_state + max(0, n_conv - 1) * (n_inner + 2 * number("ssm.group_count") * n_state)
    if not elements:
        return [0] * n_layers
    if architecture in _RECURRENT or architecture in _STATE_IN_EVERY_LAYER:
        return [elements] * n_layers
    told = header.keys.get(f"{architecture}.attention.recurrent_layers")
    if isinstance(told, Array) and len(told.items) >= n_layers:
        return [elements if item else 0 for item in told.items[:n_layers]]
    if architecture in _FULL_ATTENTION_INTERVALS:
        interval = number("full_attention_interval", 4) or 4
        return [0 if (i + 1) % interval == 0 else elements for i in range(n_layers)]
    return [elements if is_idle else 0 for is_idle in idle]


def _damaged(name: str, what: str) -> EngineError:
    return EngineError(FailureKind.MODEL_LOAD, f"{name} is damaged: {what}. Fetch the file again.")
