"""The plan of a model's memory, as it crosses the boundary between the engine and a front end: values and the
sentences that say them. Knows no file, no llama.cpp and no Qt.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .types import Choice, FlashAttention, KvType, LoadParams, MemoryReport

LEAST_N_CTX = 4096
"""Shorter ones are not chosen on a person's behalf: a conversation would soon be at its end."""


class PlanSource(StrEnum):
    """HEADER: reckoned from the file's first bytes. LLAMA: what llama.cpp says it would allocate."""

    HEADER = "header"
    LLAMA = "llama"


class Fit(StrEnum):
    """GPU: all of it on GPUs. SHARED: partly on GPUs. RAM: in the machine's memory alone. NONE: it does not fit."""

    GPU = "gpu"
    SHARED = "shared"
    RAM = "ram"
    NONE = "none"


class SpeedSource(StrEnum):
    """Where an expected speed comes from. THIS_MODEL: passes of this file measured here. OTHER_MODEL: passes of another
    one, by the bytes that a token reads. MEMORY: a streaming read of this machine's memory, which a model can at most
    keep up with."""

    THIS_MODEL = "this_model"
    OTHER_MODEL = "other_model"
    MEMORY = "memory"


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """One memory of the machine. name: "RAM", or llama.cpp's name of a GPU. free_bytes: now, other programs and limits
    of this process counted."""

    name: str
    free_bytes: int
    total_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryUse:
    """Bytes in one memory. weights: with rearranged copies. context: KV cache and states. compute: working space of
    a pass. process: what the process itself takes of RAM. droppable: the part of weights that the system may take
    back without slowing anything: pages of the file whose rearranged copies are used."""

    weights_bytes: int = 0
    context_bytes: int = 0
    compute_bytes: int = 0
    process_bytes: int = 0
    droppable_bytes: int = 0

    @property
    def total_bytes(self) -> int:
        return self.weights_bytes + self.context_bytes + self.compute_bytes + self.process_bytes

    @property
    def buffer_bytes(self) -> int:
        """What llama.cpp's own account counts: all but the process."""
        return self.total_bytes - self.process_bytes

    @property
    def needed_bytes(self) -> int:
        return self.total_bytes - self.droppable_bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolPlan:
    """What goes into one memory. projector_bytes: of the part that reads pictures. margin_bytes: left free for other
    programs and for what no plan foresees."""

    memory: Memory
    model: MemoryUse
    draft: MemoryUse
    margin_bytes: int
    projector_bytes: int = 0

    @property
    def needed_bytes(self) -> int:
        return self.model.needed_bytes + self.draft.needed_bytes + self.projector_bytes

    @property
    def total_bytes(self) -> int:
        return self.model.total_bytes + self.draft.total_bytes + self.projector_bytes

    @property
    def missing_bytes(self) -> int:
        """How much more would have to be free; 0 when it fits. Of a memory that takes no part, always 0."""
        if not self.needed_bytes:
            return 0
        return max(0, self.needed_bytes + self.margin_bytes - self.memory.free_bytes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """Tokens of an answer in a second, without drafts and with an empty cache. measured_on: name of the model whose
    passes were measured, "" for MEMORY."""

    tokens_per_s: float
    source: SpeedSource
    measured_on: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredLoad:
    """A load of the past: what was planned and taken, and how fast it was. at: UTC, ISO-8601. read_bytes: of weights,
    for each token of an answer. pass_ms: of a pass of one token, None where it was not measured."""

    model_name: str
    size_bytes: int
    at: str
    n_ctx: int
    kv_type: KvType
    n_gpu_layers: int
    n_layers: int
    n_threads: int
    read_bytes: int
    memory: MemoryReport | None
    pass_ms: float | None = None
    n_expert_layers_in_ram: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryPlan:
    """How a model would be loaded, and what that takes. pools: RAM first, then the GPUs in llama.cpp's order.

    n_layers: with the output layer. n_gpu_layers: how many of them are on GPUs. n_expert_layers_in_ram: how many of
    those have their experts in RAM. is_exact: False where something is taken to be larger than it may be. speed: None
    where nothing was measured yet. latest: the latest load of this file on this machine, if any.
    """

    model_name: str
    n_ctx: int
    n_ctx_train: int
    kv_type: KvType
    flash_attention: bool
    n_gpu_layers: int
    n_layers: int
    n_expert_layers_in_ram: int
    n_batch: int
    n_threads: int
    pools: tuple[PoolPlan, ...]
    choices: tuple[Choice, ...]
    source: PlanSource
    is_exact: bool
    speed: Speed | None = None
    latest: MeasuredLoad | None = None

    @property
    def fits(self) -> bool:
        return not any(pool.missing_bytes for pool in self.pools)

    @property
    def fit(self) -> Fit:
        if not self.fits:
            return Fit.NONE
        if not self.n_gpu_layers:
            return Fit.RAM
        is_whole = self.n_gpu_layers >= self.n_layers and not self.n_expert_layers_in_ram
        return Fit.GPU if is_whole else Fit.SHARED

    @property
    def total_bytes(self) -> int:
        return sum(pool.total_bytes for pool in self.pools)

    @property
    def needed_bytes(self) -> int:
        """The total without what the system may take back at no cost."""
        return sum(pool.needed_bytes for pool in self.pools)

    @property
    def buffer_bytes(self) -> int:
        """The part of the total that llama.cpp accounts for, of the model alone."""
        return sum(pool.model.buffer_bytes for pool in self.pools)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRequest:
    """What a plan is asked for. Zero, None, AUTO, -1 and () leave a setting to the plan.

    model_path: a GGUF file, or the first bytes of one (`.gguf-head`); then size_bytes is the whole file's size, and
    other_parts_bytes that of the other parts of a split model together, whose headers are not here. model_name: for
    sentences, "" for the file's name. draft_model_path: "" for none; draft_size_bytes as size_bytes. projector_bytes:
    size of the file that reads pictures, 0 for none. curve_dir: where loads of the past are kept, "" for nowhere.
    measures_memory: the speed of this machine's memory is measured if it was not yet, which takes half a second of all
    cores: not beside an answer. replaces_pid: a process that ends before the load, 0 for none: what it alone holds of
    RAM counts as free. replaces: how the model in that process was loaded, for what it holds of GPUs.
    """

    model_path: str
    size_bytes: int = 0
    other_parts_bytes: int = 0
    model_name: str = ""
    draft_model_path: str = ""
    draft_size_bytes: int = 0
    projector_bytes: int = 0
    n_ctx: int = 0
    kv_type: KvType | None = None
    flash_attention: FlashAttention = FlashAttention.AUTO
    n_gpu_layers: int = -1
    n_expert_layers_in_ram: int = -1
    n_batch: int = 0
    n_threads: int = 0
    gpu_shares: tuple[float, ...] = ()
    curve_dir: str = ""
    measures_memory: bool = False
    replaces_pid: int = 0
    replaces: LoadParams | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanAnswer:
    """What a planning child says: one of the two. error: a sentence for the person."""

    plan: MemoryPlan | None = None
    error: str | None = None


def verdict(plan: MemoryPlan) -> str:
    """One sentence, or two: does it fit, and what to do when it does not. Each is written out, for translators."""
    if plan.fits:
        parts = [
            (gigabytes(pool.needed_bytes), gigabytes(pool.memory.free_bytes), pool.memory.name)
            for pool in plan.pools
            if pool.needed_bytes
        ]
        match parts:
            case [(need, free, where)]:
                return f"{plan.model_name} fits: it takes {need} of the {free} that are free in {where}."
            case [(need, free, where), (need_2, free_2, where_2)]:
                return (
                    f"{plan.model_name} fits: it takes {need} of the {free} that are free in {where} "
                    f"and {need_2} of the {free_2} that are free in {where_2}."
                )
        each = "; ".join(f"{where}: {need} / {free}" for need, free, where in parts)
        return f"{plan.model_name} fits: it takes, of what is free, {each}."
    short = max(plan.pools, key=lambda pool: pool.missing_bytes)
    advice = "Close other programs, or choose a smaller model."
    if plan.n_ctx > LEAST_N_CTX:
        advice = "Close other programs, choose a smaller context, or choose a smaller model."
    return (
        f"{plan.model_name} does not fit: it needs {gigabytes(short.needed_bytes)} of {short.memory.name}, "
        f"{gigabytes(short.memory.free_bytes)} are free, and {gigabytes(short.margin_bytes)} of them stay free for "
        f"other programs. {advice}"
    )


def speed_sentence(plan: MemoryPlan) -> str:
    """What speed to expect, always as an estimate and with its source."""
    if plan.speed is None:
        return "Expected speed: not measured on this machine yet."
    speed = plan.speed
    rate = f"{speed.tokens_per_s:.1f}" if speed.tokens_per_s < 10 else f"{speed.tokens_per_s:,.0f}"
    if speed.source is SpeedSource.THIS_MODEL:
        return f"Expected speed: about {rate} tokens/s, as measured with this model on this machine."
    if speed.source is SpeedSource.OTHER_MODEL:
        return (
            f"Expected speed: about {rate} tokens/s, an estimate from {speed.measured_on} as measured on this machine."
        )
    return f"Expected speed: up to about {rate} tokens/s, an estimate from how fast this machine reads its memory."


def latest_sentence(plan: MemoryPlan) -> str:
    """The latest load of this file against its plan; "" where there was none."""
    if plan.latest is None or plan.latest.memory is None:
        return ""
    memory = plan.latest.memory
    taken = gigabytes(memory.taken_bytes)
    what = f"its process took {taken}" if memory.is_process else f"it took {taken}"
    return (
        f"Loaded on {plan.latest.at[:10]} with a context of {plan.latest.n_ctx:,} tokens, {what}; "
        f"{gigabytes(memory.planned_bytes)} had been planned ({memory.error_percent:+.1f} %)."
    )


def gigabytes(n_bytes: int) -> str:
    return f"{n_bytes / 1e9:,.1f} GB" if n_bytes >= 1e9 else f"{n_bytes / 1e6:,.0f} MB"
