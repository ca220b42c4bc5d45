"""SQL of prompt templates. Every function works inside the caller's transaction."""

from __future__ import annotations

from ..prompt_templates import PromptTemplate
from .db import Connection
from .text import valid_unicode


def by_name(sql: Connection) -> list[PromptTemplate]:
    rows = sql.execute("SELECT id, name, text FROM prompt_templates")
    found = [PromptTemplate(id=id_, name=name, text=text) for id_, name, text in rows]
    return sorted(found, key=lambda template: (template.name.casefold(), template.id))


def insert(sql: Connection, template: PromptTemplate, *, now: str) -> int:
    """Returns its id."""
    template_id = sql.execute(
        "INSERT INTO prompt_templates (name, created_at, text) VALUES (?, ?, ?)",
        (valid_unicode(template.name), now, valid_unicode(template.text)),
    ).lastrowid
    assert template_id is not None  # sqlite3 types it so for cursors that inserted nothing
    return template_id


def change(sql: Connection, template: PromptTemplate) -> bool:
    """False when there is no such template."""
    cursor = sql.execute(
        "UPDATE prompt_templates SET name = ?, text = ? WHERE id = ?",
        (valid_unicode(template.name), valid_unicode(template.text), template.id),
    )
    return cursor.rowcount == 1


def delete(sql: Connection, template_id: int) -> bool:
    return sql.execute("DELETE FROM prompt_templates WHERE id = ?", (template_id,)).rowcount == 1
