"""What has changed at the hub since a model was fetched: the files that are here against what the hub shows now, and
the header of the one against that of the other. Pure.

It only tells; nothing is ever swapped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from inglenook_engine.plan_types import gigabytes

from ..fetcher.protocol import HubFile, Shown
from ..library.details import HeaderFacts
from ..library.known_templates import TemplateJudgement
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
    """One file as it was fetched. digest: the name of its blob; "" where the cache has no links."""

    name: str
    size_bytes: int
    digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChange:
    """now: the file at the hub, None when it is gone."""

    was: LocalFile
    now: HubFile | None
    change: Change


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderPair:
    """What two headers that could be read say: of the first file that is here, and of the one at the hub."""

    was: HeaderFacts
    now: HeaderFacts

    @property
    def has_new_template(self) -> bool:
        return self.was.template_sha256 != self.now.template_sha256

    @property
    def quantizations(self) -> tuple[str, str] | None:
        """Before and now; None where they are the same, or one of them is not told."""
        pair = (self.was.quantization, self.now.quantization)
        return pair if all(pair) and pair[0] != pair[1] else None

    @property
    def contexts(self) -> tuple[int, int] | None:
        """Tokens before and now; None where they are the same, or one of them is not told."""
        pair = (self.was.n_ctx_train, self.now.n_ctx_train)
        return pair if all(pair) and pair[0] != pair[1] else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """local_commit, commit: of what is here, and of what the hub shows. new_variants: quantizations that were not among
    the files known of the local commit; empty where those are not known. headers: None where they were not read, or
    could not be."""

    repository: str
    local_commit: str
    commit: str
    files: tuple[FileChange, ...]
    new_variants: tuple[Variant, ...] = ()
    headers: HeaderPair | None = None

    @property
    def is_update(self) -> bool:
        """Whether fetching again would bring anything else than what is here."""
        return any(file.change is Change.CHANGED for file in self.files)

    @property
    def header_change(self) -> FileChange | None:
        """Of the first file, which has the header that counts; None where that is not another file now."""
        first = self.files[0] if self.files else None
        return first if first is not None and first.change is Change.CHANGED else None

    @property
    def sizes_bytes(self) -> tuple[int, int]:
        """Of all files together, before and now; the latter without those that are gone."""
        return (
            sum(file.was.size_bytes for file in self.files),
            sum(file.now.size_bytes for file in self.files if file.now is not None),
        )


def with_headers(update: Update, was: HeaderFacts | None, now: HeaderFacts | None) -> Update:
    """The update with what its first file's headers say, here and at the hub, if both can be read."""
    if was is None or now is None or was.error is not None or now.error is not None:
        return update
    return replace(update, headers=HeaderPair(was=was, now=now))


def compare(
    local: Sequence[LocalFile],
    local_commit: str,
    shown: Shown,
    *,
    known_names: Sequence[str] = (),
) -> Update:
    """local: the files of one model. known_names: all file names of the repository at the local commit, where they
    were kept."""
    by_name = {file.name: file for file in shown.files}
    by_digest = {file.digest: file for file in shown.files}
    changes = tuple(_compared(file, by_name, by_digest) for file in local)
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
        return f"{what_changed(update)} What is here stays until you download it again."
    if gone:
        return f"{update.repository} does not offer this file any more. What is here stays and works."
    if update.commit != update.local_commit:
        return f"{update.repository} changed at the hub, but not this model: it is the newest."
    return "This is the newest."


def what_changed(update: Update) -> str:
    """Of an update, in one sentence; the headers' part of it where they are known."""
    n_changed = sum(file.change is Change.CHANGED for file in update.files)
    return f"{_files(n_changed)} of {update.repository} changed at the hub since this was downloaded{_details(update)}."


def _details(update: Update) -> str:
    """What of it changed, as it goes on in the sentence; "" where the headers are not known."""
    headers = update.headers
    if headers is None:
        return ""
    changed, same = [], []
    if headers.has_new_template:
        changed.append(_template_words(headers))
    else:
        same.append("chat template")
    if headers.quantizations is not None:
        was, now = headers.quantizations
        changed.append(f"the quantization is {now}, it was {was}")
    elif headers.was.quantization == headers.now.quantization != "":
        same.append("quantization")
    if headers.contexts is not None:
        n_was, n_now = headers.contexts
        changed.append(f"the context length is {n_now:,} tokens, it was {n_was:,}")
    elif headers.was.n_ctx_train == headers.now.n_ctx_train != 0:
        same.append("context length")
    was_bytes, now_bytes = update.sizes_bytes
    if was_bytes != now_bytes:
        changed.append(_size_words(was_bytes, now_bytes))
    else:
        same.append("size")
    if not changed:
        return f"; {_listed(same)} {'is' if len(same) == 1 else 'are'} the same"
    told = ": " + "; ".join(changed)
    return f"{told}; {_listed(same)} {'is' if len(same) == 1 else 'are'} the same" if same else told


def _template_words(headers: HeaderPair) -> str:
    if not headers.now.template_sha256:
        return "the chat template is gone"
    words = "the chat template is another one" if headers.was.template_sha256 else "it has a chat template now"
    judgement, repository = headers.now.template
    match judgement:
        case TemplateJudgement.PUBLISHED:
            return f"{words}, as {repository} published it"
        case TemplateJudgement.OTHER:
            return f"{words}, and not the one known from {repository}"
        case _:
            return words


def _size_words(was_bytes: int, now_bytes: int) -> str:
    was, now = gigabytes(was_bytes), gigabytes(now_bytes)
    if was != now:
        return f"the size is {now}, it was {was}"
    larger = "larger" if now_bytes > was_bytes else "smaller"
    n_bytes = abs(now_bytes - was_bytes)
    return f"it is {n_bytes:,} {'byte' if n_bytes == 1 else 'bytes'} {larger}"


def _listed(names: Sequence[str]) -> str:
    return "the " + (f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0])


def _compared(file: LocalFile, by_name: Mapping[str, HubFile], by_digest: Mapping[str, HubFile]) -> FileChange:
    now = by_name.get(file.name)
    if now is None:
        moved = by_digest.get(file.digest) if file.digest else None
        return FileChange(was=file, now=moved, change=Change.RENAMED if moved else Change.GONE)
    if file.digest == now.digest:
        return FileChange(was=file, now=now, change=Change.SAME)
    if not file.digest:
        change = Change.CHANGED if file.size_bytes != now.size_bytes else Change.UNKNOWN
    else:
        change = Change.CHANGED
    return FileChange(was=file, now=now, change=change)


def _files(n_files: int) -> str:
    return "1 file" if n_files == 1 else f"{n_files} files"
