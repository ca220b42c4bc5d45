"""Text that goes into the database, and titles."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from inglenook_desktop.store.text import (
    TITLE_CHARS,
    timestamp,
    title_from,
    tokens_from_blob,
    tokens_to_blob,
    valid_unicode,
)

any_text = st.text(st.characters(exclude_categories=()))  # with lone surrogates and unassigned characters


@given(any_text)
@example("\ud83e\udd99 \udfff\x00 \ud800")
def test_any_text_becomes_valid_unicode_and_valid_text_stays_as_it_is(text: str) -> None:
    result = valid_unicode(text)
    assert result.encode("utf-8").decode("utf-8") == result
    assert valid_unicode(result) == result
    if not any("\ud800" <= c <= "\udfff" for c in text):
        assert result == text


def test_a_pair_of_surrogates_is_the_character_it_spells_and_a_lone_one_is_replaced() -> None:
    assert valid_unicode("a\ud83e\udd99b\ud800c") == "a🦙b�c"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("", ""),
        (" \n\t\n", ""),
        ("\n\n  What is   a\tKV cache?  \nSecond line", "What is a KV cache?"),
        ("x" * 100, "x" * (TITLE_CHARS - 1) + "…"),
        ("word " * 30, "word word word word word word word word word word word…"),
        ("a\x00b\x1b[31mred\u202egnp.exe", "ab[31mredgnp.exe"),
        ("👩‍👩‍👧 family", "👩‍👩‍👧 family"),
        ("\ud800 lone", "� lone"),
        ("y" * TITLE_CHARS, "y" * TITLE_CHARS),
    ],
)
def test_title_is_the_first_visible_line_kept_short(text: str, title: str) -> None:
    assert title_from(text) == title


@given(any_text)
def test_any_text_gives_a_title_of_one_short_line(text: str) -> None:
    title = title_from(text)
    assert len(title) <= TITLE_CHARS
    assert len(title.splitlines()) <= 1
    assert title == title.strip()
    title.encode("utf-8")


@given(st.lists(st.integers(-(2**31), 2**31 - 1)))
def test_tokens_survive_as_little_endian_int32(tokens: list[int]) -> None:
    blob = tokens_to_blob(tokens)
    assert tokens_from_blob(blob) == tuple(tokens)
    assert (blob or b"") == b"".join(token.to_bytes(4, "little", signed=True) for token in tokens)


def test_tokens_that_no_model_has_and_blobs_that_nobody_wrote_are_unknown_tokens() -> None:
    assert tokens_to_blob([1, 2**31]) is None
    assert tokens_to_blob([]) is None
    assert tokens_from_blob(b"\x01\x00\x00") == ()
    assert tokens_from_blob(None) == ()


@given(st.datetimes(timezones=st.just(UTC)), st.datetimes(timezones=st.just(UTC)))
def test_timestamps_sort_like_the_moments_they_name(a: datetime, b: datetime) -> None:
    assert (timestamp(a) <= timestamp(b)) == (int(a.timestamp() * 1000) <= int(b.timestamp() * 1000)) or (
        abs(a - b) < timedelta(milliseconds=2)
    )


def test_a_timestamp_is_utc_with_milliseconds() -> None:
    moment = datetime(2026, 3, 1, 0, 30, 0, 999_999, tzinfo=timezone(timedelta(hours=1)))
    assert timestamp(moment) == "2026-02-28T23:30:00.999Z"
