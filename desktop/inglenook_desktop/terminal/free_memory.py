"""The memory that is free for a model now, for the terminal: RAM from the system, GPUs from the engine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

from inglenook_engine.machine import GpuFacts, machine_of

from ..frames import describe_command, engine_environment
from ..hub.variants import FreeMemory

_PATIENCE_S = 20.0


def free_memory() -> FreeMemory:
    """Starts a child that loads llama.cpp to see its devices. Where that fails there is RAM alone."""
    devices = _devices()
    machine = machine_of(devices, n_threads=0)
    gpus = tuple(gpu.free_bytes for gpu in machine.gpus)
    is_shared = sys.platform == "darwin" or not any(device.kind == "gpu" for device in devices)
    ram_bytes = machine.ram.free_bytes - sum(gpus) if is_shared else machine.ram.free_bytes  # not counted twice
    return FreeMemory(ram_bytes=max(0, ram_bytes), gpus=gpus)


def _devices() -> list[GpuFacts]:
    try:
        done = subprocess.run(
            describe_command(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env=engine_environment(os.environ),
            timeout=_PATIENCE_S,
            check=False,
        )
        devices: list[dict[str, Any]] = json.loads(done.stdout)["devices"]
        return [
            GpuFacts(
                name=str(one["name"]),
                kind=str(one["kind"]),
                free_bytes=int(one["free_bytes"]),
                total_bytes=int(one["total_bytes"]),
            )
            for one in devices
        ]
    except (OSError, subprocess.TimeoutExpired, ValueError, LookupError, TypeError):
        return []
