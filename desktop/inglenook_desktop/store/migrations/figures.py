"""Steps about what a generation took: runs, their figures, and the sums of them."""

from __future__ import annotations

from sqlite_utils import Database


def m006_figures(db: Database) -> None:
    """What figures of many runs together need. Old runs keep NULL: their engine did not measure these."""
    db.execute(
        "ALTER TABLE runs ADD COLUMN itl_histogram TEXT NULL"
    )  # JSON, {"bin": count}; '' of fewer than two rounds
    db.execute("ALTER TABLE runs ADD COLUMN is_copy INTEGER NULL")  # 1: came along with a copied message; NULL: ran
    db.execute("ALTER TABLE runs ADD COLUMN finish_ms REAL NULL")
    # The part of energy_mj that the idle machine would have taken in that time; NULL: unknown.
    db.execute("ALTER TABLE runs ADD COLUMN idle_energy_mj REAL NULL")


def m007_record(db: Database) -> None:
    """What a run needs to be told apart from others, and done again; and what became of an answer.

    Old runs keep NULL: nobody noted it. memory_peak_bytes: of the engine's process, resident, in that run;
    vram_peak_bytes: of its process, NULL also where no driver tells. engine_version, llama_version, driver_version:
    they are in `model` as well, here for queries; '' where there is none. model_sha256: NULL also while nobody has
    read the whole file. prompt_sha256: of the prompt's token ids, int32 little endian; like prediction_sha256 it goes
    with its message. caused_by: the run of the act that this one belongs to, a title's answer for instance; NULL: it is
    the act itself. It may name a run that was purged since.

    runs.message_id is NULL in runs of no message: the program's own measurements, and the anonymous figures that a
    person lets a deleted conversation leave.
    """
    for column in (
        "memory_peak_bytes INTEGER NULL",
        "vram_peak_bytes INTEGER NULL",
        "prompt_sha256 TEXT NULL",
        "engine_version TEXT NULL",
        "llama_version TEXT NULL",
        "driver_version TEXT NULL",
        "model_sha256 TEXT NULL",
        "caused_by INTEGER NULL",
    ):
        db.execute(f"ALTER TABLE runs ADD COLUMN {column}")
    db.execute("ALTER TABLE messages ADD COLUMN outcome TEXT NULL")  # NULL: the person has not marked this answer


