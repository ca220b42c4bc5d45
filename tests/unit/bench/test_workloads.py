"""The prompts are the same every time, and the first of each kind are a fair sample."""

from __future__ import annotations

import hashlib
import itertools

import pytest
import tasks
from blocks import blocks, turns
from workloads import Kind, items

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


def test_blocks_hold_every_item_once_and_one_kind_each() -> None:
    chosen = items(per_kind=4)
    found = blocks(chosen, items_per_block=2)
    assert sorted(item.name for block in found for item in block) == sorted(item.name for item in chosen)
    assert all(len({item.kind for item in block}) == 1 and len(block) <= 2 for block in found)


@pytest.mark.parametrize("kinds", [tuple(Kind), tuple(Kind)[:3], (Kind.CHAT,)])
def test_every_kind_has_a_block_before_any_has_two_and_takes_both_places_in_the_order(kinds: tuple[Kind, ...]) -> None:
    found = blocks(items(kinds, per_kind=2), items_per_block=1)
    assert {block[0].kind for block in found[: len(kinds)]} == set(kinds)
    begun_with = {
        (block[0].kind, next(arm for at, arm in turns("ab", len(found)) if at == index))
        for index, block in enumerate(found)
    }
    assert begun_with == set(itertools.product(kinds, "ab"))


def test_items_about_one_text_stand_together() -> None:
    (block,) = blocks(items((Kind.QUOTE_SUMMARISE,), per_kind=12), items_per_block=12)
    references = [item.reference for item in block]
    changes = sum(one != other for one, other in itertools.pairwise(references))
    assert changes + 1 == len(set(references))


def test_arms_go_forwards_and_back_and_the_next_block_begins_with_the_other_end() -> None:
    assert "".join(arm for _, arm in turns("ab", 2)) == "abbabaab"


@pytest.mark.parametrize("kind", Kind)
def test_greedy_items_are_in_every_kind(kind: Kind) -> None:
    assert any(item.temperature == 0.0 for item in items((kind,), per_kind=1))
