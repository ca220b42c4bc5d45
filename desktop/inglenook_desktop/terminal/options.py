"""The options of ask and chat: how they are called, what they accept, and the values they become.

A value out of range is a usage error with a sentence that says what the number means.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

import click
from inglenook_engine.plan_types import PlanRequest
from inglenook_engine.reasoning import Reasoning
from inglenook_engine.types import (
    FlashAttention,
    GenerateParams,
    KvType,
    LoadParams,
    SamplerParams,
    Speculation,
)

from ..context_policy import ContextPolicy
from ..presets import PARAM_OF, PresetParams, params_said

F = TypeVar("F", bound=Callable[..., Any])

_DEFAULTS = SamplerParams()

if TYPE_CHECKING:
    _NumberType = click.ParamType[int | float]
else:
    _NumberType = click.ParamType  # generic only for the type checker, and only from click 8.4 on


class Shares(click.ParamType[tuple[float, ...]]):
    """Numbers of 0 or more with commas between them, as a tuple; () of nothing."""

    name = "shares"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[float, ...]:
        if isinstance(value, tuple):
            return value
        shares: tuple[float, ...] = ()
        try:
            shares = tuple(float(part) for part in str(value).split(",")) if value else ()
        except ValueError:
            shares = (-1.0,)
        if shares and not (all(0 <= share < 1e6 for share in shares) and sum(shares) > 0):  # nan is in no range
            self.fail(f"a share for each GPU, 0 or more and not all 0, such as 3,1; got {value!r:.60}.", param, ctx)
        return shares


class Number(_NumberType):
    """An int or float from `low` to `high`. meaning: what a person must know of it, for the error's sentence."""

    def __init__(
        self,
        kind: type[int] | type[float],
        low: float,
        high: float,
        *,
        meaning: str = "",
    ) -> None:
        self.name = "number" if kind is int else "decimal"
        self._kind = kind
        self._low = low
        self._high = high
        self._meaning = meaning

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int | float:
        try:
            number = self._kind(value)
        except (ValueError, OverflowError):
            number = None
        if number is None or not self._low <= number <= self._high:  # nan is in no range
            self.fail(f"{self._rule()}; got {value!r:.60}.", param, ctx)
        return number

    def _rule(self) -> str:
        noun = "a whole number" if self._kind is int else "a number"
        high = str(int(self._high)) if self._kind is int else f"{self._high:g}"
        return f"It must be {noun} from {self._low:g} to {high}" + (f" ({self._meaning})" if self._meaning else "")


def _members(kind: type[KvType] | type[FlashAttention] | type[Speculation] | type[Reasoning]) -> click.Choice[str]:
    return click.Choice([member.value for member in kind], case_sensitive=False)


_WHICH_MODEL = click.option(
    "--model", "-m", metavar="NAME|PATH", help="An installed model or a GGUF file. Default: the best for this machine."
)

_CONVERSATION_OPTIONS = (
    click.option(
        "--conversation",
        "-c",
        "conversation_id",
        type=click.IntRange(min=1),
        metavar="ID",
        help="Go on with this conversation, with its preset. ID is the number that history list shows.",
    ),
    click.option(
        "--preset",
        metavar="NAME",
        help="The parameters and the system prompt that are kept under this name. Options that are given count before "
        "it; presets list shows which there are.",
    ),
    click.option(
        "--when-full",
        type=click.Choice([policy.value for policy in ContextPolicy], case_sensitive=False),
        help="When the context is full: refuse the message, drop the oldest ones, or summarise them. Default: what "
        "the conversation says, else the settings.",
    ),
)

