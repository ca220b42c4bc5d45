"""How files come to a message and are looked into: button, paste, drop, chips, preview. Built once for each window."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from ..attaching import AttachedItem, Attaching
from ..attachments import AttachedFile, tidy_name
from ..commands import CommandGroup, Commands
from ..desk import Desk
from ..state import NoticeGone
from ..theme import Theme
from .attachment_preview import AttachmentPreview
from .composer import Composer
from .drop_zone import DropZone
from .message_acts import MessageActs

_HELD_BACK = "files being read"


class AttachingWiring(QObject):
    """Borrows the composer of `window`, over all of which files may be dropped."""

    def __init__(
        self,
        attaching: Attaching,
        desk: Desk,
        acts: MessageActs,
        commands: Commands,
        composer: Composer,
        theme: Theme,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._attaching = attaching
        self._desk = desk
        acts.file_wanted.connect(self.open_sent)
        self._composer = composer
        self._theme = theme
        self._window = window
        self._last_folder = ""
        self.preview: AttachmentPreview | None = None
        self.drop_zone = DropZone(window, theme)
        self.drop_zone.dropped.connect(self.attach)
        composer.files_pasted.connect(self.attach)
        composer.large_pasted.connect(attaching.add_text)
        composer.field.picture_pasted.connect(attaching.refuse_picture)
        composer.field.paste_undone.connect(attaching.remove_last_paste)
        composer.attach_requested.connect(self.choose)
        composer.held_back.connect(self._on_held_back)
        composer.chips.opened.connect(attaching.look)
        composer.chips.removed.connect(self._on_removed)
        composer.chips.all_removed.connect(self._on_all_removed)
        composer.chips.put_back.connect(attaching.put_back)
        attaching.changed.connect(self._on_changed)
        attaching.removed.connect(composer.chips.offer_back)
        attaching.looked.connect(self._open)
        composer.show_files(attaching.items)
        commands.add(
            "message.attach",
            QCoreApplication.translate("commands", "Attach files…"),
            self.choose,
            group=CommandGroup.FILE,
            keys="Ctrl+Shift+A",
        )

    def choose(self) -> None:
        """Ask for files."""
        dialog = QFileDialog(self._window, self.tr("Attach files"), self._last_folder)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self._on_chosen)
        dialog.open()

    def attach(self, paths: Sequence[Path]) -> None:
        self._attaching.add_paths(paths)
        self._composer.setFocus()

    def open_sent(self, message_id: int, place: int) -> None:
        """What the model read of a file that went with a message."""
        found: list[AttachedFile] = []
        number = self._desk.state.conversation_id
        self._desk.attempt(number, lambda store: found.extend(store.files_of(message_id)))
        if place < len(found):
            file = found[place]
            item = AttachedItem(key=0, name=tidy_name(file.name), file=file)
            AttachmentPreview(item, self._theme, self._window, was_sent=True).open()

    def _on_chosen(self, names: Sequence[str]) -> None:
        paths = [Path(name) for name in names]
        if paths:
            self._last_folder = str(paths[0].parent)
        self.attach(paths)

    def _on_removed(self, key: int) -> None:
        self._attaching.remove(key)
        self._composer.setFocus()

    def _on_all_removed(self) -> None:
        self._attaching.remove_all()
        self._composer.setFocus()

    def _on_changed(self, items: Sequence[AttachedItem]) -> None:
        self._composer.show_files(items)
        if not self._attaching.is_reading:
            for notice in self._desk.state.notices:
                if notice.key == _HELD_BACK:
                    self._desk.apply(NoticeGone(notice=notice))
        if self.preview is not None:
            item = next((item for item in items if item.key == self.preview.item.key), None)
            if item is None:
                self.preview.close()
            elif item != self.preview.item:
                self.preview.show_item(item)

    def _on_held_back(self) -> None:
        """Told for as long as it lasts."""
        told = self.tr("Nothing is sent yet: a file is still being read. Send when that is done, or remove the file.")
        self._desk.notice(told, is_error=False, key=_HELD_BACK, is_of_view=True)

    def _open(self, item: AttachedItem) -> None:
        if self.preview is not None:
            self.preview.close()
        preview = self.preview = AttachmentPreview(item, self._theme, self._window)
        preview.hidden_wanted.connect(self._on_hidden_wanted)
        preview.finished.connect(self._on_closed)
        preview.open()

    def _on_hidden_wanted(self, wanted: bool) -> None:
        if self.preview is not None:
            self._attaching.include_hidden(self.preview.item.key, wanted)

    def _on_closed(self) -> None:
        if self.sender() is self.preview:
            self.preview = None
