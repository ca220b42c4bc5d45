"""What the watch over speed found, on the terminal: short enough that the figures above it are still seen."""

from __future__ import annotations

import io
from dataclasses import replace

from inglenook_desktop.statistics.change_events import MOST_TOLD
from inglenook_desktop.statistics.change_point import Change
from inglenook_desktop.statistics.regressions import Altered, Figure, Finding, Series
from inglenook_desktop.terminal.changes import tell_changes
from inglenook_desktop.terminal.console import Console

FOUND = Finding(
    series=Series(
        figure=Figure.DECODE, model_name="Fake 1B", quantization="Q4_K_M", devices="CPU", is_measurement=False,
        kind="≤ 1,024",
    ),
    change=Change(at=40, found_at=60, ratio=0.8, low=0.75, high=0.85, p_value=1e-7, n_before=40, n_after=20),
    before=10.0, after=8.0, run_id=41, started_at="2026-11-01T08:00:00.000Z",
    altered=(Altered(name="the engine", before="1", after="2"),),
)  # fmt: skip


def told(found: list[Finding]) -> tuple[list[str], list[str]]:
    out, err = io.StringIO(), io.StringIO()
    tell_changes(found, Console(out, err, {}))
    return out.getvalue().splitlines(), err.getvalue().splitlines()


def test_one_event_is_told_once_of_the_work_that_was_done_most() -> None:
    longer = replace(FOUND, series=replace(FOUND.series, kind="≤ 4,096"), change=replace(FOUND.change, n_before=100))
    reads = replace(FOUND, series=replace(FOUND.series, figure=Figure.PREFILL))
    sentences, notes = told([FOUND, longer, reads])
    assert sentences == [
        "Writing with Fake 1B is 20 % slower since the engine became 2 (it was 1).",
        "Reading prompts with Fake 1B is 20 % slower since the engine became 2 (it was 1).",
    ]
    assert notes[0].startswith("100 of your runs before, 20 since, of ≤ 4,096 tokens: ")
    assert notes[0].endswith(" So it is in 1 other kind of its work.")
    assert notes[1].endswith(" cases.")


def test_the_newest_are_told_and_how_many_are_not() -> None:
    found = [replace(FOUND, series=replace(FOUND.series, model_name=f"Model {at}")) for at in range(MOST_TOLD + 2)]
    sentences, notes = told(found)
    assert len(sentences) == MOST_TOLD
    assert notes[-1] == "Older changes that are not told here: 2."
    assert told(found[:MOST_TOLD])[1][-1].endswith(" cases.")
