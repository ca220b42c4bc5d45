"""The commands that the window itself has. What a view of its own brings, that view's wiring adds."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence

from ..commands import CommandGroup
from ..state import Loading, NoModel
from .about import show_about
from .model_bar import MODELS_KEYS

if TYPE_CHECKING:
    from ..controller import Controller
    from .main_window import MainWindow

_Keys = QKeySequence.StandardKey


def add_window_commands(window: MainWindow, controller: Controller) -> None:
    """Called once, when all views are there."""
    tr = QCoreApplication.translate

    def has_private() -> bool:
        return controller.state.private_id is not None

    def is_loading() -> bool:
        return isinstance(controller.state.engine, Loading)

    def has_model() -> bool:
        return not isinstance(controller.state.engine, NoModel)

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
    add(
        "conversation.close_private",
        tr("commands", "Close the private conversation"),
        window.close_private,
        group=file,
        when=has_private,
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
    filters = tr("commands", "Filters of the search")
    add("conversation.search_filters", filters, window.search_filters, group=edit)
    job = controller.shelf.job
    cancel = tr("commands", "Cancel the export or import")
    add("archive.cancel", cancel, job.cancel, group=file, when=lambda: job.is_running)
    send = tr("commands", "Send the message")
    add("message.send", send, window.composer.submit, group=file, when=lambda: bool(window.composer.text().strip()))
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
        window.side.toggle,
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
    reasoning = window.model_bar.reasoning
    whether = tr("commands", "Whether the model reasons")
    add("model.reasoning", whether, reasoning.showMenu, group=model, when=lambda: not reasoning.isHidden())
    settings = tr("commands", "Load settings of the model…")
    add("model.settings", settings, window.load_settings_requested.emit, group=model, keys="Ctrl+Alt+L", when=has_model)
    add("model.open_file", tr("commands", "Open a model file…"), window.choose_file, group=model, keys="Ctrl+O")
    call_off = tr("commands", "Stop loading the model")
    add("model.call_off", call_off, controller.call_off_load, group=model, when=is_loading)
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