def m008_figures_views(db: Database) -> None:
    """Figures of many runs, added up as runs end, so that a page over a million of them opens at once; and views of the
    runs for people who bring their own SQL (docs/statistics.md).

    All of it is made from runs and can be made again. figure_queue: runs to be added, once they are over; triggers put
    every new or changed one there, whoever wrote it. figure_facets: what runs are grouped and filtered by, each
    combination once. figure_cells: the runs of one day and facet together, sums and histograms as statistics/cells.py
    writes them; is_stale: a run of it went or changed, so it is to be made from its runs again. figure_conversations:
    what the answers of each outcome in a conversation took, for costs; its facets have nothing but a model, and
    context_tokens -1. figure_stale: the conversations of which it is to be made again. day: days since 1970-01-01, on
    the calendar of this machine when the run was added.
    """
    for statement in (
        "CREATE TABLE figure_queue (run_id INTEGER PRIMARY KEY) STRICT",
        "CREATE TABLE figure_facets (id INTEGER PRIMARY KEY, model_name TEXT NOT NULL, quantization TEXT NOT NULL,"
        " context_tokens INTEGER NOT NULL, action TEXT NOT NULL, app_version TEXT NOT NULL,"
        " engine_version TEXT NOT NULL, llama_version TEXT NOT NULL, driver_version TEXT NOT NULL,"
        " UNIQUE (model_name, quantization, context_tokens, action, app_version, engine_version, llama_version,"
        " driver_version)) STRICT",
        "CREATE TABLE figure_cells (id INTEGER PRIMARY KEY, day INTEGER NOT NULL, facet_id INTEGER NOT NULL,"
        " is_stale INTEGER NOT NULL DEFAULT 0, sums BLOB NOT NULL, slots BLOB NOT NULL, counts BLOB NOT NULL,"
        " UNIQUE (day, facet_id)) STRICT",
        "CREATE INDEX figure_cells_stale ON figure_cells(id) WHERE is_stale = 1",
        "CREATE TABLE figure_runs (run_id INTEGER PRIMARY KEY, cell_id INTEGER NOT NULL, conversation_id INTEGER NULL)"
        " STRICT",  # conversation_id NULL: its message is gone and only the figures were to stay
        "CREATE INDEX figure_runs_cell ON figure_runs(cell_id)",
        "CREATE TABLE figure_conversations (conversation_id INTEGER NOT NULL REFERENCES conversations(id)"
        " ON DELETE CASCADE, day INTEGER NOT NULL, facet_id INTEGER NOT NULL, outcome TEXT NOT NULL,"
        " runs INTEGER NOT NULL,"
        " prompt_tokens INTEGER NOT NULL, cached_tokens INTEGER NOT NULL, output_tokens INTEGER NOT NULL,"
        " busy_ms REAL NOT NULL, energy_mj REAL NOT NULL, idle_energy_mj REAL NOT NULL, energy_runs INTEGER NOT NULL,"
        " PRIMARY KEY (conversation_id, day, facet_id, outcome)) STRICT, WITHOUT ROWID",
        "CREATE TABLE figure_stale (conversation_id INTEGER PRIMARY KEY) STRICT",
        "INSERT INTO figure_queue SELECT id FROM runs WHERE is_copy IS NULL AND model <> '{}' AND action <> 'bench'",
    ):
        db.execute(statement)
    again = (
        "UPDATE figure_cells SET is_stale = 1 WHERE is_stale = 0 AND id IN"
        " (SELECT cell_id FROM figure_runs WHERE run_id {these});"
        " INSERT OR IGNORE INTO figure_stale SELECT conversation_id FROM figure_runs"
        " WHERE run_id {these} AND conversation_id IS NOT NULL;"
        " {keep}DELETE FROM figure_runs WHERE run_id {these};"
    )
    keep = "INSERT OR IGNORE INTO figure_queue SELECT run_id FROM figure_runs WHERE run_id {these}; "
    of_message = "IN (SELECT id FROM runs WHERE message_id = new.id)"
    for name, event, act in (
        (
            "figures_insert",
            "AFTER INSERT ON runs WHEN new.is_copy IS NULL AND new.model <> '{}' AND new.action <> 'bench'",
            "INSERT OR IGNORE INTO figure_queue (run_id) VALUES (new.id);",
        ),
        (
            "figures_update",
            "AFTER UPDATE ON runs WHEN EXISTS (SELECT 1 FROM figure_runs WHERE run_id = new.id)",
            again.format(these="= new.id", keep=keep.format(these="= new.id")),
        ),
        (
            "figures_delete",
            "AFTER DELETE ON runs",
            again.format(these="= old.id", keep="") + " DELETE FROM figure_queue WHERE run_id = old.id;",
        ),
        (
            "figures_outcome",
            "AFTER UPDATE OF outcome ON messages WHEN old.outcome IS NOT new.outcome",
            again.format(these=of_message, keep=keep.format(these=of_message)),
        ),
    ):
        db.execute(f"CREATE TRIGGER {name} {event} BEGIN {act} END")
    db.execute("""
        CREATE VIEW run_figures AS SELECT
            runs.id AS run_id, runs.message_id, messages.conversation_id, runs.started_at,
            date(runs.started_at, 'localtime') AS day, runs.action,
            runs.model_name AS model,
            CASE WHEN json_valid(runs.model) THEN coalesce(runs.model ->> '$.quantization', '') ELSE '' END
                AS quantization,
            CASE WHEN runs.prompt_tokens > 0 THEN (
                WITH RECURSIVE bucket(n) AS (
                    VALUES (512) UNION ALL SELECT n * 2 FROM bucket WHERE n < runs.prompt_tokens
                ) SELECT max(n) FROM bucket
            ) ELSE 0 END AS context_tokens,
            runs.app_version, coalesce(runs.engine_version, '') AS engine_version,
            coalesce(runs.llama_version, '') AS llama_version, coalesce(runs.driver_version, '') AS driver_version,
            coalesce(messages.outcome, '') AS outcome, runs.finish_reason, runs.error_kind,
            coalesce(runs.prompt_tokens, 0) AS prompt_tokens, coalesce(runs.cached_tokens, 0) AS cached_tokens,
            coalesce(runs.output_tokens, 0) AS output_tokens, coalesce(runs.drafted_tokens, 0) AS drafted_tokens,
            coalesce(runs.accepted_tokens, 0) AS accepted_tokens,
            runs.ttft_ms, runs.ui_ttft_ms, runs.total_ms,
            CASE WHEN runs.prefill_ms > 0 AND runs.prompt_tokens - runs.cached_tokens >= 16
                THEN (runs.prompt_tokens - runs.cached_tokens) / runs.prefill_ms * 1000 END AS prefill_tokens_per_s,
            CASE WHEN runs.decode_ms > 0 AND runs.output_tokens >= 8
                THEN (runs.output_tokens - 1) / runs.decode_ms * 1000 END AS decode_tokens_per_s,
            runs.load_ms, runs.queue_ms, runs.template_ms, runs.tokenize_ms, runs.restore_ms, runs.prefill_ms,
            runs.decode_ms, runs.finish_ms,
            runs.energy_mj / 1000 AS energy_j, runs.idle_energy_mj / 1000 AS idle_energy_j
        FROM runs LEFT JOIN messages ON messages.id = runs.message_id
        WHERE runs.is_copy IS NULL AND runs.model <> '{}' AND runs.owner IS NULL AND runs.action <> 'bench'
    """)
    db.execute("""
        CREATE VIEW run_latencies AS SELECT runs.id AS run_id, CAST(bins.key AS INTEGER) AS bin,
            CASE WHEN bins.key = '0' THEN 0.0 ELSE pow(2, (bins.key - 0.5) / 32) / 1000 END AS milliseconds,
            bins.value AS n_tokens
        FROM runs, json_each(CASE WHEN json_valid(runs.itl_histogram) THEN runs.itl_histogram ELSE '{}' END) AS bins
        WHERE runs.is_copy IS NULL AND runs.model <> '{}' AND runs.owner IS NULL AND runs.action <> 'bench'
    """)
    db.execute("""
        CREATE VIEW conversation_figures AS SELECT
            conversations.id AS conversation_id, conversations.title, coalesce(folders.name, '') AS folder,
            (SELECT group_concat(tag, ', ') FROM tags WHERE tags.conversation_id = conversations.id) AS tags,
            date(days.day * 86400, 'unixepoch') AS day, facets.model_name AS model, facets.quantization,
            days.outcome, days.runs, days.prompt_tokens, days.cached_tokens, days.output_tokens, days.busy_ms,
            days.energy_mj / 1000 AS energy_j, days.idle_energy_mj / 1000 AS idle_energy_j, days.energy_runs
        FROM figure_conversations AS days
        JOIN figure_facets AS facets ON facets.id = days.facet_id
        JOIN conversations ON conversations.id = days.conversation_id
        LEFT JOIN folders ON folders.id = conversations.folder_id
    """)


