"""The conversation list as a Qt item model: pinned ones, folders with what is in them, then the rest, newest first.

Holds what the store said last, and which folders are closed; asks for a rename or a move, never does one. The model
derives from QStringListModel so that Qt learns the number of rows without calling Python: laying out 10,000 rows asks
for it 10,000 times.
"""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QByteArray,
    QDate,
    QLocale,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QStringListModel,
    Qt,
    QTime,
    Signal,
)

from ..markdown_display import visible
from ..shelf_wishes import Place
from ..translating import date_pattern

if TYPE_CHECKING:
    from ..store.records import Conversation, Folder

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()

ID_ROLE = Qt.ItemDataRole.UserRole
WHEN_ROLE = Qt.ItemDataRole.UserRole + 1
FOLDER_ROLE = Qt.ItemDataRole.UserRole + 2

MIME_TYPE = "application/x-inglenook-conversation"

TRASH_DAYS = 30
"""How long the trash keeps a conversation; the store decides, this is what is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderRow:
    """A folder in the list. n_conversations: in it, without pinned ones, which stand above."""

    folder: Folder
    n_conversations: int
    is_open: bool


class ConversationListModel(QStringListModel):
    """ID_ROLE: the conversation's id, None for a folder. FOLDER_ROLE: the folder's id, None for a conversation.

    rename_requested, folder_rename_requested (id, title): a title was edited in place. move_requested (conversation
    id, folder id or None): it was dropped there. folders_toggled: which are closed has changed. rearranging: the rows
    will be others, and are still the old ones.
    """

    rename_requested = Signal(int, str)
    folder_rename_requested = Signal(int, str)
    move_requested = Signal(int, object)
    folders_toggled = Signal()
    rearranging = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.place = Place.CHATS
        self._conversations: list[Conversation] = []
        self._folders: dict[int, Folder] = {}
        self._closed: set[int] = set()
        self._rows: list[Conversation | FolderRow] = []
        self._row_of: dict[int, int] = {}

    # --- what it shows

    def set_conversations(
        self, conversations: Sequence[Conversation], folders: Sequence[Folder] = (), *, place: Place = Place.CHATS
    ) -> None:
        """Show these, newest first as they come. Rows that stay in place are only repainted, so that a selection or an
        open editor survives."""
        self.place = place
        self._conversations = list(conversations)
        self._folders = {folder.id: folder for folder in folders}
        self._rebuild()

    def put(self, conversation: Conversation) -> None:
        """One conversation as it is now, new or known."""
        others = [one for one in self._conversations if one.id != conversation.id]
        others.append(conversation)
        self._conversations = sorted(others, key=_moment, reverse=True)
        self._rebuild()

    def close_folders(self, folder_ids: Iterable[int]) -> None:
        """Exactly these are closed, as it was remembered."""
        self._closed = set(folder_ids)
        self._rebuild()

    def set_open(self, folder_id: int, is_open: bool) -> None:
        if is_open != (folder_id in self._closed):
            return
        self._closed ^= {folder_id}
        self._rebuild()
        self.folders_toggled.emit()

    def reveal(self, conversation_id: int | None) -> None:
        """Open the folder that hides this conversation, if one does."""
        if self.place is Place.CHATS and conversation_id not in self._row_of:
            for one in self._conversations:
                if one.id == conversation_id and one.folder_id in self._closed:
                    self.set_open(one.folder_id, True)
                    return

    # --- what it knows

    @property
    def closed_folders(self) -> list[int]:
        """Ids of those that exist and are closed."""
        return [folder_id for folder_id in self._folders if folder_id in self._closed]

    @property
    def folders(self) -> tuple[Folder, ...]:
        return tuple(self._folders.values())

    def folder(self, folder_id: int | None) -> Folder | None:
        return None if folder_id is None else self._folders.get(folder_id)

    def row_of(self, conversation_id: int | None) -> int | None:
        """None also while its folder is closed."""
        return None if conversation_id is None else self._row_of.get(conversation_id)

    def row_of_folder(self, folder_id: int) -> int | None:
        for i, row in enumerate(self._rows):
            if isinstance(row, FolderRow) and row.folder.id == folder_id:
                return i
        return None

    def row(self, row: int) -> Conversation | FolderRow:
        return self._rows[row]

    def get(self, conversation_id: int | None) -> Conversation | None:
        """Also one that a closed folder hides."""
        return next((one for one in self._conversations if one.id == conversation_id), None)

    def tags(self) -> list[str]:
        """All that are in use here, the commonest first."""
        counts = Counter(tag for one in self._conversations for tag in one.tags)
        return [tag for tag, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))]

    def is_in_folder(self, row: int) -> bool:
        """Whether a conversation stands under its folder."""
        one = self._rows[row]
        return not isinstance(one, FolderRow) and self._is_in_folder(one)

    # --- Qt's side of it

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if isinstance(row, FolderRow):
            return self._folder_data(row, role)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.title or self.tr("New conversation")
            case Qt.ItemDataRole.ToolTipRole:
                return tool_tip(row.title)
            case Qt.ItemDataRole.EditRole:
                return row.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return ", ".join(filter(None, (row.title or self.tr("New conversation"), *self._facts(row))))
            case _ if role == ID_ROLE:
                return row.id
            case _ if role == WHEN_ROLE:
                return self._second_line(row)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid() or not isinstance(value, str):
            return False
        row, title = self._rows[index.row()], " ".join(value.split())
        if isinstance(row, FolderRow):
            if not title or title == row.folder.name:
                return False
            self.folder_rename_requested.emit(row.folder.id, title)
            return True
        if not title or title == row.title:
            return False
        self.rename_requested.emit(row.id, title)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or index.row() >= len(self._rows):
            return Qt.ItemFlag.ItemIsDropEnabled
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        if self.place is Place.TRASH:
            return flags
        flags |= Qt.ItemFlag.ItemIsEditable
        if self.place is Place.CHATS:
            flags |= Qt.ItemFlag.ItemIsDropEnabled
            if not isinstance(self._rows[index.row()], FolderRow):
                flags |= Qt.ItemFlag.ItemIsDragEnabled
        return flags

    def mimeTypes(self) -> list[str]:
        return [MIME_TYPE]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        rows = [self._rows[index.row()] for index in indexes]
        ids = [str(row.id) for row in rows if not isinstance(row, FolderRow)]
        data.setData(MIME_TYPE, QByteArray(",".join(ids).encode("ascii")))
        return data

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def canDropMimeData(self, data: QMimeData, _action: Qt.DropAction, row: int, _column: int, parent: Index) -> bool:
        """Where it would change something: on another folder, or on what is in no folder."""
        return self._drop(data, row, parent) is not None

    def dropMimeData(self, data: QMimeData, _action: Qt.DropAction, row: int, _column: int, parent: Index) -> bool:
        drop = self._drop(data, row, parent)
        if drop is None:
            return False
        self.move_requested.emit(*drop)
        return True

    def removeRows(self, _row: int, _count: int, _parent: Index = _ROOT) -> bool:
        """Qt takes the row away that was dragged; here the store says what is where."""
        return False

    # --- how it is made

    def _rebuild(self) -> None:
        new = self._ordered()
        old = self._rows
        if list(map(_key, new)) != list(map(_key, old)):
            self.rearranging.emit()
            self._rows = new
            self._row_of = {row.id: i for i, row in enumerate(new) if not isinstance(row, FolderRow)}
            self.setStringList([""] * len(new))  # tells everybody; what they then ask for is answered by data()
            return
        changed = [i for i, (before, row) in enumerate(zip(old, new, strict=True)) if before != row]
        self._rows = new
        if changed:
            self.dataChanged.emit(self.index(changed[0]), self.index(changed[-1]))

    def _ordered(self) -> list[Conversation | FolderRow]:
        if self.place is not Place.CHATS:
            return list(self._conversations)
        pinned: list[Conversation | FolderRow] = []
        loose: list[Conversation] = []
        inside: dict[int, list[Conversation]] = {folder_id: [] for folder_id in self._folders}
        for one in self._conversations:
            if one.is_pinned:
                pinned.append(one)
            elif one.folder_id in inside:
                inside[one.folder_id].append(one)
            else:
                loose.append(one)
        rows = pinned
        for folder in self._folders.values():
            is_open = folder.id not in self._closed
            rows.append(FolderRow(folder=folder, n_conversations=len(inside[folder.id]), is_open=is_open))
            if is_open:
                rows.extend(inside[folder.id])
        rows.extend(loose)
        return rows

    def _is_in_folder(self, one: Conversation) -> bool:
        return self.place is Place.CHATS and not one.is_pinned and self.folder(one.folder_id) is not None

    def _drop(self, data: QMimeData, row: int, parent: Index) -> tuple[int, int | None] | None:
        """The conversation that is dropped and the folder it goes into; None when it may not, or is there."""
        try:
            conversation = self.get(int(bytes(data.data(MIME_TYPE).data()).decode("ascii")))
        except ValueError:
            return None
        if conversation is None or self.place is not Place.CHATS:
            return None
        at = parent.row() if parent.isValid() else row
        target = self._rows[at] if 0 <= at < len(self._rows) else None
        folder_id: int | None = None
        if isinstance(target, FolderRow):
            folder_id = target.folder.id
        elif target is not None and self._is_in_folder(target):
            folder_id = target.folder_id
        is_there = conversation.folder_id == folder_id
        return None if is_there else (conversation.id, folder_id)

    # --- words

    def _folder_data(self, row: FolderRow, role: int) -> Any:
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return row.folder.name
            case Qt.ItemDataRole.ToolTipRole:
                return tool_tip(row.folder.name)
            case Qt.ItemDataRole.AccessibleTextRole:
                state = self.tr("open") if row.is_open else self.tr("closed")
                name = self.tr("Folder %1").replace("%1", row.folder.name)
                return f"{name}, {self._count(row.n_conversations)}, {state}"
            case _ if role == WHEN_ROLE:
                return self._count(row.n_conversations)
            case _ if role == FOLDER_ROLE:
                return row.folder.id
        return None

    def _count(self, n_conversations: int) -> str:
        if n_conversations == 1:
            return self.tr("1 conversation")
        return self.tr("%1 conversations").replace("%1", QLocale().toString(n_conversations))

    def _second_line(self, one: Conversation) -> str:
        """ "Tuesday · work · #rust": the folder's name only where it does not stand above."""
        if self.place is Place.TRASH:
            return " · ".join(filter(None, (when(one.deleted_at or ""), self._days_left(one))))
        folder = None if self._is_in_folder(one) else self.folder(one.folder_id)
        name = "" if folder is None else folder.name
        return " · ".join(filter(None, (when(one.updated_at), name, " ".join(f"#{tag}" for tag in one.tags))))

    def _days_left(self, one: Conversation) -> str:
        try:
            deleted = datetime.fromisoformat(one.deleted_at or "")
        except ValueError:
            return ""
        left = TRASH_DAYS - (datetime.now(UTC) - deleted).days
        if left <= 1:
            return self.tr("kept one more day")
        return self.tr("kept %1 more days").replace("%1", str(left))

    def _facts(self, one: Conversation) -> list[str]:
        """What a screen reader says after the title."""
        folder = self.folder(one.folder_id)
        return [
            when(one.deleted_at or one.updated_at),
            self.tr("pinned") if one.is_pinned else "",
            self.tr("in folder %1").replace("%1", folder.name) if folder is not None else "",
            self.tr("tags: %1").replace("%1", ", ".join(one.tags)) if one.tags else "",
            self._days_left(one) if self.place is Place.TRASH else "",
        ]


