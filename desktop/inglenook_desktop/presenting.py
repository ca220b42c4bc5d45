"""From stored messages to what the transcript shows: sentences under an answer, quiet figures, who spoke."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from inglenook_engine.protocol import Failed, Finished
from inglenook_engine.reasoning import answer_of
from inglenook_engine.types import FinishReason, GenerationStats, Role
from PySide6.QtCore import QCoreApplication, QLocale

from .context_policy import ContextCut, ContextMarks, is_at_limit
from .markdown_display import visible
from .models.transcript import MAX_ATTACHMENTS, Speaker, TranscriptItem, TranscriptModel
from .prompting import is_unread, left_out, pinned_turns
from .state import Figures
from .store import MessageStatus, Run, StoredMessage
from .store.records import Attachment
from .translating import counted, said
from .views.answer_marks import marked_text
from .views.drafting_text import drafted_text, drafting_detail
from .views.parts import count_text, duration_text, rate_text, size_text

_NO_SIBLINGS: Mapping[int, tuple[int, ...]] = {}
_NO_ATTACHMENTS: Mapping[int, Sequence[Attachment]] = {}
_NO_MARKS = ContextMarks()
_SPEAKERS = {Role.USER: Speaker.PERSON, Role.ASSISTANT: Speaker.MODEL, Role.SYSTEM: Speaker.SYSTEM}


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadItems:
    """The transcript of a conversation, each message made for the screen when it is looked at.

    run_of: the newest run of an answer, asked when it is shown. overlays: by message id, for answers whose newest text
    is not stored yet. siblings: by message id, the messages that share its parent, itself included. attachments: by
    message id. marks: what is not read any more, what is read instead, and what is always read. model_name: of the
    model that answers now; an answer of another one says whose it is. "" while none does.
    """

    thread: Sequence[StoredMessage]
    run_of: Callable[[int], Run | None]
    overlays: Mapping[int, TranscriptItem]
    siblings: Mapping[int, tuple[int, ...]]
    attachments: Mapping[int, Sequence[Attachment]]
    cut: ContextCut | None
    gone: frozenset[int]
    pinned: frozenset[int]
    keys: tuple[int, ...]
    model_name: str = ""

    def __len__(self) -> int:
        return len(self.thread)

    def __getitem__(self, row: int) -> TranscriptItem:
        if not 0 <= row < len(self.thread):
            raise IndexError(row)
        message = self.thread[row]
        item = self.overlays.get(message.id)
        if item is None:
            run = self.run_of(message.id) if message.role is Role.ASSISTANT else None
            item = item_of(message, run, is_last=row == len(self.thread) - 1)
            if item.footer and (name := other_model(run, self.model_name)):
                item = replace(item, footer=f"{name} · {item.footer}")
        item = _with(item, self.siblings.get(message.id, ()), self.attachments.get(message.id, ()))
        return _marked(item, self.cut, is_left_out=message.id in self.gone, is_pinned=message.id in self.pinned)

    def texts(self) -> Iterator[str]:
        if not self.overlays:
            return (message.content for message in self.thread)
        return map(self.text, range(len(self.thread)))

    def text(self, row: int) -> str:
        message = self.thread[row]
        overlay = self.overlays.get(message.id)
        return message.content if overlay is None else overlay.text


def items_of(
    thread: Sequence[StoredMessage],
    run_of: Callable[[int], Run | None],
    overlays: Mapping[int, TranscriptItem],
    siblings: Mapping[int, tuple[int, ...]] = _NO_SIBLINGS,
    attachments: Mapping[int, Sequence[Attachment]] = _NO_ATTACHMENTS,
    marks: ContextMarks = _NO_MARKS,
    model_name: str = "",
) -> ThreadItems:
    """The transcript of a conversation; the arguments are those of `ThreadItems`."""
    return ThreadItems(
        thread=thread,
        run_of=run_of,
        overlays=overlays,
        siblings=siblings,
        attachments=attachments,
        cut=marks.cut_on(message.id for message in thread),
        gone=left_out(thread, marks),
        pinned=pinned_turns(thread, marks),
        keys=tuple(map(attrgetter("id"), thread)),
        model_name=model_name,
    )


def _marked(item: TranscriptItem, cut: ContextCut | None, *, is_left_out: bool, is_pinned: bool) -> TranscriptItem:
    is_cut = cut is not None and cut.message_id == item.key
    if not (is_left_out or is_pinned or is_cut):
        return item
    notice, footer = item.notice, item.footer
    if is_cut and cut is not None:
        notice = "\n".join(filter(None, (notice, cut_text(cut))))
    if is_pinned:
        footer = " · ".join(filter(None, (QCoreApplication.translate("presenting", "always read"), footer)))
    return replace(item, notice=notice, footer=footer, is_left_out=is_left_out, is_pinned=is_pinned, is_cut=is_cut)


def cut_text(cut: ContextCut) -> str:
    """What stands in the transcript where the cut is."""
    if not cut.summary:
        return QCoreApplication.translate(
            "presenting", "Down to here the conversation is not read any more: it no longer fits into the context."
        )
    sentence = QCoreApplication.translate(
        "presenting", "Down to here the conversation is not read any more, but this summary:"
    )
    return sentence + "\n\n" + visible(cut.summary)


def item_of(message: StoredMessage, run: Run | None, *, is_last: bool) -> TranscriptItem:
    """Only the last answer can be asked for again."""
    if message.role is not Role.ASSISTANT:
        return TranscriptItem(key=message.id, speaker=_SPEAKERS[message.role], text=message.content)
    notice, is_error = _notice_of(message, run)
    was_cut = run is not None and run.finish_reason is FinishReason.LENGTH
    is_over = message.status is not MessageStatus.STREAMING
    mark = "" if message.outcome is None else marked_text(message.outcome)
    return TranscriptItem(
        key=message.id,
        speaker=Speaker.MODEL,
        text=message.content,
        is_streaming=not is_over,
        notice=notice,
        is_error=is_error,
        can_retry=is_last and is_over and not _is_whole(message, run),
        can_regenerate=is_over and message.parent_id is not None,
        can_continue=is_over and bool(message.content) and (was_cut or message.status is not MessageStatus.COMPLETE),
        footer=" · ".join(
            filter(
                None,
                (footer_of(run.stats, run.tokens_before) if run is not None and run.stats is not None else "", mark),
            )
        ),
        detail=drafting_detail(run.stats) if run is not None and run.stats is not None else "",
        reasoning=reasoned_text(run.stats) if run is not None and run.stats is not None else "",
        outcome="" if message.outcome is None else message.outcome.value,
    )


def ended_item(
    key: int, text: str, end: Finished | Failed | None, *, max_tokens: int = 0, tokens_before: int | None = 0
) -> TranscriptItem:
    """An answer of this window, from the event that ended it; None while it goes on. max_tokens: its limit, 0 for
    none. tokens_before: as of `footer_of`."""
    match end:
        case None:
            return TranscriptItem(key=key, speaker=Speaker.MODEL, text=text, is_streaming=True)
        case Failed():
            return TranscriptItem(
                key=key,
                speaker=Speaker.MODEL,
                text=text,
                notice=said(end.message),
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
                notice=_reason_text(reason, max_tokens, stats, text=text),
                can_retry=reason is FinishReason.CANCELLED or _is_silent(reason, text),
                can_regenerate=True,
                can_continue=bool(text) and reason is not FinishReason.STOP,
                footer=footer_of(stats, tokens_before),
                detail=drafting_detail(stats),
                reasoning=reasoned_text(stats),
            )


def figures_of(run: Run | None, model_name: str = "") -> Figures | None:
    """model_name: as of `ThreadItems`."""
    if run is None or run.stats is None:
        return None
    return Figures(stats=run.stats, ui_ttft_ms=run.ui_ttft_ms, of_model=other_model(run, model_name))


def other_model(run: Run | None, model_name: str) -> str:
    """Whose answer it is, where that is not the model of this name; "" where it is, or one of them is not known."""
    if run is None or not model_name or run.model_name == model_name:
        return ""
    return visible(" ".join(run.model_name.split()))


def reasoned_text(stats: GenerationStats) -> str:
    """ "Reasoned for 12 s · 340 tokens"; "" where it did not, or nobody counted."""
    if not stats.reasoning_tokens:
        return ""
    return f"{reasoned_for(stats.reasoning_ms)} · {count_text(stats.reasoning_tokens)}"


def reasoned_for(reasoning_ms: float) -> str:
    return QCoreApplication.translate("presenting", "Reasoned for %1").replace("%1", duration_text(reasoning_ms))


def footer_of(stats: GenerationStats, tokens_before: int | None = 0) -> str:
    """ "128 tokens · 98.5 tokens/s · first after 84 ms · 40 drafted for free"; "" when nothing was written.
    tokens_before: of an answer that was gone on with, None where they are not known."""
    if not stats.output_tokens:
        return ""
    count = count_text(stats.output_tokens)
    if tokens_before is None:
        count = QCoreApplication.translate("presenting", "%1 in the last run").replace("%1", count)
    elif tokens_before:
        whole = QCoreApplication.translate("presenting", "%1, %2 of them in the last run")
        number = QLocale().toString(stats.output_tokens)
        count = whole.replace("%1", count_text(tokens_before + stats.output_tokens)).replace("%2", number)
    first = QCoreApplication.translate("presenting", "first after %1").replace("%1", duration_text(stats.ttft_ms))
    rate = "" if stats.decode_tokens_per_s is None else rate_text(stats.decode_tokens_per_s)
    return " · ".join(filter(None, (count, rate, first, drafted_text(stats))))


def synchronise(model: TranscriptModel, items: ThreadItems) -> None:
    """Make the model show `items` of the same conversation with the fewest changes, so that the view stays in place.

    What nobody has looked at is not compared: it is made anew when it is.
    """
    n_shown = len(model)
    n_common = min(n_shown, len(items))
    n_same = next((row for row in range(n_common) if model.key(row) != items.keys[row]), n_common)
    if n_same == 0:
        model.set_source(items)
        return
    for row in range(n_same):
        if model.is_made(row) and model.item(row) != (item := items[row]):
            model.replace(row, item)
    if n_same < n_shown or n_same < len(items):
        model.replace_tail(n_same, [items[row] for row in range(n_same, len(items))])
    model.renew_source(items)


def show_turn(
    model: TranscriptModel,
    new: Sequence[StoredMessage],
    answer: TranscriptItem,
    siblings: Mapping[int, tuple[int, ...]] = _NO_SIBLINGS,
    attachments: Mapping[int, Sequence[Attachment]] = _NO_ATTACHMENTS,
) -> bool:
    """Add a new turn in its place, without looking at the rest. new: what the turn added, one below the other, its
    answer last, which `answer` stands for. Returns False, and changes nothing, when the model does not show what they
    stand below."""
    parent_id = new[0].parent_id
    last = -1 if parent_id is None else model.row_of(parent_id)
    if last is None:
        return False
    above = last + 1
    if above == len(model) and above and model.item(last).can_retry:
        model.replace(last, replace(model.item(last), can_retry=False))
    items = [item_of(message, None, is_last=False) for message in new[:-1]]
    items = [_with(item, siblings.get(item.key, ()), attachments.get(item.key, ())) for item in (*items, answer)]
    model.replace_tail(above, items)
    return True


def attachment_lines(attachments: Sequence[Attachment]) -> tuple[str, ...]:
    """ "scan.pdf · 1.2 MB", one line each; what is beyond the first ones is counted."""
    shown = attachments[:MAX_ATTACHMENTS]
    lines = [
        " · ".join(filter(None, (visible(" ".join(one.name.split())), size_text(one.size_bytes)))) for one in shown
    ]
    if len(attachments) > len(shown):
        one = QCoreApplication.translate("presenting", "and one more file")
        many = QCoreApplication.translate("presenting", "and %1 more files")
        lines.append(counted(len(attachments) - len(shown), one, many))
    return tuple(lines)


def _with(item: TranscriptItem, siblings: tuple[int, ...], attachments: Sequence[Attachment]) -> TranscriptItem:
    """What the store knows of it beside its text. One alone has no siblings to walk to."""
    known, lines = siblings if len(siblings) > 1 else (), attachment_lines(attachments)
    is_known = (item.siblings, item.attachments) == (known, lines)
    return item if is_known else replace(item, siblings=known, attachments=lines)


def _notice_of(message: StoredMessage, run: Run | None) -> tuple[str, bool]:
    match message.status:
        case MessageStatus.COMPLETE:
            if run is None or run.finish_reason is None:
                return "", False
            return _reason_text(run.finish_reason, run.params.max_tokens, run.stats, text=message.content), False
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
                said(run.error_message)
                if run is not None
                else QCoreApplication.translate("presenting", "The answer failed.")
            )
            if is_unread(message, run):
                sentence += " " + QCoreApplication.translate(
                    "presenting", "The message is left out when this conversation goes on."
                )
            return sentence, True


def _is_whole(message: StoredMessage, run: Run | None) -> bool:
    """Asked of the last message alone: it looks through all of it."""
    is_silent = run is not None and _is_silent(run.finish_reason, message.content)
    return message.status is MessageStatus.COMPLETE and not is_silent


def _is_silent(reason: FinishReason | None, text: str) -> bool:
    """The model came to its end, and said nothing but its reasoning."""
    return reason is FinishReason.STOP and not answer_of(text).strip()


def _reason_text(
    reason: FinishReason, max_tokens: int = 0, stats: GenerationStats | None = None, *, text: str = ""
) -> str:
    match reason:
        case FinishReason.STOP if _is_silent(reason, text):
            return QCoreApplication.translate("presenting", "The model ended here without an answer.")
        case FinishReason.STOP:
            return ""
        case FinishReason.LENGTH if is_at_limit(max_tokens, stats):
            one = QCoreApplication.translate("presenting", "The answer ended at its limit of one token.")
            many = QCoreApplication.translate("presenting", "The answer ended at its limit of %1 tokens.")
            return counted(max_tokens, one, many)
        case FinishReason.LENGTH:
            return QCoreApplication.translate("presenting", "The answer ended because the model's context is full.")
        case FinishReason.CANCELLED:
            return QCoreApplication.translate("presenting", "Stopped.")
