"""Typing, switching, sending, deleting and refusing in any order: every text that was typed is somewhere afterwards."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes_engine import MODEL
from inglenook_desktop.desk import Desk
from inglenook_desktop.state import ConversationShown, StorageChanged, StorageOpen
from inglenook_desktop.store import Store, open_store
from inglenook_desktop.submissions import Send
from inglenook_desktop.unsent_text import UnsentText
from inglenook_engine.protocol import Failed
from inglenook_engine.types import FailureKind, GenerateParams
from pytestqt.qtbot import QtBot

N_STEPS = 120
FAILURE = Failed(run_id=None, kind=FailureKind.CRASHED, message="It ended.")


class Play:
    """A composer without a window, over a real store. words: every word that was typed and neither sent nor removed."""

    def __init__(self, store: Store, other: Store, seed: int) -> None:
        self.store, self.other = store, other
        self.random = random.Random(seed)
        self.text = ""
        self.desk = Desk()
        self.desk.store = store
        self.desk.apply(StorageChanged(storage=StorageOpen()))
        self.unsent = UnsentText(self.desk)
        self.unsent.attach(lambda: self.text, self.show)
        self.words: set[str] = set()
        self.sent: set[str] = set()
        self.ids: list[int] = []
        self.trashed: list[int] = []
        self.n_typed = 0
        self.shown: int | None = None
        self.unsent.switch(None)

    def show(self, text: str) -> None:
        self.text = text
        self.unsent.typed()

    def type(self) -> None:
        self.n_typed += 1
        word = f"w{self.n_typed}w"
        self.words.add(word)
        self.text = f"{self.text} {word}".strip()
        self.unsent.typed()
        if self.random.random() < 0.3:
            self.unsent.save()

    def switch(self) -> None:
        self.open(self.random.choice([None, *self.ids]))

    def open(self, conversation_id: int | None) -> None:
        self.unsent.switch(conversation_id)
        self.desk.apply(ConversationShown(conversation_id=conversation_id))
        self.shown = conversation_id

    def send(self) -> None:
        """At once, or from a conversation that is not in view any more."""
        text, number = self.text, self.shown
        if not text:
            return
        if self.random.random() < 0.3:
            self.switch()
        if number is not None and self.store.conversation(number) is None:
            return
        turn = self.store.begin_turn(conversation_id=number, text=text, model=MODEL, params=GenerateParams())
        self.store.fail_turn(turn, text="", tokens=(), failure=FAILURE)
        self.words -= set(text.split())
        self.sent |= set(text.split())
        if number is None:
            self.ids.append(turn.conversation_id)
        if self.shown == number:
            self.desk.apply(ConversationShown(conversation_id=turn.conversation_id))
            self.shown = turn.conversation_id
        self.unsent.sent(Send(conversation_id=number, text=text))

    def delete_elsewhere(self) -> None:
        """Another process does it; the window notices, and shows a new page when it was in view."""
        if not self.ids:
            return
        number = self.ids.pop(self.random.randrange(len(self.ids)))
        self.trashed.append(number)
        self.other.delete_conversation(number)
        if self.random.random() < 0.5:
            self.type()
        if number == self.shown:
            self.open(None)

    def refuse(self) -> None:
        """The file is locked while somebody types."""
        with self.other._db.write():
            self.type()
            self.unsent.save()

    def step(self) -> None:
        acts = [self.type, self.type, self.type, self.switch, self.switch, self.send, self.delete_elsewhere]
        self.random.choice(acts)()

    def kept(self) -> set[str]:
        """Every word that the store has as unsent text, but for what is in the trash."""
        texts = [self.store.shelf.draft(number) for number in (None, *self.ids)]
        return {word for text in texts for word in text.split()}

    def trash(self) -> set[str]:
        """What comes back when a deleted conversation is restored."""
        for number in self.trashed:
            self.other.restore_conversation(number)
        return {word for number in self.trashed for word in self.store.shelf.draft(number).split()}


@pytest.fixture
def two_stores(tmp_path: Path) -> Iterator[tuple[Store, Store]]:
    with open_store(tmp_path / "data") as store, open_store(tmp_path / "data") as other:
        yield store, other


@pytest.mark.parametrize("seed", range(6))
def test_no_word_is_lost_and_none_is_sent_twice(qtbot: QtBot, two_stores: tuple[Store, Store], seed: int) -> None:
    play = Play(*two_stores, seed)
    for _ in range(N_STEPS):
        play.step()
        assert set(play.text.split()) <= play.words
    play.unsent.save()
    assert play.kept() <= play.words
    assert play.kept().isdisjoint(play.sent)
    assert play.words <= play.kept() | play.trash()
    play.unsent.release()


def test_a_word_typed_while_the_file_is_locked_is_kept_afterwards(
    qtbot: QtBot, two_stores: tuple[Store, Store]
) -> None:
    play = Play(*two_stores, seed=1)
    play.refuse()
    play.switch()
    assert play.unsent.unsaved == ""
    assert play.kept() == play.words == {"w1w"}
    play.unsent.release()
