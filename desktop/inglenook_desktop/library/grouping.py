"""From files to models: the parts of a split model are one. Pure."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from .entries import Found, InstalledModel, ModelSource
from .looking import FileSeen, FolderSeen, Looker
from .naming import is_model_name, quantization_of

_SHARD = re.compile(r"^(?P<name>.+)-(?P<number>\d{5})-of-(?P<count>\d{5})$")


def part_of(stem: str) -> tuple[str, int, int] | None:
    """Name, number and count of a part of a split model, by its file's name without .gguf; None for a whole one."""
    match = _SHARD.match(stem)
    if match is None:
        return None
    number, count = int(match["number"]), int(match["count"])
    return (match["name"], number, count) if 1 <= number <= count else None


def part_name(name: str, number: int, count: int) -> str:
    return f"{name}-{number:05}-of-{count:05}.gguf"


def stem_of(file_name: str) -> str:
    """Without .gguf in any case."""
    return file_name[: -len(".gguf")] if file_name.lower().endswith(".gguf") else file_name


def grouped(files: Iterable[FileSeen], source: ModelSource, *, repository: str = "") -> Iterator[Found]:
    """One model a file, or a set of parts. Projectors are no models; parts without the first cannot be loaded."""
    shards: dict[tuple[str, str, int], dict[int, FileSeen]] = {}
    for file in files:
        if not is_model_name(file.name):
            continue
        stem = stem_of(file.name)
        part = part_of(stem)
        if part is not None:
            name, number, count = part
            shards.setdefault((file.folder, name, count), {})[number] = file
        else:
            yield found(stem, [file], source, repository=repository)
    for (_, name, count), parts in shards.items():
        if 1 in parts:
            ordered = [parts[number] for number in sorted(parts)]
            yield found(name, ordered, source, repository=repository, missing_parts=count - len(ordered))


def in_folder(looker: Looker, seen: FolderSeen, source: ModelSource, *, repository: str = "") -> list[Found]:
    """The models among the files of one folder; made anew only when they changed."""
    make = functools.partial(_made, seen.files, source, repository)
    return looker.made((source, seen.path), (seen.files, repository), make)


def _made(files: tuple[FileSeen, ...], source: ModelSource, repository: str) -> list[Found]:
    return list(grouped(files, source, repository=repository))


def found(
    name: str,
    files: list[FileSeen],
    source: ModelSource,
    *,
    repository: str = "",
    missing_parts: int = 0,
    quantization: str = "",
    sha256: str = "",
) -> Found:
    """files: the first part first, at least one."""
    paths = tuple(Path(file.path) for file in files)
    model = InstalledModel(
        name=name,
        path=paths[0],
        size_bytes=sum(file.size_bytes for file in files),
        source=source,
        repository=repository,
        missing_parts=missing_parts,
        parts=paths,
        quantization=quantization or quantization_of(name),
        sha256=sha256,
    )
    return Found(model=model, identity=files[0].identity)
