"""What has changed at the hub since a model was fetched: the files that are here against what the hub shows now. Pure.

It only tells; nothing is ever swapped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ..fetcher.protocol import HubFile, Shown
from .variants import Variant, contents_of


class Change(StrEnum):
    """SAME: other bytes of the repository may have changed, these have not. CHANGED: a file of the same name is another
    one. GONE: the hub has no such file any more. RENAMED: the same bytes under another name. UNKNOWN: what is here has
    no known checksum."""

    SAME = "same"
    CHANGED = "changed"
    GONE = "gone"
    RENAMED = "renamed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalFile:
    """One file as it was fetched. digest: the name of its blob; "" where the cache has no links. template: the chat
    template in its header, None where that was not read."""

    name: str
    size_bytes: int
    digest: str = ""
    template: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChange:
    """now: the file at the hub, None when it is gone. has_new_template: None where one of the two is not known."""

    was: LocalFile
    now: HubFile | None
    change: Change
    has_new_template: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """local_commit, commit: of what is here, and of what the hub shows. new_variants: quantizations that were not among
    the files known of the local commit; empty where those are not known."""

    repository: str
    local_commit: str
    commit: str
    files: tuple[FileChange, ...]
    new_variants: tuple[Variant, ...] = ()

    @property
    def is_update(self) -> bool:
        """Whether fetching again would bring anything else than what is here."""
        return any(file.change is Change.CHANGED for file in self.files)


def compare(
    local: Sequence[LocalFile],
    local_commit: str,
    shown: Shown,
    *,
    templates: Mapping[str, str] | None = None,
    known_names: Sequence[str] = (),
) -> Update:
    """local: the files of one model. templates: of the files at the hub, by name, where their headers were read.
    known_names: all file names of the repository at the local commit, where they were kept."""
    by_name = {file.name: file for file in shown.files}
    by_digest = {file.digest: file for file in shown.files}
    changes = tuple(_compared(file, by_name, by_digest, templates or {}) for file in local)
    fresh: tuple[Variant, ...] = ()
    if known_names:
        old = set(known_names)
        fresh = tuple(one for one in contents_of(shown.files).variants if not old & {file.name for file in one.files})
    return Update(
        repository=shown.repository,
        local_commit=local_commit,
        commit=shown.commit,
        files=changes,
        new_variants=fresh,
    )


def sentence(update: Update) -> str:
    """What a person is told, in a line or two."""
    changed = [file for file in update.files if file.change is Change.CHANGED]
    gone = [file for file in update.files if file.change is Change.GONE]
    if not update.files or all(file.change is Change.UNKNOWN for file in update.files):
        return (
            "It cannot be told whether this is the newest: the checksum of what is here is not known. Verify it first."
        )
    if changed:
        parts = [f"{_files(len(changed))} of {update.repository} changed at the hub since this was downloaded"]
        if any(file.has_new_template for file in changed):
            parts.append("and the chat template with it")
        elif all(file.has_new_template is False for file in changed):
            parts.append("; the chat template is the same")
        return " ".join(parts).replace(" ;", ";") + ". What is here stays until you download it again."
    if gone:
        return f"{update.repository} does not offer this file any more. What is here stays and works."
    if update.commit != update.local_commit:
        return f"{update.repository} changed at the hub, but not this model: it is the newest."
    return "This is the newest."


def _compared(
    file: LocalFile, by_name: Mapping[str, HubFile], by_digest: Mapping[str, HubFile], templates: Mapping[str, str]
) -> FileChange:
    now = by_name.get(file.name)
    if now is None:
        moved = by_digest.get(file.digest) if file.digest else None
        return FileChange(was=file, now=moved, change=Change.RENAMED if moved else Change.GONE)
    if file.digest == now.digest:
        return FileChange(was=file, now=now, change=Change.SAME, has_new_template=False)
    if not file.digest:
        change = Change.CHANGED if file.size_bytes != now.size_bytes else Change.UNKNOWN
    else:
        change = Change.CHANGED
    new = templates.get(file.name)
    has_new = None if file.template is None or new is None else new != file.template
    return FileChange(was=file, now=now, change=change, has_new_template=has_new)


def _files(n_files: int) -> str:
    return "1 file" if n_files == 1 else f"{n_files} files"
