"""Jobs of the fetcher as commands of the terminal run them: the switch asked, the ledger kept, errors told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from ..fetcher.protocol import (
    Cancelled,
    FetcherEvent,
    FetcherJob,
    FetchFailed,
    FetchFailureKind,
    LastEvent,
    Note,
    Waiting,
)
from ..hub.environment import fetcher_command, fetcher_environment, withheld_login
from ..hub.fetch_process import FetchProcess
from ..hub.ledger import LedgerError, new_ledger
from ..hub.login import NO_LOGIN, describe_login
from ..hub.switch import NetworkSwitchError, admit, endpoint, host_of, read_network
from .console import Console
from .exit_codes import ExitCode


class HubJobs:
    """The hub, for one command. Used by one thread."""

    def __init__(self, data_dir: Path, console: Console, environ: Mapping[str, str], *, is_json: bool) -> None:
        """data_dir: made already."""
        self._data_dir = data_dir
        self._console = console
        self._environ = environ
        self._is_json = is_json
        self._has_told_of_login = False
        self.was_interrupted = False

    @property
    def hosts(self) -> tuple[str, ...]:
        """Hosts that addresses may name, besides the public hub's."""
        return (host_of(endpoint(read_network(self._data_dir), self._environ)),)

    def run(self, job: FetcherJob, show: Callable[[FetcherEvent], None] | None = None) -> LastEvent:
        """The last event of one job. `show` gets those before it; notes and waits are told here."""
        try:
            if refusal := self._refusal():
                return FetchFailed(kind=FetchFailureKind.OFFLINE, message=refusal)
            return self._ask(job, show)
        except (NetworkSwitchError, LedgerError) as error:
            return FetchFailed(kind=FetchFailureKind.DISK, message=str(error))

    def _ask(self, job: FetcherJob, show: Callable[[FetcherEvent], None] | None) -> LastEvent:
        """Raises LedgerError."""
        network = read_network(self._data_dir)
        environment = fetcher_environment(self._environ, network)
        process = FetchProcess(fetcher_command(), environment, new_ledger(self._data_dir))
        last: FetcherEvent | None = None
        with closing(process.run(job)) as events:  # a reader of stdout that goes away ends the child too
            for event in events:
                last = event
                match event:
                    case Note(message=message):
                        self._console.note(message)
                    case Waiting(wait_s=wait_s, message=message):
                        self._console.note(f"{message} Trying again in {wait_s:.0f} s.")
                    case _ if not isinstance(event, LastEvent) and show is not None:
                        show(event)
        self.was_interrupted |= process.was_interrupted
        self._console.clear_progress()
        assert isinstance(last, LastEvent)  # `FetchProcess.run` ends with one
        return last

    def report(self, last: Cancelled | FetchFailed) -> ExitCode:
        """Say why there is no result, and what the exit status is."""
        if isinstance(last, Cancelled):
            return ExitCode.INTERRUPTED
        self.fail(last.kind.value, last.message, {"retry_after_s": last.retry_after_s} if last.retry_after_s else {})
        if last.detail and self._console.is_err_terminal:
            self._console.note(last.detail)
        return ExitCode.FAILED

    def fail(self, kind: str, message: str, more: dict[str, Any] | None = None) -> None:
        """A sentence on stderr; with --json an object on stdout too."""
        if self._is_json:
            self._console.json({"event": "failed", "error": {"kind": kind, "message": message, **(more or {})}})
        self._console.error(message)

    def _refusal(self) -> str:
        """Why nothing may be asked, "" when it may. The first time, what is about to go out is said."""
        admission = admit(self._data_dir, self._environ)
        if not admission.is_allowed:
            return admission.sentence
        if admission.sentence:
            self._console.note(admission.sentence)
        note = withheld_login(self._environ, read_network(self._data_dir))
        if note and not self._has_told_of_login and describe_login(self._environ) != NO_LOGIN:
            self._has_told_of_login = True
            self._console.note(note)
        return ""
