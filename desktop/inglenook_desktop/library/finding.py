"""Which of the installed models is meant by a name or a path."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from .entries import InstalledModel, ModelNotFoundError, ModelSource
from .grouping import grouped
from .looking import Looker
from .naming import shown

_ORDER = list(ModelSource)


def find_model(name_or_path: str, models: Sequence[InstalledModel]) -> InstalledModel:
    """The model meant by a path, a name, org/name:QUANT, or a part of exactly one name, in any case.

    What looks like a path is taken even when nothing is there: the engine says what is wrong with it. Raises
    ModelNotFoundError when the name fits none or several.
    """
    wanted = name_or_path.strip()
    if not wanted:
        raise ModelNotFoundError("The name of the model is empty. inglenook models list shows what is installed.")
    path = _as_path(wanted)
    if path is not None and _is_file(path):
        return _named_by_path(path, models)
    lowered = wanted.casefold().removesuffix(".gguf")
    exact = [model for model in models if lowered in (name.casefold() for name in (model.name, *model.also_named))]
    referred = [model for model in models if _is_referred(lowered, model)]
    partial = [model for model in models if lowered in f"{model.repository}/{model.name}".casefold()]
    for candidates in (exact, referred, partial):
        if candidates and _are_copies(candidates):
            return min(candidates, key=lambda model: _ORDER.index(model.source))
        if candidates:
            raise ModelNotFoundError(
                f"{shown(repr(wanted))} fits {len(candidates)} models: {_listed(candidates)}. Write more of the name, "
                "or its path."
            )
    looks_like_path = wanted.casefold().endswith(".gguf") or os.sep in wanted or (os.altsep or os.sep) in wanted
    if path is not None and looks_like_path:
        return InstalledModel(name=path.stem, path=path, size_bytes=0, source=ModelSource.FILE)
    known = f"Installed: {_listed(models)}" if models else "None is installed"
    raise ModelNotFoundError(
        f"No installed model is called {shown(repr(wanted))}. {known}. The path of a GGUF file works as well."
    )


def _are_copies(candidates: Sequence[InstalledModel]) -> bool:
    """One model, or the same one in several places, as far as names and sizes tell."""
    return len({(model.name.casefold(), model.size_bytes, model.missing_parts) for model in candidates}) == 1


def _is_referred(lowered: str, model: InstalledModel) -> bool:
    """By the name that search and pull use for it."""
    repository, _, quantization = lowered.partition("@")[0].partition(":")
    if not model.repository or repository != model.repository.casefold():
        return False
    return not quantization or quantization.upper() == model.quantization


def _named_by_path(path: Path, models: Sequence[InstalledModel]) -> InstalledModel:
    for model in models:
        if model.path == path or _is_same_file(model.path, path):
            return model
    seen = Looker().look(os.fspath(path.parent))
    for one in grouped(() if seen is None else seen.files, ModelSource.FILE):
        if one.model.path.name == path.name:
            return one.model
    return InstalledModel(name=path.stem, path=path, size_bytes=_size(path), source=ModelSource.FILE)


def _as_path(text: str) -> Path | None:
    try:
        return Path(text).expanduser().absolute()
    except (RuntimeError, ValueError):
        return None


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _is_same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return False


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return 0


def _where(model: InstalledModel) -> str:
    return shown(model.repository or model.path.parent)


def _listed(models: Sequence[InstalledModel], limit: int = 6) -> str:
    all_names = [model.name for model in models]
    names = [
        shown(model.name) if all_names.count(model.name) == 1 else f"{shown(model.name)} ({_where(model)})"
        for model in models[:limit]
    ]
    more = len(models) - limit
    return ", ".join(names) + (f" and {more} more" if more > 0 else "")
