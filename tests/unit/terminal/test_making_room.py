"""What ask and chat do when the context is full, each against a scripted engine in a real child. It counts a token for
each word and four for each message; its context holds 2,048."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest
from fakes_engine import FakeEngine, Step, Wait, chunk, fails, prefill, says
from inglenook_desktop import frames
from inglenook_desktop.context_policy import ContextPolicy
from inglenook_desktop.store import Store, open_store
from inglenook_desktop.terminal.console import Console
from inglenook_desktop.terminal.conversation import StoredConversation
from inglenook_desktop.terminal.history import run_show
from inglenook_desktop.terminal.making_room import RoomMaker
from inglenook_desktop.terminal.session import Session
from inglenook_engine.types import FinishReason, GenerateParams, LoadParams

WORDS = "word " * 400
PARAMS = GenerateParams()


class Talk:
    """A conversation of four turns of 400 words each; with one more it is too much."""

    def __init__(self, room: RoomMaker, store: Store, engine: FakeEngine, err: io.StringIO, session: Session) -> None:
        self.room, self.store, self.engine, self.err, self.session = room, store, engine, err, session
        self.conversation = StoredConversation(store)
        for number in range(4):
            self.say(f"{number} {WORDS}")

    def say(self, text: str | None) -> tuple[FinishReason | None, str]:
        """How it ended, and why it failed."""
        answer = self.room.answer(self.conversation, text, PARAMS, show=None)
        return answer.reason, "" if answer.failure is None else answer.failure.message

    @property
    def read(self) -> list[str]:
        """The first word of each message of the last generation."""
        return [message.content.split()[0] for message in self.engine.generations()[-1].messages]


@pytest.fixture
def talk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Talk]]:
    with ExitStack() as stack:

        def make(answers: Sequence[Sequence[Step]] | None = None) -> Talk:
            engine = FakeEngine(tmp_path / "fake", answers=answers)
            monkeypatch.setattr(frames, "engine_command", lambda: engine.command)
            err = io.StringIO()
            console = Console(io.StringIO(), err, {})
            store = stack.enter_context(open_store(tmp_path / "data"))
            session = stack.enter_context(Session(LoadParams(model_path="x.gguf"), console))
            return Talk(RoomMaker(session, console, tmp_path / "data"), store, engine, err, session)

        yield make


def test_what_does_not_fit_is_refused_before_it_is_kept_and_goes_with_another_policy(
    talk: Callable[..., Talk],
) -> None:
    chat = talk()
    assert chat.conversation.conversation_id is not None
    reason, why = chat.say(f"5 {WORDS}")
    # 5 × 401 words, 4 × 2 of "Good evening.", 9 messages × 4
    assert reason is None
    assert "nothing was sent: the model would have to read 2,049 tokens, and its context holds 2,048" in why
    assert chat.room.can_make_room
    assert (len(chat.conversation.thread), len(chat.engine.generations())) == (8, 4)
    chat.conversation.choose_policy(ContextPolicy.DROP)
    assert chat.say(f"5 {WORDS}") == (FinishReason.STOP, "")
    assert chat.read == ["3", "Good", "5"], "what the question is most often about stays"
    assert chat.err.getvalue() == (
        "The oldest 6 messages no longer fit into the model's context and are left out from now on.\n"
    )
    assert chat.store.context.marks(chat.conversation.conversation_id).policy is ContextPolicy.DROP
    assert chat.say("And?") == (FinishReason.STOP, "")
    assert chat.read == ["3", "Good", "5", "Good", "And?"]
    assert chat.say(None) == (FinishReason.STOP, "")
    assert chat.read == ["3", "Good", "5", "Good", "And?"], "an answer that is wanted again has the same room"
    reason, why = chat.say("word " * 3000)
    assert "--context" in why, "nothing that leaves would help"
    _, why = chat.say("word " * 100_003)
    assert "would have to read about 130,000 tokens, and" in why, "too long to be counted"
    assert not chat.room.can_make_room
    assert reason is None


def test_a_summary_is_written_kept_and_read_instead_and_one_that_fails_sends_nothing(
    talk: Callable[..., Talk], tmp_path: Path
) -> None:
    good = [says("Good ", "evening", ".")] * 4
    chat = talk([*good, [fails("It broke.")], says("<think>Hm.</think>They ", "counted."), says("Fine.")])
    chat.conversation.choose_policy(ContextPolicy.SUMMARISE)
    assert chat.say(f"5 {WORDS}") == (
        None,
        "The oldest messages could not be summed up, and nothing was sent. It broke.",
    )
    assert len(chat.conversation.thread) == 8
    assert chat.say(f"5 {WORDS}") == (FinishReason.STOP, "")
    asked = chat.engine.generations()[-2].messages
    assert asked[-1].content.startswith("Summarise")
    assert (
        chat.engine.generations()[-1]
        .messages[0]
        .content.startswith("Summary of our conversation so far:\n\nThey counted.\n\n---\n\n")
    )
    (cut,) = chat.conversation.marks.cuts
    assert cut.summary == "They counted."
    assert chat.err.getvalue().count("are summed up; the model reads the summary instead from now on.") == 1
    assert chat.conversation.thread[-1].content == "Fine."
    out = io.StringIO()
    assert chat.conversation.conversation_id is not None
    shown = Console(out, io.StringIO(), {})
    run_show(tmp_path / "data", shown, is_json=False, conversation_id=chat.conversation.conversation_id)
    assert "\nOf what stands above, the model now reads a summary: They counted.\n\nYou" in out.getvalue()


def test_what_takes_two_summaries_is_told_once_and_as_it_is_at_the_end(talk: Callable[..., Talk]) -> None:
    chat = talk([*[says("Good ", "evening", ".")] * 5, says("They ", "counted."), says("To five."), says("Fine.")])
    chat.say("word " * 300)
    chat.conversation.choose_policy(ContextPolicy.SUMMARISE)
    assert chat.say("word " * 1250) == (FinishReason.STOP, "")
    assert len(chat.conversation.marks.cuts) == 2, "a model could not read all of it at once"
    assert chat.err.getvalue().splitlines() == [
        "The oldest 10 messages are summed up; the model reads the summary instead from now on."
    ]


def test_a_summary_that_is_stopped_sends_nothing(talk: Callable[..., Talk], monkeypatch: pytest.MonkeyPatch) -> None:
    chat = talk([*[says("Good.")] * 4, [prefill(), chunk("They "), Wait(gate="never")]])
    chat.conversation.choose_policy(ContextPolicy.SUMMARISE)
    engine = chat.session._engine
    assert engine is not None
    shown: list[str] = []

    def progress(_console: Console, text: str) -> None:
        shown.append(text)
        if sum("are summed up" in line for line in shown) == 2:  # the second time with its first word
            engine.cancel()  # as Ctrl+C

    monkeypatch.setattr(Console, "progress", progress)
    assert chat.say(f"5 {WORDS}") == (FinishReason.CANCELLED, "")
    assert chat.err.getvalue() == "The summary was stopped, and nothing was sent.\n"
    assert chat.conversation.marks.cuts == ()
    assert len(chat.conversation.thread) == 8


def test_the_settings_decide_where_a_conversation_says_nothing(talk: Callable[..., Talk], tmp_path: Path) -> None:
    chat = talk()
    (tmp_path / "data" / "settings.toml").write_text('[context]\nwhen_full = "drop"\n')
    assert chat.say(f"5 {WORDS}") == (FinishReason.STOP, "")
    assert chat.read == ["3", "Good", "5"]
    assert chat.conversation.marks.policy is None
