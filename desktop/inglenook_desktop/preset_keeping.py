"""Presets as the window has them: those there are, which count for the next answer, and the person's choices.

What is chosen for a new conversation goes with its first message; everything else is in the store at once. A refusal of
a choice is a notice; one of an edit is a sentence for the dialog that asked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from inglenook_engine.errors import UserFacingError
from PySide6.QtCore import QObject, Signal

from .desk import Desk
from .library import InstalledModel
from .presets import Preset, PresetsInForce
from .state import ChatState, NoModel, PresetChosen, StorageOpen

if TYPE_CHECKING:
    from .store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class PresetsShown:
    """Of the conversation in view. folder_name: "" outside of folders. model: the one in use, None without."""

    presets: tuple[Preset, ...] = ()
    in_force: PresetsInForce = field(default_factory=PresetsInForce)
    folder_id: int | None = None
    folder_name: str = ""
    model: InstalledModel | None = None


class PresetKeeping(QObject):
    """changed: a PresetsShown. Private conversations choose among the presets of the data folder."""

    changed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._key: tuple[object, ...] = ()
        self.shown = PresetsShown()
        desk.changed.connect(self._on_state)

    def presets(self) -> Sequence[Preset]:
        """By name, as they are in the store now; none while it is not open."""
        found: list[Preset] = []
        self._desk.attempt(None, lambda store: found.extend(store.writing.presets()))
        return found

    # --- what the person chooses; None for none

    def choose_for_conversation(self, preset_id: int | None) -> None:
        """A new one takes it along when its first message is sent."""
        number = self._desk.state.conversation_id
        if number is None:
            self._desk.apply(PresetChosen(preset_id=preset_id))
        elif self._desk.state.is_private:
            self._choose_for_private(number, preset_id)
        else:
            self._do(lambda store: store.writing.choose_for_conversation(number, preset_id))

    def choose_for_folder(self, preset_id: int | None) -> None:
        folder_id = self.shown.folder_id
        if folder_id is not None:
            self._do(lambda store: store.writing.choose_for_folder(folder_id, preset_id))

    def choose_for_model(self, preset_id: int | None) -> None:
        model = self.shown.model
        if model is not None:
            self._do(lambda store: store.writing.choose_for_model(str(model.path), preset_id))

    # --- what the person makes of them. A sentence says why not, "" when it is done.

    def save(self, preset: Preset) -> tuple[Preset | None, str]:
        """A new one, or all of one there is. The preset as it is kept."""
        kept: list[Preset] = []

        def act(store: Store) -> None:
            if preset.id:
                store.writing.change_preset(preset)
                kept.append(preset)
            else:
                kept.append(store.writing.add_preset(preset))

        problem = self._tried(act)
        return (kept[0] if kept else None), problem

    def delete(self, preset_id: int) -> str:
        return self._tried(lambda store: store.writing.delete_preset(preset_id))

    def import_from(self, path: Path) -> tuple[int, str]:
        """How many were added. One whose name is taken gets a number behind it; one that is here is left out."""
        from .presets_file import read_presets

        added: list[Preset] = []
        problem = self._tried(lambda store: added.extend(store.writing.add_presets(read_presets(path))))
        return len(added), problem

    def export_to(self, path: Path, presets: Sequence[Preset]) -> str:
        from .presets_file import write_presets

        try:
            write_presets(path, presets)
        except UserFacingError as error:
            return str(error)
        return ""

    # --- how it is done

    def read_again(self) -> None:
        """Something of them may have changed in the store."""
        state = self._desk.state
        if isinstance(state.storage, StorageOpen):
            found: list[PresetsShown] = []
            if self._desk.attempt(None, lambda store: found.append(self._read(store, state))):
                self.shown = found[0]
        else:
            self.shown = PresetsShown()
        self.changed.emit(self.shown)

    def _read(self, store: Store, state: ChatState) -> PresetsShown:
        """store: of the data folder. Raises StoreError."""
        from .answer_start import start_of

        model = None if isinstance(state.engine, NoModel) else state.engine.choice
        number = state.conversation_id
        folder_id = None if state.begins_in is None else state.begins_in.folder_id
        owner = self._desk.store_of(number)
        if number is not None and owner is not None:
            conversation = owner.conversation(number)
            folder_id = None if conversation is None else conversation.folder_id
        start = start_of(
            owner or store,
            number,
            folder_id=folder_id,
            preset_id=state.begins_with,
            model_path="" if model is None else str(model.path),
            common=store,
        )
        folders = () if folder_id is None else store.shelf.folders()
        folder = next((folder for folder in folders if folder.id == folder_id), None)
        return PresetsShown(
            presets=tuple(store.writing.presets()),
            in_force=start.presets,
            folder_id=None if folder is None else folder.id,
            folder_name="" if folder is None else folder.name,
            model=model,
        )

    def _on_state(self, state: ChatState) -> None:
        """Asks the store only when something else may count than before."""
        model = None if isinstance(state.engine, NoModel) else state.engine.choice.path
        key = (state.conversation_id, state.begins_in, state.begins_with, model, isinstance(state.storage, StorageOpen))
        if key != self._key:
            self._key = key
            self.read_again()

    def _choose_for_private(self, number: int, preset_id: int | None) -> None:
        """Its own store has a copy, which goes with it."""
        wanted = next((preset for preset in self.shown.presets if preset.id == preset_id), None)

        def act(store: Store) -> None:
            for old in store.writing.presets():
                store.writing.delete_preset(old.id)
            if wanted is not None:
                store.writing.choose_for_conversation(number, store.writing.add_preset(wanted).id)

        self._desk.attempt(number, act)
        self.read_again()

    def _do(self, act: Callable[[Store], object]) -> None:
        self._desk.attempt(None, act)
        self.read_again()

    def _tried(self, act: Callable[[Store], object]) -> str:
        problems: list[str] = []
        if self._desk.store is None:
            return self.tr("Your conversations are not open, so presets cannot be kept. Open them first.")
        self._desk.attempt(None, act, tell=lambda error: problems.append(str(error)))
        self.read_again()
        return problems[0] if problems else ""
