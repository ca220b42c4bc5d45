"""`inglenook models list`: what can be loaded on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..library import InstalledModel, ModelSource, installed_models
from ..paths import models_dir
from ..starter import STARTER
from .console import Console
from .exit_codes import ExitCode
from .figures import size


def run_list(data_dir: Path, console: Console, *, is_json: bool) -> ExitCode:
    models = installed_models(data_dir)
    if is_json:
        console.json([_to_json(model) for model in models])
        return ExitCode.OK
    if not models:
        console.line("No model is installed.")
    width = max((len(model.name) for model in models), default=0)
    for model in models:
        console.line(f"{model.name:<{width}}  {size(model.size_bytes):>8}  {_origin(model)}")
    console.note(f"GGUF files in {models_dir(data_dir)} and in the Hugging Face cache are found by themselves.")
    return ExitCode.OK


def _origin(model: InstalledModel) -> str:
    match model.source:
        case ModelSource.STARTER:
            origin = f"starter · {STARTER.description}"
        case ModelSource.HUB:
            origin = model.repository
        case _:
            origin = str(model.path.parent)
    if model.missing_parts:
        parts = "1 part is" if model.missing_parts == 1 else f"{model.missing_parts} parts are"
        origin += f" · {parts} missing"
    return origin


def _to_json(model: InstalledModel) -> dict[str, Any]:
    return {
        "name": model.name,
        "path": str(model.path),
        "size_bytes": model.size_bytes,
        "source": model.source.value,
        "repository": model.repository or None,
        "missing_parts": model.missing_parts,
    }
