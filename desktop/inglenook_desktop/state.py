"""What the window knows, as frozen values, and how events change it: `reduce(state, event) -> state`.

Owns the engine's state, the answer in progress and the notices. Knows no Qt, no database and no process: the
controller asks `reduce` for the next state and acts on the difference. Texts of an answer are not kept here (they
grow, values do not); the recorder and the transcript hold them.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum, auto
from typing import assert_never

from inglenook_engine.protocol import (
    Chunk,
    Counted,
    CountFailed,
    Curve,
    Event,
    Failed,
    Finished,
    Hello,
    LoadProgress,
    PrefillProgress,
    Ready,
)
from inglenook_engine.types import Choice, FinishReason, GenerationStats, MemoryReport, ModelInfo

from .library import InstalledModel
from .load_settings import LoadSettings
from .submissions import Send, SpeculationChoice, Submission

# --- the store ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class StorageOpening:
    """Before the first paint is done. message: what takes a while with the conversations, in a sentence; "" where
    nothing does."""

    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StorageOpen:
    """is_temporary: the person went on without their data folder, and nothing outlives the window."""

    is_temporary: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StorageFailed:
    """message: a sentence with what to do next."""

    message: str


Storage = StorageOpening | StorageOpen | StorageFailed


# --- the engine -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class NoModel:
    """Nothing is loaded and nothing loads: before the start, or after a load was called off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loading:
    """fraction: 0.0 to 1.0 as the engine reports it, None before its first report. draft: the draft model that goes
    with it, None without one; settings: what the person fixed for it; so in the other states of an engine."""

    choice: InstalledModel
    fraction: float | None = None
    draft: InstalledModel | None = None
    settings: LoadSettings = field(default_factory=LoadSettings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """choices: how it was loaded and why. memory: what that took beside what was planned, None where that is not
    known."""

    choice: InstalledModel
    model: ModelInfo
    draft: InstalledModel | None = None
    settings: LoadSettings = field(default_factory=LoadSettings)
    choices: tuple[Choice, ...] = ()
    memory: MemoryReport | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineDown:
    """The load failed or the engine died. was_loaded: it had been ready before."""

    choice: InstalledModel
    failure: Failed
    was_loaded: bool
    draft: InstalledModel | None = None
    settings: LoadSettings = field(default_factory=LoadSettings)


Engine = NoModel | Loading | Loaded | EngineDown


# --- the answer -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Idle:
    """No answer is in progress."""


class WaitingFor(Enum):
    """MODEL: it is not ready. COUNT: whether it fits is being counted. SUMMARY: what leaves is being summed up."""

    MODEL = auto()
    COUNT = auto()
    SUMMARY = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingForModel:
    """Asked before it can be sent; sent when it can."""

    submission: Submission
    waiting_for: WaitingFor = WaitingFor.MODEL


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Prefill. done_tokens counts the cached prefix too; total_tokens is 0 before the first report. is_held: it has not
    begun, because the engine answers in another window."""

    run_id: int
    conversation_id: int
    done_tokens: int = 0
    total_tokens: int = 0
    cached_tokens: int = 0
    is_held: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    run_id: int
    conversation_id: int
    n_tokens: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopping:
    """Cancel was sent; the engine has a short time to finish."""

    run_id: int
    conversation_id: int


Running = Reading | Writing | Stopping
Answer = Idle | WaitingForModel | Running


# --- the notices ----------------------------------------------------------------------------------------------


MAX_NOTICES = 50
"""More than anybody reads; the oldest go."""


class Remedy(Enum):
    """The one-click way on that a notice offers. The window names it, the controller does it."""

    NONE = auto()
    LOAD_AGAIN = auto()
    LOAD_STARTER = auto()
    LOAD_WITHOUT_DRAFT = auto()
    LOAD_AUTOMATIC = auto()
    USE_DRAFT = auto()
    SEND_AGAIN = auto()
    SAVE_AGAIN = auto()
    NEW_CONVERSATION = auto()
    LEAVE_OUT_OLDEST = auto()
    SUM_UP_OLDEST = auto()
    LARGER_CONTEXT = auto()
    CHOOSE_FILE = auto()
    GET_MODELS = auto()
    REFRESH = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One sentence above the composer. detail: what else can be read and copied, may be empty. is_error: red, otherwise
    quiet. key: it takes the place of the one with the same key; "" that of the one with the same sentence.

    is_kept: until it is dismissed; others tell of something that was tried, and go when a load or an answer begins.
    is_of_view: it goes with the conversation in view. is_lasting: as long as it is true, and cannot be dismissed.
    """

    message: str
    remedies: tuple[Remedy, ...] = ()
    detail: str = ""
    is_error: bool = True
    key: str = ""
    is_kept: bool = False
    is_of_view: bool = False
    is_lasting: bool = False

    @property
    def takes_place_of(self) -> str:
        """Of two for which this is the same, the newer one is shown."""
        return self.key or self.message


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The last answer in view, for the status line. Only what was measured; None is not available. of_model: whose it
    is, "" for the model that answers now."""

    stats: GenerationStats
    ui_ttft_ms: float | None = None
    of_model: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginsIn:
    """The folder that a new conversation goes into."""

    folder_id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatState:
    """Everything the window shows apart from texts and lists. starter: None where this installation has none.

    speculation: of the conversation in view. suggested_draft: a model that could draft for the loaded one, None when
    there is none or the person has answered. private_id: of the private conversation, None while none is open.
    notices: from the oldest to the newest.
    begins_in: where the new conversation in view goes, None outside of folders. begins_with: the id of the preset that
    it has of its own, None for none. unsaved: why an answer is not on the disk yet, in a sentence; "" when all of them
    are. is_beside: the second model, if there is one, answers.
    """

    storage: Storage = field(default_factory=StorageOpening)
    engine: Engine = field(default_factory=NoModel)
    answer: Answer = field(default_factory=Idle)
    conversation_id: int | None = None
    figures: Figures | None = None
    notices: tuple[Notice, ...] = ()
    starter: InstalledModel | None = None
    speculation: SpeculationChoice = field(default_factory=SpeculationChoice)
    suggested_draft: InstalledModel | None = None
    private_id: int | None = None
    begins_in: BeginsIn | None = None
    begins_with: int | None = None
    unsaved: str = ""
    is_beside: bool = False

    @property
    def urgent_first(self) -> tuple[Notice, ...]:
        """The newest, which tells what was just done; then what went wrong before what is merely told, of each the
        newest first."""
        newest_first = self.notices[::-1]
        return (*newest_first[:1], *sorted(newest_first[1:], key=lambda notice: not notice.is_error))

    @property
    def notice(self) -> Notice | None:
        """The one on top."""
        return next(iter(self.urgent_first), None)

    @property
    def is_private(self) -> bool:
        """The conversation in view is the private one."""
        return self.private_id is not None and self.conversation_id == self.private_id

    @property
    def is_busy(self) -> bool:
        """An answer is in progress or waits for the model: the button says Stop."""
        return self.is_beside or not isinstance(self.answer, Idle)

    @property
    def running(self) -> Running | None:
        return self.answer if isinstance(self.answer, Reading | Writing | Stopping) else None

    @property
    def is_busy_elsewhere(self) -> bool:
        """The answer in progress belongs to a conversation that is not in view."""
        running = self.running
        return running is not None and running.conversation_id != self.conversation_id

    @property
    def is_held(self) -> bool:
        """The answer in progress waits for that of another window."""
        return isinstance(self.answer, Reading) and self.answer.is_held

    @property
    def waiting_draft(self) -> bool:
        """What the composer of the conversation in view holds is sent as soon as the model is ready."""
        match self.answer:
            case WaitingForModel(submission=Send() as send):
                return send.is_composed and send.conversation_id == self.conversation_id
            case _:
                return False

    @property
    def waiting_edit(self) -> int | None:
        """The message whose edit is sent as soon as the model is ready."""
        match self.answer:
            case WaitingForModel(submission=Send(instead_of=message_id)):
                return message_id
            case _:
                return None


def model_remedies(state: ChatState) -> tuple[Remedy, ...]:
    """What a notice offers when no model is loaded. One that came with a draft model can go on without it, one whose
    load failed with settings of the person's with those of the plan."""
    down = state.engine if isinstance(state.engine, EngineDown) else None
    starter = state.starter
    again = (Remedy.LOAD_AGAIN,) if down is not None else ()
    other = (Remedy.LOAD_STARTER,) if starter is not None and (down is None or down.choice != starter) else ()
    if down is not None and down.draft is not None:
        return (Remedy.LOAD_WITHOUT_DRAFT, *again, *other)
    if down is not None and not down.was_loaded and not down.settings.is_automatic:
        return (Remedy.LOAD_AUTOMATIC, *again, *other)
    get = () if again or other else (Remedy.GET_MODELS,)
    return (*again, *other, *get, Remedy.CHOOSE_FILE)


# --- what happens, apart from the engine's events ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class StorageChanged:
    storage: Storage


@dataclass(frozen=True, slots=True, kw_only=True)
class StarterFound:
    starter: InstalledModel | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadStarted:
    choice: InstalledModel
    draft: InstalledModel | None = None
    settings: LoadSettings = field(default_factory=LoadSettings)


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadCalledOff:
    """The person stopped a load."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued:
    submission: Submission
    waiting_for: WaitingFor = WaitingFor.MODEL


@dataclass(frozen=True, slots=True, kw_only=True)
class RunStarted:
    run_id: int
    conversation_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RunHeld:
    """Whether it waits until the engine is done with the answer in another window."""

    run_id: int
    is_held: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StopAsked:
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationShown:
    """figures: of its last answer, None when it has none. speculation: None leaves it as it is."""

    conversation_id: int | None
    figures: Figures | None = None
    speculation: SpeculationChoice | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivateOpened:
    """A private conversation began."""

    conversation_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivateClosed:
    """It is gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeculationChosen:
    """The person chose it for the conversation in view."""

    speculation: SpeculationChoice


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSuggested:
    """draft None: the suggestion was answered."""

    draft: InstalledModel | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Noticed:
    notice: Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeGone:
    """It was dismissed, or is true no more. notice: harmless where it is not among them."""

    notice: Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderEntered:
    """The new conversation in view goes into it. folder None: into none."""

    folder: BeginsIn | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PresetChosen:
    """For the new conversation in view. preset_id None: none."""

    preset_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BesideChanged:
    """Of the second model."""

    is_answering: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SavingChanged:
    """problem: why an answer is not on the disk yet, in a sentence; "" when all of them are."""

    problem: str


Happening = (
    Event
    | StorageChanged
    | StarterFound
    | LoadStarted
    | LoadCalledOff
    | Queued
    | RunStarted
    | RunHeld
    | StopAsked
    | ConversationShown
    | PrivateOpened
    | PrivateClosed
    | SpeculationChosen
    | DraftSuggested
    | Noticed
    | NoticeGone
    | FolderEntered
    | PresetChosen
    | BesideChanged
    | SavingChanged
)


def reduce(state: ChatState, event: Happening) -> ChatState:
    """The next state. Never raises; an event that does not fit (a late one of a closed run) changes nothing."""
    match event:
        case StorageChanged():
            return replace(state, storage=event.storage)
        case StarterFound():
            return replace(state, starter=event.starter)
        case ConversationShown():
            speculation = event.speculation or state.speculation
            is_same = event.conversation_id == state.conversation_id
            return replace(
                state,
                notices=state.notices if is_same else tuple(one for one in state.notices if not one.is_of_view),
                conversation_id=event.conversation_id,
                figures=event.figures,
                speculation=speculation,
                begins_in=None,
                begins_with=None,
            )
        case PrivateOpened():
            return replace(state, private_id=event.conversation_id)
        case PrivateClosed():
            return replace(state, private_id=None)
        case SpeculationChosen():
            return replace(state, speculation=event.speculation)
        case DraftSuggested():
            is_wanted = event.draft is None or isinstance(state.engine, Loaded)
            return replace(state, suggested_draft=event.draft) if is_wanted else state
        case Noticed():
            return replace(state, notices=_with(state.notices, event.notice))
        case NoticeGone():
            return replace(state, notices=tuple(one for one in state.notices if one != event.notice))
        case FolderEntered():
            return replace(state, begins_in=event.folder)
        case PresetChosen():
            return replace(state, begins_with=event.preset_id)
        case BesideChanged():
            return replace(state, is_beside=event.is_answering)
        case SavingChanged():
            return replace(state, unsaved=event.problem)
        case LoadStarted() | LoadCalledOff() | Hello() | LoadProgress() | Ready():
            return _engine_changes(state, event)
        case Queued():
            waiting = WaitingForModel(submission=event.submission, waiting_for=event.waiting_for)
            return replace(state, answer=waiting, notices=_kept(state.notices))
        case RunStarted():
            reading = Reading(run_id=event.run_id, conversation_id=event.conversation_id)
            return replace(state, answer=reading, figures=None, notices=_kept(state.notices))
        case RunHeld(run_id=run_id, is_held=is_held):
            answer = state.answer
            if not isinstance(answer, Reading) or answer.run_id != run_id:
                return state
            return replace(state, answer=replace(answer, is_held=is_held))
        case StopAsked() | PrefillProgress() | Chunk() | Finished():
            return _answer_changes(state, event)
        case Failed():
            return _failure(state, event)
        case Curve() | Counted() | CountFailed():  # for whoever looks for a draft model, or asked
            return state
        case _:
            assert_never(event)


def _with(notices: tuple[Notice, ...], notice: Notice) -> tuple[Notice, ...]:
    others = (one for one in notices if one.takes_place_of != notice.takes_place_of)
    return (*others, notice)[-MAX_NOTICES:]


def _kept(notices: tuple[Notice, ...]) -> tuple[Notice, ...]:
    """Something is tried anew: what was told of earlier attempts is over."""
    return tuple(one for one in notices if one.is_kept)


def _engine_changes(state: ChatState, event: LoadStarted | LoadCalledOff | Hello | LoadProgress | Ready) -> ChatState:
    match event, state.engine:
        case LoadStarted(choice=choice, draft=draft, settings=settings), _:
            loading = Loading(choice=choice, draft=draft, settings=settings)
            return replace(state, engine=loading, notices=_kept(state.notices), suggested_draft=None)
        case LoadCalledOff(), Loading():
            answer = Idle() if isinstance(state.answer, WaitingForModel) else state.answer
            return replace(state, engine=NoModel(), answer=answer)
        case LoadProgress(fraction=fraction), Loading() as loading:
            return replace(state, engine=replace(loading, fraction=min(1.0, max(0.0, fraction))))
        case Ready(model=model, choices=choices, memory=memory), Loading(choice=choice, draft=draft, settings=settings):
            loaded = Loaded(choice=choice, model=model, draft=draft, settings=settings, choices=choices, memory=memory)
            return replace(state, engine=loaded)
        case _:
            return state


def _answer_changes(state: ChatState, event: StopAsked | PrefillProgress | Chunk | Finished) -> ChatState:
    answer = state.answer
    if isinstance(event, StopAsked):
        if isinstance(answer, WaitingForModel):
            return replace(state, answer=Idle())
        if isinstance(answer, Reading | Writing):
            return replace(state, answer=Stopping(run_id=answer.run_id, conversation_id=answer.conversation_id))
        return state
    if not isinstance(answer, Reading | Writing | Stopping) or answer.run_id != event.run_id:
        return state
    match event, answer:
        case Finished(stats=stats, reason=reason), _:
            return replace(state, answer=Idle(), figures=_figures_of(stats, reason, state))
        case PrefillProgress(), Reading():
            reading = replace(
                answer,
                done_tokens=event.done_tokens,
                total_tokens=event.total_tokens,
                cached_tokens=event.cached_tokens,
            )
            return replace(state, answer=reading)
        case Chunk(tokens=tokens), Reading(run_id=run_id, conversation_id=conversation_id):
            writing = Writing(run_id=run_id, conversation_id=conversation_id, n_tokens=len(tokens))
            return replace(state, answer=writing)
        case Chunk(tokens=tokens), Writing(n_tokens=n_tokens):
            return replace(state, answer=replace(answer, n_tokens=n_tokens + len(tokens)))
        case _:
            return state


def _figures_of(stats: GenerationStats, reason: FinishReason, state: ChatState) -> Figures | None:
    """A run that was cancelled before anything was measured leaves the earlier figures alone."""
    if reason is FinishReason.CANCELLED and stats.prompt_tokens == 0:
        return state.figures
    return state.figures if state.is_busy_elsewhere else Figures(stats=stats)


def _failure(state: ChatState, event: Failed) -> ChatState:
    """A failure of a run ends that run; a failure of no run (the load, a crash) ends the engine and what ran on it."""
    if event.run_id is not None:
        running = state.running
        return replace(state, answer=Idle()) if running and running.run_id == event.run_id else state
    match state.engine:
        case Loading(choice=choice, draft=draft, settings=settings):
            down = EngineDown(choice=choice, failure=event, was_loaded=False, draft=draft, settings=settings)
        case Loaded(choice=choice, draft=draft, settings=settings):
            down = EngineDown(choice=choice, failure=event, was_loaded=True, draft=draft, settings=settings)
        case NoModel() | EngineDown():
            return state
        case other:
            assert_never(other)
    return replace(state, engine=down, answer=Idle(), suggested_draft=None)
