"""What a model reads to name a conversation, and what of its answer becomes the name."""

from __future__ import annotations

import random

import pytest
from inglenook_desktop.store.text import title_from
from inglenook_desktop.titles import INSTRUCTION, PARAMS, better_title, title_messages, title_of
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


# --- whether it is better than the question's beginning

BOATS = "Why do boats float, and what has a bath to do with it?"
LANDLORD = (
    "My landlord wants to raise the rent by 20 percent next month. Is he allowed to do that, and what should I write to"
    " him?"
)
RUST = (
    "Should I learn Rust or Go first if I already know Python and mostly write command line tools for my own use at "
    "home and sometimes at work?"
)
FIX = "Fix this:\n```\nTraceback (most recent call last):\nIndexError: list index out of range\n```"


@pytest.mark.parametrize(
    ("question", "made", "title"),
    [
        # Qwen2.5 Coder 0.5B, as it wrote them
        (BOATS, '"Boats Float: A Guide to Water Movement"', "Boats Float"),
        ("Write a Python function that reverses a linked list.", "Reverse Linked List", "Reverse Linked List"),
        (
            "What's the difference between TCP and UDP?",
            '"Understanding TCP and UDP: A Difference in Their Use Cases and Performance"',
            "Understanding TCP and UDP",
        ),
        ("Explique-moi la photosynthèse comme à un enfant.", "Photosynthesis: A New Paradigm", "Photosynthesis"),
        (
            FIX,
            '"Error Handling in Python: List Index Out of Range"',
            "Error Handling in Python: List Index Out of Range",
        ),
        (LANDLORD, "Rent Increase Request", "Rent Increase Request"),
        (RUST, '"Learning Rust or Go: A Comprehensive Guide for Python Users"', "Learning Rust or Go"),
        ("How do I bake bread without yeast?", "Baking bread without yeast: A dangerous and unethical practice", ""),
        ("hi", '"Hello, how can I assist you today?"', ""),
        ("Translate 'good morning' into French and Polish.", '"Good morning, welcome to our team."', ""),
        ("Wie richte ich unter Linux eine statische IP-Adresse ein?", "Network Setup", ""),
        ("Notes on the lease", '"Lease Agreement: Overview and Terms"', ""),
        ("Give me ten names for a small bakery in Lisbon", '"City Bakery: A Journey Through the City"', ""),
        ("¿Cuál es la capital de Australia?", "Australia's capital is Canberra.", ""),
        ("Summarise the plot of Hamlet in three sentences", "Hamlet's King", ""),
        # Gemma 3 270M, which was not taught to chat
        (BOATS, "\n\nThe answer is simple: it depends on the boat.\n\nThe answer is simple: it", ""),
        ("How do I bake bread without yeast?", "\n\n[User 0002]\n\nI'm not sure if it's the same", ""),
        ("hi", "\n\nI have a 2005 3500 and I want to change the oil filter. I have a 2005", ""),
        ("Translate 'good morning' into French and Polish.", "\n\nTranslate 'good morning' into English.", ""),
        ("What's the difference between TCP and UDP?", "</blockquote>\n\nI'm not sure I understand", ""),
        (FIX, "\n\nI'm not sure if this is a bug or not, but I'm not sure if it's a bug.", ""),
        (LANDLORD, "\n\nThe landlord is asking for a 20 percent increase in the rent.", ""),
        ("¿Cuál es la capital de Australia?", "\n\n¿Cuál es la capital de la Unión Europea?", ""),
        # SmolLM2 135M, the starter
        (BOATS, "The answer to this question is rooted in the concept of buoyancy. Boats, as you mentioned, are", ""),
        ("How do I bake bread without yeast?", "I'm ready to help. What's your next question?", ""),
        ("hi", "I'm ready to help. What's your next question?", ""),
        ("Translate 'good morning' into French and Polish.", "Je ne saraj pas de la bonne mère, c'est le début", ""),
        (
            "What's the difference between TCP and UDP?",
            "TCP vs UDP: A simple yet complex debate that has been debated for decades.",
            "TCP vs UDP",
        ),
        (
            "Explique-moi la photosynthèse comme à un enfant.",
            "La photosynthèse comme à un enfant est une façon de l'écri pour les enfants.",
            "",
        ),
        # Qwen2.5 Coder 1.5B
        (BOATS, "Boat Floats, Bath Has Nothing to Do With It", ""),
        # scripts without spaces
        ("パンの焼き方を教えてください。イーストは使いたくありません。", "パンの焼き方", "パンの焼き方"),
        ("パンの焼き方を教えてください。イーストは使いたくありません。", "会話の題名", ""),
    ],
)
def test_a_title_takes_the_place_of_the_question_only_where_it_is_better(question: str, made: str, title: str) -> None:
    assert better_title(made, question, "") == title


def test_a_question_that_says_nothing_gives_way_to_words_of_the_answer() -> None:
    assert better_title("Help with a letter", "hi", "Hello! A letter to whom?") == "Help with a letter"
    assert better_title("Network Setup", "hi", "Hello! A letter to whom?") == ""
    assert better_title("", "hi", "Hello!") == ""
    assert better_title(INSTRUCTION, INSTRUCTION, "") == ""
