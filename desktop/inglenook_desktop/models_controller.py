"""Everything behind the window of models: the hub, the downloads, the library, the switch and the ledger, put together.

Takes the wishes of `models_shown` and tells its values by signals; knows no widget. Made when the window of models is
asked for the first time, and kept as long as the data folder is, so that downloads go on when the window is closed.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import assert_never

from inglenook_engine.errors import UserFacingError
from PySide6.QtCore import QObject, Signal

from . import frames
from .chores import ChoreDone, Chores, Steps
from .download_queue import DownloadQueue, DownloadView
from .fetcher.protocol import Phase
from .hub.downloads import Download, DownloadState
from .hub.ledger import LedgerError, clear_ledger, read_ledger
from .hub.switch import NetworkState, NetworkSwitchError, endpoint, host_of, offline_variable, read_network, turn
from .hub.variants import FreeMemory
from .hub_browsing import HubBrowsing
from .hub_link import HubLink
from .library_keeping import LibraryKeeping
from .model_plans import ModelPlans
from .models_shown import (
    ActOnDownload,
    ActOnModel,
    AddFolder,
    CheckFit,
    ClearLedger,
    DownloadAct,
    DropFolder,
    GetModel,
    ImportFile,
    ModelAct,
    ModelsWish,
    MoveModels,
    NetworkShown,
    ReadLedger,
    SearchHub,
    SetOffline,
    ShowModel,
    ShownDownload,
    ShownRequest,
    StopWork,
)
from .paths import made_curves_dir

_log = logging.getLogger("inglenook.hub")

MAX_REQUESTS = 5_000
"""Of the ledger, the newest, are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Memory:
    free: FreeMemory
    total_bytes: int


