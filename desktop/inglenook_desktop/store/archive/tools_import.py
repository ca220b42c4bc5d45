"""Presets and prompt templates out of our own archive. Every function works inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from inglenook_engine import wire
from inglenook_engine.errors import WireError
from inglenook_engine.types import GenerateParams

from ...presets import Preset, params_said
from ...presets_file import PresetFileError, free_name, preset_from_json
from ...prompt_templates import PromptTemplate, name_problem
from .. import names, preset_rows, template_rows
from ..db import Connection
from . import fields


def preset_of(sql: Connection, record: Mapping[str, Any], *, now: str) -> tuple[int | None, str]:
    """The id of the preset that a record names, which is added where none here says the same under the same name; and
    what was wrong with it, in a sentence. (None, "") where it names none."""
    data, params = record.get("preset"), record.get("params")
    try:
        if data is not None:
            preset = preset_from_json(data)
        elif isinstance(params, dict):  # a folder as earlier versions wrote it
            said = params_said(wire.from_json(GenerateParams, params))
            preset = Preset(name=fields.text(record, "name")[: names.MAX_FOLDER_CHARS], params=said)
        else:
            return None, ""
    except (PresetFileError, WireError) as error:
        return None, str(error)
    here = preset_rows.by_name(sql)
    for other in here:
        if replace(other, id=0) == preset:
            return other.id, ""
    kept = replace(preset, name=free_name(preset.name, [other.name for other in here]))
    return preset_rows.insert(sql, kept, now=now), ""


def add_template(sql: Connection, record: Mapping[str, Any], *, now: str) -> str:
    """One with the same name stays as it is. What was wrong with it, in a sentence; "" when nothing was."""
    template = PromptTemplate(name=fields.text(record, "name"), text=fields.text(record, "text"))
    if name_problem(template.name, []) or not template.text:
        return "It is a template without name or text; it was left out."
    if not name_problem(template.name, [other.name for other in template_rows.by_name(sql)]):
        template_rows.insert(sql, template, now=now)
    return ""
