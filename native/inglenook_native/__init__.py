"""The native decode loop: prefill, rounds, sampling and cancel over a llama.cpp context, without the GIL.

Knows nothing of templates, conversations or processes. Call `bind` once before anything else.
"""

from ._core import (
    ControlToken,
    CurvePoint,
    DrafterCounts,
    Finish,
    NativeError,
    Round,
    SamplerConfig,
    Session,
    Speculation,
    SpeculationOff,
    SpeculationReport,
    Vocab,
    bind,
    llama_cpp_version,
)

__all__ = [
    "ControlToken",
    "CurvePoint",
    "DrafterCounts",
    "Finish",
    "NativeError",
    "Round",
    "SamplerConfig",
    "Session",
    "Speculation",
    "SpeculationOff",
    "SpeculationReport",
    "Vocab",
    "bind",
    "llama_cpp_version",
]
