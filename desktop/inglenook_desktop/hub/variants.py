"""The files of a hub repository as what a person chooses between: one model in several quantizations. Pure.

Names are all there is to go by, and everybody names files differently: Model-Q4_K_M.gguf, model.i1-IQ2_M.gguf,
UD-Q4_K_XL/Model-UD-Q4_K_XL-00001-of-00003.gguf, model-q4.gguf. What a name does not say is not guessed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from inglenook_engine.errors import UserFacingError

from ..fetcher.errors import FetchError
from ..fetcher.names import checked_path
from ..fetcher.protocol import HubFile
from .quality import WORDS, Quality, place_of, quality_of

_SHARD = re.compile(r"(?P<name>.+)-(?P<number>\d{5})-of-(?P<count>\d{5})")
_CUT_ELSEWHERE = re.compile(r"\.gguf[.-](?:split-[a-z]+|part\d+(?:of\d+)?|\d{1,3})$", re.IGNORECASE)
_KINDS = (
    r"IQ\d_(?:XXS|XS|KSS|KS|KT|KL|NL|S|M|K)(?:_R[48])?",
    r"Q\d_K_(?:XXL|XL|L|M|S|P)",
    r"Q\d_K(?:_R[48])?",
    r"Q4_0_[48]_[48]",
    r"Q\d_[01](?:_R[48])?",
    r"TQ[12]_0",
    r"MXFP4_MOE",
    r"MXFP4|NVFP4",
    r"BF16|FP?16|FP?32|F64|FP8|INT[48]",
    r"Q\d",
)
_QUANTIZATION = re.compile(
    rf"(?<![A-Za-z0-9])(?P<dynamic>UD[-_])?(?P<kind>{'|'.join(_KINDS)})(?![A-Za-z0-9])", re.IGNORECASE
)


class AsideKind(StrEnum):
    """Files of a repository that are no model of their own. PROJECTOR: what turns pictures or sound into tokens for the
    model beside it. IMATRIX: a tool of those who quantize. VOCABULARY: tokens without weights. CUT: a model cut up in a
    way that llama.cpp does not read. BAD_NAME: a name that could not be kept on every disk. OTHER: no GGUF."""

    PROJECTOR = "projector"
    IMATRIX = "imatrix"
    VOCABULARY = "vocabulary"
    CUT = "cut"
    BAD_NAME = "bad_name"
    OTHER = "other"


class NoVariantError(UserFacingError):
    """What was asked for is not in the repository, or is not fit to be downloaded. The sentence says what is there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    kind: AsideKind
    file: HubFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One model file, or the parts of one, that a person can choose.

    tag: what follows the colon in org/name:TAG, unique in its repository. quantization: in capitals, as "UD-Q4_K_XL";
    "" where the name says none. files: in the order of their parts. missing_parts: how many of a split model's parts
    the repository lacks; such a one is not downloaded.
    """

    tag: str
    quantization: str
    files: tuple[HubFile, ...]
    missing_parts: int = 0

    @property
    def size_bytes(self) -> int:
        return sum(file.size_bytes for file in self.files)

    @property
    def is_split(self) -> bool:
        return len(self.files) + self.missing_parts > 1

    @property
    def quality(self) -> Quality:
        return quality_of(self.quantization)

    @property
    def words(self) -> str:
        """On its quality, for a person."""
        return WORDS[self.quality]

    @property
    def is_usable(self) -> bool:
        return not self.missing_parts and self.quality is not Quality.BROKEN and self.size_bytes > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """variants: the best first, and the larger before the smaller of one kind."""

    variants: tuple[Variant, ...]
    aside: tuple[Aside, ...]

    def files_aside(self, kind: AsideKind) -> tuple[HubFile, ...]:
        return tuple(one.file for one in self.aside if one.kind is kind)

    @property
    def projectors(self) -> tuple[HubFile, ...]:
        return self.files_aside(AsideKind.PROJECTOR)


def contents_of(files: Iterable[HubFile]) -> Contents:
    """The files of one repository, sorted out. Never raises, whatever they are called."""
    aside: list[Aside] = []
    groups: dict[tuple[str, int], dict[int, HubFile]] = {}
    for file in files:
        kind = _aside_kind(file.name)
        if kind is not None:
            aside.append(Aside(kind=kind, file=file))
            continue
        stem = file.name[: -len(".gguf")]
        shard = _SHARD.fullmatch(stem)
        number, count = (int(shard["number"]), int(shard["count"])) if shard else (1, 0)
        if shard and 1 <= number <= count:
            groups.setdefault((shard["name"], count), {})[number] = file
        else:
            groups.setdefault((stem, 0), {})[1] = file
    quantizations = {key: quantization_in(key[0]) for key in groups}
    shared = Counter(quantizations.values())
    variants = [
        Variant(
            tag=quantizations[key] if quantizations[key] and shared[quantizations[key]] == 1 else _tag(key, groups),
            quantization=quantizations[key],
            files=tuple(parts[number] for number in sorted(parts)),
            missing_parts=max(key[1], 1) - len(parts),
        )
        for key, parts in groups.items()
    ]
    variants.sort(key=lambda one: (place_of(one.quantization), one.size_bytes, one.tag), reverse=True)
    return Contents(variants=tuple(variants), aside=tuple(aside))


def quantization_in(path: str) -> str:
    """The quantization that a name ends with, else one within it, else one of its folder; "" for none. path: without
    the ending and the number of a part."""
    for text in reversed(path.split("/")):
        matches = list(_QUANTIZATION.finditer(text))
        if matches:
            match = matches[-1]
            kind = match["kind"].upper()
            kind = {"FP16": "F16", "FP32": "F32"}.get(kind, kind)
            return f"UD-{kind}" if match["dynamic"] else kind
    return ""


def pick(contents: Contents, wanted: str, repository: str) -> Variant:
    """The variant that a person names by its tag, its quantization or its file, in any case. repository: for the
    sentence. Raises NoVariantError when there is none, several, or one that would not load."""
    lowered = wanted.strip().casefold().removesuffix(".gguf")
    exact = [one for one in contents.variants if one.tag == wanted] or [
        one for one in contents.variants if one.tag.casefold() == lowered
    ]
    found = exact or [one for one in contents.variants if lowered in _names(one)]
    if len(found) == 1:
        return require_usable(found[0], repository)
    if found:
        raise NoVariantError(f"{wanted} means {len(found)} models of {repository}: {_listed(found)}. Name one of them.")
    usable = [one for one in contents.variants if one.is_usable]
    if not usable:
        raise NoVariantError(nothing_here(contents, repository))
    raise NoVariantError(f"{repository} has no {wanted}. It has {_listed(usable)}.")


def pick_file(contents: Contents, filename: str, repository: str) -> Variant:
    """The variant that a file belongs to. Raises NoVariantError."""
    for one in contents.variants:
        if any(file.name == filename for file in one.files):
            return require_usable(one, repository)
    raise NoVariantError(f"{filename} of {repository} is no model that could be downloaded. {_what_is_there(contents)}")


def require_usable(variant: Variant, repository: str) -> Variant:
    """Raises NoVariantError for one that would not load."""
    if variant.missing_parts:
        count = len(variant.files) + variant.missing_parts
        raise NoVariantError(
            f"{repository} has only {len(variant.files)} of the {count} parts of {variant.tag}, so it would not load. "
            "Choose another quantization, or wait until its publisher has put up the rest."
        )
    if variant.quality is Quality.BROKEN:
        raise NoVariantError(f"{variant.tag} of {repository} is {WORDS[Quality.BROKEN]}. Choose another quantization.")
    if not variant.size_bytes:
        raise NoVariantError(f"{variant.tag} of {repository} is empty at the hub. Choose another quantization.")
    return variant


def nothing_here(contents: Contents, repository: str) -> str:
    """Why nothing of a repository can be chosen, as a sentence."""
    if not contents.variants:
        return (
            f"{repository} has no GGUF file, so it holds no model for this program. Search for its name and GGUF: "
            "others often publish one."
        )
    return f"Nothing in {repository} would load here. {_what_is_there(contents)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeMemory:
    """Bytes that are free now. gpus: of each GPU; empty where there is none."""

    ram_bytes: int
    gpus: tuple[int, ...] = ()


MARGIN = 0.10
"""Of each memory: what stays free for other programs, and for what an estimate does not know."""

FAST_IN_RAM_BYTES = 4_000_000_000
"""Without a GPU a word takes as long as the file takes to be read from memory: some 4 GB are ten words a second where
40 GB/s are usual. Up to here the best quality is chosen, beyond it the usual one."""


def estimated_bytes(variant: Variant) -> int:
    """What a variant needs in memory when nothing but its size is known: the weights, and for a context of 8192 tokens
    and working space an eighth of them, at least 0.6 GB. The plan from its header is the better figure."""
    return variant.size_bytes + max(variant.size_bytes // 8, 600_000_000)


def right_one(
    contents: Contents, memory: FreeMemory, *, needed_bytes: Callable[[Variant], int] = estimated_bytes
) -> Variant | None:
    """The best quality that fits this machine with a margin; None where nothing does, or nothing is judged.

    All of it on GPUs comes first, where at least the usual quality fits there; then GPUs and RAM together. Nothing
    beyond nearly the original is chosen where that is there too: it costs twice the time and nobody sees a difference.
    Without a GPU, see FAST_IN_RAM_BYTES.
    """
    judged = [one for one in contents.variants if one.is_usable and one.quality > Quality.UNKNOWN]
    ordinary = [one for one in judged if one.quality < Quality.ORIGINAL] or judged
    on_gpus = sum(int(free * (1 - MARGIN)) for free in memory.gpus)
    together = on_gpus + int(memory.ram_bytes * (1 - MARGIN))

    def best(choices: Sequence[Variant], room_bytes: int) -> Variant | None:
        return next((one for one in choices if needed_bytes(one) <= room_bytes), None)

    quick = best([one for one in ordinary if one.quality >= Quality.GOOD], on_gpus)
    if quick is not None:
        return quick
    slow_down = [one for one in ordinary if one.quality <= Quality.GOOD or one.size_bytes <= FAST_IN_RAM_BYTES]
    return best(slow_down, together) or best(ordinary, together)


def _aside_kind(name: str) -> AsideKind | None:
    """None for a model."""
    try:
        checked_path(name, "file")
    except FetchError:
        return AsideKind.BAD_NAME
    lowered = name.rpartition("/")[2].lower()
    if _CUT_ELSEWHERE.search(lowered):
        return AsideKind.CUT
    stem = lowered.rpartition(".")[0]
    if "imatrix" in lowered and (
        not lowered.endswith(".gguf") or stem.startswith("imatrix") or stem.endswith("imatrix")
    ):
        return AsideKind.IMATRIX
    if not lowered.endswith(".gguf"):
        return AsideKind.OTHER
    if "mmproj" in lowered:
        return AsideKind.PROJECTOR
    if lowered.startswith("ggml-vocab"):
        return AsideKind.VOCABULARY
    return None


def _tag(key: tuple[str, int], groups: Iterable[tuple[str, int]]) -> str:
    """The shortest of the file's own names that no other variant has; with the count of parts where even the path is
    shared."""
    path, count = key
    steps = path.split("/")
    for n_steps in range(1, len(steps) + 1):
        tag = "/".join(steps[-n_steps:])
        if sum(other == tag or other.endswith("/" + tag) for other, _ in groups) == 1:
            return tag
    return f"{path} ({count} parts)" if count else path


def _names(variant: Variant) -> set[str]:
    names = {variant.quantization.casefold(), variant.tag.casefold()}
    for file in variant.files:
        stem = file.name.casefold().removesuffix(".gguf")
        names |= {stem, stem.rpartition("/")[2]}
    return names - {""}


def _what_is_there(contents: Contents) -> str:
    usable = [one for one in contents.variants if one.is_usable]
    if usable:
        return f"It has {_listed(usable)}."
    if contents.variants:
        return f"What it has is incomplete or for another program: {_listed(contents.variants)}."
    return "It has no GGUF file."


def _listed(variants: Sequence[Variant], limit: int = 12) -> str:
    more = len(variants) - limit
    return ", ".join(one.tag for one in variants[:limit]) + (f" and {more} more" if more > 0 else "")
