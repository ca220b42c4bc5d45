"""Models of a few hundred kilobytes with random weights, written with the gguf package: for what no small real model
shows. They say nothing sensible, but they are right or wrong like any other: same tokens in, same logits out.

All share one vocabulary: three control tokens, the 256 bytes, and words.
"""

from __future__ import annotations

from pathlib import Path

import gguf
import numpy as np

N_EMBD, N_HEAD, N_HEAD_KV, N_FF = 64, 4, 2, 128
N_CTX = 4096
N_VOCAB = 320


class TinyModel:
    """One model being written. seed: of its weights. other_seed, difference: of what is added to them."""

    def __init__(
        self,
        path: Path,
        architecture: str,
        n_layers: int,
        *,
        seed: int,
        difference: float,
        n_vocab: int,
        head_count_kv: int | list[int] = N_HEAD_KV,
        word: str = "word",
    ) -> None:
        self.writer = gguf.GGUFWriter(path, architecture)
        self._random = np.random.default_rng(seed)
        self._other = np.random.default_rng(seed + 1000)
        self._difference = difference
        writer = self.writer
        writer.add_name(path.stem)
        writer.add_context_length(N_CTX)
        writer.add_embedding_length(N_EMBD)
        writer.add_block_count(n_layers)
        writer.add_feed_forward_length(N_FF)
        writer.add_head_count(N_HEAD)
        writer.add_head_count_kv(head_count_kv)
        writer.add_layer_norm_rms_eps(1e-5)
        writer.add_vocab_size(n_vocab)
        writer.add_file_type(gguf.LlamaFileType.ALL_F32)
        tokens = [b"<unk>", b"<s>", b"</s>"] + [f"<0x{byte:02X}>".encode() for byte in range(256)]
        kinds = [gguf.TokenType.UNKNOWN, gguf.TokenType.CONTROL, gguf.TokenType.CONTROL]
        kinds += [gguf.TokenType.BYTE] * 256
        for i in range(n_vocab - len(tokens)):
            tokens.append(f"▁{word}{i}".encode())
            kinds.append(gguf.TokenType.NORMAL)
        writer.add_tokenizer_model("llama")
        writer.add_token_list(tokens)
        writer.add_token_scores([-float(i) for i in range(n_vocab)])
        writer.add_token_types(kinds)
        writer.add_unk_token_id(0)
        writer.add_bos_token_id(1)
        writer.add_eos_token_id(2)
        # a few tokens stand out after each context, as in a real model
        self.matrix("token_embd.weight", n_vocab, N_EMBD, scale=1.0)
        self.matrix("output.weight", n_vocab, N_EMBD, scale=3.0)

    def matrix(self, name: str, *shape: int, scale: float = 1.0) -> None:
        """Random weights, (rows, columns): such that a vector of size 1 becomes one of about `scale`."""
        size = scale / np.sqrt(shape[-1])
        weights = self._random.normal(0.0, size, shape) + self._difference * self._other.normal(0.0, size, shape)
        self.writer.add_tensor(name, weights.astype(np.float32))

    def vector(self, name: str, n: int, value: float = 1.0) -> None:
        self.writer.add_tensor(name, np.full(n, value, dtype=np.float32))

    def attention(self, layer: int, n_head_kv: int = N_HEAD_KV) -> None:
        n_kv = N_EMBD // N_HEAD * n_head_kv
        self.matrix(f"blk.{layer}.attn_q.weight", N_EMBD, N_EMBD, scale=2.0)
        self.matrix(f"blk.{layer}.attn_k.weight", n_kv, N_EMBD, scale=2.0)
        self.matrix(f"blk.{layer}.attn_v.weight", n_kv, N_EMBD)
        self.matrix(f"blk.{layer}.attn_output.weight", N_EMBD, N_EMBD)

    def feed_forward(self, layer: int) -> None:
        self.vector(f"blk.{layer}.ffn_norm.weight", N_EMBD)
        self.matrix(f"blk.{layer}.ffn_gate.weight", N_FF, N_EMBD)
        self.matrix(f"blk.{layer}.ffn_up.weight", N_FF, N_EMBD)
        self.matrix(f"blk.{layer}.ffn_down.weight", N_EMBD, N_FF)

    def finish(self) -> None:
        self.writer.write_header_to_file()
        self.writer.write_kv_data_to_file()
        self.writer.write_tensors_to_file()
        self.writer.close()


