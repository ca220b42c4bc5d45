"""A question to the hub that a newer one takes the place of."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from .fetcher.protocol import FetcherJob, LastEvent
from .hub_link import HubLink


class HubQuestion(QObject):
    """One kind of question; the newest wins, and the answer to an older one is never heard.

    answered: the job, and the link's last event.
    """

    answered = Signal(object, object)

    def __init__(self, link: HubLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        link.setParent(self)
        self._link = link
        self._job: FetcherJob | None = None
        self._next: FetcherJob | None = None
        link.ended.connect(self._on_ended)

    def ask(self, job: FetcherJob) -> None:
        if self._link.is_running:
            self._job, self._next = None, job
            self._link.cancel()
        else:
            self._start(job)

    def stop(self) -> None:
        """Nobody wants the answer any more."""
        self._job = self._next = None
        self._link.cancel()

    def shut_down(self) -> None:
        self._job = self._next = None
        self._link.shut_down()

    def _start(self, job: FetcherJob) -> None:
        self._job = job
        self._link.start(job)

    def _on_ended(self, last: LastEvent) -> None:
        job, self._job = self._job, None
        following, self._next = self._next, None
        if following is not None:
            self._start(following)
        elif job is not None:
            self.answered.emit(job, last)
