"""The widgets of the visible parts of the transcript: made once, recycled, and told apart by their place.

Owns which widget shows which part, the documents that are kept for a return, and the colouring of code. Knows nothing
of scrolling or positions.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QApplication, QWidget

from ..markdown import SegmentKind
from ..markdown_maths import Formula
from ..models.transcript import Speaker, TranscriptItem
from .code_block import CodeBlock
from .dimming import set_dimmed
from .highlight import HighlightJob, HighlightQueue, Highlights, apply_highlights, lexer_for
from .message_editor import EDITOR_OUTSET, MessageEditor
from .message_end import END_OUTSET, MessageEnd
from .reasoning_head import ReasoningHead
from .rich_text import SafeDocument, TextStyle, blank_document, make_document
from .text_piece import TextPiece, TextSlot
from .transcript_layout import Piece, RowLayout
from .transcript_selection import Mark, Slot

PieceWidget = TextSlot | CodeBlock | ReasoningHead | MessageEnd | MessageEditor

KEPT_DOCUMENTS = 160
BLANK_DOCUMENTS = 16
"""Made while the window rests: that is about a quarter of what it takes to have one filled. More than a jump shows as a
rule."""
LEAST_TIDIED, TIDIED_SHARE = 16, 4
MADE_BLANKS = 8
"""In one step, and one widget."""
_KINDS: dict[SegmentKind, type[PieceWidget]] = {
    SegmentKind.CODE: CodeBlock,
    SegmentKind.REASONING: ReasoningHead,
}
"""The others are text."""
_MADE_EARLY: dict[type[PieceWidget], int] = {TextSlot: 16, CodeBlock: 2, MessageEnd: 8}
"""As many as a jump in a window of usual height shows: to make one takes longer than to show a part in it."""
_OUTSETS = {MessageEnd: END_OUTSET, MessageEditor: EDITOR_OUTSET, ReasoningHead: END_OUTSET}
"""How far a widget reaches beyond the column, left and right."""


class PieceWidgets(QObject):
    """Live widgets by part. Signals carry the row or the slot that the person acted on."""

    link_activated = Signal(int, str)
    copy_message_requested = Signal(int)
    copy_code_requested = Signal(object)
    save_code_requested = Signal(object)
    wrap_code_requested = Signal(object, bool)
    fold_requested = Signal(object)
    retry_requested = Signal(int)
    edit_requested = Signal(int)
    regenerate_requested = Signal(int)
    continue_requested = Signal(int)
    sibling_wanted = Signal(int)
    menu_requested = Signal(int, QPoint)
    context_requested = Signal(int)
    files_requested = Signal(int, QPoint)
    edit_changed = Signal(int, str)
    edit_resized = Signal(int)
    edit_done = Signal(int)
    edit_closed = Signal(int)
    edit_cancelled = Signal(int)
    edit_withdrawn = Signal()
    copy_requested = Signal()
    select_message_requested = Signal(int)
    pressed = Signal(object)
    dragged = Signal(QPoint)
    released = Signal()
    focus_lost = Signal()  # its part is not in view any more
    control_lost = Signal()  # with the focus in it: there is nothing to press any more

    def __init__(self, viewport: QWidget, style: TextStyle) -> None:
        super().__init__(viewport)
        self._viewport = viewport
        self.style = style
        self._live: dict[Piece, PieceWidget] = {}
        self._slots: dict[QWidget, Slot] = {}
        self._pool: dict[type[PieceWidget], list[PieceWidget]] = {
            TextSlot: [],
            CodeBlock: [],
            ReasoningHead: [],
            MessageEnd: [],
            MessageEditor: [],
        }
        self._names: dict[tuple[Speaker, SegmentKind | None, bool], str] = {}
        self._spare: list[PieceWidget] = []  # of the pool, and not hidden yet
        self._documents: OrderedDict[Piece, None] = OrderedDict()
        self._blanks: list[SafeDocument] = []
        self._queue = HighlightQueue(self)
        self._near_row = -1
        self.only_row: Callable[[], int] | None = None  # the one with an answer that can be had again, and no other
        self._is_busy = self._is_held = False
        self._waiting_edit: int | None = None
        self._handed_over: Piece | None = None

    def __len__(self) -> int:
        return len(self._live)

    @property
    def n_widgets(self) -> int:
        """All that exist, live and waiting."""
        return len(self._live) + sum(len(pool) for pool in self._pool.values())

    @property
    def n_waiting_highlights(self) -> int:
        return len(self._queue)

    def widget(self, piece: Piece) -> PieceWidget | None:
        return self._live.get(piece)

    def text_widgets(self) -> list[tuple[Slot, TextPiece]]:
        """The live text widgets with their slots, in reading order."""
        found: list[tuple[Slot, TextPiece]] = []
        for widget in self._live.values():
            if (text := text_of(widget)) is not None:
                found.append((self._slots[widget], text))
        return sorted(found, key=_slot_of_pair)

    def show(self, slot: Slot, layout: RowLayout, item: TranscriptItem, width: int, edit: str) -> int | None:
        """Makes a part live. Returns its new height without gap in pixels, None when it is the one already shown.

        edit: what a message that is being edited has become so far.
        """
        piece = layout.pieces[slot[1]]
        old = self._live.get(piece)
        if old is not None:
            if isinstance(old, TextSlot | CodeBlock):
                set_dimmed(old, is_dimmed=_is_dimmed(item, piece))
            self._slots[old] = slot
            is_handed_over = piece is self._handed_over
            if piece.document is not None or (piece.segment is None and not is_handed_over):
                return None
        self._handed_over = None
        widget = self._assign(piece, old, layout)
        self._slots[widget] = slot
        name = self._name_of(slot[0], item.speaker, piece, is_edited=layout.is_edited)
        if isinstance(widget, MessageEnd):
            widget.set_held(self._is_held)
            is_second = self.only_row is not None
            if self.only_row is not None:
                is_it = item.can_regenerate and slot[0] == self.only_row()
                item = replace(item, can_retry=item.can_retry and is_it, can_regenerate=is_it, can_continue=False)
            padding = layout.panel_padding_below()
            height = widget.show_item(item, self.style, width, name, padding_above=padding, is_second=is_second)
            widget.set_near(slot[0] == self._near_row)
            widget.set_busy(self._is_busy)
            return height
        if isinstance(widget, ReasoningHead):
            return widget.show_head(piece, self.style, item.reasoning, is_folded=layout.is_folded)
        if isinstance(widget, MessageEditor):
            widget.set_busy(self._is_busy)
            height = widget.show_edit(item, edit, self.style, width, name)
            widget.set_waiting(item.key == self._waiting_edit)
            return height
        set_dimmed(widget, is_dimmed=_is_dimmed(item, piece))
        if piece.document is None and piece.segment is not None:
            blank = self._blanks.pop() if self._blanks else None
            piece.document = make_document(piece.segment, self.style, piece.notes, blank=blank)
        height = widget.show_piece(piece, self.style, width, name, keeps_selection=old is widget)
        self._documents[piece] = None
        self._documents.move_to_end(piece)
        if isinstance(widget, CodeBlock):
            self._want_highlights(piece)
        return height

    def place(self, piece: Piece, x: int, y: int, width: int, height: int) -> None:
        widget = self._live[piece]
        outset = _OUTSETS.get(type(widget), 0)
        widget.setGeometry(x - outset, y, width + 2 * outset, height)
        if widget.isHidden():
            widget.show()

    def keep_only(self, kept: set[Piece]) -> None:
        for piece in [piece for piece in self._live if piece not in kept]:
            self.retire(piece, is_kept=True)
        live = set(self._live.values())
        for widget in self._spare:
            if widget not in live:
                widget.hide()
        self._spare.clear()

    def spare_all(self) -> None:
        """Other parts come into view, and none of those that are in it stays: their widgets show the others, without
        being hidden in between. `keep_only` hides what is left over."""
        focused = QApplication.focusWidget()
        for piece in list(self._live):
            widget = self._take_back(piece, focused, is_kept=True)
            if widget.underMouse():
                widget.hide()  # or it would go on to look as if the pointer were over it
            else:
                self._spare.append(widget)

    def retire(self, piece: Piece, *, is_kept: bool = False) -> None:
        """Hands the widget of a part back, if it has one. is_kept: the part is there, and only out of sight."""
        if piece in self._live:
            self._take_back(piece, QApplication.focusWidget(), is_kept=is_kept).hide()

    def _take_back(self, piece: Piece, focused: QWidget | None, *, is_kept: bool) -> PieceWidget:
        widget = self._live.pop(piece)
        if focused is not None and (focused is widget or widget.isAncestorOf(focused)):
            is_control = isinstance(widget, MessageEnd | MessageEditor) and not is_kept
            (self.control_lost if is_control else self.focus_lost).emit()
        if (text := text_of(widget)) is not None:
            text.clear_selection()
        self._pool[type(widget)].append(widget)
        return widget

    def hand_over(self, old: Piece, new: Piece) -> None:
        """The widget of one message's end, with the focus and the pointer in it, shows another's from now on."""
        widget = self._live.pop(old, None)
        if widget is not None:
            self._live[new] = widget
            self._handed_over = new

    def forget(self, pieces: list[Piece]) -> None:
        """Drops the documents of parts that changed or went away."""
        for piece in pieces:
            self._documents.pop(piece, None)
            piece.document = None

    def holders(self, formulas: frozenset[Formula]) -> list[Piece]:
        """The parts whose documents show one of these as it was written."""
        return [piece for piece in self._documents if piece.document is not None and piece.document.missing & formulas]

    def forget_all(self) -> None:
        self.spare_all()
        self.forget(list(self._documents))

    def tidy(self) -> bool:
        """While nothing else is to be done: drops the documents that were not shown for longest, and makes blank ones
        and widgets for the next parts. Returns whether there is more to do."""
        excess = len(self._documents) - len(self._live) - KEPT_DOCUMENTS
        n_dropped = n_tidied(excess)
        if n_dropped:
            hidden = (piece for piece in self._documents if piece not in self._live)
            self.forget(list(islice(hidden, n_dropped)))
        n_lacking = BLANK_DOCUMENTS - len(self._blanks)
        for _ in range(min(n_lacking, MADE_BLANKS)):
            self._blanks.append(blank_document())
        return self._make_early() or excess > n_dropped > 0 or n_lacking > MADE_BLANKS

    def _make_early(self) -> bool:
        """One widget. False: there are enough."""
        for kind, n_wanted in _MADE_EARLY.items():
            n_live = sum(type(widget) is kind for widget in self._live.values())
            if n_live + len(self._pool[kind]) < n_wanted:
                self._pool[kind].append(self._make(kind))
                return True
        return False

    # widgets

    def _assign(self, piece: Piece, old: PieceWidget | None, layout: RowLayout) -> PieceWidget:
        kind: type[PieceWidget] = MessageEditor if layout.is_edited else MessageEnd
        if piece.segment is not None:
            kind = _KINDS.get(piece.segment.kind, TextSlot)
        if old is not None:
            if type(old) is kind:
                return old
            self.retire(piece)
        pool = self._pool[kind]
        widget = pool.pop(_best_end(pool, layout.speaker) if kind is MessageEnd else -1) if pool else self._make(kind)
        self._live[piece] = widget
        return widget

    def _make(self, kind: type[PieceWidget]) -> PieceWidget:
        if kind is MessageEnd:
            end = MessageEnd(self._viewport)
            end.dress(self.style)
            end.copy_requested.connect(self._on_copy_message)
            end.retry_requested.connect(self._on_retry)
            end.edit_requested.connect(self._on_edit)
            end.regenerate_requested.connect(self._on_regenerate)
            end.continue_requested.connect(self._on_continue)
            end.sibling_wanted.connect(self.sibling_wanted)
            end.menu_requested.connect(self._on_menu)
            end.context_requested.connect(self._on_context)
            end.files_requested.connect(self._on_files)
            end.entered.connect(self._on_entered)
            end.control_lost.connect(self.control_lost)
            return end
        if kind is MessageEditor:
            editor = MessageEditor(self._viewport)
            editor.text_changed.connect(self._on_edit_changed)
            editor.height_changed.connect(self._on_edit_resized)
            editor.done.connect(self._on_edit_done)
            editor.closed.connect(self._on_edit_closed)
            editor.cancelled.connect(self._on_edit_cancelled)
            editor.withdrawn.connect(self.edit_withdrawn)
            editor.control_lost.connect(self.control_lost)
            return editor
        if kind is ReasoningHead:
            head = ReasoningHead(self._viewport)
            head.clicked.connect(self._on_fold)
            return head
        widget: TextSlot | CodeBlock
        if kind is CodeBlock:
            block = CodeBlock(self._viewport)
            block.dress(self.style)
            block.copy_requested.connect(self._on_copy_code)
            block.save_requested.connect(self._on_save_code)
            block.wrap_requested.connect(self._on_wrap_code)
            widget, text = block, block.text
        else:
            widget = text = TextSlot(self._viewport)
        text.dress(self.style)
        text.link_activated.connect(self._on_link)
        text.copy_message_requested.connect(self._on_copy_message)
        text.copy_requested.connect(self.copy_requested)
        text.select_message_requested.connect(self._on_select_message)
        text.entered.connect(self._on_entered)
        text.pressed.connect(self._on_pressed)
        text.dragged.connect(self.dragged)
        text.released.connect(self.released)
        return widget

    def _name_of(self, row: int, speaker: Speaker, piece: Piece, *, is_edited: bool) -> str:
        """What a screen reader says of a part."""
        segment = piece.segment
        shape = speaker, None if segment is None else segment.kind, is_edited
        pattern = self._names.get(shape)
        if pattern is None:
            pattern = self._names[shape] = self._make_name(*shape)
        name = pattern.replace("%1", str(row + 1))
        return f"{name}, {segment.language}" if segment is not None and segment.language else name

    def _make_name(self, speaker: Speaker, kind: SegmentKind | None, is_edited: bool) -> str:
        """With a place for the number of the message."""
        match speaker:
            case Speaker.PERSON:
                who = self.tr("You")
            case Speaker.MODEL:
                who = self.tr("Answer")
            case Speaker.SYSTEM:
                who = self.tr("Instructions")
        if kind is None and not is_edited:
            what = self.tr("end of message %1")
        elif kind is SegmentKind.CODE:
            what = self.tr("code in message %1")
        elif kind is SegmentKind.TABLE:
            what = self.tr("table in message %1")
        else:
            what = self.tr("message %1")
        return f"{who}, {what}"

    # colours of code

    def _want_highlights(self, piece: Piece) -> None:
        segment = piece.segment
        if segment is None or not segment.is_closed or piece.document is None:
            return
        if piece.highlights is not None:
            self._color(piece)
            return
        lexer = lexer_for(segment.language)
        if lexer is not None:
            piece.highlights = Highlights()
            text = piece.document.toRawText().replace("\u2029", "\n")
            job = HighlightJob(text, lexer, piece.highlights)
            self._queue.add(job, partial(self._live.__contains__, piece), partial(self._end_highlights, piece, job))

    def _end_highlights(self, piece: Piece, job: HighlightJob, is_done: bool) -> None:
        if piece.highlights is not job.highlights:
            return
        if is_done:
            self._color(piece)
        else:
            piece.highlights = None

    def _color(self, piece: Piece) -> None:
        if piece.highlights is not None and piece.highlights.is_done and piece.document is not None:
            apply_highlights(piece.document, piece.highlights, self.style.colors)

    # what the person did

    def _sender_slot(self) -> Slot | None:
        sender = self.sender()
        widget = sender if isinstance(sender, QWidget) else None
        while widget is not None and widget not in self._slots:
            widget = widget.parentWidget()
        return self._slots[widget] if widget is not None else None

    def _on_link(self, address: str) -> None:
        if (slot := self._sender_slot()) is not None:
            self.link_activated.emit(slot[0], address)

    def _on_copy_message(self) -> None:
        if (slot := self._sender_slot()) is not None:
            self.copy_message_requested.emit(slot[0])

    def _on_copy_code(self) -> None:
        if (slot := self._sender_slot()) is not None:
            self.copy_code_requested.emit(slot)

    def _on_save_code(self) -> None:
        if (slot := self._sender_slot()) is not None:
            self.save_code_requested.emit(slot)

    def _on_wrap_code(self, wraps: bool) -> None:
        if (slot := self._sender_slot()) is not None:
            self.wrap_code_requested.emit(slot, wraps)

    def _on_fold(self) -> None:
        if (slot := self._sender_slot()) is not None:
            self.fold_requested.emit(slot)

    def _on_retry(self) -> None:
        if (slot := self._sender_slot()) is not None:
            self.retry_requested.emit(slot[0])

    def _on_edit(self) -> None:
        if (slot := self._sender_slot()) is not None:
            self.edit_requested.emit(slot[0])

    def _on_regenerate(self) -> None:
        if (slot := self._sender_slot()) is not None:
            self.regenerate_requested.emit(slot[0])

    def _on_continue(self) -> None:
        if (slot := self._sender_slot()) is not None:
            self.continue_requested.emit(slot[0])

    def _on_context(self) -> None:
        if (slot := self._sender_slot()) is not None:
            self.context_requested.emit(slot[0])

    def _on_menu(self, place: QPoint) -> None:
        if (slot := self._sender_slot()) is not None:
            self.menu_requested.emit(slot[0], place)

    def _on_files(self, place: QPoint) -> None:
        if (slot := self._sender_slot()) is not None:
            self.files_requested.emit(slot[0], place)

    def _on_edit_changed(self) -> None:
        editor = self.sender()
        if isinstance(editor, MessageEditor) and (slot := self._sender_slot()) is not None:
            self.edit_changed.emit(slot[0], editor.text())

    def _on_edit_resized(self) -> None:
        if (slot := self._sender_slot()) is not None:
            self.edit_resized.emit(slot[0])

    def _on_edit_done(self) -> None:
        if (slot := self._sender_slot()) is not None:
            self.edit_done.emit(slot[0])

    def _on_edit_closed(self) -> None:
        if (slot := self._sender_slot()) is not None:
            self.edit_closed.emit(slot[0])

    def _on_edit_cancelled(self) -> None:
        if (slot := self._sender_slot()) is not None:
            self.edit_cancelled.emit(slot[0])

    def _on_select_message(self) -> None:
        if (slot := self._sender_slot()) is not None:
            self.select_message_requested.emit(slot[0])

    def _on_pressed(self, position: int) -> None:
        if (slot := self._sender_slot()) is not None:
            self.pressed.emit(Mark(slot, position))

    def _on_entered(self) -> None:
        if (slot := self._sender_slot()) is not None:
            self.set_near_row(slot[0])

    def set_busy(self, is_busy: bool) -> None:
        """Whether an answer is in progress, so that no other can be had."""
        if is_busy != self._is_busy:
            self._is_busy = is_busy
            for widget in self._live.values():
                if isinstance(widget, MessageEnd | MessageEditor):
                    widget.set_busy(is_busy)

    def set_held(self, is_held: bool) -> None:
        """Whether the answer in progress waits for that of another window."""
        if is_held != self._is_held:
            self._is_held = is_held
            for widget in self._live.values():
                if isinstance(widget, MessageEnd):
                    widget.set_held(is_held)

    def set_waiting_edit(self, key: int | None) -> None:
        """The edit of this message waits for the model; None for none."""
        if key != self._waiting_edit:
            self._waiting_edit = key
            for widget in self._live.values():
                if isinstance(widget, MessageEditor):
                    widget.set_waiting(widget.key == key)

    def set_near_row(self, row: int) -> None:
        """The message under the pointer, -1 for none: its copy button shows itself."""
        if row == self._near_row:
            return
        self._near_row = row
        for widget in self._live.values():
            if isinstance(widget, MessageEnd):
                widget.set_near(self._slots[widget][0] == row)


def n_tidied(excess: int) -> int:
    """How many of what is too much go in one step: a quarter of many, because whoever drags the scroll bar through
    short messages leaves more behind in each turn than few steps take."""
    return max(0, min(excess, max(LEAST_TIDIED, excess // TIDIED_SHARE)))


def text_of(widget: QWidget) -> TextPiece | None:
    """The text widget in a widget of a part; None for the end of a message."""
    if isinstance(widget, CodeBlock):
        return widget.text
    return widget if isinstance(widget, TextPiece) else None


def _best_end(ends: Sequence[PieceWidget], speaker: Speaker) -> int:
    """The place of one that stood under a message of the same speaker, so that little of it changes: the last, because
    those that are not hidden yet are behind the others. -1 for none."""
    for place in reversed(range(len(ends))):
        end = ends[place]
        if isinstance(end, MessageEnd) and end.speaker is speaker:
            return place
    return -1


def _is_dimmed(item: TranscriptItem, piece: Piece) -> bool:
    return item.is_left_out or (piece.segment is not None and piece.segment.is_reasoning)


def _slot_of_pair(pair: tuple[Slot, TextPiece]) -> Slot:
    return pair[0]
