"""Which settings a model should be loaded with on this machine, and what that takes: a pure function of the model's
shape, the memory that is free, and what the person asked for. Every choice comes with its reason.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .errors import EngineError
from .limits import DEFAULT_N_CTX
from .machine import Machine
from .memory_cost import Costs, Settings
from .model_shape import ModelShape
from .plan_types import LEAST_N_CTX, Memory, MemoryPlan, MemoryUse, PlanSource, PoolPlan, gigabytes
from .types import Choice, FailureKind, FlashAttention, KvType

_UNQUANTISED = (KvType.F32, KvType.F16, KvType.BF16)
_MOST_MARGIN_BYTES = 2**30
_MARGIN_SHARE = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the person fixed; 0, None, AUTO, -1 and () leave it to the plan."""

    n_ctx: int = 0
    kv_type: KvType | None = None
    flash_attention: FlashAttention = FlashAttention.AUTO
    n_gpu_layers: int = -1
    n_expert_layers_in_ram: int = -1
    n_batch: int = 0
    n_threads: int = 0
    gpu_shares: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What is loaded beside the model. projector_bytes: of the part that reads pictures."""

    draft: ModelShape | None = None
    projector_bytes: int = 0


def make_plan(shape: ModelShape, machine: Machine, wish: Wish, *, beside: Beside | None = None) -> MemoryPlan:
    """The best that fits: everything on GPUs where that is possible, else the longest and finest context that fits
    somewhere. When nothing fits, the smallest is returned, and its `fits` is False.

    Raises EngineError(MODEL_LOAD) for a wish that the model cannot have.
    """
    _check(shape, machine, wish)
    planner = _Planner(shape, machine, wish, beside or Beside())
    plans = []
    for settings in planner.candidates():
        plan = planner.best_split(settings)
        if plan.fits and plan.n_gpu_layers == plan.n_layers and not plan.n_expert_layers_in_ram:
            return plan  # nothing that comes later is better
        plans.append(plan)
    return next((plan for plan in plans if plan.fits), plans[-1])


def with_account(plan: MemoryPlan, buffers: dict[str, MemoryUse]) -> MemoryPlan:
    """The same plan with llama.cpp's own figures for the model. buffers: by llama.cpp's names of buffer types, of a
    load that allocates nothing. The file's droppable pages and the process are not in its figures, but are kept."""
    names = [pool.memory.name for pool in plan.pools]
    pools = []
    for i, pool in enumerate(plan.pools):
        mine = [use for name, use in buffers.items() if (name == names[i] if i else name not in names[1:])]
        model = dataclasses.replace(
            pool.model,
            weights_bytes=sum(use.weights_bytes for use in mine) + pool.model.droppable_bytes,
            context_bytes=sum(use.context_bytes for use in mine),
            compute_bytes=sum(use.compute_bytes for use in mine),
        )
        pools.append(dataclasses.replace(pool, model=model))
    return dataclasses.replace(plan, pools=tuple(pools), source=PlanSource.LLAMA, is_exact=True)


