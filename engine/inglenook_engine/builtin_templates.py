"""Chat templates for models that lost theirs, by family, and the rule that decides when one is used.

A family is recognised by the control tokens of its vocabulary. A model is taken for a chat model only when its
own metadata or file name says so: a base model has the same vocabulary and would be misled by chat markup.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Family:
    """markers: texts of control tokens that the vocabulary must all have."""

    name: str
    markers: tuple[str, ...]
    source: str


_TURNS = "{% for message in messages %}"
_END = "{% endfor %}"

CHATML = Family(
    "ChatML",
    ("<|im_start|>", "<|im_end|>"),
    _TURNS
    + "{{ '<|im_start|>' + message.role + '\\n' + message.content + '<|im_end|>\\n' }}"
    + _END
    + "{{ '<|im_start|>assistant\\n' }}",
)

LLAMA_3 = Family(
    "Llama 3",
    ("<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>"),
    "{{ bos_token }}"
    + _TURNS
    + "{{ '<|start_header_id|>' + message.role + '<|end_header_id|>\\n\\n' }}"
    + "{{ message.content | trim }}{{ '<|eot_id|>' }}"
    + _END
    + "{{ '<|start_header_id|>assistant<|end_header_id|>\\n\\n' }}",
)

GEMMA = Family(
    "Gemma",
    ("<start_of_turn>", "<end_of_turn>"),
    "{{ bos_token }}{% if messages[0].role == 'system' %}{{ raise_exception('no system role') }}{% endif %}"
    + _TURNS
    + "{{ '<start_of_turn>' + ('model' if message.role == 'assistant' else message.role) + '\\n' }}"
    + "{{ message.content | trim }}{{ '<end_of_turn>\\n' }}"
    + _END
    + "{{ '<start_of_turn>model\\n' }}",
)

PHI_3 = Family(
    "Phi-3",
    ("<|user|>", "<|assistant|>", "<|end|>"),
    _TURNS + "{{ '<|' + message.role + '|>\\n' + message.content + '<|end|>\\n' }}" + _END + "{{ '<|assistant|>\\n' }}",
)

COMMAND_R = Family(
    "Command R",
    ("<|START_OF_TURN_TOKEN|>", "<|USER_TOKEN|>", "<|CHATBOT_TOKEN|>"),
    "{{ bos_token }}"
    + _TURNS
    + "{{ '<|START_OF_TURN_TOKEN|>' + {'user': '<|USER_TOKEN|>', 'assistant': '<|CHATBOT_TOKEN|>',"
    + " 'system': '<|SYSTEM_TOKEN|>'}[message.role] }}{{ message.content }}{{ '<|END_OF_TURN_TOKEN|>' }}"
    + _END
    + "{{ '<|START_OF_TURN_TOKEN|><|CHATBOT_TOKEN|>' }}",
)

MISTRAL = Family(
    "Mistral",
    ("[INST]", "[/INST]"),
    "{{ bos_token }}{% if messages[0].role == 'system' %}{{ raise_exception('no system role') }}{% endif %}"
    + _TURNS
    + "{% if message.role == 'user' %}{{ '[INST] ' + message.content + ' [/INST]' }}"
    + "{% else %}{{ message.content + eos_token }}{% endif %}"
    + _END,
)

LLAMA_2 = Family(
    "Llama 2",
    ("<s>", "</s>"),
    "{{ bos_token }}{% if messages[0].role == 'system' %}{{ raise_exception('no system role') }}{% endif %}"
    + _TURNS
    + "{% if message.role == 'user' %}{% if not loop.first %}{{ bos_token }}{% endif %}"
    + "{{ '[INST] ' + message.content + ' [/INST]' }}"
    + "{% else %}{{ ' ' }}{{ message.content }}{{ ' ' + eos_token }}{% endif %}"
    + _END,
)

FAMILIES = (CHATML, LLAMA_3, GEMMA, PHI_3, COMMAND_R, MISTRAL, LLAMA_2)

_CHAT_WORDS = re.compile(r"(?<![a-z])(instruct|chat|it|sft|dpo|assistant)(?![a-z])", re.IGNORECASE)


def says_chat(*names: str) -> bool:
    """Whether a model's names (metadata, file) call it a chat model."""
    return any(_CHAT_WORDS.search(name) for name in names)


def family_for(control_texts: Collection[str]) -> Family | None:
    """The first family whose markers the vocabulary all has."""
    known = frozenset(control_texts)
    return next((family for family in FAMILIES if known.issuperset(family.markers)), None)
