"""Prompt templates as the window has them. A refusal of the store is a sentence for whoever asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from .desk import Desk
from .prompt_templates import PromptTemplate

if TYPE_CHECKING:
    from .store import Store


class TemplateKeeping(QObject):
    """Those of the data folder, for private conversations too."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk

    def templates(self) -> Sequence[PromptTemplate]:
        """By name; none while the data folder is not open."""
        found: list[PromptTemplate] = []
        self._desk.attempt(None, lambda store: found.extend(store.writing.templates()))
        return found

    def save(self, template: PromptTemplate) -> tuple[PromptTemplate | None, str]:
        """As it is kept, or why it is not."""
        kept: list[PromptTemplate] = []

        def act(store: Store) -> None:
            if template.id:
                store.writing.change_template(template)
                kept.append(template)
            else:
                kept.append(store.writing.add_template(template))

        problem = self._tried(act)
        return (kept[0] if kept else None), problem

    def delete(self, template_id: int) -> str:
        """Why not, "" when it is gone."""
        return self._tried(lambda store: store.writing.delete_template(template_id))

    def _tried(self, act: Callable[[Store], object]) -> str:
        problems: list[str] = []
        if self._desk.store is None:
            return self.tr("Your conversations are not open, so templates cannot be kept. Open them first.")
        self._desk.attempt(None, act, tell=lambda error: problems.append(str(error)))
        return problems[0] if problems else ""
