"""Everything that the window's buttons and menus do is a command with a name too: in the palette, the menu bar and the
list of keys. What is not has its reason here."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from inglenook_desktop.app import Session
from inglenook_desktop.shortcuts import problem_of
from inglenook_desktop.views.answer_marks import outcome_text
from inglenook_desktop.views.message_acts import MessageActs
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QMenu, QMenuBar
from windows import OpenWindow

Ask = Callable[[Session, str], None]

COMMANDS = {
    # the bar at the top, and the menu of models
    "Show or hide the conversations": "view.sidebar",
    "Model": "model.choose",
    "Stop loading this model": "model.call_off",
    "Get models": "model.window",
    "Models…": "model.window",
    "Better on this machine": "model.window",
    "Preset": "presets.choose",
    "Reasoning": "model.reasoning",
    "Speculation": "model.speculation",
    "Side by side with": "model.side_by_side",
    "Load settings…": "model.settings",
    "Open a model file…": "model.open_file",
    # the private conversation
    "Private conversation": "conversation.private",
    "Show the private conversation": "conversation.private",
    "Close the private conversation": "conversation.close_private",
    # two columns
    "Stop this answer": "answer.stop",
    "Close the second model": "model.one",
    "Close this model and go on with the second one": "model.keep_second",
    "Use this one": "answer.use_second",
    "Load again": "model.load_second",
    # under a message, and in its menu
    "&Continue": "answer.continue",
    "Continue": "answer.continue",
    "&Try again": "answer.regenerate",
    "C&hange…": "context.change",
    "‹": "answer.version_before",
    "›": "answer.version_after",
    "Copy message": "answer.copy",
    "Copy as Markdown": "answer.copy",
    "Copy as plain text": "answer.copy_plain",
    "Copy everything down to here as Markdown": "conversation.copy_markdown",
    "Copy everything down to here as plain text": "conversation.copy_plain",
    "Edit question": "question.edit",
    "Edit answer": "answer.edit",
    "Regenerate answer": "answer.regenerate",
    "Regenerate with": "answer.regenerate_model",
    "Regenerate with the preset": "answer.regenerate_preset",
    "Regenerate with other parameters…": "answer.regenerate_params",
    "More for this message": "answer.more",
    "Mark as": "answer.mark_good",
    "Replay…": "answer.replay",
    "Always read this turn": "answer.pin",
    "Details of this answer…": "answer.details",
    "Continue in a new conversation": "conversation.fork",
    "Attached files": "question.files",
    "To the end of the conversation": "view.newest",
    "Copy code": "code.copy",
    "Save code…": "code.save",
    "Wrap long lines": "view.wrap_code",
    # finding
    "Previous": "conversation.find_previous",
    "Next": "conversation.find_next",
    "Filters": "conversation.search_filters",
    # writing
    "Send (Enter)": "message.send",
    "Send now": "queue.send",
    "Attach files": "message.attach",
    "Context": "context.show",
    # the list of conversations
    "New conversation": "conversation.new",
    "Back to the conversations": "shelf.chats",
    "Empty the trash": "trash.empty",
    "Cancel": "archive.cancel",
    "Undo": "conversation.undo_delete",
}
WITHOUT = {
    "End finding": "Esc in the field",
    "End the search": "Esc in the field",
    "Dismiss": "the bar that offers an undo goes by itself",
    "Remove all": "of the files beside it, behind Tab",
    "Put the file back": "of one of several files, behind Tab, for a few seconds",
    "Archive, trash, folders, export and import": "its menu has commands alone",
    "Draft model": "a menu in that of the models, which model.choose opens",
    "Try again": "the page without a store has three buttons, and the keys",
    "Use another folder…": "as above",
    "Go on without saving": "as above",
}


def _name(button: QAbstractButton) -> str:
    """Without what it says of the moment."""
    return (button.accessibleName() or button.text()).partition(": ")[0]


def _controls(session: Session) -> Iterator[str]:
    window = session.window
    for button in window.findChildren(QAbstractButton):
        if not isinstance(button.parentWidget(), QMenuBar):
            yield _name(button)
    window.model_bar.fill_menu()
    models = {action.text().partition("\t")[0] for action in window.model_bar.beside_menu.actions()}
    for action in window.model_bar.menu.actions():
        if not action.isSeparator() and action.text().partition("\t")[0] not in models:
            yield action.text()
    acts: MessageActs = window.transcript.acts
    for row in range(len(session.transcript)):
        menu = acts.menu_of(session.transcript.item(row))
        yield from (action.text() for action in menu.actions() if not action.isSeparator())
        marks = [action.menu() for action in menu.actions() if action.text() == "Mark as"]
        for one in marks:
            assert isinstance(one, QMenu)
            assert [action.text() for action in one.actions()] == [outcome_text(x) for x in ("used", "good", "bad")]


def test_every_button_and_menu_of_the_window_is_a_command_too(open_window: OpenWindow, ask: Ask) -> None:
    session = open_window()
    ask(session, "Well?")
    commands, found = session.window.commands, set(_controls(session))
    assert found - COMMANDS.keys() - WITHOUT.keys() == set()
    assert {key for key in COMMANDS.values() if key not in commands} == set()


def test_default_keys_are_such_as_a_person_could_choose(open_window: OpenWindow) -> None:
    """One that is heard in one widget alone may be a field's, too."""
    commands = open_window(is_ready=False).window.commands
    anywhere = [one for one in commands.all if one.action.shortcutContext() is Qt.ShortcutContext.WindowShortcut]
    assert [(one.key, keys.toString()) for one in anywhere for keys in one.default_keys if problem_of(keys)] == []
