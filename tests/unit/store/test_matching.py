"""Where words stand in a text, and the part of it that is shown."""

from __future__ import annotations

import pytest
from inglenook_desktop.store.matching import SNIPPET_CHARS, Needle, fold, match, snippet
from sqlite_utils.utils import sqlite3


def marked(text: str, *words: str, is_prefix: bool = False) -> list[str]:
    found = match(text, [Needle.of(word, is_prefix=is_prefix) for word in words])
    return [] if found is None else [part for part, is_match in found.snippet() if is_match]


def test_words_are_found_whole_and_beginnings_only_where_they_may_go_on() -> None:
    assert marked("Leases and a lease.", "lease") == ["lease"]
    assert marked("Leases and a lease.", "lease", is_prefix=True) == ["Lease", "lease"]
    assert marked("release", "lease", is_prefix=True) == []


def test_case_and_accents_do_not_matter_and_the_text_is_shown_as_it_is() -> None:
    assert marked("Im Café, CAFE\u0301, cafe", "café") == ["Café", "CAFÉ", "cafe"]
    assert marked("ΟΔΟΣ", "οδος") == ["ΟΔΟΣ"]


def test_a_phrase_goes_over_signs_and_lines() -> None:
    assert marked("It doesn't — matter.", "doesn't matter") == ["doesn't — matter"]
    assert marked("snake_case here", "case") == ["case"]


def test_scripts_without_spaces_are_found_anywhere() -> None:
    assert marked("今日は天気がいい", "天気") == ["天気"]
    assert marked("학교에서", "학교") == ["학교"]


def test_signs_are_found_as_they_are() -> None:
    assert marked("done 🎉 (2x)", "🎉") == ["🎉"]
    assert marked("a += b", "+=") == ["+="]


def test_an_excluded_word_excludes() -> None:
    needle, without = Needle.of("a", is_prefix=False), Needle.of("b c", is_prefix=False)
    assert match("a b d", [needle], [without]) is not None
    assert match("a B, c", [needle], [without]) is None


@pytest.mark.parametrize("text", ["İstanbul ẞ ﬁ ŉ", "e\u0301", "\U0001f600 É", "ΐ ῷ"])
def test_folding_keeps_every_place(text: str) -> None:
    assert len(fold(text)) == len(text)


TEXTS = [
    "It doesn't matter; snake_case, C++ and a+b = 3.14",
    "Café CAFÉ ÀÉÎ ñandú Ström naïve façade Żółć Øre",
    "ΟΔΟΣ οδός Привет ёлка Йод",
    "x² ½ ③ Ⅳ ٣ 一 ª º",
    "a\u00adb a\u200bb a\u2019b a\u00a0b “q” …",
    "ＦＵＬＬ ｗｉｄｔｈ ß ſ straße",
]


@pytest.mark.parametrize("text", TEXTS)
def test_words_are_those_of_the_index(text: str) -> None:
    """Every word that FTS5 sees in a text is found in it by us."""
    sql = sqlite3.connect(":memory:")
    sql.execute("CREATE VIRTUAL TABLE t USING fts5(content, tokenize='unicode61 remove_diacritics 2')")
    sql.execute("CREATE VIRTUAL TABLE v USING fts5vocab(t, instance)")
    sql.execute("INSERT INTO t VALUES (?)", (text,))
    words = [word for (word,) in sql.execute("SELECT term FROM v ORDER BY offset")]
    sql.close()
    missing = [word for word in words if match(text, [Needle.of(word, is_prefix=False)]) is None]
    assert missing == []


def test_a_snippet_is_short_on_one_line_and_shows_the_most_marks() -> None:
    text = "lease\n" + "filler words here " * 100 + "the\tlease  and the lease" + " more filler" * 100
    found = match(text, [Needle.of("lease", is_prefix=False)])
    assert found is not None
    shown = found.snippet()
    whole = "".join(part for part, _ in shown)
    assert whole.startswith("… ")
    assert whole.endswith(" …")
    assert "the lease and the lease" in whole
    assert len(whole) <= SNIPPET_CHARS + 4
    assert sum(is_match for _, is_match in shown) == 2


def test_a_snippet_without_marks_is_the_beginning() -> None:
    assert snippet("  a\nb\u202e ", ()) == (("a b", False),)
    assert snippet("", ()) == ()


def test_one_endless_word_is_searched_in_no_time() -> None:
    text = "a" * 3_000_000
    assert match(text, [Needle.of("aa", is_prefix=False)]) is None
    found = match(text, [Needle.of("aa", is_prefix=True)])
    assert found is not None
    assert found.spans == (((0, 2),),)
