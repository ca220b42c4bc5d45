"""How full the context is, while typing; what the panel says and decides; the summary in its dialog; pins in the menu.
The scripted engine counts a token for each word and four for each message; its context holds 2,048."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from fakes_engine import STATS, FakeEngine, Wait, chunk, prefill, says
from inglenook_desktop import asked_prompt, context_policy
from inglenook_desktop.app import Session
from inglenook_desktop.attachments import AttachedFile
from inglenook_desktop.context_meter import ContextUse
from inglenook_desktop.context_policy import ContextPolicy
from inglenook_desktop.presets import Preset, PresetParams
from inglenook_desktop.state import Loaded, Writing
from inglenook_desktop.translating import guessed_text
from inglenook_desktop.views.context_panel import ContextPanel
from inglenook_desktop.views.context_summary_dialog import ContextSummaryDialog
from inglenook_desktop.views.message_end import MessageEnd
from inglenook_engine.protocol import Count
from pictures import SCHEMES, keep, picture
from PySide6.QtCore import QEvent, QLocale, QObject, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from windows import OpenWindow, PatientBot, store_of

Ask = Callable[[Session, str], None]


def use_of(session: Session) -> ContextUse:
    use = session.window.context.meter.use
    assert use is not None
    return use


def wait_for(qtbot: PatientBot, session: Session, **fields: int) -> ContextUse:
    def has_them() -> bool:
        use = session.window.context.meter.use
        return use is not None and all(getattr(use, name) == value for name, value in fields.items())

    qtbot.waitUntil(has_them)
    return use_of(session)


def text_file(text: str) -> AttachedFile:
    return AttachedFile(name="a.txt", media_type="text/plain", text=text, data=b"")


def test_the_gauge_follows_what_is_typed_and_what_was_said(
    open_window: OpenWindow, ask: Ask, qtbot: PatientBot, engine: FakeEngine
) -> None:
    session = open_window()
    gauge, composer = session.window.status_line.gauge, session.window.composer
    wait_for(qtbot, session, used=0)
    assert gauge.isVisible()
    composer.set_text("one two three")
    use = wait_for(qtbot, session, typed=3)
    assert (use.system, use.history, use.n_ctx, use.reserve) == (4, 0, 2048, 512)
    ask(session, "one two three")
    use = wait_for(qtbot, session, history=5)
    assert (use.typed, use.system, use.answer) == (0, 8, 0)
    assert gauge.text() == "13 / 2048"
    assert gauge.accessibleName() == "Context: 13 of 2048 tokens used (1 %)"
    composer.set_text(("word " * 100 + "\n") * 21)  # in one line it would be a file
    use = wait_for(qtbot, session, typed=2100)
    assert use.over == 2100 + 5 + 12 - 2047
    assert gauge.text() == "70 too many"
    n_counts = sum(isinstance(command, Count) for command in engine.received())
    assert n_counts < 15, "only when something has changed"


def test_a_preset_and_the_settings_count_as_soon_as_they_are_chosen(
    open_window: OpenWindow, ask: Ask, qtbot: PatientBot
) -> None:
    session = open_window()
    presets = session.controller.presets
    ask(session, "one two three")
    assert wait_for(qtbot, session, history=5).system == 8
    pirate, _ = presets.save(Preset(name="Pirate", system_prompt="Talk like one", params=PresetParams(max_tokens=100)))
    assert pirate is not None
    presets.choose_for_conversation(pirate.id)
    wait_for(qtbot, session, system=15, reserve=100)  # three words, and a message more
    presets.save(replace(pirate, system_prompt="Talk like one, always"))
    wait_for(qtbot, session, system=16, reserve=100)
    presets.delete(pirate.id)
    wait_for(qtbot, session, system=8, reserve=512)
    session.preferences.change("context", "reserve_tokens", 300)
    wait_for(qtbot, session, system=8, reserve=300)


def test_while_an_answer_is_written_its_tokens_count_and_typing_does_too(
    open_window: OpenWindow, qtbot: PatientBot, tmp_path: Path
) -> None:
    answer = [prefill(), *(chunk(f"{n} ", n) for n in range(4)), Wait(gate="on"), *says("End.")[1:]]
    engine = FakeEngine(tmp_path / "slow", answers=[answer])
    session = open_window(engine)
    session.window.composer.set_text("Count.")
    session.window.composer.submit()
    qtbot.waitUntil(lambda: isinstance(session.controller.state.answer, Writing))
    wait_for(qtbot, session, answer=4, history=2)
    session.window.composer.set_text("and on")
    wait_for(qtbot, session, answer=4, history=2, typed=2)
    engine.release("on")
    use = wait_for(qtbot, session, answer=0)
    assert use.history > 1


@pytest.mark.parametrize("scheme", SCHEMES if os.environ.get("INGLENOOK_SCREENSHOTS") else SCHEMES[:1])
def test_what_waits_for_the_answer_counts_and_is_named(
    open_window: OpenWindow, qtbot: PatientBot, tmp_path: Path, scheme: Qt.ColorScheme
) -> None:
    answer = [prefill(), *(chunk(f"{n} ", n) for n in range(4)), Wait(gate="on"), *says("End.")[1:]]
    engine = FakeEngine(tmp_path / "slow", answers=[answer, says("Good.")])
    session = open_window(engine, scheme=scheme)
    composer, gauge = session.window.composer, session.window.status_line.gauge
    composer.set_text("Count.")
    composer.submit()
    wait_for(qtbot, session, answer=4, waiting=0)
    store_of(session).unsent_files.add(session.controller.state.conversation_id, text_file("word " * 200))
    session.controller.attaching.read_again()
    composer.set_text("What is in this?")
    composer.submit()
    qtbot.waitUntil(lambda: use_of(session).waiting > 200)
    first = use_of(session).waiting
    composer.set_text("one two three")
    composer.submit()
    use = wait_for(qtbot, session, waiting=first + 3)
    assert (use.used, use.kept) == (use.system + use.history + 4 + use.waiting, use.reserve), (
        "the next answer needs room, too"
    )
    assert f"{use.waiting} of these are for messages that wait" in gauge.toolTip()
    gauge.click()
    panel = session.window.context.panel
    assert panel is not None
    keep(panel.grab().toImage(), session, "context-waiting")
    picture(session, qtbot, "queue-waiting")
    assert panel._values["waiting"].text() == str(use.waiting)
    panel.close()
    session.window.commands["queue.edit_last"].action.trigger()
    wait_for(qtbot, session, waiting=first, typed=3)
    session.controller.queue.hold(session.controller.state.conversation_id)
    wait_for(qtbot, session, waiting=0)
    engine.release("on")


def test_files_that_go_with_the_message_are_counted(
    open_window: OpenWindow, qtbot: PatientBot, engine: FakeEngine
) -> None:
    session = open_window()
    wait_for(qtbot, session, used=0)
    store_of(session).unsent_files.add(None, text_file("word " * 200))
    session.window.context.meter.look()
    session.window.composer.set_text("What is this?")
    qtbot.waitUntil(lambda: use_of(session).files > 150)
    assert 0 < use_of(session).typed < 20


def test_the_panel_names_the_parts_and_keeps_the_policy_of_a_conversation(
    open_window: OpenWindow, ask: Ask, qtbot: PatientBot, engine: FakeEngine
) -> None:
    session = open_window()
    wait_for(qtbot, session, used=0)
    session.window.status_line.gauge.click()
    panel = session.window.context.panel
    assert panel is not None
    assert not any(choice.isEnabled() for choice in panel.choices.values()), "there is no conversation yet"
    panel.close()
    qtbot.waitUntil(lambda: session.window.context.panel is None)
    ask(session, "Hello")
    wait_for(qtbot, session, history=3)
    session.window.status_line.gauge.click()
    (panel,) = session.window.findChildren(ContextPanel)
    bars = panel._area.verticalScrollBar(), panel._area.horizontalScrollBar()
    assert [bar.maximum() for bar in bars] == [0, 0], "a screen has room for it"
    assert panel.choices[ContextPolicy.REFUSE].isChecked()
    panel.choices[ContextPolicy.SUMMARISE].click()
    number = session.controller.state.conversation_id
    assert number is not None
    assert store_of(session).context.marks(number).policy is ContextPolicy.SUMMARISE
    qtbot.waitUntil(lambda: use_of(session).policy is ContextPolicy.SUMMARISE)
    assert panel.choices[ContextPolicy.SUMMARISE].isChecked()
    panel.close()


def test_no_row_of_the_panel_is_clipped_where_it_takes_most_of_the_screen(
    open_window: OpenWindow, qtbot: PatientBot, engine: FakeEngine
) -> None:
    session = open_window()
    window = session.window
    use = ContextUse(n_ctx=8192, system=41, history=309, files=10_519, n_left_out=6)
    panel = ContextPanel(use, session.theme, window, has_conversation=True)
    font = panel.font()
    font.setPixelSize(panel.screen().availableGeometry().height() // 30)
    for child in panel.findChildren(QWidget):
        child.setFont(font)
    panel.open_at(window.mapToGlobal(window.rect().bottomRight()))
    labels = [label for label in panel.findChildren(QLabel) if label.isVisible()]
    assert panel.height() > panel.screen().availableGeometry().height() * 2 // 3, "what adjustSize gives"
    assert [label.text() for label in labels if label.height() < label.fontMetrics().height()] == []
    panel.close()


def test_without_a_model_there_is_no_gauge(open_window: OpenWindow, qtbot: PatientBot, engine: FakeEngine) -> None:
    session = open_window()
    wait_for(qtbot, session, used=0)
    session.controller.choose_model(session.list_models()[0])
    assert session.window.status_line.gauge.isHidden()
    qtbot.waitUntil(lambda: isinstance(session.controller.state.engine, Loaded))
    qtbot.waitUntil(lambda: session.window.status_line.gauge.isVisible())


def test_nothing_moves_when_the_gauge_comes_or_goes(open_window: OpenWindow, qtbot: PatientBot) -> None:
    window = open_window().window
    gauge, composer = window.status_line.gauge, window.composer
    qtbot.waitUntil(gauge.isVisible)
    heights: list[int] = []

    class Resizes(QObject):
        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Resize:
                heights.append(composer.height())
            return False

    before, resizes = composer.height(), Resizes()
    composer.installEventFilter(resizes)
    use = gauge.use
    for shown in (None, use):
        window.status_line.show_use(shown)
        for _ in range(4):  # a layout asks the one around it
            QApplication.processEvents()
    assert set(heights) <= {before}


def test_what_the_engine_cannot_count_is_said(open_window: OpenWindow, qtbot: PatientBot, tmp_path: Path) -> None:
    session = open_window(FakeEngine(tmp_path / "refusing", count_fails="Only one system message."))
    qtbot.waitUntil(lambda: session.window.status_line.gauge.text() == "not counted")
    assert "Only one system message." in session.window.status_line.gauge.toolTip()


def test_the_summary_is_changed_in_its_dialog_and_a_pin_in_the_menu(
    open_window: OpenWindow, ask: Ask, qtbot: PatientBot, engine: FakeEngine
) -> None:
    session = open_window()
    for text in ("One", "Two"):
        ask(session, text)
    key = session.transcript.item(1).key
    store = store_of(session)
    store.context.cut(key, "They counted.")
    session.controller.shown.read_again()
    assert session.transcript.item(0).is_left_out
    assert session.transcript.item(1).is_cut
    session.window.transcript.acts.cut_wanted.emit(key)
    (dialog,) = session.window.findChildren(ContextSummaryDialog)
    assert dialog.field.toPlainText() == "They counted."
    dialog.field.setPlainText("They counted to two.")
    dialog.save.click()
    assert "counted to two." in session.transcript.item(1).notice
    menu = session.window.transcript.acts.menu_of(session.transcript.item(0))
    pin = next(action for action in menu.actions() if action.text() == "Always read this turn")
    pin.trigger()
    assert session.transcript.item(0).is_pinned
    assert not session.transcript.item(0).is_left_out
    menu.deleteLater()
    session.window.context.change_cut(key)
    dialog = session.window.findChildren(ContextSummaryDialog)[-1]
    dialog.read_again.click()
    assert not session.transcript.item(1).is_cut


def test_a_very_long_conversation_is_taken_as_its_last_answer_left_it(
    open_window: OpenWindow, ask: Ask, qtbot: PatientBot, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = open_window()
    for text in ("One", "Two"):
        ask(session, text)
    wait_for(qtbot, session, history=6)
    monkeypatch.setattr(context_policy, "LARGE", 3)
    session.window.composer.set_text("three more words")
    use = wait_for(qtbot, session, typed=3 + 4)
    assert use.history == STATS.prompt_tokens + STATS.output_tokens
    last = [command for command in engine.received() if isinstance(command, Count)][-1]
    assert len(last.messages) == 1, "nothing but what is typed"
    monkeypatch.setattr(asked_prompt, "read_asked", lambda *_args, **_options: pytest.fail("it was read again"))
    ask(session, "three more words")
    assert len(engine.generations()) == 3


def test_a_very_long_conversation_that_no_model_has_answered_is_counted_once_on_the_way(
    open_window: OpenWindow, ask: Ask, qtbot: PatientBot, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = open_window()
    for text in ("One", "Two"):
        ask(session, text)
    store, controller = store_of(session), session.controller
    with store._db.write() as sql:
        sql.execute("DELETE FROM runs")  # as of one that was imported
        sql.execute("UPDATE conversations SET updated_at = '2099-01-01T00:00:00.000Z'")
    monkeypatch.setattr(context_policy, "LARGE", 3)
    controller.new_conversation()
    wait_for(qtbot, session, used=0)
    number = store.conversations()[0].id

    def n_counted() -> int:
        return sum(len(one.messages) for one in engine.received() if isinstance(one, Count))

    before = n_counted()
    controller.open_conversation(number)
    use = wait_for(qtbot, session, history=6)
    assert (use.system, use.used) == (4 * 4, 22)
    session.window.composer.set_text("three more words")
    assert wait_for(qtbot, session, typed=3 + 4).history == 6
    assert n_counted() == before + 4 + 1, "all of it once, and then what is typed"
    with store._db.write() as sql:
        sql.execute("UPDATE messages SET content = ? WHERE role = 'user'", ("word " * 10_000,))
        sql.execute("UPDATE conversations SET updated_at = '2100-01-01T00:00:00.000Z'")
    controller.context.changed.emit(number)
    qtbot.waitUntil(lambda: "about 25000 tokens" in use_of(session).problem)
    gauge = session.window.status_line.gauge
    assert gauge.toolTip() == "Context: It is about 25000 tokens long, several times what fits."
    assert gauge.text() == "about 25000"
    session.close()


@pytest.fixture
def long_one(open_window: OpenWindow, ask: Ask, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch) -> Session:
    """Two turns of 500 words each and their answers, which are many messages here."""
    session = open_window()
    for text in ("One", "Two"):
        ask(session, text + " word" * 499)
    monkeypatch.setattr(context_policy, "LARGE", 3)
    session.window.context.meter.look()
    return session


def test_files_that_go_with_the_message_are_counted_in_a_very_long_conversation(
    long_one: Session, qtbot: PatientBot
) -> None:
    session, said = long_one, STATS.prompt_tokens + STATS.output_tokens
    number = session.controller.state.conversation_id
    wait_for(qtbot, session, used=said)
    store_of(session).unsent_files.add(number, text_file("word " * 200))
    session.controller.attaching.changed.emit(())
    qtbot.waitUntil(lambda: use_of(session).files > 200)
    assert use_of(session).history == said
    session.window.composer.set_text("What is this?")
    qtbot.waitUntil(lambda: use_of(session).typed > 0)
    assert use_of(session).typed < 20
    store_of(session).unsent_files.add(number, text_file("word " * 200_000))
    session.controller.attaching.changed.emit(())
    qtbot.waitUntil(lambda: "about 250000 tokens" in use_of(session).problem)
    session.window.status_line.gauge.click()
    (panel,) = session.window.findChildren(ContextPanel)
    shown = {label.text() for label in panel.findChildren(QLabel) if label.isVisible()}
    assert "About 250000 of 2048 tokens of context" in shown
    assert "–" in shown
    assert "0" not in shown, "what nobody measured"
    panel.close()


def test_figures_of_a_very_long_conversation_count_only_while_the_same_is_read_of_it(
    long_one: Session, ask: Ask, qtbot: PatientBot, engine: FakeEngine
) -> None:
    session, controller = long_one, long_one.controller
    said = STATS.prompt_tokens + STATS.output_tokens
    key = session.transcript.item(1).key
    store_of(session).context.cut(key)
    controller.context.changed.emit(controller.state.conversation_id)
    use = wait_for(qtbot, session, n_left_out=2)
    assert (use.history, use.system) == (502, 4 * 2)
    ask(session, "Three")
    wait_for(qtbot, session, used=said)
    session.window.composer.set_text(("word " * 110 + "\n") * 10)  # in one line it would be a file
    wait_for(qtbot, session, typed=1_104)
    controller.context.read_again(key)
    session.window.composer.submit()
    qtbot.waitUntil(lambda: controller.state.notice is not None)
    assert len(session.transcript) == 6, "it was weighed, and is not stored"
    assert len(engine.generations()) == 3
    wait_for(qtbot, session, history=2 * 502 + 3)


def test_figures_that_the_store_has_of_a_very_long_conversation_are_not_taken_for_true(
    long_one: Session, qtbot: PatientBot, engine: FakeEngine
) -> None:
    session, controller = long_one, long_one.controller
    number = controller.state.conversation_id
    with store_of(session)._db.write() as sql:
        sql.execute("UPDATE conversations SET updated_at = '2100-01-01T00:00:00.000Z'")  # written by another program
    store_of(session).unsent_files.add(number, text_file("word " * 200))
    controller.new_conversation()
    wait_for(qtbot, session, used=0)
    controller.open_conversation(number)
    assert controller.state.figures is not None
    use = wait_for(qtbot, session, history=2 * 502)
    assert use.system == 4 * 4
    assert 200 < use.files < 220, "once, as what goes with the next question"
    session.window.composer.set_text(("word " * 110 + "\n") * 10)
    session.window.composer.submit()
    qtbot.waitUntil(lambda: controller.state.notice is not None)
    assert len(session.transcript) == 4
    assert len(engine.generations()) == 2


def test_the_panel_shows_no_figure_for_what_was_not_measured(open_window: OpenWindow, engine: FakeEngine) -> None:
    session = open_window()

    def shown(use: ContextUse) -> dict[str, str]:
        panel = ContextPanel(use, session.theme, session.window, has_conversation=True)
        values = {name: label.text() for name, label in panel._values.items()}
        panel.close()
        return values

    unknown = shown(ContextUse(n_ctx=8192, reserve=1024, problem="Only one system message."))
    assert {name for name, value in unknown.items() if value == "–"} == set(unknown) - {"reserve"}
    assert unknown["reserve"] == "1024"
    whole = shown(ContextUse(n_ctx=8192, history=900, is_whole=True))
    assert (whole["system"], whole["history"], whole["typed"]) == ("–", "900", "0")


@pytest.mark.parametrize(
    ("n", "text"), [(0, "0"), (7, "7"), (48, "48"), (331_655, "330.000"), (5_001_081, "5.000.000"), (996, "1.000")]
)
def test_a_guess_has_two_digits_as_the_language_writes_them(n: int, text: str) -> None:
    usual = QLocale()
    QLocale.setDefault(QLocale("de"))
    try:
        assert guessed_text(n) == text
    finally:
        QLocale.setDefault(usual)


def test_a_summary_has_room_where_a_shorter_sentence_stood(
    open_window: OpenWindow, ask: Ask, qtbot: PatientBot, tmp_path: Path
) -> None:
    session = open_window(FakeEngine(tmp_path / "long", answers=[says("Short."), says("Long\n\n" * 20)]))
    for text in ("One", "Two", "Three"):
        ask(session, text)
    key, view = session.transcript.item(3).key, session.window.transcript

    def lacking() -> list[int]:
        """Pixels that each notice in view has too few."""
        view.verticalScrollBar().setValue(600)
        view.flush()
        QApplication.processEvents()  # as in life, where the pictures of both are seconds apart
        view.grab()
        ends = [end for end in view.viewport().findChildren(MessageEnd) if end.notice.isVisible()]
        assert ends
        return [max(0, end.notice.heightForWidth(end.notice.width()) - end.notice.height()) for end in ends]

    for summary in ("", "They counted to two, and nobody could say why."):
        store_of(session).context.cut(key, summary)
        session.controller.shown.read_again()
        assert lacking() == [0]
