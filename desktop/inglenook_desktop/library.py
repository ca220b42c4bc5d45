"""Which models are on this machine, found by their names and places alone.

No file is opened or parsed here: what is inside a GGUF is the engine's affair. Later sources (other programs'
stores, folders a person adds) become further `ModelSource` members and further scanners.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from inglenook_engine.errors import UserFacingError

from .paths import models_dir
from .starter import starter_path

_SHARD = re.compile(r"^(?P<name>.+)-(?P<number>\d{5})-of-(?P<count>\d{5})$")


class ModelSource(StrEnum):
    """STARTER: came with the program. FOLDER: <data folder>/models. HUB: the Hugging Face cache. FILE: by its path."""

    STARTER = "starter"
    FOLDER = "folder"
    HUB = "hub"
    FILE = "file"


class ModelNotFoundError(UserFacingError):
    """A name fits no installed model, or several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InstalledModel:
    """A model that can be loaded from `path` (of a split model: its first part).

    size_bytes: all parts together; 0 when the file cannot be looked at. repository: hub id such as "org/name",
    "" elsewhere. missing_parts: parts of a split model that are not there.
    """

    name: str
    path: Path
    size_bytes: int
    source: ModelSource
    repository: str = ""
    missing_parts: int = 0


def installed_models(data_dir: Path, environ: Mapping[str, str] | None = None) -> list[InstalledModel]:
    """Every chat model found, the starter first, then by name. A file reachable in two ways appears once.

    A folder that cannot be read is treated as empty. `environ` (os.environ unless given) says where the hub cache is.
    """
    environ = os.environ if environ is None else environ
    found = [*_starter(), *_in_folder(models_dir(data_dir)), *_in_hub_cache(hub_cache_dir(environ))]
    seen: set[Path] = set()
    unique = []
    for model in found:
        real = Path(os.path.realpath(model.path))
        if real not in seen:
            seen.add(real)
            unique.append(model)
    return sorted(unique, key=lambda model: (model.source is not ModelSource.STARTER, model.name.casefold()))


def default_model(models: Sequence[InstalledModel], data_dir: Path) -> InstalledModel:
    """The starter, else the first whole model. Raises ModelNotFoundError when there is none."""
    for model in models:
        if not model.missing_parts:
            return model
    raise ModelNotFoundError(
        f"No model is installed. Get the starter with make setup, put a GGUF file into {models_dir(data_dir)}, "
        "or name one with --model."
    )


def find_model(name_or_path: str, models: Sequence[InstalledModel]) -> InstalledModel:
    """The model meant by a path, a name, or a part of exactly one name in any case.

    What looks like a path is taken even when nothing is there: the engine says what is wrong with it. Raises
    ModelNotFoundError when the name fits none or several.
    """
    wanted = name_or_path.strip()
    if not wanted:
        raise ModelNotFoundError("The name of the model is empty. inglenook models list shows what is installed.")
    path = _as_path(wanted)
    if path is not None and path.is_file():
        return _named_by_path(path, models)
    lowered = wanted.casefold().removesuffix(".gguf")
    exact = [model for model in models if model.name.casefold() == lowered]
    partial = [model for model in models if lowered in f"{model.repository}/{model.name}".casefold()]
    for candidates in (exact, partial):
        if len(candidates) == 1:
            return candidates[0]
        if candidates:
            raise ModelNotFoundError(
                f"{wanted!r} fits {len(candidates)} models: {_listed(candidates)}. Write more of the name, or its path."
            )
    looks_like_path = wanted.casefold().endswith(".gguf") or os.sep in wanted or (os.altsep or os.sep) in wanted
    if path is not None and looks_like_path:
        return InstalledModel(name=path.stem, path=path, size_bytes=0, source=ModelSource.FILE)
    known = f"Installed: {_listed(models)}" if models else "None is installed"
    raise ModelNotFoundError(
        f"No installed model is called {wanted!r}. {known}. The path of a GGUF file works as well."
    )


