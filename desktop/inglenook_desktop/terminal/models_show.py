"""`inglenook models show`: what a repository of the hub holds, by quantization, the one for this machine marked."""

from __future__ import annotations

import os
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from inglenook_engine.wire import to_json

from ..fetcher.protocol import Cancelled, FetchFailed, Show, Shown
from ..hub.here import VariantUpdate, updates_here
from ..hub.reference import ModelReference, parse_reference
from ..hub.updates import FileChange, sentence
from ..hub.variants import (
    AsideKind,
    Contents,
    NoVariantError,
    Variant,
    contents_of,
    nothing_here,
    pick,
    pick_file,
    right_one,
)
from ..library import hub_cache_dir
from .console import Console
from .exit_codes import ExitCode
from .figures import size
from .free_memory import free_memory
from .hub_changes import changes_json, explained
from .hub_jobs import HubJobs
from .models_search import count, parameters

_ASIDE_WORDS = {
    AsideKind.PROJECTOR: "for pictures or sound, beside a model",
    AsideKind.IMATRIX: "a tool of those who quantize",
    AsideKind.VOCABULARY: "words without a model",
    AsideKind.CUT: "cut up in a way that cannot be loaded",
    AsideKind.BAD_NAME: "a name that cannot be kept on every disk",
}


def run_show(data_dir: Path, console: Console, *, name: str, is_json: bool, has_card: bool) -> ExitCode:
    """has_card: print the model card too. Raises BadReferenceError for a name that is none."""
    hub = HubJobs(data_dir, console, os.environ, is_json=is_json)
    reference = parse_reference(name, hosts=hub.hosts)
    job = Show(repository=reference.repository, revision=reference.revision, has_card=has_card or is_json)
    last = hub.run(job)
    match last:
        case Shown():
            contents = contents_of(last.files)
            best = right_one(contents, free_memory()) if contents.variants else None
            cache_dir = hub_cache_dir(os.environ)
            here = updates_here(cache_dir, last)
            meant = _meant(reference, contents)
            if meant is not None:
                here = [
                    explained(one, last, data_dir=data_dir, cache_dir=cache_dir, hub=hub, console=console)
                    if one.local.tag == meant.tag
                    else one
                    for one in here
                ]
                if hub.was_interrupted:
                    return ExitCode.INTERRUPTED
            if is_json:
                console.json(_to_json(last, contents, best, here))
            else:
                _print(last, contents, best, console, has_card=has_card)
                for one in here:
                    console.note(f"{one.local.tag} is on this machine. {sentence(one.update)}")
                    if one.update.header_change is not None and (meant is None or one.local.tag != meant.tag):
                        name = f"{last.repository}:{one.local.tag}"
                        console.note(f"inglenook models show {shlex.quote(name)} says what changed in it.")
            return ExitCode.OK
        case Cancelled() | FetchFailed():
            return hub.report(last)
        case _:
            raise AssertionError(f"a show ended with {last}")


def _meant(reference: ModelReference, contents: Contents) -> Variant | None:
    """The variant that the person named; None where none was, or there is none of that name."""
    try:
        if reference.filename:
            return pick_file(contents, reference.filename, reference.repository)
        if reference.quantization:
            return pick(contents, reference.quantization, reference.repository)
    except NoVariantError:
        pass
    return None


def _print(shown: Shown, contents: Contents, best: Variant | None, console: Console, *, has_card: bool) -> None:
    console.line(shown.repository, is_bold=True)
    console.line(_facts(shown), is_dim=True)
    console.line(f"version {shown.commit}", is_dim=True)
    console.line()
    usable = [one for one in contents.variants if one.is_usable]
    if not usable:
        console.line(nothing_here(contents, shown.repository))
    width = max((len(one.tag) for one in contents.variants), default=0)
    for one in contents.variants:
        mark = "*" if one is best else " "
        console.line(f"{mark} {one.tag:<{width}}  {size(one.size_bytes):>8}  {_words(one)}", is_bold=one is best)
    if best is not None:
        plan = f"inglenook models plan {shown.repository}:{best.tag}"
        console.note(f"* is the best that fits the memory free now, by its size. {plan} says it exactly.")
    elif usable:
        console.note("None of them fits the memory that is free now.")
    for kind, words in _ASIDE_WORDS.items():
        files = contents.files_aside(kind)
        if files:
            names = ", ".join(file.name for file in files[:3]) + (
                f" and {len(files) - 3} more" if len(files) > 3 else ""
            )
            console.note(f"Set aside: {names} ({words}).")
    if shown.n_left_out:
        console.note(f"{shown.n_left_out} more files are left out: too many, or names that cannot be kept here.")
    if has_card:
        console.line()
        console.line(shown.card or "It has no model card.")
    if usable:
        console.note(f"inglenook models pull {shown.repository}:{(best or usable[0]).tag} downloads it.")


def _words(one: Variant) -> str:
    parts = [one.words]
    if one.is_split:
        parts.append(f"{len(one.files)} parts")
    if one.missing_parts:
        parts.append(f"incomplete, {one.missing_parts} more are missing")
    return " · ".join(parts)


def _facts(shown: Shown) -> str:
    parts = [shown.licence or "no licence named", f"{count(shown.downloads)} downloads"]
    if shown.n_parameters:
        parts.append(parameters(shown.n_parameters))
    if shown.base_model:
        parts.append(f"from {shown.base_model}")
    if shown.updated_at:
        parts.append(f"changed {shown.updated_at[:10]}")
    if shown.is_gated:
        parts.append("gated: its terms must be accepted at the hub")
    if shown.is_private:
        parts.append("private")
    return " · ".join(parts)


def _to_json(shown: Shown, contents: Contents, best: Variant | None, here: Sequence[VariantUpdate]) -> dict[str, Any]:
    body: dict[str, Any] = to_json(shown)
    variants = [
        {
            "tag": one.tag,
            "quantization": one.quantization or None,
            "size_bytes": one.size_bytes,
            "quality": one.quality.name.lower(),
            "words": one.words,
            "files": [file.name for file in one.files],
            "missing_parts": one.missing_parts,
            "is_usable": one.is_usable,
            "is_right_here": one is best,
        }
        for one in contents.variants
    ]
    aside = [{"kind": one.kind.value, "name": one.file.name} for one in contents.aside]
    known = [
        {
            "tag": one.local.tag,
            "commit": one.local.commit,
            "is_update": one.update.is_update,
            "sentence": sentence(one.update),
            "changes": changes_json(one.update.headers),
            "files": [_file_json(file) for file in one.update.files],
        }
        for one in here
    ]
    return {**body, "variants": variants, "aside": aside, "here": known}


def _file_json(file: FileChange) -> dict[str, Any]:
    now_bytes = None if file.now is None else file.now.size_bytes
    sizes = {"size_bytes": file.was.size_bytes, "size_now_bytes": now_bytes}
    return {"name": file.was.name, "change": file.change.value, **sizes}
