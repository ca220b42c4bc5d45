"""What would be gone with the window, in one value. Pure: no Qt, no store."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Losses:
    """False when nothing is lost. has_answer: one that the disk refuses. has_text: typed, not sent and refused.
    unsaved_files: names of attached files that the disk refuses; files_being_read: of those that are not attached yet.
    has_session: there is no data folder, and something was said or typed. n_private_messages, has_private_text: of the
    private conversation. is_unanswered: a message was sent, and nothing of its answer is there yet."""

    has_answer: bool = False
    has_text: bool = False
    unsaved_files: tuple[str, ...] = ()
    files_being_read: tuple[str, ...] = ()
    has_session: bool = False
    n_private_messages: int = 0
    has_private_text: bool = False
    is_unanswered: bool = False

    def __bool__(self) -> bool:
        is_file = bool(self.unsaved_files or self.files_being_read)
        return any((self.is_private, self.has_answer, self.has_text, is_file, self.has_session, self.is_unanswered))

    @property
    def is_private(self) -> bool:
        return self.n_private_messages > 0 or self.has_private_text
