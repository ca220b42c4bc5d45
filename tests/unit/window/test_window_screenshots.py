"""Pictures of the window in its states, light and dark, into $INGLENOOK_SCREENSHOTS when that is set.

They are made from the whole program over a scripted engine. What a picture must show is checked on its pixels, so that
the test fails when a state is not drawn.
"""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from pathlib import Path

import pytest
from fakes_engine import (
    MODEL,
    STATS,
    Die,
    FakeEngine,
    Finished,
    LoadProgress,
    Wait,
    chunk,
    load_fails,
    loads,
    measures,
    prefill,
)
from inglenook_desktop.shelf_wishes import Delete
from inglenook_desktop.starter import STARTER
from inglenook_desktop.state import EngineDown, Idle, Loaded, Remedy, Writing
from inglenook_engine.types import DrafterStats, FinishReason, Speculation
from pictures import SCHEMES, is_drawn, keep, picture
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from windows import SECOND_MODEL, OpenWindow, finds_one_vocabulary, last_item

ANSWER = """An inglenook is the recess beside a large open fireplace, where people sit to keep warm.

| Part | Purpose |
|---|---|
| Hearth | Carries the fire |
| Settle | A bench with a high back |
| Mantel | Keeps smoke out of the room |

Its depth decides how warm it is. A rule of thumb, in Python:

```python
def seats(depth_cm: int, width_cm: int) -> int:
    \"\"\"How many people fit beside the fire.\"\"\"
    return max(0, (width_cm - 120) // 55) if depth_cm >= 90 else 0
```

1. Measure the width of the opening.
2. Leave **120 cm** for the fire itself.
3. Divide the rest by the width of a chair.
"""
HALF = ANSWER.index("1. Measure")
STARTER_MODEL = replace(MODEL, size_bytes=STARTER.size_bytes)


def words(text: str) -> list[str]:
    return [text[start : start + 6] for start in range(0, len(text), 6)]


@pytest.mark.parametrize("scheme", SCHEMES, ids=["light", "dark"])
def test_pictures_of_a_good_day(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, scheme: Qt.ColorScheme) -> None:
    steps = [
        prefill(12, 43, 0),
        prefill(),
        *(chunk(word) for word in words(ANSWER[:HALF])),
        Wait(gate="half"),
        *(chunk(word) for word in words(ANSWER[HALF:])),
        Finished(run_id=0, reason=FinishReason.STOP, stats=STATS),
    ]
    engine = FakeEngine(
        tmp_path / "good",
        loads=[[LoadProgress(fraction=0.62), Wait(gate="load"), *loads(STARTER_MODEL)]],
        answers=[steps],
    )
    session = open_window(engine, scheme=scheme, is_ready=False)
    colors, window = session.theme.colors, session.window
    qtbot.waitUntil(lambda: window.model_bar.progress.fraction > 0.6)
    image = picture(session, qtbot, "loading")
    assert is_drawn(image, session, window.model_bar, colors.accent)
    engine.release("load")
    qtbot.waitUntil(lambda: isinstance(session.controller.state.engine, Loaded))
    image = picture(session, qtbot, "empty")
    assert is_drawn(image, session, window.sidebar, colors.sidebar)
    assert not is_drawn(image, session, window.model_bar, colors.accent)

    window.composer.set_text("What is an inglenook, and how many people fit into one?")
    window.composer.submit()
    qtbot.waitUntil(lambda: isinstance(session.controller.state.answer, Writing))
    qtbot.waitUntil(lambda: last_item(session).text == ANSWER[:HALF])
    image = picture(session, qtbot, "streaming")
    assert is_drawn(image, session, window.composer.button, colors.accent)

    engine.release("half")
    qtbot.waitUntil(lambda: isinstance(session.controller.state.answer, Idle))
    image = picture(session, qtbot, "answered")
    assert not is_drawn(image, session, window.composer.button, colors.accent)
    assert is_drawn(image, session, window.sidebar, colors.selected)


