"""From stored messages to what the transcript shows: sentences under an answer, quiet figures, who spoke."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from inglenook_engine.protocol import Failed, Finished
from inglenook_engine.types import FinishReason, GenerationStats, Role
from PySide6.QtCore import QCoreApplication

from .models.transcript import Speaker, TranscriptItem, TranscriptModel
from .prompting import is_unread
from .state import Figures
from .store import MessageStatus, Run, StoredMessage, Turn
from .views.drafting_text import drafted_text, drafting_detail
from .views.parts import count_text, duration_text, rate_text

_NO_SIBLINGS: Mapping[int, tuple[int, ...]] = {}
_SPEAKERS = {Role.USER: Speaker.PERSON, Role.ASSISTANT: Speaker.MODEL, Role.SYSTEM: Speaker.SYSTEM}


def items_of(
    thread: Sequence[StoredMessage],
    runs: Mapping[int, Run],
    overlays: Mapping[int, TranscriptItem],
    siblings: Mapping[int, tuple[int, ...]] = _NO_SIBLINGS,
) -> list[TranscriptItem]:
    """The transcript of a conversation. overlays: by message id, for answers whose newest text is not stored yet.
    siblings: by message id, the messages that share its parent, itself included."""
    last = len(thread) - 1
    return [
        _with_siblings(
            overlays.get(message.id) or item_of(message, runs.get(message.id), is_last=row == last),
            siblings.get(message.id, ()),
        )
        for row, message in enumerate(thread)
    ]


def item_of(message: StoredMessage, run: Run | None, *, is_last: bool) -> TranscriptItem:
    """Only the last answer can be asked for again."""
    if message.role is not Role.ASSISTANT:
        return TranscriptItem(key=message.id, speaker=_SPEAKERS[message.role], text=message.content)
    notice, is_error = _notice_of(message, run)
    was_cut = run is not None and run.finish_reason is FinishReason.LENGTH
    is_over = message.status is not MessageStatus.STREAMING
    return TranscriptItem(
        key=message.id,
        speaker=Speaker.MODEL,
        text=message.content,
        is_streaming=not is_over,
        notice=notice,
        is_error=is_error,
        can_retry=is_last and is_over and message.status is not MessageStatus.COMPLETE,
        can_regenerate=is_over and message.parent_id is not None,
        can_continue=is_over and bool(message.content) and (was_cut or message.status is not MessageStatus.COMPLETE),
        footer=footer_of(run.stats) if run is not None and run.stats is not None else "",
        detail=drafting_detail(run.stats) if run is not None and run.stats is not None else "",
    )


def ended_item(key: int, text: str, end: Finished | Failed | None) -> TranscriptItem:
    """An answer of this window, from the event that ended it; None while it goes on."""
    match end:
        case None:
            return TranscriptItem(key=key, speaker=Speaker.MODEL, text=text, is_streaming=True)
        case Failed():
            return TranscriptItem(
                key=key,
                speaker=Speaker.MODEL,
                text=text,
                notice=end.message,
                is_error=True,
                can_retry=True,
                can_regenerate=True,
                can_continue=bool(text),
            )
        case Finished(reason=reason, stats=stats):
            return TranscriptItem(
                key=key,
                speaker=Speaker.MODEL,
                text=text,
                notice=_reason_text(reason),
                can_retry=reason is FinishReason.CANCELLED,
                can_regenerate=True,
                can_continue=bool(text) and reason is not FinishReason.STOP,
                footer=footer_of(stats),
                detail=drafting_detail(stats),
            )


def figures_of(run: Run | None) -> Figures | None:
    if run is None or run.stats is None:
        return None
    return Figures(stats=run.stats, ui_ttft_ms=run.ui_ttft_ms)


def footer_of(stats: GenerationStats) -> str:
    """ "128 tokens · 98.5 tokens/s · first after 84 ms · 40 drafted for free"; "" when nothing was written."""
    if not stats.output_tokens:
        return ""
    count = count_text(stats.output_tokens)
    first = QCoreApplication.translate("presenting", "first after %1").replace("%1", duration_text(stats.ttft_ms))
    rate = "" if stats.decode_tokens_per_s is None else rate_text(stats.decode_tokens_per_s)
    return " · ".join(filter(None, (count, rate, first, drafted_text(stats))))


def synchronise(model: TranscriptModel, items: Sequence[TranscriptItem]) -> None:
    """Make the model show `items` of the same conversation with the fewest changes, so that the view stays in place."""
    n_shown = len(model)
    n_common = min(n_shown, len(items))
    n_same = next((row for row in range(n_common) if model.item(row).key != items[row].key), n_common)
    if n_same == 0:
        model.set_items(items)
        return
    for row in range(n_same):
        if model.item(row) != items[row]:
            model.replace(row, items[row])
    if n_same < n_shown or n_same < len(items):
        model.replace_tail(n_same, items[n_same:])


def show_turn(
    model: TranscriptModel,
    thread: Sequence[StoredMessage],
    turn: Turn,
    answer: TranscriptItem,
    siblings: Mapping[int, tuple[int, ...]] = _NO_SIBLINGS,
) -> bool:
    """Add a new turn in its place, without looking at the rest. thread: down to the turn's answer. Returns False, and
    changes nothing, when the model shows anything else than the messages above the turn."""
    n_new = 1 if turn.user_message_id is None else 2
    above = len(thread) - n_new
    if above > len(model) or (above and model.item(above - 1).key != thread[above - 1].id):
        return False
    if above == len(model) and above and model.item(above - 1).can_retry:
        model.replace(above - 1, replace(model.item(above - 1), can_retry=False))
    items = [item_of(message, None, is_last=False) for message in thread[above:-1]]
    items = [_with_siblings(item, siblings.get(item.key, ())) for item in (*items, answer)]
    model.replace_tail(above, items)
    return True


def _with_siblings(item: TranscriptItem, siblings: tuple[int, ...]) -> TranscriptItem:
    """One alone has none to walk to."""
    known = siblings if len(siblings) > 1 else ()
    return item if item.siblings == known else replace(item, siblings=known)


def _notice_of(message: StoredMessage, run: Run | None) -> tuple[str, bool]:
    match message.status:
        case MessageStatus.COMPLETE:
            return (_reason_text(run.finish_reason) if run is not None and run.finish_reason else "", False)
        case MessageStatus.STREAMING:
            return "", False
        case MessageStatus.CANCELLED:
            return _reason_text(FinishReason.CANCELLED), False
        case MessageStatus.INTERRUPTED:
            return QCoreApplication.translate(
                "presenting", "Interrupted: the program ended before the answer was complete."
            ), False
        case MessageStatus.FAILED:
            sentence = (
                run.error_message if run is not None else QCoreApplication.translate("presenting", "The answer failed.")
            )
            if is_unread(message, run):
                sentence += " " + QCoreApplication.translate(
                    "presenting", "The message is left out when this conversation goes on."
                )
            return sentence, True


def _reason_text(reason: FinishReason) -> str:
    match reason:
        case FinishReason.STOP:
            return ""
        case FinishReason.LENGTH:
            return QCoreApplication.translate("presenting", "The answer ended at its length limit.")
        case FinishReason.CANCELLED:
            return QCoreApplication.translate("presenting", "Stopped.")