def m012_reasoning(db: Database) -> None:
    """How much of an answer was a model's reasoning. Old runs keep NULL: nobody counted it."""
    db.execute("ALTER TABLE runs ADD COLUMN reasoning_tokens INTEGER NULL")
    db.execute("ALTER TABLE runs ADD COLUMN reasoning_ms REAL NULL")


def m013_energy(db: Database) -> None:
    """Energy counts where the idle machine's part is known too, and what was measured of no run is NULL, not 0."""
    db.execute("UPDATE runs SET energy_mj = energy_mj WHERE energy_mj IS NOT NULL AND idle_energy_mj IS NULL")
    db.execute("DROP VIEW conversation_figures")
    db.execute("""
        CREATE VIEW conversation_figures AS SELECT
            conversations.id AS conversation_id, conversations.title, coalesce(folders.name, '') AS folder,
            (SELECT group_concat(tag, ', ') FROM tags WHERE tags.conversation_id = conversations.id) AS tags,
            date(days.day * 86400, 'unixepoch') AS day, facets.model_name AS model, facets.quantization,
            days.outcome, days.runs, days.prompt_tokens, days.cached_tokens, days.output_tokens, days.busy_ms,
            iif(days.energy_runs > 0, days.energy_mj / 1000, NULL) AS energy_j,
            iif(days.energy_runs > 0, days.idle_energy_mj / 1000, NULL) AS idle_energy_j, days.energy_runs
        FROM figure_conversations AS days
        JOIN figure_facets AS facets ON facets.id = days.facet_id
        JOIN conversations ON conversations.id = days.conversation_id
        LEFT JOIN folders ON folders.id = conversations.folder_id
    """)


