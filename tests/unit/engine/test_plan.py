"""Plans for machines and models that need not be here."""

from __future__ import annotations

import dataclasses
import time

import pytest
from inglenook_engine.errors import EngineError
from inglenook_engine.gguf_header import TensorPlace
from inglenook_engine.machine import Machine
from inglenook_engine.memory_cost import REPACKED_X86, read_bytes
from inglenook_engine.model_shape import LayerShape, ModelShape
from inglenook_engine.plan import Beside, Wish, make_plan, with_account
from inglenook_engine.plan_types import Fit, Memory, MemoryPlan, MemoryUse, PlanSource, verdict
from inglenook_engine.types import FlashAttention, KvType

GB = 10**9


def model(n_layers: int = 32, layer_bytes: int = 200_000_000, n_ctx_train: int = 32_768) -> ModelShape:
    """About an 8B model with 4 bits a weight."""
    tensors, offset = [], 0
    for i in range(n_layers):
        tensors.append(place(f"blk.{i}.ffn_up.weight", layer_bytes, offset))
        offset += layer_bytes
    tensors += [
        place("token_embd.weight", 300_000_000, offset),
        place("output.weight", 400_000_000, offset + 3 * 10**8),
    ]
    layer = LayerShape(key_elements=1024, value_elements=1024, n_heads=32, has_window=False, state_elements=0)
    return ModelShape(
        name="eight-b.gguf",
        architecture="llama",
        quantization="Q5_K_M",
        n_ctx_train=n_ctx_train,
        n_embd=4096,
        n_ff=14336,
        n_vocab=128_256,
        n_merges=280_000,
        n_experts=0,
        n_experts_used=0,
        window_tokens=0,
        layers=(layer,) * n_layers,
        tensors=tuple(tensors),
        is_exact=True,
    )


def mixture(n_layers: int = 32, expert_bytes: int = 500_000_000) -> ModelShape:
    """About a 30B model of which a token uses an eighth."""
    dense = model(n_layers, 50_000_000)
    tensors = tuple(place(f"blk.{i}.ffn_up_exps.weight", expert_bytes, i * expert_bytes) for i in range(n_layers))
    return dataclasses.replace(dense, n_experts=64, n_experts_used=8, tensors=(*dense.tensors, *tensors))


def place(name: str, size_bytes: int, offset: int) -> TensorPlace:
    return TensorPlace(name=name, type_name="Q5_K", shape=(4096, 14336), offset=offset, size_bytes=size_bytes)


def machine(ram_gb: float, *gpus_gb: float) -> Machine:
    return Machine(
        ram=Memory(name="RAM", free_bytes=int(ram_gb * GB), total_bytes=32 * GB),
        gpus=tuple(
            Memory(name=f"CUDA{i}", free_bytes=int(free * GB), total_bytes=24 * GB) for i, free in enumerate(gpus_gb)
        ),
        n_threads=8,
        repacked_types=REPACKED_X86,
    )


def reasons(plan: MemoryPlan) -> dict[str, tuple[str, str]]:
    return {choice.setting: (choice.value, choice.reason) for choice in plan.choices}


def test_with_room_the_usual_context_and_the_full_quality_are_chosen() -> None:
    plan = make_plan(model(), machine(20), Wish())
    assert plan.fits
    assert (plan.n_ctx, plan.kv_type, plan.n_gpu_layers, plan.flash_attention) == (8192, KvType.F16, 0, False)
    assert reasons(plan)["context"] == ("8,192 tokens", "The usual size; the model was trained for up to 32,768.")
    assert verdict(plan).startswith("eight-b.gguf fits: it takes ")


def test_every_setting_of_a_plan_has_its_reason() -> None:
    everywhere = {"context", "KV cache", "GPU layers", "flash attention", "batch", "threads"}
    for plan, more in (
        (make_plan(model(), machine(20), Wish()), set()),
        (make_plan(model(), machine(3, 4, 5), Wish()), {"GPUs"}),
        (make_plan(mixture(), machine(30, 10), Wish()), {"experts in RAM"}),
    ):
        assert set(reasons(plan)) == everywhere | more
        assert all(reason.endswith(".") for _, reason in reasons(plan).values())


