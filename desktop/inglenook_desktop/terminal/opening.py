"""What ask and chat begin with: the conversation, in its store, and the parameters that the stored presets and the
options come to. An option that was given counts before every preset."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from inglenook_engine.errors import UserFacingError
from inglenook_engine.types import GenerateParams

from ..presets import Preset, PresetsInForce, with_params
from .conversation import NoConversationError, StoredConversation

if TYPE_CHECKING:
    from ..store import Store
    from ..store.writing import Writing
    from .ask import Request
    from .console import Console

T = TypeVar("T")


class PresetNotFoundError(UserFacingError):
    """No preset has that name; the sentence names those there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """has_fixed_seed: somebody chose the seed; otherwise each answer of a chat gets its own."""

    conversation: StoredConversation
    params: GenerateParams
    has_fixed_seed: bool


def open_conversation(request: Request, stack: ExitStack, console: Console) -> Opened:
    """The store closes with `stack`. What opening it met is told on stderr. Raises NoConversationError,
    PresetNotFoundError, StoreError."""
    store = _opened(request, stack, console)
    named = None
    if request.preset_name:
        named = preset_named(request.preset_name, written_with(request, store, lambda writing: writing.presets()))
    number, system = request.conversation_id, request.system or ""
    if number is None:
        in_force = PresetsInForce(conversation=named)
    else:
        if store.conversation(number) is None:
            raise NoConversationError(
                f"There is no conversation {number} in {request.folder}; inglenook history list shows which there are."
            )
        if named is not None:
            store.writing.choose_for_conversation(number, named.id)
        in_force = store.writing.presets_in_force(
            number, folder_id=None, preset_id=None, model_path=request.load.model_path
        )
    params = request.params
    for _, preset in reversed(in_force.chain):
        params = with_params(params, preset.params)
    own = "" if in_force.conversation is None else in_force.conversation.system_prompt
    conversation = StoredConversation(
        store,
        system=system,
        conversation_id=number,
        preset_id=None if named is None else named.id,
        instructions=own if not system else "" if number is None else system,
        is_kept=request.data_dir is not None,
    )
    if request.when_full is not None:
        conversation.choose_policy(request.when_full)
    has_fixed_seed = "seed" in request.given.said or "seed" in in_force.origins
    return Opened(conversation=conversation, params=with_params(params, request.given), has_fixed_seed=has_fixed_seed)


def preset_named(name: str, presets: list[Preset]) -> Preset:
    """As it is written, else whatever the case. Raises PresetNotFoundError."""
    same = [preset for preset in presets if preset.name.casefold() == name.strip().casefold()]
    exact = [preset for preset in same if preset.name == name.strip()]
    if same:
        return (exact or same)[0]
    if not presets:
        raise PresetNotFoundError(
            f"There is no preset “{name}”, and no other one yet. The window makes them, and inglenook presets import "
            "takes them from a file."
        )
    names = ", ".join(f"“{preset.name}”" for preset in presets)
    raise PresetNotFoundError(f"There is no preset “{name}”. There are {names}.")


def written_with(request: Request, store: Store, read: Callable[[Writing], list[T]]) -> list[T]:
    """Presets or templates of the data folder, also for a conversation whose store is in memory alone: none where there
    is no data folder yet. Raises StoreError."""
    from ..store import FILE_NAME, open_store

    if request.data_dir is not None:
        return read(store.writing)
    if not (request.folder / FILE_NAME).exists():
        return []
    with open_store(request.folder) as kept:
        return read(kept.writing)


def _opened(request: Request, stack: ExitStack, console: Console) -> Store:
    from ..store import open_private_store, open_store

    store = open_private_store() if request.data_dir is None else open_store(request.data_dir)
    stack.callback(store.close)
    for note in store.opening_notes:
        console.error(note)
    return store
