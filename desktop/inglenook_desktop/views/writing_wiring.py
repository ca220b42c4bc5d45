"""What helps to write a message, put together: what waits for an answer, what was sent before. Built once for each
window."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtWidgets import QWidget

from ..commands import CommandGroup, Commands
from ..controller import Controller
from ..preferences import Preferences
from ..preferences_keeping import PreferencesKeeping
from ..presets import PresetLevel
from ..theme import Theme
from .composer import Composer
from .growing_field import can_hold_all
from .model_bar import ModelBar
from .prompt_history import PromptHistory
from .queue_strip import QueueStrip
from .template_popup import TemplatePopup

if TYPE_CHECKING:
    from ..store import Store

MOST_PROMPTS = 500


class WritingWiring(QObject):
    """Borrows the views of `window`."""

    def __init__(
        self,
        controller: Controller,
        commands: Commands,
        composer: Composer,
        strip: QueueStrip,
        model_bar: ModelBar,
        theme: Theme,
        preferences: PreferencesKeeping,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._controller = controller
        self._composer = composer
        preferences.changed.connect(self._apply)
        self._apply(preferences.current)
        self.history = PromptHistory(composer, self._sent_prompts, self)
        self.templates = TemplatePopup(composer, theme, controller.templates.templates, window)
        self.templates.edit_requested.connect(self.edit_templates)
        queue = controller.queue
        queue.changed.connect(strip.show_queue)
        queue.taken_back.connect(self._on_taken_back)
        self._emptied = QTimer(self)  # a text that another one takes the place of is away for a moment too
        self._emptied.setSingleShot(True)
        self._emptied.setInterval(0)
        self._emptied.timeout.connect(self._on_emptied)
        composer.edited.connect(self._on_edited)
        self._drafts: dict[int | None, tuple[str, frozenset[int]]] = {}  # by conversation: what an edit stands before
        composer.field.takes_escape = self._is_editing
        composer.field.escape_pressed.connect(self._end_edit)
        strip.edit_requested.connect(self._edit)
        strip.remove_requested.connect(queue.drop)
        strip.move_requested.connect(queue.move)
        strip.send_requested.connect(queue.send)
        strip.show_queue(queue.shown)
        model_bar.use_facts(controller.facts)
        presets = controller.presets
        presets.changed.connect(model_bar.preset.show_presets)
        model_bar.preset.show_presets(presets.shown)
        model_bar.preset.chosen.connect(self._on_preset)
        model_bar.preset.edit_requested.connect(self.edit_presets)
        tr, answer = QCoreApplication.translate, CommandGroup.ANSWER
        send = tr("commands", "Send the messages that wait")
        commands.add("queue.send", send, queue.send, group=answer, when=self._has_held)
        commands.add(
            "queue.edit_last",
            tr("commands", "Edit the last message that waits"),
            self._edit_last,
            group=answer,
            keys="Ctrl+Shift+Up",
            when=self._has_waiting,
        )
        first = tr("commands", "Send the last message that waits first")
        commands.add("queue.last_first", first, queue.move_last_first, group=answer, when=self._has_several)
        drop = tr("commands", "Remove the last message that waits")
        commands.add("queue.remove_last", drop, self._drop_last, group=answer, when=self._has_waiting)
        commands.add(
            "presets.choose",
            tr("commands", "Choose a preset"),
            model_bar.preset.showMenu,
            group=CommandGroup.CONVERSATION,
            keys="Ctrl+P",
        )
        templates = tr("commands", "Prompt templates…")
        commands.add("templates.edit", templates, self.edit_templates, group=CommandGroup.CONVERSATION)
        commands.add("presets.edit", tr("commands", "Presets…"), self.edit_presets, group=CommandGroup.CONVERSATION)

    def _apply(self, preferences: Preferences) -> None:
        self._composer.field.file_characters = preferences.writing.paste_as_file_characters

    def _edit(self, queued_id: int) -> None:
        """Into the composer, whose draft waits behind it."""
        controller = self._controller
        if not controller.queue.keeps_place:
            keys = frozenset(item.key for item in controller.attaching.items)
            self._drafts[controller.state.conversation_id] = (self._composer.text(), keys)
        controller.queue.take_back(queued_id)

    def _edit_last(self) -> None:
        waiting = self._controller.queue.shown.waiting
        if waiting:
            self._edit(waiting[-1].id)

    def _is_editing(self) -> bool:
        """A message that waited is in the composer, and can go back as it stands there: nothing of it is still read."""
        return self._controller.queue.keeps_place and not self._controller.attaching.is_reading

    def _end_edit(self) -> None:
        """It waits again, in its place and as it is written now; the draft that it stood before is the composer's."""
        draft, keys = self._drafts.pop(self._controller.state.conversation_id, ("", frozenset[int]()))
        text = self._composer.text()
        behind = f"\n\n{draft}"
        keeps_draft = bool(draft) and text.endswith(behind)
        if self._controller.put_back(text.removesuffix(behind) if keeps_draft else text, leaves=keys) and keeps_draft:
            self._composer.set_text(draft)

    def _drop_last(self) -> None:
        queue = self._controller.queue
        if queue.shown.waiting:
            queue.drop(queue.shown.waiting[-1].id)

    def _has_waiting(self) -> bool:
        return bool(self._controller.queue.shown.waiting)

    def _has_several(self) -> bool:
        return len(self._controller.queue.shown.waiting) > 1

    def _has_held(self) -> bool:
        """Some wait for the person, and not for an answer."""
        return self._has_waiting() and self._controller.queue.shown.is_held

    def edit_presets(self) -> None:
        """The dialog of all presets."""
        from .presets_dialog import PresetsDialog

        PresetsDialog(self._controller.presets, self._window).open()

    def edit_templates(self) -> None:
        """The dialog of all prompt templates."""
        from .templates_dialog import TemplatesDialog

        TemplatesDialog(self._controller.templates, self._window).open()

    def _on_preset(self, level: PresetLevel, preset_id: int | None) -> None:
        presets = self._controller.presets
        match level:
            case PresetLevel.CONVERSATION:
                presets.choose_for_conversation(preset_id)
            case PresetLevel.FOLDER:
                presets.choose_for_folder(preset_id)
            case PresetLevel.MODEL:
                presets.choose_for_model(preset_id)

    def _sent_prompts(self) -> Sequence[str]:
        """Of a private conversation its own alone; none that is too long for the field."""
        found: list[str] = []

        def read(store: Store) -> None:
            found.extend(store.writing.sent_prompts(limit=MOST_PROMPTS))

        self._controller.desk.attempt(self._controller.state.conversation_id, read)
        return [prompt for prompt in found if can_hold_all(prompt)]

    def _on_edited(self) -> None:
        if not self._composer.text():
            self._emptied.start()

    def _on_emptied(self) -> None:
        if not (self._composer.text() or self._controller.attaching.files):
            self._controller.queue.forget_place()

    def _on_taken_back(self, text: str) -> None:
        """Before what is typed already."""
        self._composer.put_before(text)
        self._composer.setFocus()
