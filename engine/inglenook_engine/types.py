"""Values that cross the boundary between a front end and the engine.

Owns their names, units and ranges. Knows neither JSON (`wire`) nor llama.cpp nor Qt; importing it is cheap.
Every duration is in milliseconds on the monotonic clock of the process where it happened.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from .reasoning import Reasoning


class Role(StrEnum):
    SYSTEM = "system"
    USER = "user"
    ASSISTANT = "assistant"


class KvType(StrEnum):
    """Storage type of the KV cache, by its ggml name."""

    F32 = "f32"
    F16 = "f16"
    BF16 = "bf16"
    Q8_0 = "q8_0"
    Q5_1 = "q5_1"
    Q5_0 = "q5_0"
    Q4_1 = "q4_1"
    Q4_0 = "q4_0"


class FlashAttention(StrEnum):
    AUTO = "auto"
    ON = "on"
    OFF = "off"


class Speculation(StrEnum):
    """Which drafters may run. AUTO: whichever pays, or none. LOOKUP: only copying from the conversation or a
    prediction. DRAFT: only the draft model. All but OFF are never slower than plain decoding by more than 1 to 2 %."""

    AUTO = "auto"
    OFF = "off"
    LOOKUP = "lookup"
    DRAFT = "draft"


class SpeculationOff(StrEnum):
    """Why no token of an answer was drafted."""

    SWITCHED_OFF = "switched_off"
    CANNOT_REWIND = "cannot_rewind"
    NO_DRAFT_MODEL = "no_draft_model"
    NOTHING_TO_DRAFT = "nothing_to_draft"
    DOES_NOT_PAY = "does_not_pay"


class FinishReason(StrEnum):
    STOP = "stop"
    LENGTH = "length"
    CANCELLED = "cancelled"


class TemplateOrigin(StrEnum):
    """Where the chat template came from. NONE: a base model; messages are completed as plain text."""

    MODEL = "model"
    BUILT_IN = "built_in"
    NONE = "none"


class FailureKind(StrEnum):
    CONTEXT_OVERFLOW = "context_overflow"
    OUT_OF_MEMORY = "out_of_memory"
    MODEL_LOAD = "model_load"
    TEMPLATE = "template"
    BAD_REQUEST = "bad_request"
    BUG = "bug"
    CRASHED = "crashed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One turn of a conversation.

    `tokens` are the ids the model itself produced for an assistant message, empty where unknown. The engine
    reuses them instead of tokenising `content` again, as long as they still spell `content`.
    """

    role: Role
    content: str
    tokens: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One setting, its value and the reason for it, for a person."""

    setting: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryReport:
    """What a load was planned to take, and what it took, in bytes. is_process: of the whole process, where llama.cpp's
    own account of its buffers cannot be read."""

    planned_bytes: int
    taken_bytes: int
    is_process: bool

    @property
    def error_percent(self) -> float:
        """Of the plan, in percent of what was taken; positive where too much was planned."""
        return 100 * (self.planned_bytes / self.taken_bytes - 1) if self.taken_bytes else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadParams:
    """What to load and how. Zero or None means: the engine chooses and reports its choice in `ModelInfo`.

    n_ctx: tokens, 0 for the smaller of 8192 and the trained context, or 4096 where no more fits. n_gpu_layers: -1 for
    as many as fit, when a GPU backend is present. n_threads: None for the physical cores this process may use, and
    fewer while other programs need them; a number is kept. kv_type: None for f16, or q8_0 where f16 does not fit.
    draft_model_path: a small model of the same vocabulary, "" for none. curve_dir: folder where measured pass times and
    loads are kept for the next load, "" to keep none. n_batch: tokens of a prompt computed at once, 0 for what suits
    the device. n_expert_layers_in_ram: so many layers, from the first, have their experts in RAM although the rest of
    them may be on a GPU; -1 for as few as fit. gpu_shares: how layers are divided among GPUs, () by free memory.
    """

    model_path: str
    n_ctx: int = 0
    n_gpu_layers: int = -1
    n_threads: int | None = None
    flash_attention: FlashAttention = FlashAttention.AUTO
    kv_type: KvType | None = None
    draft_model_path: str = ""
    curve_dir: str = ""
    n_batch: int = 0
    n_expert_layers_in_ram: int = -1
    gpu_shares: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SamplerParams:
    """The sampler chain, applied in llama.cpp's order: penalties, top-k, typical, top-p, min-p, temperature.

    temperature: 0 is greedy. top_k: 0 is off. top_p, typical_p: 1.0 is off. min_p: 0.0 is off.
    repetition_penalty: 1.0 is off. presence_penalty: 0.0 is off. penalty_last_n: tokens looked back, -1 for all.
    seed: 0 .. 2**63-1; with the model and the prompt it determines the text.
    """

    temperature: float = 0.7
    top_k: int = 40
    top_p: float = 0.95
    min_p: float = 0.05
    typical_p: float = 1.0
    repetition_penalty: float = 1.0
    presence_penalty: float = 0.0
    penalty_last_n: int = 64
    seed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelInfo:
    """What was loaded, as the engine really uses it.

    n_threads: threads chosen. devices: names of the devices that hold layers, "CPU" included; device_models: what each
    of them is, the processor's model for instance, () in records of before. draft_name: the draft model's, "" without
    one. n_expert_layers_in_ram: layers on a GPU whose experts are in RAM. driver_version: of the
    GPU that holds layers, "" where none does or nobody tells. can_reason: it marks a reasoning before its answers.
    """

    name: str
    path: str
    architecture: str
    quantization: str
    size_bytes: int
    n_params: int
    n_vocab: int
    n_ctx: int
    n_ctx_train: int
    n_threads: int
    n_gpu_layers: int
    devices: tuple[str, ...]
    kv_type: KvType
    flash_attention: FlashAttention
    template_origin: TemplateOrigin
    template_name: str
    load_ms: float
    draft_name: str = ""
    n_expert_layers_in_ram: int = 0
    engine_version: str = ""
    llama_version: str = ""
    driver_version: str = ""
    can_reason: bool = False
    device_models: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DrafterStats:
    """What one drafter did in one answer. rounds: rounds in which its tokens were verified. drafted_at, accepted_at:
    the counts by place in the draft; their sums are drafted_tokens and accepted_tokens."""

    name: str
    rounds: int
    drafted_tokens: int
    accepted_tokens: int
    drafted_at: tuple[int, ...] = ()
    accepted_at: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CurvePoint:
    """One pass of the target: `width` rows, logits on every one, after `n_cached` tokens."""

    width: int
    n_cached: int
    n_threads: int
    pass_ms: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GenerationStats:
    """Counts and durations of one generation; rates are derived, never stored.

    prompt_tokens: whole prompt, cached_tokens: its prefix that was already in the KV cache, output_tokens:
    emitted tokens without the end-of-turn token. ttft_ms: command read -> first chunk written, None when
    nothing was emitted. decode_ms: first emitted token -> last. finish_ms: last emitted token -> end, the round that
    found a stop token, for instance. round_ms_*: None without a decode round.
    energy_mj: of the counters of `energy`, None where the machine has none; idle_energy_mj: what it would have taken in
    that time without the run, None while that is unknown. itl_histogram: of the inter-token latencies, a
    `LatencyHistogram` as text: each token after the first round's counts with the time since the round before, divided
    by the tokens that came with it. Bursts of drafts are in round_ms, not here.
    saved_ms: over the rounds with drafts that were faster than the same tokens one by one; lost_ms: over those that
    were slower, the measured time of one-token rounds being the yardstick. drafters: those that drafted.
    speculation_off: None when something was drafted. thread_changes: how often the number of threads was changed.
    memory_peak_bytes: resident memory of the engine's process at its highest in this run; vram_peak_bytes: what it held
    of the memory of GPUs, None where no driver tells. prompt_sha256: of the prompt's token ids, int32 little endian, ""
    where none were made.
    reasoning_tokens: of output_tokens, those of the model's reasoning, its markers included; reasoning_ms: first
    emitted token -> last of the reasoning.
    detokenize_ms: within the rounds, from ids to text, looking for stop strings included; None in records of before.
    """

    prompt_tokens: int = 0
    cached_tokens: int = 0
    output_tokens: int = 0
    draft_rounds: int = 0
    drafted_tokens: int = 0
    accepted_tokens: int = 0
    load_ms: float = 0.0
    queue_ms: float = 0.0
    template_ms: float = 0.0
    tokenize_ms: float = 0.0
    restore_ms: float = 0.0
    prefill_ms: float = 0.0
    ttft_ms: float | None = None
    decode_ms: float = 0.0
    finish_ms: float = 0.0
    rounds: int = 0
    round_ms_p50: float | None = None
    round_ms_p95: float | None = None
    round_ms_p99: float | None = None
    round_ms_max: float | None = None
    total_ms: float = 0.0
    energy_mj: float | None = None
    idle_energy_mj: float | None = None
    itl_histogram: str = ""
    saved_ms: float = 0.0
    lost_ms: float = 0.0
    thread_changes: int = 0
    speculation_off: SpeculationOff | None = None
    drafters: tuple[DrafterStats, ...] = ()
    memory_peak_bytes: int | None = None
    vram_peak_bytes: int | None = None
    prompt_sha256: str = ""
    reasoning_tokens: int = 0
    reasoning_ms: float = 0.0
    detokenize_ms: float | None = None

    @property
    def prefill_tokens(self) -> int:
        """Tokens that had to go through the model before the first answer token; see `has_read_prompt`."""
        return self.prompt_tokens - self.cached_tokens

    @property
    def has_read_prompt(self) -> bool:
        """They all did. Of a run that was stopped before, how many did was not counted."""
        return self.rounds > 0 or self.output_tokens > 0

    @property
    def decode_tokens_per_s(self) -> float | None:
        """(n - 1) / (t_last - t_first); None below two tokens."""
        if self.output_tokens < 2 or self.decode_ms <= 0:
            return None
        return (self.output_tokens - 1) / self.decode_ms * 1000

    @property
    def prefill_tokens_per_s(self) -> float | None:
        """None where the prompt was not read to its end."""
        if not self.has_read_prompt or self.prefill_tokens <= 0 or self.prefill_ms <= 0:
            return None
        return self.prefill_tokens / self.prefill_ms * 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class GenerateParams:
    """Everything of a generation but the messages.

    max_tokens: 0 for as many as the context holds. stop: strings that end the answer; they are not part of it.
    is_strict: every pass has one fixed width, so that the answer is the same bit for bit whatever is drafted; slower.
    prediction: text the answer may be expected to resemble, for example the file that is to be edited.
    reasoning: of a model that reasons; others do not care. reasoning_budget_tokens: tokens of reasoning after which the
    engine ends it in the model's place, 0 for as many as the model likes.
    """

    sampler: SamplerParams = field(default_factory=SamplerParams)
    max_tokens: int = 0
    stop: tuple[str, ...] = ()
    speculation: Speculation = Speculation.AUTO
    is_strict: bool = False
    prediction: str = ""
    reasoning: Reasoning = Reasoning.AUTO
    reasoning_budget_tokens: int = 0
