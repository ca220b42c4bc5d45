"""What a generation tells a session, and makes of one that fails and of runs that are cancelled."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import inglenook_native as native
import pytest
from inglenook_engine.content import Span
from inglenook_engine.energy import EnergyWatch
from inglenook_engine.generate import generate
from inglenook_engine.protocol import Failed, Finished, Generate
from inglenook_engine.types import (
    FailureKind,
    FinishReason,
    GenerateParams,
    Message,
    Role,
    Speculation,
    SpeculationOff,
)


class FailingSession:
    """Fails in its first prefill with llama.cpp's return code `code`."""

    def __init__(self, code: int) -> None:
        self._code = code
        self.has_begun = self.has_ended = False
        self.options: dict[str, Any] = {}

    def begin(self, _prompt: list[int], _sampler: object, **options: Any) -> int:
        self.has_begun = True
        self.options = options
        return 0

    def cancel(self) -> None:
        pass

    def decode_round(self) -> None:
        self.has_ended = True
        raise native.NativeError("The answer has ended.")

    def report(self) -> Any:
        return SimpleNamespace(
            drafters=[], saved_ms=0.0, lost_ms=0.0, thread_changes=0, off=native.SpeculationOff.NO_DRAFT_MODEL
        )

    def prefill(self) -> int:
        error = native.NativeError("There was not enough memory. Close other programs.")
        error.code = self._code
        raise error


def model_of(session: FailingSession) -> Any:
    prompter = SimpleNamespace(
        heard=lambda messages: messages,
        render=lambda _messages, **_: (Span("Hi", 0),),
        tokenize=lambda _spans, _messages: [1, 2],
    )
    vocabulary = SimpleNamespace(tokenize=lambda text: list(text))
    return SimpleNamespace(session=session, prompter=prompter, vocabulary=vocabulary, info=SimpleNamespace(n_ctx=100))


COMMAND = Generate(run_id=3, messages=(Message(role=Role.USER, content="Hi"),), params=GenerateParams())


@pytest.mark.parametrize(("code", "kind"), [(-2, FailureKind.OUT_OF_MEMORY), (-3, FailureKind.BUG)])
def test_a_failed_pass_is_told_in_the_native_loops_own_words(code: int, kind: FailureKind) -> None:
    session = FailingSession(code)
    *_, last = generate(model_of(session), COMMAND, is_cancelled=lambda: False)
    assert session.has_ended
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


def test_what_a_run_took_that_never_began_is_known() -> None:
    """One run without would leave its whole day without a cost."""
    counter = SimpleNamespace(name="all", least_s=0.0, look_every_s=30.0, comes_back=False, millijoules=lambda: 7.0)
    session = FailingSession(0)
    (last,) = generate(model_of(session), COMMAND, is_cancelled=lambda: True, energy=EnergyWatch([counter]))
    assert isinstance(last, Finished)
    assert last.stats.energy_mj == 0


def test_a_run_cancelled_while_it_prefills_ends_the_sessions_answer() -> None:
    session = FailingSession(0)
    answers = iter([False, True])
    *_, last = generate(model_of(session), COMMAND, is_cancelled=lambda: next(answers))
    assert isinstance(last, Finished)
    assert last.reason is FinishReason.CANCELLED
    assert last.stats.speculation_off is SpeculationOff.NO_DRAFT_MODEL
    assert session.has_ended


def options_of(**params: Any) -> dict[str, Any]:
    session = FailingSession(0)
    command = replace(COMMAND, params=GenerateParams(**params))
    list(generate(model_of(session), command, is_cancelled=lambda: False))
    return session.options


@pytest.mark.parametrize("mode", list(Speculation))
def test_every_mode_reaches_the_session(mode: Speculation) -> None:
    options = options_of(speculation=mode, is_strict=mode is Speculation.LOOKUP)
    assert options["speculation"].name == mode.name
    assert options["is_strict"] is (mode is Speculation.LOOKUP)
    assert options["prediction"] == []


def test_a_prediction_is_what_a_model_would_write_and_no_longer_than_an_answer() -> None:
    assert bytes(options_of(prediction="\ufeff  a\r\nb\ud800")["prediction"]) == b"\n  a\nb?"
    assert len(options_of(prediction="x" * 10_000_000)["prediction"]) == 100
    assert options_of(prediction="x", speculation=Speculation.DRAFT)["prediction"] == []
    assert options_of(prediction="x", speculation=Speculation.OFF)["prediction"] == []


def test_every_reason_for_no_drafts_has_its_name_on_the_wire() -> None:
    assert {off.name for off in native.SpeculationOff} - {"NONE"} == {off.name for off in SpeculationOff}
