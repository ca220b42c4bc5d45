"""The flags that llama-server is tried with, and which of them are its best for each kind of work.

Owns the candidates and the choice from their measured rates. Starts nothing.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from answers import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Flags:
    """name: for the report. words: arguments, without the model. has_draft: the draft model's path is to be added."""

    name: str
    words: tuple[str, ...]
    has_draft: bool = False

    def arguments(self, draft_model: str, *, flash_attention: str) -> list[str]:
        """flash_attention: on or off."""
        draft = ["-md", draft_model] if self.has_draft else []
        return [*self.words, *draft, "-fa", flash_attention]


PLAIN = Flags(name="none", words=())


def _ngram(kind: str, n: int, m: int) -> Flags:
    words = ("--spec-type", kind, f"--spec-{kind}-size-n", str(n), f"--spec-{kind}-size-m", str(m))
    return Flags(name=f"{kind} n {n} m {m}", words=words)


def _mod(match: int, least: int, most: int) -> Flags:
    words = ("--spec-type", "ngram-mod", "--spec-ngram-mod-n-match", str(match))
    limits = ("--spec-ngram-mod-n-min", str(least), "--spec-ngram-mod-n-max", str(most))
    return Flags(name=f"ngram-mod match {match} min {least} max {most}", words=words + limits)


def _draft(most: int, p_min: float, *, also: tuple[str, ...] = (), types: str = "draft-simple") -> Flags:
    words = ("--spec-type", types, "--spec-draft-n-max", str(most), "--spec-draft-p-min", str(p_min), *also)
    return Flags(name=f"{types} max {most} p {p_min}", words=words, has_draft=True)


SPEC_DEFAULT = Flags(name="--spec-default", words=("--spec-default",))

QUICK: tuple[Flags, ...] = (
    SPEC_DEFAULT,
    _ngram("ngram-simple", 12, 48),
    _ngram("ngram-simple", 6, 12),
    _mod(8, 2, 16),
    _ngram("ngram-map-k4v", 8, 16),
    _draft(3, 0.0),
    _draft(8, 0.75),
)

FULL: tuple[Flags, ...] = (
    *QUICK,
    _ngram("ngram-simple", 12, 16),
    _ngram("ngram-simple", 8, 32),
    _ngram("ngram-simple", 4, 8),
    _mod(12, 4, 32),
    _mod(16, 8, 64),
    _ngram("ngram-map-k", 8, 16),
    _ngram("ngram-map-k4v", 6, 8),
    _draft(3, 0.75),
    _draft(8, 0.0),
    _draft(16, 0.0),
    _draft(16, 0.75),
    _draft(
        8,
        0.75,
        also=("--spec-ngram-simple-size-n", "6", "--spec-ngram-simple-size-m", "12"),
        types="ngram-simple,draft-simple",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """The median rate of one set of flags in one kind. flash_attention: on or off."""

    flags: str
    flash_attention: str
    kind: str
    tokens_per_s: float
    n_items: int


def settings(flags: Flags, flash_attention: str) -> str:
    return f"{flags.name}, -fa {flash_attention}"


def tried(answers: Iterable[Answer], flags: Flags, flash_attention: str) -> list[Tried]:
    """One for each kind in `answers`, which are all from these flags."""
    rates: dict[str, list[float]] = {}
    for answer in answers:
        if answer.tokens_per_s is not None:
            rates.setdefault(answer.kind, []).append(answer.tokens_per_s)
    return [
        Tried(
            flags=flags.name,
            flash_attention=flash_attention,
            kind=kind,
            tokens_per_s=statistics.median(found),
            n_items=len(found),
        )
        for kind, found in rates.items()
    ]


def best(results: Iterable[Tried], kind: str, names: Mapping[str, Flags]) -> tuple[Flags, str] | None:
    """The fastest flags among `names` in `kind`, with its flash attention; None when none was tried."""
    candidates = [one for one in results if one.kind == kind and one.flags in names]
    if not candidates:
        return None
    fastest = max(candidates, key=lambda one: one.tokens_per_s)
    return names[fastest.flags], fastest.flash_attention
