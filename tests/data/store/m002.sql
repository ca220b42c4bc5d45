PRAGMA application_id = 1231972204;
BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'inglenook','m001_conversations','2026-11-21 11:24:12.313819+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'inglenook','m002_speculation','2026-11-21 11:24:12.315143+00:00');
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
        , speculation TEXT NOT NULL DEFAULT 'auto', is_strict INTEGER NOT NULL DEFAULT 0) STRICT
    ;
INSERT INTO "conversations" VALUES(1,'Otters, asleep',1,'2026-03-01T12:00:01.000Z','2026-03-01T12:00:08.000Z',NULL,6,6,'off',1);
INSERT INTO "conversations" VALUES(2,'In the trash',0,'2026-03-01T12:00:10.000Z','2026-03-01T12:00:11.000Z','2026-03-01T12:00:13.000Z',2,8,'auto',0);
INSERT INTO "conversations" VALUES(3,'Cut off',0,'2026-03-01T12:00:14.000Z','2026-03-01T12:00:14.000Z',NULL,2,10,'auto',0);
INSERT INTO "conversations" VALUES(4,'Empty',1,'2026-03-01T12:00:15.000Z','2026-03-01T12:00:15.000Z',NULL,0,NULL,'auto',0);
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
    ;
INSERT INTO "messages" VALUES(1,1,NULL,'system','complete','2026-03-01T12:00:01.000Z','Be brief.',NULL);
INSERT INTO "messages" VALUES(2,1,1,'user','complete','2026-03-01T12:00:01.000Z','How do otters sleep?',NULL);
INSERT INTO "messages" VALUES(3,1,2,'assistant','complete','2026-03-01T12:00:01.000Z','On their backs, holding paws. 🦦',X'050000000600000007000000');
INSERT INTO "messages" VALUES(4,1,2,'assistant','complete','2026-03-01T12:00:04.000Z','Afloat, wrapped in kelp.',X'0800000009000000');
INSERT INTO "messages" VALUES(5,1,4,'user','complete','2026-03-01T12:00:07.000Z','日本語で?',NULL);
INSERT INTO "messages" VALUES(6,1,5,'assistant','failed','2026-03-01T12:00:07.000Z','ラッ',X'01000000');
INSERT INTO "messages" VALUES(7,2,NULL,'user','complete','2026-03-01T12:00:10.000Z','In the trash',NULL);
INSERT INTO "messages" VALUES(8,2,7,'assistant','cancelled','2026-03-01T12:00:10.000Z','',NULL);
INSERT INTO "messages" VALUES(9,3,NULL,'user','complete','2026-03-01T12:00:14.000Z','Cut off',NULL);
INSERT INTO "messages" VALUES(10,3,9,'assistant','streaming','2026-03-01T12:00:14.000Z','Half of',X'03000000');
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
        , saved_ms REAL NULL, lost_ms REAL NULL, thread_changes INTEGER NULL, speculation_off TEXT NULL, drafters TEXT NULL, prediction_sha256 TEXT NULL, prediction_bytes INTEGER NULL) STRICT
    ;