class ModelsController(QObject):
    """network_changed: a NetworkShown. downloads_changed: a tuple of ShownDownload. ledger_read: a tuple of
    ShownRequest. told: a sentence for the bottom of the window, and whether it is an error. load_wanted: the path of a
    model to load; settings_wanted: of one whose load settings are to be shown. altered: files came or went, whoever
    lists models may look again.

    environ: what says where the hub and the caches are. make_link: a new link to the hub. free_memory: asked on
    another thread. is_idle: nobody waits for an answer.
    """

    network_changed = Signal(object)
    downloads_changed = Signal(object)
    ledger_read = Signal(object)
    told = Signal(str, bool)
    load_wanted = Signal(Path)
    settings_wanted = Signal(Path)
    altered = Signal()

    def __init__(
        self,
        data_dir: Path,
        parent: QObject | None = None,
        *,
        environ: Mapping[str, str] = os.environ,
        make_link: Callable[[], HubLink] | None = None,
        free_memory: Callable[[], tuple[FreeMemory, int]] | None = None,
        is_idle: Callable[[], bool] = lambda: True,
    ) -> None:
        super().__init__(parent)
        self._data_dir = data_dir
        self._environ = environ
        self._free_memory = free_memory or _free_memory
        links = make_link or partial(HubLink, data_dir, environ)
        plans = ModelPlans(frames.plan_command, frames.engine_environment(environ), self)
        self.browsing = HubBrowsing(
            data_dir,
            plans,
            links,
            self,
            environ=environ,
            curve_dir=partial(made_curves_dir, data_dir),
            is_idle=is_idle,
        )
        self.library = LibraryKeeping(data_dir, self, environ=environ)
        self.queue = DownloadQueue(data_dir, environ, self, make_link=links)
        self._chores = Chores(self)
        self._chores.done.connect(self._on_chore)
        self.browsing.told.connect(self.told)
        self.browsing.asked.connect(self.tell_network)
        self.browsing.seen.connect(self.library.compare)
        self.browsing.explained.connect(self.library.explain)
        self.library.told.connect(self.told)
        self.library.altered.connect(self.altered)
        self.library.listed.connect(self.browsing.set_local)
        self.queue.changed.connect(self._on_downloads)
        self.queue.done.connect(self._on_done)
        self.queue.problem.connect(self._on_problem)
        self.queue.told.connect(self._on_told)

    def begin(self) -> None:
        """The window is there: tell what is known, and look at what is not. Nothing goes out."""
        self.tell_network()
        self.browsing.recommend()
        self._on_downloads(self.queue.views)
        self.refresh()

    def refresh(self) -> None:
        """The window came to the front: files and free memory may have changed."""
        self.library.refresh()
        if not self._chores.is_busy:
            self._chores.do("memory", self._look_at_memory)
        self.tell_network()

    def do(self, wish: ModelsWish) -> None:
        match wish:
            case SearchHub():
                self.browsing.search(wish)
            case ShowModel():
                self.browsing.show_model(wish)
            case CheckFit():
                self.browsing.check_fit(wish)
            case GetModel():
                self._get(wish)
            case ActOnDownload():
                self._act_on_download(wish)
            case ActOnModel(act=ModelAct.LOAD):
                self.load_wanted.emit(wish.path)
            case ActOnModel(act=ModelAct.SETTINGS):
                self.settings_wanted.emit(wish.path)
            case ActOnModel():
                self.library.act(wish)
            case AddFolder():
                self.library.add_folder(wish.path)
            case DropFolder():
                self.library.drop_folder(wish.path)
            case ImportFile():
                self.library.import_file(wish)
            case MoveModels():
                self.library.move(wish)
            case StopWork():
                self.library.stop()
            case SetOffline():
                self._turn(wish)
            case ReadLedger():
                self._read_ledger()
            case ClearLedger():
                self._clear_ledger()
            case _:
                assert_never(wish)

    def tell_network(self) -> None:
        settings = read_network(self._data_dir)
        is_held = bool(offline_variable(self._environ))
        host = host_of(endpoint(settings, self._environ))
        state = NetworkState.OFFLINE if is_held else settings.state
        self.network_changed.emit(NetworkShown(state=state, host=host, from_environment=is_held))

    def shut_down(self) -> None:
        """Every child and thread ends; downloads are noted as paused."""
        self.queue.close()
        self.browsing.shut_down()
        self.library.shut_down()
        self._chores.shut_down()

    # --- what a person asks for

    def _get(self, wish: GetModel) -> None:
        chosen = self.browsing.choice(wish.key)
        if chosen is not None:
            self.queue.add(chosen.reference, chosen.variant, chosen.commit)
            self.tell_network()

    def _act_on_download(self, wish: ActOnDownload) -> None:
        match wish.act:
            case DownloadAct.MOVE_UP:
                self.queue.move_up(wish.id)
            case DownloadAct.PAUSE:
                self.queue.pause(wish.id)
            case DownloadAct.RESUME:
                self.queue.resume(wish.id)
                self.tell_network()
            case DownloadAct.CANCEL:
                self.queue.remove(wish.id, keep_part=False)
            case DownloadAct.LOAD:
                download = next((one for one in self.queue.downloads if one.id == wish.id), None)
                if download is not None and download.path:
                    self.load_wanted.emit(Path(download.path))

    def _turn(self, wish: SetOffline) -> None:
        try:
            turn(self._data_dir, NetworkState.OFFLINE if wish.is_offline else NetworkState.ONLINE)
        except NetworkSwitchError as error:
            self.told.emit(str(error), True)
        self.queue.look_at_switch()
        self.tell_network()

    def _read_ledger(self) -> None:
        try:
            entries = read_ledger(self._data_dir)
        except LedgerError as error:
            self.told.emit(str(error), True)
            return
        self.ledger_read.emit(
            tuple(
                ShownRequest(
                    at=one.at,
                    host=one.host,
                    method=one.method,
                    n_bytes=one.n_bytes,
                    why=one.why,
                    status=one.status or None,
                )
                for one in entries[-MAX_REQUESTS:]
            )
        )

    def _clear_ledger(self) -> None:
        try:
            clear_ledger(self._data_dir)
        except LedgerError as error:
            self.told.emit(str(error), True)
        self._read_ledger()

    # --- what the parts tell

    def _on_downloads(self, views: tuple[DownloadView, ...]) -> None:
        self.downloads_changed.emit(tuple(map(self._download_shown, views)))
        coming = [view.download for view in views if view.download.state is not DownloadState.DONE]
        self.browsing.set_coming({(one.repository, one.commit, one.tag) for one in coming})

    def _on_done(self, download: Download) -> None:
        self.told.emit(self.tr("%1 is on this machine, whole and verified.").replace("%1", _title(download)), False)
        self.library.refresh()
        self.altered.emit()

    def _on_problem(self, sentence: str) -> None:
        self.told.emit(sentence, True)

    def _on_told(self, sentence: str) -> None:
        self.told.emit(sentence, False)

    def _download_shown(self, view: DownloadView) -> ShownDownload:
        download, live = view.download, view.live
        message = download.message or live.note
        if live.waits_s is not None:
            waiting = self.tr("The next try is in %1 s.").replace("%1", str(max(1, round(live.waits_s))))
            message = f"{message} {waiting}".strip()
        is_moving = live.phase is Phase.DOWNLOADING and live.waits_s is None
        return ShownDownload(
            id=download.id,
            title=_title(download),
            state=download.state,
            done_bytes=download.done_bytes,
            total_bytes=download.total_bytes,
            bytes_per_s=live.bytes_per_s if is_moving else None,
            left_s=live.seconds_left if is_moving else None,
            message=message,
            is_checking=live.phase is Phase.CHECKING,
        )

    def _look_at_memory(self, _steps: Steps) -> _Memory:
        free, total_bytes = self._free_memory()
        return _Memory(free=free, total_bytes=total_bytes)

    def _on_chore(self, done: ChoreDone) -> None:
        if isinstance(done.result, _Memory):
            self.browsing.set_memory(done.result.free, done.result.total_bytes)
        elif isinstance(done.problem, UserFacingError):
            _log.warning("the free memory is not known: %s", done.problem)


def _title(download: Download) -> str:
    return f"{download.repository} · {download.tag or download.quantization}"


def _free_memory() -> tuple[FreeMemory, int]:
    """On another thread: asks a child of the engine for its devices. Imported here, where the start does not wait."""
    import psutil

    from .terminal.free_memory import free_memory

    free = free_memory()
    return free, max([psutil.virtual_memory().total, *free.gpus])
