"""Whatever a conversation has comes through our own archive, or is named here with the reason why it does not."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

from full_store import ask, fill
from inglenook_desktop.context_policy import ContextPolicy
from inglenook_desktop.prompting import messages_to_answer
from inglenook_desktop.store import Store, open_store

NOT_IN_AN_ARCHIVE = {
    "remembered": "of this window and this machine",
    "model_presets": "names files of this machine",
    "figure_cells": "added up from runs",
    "figure_conversations": "added up from runs",
    "figure_facets": "added up from runs",
    "figure_groups": "added up from runs",
    "figure_queue": "runs that are to be added up",
    "figure_runs": "which runs were added up",
    "figure_stale": "what is to be added up again",
    "awaiting_index": "of the index",
    "_sqlite_migrations": "of the database itself",
    "conversations.id": "a place in the file",
    "folders.id": "its number in the file",
    "folders.params": "NULL since there are presets",
    "messages.id": "its number in the file",
    "presets.id": "stands where it is chosen",
    "presets.created_at": "of this machine; nothing shows it",
    "prompt_templates.id": "nothing names it",
    "prompt_templates.created_at": "of this machine; nothing shows it",
    "attachments.id": "a place in the file",
    "queued_messages.id": "a place in the file",
    "queued_messages.created_at": "nothing reads it; their order is kept",
    "unsent_attachments.id": "a place in the file",
    "edits.kept_at": "nothing reads it",
    "context_policies.chosen_at": "nothing reads it",
    "runs.id": "a place in the file",
    "runs.machine": "says which machine an import came from",
    "runs.owner": "a process of this machine that writes now",
}
"""Tables and columns, each with its reason."""

_NUMBER = "(SELECT count(*) FROM messages AS o WHERE o.conversation_id = messages.conversation_id AND o.id <= {})"
REFERENCES = {
    "conversations.folder_id": "(SELECT name || created_at FROM folders WHERE folders.id = folder_id)",
    "conversations.preset_id": "(SELECT name FROM presets WHERE presets.id = preset_id)",
    "conversations.head_message_id": "(SELECT content FROM messages WHERE messages.id = head_message_id)",
    "folders.preset_id": "(SELECT name FROM presets WHERE presets.id = preset_id)",
    "messages.parent_id": _NUMBER.format("messages.parent_id"),
    "messages.chosen_child_id": _NUMBER.format("messages.chosen_child_id"),
    "runs.caused_by": "(SELECT o.started_at || o.action FROM runs AS o WHERE o.id = runs.caused_by)",
    "unsent_attachments.queued_id": "(SELECT count(*) FROM queued_messages AS o WHERE o.id <= queued_id)",
}
"""Columns that hold an id, and what it stands for: ids change on the way."""

_OF_MESSAGE = "(SELECT content || created_at FROM messages WHERE messages.id = message_id)"
_OF_CONVERSATION = "(SELECT title || created_at FROM conversations WHERE conversations.id = conversation_id)"


def tables(store: Store) -> dict[str, list[str]]:
    """Those with a row for each thing, and their columns; an index of words is made from them."""
    with store._db.read() as sql:
        names = [
            name
            for (name,) in sql.execute(
                "SELECT name FROM pragma_table_list"
                " WHERE type = 'table' AND schema = 'main' AND name NOT LIKE 'sqlite%'"
            )
        ]
        return {
            name: [column for (column,) in sql.execute(f"SELECT name FROM pragma_table_info('{name}')")]
            for name in names
        }


def values(store: Store, table: str, column: str) -> list[Any]:
    usual = {"message_id": _OF_MESSAGE, "conversation_id": _OF_CONVERSATION}.get(column, f"{table}.{column}")
    shown = REFERENCES.get(f"{table}.{column}", usual)
    with store._db.read() as sql:  # what belongs to what is in the bytes of the second export
        return [value for (value,) in sql.execute(f"SELECT {shown} FROM {table} ORDER BY 1")]


def exported(store: Store) -> bytes:
    out = io.BytesIO()
    store.archive.export(out)
    return out.getvalue()


def test_every_column_of_every_table_comes_through_or_is_left_out_for_a_reason(store: Store, tmp_path: Path) -> None:
    fill(store)
    (tmp_path / "own.json").write_bytes(exported(store))
    found = tables(store)
    with open_store(tmp_path / "other") as other:
        report = other.archive.import_from(tmp_path / "own.json")
        assert report.problems == ()
        for table, columns in found.items():
            for column in columns:
                if table in NOT_IN_AN_ARCHIVE or f"{table}.{column}" in NOT_IN_AN_ARCHIVE:
                    continue
                here = values(store, table, column)
                assert len({value for value in here if value is not None}) >= 1, f"{table}.{column} has nothing to lose"
                assert values(other, table, column) == here, f"{table}.{column}"
        assert exported(other) == exported(store)
    named = {name.split(".")[0] for name in NOT_IN_AN_ARCHIVE} | {name.split(".")[0] for name in REFERENCES}
    assert named <= set(found), "a list names a table that is gone"


def test_what_the_model_reads_of_a_long_conversation_is_the_same_after_an_import(store: Store, tmp_path: Path) -> None:
    number = ask(store, "One", "1")
    for text in ("Two", "Three", "Four"):
        ask(store, text, text, number)
    thread = store.thread(number)
    store.context.set_policy(number, ContextPolicy.SUMMARISE)
    store.context.set_pinned(thread[2].id, is_pinned=True)
    store.context.cut(thread[5].id, "They counted.")
    (tmp_path / "own.json").write_bytes(exported(store))
    with open_store(tmp_path / "other") as other:
        ask(other, "Something else", "so that ids differ")
        (imported,) = other.archive.import_from(tmp_path / "own.json").conversation_ids
        assert messages_to_answer(other, other.thread(imported)) == messages_to_answer(store, thread)
        marks = other.context.marks(imported)
        assert (marks.policy, marks.cuts[0].summary) == (ContextPolicy.SUMMARISE, "They counted.")
        assert marks.cuts[0].made_at == store.context.marks(number).cuts[0].made_at
        assert len(marks.pins) == 1


def test_an_archive_without_these_fields_is_read_as_before_and_unknown_ones_are_told(
    store: Store, tmp_path: Path
) -> None:
    fill(store)
    records = json.loads(exported(store))
    fields = ("when_full", "context_marks", "queued", "unsent_files", "edit")
    older = [{name: value for name, value in one.items() if name not in fields} for one in records]
    (tmp_path / "older.json").write_text(json.dumps(older))
    with open_store(tmp_path / "older") as other:
        assert other.archive.import_from(tmp_path / "older.json").problems == ()
        assert json.loads(exported(other)) == older
    odd = [dict(one) for one in older]
    first = {kind: next(one for one in odd if one["type"] == kind) for kind in ("conversation", "message")}
    first["message"]["context_marks"] = [{"kind": "glow", "made_at": "2026-01-01T00:00:00.000Z"}, 7]
    first["conversation"]["when_full"] = "explode"
    (tmp_path / "odd.json").write_text(json.dumps(odd))
    with open_store(tmp_path / "odd") as other:
        told = [problem.text for problem in other.archive.import_from(tmp_path / "odd.json").problems]
        assert len([text for text in told if "mark of what is read" in text]) == 2
        assert [text for text in told if "context is full" in text]
        assert json.loads(exported(other)) == older
