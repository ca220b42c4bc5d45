"""A store with one of everything that a store can hold."""

from __future__ import annotations

from typing import Any

from fakes_engine import MODEL, STATS
from inglenook_desktop.store import Outcome, Store
from inglenook_desktop.store.archive import own_format
from inglenook_engine.protocol import Failed
from inglenook_engine.types import FailureKind, FinishReason, GenerateParams, Speculation


def ask(store: Store, text: str | None, answer: str, conversation_id: int | None = None, **more: Any) -> int:
    turn = store.begin_turn(
        conversation_id=conversation_id, text=text, model=MODEL, params=GenerateParams(stop=("ende",)), **more
    )
    store.finish_turn(turn, text=answer, tokens=[1, -2, 3], reason=FinishReason.STOP, stats=STATS)
    return turn.conversation_id


def fill(store: Store) -> None:
    """One of everything that a store can hold."""
    first = ask(store, "Is \u0000 a \u2028 character? 😀", "Yes.\r\n", system="Be exact.")
    ask(store, None, "Certainly.", first)
    ask(store, 'And \ud83d\ude00 ``` "quoted" \\ back?', "Both.", first)
    store.tree.show(store.tree.siblings(first)[store.thread(first)[2].id][0])
    failed = store.begin_turn(conversation_id=None, text="Break", model=MODEL, params=GenerateParams(prediction="x"))
    store.fail_turn(
        failed,
        text="Ha",
        tokens=[7],
        failure=Failed(run_id=failed.run_id, kind=FailureKind.CRASHED, message="It died.", detail="signal 9"),
    )
    store.create_conversation("Empty")
    store.create_conversation("Empty")
    store.rename_conversation(failed.conversation_id, "A better title")
    store.set_speculation(failed.conversation_id, Speculation.OFF, is_strict=True)
    store.delete_conversation(failed.conversation_id)
    store.record.mark(store.thread(first)[2].id, Outcome.GOOD)
    with store._db.write() as sql:
        for statement in (
            "INSERT INTO presets (id, name, created_at, system_prompt, params) VALUES"
            " (3, 'Short', '2026-01-01T00:00:00.000Z', 'Be brief.', '{\"temperature\":0.25,\"stop\":[\"\\n\"]}'),"
            " (4, 'Unused', '2026-01-01T00:00:00.000Z', '', '{}')",
            "INSERT INTO prompt_templates (id, name, created_at, text) VALUES"
            " (2, 'review', '2026-01-01T00:00:00.000Z', 'Review {{what}}')",
            "INSERT INTO folders (id, name, position, created_at, system_prompt, model_name, preset_id) VALUES"
            " (7, 'Work', 2, '2026-01-01T00:00:00.000Z', 'Be brief.', 'Fake', 3),"
            " (9, 'Work', 1, '2026-01-02T00:00:00.000Z', '', '', NULL),"
            " (12, 'Unused', 3, '2026-01-03T00:00:00.000Z', '', '', NULL)",
            "UPDATE conversations SET preset_id = 3 WHERE id = 2",
            "INSERT INTO queued_messages (conversation_id, created_at, text) VALUES"
            " (1, '2026-01-01T00:00:00.000Z', 'And then?'), (1, '2026-01-01T00:00:00.000Z', 'And then?')",
            "UPDATE conversations SET folder_id = 9, pinned_at = '2026-02-01T00:00:00.000Z', draft = 'not sent'"
            " WHERE id = 1",
            "UPDATE conversations SET archived_at = '2026-02-02T00:00:00.000Z', origin = 'chatgpt:7', folder_id = 7"
            " WHERE id = 2",
            "INSERT INTO tags (conversation_id, tag) VALUES (1, 'zebra'), (1, 'Äpfel'), (2, 'x')",
            "INSERT INTO attachments (message_id, name, media_type, text, data) VALUES"
            " (2, 'a.bin', 'application/octet-stream', '', x'00ff0a'), (2, 'leer.txt', 'text/plain', 'lines', x'')",
            'UPDATE runs SET drafters = \'[{"name":"lookup"}]\', model = \'{ "other": form }\', ttft_ms = NULL,'
            " ui_ttft_ms = 12.25, waited_ms = 3.5, energy_mj = 1e-9, vram_peak_bytes = 5,"
            " model_sha256 = 'ab' WHERE id = 1",
            "INSERT INTO runs (message_id, action, started_at, app_version, model_name, model_path, model, params)"
            " SELECT message_id, 'title', started_at, '', 'm', '', '{}', '{}' FROM runs WHERE id = 1",
            "UPDATE runs SET speculation_off = 'switched_off' WHERE id = 2",
            "UPDATE runs SET caused_by = 1 WHERE action = 'title'",
            "INSERT INTO edits (message_id, kept_at, text) VALUES (2, '2026-01-01T00:00:00.000Z', 'Is it not?')",
            "INSERT INTO queued_messages (id, conversation_id, created_at, text) VALUES"
            " (8, 1, '2026-01-01T00:00:00.000Z', '')",
            "INSERT INTO unsent_attachments (conversation_id, queued_id, name, media_type, text, data) VALUES"
            " (1, NULL, 'now.txt', 'text/plain', 'with what is written', x'01'),"
            " (1, 8, 'later.txt', 'text/csv', 'with what waits', x'02')",
            "INSERT INTO context_policies (conversation_id, policy, chosen_at) VALUES"
            " (1, 'summarise', '2026-03-01T00:00:00.000Z'), (2, 'drop', '2026-03-01T00:00:00.000Z')",
            "INSERT INTO context_marks (message_id, kind, made_at, summary) VALUES"
            " (3, 'cut', '2026-03-02T00:00:00.000Z', 'They\n“agreed”.'), (3, 'pin', '2026-03-03T00:00:00.000Z', ''),"
            " (4, 'cut', '2026-03-04T00:00:00.000Z', '')",
        ):
            sql.execute(statement)
        for number, name in enumerate((*own_format.RUN_INTEGERS, *own_format.RUN_REALS), start=100):
            sql.execute(f"UPDATE runs SET {name} = coalesce({name}, ?) WHERE id = 2", (number / 2 * 2,))
        for name in (*own_format.RUN_OPTIONAL_TEXTS, *own_format.RUN_OPTIONAL_JSON):
            sql.execute(f"UPDATE runs SET {name} = ? WHERE id = 2 AND {name} IS NULL", (name,))
