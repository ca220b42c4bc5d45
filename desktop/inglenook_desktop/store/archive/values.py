"""The values of importing and exporting: what was found in a file, what became of it, and what was wrong. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from inglenook_engine.errors import UserFacingError
from inglenook_engine.types import Role

from ..records import MessageStatus

MAX_PROBLEMS = 1_000
"""How many are told one by one; a file can be wrong in more places than anybody reads."""


class ArchiveError(UserFacingError):
    """Nothing could be imported or exported. The sentence says why, and what to do next."""


class BadRecordError(Exception):
    """A record that is skipped. Its text is a sentence for the report."""


class Format(StrEnum):
    """What a file was recognised as. The value goes before an id in `conversations.origin`."""

    INGLENOOK = "inglenook"
    CHATGPT = "chatgpt"
    LM_STUDIO = "lm-studio"
    JAN = "jan"
    OPEN_WEBUI = "open-webui"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """where: the file and the record in it. text: what was wrong, and what became of the record."""

    where: str
    text: str


class Problems:
    """Collects what was wrong. n_in_all counts those beyond MAX_PROBLEMS too, which are not kept."""

    def __init__(self) -> None:
        self.kept: list[Problem] = []
        self.n_in_all = 0

    def add(self, where: str, text: str) -> None:
        self.n_in_all += 1
        if len(self.kept) < MAX_PROBLEMS:
            self.kept.append(Problem(where=where, text=text))


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did. conversation_ids: of the new ones, in the order of the file. n_present: those that had been
    here before, in the trash too, and were left as they are. n_problems: may be more than there are in `problems`."""

    formats: tuple[Format, ...]
    conversation_ids: tuple[int, ...]
    n_messages: int
    n_present: int
    problems: tuple[Problem, ...]
    n_problems: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportCount:
    n_conversations: int
    n_messages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundAttachment:
    """text: what a model would read of it, "" where that is not known."""

    name: str
    media_type: str
    data: bytes
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundMessage:
    """A message in another program's file. key, parent: that program's ids; parent is None for a first message.

    created_at: as `text.timestamp` writes moments, "" where the file does not say. model_name: "" where it does not.
    """

    key: str
    parent: str | None
    role: Role
    content: str
    created_at: str = ""
    status: MessageStatus = MessageStatus.COMPLETE
    model_name: str = ""
    attachments: tuple[FoundAttachment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundConversation:
    """A conversation in another program's file. messages: parents before their children, siblings oldest first.

    origin: names it among everything that was ever imported. head: the key of a message of the branch in view, None
    for the newest. created_at, updated_at: "" where the file does not say.
    """

    origin: str
    title: str
    created_at: str = ""
    updated_at: str = ""
    messages: tuple[FoundMessage, ...]
    head: str | None = None
    is_pinned: bool = False
    is_archived: bool = False
    tags: tuple[str, ...] = ()
    draft: str = ""
    problems: tuple[str, ...] = field(default=())
