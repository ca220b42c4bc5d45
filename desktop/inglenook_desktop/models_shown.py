"""What the window of models shows, as frozen values, and what a person can ask for there. No Qt, no files, no network.

Names, cards and licences come from a hub and are hostile until shown: the views make them visible and lay them out as
plain text. Nothing here is ever made into a path or an address but by those who check it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from inglenook_engine.plan_types import Fit

from .fetcher.protocol import SearchOrder
from .hub.downloads import DownloadState
from .hub.switch import NetworkState


class Fitting(StrEnum):
    """UNKNOWN: nobody reckoned. LIKELY: by its size alone. UNLIKELY: too. The others come from a plan."""

    UNKNOWN = "unknown"
    LIKELY = "likely"
    UNLIKELY = "unlikely"
    GPU = "gpu"
    SHARED = "shared"
    RAM = "ram"
    NONE = "none"


FITTING = {Fit.GPU: Fitting.GPU, Fit.SHARED: Fitting.SHARED, Fit.RAM: Fitting.RAM, Fit.NONE: Fitting.NONE}
"""What a plan says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkShown:
    """host: of the hub or the mirror that is asked. from_environment: the switch is held by an environment variable."""

    state: NetworkState = NetworkState.NEVER_ASKED
    host: str = ""
    from_environment: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundModel:
    """One repository in the list. n_parameters: of its model; size_bytes: of what there is to download; None where that
    is not known. updated_on: ISO date, "" unknown.

    quantization: what to choose in it, "" for nothing in particular. note: of a recommended one, what it is good for.
    """

    name: str
    downloads: int = 0
    likes: int = 0
    licence: str = ""
    n_parameters: int | None = None
    size_bytes: int | None = None
    updated_on: str = ""
    is_gated: bool = False
    is_private: bool = False
    quantization: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindShown:
    """The list of the page "Find". heading: what the list is. sentence: instead of rows or above them, "" for none."""

    rows: tuple[FoundModel, ...] = ()
    heading: str = ""
    sentence: str = ""
    is_asking: bool = False
    is_error: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownVariant:
    """One choice in a repository. key: what the person would write behind the colon. is_best: right for this machine.

    path: where it is on this machine, None where it is not. is_coming: among the downloads. can_get: it would load, as
    far as its name tells.
    """

    key: str
    size_bytes: int
    n_files: int = 1
    quality: str = ""
    fitting: Fitting = Fitting.UNKNOWN
    speed: str = ""
    is_best: bool = False
    path: Path | None = None
    is_coming: bool = False
    can_get: bool = True

    @property
    def is_here(self) -> bool:
        return self.path is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRepository:
    """card: as the hub sends it, shown as plain text. note: what else to know of its files, "" for nothing.

    sentence: while it is asked for, or why there is nothing to choose.
    """

    name: str
    commit: str = ""
    licence: str = ""
    base_model: str = ""
    is_gated: bool = False
    is_private: bool = False
    card: str = ""
    note: str = ""
    variants: tuple[ShownVariant, ...] = ()
    sentence: str = ""
    is_error: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPlan:
    """What loading one variant would take. details: lines below the verdict. settings: how it would be loaded, a line
    for each choice with its reason. is_asking: it is being reckoned."""

    key: str
    verdict: str = ""
    speed: str = ""
    details: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    fitting: Fitting = Fitting.UNKNOWN
    is_asking: bool = False
    is_error: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownDownload:
    """bytes_per_s, left_s: None while they are not known. message: a sentence about its state, "" for none."""

    id: int
    title: str
    state: DownloadState
    done_bytes: int
    total_bytes: int
    bytes_per_s: float | None = None
    left_s: float | None = None
    message: str = ""
    is_checking: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownModel:
    """One row of "On this machine". used_on: ISO date, "" never here. speed: tokens a second measured here, None where
    it was not. template: where the chat template comes from; is_odd_template: not the publisher's known one. note: an
    update at the hub, parts that are missing, or what became of a verification."""

    path: Path
    title: str
    source: str
    size_bytes: int
    repository: str = ""
    used_on: str = ""
    speed: float | None = None
    licence: str = ""
    template: str = ""
    is_odd_template: bool = False
    note: str = ""
    is_warning: bool = False
    is_loaded: bool = False
    can_load: bool = True
    is_busy: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryShown:
    """folders: those that the person added. is_reading: the list is not whole yet."""

    models: tuple[ShownModel, ...] = ()
    folders: tuple[Path, ...] = ()
    is_reading: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRequest:
    """One line of the ledger. at: UTC, ISO-8601. status: of HTTP, None where nothing came."""

    at: str
    host: str
    method: str
    n_bytes: int
    why: str
    status: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """What the person is asked before a model goes. freed_bytes: what the disk gets back. notes: what stays."""

    path: Path
    title: str
    freed_bytes: int
    notes: tuple[str, ...] = ()


# --- what a person asks for


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHub:
    query: str
    sort: SearchOrder = SearchOrder.DOWNLOADS


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowModel:
    name: str
    quantization: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckFit:
    """Of a variant of the repository in view: reads its header at the hub. is_asked: by a button, not by a choice in
    the table; only then is it done again when it was done before."""

    key: str
    is_asked: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class GetModel:
    """Download a variant of the repository in view."""

    key: str


class DownloadAct(StrEnum):
    """MOVE_UP: before the one that waits above it. CANCEL: it leaves the list, what has come of it stays in the cache.
    LOAD: one that is done."""

    MOVE_UP = "move_up"
    PAUSE = "pause"
    RESUME = "resume"
    CANCEL = "cancel"
    LOAD = "load"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActOnDownload:
    id: int
    act: DownloadAct


class ModelAct(StrEnum):
    """REMOVE asks first; REMOVE_NOW is the answer. SETTINGS: ask how it is to be loaded."""

    LOAD = "load"
    SETTINGS = "settings"
    VERIFY = "verify"
    REMOVE = "remove"
    REMOVE_NOW = "remove_now"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActOnModel:
    path: Path
    act: ModelAct


@dataclass(frozen=True, slots=True, kw_only=True)
class AddFolder:
    path: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class DropFolder:
    """It is not listed any more; nothing in it is touched."""

    path: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportFile:
    path: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveModels:
    """The models folder to another place."""

    path: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class StopWork:
    """What is being verified, imported or moved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetOffline:
    is_offline: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadLedger:
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearLedger:
    pass


ModelsWish = (
    SearchHub
    | ShowModel
    | CheckFit
    | GetModel
    | ActOnDownload
    | ActOnModel
    | AddFolder
    | DropFolder
    | ImportFile
    | MoveModels
    | StopWork
    | SetOffline
    | ReadLedger
    | ClearLedger
)
