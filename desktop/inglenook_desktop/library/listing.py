"""One look through every place where models may lie."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from ..paths import models_dir
from . import gpt4all, jan, lm_studio, ollama
from .entries import Found, InstalledModel, Listing, ModelSource, Place
from .folders import added_folders
from .grouping import grouped, in_folder
from .hub_cache import hub_cache_dir, in_hub_cache
from .looking import Looker, file_seen
from .machine import Machine

Finder = Callable[[Looker, Path], Iterable[Found]]


def look(
    looker: Looker,
    data_dir: Path,
    machine: Machine,
    *,
    starter: Path,
    on_place: Callable[[Listing], None] | None = None,
) -> Listing:
    """A file reachable in two ways appears once, in the first of the places. Never raises for what lies there.

    on_place: called after each place with what is known so far; the last ones may be slow to answer.
    """
    looker.begin()
    places: list[Place] = []
    unique: dict[tuple[int | str, ...], InstalledModel] = {}
    for source, folder, finder in _places(looker, data_dir, machine, starter):
        is_there = source is ModelSource.STARTER or looker.look(folder) is not None
        here = list(finder(looker, folder)) if is_there else []
        for one in here:
            unique.setdefault(one.identity, one.model)
        places.append(Place(source=source, folder=folder, is_there=is_there, models=tuple(one.model for one in here)))
        if on_place is not None:
            on_place(_listing(unique.values(), places))
    looker.end()
    return _listing(unique.values(), places)


def _listing(models: Iterable[InstalledModel], places: list[Place]) -> Listing:
    ordered = sorted(models, key=lambda model: (model.source is not ModelSource.STARTER, model.name.casefold()))
    return Listing(models=tuple(ordered), places=tuple(places))


def _places(
    looker: Looker, data_dir: Path, machine: Machine, starter: Path
) -> Iterator[tuple[ModelSource, Path, Finder]]:
    """Ours first; folders that may lie on another machine last."""
    yield ModelSource.STARTER, starter, _starter
    yield ModelSource.FOLDER, models_dir(data_dir), _below(ModelSource.FOLDER)
    yield ModelSource.HUB, hub_cache_dir(machine.environ), in_hub_cache
    for folder in lm_studio.folders(looker, machine):
        yield ModelSource.LM_STUDIO, folder, lm_studio.in_folder
    for folder in ollama.folders(machine):
        yield ModelSource.OLLAMA, folder, ollama.in_folder
    for folder in jan.folders(looker, machine):
        yield ModelSource.JAN, folder, jan.in_folder
    for folder in gpt4all.folders(looker, machine):
        yield ModelSource.GPT4ALL, folder, gpt4all.in_folder
    for folder in added_folders(data_dir):
        yield ModelSource.ADDED, folder, _below(ModelSource.ADDED)


def _starter(_looker: Looker, path: Path) -> Iterator[Found]:
    file = file_seen(path)
    return grouped([] if file is None else [file], ModelSource.STARTER)


def _below(source: ModelSource) -> Finder:
    def find(looker: Looker, folder: Path) -> Iterator[Found]:
        for seen in looker.walk(folder):
            yield from in_folder(looker, seen, source)

    return find
