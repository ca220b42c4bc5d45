"""`inglenook presets`: those that are kept, on the terminal and in files. No SQL."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..presets import Preset
from ..presets_file import preset_to_json, read_presets, write_presets
from .console import Console
from .exit_codes import ExitCode
from .history import opened
from .opening import preset_named


def run_list(data_dir: Path, console: Console, *, is_json: bool) -> ExitCode:
    with opened(data_dir, console) as store:
        presets = store.writing.presets()
    if is_json:
        console.json([preset_to_json(preset) for preset in presets])
        return ExitCode.OK
    if not presets:
        console.line("No preset yet. The window makes them, and inglenook presets import takes them from a file.")
    width = max((len(preset.name) for preset in presets), default=0)
    for preset in presets:
        console.line(f"{preset.name:<{width}}  {_in_short(preset)}")
    return ExitCode.OK


def run_show(data_dir: Path, console: Console, name: str, *, is_json: bool) -> ExitCode:
    """Raises PresetNotFoundError."""
    with opened(data_dir, console) as store:
        preset = preset_named(name, store.writing.presets())
    if is_json:
        console.json(preset_to_json(preset))
        return ExitCode.OK
    console.line(preset.name, is_bold=True)
    for one in _said(preset):
        console.line(one)
    if preset.system_prompt:
        console.line()
        console.line(preset.system_prompt)
    return ExitCode.OK


def run_export(data_dir: Path, console: Console, file: Path, names: Sequence[str]) -> ExitCode:
    """names: () for all. Raises PresetNotFoundError, PresetFileError."""
    with opened(data_dir, console) as store:
        presets = store.writing.presets()
    chosen = [preset_named(name, presets) for name in names] or presets
    write_presets(file, chosen)
    console.note(f"{_counted(len(chosen))} written to {file}.")
    return ExitCode.OK


def run_import(data_dir: Path, console: Console, file: Path) -> ExitCode:
    """Raises PresetFileError."""
    read = read_presets(file)
    with opened(data_dir, console) as store:
        added = store.writing.add_presets(read)
    for preset in added:
        console.line(preset.name)
    here = f", {len(read) - len(added)} here already" if len(added) < len(read) else ""
    console.note(f"{_counted(len(added))} added{here}.")
    return ExitCode.OK


def _in_short(preset: Preset) -> str:
    """e.g. `temperature 0.1 · top_k 20 · system prompt`."""
    return " · ".join([*_said(preset), *(["system prompt"] if preset.system_prompt else [])]) or "says nothing"


def _said(preset: Preset) -> list[str]:
    """e.g. `temperature 0.1`, `stop '\\n', 'END'`."""
    values = {name: value for name, value in preset_to_json(preset).items() if name not in ("name", "system_prompt")}
    shown = {name: ", ".join(map(repr, value)) if isinstance(value, list) else value for name, value in values.items()}
    return [f"{name} {value}" for name, value in shown.items()]


def _counted(n_presets: int) -> str:
    return "1 preset" if n_presets == 1 else f"{n_presets} presets"
