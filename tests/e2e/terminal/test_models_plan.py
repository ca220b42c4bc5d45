"""`inglenook models plan` as a person and a program call it, with real files and a real engine."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tiny_models


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "data" / "models").mkdir(parents=True)
    return tmp_path / "data"


@pytest.fixture
def plan(program: Any, data: Path) -> Callable[..., Any]:
    return lambda *arguments, **options: program("models", "plan", *arguments, "--data-dir", str(data), **options)


def test_a_plan_is_told_with_its_verdict_its_parts_and_its_reasons(plan: Callable[..., Any], data: Path) -> None:
    tiny_models.write_llama(data / "models" / "tiny.gguf")
    done = plan("tiny", "--gpu-layers", "0")
    assert done.status == 0
    lines = done.out.splitlines()
    assert lines[0].startswith("tiny.gguf fits: it takes ")
    assert lines[1].startswith("Expected speed: up to about ")  # nothing was loaded, so the memory was measured
    assert any(line.startswith("context") and line.endswith("All that the model was trained for.") for line in lines)
    assert any(line.startswith("  KV cache and states") for line in lines)


def test_wishes_are_followed_and_the_object_says_what_follows(plan: Callable[..., Any], data: Path) -> None:
    tiny_models.write_moe(data / "models" / "moe.gguf")
    wishes = ("--context", "1024", "--kv-type", "q8_0", "--batch", "128", "--threads", "1", "--gpu-layers", "0")
    told = plan("moe", *wishes, "--projector-bytes", "1000000", "--json").json
    assert (told["n_ctx"], told["kv_type"], told["n_batch"], told["n_threads"]) == (1024, "q8_0", 128, 1)
    assert (told["fits"], told["fit"], told["latest_error_percent"]) == (True, "ram", None)
    assert told["pools"][0]["projector_bytes"] == 1_000_000
    assert told["total_bytes"] > told["pools"][0]["model"]["weights_bytes"] > 0


def test_a_model_that_does_not_fit_is_told_by_the_exit_status(plan: Callable[..., Any], data: Path) -> None:
    tiny_models.write_llama(data / "models" / "tiny.gguf")
    done = plan("tiny", "--projector-bytes", str(10**15))
    assert done.status == 1
    assert "does not fit: it needs 1,000,000" in done.out


def test_a_file_that_is_no_model_is_a_sentence(plan: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "page.gguf"
    path.write_bytes(b"<html>Sign in to the network</html>")
    done = plan(str(path))
    assert done.status == 1
    assert "page.gguf is not a GGUF model file" in done.err


@pytest.mark.model
def test_what_a_load_took_is_shown_with_the_next_plan(
    plan: Callable[..., Any], program: Any, data: Path, starter_model: Path
) -> None:
    asked = program("ask", "Hi", "--model", str(starter_model), "--max-tokens", "2", "--data-dir", str(data))
    assert asked.status == 0
    done = plan(str(starter_model))
    assert "had been planned (" in done.out
    assert abs(plan(str(starter_model), "--json").json["latest_error_percent"]) < 3
