"""The debug panel: how long frames took while it is open, in a corner of the window."""

from __future__ import annotations

import psutil
from PySide6.QtCore import QEvent, QLocale, QObject, Qt, QTimer
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QLabel, QWidget

from ..frame_recorder import STALL_MS, FrameFigures, FrameRecorder
from ..theme import Colors, Theme
from ..translating import in_words
from .parts import data_text

REFRESH_MS = 500
_MARGIN = 14


class FramePanel(QLabel):
    """Records while it is visible. Lies over the window and lets everything through."""

    def __init__(self, recorder: FrameRecorder, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._recorder = recorder
        self._process = psutil.Process()
        self.setObjectName("frames")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.setAccessibleName(self.tr("Frame times"))
        self._timer = QTimer(self)
        self._timer.setInterval(REFRESH_MS)
        self._timer.timeout.connect(self._refresh)
        theme.changed.connect(self._restyle)
        self._restyle(theme.colors)
        window.installEventFilter(self)
        self.hide()

    def toggle(self) -> None:
        """Show it and record anew, or hide it."""
        if self.isHidden():
            self._recorder.start()
            self._timer.start()
            self._refresh()
            self.show()
            self.raise_()
        else:
            self._timer.stop()
            self._recorder.stop()
            self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Resize and not self.isHidden():
            self._move()
        return False

    def _refresh(self) -> None:
        memory_mb = self._process.memory_info().rss / 1e6
        self.setText(self._text(self._recorder.figures(), memory_mb=memory_mb))
        self.setAccessibleDescription(self.text())
        self._move()

    def _text(self, figures: FrameFigures, *, memory_mb: float) -> str:
        """One figure a line."""

        def ms(value: float | None) -> str:
            return "–" if value is None else QLocale().toString(value, "f", 1) + " ms"

        lines = (
            (self.tr("frames"), in_words(figures.frames)),
            (self.tr("median"), ms(figures.p50_ms)),
            ("p95", ms(figures.p95_ms)),
            ("p99", ms(figures.p99_ms)),
            (self.tr("longest stretch"), ms(figures.longest_ms)),
            (self.tr("over %1 ms").replace("%1", f"{STALL_MS:g}"), in_words(figures.stalls)),
            (self.tr("memory"), data_text(round(memory_mb * 1e6), 0)),
        )
        width = max(len(name) for name, _ in lines)
        return "\n".join(f"{name:<{width}}  {value:>9}" for name, value in lines)

    def _move(self) -> None:
        self.adjustSize()
        self.move(self._window.width() - self.width() - _MARGIN, _MARGIN + 40)

    def _restyle(self, colors: Colors) -> None:
        self.setStyleSheet(
            f"#frames {{ background: {colors.panel}; color: {colors.text}; border: 1px solid {colors.border};"
            " border-radius: 8px; padding: 8px 10px; }"
        )
