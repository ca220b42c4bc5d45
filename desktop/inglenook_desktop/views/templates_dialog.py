"""All prompt templates: names and texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from ..prompt_templates import MAX_TEXT_CHARS, PromptTemplate, blanks
from ..template_keeping import TemplateKeeping
from .list_editor import ListEditor


class TemplatesDialog(ListEditor[PromptTemplate]):
    """Over the templates that `keeping` keeps."""

    def __init__(self, keeping: TemplateKeeping, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setWindowTitle(self.tr("Prompt templates"))
        self.list.setAccessibleName(self.tr("Prompt templates"))
        self._keeping = keeping
        self.empty.setText(
            self.tr("A template is a prompt that you use often. Write / and its name in the composer to call it up.")
        )
        self.name = QLineEdit(self)
        self.name.setMaxLength(40)
        self.name.setAccessibleName(self.tr("Name of the template, without the slash"))
        self.name.textEdited.connect(self.touched)
        self.text = QPlainTextEdit(self)
        self.text.setAccessibleName(self.tr("Text of the template"))
        self.text.setPlaceholderText(self.tr("Translate this into {{language=German}}:\n\n{{clipboard}}"))
        self.text.setTabChangesFocus(True)
        self.text.textChanged.connect(self._on_text)
        self.note = QLabel(self)
        self.note.setWordWrap(True)
        self.note.setForegroundRole(self.note.palette().ColorRole.PlaceholderText)
        inside = QVBoxLayout(self.form)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(6)
        for title, widget in ((self.tr("&Name"), self.name), (self.tr("&Text"), self.text)):
            label = QLabel(title, self)
            label.setBuddy(widget)
            inside.addWidget(label)
            inside.addWidget(widget)
        inside.addWidget(self.note)
        self.lay_out()
        self.show_all(keeping.templates())

    def name_of(self, thing: PromptTemplate) -> str:
        return f"/{thing.name}"

    def new_thing(self, others: Sequence[PromptTemplate]) -> PromptTemplate:
        names = {other.name.casefold() for other in others}
        number = next(number for number in range(1, len(names) + 2) if f"template-{number}" not in names)
        return PromptTemplate(name=f"template-{number}", text="")

    def show_thing(self, thing: PromptTemplate) -> None:
        self.name.setText(thing.name)
        self.text.setPlainText(thing.text)
        self._show_blanks()

    def read_thing(self, before: PromptTemplate) -> PromptTemplate:
        text = self.text.toPlainText()
        if len(text) > MAX_TEXT_CHARS:
            raise ValueError(self.tr("The text is longer than 100,000 characters. Make it shorter."))
        return replace(before, name=self.name.text().strip(), text=text)

    def keep(self, thing: PromptTemplate) -> tuple[PromptTemplate | None, str]:
        return self._keeping.save(thing)

    def forget(self, thing: PromptTemplate) -> str:
        return self._keeping.delete(thing.id)

    def _on_text(self) -> None:
        self._show_blanks()
        self.touched()

    def _show_blanks(self) -> None:
        names = dict.fromkeys(blank.name for blank in blanks(self.text.toPlainText()))
        explained = self.tr(
            "{{name}} is a blank to fill in, {{name=text}} one with what usually stands there."
            " {{date}} and {{clipboard}} fill themselves."
        )
        found = self.tr("Blanks: %1.").replace("%1", ", ".join(names)) if names else ""
        self.note.setText("\n".join(filter(None, (explained, found))))