def test_layers_are_divided_among_gpus_as_asked_for() -> None:
    asked = make_plan(model(), machine(20, 30, 30), Wish(gpu_shares=(3, 1)))
    assert reasons(asked)["GPUs"] == ("75 : 25", "Percent of the layers, as asked for.")
    first, second = (pool.model.weights_bytes for pool in asked.pools[1:])
    assert 2 < first / second < 4
    alone = make_plan(model(), machine(20, 30, 30), Wish(gpu_shares=(0, 1)))
    assert alone.pools[1].model.weights_bytes == 0
    assert alone.n_gpu_layers == alone.n_layers


@pytest.mark.parametrize("shares", [(1.0,), (1.0, 1.0, 1.0), (0.0, 0.0), (2.0, -1.0)])
def test_shares_that_do_not_go_with_the_gpus_are_refused(shares: tuple[float, ...]) -> None:
    with pytest.raises(EngineError, match="this machine has 2"):
        make_plan(model(), machine(20, 30, 30), Wish(gpu_shares=shares))
    assert make_plan(model(), machine(20), Wish(gpu_shares=shares)).n_gpu_layers == 0  # nothing to divide


def test_short_of_memory_the_cache_is_quantised_before_the_context_is_cut() -> None:
    full = make_plan(model(), machine(30), Wish()).pools[0].needed_bytes
    some_less = make_plan(model(), machine((full + GB) / GB + 0.5), Wish())
    assert some_less.kv_type is KvType.F16
    less = make_plan(model(), machine((full + 2**30) / GB - 0.1), Wish())
    assert less.fits
    assert (less.n_ctx, less.kv_type, less.flash_attention) == (8192, KvType.Q8_0, True)
    assert reasons(less)["KV cache"][1] == "About half of f16, which does not fit."


def test_what_fits_nowhere_is_said_with_its_numbers() -> None:
    plan = make_plan(model(), machine(3), Wish())
    assert not plan.fits
    assert plan.n_ctx == 4096
    assert "does not fit: it needs 7" in verdict(plan)
    assert "3.0 GB are free" in verdict(plan)


def test_all_layers_go_to_a_gpu_that_holds_them() -> None:
    plan = make_plan(model(), machine(20, 20), Wish())
    assert plan.n_gpu_layers == plan.n_layers == 33
    assert plan.flash_attention
    ram, gpu = plan.pools
    assert gpu.model.weights_bytes == model().weights_bytes - 300_000_000
    assert ram.model.weights_bytes == 300_000_000
    assert ram.model.context_bytes == 0


def test_a_small_gpu_takes_as_many_layers_as_fit() -> None:
    plan = make_plan(model(), machine(20, 5), Wish())
    assert 0 < plan.n_gpu_layers < plan.n_layers
    assert plan.fits
    more = make_plan(model(), machine(20, 5), Wish(n_gpu_layers=plan.n_gpu_layers + 1, n_ctx=8192, kv_type=KvType.F16))
    assert not more.fits
    assert "More do not fit" in reasons(plan)["GPU layers"][1]


def test_layers_are_shared_among_gpus_by_what_is_free() -> None:
    plan = make_plan(model(), machine(20, 4, 8), Wish())
    assert plan.n_gpu_layers == plan.n_layers
    _, first, second = plan.pools
    assert first.model.weights_bytes * 1.5 < second.model.weights_bytes
    assert plan.fits


def test_a_draft_model_is_counted_and_can_cost_layers() -> None:
    alone = make_plan(model(), machine(20, 9.6), Wish())
    both = make_plan(model(), machine(20, 9.6), Wish(), beside=Beside(draft=model(8, 100_000_000)))
    assert both.pools[1].draft.weights_bytes > 0
    assert (both.n_gpu_layers, -both.n_ctx) <= (alone.n_gpu_layers, -alone.n_ctx) or both.kv_type is KvType.Q8_0