def m014_machines(db: Database) -> None:
    """Which machine a run was made on, so that the figures of this one are of this one.

    runs.machine: NULL: made here, or before anybody noted it; else the machine of the archive that it came with, '' of
    an archive that does not say. A machine is a number drawn by chance once for a data folder, remembered as 'machine';
    it says nothing of the machine. figure_facets.is_own: 1 of runs of which it is NULL.

    In the views energy_j is what the work alone took, and idle_energy_j is beside it, not in it; both are NULL unless
    both were measured.
    """
    db.execute("ALTER TABLE runs ADD COLUMN machine TEXT NULL")
    db.execute("INSERT OR IGNORE INTO remembered (name, value) VALUES ('machine', lower(hex(randomblob(8))))")
    db.execute(
        "CREATE INDEX runs_anonymous ON runs(started_at) WHERE message_id IS NULL"
    )  # for imports: are they here?
    for view in ("run_figures", "conversation_figures"):
        db.execute(f"DROP VIEW {view}")
    names = ["model_name", "quantization", "context_tokens", "action"]
    names += ["app_version", "engine_version", "llama_version", "driver_version"]
    columns = ", ".join(names)
    typed = ", ".join(f"{name} {'INTEGER' if name == 'context_tokens' else 'TEXT'} NOT NULL" for name in names)
    for statement in (
        "ALTER TABLE figure_facets RENAME TO old_facets",
        f"CREATE TABLE figure_facets (id INTEGER PRIMARY KEY, {typed}, is_own INTEGER NOT NULL,"
        f" UNIQUE ({columns}, is_own)) STRICT",
        f"INSERT INTO figure_facets SELECT id, {columns}, 1 FROM old_facets",
        "DROP TABLE old_facets",
    ):
        db.execute(statement)
    db.execute("""
        CREATE VIEW run_figures AS SELECT
            runs.id AS run_id, runs.message_id, messages.conversation_id, runs.started_at,
            date(runs.started_at, 'localtime') AS day, runs.action,
            runs.model_name AS model,
            CASE WHEN json_valid(runs.model) THEN coalesce(runs.model ->> '$.quantization', '') ELSE '' END
                AS quantization,
            CASE WHEN runs.prompt_tokens > 0 THEN (
                WITH RECURSIVE bucket(n) AS (
                    VALUES (512) UNION ALL SELECT n * 2 FROM bucket WHERE n < runs.prompt_tokens
                ) SELECT max(n) FROM bucket
            ) ELSE 0 END AS context_tokens,
            runs.app_version, coalesce(runs.engine_version, '') AS engine_version,
            coalesce(runs.llama_version, '') AS llama_version, coalesce(runs.driver_version, '') AS driver_version,
            coalesce(messages.outcome, '') AS outcome, runs.finish_reason, runs.error_kind,
            coalesce(runs.prompt_tokens, 0) AS prompt_tokens, coalesce(runs.cached_tokens, 0) AS cached_tokens,
            coalesce(runs.output_tokens, 0) AS output_tokens, coalesce(runs.drafted_tokens, 0) AS drafted_tokens,
            coalesce(runs.accepted_tokens, 0) AS accepted_tokens,
            runs.ttft_ms, runs.ui_ttft_ms, runs.total_ms,
            CASE WHEN runs.prefill_ms > 0 AND runs.prompt_tokens - runs.cached_tokens >= 16
                THEN (runs.prompt_tokens - runs.cached_tokens) / runs.prefill_ms * 1000 END AS prefill_tokens_per_s,
            CASE WHEN runs.decode_ms > 0 AND runs.output_tokens >= 8
                THEN (runs.output_tokens - 1) / runs.decode_ms * 1000 END AS decode_tokens_per_s,
            runs.load_ms, runs.queue_ms, runs.template_ms, runs.tokenize_ms, runs.restore_ms, runs.prefill_ms,
            runs.decode_ms, runs.finish_ms,
            (runs.energy_mj - runs.idle_energy_mj) / 1000 AS energy_j,
            iif(runs.energy_mj IS NULL, NULL, runs.idle_energy_mj / 1000) AS idle_energy_j,
            runs.machine IS NULL AS is_own
        FROM runs LEFT JOIN messages ON messages.id = runs.message_id
        WHERE runs.is_copy IS NULL AND runs.model <> '{}' AND runs.owner IS NULL AND runs.action <> 'bench'
    """)
    db.execute("""
        CREATE VIEW conversation_figures AS SELECT
            conversations.id AS conversation_id, conversations.title, coalesce(folders.name, '') AS folder,
            (SELECT group_concat(tag, ', ') FROM tags WHERE tags.conversation_id = conversations.id) AS tags,
            date(days.day * 86400, 'unixepoch') AS day, facets.model_name AS model, facets.quantization,
            days.outcome, days.runs, days.prompt_tokens, days.cached_tokens, days.output_tokens, days.busy_ms,
            iif(days.energy_runs > 0, (days.energy_mj - days.idle_energy_mj) / 1000, NULL) AS energy_j,
            iif(days.energy_runs > 0, days.idle_energy_mj / 1000, NULL) AS idle_energy_j, days.energy_runs,
            facets.is_own
        FROM figure_conversations AS days
        JOIN figure_facets AS facets ON facets.id = days.facet_id
        JOIN conversations ON conversations.id = days.conversation_id
        LEFT JOIN folders ON folders.id = conversations.folder_id
    """)


