"""An answer once more: what has to be asked again, and what to say of what comes. No Qt; the comparison is pure.

The same model file, parameters, seed and prompt give the same answer as long as every pass computes the same numbers.
Another build, device or width of a pass rounds otherwise, and where two tokens were nearly as likely the other one may
win; from there on the text is another. So a difference is told with what of the record differs, and with nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from inglenook_engine.errors import UserFacingError
from inglenook_engine.types import FinishReason, GenerateParams, GenerationStats, LoadParams, Message, ModelInfo, Role

from .wording import N_

if TYPE_CHECKING:
    from .store import Run, Store
    from .store.record import RecordedRun


class ReplayError(UserFacingError):
    """This answer cannot be made once more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What wrote a list of tokens, as far as it was recorded. sha256: of the model file, "" while it is not known.
    app_version: of the program, "" where the record does not say."""

    model: ModelInfo
    params: GenerateParams
    stats: GenerationStats
    reason: FinishReason
    tokens: tuple[int, ...]
    sha256: str = ""
    app_version: str = ""
    had_prediction: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one run wrote of an answer. messages: what the model reads before the answer."""

    run_id: int
    recorded: Made
    messages: tuple[Message, ...]

    @property
    def params(self) -> GenerateParams:
        """As they were. What was stopped by hand is not written on beyond that place."""
        if self.recorded.reason is FinishReason.CANCELLED:
            return replace(self.recorded.params, max_tokens=len(self.recorded.tokens))
        return self.recorded.params

    @property
    def load(self) -> LoadParams:
        """The model as it was loaded then, for an engine of its own."""
        model = self.recorded.model
        return LoadParams(
            model_path=model.path,
            n_ctx=model.n_ctx,
            n_gpu_layers=model.n_gpu_layers,
            n_threads=model.n_threads,
            flash_attention=model.flash_attention,
            kv_type=model.kv_type,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How an answer is made once more. parts: more than one where it went on, the first one at least. text: of the
    answer as it is stored. n_untold: tokens of it that come after the parts and cannot be made once more."""

    message_id: int
    parts: tuple[Part, ...]
    text: str
    n_untold: int = 0

    @property
    def n_tokens(self) -> int:
        """Of all parts."""
        return sum(len(part.recorded.tokens) for part in self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """Something of the record that is another. why: N_-marked, may hold %1 and %2, then and now."""

    why: str
    then: str = ""
    now: str = ""

    @property
    def text(self) -> str:
        """In English."""
        return self.why.replace("%1", self.then).replace("%2", self.now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """first: index of the first token that differs, None when all are the same; the length of the shorter one where one
    merely ends earlier. then, now: the tokens there, None where that one had ended. n_tokens: of the record. causes:
    what of the record differs; of answers that are the same, what made no difference. n_untold: tokens after those,
    which were not compared."""

    first: int | None
    then: int | None
    now: int | None
    n_tokens: int
    causes: tuple[Cause, ...]
    n_untold: int = 0

    @property
    def is_same(self) -> bool:
        return self.first is None


def recipe_of(store: Store, run_id: int) -> Recipe:
    """Of the whole answer that this run wrote in, from its first run on: what a run goes on with is what those before
    it wrote. It ends before the first run that cannot be made once more, or that another model made. Raises ReplayError
    where that is the first one, and StoreError."""
    from .presets import with_instructions
    from .prompting import messages_to_answer

    found = store.record.answer_of(run_id)
    if found is None:
        raise ReplayError(f"There is no answer of run {run_id}. It may have been deleted, or belong to a title.")
    empty = found.answer._replace(content="", tokens=())
    messages = messages_to_answer(store, (*found.above, empty))
    parts: list[Part] = []
    for one in found.runs:
        if parts and one.run.stats is not None and not one.run.stats.output_tokens and _ended_early(one.run):
            continue  # it was stopped, or failed, before it wrote anything
        try:
            made = _recorded(one)
        except ReplayError:
            if not parts:
                raise
            break
        if parts and not _is_same_model(parts[0].recorded.model, made.model):
            break
        parts.append(Part(run_id=one.run.id, recorded=made, messages=with_instructions(messages, one.instructions)))
    recipe = Recipe(message_id=found.answer.id, parts=tuple(parts), text=found.answer.content)
    return replace(recipe, n_untold=len(found.answer.tokens) - recipe.n_tokens)


def _ended_early(run: Run) -> bool:
    return run.error_kind is not None or run.finish_reason is FinishReason.CANCELLED


def _is_same_model(one: ModelInfo, other: ModelInfo) -> bool:
    return (one.path, one.draft_name) == (other.path, other.draft_name)


def _recorded(one: RecordedRun) -> Made:
    run = one.run
    if run.stats is None or run.finish_reason is None or run.model is None:
        raise ReplayError(
            "This run did not come to its end, or was not made here, so there is nothing to compare with."
        )
    is_empty = not one.tokens and run.finish_reason is FinishReason.CANCELLED
    if is_empty or len(one.tokens) != run.stats.output_tokens:
        raise ReplayError(
            "The tokens of this answer are not known any more, so there is nothing to compare with: it was imported, "
            "or is empty."
        )
    return Made(
        model=run.model,
        params=run.params,
        stats=run.stats,
        reason=run.finish_reason,
        tokens=one.tokens,
        sha256=run.model_sha256,
        app_version=run.app_version,
        had_prediction=run.prediction is not None,
    )


class Walk:
    """The parts of a recipe, one after another: each is asked for with what those before it wrote, as long as that is
    the same. part: to be made now."""

    def __init__(self, recipe: Recipe) -> None:
        self.recipe = recipe
        self._at = 0
        self._text = ""
        self._tokens: tuple[int, ...] = ()
        self._causes: dict[Cause, None] = {}

    @property
    def part(self) -> Part:
        return self.recipe.parts[self._at]

    @property
    def n_done(self) -> int:
        """Tokens of the parts that are made."""
        return len(self._tokens)

    @property
    def messages(self) -> tuple[Message, ...]:
        """What the model reads to make this part."""
        if not self._tokens:
            return self.part.messages
        begun = Message(role=Role.ASSISTANT, content=self._text, tokens=self._tokens)
        return (*self.part.messages, begun)

    def text(self, now: str) -> str:
        """Of the answer so far. now: of this part."""
        return self._text + now

    def take(self, now: Made, text: str) -> Compared | None:
        """What came of this part. None where it is the same and another one follows."""
        compared = compare(self.part.recorded, now)
        whole = replace(compared, n_tokens=self.recipe.n_tokens, n_untold=self.recipe.n_untold)
        if compared.first is not None:
            return replace(whole, first=self.n_done + compared.first)
        self._causes |= dict.fromkeys(compared.causes)
        if self._at + 1 == len(self.recipe.parts):
            return replace(whole, causes=tuple(self._causes))
        self._text, self._tokens = self.text(text), self._tokens + self.part.recorded.tokens
        self._at += 1
        return None


def compare(then: Made, now: Made) -> Compared:
    """The answer on record and the one that was just made."""
    first = _first_difference(then.tokens, now.tokens)
    ends_alike = len(then.tokens) == len(now.tokens) or (
        then.reason is FinishReason.CANCELLED and len(now.tokens) >= len(then.tokens)
    )
    if first is None and not ends_alike:
        first = min(len(then.tokens), len(now.tokens))
    return Compared(
        first=first,
        then=None if first is None or first >= len(then.tokens) else then.tokens[first],
        now=None if first is None or first >= len(now.tokens) else now.tokens[first],
        n_tokens=len(then.tokens),
        causes=tuple(_causes(then, now)),
    )


def where_texts_part(then: str, now: str, *, around: int = 32) -> tuple[str, str, str]:
    """The end of what both begin with, and how each goes on, at most so many characters each."""
    n_same = next(
        (index for index, (a, b) in enumerate(zip(then, now, strict=False)) if a != b), min(len(then), len(now))
    )
    return then[max(0, n_same - around) : n_same], then[n_same : n_same + around], now[n_same : n_same + around]


def _first_difference(then: Sequence[int], now: Sequence[int]) -> int | None:
    """Within the shorter of the two."""
    return next((index for index, (a, b) in enumerate(zip(then, now, strict=False)) if a != b), None)


def _causes(then: Made, now: Made) -> Iterator[Cause]:
    """The surest ones first."""
    a, b = then.model, now.model
    if then.stats.prompt_sha256 and now.stats.prompt_sha256 and then.stats.prompt_sha256 != now.stats.prompt_sha256:
        yield Cause(
            why=N_(
                "The prompt is another one: %1 tokens then, %2 now. Something that was read then reads otherwise now."
            ),
            then=f"{then.stats.prompt_tokens:,}",
            now=f"{now.stats.prompt_tokens:,}",
        )
    if then.sha256 and now.sha256 and then.sha256 != now.sha256:
        yield Cause(
            why=N_("The model file is another one (sha256 %1 then, %2 now)."),
            then=then.sha256[:12],
            now=now.sha256[:12],
        )
    elif a.size_bytes != b.size_bytes:
        yield Cause(
            why=N_("The model file is another one: %1 bytes then, %2 now."),
            then=f"{a.size_bytes:,}",
            now=f"{b.size_bytes:,}",
        )
    for why, x, y in (
        (N_("Another build of llama.cpp: %1 then, %2 now."), a.llama_version, b.llama_version),
        (N_("Another version of the engine: %1 then, %2 now."), a.engine_version, b.engine_version),
        (N_("Another device: %1 then, %2 now."), *_devices(a, b)),
        (N_("Another driver: %1 then, %2 now."), a.driver_version, b.driver_version),
        (N_("Another number of layers on the GPU: %1 then, %2 now."), str(a.n_gpu_layers), str(b.n_gpu_layers)),
        (N_("Another number of threads: %1 then, %2 now."), str(a.n_threads), str(b.n_threads)),
        (N_("Another type of the KV cache: %1 then, %2 now."), a.kv_type.value, b.kv_type.value),
        (N_("Flash attention: %1 then, %2 now."), a.flash_attention.value, b.flash_attention.value),
        (N_("Another length of the context: %1 tokens then, %2 now."), f"{a.n_ctx:,}", f"{b.n_ctx:,}"),
        (N_("Another draft model: %1 then, %2 now."), a.draft_name or "–", b.draft_name or "–"),
    ):
        if x != y:
            yield Cause(why=why, then=x or "?", now=y or "?")
    if then.app_version and now.app_version and then.app_version != now.app_version:
        yield Cause(
            why=N_("Another version of the program: %1 then, %2 now."), then=then.app_version, now=now.app_version
        )
    yield from _widths(then, now)


def _devices(then: ModelInfo, now: ModelInfo) -> tuple[str, str]:
    """By their models, where both have them: every processor is called CPU."""
    if then.device_models and now.device_models:
        return ", ".join(then.device_models), ", ".join(now.device_models)
    return ", ".join(then.devices), ", ".join(now.devices)


def _widths(then: Made, now: Made) -> Iterator[Cause]:
    """What made passes of other widths. In strict mode those that check drafts have one width."""
    x, y = then.stats, now.stats
    if not then.params.is_strict and (x.drafted_tokens or y.drafted_tokens):
        yield Cause(
            why=N_("Other widths of passes: drafts were checked in %1 rounds then, in %2 now."),
            then=f"{x.draft_rounds:,}",
            now=f"{y.draft_rounds:,}",
        )
    if then.had_prediction:
        yield Cause(
            why=N_(
                "The text that the answer was expected to resemble is not kept; it decided which drafts were checked."
            )
        )
    if x.cached_tokens != y.cached_tokens:
        yield Cause(
            why=N_("Other widths of passes: of the prompt, %1 tokens were in the cache then, %2 now."),
            then=f"{x.cached_tokens:,}",
            now=f"{y.cached_tokens:,}",
        )
    if x.thread_changes or y.thread_changes:
        yield Cause(
            why=N_("The number of threads changed on the way: %1 times then, %2 times now."),
            then=str(x.thread_changes),
            now=str(y.thread_changes),
        )


NOTHING_DIFFERS = N_("Nothing of what is recorded differs, so this should not be. Please report it with both runs.")
"""Said of answers that differ without a cause."""
