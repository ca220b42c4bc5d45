"""One file of a download under way: its fetcher child, its speed, and what it waits for. On the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from .fetcher.protocol import (
    Fetch,
    FetcherEvent,
    LastEvent,
    Note,
    Phase,
    Progress,
    Requested,
    Resolved,
    Waiting,
)
from .hub.downloads import Download, Progressed, WantedFile
from .hub.transfer_speed import SpeedMeter
from .hub_link import HubLink


@dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """What is true only while a download runs or waits. phase: None before its first byte.

    bytes_per_s: over the last seconds. seconds_left: of the whole download, None where nobody can tell. waits_s: until
    the next try, None when it does not wait for one. note: a sentence worth knowing, "" for none.
    """

    phase: Phase | None = None
    bytes_per_s: float = 0.0
    seconds_left: float | None = None
    waits_s: float | None = None
    note: str = ""


class Transfer(QObject):
    """happened: a `Progressed`, or None when only `live` has changed. ended: the transfer and the link's last event.

    clock: seconds, monotonic.
    """

    happened = Signal(object)
    ended = Signal(object, object)

    def __init__(
        self,
        download: Download,
        file: WantedFile,
        link: HubLink,
        clock: Callable[[], float],
        parent: QObject | None = None,
        *,
        note: str = "",
    ) -> None:
        super().__init__(parent)
        self.download = download
        self.file = file
        self.link = link
        self._clock = clock
        self._meter = SpeedMeter()
        self._phase: Phase | None = None
        self._waits_until: float | None = None
        self._note = note
        link.setParent(self)
        link.happened.connect(self._on_event)
        link.ended.connect(self._on_ended)

    def start(self, cache_dir: Path) -> None:
        self.link.start(
            Fetch(
                repository=self.download.repository,
                revision=self.download.commit,
                filename=self.file.name,
                cache_dir=str(cache_dir),
            )
        )

    def live(self, rest_bytes: int) -> Live:
        """rest_bytes: of the whole download, still to come."""
        now = self._clock()
        is_moving = self._phase is Phase.DOWNLOADING
        return Live(
            phase=self._phase,
            bytes_per_s=self._meter.bytes_per_s(now) if is_moving else 0.0,
            seconds_left=self._meter.seconds_left(now, rest_bytes) if is_moving else None,
            waits_s=max(0.0, self._waits_until - now) if self._waits_until is not None else None,
            note=self._note,
        )

    def _on_event(self, event: FetcherEvent) -> None:
        match event:
            case Progress(phase=phase, done_bytes=done_bytes, total_bytes=total_bytes):
                self._waits_until = None
                if phase is not self._phase:
                    self._meter.clear()
                    self._phase = phase
                self._meter.add(self._clock(), done_bytes)
                # what is checked was here before; a bar that ran up to it once more would count it twice
                if phase is Phase.DOWNLOADING:
                    self._progressed(done_bytes, total_bytes)
                else:
                    self.happened.emit(None)
            case Resolved(resumed_bytes=resumed_bytes, size_bytes=size_bytes):
                self._progressed(resumed_bytes, size_bytes)
            case Waiting(wait_s=wait_s, message=message):
                self._meter.clear()
                self._waits_until = self._clock() + wait_s
                self._note = message
                self.happened.emit(None)
            case Requested():
                if self._waits_until is not None:
                    self._waits_until = None
                    self._note = ""
                    self.happened.emit(None)
            case Note(message=message):
                self._note = message
                self.happened.emit(None)
            case _:
                pass

    def _progressed(self, done_bytes: int, size_bytes: int) -> None:
        self.happened.emit(
            Progressed(id=self.download.id, name=self.file.name, done_bytes=done_bytes, size_bytes=size_bytes)
        )

    def _on_ended(self, last: LastEvent) -> None:
        self.ended.emit(self, last)
