"""What a person has typed and not sent: stored for each conversation while they type, back when they return.

Owns which conversation the composer's text belongs to. Text that the store refuses stays here and is offered to it
again; none is lost to a switch, a send or a conversation that went away meanwhile.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from inglenook_engine.errors import UserFacingError
from PySide6.QtCore import QObject, QTimer, Signal

from .desk import Desk
from .submissions import Send, Submission

if TYPE_CHECKING:
    from .store import Store

SAVE_MS = 300
"""At most so much typing is lost when the process is killed."""

_LARGEST_SHARE = 0.1
"""Of the time, at most this much goes into saving a very long text again and again."""

RETRY_MS = 2_000
"""After the store has refused."""


class UnsentText(QObject):
    """read, show: what the composer holds, and how to make it hold something else; given by `attach`.

    switching: the composer belongs to the conversation with this id from now on, and is about to show its text."""

    switching = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._read: Callable[[], str] = str
        self._show: Callable[[str], None] = lambda _text: None
        self._conversation_id: int | None = None
        self._is_open = False
        self._is_dirty = False
        self._is_showing = False
        self._refused: dict[int | None, str] = {}
        self._of_new = ""  # of a conversation that is to begin, where the store does not keep it
        self._unread: set[int | None] = set()  # the store could not be asked; what is typed there joins what it has
        self._pause_ms = SAVE_MS
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.save)

    def attach(self, read: Callable[[], str], show: Callable[[str], None]) -> None:
        self._read, self._show = read, show

    def typed(self) -> None:
        """The composer's text has changed."""
        if not self._is_showing:
            self._is_dirty = True
            if self._is_open and not self._timer.isActive():
                self._timer.start(self._pause_ms)

    def switch(self, conversation_id: int | None) -> None:
        """The composer belongs to this conversation from now on, None for one not begun yet.

        What was typed before any conversation was there joins what this one has.
        """
        if self._is_open and conversation_id == self._conversation_id:
            return
        typed = "" if self._is_open else self._read().strip()
        self.save()
        self._conversation_id = conversation_id
        self.switching.emit(conversation_id)
        kept = self._kept(conversation_id)
        self._put(kept)
        if (joined := _joined(kept, typed)) != kept:
            self._put(joined)
            self._is_dirty = True
        self._is_open = True
        self.save()

    def add(self, text: str) -> None:
        """Its conversation is gone; a new one may have use for it."""
        if self._is_open and self._conversation_id is None:
            self._put(_joined(self._read(), text))
            self._is_dirty = True
            self.save()
        elif text.strip():
            self._keep(None, _joined(self._kept(None), text))

    def sent(self, submission: Submission) -> None:
        """This is a message now; what was written around it meanwhile stays. A new conversation has got its id by this
        time."""
        if not isinstance(submission, Send) or not submission.is_composed:
            return
        number = submission.conversation_id
        if self._is_open and number == self._conversation_id:
            left = _without(held := self._read(), submission.text)
            if left != held:
                self._put(left)
            self._conversation_id = self._desk.state.conversation_id
            self._keep(number, "")
            if left:
                self._keep(self._conversation_id, left)
        else:
            self._keep(number, _without(self._kept(number), submission.text))

    def taken(self) -> None:
        """What the composer holds is kept as something else now."""
        self._put("")
        self._keep(self._conversation_id, "")

    def save(self) -> None:
        """Now, whatever the store does not have."""
        self._timer.stop()
        shown = self._conversation_id
        is_due = self._is_open and (self._is_dirty or shown in self._unread)
        if is_due:
            self._is_dirty = False
            start_s = time.monotonic()
            self._keep(shown, self._read())
            self._pause_ms = pause_ms(time.monotonic() - start_s)
        for conversation_id, text in list(self._refused.items()):
            if not is_due or conversation_id != shown:  # that one has just been tried, and a locked file takes time
                self._keep(conversation_id, text)
        if self._refused:
            self._timer.start(RETRY_MS)

    def release(self) -> None:
        """The store is about to be closed. What the composer shows joins what the next one has."""
        self.save()
        self._timer.stop()
        self._is_open = False

    def forget(self, conversation_id: int) -> None:
        """A conversation that is to leave no trace; the composer shows another one by now."""
        self._refused.pop(conversation_id, None)

    @property
    def unsaved(self) -> str:
        """Text that would be lost with the window, after trying once more. Nothing of a private conversation."""
        if not self._is_open:
            return self._read()
        self.save()
        private_id = self._desk.state.private_id
        texts = (text for number, text in self._refused.items() if number is None or number != private_id)
        return "\n\n".join(text for text in (*texts, self._of_new) if text.strip())

    @property
    def in_view(self) -> str:
        """What the composer holds."""
        return self._read()

    def _put(self, text: str) -> None:
        self._is_showing = True
        self._show(text)
        self._is_showing = False
        self._is_dirty = self._read() != text  # what was too long for the composer is a file now

    def _kept(self, conversation_id: int | None) -> str:
        if conversation_id is None and not self._desk.keeps_new:
            return self._of_new
        if conversation_id in self._refused:
            return self._refused[conversation_id]
        kept: list[str] = []
        if self._desk.attempt(conversation_id, lambda store: kept.append(store.shelf.draft(conversation_id))):
            self._unread.discard(conversation_id)
        else:
            self._unread.add(conversation_id)
        return kept[0] if kept else ""

    def _keep(self, conversation_id: int | None, text: str) -> None:
        """A refusal is no notice: nothing is lost while the window is open, and the next attempt comes by itself."""
        if conversation_id is None and not self._desk.keeps_new:
            self._of_new = text
            return
        store = self._desk.store_of(conversation_id)
        self._refused.pop(conversation_id, None)
        if store is None:
            self._refused[conversation_id] = text
            return
        try:
            if conversation_id in self._unread:
                kept = store.shelf.draft(conversation_id)
                self._unread.discard(conversation_id)
                text = _joined(kept, text)
                if self._is_open and conversation_id == self._conversation_id:
                    self._put(text)
            store.shelf.set_draft(conversation_id, text)
        except UserFacingError:
            self._on_refused(store, conversation_id, text)

    def _on_refused(self, store: Store, conversation_id: int | None, text: str) -> None:
        if conversation_id is not None and is_gone(store, conversation_id):
            self.add(text)  # its conversation was deleted elsewhere
            return
        if text.strip() or conversation_id not in self._unread:
            self._refused[conversation_id] = text
        self._timer.start(RETRY_MS)


def pause_ms(took_s: float) -> int:
    """Until the next save of what is being typed, after one that took so long."""
    return max(SAVE_MS, round(took_s * 1000 / _LARGEST_SHARE))


def is_gone(store: Store, conversation_id: int) -> bool:
    """False also where that cannot be told."""
    try:
        return store.conversation(conversation_id) is None
    except UserFacingError:
        return False


def _without(held: str, sent: str) -> str:
    """What was written before or behind a text that is a message now. All of it where it is another text."""
    if held.strip() == sent.strip():
        return ""
    if not sent.strip():
        return held
    if held.startswith(sent):
        return held[len(sent) :].lstrip()
    return held[: -len(sent)].rstrip() if held.endswith("\n\n" + sent) else held


def _joined(kept: str, typed: str) -> str:
    """What was kept, and behind it what was typed without having seen it."""
    if not typed.strip() or typed.strip() == kept.strip():
        return kept
    return typed if typed.startswith(kept) else f"{kept}\n\n{typed}"
