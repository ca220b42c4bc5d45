"""In which order items and arms are gone through. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workloads import Item


def blocks(items: Sequence[Item], *, items_per_block: int) -> list[list[Item]]:
    """Blocks of one kind each, the first of every kind before the second of any, so that a run that stops early has
    had a fair spread. Every second round takes the kinds backwards, so that no kind always has the odd blocks."""
    by_kind: dict[str, list[Item]] = {}
    for item in items:
        by_kind.setdefault(item.kind, []).append(item)
    of_kinds = [
        [_grouped(of[at : at + items_per_block]) for at in range(0, len(of), items_per_block)]
        for of in by_kind.values()
    ]
    most = max(map(len, of_kinds), default=0)
    return [
        of[index]
        for index in range(most)
        for of in (of_kinds if index % 2 == 0 else reversed(of_kinds))
        if index < len(of)
    ]


def _grouped(block: Sequence[Item]) -> list[Item]:
    """Items about the same text next to each other: the next one finds the text in the KV cache."""
    order = {item.reference or item.name: index for index, item in reversed(list(enumerate(block)))}
    return sorted(block, key=lambda item: order[item.reference or item.name])


def turns(arms: Sequence[str], n_blocks: int) -> Iterator[tuple[int, str]]:
    """Block and arm in the order of the run: forwards and back within a block, which takes out a drift, and beginning
    at the other end in the next block, because what runs first after a pause may find a cooler processor."""
    for block in range(n_blocks):
        there = tuple(arms) if block % 2 == 0 else tuple(reversed(arms))
        for arm in (*there, *reversed(there)):
            yield block, arm
