"""Steps about what is said and how: conversations, messages, their order, search, drafts, presets, context."""

from __future__ import annotations

from sqlite_utils import Database


def m001_conversations(db: Database) -> None:
    """Ids are never used again (AUTOINCREMENT): exports, KV folders and links name conversations and messages by id.

    Words that later versions add to (role, status, action, finish_reason, error_kind) carry no CHECK, because a CHECK
    can only change by rebuilding its table; the program checks them when it reads.
    """
    db.execute("""
        CREATE TABLE conversations (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            title TEXT NOT NULL,
            title_is_edited INTEGER NOT NULL DEFAULT 0,  -- 1: a person wrote it, so the program never replaces it
            created_at TEXT NOT NULL,
            updated_at TEXT NOT NULL,
            deleted_at TEXT NULL,  -- NULL: not in the trash
            message_count INTEGER NOT NULL DEFAULT 0,  -- in all branches, kept by messages.insert
            head_message_id INTEGER NULL  -- NULL: no message yet; else the last message of the branch in view
                REFERENCES messages(id) ON DELETE SET NULL
        ) STRICT
    """)
    db.execute("""
        CREATE TABLE messages (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            conversation_id INTEGER NOT NULL REFERENCES conversations(id) ON DELETE CASCADE,
            parent_id INTEGER NULL  -- NULL: the first message of a conversation; siblings are branches
                REFERENCES messages(id) ON DELETE CASCADE,
            role TEXT NOT NULL,
            status TEXT NOT NULL,
            created_at TEXT NOT NULL,
            content TEXT NOT NULL,  -- the long columns come last, so that walking the tree does not read them
            tokens BLOB NULL  -- int32 little endian; NULL: not known, or not made by a model
        ) STRICT
    """)
    db.execute("""
        CREATE TABLE runs (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            message_id INTEGER NULL  -- NULL: its message was purged and only the figures were to stay
                REFERENCES messages(id) ON DELETE CASCADE,
            action TEXT NOT NULL,
            owner TEXT NULL,  -- the process that writes the answer; NULL: over
            started_at TEXT NOT NULL,
            finished_at TEXT NULL,  -- NULL: still running, or interrupted
            app_version TEXT NOT NULL,
            model_name TEXT NOT NULL,
            model_path TEXT NOT NULL,
            model TEXT NOT NULL,  -- ModelInfo as JSON
            params TEXT NOT NULL,  -- GenerateParams as JSON
            finish_reason TEXT NULL,  -- NULL: not finished by the engine
            error_kind TEXT NULL,  -- NULL: did not fail
            error_message TEXT NOT NULL DEFAULT '',
            error_detail TEXT NOT NULL DEFAULT '',
            ui_ttft_ms REAL NULL,  -- NULL: not painted
            -- The columns of GenerationStats. NULL in all of them: the engine never reported figures for this run.
            prompt_tokens INTEGER NULL,
            cached_tokens INTEGER NULL,
            output_tokens INTEGER NULL,
            draft_rounds INTEGER NULL,
            drafted_tokens INTEGER NULL,
            accepted_tokens INTEGER NULL,
            load_ms REAL NULL,
            queue_ms REAL NULL,
            template_ms REAL NULL,
            tokenize_ms REAL NULL,
            restore_ms REAL NULL,
            prefill_ms REAL NULL,
            ttft_ms REAL NULL,  -- NULL also: nothing was emitted
            decode_ms REAL NULL,
            rounds INTEGER NULL,
            round_ms_p50 REAL NULL,  -- NULL also: no decode round
            round_ms_p95 REAL NULL,
            round_ms_p99 REAL NULL,
            round_ms_max REAL NULL,
            total_ms REAL NULL,
            energy_mj REAL NULL  -- NULL also: this machine cannot measure it
        ) STRICT
    """)
    db.execute("CREATE INDEX conversations_newest ON conversations(updated_at DESC, id DESC) WHERE deleted_at IS NULL")
    db.execute("CREATE INDEX conversations_head ON conversations(head_message_id)")
    db.execute("CREATE INDEX messages_conversation ON messages(conversation_id)")
    db.execute("CREATE INDEX messages_parent ON messages(parent_id)")
    db.execute("CREATE INDEX runs_message ON runs(message_id)")
    db.execute("CREATE INDEX runs_unfinished ON runs(owner) WHERE owner IS NOT NULL")


