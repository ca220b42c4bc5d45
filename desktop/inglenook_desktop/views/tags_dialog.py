"""The tags of one conversation: a line to write them in, and those in use elsewhere, one click away."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ..shelf_wishes import SetTags
from .asking_dialog import AskingDialog

if TYPE_CHECKING:
    from ..store.records import Conversation

MAX_LENGTH = 60
"""Characters of one tag."""

_ROWS_SHOWN = 6


class TagsDialog(AskingDialog):
    """asked: a SetTags."""

    def __init__(self, conversation: Conversation, known: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._conversation_id = conversation.id
        self.setWindowTitle(self.tr("Tags"))
        label = QLabel(self.tr("Tags, with commas between them:"), self)
        self.field = QLineEdit(", ".join(conversation.tags), self)
        self.field.setAccessibleName(self.tr("Tags of the conversation"))
        self.field.setPlaceholderText(self.tr("work, recipes"))
        label.setBuddy(self.field)
        self.known = QListWidget(self)
        self.known.setAccessibleName(self.tr("Tags in use"))
        self.known.setUniformItemSizes(True)
        self.known.setSpacing(3)
        for tag in known:
            item = QListWidgetItem(tag, self.known)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
        rows = min(max(1, len(known)), _ROWS_SHOWN)
        self.known.setFixedHeight(rows * (self.fontMetrics().height() + 8) + 6)
        self.known.setVisible(bool(known))
        self.buttons.accepted.connect(self._on_save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(label)
        layout.addWidget(self.field)
        layout.addWidget(self.known)
        layout.addWidget(self.problem)
        layout.addWidget(self.buttons)
        self.field.textChanged.connect(self._show_checks)
        self.known.itemChanged.connect(self._on_checked)
        self._show_checks()
        self.field.setFocus()

    def sizeHint(self) -> QSize:
        return QSize(380, super().sizeHint().height())

    def _on_save(self) -> None:
        self.asked.emit(SetTags(conversation_id=self._conversation_id, tags=tags_of(self.field.text())))

    def _show_checks(self) -> None:
        chosen = set(tags_of(self.field.text()))
        self.known.blockSignals(True)
        for row in range(self.known.count()):
            item = self.known.item(row)
            item.setCheckState(Qt.CheckState.Checked if item.text() in chosen else Qt.CheckState.Unchecked)
        self.known.blockSignals(False)

    def _on_checked(self, item: QListWidgetItem) -> None:
        tags = [tag for tag in tags_of(self.field.text()) if tag != item.text()]
        if item.checkState() == Qt.CheckState.Checked:
            tags.append(item.text())
        self.field.setText(", ".join(tags))


def tags_of(text: str) -> tuple[str, ...]:
    """What a person wrote, as tags: without #, without doubles, in their order."""
    parts = (" ".join(part.split()).lstrip("#").strip()[:MAX_LENGTH] for part in re.split(r"[,;\n]", text))
    return tuple(dict.fromkeys(filter(None, parts)))
