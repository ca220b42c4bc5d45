"""The arithmetic of the benchmarks."""

from __future__ import annotations

import json
from pathlib import Path

import llama_source
import measure
import pytest


def test_a_ratio_of_equal_arms_is_one_and_its_interval_holds_one() -> None:
    rates = [98.0, 100.0, 101.0, 102.0, 99.5, 100.5]
    ratio = measure.ratio_of(rates, rates)
    assert ratio.value == 1.0
    assert ratio.low < 1.0 < ratio.high
    assert ratio.low > 0.96
    assert ratio.high < 1.04


def test_an_interval_leaves_out_what_the_samples_never_reach() -> None:
    slower = measure.ratio_of([90.0, 91.0, 92.0, 90.5], [100.0, 101.0, 99.0, 100.5])
    assert slower.high < 0.94
    assert measure.median_of([5.0, 5.0, 5.0]) == measure.Estimate(5.0, 5.0, 5.0)


def test_the_same_samples_give_the_same_interval() -> None:
    samples = [1.0, 2.0, 4.0, 8.0]
    assert measure.median_of(samples) == measure.median_of(samples)


def test_arms_run_forwards_and_backwards() -> None:
    assert "".join(measure.abba("AB", blocks=2)) == "ABBAABBA"


def test_a_slow_drift_weighs_on_both_arms_alike() -> None:
    speeds = [100.0 - step for step in range(8)]
    by_arm: dict[str, list[float]] = {"A": [], "B": []}
    for arm, speed in zip(measure.abba("AB", blocks=2), speeds, strict=True):
        by_arm[arm].append(speed)
    assert measure.ratio_of(by_arm["A"], by_arm["B"]).value == pytest.approx(1.0, abs=1e-9)


def test_results_are_written_for_people_and_for_programs(tmp_path: Path) -> None:
    measure.write_results("x", {"value": 1.5}, "# x\n", folder=tmp_path / "results")
    assert json.loads((tmp_path / "results/x.json").read_text(encoding="utf-8")) == {"value": 1.5}
    assert (tmp_path / "results/x.md").read_text(encoding="utf-8") == "# x\n"


def test_the_machine_is_described_by_what_is_measured_on_it() -> None:
    facts = measure.machine()
    assert facts["cores_usable"] >= 1
    assert facts["versions"]["llama-cpp-python"] in measure.machine_line(facts)


def test_an_unknown_model_is_refused_by_name() -> None:
    with pytest.raises(SystemExit, match="no test model 'x'"):
        measure.model_path("x")


def test_the_rivals_environment_points_at_the_installed_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("LD_LIBRARY_PATH", "/other")
    folder = llama_source.wheel_library_folder()
    assert any(folder.glob("libggml-cpu*"))
    assert llama_source.environment()["LD_LIBRARY_PATH"] == f"{folder}:/other"


def test_a_missing_build_tool_names_what_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(FileNotFoundError, match="make setup"):
        llama_source.tool("no-such-tool")
