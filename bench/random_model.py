"""Models with random weights in the shapes of real ones, written with the gguf package, where no real one can be had.

They say nothing sensible, but a pass takes as long as a real one's: it reads the same bytes and does the same
products. The weights are one random tile over and over, as Q4_K and Q6_K blocks with small scales.

    python bench/random_model.py SHAPE PATH
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    n_layers: int
    n_embd: int
    n_ff: int
    n_head: int
    n_head_kv: int
    n_vocab: int

    @property
    def n_kv(self) -> int:
        return self.n_embd // self.n_head * self.n_head_kv


SHAPES = {
    "dry": Shape(n_layers=2, n_embd=256, n_ff=512, n_head=4, n_head_kv=2, n_vocab=512),
    "head152k": Shape(n_layers=1, n_embd=256, n_ff=256, n_head=4, n_head_kv=2, n_vocab=151936),
    "0.5b": Shape(n_layers=24, n_embd=1024, n_ff=4864, n_head=16, n_head_kv=2, n_vocab=151936),
    "7b": Shape(n_layers=28, n_embd=3584, n_ff=18944, n_head=28, n_head_kv=4, n_vocab=152064),
    "32b": Shape(n_layers=64, n_embd=5120, n_ff=27648, n_head=40, n_head_kv=8, n_vocab=152064),
}
"""head152k: next to nothing but the output matrix, so that what a loop does beside the pass is easily seen. 0.5b: a
little wider than the real one, whose width K-quants cannot have."""

_TILE_BLOCKS = 1 << 14
_BLOCK_WEIGHTS = 256


def write(path: Path, shape: Shape, *, seed: int = 1) -> Path:
    """The file at `path`, a llama. One matrix is in memory at a time."""
    gguf = _gguf()
    import numpy as np

    source = np.random.default_rng(seed)
    kinds = {"q4": gguf.GGMLQuantizationType.Q4_K, "q6": gguf.GGMLQuantizationType.Q6_K}
    tiles = {"q4": _q4_tile(source, np), "q6": _q6_tile(source, np)}
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_name(path.stem)
    writer.add_context_length(32768)
    writer.add_embedding_length(shape.n_embd)
    writer.add_block_count(shape.n_layers)
    writer.add_feed_forward_length(shape.n_ff)
    writer.add_head_count(shape.n_head)
    writer.add_head_count_kv(shape.n_head_kv)
    writer.add_rope_dimension_count(shape.n_embd // shape.n_head)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_vocab_size(shape.n_vocab)
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_Q4_K_M)
    _add_vocabulary(writer, shape.n_vocab, gguf.TokenType)

    def bytes_of(rows: int, columns: int, quant: str) -> int:
        return rows * columns // _BLOCK_WEIGHTS * int(tiles[quant].shape[1])

    for name, rows, columns, quant in _tensors(shape):
        if quant == "f32":
            writer.add_tensor_info(name, (columns,), np.dtype(np.float32), columns * 4)
        else:
            row_bytes = bytes_of(1, columns, quant)
            size = bytes_of(rows, columns, quant)
            writer.add_tensor_info(name, (rows, row_bytes), np.dtype(np.uint8), size, kinds[quant])
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_ti_data_to_file()
    for name, rows, columns, quant in _tensors(shape):
        if quant == "f32":
            writer.write_tensor_data(np.ones(columns, dtype=np.float32))
        else:
            n_blocks = rows * columns // _BLOCK_WEIGHTS
            tile = tiles[quant]
            whole = np.tile(tile, (n_blocks // len(tile) + 1, 1))[:n_blocks]
            whole = whole.reshape(rows, -1)
            if name == "output.weight":
                whole[:3] = 0  # control tokens get a logit of 0, far from the highest: no answer ends early
            writer.write_tensor_data(whole)
    writer.close()
    return path


def _gguf() -> Any:
    """The gguf package, else the copy of it in the vendored source."""
    try:
        import gguf
    except ImportError:
        import llama_source

        source = llama_source.source_folder(llama_source.cache_folder(), version=llama_source.installed_version())
        sys.path.append(str(source / "vendor" / "llama.cpp" / "gguf-py"))
        import gguf
    return gguf


def _tensors(shape: Shape) -> Iterator[tuple[str, int, int, str]]:
    """Name, rows, columns and quantisation, mixed as Q4_K_M mixes them; f32: a vector of `columns`."""
    embd, ff, kv = shape.n_embd, shape.n_ff, shape.n_kv
    yield "token_embd.weight", shape.n_vocab, embd, "q4"
    for layer in range(shape.n_layers):
        better = "q6" if layer < shape.n_layers // 8 or layer % 3 == 2 else "q4"
        at = f"blk.{layer}."
        yield at + "attn_norm.weight", 1, embd, "f32"
        yield at + "attn_q.weight", embd, embd, "q4"
        yield at + "attn_k.weight", kv, embd, "q4"
        yield at + "attn_v.weight", kv, embd, better
        yield at + "attn_output.weight", embd, embd, "q4"
        yield at + "ffn_norm.weight", 1, embd, "f32"
        yield at + "ffn_gate.weight", ff, embd, "q4"
        yield at + "ffn_up.weight", ff, embd, "q4"
        yield at + "ffn_down.weight", embd, ff, better
    yield "output_norm.weight", 1, embd, "f32"
    yield "output.weight", shape.n_vocab, embd, "q6"


def _q4_tile(source: Any, np: Any) -> Any:
    """block_q4_K: d and dmin as float16, 12 bytes of scales, 128 of weights. dmin is what centres the weights."""
    tile = source.integers(0, 256, (_TILE_BLOCKS, 144), dtype=np.uint8)
    tile[:, 0:4] = np.array([4e-5, 3e-4], dtype=np.float16).view(np.uint8)
    return tile


def _q6_tile(source: Any, np: Any) -> Any:
    """block_q6_K: 192 bytes of weights, 16 of scales, d as float16."""
    tile = source.integers(0, 256, (_TILE_BLOCKS, 210), dtype=np.uint8)
    tile[:, 208:210] = np.array([2e-5], dtype=np.float16).view(np.uint8)
    return tile


def _add_vocabulary(writer: Any, n_vocab: int, kind: Any) -> None:
    """Three control tokens, the 256 bytes, and words."""
    tokens = [b"<unk>", b"<s>", b"</s>"] + [f"<0x{byte:02X}>".encode() for byte in range(256)]
    kinds = [kind.UNKNOWN, kind.CONTROL, kind.CONTROL] + [kind.BYTE] * 256
    tokens += [f"▁word{i}".encode() for i in range(n_vocab - len(tokens))]
    kinds += [kind.NORMAL] * (n_vocab - len(kinds))
    writer.add_tokenizer_model("llama")
    writer.add_token_list(tokens)
    writer.add_token_scores([-float(i) for i in range(n_vocab)])
    writer.add_token_types(kinds)
    writer.add_unk_token_id(0)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shape", choices=SHAPES)
    parser.add_argument("path", type=Path)
    options = parser.parse_args()
    print(write(options.path, SHAPES[options.shape]))


if __name__ == "__main__":
    main()
