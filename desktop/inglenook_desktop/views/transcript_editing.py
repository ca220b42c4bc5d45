"""Messages of the transcript that are being edited in their place: what they have become so far, and their height."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ..models.transcript import TranscriptModel
from .growing_field import can_hold_all
from .message_acts import MessageActs
from .message_editor import MessageEditor
from .transcript_canvas import TranscriptCanvas


class EditableCanvas(TranscriptCanvas):
    """An editor takes the place of the message. What was typed in it is kept while it is out of sight, also while
    another conversation is in view; `acts` tells when the person is done with it. typed: in one of the editors."""

    typed = Signal()
    acts: MessageActs

    def __init__(self, model: TranscriptModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        widgets = self._widgets
        widgets.edit_requested.connect(self.begin_edit)
        widgets.edit_changed.connect(self._on_edit_changed)
        widgets.edit_resized.connect(self._on_edit_resized)
        widgets.edit_done.connect(self._on_edit_done)
        widgets.edit_cancelled.connect(self._on_edit_cancelled)

    @property
    def edits(self) -> dict[int, str]:
        """By the key of the message: what it may become."""
        return dict(self._edits)

    def begin_edit(self, row: int) -> None:
        """What was typed there before is still in it. A message that no field would hold quickly is left alone."""
        item = self._model.item(row)
        if not item.can_edit or not can_hold_all(item.text):
            return
        self._edits.setdefault(item.key, item.text)
        self._rebuild_row(row)
        self.bring_into_view((row, 0), 0)
        editor = self._widgets.widget(self._row(row).end)
        if isinstance(editor, MessageEditor):
            editor.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def end_edit(self, key: int) -> None:
        """The editor is gone, and with it what was typed in it. Harmless where there is none."""
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
        self._edits[self._model.item(row).key] = text
        self.typed.emit()

    def _on_edit_resized(self, row: int) -> None:
        """The editor has more lines now, or fewer."""
        layout = self._rows.get(row)
        editor = None if layout is None else self._widgets.widget(layout.end)
        if layout is not None and isinstance(editor, MessageEditor):
            layout.heights[len(layout.pieces) - 1] = editor.wanted_height()
            self._heights[row] = layout.heights.total
            self._layout_again()

    def _on_edit_done(self, row: int) -> None:
        item = self._model.item(row)
        self.acts.edited(row, self._edits.get(item.key, item.text))

    def _on_edit_cancelled(self, row: int) -> None:
        self.end_edit(self._model.item(row).key)
        self.setFocus()
