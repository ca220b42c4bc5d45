"""The prompts are the same every time, and the first of each kind are a fair sample."""

from __future__ import annotations

import hashlib
import itertools

import pytest
import tasks
from blocks import blocks, rounds, turns
from workloads import Item, Kind, items

LEAST = {
    Kind.CODE_EDIT: 30,
    Kind.QUOTE_SUMMARISE: 10,
    Kind.CHAT: 10,
    Kind.CODE_SCRATCH: 10,
    Kind.JSON_EXTRACT: 10,
    Kind.ADVERSARIAL: 6,
}


def test_every_kind_has_the_number_of_items_that_was_asked_for() -> None:
    assert {kind: len(items((kind,))) >= least for kind, least in LEAST.items()} == dict.fromkeys(LEAST, True)


def test_names_are_unique_and_prompts_are_the_same_each_time() -> None:
    assert len({item.name for item in items()}) == len(items())
    assert items() == items()


def test_the_prompts_are_frozen() -> None:
    """Results of two versions can be compared only while nobody edits a text. Change this on purpose alone."""
    digest = hashlib.sha256("\0".join(item.system + item.user for item in items()).encode()).hexdigest()
    assert digest.startswith("904d9ae0a2f7a758")


def test_edited_text_stands_in_the_prompt_and_its_answer_has_room() -> None:
    for item in items((Kind.CODE_EDIT, Kind.QUOTE_SUMMARISE, Kind.JSON_EXTRACT)):
        assert item.reference
        assert item.reference in item.user
    for item in items((Kind.CODE_EDIT,)):
        assert item.max_tokens > len(item.reference or "") / 2.8 * 1.3


def test_the_first_edits_are_in_different_languages_and_sizes() -> None:
    first = items((Kind.CODE_EDIT,), per_kind=6)
    assert len({item.name.split("/")[1].rpartition(".")[2] for item in first}) >= 4
    sizes = sorted(len(item.reference or "") for item in first)
    assert sizes[-1] > 2 * sizes[0]


def test_every_edited_language_has_a_fence() -> None:
    assert {file.rpartition(".")[2] for file, _, _ in tasks.CODE_EDITS} == set(tasks.FENCES)


def test_blocks_hold_every_item_once_and_begin_with_every_kind() -> None:
    chosen = items(per_kind=4)
    found = blocks(chosen, least_items=6)
    assert sorted(item.name for block in found for item in block) == sorted(item.name for item in chosen)
    assert {item.kind for item in found[0]} == set(Kind)


def test_two_rounds_are_two_blocks_so_that_the_arms_turn_round() -> None:
    assert [len(block) for block in blocks(items((Kind.CHAT,), per_kind=2), least_items=6)] == [1, 1]


def test_a_round_takes_the_next_item_of_each_kind_that_has_one() -> None:
    def item(name: str, kind: Kind) -> Item:
        return Item(name=name, kind=kind, user="?", max_tokens=1)

    given = [item("a", Kind.CHAT), item("b", Kind.CHAT), item("c", Kind.JSON_EXTRACT)]
    assert [[one.name for one in each] for each in rounds(given)] == [["a", "c"], ["b"]]


def test_items_about_one_text_stand_together() -> None:
    block = blocks(items((Kind.QUOTE_SUMMARISE, Kind.CHAT), per_kind=12), least_items=24)
    references = [item.reference for part in block for item in part if item.reference]
    changes = sum(one != other for one, other in itertools.pairwise(references))
    assert changes + 1 <= 2 * len(set(references))


def test_arms_go_forwards_and_then_backwards() -> None:
    assert list(turns(("a", "b"), 2)) == [(0, "a"), (0, "b"), (1, "b"), (1, "a")]


@pytest.mark.parametrize("kind", Kind)
def test_greedy_items_are_in_every_kind(kind: Kind) -> None:
    assert any(item.temperature == 0.0 for item in items((kind,), per_kind=1))
