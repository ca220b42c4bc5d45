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