_SAMPLING_OPTIONS = (
    click.option("--system", "-s", metavar="TEXT", help="A system message: who the model shall be."),
    click.option(
        "--max-tokens",
        type=Number(int, 0, (1 << 31) - 1, meaning="0: as many as the context holds"),
        default=0,
        metavar="N",
        help="End the answer after N tokens. 0, the default: when the context is full.",
    ),
    click.option(
        "--temperature",
        "-t",
        type=Number(float, 0, 100, meaning="0 always takes the most probable token"),
        default=_DEFAULTS.temperature,
        show_default=True,
        metavar="T",
        help="0 always takes the most probable token; higher is more varied.",
    ),
    click.option(
        "--top-k",
        type=Number(int, 0, (1 << 31) - 1, meaning="0: off"),
        default=_DEFAULTS.top_k,
        show_default=True,
        metavar="N",
        help="Choose among the N most probable tokens. 0: off.",
    ),
    click.option(
        "--top-p",
        type=Number(float, 0, 1, meaning="1: off"),
        default=_DEFAULTS.top_p,
        show_default=True,
        metavar="P",
        help="Choose among the most probable tokens that together reach P. 1: off.",
    ),
    click.option(
        "--min-p",
        type=Number(float, 0, 1, meaning="0: off"),
        default=_DEFAULTS.min_p,
        show_default=True,
        metavar="P",
        help="Drop tokens below P times the most probable one. 0: off.",
    ),
    click.option(
        "--typical-p",
        type=Number(float, 0, 1, meaning="1: off"),
        default=_DEFAULTS.typical_p,
        show_default=True,
        metavar="P",
        help="Locally typical sampling. 1: off.",
    ),
    click.option(
        "--repetition-penalty",
        type=Number(float, 0.001, 1000, meaning="1: off"),
        default=_DEFAULTS.repetition_penalty,
        show_default=True,
        metavar="X",
        help="Above 1 makes tokens of the last 64 less probable. 1: off.",
    ),
    click.option(
        "--presence-penalty",
        type=Number(float, -100, 100, meaning="0: off"),
        default=_DEFAULTS.presence_penalty,
        show_default=True,
        metavar="X",
        help="Subtracted from the logits of tokens that occurred. 0: off.",
    ),
    click.option(
        "--seed",
        type=Number(int, 0, (1 << 63) - 1, meaning="with the model and the prompt it determines the text"),
        metavar="N",
        help="The same seed gives the same text. Default: another one each time.",
    ),
    click.option("--stop", multiple=True, metavar="TEXT", help="End the answer before TEXT. May be repeated."),
)

_REASONING_OPTIONS = (
    click.option(
        "--reasoning",
        type=_members(Reasoning),
        default=Reasoning.AUTO.value,
        show_default=True,
        help="Whether a model that can reason before it answers is to do so. auto: as its makers set it.",
    ),
    click.option(
        "--reasoning-budget",
        type=Number(int, 0, (1 << 31) - 1, meaning="0: as many as the model likes"),
        default=0,
        metavar="N",
        help="Tokens of reasoning after which the answer begins. Default: as many as the model likes.",
    ),
)

_LOAD_OPTIONS = (
    click.option(
        "--context",
        type=Number(int, 0, (1 << 31) - 1, meaning="0: the engine chooses"),
        default=0,
        metavar="N",
        help="Tokens the model can hold. Default: 8192, or what it was trained for or what fits if that is less.",
    ),
    click.option(
        "--threads",
        type=Number(int, 1, 4096, meaning="more than the free cores is much slower"),
        metavar="N",
        help="Default: the physical cores this process may use.",
    ),
    click.option(
        "--gpu-layers",
        type=Number(int, -1, 1 << 20, meaning="-1: as many as fit"),
        default=-1,
        metavar="N",
        help="Layers to place on the GPU. -1, the default: as many as fit, where there is one.",
    ),
    click.option(
        "--gpu-split",
        type=Shares(),
        default="",
        metavar="A,B,…",
        help="How the layers on GPUs are divided among them, for instance 3,1. Default: by the memory free on each.",
    ),
    click.option(
        "--cpu-experts",
        type=Number(int, -1, 1 << 20, meaning="-1: as few as fit"),
        default=-1,
        metavar="N",
        help="Of a mixture of experts: so many layers compute theirs in RAM, whatever is on the GPU. Default: as few "
        "as fit.",
    ),
    click.option(
        "--kv-type",
        type=_members(KvType),
        help="How the KV cache is stored. Default: f16, or q8_0 where f16 does not fit.",
    ),
    click.option(
        "--batch",
        type=Number(int, 64, 8192),
        metavar="N",
        help="Tokens of a prompt computed at once. Default: 256, and 512 on a GPU.",
    ),
    click.option(
        "--flash-attention",
        type=_members(FlashAttention),
        default=FlashAttention.AUTO.value,
        show_default=True,
    ),
)

_SPECULATION_OPTIONS = (
    click.option(
        "--speculation",
        type=_members(Speculation),
        default=Speculation.AUTO.value,
        show_default=True,
        help="Who may draft tokens ahead for the model to check: whatever pays, nobody, only text that is there "
        "already, only the draft model. What the model says stays its own.",
    ),
    click.option(
        "--draft-model",
        metavar="NAME|PATH",
        help="A small model of the same vocabulary that drafts for the model.",
    ),
    click.option(
        "--strict",
        "is_strict",
        is_flag=True,
        help="The same seed gives the same text bit for bit, whatever is drafted. Slower.",
    ),
    click.option(
        "--predict",
        metavar="FILE",
        help="A text that every answer may resemble, such as the file to be edited. It changes the speed, not the "
        "answer, and is not sent to the model.",
    ),
)

_FILE_OPTIONS = (
    click.option(
        "--attach",
        "attached",
        multiple=True,
        metavar="FILE",
        help="Send a text, code, CSV, PDF or Word file along with the first message. May be repeated.",
    ),
)

