"""Messages of the transcript that are being edited in their place: what they have become so far, and their height."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ..models.transcript import Speaker, TranscriptItem, TranscriptModel
from .growing_field import can_hold_all
from .message_acts import MessageActs
from .message_editor import MessageEditor
from .transcript_canvas import TranscriptCanvas


class EditableCanvas(TranscriptCanvas):
    """An editor takes the place of the message. What was typed in it is kept while it is out of sight or closed, also
    while another conversation is in view; only the Cancel button forgets it. The message says that there is one.
    `acts` tells when the person is done.

    edited: the message of this key may become this text. edit_given_up: it stays as it was. withdrawn: an edit that
    waits for the model is not to be sent.
    """

    edited = Signal(int, str)
    edit_given_up = Signal(int)
    withdrawn = Signal()
    acts: MessageActs

    def __init__(self, model: TranscriptModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self._closed_edits: dict[int, str] = {}
        widgets = self._widgets
        widgets.edit_requested.connect(self.begin_edit)
        widgets.edit_changed.connect(self._on_edit_changed)
        widgets.edit_resized.connect(self._on_edit_resized)
        widgets.edit_done.connect(self._on_edit_done)
        widgets.edit_closed.connect(self._on_edit_closed)
        widgets.edit_cancelled.connect(self._on_edit_cancelled)
        widgets.edit_withdrawn.connect(self.withdrawn)

    @property
    def edits(self) -> dict[int, str]:
        """By the key of the message: what it may become, where the editor is open."""
        return dict(self._edits)

    def begin_edit(self, row: int) -> None:
        """What was typed there before is still in it. A message that no field would hold quickly is left alone."""
        item = self._model.item(row)
        if not item.can_edit or not can_hold_all(item.text):
            return
        self._edits.setdefault(item.key, self._closed_edits.pop(item.key, item.text))
        self.setFocus()  # from the button that goes away to the field that comes
        self._rebuild_row(row)
        self.bring_into_view((row, 0), 0)
        editor = self._widgets.widget(self._row(row).end)
        if isinstance(editor, MessageEditor):
            editor.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def restore_edits(self, edits: Mapping[int, str]) -> None:
        """Of messages that are shown next: what they were becoming when the program ended. What is here is newer."""
        for key, text in edits.items():
            if key not in self._closed_edits:
                self._edits.setdefault(key, text)

    def end_edit(self, key: int) -> None:
        """The editor is gone, and with it what was typed in it. Harmless where there is none."""
        was_closed = self._closed_edits.pop(key, None) is not None
        self._close_editor(key)
        row = self._model.row_of(key)
        if was_closed and row is not None:  # it says so no longer
            self._rebuild_row(row)

    def end_all_edits(self) -> None:
        """What comes next is of another data folder."""
        for key in [*self._edits, *self._closed_edits]:
            self.end_edit(key)

    def set_waiting_edit(self, key: int | None) -> None:
        """This edit is sent when the model is ready, and cannot be changed until then."""
        self._widgets.set_waiting_edit(key)

    def _as_shown(self, item: TranscriptItem) -> TranscriptItem:
        if item.key not in self._closed_edits:
            return item
        unsent = self.tr("Edit not sent") if item.speaker is Speaker.PERSON else self.tr("Edit not saved")
        return replace(item, footer=" · ".join(filter(None, (unsent, item.footer))))

    def _close_editor(self, key: int) -> None:
        if self._edits.pop(key, None) is None:
            return
        row = self._model.row_of(key)
        if row is not None:
            self._rebuild_row(row)

    def _rebuild_row(self, row: int) -> None:
        if row in self._rows:
            self._replace_row(row)
        self._layout_again()

    def _replace_row(self, row: int) -> None:
        """Lay the row out from nothing; what is in view stays in view."""
        self._clear_selection()
        self._drop_row(row)
        self._heights[row] = self._estimate(row)
        if any(slot[0] == row for slot, _ in self._placed):
            n_parts = len(self._row(row).pieces)
            self._placed = [((r, min(i, n_parts - 1)) if r == row else (r, i), y) for (r, i), y in self._placed]

    def _clear_selection(self) -> None:
        """Called before what is selected may go away."""

    def _on_edit_changed(self, row: int, text: str) -> None:
        key = self._model.item(row).key
        self._edits[key] = text
        self.edited.emit(key, text)
        self._follow_caret(row)

    def _on_edit_resized(self, row: int) -> None:
        """The editor has more lines now, or fewer."""
        layout = self._rows.get(row)
        editor = None if layout is None else self._widgets.widget(layout.end)
        if layout is not None and isinstance(editor, MessageEditor):
            layout.heights[len(layout.pieces) - 1] = editor.wanted_height()
            self._heights[row] = layout.heights.total
            self._layout_again()
            self._follow_caret(row)

    def _follow_caret(self, row: int) -> None:
        """What is being typed does not grow out of sight."""
        layout = self._rows.get(row)
        editor = None if layout is None else self._widgets.widget(layout.end)
        if layout is not None and isinstance(editor, MessageEditor) and editor.field.hasFocus():
            caret = editor.field.viewport().mapTo(editor, editor.field.cursorRect().bottomLeft())
            self.bring_into_view((row, len(layout.pieces) - 1), caret.y())

    def _on_edit_done(self, row: int) -> None:
        item = self._model.item(row)
        self.acts.edited(row, self._edits.get(item.key, item.text))

    def _on_edit_closed(self, row: int) -> None:
        item = self._model.item(row)
        text = self._edits.get(item.key, item.text)
        if text == item.text:
            self._on_edit_cancelled(row)
            return
        self._closed_edits[item.key] = text
        self._close_editor(item.key)

    def _on_edit_cancelled(self, row: int) -> None:
        key = self._model.item(row).key
        self.end_edit(key)
        self.edit_given_up.emit(key)
