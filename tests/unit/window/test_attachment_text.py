"""How the model reads files: nothing in a file or its name can pretend to be outside of it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inglenook_desktop.attachments import MAX_NAME_CHARS, framed, text_of, tidy_name, with_files
from inglenook_desktop.extracting import SENTENCES, extracted, sentence, words_of
from inglenook_desktop.preview_text import Look, spans_of
from inglenook_engine.extract_types import ExtractProblem, Hidden, Passage

HOSTILE = st.text(alphabet=st.sampled_from(list("`~\n[] FileAB:\r\u2028\u202e\U000e0041")), max_size=60)


@given(name=HOSTILE, text=HOSTILE)
def test_a_fence_ends_where_the_file_does(name: str, text: str) -> None:
    head, fence, *lines = framed(name, text).split("\n")
    assert re.fullmatch(r"\[File: [^\n]+\]", head)
    assert re.fullmatch("`{3,}", fence)
    assert lines[-1] == fence
    assert not any(fence in line for line in lines[:-1])
    assert "\n".join(lines[:-1]).rstrip("\n") == text.rstrip("\n")


@given(st.text(max_size=600))
def test_a_name_is_one_visible_line(name: str) -> None:
    shown = tidy_name(name)
    assert 0 < len(shown) <= MAX_NAME_CHARS
    assert len(shown.splitlines()) == 1
    assert not re.search("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e0fff]", shown)


def test_a_long_name_keeps_its_ending() -> None:
    assert tidy_name("x" * 500 + ".docx").endswith("x.docx")


def test_files_without_text_are_left_out_and_a_message_without_words_is_its_files() -> None:
    assert with_files("See", [("picture.png", "")]) == "See"
    assert with_files("", []) == ""
    assert with_files("  ", [("a", "b")]) == framed("a", "b")


def test_hidden_passages_are_read_when_the_person_says_so() -> None:
    passages = [Passage(text="Pay "), Passage(text="me ", hidden=Hidden.TINY), Passage(text="the baker")]
    assert text_of(passages, with_hidden=False) == "Pay the baker"
    assert text_of(passages, with_hidden=True) == "Pay me the baker"


def test_there_is_a_sentence_for_every_refusal() -> None:
    assert set(SENTENCES) == set(ExtractProblem)
    for problem in ExtractProblem:
        told = sentence(*words_of(problem, "100 %2 rye.pdf", "123456789"))
        assert "100 %2 rye.pdf" in told
        assert "%1" not in told
        assert told.endswith((".", ":"))


def test_what_no_honest_child_writes_is_not_believed() -> None:
    honest = b'{"kind":"text","media_type":"text/plain","passages":[{"text":"a","hidden":null}],"n_data_bytes":2}\nab'
    found = extracted(honest)
    assert found is not None
    assert found.data == b"ab"
    for output in (b"", b"{}", b"[" * 9999, b"null\n", honest + b"c", honest[:-1], honest.replace(b'"a"', b"5")):
        assert extracted(output) is None


@pytest.mark.parametrize(
    "unseen", ["\u0085", "\u009b", "\u180b", "\ufff9", "\U0001bca0", "\U0001d173", "\U000e01f0", "\U000e0fff"]
)
def test_no_character_that_a_font_may_leave_out_hides_in_the_preview(unseen: str) -> None:
    spans = tuple(spans_of([Passage(text=f"pay{unseen}ment")]))
    assert [(one.text, one.look) for one in spans] == [
        ("pay", Look.READ),
        (f"⟨U+{ord(unseen):04X}⟩", Look.MARK),
        ("ment", Look.READ),
    ]
