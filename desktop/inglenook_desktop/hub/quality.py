"""What a quantization costs in quality, in words a person understands. Pure.

The judgement is llama.cpp's own, as its quantizer prints it (tools/quantize, read on 2026-11-21): how much perplexity
Llama 3 8B gains on a text of Wikipedia, where the unquantized model has 6.23. Below 0.03 (Q8_0 0.003, Q6_K 0.022)
nobody notices; to 0.14 (Q5_K_M 0.057, Q5_K_S 0.105, Q5_0 0.132) hardly anybody; to 0.3 (Q4_K_M 0.175, Q4_K_S 0.269) it
is what most people use; to 0.7 (Q4_0 0.469, Q3_K_L 0.556, Q3_K_M 0.657) answers are worse in ways that show; beyond
(Q3_K_S 1.63, Q2_K 3.52) much worse. The IQ kinds, for which it prints bits alone, stand by the table of Llama 3 70B in
llama.cpp's pull request 6745, in the order of their sizes there (IQ3_XXS +40 %, IQ2_M +72 %, IQ1_S +249 %). These are
one model's figures: larger models lose less, smaller ones more, and an importance matrix makes good some of it.
"""

from __future__ import annotations

import re
from enum import IntEnum

from ..wording import N_


class Quality(IntEnum):
    """The higher the better; UNKNOWN is no judgement, and BROKEN does not load in this program's llama.cpp."""

    BROKEN = 0
    UNKNOWN = 1
    POOR = 2
    MUCH_WORSE = 3
    WORSE = 4
    GOOD = 5
    VERY_GOOD = 6
    NEAR_ORIGINAL = 7
    ORIGINAL = 8


WORDS = {
    Quality.BROKEN: N_("made for another program, does not load here"),
    Quality.UNKNOWN: N_("quality not known"),
    Quality.POOR: N_("poor, only to see whether it runs"),
    Quality.MUCH_WORSE: N_("much worse, a smaller model is often better"),
    Quality.WORSE: N_("noticeably worse"),
    Quality.GOOD: N_("good, the usual choice"),
    Quality.VERY_GOOD: N_("very good, hardly any loss"),
    Quality.NEAR_ORIGINAL: N_("nearly the original"),
    Quality.ORIGINAL: N_("the original, not made smaller"),
}

_LADDER = (
    (Quality.ORIGINAL, "F64 F32 BF16 F16"),
    (Quality.NEAR_ORIGINAL, "Q8_0 Q8_K Q8_1 Q6_K Q6_0"),
    (Quality.VERY_GOOD, "Q5_K Q5_K_M Q5_K_S Q5_1 Q5_0"),
    (Quality.GOOD, "Q4_K Q4_K_M MXFP4 MXFP4_MOE NVFP4 IQ4_NL Q4_K_S IQ4_XS"),
    (Quality.WORSE, "Q4_1 Q4_0 Q3_K_L Q3_K Q3_K_M IQ3_M IQ3_S"),
    (Quality.MUCH_WORSE, "IQ3_XS Q3_K_S IQ3_XXS Q2_K Q2_K_S IQ2_M"),
    (Quality.POOR, "IQ2_S IQ2_XS IQ2_XXS TQ2_0 Q2_0 TQ1_0 IQ1_M IQ1_S Q1_0"),
)
_STEPS = [(kind, quality) for quality, kinds in _LADDER for kind in kinds.split()]
_PLACES = {kind: (quality, -place) for place, (kind, quality) in enumerate(_STEPS)}
_PLAIN_BITS = {"F32": "F32", "F16": "F16", "BF16": "BF16", "8": "Q8_0", "6": "Q6_K", "5": "Q5_K", "4": "Q4_K"}

_ELSEWHERE = re.compile(r"IQ\d_(?:K|KS|KSS|KT|KL|K_R4|KS_R4|K_R8)|I?Q\d_\w+_R[48]|Q4_0_[48]_[48]|FP8|INT[48]")
"""Kinds of ik_llama.cpp, and those of older llama.cpp that newer ones refuse."""

_WIDER = re.compile(r"(?P<base>Q[2-8]_K)_(?:L|XL|XXL|P)")
"""Some tensors wider than usual: Q4_K_L of bartowski, UD-Q4_K_XL of unsloth. Not Q3_K_L, which llama.cpp knows."""


def quality_of(quantization: str) -> Quality:
    """quantization: as `variants` reads it from a name, in capitals; "" gives UNKNOWN."""
    return place_of(quantization)[0]


def place_of(quantization: str) -> tuple[Quality, int]:
    """To compare two: the higher is the better one."""
    kind = quantization.removeprefix("UD-")
    if kind in _PLACES:
        return _PLACES[kind]
    if _ELSEWHERE.fullmatch(kind):
        return Quality.BROKEN, 0
    if match := _WIDER.fullmatch(kind):
        base = match["base"]
        return _PLACES[base if base in ("Q6_K", "Q2_K", "Q8_K") else f"{base}_M"]
    if match := re.fullmatch(r"Q([4568])|FP?(16|32)", kind):
        return _PLACES[_PLAIN_BITS[match[1] or f"F{match[2]}"]]
    return Quality.UNKNOWN, 0
