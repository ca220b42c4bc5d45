"""What a screen reader is told of an answer in progress: its beginning, its sentences, its end. Politely, so that what
is being read is read to its end; and nothing at all while no such program runs."""

from __future__ import annotations

from collections.abc import Callable

from inglenook_engine.reasoning import Part, Splitter
from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from ..markdown_display import visible
from ..models.transcript import Speaker, TranscriptModel
from ..preferences_keeping import PreferencesKeeping
from ..sentences_aloud import Sentences, Spoken, said_of
from ..translating import translated

TOGETHER_MS = 300
"""Sentences that come within so short a time are one announcement."""


class Announcing(QObject):
    """speaker: the widget whose window speaks. announce, is_wanted: what speaks, and whether anyone listens; the
    system's unless a test has others."""

    def __init__(
        self,
        transcript: TranscriptModel,
        preferences: PreferencesKeeping,
        speaker: QWidget,
        *,
        announce: Callable[[QWidget, str], object] | None = None,
        is_wanted: Callable[[], bool] = QAccessible.isActive,
    ) -> None:
        super().__init__(speaker)
        self._transcript = transcript
        self._preferences = preferences
        self._speaker = speaker
        self._announce = announce or announce_politely
        self._is_wanted = is_wanted
        self._key: int | None = None
        self._sentences, self._splitter = Sentences(), Splitter()
        self._pending: list[str] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(TOGETHER_MS)
        self._timer.timeout.connect(self._speak)
        transcript.inserted.connect(self._on_row)
        transcript.changed.connect(self._on_row)
        transcript.tail_replaced.connect(self._on_tail)
        transcript.appended_text.connect(self._on_text)
        transcript.reset.connect(self._on_reset)

    def _on_tail(self, _row: int) -> None:
        if len(self._transcript):
            self._on_row(len(self._transcript) - 1)

    def _on_row(self, row: int) -> None:
        """An answer begins, or it has ended."""
        if not self._is_on():
            self._key = None
            return
        item = self._transcript.item(row)
        if item.speaker is not Speaker.MODEL:
            return
        if item.is_streaming and item.key != self._key:
            self._key, self._sentences, self._splitter = item.key, Sentences(), Splitter()
            self._say([self.tr("The answer begins.")])
            if item.text:  # another window shows it from its middle
                self._on_text(row, item.text)
        elif not item.is_streaming and item.key == self._key:
            self._key = None
            rest = self._sentences.finish() if self._reads else []
            self._say([*map(self._said, rest), item.notice or self.tr("The answer is complete.")])
            self._speak()

    def _on_text(self, row: int, text: str) -> None:
        if self._key is None or not self._reads or self._transcript.row_of(self._key) != row or not self._is_on():
            return
        had_marker = self._splitter.is_reasoning
        runs = self._splitter.feed(text)
        if self._splitter.is_reasoning and not had_marker:
            self._say([self.tr("The model is reasoning.")])
        said = "".join(run.text for run in runs if run.part is Part.ANSWER)  # what it reasons is not read out
        self._say([self._said(one) for one in self._sentences.feed(said)] if said else [])

    def _on_reset(self) -> None:
        """Another conversation: what is written elsewhere is not read to the end."""
        self._key = None
        self._pending.clear()
        self._timer.stop()
        if len(self._transcript):
            last = self._transcript.item(len(self._transcript) - 1)
            if last.is_streaming:
                self._on_row(len(self._transcript) - 1)

    @property
    def _reads(self) -> bool:
        return self._preferences.current.notifications.spoken_answers == "sentences"

    def _is_on(self) -> bool:
        return self._preferences.current.notifications.spoken_answers != "off" and self._is_wanted()

    @staticmethod
    def _said(spoken: Spoken) -> str:
        return visible(said_of(spoken, translated))

    def _say(self, words: list[str]) -> None:
        if words:
            self._pending.extend(words)
            if not self._timer.isActive():
                self._timer.start()

    def _speak(self) -> None:
        self._timer.stop()
        if self._pending:
            words, self._pending = " ".join(self._pending), []
            self._announce(self._speaker, words)


def announce_politely(speaker: QWidget, words: str) -> None:
    event = QAccessibleAnnouncementEvent(speaker, words)
    event.setPoliteness(QAccessible.AnnouncementPoliteness.Polite)
    QAccessible.updateAccessibility(event)
