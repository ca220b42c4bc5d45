"""What the next answer of a conversation is made with, apart from its messages: asked of the store, because the window
may show anything. No Qt."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from inglenook_engine.reasoning import Reasoning
from inglenook_engine.types import GenerateParams

from .preferences import Writing
from .presets import PresetParams, PresetsInForce
from .submissions import Retry, Send, Submission

if TYPE_CHECKING:
    from .store import Store

NOTHING_SAID = PresetParams()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerStart:
    """first_prompt: the system prompt that a conversation which begins is given, "" for none. presets: those that
    count."""

    first_prompt: str = ""
    presets: PresetsInForce = field(default_factory=PresetsInForce)

    @property
    def instructions(self) -> str:
        """What is read in place of the conversation's system prompt; "" for nothing."""
        return "" if self.presets.conversation is None else self.presets.conversation.system_prompt

    def params(self, *, random_seed: int) -> GenerateParams:
        """random_seed: for where no preset has one."""
        params = self.presets.params()
        if "seed" in self.presets.origins:
            return params
        return replace(params, sampler=replace(params.sampler, seed=random_seed))


def start_of(
    store: Store,
    conversation_id: int | None,
    *,
    folder_id: int | None = None,
    preset_id: int | None = None,
    model_path: str = "",
    common: Store | None = None,
) -> AnswerStart:
    """For the next answer. conversation_id: None for one that begins, in the folder `folder_id` and with the preset
    `preset_id`, None for neither. A folder or preset that is gone gives nothing. common: where presets of models are,
    None for `store`. Raises StoreError."""
    presets = store.writing.presets_in_force(
        conversation_id, folder_id=folder_id, preset_id=preset_id, model_path=model_path
    )
    if common is not None and common is not store and model_path:
        presets = replace(presets, model=common.writing.preset_of_model(model_path))
    if conversation_id is not None:
        conversation = store.conversation(conversation_id)
        folder_id = None if conversation is None else conversation.folder_id
    folders = () if folder_id is None else store.shelf.folders()
    own = next((folder.system_prompt for folder in folders if folder.id == folder_id), "")
    return AnswerStart(first_prompt=own or presets.first_prompt, presets=presets)


def usual_of(writing: Writing) -> PresetParams:
    """What the settings say; nothing where they are as they were at first."""
    reasoning, budget = Reasoning(writing.reasoning), writing.reasoning_budget_tokens
    return PresetParams(
        reasoning=None if reasoning is Reasoning.AUTO else reasoning, reasoning_budget_tokens=budget or None
    )


def start_for(
    store: Store,
    submission: Submission,
    *,
    model_path: str,
    common: Store | None = None,
    usual: PresetParams = NOTHING_SAID,
) -> AnswerStart:
    """For what a person asked a conversation for. common: as of `start_of`. usual: what the settings say. Raises
    StoreError."""
    send = submission if isinstance(submission, Send) else None
    start = start_of(
        store,
        submission.conversation_id,
        folder_id=None if send is None else send.folder_id,
        preset_id=None if send is None else send.preset_id,
        model_path=model_path,
        common=common,
    )
    presets = replace(start.presets, usual=usual)
    if isinstance(submission, Retry) and submission.preset is not None:
        presets = replace(presets, conversation=submission.preset)
    return replace(start, presets=presets)
