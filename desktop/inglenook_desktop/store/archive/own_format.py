"""The words of our own archive, which docs/archive.md explains: a JSON array with one record on each line.

What a reader of this version relies on is in VERSION; fields may be added without changing it, because a reader passes
over those it does not know.
"""

from __future__ import annotations

from typing import Any

VERSION = 1
HEADER_TYPE = "inglenook-archive"
FOLDER_TYPE = "folder"
PRESET_TYPE = "preset"
TEMPLATE_TYPE = "template"
CONVERSATION_TYPE = "conversation"
MESSAGE_TYPE = "message"
END_TYPE = "end"
TYPES = (HEADER_TYPE, PRESET_TYPE, TEMPLATE_TYPE, FOLDER_TYPE, CONVERSATION_TYPE, MESSAGE_TYPE, END_TYPE)

MAX_RECORD_CHARS = 2 << 30
"""A message of 1,000 MB, the most that SQLite takes, as JSON."""

MAX_MESSAGES = 10_000_000
"""In one conversation."""

RUN_TEXTS = ("started_at", "app_version", "model_name", "model_path")
RUN_JSON = ("model", "params")
RUN_OPTIONAL_TEXTS = (
    "finished_at",
    "error_message",
    "error_detail",
    "prediction_sha256",
    "prompt_sha256",
    "engine_version",
    "llama_version",
    "driver_version",
    "model_sha256",
    "instructions",
    "machine",
)
RUN_OPTIONAL_JSON = ("drafters", "itl_histogram")
RUN_WORDS = ("action", "finish_reason", "error_kind", "speculation_off")
RUN_INTEGERS = (
    "prompt_tokens",
    "cached_tokens",
    "output_tokens",
    "draft_rounds",
    "drafted_tokens",
    "accepted_tokens",
    "rounds",
    "thread_changes",
    "prediction_bytes",
    "is_copy",
    "memory_peak_bytes",
    "vram_peak_bytes",
    "reasoning_tokens",
)
RUN_REALS = (
    "ui_ttft_ms",
    "waited_ms",
    "load_ms",
    "queue_ms",
    "template_ms",
    "tokenize_ms",
    "restore_ms",
    "prefill_ms",
    "ttft_ms",
    "decode_ms",
    "finish_ms",
    "round_ms_p50",
    "round_ms_p95",
    "round_ms_p99",
    "round_ms_max",
    "total_ms",
    "energy_mj",
    "idle_energy_mj",
    "saved_ms",
    "lost_ms",
    "reasoning_ms",
    "detokenize_ms",
)
RUN_COLUMNS = (
    *RUN_WORDS,
    *RUN_TEXTS,
    *RUN_JSON,
    *RUN_OPTIONAL_TEXTS,
    *RUN_OPTIONAL_JSON,
    *RUN_INTEGERS,
    *RUN_REALS,
)
"""Columns of `runs`, each a field of the same name, left out where the column is NULL. Names in our own code."""


def is_header(data: Any) -> bool:
    return isinstance(data, dict) and data.get("type") == HEADER_TYPE
