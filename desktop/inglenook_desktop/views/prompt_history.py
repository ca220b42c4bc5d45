"""What was sent before, brought back into the composer: Up in an empty one, Ctrl+Up in any; Down goes back to what was
typed, and so does undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from .composer import Composer


class PromptHistory(QObject):
    """fetch: what was sent, the newest first; asked when the person begins to go back."""

    def __init__(self, composer: Composer, fetch: Callable[[], Sequence[str]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._composer = composer
        self._fetch = fetch
        self._prompts: Sequence[str] = ()
        self._at = -1  # what was typed; then the newest, and older ones
        self._typed = ""
        self._shown = ""
        composer.field.installEventFilter(self)

    @property
    def is_walking(self) -> bool:
        """What the composer holds came from here, and was not changed since."""
        return self._at >= 0 and self._composer.text() == self._shown

    def older(self) -> None:
        """One further back. Nothing happens where there is none."""
        if self._composer.field.isReadOnly():
            return
        if not self.is_walking:
            self._typed = self._composer.text()
            self._prompts = [prompt for prompt in self._fetch() if prompt != self._typed]
            self._at = -1
        if self._at + 1 < len(self._prompts):
            self._show(self._at + 1)

    def newer(self) -> None:
        """One further on; at last what was typed."""
        if self.is_walking:
            self._show(self._at - 1)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            is_plain = modifiers == Qt.KeyboardModifier.NoModifier
            is_wanted = modifiers == Qt.KeyboardModifier.ControlModifier
            if event.key() == Qt.Key.Key_Up and (is_wanted or (is_plain and self._may_begin)):
                self.older()
                return True
            if event.key() == Qt.Key.Key_Down and (is_wanted or is_plain) and self.is_walking:
                self.newer()
                return True
        return False

    @property
    def _may_begin(self) -> bool:
        """Otherwise Up moves the cursor."""
        return self.is_walking or not self._composer.text()

    def _show(self, at: int) -> None:
        self._at = at
        self._shown = self._typed if at < 0 else self._prompts[at]
        self._composer.replace_text(self._shown)
        self._shown = self._composer.text()
