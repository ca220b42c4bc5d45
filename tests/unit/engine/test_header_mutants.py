"""Ten thousand damaged and lying headers: each is planned, refused in a sentence, or said to be cut; none crashes,
hangs or takes the machine's memory."""

from __future__ import annotations

import json
import struct
import subprocess
import sys
from pathlib import Path

import header_mutants
import pytest
import tiny_models
from inglenook_engine.errors import EngineError
from inglenook_engine.gguf_header import HeaderCutError, parse_header

MOST_MEMORY = 700 * 2**20


@pytest.mark.slow
def test_ten_thousand_mutated_headers_are_planned_or_refused_in_a_sentence(tmp_path: Path) -> None:
    models = [
        tiny_models.write_llama(tmp_path / "llama.gguf"),
        tiny_models.write_mamba(tmp_path / "mamba.gguf"),
        tiny_models.write_lfm2(tmp_path / "lfm2.gguf"),
        tiny_models.write_gemma3(tmp_path / "gemma3.gguf", window=128),
        tiny_models.write_moe(tmp_path / "moe.gguf"),
    ]
    program = header_mutants.__file__
    code = "import runpy, sys; sys.argv = sys.argv[1:]; runpy.run_path(sys.argv[0], run_name='__main__')"
    if sys.platform == "linux":
        code = f"import resource; resource.setrlimit(resource.RLIMIT_AS, ({MOST_MEMORY}, {MOST_MEMORY})); {code}"
    done = subprocess.run(
        [sys.executable, "-c", code, program, "10000", "20261121", *map(str, models)],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout)
    assert sum(told["outcomes"].values()) == 10_000
    assert min(told["outcomes"].get(each, 0) for each in ("planned", "refused", "cut")) > 100, told
    assert told["slowest_s"] < 2, told


def lying(*parts: bytes, n_tensors: int = 0, n_keys: int = 1) -> bytes:
    return b"GGUF" + struct.pack("<IQQ", 3, n_tensors, n_keys) + b"".join(parts)


ARRAY, STRING, UINT8 = 9, 8, 0


def key(name: bytes, kind: int) -> bytes:
    return struct.pack("<Q", len(name)) + name + struct.pack("<I", kind)


@pytest.mark.parametrize(
    "data",
    [
        # 43 bytes: a key's type is the last thing there is, and what it announces lies behind the end of the file
        lying(key(b"abcdefg", ARRAY)),
        lying(key(b"abcdefg", STRING)),
        lying(key(b"abcdefg", UINT8)),
        # 43 bytes and more keys, tensors or items than anybody could wait for
        lying(key(b"abcdefg", ARRAY), n_keys=2**64 - 1),
        lying(key(b"abcdefg", ARRAY), n_tensors=2**64 - 1),
        lying(struct.pack("<Q", 2**64 - 1), b"abcdefg", bytes(4)),
        lying(key(b"", ARRAY), struct.pack("<IQ", ARRAY, 2**64 - 1)),
        lying(key(b"", ARRAY), struct.pack("<IQ", STRING, 2**64 - 1)),
        # on which the parser of gguf 0.19 does not come back: an array of 2**63 items
        lying(key(b"", ARRAY), struct.pack("<IQ", UINT8, 2**63)),
        lying(key(b"", ARRAY), struct.pack("<IQ", UINT8, 0), n_keys=2**16),
    ],
)
def test_a_few_bytes_that_announce_the_world_are_refused_at_once(data: bytes) -> None:
    with pytest.raises(EngineError, match=r"small\.gguf"):
        parse_header(data, name="small.gguf", size_bytes=len(data))
    with pytest.raises((EngineError, HeaderCutError)):
        parse_header(data, name="small.gguf", size_bytes=2**40)
