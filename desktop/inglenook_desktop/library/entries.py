"""What the library finds: models and where they lie. Values alone; nothing here touches the disk."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from inglenook_engine.errors import UserFacingError


class ModelSource(StrEnum):
    """STARTER: came with the program. FOLDER: the models folder. HUB: the Hugging Face cache. ADDED: a folder that the
    person added. FILE: by its path. The others are programs whose files are used in place and never changed."""

    STARTER = "starter"
    FOLDER = "folder"
    HUB = "hub"
    ADDED = "added"
    LM_STUDIO = "lm_studio"
    OLLAMA = "ollama"
    JAN = "jan"
    GPT4ALL = "gpt4all"
    FILE = "file"


PROGRAMS = {
    ModelSource.LM_STUDIO: "LM Studio",
    ModelSource.OLLAMA: "Ollama",
    ModelSource.JAN: "Jan",
    ModelSource.GPT4ALL: "GPT4All",
}
"""Sources that belong to another program, with its name."""


class LibraryError(UserFacingError):
    """Something a person asked of the library cannot be done. The sentence says what, why, and a way on."""


class ModelNotFoundError(UserFacingError):
    """A name fits no installed model, or several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InstalledModel:
    """A model that can be loaded from `path` (of a split model: its first part).

    size_bytes: all parts together; 0 when the file cannot be looked at. repository: hub id such as "org/name",
    "" elsewhere. missing_parts: parts of a split model that are not there. parts: the files that are, the first one
    being `path`; () where nobody looked. quantization: by the file's name, "" where that does not say. also_named:
    other names of the same file in the same program. sha256: of a file of one part, as the program that it belongs to
    noted it, "" where none did.
    """

    name: str
    path: Path
    size_bytes: int
    source: ModelSource
    repository: str = ""
    missing_parts: int = 0
    parts: tuple[Path, ...] = ()
    quantization: str = ""
    also_named: tuple[str, ...] = ()
    sha256: str = ""

    @property
    def files(self) -> tuple[Path, ...]:
        """The parts that are there; `path` alone where nobody looked."""
        return self.parts or (self.path,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A model in one place. identity: equal for the same file reached in another way."""

    model: InstalledModel
    identity: tuple[int | str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A folder that was looked through. is_there: it could be read. models: all that were found in it, also those that
    another place has too."""

    source: ModelSource
    folder: Path
    is_there: bool
    models: tuple[InstalledModel, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """models: each file once, the starter first, then by name."""

    models: tuple[InstalledModel, ...] = ()
    places: tuple[Place, ...] = ()
