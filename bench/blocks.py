"""In which order items and arms are gone through. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workloads import Item


def rounds(items: Sequence[Item]) -> list[list[Item]]:
    """The first item of each kind, then the second of each, and so on."""
    by_kind: dict[str, list[Item]] = {}
    for item in items:
        by_kind.setdefault(item.kind, []).append(item)
    longest = max(map(len, by_kind.values()), default=0)
    return [[of[index] for of in by_kind.values() if index < len(of)] for index in range(longest)]


def blocks(items: Sequence[Item], *, least_items: int) -> list[list[Item]]:
    """Whole rounds, put together to at least so many items, so that a process is not started for one question. A run
    that stops after any block has had a fair spread of every kind. At least two when there are two rounds, so that
    the arms are gone through in both orders."""
    found: list[list[Item]] = []
    for one in rounds(items):
        if found and len(found[-1]) < least_items:
            found[-1] = found[-1] + one
        else:
            found.append(list(one))
    if len(found) > 1 and len(found[-1]) < least_items:
        rest = found.pop()
        found[-1] = found[-1] + rest
    if len(found) == 1 and len(one_by_one := rounds(items)) > 1:
        half = (len(one_by_one) + 1) // 2
        found = [[i for r in part for i in r] for part in (one_by_one[:half], one_by_one[half:])]
    return [_grouped(block) for block in found]


def _grouped(block: Sequence[Item]) -> list[Item]:
    """Items about the same text next to each other: the next one finds the text in the KV cache."""
    order = {item.reference or item.name: index for index, item in reversed(list(enumerate(block)))}
    return sorted(block, key=lambda item: order[item.reference or item.name])


def turns(arms: Sequence[str], n_blocks: int) -> Iterator[tuple[int, str]]:
    """Block and arm in the order of the run: A B C, then C B A, and so on."""
    for block in range(n_blocks):
        for arm in arms if block % 2 == 0 else reversed(arms):
            yield block, arm
