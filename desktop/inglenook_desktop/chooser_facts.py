"""Whether each installed model fits this machine now, for the menu that chooses one.

A plan of each is made by a child when the menu opens, one after another. Nothing waits for it, and what is known is
shown at once.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from inglenook_engine.plan_types import MemoryPlan, PlanRequest
from PySide6.QtCore import QObject, Signal

from .frames import engine_environment
from .library import InstalledModel
from .load_settings import LoadSettings
from .model_loading import ModelLoading
from .model_plans import ModelPlans, Planned

FRESH_S = 60.0
"""So long a plan is taken for true; other programs take memory and give it back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """Of plan and error one is there; error: a sentence."""

    key: tuple[object, ...]
    at_s: float
    plan: MemoryPlan | None
    error: str


class ChooserFacts(QObject):
    """told: of the model with this path something is known now. plan_request: what is asked for a model, instead of its
    load in place of the one in use. plan_command, environ: as of `ModelPlans`. clock: seconds."""

    told = Signal(str)

    def __init__(
        self,
        loading: ModelLoading,
        *,
        plan_request: Callable[[InstalledModel, LoadSettings], PlanRequest] | None = None,
        plan_command: Callable[[str], list[str]],
        environ: Mapping[str, str],
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._loading = loading
        self._plan_request = plan_request or loading.plan_request
        self._clock = clock
        self._plans = ModelPlans(plan_command, engine_environment(environ), self)
        self._plans.planned.connect(self._on_planned)
        self._known: dict[str, _Known] = {}
        self._waiting: list[InstalledModel] = []
        self._asked: InstalledModel | None = None

    def plan_of(self, model: InstalledModel) -> MemoryPlan | None:
        """The latest, None while there is none."""
        known = self._known_of(model)
        return None if known is None else known.plan

    def error_of(self, model: InstalledModel) -> str:
        """Why there is no plan, in a sentence; "" while nobody has tried."""
        known = self._known_of(model)
        return "" if known is None else known.error

    def ask(self, models: Sequence[InstalledModel]) -> None:
        """For what is not known of these, or not any more; instead of what was asked for before."""
        now = self._clock()
        self._waiting = [
            model
            for model in models
            if not model.missing_parts
            and model != self._asked
            and ((known := self._known_of(model)) is None or now - known.at_s > FRESH_S)
        ]
        self._go_on()

    def stop(self) -> None:
        """Nobody looks any more. What is being made is finished, because it will be wanted again."""
        self._waiting.clear()

    def shut_down(self) -> None:
        self._waiting.clear()
        self._plans.shut_down()

    def _go_on(self) -> None:
        if self._asked is None and self._waiting:
            self._asked = model = self._waiting.pop(0)
            request = self._plan_request(model, self._settings_of(model))
            self._plans.ask(replace(request, measures_memory=False))  # that takes all cores for half a second

    def _on_planned(self, planned: Planned) -> None:
        model, self._asked = self._asked, None
        if model is not None:
            self._known[str(model.path)] = _Known(
                key=self._key_of(model), at_s=self._clock(), plan=planned.plan, error=planned.error
            )
            self.told.emit(str(model.path))
        self._go_on()

    def _known_of(self, model: InstalledModel) -> _Known | None:
        known = self._known.get(str(model.path))
        return known if known is not None and known.key == self._key_of(model) else None

    def _key_of(self, model: InstalledModel) -> tuple[object, ...]:
        """What a plan depends on, apart from the memory that is free."""
        return (model.size_bytes, self._settings_of(model))

    def _settings_of(self, model: InstalledModel) -> LoadSettings:
        return self._loading.settings.of(model.path)