def m015_figure_groups(db: Database) -> None:
    """What the answers in a folder, under a tag and of an outcome took, by day and model, so that the page need not add
    up every conversation.

    figure_groups: sums of figure_conversations. kind: 'folder', 'tag' or 'outcome'; key: the folder's id, the tag, the
    mark, '' for none. Triggers keep it whatever writes figure_conversations, moves a conversation or tags it. A
    conversation that goes takes its rows along while it is still known where they counted.
    """
    counts, amounts = ("runs", "prompt_tokens", "cached_tokens", "output_tokens"), ("busy_ms", "energy_mj")
    sums = (*counts, *amounts, "idle_energy_mj", "energy_runs")
    typed = ", ".join(f"{name} {'REAL' if name.endswith(('_ms', '_mj')) else 'INTEGER'} NOT NULL" for name in sums)
    db.execute(
        "CREATE TABLE figure_groups (kind TEXT NOT NULL, key TEXT NOT NULL, day INTEGER NOT NULL,"
        f" facet_id INTEGER NOT NULL, {typed}, PRIMARY KEY (kind, key, day, facet_id)) STRICT, WITHOUT ROWID"
    )
    db.execute("CREATE INDEX figure_groups_empty ON figure_groups(runs) WHERE runs = 0")

    def added(rows: str) -> str:
        """rows: ends in a WHERE, which keeps what follows from being read as part of a join."""
        return (
            f"INSERT INTO figure_groups {rows} ON CONFLICT (kind, key, day, facet_id) DO UPDATE SET"
            f" {', '.join(f'{name} = {name} + excluded.{name}' for name in sums)};"
        )

    def of_row(row: str, value: str) -> str:
        """row: new or old of figure_conversations."""
        values = f"{row}.day, {row}.facet_id, {', '.join(value.format(name) for name in sums)}"
        return (
            added(f"SELECT 'outcome', {row}.outcome, {values} WHERE true")
            + added(
                f"SELECT 'folder', {folder('c')}, {values} FROM conversations AS c WHERE id = {row}.conversation_id"
            )
            + added(f"SELECT 'tag', tag, {values} FROM tags WHERE conversation_id = {row}.conversation_id")
        )

    def of_conversation(id_: str, kind: str, key: str, sign: str) -> str:
        values = ", ".join(f"{sign}{name}" for name in sums)
        return added(
            f"SELECT '{kind}', {key}, day, facet_id, {values} FROM figure_conversations WHERE conversation_id = {id_}"
        )

    def folder(row: str) -> str:
        return f"coalesce(cast({row}.folder_id AS TEXT), '')"

    empty = " DELETE FROM figure_groups WHERE runs = 0;"
    tagged = of_conversation("new.conversation_id", "tag", "new.tag", "")
    untagged = of_conversation("old.conversation_id", "tag", "old.tag", "-") + empty
    for name, event, act in (
        ("insert", "AFTER INSERT ON figure_conversations", of_row("new", "new.{0}")),
        ("update", "AFTER UPDATE ON figure_conversations", of_row("new", "new.{0} - old.{0}") + empty),
        ("delete", "AFTER DELETE ON figure_conversations", of_row("old", "-old.{0}") + empty),
        ("gone", "BEFORE DELETE ON conversations", "DELETE FROM figure_conversations WHERE conversation_id = old.id;"),
        (
            "moved",
            "AFTER UPDATE OF folder_id ON conversations WHEN old.folder_id IS NOT new.folder_id",
            of_conversation("new.id", "folder", folder("old"), "-")
            + of_conversation("new.id", "folder", folder("new"), "")
            + empty,
        ),
        ("tagged", "AFTER INSERT ON tags", tagged),
        ("untagged", "AFTER DELETE ON tags", untagged),
        ("renamed", "AFTER UPDATE OF tag ON tags", untagged + tagged),
    ):
        db.execute(f"CREATE TRIGGER figure_groups_{name} {event} BEGIN {act} END")
    days = "figure_conversations AS d"
    totals = ", ".join(f"sum(d.{name})" for name in sums)
    for kind, key, source in (
        ("outcome", "d.outcome", days),
        (
            "folder",
            folder("conversations"),
            f"{days} JOIN conversations ON conversations.id = d.conversation_id",
        ),
        ("tag", "tags.tag", f"{days} JOIN tags ON tags.conversation_id = d.conversation_id"),
    ):
        db.execute(
            f"INSERT INTO figure_groups SELECT '{kind}', {key}, d.day, d.facet_id, {totals} FROM {source}"
            " GROUP BY 2, 3, 4"
        )


