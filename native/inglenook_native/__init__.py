"""The native decode loop: prefill, rounds, sampling and cancel over a llama.cpp context, without the GIL.

Knows nothing of templates, conversations or processes. Call `bind` once before anything else.
"""

from ._core import (
    ControlToken,
    Finish,
    NativeError,
    Round,
    SamplerConfig,
    Session,
    Vocab,
    bind,
    llama_cpp_version,
)

__all__ = [
    "ControlToken",
    "Finish",
    "NativeError",
    "Round",
    "SamplerConfig",
    "Session",
    "Vocab",
    "bind",
    "llama_cpp_version",
]
