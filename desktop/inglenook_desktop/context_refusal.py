"""What a person is told of a prompt that has no room, and what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from .context_admission import Refused
from .state import Remedy
from .translating import filled, guessed_text, in_words


def refusal(refused: Refused, *, most: int, has_files: bool, is_estimate: bool) -> tuple[str, tuple[Remedy, ...]]:
    """The sentences, and the ways out in the order in which they are offered. most: tokens that the model was made to
    read. has_files: with the question. is_estimate: it was not counted."""
    translate = QCoreApplication.translate
    over, number = refused.total - refused.room, guessed_text if is_estimate else in_words
    sentence = (
        translate(
            "ContextKeeping",
            "This does not fit, and nothing was sent: the model would have to read about %1 tokens and its context "
            "has room for %2. About %3 are too many.",
        )
        if is_estimate
        else translate(
            "ContextKeeping",
            "This does not fit, and nothing was sent: the model would have to read %1 tokens and its context has "
            "room for %2. %3 are too many.",
        )
    )
    message = filled(sentence, [number(refused.total), in_words(refused.room), number(over)])
    ways: tuple[Remedy, ...] = (Remedy.LEAVE_OUT_OLDEST,) if refused.can_make_room else ()
    if refused.can_make_room and refused.can_sum_up:
        ways = (*ways, Remedy.SUM_UP_OLDEST)
    if not refused.can_make_room:
        ways = (Remedy.LARGER_CONTEXT,) if refused.total < most else ()
        message = f"{message} {_advice(most, can_be_larger=bool(ways), has_files=has_files)}"
    if refused.fits_alone:
        ways = (*ways, Remedy.NEW_CONVERSATION)
    return message, ways


def _advice(most: int, *, can_be_larger: bool, has_files: bool) -> str:
    """For what is too long by itself."""
    translate = QCoreApplication.translate
    if can_be_larger and has_files:
        return translate(
            "ContextKeeping", "Remove a file, shorten the message, or load the model with a larger context."
        )
    if can_be_larger:
        return translate("ContextKeeping", "Shorten the message, or load the model with a larger context.")
    what = (
        translate("ContextKeeping", "Remove a file or shorten the message: this model can read no more than %1 tokens.")
        if has_files
        else translate("ContextKeeping", "Shorten the message: this model can read no more than %1 tokens.")
    )
    return filled(what, [in_words(most)])
