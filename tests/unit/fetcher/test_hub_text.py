"""What strangers wrote, made harmless."""

from __future__ import annotations

import pytest
from inglenook_desktop.fetcher import hub_text


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("plain", "plain"),
        ("  two\n lines\t", "two lines"),
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("a\u202eb\u2066c\u200bd\ufeffe", "abcde"),
        ("a\ud800b", "ab"),
        ("模型 עברית é", "模型 עברית é"),
        ("👩\u200d🔬", "👩\u200d🔬"),
        ("\U000e0041\U000e0042hidden", "hidden"),
        ("x" * 500, "x" * 199 + "…"),
        (None, ""),
        (5, ""),
        (["list"], ""),
    ],
    ids=ascii,
)
def test_a_line_keeps_what_can_be_read(given: object, kept: str) -> None:
    assert hub_text.line(given) == kept


def test_a_card_keeps_its_lines_and_ends_at_its_limit_within_no_character() -> None:
    assert hub_text.lines("a\r\nb\rc\x00\x1b]0;title\x07\n\tcode", 100) == "a\nb\nc]0;title\n\tcode"
    assert hub_text.lines("模型模型", 7) == "模型"


@pytest.mark.parametrize(
    ("given", "kept"), [(0, 0), (7, 7), (-1, None), (True, None), (2**62, None), (1.5, None), ("7", None), (None, None)]
)
def test_a_count_is_a_whole_number_that_is_not_negative(given: object, kept: int | None) -> None:
    assert hub_text.count(given) == kept


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("2026-05-04T03:02:01.000Z", "2026-05-04T03:02:01Z"),
        ("2026-05-04T03:02:01Z", "2026-05-04T03:02:01Z"),
        ("yesterday", ""),
        ("2026-05-04T03:02:01.000Z\n<b>", ""),
        (1, ""),
    ],
)
def test_a_moment_is_one_or_nothing(given: object, kept: str) -> None:
    assert hub_text.moment(given) == kept


@pytest.mark.parametrize(
    ("card", "rest"),
    [
        ("---\nlicense: mit\n---\n\n# Title\n", "# Title\n"),
        ("# Title\n---\nmore", "# Title\n---\nmore"),
        ("---\nnever closed", "---\nnever closed"),
        ("", ""),
    ],
)
def test_a_cards_settings_are_not_its_text(card: str, rest: str) -> None:
    assert hub_text.without_front_matter(card) == rest
