"""What a person can do to the conversation in view as a whole: zoom, and copies of it. Owns the commands for that and
keeps the transcript as the preferences say."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from ..commands import CommandGroup, Commands
from ..formula_drawing import FormulaDrawing
from ..models.transcript import Speaker, TranscriptItem
from ..preferences import Preferences
from ..preferences_keeping import PreferencesKeeping
from .columns import Columns
from .copying import CopyWish

ZOOMS = (50, 67, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300)
"""In percent, as browsers have them; within the bounds of the preference."""


class ReadingWiring(QObject):
    """Of one window. columns: the current one is copied from; all have the same text size."""

    def __init__(
        self,
        commands: Commands,
        preferences: PreferencesKeeping,
        columns: Columns,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._preferences = preferences
        self._columns = columns
        self._views = (columns.first.view, columns.second.view)
        self._add_commands(commands)
        for view in self._views:
            view.zoom_wanted.connect(self.zoom)
        preferences.changed.connect(self._apply)
        self._apply(preferences.current)

    def use_formulas(self, formulas: FormulaDrawing) -> None:
        for view in self._views:
            view.use_formulas(formulas)

    def zoom(self, steps: int) -> None:
        """Larger by this many steps, or smaller; 0: as it was at first."""
        now = self._preferences.current.appearance.zoom_percent
        if steps > 0:
            wanted = next((zoom for zoom in ZOOMS if zoom > now), now)
        elif steps < 0:
            wanted = next((zoom for zoom in reversed(ZOOMS) if zoom < now), now)
        else:
            wanted = 100
        if wanted != now:
            self._preferences.change("appearance", "zoom_percent", wanted)

    def zoom_in(self) -> None:
        self.zoom(1)

    def zoom_out(self) -> None:
        self.zoom(-1)

    def zoom_reset(self) -> None:
        self.zoom(0)

    def copy_answer(self) -> None:
        """The last answer of the branch in view, as it was written."""
        current, row = self._columns.current, self._columns.last(_is_answer)
        if row is not None:
            current.view.copying.copy_message(current.model.key(row))

    def copy_answer_plain(self) -> None:
        current, row = self._columns.current, self._columns.last(_is_answer)
        if row is not None:
            wish = CopyWish(key=current.model.key(row), is_branch=False, is_plain=True)
            current.view.copying.do(wish)

    def copy_branch(self) -> None:
        """Everything in view, as Markdown."""
        self._copy_branch(is_plain=False)

    def copy_branch_plain(self) -> None:
        self._copy_branch(is_plain=True)

    def toggle_wrap(self) -> None:
        self._preferences.change("reading", "wrap_code", not self._preferences.current.reading.wrap_code)

    def _has_answer(self) -> bool:
        return self._columns.last(_is_answer) is not None

    def _copy_branch(self, *, is_plain: bool) -> None:
        model, view = self._columns.current.model, self._columns.current.view
        if len(model):
            key = model.item(len(model) - 1).key
            view.copying.do(CopyWish(key=key, is_branch=True, is_plain=is_plain))

    def _is_zoomed(self) -> bool:
        return self._preferences.current.appearance.zoom_percent != 100

    def _apply(self, preferences: Preferences) -> None:
        reading = preferences.reading
        for view in self._views:
            view.set_reading(
                zoom_percent=preferences.appearance.zoom_percent,
                wraps_code=reading.wrap_code,
                shows_reasoning=reading.shows_reasoning,
            )

    def _add_commands(self, commands: Commands) -> None:
        tr, add = QCoreApplication.translate, commands.add
        view, edit = CommandGroup.VIEW, CommandGroup.EDIT
        keys = QKeySequence.StandardKey
        larger = QAction(tr("commands", "Larger text"), self.parent())
        # plus is shifted on many keyboards, and people press the key that it is on
        larger.setShortcuts([*QKeySequence.keyBindings(keys.ZoomIn), QKeySequence("Ctrl+=")])
        larger.triggered.connect(self.zoom_in)
        commands.adopt("view.zoom_in", larger, group=view)
        add("view.zoom_out", tr("commands", "Smaller text"), self.zoom_out, group=view, keys=keys.ZoomOut)
        normal = tr("commands", "Normal text size")
        add("view.zoom_reset", normal, self.zoom_reset, group=view, keys="Ctrl+0", when=self._is_zoomed)
        add("view.wrap_code", tr("commands", "Wrap long lines of code"), self.toggle_wrap, group=view)
        add(
            "answer.copy",
            tr("commands", "Copy the last answer"),
            self.copy_answer,
            group=edit,
            when=self._has_answer,
            keys="Ctrl+Shift+C",
        )
        add(
            "answer.copy_plain",
            tr("commands", "Copy the last answer as plain text"),
            self.copy_answer_plain,
            group=edit,
            when=self._has_answer,
        )
        add(
            "conversation.copy_markdown",
            tr("commands", "Copy the conversation as Markdown"),
            self.copy_branch,
            group=edit,
            when=self._columns.has_messages,
        )
        add(
            "conversation.copy_plain",
            tr("commands", "Copy the conversation as plain text"),
            self.copy_branch_plain,
            group=edit,
            when=self._columns.has_messages,
        )


def _is_answer(item: TranscriptItem) -> bool:
    return item.speaker is Speaker.MODEL and bool(item.text.strip())