_OUTPUT_OPTIONS = (
    click.option("--no-save", is_flag=True, help="Keep nothing of this on the disk."),
    click.option("--stats", is_flag=True, help="Print the figures to stderr even when it is not a terminal."),
)


def model_options(function: F) -> F:
    """Every option of a command that talks to a model."""
    groups = (
        _CONVERSATION_OPTIONS,
        _FILE_OPTIONS,
        _SAMPLING_OPTIONS,
        _REASONING_OPTIONS,
        _LOAD_OPTIONS,
        _SPECULATION_OPTIONS,
        _OUTPUT_OPTIONS,
    )
    return _with(function, (_WHICH_MODEL, *(option for group in groups for option in group)))


def loading_options(function: F) -> F:
    """The options of a command that loads a model and asks it nothing."""
    return _with(function, (_WHICH_MODEL, *_LOAD_OPTIONS))


def planning_options(function: F) -> F:
    """The options of a plan: those of a load, and what would be loaded beside it."""
    beside = (
        click.option("--draft-model", metavar="NAME|PATH", help="A draft model that is loaded beside it."),
        click.option(
            "--projector-bytes",
            type=Number(int, 0, 1 << 50),
            default=0,
            metavar="N",
            help="Size of a file that reads pictures, to be loaded beside it.",
        ),
    )
    return _with(function, (*_LOAD_OPTIONS, *beside))


def _with(function: F, options: Sequence[Callable[[F], F]]) -> F:
    for option in reversed(options):
        function = option(function)
    return function


def load_params(
    options: dict[str, Any], model_path: str, *, draft_model_path: str = "", curve_dir: str = ""
) -> LoadParams:
    return LoadParams(
        model_path=model_path,
        draft_model_path=draft_model_path,
        curve_dir=curve_dir,
        n_ctx=options["context"],
        n_gpu_layers=options["gpu_layers"],
        n_threads=options["threads"],
        flash_attention=FlashAttention(options["flash_attention"]),
        kv_type=KvType(options["kv_type"]) if options["kv_type"] else None,
        n_batch=options["batch"] or 0,
        n_expert_layers_in_ram=options["cpu_experts"],
        gpu_shares=options["gpu_split"],
    )


def plan_request(
    options: dict[str, Any], model_path: str, *, draft_model_path: str = "", curve_dir: str = ""
) -> PlanRequest:
    """For a model on this machine; replace its fields for one that is not. The memory's speed is measured if nothing
    else is known."""
    return PlanRequest(
        model_path=model_path,
        draft_model_path=draft_model_path,
        projector_bytes=options["projector_bytes"],
        n_ctx=options["context"],
        kv_type=KvType(options["kv_type"]) if options["kv_type"] else None,
        flash_attention=FlashAttention(options["flash_attention"]),
        n_gpu_layers=options["gpu_layers"],
        n_expert_layers_in_ram=options["cpu_experts"],
        gpu_shares=options["gpu_split"],
        n_batch=options["batch"] or 0,
        n_threads=options["threads"] or 0,
        curve_dir=curve_dir,
        measures_memory=True,
    )


def generate_params(options: dict[str, Any], *, seed: int, prediction: str = "") -> GenerateParams:
    """seed: used when the person gave none. Raises click.UsageError for options that contradict each other or would
    leave nothing to do."""
    stop: tuple[str, ...] = options["stop"]
    if "" in stop:
        raise click.UsageError("--stop needs a text: an empty one would end every answer before it begins.")
    speculation = Speculation(options["speculation"])
    if speculation is Speculation.DRAFT and not options["draft_model"]:
        raise click.UsageError("--speculation draft needs --draft-model with a small model of the same vocabulary.")
    sampler = replace(
        _DEFAULTS,
        temperature=options["temperature"],
        top_k=options["top_k"],
        top_p=options["top_p"],
        min_p=options["min_p"],
        typical_p=options["typical_p"],
        repetition_penalty=options["repetition_penalty"],
        presence_penalty=options["presence_penalty"],
        seed=seed if options["seed"] is None else options["seed"],
    )
    return GenerateParams(
        sampler=sampler,
        max_tokens=options["max_tokens"],
        stop=stop,
        speculation=speculation,
        reasoning=Reasoning(options["reasoning"]),
        reasoning_budget_tokens=options["reasoning_budget"],
        is_strict=options["is_strict"],
        prediction=prediction,
    )


def given_params(params: GenerateParams, given: Iterable[str]) -> PresetParams:
    """What of these was asked for in so many words. given: names of options."""
    names = [{"reasoning_budget": "reasoning_budget_tokens"}.get(name, name) for name in given]
    said = [name for name in names if name in PARAM_OF]
    return params_said(params, said) if said else PresetParams()