def margin_of(memory: Memory) -> int:
    return min(_MOST_MARGIN_BYTES, memory.total_bytes // _MARGIN_SHARE)


def gpu_shares(machine: Machine) -> tuple[float, ...]:
    """How layers are divided among GPUs: by what may be used of each."""
    return tuple(float(max(1, gpu.free_bytes - margin_of(gpu))) for gpu in machine.gpus)


def _check(shape: ModelShape, machine: Machine, wish: Wish) -> None:
    n_gpus, n_shares = len(machine.gpus), len(wish.gpu_shares)
    if n_shares and n_gpus and (n_shares != n_gpus or min(wish.gpu_shares) < 0 or not sum(wish.gpu_shares)):
        raise EngineError(
            FailureKind.MODEL_LOAD,
            f"{n_shares} shares were given for the GPUs and this machine has {n_gpus}. Give one for each, 0 or more "
            "and not all of them 0; for instance 3,1.",
        )
    if shape.n_ctx_train and wish.n_ctx > shape.n_ctx_train:
        raise EngineError(
            FailureKind.MODEL_LOAD,
            f"{shape.name} was trained for a context of {shape.n_ctx_train:,} tokens and {wish.n_ctx:,} were asked "
            f"for. Choose {shape.n_ctx_train:,} or fewer.",
        )
    is_quantised = wish.kv_type is not None and wish.kv_type not in _UNQUANTISED
    if is_quantised and wish.flash_attention is FlashAttention.OFF:
        raise EngineError(
            FailureKind.MODEL_LOAD,
            f"A KV cache of type {wish.kv_type} needs flash attention. Switch it on, or choose f16.",
        )


def _usual_n_ctx(shape: ModelShape) -> int:
    return min(DEFAULT_N_CTX, shape.n_ctx_train or DEFAULT_N_CTX)


class _Planner:
    def __init__(self, shape: ModelShape, machine: Machine, wish: Wish, beside: Beside) -> None:
        self._shape = shape
        self._machine = machine
        self._wish = wish
        self._beside = beside
        self._costs = Costs(shape, machine.repacked_types)
        self._draft_costs = None if beside.draft is None else Costs(beside.draft, machine.repacked_types)
        self._n_layers = len(shape.layers) + 1
        self._uses_gpu = bool(machine.gpus) and wish.n_gpu_layers != 0
        self._shares = (wish.gpu_shares or gpu_shares(machine)) if self._uses_gpu else ()

    def candidates(self) -> Iterator[Settings]:
        """From the one that is best to have to the one that takes least."""
        wish, usual = self._wish, _usual_n_ctx(self._shape)
        sizes = (wish.n_ctx,) if wish.n_ctx else (usual, LEAST_N_CTX) if usual > LEAST_N_CTX else (usual,)
        has_flash = wish.flash_attention is not FlashAttention.OFF
        kv_types = (wish.kv_type,) if wish.kv_type else (KvType.F16, KvType.Q8_0) if has_flash else (KvType.F16,)
        is_automatic = wish.flash_attention is FlashAttention.AUTO
        for n_ctx, kv_type in itertools.product(sizes, kv_types):
            yield Settings(
                n_ctx=n_ctx,
                kv_type=kv_type,
                flash_attention=(self._uses_gpu or kv_type not in _UNQUANTISED) if is_automatic else has_flash,
                gpu_shares=self._shares,
                asked_batch=wish.n_batch,
            )

    def best_split(self, settings: Settings) -> MemoryPlan:
        """With as much on the GPUs as fits there: all of it, or all but the experts of as few layers as must be, or
        as many layers as can be."""
        if not settings.gpu_shares:
            return self._plan(settings, 0, 0)
        wish, most = self._wish, self._n_layers
        is_asked_for = wish.n_gpu_layers >= 0
        layers = min(wish.n_gpu_layers, most) if is_asked_for else most
        least, most_experts = self._expert_counts()
        fewest = _first(least, most_experts, lambda n: self._fits_gpus(settings, layers, n))
        if is_asked_for or self._fits_gpus(settings, layers, fewest):
            return self._plan(settings, layers, fewest)
        layers = most - _first(0, most, lambda less: self._fits_gpus(settings, most - less, fewest))
        return self._plan(settings, layers, fewest if layers else 0)

    def _expert_counts(self) -> tuple[int, int]:
        """Least and most layers whose experts may be in RAM."""
        if not self._shape.n_experts:
            return 0, 0
        n_layers = len(self._shape.layers)
        asked = self._wish.n_expert_layers_in_ram
        return (0, n_layers) if asked < 0 else (min(asked, n_layers), min(asked, n_layers))

    def _fits_gpus(self, settings: Settings, n_gpu_layers: int, n_expert_layers: int) -> bool:
        plan = self._plan(settings, n_gpu_layers, n_expert_layers)
        return not any(pool.missing_bytes for pool in plan.pools[1:])

    def _plan(self, settings: Settings, n_gpu_layers: int, n_expert_layers: int) -> MemoryPlan:
        settings = dataclasses.replace(
            settings, n_gpu_layers=n_gpu_layers, n_expert_layers_in_ram=n_expert_layers if n_gpu_layers else 0
        )
        shape, machine = self._shape, self._machine
        memories = (machine.ram, *machine.gpus)
        nothing = (MemoryUse(),) * len(memories)
        uses = self._costs.of(settings)
        draft, drafts = self._beside.draft, nothing
        if draft is not None and self._draft_costs is not None:
            layers = len(draft.layers) + 1 if n_gpu_layers else 0
            n_ctx = min(settings.n_ctx, draft.n_ctx_train or settings.n_ctx)
            theirs = dataclasses.replace(
                settings, n_gpu_layers=layers, n_ctx=n_ctx, n_expert_layers_in_ram=0, is_draft=True
            )
            drafts = self._draft_costs.of(theirs)
        projector_at = 1 if n_gpu_layers else 0
        pools = tuple(
            PoolPlan(
                memory=memory,
                model=use,
                draft=draft_use,
                margin_bytes=margin_of(memory),
                projector_bytes=self._beside.projector_bytes if i == projector_at else 0,
            )
            for i, (memory, use, draft_use) in enumerate(
                zip(memories, (*uses, *nothing), (*drafts, *nothing), strict=False)
            )
        )
        return MemoryPlan(
            model_name=shape.name,
            n_ctx=settings.n_ctx,
            n_ctx_train=shape.n_ctx_train,
            kv_type=settings.kv_type,
            flash_attention=settings.flash_attention,
            n_gpu_layers=n_gpu_layers,
            n_layers=self._n_layers,
            n_expert_layers_in_ram=settings.n_expert_layers_in_ram,
            n_batch=settings.n_batch,
            n_threads=self._wish.n_threads or machine.n_threads,
            pools=pools,
            choices=tuple(self._choices(settings)),
            source=PlanSource.HEADER,
            is_exact=shape.is_exact and (draft is None or draft.is_exact) and not n_gpu_layers,
        )

    def _choices(self, settings: Settings) -> Iterator[Choice]:
        wish = self._wish
        yield Choice(setting="context", value=f"{settings.n_ctx:,} tokens", reason=self._why_n_ctx(settings))
        yield Choice(setting="KV cache", value=settings.kv_type.value, reason=self._why_kv_type(settings))
        yield Choice(
            setting="GPU layers",
            value=f"{settings.n_gpu_layers} of {self._n_layers}",
            reason=self._why_gpu_layers(settings),
        )
        if self._shape.n_experts and settings.n_gpu_layers:
            yield Choice(
                setting="experts in RAM",
                value=f"of {settings.n_expert_layers_in_ram} layers",
                reason=self._why_experts(settings),
            )
        if len(settings.gpu_shares) > 1 and settings.n_gpu_layers:
            total = sum(settings.gpu_shares)
            shares = " : ".join(f"{100 * share / total:.0f}" for share in settings.gpu_shares)
            asked = "Percent of the layers, as asked for."
            free = "Percent of the layers, by the memory free on each."
            yield Choice(setting="GPUs", value=shares, reason=asked if wish.gpu_shares else free)
        yield Choice(
            setting="flash attention",
            value="on" if settings.flash_attention else "off",
            reason=self._why_flash(settings),
        )
        step = "The engine's step on a GPU." if settings.n_gpu_layers else "The engine's step on a processor."
        yield Choice(
            setting="batch",
            value=f"{settings.n_batch} tokens",
            reason="As asked for." if wish.n_batch else step,
        )
        yield Choice(
            setting="threads",
            value=str(wish.n_threads or self._machine.n_threads),
            reason="As asked for."
            if wish.n_threads
            else "One for each core that may be used; fewer while other programs need them.",
        )

    def _why_n_ctx(self, settings: Settings) -> str:
        usual = _usual_n_ctx(self._shape)
        if self._wish.n_ctx:
            return "As asked for."
        if settings.n_ctx < usual:
            return f"More, such as the usual {usual:,}, does not fit."
        if self._shape.n_ctx_train > usual:
            return f"The usual size; the model was trained for up to {self._shape.n_ctx_train:,}."
        return "All that the model was trained for."

    def _why_kv_type(self, settings: Settings) -> str:
        if self._wish.kv_type:
            return "As asked for."
        return "The full quality." if settings.kv_type is KvType.F16 else "About half of f16, which does not fit."

    def _why_gpu_layers(self, settings: Settings) -> str:
        gpus = self._machine.gpus
        names = " and ".join(gpu.name for gpu in gpus)
        if not gpus:
            return "There is no GPU that the engine can use."
        if self._wish.n_gpu_layers >= 0:
            return "As asked for."
        if settings.n_gpu_layers == self._n_layers:
            return f"All of them fit on {names}."
        free = gigabytes(sum(gpu.free_bytes for gpu in gpus))
        if not settings.n_gpu_layers:
            return f"None fits into the {free} that are free on {names}."
        return f"More do not fit into the {free} that are free on {names}; the others are computed in RAM."

    def _why_experts(self, settings: Settings) -> str:
        if self._wish.n_expert_layers_in_ram >= 0:
            return "As asked for."
        if not settings.n_expert_layers_in_ram:
            return "All experts fit on the GPU."
        return "A token uses few of them, so that RAM is fast enough; the rest of each layer stays on the GPU."

    def _why_flash(self, settings: Settings) -> str:
        if self._wish.flash_attention is not FlashAttention.AUTO:
            return "As asked for."
        if settings.kv_type not in _UNQUANTISED:
            return "A quantised KV cache needs it."
        if settings.flash_attention:
            return "It is fast on a GPU."
        return "On a processor, wide passes are faster without it."


def _first(low: int, high: int, holds: Callable[[int], bool]) -> int:
    """The least number from `low` to `high` for which it holds, if it holds for all above; `high` if for none."""
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    return high
