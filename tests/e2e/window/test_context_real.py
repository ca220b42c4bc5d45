"""A conversation that outgrows a small context, in the real window over the starter model: what the gauge says is what
the engine reads, whole blocks leave, and the turns after that find their beginning in the KV cache."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from inglenook_desktop.app import Session
from inglenook_desktop.context_policy import ContextPolicy
from inglenook_desktop.load_settings import LoadSettings
from inglenook_desktop.presets import Preset, PresetParams
from inglenook_desktop.state import Idle, Loaded, Remedy
from inglenook_desktop.store import Run
from pytestqt.qtbot import QtBot
from windows import store_of

pytestmark = [pytest.mark.model, pytest.mark.slow]

ANSWER_MS = 120_000
N_CTX = 512
N_TURNS = 5
OpenReal = Callable[[Path | str], Session]
QUESTION = (
    "Tell me about the animal with the number {}: where it lives, what it eats, how it sleeps, and who hunts it. "
)


def ask(session: Session, qtbot: QtBot, text: str) -> Run:
    """Send when the gauge has counted; returns the run."""
    n_before = len(session.transcript)
    meter = session.window.context.meter
    session.window.composer.set_text(text)
    qtbot.waitUntil(lambda: meter.use is not None and meter.use.typed > 0 and meter.use.answer == 0, timeout=ANSWER_MS)
    session.window.composer.submit()
    qtbot.waitUntil(
        lambda: isinstance(session.controller.state.answer, Idle) and len(session.transcript) > n_before,
        timeout=ANSWER_MS,
    )
    run = store_of(session).run_of_message(session.transcript.item(len(session.transcript) - 1).key)
    assert run is not None
    return run


def number_of(session: Session) -> int:
    number = session.controller.state.conversation_id
    assert number is not None
    return number


def use_small_context(session: Session, qtbot: QtBot) -> None:
    loading, state = session.controller.loading, session.controller.state
    assert isinstance(state.engine, Loaded)
    loading.choose_settings(state.engine.choice, LoadSettings(n_ctx=N_CTX))

    def is_small() -> bool:
        engine = session.controller.state.engine
        return isinstance(engine, Loaded) and engine.model.n_ctx == N_CTX

    qtbot.waitUntil(is_small, timeout=ANSWER_MS)


def test_a_conversation_goes_on_beyond_its_context(
    open_real_window: OpenReal, qtbot: QtBot, starter_model: Path
) -> None:
    session = open_real_window(starter_model)
    use_small_context(session, qtbot)
    store = store_of(session)
    preset = store.writing.add_preset(
        Preset(name="Short", system_prompt="Be brief.", params=PresetParams(max_tokens=8, temperature=0.0))
    )
    store.writing.choose_for_model(str(starter_model), preset.id)
    runs: list[Run] = []
    n_cuts: list[int] = []
    for turn in range(N_TURNS):
        runs.append(ask(session, qtbot, QUESTION.format(turn) * 3))
        number = number_of(session)
        if turn == 0:
            session.controller.context.set_policy(ContextPolicy.DROP)
        n_cuts.append(len(store.context.marks(number).cuts))
    figures = [run.stats for run in runs]
    new_cuts = [turn for turn in range(1, N_TURNS) if n_cuts[turn] > n_cuts[turn - 1]]
    assert new_cuts
    for turn, stats in enumerate(figures):
        assert stats is not None
        assert stats.prompt_tokens < N_CTX
        if turn in new_cuts:
            assert 0 < stats.cached_tokens < stats.prompt_tokens / 2, "the system prompt is still there"
        elif turn:
            before = figures[turn - 1]
            assert before is not None
            assert stats.cached_tokens >= before.prompt_tokens, "all of it was read before"
    assert session.transcript.item(1).is_left_out
    assert not session.transcript.item(len(session.transcript) - 1).is_left_out

    use = session.window.context.meter.use
    session.window.composer.set_text("And the last one?")
    qtbot.waitUntil(lambda: session.window.context.meter.use != use, timeout=ANSWER_MS)
    counted = session.window.context.meter.use
    assert counted is not None
    last = ask(session, qtbot, "And the last one?")
    assert last.stats is not None
    assert counted.used == last.stats.prompt_tokens, "the gauge says what is read"

    number = number_of(session)
    session.controller.context.set_policy(ContextPolicy.SUMMARISE)
    while True:
        n_before = len(store.context.marks(number).cuts)
        ask(session, qtbot, QUESTION.format("x") * 3)
        cuts = store.context.marks(number).cuts
        if len(cuts) > n_before:
            break
    cut = cuts[-1]
    assert cut.summary
    shown = [session.transcript.item(row).notice for row in range(len(session.transcript))]
    assert any(cut.summary.split()[0] in notice for notice in shown)
    notice = session.controller.state.notice
    assert notice is not None
    assert not notice.is_error
    session.controller.context.set_policy(ContextPolicy.REFUSE)
    session.window.composer.set_text("word " * 600)
    session.window.composer.submit()
    qtbot.waitUntil(lambda: session.controller.state.notice not in (None, notice), timeout=ANSWER_MS)
    notice = session.controller.state.notice
    assert notice is not None
    assert "too many" in notice.message
    assert notice.remedies == (Remedy.LARGER_CONTEXT,), "alone it is too long as well"
