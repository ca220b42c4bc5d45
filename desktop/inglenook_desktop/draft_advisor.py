"""Which draft model goes with the loaded one: what the person chose, and a suggestion when they chose nothing.

Waits for the engine's measured passes, then asks a short-lived child what is inside the small models that are
installed, and suggests one if it can pay (`draft_choice`). That child never runs beside an answer, because a core that
the engine's threads miss makes them many times slower. Owns the child and `drafts.json`. Everything happens on the GUI
thread; nothing waits.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from inglenook_engine.protocol import Curve
from inglenook_engine.types import CurvePoint, ModelInfo
from PySide6.QtCore import QObject, Signal

from .draft_choice import candidates, facts_from, suggested
from .library import InstalledModel
from .one_shot_child import ChildAnswer, ChildTrouble, OneShotChild
from .settings import read_drafts, write_drafts

_log = logging.getLogger("inglenook.link")

PATIENCE_MS = 30_000
"""How long the inspection may take; it reads headers and vocabularies."""

MAX_OUTPUT_BYTES = 1 << 20


class DraftAdvisor(QObject):
    """suggested: an InstalledModel that could draft for the loaded model. inspect: paths to the command of a child that
    tells what is inside them; environment: of that child."""

    suggested = Signal(object)

    def __init__(
        self,
        inspect: Callable[[Sequence[str]], list[str]],
        environment: Mapping[str, str],
        list_models: Callable[[], Sequence[InstalledModel]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._inspect = inspect
        self._list_models = list_models
        self._data_dir: Path | None = None
        self._chosen: dict[str, str] = {}
        self._model: ModelInfo | None = None  # the one a draft is looked for; None when that is settled
        self._points: tuple[CurvePoint, ...] = ()
        self._candidates: list[InstalledModel] = []
        self._is_busy = False
        self._child = OneShotChild(
            environment,
            patience_ms=PATIENCE_MS,
            max_output_bytes=MAX_OUTPUT_BYTES,
            name="inspection of models",
            parent=self,
        )
        self._child.answered.connect(self._on_answer)

    def use_folder(self, data_dir: Path) -> None:
        """Where choices are remembered from now on; those made before go along."""
        self._data_dir = data_dir
        self._chosen = {**read_drafts(data_dir), **self._chosen}

    def draft_of(self, choice: InstalledModel) -> InstalledModel | None:
        """The draft model that the person chose for this model, if it is still installed."""
        path = self._chosen.get(str(choice.path))
        if not path:
            return None
        return next((model for model in self._list_models() if str(model.path) == path), None)

    def remember(self, choice: InstalledModel, draft: InstalledModel | None) -> None:
        """None: this model is to be loaded alone, and none is suggested for it again."""
        self._chosen[str(choice.path)] = "" if draft is None else str(draft.path)
        if self._data_dir is not None:
            write_drafts(self._data_dir, self._chosen)

    def on_loaded(self, choice: InstalledModel, model: ModelInfo, draft: InstalledModel | None) -> None:
        """A suggestion is wanted when the model came without a draft and the person never said which."""
        self.stop()
        is_open = draft is None and str(choice.path) not in self._chosen
        self._model, self._points = (model if is_open else None), ()

    def on_curve(self, curve: Curve) -> None:
        """The engine's passes are measured; only complete curves are looked at."""
        if curve.is_complete:
            self._points = curve.points
            self._look()

    def set_busy(self, is_busy: bool) -> None:
        """While an answer is in progress or wanted, nothing is looked at; a look that had begun begins anew later."""
        if is_busy != self._is_busy:
            self._is_busy = is_busy
            if is_busy:
                self._child.stop()
            else:
                self._look()

    def stop(self) -> None:
        """Give up what is being looked at. Harmless otherwise."""
        self._model = None
        self._child.stop()

    def shut_down(self, wait_ms: int = 400) -> None:
        """For the end of the program: no child outlives it."""
        self._model = None
        self._child.shut_down(wait_ms)

    def _look(self) -> None:
        """Start looking into files, once everything is known that decides whether to."""
        model = self._model
        if model is None or not self._points or self._is_busy or self._child.is_busy:
            return
        self._candidates = candidates(model, self._list_models())
        if self._candidates:
            self._child.ask(self._inspect([model.path, *(str(one.path) for one in self._candidates)]))
        else:
            self._model = None

    def _on_answer(self, answer: ChildAnswer) -> None:
        model, self._model = self._model, None
        if model is None or answer.trouble not in (None, ChildTrouble.CRASHED):
            return
        facts = facts_from(answer.output.decode("utf-8", "replace"))
        draft = suggested(model, self._candidates, facts=facts, points=self._points)
        _log.info("a draft model for %s: %s", model.name, "none" if draft is None else draft.name)
        if draft is not None:
            self.suggested.emit(draft)
