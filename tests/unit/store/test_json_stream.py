"""A long JSON text, one value at a time."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inglenook_desktop.store.archive import json_stream
from inglenook_desktop.store.archive.json_stream import Broken, Value, lines, text_of, values

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def read(text: str, max_chars: int = 1 << 20) -> list[Any]:
    return [
        one.data if isinstance(one, Value) else one.reason for one in values(io.StringIO(text), max_chars=max_chars)
    ]


@settings(max_examples=200, deadline=None)
@given(
    data=st.lists(JSON, max_size=6), indent=st.sampled_from([None, 1]), is_ascii=st.booleans(), chunk=st.integers(1, 9)
)
def test_the_elements_of_an_array_are_those_that_json_reads(
    data: list[Any], indent: int | None, is_ascii: bool, chunk: int
) -> None:
    text = json.dumps(data, indent=indent, ensure_ascii=is_ascii)
    before = json_stream._CHUNK_CHARS
    json_stream._CHUNK_CHARS = chunk  # as small as no real chunk is, so that every place becomes a border
    try:
        assert read(text) == data
    finally:
        json_stream._CHUNK_CHARS = before


@settings(max_examples=300, deadline=None)
@given(text=st.text(alphabet='[]{},:"\\ \n0a', max_size=60))
def test_no_text_is_an_error(text: str) -> None:
    for one in [*values(io.StringIO(text), max_chars=20), *lines(io.StringIO(text), max_chars=20)]:
        assert isinstance(one, Value | Broken)


def test_a_text_that_is_no_array_gives_its_own_values() -> None:
    assert read(' {"a": [1, "]"]}\n{"b": 2} ') == [{"a": [1, "]"]}, {"b": 2}]
    assert read("") == []
    assert read("[]") == []
    assert read(" [ 1 , 2, ] ") == [1, 2]


def test_a_broken_element_costs_only_itself() -> None:
    found = read('[{"a": 1}, {"a" 2}, nul, {"a": 3}]')
    assert (found[0], found[3]) == ({"a": 1}, {"a": 3})
    assert "is no JSON" in found[1]
    assert "is no JSON" in found[2]


def test_a_text_that_ends_early_gives_what_was_whole_and_says_so() -> None:
    assert read('[{"a": 1}, {"a": "x') == [{"a": 1}, "is cut off: the file ends before its list does"]


def test_what_is_too_deep_or_too_long_is_passed_over() -> None:
    deep = "[" * 5000 + "]" * 5000
    assert read(f'[1, {deep}, "{"x" * 100}", 2]', max_chars=50) == [
        1,
        "is nested more than 200 levels deep",
        "is longer than 50 characters",
        2,
    ]


def test_a_number_of_too_many_digits_is_a_broken_value() -> None:
    (found,) = read(f"[{'9' * 10_000}]")
    assert "is no JSON" in found


def test_a_hundred_million_brackets_need_no_memory() -> None:
    class Brackets(io.StringIO):
        n_left = 100

        def read(self, size: int | None = -1) -> str:
            self.n_left -= 1
            return "[" * 1_000_000 if self.n_left >= 0 else ""

    assert [type(one) for one in values(Brackets(), max_chars=1 << 30)] == [Broken]


def test_lines_are_read_one_by_one_and_a_long_one_is_passed_over() -> None:
    text = '[\n{"a": 1},\nnonsense\n\n' + '"' + "x" * 100 + '",\n3\n]\n'
    found = [
        (one.number, one.data if isinstance(one, Value) else "broken") for one in lines(io.StringIO(text), max_chars=50)
    ]
    assert found == [(1, {"a": 1}), (2, "broken"), (3, "broken"), (4, 3)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_every_encoding_of_json_is_read(encoding: str) -> None:
    binary = io.BufferedReader(io.BytesIO('["ä😀"]'.encode(encoding)))  # type: ignore[arg-type]  # BytesIO will do
    with text_of(binary) as text:
        assert [one.data for one in values(text, max_chars=99) if isinstance(one, Value)] == ["ä😀"]
