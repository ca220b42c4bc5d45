"""What a generation makes of a session that fails, and of a run that was cancelled while it waited."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import inglenook_native as native
import pytest
from inglenook_engine.content import Span
from inglenook_engine.generate import generate
from inglenook_engine.protocol import Failed, Finished, Generate
from inglenook_engine.types import FailureKind, FinishReason, GenerateParams, Message, Role


class FailingSession:
    """Fails in its first prefill with llama.cpp's return code `code`."""

    def __init__(self, code: int) -> None:
        self._code = code
        self.has_begun = False

    def begin(self, _prompt: list[int], _sampler: object, **_options: object) -> int:
        self.has_begun = True
        return 0

    def prefill(self) -> int:
        error = native.NativeError("There was not enough memory. Close other programs.")
        error.code = self._code
        raise error


def model_of(session: FailingSession) -> Any:
    prompter = SimpleNamespace(render=lambda _m: (Span("Hi", 0),), tokenize=lambda _spans, _m: [1, 2])
    return SimpleNamespace(session=session, prompter=prompter, info=SimpleNamespace(n_ctx=100))


COMMAND = Generate(run_id=3, messages=(Message(role=Role.USER, content="Hi"),), params=GenerateParams())


@pytest.mark.parametrize(("code", "kind"), [(-2, FailureKind.OUT_OF_MEMORY), (-3, FailureKind.BUG)])
def test_a_failed_pass_is_told_in_the_native_loops_own_words(code: int, kind: FailureKind) -> None:
    *_, last = generate(model_of(FailingSession(code)), COMMAND, is_cancelled=lambda: False)
    assert isinstance(last, Failed)
    assert (last.run_id, last.kind) == (3, kind)
    assert last.message == "There was not enough memory. Close other programs."
    assert "prefill" in last.detail


def test_a_run_cancelled_while_it_waited_leaves_the_cache_alone() -> None:
    session = FailingSession(0)
    events = list(generate(model_of(session), COMMAND, is_cancelled=lambda: True))
    assert [type(event) for event in events] == [Finished]
    assert isinstance(events[0], Finished)
    assert events[0].reason is FinishReason.CANCELLED
    assert not session.has_begun