def m002_speculation(db: Database) -> None:
    """What speculation did in each answer, and how each conversation wants it.

    Old runs keep NULL in all these columns: their engine reported none of it. In later ones NULL means of
    speculation_off: something was drafted; of drafters (JSON, a list of DrafterStats): nothing was.

    prediction_sha256 and prediction_bytes stand for the text that an answer was expected to resemble; NULL: none was
    given. The text itself, often a whole file, is not kept: it decides how fast an answer comes, not what it says. Like
    everything of a run they go with its message; a purge that keeps the figures must set the hash to NULL.
    """
    for column in (
        "saved_ms REAL NULL",
        "lost_ms REAL NULL",
        "thread_changes INTEGER NULL",
        "speculation_off TEXT NULL",
        "drafters TEXT NULL",
        "prediction_sha256 TEXT NULL",
        "prediction_bytes INTEGER NULL",
    ):
        db.execute(f"ALTER TABLE runs ADD COLUMN {column}")
    db.execute("ALTER TABLE conversations ADD COLUMN speculation TEXT NOT NULL DEFAULT 'auto'")
    db.execute("ALTER TABLE conversations ADD COLUMN is_strict INTEGER NOT NULL DEFAULT 0")


def m003_order(db: Database) -> None:
    """What people order their conversations with, what they attached, and which branch was in view."""
    db.execute("""
        CREATE TABLE folders (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL,
            position INTEGER NOT NULL,  -- in the list, rising; equal ones by id
            created_at TEXT NOT NULL,
            system_prompt TEXT NOT NULL DEFAULT '',  -- of conversations begun here; '': none
            model_name TEXT NOT NULL DEFAULT '',  -- to answer them; '': the one that is loaded
            params TEXT NULL  -- GenerateParams as JSON; NULL: the program's own
        ) STRICT
    """)
    for column in (
        "folder_id INTEGER NULL REFERENCES folders(id) ON DELETE SET NULL",
        "pinned_at TEXT NULL",  # NULL: not pinned
        "archived_at TEXT NULL",  # NULL: not archived
        "origin TEXT NULL",  # where it was imported from, e.g. chatgpt:ID, so that it is not imported twice
        "draft TEXT NOT NULL DEFAULT ''",  # what the person has typed and not sent; last, because it can be long
    ):
        db.execute(f"ALTER TABLE conversations ADD COLUMN {column}")
    db.execute("CREATE INDEX conversations_folder ON conversations(folder_id) WHERE folder_id IS NOT NULL")
    db.execute("CREATE INDEX conversations_trash ON conversations(deleted_at) WHERE deleted_at IS NOT NULL")
    db.execute("CREATE INDEX conversations_origin ON conversations(origin) WHERE origin IS NOT NULL")
    db.execute("""
        CREATE TABLE tags (
            conversation_id INTEGER NOT NULL REFERENCES conversations(id) ON DELETE CASCADE,
            tag TEXT NOT NULL,
            PRIMARY KEY (conversation_id, tag)
        ) STRICT, WITHOUT ROWID
    """)
    db.execute("CREATE INDEX tags_tag ON tags(tag)")
    # The child whose branch was last in view. It may name a message that was purged since, and then counts as NULL.
    db.execute("ALTER TABLE messages ADD COLUMN chosen_child_id INTEGER NULL")
    db.execute("""
        CREATE TABLE attachments (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            message_id INTEGER NOT NULL REFERENCES messages(id) ON DELETE CASCADE,
            name TEXT NOT NULL,
            media_type TEXT NOT NULL,
            text TEXT NOT NULL,  -- what the model reads of it
            data BLOB NOT NULL  -- the file itself
        ) STRICT
    """)
    db.execute("CREATE INDEX attachments_message ON attachments(message_id)")
    # What the window remembers of this data folder, by name; e.g. the unsent text of a conversation not begun yet.
    db.execute("CREATE TABLE remembered (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID")


