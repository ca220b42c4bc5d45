"""What a person asks a conversation for, on its way into the store: as frozen values. Pure: no Qt, no store."""

from __future__ import annotations

from dataclasses import dataclass, field

from inglenook_engine.types import GenerateParams, Speculation

from .attachments import AttachedFile
from .presets import Preset


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeculationChoice:
    """How a conversation wants its answers drafted."""

    mode: Speculation = Speculation.AUTO
    is_strict: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Send:
    """A message, still where it was typed until the store has it. conversation_id None: a new conversation.

    instead_of: the question that it was edited from and that it goes beside; None for one from the composer.
    folder_id: where a new conversation begins, None outside of folders. preset_id: that it has of its own, None for
    none. queued_id: of the message that waited in the store to be this one, None for one that did not; its files wait
    there too. files: go with it, beside those of a question that it was edited from.
    """

    conversation_id: int | None
    text: str
    asked_at: float = 0.0
    speculation: SpeculationChoice = field(default_factory=SpeculationChoice)
    instead_of: int | None = None
    folder_id: int | None = None
    preset_id: int | None = None
    queued_id: int | None = None
    files: tuple[AttachedFile, ...] = ()

    @property
    def is_composed(self) -> bool:
        """Its text is still in the composer."""
        return self.instead_of is None and self.queued_id is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Retry:
    """Answer a question of a conversation again. instead_of: the answer that another one is wanted beside. params: with
    these, their seed too; None for those of the conversation and another seed. preset: in place of the conversation's
    own, None for that."""

    conversation_id: int
    instead_of: int
    asked_at: float = 0.0
    speculation: SpeculationChoice = field(default_factory=SpeculationChoice)
    params: GenerateParams | None = None
    preset: Preset | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoOn:
    """An answer goes on where it stopped."""

    conversation_id: int
    message_id: int
    asked_at: float = 0.0
    speculation: SpeculationChoice = field(default_factory=SpeculationChoice)


Submission = Send | Retry | GoOn
