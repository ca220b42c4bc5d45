"""Presets: what a person wants of answers, under a name; and whose word counts where several say something.

A preset says something of some parameters and nothing of the others. For each parameter the first counts that says
something of it: the preset of the conversation, of its folder, of the model, then the program's own value. Pure: no Qt,
no store.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from enum import Enum, auto
from typing import Final

from inglenook_engine.reasoning import Reasoning
from inglenook_engine.types import GenerateParams, Message, Role, SamplerParams

from .wording import N_

MAX_TOKENS: Final = 1_000_000
MAX_SEED: Final = 2**63 - 1
MAX_STOPS: Final = 16

ParamValue = float | int | Reasoning | tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PresetParams:
    """As `SamplerParams` and `GenerateParams`; None: nothing is said of it."""

    temperature: float | None = None
    top_k: int | None = None
    top_p: float | None = None
    min_p: float | None = None
    typical_p: float | None = None
    repetition_penalty: float | None = None
    presence_penalty: float | None = None
    penalty_last_n: int | None = None
    max_tokens: int | None = None
    reasoning: Reasoning | None = None
    reasoning_budget_tokens: int | None = None
    stop: tuple[str, ...] | None = None
    seed: int | None = None

    @property
    def said(self) -> Mapping[str, ParamValue]:
        """What something is said of, by the parameter's name."""
        values = {one.name: getattr(self, one.name) for one in fields(self)}
        return {name: value for name, value in values.items() if value is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Param:
    """A parameter that a person can set. title, help, special: marked with N_. low, high: inclusive, of a number.
    special: what `low` is called, "" for the number itself. step: of an arrow; 0 where there is none."""

    name: str
    title: str
    help: str
    low: float = 0
    high: float = 0
    step: float = 0
    special: str = ""

    @property
    def default(self) -> ParamValue:
        value: ParamValue = getattr(_SAMPLER if hasattr(_SAMPLER, self.name) else _GENERATE, self.name)
        return value


_SAMPLER = SamplerParams()
_GENERATE = GenerateParams()

PARAMS: Final = (
    Param(
        name="temperature",
        title=N_("Temperature"),
        help=N_("How freely words are chosen: 0 always takes the likeliest, 1 follows the model's own odds."),
        high=5.0,
        step=0.05,
    ),
    Param(
        name="top_p",
        title=N_("Top-p"),
        help=N_("Only the likeliest tokens that together have this probability; 1 takes all."),
        high=1.0,
        step=0.05,
    ),
    Param(
        name="min_p",
        title=N_("Min-p"),
        help=N_("Only tokens at least so likely, compared with the likeliest; 0 takes all."),
        high=1.0,
        step=0.01,
    ),
    Param(
        name="top_k",
        title=N_("Top-k"),
        help=N_("Only so many of the likeliest tokens."),
        high=1_000,
        step=1,
        special=N_("off"),
    ),
    Param(
        name="typical_p",
        title=N_("Typical-p"),
        help=N_("Only tokens about as surprising as can be expected; 1 takes all."),
        high=1.0,
        step=0.05,
    ),
    Param(
        name="repetition_penalty",
        title=N_("Repetition penalty"),
        help=N_("Makes words that were used before less likely; 1 leaves them alone."),
        low=0.5,
        high=2.0,
        step=0.05,
    ),
    Param(
        name="presence_penalty",
        title=N_("Presence penalty"),
        help=N_("Makes words that were used at all less likely; 0 leaves them alone."),
        low=-2.0,
        high=2.0,
        step=0.1,
    ),
    Param(
        name="penalty_last_n",
        title=N_("Penalties look back"),
        help=N_("So many tokens before the next one count as used before."),
        low=-1,
        high=65_536,
        step=16,
        special=N_("over everything"),
    ),
    Param(
        name="max_tokens",
        title=N_("Longest answer"),
        help=N_("An answer stops after so many tokens."),
        high=MAX_TOKENS,
        step=64,
        special=N_("as many as fit"),
    ),
    Param(
        name="reasoning",
        title=N_("Reasoning"),
        help=N_("Whether a model that can reason does so before it answers. Others do not care."),
    ),
    Param(
        name="reasoning_budget_tokens",
        title=N_("Longest reasoning"),
        help=N_("A model that reasons begins its answer after so many tokens of reasoning."),
        high=MAX_TOKENS,
        step=64,
        special=N_("as long as it likes"),
    ),
    Param(name="stop", title=N_("Stop at"), help=N_("An answer ends before one of these texts. One on each line.")),
    Param(
        name="seed",
        title=N_("Seed"),
        help=N_("The same seed, parameters and prompt give the same answer. Without one every answer has its own."),
        high=MAX_SEED,
    ),
)
"""All of them, in the order in which they are shown."""

REASONING_NAMES: Final = {
    Reasoning.AUTO: N_("as the model has it"),
    Reasoning.ON: N_("on"),
    Reasoning.OFF: N_("off"),
}

PARAM_OF: Final = {param.name: param for param in PARAMS}


class PresetLevel(Enum):
    """Whose preset it is; the first counts before those that follow."""

    CONVERSATION = auto()
    FOLDER = auto()
    MODEL = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """id: 0 for one that is not in a store yet. system_prompt: "" when it says nothing of that."""

    id: int = 0
    name: str
    system_prompt: str = ""
    params: PresetParams = field(default_factory=PresetParams)


@dataclass(frozen=True, slots=True, kw_only=True)
class PresetsInForce:
    """Those that the next answer of a conversation is made with; None where none was chosen."""

    conversation: Preset | None = None
    folder: Preset | None = None
    model: Preset | None = None
    usual: PresetParams = PresetParams()  # what the settings say where no preset does

    @property
    def chain(self) -> Sequence[tuple[PresetLevel, Preset]]:
        """The first that says something of a parameter counts."""
        levels = (
            (PresetLevel.CONVERSATION, self.conversation),
            (PresetLevel.FOLDER, self.folder),
            (PresetLevel.MODEL, self.model),
        )
        return [(level, preset) for level, preset in levels if preset is not None]

    @property
    def origins(self) -> Mapping[str, tuple[PresetLevel, Preset]]:
        """Whose word counts, by the parameter's name; what nobody says anything of is not in it."""
        return {name: (level, preset) for level, preset in reversed(self.chain) for name in preset.params.said}

    def params(self) -> GenerateParams:
        """What follows. Its seed is the program's own where `origins` has none."""
        params = with_params(GenerateParams(), self.usual)
        for _, preset in reversed(self.chain):
            params = with_params(params, preset.params)
        return params

    @property
    def first_prompt(self) -> str:
        """The system prompt that a conversation begins with, apart from the folder's own instructions; "" for none.
        The conversation's own preset is not asked: its prompt is in force for as long as it is chosen."""
        return next(
            (preset.system_prompt for preset in (self.folder, self.model) if preset and preset.system_prompt), ""
        )


def with_params(params: GenerateParams, said: PresetParams) -> GenerateParams:
    """These with what a preset says."""
    values = dict(said.said)
    sampler = {one.name: values.pop(one.name) for one in fields(SamplerParams) if one.name in values}
    # the names and types of the fields are the same, which a test holds
    return replace(params, sampler=replace(params.sampler, **sampler), **values)  # type: ignore[arg-type]


def params_said(params: GenerateParams, names: Sequence[str] = ()) -> PresetParams:
    """A preset's parameters that say what these do. names: of those; () for all but the seed."""
    wanted = names or [name for name in PARAM_OF if name != "seed"]
    values = {name: getattr(params.sampler if hasattr(_SAMPLER, name) else params, name) for name in wanted}
    return PresetParams(**values)


def with_instructions(messages: Sequence[Message], instructions: str) -> tuple[Message, ...]:
    """What the model reads when this system prompt stands in place of the conversation's; "" leaves it alone."""
    if not instructions:
        return tuple(messages)
    rest = messages[1:] if messages and messages[0].role is Role.SYSTEM else messages
    return (Message(role=Role.SYSTEM, content=instructions), *rest)