def m004_search(db: Database) -> None:
    """The index of words (FTS5), kept by triggers, so that no way to write a message can forget it.

    Its content stays in the tables (external content). A contentless index keeps the words of what was deleted until it
    is merged some day; here they leave at once (secure-delete, which needs the old text).

    Every table has a view of what is to be indexed, the one place that decides it. The triggers before a change take
    out what the view then shows, those after it put in what it shows now. A message that is still being written is not
    in it: it changes several times a second.

    Scripts without spaces between words go into an index of letters as well, three by three. Two spaces at the end make
    its last letters beginnings of such threes too.
    """
    db.execute("CREATE VIEW searched_messages AS SELECT id, content FROM messages WHERE status <> 'streaming'")
    unspaced = (
        "\u0e00-\u0fff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u30ff\u3130-\u318f\u3400-\u4dbf\u4e00-\u9fff"
        "\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc\U0001b000-\U0001b16f\U00020000-\U0003ffff"
    )
    db.execute(f"""
        CREATE VIEW searched_grams AS SELECT id, content || '  ' AS content FROM messages WHERE status <> 'streaming'
            AND CASE WHEN length(content) = octet_length(content) THEN 0 ELSE content GLOB '*[{unspaced}]*' END
    """)
    db.execute("CREATE VIEW searched_titles AS SELECT id, title AS content FROM conversations WHERE title <> ''")
    db.execute("CREATE VIEW searched_attachments AS SELECT id, name AS content FROM attachments")
    words = "unicode61 remove_diacritics 2"
    for index, view, table, columns, tokenizer in (
        ("message_words", "searched_messages", "messages", "content, status", words),
        ("message_grams", "searched_grams", "messages", "content, status", "trigram"),
        ("title_words", "searched_titles", "conversations", "title", words),
        ("attachment_words", "searched_attachments", "attachments", "name", words),
    ):
        db.execute(
            f"CREATE VIRTUAL TABLE {index} USING fts5(content, content='{view}', content_rowid='id',"
            f" columnsize=0, tokenize='{tokenizer}')"
        )
        db.execute(f"INSERT INTO {index}({index}, rank) VALUES ('secure-delete', 1)")
        db.execute(f"INSERT INTO {index}({index}) VALUES ('rebuild')")
        put_in = f"INSERT INTO {index}(rowid, content) SELECT id, content FROM {view} WHERE id = new.id"
        take_out = (
            f"INSERT INTO {index}({index}, rowid, content) SELECT 'delete', id, content FROM {view} WHERE id = old.id"
        )
        # The checkpoints of an answer in progress change nothing that is indexed.
        when = " WHEN old.status <> 'streaming' OR new.status <> 'streaming'" if table == "messages" else ""
        for event, act in (
            (f"AFTER INSERT ON {table}", put_in),
            (f"BEFORE UPDATE OF {columns} ON {table}{when}", take_out),
            (f"AFTER UPDATE OF {columns} ON {table}{when}", put_in),
            (f"BEFORE DELETE ON {table}", take_out),
        ):
            name = "_".join([index, *event.lower().split()[:2]])
            db.execute(f"CREATE TRIGGER {name} {event} BEGIN {act}; END")
    db.execute("CREATE VIRTUAL TABLE message_gram_terms USING fts5vocab(message_grams, instance)")
    db.execute("CREATE INDEX messages_created ON messages(created_at)")  # before: and after:
    db.execute("CREATE INDEX runs_model ON runs(model_name, message_id)")  # model:


def m005_edits(db: Database) -> None:
    """What a person is making of a message that was sent: kept until it is sent anew or given up."""
    db.execute("""
        CREATE TABLE edits (
            message_id INTEGER PRIMARY KEY REFERENCES messages(id) ON DELETE CASCADE,
            kept_at TEXT NOT NULL,
            text TEXT NOT NULL
        ) STRICT
    """)