def when(moment: str, *, now: datetime | None = None, locale: QLocale | None = None) -> str:
    """A stored UTC moment as people say it: the time today, then the day, then the date. "" when unreadable."""
    try:
        then = datetime.fromisoformat(moment)
    except ValueError:
        return ""
    then = (then if then.tzinfo else then.replace(tzinfo=UTC)).astimezone()
    today = (now or datetime.now(UTC)).astimezone().date()
    locale = locale or QLocale()
    days = (today - then.date()).days
    if days <= 0:
        return locale.toString(QTime(then.hour, then.minute), QLocale.FormatType.ShortFormat)
    if days < 7:
        return locale.dayName(then.isoweekday(), QLocale.FormatType.LongFormat)
    pattern = date_pattern("d MMM" if then.year == today.year else "d MMM yyyy")
    return locale.toString(QDate(then.year, then.month, then.day), pattern)


def tool_tip(text: str) -> str:
    """Text as a tool tip shows it: as it is. What looks like HTML would be rendered, and its images loaded."""
    return f"<p style='white-space:pre-wrap'>{html.escape(visible(text))}</p>" if text else ""


def _moment(one: Conversation) -> tuple[str, int]:
    return one.updated_at, one.id


def _key(row: Conversation | FolderRow) -> int:
    """Tells rows apart: a folder is the negative of its id."""
    return -row.folder.id if isinstance(row, FolderRow) else row.id