def test_a_projector_takes_its_place_where_the_layers_are() -> None:
    beside = Beside(projector_bytes=GB)
    ram, gpu = make_plan(model(), machine(20, 20), Wish(), beside=beside).pools
    assert (ram.projector_bytes, gpu.projector_bytes) == (0, GB)
    alone = make_plan(model(), machine(20), Wish(), beside=beside)
    assert alone.pools[0].needed_bytes == make_plan(model(), machine(20), Wish()).pools[0].needed_bytes + GB


def test_experts_go_to_ram_before_layers_do() -> None:
    plan = make_plan(mixture(), machine(30, 10), Wish())
    assert plan.fit is Fit.SHARED
    assert plan.n_gpu_layers == plan.n_layers
    assert 0 < plan.n_expert_layers_in_ram < 32
    fewer = Wish(n_ctx=8192, kv_type=KvType.F16, n_expert_layers_in_ram=plan.n_expert_layers_in_ram - 1)
    asked = make_plan(mixture(), machine(30, 10), fewer)
    assert asked.n_gpu_layers < asked.n_layers
    assert make_plan(mixture(), machine(30, 24), Wish()).fit is Fit.GPU
    assert make_plan(mixture(), machine(30), Wish()).n_expert_layers_in_ram == 0
    tight = make_plan(mixture(), machine(30, 3.2), Wish())
    assert tight.fits
    assert tight.n_gpu_layers < tight.n_layers or tight.n_expert_layers_in_ram == 32


def test_a_token_reads_few_experts_and_no_embedding() -> None:
    assert read_bytes(mixture()) == 32 * (50_000_000 + 500_000_000 // 8) + 400_000_000


def test_a_plan_of_many_layers_takes_no_time() -> None:
    started = time.thread_time()
    make_plan(mixture(500, 10_000_000), machine(30, 1, 2, 3), Wish())
    tensors = tuple(place(f"blk.{i % 500}.ffn_up_exps.{i}.weight", 10**6, i * 10**6) for i in range(65_536))
    hostile = dataclasses.replace(mixture(500), tensors=tensors)
    assert not make_plan(hostile, machine(1, 2, 3), Wish()).fits
    assert time.thread_time() - started < 15


def test_wishes_are_kept_even_when_they_do_not_fit() -> None:
    plan = make_plan(model(), machine(4), Wish(n_ctx=32_768, kv_type=KvType.F32, n_gpu_layers=0))
    assert (plan.n_ctx, plan.kv_type) == (32_768, KvType.F32)
    assert not plan.fits
    assert reasons(plan)["context"][1] == reasons(plan)["KV cache"][1] == "As asked for."


@pytest.mark.parametrize(
    ("wish", "sentence"),
    [
        (Wish(n_ctx=65_536), "trained for a context of 32,768 tokens and 65,536 were asked for"),
        (Wish(kv_type=KvType.Q4_0, flash_attention=FlashAttention.OFF), "needs flash attention"),
    ],
)
def test_a_wish_that_the_model_cannot_have_is_refused_in_a_sentence(wish: Wish, sentence: str) -> None:
    with pytest.raises(EngineError, match=sentence):
        make_plan(model(), machine(20), wish)


def test_a_larger_context_never_takes_less() -> None:
    totals = [make_plan(model(), machine(30), Wish(n_ctx=n)).total_bytes for n in (512, 2048, 4096, 8192, 32_768)]
    assert totals == sorted(totals)


def test_memory_that_others_took_makes_a_plan_smaller() -> None:
    counts = [make_plan(model(), machine(20, free), Wish()).n_gpu_layers for free in (1, 2, 3, 4, 5, 6)]
    assert counts == sorted(counts)


def test_llamas_own_figures_replace_the_reckoned_ones() -> None:
    plan = make_plan(model(), machine(20, 20), Wish())
    use = MemoryUse(weights_bytes=5, context_bytes=6, compute_bytes=7)
    told = with_account(plan, {"CUDA0": use, "CPU": use, "CUDA_Host": use})
    assert told.source is PlanSource.LLAMA
    assert told.pools[1].model == dataclasses.replace(
        plan.pools[1].model, weights_bytes=5, context_bytes=6, compute_bytes=7
    )
    assert told.pools[0].model.context_bytes == 12
    assert told.pools[0].model.process_bytes == plan.pools[0].model.process_bytes > 0
