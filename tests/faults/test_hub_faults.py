"""Each kind of bad luck with a hub, once: a sentence for the person, nothing wrong under a right name, no orphan."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from faults.hub_cases import HOSTILE, cases
from faults.hub_rig import DATA, Case, Rig, run
from loopback_hub import LoopbackHub, running_hub

pytestmark = pytest.mark.slow


@pytest.fixture
def hub() -> Iterator[LoopbackHub]:
    with running_hub() as hub:
        hub.files["org/name/model.gguf"] = DATA
        yield hub


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name.replace(" ", "-"))
def test_bad_luck_with_the_hub(case: Case, hub: LoopbackHub, tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir()

    outcome = run(case, Rig(hub=hub, folder=tmp_path, cache=tmp_path / "cache"))

    assert not outcome.wrong, outcome


def test_there_are_as_many_hostile_names_as_were_asked_for() -> None:
    assert len(set(HOSTILE)) == len(HOSTILE) >= 60
