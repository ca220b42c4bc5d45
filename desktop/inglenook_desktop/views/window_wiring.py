"""What happens in one part of the window and is told to another, and to the controller. Built once, with the window.

What a view of its own brings, that view's wiring connects.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ..controller import Controller
from ..message_wishes import AskAnew
from ..models.search_results import place_of
from ..models.transcript import TranscriptModel

if TYPE_CHECKING:
    from ..store.search import Hit
    from .main_window import MainWindow


class WindowWiring(QObject):
    def __init__(self, window: MainWindow, controller: Controller, transcript: TranscriptModel) -> None:
        super().__init__(window)
        self._window = window
        self._controller = controller
        self._transcript = transcript
        controller.state_changed.connect(window.show_state)
        controller.accepted.connect(self._on_accepted)
        controller.first_text.connect(self._on_first_text)
        controller.shelf.deleted.connect(window.sidebar.offer_undo)
        controller.shelf.found.connect(window.sidebar.show_results)
        controller.shelf.hit_wanted.connect(self.go_to_hit)
        controller.shelf.reported.connect(window.sidebar.show_report)
        controller.shelf.job.began.connect(window.sidebar.begin_job)
        controller.shelf.job.progressed.connect(window.sidebar.job_bar.show_progress)
        controller.shelf.job.ended.connect(window.sidebar.end_job)
        window.sidebar.job_bar.cancelled.connect(controller.shelf.job.cancel)
        controller.storage.opening.connect(self._paint_now)
        controller.remedies.file_wanted.connect(window.choose_file)
        controller.remedies.send_wanted.connect(window.composer.submit)
        controller.remedies.edit_wanted.connect(self._ask_edit)
        window.sidebar.new_requested.connect(window.new_conversation)
        window.sidebar.selected.connect(controller.open_conversation)
        window.sidebar.wished.connect(controller.shelf.do)
        window.sidebar.actions_of_row.asked.connect(controller.shelf.ask)
        controller.shelf.answered.connect(window.sidebar.actions_of_row.answer)
        window.sidebar.undo_requested.connect(controller.shelf.undo_delete)
        window.sidebar.search_changed.connect(controller.shelf.search)
        window.sidebar.hit_chosen.connect(controller.shelf.jump)
        window.model_bar.model_chosen.connect(controller.choose_model)
        window.model_bar.draft_chosen.connect(controller.choose_draft)
        window.model_bar.speculation.chosen.connect(controller.choose_speculation)
        window.model_bar.file_requested.connect(window.choose_file)
        window.model_bar.models_requested.connect(window.models_requested)
        controller.remedies.models_wanted.connect(window.models_requested)
        controller.remedies.load_settings_wanted.connect(window.load_settings_requested)
        window.model_bar.settings_requested.connect(window.load_settings_requested)
        window.model_bar.call_off_requested.connect(controller.call_off_load)
        window.model_bar.sidebar_toggled.connect(window.side.toggle)
        window.transcript.wished.connect(controller.branching.do)
        window.transcript.acts.params_wanted.connect(window.ask_for_params)
        window.transcript.edited.connect(controller.edits.typed)
        window.transcript.typed.connect(window.composer.type_in)
        window.transcript.left.connect(window.composer.setFocus)
        window.transcript.edit_given_up.connect(controller.edits.give_up)
        window.transcript.withdrawn.connect(controller.stop)
        controller.edits.found.connect(window.transcript.restore_edits)
        controller.edits.dropped.connect(window.transcript.end_edit)
        controller.edits.closed.connect(window.transcript.end_all_edits)
        controller.branching.edit_stored.connect(window.transcript.end_edit)
        controller.unsent.attach(window.composer.text, window.composer.set_text)
        window.composer.edited.connect(controller.unsent.typed)
        window.composer.edited.connect(controller.titles.stir)
        window.transcript.edited.connect(controller.titles.stir)
        window.empty_page.private_requested.connect(window.open_private)
        window.private_bar.show_requested.connect(window.open_private)
        window.private_bar.close_requested.connect(window.close_private)
        window.notice_bar.remedy_chosen.connect(controller.remedies.apply)
        window.notice_bar.dismissed.connect(controller.remedies.dismiss)
        window.notice_bar.left.connect(window.composer.setFocus)
        window.composer.submitted.connect(controller.submit)
        window.composer.stop_requested.connect(controller.stop)
        window.problem_page.try_again.connect(window.folder_retried)
        window.problem_page.other_folder.connect(window.choose_folder)
        window.problem_page.go_on_unsaved.connect(window.unsaved_chosen)
        for signal in (transcript.reset, transcript.inserted):
            signal.connect(window.choose_page)

    def go_to_hit(self, hit: Hit) -> None:
        """Scroll to what was found in the conversation in view, and show in which message it is."""
        row = None if hit.message_id is None else self._transcript.row_of(hit.message_id)
        if row is not None:
            self._window.transcript.scroll_to_row(row)
            slot, _ = self._window.transcript.slot_of(row, place_of(hit, self._transcript.item(row).text))
            self._window.transcript.bring_into_view(slot, 0)
            self._window.finding.marks.flash(row)

    def _ask_edit(self, message_id: int) -> None:
        """Nothing where its editor is closed by now."""
        text = self._window.transcript.edits.get(message_id)
        if text is not None:
            self._controller.branching.do(AskAnew(message_id=message_id, text=text))

    def _on_accepted(self) -> None:
        """To the question, unless another conversation is being read meanwhile."""
        if not self._controller.state.is_busy_elsewhere:
            self._window.transcript.scroll_to_bottom()

    def _paint_now(self) -> None:
        """What comes next may keep this thread for minutes."""
        self._window.repaint()

    def _on_first_text(self) -> None:
        """Paint the first text now instead of at the next frame, so that its time is a fact."""
        self._window.transcript.flush()
        self._window.transcript.viewport().repaint()
        self._controller.note_painted()
