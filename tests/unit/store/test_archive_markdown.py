"""A conversation as a text for people."""

from __future__ import annotations

from typing import Any

import pytest
from fakes_engine import MODEL, STATS
from inglenook_desktop.store import Store
from inglenook_desktop.store.archive import ArchiveError
from inglenook_engine.types import FinishReason, GenerateParams


def ask(store: Store, text: str | None, answer: str, conversation_id: int | None = None, **more: Any) -> int:
    turn = store.begin_turn(conversation_id=conversation_id, text=text, model=MODEL, params=GenerateParams(), **more)
    reason = more.pop("reason", FinishReason.STOP)
    store.finish_turn(turn, text=answer, tokens=[], reason=reason, stats=STATS)
    return turn.conversation_id


def test_the_branch_in_view_reads_as_a_page(store: Store) -> None:
    conversation_id = ask(store, "What is *this*?", "A test.", system="Be brief.")
    ask(store, None, "A second answer.", conversation_id)
    store.rename_conversation(conversation_id, "A *starred* title")
    with store._db.write() as sql:
        sql.execute("INSERT INTO tags (conversation_id, tag) VALUES (1, 'work')")
        sql.execute(
            "INSERT INTO attachments (message_id, name, media_type, text, data) VALUES (2, 'a_b.txt', '', '', x'')"
        )
    assert "".join(store.archive.markdown(conversation_id)) == (
        "# A \\*starred\\* title\n"
        "\n2026-01-31 23:59 to 2026-02-01 00:00 UTC · #work\n"
        "\n## System · 2026-01-31 23:59\n\nBe brief.\n"
        "\n## You · 2026-01-31 23:59\n\nAttached: a\\_b.txt\n\nWhat is *this*?\n"
        "\n## Fake 1M Instruct · 2026-02-01 00:00\n\nA second answer.\n"
    )


def test_every_branch_says_where_it_belongs(store: Store) -> None:
    conversation_id = ask(store, "Question", "First answer")
    ask(store, None, "Second answer", conversation_id)
    ask(store, "More", "Much more", conversation_id)
    store.tree.show(store.tree.siblings(conversation_id)[store.thread(conversation_id)[1].id][0])
    ask(store, "Less", "Little", conversation_id)
    text = "".join(store.archive.markdown(conversation_id, is_whole=True))
    shown = [line for line in text.splitlines() if line.startswith(("##", "*"))]
    assert [line.split(" · ")[0] for line in shown] == [
        "## 1. You",
        "## 2. Fake 1M Instruct",
        "*Version 1 of 2, after 1, in view*",
        "## 3. You",
        "## 4. Fake 1M Instruct",
        "## 5. Fake 1M Instruct",
        "*Version 2 of 2, after 1*",
        "## 6. You",
        "## 7. Fake 1M Instruct",
    ]


@pytest.mark.parametrize(
    ("answer", "closed"),
    [
        ("```py\nx = 1", "```py\nx = 1\n```"),
        ("```py\nx = 1\n```", "```py\nx = 1\n```"),
        ("~~~~\n```\n~~~", "~~~~\n```\n~~~\n~~~~"),
        ("``` not `a` fence", "``` not `a` fence"),
        ("````\n```\n````\nafter", "````\n```\n````\nafter"),
    ],
)
def test_a_code_block_that_an_answer_left_open_is_closed(store: Store, answer: str, closed: str) -> None:
    conversation_id = ask(store, "Code?", answer)
    assert "".join(store.archive.markdown(conversation_id)).endswith(f"\n\n{closed}\n")


def test_stopped_empty_and_unknown_conversations(store: Store) -> None:
    turn = store.begin_turn(conversation_id=None, text="Hello", model=MODEL, params=GenerateParams())
    assert "· still being written\n" in "".join(store.archive.markdown(turn.conversation_id))
    store.finish_turn(turn, text="Ha", tokens=[], reason=FinishReason.CANCELLED, stats=STATS)
    assert "· stopped\n\nHa\n" in "".join(store.archive.markdown(turn.conversation_id))
    assert "".join(store.archive.markdown(store.create_conversation().id)) == "# Untitled\n"
    with pytest.raises(ArchiveError, match="no conversation 99"):
        store.archive.markdown(99)
