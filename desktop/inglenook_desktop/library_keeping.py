"""The models on this machine, as the window shows and keeps them: listed, verified, imported, removed.

Whatever touches files happens on a thread of its own (`Chores`); here the answers become values. A look and the acts of
a person have a thread each, so that hashing a large file keeps no list from being shown.
"""

from __future__ import annotations

import logging
import os
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from .chores import ChoreDone, Chores, Steps
from .frames import engine_environment
from .hub import updates
from .library import PROGRAMS, InstalledModel, ModelSource, added_folders, look_everywhere, shown
from .library.details import HeaderFacts, facts_from, headers_command, keep_facts, known_facts, unknown
from .library.known_templates import TemplateJudgement
from .library.removal import Removal as PlannedRemoval
from .library.verifying import Checked, Verdict
from .models_shown import ActOnModel, ImportFile, LibraryShown, ModelAct, MoveModels, Removal, ShownModel
from .starter import STARTER

if TYPE_CHECKING:
    from .fetcher.protocol import Shown
    from .store.model_use import ModelUse

_log = logging.getLogger("inglenook.library")

HEADERS_PATIENCE_S = 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class HubFileHere:
    """A file of the hub's cache. name: its path in the repository. digest: of its content by its blob's name, "" where
    the cache has no links. model: the path of the model that it is a part of."""

    repository: str
    commit: str
    name: str
    path: Path
    digest: str
    size_bytes: int
    model: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """What one look brought. has_all_facts: no header is left to be read."""

    models: tuple[InstalledModel, ...] = ()
    facts: Mapping[Path, HeaderFacts] = field(default_factory=dict)
    use: Mapping[Path, ModelUse] = field(default_factory=dict)
    hub_files: tuple[HubFileHere, ...] = ()
    folders: tuple[Path, ...] = ()
    has_all_facts: bool = True


