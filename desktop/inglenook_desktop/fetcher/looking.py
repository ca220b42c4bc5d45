"""The jobs that only look: a search, and what one repository holds. Nothing is written to the disk."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import quote

from . import hub_text, listing
from .errors import FetchError
from .names import checked_path, checked_repository, shown
from .protocol import MAX_CARD_BYTES, MAX_FOUND, FetcherEvent, FetchFailureKind, Found, Note, Search, Show, Shown

if TYPE_CHECKING:
    from .network import Hub

_AUTHOR = re.compile(r"[A-Za-z0-9_](?:[\w.-]{0,94}\w)?", re.ASCII)
_CARD = "README.md"


class Searching:
    """One `Search`."""

    kept_bytes = 0

    def __init__(self, job: Search) -> None:
        """Raises FetchError for an author that no hub can have."""
        if job.author and not _AUTHOR.fullmatch(job.author):
            raise FetchError(
                FetchFailureKind.BAD_NAME,
                f"{shown(job.author)} is not the name of an author. One has letters, digits and -_. alone.",
            )
        self._job = job

    def run(self, hub: Hub) -> Found:
        """Raises FetchError."""
        limit = min(max(self._job.limit, 1), MAX_FOUND)
        what = "the search"
        why = f"search models for {shown(self._job.query)}" if self._job.query else "list models"
        answer = hub.answer("/api/models", listing.parameters(self._job, limit), why=why, what=what)
        try:
            return listing.found(answer, limit)
        except listing.NotAnAnswerError as error:
            raise hub.not_a_hub(what, str(error)) from error


class Showing:
    """One `Show`."""

    kept_bytes = 0

    def __init__(self, job: Show, emit: Callable[[FetcherEvent], None]) -> None:
        """Raises FetchError for names that no hub can have."""
        self._repository = checked_repository(job.repository)
        self._revision = checked_path(job.revision, "revision")
        self._has_card = job.has_card
        self._emit = emit

    def run(self, hub: Hub) -> Shown:
        """Raises FetchError."""
        path = f"/api/models/{self._repository}/revision/{quote(self._revision, safe='')}"
        answer = hub.answer(
            path,
            {"blobs": "true"},
            why=f"look at {self._repository}",
            what=f"the list of {self._repository}",
            repository=self._repository,
        )
        try:
            repository = listing.shown(answer, self._repository)
        except listing.NotAnAnswerError as error:
            raise hub.not_a_hub(f"the list of {self._repository}", str(error)) from error
        name = listing.moved_to(answer)
        if name and name.casefold() != self._repository.casefold():
            self._emit(Note(message=f"The hub says that {self._repository} is called {name} now."))
        return dataclasses.replace(repository, card=self._card(hub, repository))

    def _card(self, hub: Hub, repository: Shown) -> str:
        """A card that cannot be had is no reason to show nothing."""
        if not self._has_card or not any(file.name == _CARD for file in repository.files):
            return ""
        try:
            text = hub.text(self._repository, repository.commit, _CARD, MAX_CARD_BYTES)
        except FetchError as error:
            self._emit(Note(message=f"The card of {self._repository} cannot be shown. {error.message}"))
            return ""
        return hub_text.without_front_matter(hub_text.lines(text, MAX_CARD_BYTES))
