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
from .store import MessageStatus, Run, StoredMessage
from .views.drafting_text import drafted_text, drafting_detail
from .views.parts import count_text, duration_text, rate_text

_SPEAKERS = {Role.USER: Speaker.PERSON, Role.ASSISTANT: Speaker.MODEL, Role.SYSTEM: Speaker.SYSTEM}


def items_of(
    thread: Sequence[StoredMessage], runs: Mapping[int, Run], overlays: Mapping[int, TranscriptItem]
) -> list[TranscriptItem]:
    """The transcript of a conversation. overlays: by message id, for answers whose newest text is not stored yet."""
    last = len(thread) - 1
    return [
        overlays.get(message.id) or item_of(message, runs.get(message.id), is_last=row == last)
        for row, message in enumerate(thread)
    ]


def item_of(message: StoredMessage, run: Run | None, *, is_last: bool) -> TranscriptItem:
    """Only the last answer can be asked for again."""
    if message.role is not Role.ASSISTANT:
        return TranscriptItem(key=message.id, speaker=_SPEAKERS[message.role], text=message.content)
    notice, is_error = _notice_of(message, run)
    return TranscriptItem(
        key=message.id,
        speaker=Speaker.MODEL,
        text=message.content,
        is_streaming=message.status is MessageStatus.STREAMING,
        notice=notice,
        is_error=is_error,
        can_retry=is_last and message.status not in (MessageStatus.COMPLETE, MessageStatus.STREAMING),
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
                key=key, speaker=Speaker.MODEL, text=text, notice=end.message, is_error=True, can_retry=True
            )
        case Finished(reason=reason, stats=stats):
            return TranscriptItem(
                key=key,
                speaker=Speaker.MODEL,
                text=text,
                notice=_reason_text(reason),
                can_retry=reason is FinishReason.CANCELLED,
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
    is_other = any(model.item(row).key != items[row].key for row in range(n_common - 1))
    if len(items) < n_shown or is_other or n_shown == 0:
        model.set_items(items)
        return
    for row in range(n_common):
        if model.item(row) != items[row]:
            model.replace(row, items[row])
    for item in items[n_common:]:
        model.append(item)


def show_turn(model: TranscriptModel, thread: Sequence[StoredMessage], answer: TranscriptItem) -> bool:
    """Add a new turn to the end, without looking at the rest. thread: with the turn. Returns False, and changes
    nothing, when the model shows anything else than the messages before it."""
    n_shown = len(model)
    last = n_shown - 1
    if n_shown == len(thread) and n_shown > 1 and model.item(last - 1).key == thread[-2].id:
        model.replace(last, answer)  # a retry takes the place of the answer before
        return True
    if n_shown != len(thread) - 2 or (n_shown and model.item(last).key != thread[-3].id):
        return False
    if n_shown and model.item(last).can_retry:
        model.replace(last, replace(model.item(last), can_retry=False))
    model.append(item_of(thread[-2], None, is_last=False))
    model.append(answer)
    return True


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