INSERT INTO "runs" VALUES(1,3,'answer',NULL,'2026-03-01T12:00:01.000Z','2026-03-01T12:00:03.000Z','0.1.0','Fake 1M Instruct','/models/fake.gguf','{"name":"Fake 1M Instruct","path":"/models/fake.gguf","architecture":"llama","quantization":"Q4_1","size_bytes":1000000,"n_params":1000000,"n_vocab":100,"n_ctx":2048,"n_ctx_train":2048,"n_threads":1,"n_gpu_layers":0,"devices":["CPU"],"kv_type":"f16","flash_attention":"off","template_origin":"model","template_name":"chatml","load_ms":12.5,"draft_name":""}','{"sampler":{"temperature":0.7,"top_k":40,"top_p":0.95,"min_p":0.05,"typical_p":1.0,"repetition_penalty":1.0,"presence_penalty":0.0,"penalty_last_n":64,"seed":0},"max_tokens":0,"stop":[],"speculation":"auto","is_strict":false,"prediction":""}','stop',NULL,'','',NULL,43,31,3,0,0,0,0.0,0.0,0.0,0.0,0.0,20.0,24.0,20.0,3,9.0,NULL,NULL,NULL,50.0,NULL,0.0,0.0,0,NULL,NULL,NULL,NULL);
INSERT INTO "runs" VALUES(2,4,'retry',NULL,'2026-03-01T12:00:04.000Z','2026-03-01T12:00:06.000Z','0.1.0','Fake 1M Instruct','/models/fake.gguf','{"name":"Fake 1M Instruct","path":"/models/fake.gguf","architecture":"llama","quantization":"Q4_1","size_bytes":1000000,"n_params":1000000,"n_vocab":100,"n_ctx":2048,"n_ctx_train":2048,"n_threads":1,"n_gpu_layers":0,"devices":["CPU"],"kv_type":"f16","flash_attention":"off","template_origin":"model","template_name":"chatml","load_ms":12.5,"draft_name":""}','{"sampler":{"temperature":0.7,"top_k":40,"top_p":0.95,"min_p":0.05,"typical_p":1.0,"repetition_penalty":1.0,"presence_penalty":0.0,"penalty_last_n":64,"seed":0},"max_tokens":0,"stop":[],"speculation":"auto","is_strict":false,"prediction":""}','length',NULL,'','',NULL,43,31,3,0,0,0,0.0,0.0,0.0,0.0,0.0,20.0,24.0,20.0,3,9.0,NULL,NULL,NULL,50.0,NULL,0.0,0.0,0,NULL,NULL,NULL,NULL);
INSERT INTO "runs" VALUES(3,6,'answer',NULL,'2026-03-01T12:00:07.000Z','2026-03-01T12:00:09.000Z','0.1.0','Fake 1M Instruct','/models/fake.gguf','{"name":"Fake 1M Instruct","path":"/models/fake.gguf","architecture":"llama","quantization":"Q4_1","size_bytes":1000000,"n_params":1000000,"n_vocab":100,"n_ctx":2048,"n_ctx_train":2048,"n_threads":1,"n_gpu_layers":0,"devices":["CPU"],"kv_type":"f16","flash_attention":"off","template_origin":"model","template_name":"chatml","load_ms":12.5,"draft_name":""}','{"sampler":{"temperature":0.7,"top_k":40,"top_p":0.95,"min_p":0.05,"typical_p":1.0,"repetition_penalty":1.0,"presence_penalty":0.0,"penalty_last_n":64,"seed":0},"max_tokens":0,"stop":[],"speculation":"auto","is_strict":false,"prediction":""}',NULL,'crashed','The engine ended.','SIGKILL',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "runs" VALUES(4,8,'answer',NULL,'2026-03-01T12:00:10.000Z','2026-03-01T12:00:12.000Z','0.1.0','Fake 1M Instruct','/models/fake.gguf','{"name":"Fake 1M Instruct","path":"/models/fake.gguf","architecture":"llama","quantization":"Q4_1","size_bytes":1000000,"n_params":1000000,"n_vocab":100,"n_ctx":2048,"n_ctx_train":2048,"n_threads":1,"n_gpu_layers":0,"devices":["CPU"],"kv_type":"f16","flash_attention":"off","template_origin":"model","template_name":"chatml","load_ms":12.5,"draft_name":""}','{"sampler":{"temperature":0.7,"top_k":40,"top_p":0.95,"min_p":0.05,"typical_p":1.0,"repetition_penalty":1.0,"presence_penalty":0.0,"penalty_last_n":64,"seed":0},"max_tokens":0,"stop":[],"speculation":"auto","is_strict":false,"prediction":""}','cancelled',NULL,'','',NULL,43,31,3,0,0,0,0.0,0.0,0.0,0.0,0.0,20.0,24.0,20.0,3,9.0,NULL,NULL,NULL,50.0,NULL,0.0,0.0,0,NULL,NULL,NULL,NULL);
INSERT INTO "runs" VALUES(5,10,'answer','3e8c006195dc453aa00fb8f5ba132c8d','2026-03-01T12:00:14.000Z',NULL,'0.1.0','Fake 1M Instruct','/models/fake.gguf','{"name":"Fake 1M Instruct","path":"/models/fake.gguf","architecture":"llama","quantization":"Q4_1","size_bytes":1000000,"n_params":1000000,"n_vocab":100,"n_ctx":2048,"n_ctx_train":2048,"n_threads":1,"n_gpu_layers":0,"devices":["CPU"],"kv_type":"f16","flash_attention":"off","template_origin":"model","template_name":"chatml","load_ms":12.5,"draft_name":""}','{"sampler":{"temperature":0.7,"top_k":40,"top_p":0.95,"min_p":0.05,"typical_p":1.0,"repetition_penalty":1.0,"presence_penalty":0.0,"penalty_last_n":64,"seed":0},"max_tokens":0,"stop":[],"speculation":"auto","is_strict":false,"prediction":""}',NULL,NULL,'','',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX conversations_newest ON conversations(updated_at DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX conversations_head ON conversations(head_message_id);
CREATE INDEX messages_conversation ON messages(conversation_id);
CREATE INDEX messages_parent ON messages(parent_id);
CREATE INDEX runs_message ON runs(message_id);
CREATE INDEX runs_unfinished ON runs(owner) WHERE owner IS NOT NULL;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('conversations',4);
INSERT INTO "sqlite_sequence" VALUES('messages',10);
INSERT INTO "sqlite_sequence" VALUES('runs',5);
COMMIT;
