"""One JSON object about the engine library and the devices it sees, for `inglenook doctor`."""

from __future__ import annotations

import dataclasses
import json
from typing import BinaryIO

from . import llama_backend


def describe(out: BinaryIO) -> int:
    """Write llama_version, system_info, gpu_offload, devices and n_threads to `out`. Returns the exit status."""
    library = llama_backend.Library()
    facts = {
        "llama_version": library.version,
        "system_info": library.system_info,
        "gpu_offload": library.has_gpu_offload,
        "devices": [dataclasses.asdict(device) for device in library.devices()],
        "n_threads": llama_backend.default_threads(),
    }
    with out:
        out.write(json.dumps(facts).encode() + b"\n")
    return 0
