"""What the program does outside of its window: the icon beside the clock, messages, and the key from anywhere."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence

from .answer_notices import AnswerNotices
from .commands import CommandGroup
from .global_shortcut import GlobalShortcut
from .preferences import Preferences
from .preferences_keeping import PreferencesKeeping
from .state import NoticeGone
from .tray import Tray
from .views.icons import app_icon

if TYPE_CHECKING:
    from .controller import Controller
    from .engine_link import EngineLink
    from .portal_notices import PortalNotices
    from .views.main_window import MainWindow

FORWARD = "window.forward"


class Outside(QObject):
    """Of one session. quit_wanted: from the icon."""

    quit_wanted = Signal()

    def __init__(
        self,
        controller: Controller,
        link: EngineLink,
        preferences: PreferencesKeeping,
        window: MainWindow,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._controller = controller
        self._window = window
        self._told_by: AnswerNotices | None = None
        self._preferences = preferences
        window.stayed.connect(self.go_on)
        self._portal: PortalNotices | None = None
        self.tray = Tray(app_icon(), self)
        self.tray.opened.connect(window.come_forward)
        self.tray.new_wanted.connect(partial(self.come_forward, True))
        self.tray.quit_wanted.connect(self.quit_wanted)
        self.notices = AnswerNotices(controller.desk, link, preferences, tell=self._tell, parent=self)
        self.notices.wanted.connect(self._show)
        self.tray.message_clicked.connect(self._on_clicked)
        self.shortcut = GlobalShortcut(self)
        self.shortcut.activated.connect(window.come_forward)
        self.shortcut.told.connect(self._on_told)
        self._forward = self.join(window)
        window.commands.keys_changed.connect(self._use_shortcut)
        self._use_shortcut()
        self._follow(preferences.current)
        preferences.changed.connect(self._follow)

    def join(self, window: MainWindow) -> QAction:
        """This window has the command, too; the key from anywhere brings the first one."""
        title = QCoreApplication.translate("commands", "Come forward from anywhere")
        if not self.shortcut.is_possible:
            title = QCoreApplication.translate("commands", "Come forward from anywhere (not possible on this system)")
        forward = window.commands.add(FORWARD, title, window.come_forward, group=CommandGroup.WINDOW)
        forward.setEnabled(self.shortcut.is_possible)
        return forward

    def end_with_window(self) -> None:
        """The person quits: the window goes for good, after what it may have to ask."""
        if self._window.stays_behind:
            self._window.come_forward()
            self._let_stay(False)

    def close(self) -> None:
        self.tray.close()
        self.shortcut.close()
        self._let_stay(False)

    def go_on(self) -> None:
        """The person was asked, and did not want to quit after all."""
        self._follow(self._preferences.current)

    def _let_stay(self, stays_behind: bool) -> None:
        self._window.stays_behind = stays_behind
        QGuiApplication.setQuitOnLastWindowClosed(not stays_behind)

    def _follow(self, preferences: Preferences) -> None:
        is_wanted = preferences.window.tray and self.tray.is_available()
        self.tray.set_wanted(is_wanted)
        self._let_stay(is_wanted and preferences.window.keeps_running)

    def _use_shortcut(self) -> None:
        keys = self._forward.shortcuts()
        self.shortcut.use(keys[0] if keys else QKeySequence())

    def _on_told(self, sentence: str, is_bad: bool) -> None:
        """Of the key from anywhere: in the list of keys, and what is bad news in the window too."""
        self._window.commands.note(FORWARD, sentence)
        desk = self._controller.desk
        if is_bad:
            desk.notice(sentence, is_error=False, key=FORWARD, is_kept=True)
            return
        for notice in desk.state.notices:
            if notice.key == FORWARD:
                desk.apply(NoticeGone(notice=notice))

    def tell_of(self, notices: AnswerNotices, title: str, text: str) -> None:
        """A message of another window's; a click opens it there."""
        self._tell(title, text)
        self._told_by = notices

    def _on_clicked(self) -> None:
        (self._told_by or self.notices).open_last()

    def _tell(self, title: str, text: str) -> None:
        self._told_by = None
        if self.tray.is_available():
            self.tray.tell(title, text)
        elif sys.platform.startswith("linux"):
            if self._portal is None:
                from .portal_notices import PortalNotices  # most sessions tell nothing

                self._portal = PortalNotices(self)
                self._portal.message_clicked.connect(self._on_clicked)
            self._portal.tell(title, text)

    def _show(self, conversation_id: int) -> None:
        self._window.come_forward()
        self._controller.open_conversation(conversation_id)

    def come_forward(self, is_new: bool) -> None:
        """is_new: with a new conversation."""
        self._window.come_forward()
        if is_new:
            self._window.new_conversation()
