"""SQL of presets, and of what they were chosen for. Every function works inside the caller's transaction."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from typing import Any

from inglenook_engine import wire
from inglenook_engine.errors import WireError

from ..presets import Preset, PresetParams
from .db import Connection
from .text import valid_unicode

log = logging.getLogger("store")

_COLUMNS = "presets.id, presets.name, presets.system_prompt, presets.params"


def by_name(sql: Connection) -> list[Preset]:
    found = [_preset(row) for row in sql.execute(f"SELECT {_COLUMNS} FROM presets")]
    return sorted(found, key=lambda preset: (preset.name.casefold(), preset.id))


def get(sql: Connection, preset_id: int) -> Preset | None:
    return _first(sql.execute(f"SELECT {_COLUMNS} FROM presets WHERE id = ?", (preset_id,)))


def insert(sql: Connection, preset: Preset, *, now: str) -> int:
    """Returns its id."""
    preset_id = sql.execute(
        "INSERT INTO presets (name, created_at, system_prompt, params) VALUES (?, ?, ?, ?)",
        (valid_unicode(preset.name), now, valid_unicode(preset.system_prompt), params_to_text(preset.params)),
    ).lastrowid
    assert preset_id is not None  # sqlite3 types it so for cursors that inserted nothing
    return preset_id


def change(sql: Connection, preset: Preset) -> bool:
    """False when there is no such preset."""
    cursor = sql.execute(
        "UPDATE presets SET name = ?, system_prompt = ?, params = ? WHERE id = ?",
        (valid_unicode(preset.name), valid_unicode(preset.system_prompt), params_to_text(preset.params), preset.id),
    )
    return cursor.rowcount == 1


def delete(sql: Connection, preset_id: int) -> bool:
    """Whatever it was chosen for has none then."""
    return sql.execute("DELETE FROM presets WHERE id = ?", (preset_id,)).rowcount == 1


def of_conversation(sql: Connection, conversation_id: int) -> Preset | None:
    """None also when there is no such conversation."""
    return _first(
        sql.execute(
            f"SELECT {_COLUMNS} FROM conversations JOIN presets ON presets.id = preset_id WHERE conversations.id = ?",
            (conversation_id,),
        )
    )


def of_folder(sql: Connection, folder_id: int) -> Preset | None:
    return _first(
        sql.execute(
            f"SELECT {_COLUMNS} FROM folders JOIN presets ON presets.id = preset_id WHERE folders.id = ?", (folder_id,)
        )
    )


def of_model(sql: Connection, model_path: str) -> Preset | None:
    return _first(
        sql.execute(
            f"SELECT {_COLUMNS} FROM model_presets JOIN presets ON presets.id = preset_id WHERE model_path = ?",
            (valid_unicode(model_path),),
        )
    )


def set_of_conversation(sql: Connection, conversation_id: int, preset_id: int | None) -> bool:
    """False when there is no such conversation. The preset is there."""
    cursor = sql.execute("UPDATE conversations SET preset_id = ? WHERE id = ?", (preset_id, conversation_id))
    return cursor.rowcount == 1


def set_of_folder(sql: Connection, folder_id: int, preset_id: int | None) -> bool:
    """False when there is no such folder. The preset is there."""
    return sql.execute("UPDATE folders SET preset_id = ? WHERE id = ?", (preset_id, folder_id)).rowcount == 1


def set_of_model(sql: Connection, model_path: str, preset_id: int | None) -> None:
    path = valid_unicode(model_path)
    if preset_id is None:
        sql.execute("DELETE FROM model_presets WHERE model_path = ?", (path,))
    else:
        sql.execute("INSERT OR REPLACE INTO model_presets (model_path, preset_id) VALUES (?, ?)", (path, preset_id))


def note_instructions(sql: Connection, run_id: int, instructions: str) -> None:
    """Which system prompt this run read in place of its conversation's."""
    sql.execute("UPDATE runs SET instructions = ? WHERE id = ?", (valid_unicode(instructions), run_id))


def instructions_of(sql: Connection, run_id: int) -> str:
    """ "" where it read that of its conversation."""
    for (text,) in sql.execute("SELECT instructions FROM runs WHERE id = ?", (run_id,)):
        return text or ""
    return ""


def params_to_text(params: PresetParams) -> str:
    said = {name: list(value) if isinstance(value, tuple) else value for name, value in params.said.items()}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def params_from_text(text: str) -> PresetParams:
    """Saying nothing where this version cannot read it; the row keeps what was written."""
    try:
        return wire.from_json(PresetParams, json.loads(text))
    except (WireError, ValueError, RecursionError) as error:
        log.warning("unreadable parameters of a preset: %s", error)
        return PresetParams()


def _first(rows: Any) -> Preset | None:
    for row in rows:
        return _preset(row)
    return None


def _preset(row: Sequence[Any]) -> Preset:
    preset_id, name, system_prompt, params = row
    return Preset(id=preset_id, name=name, system_prompt=system_prompt, params=params_from_text(params))
