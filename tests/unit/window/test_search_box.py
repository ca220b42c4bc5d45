"""Filters in the search box, and how a result is shown in a narrow list."""

from __future__ import annotations

import pytest
from inglenook_desktop.models.search_results import place_of
from inglenook_desktop.store.search import Hit
from inglenook_desktop.theme import DARK, DARK_CONTRAST, LIGHT, LIGHT_CONTRAST, Colors
from inglenook_desktop.views.search_box import with_filter, without_filters
from inglenook_desktop.views.search_results import shortened, snippet_layout
from inglenook_desktop.views.shelf_actions import file_name
from inglenook_desktop.views.tags_dialog import tags_of
from inglenook_desktop.views.transcript_colors import contrast
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QApplication


@pytest.mark.parametrize(
    ("text", "name", "value", "expected"),
    [
        ("", "folder", "Work", "folder:Work "),
        ("boat", "folder", "My work", 'boat folder:"My work" '),
        ('boat folder:"My work" sail', "folder", "Home", "boat sail folder:Home "),
        ("folder:Work", "folder", "Home", "folder:Home "),
        ("tag:a", "tag", "b", "tag:a tag:b "),
        ("tag:a ", "tag", "a", "tag:a "),
        ("after:2026-01-01 x", "before", "2026-02-01", "after:2026-01-01 x before:2026-02-01 "),
        ("x", "model", 'a "b" c', 'x model:"a b c" '),
        ('folder:"half open', "role", "you", 'folder:"half open role:you '),
    ],
)
def test_a_filter_from_the_menu_is_written_into_the_box(text: str, name: str, value: str, expected: str) -> None:
    assert with_filter(text, name, value) == expected


def test_the_filters_alone_are_taken_away() -> None:
    assert without_filters('boat folder:"My work" http://x tag:a sail') == "boat http://x sail"
    assert without_filters("nothing here") == "nothing here"


def test_what_is_written_by_the_menu_is_what_the_search_understands() -> None:
    from inglenook_desktop.store.search_query import parse
    from inglenook_engine.types import Role

    text = "boat"
    for name, value in (("folder", "My work"), ("tag", "two words"), ("role", "you"), ("model", "qwen")):
        text = with_filter(text, name, value)
    filters = parse(text).filters
    assert (filters.folder, filters.tags, filters.role, filters.model) == ("My work", ("two words",), Role.USER, "qwen")


def test_a_hit_far_into_its_sentence_is_shown_near_its_beginning() -> None:
    parts = [("a long way to go before it comes to the ", False), ("point", True), (" at last", False)]
    assert shortened(parts) == [("… before it comes to the ", False), ("point", True), (" at last", False)]
    assert shortened([("the ", False), ("point", True)]) == [("the ", False), ("point", True)]
    assert shortened([("no hit at all", False)]) == [("no hit at all", False)]


@pytest.mark.parametrize("is_chosen", [True, False])
@pytest.mark.parametrize(("colors", "least"), [(LIGHT, 1.2), (DARK, 1.2), (LIGHT_CONTRAST, 3), (DARK_CONTRAST, 3)])
def test_a_hit_stands_out_of_its_row(qapp: QApplication, colors: Colors, least: float, is_chosen: bool) -> None:
    """By WCAG's contrast: of its ground with the row's, and of its letters with its ground."""
    ground = colors.selected if is_chosen else colors.sidebar
    (mark,) = snippet_layout(
        [("the ", False), ("point", True)], QFont(), colors, 200, n_lines=1, ground=ground
    ).formats()
    ground_of_hit, letters = mark.format.background().color(), mark.format.foreground().color()
    assert contrast(ground_of_hit, QColor(ground)) >= least
    assert contrast(letters, ground_of_hit) >= 4.5


@pytest.mark.parametrize(
    ("snippet", "place"),
    [
        ((("the ", False), ("needle", True), (" at last …", False)), 16),
        ((("… ", False), ("hay", True)), 3),
        ((("a title", False),), 0),
        ((("gone", True),), 0),
        ((), 0),
    ],
)
def test_the_place_of_a_hit_is_found_again_in_its_message(snippet: tuple[tuple[str, bool], ...], place: int) -> None:
    hit = Hit(conversation_id=1, message_id=1, title="", role=None, created_at="", snippet=snippet)
    assert place_of(hit, "in hay: the\n   (needle at\nlast)".replace("(", " ")) == place


@pytest.mark.parametrize(
    ("text", "tags"),
    [("", ()), ("a, b;c", ("a", "b", "c")), (" #tax ,  two   words, tax", ("tax", "two words")), (",,#,", ())],
)
def test_tags_are_read_as_people_write_them(text: str, tags: tuple[str, ...]) -> None:
    assert tags_of(text) == tags


@pytest.mark.parametrize(
    ("title", "name"),
    [("A/B: what?", "A B what"), ("", "conversation"), ("...", "conversation"), ("x" * 300, "x" * 60)],
)
def test_a_title_becomes_a_name_that_every_system_takes(title: str, name: str) -> None:
    assert file_name(title) == name