def m009_attachment_text(db: Database) -> None:
    """Files that are attached and not sent; and the words of files among what is searched.

    unsent_attachments.text, data: as in attachments. Of a long text its beginning is in the index, because whoever
    attaches it waits for that. The triggers and views are as those of messages in m004.
    """
    db.execute("""
        CREATE TABLE unsent_attachments (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            conversation_id INTEGER NULL  -- NULL: of the page of a conversation not begun yet
                REFERENCES conversations(id) ON DELETE CASCADE,
            queued_id INTEGER NULL,  -- NULL: of what is being written; else of the waiting message with this id
            name TEXT NOT NULL,
            media_type TEXT NOT NULL,
            text TEXT NOT NULL,
            data BLOB NOT NULL
        ) STRICT
    """)
    db.execute("CREATE INDEX unsent_attachments_conversation ON unsent_attachments(conversation_id)")
    db.execute("CREATE INDEX unsent_attachments_queued ON unsent_attachments(queued_id) WHERE queued_id IS NOT NULL")
    begin = "substr(text, 1, 1000000)"
    unspaced = (
        "\u0e00-\u0fff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u30ff\u3130-\u318f\u3400-\u4dbf\u4e00-\u9fff"
        "\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc\U0001b000-\U0001b16f\U00020000-\U0003ffff"
    )
    db.execute(f"CREATE VIEW searched_files AS SELECT id, {begin} AS content FROM attachments WHERE text <> ''")
    db.execute(f"""
        CREATE VIEW searched_file_grams AS SELECT id, {begin} || '  ' AS content FROM attachments WHERE text <> ''
            AND CASE WHEN length(text) = octet_length(text) THEN 0 ELSE {begin} GLOB '*[{unspaced}]*' END
    """)
    for index, view, tokenizer in (
        ("file_words", "searched_files", "unicode61 remove_diacritics 2"),
        ("file_grams", "searched_file_grams", "trigram"),
    ):
        db.execute(
            f"CREATE VIRTUAL TABLE {index} USING fts5(content, content='{view}', content_rowid='id',"
            f" columnsize=0, tokenize='{tokenizer}')"
        )
        db.execute(f"INSERT INTO {index}({index}, rank) VALUES ('secure-delete', 1)")
        db.execute(f"INSERT INTO {index}({index}) VALUES ('rebuild')")
        put_in = f"INSERT INTO {index}(rowid, content) SELECT id, content FROM {view} WHERE id = new.id"
        take_out = (
            f"INSERT INTO {index}({index}, rowid, content) SELECT 'delete', id, content FROM {view} WHERE id = old.id"
        )
        for event, act in (
            ("AFTER INSERT ON attachments", put_in),
            ("BEFORE UPDATE OF text ON attachments", take_out),
            ("AFTER UPDATE OF text ON attachments", put_in),
            ("BEFORE DELETE ON attachments", take_out),
        ):
            name = "_".join([index, *event.lower().split()[:2]])
            db.execute(f"CREATE TRIGGER {name} {event} BEGIN {act}; END")
    db.execute("CREATE VIRTUAL TABLE file_gram_terms USING fts5vocab(file_grams, instance)")