def m016_detokenize(db: Database) -> None:
    """How long ids took to become text, within the rounds. Old runs keep NULL: nobody measured it."""
    db.execute("ALTER TABLE runs ADD COLUMN detokenize_ms REAL NULL")


def m017_waited(db: Database) -> None:
    """runs.waited_ms: from Enter until the engine was asked: a model that loaded, counting, a summary. It is part of
    ui_ttft_ms, and NULL wherever that is."""
    db.execute("ALTER TABLE runs ADD COLUMN waited_ms REAL NULL")


def m019_unread_prompts(db: Database) -> None:
    """No reading rate of a run that was stopped before its prompt was read to the end: how much of it was, nobody
    counted. The sums that hold one are made again."""
    db.execute(
        "UPDATE runs SET prefill_ms = prefill_ms WHERE prefill_ms > 0 AND prompt_tokens - cached_tokens >= 16"
        " AND coalesce(rounds, 0) = 0 AND coalesce(output_tokens, 0) = 0"
    )
    db.execute("DROP VIEW run_figures")
    db.execute("""
        CREATE VIEW run_figures AS SELECT
            runs.id AS run_id, runs.message_id, messages.conversation_id, runs.started_at,
            date(runs.started_at, 'localtime') AS day, runs.action,
            runs.model_name AS model,
            CASE WHEN json_valid(runs.model) THEN coalesce(runs.model ->> '$.quantization', '') ELSE '' END
                AS quantization,
            CASE WHEN runs.prompt_tokens > 0 THEN (
                WITH RECURSIVE bucket(n) AS (
                    VALUES (512) UNION ALL SELECT n * 2 FROM bucket WHERE n < runs.prompt_tokens
                ) SELECT max(n) FROM bucket
            ) ELSE 0 END AS context_tokens,
            runs.app_version, coalesce(runs.engine_version, '') AS engine_version,
            coalesce(runs.llama_version, '') AS llama_version, coalesce(runs.driver_version, '') AS driver_version,
            coalesce(messages.outcome, '') AS outcome, runs.finish_reason, runs.error_kind,
            coalesce(runs.prompt_tokens, 0) AS prompt_tokens, coalesce(runs.cached_tokens, 0) AS cached_tokens,
            coalesce(runs.output_tokens, 0) AS output_tokens, coalesce(runs.drafted_tokens, 0) AS drafted_tokens,
            coalesce(runs.accepted_tokens, 0) AS accepted_tokens,
            runs.ttft_ms, runs.ui_ttft_ms, runs.total_ms,
            CASE WHEN runs.prefill_ms > 0 AND runs.prompt_tokens - runs.cached_tokens >= 16
                AND (runs.rounds > 0 OR runs.output_tokens > 0)
                THEN (runs.prompt_tokens - runs.cached_tokens) / runs.prefill_ms * 1000 END AS prefill_tokens_per_s,
            CASE WHEN runs.decode_ms > 0 AND runs.output_tokens >= 8
                THEN (runs.output_tokens - 1) / runs.decode_ms * 1000 END AS decode_tokens_per_s,
            runs.load_ms, runs.queue_ms, runs.template_ms, runs.tokenize_ms, runs.restore_ms, runs.prefill_ms,
            runs.decode_ms, runs.finish_ms,
            (runs.energy_mj - runs.idle_energy_mj) / 1000 AS energy_j,
            iif(runs.energy_mj IS NULL, NULL, runs.idle_energy_mj / 1000) AS idle_energy_j,
            runs.machine IS NULL AS is_own
        FROM runs LEFT JOIN messages ON messages.id = runs.message_id
        WHERE runs.is_copy IS NULL AND runs.model <> '{}' AND runs.owner IS NULL AND runs.action <> 'bench'
    """)
