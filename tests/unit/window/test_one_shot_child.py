"""A child that is asked one thing: its answer, and every way in which there is none."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

import pytest
from inglenook_desktop.one_shot_child import ChildAnswer, ChildTrouble, OneShotChild
from PySide6.QtCore import QProcess
from pytestqt.qtbot import QtBot

Start = Callable[..., tuple[OneShotChild, list[ChildAnswer]]]


@pytest.fixture
def start(qtbot: QtBot) -> Iterator[Start]:
    made: list[OneShotChild] = []

    def one(*command: str, data: bytes = b"", patience_ms: int = 60_000) -> tuple[OneShotChild, list[ChildAnswer]]:
        child = OneShotChild({}, patience_ms=patience_ms, max_output_bytes=1_000_000, name="test")
        answers: list[ChildAnswer] = []
        child.answered.connect(answers.append)
        made.append(child)
        child.ask(command, data)
        qtbot.waitUntil(lambda: bool(answers), timeout=30_000)
        return child, answers

    yield one
    for child in made:
        child.shut_down()


def python(code: str) -> list[str]:
    return [sys.executable, "-I", "-c", code]


def test_it_answers_what_it_read(start: Start) -> None:
    code = "import sys; sys.stdout.buffer.write(sys.stdin.buffer.read()[::-1])"
    child, answers = start(*python(code), data=b"abc" * 300_000)
    assert answers == [ChildAnswer(output=b"cba" * 300_000)]
    assert not child.is_busy


@pytest.mark.parametrize(
    ("code", "trouble"),
    [
        ("import os; os.abort()", ChildTrouble.CRASHED),
        ("while True: print('x' * 10000)", ChildTrouble.TOO_MUCH),
    ],
)
def test_a_child_that_misbehaves_is_over(start: Start, qtbot: QtBot, code: str, trouble: ChildTrouble) -> None:
    child, answers = start(*python(code))
    assert [answer.trouble for answer in answers] == [trouble]
    qtbot.waitUntil(lambda: not child.findChildren(QProcess))


def test_a_child_that_never_ends_is_ended(start: Start, qtbot: QtBot) -> None:
    child, answers = start(*python("import time; time.sleep(1000)"), patience_ms=50)
    assert [answer.trouble for answer in answers] == [ChildTrouble.TOO_LONG]
    qtbot.waitUntil(lambda: not child.findChildren(QProcess))


def test_a_child_that_cannot_be_started(start: Start) -> None:
    child, answers = start("/no/such/program", data=b"x")
    assert [answer.trouble for answer in answers] == [ChildTrouble.NOT_STARTED]
    assert not child.is_busy
