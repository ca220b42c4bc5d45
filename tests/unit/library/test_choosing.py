"""Which model is loaded when nobody has chosen one."""

from __future__ import annotations

from pathlib import Path

import pytest
from inglenook_desktop.hub.recommended import Recommended, recommended_list
from inglenook_desktop.library import InstalledModel, ModelSource
from inglenook_desktop.library.choosing import Talk, best_model, machine_memory_bytes, talk_of

GB = 1_000_000_000
STARTER = InstalledModel(name="SmolLM2-135M", path=Path("/s.gguf"), size_bytes=98_000_000, source=ModelSource.STARTER)


def model(name: str, gb: float = 1.0, source: ModelSource = ModelSource.FOLDER) -> InstalledModel:
    return InstalledModel(name=name, path=Path(f"/{name}.gguf"), size_bytes=round(gb * GB), source=source)


BASE = model("gemma-3-270m-q4_k_m", 0.25)
SMALL = model("qwen2.5-coder-0.5b-instruct-q4_k_m", 0.5)
MIDDLE = model("Qwen_Qwen3-4B-Q4_K_M", 2.5)
LARGE = model("Meta-Llama-3.1-8B-Instruct-Q4_K_M", 4.9)
HUGE = model("Llama-3.3-70B-Instruct-Q4_K_M", 42.5)


@pytest.mark.parametrize(
    ("models", "memory_gb", "best"),
    [
        ([BASE, SMALL], 8, SMALL),  # the first by name has no template
        ([STARTER, BASE], 8, STARTER),
        ([BASE], 8, BASE),
        ([STARTER, SMALL], 8, SMALL),
        ([STARTER, SMALL, MIDDLE, LARGE, HUGE], 8, MIDDLE),
        ([STARTER, SMALL, MIDDLE, LARGE, HUGE], 16, LARGE),
        ([LARGE, HUGE], 8, LARGE),  # it fits, though it is slow
        ([STARTER, HUGE], 16, STARTER),
        ([HUGE, LARGE], 0, LARGE),  # nobody knows how much there is
        ([model("x-chat", 2, ModelSource.OLLAMA), SMALL], 8, SMALL),  # ours
        ([model("x-chat", 2, ModelSource.OLLAMA), BASE], 8, model("x-chat", 2, ModelSource.OLLAMA)),
        ([model("nomic-embed-text", 0.2), BASE], 8, BASE),
        ([], 8, None),
    ],
)
def test_the_best_of_those_that_can_chat_and_fit_is_taken(
    models: list[InstalledModel], memory_gb: int, best: InstalledModel | None
) -> None:
    assert best_model(models, memory_gb * GB) == best
    assert best_model(models[::-1], memory_gb * GB) == best


def test_a_model_with_missing_parts_is_none() -> None:
    part = InstalledModel(
        name="a-instruct", path=Path("/a.gguf"), size_bytes=1, source=ModelSource.FOLDER, missing_parts=1
    )
    assert best_model([part, BASE], 8 * GB) == BASE


@pytest.mark.parametrize("one", recommended_list().models, ids=lambda one: one.title)
def test_every_model_that_is_recommended_is_known_to_chat(one: Recommended) -> None:
    _, _, name = one.reference.repository.partition("/")
    assert talk_of(model(name)) is Talk.CHATS


def test_the_memory_of_this_machine_is_known() -> None:
    assert 100_000_000 < machine_memory_bytes() < 1 << 50
