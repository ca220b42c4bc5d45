"""Slow acts off the window's thread."""

from __future__ import annotations

import gc
import weakref

from inglenook_desktop.chores import ChoreDone, Chores
from pytestqt.qtbot import QtBot


class Large:
    """Stands for the megabytes that an act returned."""


def test_what_an_act_returned_is_not_held_once_it_was_told(qtbot: QtBot) -> None:
    returned: list[weakref.ref[Large]] = []

    def act(_steps: object) -> Large:
        large = Large()
        returned.append(weakref.ref(large))
        return large

    told: list[object] = []
    chores = Chores()
    chores.done.connect(lambda done: told.append(done.name if isinstance(done, ChoreDone) else None))
    gc.disable()  # a collection would find it sooner or later
    try:
        chores.do("read", act)
        qtbot.waitUntil(lambda: told == ["read"])
        assert returned[0]() is None
    finally:
        gc.enable()


def test_an_act_that_breaks_is_told_as_a_problem(qtbot: QtBot) -> None:
    def act(_steps: object) -> object:
        return 1 // 0

    told: list[ChoreDone] = []
    chores = Chores()
    chores.done.connect(told.append)
    with qtbot.captureExceptions() as broken:
        chores.do("divide", act)
        qtbot.waitUntil(lambda: len(told) == 1)
    assert [kind for kind, _error, _trace in broken] == [ZeroDivisionError]
    assert (told[0].name, told[0].result, told[0].is_cancelled) == ("divide", None, False)
    assert "an error of its own" in str(told[0].problem)
