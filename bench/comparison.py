"""What the answers of the arms say when they are set beside each other: rates, ratios, equal work, drafters, exactness.

Pure functions of answers. A ratio is taken item by item, between answers that were measured next to each other, and
the median of those ratios is given; so that a kind with long answers weighs no more than its items.
"""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from answers import Answer, common_prefix, first_divergence
from measure import Estimate, median_of


def rates(answers: Iterable[Answer]) -> dict[tuple[str, str], float]:
    """Tokens a second by arm and item; of several answers to one item the median."""
    found: dict[tuple[str, str], list[float]] = {}
    for answer in answers:
        if answer.tokens_per_s is not None:
            found.setdefault((answer.arm, answer.item), []).append(answer.tokens_per_s)
    return {key: statistics.median(values) for key, values in found.items()}


def arms_of(answers: Iterable[Answer]) -> list[str]:
    """In the order of their first answers."""
    return list(dict.fromkeys(answer.arm for answer in answers))


def kinds_of(answers: Iterable[Answer]) -> list[str]:
    return list(dict.fromkeys(answer.kind for answer in answers))


def of_kind(answers: Iterable[Answer], kind: str) -> list[Answer]:
    return [answer for answer in answers if answer.kind == kind]


def item_ratios(answers: Sequence[Answer], above: str, below: str) -> dict[str, float]:
    """By item, for the items that both arms answered."""
    of = rates(answers)
    items = dict.fromkeys(answer.item for answer in answers)
    return {item: of[above, item] / of[below, item] for item in items if (above, item) in of and (below, item) in of}


def ratio(answers: Sequence[Answer], above: str, below: str) -> Estimate | None:
    """The median of the items' ratios with its interval; None when no item has both."""
    found = list(item_ratios(answers, above, below).values())
    return median_of(found) if found else None


def median_rate(answers: Iterable[Answer], arm: str) -> Estimate | None:
    found = [rate for (of, _item), rate in rates(answers).items() if of == arm]
    return median_of(found) if found else None


def fastest(answers: Sequence[Answer], arms: Iterable[str]) -> str | None:
    """The arm of the highest median rate, which is the rival's best for this work; None when none has answers. Only
    items that all of them answered count, so that none wins by having had the easier ones."""
    of = rates(answers)
    present = [arm for arm in arms if any(one == arm for one, _ in of)]
    if not present:
        return None
    shared = set.intersection(*({item for one, item in of if one == arm} for arm in present))
    return max(present, key=lambda arm: statistics.median([of[arm, item] for item in shared] or [0.0]))


@dataclass(frozen=True, slots=True, kw_only=True)
class DrafterSum:
    """What a drafter did in all answers of an arm in one kind."""

    name: str
    rounds: int
    drafted: int
    accepted: int
    accepted_share_at: tuple[float, ...]

    @property
    def share(self) -> float:
        return self.accepted / self.drafted if self.drafted else 0.0


def drafter_sums(answers: Iterable[Answer], arm: str) -> list[DrafterSum]:
    counts = [one for answer in answers if answer.arm == arm for one in answer.drafters]
    sums = []
    for name in dict.fromkeys(one.name for one in counts):
        own = [one for one in counts if one.name == name]
        drafted = _sum_at([one.drafted_at for one in own])
        accepted = _sum_at([one.accepted_at for one in own])
        sums.append(
            DrafterSum(
                name=name,
                rounds=sum(one.rounds for one in own),
                drafted=sum(one.drafted for one in own),
                accepted=sum(one.accepted for one in own),
                accepted_share_at=tuple(a / d if d else 0.0 for a, d in zip(accepted, drafted, strict=False)),
            )
        )
    return sums


def _sum_at(counts: Iterable[tuple[int, ...]]) -> list[int]:
    return [sum(at) for at in zip_longest(*counts, fillvalue=0)]


def off_reasons(answers: Iterable[Answer], arm: str) -> Counter[str]:
    return Counter(answer.off for answer in answers if answer.arm == arm and answer.off)


def unequal_prompts(answers: Iterable[Answer]) -> dict[str, dict[str, int]]:
    """Items whose prompt did not have the same number of tokens in every arm: item, arm, tokens. Empty when the work
    was the same."""
    lengths: dict[str, dict[str, int]] = {}
    for answer in answers:
        lengths.setdefault(answer.item, {})[answer.arm] = answer.prompt_tokens
    return {item: of for item, of in lengths.items() if len(set(of.values())) > 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Parted:
    """Where an answer left the one that it should equal. common: ids before that."""

    item: str
    arm: str
    common: int
    expected: tuple[int, ...]
    got: tuple[int, ...]

    @property
    def next_got(self) -> int | None:
        """The id that was chosen instead; None where the answer ended."""
        return self.got[self.common] if self.common < len(self.got) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How an arm's answers compare with another's, id by id."""

    arm: str
    reference: str
    items: int
    equal: int
    parted: tuple[Parted, ...]


def agreement(answers: Sequence[Answer], arm: str, reference: str, *, only: Callable[[str], bool]) -> Agreement:
    """only: which items count, by name; of several answers to one item the first."""
    first: dict[tuple[str, str], Answer] = {}
    for answer in answers:
        first.setdefault((answer.arm, answer.item), answer)
    items = [item for of, item in first if of == arm and (reference, item) in first and only(item)]
    parted = []
    for item in items:
        expected, got = first[reference, item].tokens, first[arm, item].tokens
        if first_divergence(expected, got) is not None:
            common = common_prefix(expected, got)
            parted.append(Parted(item=item, arm=arm, common=common, expected=expected, got=got))
    return Agreement(
        arm=arm, reference=reference, items=len(items), equal=len(items) - len(parted), parted=tuple(parted)
    )
