"""What the exit status of the program says to a script."""

from __future__ import annotations

from enum import IntEnum

from inglenook_engine.protocol import Failed
from inglenook_engine.types import FailureKind


class ExitCode(IntEnum):
    """Part of the interface: a number keeps its meaning. The last two follow the shell's 128 + signal."""

    OK = 0
    FAILED = 1
    USAGE = 2
    MODEL = 3
    PROMPT_TOO_LONG = 4
    DATA_FOLDER = 5
    INTERRUPTED = 130
    OUTPUT_CLOSED = 141


def of_run(failure: Failed) -> ExitCode:
    """The exit status for a generation that failed after the model was loaded."""
    return ExitCode.PROMPT_TOO_LONG if failure.kind is FailureKind.CONTEXT_OVERFLOW else ExitCode.FAILED
