"""What the buttons and the menu of a message do, as commands: for the last question and the last answer of the column
that is current."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, QPoint

from ..commands import CommandGroup, Commands
from ..markdown import SegmentKind
from ..message_wishes import Continue, Fork, Regenerate, ShowBranch
from ..models.transcript import Speaker, TranscriptItem
from .growing_field import can_hold_all

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from .columns import Column, Columns
    from .message_acts import MessageActs
    from .transcript_selection import Slot

_Found = TypeVar("_Found")


class MessageCommands(QObject):
    """Each is harmless where there is no such message. What only the first column has (an edit, an answer by another
    model) is had there, whichever of two is current."""

    def __init__(self, columns: Columns, commands: Commands, window: QWidget) -> None:
        super().__init__(window)
        self._columns = columns
        self._commands = commands
        tr, answer = QCoreApplication.translate, CommandGroup.ANSWER
        add, row, first = self._add, self._row, self._row_of_first
        again, first_again = partial(row, _can_regenerate), partial(first, _can_regenerate)
        add(
            "answer.regenerate",
            tr("commands", "Regenerate the last answer"),
            again,
            self._regenerate,
            answer,
            "Ctrl+Shift+R",
        )
        other_model = tr("commands", "Regenerate with another model…")
        add("answer.regenerate_model", other_model, first_again, self._ask_model, answer)
        other_preset = tr("commands", "Regenerate with a preset…")
        add("answer.regenerate_preset", other_preset, self._row_for_preset, self._ask_preset, answer)
        other_params = tr("commands", "Regenerate with other parameters…")
        add("answer.regenerate_params", other_params, first_again, self._ask_params, answer)
        go_on = tr("commands", "Continue the last answer")
        add("answer.continue", go_on, partial(first, _can_continue), self._continue, answer, "Ctrl+G")
        change = tr("commands", "Edit the last answer")
        add("answer.edit", change, partial(first, _is_editable_answer), self._edit, answer, "Ctrl+Alt+E")
        ask_anew = tr("commands", "Edit the last question")
        add("question.edit", ask_anew, partial(first, _is_editable_question), self._edit, answer, "Ctrl+Shift+E")
        for by, key, title, keys in (
            (-1, "answer.version_before", tr("commands", "The version before"), "Alt+Left"),
            (1, "answer.version_after", tr("commands", "The next version"), "Alt+Right"),
        ):
            add(key, title, partial(self._sibling, by), self._show_version, answer, keys)
        fold = tr("commands", "Show or hide the reasoning of the last answer")
        add("answer.reasoning", fold, partial(self._slot, SegmentKind.REASONING), self._fold, answer, "Ctrl+Alt+R")
        pin = tr("commands", "Always read the last turn, or not any more")
        add("answer.pin", pin, partial(row, _is_finished), self._pin, answer)
        cut = tr("commands", "Change what is read instead of the oldest messages…")
        add("context.change", cut, partial(row, _is_cut), self._change_cut, answer)
        files = tr("commands", "Look into the files of the last question")
        add("question.files", files, partial(row, _has_files), self._show_files, answer)
        more = tr("commands", "More for the last message")
        add("answer.more", more, partial(row, _can_edit), self._show_menu, answer, "Ctrl+.")
        fork, forked = tr("commands", "Continue in a new conversation"), CommandGroup.CONVERSATION
        add("conversation.fork", fork, self._row_to_fork, self._fork, forked, "Ctrl+Alt+B")
        code = partial(self._slot, SegmentKind.CODE)
        copy, save = tr("commands", "Copy the last block of code"), tr("commands", "Save the last block of code…")
        add("code.copy", copy, code, self._copy_code, CommandGroup.EDIT, "Ctrl+Alt+C")
        add("code.save", save, code, self._save_code, CommandGroup.EDIT, "Ctrl+Alt+S")
        newest = tr("commands", "To the end of the conversation")
        add("view.newest", newest, self._away, self._go_down, CommandGroup.VIEW, "Alt+End")

    def _add(
        self,
        key: str,
        title: str,
        find: Callable[[], _Found | None],
        act: Callable[[_Found], object],
        group: CommandGroup,
        keys: str = "",
    ) -> None:
        """What `act` is done to is what `find` says, now and when the key is pressed."""

        def do() -> None:
            if (found := find()) is not None:
                act(found)

        self._commands.add(key, title, do, group=group, keys=keys, when=lambda: find() is not None)

    # --- which message

    @property
    def _current(self) -> Column:
        return self._columns.current

    @property
    def _first(self) -> MessageActs:
        return self._columns.first.view.acts

    def _row(self, is_it: Callable[[TranscriptItem, bool], bool]) -> int | None:
        """Of the current column; told whether an answer is in progress."""
        is_busy = self._first.is_busy
        return self._columns.last(lambda item: is_it(item, is_busy))

    def _row_of_first(self, is_it: Callable[[TranscriptItem, bool], bool]) -> int | None:
        is_busy = self._first.is_busy
        return self._columns.last(lambda item: is_it(item, is_busy), self._columns.first)

    def _row_for_preset(self) -> int | None:
        return self._row_of_first(_can_regenerate) if self._first.list_presets() else None

    def _row_to_fork(self) -> int | None:
        return None if self._first.is_private else self._row(_is_finished)

    def _sibling(self, by: int) -> int | None:
        """The key of the version before or after, of the last message that has several."""
        row = self._row(_has_versions)
        return None if row is None else self._current.model.item(row).sibling(by)

    def _slot(self, kind: SegmentKind) -> Slot | None:
        return self._current.view.last_slot(kind)

    def _away(self) -> bool | None:
        view = self._current.view
        return True if self._columns.has_messages() and not view.is_at_bottom() else None

    # --- what is done to it

    def _key(self, row: int) -> int:
        return self._current.model.key(row)

    def _first_key(self, row: int) -> int:
        return self._columns.first.model.key(row)

    def _place(self) -> QPoint:
        """Of a menu: over the last lines, where the message is."""
        viewport = self._current.view.viewport()
        return viewport.mapToGlobal(QPoint(viewport.width() // 3, viewport.height() // 3))

    def _regenerate(self, row: int) -> None:
        self._current.view.wished.emit(Regenerate(message_id=self._key(row)))

    def _ask_model(self, row: int) -> None:
        self._first.ask_model(row, self._place())

    def _ask_preset(self, row: int) -> None:
        self._first.ask_preset(row, self._place())

    def _ask_params(self, row: int) -> None:
        self._first.params_wanted.emit(self._first_key(row))

    def _continue(self, row: int) -> None:
        self._first.wished.emit(Continue(message_id=self._first_key(row)))

    def _edit(self, row: int) -> None:
        self._columns.first.view.begin_edit(row)

    def _show_version(self, key: int) -> None:
        self._current.view.wished.emit(ShowBranch(message_id=key))

    def _fork(self, row: int) -> None:
        self._current.view.wished.emit(Fork(message_id=self._key(row)))

    def _pin(self, row: int) -> None:
        item = self._current.model.item(row)
        self._first.pin_wanted.emit(item.key, not item.is_pinned)

    def _change_cut(self, row: int) -> None:
        self._first.cut_wanted.emit(self._key(row))

    def _show_files(self, row: int) -> None:
        self._current.view.acts.show_files(row, self._place())

    def _show_menu(self, row: int) -> None:
        self._current.view.acts.show_menu(row, self._place())

    def _fold(self, slot: Slot) -> None:
        self._current.view.fold(slot)

    def _copy_code(self, slot: Slot) -> None:
        self._current.view.copy_code(slot)

    def _save_code(self, slot: Slot) -> None:
        self._current.view.save_code(slot)

    def _go_down(self, _is_away: bool) -> None:
        self._current.view.scroll_to_bottom()


def _can_regenerate(item: TranscriptItem, is_busy: bool) -> bool:
    return (item.can_regenerate or item.can_retry) and not is_busy


def _can_continue(item: TranscriptItem, is_busy: bool) -> bool:
    return item.can_continue and not is_busy


def _can_edit(item: TranscriptItem, _is_busy: bool) -> bool:
    return item.can_edit


def _is_editable_question(item: TranscriptItem, is_busy: bool) -> bool:
    return item.speaker is Speaker.PERSON and _is_editable(item, is_busy)


def _is_editable_answer(item: TranscriptItem, is_busy: bool) -> bool:
    return item.speaker is Speaker.MODEL and _is_editable(item, is_busy)


def _is_editable(item: TranscriptItem, is_busy: bool) -> bool:
    return item.can_edit and not is_busy and can_hold_all(item.text)


def _is_finished(item: TranscriptItem, _is_busy: bool) -> bool:
    return not item.is_streaming


def _is_cut(item: TranscriptItem, _is_busy: bool) -> bool:
    return item.is_cut


def _has_files(item: TranscriptItem, _is_busy: bool) -> bool:
    return bool(item.attachments)


def _has_versions(item: TranscriptItem, _is_busy: bool) -> bool:
    return len(item.siblings) > 1
