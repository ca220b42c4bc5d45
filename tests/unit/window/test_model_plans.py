"""Plans for the window: from a real child, and from children that lie, die and never end."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import tiny_models
from inglenook_desktop.frames import engine_environment, plan_command
from inglenook_desktop.model_plans import ModelPlans, Planned
from inglenook_engine.plan_types import PlanRequest
from pytestqt.qtbot import QtBot

Make = Callable[[Callable[[str], list[str]]], tuple[ModelPlans, list[Planned]]]


@pytest.fixture
def make(qtbot: QtBot) -> Iterator[Make]:
    made = []

    def start(command: Callable[[str], list[str]]) -> tuple[ModelPlans, list[Planned]]:
        plans = ModelPlans(command, engine_environment(os.environ))
        told: list[Planned] = []
        plans.planned.connect(told.append)
        made.append(plans)
        return plans, told

    yield start
    for plans in made:
        plans.shut_down()


def program(code: str) -> Callable[[str], list[str]]:
    return lambda request: [sys.executable, "-c", code, request]


def test_a_plan_comes_from_a_child(make: Make, qtbot: QtBot, tmp_path: Path) -> None:
    path = tiny_models.write_llama(tmp_path / "tiny.gguf")
    plans, told = make(plan_command)
    request = PlanRequest(model_path=str(path), n_gpu_layers=0)
    plans.ask(request)
    assert plans.is_busy
    qtbot.waitUntil(lambda: bool(told), timeout=30_000)
    assert told[0].request == request
    assert told[0].error == ""
    assert told[0].plan is not None
    assert told[0].plan.fits
    assert not plans.is_busy


def test_a_refusal_is_a_sentence(make: Make, qtbot: QtBot, tmp_path: Path) -> None:
    plans, told = make(plan_command)
    plans.ask(PlanRequest(model_path=str(tmp_path / "none.gguf")))
    qtbot.waitUntil(lambda: bool(told), timeout=30_000)
    assert told[0].plan is None
    assert "There is no file" in told[0].error


def test_the_newest_question_wins(make: Make, qtbot: QtBot, tmp_path: Path) -> None:
    slow_first = "import json, sys, time; r = json.loads(sys.argv[1]); time.sleep(60 * r['n_ctx']); print('{}')"
    plans, told = make(program(slow_first))
    plans.ask(PlanRequest(model_path="a", n_ctx=1))
    plans.ask(PlanRequest(model_path="b", n_ctx=0))
    qtbot.waitUntil(lambda: bool(told))
    assert [each.request.model_path for each in told] == ["b"]


@pytest.mark.parametrize(
    "code",
    [
        "",
        "print('nonsense')",
        'print(\'{"plan": {"model_name": 3}}\')',
        "print('[' * 100_000)",
        "import os; os.abort()",
        "print('x' * 3_000_000)",
    ],
)
def test_a_child_that_lies_or_dies_is_a_sentence(code: str, make: Make, qtbot: QtBot) -> None:
    plans, told = make(program(code))
    plans.ask(PlanRequest(model_path="m"))
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert told[0].plan is None
    assert told[0].error.startswith("The engine made no plan")


def test_a_child_that_cannot_start_is_a_sentence(make: Make, qtbot: QtBot) -> None:
    plans, told = make(lambda _request: ["/no/such/program"])
    plans.ask(PlanRequest(model_path="m"))
    qtbot.waitUntil(lambda: bool(told))
    assert told[0].error.startswith("The engine made no plan")


def test_nothing_is_told_after_a_stop(make: Make, qtbot: QtBot) -> None:
    plans, told = make(program("import time; time.sleep(60)"))
    plans.ask(PlanRequest(model_path="m"))
    plans.stop()
    assert not plans.is_busy
    plans.shut_down()
    qtbot.wait(50)
    assert not told
