"""The page "Downloads": a row for each, with its bar, its speed, and what can be done with it now."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ..hub.downloads import DownloadState
from ..models.tooltips import inert
from ..models_shown import ActOnDownload, DownloadAct, ShownDownload
from ..theme import Colors, Theme, style_scroll_bar
from .models_parts import Bar, Button, Words, bytes_text, plain, time_left_text
from .parts import ElidedLabel, shortcut


class DownloadsPage(QWidget):
    """wished: an ActOnDownload."""

    wished = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: dict[int, DownloadRow] = {}
        self.empty = Words(self)
        self.empty.setText(
            self.tr(
                "No downloads. A model that you choose under “Find” appears here; it can be paused, and goes on "
                "where it was, also after Inglenook was closed."
            )
        )
        inside = QWidget(self)
        inside.setAutoFillBackground(False)
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(10)
        self._column.addStretch(1)
        self.area = QScrollArea(self)
        self.area.setWidget(inside)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.viewport().setAutoFillBackground(False)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 12, 16)
        layout.addWidget(self.empty)
        layout.addWidget(self.area, 1)
        theme.changed.connect(self._restyle)
        self._restyle(theme.colors)

    def row(self, id: int) -> DownloadRow:
        return self._rows[id]

    def show_downloads(self, downloads: Sequence[ShownDownload]) -> None:
        for gone in set(self._rows) - {one.id for one in downloads}:
            row = self._rows.pop(gone)
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        n_waiting = 0
        for place, one in enumerate(downloads):
            if one.id not in self._rows:
                row = DownloadRow(one.id, self._theme, self)
                row.wished.connect(self.wished)
                self._rows[one.id] = row
            row = self._rows[one.id]
            row.show_download(one)
            is_waiting = one.state is DownloadState.QUEUED
            row.offer_move(is_offered=is_waiting and n_waiting > 0)
            n_waiting += is_waiting
            if self._column.indexOf(row) != place:
                self._column.insertWidget(place, row)
                row.show()
        self.empty.setVisible(not downloads)

    def _restyle(self, colors: Colors) -> None:
        self.empty.setStyleSheet(f"color: {colors.muted};")
        style_scroll_bar(self.area, colors)


class DownloadRow(QFrame):
    """wished: an ActOnDownload."""

    wished = Signal(object)

    def __init__(self, id: int, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._id = id
        self._theme = theme
        self._shown: ShownDownload | None = None
        self.setObjectName("download")
        self.title = ElidedLabel(self)
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        self.state = QLabel(self)
        self.bar = Bar(self)
        self.figures = ElidedLabel(self)
        self.message = Words(self)
        self.up = self._button(self.tr("Move up"), DownloadAct.MOVE_UP)
        self.up.setToolTip(self.tr("It is fetched earlier (Alt+Up)"))
        keys = shortcut(self, "Alt+Up")
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.up.click)
        self.load = self._button(self.tr("Load"), DownloadAct.LOAD, is_first=True)
        self.pause = self._button(self.tr("Pause"), DownloadAct.PAUSE)
        self.resume = self._button(self.tr("Resume"), DownloadAct.RESUME, is_first=True)
        self.cancel = self._button(self.tr("Cancel"), DownloadAct.CANCEL)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.title, 1)
        head.addWidget(self.state)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self.figures, 1)
        for button in self._buttons:
            below.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 11, 14, 11)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.bar)
        layout.addWidget(self.message)
        layout.addLayout(below)
        theme.changed.connect(self._restyle)

    @property
    def _buttons(self) -> tuple[Button, ...]:
        return self.up, self.load, self.resume, self.pause, self.cancel

    def show_download(self, shown: ShownDownload) -> None:
        before, self._shown = self._shown, shown
        state = shown.state
        title = plain(shown.title)
        self.title.setText(title)
        self.title.setToolTip(inert(title))
        self.state.setText(self._state_text(shown))
        self.bar.show_fraction(shown.done_bytes / shown.total_bytes if shown.total_bytes else 0.0)
        percent = int(self.bar.fraction * 100)
        self.bar.setAccessibleName(self.tr("%1 percent").replace("%1", str(percent)))
        self.figures.setText(self._figures_of(shown))
        self.message.say(shown.message)
        is_done, is_failed = state is DownloadState.DONE, state is DownloadState.FAILED
        self.load.setVisible(is_done)
        self.pause.setVisible(state in (DownloadState.RUNNING, DownloadState.QUEUED))
        self.resume.setVisible(state in (DownloadState.PAUSED, DownloadState.FAILED))
        self.resume.setText(self.tr("Try again") if is_failed else self.tr("Resume"))
        self.cancel.setText(self.tr("Remove from the list") if is_done else self.tr("Cancel"))
        for button in self._buttons:
            button.setAccessibleName(f"{button.text()}: {title}")
        self.setAccessibleName(f"{title}, {self.state.text()}, {self.figures.text()}")
        if before is None or before.state is not state:
            self._restyle(self._theme.colors)

    def offer_move(self, *, is_offered: bool) -> None:
        """Another one waits above it. The keys are with another of its buttons where this one goes."""
        had_keys = self.up.hasFocus()
        self.up.setEnabled(is_offered)
        self.up.setVisible(is_offered)
        if had_keys and not is_offered:
            (self.pause if self.pause.isVisible() else self.cancel).setFocus()

    def _button(self, text: str, act: DownloadAct, *, is_first: bool = False) -> Button:
        button = Button(text, self, is_first=is_first)
        button.setProperty("act", act.value)
        button.clicked.connect(self._on_clicked)
        return button

    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            self.wished.emit(ActOnDownload(id=self._id, act=DownloadAct(button.property("act"))))

    def _state_text(self, shown: ShownDownload) -> str:
        if shown.is_checking and shown.state is DownloadState.RUNNING:
            return self.tr("Checking what is here")
        return {
            DownloadState.QUEUED: self.tr("Waiting"),
            DownloadState.RUNNING: self.tr("Downloading"),
            DownloadState.PAUSED: self.tr("Paused"),
            DownloadState.DONE: self.tr("Done and verified"),
            DownloadState.FAILED: self.tr("Stopped"),
        }[shown.state]

    def _figures_of(self, shown: ShownDownload) -> str:
        if shown.state is DownloadState.DONE:
            return bytes_text(shown.total_bytes)
        done = bytes_text(shown.done_bytes)
        if shown.total_bytes:
            done = self.tr("%1 of %2").replace("%1", done).replace("%2", bytes_text(shown.total_bytes))
        parts = [done]
        if shown.state is DownloadState.RUNNING:
            if shown.bytes_per_s is not None:
                parts.append(self.tr("%1/s").replace("%1", bytes_text(round(shown.bytes_per_s))))
            if shown.left_s is not None and not shown.is_checking:
                parts.append(time_left_text(shown.left_s))
        return " · ".join(parts)

    def _restyle(self, colors: Colors) -> None:
        state = None if self._shown is None else self._shown.state
        is_failed = state is DownloadState.FAILED
        self.setStyleSheet(
            f"#download {{ background: {colors.panel}; border: 1px solid {colors.border}; border-radius: 10px; }}"
        )
        self.state.setStyleSheet(f"color: {colors.error_text if is_failed else colors.muted};")
        self.figures.setStyleSheet(f"color: {colors.muted};")
        self.message.setStyleSheet(f"color: {colors.error_text if is_failed else colors.text};")
        is_live = state in (DownloadState.RUNNING, DownloadState.DONE)
        self.bar.set_colors(colors.border, colors.accent if is_live else colors.faint)
        for button in self._buttons:
            button.restyle(colors)
