"""The plan of a load that is about to happen: made beside it, so that it costs no time, followed where the person left
a choice open, and held against what the load really took.
"""

from __future__ import annotations

import datetime
import logging
import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import psutil

from .errors import EngineError
from .machine import Machine
from .memory_breakdown import BufferMemory
from .memory_cost import read_bytes
from .model_file import local_shape
from .model_shape import ModelShape
from .plan import Beside, Wish, gpu_shares, make_plan
from .plan_types import MeasuredLoad, MemoryPlan
from .types import KvType, LoadParams, MemoryReport, ModelInfo

_log = logging.getLogger("engine")


@dataclass(frozen=True, slots=True)
class _Made:
    plan: MemoryPlan
    shape: ModelShape


class LoadPlan:
    """Begun with the load: the header is read on a thread of its own, while llama.cpp reads the weights. machine: its
    memory as it was before the load."""

    def __init__(self, params: LoadParams, machine: Machine) -> None:
        self._params = params
        self._machine = machine
        self._made: _Made | None = None
        self._thread = threading.Thread(target=self._make, name="plan", daemon=True)
        self._thread.start()

    @property
    def plan(self) -> MemoryPlan | None:
        """Waits until it is made. None where the file's header cannot be read or the wish not be had, about which
        llama.cpp has its own words."""
        made = self._result()
        return None if made is None else made.plan

    def settled(self) -> LoadParams:
        """The parameters with the plan's choices where the person made none."""
        params, plan = self._params, self.plan
        if plan is None:
            return replace(
                params,
                kv_type=params.kv_type or KvType.F16,
                n_expert_layers_in_ram=max(0, params.n_expert_layers_in_ram),
            )
        is_shared = len(self._machine.gpus) > 1 and bool(plan.n_gpu_layers)
        return replace(
            params,
            n_ctx=params.n_ctx or plan.n_ctx,
            n_gpu_layers=plan.n_gpu_layers if params.n_gpu_layers < 0 else params.n_gpu_layers,
            kv_type=plan.kv_type,
            n_expert_layers_in_ram=plan.n_expert_layers_in_ram,
            gpu_shares=params.gpu_shares or (gpu_shares(self._machine) if is_shared else ()),
        )

    def report(self, accounts: Sequence[tuple[BufferMemory, ...] | None]) -> MemoryReport | None:
        """What was planned and what is taken now. accounts: llama.cpp's, of the model and of a draft; where one cannot
        be read, the process's memory is taken."""
        plan = self.plan
        if plan is None:
            return None
        if all(accounts):
            taken = sum(buffer.total_bytes for account in accounts for buffer in account or ())
            planned = sum(pool.model.buffer_bytes + pool.draft.buffer_bytes for pool in plan.pools)
            return MemoryReport(planned_bytes=planned, taken_bytes=taken, is_process=False)
        resident = int(psutil.Process(os.getpid()).memory_info().rss)
        return MemoryReport(planned_bytes=plan.pools[0].total_bytes, taken_bytes=resident, is_process=True)

    def record(self, info: ModelInfo, memory: MemoryReport | None) -> MeasuredLoad | None:
        """The load for `load_record`; None without a plan."""
        made = self._result()
        if made is None:
            return None
        return MeasuredLoad(
            model_name=Path(info.path).stem,
            size_bytes=info.size_bytes,
            at=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
            n_ctx=info.n_ctx,
            kv_type=info.kv_type,
            n_gpu_layers=info.n_gpu_layers,
            n_layers=made.plan.n_layers,
            n_expert_layers_in_ram=info.n_expert_layers_in_ram,
            n_threads=info.n_threads,
            read_bytes=read_bytes(made.shape),
            memory=memory,
        )

    def _result(self) -> _Made | None:
        self._thread.join()
        return self._made

    def _make(self) -> None:
        params = self._params
        try:
            shape = local_shape(Path(params.model_path))
            draft = local_shape(Path(params.draft_model_path)) if params.draft_model_path else None
            wish = Wish(
                n_ctx=params.n_ctx,
                kv_type=params.kv_type,
                flash_attention=params.flash_attention,
                n_gpu_layers=params.n_gpu_layers,
                n_expert_layers_in_ram=params.n_expert_layers_in_ram,
                n_batch=params.n_batch,
                n_threads=params.n_threads or 0,
                gpu_shares=params.gpu_shares,
            )
            plan = make_plan(shape, self._machine, wish, beside=Beside(draft=draft))
        except EngineError as refusal:
            _log.info("no plan for %s: %s", params.model_path, refusal.message)
        except Exception:  # a load must not fail over the plan of it; the log says what is wrong with this code
            _log.exception("no plan for %s", params.model_path)
        else:
            self._made = _Made(plan, shape)
