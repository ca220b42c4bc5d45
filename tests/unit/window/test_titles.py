"""What a model reads to name a conversation, and what of its answer becomes the name."""

from __future__ import annotations

import random

import pytest
from inglenook_desktop.store.text import title_from
from inglenook_desktop.titles import INSTRUCTION, PARAMS, title_messages, title_of
from inglenook_engine.types import Message, Role


def said(role: Role, content: str, tokens: tuple[int, ...] = ()) -> Message:
    return Message(role=role, content=content, tokens=tokens)


EXCHANGE = (
    said(Role.SYSTEM, "Be kind."),
    said(Role.USER, "How do boats float?"),
    said(Role.ASSISTANT, "They push water away.", (1, 2, 3)),
)


def n_bytes(messages: tuple[Message, ...]) -> int:
    return sum(len(one.content.encode()) for one in messages)


# --- what it reads


def test_the_question_goes_behind_the_exchange_as_it_was_read() -> None:
    messages = title_messages(EXCHANGE, n_ctx=4096)
    assert messages[:-1] == EXCHANGE
    assert messages[-1] == said(Role.USER, INSTRUCTION)


def test_it_is_repeatable_short_and_asked_for_plainly() -> None:
    assert PARAMS.sampler.temperature == 0.0
    assert 0 < PARAMS.max_tokens <= 64


def test_a_long_answer_with_known_ids_counts_by_its_ids() -> None:
    exchange = (EXCHANGE[1], said(Role.ASSISTANT, "word " * 10_000, tuple(range(3_000))))
    assert title_messages(exchange, n_ctx=4096)[:-1] == exchange
    assert len(title_messages(exchange, n_ctx=2048)) == 1


@pytest.mark.parametrize("unit", ["a", "ü", "漢", "🙂", "\ud800"])
@pytest.mark.parametrize("n_ctx", [512, 2048, 8192])
def test_a_long_exchange_is_cut_to_what_surely_fits(unit: str, n_ctx: int) -> None:
    exchange = (said(Role.USER, f"Q{unit * 100_000}"), said(Role.ASSISTANT, f"A{unit * 100_000}"))
    (message,) = title_messages(exchange, n_ctx=n_ctx)
    assert message.role is Role.USER
    assert message.content.endswith(INSTRUCTION)
    assert message.content.startswith("Q")
    assert "\n\nA" in message.content
    assert n_bytes((message,)) <= n_ctx - 100
    assert "\ufffd" not in message.content


@pytest.mark.parametrize("n_ctx", [0, 1, 100, 256])
def test_a_tiny_context_still_gives_a_question(n_ctx: int) -> None:
    (message,) = title_messages(EXCHANGE, n_ctx=n_ctx)
    assert message.content.endswith(INSTRUCTION)


def test_the_last_question_and_its_answer_are_cut_when_earlier_ones_were_not_answered() -> None:
    exchange = (
        said(Role.USER, "first " * 5_000),
        said(Role.ASSISTANT, "stopped"),
        said(Role.USER, "second"),
        said(Role.ASSISTANT, "whole"),
    )
    (message,) = title_messages(exchange, n_ctx=2048)
    assert message.content == f"second\n\nwhole\n\n{INSTRUCTION}"


# --- what becomes of its answer


@pytest.mark.parametrize(
    ("answer", "title"),
    [
        ("Buoyancy of Boats", "Buoyancy of Boats"),
        ("  \n\n Buoyancy of Boats \n and more", "Buoyancy of Boats"),
        ('"Buoyancy of Boats"', "Buoyancy of Boats"),
        ("“Buoyancy of Boats.”", "Buoyancy of Boats"),
        ("«Flottaison des bateaux»", "Flottaison des bateaux"),
        ("「船の浮力」", "船の浮力"),
        ("'Buoyancy of Boats", "Buoyancy of Boats"),
        ("Title: Buoyancy of Boats", "Buoyancy of Boats"),
        ("**Title:** Buoyancy of Boats", "Buoyancy of Boats"),
        ("**Title**: *Buoyancy of Boats*", "Buoyancy of Boats"),
        ("# Buoyancy of Boats", "Buoyancy of Boats"),
        ("**Buoyancy of Boats**", "Buoyancy of Boats"),
        ("1. Buoyancy of Boats\n2. Floating", "Buoyancy of Boats"),
        ("- Buoyancy of Boats", "Buoyancy of Boats"),
        ("Titel: „Schwimmende Boote“", "Schwimmende Boote"),
        ("标题：船的浮力", "船的浮力"),
        ("Sure! Here's a two-word title:\n\n“Floating Boats”\n\nThis title is concise", "Floating Boats"),
        ("Sure, here is a title for this conversation: Floating Boats", "Floating Boats"),
        ("The title is: Floating Boats.", "Floating Boats"),
        ("**Title**\n\nFloating Boats", "Floating Boats"),
        ("<think>\nThey ask about boats.\n</think>\n\nFloating Boats", "Floating Boats"),
        ("<THINKING>boats</THINKING>Floating Boats", "Floating Boats"),
        ("They ask about boats.\n</think>\nFloating Boats", "Floating Boats"),
        ("[THINK]boats[/THINK]Floating Boats", "Floating Boats"),
        ("Why Do Boats Float?", "Why Do Boats Float?"),
        ("Boats, Ships, etc...", "Boats, Ships, etc..."),
        ("“Rust” versus “Go”", "“Rust” versus “Go”"),
        ("Don't Panic", "Don't Panic"),
        ("C++ Templates: an Overview", "C++ Templates: an Overview"),
        ("Title IX Rules", "Title IX Rules"),
        ("Naming Things", "Naming Things"),
        ("The Name of the Rose: a Summary", "The Name of the Rose: a Summary"),
        ("Boats\u202e\x1b[31m\x00", "Boats[31m"),
        ("Boats\tand   ships", "Boats and ships"),
    ],
)
def test_only_the_title_is_taken(answer: str, title: str) -> None:
    assert title_of(answer) == title


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "   \n\n",
        "...",
        "“”",
        "***",
        "Title:",
        "<think>\nThey ask about boats, so I",
        "<think></think>",
        "I'm sorry, but I can't do that.",
        "I cannot name this.",
        "As an AI language model, I have no title.",
        "Untitled",
        "New Chat.",
        "Conversation",
        "None",
        "Sure!",
        "\u200b\u2060",
        "Boats float because they push away as much water as they weigh, which is what Archimedes found in his bath.",
    ],
)
def test_what_is_no_title_leaves_the_old_one(answer: str) -> None:
    assert title_of(answer) == ""


def test_a_title_is_at_most_sixty_characters_long() -> None:
    title = title_of("Why boats float and why stones sink, and what Archimedes had to do with it")
    assert len(title) <= 60
    assert title.startswith("Why boats float")
    assert title.endswith("…")


def test_any_answer_gives_one_clean_line_soon() -> None:
    pieces = [
        "<think>",
        "</think>",
        "Title:",
        "**",
        "“",
        "”",
        "\n",
        " ",
        "a",
        "ü",
        "\ud800",
        "\x00",
        ":",
        ".",
        "# ",
        "- ",
    ]
    chance = random.Random(4)
    for _ in range(2_000):
        title = title_of("".join(chance.choices(pieces, k=chance.randrange(40))))
        assert len(title) <= 60
        assert title == title_from(title)
        assert not any(mark in title for mark in ("\n", "\ud800", "\x00"))
    for piece in pieces:
        assert len(title_of(piece * 100_000)) <= 60
