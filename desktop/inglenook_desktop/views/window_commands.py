"""The commands that the window itself has. What a view of its own brings, that view's wiring adds."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence

from ..commands import CommandGroup
from .about import show_about
from .model_bar import MODELS_KEYS

if TYPE_CHECKING:
    from .main_window import MainWindow

_Keys = QKeySequence.StandardKey


def add_window_commands(window: MainWindow) -> None:
    """Called once, when all views are there."""
    tr = QCoreApplication.translate
    add = window.commands.add
    file, edit, view, model = CommandGroup.FILE, CommandGroup.EDIT, CommandGroup.VIEW, CommandGroup.MODEL
    add(
        "conversation.new",
        tr("commands", "New conversation"),
        window.new_conversation,
        group=file,
        keys=_Keys.New,
    )
    add(
        "conversation.private",
        tr("commands", "Private conversation"),
        window.open_private,
        group=file,
        keys="Ctrl+Shift+N",
    )
    add("application.quit", tr("commands", "Quit"), window.quit_requested.emit, group=file, keys="Ctrl+Q")
    add(
        "conversation.find",
        tr("commands", "Find in this conversation"),
        window.columns.find,
        group=edit,
        keys=_Keys.Find,
        when=window.columns.has_messages,
    )
    add(
        "conversation.find_next",
        tr("commands", "Find next"),
        window.columns.find_next,
        group=edit,
        keys="F3",
        when=window.columns.has_messages,
    )
    add(
        "conversation.find_previous",
        tr("commands", "Find previous"),
        window.columns.find_previous,
        group=edit,
        keys="Shift+F3",
        when=window.columns.has_messages,
    )
    add(
        "conversation.search",
        tr("commands", "Search all conversations"),
        window.search,
        group=edit,
        keys="Ctrl+Shift+F",
    )
    add("view.composer", tr("commands", "Go to the message field"), window.composer.setFocus, group=view, keys="Ctrl+L")
    add(
        "view.notices",
        tr("commands", "Go to the notices"),
        window.notice_bar.enter,
        group=view,
        keys="Ctrl+Shift+L",
        when=window.notice_bar.isVisible,
    )
    add(
        "view.sidebar",
        tr("commands", "Show or hide the conversations"),
        window.toggle_sidebar,
        group=view,
        keys="Ctrl+B",
    )
    add("model.choose", tr("commands", "Choose a model"), window.model_bar.open_menu, group=model, keys="Ctrl+M")
    add(
        "model.window",
        tr("commands", "Find and manage models"),
        window.models_requested.emit,
        group=model,
        keys=MODELS_KEYS,
    )
    add(
        "model.speculation",
        tr("commands", "Speculative decoding"),
        window.model_bar.speculation.showMenu,
        group=model,
        keys="Ctrl+J",
    )
    window_group = CommandGroup.WINDOW
    add("window.close", tr("commands", "Close the window"), window.close, group=window_group, keys="Ctrl+W")
    add("window.minimise", tr("commands", "Minimise"), window.showMinimized, group=window_group)
    add(
        "window.full_screen",
        tr("commands", "Full screen"),
        window.toggle_full_screen,
        group=window_group,
        keys=_Keys.FullScreen,
    )
    add("view.frames", tr("commands", "Frame times"), window.frames.toggle, group=CommandGroup.HELP, keys="Ctrl+Alt+F")
    add("application.about", tr("commands", "About Inglenook"), partial(show_about, window), group=CommandGroup.HELP)
