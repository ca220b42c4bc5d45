"""Which model is loaded: choosing one, loading it with its draft model, and what follows when it is ready or dies.

Owns the load that waits for the end of an answer. Stopping that answer, and what it becomes, is not its affair.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from inglenook_engine.plan_types import PlanRequest
from inglenook_engine.protocol import Failed
from inglenook_engine.types import LoadParams
from PySide6.QtCore import QObject

from .desk import Desk
from .draft_advisor import DraftAdvisor
from .engine_link import EngineLink
from .library import InstalledModel, ModelNotFoundError, ModelSource, default_model, find_model
from .load_settings import LoadSettings, LoadSettingsKept
from .state import (
    ChatState,
    DraftSuggested,
    EngineDown,
    LoadCalledOff,
    Loaded,
    Loading,
    LoadStarted,
    NoModel,
    Remedy,
    StarterFound,
    Stopping,
    model_remedies,
)

_NO_MODEL = "no model"
"""Of the notices that lead to one."""


class ModelLoading(QObject):
    """curve_dir: where measured pass times are kept, "" for nowhere. ready_path: of the model that was ready last.
    settings: how the person wants each model to be loaded."""

    def __init__(
        self,
        desk: Desk,
        link: EngineLink,
        advisor: DraftAdvisor,
        *,
        list_models: Callable[[], Sequence[InstalledModel]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._link = link
        self._advisor = advisor
        self._list_models = list_models
        self._next: LoadStarted | None = None
        self.settings = LoadSettingsKept()
        self.curve_dir = ""
        self.ready_path = ""
        advisor.suggested.connect(self._on_draft_suggested)

    def load_first(self, wanted: str, *, is_explicit: bool) -> None:
        """wanted: name or path, "" for the best for this machine. is_explicit: a wrong name is told."""
        models = list(self._list_models())
        starter = next((model for model in models if model.source is ModelSource.STARTER), None)
        self._desk.apply(StarterFound(starter=starter))
        try:
            choice = find_model(wanted, models) if wanted else default_model(models, Path())
        except ModelNotFoundError as error:
            if not is_explicit and wanted and models:
                choice = default_model(models, Path())
            else:
                self._tell_no_model(str(error) if is_explicit and wanted else "")
                return
        self.load(choice)

    def load(self, choice: InstalledModel) -> None:
        """With the draft model that goes with it; now, or when the answer in progress has ended."""
        self._load(choice, self._advisor.draft_of(choice))

    def choose_draft(self, draft: InstalledModel | None) -> None:
        """Load the model in use anew with this draft model, or alone, and so from now on."""
        engine = self._desk.state.engine
        if not isinstance(engine, NoModel):
            self._advisor.remember(engine.choice, draft)
            self._desk.apply(DraftSuggested(draft=None))
            if not isinstance(engine, Loaded) or engine.draft != draft:
                self._load(engine.choice, draft)

    def choose_settings(self, choice: InstalledModel, settings: LoadSettings) -> None:
        """Load this model so from now on; anew where it is the one in use and they differ."""
        self.settings.remember(choice.path, settings)
        waiting = self._next
        if waiting is not None and waiting.choice.path == choice.path:
            self._load(waiting.choice, waiting.draft)
            return
        engine = self._desk.state.engine
        if waiting is not None or isinstance(engine, NoModel) or engine.choice.path != choice.path:
            return
        if engine.settings != settings:
            self._load(engine.choice, engine.draft)

    def load_automatically(self) -> None:
        """The settings that the person chose for the model in use did not work: forget them and load it again."""
        engine = self._desk.state.engine
        if not isinstance(engine, NoModel):
            self.choose_settings(engine.choice, LoadSettings())

    def plan_request(self, choice: InstalledModel, settings: LoadSettings) -> PlanRequest:
        """For a load of this model with these settings instead of the one in use, whose memory it would have."""
        draft = self._advisor.draft_of(choice)
        return PlanRequest(
            model_path=str(choice.path),
            draft_model_path="" if draft is None else str(draft.path),
            n_ctx=settings.n_ctx,
            kv_type=settings.kv_type,
            flash_attention=settings.flash_attention,
            n_gpu_layers=settings.n_gpu_layers,
            n_expert_layers_in_ram=settings.n_expert_layers_in_ram,
            n_batch=settings.n_batch,
            n_threads=settings.n_threads,
            gpu_shares=settings.gpu_shares,
            curve_dir=self.curve_dir,
            measures_memory=not self._desk.state.is_busy and not isinstance(self._desk.state.engine, Loading),
            replaces=self._in_use(),
            replaces_pid=self._link.pid,
        )

    def _in_use(self) -> LoadParams | None:
        engine = self._desk.state.engine
        return params_in_use(engine) if isinstance(engine, Loaded) else None

    def params_of(self, choice: InstalledModel, draft: InstalledModel | None = None) -> LoadParams:
        """How the person wants this model to be loaded."""
        settings = self.settings.of(choice.path)
        return LoadParams(
            model_path=str(choice.path),
            draft_model_path="" if draft is None else str(draft.path),
            curve_dir=self.curve_dir,
            n_ctx=settings.n_ctx,
            kv_type=settings.kv_type,
            n_gpu_layers=settings.n_gpu_layers,
            n_expert_layers_in_ram=settings.n_expert_layers_in_ram,
            n_batch=settings.n_batch,
            n_threads=settings.n_threads or None,
            flash_attention=settings.flash_attention,
            gpu_shares=settings.gpu_shares,
        )

    def known(self, path: str) -> InstalledModel | None:
        """The installed model in this file; None where there is none, or a part of it is missing."""
        return next((one for one in self._list_models() if str(one.path) == path and not one.missing_parts), None)

    def find(self, path: Path) -> InstalledModel | None:
        """The model in a file; None when it is none, which is told."""
        try:
            return find_model(str(path), self._list_models())
        except ModelNotFoundError as error:
            self._desk.notice(str(error), (Remedy.CHOOSE_FILE,))
            return None

    def installed(self, name: str) -> InstalledModel | None:
        """None where this machine has no model of that name."""
        return next((model for model in self._list_models() if model.name == name), None)

    def call_off(self) -> None:
        if isinstance(self._desk.state.engine, Loading):
            self._link.unload()
            self._desk.apply(LoadCalledOff())

    def load_again(self) -> bool:
        """Load what was loaded or wanted last. False when there is nothing to load, which is told."""
        state = self._desk.state
        if isinstance(state.engine, Loading | Loaded | EngineDown):
            self._load(state.engine.choice, state.engine.draft)
        elif state.starter is not None:
            self.load(state.starter)
        else:
            self._tell_no_model()
            return False
        return True

    def _tell_no_model(self, why: str = "") -> None:
        """why: a name that is wrong, which is an error; that there is nothing yet, or nothing chosen, is none."""
        if self._list_models():
            sentence = self.tr("No model is chosen. Choose one to go on.")
        else:
            sentence = self.tr("There is no model on this machine yet. What you write is kept until there is one.")
        self._desk.notice(why or sentence, model_remedies(self._desk.state), is_error=bool(why), key=_NO_MODEL)

    def load_next(self) -> None:
        """The load that waited for the end of an answer, if one did. One of another window may end sooner."""
        if self._desk.state.running is not None:
            return
        load, self._next = self._next, None
        if load is not None:
            self._desk.apply(load)
            self._link.load(self.params_of(load.choice, load.draft))

    def on_ready(self) -> None:
        if isinstance(engine := self._desk.state.engine, Loaded):
            self.ready_path = str(engine.choice.path)
            self._advisor.on_loaded(engine.choice, engine.model, engine.draft)

    def on_down(self, before: ChatState, failure: Failed) -> None:
        """The load failed or the child died. An answer it took along says so itself, with its own retry."""
        state = self._desk.state
        down = state.engine
        self._link.unload()
        if self._next is not None:
            self.load_next()
        elif isinstance(before.answer, Stopping) and isinstance(down, EngineDown):
            self._load(down.choice, down.draft)  # it ignored the stop and was killed
        elif isinstance(down, EngineDown) and (before.running is None or before.is_busy_elsewhere):
            self._desk.notice(failure.message, model_remedies(state), detail=failure.detail)

    def dismiss_suggestion(self) -> None:
        """The draft model that is suggested does not come again."""
        engine = self._desk.state.engine
        if self._desk.state.suggested_draft is not None and isinstance(engine, Loaded):
            self._advisor.remember(engine.choice, None)
            self._desk.apply(DraftSuggested(draft=None))

    def _load(self, choice: InstalledModel, draft: InstalledModel | None) -> None:
        self._next = LoadStarted(choice=choice, draft=draft, settings=self.settings.of(choice.path))
        if self._desk.state.running is None:
            self.load_next()

    def _on_draft_suggested(self, draft: InstalledModel) -> None:
        self._desk.apply(DraftSuggested(draft=draft))


def params_in_use(engine: Loaded) -> LoadParams:
    """How a model that is ready was really loaded."""
    return LoadParams(
        model_path=str(engine.choice.path),
        draft_model_path="" if engine.draft is None else str(engine.draft.path),
        n_ctx=engine.model.n_ctx,
        kv_type=engine.model.kv_type,
        flash_attention=engine.model.flash_attention,
        n_gpu_layers=engine.model.n_gpu_layers,
        n_expert_layers_in_ram=engine.model.n_expert_layers_in_ram,
    )
