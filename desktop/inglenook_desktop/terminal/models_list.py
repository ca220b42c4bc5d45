"""`inglenook models list`: what can be loaded on this machine, when it was used last and how fast it was here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ..library import PROGRAMS, InstalledModel, Listing, ModelSource, Place, look_everywhere, shown
from ..library.details import HeaderFacts, keep_facts, known_facts, unknown
from ..paths import models_dir
from ..starter import STARTER
from ..store.model_use import ModelUse, model_use, use_of
from .console import Console
from .exit_codes import ExitCode
from .figures import moment, size
from .header_child import header_facts

_WIDEST_NAME = 60

_WORDS = {
    ModelSource.STARTER: "the starter",
    ModelSource.FOLDER: "the models folder",
    ModelSource.HUB: "the Hugging Face cache",
    ModelSource.ADDED: "a folder that you added",
    **PROGRAMS,
}


def run_list(
    data_dir: Path, console: Console, *, is_json: bool, has_details: bool = False, has_all_sources: bool = False
) -> ExitCode:
    """has_details: headers that are not known yet are read. has_all_sources: each place with everything in it."""
    listing = look_everywhere(data_dir)
    use = model_use(data_dir)
    facts = read_headers(data_dir, listing.models, console) if has_details else known_facts(data_dir, listing.models)
    if is_json:
        models = [_to_json(model, use_of(model.path, use), facts.get(model.path)) for model in listing.models]
        places = [_place_json(place) for place in listing.places]
        console.json({"models": models, "places": places} if has_all_sources else models)
        return ExitCode.OK
    if has_all_sources:
        _print_places(listing, console)
        return ExitCode.OK
    if not listing.models:
        console.line("No model is installed.")
    width = min(_WIDEST_NAME, max((len(_name(model)) for model in listing.models), default=0))
    for model in listing.models:
        used = use_of(model.path, use)
        last, speed = _use_words(used)
        console.line(f"{_name(model):<{width}}  {size(model.size_bytes):>8}  {last:>10}  {speed:>8}  {_origin(model)}")
        if has_details:
            console.line(f"{'':<{width}}  {_details(facts.get(model.path))}", is_dim=True)
    console.note(
        f"Size, last use, tokens/s here, and where it lies. GGUF files in {models_dir(data_dir)}, in the Hugging Face "
        "cache, in folders that you add, and those of LM Studio, Ollama, Jan and GPT4All are found by themselves."
    )
    return ExitCode.OK


def read_headers(data_dir: Path, models: Sequence[InstalledModel], console: Console) -> dict[Path, HeaderFacts]:
    """What is known, and what a child of the engine says of the rest."""
    known = known_facts(data_dir, models)
    pieces = unknown(models, known)
    done = 0
    for paths in pieces:
        console.progress(f"Reading headers … {done} of {sum(map(len, pieces))}")
        found = header_facts(paths)
        keep_facts(data_dir, found)
        known |= {Path(facts.path): facts for facts in found}
        done += len(paths)
    console.clear_progress()
    return known


def _name(model: InstalledModel) -> str:
    return shown(model.name, _WIDEST_NAME)


def _use_words(used: ModelUse | None) -> tuple[str, str]:
    if used is None:
        return "-", "-"
    return moment(used.last_used_at)[:10], "-" if used.tokens_per_s is None else f"{used.tokens_per_s:.1f}/s"


def _origin(model: InstalledModel) -> str:
    match model.source:
        case ModelSource.STARTER:
            origin = f"starter · {STARTER.description}"
        case ModelSource.HUB:
            origin = shown(model.repository)
        case source if source in PROGRAMS:
            origin = PROGRAMS[source]
        case _:
            origin = shown(model.path.parent, 200)
    if model.missing_parts:
        parts = "1 part is" if model.missing_parts == 1 else f"{model.missing_parts} parts are"
        origin += f" · {parts} missing"
    return origin


def _details(facts: HeaderFacts | None) -> str:
    if facts is None:
        return "its header was not read"
    if facts.error is not None:
        return shown(facts.error, 300)
    warning = "Look at it: " if facts.has_warning else ""
    parts = [facts.licence or "licence not stated", facts.publisher, facts.quantization]
    return " · ".join(part for part in (*parts, warning + facts.template_sentence) if part)


def _print_places(listing: Listing, console: Console) -> None:
    for place in listing.places:
        n_models = len(place.models)
        what = "not there" if not place.is_there else "1 model" if n_models == 1 else f"{n_models} models"
        console.line(f"{_WORDS[place.source]} · {shown(place.folder, 200)} · {what}", is_bold=n_models > 0)
        for model in place.models:
            also = f" (also {', '.join(map(shown, model.also_named))})" if model.also_named else ""
            console.line(f"  {_name(model)}{also}  {size(model.size_bytes)}")


def _to_json(model: InstalledModel, used: ModelUse | None, facts: HeaderFacts | None) -> dict[str, Any]:
    return {
        "name": model.name,
        "path": str(model.path),
        "size_bytes": model.size_bytes,
        "source": model.source.value,
        "repository": model.repository or None,
        "missing_parts": model.missing_parts,
        "parts": [str(path) for path in model.files],
        "quantization": model.quantization or None,
        "also_named": list(model.also_named),
        "last_used_at": None if used is None else used.last_used_at,
        "tokens_per_s": None if used is None else used.tokens_per_s,
        "header": None if facts is None else _facts_json(facts),
    }


def _facts_json(facts: HeaderFacts) -> Mapping[str, Any]:
    judgement, repository = facts.template
    return {
        "name": facts.name or None,
        "architecture": facts.architecture or None,
        "quantization": facts.quantization or None,
        "licence": facts.licence or None,
        "publisher": facts.publisher or None,
        "base_models": list(facts.base_models),
        "n_ctx_train": facts.n_ctx_train or None,
        "template": judgement.value,
        "template_of": repository or None,
        "template_sha256": facts.template_sha256 or None,
        "error": facts.error,
    }


def _place_json(place: Place) -> dict[str, Any]:
    return {
        "source": place.source.value,
        "folder": str(place.folder),
        "is_there": place.is_there,
        "models": [{"name": model.name, "path": str(model.path)} for model in place.models],
    }
