"""What the parts of the controller share: the state of the window, the stores behind it, and how a refusal is told.

The one place where a happening becomes the next state. Everything happens on the GUI thread; a store that refuses is a
notice with a way on, never an exception in a slot.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from inglenook_engine.errors import UserFacingError
from PySide6.QtCore import QObject, Signal

from .presets import PresetParams
from .state import ChatState, Happening, Notice, Noticed, Remedy, reduce

if TYPE_CHECKING:
    from .store import Store


class Desk(QObject):
    """changed: the next ChatState. applied: the Happening, after that. store: of the data folder, None while it is not
    open. private: in memory alone, None while there is no private conversation. `controller` opens and closes both;
    ids of one never occur in the other. keeps_new: the store keeps what is typed for a conversation that is to begin;
    a second window has its own, which it keeps itself. usual_params: what the settings say of answers where no preset
    does."""

    changed = Signal(object)
    applied = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = ChatState()
        self.store: Store | None = None
        self.private: Store | None = None
        self.keeps_new = True
        self.usual_params: Callable[[], PresetParams] = PresetParams

    def apply(self, event: Happening) -> None:
        state = reduce(self.state, event)
        if state != self.state:
            self.state = state
            self.changed.emit(state)
        self.applied.emit(event)

    def notice(
        self,
        message: str,
        remedies: tuple[Remedy, ...] = (),
        *,
        detail: str = "",
        is_error: bool = True,
        key: str = "",
        is_kept: bool = False,
        is_of_view: bool = False,
    ) -> None:
        """Beside those that are told already; see Notice."""
        notice = Notice(
            message=message,
            remedies=remedies,
            detail=detail,
            is_error=is_error,
            key=key,
            is_kept=is_kept,
            is_of_view=is_of_view,
        )
        self.apply(Noticed(notice=notice))

    def refused(self, error: UserFacingError, *, remedy: Remedy = Remedy.REFRESH) -> None:
        """The store said no."""
        is_of_view = remedy is Remedy.SEND_AGAIN
        self.notice(str(error), (remedy,), detail=getattr(error, "detail", ""), is_of_view=is_of_view)

    def store_of(self, conversation_id: int | None) -> Store | None:
        """Where a conversation lives; None stands for one that is to begin, which a private one never does."""
        is_private = conversation_id is not None and conversation_id == self.state.private_id
        return self.private if is_private else self.store

    def attempt(
        self,
        conversation_id: int | None,
        act: Callable[[Store], object],
        *,
        tell: Callable[[UserFacingError], None] | None = None,
    ) -> bool:
        """Do something with the store of a conversation; a refusal becomes a notice, or is told by `tell`."""
        store = self.store_of(conversation_id)
        if store is None:
            return False
        try:
            act(store)
        except UserFacingError as error:
            (tell or self.refused)(error)
            return False
        return True
