"""All presets: what each says of answers, and their exchange as files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ..preset_keeping import PresetKeeping
from ..presets import Preset
from ..presets_file import MAX_NAME_CHARS, free_name
from .list_editor import ListEditor
from .param_fields import ParamForm


class PresetsDialog(ListEditor[Preset]):
    """Over the presets that `keeping` keeps."""

    def __init__(self, keeping: PresetKeeping, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setWindowTitle(self.tr("Presets"))
        self.list.setAccessibleName(self.tr("Presets"))
        self._keeping = keeping
        self.empty.setText(
            self.tr(
                "A preset keeps parameters and a system prompt under a name, for a conversation, a folder or a model."
            )
        )
        self.name = QLineEdit(self)
        self.name.setMaxLength(MAX_NAME_CHARS)
        self.name.setAccessibleName(self.tr("Name of the preset"))
        self.name.textEdited.connect(self.touched)
        self.prompt = QPlainTextEdit(self)
        self.prompt.setAccessibleName(self.tr("System prompt"))
        self.prompt.setPlaceholderText(self.tr("Says nothing of the system prompt"))
        self.prompt.setTabChangesFocus(True)
        self.prompt.setFixedHeight(self.fontMetrics().lineSpacing() * 5 + 14)
        self.prompt.textChanged.connect(self.touched)
        self.params = ParamForm(self, is_partial=True)
        self.params.changed.connect(self.touched)
        area = _Area(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(self.params)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields come into view when they have the keyboard
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QVBoxLayout(self.form)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(6)
        for text, widget in ((self.tr("&Name"), self.name), (self.tr("&System prompt"), self.prompt)):
            label = QLabel(text, self)
            label.setBuddy(widget)
            inside.addWidget(label)
            inside.addWidget(widget)
        note = QLabel(self.tr("What is not switched on stays as the folder, the model or Inglenook has it."), self)
        note.setWordWrap(True)
        note.setForegroundRole(note.palette().ColorRole.PlaceholderText)
        inside.addWidget(note)
        inside.addWidget(area, 1)
        self.import_button = QPushButton(self.tr("Import…"), self)
        self.import_button.clicked.connect(self._on_import)
        self.export_button = QPushButton(self.tr("Export…"), self)
        self.export_button.clicked.connect(self._on_export)
        self.lay_out(self.import_button, self.export_button)
        self.show_all(keeping.presets())

    def name_of(self, thing: Preset) -> str:
        return thing.name

    def new_thing(self, others: Sequence[Preset]) -> Preset:
        return Preset(name=free_name(self.tr("New preset"), [other.name for other in others]))

    def show_thing(self, thing: Preset) -> None:
        self.name.setText(thing.name)
        self.prompt.setPlainText(thing.system_prompt)
        self.params.show_params(thing.params)

    def read_thing(self, before: Preset) -> Preset:
        if not self.params.is_valid:
            raise ValueError(
                self.tr("The seed is no number up to 9223372036854775807, or there are too many texts to stop at.")
            )
        prompt = self.prompt.toPlainText().strip()
        return replace(before, name=self.name.text(), system_prompt=prompt, params=self.params.params())

    def keep(self, thing: Preset) -> tuple[Preset | None, str]:
        return self._keeping.save(thing)

    def forget(self, thing: Preset) -> str:
        return self._keeping.delete(thing.id)

    def import_from(self, path: str) -> None:
        """The presets of a file, added to these."""
        if self.save():
            before, current = {preset.id for preset in self.things}, self.current
            n_added, problem = self._keeping.import_from(Path(path))
            presets = self._keeping.presets()
            new = (row for row, preset in enumerate(presets) if preset.id not in before)
            kept = (row for row, preset in enumerate(presets) if preset == current)
            self.show_all(presets, row=next(new, next(kept, 0)))
            if not n_added and not problem:
                problem = self.tr("Nothing was added: what the file holds is here already.")
            self.say(problem)

    def export_to(self, path: str) -> None:
        """All of them."""
        if self.save():
            self.say(self._keeping.export_to(Path(path), self.things))

    def _on_import(self) -> None:
        self._ask(QFileDialog.AcceptMode.AcceptOpen, self.tr("Import presets"), self.import_from)

    def _on_export(self) -> None:
        self._ask(QFileDialog.AcceptMode.AcceptSave, self.tr("Export all presets"), self.export_to)

    def _ask(self, mode: QFileDialog.AcceptMode, title: str, act: Callable[[str], None]) -> None:
        dialog = QFileDialog(self, title)
        dialog.setAcceptMode(mode)
        if mode is QFileDialog.AcceptMode.AcceptOpen:
            dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
            dialog.setNameFilters([self.tr("Presets (*.json *.toml)"), self.tr("All files (*)")])
        else:
            dialog.setNameFilters([self.tr("JSON (*.json)"), self.tr("TOML (*.toml)")])
            dialog.setDefaultSuffix("json")
            dialog.filterSelected.connect(self._on_filter)
            dialog.selectFile("presets.json")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(act)
        dialog.open()

    def _on_filter(self, name: str) -> None:
        dialog = self.sender()
        if isinstance(dialog, QFileDialog):
            dialog.setDefaultSuffix("toml" if "toml" in name else "json")


class _Area(QScrollArea):
    """Scrolls up and down alone: it is as wide as what is in it, also when the fields have got their looks."""

    def minimumSizeHint(self) -> QSize:
        inside, bar = self.widget(), self.verticalScrollBar().sizeHint().width()
        width = 0 if inside is None else inside.minimumSizeHint().width()
        return QSize(width + bar, super().minimumSizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)
