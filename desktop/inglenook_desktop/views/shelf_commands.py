"""What can be done with the conversations of the list, as commands: in the menus, the palette and the shortcuts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

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
        tr = QCoreApplication.translate
        group, view, file = CommandGroup.CONVERSATION, CommandGroup.VIEW, CommandGroup.FILE
        add = commands.adopt
        either, folder, conversation = self._is_kept, self._is_folder, self._is_conversation
        rename, pin = (
            tr("commands", "Rename the conversation or folder"),
            tr("commands", "Pin or unpin the conversation"),
        )
        add("conversation.rename", actions.rename, group=group, name=rename, when=either)
        add("conversation.pin", actions.pin, group=group, name=pin, when=conversation)
        tags, move = tr("commands", "Tags of the conversation…"), tr("commands", "Move the conversation to a folder")
        add("conversation.tags", actions.tags, group=group, name=tags, when=conversation)
        add("conversation.move", actions.move, group=group, name=move, when=conversation)
        archive = tr("commands", "Archive the conversation")
        add("conversation.archive", actions.archive, group=group, name=archive, when=conversation)
        add("conversation.export_markdown", actions.export_markdown, group=group, when=conversation)
        add("conversation.export_tree", actions.export_tree, group=group, when=conversation)
        add("conversation.export_json", actions.export_json, group=group, when=conversation)
        begin = tr("commands", "New conversation in this folder")
        add("folder.begin", actions.begin, group=group, name=begin, when=folder)
        add("folder.settings", actions.settings, group=group, when=folder)
        add("folder.up", actions.up, group=group, name=tr("commands", "Move the folder up"), when=folder)
        add("folder.down", actions.down, group=group, name=tr("commands", "Move the folder down"), when=folder)
        add("trash.restore", actions.restore, group=group, when=self._is_thrown_away)
        delete = tr("commands", "Delete the conversation or folder")
        add("conversation.delete", actions.delete, group=group, name=delete, when=self._has_row)
        add("conversation.undo_delete", sidebar.undo_action, group=group)
        add("folder.new", actions.new_folder, group=group)
        add("shelf.chats", actions.show_chats, group=view, name=tr("commands", "Show conversations"))
        add("shelf.archive", actions.show_archive, group=view, name=tr("commands", "Show archive"))
        add("shelf.trash", actions.show_trash, group=view, name=tr("commands", "Show trash"))
        add("trash.empty", actions.empty_trash, group=group, when=self._is_in_trash)
        add("archive.export", actions.export_all, group=file)
        add("archive.import_file", actions.import_file, group=file)
        add("archive.import_folder", actions.import_folder, group=file)
        commands.offering.connect(self._look)

    def _look(self) -> None:
        """Before they are shown: which list is in view."""
        for action, own in (
            (self._actions.show_chats, Place.CHATS),
            (self._actions.show_archive, Place.ARCHIVE),
            (self._actions.show_trash, Place.TRASH),
        ):
            action.setChecked(self._actions.place is own)

    def _has_row(self) -> bool:
        return self._actions.current_row is not None

    def _is_in_trash(self) -> bool:
        return self._actions.place is Place.TRASH

    def _is_folder(self) -> bool:
        return isinstance(self._actions.current_row, FolderRow)

    def _is_conversation(self) -> bool:
        return self._is_kept() and not self._is_folder()

    def _is_kept(self) -> bool:
        """A folder, or a conversation that is not in the trash."""
        return self._has_row() and (self._is_folder() or not self._is_in_trash())

    def _is_thrown_away(self) -> bool:
        return self._has_row() and not self._is_folder() and self._is_in_trash()
