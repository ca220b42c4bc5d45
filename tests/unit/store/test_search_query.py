"""What is typed, as a question: nothing that a person can type is an error."""

from __future__ import annotations

from datetime import date

import pytest
from hostile_searches import SEEDS
from inglenook_desktop.store.search_query import MAX_NEEDLES, Filters, Query, parse, words_expression
from inglenook_engine.types import Role


def texts(query: Query) -> list[str]:
    return [needle.text for needle in query.needles]


def test_the_last_word_may_go_on_while_it_is_typed() -> None:
    assert [(n.text, n.is_prefix) for n in parse("the lea").needles] == [("the", False), ("lea", True)]
    assert [(n.text, n.is_prefix) for n in parse("the lea ").needles] == [("the", False), ("lea", False)]
    assert words_expression(parse("the lea")) == '"the" AND "lea" *'


def test_the_index_can_be_asked_without_the_end_that_is_being_typed() -> None:
    query = parse('a "the old lea')
    assert words_expression(query, query.needles[1:]) == '"a" AND "the old"'
    assert words_expression(parse("l"), parse("l").needles) == ""


def test_a_phrase_is_one_needle_and_an_open_one_is_still_being_typed() -> None:
    (closed,) = parse('"the lease"').needles
    (opened,) = parse('"the lea').needles
    assert (closed.tokens, closed.is_prefix) == (("the", "lease"), False)
    assert (opened.tokens, opened.is_prefix) == (("the", "lea"), True)


def test_curly_quotes_are_quotes() -> None:
    assert parse("“the lease”").needles == parse('"the lease"').needles


def test_a_word_after_a_minus_is_excluded_and_a_lone_minus_is_not() -> None:
    query = parse('lease -rent -"two words" - a-b')
    assert [n.text for n in query.excluded] == ["rent", "two words"]
    assert texts(query) == ["lease", "a-b"]
    assert words_expression(query) == '("lease" AND "a-b" *) NOT ("rent" OR "two words")'


def test_filters_are_taken_out_of_the_text() -> None:
    query = parse('tax model:qwen folder:"my work" TAG:a tag:b role:you before:2026-01-31 after:2025-02')
    assert texts(query) == ["tax"]
    assert query.filters == Filters(
        model="qwen",
        folder="my work",
        tags=("a", "b"),
        role=Role.USER,
        before=date(2026, 1, 31),
        after=date(2025, 2, 1),
    )


def test_a_typed_filter_goes_before_a_chosen_one() -> None:
    chosen = Filters(folder_id=3, role=Role.USER, model="llama")
    assert parse("folder:work role:model", chosen).filters == Filters(folder="work", role=Role.ASSISTANT, model="llama")


@pytest.mark.parametrize(
    "text", ["model:", "role:nobody", "before:soon", "before:2026-02-30", "after:2026-13", 'tag:"']
)
def test_a_filter_that_is_not_whole_yet_filters_nothing(text: str) -> None:
    assert parse(text).is_empty


def test_the_operators_of_the_index_are_plain_words() -> None:
    query = parse("a OR b NEAR(c content:d NOT e* ^f")
    assert texts(query) == ["a", "OR", "b", "NEAR(c", "content:d", "NOT", "e*", "^f"]
    assert words_expression(query).count('"') == 16


def test_signs_beside_words_only_help_to_rank() -> None:
    query = parse("c++ & 🎉")
    assert texts(query) == ["c++"]
    assert not query.needles[0].is_prefix
    assert query.extras == ("c++", "&", "🎉")


def test_signs_alone_are_looked_for() -> None:
    query = parse("🎉 ++")
    assert texts(query) == ["🎉", "++"]
    assert words_expression(query) == ""


def test_a_page_of_text_is_cut() -> None:
    assert len(parse("word%d " * 10 + "other " + " ".join(map(str, range(10_000)))).needles) == MAX_NEEDLES


@pytest.mark.parametrize("text", SEEDS, ids=lambda text: ascii(text[:20]))
def test_every_string_is_a_question(text: str) -> None:
    query = parse(text)
    words_expression(query).encode()
    assert "\0" not in words_expression(query)


@pytest.mark.parametrize("text", ["", " ", "\n\t", '"', '""', "\0"])
def test_nothing_typed_is_nothing_looked_for(text: str) -> None:
    assert parse(text).is_empty
