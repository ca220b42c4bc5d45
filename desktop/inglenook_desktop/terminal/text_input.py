"""Text from a person, as arguments, pipes and terminals deliver it: always valid Unicode in the end."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import BinaryIO

from inglenook_engine.errors import UserFacingError

MAX_PROMPT_BYTES = 16 << 20
"""Longest text read from a pipe: several times what any model here can hold."""

MAX_PREDICTION_BYTES = 4 << 20
"""Longest file for --predict: a million tokens, more than any answer has."""

INVALID_NOTE = "Some bytes of the input are not valid UTF-8; each was replaced by U+FFFD (�)."


class InputError(UserFacingError):
    """The prompt, or a file for it, cannot be used as it was given."""


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


def read_prediction(name: str) -> str:
    """The text of a file that an answer may resemble. Raises InputError with what is wrong with the file.

    Its line ends become \\n, as models write them.
    """
    try:
        with Path(name).open("rb") as file:
            data = file.read(MAX_PREDICTION_BYTES + 1)
    except FileNotFoundError:
        raise InputError(f"There is no file {name} to predict from.") from None
    except IsADirectoryError:
        raise InputError(f"{name} is a folder; --predict takes one text file.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError(f"{name} cannot be read to predict from: {reason}.") from error
    if len(data) > MAX_PREDICTION_BYTES:
        raise InputError(
            f"{name} is longer than {MAX_PREDICTION_BYTES:,} bytes, more than any answer. Give --predict the part that "
            "the answer will resemble."
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise InputError(f"{name} is not a text file in UTF-8, so no answer will resemble it.")
    if not text.strip():
        raise InputError(f"{name} is empty: there is nothing in it to predict from.")
    return text.replace("\r\n", "\n")
