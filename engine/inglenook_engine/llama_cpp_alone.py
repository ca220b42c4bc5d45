"""llama_cpp without its high-level half, which takes numpy, jinja2 and a disk cache along: half of the time in which an
engine starts. We use its bindings alone. `llama_cpp.llama` can still be imported afterwards.
"""

import sys
import types

_HIGH_LEVEL = "llama_cpp.llama"

if "llama_cpp" in sys.modules:
    import llama_cpp
else:
    sys.modules[_HIGH_LEVEL] = types.ModuleType(_HIGH_LEVEL)
    try:
        import llama_cpp
    finally:
        del sys.modules[_HIGH_LEVEL]

from llama_cpp import _ggml as ggml  # noqa: E402  # takes the package along, which is imported by now

__all__ = ["ggml", "llama_cpp"]
