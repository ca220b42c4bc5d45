"""What a folder gives to an answer in it: asked of the store, because the list may show anything. No Qt."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from inglenook_engine.types import GenerateParams

if TYPE_CHECKING:
    from .store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderStart:
    """system_prompt: "" for none; only a conversation that begins has use for it."""

    system_prompt: str = ""
    params: GenerateParams = field(default_factory=GenerateParams)


def start_of(store: Store, conversation_id: int | None, *, folder_id: int | None) -> FolderStart:
    """For the next answer of a conversation. conversation_id: None for one that begins, in the folder `folder_id`, None
    outside of folders. A folder that is gone gives nothing. Raises StoreError."""
    if conversation_id is not None:
        conversation = store.conversation(conversation_id)
        folder_id = None if conversation is None else conversation.folder_id
    if folder_id is None:
        return FolderStart()
    folder = next((folder for folder in store.shelf.folders() if folder.id == folder_id), None)
    if folder is None:
        return FolderStart()
    return FolderStart(system_prompt=folder.system_prompt, params=folder.params or GenerateParams())
