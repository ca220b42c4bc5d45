"""The names people give to folders and tags: one line each, visible, not too long, told apart without regard to case.

Pure functions. What cannot be kept is refused with a sentence; nothing is cut off silently.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from pathlib import Path

from ..prompt_templates import PromptTemplate, name_problem
from .errors import StoreError, StoreProblem, sentence
from .text import one_line

MAX_FOLDER_CHARS = 200
MAX_TAG_CHARS = 60
MAX_TAGS = 100
"""Of one conversation."""

_SHOWN_CHARS = 40


def folder_name(text: str, others: Iterable[str]) -> str:
    """The name as it is kept. others: of the folders there are. Raises StoreError BAD_NAME."""
    name = _visible(text, "folder", MAX_FOLDER_CHARS)
    for other in others:
        if other.casefold() == name.casefold():
            raise _refused(f"There is a folder called “{_shortened(other)}” already.")
    return name


def preset_name(text: str, others: Iterable[str]) -> str:
    """As `folder_name`. others: names of the other presets. Raises StoreError BAD_NAME."""
    name = _visible(text, "preset", MAX_FOLDER_CHARS)
    for other in others:
        if other.casefold() == name.casefold():
            raise _refused(f"There is a preset called “{_shortened(other)}” already.")
    return name


def template_name(text: str, others: Iterable[PromptTemplate]) -> str:
    """Raises StoreError BAD_NAME."""
    name = text.strip()
    if problem := name_problem(name, [other.name for other in others]):
        raise _refused(problem)
    return name


def tag_names(texts: Iterable[str], known: Iterable[str]) -> list[str]:
    """The tags as they are kept, in their order and each once. Raises StoreError BAD_NAME.

    known: tags in use elsewhere; one of them that differs only in case is meant, so that no tag stands twice in a list.
    """
    spelling = {tag.casefold(): tag for tag in known}
    names: dict[str, str] = {}
    for text in texts:
        name = _visible(text, "tag", MAX_TAG_CHARS)
        if "," in name:
            raise _refused(f"The tag “{_shortened(name)}” has a comma in it, which stands between two tags.")
        names.setdefault(name.casefold(), spelling.get(name.casefold(), name))
        if len(names) > MAX_TAGS:
            raise _refused(f"A conversation can have {MAX_TAGS} tags; “{_shortened(name)}” is one too many.")
    return list(names.values())


def _visible(text: str, kind: str, max_chars: int) -> str:
    """On one line, without characters that nobody sees."""
    # What cannot come out short enough is not looked at character by character.
    name = one_line(text) if len(text) <= 10 * max_chars else text
    if len(name) > max_chars:
        raise _refused(f"The name of a {kind} can have {max_chars} characters; this one has {len(name):,}.")
    if not any(unicodedata.category(character)[0] in "LNPS" for character in name):
        raise _refused(f"The name of a {kind} needs a character that can be seen; this one has none.")
    return name


def _shortened(name: str) -> str:
    return name if len(name) <= _SHOWN_CHARS else name[: _SHOWN_CHARS - 1] + "…"


def _refused(what: str) -> StoreError:
    # It is about no file.
    return StoreError(StoreProblem.BAD_NAME, sentence(StoreProblem.BAD_NAME, Path(), reason=what))
