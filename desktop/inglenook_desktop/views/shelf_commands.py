"""What can be done with the conversations of the list, as commands: in the menus, the palette and the shortcuts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction

from ..commands import CommandGroup, Commands
from ..models.conversations import FolderRow
from ..shelf_wishes import Place

if TYPE_CHECKING:
    from .conversation_list import ConversationList


class ShelfCommands(QObject):
    """They are for the current row of the list, which is the conversation in view unless the person walked on."""

    def __init__(self, sidebar: ConversationList, commands: Commands, parent: QObject) -> None:
        super().__init__(parent)
        self._actions = actions = sidebar.actions_of_row
        self._view = sidebar.view
        self._of_conversation = {
            "conversation.rename": actions.rename,
            "conversation.pin": actions.pin,
            "conversation.tags": actions.tags,
            "conversation.move": actions.move,
            "conversation.archive": actions.archive,
            "conversation.export_markdown": actions.export_markdown,
            "conversation.export_tree": actions.export_tree,
            "conversation.export_json": actions.export_json,
        }
        self._of_folder = {
            "folder.begin": actions.begin,
            "folder.settings": actions.settings,
            "folder.up": actions.up,
            "folder.down": actions.down,
        }
        translate = QCoreApplication.translate
        names = {
            "conversation.rename": translate("commands", "Rename the conversation or folder"),
            "conversation.pin": translate("commands", "Pin or unpin the conversation"),
            "conversation.tags": translate("commands", "Tags of the conversation…"),
            "conversation.move": translate("commands", "Move the conversation to a folder"),
            "conversation.archive": translate("commands", "Archive the conversation"),
            "folder.begin": translate("commands", "New conversation in this folder"),
            "folder.up": translate("commands", "Move the folder up"),
            "folder.down": translate("commands", "Move the folder down"),
        }
        group, view, file = CommandGroup.CONVERSATION, CommandGroup.VIEW, CommandGroup.FILE
        for key, action in {**self._of_conversation, **self._of_folder}.items():
            commands.adopt(key, action, group=group, name=names.get(key, ""))
        commands.adopt("trash.restore", actions.restore, group=group)
        commands.adopt(
            "conversation.delete",
            actions.delete,
            group=group,
            name=translate("commands", "Delete the conversation or folder"),
        )
        commands.adopt("folder.new", actions.new_folder, group=group)
        commands.adopt("shelf.chats", actions.show_chats, group=view, name=translate("commands", "Show conversations"))
        commands.adopt("shelf.archive", actions.show_archive, group=view, name=translate("commands", "Show archive"))
        commands.adopt("shelf.trash", actions.show_trash, group=view, name=translate("commands", "Show trash"))
        commands.adopt("trash.empty", actions.empty_trash, group=group)
        commands.adopt("archive.export", actions.export_all, group=file)
        commands.adopt("archive.import_file", actions.import_file, group=file)
        commands.adopt("archive.import_folder", actions.import_folder, group=file)
        commands.offering.connect(self._look)
        model = self._view.model()
        self._view.selectionModel().currentChanged.connect(self._allow_all)
        model.modelReset.connect(self._allow_all)

    def _look(self) -> None:
        """Before they are shown: those that would do nothing are disabled, until the row is another one."""
        row, place = self._actions.current_row, self._actions.place
        is_in_trash = place is Place.TRASH
        is_folder = isinstance(row, FolderRow)
        is_conversation = row is not None and not is_folder and not is_in_trash
        for action in self._of_conversation.values():
            action.setEnabled(is_conversation)
        self._actions.rename.setEnabled(is_conversation or is_folder)
        for action in self._of_folder.values():
            action.setEnabled(is_folder)
        self._actions.delete.setEnabled(row is not None)
        self._actions.restore.setEnabled(row is not None and not is_folder and is_in_trash)
        self._actions.empty_trash.setEnabled(is_in_trash)
        for action, own in (
            (self._actions.show_chats, Place.CHATS),
            (self._actions.show_archive, Place.ARCHIVE),
            (self._actions.show_trash, Place.TRASH),
        ):
            action.setChecked(place is own)

    def _allow_all(self) -> None:
        """A disabled action would not hear its keys."""
        allowed: list[QAction] = [*self._of_conversation.values(), *self._of_folder.values()]
        for action in (*allowed, self._actions.delete, self._actions.restore, self._actions.empty_trash):
            action.setEnabled(True)
