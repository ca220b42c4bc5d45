"""Errors of the engine, split by fault: what the person can mend, and everything else, which is our bug."""

from __future__ import annotations

from .types import FailureKind


class UserFacingError(Exception):
    """The environment or the input is at fault. `str(error)` is a sentence that can be shown as it is."""


class EngineError(UserFacingError):
    """A user-facing error that crosses the boundary as `Failed`. detail: for the log, may be empty."""

    def __init__(self, kind: FailureKind, message: str, *, detail: str = "") -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.detail = detail


class WireError(Exception):
    """A line that is not a valid command or event. The reader logs and drops it."""
