"""Text from a person, as arguments, pipes and terminals deliver it: always valid Unicode in the end."""

from __future__ import annotations

import sys
from typing import BinaryIO

from inglenook_engine.errors import UserFacingError

MAX_PROMPT_BYTES = 16 << 20
"""Longest text read from a pipe: several times what any model here can hold."""

INVALID_NOTE = "Some bytes of the input are not valid UTF-8; each was replaced by U+FFFD (�)."


class InputError(UserFacingError):
    """The prompt cannot be used as it was given."""


def from_argument(text: str) -> tuple[str, bool]:
    """`text` of an argument, and whether it held bytes that are not UTF-8 (Python smuggles them as surrogates)."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"), True
    return text, False


def from_stream(stream: BinaryIO) -> tuple[str, bool]:
    """All of `stream`, and whether it held bytes that are not UTF-8. Raises InputError beyond MAX_PROMPT_BYTES."""
    data = stream.read(MAX_PROMPT_BYTES + 1)
    if len(data) > MAX_PROMPT_BYTES:
        raise InputError(
            f"The input is longer than {MAX_PROMPT_BYTES:,} bytes, more than any model can read. Shorten it."
        )
    try:
        return data.decode("utf-8-sig"), False
    except UnicodeDecodeError:
        return data.decode("utf-8-sig", "replace"), True


def read_prompt(argument: str) -> tuple[str, bool]:
    """The prompt of an argument, where "-" stands for standard input. Raises InputError when it is empty."""
    if argument == "-":
        if sys.stdin is None:
            raise InputError("There is no standard input to read the prompt from. Give the prompt as an argument.")
        text, had_invalid = from_stream(sys.stdin.buffer)
        text = text.replace("\r\n", "\n").removesuffix("\n")
    else:
        text, had_invalid = from_argument(argument)
    if not text.strip():
        raise InputError("The prompt is empty. Write what you want to ask, or - to read it from standard input.")
    return text, had_invalid
