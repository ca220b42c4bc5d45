"""What came of one kind of fault: how often it was done, and what was wrong afterwards."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

T = TypeVar("T")

MAX_TOLD = 20


def some_of(places: Sequence[T], n_wanted: int | None, *, seed: int) -> list[T]:
    """In their order, any that many of them; all for None."""
    if n_wanted is None or n_wanted >= len(places):
        return list(places)
    return [places[index] for index in sorted(random.Random(seed).sample(range(len(places)), n_wanted))]


@dataclass(slots=True)
class Outcome:
    """n_lost: acknowledged data was missing. n_unsound: the file, or what is in it, was not whole. n_errors: a process
    met anything but success or StoreError, or did not end. figures: what was counted or measured besides. kind: its
    name in `run`. n_asked: of faults; None for all there are."""

    fault: str
    n_faults: int = 0
    n_lost: int = 0
    n_unsound: int = 0
    n_errors: int = 0
    wall_s: float = 0.0
    figures: dict[str, float] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    kind: str = ""
    n_asked: int | None = 0

    @property
    def is_fine(self) -> bool:
        return self.n_faults > 0 and self.n_lost == self.n_unsound == self.n_errors == 0

    def count(self, figure: str, n_more: float = 1) -> None:
        self.figures[figure] = self.figures.get(figure, 0) + n_more

    def judge(self, where: str, wrong: str) -> None:
        """One more fault, and what `script.verdict` said of it."""
        self.n_faults += 1
        if not wrong:
            return
        if wrong.startswith("lost"):
            self.n_lost += 1
        elif wrong.startswith("refused"):
            self.n_errors += 1
        else:
            self.n_unsound += 1
        self.tell(f"{where}: {wrong}")

    def fail(self, where: str, error: str) -> None:
        self.n_errors += 1
        self.tell(f"{where}: {error}")

    def tell(self, line: str) -> None:
        if len(self.told) < MAX_TOLD:
            self.told.append(line)
