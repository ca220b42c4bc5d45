"""Presets as a file that people exchange: JSON or TOML, by its suffix. No Qt, no store. What reads and writes TOML is
imported where it is wanted, because the store takes this module along at every start.

A file is a stranger's: every value is checked, and one that is wrong is named in a sentence; nothing of such a file is
taken.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from inglenook_engine.errors import UserFacingError
from inglenook_engine.reasoning import Reasoning

from .presets import MAX_STOPS, PARAM_OF, Param, ParamValue, Preset, PresetParams

FORMAT: Final = "inglenook-presets"
VERSION: Final = 1
MAX_BYTES: Final = 16 << 20
MAX_PRESETS: Final = 1_000
MAX_NAME_CHARS: Final = 200
MAX_PROMPT_CHARS: Final = 1_000_000

_INTEGERS = ("top_k", "penalty_last_n", "max_tokens", "reasoning_budget_tokens", "seed")
_TEXTS = ("name", "system_prompt")


class PresetFileError(UserFacingError):
    """The sentence says which file or preset, what is wrong with it, and what to do."""


def write_presets(path: Path, presets: Sequence[Preset]) -> None:
    """TOML where the name ends so, JSON otherwise. Raises PresetFileError."""
    data = {"format": FORMAT, "version": VERSION, "presets": [preset_to_json(preset) for preset in presets]}
    if path.suffix.casefold() == ".toml":
        import tomlkit

        text = tomlkit.dumps(data)
    else:
        text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        reason = error.strerror or error
        raise PresetFileError(
            f"{path.name} could not be written: {reason}. Make room, or choose another place."
        ) from error


def read_presets(path: Path) -> list[Preset]:
    """In their order, without ids. Raises PresetFileError."""
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise PresetFileError(
            f"{path.name} could not be read: {error.strerror or error}. Choose another file."
        ) from error
    if len(content) > MAX_BYTES:
        raise PresetFileError(f"{path.name} is larger than 16 MB, so it holds no presets. Choose another file.")
    import tomllib

    try:
        text = content.decode("utf-8-sig")
        data: Any = tomllib.loads(text) if path.suffix.casefold() == ".toml" else json.loads(text)
    except (ValueError, RecursionError) as error:
        kind = "TOML" if path.suffix.casefold() == ".toml" else "JSON"
        raise PresetFileError(f"{path.name} is no {kind} ({str(error)[:200]}). Mend it, or choose another.") from error
    if not isinstance(data, dict) or data.get("format") != FORMAT or not isinstance(data.get("presets"), list):
        raise PresetFileError(f"{path.name} holds no presets of Inglenook: it does not say format “{FORMAT}”.")
    if data.get("version") != VERSION:
        raise PresetFileError(f"{path.name} was written by a later Inglenook. Import it with that version.")
    if len(data["presets"]) > MAX_PRESETS:
        raise PresetFileError(f"{path.name} holds more than {MAX_PRESETS:,} presets. Divide it into several files.")
    return [preset_from_json(one) for one in data["presets"]]


def preset_to_json(preset: Preset) -> dict[str, Any]:
    """What it says nothing of is left out."""
    values = {name: _plain(value) for name, value in preset.params.said.items()}
    prompt = {"system_prompt": preset.system_prompt} if preset.system_prompt else {}
    return {"name": preset.name, **prompt, **values}


def preset_from_json(data: object) -> Preset:
    """Without an id. Raises PresetFileError."""
    if not isinstance(data, dict):
        raise PresetFileError("A preset in the file is no table of values. Mend the file, or leave it out.")
    name, prompt = data.get("name"), data.get("system_prompt", "")
    if not isinstance(name, str) or not name.strip() or len(name) > MAX_NAME_CHARS:
        raise PresetFileError(f"A preset in the file has no name, or one of more than {MAX_NAME_CHARS} characters.")
    if not isinstance(prompt, str) or len(prompt) > MAX_PROMPT_CHARS:
        raise PresetFileError(
            f"The system_prompt of the preset “{name}” is no text, or longer than 1,000,000 characters."
        )
    values: dict[str, Any] = {}
    for key, value in data.items():
        if key in PARAM_OF:
            values[key] = _checked(name, PARAM_OF[key], value)
        elif key not in _TEXTS:
            raise PresetFileError(f"The preset “{name}” has {str(key)[:60]!r}, which is no parameter. Leave it out.")
    return Preset(name=name.strip(), system_prompt=prompt, params=PresetParams(**values))


def free_name(name: str, others: Iterable[str]) -> str:
    """The name, or with a number behind it where another has it."""
    taken = {other.casefold() for other in others}
    number, wanted = 1, name
    while wanted.casefold() in taken:
        number += 1
        wanted = f"{name[: MAX_NAME_CHARS - 6]} {number}"
    return wanted


def _plain(value: ParamValue) -> ParamValue | list[str] | str:
    if isinstance(value, Reasoning):
        return value.value
    return list(value) if isinstance(value, tuple) else value


def _checked(preset: str, param: Param, value: object) -> ParamValue:
    where = f"{param.name} of the preset “{preset}”"
    if param.name == "stop":
        is_list = isinstance(value, list) and len(value) <= MAX_STOPS
        if not is_list or not all(isinstance(one, str) and one for one in value):  # type: ignore[attr-defined]
            raise PresetFileError(f"{where} is no list of up to {MAX_STOPS} texts. Mend it, or leave it out.")
        return tuple(value)  # type: ignore[arg-type]
    if param.name == "reasoning":
        if value not in tuple(Reasoning):
            raise PresetFileError(f"{where} is {str(value)[:60]}; it can be {', '.join(Reasoning)}. Mend it.")
        return Reasoning(str(value))
    is_number = type(value) is int or (type(value) is float and math.isfinite(value) and param.name not in _INTEGERS)
    if not is_number or not param.low <= value <= param.high:  # type: ignore[operator]
        bounds = f"between {param.low:g} and {param.high:,g}"
        raise PresetFileError(f"{where} is {str(value)[:60]}, which is no number {bounds}. Mend it, or leave it out.")
    return value if param.name in _INTEGERS else float(value)  # type: ignore[return-value, arg-type]