@pytest.mark.parametrize("scheme", SCHEMES, ids=["light", "dark"])
def test_pictures_of_bad_luck(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, scheme: Qt.ColorScheme) -> None:
    killed = Die(signal=int(signal.SIGKILL))
    engine = FakeEngine(
        tmp_path / "bad",
        loads=[loads(STARTER_MODEL), [LoadProgress(fraction=0.2), killed]],
        answers=[[prefill(), *(chunk(word) for word in words(ANSWER[:80])), killed]],
    )
    session = open_window(engine, scheme=scheme)
    window, colors = session.window, session.theme.colors
    window.composer.set_text("What is an inglenook?")
    window.composer.submit()
    qtbot.waitUntil(lambda: isinstance(session.controller.state.engine, EngineDown))
    picture(session, qtbot, "error")
    assert last_item(session).is_error

    session.controller.choose_model(session.list_models()[1])
    qtbot.waitUntil(window.notice_bar.isVisible)
    window.sidebar.wished.emit(Delete(conversation_id=session.controller.state.conversation_id))
    image = picture(session, qtbot, "notice")
    assert is_drawn(image, session, window.notice_bar, colors.error_panel)

    (tmp_path / "blocked").write_text("a file where the folder should be")
    window.folder_chosen.emit(tmp_path / "blocked")
    image = picture(session, qtbot, "no-folder")
    assert is_drawn(image, session, window.problem_page, colors.accent)


@pytest.mark.parametrize("scheme", SCHEMES, ids=["light", "dark"])
def test_pictures_of_speculation(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, data_dir: Path, scheme: Qt.ColorScheme
) -> None:
    os.truncate(data_dir / "models" / f"{SECOND_MODEL}.gguf", STARTER.size_bytes // 20)
    lookup = DrafterStats(name="lookup", rounds=30, drafted_tokens=200, accepted_tokens=180)
    stats = replace(
        STATS, output_tokens=498, drafted_tokens=240, accepted_tokens=212, saved_ms=4200.0, drafters=(lookup,)
    )
    answer = [prefill(), chunk(ANSWER), Finished(run_id=0, reason=FinishReason.STOP, stats=stats)]
    drafting = replace(STARTER_MODEL, draft_name="second")
    engine = FakeEngine(
        tmp_path / "drafts",
        loads=[[*loads(STARTER_MODEL), *measures()], loads(drafting), load_fails("second.gguf cannot draft for it.")],
        answers=[answer],
    )
    session = open_window(engine, scheme=scheme, inspect=finds_one_vocabulary)
    window, colors = session.window, session.theme.colors
    window.composer.set_text("What is an inglenook?")
    window.composer.submit()
    qtbot.waitUntil(lambda: last_item(session).footer != "" and window.notice_bar.isVisible())
    image = picture(session, qtbot, "draft-suggested")
    assert is_drawn(image, session, window.notice_bar, colors.panel)
    assert not is_drawn(image, session, window.notice_bar, colors.error_panel)

    window.model_bar.speculation.mode_actions[Speculation.LOOKUP].trigger()
    window.model_bar.speculation.strict_action.trigger()
    session.controller.remedies.apply(Remedy.USE_DRAFT)
    qtbot.waitUntil(lambda: engine.starts == 2 and isinstance(session.controller.state.engine, Loaded))
    image = picture(session, qtbot, "speculation-chosen")
    assert is_drawn(image, session, window.model_bar.speculation, colors.muted)
    menu = window.model_bar.speculation.menu()
    keep(menu.grab().toImage(), session, "speculation-menu")
    window.model_bar.fill_menu()
    keep(window.model_bar.menu.grab().toImage(), session, "model-menu")
    session.controller.remedies.apply(Remedy.LOAD_AGAIN)
    qtbot.waitUntil(lambda: isinstance(session.controller.state.engine, EngineDown))
    image = picture(session, qtbot, "draft-refused")
    assert is_drawn(image, session, window.notice_bar, colors.error_panel)
    window.resize(520, 560)
    qtbot.waitExposed(window)
    QApplication.processEvents()
    keep(window.grab().toImage(), session, "speculation-narrow")
    assert window.width() < 800
