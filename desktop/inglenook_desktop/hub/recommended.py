"""The short list of models to begin with, `recommended.toml`, and which of them suit a machine."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from .quality import WORDS, quality_of
from .reference import ModelReference, parse_reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommended:
    """memory_gb: the least memory, of the GPU or of the machine, that it is meant for. size_bytes: rounded."""

    title: str
    publisher: str
    reference: ModelReference
    licence: str
    memory_gb: int
    size_bytes: int
    good_for: str

    @property
    def words(self) -> str:
        """On the quality of its quantization."""
        return WORDS[quality_of(self.reference.quantization)]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendedList:
    """date: ISO 8601. was_checked_online: whether each name and size was looked up at the hub on that day."""

    date: str
    was_checked_online: bool
    models: tuple[Recommended, ...]


@cache
def recommended_list() -> RecommendedList:
    """As it came with this program."""
    return read_recommended(Path(__file__).with_name("recommended.toml").read_text("utf-8"))


def read_recommended(text: str) -> RecommendedList:
    """Raises ValueError, KeyError or BadReferenceError for a list that is not one: a bug, found by its test."""
    data = tomllib.loads(text)
    models = tuple(_recommended(entry) for entry in data["model"])
    return RecommendedList(date=data["date"], was_checked_online=data["was_checked_online"], models=models)


def suited(models: Sequence[Recommended], memory_bytes: int) -> list[Recommended]:
    """Those for the largest class that the memory reaches, the list's order kept; the smallest class where it reaches
    none. A machine that is sold with 16 GB shows a little less, so an eighth may lack."""
    classes = sorted({model.memory_gb for model in models})
    reached = [gb for gb in classes if memory_bytes >= gb * 1e9 * 7 / 8]
    wanted = reached[-1] if reached else classes[0]
    return [model for model in models if model.memory_gb == wanted]


def _recommended(entry: dict[str, Any]) -> Recommended:
    return Recommended(
        title=entry["title"],
        publisher=entry["publisher"],
        reference=parse_reference(f"{entry['repository']}:{entry['quantization']}"),
        licence=entry["licence"],
        memory_gb=entry["memory_gb"],
        size_bytes=round(entry["size_gb"] * 1e9),
        good_for=entry["good_for"],
    )
