"""The inspector of attached files as both front ends ask it: its command, its answer, and a sentence for each refusal.

Knows neither Qt nor subprocess, so that the window can run the child with QProcess and the terminal with pipes. The
child is treated as hostile: what it says is checked before it is believed.
"""

from __future__ import annotations

import json
import logging
import sys
from dataclasses import dataclass

from inglenook_engine.errors import UserFacingError, WireError
from inglenook_engine.extract_types import (
    MAX_ANSWER_BYTES,
    MAX_FILE_BYTES,
    MAX_TEXT_BYTES,
    ExtractAnswer,
    ExtractProblem,
    Hidden,
)
from inglenook_engine.wire import from_json

from .attachments import AttachedFile, text_of, tidy_name
from .wording import N_

_log = logging.getLogger("inglenook.link")

PATIENCE_S = 15.0
"""The child ends itself after ten seconds of work; it may have to wait for a disk."""

MAX_OUTPUT_BYTES = MAX_ANSWER_BYTES

_MB = 1_000_000


class ExtractError(UserFacingError):
    """A file that cannot be attached, in a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """What the inspector made of a file. data: as it was read; b"" where the file was given to it."""

    answer: ExtractAnswer
    data: bytes


SENTENCES = {
    ExtractProblem.NOT_THERE: N_("%1 is not there any more."),
    ExtractProblem.FOLDER: N_("%1 is a folder. Attach the files in it that matter."),
    ExtractProblem.NOT_A_FILE: N_("%1 is no file but a device or a pipe, which has no end to read to."),
    ExtractProblem.NO_PERMISSION: N_("%1 may not be read by you. Ask whoever owns it, or copy it."),
    ExtractProblem.UNREADABLE: N_("%1 cannot be read: %2."),
    ExtractProblem.TOO_LARGE: N_("%1 has %2 MB; a file can have %3 MB. Attach the part that matters."),
    ExtractProblem.EMPTY: N_("%1 is empty."),
    ExtractProblem.BINARY: N_("%1 is not a text file. Text, code, CSV, PDF and Word files can be attached."),
    ExtractProblem.OTHER_KIND: N_("%1 is a file of the kind %2. Text, code, CSV, PDF and Word files can be attached."),
    ExtractProblem.ENCRYPTED: N_("%1 is locked with a password. Save it without one, and attach that."),
    ExtractProblem.NO_TEXT: N_("%1 has no text, only pictures. Have its text recognised first, then attach that."),
    ExtractProblem.DAMAGED: N_("%1 is damaged: its text cannot be read. Open it in its own program and save it anew."),
    ExtractProblem.BOMB: N_("%1 unpacks to far more than it should, as files do that mean harm. It was not read."),
    ExtractProblem.TOO_SLOW: N_("Reading %1 took too long and was given up. Attach a part of it."),
    ExtractProblem.TOO_MUCH_HIDDEN: N_("%1 hides text in more than 20,000 places, as files do that mean harm."),
    ExtractProblem.TOO_MUCH_TEXT: N_("%1 has %2 MB of text; a file can have %3 MB. Attach the part that matters."),
}
"""%1: the name of the file. Marked for translation."""

CRASHED = N_("Reading %1 ended the program that reads files. It was not attached.")
NOT_STARTED = N_("%1 could not be read, because the program that reads files is missing. Install anew (make setup).")

HIDDEN_NAMES = {
    Hidden.TAGS: N_("written in invisible tag characters"),
    Hidden.SELECTORS: N_("written in invisible variation selectors"),
    Hidden.ZERO_WIDTH: N_("characters without width"),
    Hidden.DIRECTION: N_("controls that reverse the direction"),
    Hidden.INVISIBLE: N_("drawn invisibly"),
    Hidden.SAME_COLOR: N_("in the colour of the page"),
    Hidden.TINY: N_("too small to read"),
    Hidden.OFF_PAGE: N_("outside of the page"),
    Hidden.FORMATTED: N_("formatted as hidden"),
    Hidden.DELETED: N_("deleted, as a tracked change"),
}
"""Why a reader of the document does not see a passage. Marked for translation."""


def extract_command(*paths: str) -> list[str]:
    """Argument list of a child that prints an ExtractAnswer for the first path, perhaps for some behind it, and ends.
    paths: none for what comes on its stdin."""
    return [sys.executable, "-I", "-m", "inglenook_engine", "extract", *paths]


def extracted(output: bytes) -> Extracted | None:
    """What a child wrote that was asked for one; None for what no honest one writes."""
    found, rest = _first_of(output)
    return None if rest else found


def extracted_each(output: bytes, n_most: int) -> list[Extracted]:
    """What a child wrote that was asked for up to so many, in their order; none for what no honest one writes."""
    each: list[Extracted] = []
    while output:
        found, output = _first_of(output)
        if found is None or len(each) == n_most:
            return []
        each.append(found)
    return each


def _first_of(output: bytes) -> tuple[Extracted | None, bytes]:
    """None for what no honest child writes. And what is behind it."""
    line, _, data = output.partition(b"\n")
    try:
        answer = from_json(ExtractAnswer, json.loads(line))
    except (ValueError, RecursionError, WireError) as error:
        _log.warning("an attached file is not known: %.200s", error)
        return None, b""
    n_bytes = answer.n_data_bytes
    if not 0 <= n_bytes <= len(data) or (answer.problem is None and not answer.passages):
        _log.warning("an attached file came in %d bytes instead of %d", len(data), n_bytes)
        return None, b""
    return Extracted(answer=answer, data=data[:n_bytes]), data[n_bytes:]


def words_of(problem: ExtractProblem, name: str, detail: str) -> tuple[str, tuple[str, ...]]:
    """A sentence with places for values, and the values."""
    most = MAX_TEXT_BYTES if problem is ExtractProblem.TOO_MUCH_TEXT else MAX_FILE_BYTES
    size = f"{int(detail) / _MB:,.0f}" if detail.isdecimal() else detail
    return SENTENCES[problem], (tidy_name(name), size, f"{most / _MB:,.0f}")


def sentence(template: str, values: tuple[str, ...]) -> str:
    """With each %1, %2, %3 replaced; a name may hold such a sign itself."""
    parts = template.split("%")
    return parts[0] + "".join(
        values[int(part[0]) - 1] + part[1:] if part[:1].isdecimal() else "%" + part for part in parts[1:]
    )


def file_from(found: Extracted, name: str, *, data: bytes | None = None) -> AttachedFile:
    """With what is hidden left out. data: where it was given to the child. Raises ExtractError."""
    answer = found.answer
    if answer.problem is not None:
        raise ExtractError(sentence(*words_of(answer.problem, name, answer.detail)))
    return AttachedFile(
        name=tidy_name(name),
        media_type=answer.media_type,
        text=text_of(answer.passages, with_hidden=False),
        data=found.data if data is None else data,
    )