def write_llama(
    path: Path,
    *,
    seed: int = 1,
    difference: float = 0.0,
    n_vocab: int = N_VOCAB,
    n_layers: int = 2,
    word: str = "word",
    template: str = "",
) -> Path:
    """An ordinary transformer. difference: 0 for the same weights again, 0.1 for a model that mostly agrees. template:
    of chats, "" for none."""
    model = TinyModel(path, "llama", n_layers, seed=seed, difference=difference, n_vocab=n_vocab, word=word)
    if template:
        model.writer.add_chat_template(template)
    model.writer.add_rope_dimension_count(N_EMBD // N_HEAD)
    for layer in range(n_layers):
        model.vector(f"blk.{layer}.attn_norm.weight", N_EMBD)
        model.attention(layer)
        model.feed_forward(layer)
    model.vector("output_norm.weight", N_EMBD)
    model.finish()
    return path


def write_mamba(path: Path, *, seed: int = 1, difference: float = 0.0) -> Path:
    """A recurrent model: llama.cpp keeps one state of it and cannot go back."""
    n_inner, n_state, n_conv, n_rank = 2 * N_EMBD, 16, 4, 4
    model = TinyModel(path, "mamba", 2, seed=seed, difference=difference, n_vocab=N_VOCAB)
    model.writer.add_ssm_conv_kernel(n_conv)
    model.writer.add_ssm_inner_size(n_inner)
    model.writer.add_ssm_state_size(n_state)
    model.writer.add_ssm_time_step_rank(n_rank)
    for layer in range(2):
        model.vector(f"blk.{layer}.attn_norm.weight", N_EMBD)
        model.matrix(f"blk.{layer}.ssm_in.weight", 2 * n_inner, N_EMBD)
        model.matrix(f"blk.{layer}.ssm_conv1d.weight", n_inner, n_conv)
        model.vector(f"blk.{layer}.ssm_conv1d.bias", n_inner, 0.0)
        model.matrix(f"blk.{layer}.ssm_x.weight", n_rank + 2 * n_state, n_inner)
        model.matrix(f"blk.{layer}.ssm_dt.weight", n_inner, n_rank)
        model.vector(f"blk.{layer}.ssm_dt.bias", n_inner, 0.1)
        # decays: what was said is forgotten at different speeds
        decay = -np.linspace(0.05, 2.0, n_state, dtype=np.float32)
        model.writer.add_tensor(f"blk.{layer}.ssm_a", np.tile(decay, (n_inner, 1)))
        model.vector(f"blk.{layer}.ssm_d", n_inner)
        model.matrix(f"blk.{layer}.ssm_out.weight", N_EMBD, n_inner)
    model.vector("output_norm.weight", N_EMBD)
    model.finish()
    return path


def write_lfm2(path: Path, *, seed: int = 1, difference: float = 0.0) -> Path:
    """A hybrid: convolutions with a state, and attention. llama.cpp can keep snapshots of this state."""
    heads = [0, N_HEAD_KV, 0, N_HEAD_KV]
    model = TinyModel(path, "lfm2", len(heads), seed=seed, difference=difference, n_vocab=N_VOCAB, head_count_kv=heads)
    model.writer.add_shortconv_l_cache(3)
    model.writer.add_rope_freq_base(10000.0)
    for layer, n_head_kv in enumerate(heads):
        model.vector(f"blk.{layer}.attn_norm.weight", N_EMBD)
        if n_head_kv:
            model.attention(layer, n_head_kv)
            model.vector(f"blk.{layer}.attn_q_norm.weight", N_EMBD // N_HEAD)
            model.vector(f"blk.{layer}.attn_k_norm.weight", N_EMBD // N_HEAD)
        else:
            model.matrix(f"blk.{layer}.shortconv.conv.weight", N_EMBD, 3, scale=1.5)
            model.matrix(f"blk.{layer}.shortconv.in_proj.weight", 3 * N_EMBD, N_EMBD, scale=1.5)
            model.matrix(f"blk.{layer}.shortconv.out_proj.weight", N_EMBD, N_EMBD, scale=1.5)
        model.feed_forward(layer)
    model.vector("token_embd_norm.weight", N_EMBD)
    model.finish()
    return path


def write_gemma3(path: Path, *, window: int, seed: int = 1, difference: float = 0.0) -> Path:
    """Five layers that see the last `window` tokens, and one that sees all."""
    n_layers = 6
    model = TinyModel(path, "gemma3", n_layers, seed=seed, difference=difference, n_vocab=N_VOCAB)
    model.writer.add_key_length(N_EMBD // N_HEAD)
    model.writer.add_value_length(N_EMBD // N_HEAD)
    model.writer.add_sliding_window(window)
    for layer in range(n_layers):
        model.vector(f"blk.{layer}.attn_norm.weight", N_EMBD)
        model.attention(layer)
        model.vector(f"blk.{layer}.attn_q_norm.weight", N_EMBD // N_HEAD)
        model.vector(f"blk.{layer}.attn_k_norm.weight", N_EMBD // N_HEAD)
        model.vector(f"blk.{layer}.post_attention_norm.weight", N_EMBD)
        model.feed_forward(layer)
        model.vector(f"blk.{layer}.post_ffw_norm.weight", N_EMBD)
    model.vector("output_norm.weight", N_EMBD)
    model.finish()
    return path


def write_moe(path: Path, *, n_experts: int = 8, n_used: int = 2, seed: int = 1, difference: float = 0.0) -> Path:
    """A mixture of experts: a token uses n_used of them in each layer."""
    model = TinyModel(path, "llama", 2, seed=seed, difference=difference, n_vocab=N_VOCAB)
    model.writer.add_rope_dimension_count(N_EMBD // N_HEAD)
    model.writer.add_expert_count(n_experts)
    model.writer.add_expert_used_count(n_used)
    for layer in range(2):
        model.vector(f"blk.{layer}.attn_norm.weight", N_EMBD)
        model.attention(layer)
        model.vector(f"blk.{layer}.ffn_norm.weight", N_EMBD)
        model.matrix(f"blk.{layer}.ffn_gate_inp.weight", n_experts, N_EMBD)
        model.matrix(f"blk.{layer}.ffn_gate_exps.weight", n_experts, N_FF, N_EMBD)
        model.matrix(f"blk.{layer}.ffn_up_exps.weight", n_experts, N_FF, N_EMBD)
        model.matrix(f"blk.{layer}.ffn_down_exps.weight", n_experts, N_EMBD, N_FF)
    model.vector("output_norm.weight", N_EMBD)
    model.finish()
    return path
