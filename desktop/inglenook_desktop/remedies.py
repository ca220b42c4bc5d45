"""What the one click of a notice does, and how a notice goes. Everything happens on the GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inglenook_engine.protocol import Failed
from PySide6.QtCore import QObject, Signal

from .context_policy import ContextPolicy
from .state import ChatState, Loaded, Notice, NoticeGone, Remedy
from .submissions import Send

if TYPE_CHECKING:
    from .controller import Controller
    from .store import Conversation


class Remedies(QObject):
    """Of one controller, which it belongs to.

    file_wanted, models_wanted, load_settings_wanted: the person asked to choose a model file, to get one, or how the
    one in use is loaded. send_wanted: the person asked to send what the composer holds. edit_wanted: to ask what the
    editor of this message in view holds.
    """

    file_wanted = Signal()
    models_wanted = Signal()
    load_settings_wanted = Signal()
    send_wanted = Signal()
    edit_wanted = Signal(int)

    def __init__(self, controller: Controller) -> None:
        super().__init__(controller)
        self._controller = controller
        self._desk = controller.desk

    def apply(self, remedy: Remedy, notice: Notice | None = None) -> None:
        """notice: whose click it was; None: of the one on top."""
        controller, state = self._controller, self._desk.state
        match remedy:
            case Remedy.LOAD_AGAIN:
                controller.loading.load_again()
            case Remedy.LOAD_STARTER:
                if state.starter is not None:
                    controller.choose_model(state.starter)
            case Remedy.LOAD_WITHOUT_DRAFT:
                controller.choose_draft(None)
            case Remedy.LOAD_AUTOMATIC:
                controller.loading.load_automatically()
            case Remedy.USE_DRAFT:
                controller.choose_draft(state.suggested_draft)
            case Remedy.SEND_AGAIN:
                self.dismiss(notice)
                self.send_wanted.emit()
            case Remedy.SAVE_AGAIN:
                controller.answering.saves.save()
            case Remedy.NEW_CONVERSATION:
                self.dismiss(notice)
                self._begin_with_refused()
            case Remedy.LARGER_CONTEXT:
                self.load_settings_wanted.emit()
            case Remedy.CHOOSE_FILE:
                self.file_wanted.emit()
            case Remedy.GET_MODELS:
                self.models_wanted.emit()
            case Remedy.LEAVE_OUT_OLDEST | Remedy.SUM_UP_OLDEST:
                self.dismiss(notice)
                is_drop = remedy is Remedy.LEAVE_OUT_OLDEST
                self._make_room(ContextPolicy.DROP if is_drop else ContextPolicy.SUMMARISE)
            case Remedy.REFRESH:
                self.dismiss(notice)
                controller.refresh()
            case Remedy.NONE:
                self.dismiss(notice)

    def dismiss(self, notice: Notice | None = None) -> None:
        """None: the one on top. A suggestion of a draft model does not come again."""
        state = self._desk.state
        notice = notice or state.notice
        if notice is not None and notice in state.notices:
            self._desk.apply(NoticeGone(notice=notice))
        elif notice is None or Remedy.USE_DRAFT in notice.remedies:
            self._controller.loading.dismiss_suggestion()

    def tell_overflow(self, before: ChatState, failure: Failed) -> None:
        """The engine found a question too long. before: while it was asked."""
        self._desk.notice(failure.message, self._ways_on(before), detail=failure.detail, is_of_view=True)

    def _ways_on(self, before: ChatState) -> tuple[Remedy, ...]:
        """A new conversation has no more room for a question that stood alone."""
        number, engine = None if before.running is None else before.running.conversation_id, self._desk.state.engine
        found: list[Conversation | None] = []
        if number is not None:
            self._desk.attempt(number, lambda store: found.append(store.conversation(number)))
        if any(one is not None and one.message_count > 2 for one in found):
            return (Remedy.NEW_CONVERSATION,)
        can_be_larger = isinstance(engine, Loaded) and engine.model.n_ctx < engine.model.n_ctx_train
        return (Remedy.LARGER_CONTEXT,) if can_be_larger else ()

    def _make_room(self, policy: ContextPolicy) -> None:
        """What was refused goes as it is by now: what the person wrote meanwhile is what is sent. A conversation that
        is not in view comes into it; nothing is sent where another window has it."""
        controller = self._controller
        refused = controller.context.make_room(policy)
        if refused is None:
            return
        number = refused.conversation_id
        if self._desk.state.conversation_id != number:
            controller.open_conversation(number)
        if self._desk.state.conversation_id != number:
            return
        match refused:
            case Send(instead_of=int(message_id)):
                self.edit_wanted.emit(message_id)
            case Send(queued_id=int()):
                controller.queue.send()
            case Send():
                self.send_wanted.emit()
            case _:
                controller.answering.ask_again(refused)

    def _begin_with_refused(self) -> None:
        """What did not fit goes along, from the composer; nothing of a private conversation does."""
        controller = self._controller
        if not controller.context.refuses_composed or self._desk.state.is_private:
            controller.new_conversation()
            return
        text, files = controller.unsent.in_view, controller.attaching.take_all()
        controller.unsent.taken()
        controller.new_conversation()
        controller.unsent.add(text)
        controller.attaching.give_back(files)
