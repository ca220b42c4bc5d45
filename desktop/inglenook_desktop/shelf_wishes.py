"""What a person can want of the list of conversations, as frozen values. The sidebar emits them, the shelf controller
does them. Pure: no Qt, no store."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Place(StrEnum):
    """Which conversations are listed."""

    CHATS = "chats"
    ARCHIVE = "archive"
    TRASH = "trash"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    conversation_id: int
    is_pinned: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    conversation_id: int
    is_archived: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """folder_id None: out of any folder."""

    conversation_id: int
    folder_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetTags:
    conversation_id: int
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Delete:
    """Into the trash."""

    conversation_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Restore:
    """Out of the trash."""

    conversation_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Purge:
    """For ever; the person has said yes. conversation_id None: everything in the trash."""

    conversation_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Go:
    """Show the conversations, the archive or the trash."""

    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeFolder:
    """conversation_id: goes into it at once; None for an empty folder."""

    name: str
    conversation_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeFolder:
    """system_prompt, model_name: "" for none. preset_id: None for none."""

    folder_id: int
    name: str
    system_prompt: str
    model_name: str
    preset_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteFolder:
    """Its conversations stay."""

    folder_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftFolder:
    """One place up (-1) or down (1) in the list."""

    folder_id: int
    by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginInFolder:
    """A new conversation that will belong to this folder."""

    folder_id: int


class ExportFormat(StrEnum):
    """MARKDOWN: the branch in view. MARKDOWN_TREE: all of them. Both are for one conversation."""

    JSON = "json"
    MARKDOWN = "markdown"
    MARKDOWN_TREE = "markdown_tree"


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """conversation_id None: the whole archive."""

    path: Path
    conversation_id: int | None
    format: ExportFormat


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    path: Path


Wish = (
    Pin
    | Archive
    | Move
    | SetTags
    | Delete
    | Restore
    | Purge
    | Go
    | MakeFolder
    | ChangeFolder
    | DeleteFolder
    | ShiftFolder
    | BeginInFolder
    | Export
    | Import
)
