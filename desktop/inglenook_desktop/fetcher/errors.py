"""What can go wrong on the way from the hub to the disk, as one exception with a sentence."""

from __future__ import annotations

from inglenook_engine.errors import UserFacingError

from .protocol import FetchFailureKind


class FetchError(UserFacingError):
    """Crosses the boundary as `FetchFailed`. retry_after_s: what the hub asks for, None where it says nothing."""

    def __init__(
        self, kind: FetchFailureKind, message: str, *, detail: str = "", retry_after_s: float | None = None
    ) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.detail = detail
        self.retry_after_s = retry_after_s
