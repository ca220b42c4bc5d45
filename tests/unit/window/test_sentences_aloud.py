"""What of an answer is spoken, and when."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inglenook_desktop.sentences_aloud import MAX_WAITING, Code, Sentences, Spoken


def spoken(text: str, size: int = 5) -> list[Spoken]:
    """In pieces of so many characters."""
    sentences = Sentences()
    found: list[Spoken] = []
    for start in range(0, len(text), size):
        found += sentences.feed(text[start : start + size])
    return found + sentences.finish()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("It costs 3.50 euros, e.g. here. Good.", ["It costs 3.50 euros, e.g. here.", "Good."]),
        ('He said "Go." Then he went.', ['He said "Go."', "Then he went."]),
        ("A line that\ngoes on here.\n\nAnother one", ["A line that goes on here.", "Another one"]),
        ("# A heading\nText **in bold** and `code`.", ["A heading", "Text in bold and code."]),
        ("- one\n- [x] two\n3. three\n", ["one", "two", "three"]),
        ("> quoted text\n", ["quoted text"]),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n", ["a, b", "1, 2"]),
        ("See [the page](https://example.org/x_y) now.", ["See the page now."]),
        ("Before:\n```python\nx = 1. Y\n\nz\n```\nAfter.", ["Before:", Code("python", 3), "After."]),
        ("~~~\na\n~~~\n", [Code("", 1)]),
        ("```\nnever closed", [Code("", 1)]),
        ("你好。再见！", ["你好。", "再见！"]),
        ("a_b_c * 2", ["a_b_c * 2"]),
        ("---\n\n***\n", []),
        ("", []),
    ],
)
def test_whole_sentences_without_marks(text: str, expected: list[Spoken]) -> None:
    for size in (1, 2, 7, 1000):
        assert spoken(text, size) == expected, size


def test_a_sentence_is_spoken_as_soon_as_the_next_begins() -> None:
    sentences = Sentences()
    assert sentences.feed("The fire burns") == []
    assert sentences.feed(". ") == []
    assert sentences.feed("It") == ["The fire burns."]
    assert sentences.finish() == ["It"]


def test_what_has_no_end_is_spoken_at_a_pause() -> None:
    found = spoken("word, " * 400, 50)
    assert all(len(str(one)) <= MAX_WAITING for one in found)
    assert " ".join(map(str, found)).count("word") == 400


@given(st.text(alphabet="ab. \n`|#-*!A1[](_", max_size=300), st.integers(1, 40))
def test_the_pieces_in_which_it_comes_lose_nothing(text: str, size: int) -> None:
    def letters(found: list[Spoken]) -> int:
        return sum(str(one).count("a") for one in found if isinstance(one, str))

    fenced = "```" in text or "](" in text
    assert fenced or letters(spoken(text, size)) == text.count("a")


def test_two_megabytes_without_an_end_cost_their_length() -> None:
    began = time.thread_time()
    spoken("x" * 2_000_000, 4096)
    spoken("a. b " * 200_000, 4096)
    spoken("*`_[" * 200_000, 4096)
    spoken("`" + "a" * 1_000_000, 4096)
    assert time.thread_time() - began < 20
