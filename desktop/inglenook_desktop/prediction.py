"""What is kept and shown of a prediction, the text that an answer is expected to resemble. Pure.

It is often a whole file of the person's, and it decides how fast an answer comes, not what it says. So neither the
store nor `--json` repeats it: a hash and a size say whether a file is the one.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from inglenook_engine.types import GenerateParams


@dataclass(frozen=True, slots=True, kw_only=True)
class PredictionMark:
    """sha256: of the prediction's UTF-8, in hex."""

    sha256: str
    n_bytes: int


def mark_of(params: GenerateParams) -> PredictionMark | None:
    """None without a prediction."""
    if not params.prediction:
        return None
    data = params.prediction.encode("utf-8", "replace")
    return PredictionMark(sha256=hashlib.sha256(data).hexdigest(), n_bytes=len(data))


def without_prediction(params: GenerateParams) -> GenerateParams:
    return replace(params, prediction="")