class LibraryKeeping(QObject):
    """changed: a LibraryShown. listed: HubFileHere of all models in the hub's cache. removal_asked: a Removal that
    waits for the person's yes. told: a sentence, and whether it is an error. altered: files came or went. working: an
    act that takes its time, and can be stopped, runs or has ended.

    environ: what says where the caches are.
    """

    changed = Signal(object)
    listed = Signal(object)
    removal_asked = Signal(object)
    told = Signal(str, bool)
    altered = Signal()
    working = Signal(bool)

    def __init__(
        self, data_dir: Path, parent: QObject | None = None, *, environ: Mapping[str, str] = os.environ
    ) -> None:
        super().__init__(parent)
        self._data_dir = data_dir
        self._environ = environ
        self._read = _Read()
        self._is_reading = self._is_wanted_again = False
        self._loaded: Path | None = None
        self._busy: dict[Path, str] = {}
        self._notes: dict[Path, tuple[str, bool]] = {}
        self._long: list[object] = []
        self._updates: dict[Path, str] = {}
        self._explained: dict[Path, updates.Update] = {}
        self._looks = Chores(self)
        self._looks.done.connect(self._on_look)
        self._acts = Chores(self)
        self._acts.done.connect(self._on_act)
        self._acts.progressed.connect(self._on_progress)

    @property
    def shown(self) -> LibraryShown:
        return LibraryShown(
            models=tuple(map(self._model_shown, self._read.models)),
            folders=self._read.folders,
            is_reading=self._is_reading,
        )

    def refresh(self) -> None:
        """Look again, unless a look is under way; then once more after it."""
        if self._is_reading:
            self._is_wanted_again = True
            return
        self._is_reading = True
        self._looks.do("look", partial(_look, self._data_dir, self._environ))

    def set_loaded(self, path: Path | None) -> None:
        """Of the model that is in use."""
        if path != self._loaded:
            self._loaded = path
            self._tell()

    def compare(self, at_hub: Shown) -> None:
        """The hub showed a repository: note what is another version there. Nothing is fetched for it."""
        by_model: dict[Path, list[HubFileHere]] = {}
        for file in self._read.hub_files:
            if file.repository == at_hub.repository:
                by_model.setdefault(file.model, []).append(file)
        for model, files in by_model.items():
            local = [updates.LocalFile(name=one.name, size_bytes=one.size_bytes, digest=one.digest) for one in files]
            update = updates.compare(local, files[0].commit, at_hub)
            if update.is_update:
                known = self._explained.get(model)
                if known is not None and known.files == update.files:
                    update = known
                self._updates[model] = updates.sentence(update)
            else:
                self._updates.pop(model, None)
        if by_model:
            self._tell()

    def explain(self, model: Path, update: updates.Update) -> None:
        """Headers told what is another in the version at the hub."""
        self._explained[model] = update
        self._updates[model] = updates.sentence(update)
        self._tell()

    def act(self, wish: ActOnModel) -> None:
        """All but LOAD, which is the window's."""
        model = next((one for one in self._read.models if one.path == wish.path), None)
        if model is None or wish.path in self._busy:
            return
        match wish.act:
            case ModelAct.VERIFY:
                self._busy[wish.path] = self.tr("Being verified")
                self._do_long(wish, partial(_verify, model, self._data_dir))
            case ModelAct.REMOVE:
                self._acts.do(wish, partial(_plan_removal, model, self._data_dir))
            case ModelAct.REMOVE_NOW:
                self._busy[wish.path] = self.tr("Being removed")
                self._acts.do(wish, partial(_remove, model, self._data_dir))
            case ModelAct.LOAD:
                return
        self._tell()

    def import_file(self, wish: ImportFile) -> None:
        self.told.emit(self.tr("Importing %1…").replace("%1", shown(wish.path.name)), False)
        self._do_long(wish, partial(_import, wish.path, self._data_dir))

    def move(self, wish: MoveModels) -> None:
        self.told.emit(self.tr("Moving the models folder to %1…").replace("%1", shown(wish.path, 200)), False)
        self._do_long(wish, partial(_move, wish.path, self._data_dir))

    def stop(self) -> None:
        """The act that takes its time, if one does. Nothing is left half done."""
        if self._long:
            self._acts.cancel()

    def add_folder(self, path: Path) -> None:
        self._acts.do("folder", partial(_add_folder, path, self._data_dir))

    def drop_folder(self, path: Path) -> None:
        self._acts.do("folder", partial(_drop_folder, path, self._data_dir))

    def shut_down(self) -> None:
        self._looks.shut_down()
        self._acts.shut_down()

    # --- what came back

    def _on_look(self, done: ChoreDone) -> None:
        self._is_reading = False
        if isinstance(done.result, _Read):
            self._read = done.result
            self.listed.emit(self._read.hub_files)
        if self._is_wanted_again:
            self._is_wanted_again = False
            self.refresh()
        elif not self._read.has_all_facts and done.name == "look":
            self._is_reading = True
            self._looks.do("headers", partial(_read_headers, self._read, self._data_dir))
        self._tell()

    def _on_act(self, done: ChoreDone) -> None:
        name = done.name
        if isinstance(name, ActOnModel):
            self._busy.pop(name.path, None)
        if name in self._long:
            self._long.remove(name)
            self.working.emit(bool(self._long))
        if done.is_cancelled:
            self.told.emit(self.tr("Stopped. Nothing was changed."), False)
        if done.problem is not None:
            self.told.emit(str(done.problem), True)
        match done.result:
            case _Verified(path=path, sentence=sentence, is_right=is_right):
                self._notes.pop(path, None)
                if not is_right:
                    self._notes[path] = (sentence, True)
                self.told.emit(sentence, not is_right)
            case PlannedRemoval() as planned if isinstance(name, ActOnModel) and name.act is ModelAct.REMOVE:
                self.removal_asked.emit(
                    Removal(
                        path=name.path,
                        title=planned.model.name,
                        freed_bytes=planned.freed_bytes,
                        notes=planned.notes,
                    )
                )
            case str() as sentence:
                self.told.emit(sentence, False)
                self.altered.emit()
                self.refresh()
            case _:
                pass
        self._tell()

    def _on_progress(self, name: object, done: int, total: int) -> None:
        if not total:
            return
        percent = str(int(100 * done / total))
        if isinstance(name, ActOnModel) and name.path in self._busy:
            self._busy[name.path] = self.tr("Being verified, %1 %").replace("%1", percent)
            self._tell()
        elif isinstance(name, ImportFile | MoveModels):
            sentence = self.tr("Importing %1, %2 %") if isinstance(name, ImportFile) else self.tr("Moving to %1, %2 %")
            self.told.emit(sentence.replace("%2", percent).replace("%1", shown(name.path.name)), False)

    def _do_long(self, wish: object, act: Callable[[Steps], object]) -> None:
        self._long.append(wish)
        self._acts.do(wish, act)
        self.working.emit(True)

    def _tell(self) -> None:
        self.changed.emit(self.shown)

    # --- how it is said

    def _model_shown(self, model: InstalledModel) -> ShownModel:
        facts = self._read.facts.get(model.path)
        used = self._read.use.get(model.path)
        note, is_warning = self._note_of(model, facts)
        is_starter = model.source is ModelSource.STARTER
        licence = "" if facts is None else facts.licence
        return ShownModel(
            path=model.path,
            title=STARTER.title if is_starter else model.name,
            source=self._source(model),
            size_bytes=model.size_bytes,
            repository=model.repository,
            used_on="" if used is None else used.last_used_at,
            speed=None if used is None else used.tokens_per_s,
            licence=licence,
            template=self._template(facts),
            is_odd_template=facts is not None and facts.has_warning,
            note=note,
            is_warning=is_warning,
            is_loaded=model.path == self._loaded,
            can_load=not model.missing_parts,
            is_busy=model.path in self._busy,
        )

    def _note_of(self, model: InstalledModel, facts: HeaderFacts | None) -> tuple[str, bool]:
        """Sentences, and whether one of them is a warning."""
        if model.path in self._busy:
            return self._busy[model.path], False
        sentences: list[str] = []
        is_warning = False
        if model.missing_parts:
            sentence = self.tr("%1 of its parts are missing, so it cannot be loaded.")
            sentences.append(sentence.replace("%1", str(model.missing_parts)))
            is_warning = True
        if facts is not None and facts.error is not None:
            sentences.append(shown(facts.error, 300))
            is_warning = True
        elif facts is not None and facts.has_warning:
            sentences.append(_capital(facts.template_sentence) + ".")
            is_warning = True
        if model.path in self._updates:
            sentences.append(self._updates[model.path])
        if model.path in self._notes:
            sentence, is_bad = self._notes[model.path]
            sentences.append(sentence)
            is_warning = is_warning or is_bad
        return " ".join(sentences), is_warning

    def _source(self, model: InstalledModel) -> str:
        if model.source in PROGRAMS:
            return PROGRAMS[model.source]
        return {
            ModelSource.STARTER: self.tr("Starter"),
            ModelSource.FOLDER: self.tr("Models folder"),
            ModelSource.HUB: self.tr("Hub"),
            ModelSource.ADDED: self.tr("Your folder"),
        }.get(model.source, "")

    def _template(self, facts: HeaderFacts | None) -> str:
        if facts is None or facts.error is not None:
            return ""
        return {
            TemplateJudgement.PUBLISHED: self.tr("The publisher's"),
            TemplateJudgement.OTHER: self.tr("Not the publisher's"),
            TemplateJudgement.FROM_FILE: self.tr("The file's own"),
            TemplateJudgement.NONE: self.tr("None"),
        }[facts.template[0]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Verified:
    path: Path
    sentence: str
    is_right: bool


# --- on the other threads: no Qt object is touched below


def _look(data_dir: Path, environ: Mapping[str, str], _steps: Steps) -> _Read:
    from .store.model_use import model_use, use_of

    models = look_everywhere(data_dir, environ).models
    facts = known_facts(data_dir, models)
    known_use = model_use(data_dir)
    use = {model.path: used for model in models if (used := use_of(model.path, known_use)) is not None}
    return _Read(
        models=models,
        facts=facts,
        use=use,
        hub_files=tuple(file for model in models for file in _hub_files(model)),
        folders=tuple(added_folders(data_dir)),
        has_all_facts=not unknown(models, facts),
    )


def _read_headers(before: _Read, data_dir: Path, steps: Steps) -> _Read:
    facts = dict(before.facts)
    for paths in unknown(before.models, facts):
        steps.add(0)
        try:
            child = subprocess.run(
                headers_command(paths),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=engine_environment(os.environ),
                timeout=HEADERS_PATIENCE_S,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            _log.warning("headers of %d files are not known: %s", len(paths), error)
            continue
        found = facts_from(child.stdout)
        keep_facts(data_dir, found)
        facts |= {Path(one.path): one for one in found}
    return _Read(models=before.models, facts=facts, use=before.use, hub_files=before.hub_files, folders=before.folders)


def _hub_files(model: InstalledModel) -> list[HubFileHere]:
    if model.source is not ModelSource.HUB:
        return []
    files = []
    for path in model.files:
        steps = path.parts
        at = next((i for i in range(len(steps) - 3, 0, -1) if steps[i] == "snapshots"), 0)
        if not at:
            continue
        blob = Path(os.path.realpath(path)).name
        is_digest = len(blob) in (40, 64) and set(blob) <= set("0123456789abcdef")
        try:
            size_bytes = path.stat().st_size
        except OSError:
            size_bytes = 0
        files.append(
            HubFileHere(
                repository=model.repository,
                commit=steps[at + 1],
                name="/".join(steps[at + 2 :]),
                path=path,
                digest=blob if is_digest else "",
                size_bytes=size_bytes,
                model=model.path,
            )
        )
    return files


def _verify(model: InstalledModel, data_dir: Path, steps: Steps) -> _Verified:
    from .library.verifying import verify_file

    steps.total(model.size_bytes)
    checked: list[Checked] = [verify_file(model, path, data_dir, on_bytes=steps.add) for path in model.files]
    wrong = [one for one in checked if one.verdict not in (Verdict.RIGHT, Verdict.UNKNOWN)]
    telling = wrong or checked
    return _Verified(path=model.path, sentence=" ".join(one.sentence for one in telling[:3]), is_right=not wrong)


def _plan_removal(model: InstalledModel, data_dir: Path, _steps: Steps) -> PlannedRemoval:
    from .library.removal import plan_removal

    return plan_removal(model, data_dir)


def _remove(model: InstalledModel, data_dir: Path, _steps: Steps) -> str:
    from .library.removal import remove_model

    removal = remove_model(model, data_dir)
    freed = (
        f"{removal.freed_bytes / 1e9:.2f} GB" if removal.freed_bytes >= 1e9 else f"{removal.freed_bytes / 1e6:.0f} MB"
    )
    return " ".join((f"{shown(model.name)} was removed; {freed} became free.", *removal.notes))


def _import(path: Path, data_dir: Path, steps: Steps) -> str:
    from .library.importing import How, import_model

    imported = import_model(path, data_dir, on_total=steps.total, on_bytes=steps.add)
    name = shown(imported.paths[0].name)
    if imported.how is How.PRESENT:
        return f"{name} was in the models folder already."
    return f"{name} is in the models folder now, whole and with its sum noted."


def _move(path: Path, data_dir: Path, steps: Steps) -> str:
    from .library.moving import move_models

    moved = move_models(str(path), data_dir, on_total=steps.total, on_bytes=steps.add)
    sentence = f"The models folder is {shown(moved.folder, 200)} now."
    if moved.left:
        sentence += (
            f" {len(moved.left)} files are still in the old one: they could not be deleted, or changed meanwhile."
        )
    return sentence


def _add_folder(path: Path, data_dir: Path, _steps: Steps) -> str:
    from .library import add_folder

    return f"Models in {shown(add_folder(data_dir, str(path)), 200)} are listed now; nothing in it is changed."


def _drop_folder(path: Path, data_dir: Path, _steps: Steps) -> str:
    from .library import remove_folder

    return f"Models in {shown(remove_folder(data_dir, str(path)), 200)} are not listed any more. They stay there."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
