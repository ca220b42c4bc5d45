"""The small dialogs of a folder: naming a new one, and what conversations begun in one start with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from ..presets import Preset
from ..shelf_wishes import ChangeFolder, MakeFolder
from .asking_dialog import AskingDialog
from .calm_fields import CalmChoice
from .param_fields import widen_labels

if TYPE_CHECKING:
    from ..store.records import Folder

_MAX_NAME = 200


class NewFolderDialog(AskingDialog):
    """asked: a MakeFolder. conversation_id: goes into it; None for an empty folder."""

    def __init__(self, conversation_id: int | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("New folder"))
        self._conversation_id = conversation_id
        label = QLabel(self.tr("&Name of the folder:"), self)
        self.field = QLineEdit(self)
        self.field.setMaxLength(_MAX_NAME)
        self.field.setAccessibleName(self.tr("Name of the folder"))
        label.setBuddy(self.field)
        self.buttons.accepted.connect(self._on_save)
        self.field.textChanged.connect(self._on_text)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(label)
        layout.addWidget(self.field)
        layout.addWidget(self.problem)
        layout.addWidget(self.buttons)
        self._on_text("")
        self.field.setFocus()

    def sizeHint(self) -> QSize:
        return QSize(360, super().sizeHint().height())

    def _on_text(self, text: str) -> None:
        self.buttons.button(QDialogButtonBox.StandardButton.Save).setEnabled(bool(text.strip()))

    def _on_save(self) -> None:
        name = " ".join(self.field.text().split())
        if name:
            self.asked.emit(MakeFolder(name=name, conversation_id=self._conversation_id))


class FolderDialog(AskingDialog):
    """asked: a ChangeFolder. model_names: of the models that are installed. presets: that can be chosen."""

    def __init__(
        self, folder: Folder, model_names: Sequence[str], presets: Sequence[Preset], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Folder settings"))
        self._folder = folder
        self.name = QLineEdit(folder.name, self)
        self.name.setMaxLength(_MAX_NAME)
        self.name.setAccessibleName(self.tr("Name of the folder"))
        self.system = QPlainTextEdit(folder.system_prompt, self)
        self.system.setAccessibleName(self.tr("Instructions to the model"))
        self.system.setPlaceholderText(self.tr("Instructions that every new conversation of this folder begins with"))
        self.system.setTabChangesFocus(True)
        self.system.setFixedHeight(self.fontMetrics().lineSpacing() * 7 + 14)
        self.model = CalmChoice(self)
        self.model.setAccessibleName(self.tr("Model for new conversations"))
        self.model.addItem(self.tr("The one that is loaded"), "")
        for name in dict.fromkeys(model_names):
            self.model.addItem(name, name)
        if folder.model_name and self.model.findData(folder.model_name) < 0:
            gone = self.tr("%1 (not installed)").replace("%1", folder.model_name)
            self.model.addItem(gone, folder.model_name)
        self.model.setCurrentIndex(max(0, self.model.findData(folder.model_name)))

        self.preset = CalmChoice(self)
        self.preset.setAccessibleName(self.tr("Preset for its answers"))
        self.preset.setToolTip(self.tr("Parameters of its answers, unless a conversation has a preset of its own"))
        self.preset.addItem(self.tr("None"), None)
        for preset in presets:
            self.preset.addItem(preset.name, preset.id)
        self.preset.setCurrentIndex(max(0, self.preset.findData(folder.preset_id)))
        self.buttons.accepted.connect(self._on_save)

        form = QFormLayout()
        form.setSpacing(8)
        form.addRow(self.tr("&Name"), self.name)
        form.addRow(self.tr("&Instructions"), self.system)
        form.addRow(self.tr("&Model"), self.model)
        form.addRow(self.tr("&Preset"), self.preset)
        widen_labels(form)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(form)
        layout.addWidget(self.problem)
        layout.addWidget(self.buttons)
        self.name.textChanged.connect(self._on_name)
        self.name.setFocus()

    def sizeHint(self) -> QSize:
        return QSize(520, super().sizeHint().height())

    def _on_name(self, name: str) -> None:
        self.buttons.button(QDialogButtonBox.StandardButton.Save).setEnabled(bool(name.strip()))

    def _on_save(self) -> None:
        name = " ".join(self.name.text().split())
        if not name:
            return
        self.asked.emit(
            ChangeFolder(
                folder_id=self._folder.id,
                name=name,
                system_prompt=self.system.toPlainText().strip(),
                model_name=str(self.model.currentData()),
                preset_id=self.preset.currentData(),
            )
        )
