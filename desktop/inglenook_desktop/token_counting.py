"""How many tokens messages would take, as the engine counts them: asked while a person types, newest question first.

One question is on its way at a time. Of those that come meanwhile from one asker only the newest is kept; whoever asks
gets an answer to the newest, and None for "not available" while no model is loaded. What was counted last is told at
once: a question that is sent is what the gauge has counted while it was typed.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from inglenook_engine.protocol import Count, Counted, CountFailed, Event
from inglenook_engine.reasoning import Reasoning
from inglenook_engine.types import Message, ModelInfo
from PySide6.QtCore import QObject, Signal

from .context_policy import is_long
from .desk import Desk
from .engine_link import EngineLink
from .state import Loaded


@dataclass(frozen=True, slots=True)
class _Question:
    asker: Hashable
    messages: tuple[Message, ...]
    tell: Callable[[Counted | CountFailed | None], None]
    reasoning: Reasoning = Reasoning.AUTO


class TokenCounting(QObject):
    """available_changed: whether there is a model that counts, or another one than before: ask again. find_model: which
    one counts, None for none; that of the desk unless another is given, whose changes `look` is to hear of."""

    available_changed = Signal(bool)

    def __init__(
        self,
        desk: Desk,
        link: EngineLink,
        parent: QObject | None = None,
        *,
        find_model: Callable[[], ModelInfo | None] | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._find_model = find_model or self._model_of_desk
        self._link = link
        self._number = 0
        self._asked: _Question | None = None
        self._waiting: dict[Hashable, _Question] = {}
        self._last: tuple[_Question, Counted] | None = None
        self._model = ""
        link.happened.connect(self._on_event)
        desk.changed.connect(self.look)

    @property
    def is_available(self) -> bool:
        return self._find_model() is not None

    def count(
        self,
        asker: Hashable,
        messages: Sequence[Message],
        tell: Callable[[Counted | CountFailed | None], None],
        *,
        reasoning: Reasoning = Reasoning.AUTO,
    ) -> None:
        """Tell how long a prompt of these messages is. asker: whose earlier questions this one takes the place of; they
        are not answered. tell: called once, at once where these were counted last or with None where no model is
        loaded, and with None when it goes. reasoning: as it is asked for."""
        kept = messages if isinstance(messages, tuple) else tuple(messages)  # it may be written already
        question = _Question(asker, kept, tell, reasoning)
        if not self.is_available:
            self._waiting.pop(asker, None)
            tell(None)
            return
        if (known := self._known(question)) is not None:
            self.forget(asker)
            tell(known)
            return
        self._waiting.pop(asker, None)  # to the end of the line
        self._waiting[asker] = question
        self._ask_next()

    def forget(self, asker: Hashable) -> None:
        """What it asked is not answered any more."""
        self._waiting.pop(asker, None)
        if self._asked is not None and self._asked.asker == asker:
            self._asked = _Question(None, (), lambda _counted: None)

    def _known(self, question: _Question) -> Counted | None:
        """Of a long conversation nothing is kept, which would be all of its text."""
        if self._last is None:
            return None
        last, counted = self._last
        is_same = last.messages == question.messages and last.reasoning is question.reasoning
        return counted if is_same else None

    def _ask_next(self) -> None:
        if self._asked is not None or not self._waiting:
            return
        question = self._waiting.pop(next(iter(self._waiting)))
        self._asked = question
        self._number += 1
        self._link.count(Count(request_id=self._number, messages=question.messages, reasoning=question.reasoning))

    def _on_event(self, event: Event) -> None:
        if not isinstance(event, Counted | CountFailed) or event.request_id != self._number or self._asked is None:
            return
        question, self._asked = self._asked, None
        if isinstance(event, Counted) and question.asker is not None and not is_long(len(question.messages)):
            self._last = question, event
        if question.asker not in self._waiting:
            question.tell(event)
        self._ask_next()

    def _model_of_desk(self) -> ModelInfo | None:
        engine = self._desk.state.engine
        return engine.model if isinstance(engine, Loaded) else None

    def look(self) -> None:
        """Another model, or none: what was asked of the one before is not answered by it any more."""
        found = self._find_model()
        model = "" if found is None else f"{found.path}\n{found.n_ctx}"
        if model == self._model:
            return
        self._model = model
        self._last = None
        left = [*([self._asked] if self._asked is not None else []), *self._waiting.values()]
        self._asked = None
        self._number += 1
        self._waiting.clear()
        for question in left:
            question.tell(None)
        self.available_changed.emit(bool(model))
