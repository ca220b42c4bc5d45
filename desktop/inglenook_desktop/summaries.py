"""What a model is asked when it sums up the beginning of a conversation, and what of its answer that is. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from inglenook_engine.reasoning import Reasoning
from inglenook_engine.types import GenerateParams, Message, Role, SamplerParams, Speculation

from .context_policy import Part, summary_limit

INSTRUCTION = (
    "Summarise our conversation up to here, so that you can go on with it when you read nothing but the summary. "
    "Keep names, numbers, decisions, code that still matters, and what I asked for; leave out greetings and "
    "repetitions. Write only the summary, in the language of the conversation."
)

_THOUGHT = re.compile(r"(?is)<(think|thinking|thought|reasoning)>.*?(?:</\1>|\Z)")


_AROUND = 96
"""Tokens of the instruction, which the vocabularies spell with 60 to 65, and some to spare."""


def most_to_sum_up(n_ctx: int) -> int:
    """Tokens of a conversation, system prompt and template included, that fit together with the instruction and the
    summary."""
    return n_ctx - summary_limit(n_ctx) - _AROUND


def summary_messages(system: Sequence[Part], gone: Sequence[Part]) -> tuple[Message, ...]:
    """system: what stays at the head, so that the engine finds it in its cache. gone: what is to be summed up, from a
    question on."""
    asked = [part.message for part in (*system, *gone)]
    if asked and asked[-1].role is Role.USER:  # never answered; two in a row are refused by many templates
        joined = Message(role=Role.USER, content=asked[-1].content + "\n\n" + INSTRUCTION)
        return (*asked[:-1], joined)
    return (*asked, Message(role=Role.USER, content=INSTRUCTION))


def summary_params(n_ctx: int) -> GenerateParams:
    sampler = SamplerParams(temperature=0.0)
    return GenerateParams(
        sampler=sampler,
        max_tokens=summary_limit(n_ctx),
        speculation=Speculation.AUTO,
        reasoning=Reasoning.OFF,
    )


def summary_of(text: str) -> str:
    """ "" where the model wrote none."""
    return _THOUGHT.sub("", text).strip()
