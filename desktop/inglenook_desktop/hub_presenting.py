"""From what the hub told to what the models window shows of it: rows, variants with their sizes and words, a plan."""

from __future__ import annotations

from pathlib import Path

from inglenook_engine.plan_types import (
    MemoryPlan,
    PoolPlan,
    SpeedSource,
    gigabytes,
    latest_sentence,
    speed_sentence,
    verdict,
)
from PySide6.QtCore import QCoreApplication, QLocale

from .fetcher.protocol import FoundRepository, Shown
from .hub.recommended import Recommended
from .hub.updates import Update, sentence
from .hub.variants import Contents, FreeMemory, Variant, estimated_bytes, nothing_here
from .models_shown import FITTING, Fitting, FoundModel, ShownPlan, ShownRepository, ShownVariant
from .plan_words import name_words, reason_words, value_words
from .translating import counted, said


def found_row(one: FoundRepository) -> FoundModel:
    return FoundModel(
        name=one.name,
        downloads=one.downloads,
        likes=one.likes,
        licence=one.licence,
        n_parameters=one.n_parameters,
        updated_on=one.updated_at,
        is_gated=one.is_gated,
        is_private=one.is_private,
    )


def recommended_row(one: Recommended) -> FoundModel:
    return FoundModel(
        name=one.reference.repository,
        licence=one.licence,
        size_bytes=one.size_bytes,
        quantization=one.reference.quantization,
        note=said(one.good_for),
    )


def repository_shown(shown: Shown, contents: Contents, variants: tuple[ShownVariant, ...]) -> ShownRepository:
    """variants: of the contents, each as `variant_shown` has it."""
    has_usable = any(one.is_usable for one in contents.variants)
    notes = []
    if contents.projectors:
        notes.append(
            QCoreApplication.translate("HubBrowsing", "Parts that read pictures or sound are not downloaded yet.")
        )
    if shown.n_left_out:
        one_left = QCoreApplication.translate("HubBrowsing", "One file is left out: too many, or a bad name.")
        many_left = QCoreApplication.translate("HubBrowsing", "%1 files are left out: too many, or bad names.")
        notes.append(counted(shown.n_left_out, one_left, many_left))
    return ShownRepository(
        name=shown.repository,
        commit=shown.commit,
        licence=shown.licence,
        base_model=shown.base_model,
        is_gated=shown.is_gated,
        is_private=shown.is_private,
        card=shown.card,
        note=" ".join(notes),
        variants=variants,
        sentence="" if has_usable else nothing_here(contents, shown.repository),
        is_error=not has_usable,
    )


def variant_shown(
    variant: Variant,
    plan: MemoryPlan | None,
    memory: FreeMemory | None,
    *,
    path: Path | None,
    is_best: bool,
    is_coming: bool,
) -> ShownVariant:
    """plan: None while it is not known, and guessed by the size then. memory: free here. path: of the file, where it
    is here. is_coming: it is being downloaded."""
    quality = variant.words
    if variant.missing_parts:
        one_missing = QCoreApplication.translate("HubBrowsing", "incomplete: one part is missing")
        many = QCoreApplication.translate("HubBrowsing", "incomplete: %1 parts are missing")
        quality = counted(variant.missing_parts, one_missing, many)
    return ShownVariant(
        key=variant.tag,
        size_bytes=variant.size_bytes,
        n_files=len(variant.files),
        quality=quality,
        fitting=_guessed(variant, memory) if plan is None else FITTING[plan.fit],
        speed="" if plan is None else _speed_text(plan),
        is_best=is_best,
        path=path,
        is_coming=is_coming,
        can_get=variant.is_usable,
    )


def plan_shown(key: str, plan: MemoryPlan, update: Update | None) -> ShownPlan:
    """key: of the variant. update: what is another in it than in the version that is here; None where nothing is
    known of that."""
    lines = [] if update is None else [sentence(update)]
    lines += [_pool_line(pool) for pool in plan.pools if pool.needed_bytes]
    if latest := latest_sentence(plan):
        lines.append(said(latest))
    return ShownPlan(
        key=key,
        verdict=verdict(plan),
        speed=speed_sentence(plan),
        details=tuple(lines),
        settings=tuple(
            f"{name_words(one.setting)}: {value_words(one.value)} ({reason_words(one)})" for one in plan.choices
        ),
        fitting=FITTING[plan.fit],
    )


def _guessed(variant: Variant, memory: FreeMemory | None) -> Fitting:
    if memory is None or not variant.is_usable:
        return Fitting.UNKNOWN
    room_bytes = memory.ram_bytes + sum(memory.gpus)
    return Fitting.LIKELY if estimated_bytes(variant) <= room_bytes else Fitting.UNLIKELY


def _speed_text(plan: MemoryPlan) -> str:
    if plan.speed is None:
        return ""
    rate = plan.speed.tokens_per_s
    at_most = QCoreApplication.translate("HubBrowsing", "up to %1 tokens/s")
    about = QCoreApplication.translate("HubBrowsing", "about %1 tokens/s")
    text = at_most if plan.speed.source is SpeedSource.MEMORY else about
    return text.replace("%1", QLocale().toString(rate, "f", 1 if rate < 10 else 0))


def _pool_line(pool: PoolPlan) -> str:
    parts = (
        (QCoreApplication.translate("HubBrowsing", "weights %1"), pool.model.weights_bytes),
        (QCoreApplication.translate("HubBrowsing", "context %1"), pool.model.context_bytes),
        (QCoreApplication.translate("HubBrowsing", "working space %1"), pool.model.compute_bytes),
        (QCoreApplication.translate("HubBrowsing", "the program %1"), pool.model.process_bytes),
    )
    words = [text.replace("%1", gigabytes(n_bytes)) for text, n_bytes in parts if n_bytes]
    return f"{pool.memory.name}: " + " · ".join(words)
