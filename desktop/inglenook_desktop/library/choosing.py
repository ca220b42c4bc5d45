"""Which of the installed models is loaded when nobody has chosen one. Pure, but for the memory of this machine."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from enum import IntEnum
from pathlib import Path

from ..paths import models_dir
from .entries import PROGRAMS, InstalledModel, ModelNotFoundError, ModelSource

_CHATS = {"instruct", "chat", "it", "assistant", "hermes", "zephyr", "vicuna", "openorca", "tulu", "sft", "dpo"}
_FAMILIES = ("qwen3", "qwq", "gpt-oss", "phi-3", "phi-4", "deepseek-r1", "smollm3", "magistral", "glm-4")
"""Those that chat and do not say so in their names."""
_BASES = {"base", "pt", "pretrained"}
_OTHERS = {"embed", "embedding", "embeddings", "bge", "gte", "rerank", "reranker", "mmproj", "vocab", "eagle", "eagle3"}
"""Words of models that answer nobody."""

_ROOM_BYTES = 600_000_000
"""For a context, and for everything else that is open."""
_WELL = 1 / 3
"""Of the machine's memory. A larger model fits, and is slow where nothing but the processor computes it."""


class Talk(IntEnum):
    """How well a model can be talked to, as far as its name says; the starter stands between."""

    NOT = 0
    COMPLETES = 1
    UNKNOWN = 2
    STARTER = 3
    CHATS = 4


def talk_of(model: InstalledModel) -> Talk:
    """As its name and its repository say."""
    if model.source is ModelSource.STARTER:
        return Talk.STARTER
    name = f"{model.repository} {model.name}".casefold()
    words = set(re.split(r"[^a-z0-9]+", name))
    if words & _OTHERS:
        return Talk.NOT
    if words & _BASES:
        return Talk.COMPLETES
    if words & _CHATS or any(family in name for family in _FAMILIES):
        return Talk.CHATS
    return Talk.UNKNOWN


def best_model(models: Sequence[InstalledModel], memory_bytes: int) -> InstalledModel | None:
    """One that can chat and fits, the largest that runs well; of ours before one of another program. The starter where
    nothing else can chat. memory_bytes: of the machine, 0 where that is not known. None where there is no whole
    model."""

    def rank(model: InstalledModel) -> tuple[bool, Talk, bool, bool, int]:
        size = model.size_bytes
        fits = not memory_bytes or size + _ROOM_BYTES <= memory_bytes
        runs_well = size <= memory_bytes * _WELL
        return fits, talk_of(model), model.source not in PROGRAMS, runs_well, size if runs_well else -size

    return max((model for model in models if not model.missing_parts), key=rank, default=None)


def default_model(models: Sequence[InstalledModel], data_dir: Path) -> InstalledModel:
    """The best for this machine. Raises ModelNotFoundError when there is none."""
    best = best_model(models, machine_memory_bytes())
    if best is None:
        raise ModelNotFoundError(
            f"No model is installed. Get the starter with make setup, put a GGUF file into {models_dir(data_dir)}, "
            "or name one with --model."
        )
    return best


def machine_memory_bytes() -> int:
    """0 where the system does not say."""
    if sys.platform == "win32":
        import ctypes

        status = (ctypes.c_uint64 * 8)(64)  # MEMORYSTATUSEX: its size and the load, then seven figures
        is_told = ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status))
        return int(status[1]) if is_told else 0
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0