def hub_cache_dir(environ: Mapping[str, str]) -> Path:
    """The Hugging Face hub cache, by the hub's own rules. It need not exist."""
    for name in ("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE"):
        if environ.get(name):
            return Path(environ[name]).expanduser()
    if environ.get("HF_HOME"):
        return Path(environ["HF_HOME"]).expanduser() / "hub"
    cache = environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(cache).expanduser() / "huggingface" / "hub"


def _starter() -> Iterator[InstalledModel]:
    yield from _grouped([starter_path()], ModelSource.STARTER)


def _in_folder(folder: Path) -> Iterator[InstalledModel]:
    yield from _grouped(_children(folder), ModelSource.FOLDER)


def _in_hub_cache(cache: Path) -> Iterator[InstalledModel]:
    """models--ORG--NAME/snapshots/COMMIT/**/*.gguf; of a file in several snapshots the one `main` points to."""
    for folder in _children(cache):
        if not folder.name.startswith("models--"):
            continue
        repository = folder.name.removeprefix("models--").replace("--", "/")
        files: dict[str, Path] = {}
        for snapshot in _snapshots(folder):
            for path in _gguf_files_below(snapshot):
                files.setdefault(os.fspath(path.relative_to(snapshot)), path)
        yield from _grouped(files.values(), ModelSource.HUB, repository=repository)


def _snapshots(repository_folder: Path) -> list[Path]:
    """Snapshots of a hub repository, the one of `main` first, then the newest."""
    try:
        main = (repository_folder / "refs" / "main").read_text("ascii", "replace").strip()
    except OSError:
        main = ""
    snapshots = _children(repository_folder / "snapshots")
    return sorted(snapshots, key=lambda path: (path.name != main, -_mtime(path)))


def _gguf_files_below(folder: Path) -> Iterator[Path]:
    for parent, _, names in os.walk(folder):
        yield from (Path(parent, name) for name in names if name.lower().endswith(".gguf"))


def _grouped(paths: Iterable[Path], source: ModelSource, *, repository: str = "") -> Iterator[InstalledModel]:
    """One model a file, or a set of parts; projectors (mmproj) are not models."""
    shards: dict[tuple[Path, str, int], dict[int, tuple[Path, int]]] = {}
    for path in sorted(paths):
        if path.suffix.lower() != ".gguf" or "mmproj" in path.name.lower():
            continue
        size_bytes = _size(path)
        if size_bytes is None:
            continue
        if match := _SHARD.match(path.stem):
            key = (path.parent, match["name"], int(match["count"]))
            shards.setdefault(key, {})[int(match["number"])] = (path, size_bytes)
        else:
            yield InstalledModel(name=path.stem, path=path, size_bytes=size_bytes, source=source, repository=repository)
    for (_, name, count), parts in shards.items():
        if 1 in parts:
            yield InstalledModel(
                name=name,
                path=parts[1][0],
                size_bytes=sum(size_bytes for _, size_bytes in parts.values()),
                source=source,
                repository=repository,
                missing_parts=max(0, count - len(parts)),
            )


def _named_by_path(path: Path, models: Sequence[InstalledModel]) -> InstalledModel:
    real = os.path.realpath(path)
    for model in models:
        if os.path.realpath(model.path) == real:
            return model
    grouped = list(_grouped(_children(path.parent), ModelSource.FILE))
    for model in grouped:
        if model.path.name == path.name:
            return model
    return InstalledModel(name=path.stem, path=path, size_bytes=_size(path) or 0, source=ModelSource.FILE)


def _as_path(text: str) -> Path | None:
    try:
        return Path(text).expanduser().absolute()
    except (RuntimeError, ValueError):
        return None


def _children(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _size(path: Path) -> int | None:
    """None for what is not a readable file, a dangling link of the hub cache for instance."""
    try:
        return path.stat().st_size if path.is_file() else None
    except (OSError, ValueError):
        return None


def _mtime(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _listed(models: Sequence[InstalledModel], limit: int = 6) -> str:
    names = [model.name for model in models[:limit]]
    more = len(models) - limit
    return ", ".join(names) + (f" and {more} more" if more > 0 else "")