def m010_presets(db: Database) -> None:
    """Parameters and a system prompt under a name, and what they were chosen for; messages that wait for an answer to
    end; prompts that are used often.

    The parameters that a folder had of its own become a preset with the folder's name. Its column stays, always NULL.
    """
    db.execute("""
        CREATE TABLE presets (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL,
            created_at TEXT NOT NULL,
            system_prompt TEXT NOT NULL DEFAULT '',  -- '': says nothing of it
            params TEXT NOT NULL  -- PresetParams as JSON, what it says nothing of left out
        ) STRICT
    """)
    for table in ("conversations", "folders"):  # NULL: none was chosen
        db.execute(f"ALTER TABLE {table} ADD COLUMN preset_id INTEGER NULL REFERENCES presets(id) ON DELETE SET NULL")
        db.execute(f"CREATE INDEX {table}_preset ON {table}(preset_id) WHERE preset_id IS NOT NULL")
    db.execute("""
        CREATE TABLE model_presets (
            model_path TEXT PRIMARY KEY,
            preset_id INTEGER NOT NULL REFERENCES presets(id) ON DELETE CASCADE
        ) STRICT, WITHOUT ROWID
    """)
    names = ("temperature", "top_k", "top_p", "min_p", "typical_p", "repetition_penalty", "presence_penalty")
    sampler = ", ".join(f"'{name}', json_extract(params, '$.sampler.{name}')" for name in (*names, "penalty_last_n"))
    is_params = "CASE WHEN json_valid(params) THEN json_type(params, '$.sampler') = 'object' ELSE 0 END"
    db.execute(
        "INSERT INTO presets (id, name, created_at, params)"
        f" SELECT id, name, created_at, json_patch('{{}}', json_object({sampler},"
        " 'max_tokens', json_extract(params, '$.max_tokens')))"
        f" FROM folders WHERE params IS NOT NULL AND {is_params}"
    )
    db.execute("UPDATE folders SET preset_id = id WHERE id IN (SELECT id FROM presets)")
    db.execute("UPDATE folders SET params = NULL")
    # The system prompt of the conversation's own preset, which was read in place of what the conversation begins with;
    # NULL: none was.
    db.execute("ALTER TABLE runs ADD COLUMN instructions TEXT NULL")
    db.execute("""
        CREATE TABLE queued_messages (
            id INTEGER PRIMARY KEY AUTOINCREMENT,  -- also their order
            conversation_id INTEGER NULL  -- NULL: for one that is not begun yet
                REFERENCES conversations(id) ON DELETE CASCADE,
            created_at TEXT NOT NULL,
            text TEXT NOT NULL
        ) STRICT
    """)
    db.execute("CREATE INDEX queued_messages_conversation ON queued_messages(conversation_id)")
    db.execute("""
        CREATE TABLE prompt_templates (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL,
            created_at TEXT NOT NULL,
            text TEXT NOT NULL
        ) STRICT
    """)


def m011_context(db: Database) -> None:
    """What is read of conversations that are too long for a model's context.

    context_marks: kind 'cut': down to this message its branch is not read any more, but the summary, '' for none;
    'pin': the turn of this message is always read. context_policies: what happens when one is full; without a row, what
    the preferences say.
    """
    db.execute("""
        CREATE TABLE context_marks (
            message_id INTEGER NOT NULL REFERENCES messages(id) ON DELETE CASCADE,
            kind TEXT NOT NULL,
            made_at TEXT NOT NULL,
            summary TEXT NOT NULL,
            PRIMARY KEY (message_id, kind)
        ) STRICT, WITHOUT ROWID
    """)
    db.execute("""
        CREATE TABLE context_policies (
            conversation_id INTEGER PRIMARY KEY REFERENCES conversations(id) ON DELETE CASCADE,
            policy TEXT NOT NULL,
            chosen_at TEXT NOT NULL
        ) STRICT, WITHOUT ROWID
    """)


def m018_awaiting_index(db: Database) -> None:
    """Answers whose words are not in the index yet: who watched a long one come does not wait for that as well.

    The views of m004, which decide what is indexed, do not show them. To delete one here puts it in.
    """
    db.execute("""
        CREATE TABLE awaiting_index (
            message_id INTEGER PRIMARY KEY REFERENCES messages(id) ON DELETE CASCADE
        ) STRICT
    """)
    waits = "id IN (SELECT message_id FROM awaiting_index)"
    for view, of_all, of_others in (
        ("searched_messages", "status <> 'streaming'", f"status <> 'streaming' AND NOT {waits}"),
        ("searched_grams", "CASE WHEN length(", f"CASE WHEN {waits} THEN 0 WHEN length("),
    ):
        (definition,) = db.execute("SELECT sql FROM sqlite_schema WHERE name = ?", [view]).fetchone()
        db.execute(f"DROP VIEW {view}")
        db.execute(definition.replace(of_all, of_others))
    for index, view in (("message_words", "searched_messages"), ("message_grams", "searched_grams")):
        db.execute(
            f"CREATE TRIGGER {index}_awaited AFTER DELETE ON awaiting_index BEGIN"
            f" INSERT INTO {index}(rowid, content) SELECT id, content FROM {view} WHERE id = old.message_id; END"
        )
