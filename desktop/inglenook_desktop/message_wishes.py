"""What a person can want of a message, as frozen values. The transcript emits them, the controller does them. Pure: no
Qt, no store. message_id: of the message that it was asked of, in the conversation in view."""

from __future__ import annotations

from dataclasses import dataclass

from inglenook_engine.types import GenerateParams

from .library import InstalledModel
from .presets import Preset


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowBranch:
    """The branch through this message, a sibling of one that is in view."""

    message_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AskAnew:
    """Send this text instead of a question, as a branch beside it."""

    message_id: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewrite:
    """Put this text of the person's beside an answer."""

    message_id: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Regenerate:
    """Another answer beside this one. model None: by the one that is loaded. params None: those of the conversation.
    preset: in place of the conversation's own, None for that."""

    message_id: int
    model: InstalledModel | None = None
    params: GenerateParams | None = None
    preset: Preset | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Continue:
    """An answer that stopped early goes on."""

    message_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fork:
    """The branch down to this message becomes a conversation of its own."""

    message_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What became of an answer. outcome: a value of `store.records.Outcome`, "" takes the mark away."""

    message_id: int
    outcome: str


MessageWish = ShowBranch | AskAnew | Rewrite | Regenerate | Continue | Fork | Mark
