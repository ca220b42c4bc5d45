"""Where a person was in each conversation, kept over switches and starts: `places.json` in the data folder. No Qt.

Holds numbers alone: which message, which part of it, how many pixels of that are above the edge. Who read to the end of
a conversation has no place in it, and finds its end again.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .library.kept import read_kept
from .settings import write_kept

FILE_NAME = "places.json"

MAX_PLACES = 500
"""Conversations; of more, those that were left first are forgotten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingPlace:
    """message_id, part: the first message in view and which part of it, counted from 0. top_px: of that part, below the
    upper edge of the view; negative when it begins above. height_px: what the part was high then."""

    message_id: int
    part: int = 0
    top_px: int = 0
    height_px: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _PlaceOf:
    conversation_id: int
    place: ReadingPlace


@dataclass(frozen=True, slots=True, kw_only=True)
class _Places:
    places: tuple[_PlaceOf, ...] = ()


class ReadingPlaces:
    """data_dir: None where nothing may be kept. What is private stays in memory, too."""

    def __init__(self, data_dir: Path | None) -> None:
        self._data_dir = data_dir
        self._places: dict[int, ReadingPlace] = {}
        self._private: set[int] = set()
        self._is_changed = False
        self.use_folder(data_dir)

    def use_folder(self, data_dir: Path | None) -> None:
        """Another data folder, where conversations have other ids."""
        self._data_dir = data_dir
        self._is_changed = False
        kept = _Places() if data_dir is None else read_kept(data_dir / FILE_NAME, _Places)
        self._places = {one.conversation_id: one.place for one in kept.places}

    def get(self, conversation_id: int | None) -> ReadingPlace | None:
        """None: its end."""
        return None if conversation_id is None else self._places.get(conversation_id)

    def put(self, conversation_id: int, place: ReadingPlace | None, *, is_private: bool = False) -> None:
        """place None: its end."""
        if is_private:
            self._private.add(conversation_id)
        old = self._places.pop(conversation_id, None)
        if place is not None:
            self._places[conversation_id] = place  # last, as the one left last
        self._is_changed |= place != old

    def write(self) -> None:
        """If anything has changed. A folder that cannot be written is a line in the log."""
        if not self._is_changed or self._data_dir is None:
            return
        self._is_changed = False
        known = [
            _PlaceOf(conversation_id=number, place=place)
            for number, place in self._places.items()
            if number not in self._private
        ]
        write_kept(self._data_dir / FILE_NAME, _Places(places=tuple(known[-MAX_PLACES:])))
