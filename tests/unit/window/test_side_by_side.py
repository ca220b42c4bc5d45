"""One question to two models: two engines, two columns, two branches of one conversation."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from fakes_engine import MODEL, STATS, Die, FakeEngine, Step, Wait, chunk, fails, load_fails, loads, prefill, says
from inglenook_desktop.app import Session
from inglenook_desktop.message_wishes import AskAnew, Mark, Regenerate, ShowBranch
from inglenook_desktop.settings import WindowSettings, read_settings, write_settings
from inglenook_desktop.side_by_side import BesidePhase
from inglenook_desktop.starter import STARTER
from inglenook_desktop.state import Idle, Loaded, NoModel
from inglenook_desktop.store.records import MessageStatus
from inglenook_desktop.views.answer_details import AnswerDetails
from inglenook_desktop.views.message_end import MessageEnd
from inglenook_engine.plan_types import Memory, MemoryPlan, MemoryUse, PlanAnswer, PlanRequest, PlanSource, PoolPlan
from inglenook_engine.types import FailureKind, KvType, Role
from inglenook_engine.wire import from_json, to_json
from pictures import is_drawn, picture
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from windows import SECOND_MODEL, OpenWindow, last_item, store_of

GB = 1_000_000_000


@dataclass(frozen=True)
class Rig:
    session: Session
    first: FakeEngine
    second: FakeEngine

    @property
    def is_over(self) -> bool:
        return not self.session.controller.state.is_busy

    @property
    def beside(self) -> str:
        """The answer in the second column."""
        transcript = self.session.controller.beside.transcript
        return transcript.item(len(transcript) - 1).text if len(transcript) else ""

    def send(self, text: str) -> None:
        self.session.window.composer.set_text(text)
        self.session.window.composer.submit()


MakeRig = Callable[..., Rig]


def plans_nothing(_request: str) -> list[str]:
    """The command of a child that can make no plan; then the model is loaded."""
    return [sys.executable, "-I", "-S", "-c", ""]


@pytest.fixture
def make_rig(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> MakeRig:
    def make(
        *,
        first_answers: list[list[Step]] | None = None,
        devices: tuple[str, ...] = ("CPU",),
        n_ctx: int = MODEL.n_ctx,
        answers: list[list[Step]] | None = None,
        second_loads: list[list[Step]] | None = None,
        is_ready: bool = True,
        plans: Callable[[str], list[str]] = plans_nothing,
    ) -> Rig:
        first = FakeEngine(
            tmp_path / "first",
            loads=[loads(replace(MODEL, devices=devices, n_ctx=n_ctx))],
            answers=first_answers or [says("Left one."), says("Left two.")],
        )
        second = FakeEngine(
            tmp_path / "second", loads=second_loads, answers=answers or [says("Right one."), says("Right two.")]
        )
        session = open_window(first)
        session.controller.beside._link._command = second.command  # the same program in real life
        session.controller.beside._plans._command = plans
        bar = session.window.model_bar
        bar.fill_menu()
        (action,) = (one for one in bar.beside_menu.actions() if one.text().startswith(SECOND_MODEL))
        action.trigger()
        if is_ready:
            qtbot.waitUntil(lambda: session.controller.beside.shown.phase is BesidePhase.READY)
        return Rig(session, first, second)

    return make


def test_both_models_answer_and_both_answers_are_kept(make_rig: MakeRig, qtbot: QtBot, data_dir: Path) -> None:
    rig = make_rig()
    session = rig.session
    qtbot.waitUntil(lambda: SECOND_MODEL in read_settings(data_dir).beside_path)  # as a killed program would find it
    pane = session.window.beside
    assert (pane.isVisible(), pane.head.name.text()) == (True, SECOND_MODEL)
    assert pane.words.isVisible()
    rig.send("Well?")
    qtbot.waitUntil(lambda: rig.is_over and rig.beside == "Right one." and last_item(session).text == "Left one.")
    assert pane.transcript.isVisible()
    (left,), (right,) = rig.first.generations(), rig.second.generations()
    assert (left.messages, left.params) == (right.messages, right.params)
    store, number = store_of(session), session.controller.state.conversation_id
    assert number is not None
    question, answer = store.thread(number)
    siblings = store.tree.siblings(number)[answer.id]
    assert answer.content == "Left one."
    other = store.tree.path(siblings[1])[-1]
    assert (other.content, other.status, other.parent_id) == ("Right one.", MessageStatus.COMPLETE, question.id)
    run = store.run_of_message(other.id)
    assert run is not None
    assert Path(run.model_path).stem == SECOND_MODEL
    assert last_item(session).siblings == siblings
    assert store.conversation(number).message_count == 3  # type: ignore[union-attr]


def test_one_goes_on_with_the_second_answer_and_both_read_it(make_rig: MakeRig, qtbot: QtBot) -> None:
    rig = make_rig()
    rig.send("Well?")
    qtbot.waitUntil(lambda: rig.is_over and rig.beside == "Right one.")
    assert rig.session.window.beside.go_on.isEnabled()
    rig.session.window.beside.go_on.click()
    assert last_item(rig.session).text == "Right one."
    rig.send("And then?")
    qtbot.waitUntil(lambda: rig.is_over and rig.beside == "Right two.")
    for engine in (rig.first, rig.second):
        assert [message.content for message in engine.generations()[1].messages] == ["Well?", "Right one.", "And then?"]


def test_stop_stops_both_and_a_message_waits_for_both(make_rig: MakeRig, qtbot: QtBot) -> None:
    slow: list[Step] = [prefill(), chunk("Right"), Wait(gate="go"), *says(" one.")[1:]]
    rig = make_rig(answers=[slow, slow, says("Right three.")])
    session = rig.session
    rig.send("One?")
    qtbot.waitUntil(lambda: isinstance(session.controller.state.answer, Idle) and rig.beside == "Right")
    assert session.controller.state.is_busy
    rig.send("Two?")
    assert [one.text for one in session.controller.queue.shown.waiting] == ["Two?"]
    session.controller.stop()
    qtbot.waitUntil(lambda: rig.is_over)
    assert session.controller.queue.shown.is_held
    transcript = session.controller.beside.transcript
    assert transcript.item(len(transcript) - 1).notice == "Stopped."
    (end,) = (one for one in session.window.beside.transcript.findChildren(MessageEnd) if one.notice.isVisible())
    assert not end.go_on.isVisible()  # that is the first model's
    assert end.retry.isVisible()
    assert len(rig.first.generations()) == 1
    rig.second.release("go")
    session.controller.queue.send()
    qtbot.waitUntil(lambda: rig.is_over and len(rig.second.generations()) == 2)


SLOW: list[Step] = [prefill(), chunk("Left"), Wait(gate="go"), *says(" one.")[1:]]


def test_on_the_processor_the_second_model_answers_after_the_first(make_rig: MakeRig, qtbot: QtBot) -> None:
    rig = make_rig(first_answers=[SLOW, says("Left two.")])
    shown = rig.session.controller.beside
    rig.send("Well?")
    qtbot.waitUntil(lambda: shown.shown.phase is BesidePhase.WAITING and last_item(rig.session).text == "Left")
    assert "first model is done" in rig.session.window.beside.words.text()
    words = rig.session.window.beside.words
    assert words.sizeHint().height() >= words.fontMetrics().height() + 40  # they do not touch the edges
    assert rig.second.generations() == []
    rig.first.release("go")
    qtbot.waitUntil(lambda: rig.is_over and rig.beside == "Right one.")
    assert last_item(rig.session).text == "Left one."


def test_a_program_that_is_killed_while_two_models_answer_comes_back_to_that(
    make_rig: MakeRig, qtbot: QtBot, data_dir: Path
) -> None:
    rig = make_rig(first_answers=[[prefill(), Wait(gate="go"), *says("Left one.")[1:]]])
    controller = rig.session.controller
    rig.send("Well?")
    qtbot.waitUntil(lambda: read_settings(data_dir).conversation_id != 0)
    assert read_settings(data_dir).conversation_id == controller.state.conversation_id
    assert controller.beside.shown.phase is BesidePhase.WAITING
    rig.first.release("go")
    qtbot.waitUntil(lambda: rig.is_over and rig.beside == "Right one.")


def test_the_second_model_answers_again_in_its_column(make_rig: MakeRig, qtbot: QtBot) -> None:
    rig = make_rig(answers=[says("Right one."), says("Right two.")])
    session, second = rig.session, rig.session.controller.beside.transcript
    rig.send("Well?")
    qtbot.waitUntil(lambda: rig.is_over and rig.beside == "Right one." and last_item(session).text == "Left one.")
    first_run, pane = second.item(1).key, session.window.beside.transcript
    qtbot.waitUntil(lambda: any(end.regenerate.isEnabled() for end in pane.findChildren(MessageEnd)))
    assert {"Regenerate with", "Continue"}.isdisjoint(one.text() for one in pane.acts.menu_of(second.item(1)).actions())
    pane.wished.emit(Regenerate(message_id=first_run))
    qtbot.waitUntil(lambda: rig.is_over and rig.beside == "Right two.")
    assert (last_item(session).text, len(last_item(session).siblings)) == ("Left one.", 3)
    assert len(rig.first.generations()) == 1
    once, again = rig.second.generations()
    assert again.messages == once.messages
    assert replace(again.params, sampler=once.params.sampler) == once.params
    assert again.params.sampler.seed != once.params.sampler.seed
    ends = [end for end in pane.findChildren(MessageEnd) if end.isVisible()]
    assert len([end for end in ends if not end.regenerate.isHidden()]) == 1  # and not for what it did not write
    picture(session, qtbot, "beside-again")


def test_the_column_that_has_the_keys_is_stopped_alone(make_rig: MakeRig, qtbot: QtBot) -> None:
    slow: list[Step] = [prefill(), chunk("Right"), Wait(gate="go"), *says(" one.")[1:]]
    rig = make_rig(first_answers=[SLOW], answers=[slow], devices=("GPU 0",))
    window, beside = rig.session.window, rig.session.controller.beside
    rig.send("Well?")
    qtbot.waitUntil(lambda: rig.beside == "Right" and last_item(rig.session).text == "Left")
    qtbot.waitUntil(window.beside.transcript.isVisible)
    window.beside.transcript.setFocus()
    qtbot.waitUntil(lambda: window.columns.focused is window.columns.second)
    window.commands["answer.stop"].action.trigger()
    qtbot.waitUntil(lambda: beside.transcript.item(1).notice == "Stopped.")
    assert not window.beside.head.stop_button.isVisible()
    assert window.first_head.stop_button.isVisible()
    rig.first.release("go")
    qtbot.waitUntil(lambda: rig.is_over and last_item(rig.session).text == "Left one.")
    assert last_item(rig.session).notice == ""


def test_the_first_answer_is_stopped_alone_and_the_second_model_has_its_turn(make_rig: MakeRig, qtbot: QtBot) -> None:
    rig = make_rig(first_answers=[SLOW])
    rig.send("Well?")
    head = rig.session.window.first_head
    qtbot.waitUntil(lambda: head.stop_button.isVisible() and last_item(rig.session).text == "Left")
    assert rig.session.window.beside.head.stop_button.isVisible()  # it waits, which can be ended too
    head.stop_button.click()
    qtbot.waitUntil(lambda: rig.is_over and rig.beside == "Right one.")
    assert last_item(rig.session).notice == "Stopped."


def test_commands_act_on_the_column_that_was_used_last(make_rig: MakeRig, qtbot: QtBot) -> None:
    rig = make_rig()
    window, first, second = rig.session.window, rig.session.transcript, rig.session.controller.beside.transcript
    rig.send("Well?")
    qtbot.waitUntil(lambda: rig.is_over and rig.beside == "Right one." and window.beside.go_on.isVisible())

    def trigger(key: str) -> None:
        window.commands[key].action.trigger()

    def outcomes() -> list[str]:
        return [model.item(1).outcome for model in (first, second)]

    trigger("answer.mark_good")
    assert outcomes() == ["good", ""]
    window.beside.transcript.setFocus()
    qtbot.waitUntil(lambda: window.columns.focused is window.columns.second)
    window.composer.setFocus()
    for key in ("answer.mark_bad", "answer.copy", "answer.details"):
        trigger(key)
    qtbot.waitUntil(lambda: outcomes() == ["good", "bad"])
    assert QGuiApplication.clipboard().text() == "Right one."
    (details,) = window.findChildren(AnswerDetails)
    details.close()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    image = picture(rig.session, qtbot, "beside-second-current")
    accent = rig.session.theme.colors.accent
    heads = (window.first_head, window.beside.head)
    assert [is_drawn(image, rig.session, head, accent) for head in heads] == [False, True]

    trigger("conversation.find")
    bar = window.beside.finding.bar
    bar.field.setText("one")
    qtbot.waitUntil(lambda: bar.count.text() == "1 of 1")
    assert window.finding.bar.isHidden()
    picture(rig.session, qtbot, "beside-find")
    window.transcript.setFocus()
    trigger("conversation.find_next")
    assert (bar.isVisible(), window.finding.bar.isVisible(), window.finding.bar.field.text()) == (False, True, "one")
    trigger("conversation.find_next")
    window.beside.transcript.setFocus()
    rig.session.controller.beside.choose(None)
    trigger("answer.copy")
    assert QGuiApplication.clipboard().text() == "Left one."


def test_tab_goes_through_both_columns_as_they_are_read_and_back(make_rig: MakeRig, qtbot: QtBot) -> None:
    rig = make_rig()
    window = rig.session.window
    rig.send("Well?")
    qtbot.waitUntil(lambda: rig.is_over and rig.beside == "Right one." and window.beside.go_on.isVisible())
    columns = {window.columns.first: "first", window.columns.second: "second"}

    def walk(key: Qt.Key) -> list[QWidget]:
        window.composer.setFocus()
        seen: list[QWidget] = []
        while (now := QApplication.focusWidget()) is not None and now not in seen:
            seen.append(now)
            column = window.columns.focused
            where = "window" if column is None else columns[column]
            if not parts or parts[-1] != where:
                parts.append(where)
            QTest.keyClick(now, key)
        return seen

    parts: list[str] = []
    forth = walk(Qt.Key.Key_Tab)
    assert parts == ["window", "first", "window", "second"]  # between them the head of the second
    assert {window.first_head.close_button, window.beside.head.close_button, window.beside.go_on} <= set(forth)
    back = walk(Qt.Key.Key_Backtab)
    assert back == [forth[0], *reversed(forth[1:])]


def test_a_model_on_a_gpu_and_one_on_the_processor_answer_at_once(make_rig: MakeRig, qtbot: QtBot) -> None:
    rig = make_rig(first_answers=[SLOW], devices=("GPU 0",))
    rig.send("Well?")
    qtbot.waitUntil(lambda: rig.beside == "Right one." and last_item(rig.session).text == "Left")
    rig.first.release("go")
    qtbot.waitUntil(lambda: rig.is_over and last_item(rig.session).text == "Left one.")


def test_stop_withdraws_what_waits_for_the_first_answer(make_rig: MakeRig, qtbot: QtBot) -> None:
    rig = make_rig(first_answers=[SLOW, says("Left two.")])
    rig.send("One?")
    qtbot.waitUntil(lambda: rig.session.controller.beside.shown.phase is BesidePhase.WAITING)
    rig.session.controller.stop()
    qtbot.waitUntil(lambda: rig.is_over)
    assert rig.session.controller.beside.shown.phase is BesidePhase.READY
    rig.send("Two?")
    qtbot.waitUntil(lambda: rig.is_over and rig.beside == "Right one.")
    (sent,) = rig.second.generations()
    assert sent.messages[-1].content.endswith("Two?")


def test_a_question_that_was_asked_while_the_second_model_loads_is_answered_by_it_too(
    make_rig: MakeRig, qtbot: QtBot
) -> None:
    rig = make_rig(second_loads=[[*loads()[:2], Wait(gate="load"), *loads()[2:]]], is_ready=False)
    rig.send("Well?")
    qtbot.waitUntil(lambda: rig.is_over and last_item(rig.session).text == "Left one.")
    qtbot.waitUntil(lambda: rig.session.controller.beside.shown.phase is BesidePhase.LOADING)  # its plan is made first
    assert "Loading" in rig.session.window.beside.head.detail.text()
    rig.second.release("load")
    qtbot.waitUntil(lambda: rig.is_over and rig.beside == "Right one.")
    assert last_item(rig.session).text == "Left one."


def test_a_second_model_that_does_not_load_says_why_and_the_first_goes_on(make_rig: MakeRig, qtbot: QtBot) -> None:
    rig = make_rig(second_loads=[load_fails("It is too large.")], is_ready=False)
    session = rig.session
    qtbot.waitUntil(lambda: session.controller.beside.shown.phase is BesidePhase.DOWN)
    assert session.window.beside.problem.text() == "It is too large."
    assert session.window.beside.problem.isVisible()
    rig.send("Well?")
    qtbot.waitUntil(lambda: rig.is_over and last_item(session).text == "Left one.")
    session.window.beside.head.close_button.click()
    assert not session.window.beside.isVisible()


def test_a_second_model_that_dies_keeps_what_it_wrote(make_rig: MakeRig, qtbot: QtBot) -> None:
    rig = make_rig(answers=[[prefill(), chunk("Right"), Wait(gate="go"), Die(code=3)]])
    rig.send("Well?")
    qtbot.waitUntil(lambda: rig.beside == "Right" and last_item(rig.session).text == "Left one.")
    rig.second.release("go")
    qtbot.waitUntil(lambda: rig.session.controller.beside.shown.phase is BesidePhase.DOWN)
    assert rig.is_over
    number = rig.session.controller.state.conversation_id
    assert number is not None
    kept = [message for message in store_of(rig.session).tree.whole(number) if message.role is Role.ASSISTANT]
    assert [(one.content, one.status) for one in kept] == [
        ("Left one.", MessageStatus.COMPLETE),
        ("Right", MessageStatus.FAILED),
    ]


def test_what_a_model_wrote_that_is_closed_was_stopped_and_did_not_fail(make_rig: MakeRig, qtbot: QtBot) -> None:
    rig = make_rig(answers=[[prefill(), chunk("Right"), Wait(gate="go"), *says(" one.")[1:]]])
    session = rig.session
    rig.send("Well?")
    qtbot.waitUntil(lambda: rig.beside == "Right" and last_item(session).text == "Left one.")
    right = session.controller.beside.transcript.item(1).key
    session.window.beside.head.close_button.click()
    assert rig.is_over
    session.controller.branching.do(ShowBranch(message_id=right))
    item = last_item(session)
    assert (item.text, item.notice, item.is_error) == ("Right", "Stopped.", False)
    kept = store_of(session).tree.message(right)
    assert kept is not None
    assert kept.status is MessageStatus.CANCELLED


def test_the_column_belongs_to_its_conversation_and_closing_a_private_one_leaves_nothing(
    make_rig: MakeRig, qtbot: QtBot, data_dir: Path
) -> None:
    rig = make_rig(answers=[[prefill(), chunk("Ssright"), Wait(gate="go"), *says(".")[1:]]])
    session = rig.session
    session.controller.open_private()
    rig.send("Sssecret?")
    qtbot.waitUntil(lambda: rig.beside == "Ssright" and last_item(session).text == "Left one.")
    session.window.new_conversation()
    assert session.window.beside.words.isVisible()
    session.controller.open_private()
    assert session.window.beside.transcript.isVisible()
    session.controller.close_private()
    assert rig.is_over
    assert rig.beside == ""
    rig.second.release("go")
    contents = [path.read_bytes() for path in data_dir.rglob("*") if path.is_file()]
    assert not [data for data in contents if b"Sssecret" in data or b"Ssright" in data]


def test_one_model_is_enough_again(make_rig: MakeRig, qtbot: QtBot) -> None:
    rig = make_rig()
    assert rig.session.window.commands["model.one"].action.isEnabled()
    rig.session.window.commands["model.one"].action.trigger()
    rig.send("Well?")
    qtbot.waitUntil(lambda: rig.is_over and last_item(rig.session).text == "Left one.")
    assert (rig.second.generations(), last_item(rig.session).siblings) == ([], ())


def _plan_of(free_bytes: int, requests: list[PlanRequest]) -> Callable[[str], list[str]]:
    """The command of a child that plans a model of a gigabyte."""
    ram = Memory(name="RAM", free_bytes=free_bytes, total_bytes=4 * GB)
    use = MemoryUse(weights_bytes=GB)
    plan = MemoryPlan(
        model_name="second",
        n_ctx=2048,
        n_ctx_train=2048,
        kv_type=KvType.F16,
        flash_attention=False,
        n_gpu_layers=0,
        n_layers=2,
        n_expert_layers_in_ram=0,
        n_batch=64,
        n_threads=1,
        pools=(PoolPlan(memory=ram, model=use, draft=MemoryUse(), margin_bytes=0),),
        choices=(),
        source=PlanSource.LLAMA,
        is_exact=True,
    )
    answer = json.dumps(to_json(PlanAnswer(plan=plan)))

    def command(request: str) -> list[str]:
        requests.append(from_json(PlanRequest, json.loads(request)))
        return [sys.executable, "-I", "-S", "-c", f"print({answer!r})"]

    return command


def test_a_second_model_that_does_not_fit_beside_the_first_is_not_loaded(make_rig: MakeRig, qtbot: QtBot) -> None:
    requests: list[PlanRequest] = []
    rig = make_rig(is_ready=False, plans=_plan_of(GB // 2, requests))
    controller, pane = rig.session.controller, rig.session.window.beside
    qtbot.waitUntil(lambda: controller.beside.shown.phase is BesidePhase.TOO_LARGE)
    assert (requests[0].replaces, requests[0].replaces_pid) == (None, 0)  # the first model stays
    assert "does not fit" in pane.problem.text()
    assert "500 MB" in pane.problem.text()
    rig.send("Well?")
    qtbot.waitUntil(lambda: rig.is_over and last_item(rig.session).text == "Left one.")
    assert (rig.second.starts, last_item(rig.session).siblings) == (0, ())
    pane.again.click()
    qtbot.waitUntil(lambda: controller.beside.shown.phase is BesidePhase.READY)
    assert not pane.trouble.isVisible()
    assert len(requests) == 1


def test_a_second_model_that_is_loaded_makes_room_for_another_one(make_rig: MakeRig, qtbot: QtBot) -> None:
    requests: list[PlanRequest] = []
    rig = make_rig(plans=_plan_of(2 * GB, requests))
    beside = rig.session.controller.beside
    pid = beside._link.pid
    beside.choose(rig.session.list_models()[0])
    qtbot.waitUntil(lambda: beside.shown.phase is BesidePhase.READY)
    replaced = requests[1].replaces
    assert (requests[1].replaces_pid, Path("" if replaced is None else replaced.model_path).stem) == (pid, SECOND_MODEL)


def test_both_columns_say_whose_they_are_and_either_can_be_closed(make_rig: MakeRig, qtbot: QtBot) -> None:
    rig = make_rig(first_answers=[SLOW])
    window = rig.session.window
    rig.send("Well?")
    qtbot.waitUntil(lambda: "Writing, 1 " in window.first_head.detail.text())
    assert window.first_head.name.text() == STARTER.title
    assert (window.beside.head.name.text(), "waits" in window.beside.head.detail.text()) == (SECOND_MODEL, True)
    for head in (window.first_head, window.beside.head):
        assert head.isVisible()
        assert "Q4_1" in head.detail.text()
    window.first_head.close_button.click()
    assert not window.first_head.isVisible()
    assert not window.beside.isVisible()
    desk = rig.session.controller.desk
    qtbot.waitUntil(lambda: isinstance(found := desk.state.engine, Loaded) and found.choice.name == SECOND_MODEL)
    assert last_item(rig.session).text == "Left"


def test_two_columns_always_have_room(make_rig: MakeRig, qtbot: QtBot) -> None:
    rig = make_rig()
    window = rig.session.window
    window.resize(520, 500)
    right = window.beside.mapTo(window, QPoint(window.beside.width(), 0)).x()
    assert right <= window.width()
    rig.session.controller.beside.choose(None)
    window.resize(520, 500)
    assert window.width() == 520


def test_the_column_follows_the_branch_in_view_and_comes_back_after_a_start(
    make_rig: MakeRig, open_window: OpenWindow, qtbot: QtBot
) -> None:
    rig = make_rig()
    session, beside = rig.session, rig.session.controller.beside
    rig.send("One?")
    qtbot.waitUntil(lambda: rig.is_over and rig.beside == "Right one.")
    question = session.transcript.item(0).key
    session.controller.branching.do(AskAnew(message_id=question, text="Two?"))
    qtbot.waitUntil(lambda: rig.is_over and rig.beside == "Right two.")
    session.controller.branching.do(ShowBranch(message_id=question))
    qtbot.waitUntil(lambda: rig.beside == "Right one." and last_item(session).text == "Left one.")
    assert not beside.shown.is_used
    session.controller.new_conversation()
    qtbot.waitUntil(lambda: rig.beside == "")
    assert session.window.beside.words.isVisible()
    number = store_of(session).conversations()[0].id
    session.controller.open_conversation(number)
    session.close()

    again = open_window(rig.first)
    beside = again.controller.beside
    assert beside.shown.choice is not None
    assert beside.shown.choice.name == SECOND_MODEL
    qtbot.waitUntil(lambda: len(beside.transcript) == 2)
    item = beside.transcript.item(1)
    assert (item.text, item.footer) == ("Right one.", last_item(again).footer)
    assert again.window.beside.transcript.isVisible()
    assert again.window.beside.go_on.isVisible()
    again.window.beside.go_on.click()
    qtbot.waitUntil(lambda: not again.window.beside.go_on.isVisible())
    assert last_item(again).text == "Right one."


def test_a_second_model_that_is_gone_since_the_last_session_is_told(open_window: OpenWindow, data_dir: Path) -> None:
    write_settings(data_dir, WindowSettings(beside_path=str(data_dir / "models" / "gone.gguf")))
    session = open_window()
    (notice,) = session.controller.state.notices
    assert "gone" in notice.message
    assert not notice.is_error
    assert not session.window.beside.isVisible()


def test_what_can_be_done_with_an_answer_is_the_same_in_both_columns(make_rig: MakeRig, qtbot: QtBot) -> None:
    rig = make_rig(answers=[says("Right one.", stats=replace(STATS, prompt_tokens=97))])
    rig.send("Well?")
    qtbot.waitUntil(lambda: rig.is_over and rig.beside == "Right one.")
    window, beside = rig.session.window, rig.session.controller.beside
    item = beside.transcript.item(1)
    details = next(one for one in window.beside.transcript.acts.menu_of(item).actions() if "Details" in one.text())
    details.trigger()
    (dialog,) = window.findChildren(AnswerDetails)
    assert any("97" in label.text() for label in dialog.findChildren(QLabel))
    dialog.close()
    rig.session.controller.branching.do(Mark(message_id=item.key, outcome="good"))
    qtbot.waitUntil(lambda: beside.transcript.item(1).outcome == "good")
    QTest.keyClick(window.beside.transcript, Qt.Key.Key_X)
    assert window.composer.text() == "x"


def test_escape_stops_no_second_answer_of_another_conversation(make_rig: MakeRig, qtbot: QtBot) -> None:
    rig = make_rig(answers=[[prefill(), chunk("Right"), Wait(gate="go"), *says(" one.")[1:]]])
    rig.send("Well?")
    controller = rig.session.controller
    qtbot.waitUntil(lambda: rig.beside == "Right" and isinstance(controller.state.answer, Idle))
    number = controller.state.conversation_id
    controller.new_conversation()
    rig.session.window.commands["answer.stop"].action.trigger()
    rig.second.release("go")
    qtbot.waitUntil(lambda: rig.is_over)
    controller.open_conversation(number)
    qtbot.waitUntil(lambda: rig.beside == "Right one.")


def test_another_conversation_hears_no_more_of_both_answers_than_that_there_are_some(
    make_rig: MakeRig, qtbot: QtBot
) -> None:
    right: list[Step] = [prefill(), chunk("Right"), Wait(gate="go"), *says(" two.")[1:]]
    rig = make_rig(first_answers=[says("Left one."), SLOW], answers=[says("Right one."), right])
    controller, window = rig.session.controller, rig.session.window
    beside, pane = controller.beside, window.beside
    rig.send("An old one")
    qtbot.waitUntil(lambda: rig.is_over and rig.beside == "Right one.")
    old = controller.state.conversation_id
    controller.new_conversation()
    rig.send("Well?")
    qtbot.waitUntil(lambda: beside.shown.phase is BesidePhase.WAITING and last_item(rig.session).text == "Left")
    number = controller.state.conversation_id

    def details() -> tuple[str, str]:
        heads = (window.first_head, pane.head)
        return heads[0].detail.text().split(" · ")[0], heads[1].detail.text().split(" · ")[0]

    assert details()[1] == "waits"
    for other in (old, None):
        controller.open_conversation(other)
        assert details() == ("busy elsewhere", "busy elsewhere")
        assert pane.words.isVisible()
        assert pane.words.text() == "The next question goes to both models."
    picture(rig.session, qtbot, "beside-elsewhere")
    controller.open_conversation(number)
    assert details()[0].startswith("Writing")
    assert "first model is done" in pane.words.text()
    controller.open_conversation(old)
    rig.first.release("go")
    qtbot.waitUntil(lambda: rig.beside == "Right")
    assert details() == ("Q4_1", "busy elsewhere")
    assert pane.words.isVisible()
    assert not pane.go_on.isVisible()
    rig.second.release("go")
    qtbot.waitUntil(lambda: rig.is_over and rig.beside == "Right one." and pane.transcript.isVisible())
    assert details() == ("Q4_1", "Q4_1")


def test_a_private_question_that_waits_for_the_first_answer_goes_with_its_conversation(
    make_rig: MakeRig, qtbot: QtBot
) -> None:
    rig = make_rig(first_answers=[SLOW, says("Left two.")])
    controller = rig.session.controller
    controller.open_private()
    rig.send("Between us")
    qtbot.waitUntil(lambda: controller.beside.shown.phase is BesidePhase.WAITING)
    controller.close_private()
    assert controller.beside.shown.phase is BesidePhase.READY
    qtbot.waitUntil(lambda: rig.is_over)
    rig.send("Well?")
    qtbot.waitUntil(lambda: rig.is_over and rig.beside == "Right one.")
    assert len(rig.second.generations()) == 1


OVERFLOW: list[Step] = [fails("It is too long.", kind=FailureKind.CONTEXT_OVERFLOW)]
LONG = "long " * 100


def test_what_is_too_long_for_one_model_is_answered_by_the_other(make_rig: MakeRig, qtbot: QtBot) -> None:
    rig = make_rig(n_ctx=64, first_answers=[OVERFLOW, says("Left two.")], answers=[says("Right one."), OVERFLOW])
    session, second = rig.session, rig.session.controller.beside.transcript
    rig.send(LONG)
    qtbot.waitUntil(lambda: rig.is_over and rig.beside == "Right one.")
    assert "too long" in last_item(session).notice
    session.controller.new_conversation()
    rig.send("Short")
    qtbot.waitUntil(lambda: rig.is_over and last_item(session).text == "Left two." and len(second) == 2)
    assert second.item(1).notice.startswith("It is too long.")
    picture(session, qtbot, "beside-too-long")


def test_what_is_too_long_for_both_is_not_sent(make_rig: MakeRig, qtbot: QtBot) -> None:
    rig = make_rig(n_ctx=64, second_loads=[loads(replace(MODEL, n_ctx=96))])
    rig.send(LONG)
    state = rig.session.controller.desk
    qtbot.waitUntil(lambda: any("nothing was sent" in one.message for one in state.state.notices))
    assert isinstance(state.state.answer, Idle)
    assert rig.session.window.composer.text() == LONG
    assert (rig.first.generations(), rig.second.generations(), len(rig.session.transcript)) == ([], [], 0)


def test_the_gauge_shows_the_context_that_has_less_room(make_rig: MakeRig, qtbot: QtBot) -> None:
    rig = make_rig(second_loads=[loads(replace(MODEL, n_ctx=64))])
    window = rig.session.window
    gauge = window.status_line.gauge
    window.composer.set_text("six words and a few more")
    qtbot.waitUntil(lambda: gauge.use is not None and (gauge.use.n_ctx, gauge.use.typed) == (64, 6))
    assert SECOND_MODEL in gauge.toolTip()
    rig.session.controller.beside.choose(None)
    qtbot.waitUntil(lambda: gauge.use is not None and (gauge.use.n_ctx, gauge.use.typed) == (2048, 6))
    assert SECOND_MODEL not in gauge.toolTip()


def test_a_key_regenerates_the_answer_of_the_column_that_is_current(make_rig: MakeRig, qtbot: QtBot) -> None:
    rig = make_rig()
    window = rig.session.window
    rig.send("Well?")
    qtbot.waitUntil(lambda: rig.is_over and rig.beside == "Right one." and last_item(rig.session).text == "Left one.")
    window.beside.transcript.setFocus()
    window.commands["answer.regenerate"].action.trigger()
    qtbot.waitUntil(lambda: rig.is_over and rig.beside == "Right two.")
    assert last_item(rig.session).text == "Left one."
    window.transcript.setFocus()
    window.commands["answer.regenerate"].action.trigger()
    qtbot.waitUntil(lambda: rig.is_over and last_item(rig.session).text == "Left two.")
    window.beside.transcript.setFocus()
    window.commands["question.edit"].action.trigger()
    assert window.transcript.edits, "the question is the same in both columns, and edited in the first"
    window.commands["model.keep_second"].action.trigger()
    qtbot.waitUntil(lambda: not window.beside.isVisible())
    state = rig.session.controller.state
    assert not isinstance(state.engine, NoModel)
    assert state.engine.choice.name == SECOND_MODEL
