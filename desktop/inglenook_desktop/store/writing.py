"""What a person writes messages with: presets, prompt templates, messages that wait, and what was sent before.

Part of `Store`. Every write is done when its function returns, and has not happened at all when it raises
StoreError.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime

from inglenook_engine.types import Speculation

from ..attachments import AttachedFile
from ..presets import Preset, PresetsInForce
from ..presets_file import free_name
from ..prompt_templates import PromptTemplate
from . import beginning, conversations, names, preset_rows, queue_rows, template_rows, unsent_files
from .db import Connection, Db
from .errors import StoreError, StoreProblem, sentence
from .records import QueuedMessage
from .text import timestamp


class Writing:
    """Borrows everything from the store it is a part of. GONE: there is no such conversation, or it is in the trash."""

    def __init__(self, db: Db, *, now: Callable[[], datetime]) -> None:
        self._db = db
        self._now = now

    # --- presets

    def presets(self) -> list[Preset]:
        """By name."""
        with self._db.read() as sql:
            return preset_rows.by_name(sql)

    def add_preset(self, preset: Preset) -> Preset:
        """As it is kept, with its id. Raises StoreError BAD_NAME."""
        with self._db.write() as sql:
            others = [other.name for other in preset_rows.by_name(sql)]
            kept = replace(preset, name=names.preset_name(preset.name, others))
            return replace(kept, id=preset_rows.insert(sql, kept, now=timestamp(self._now())))

    def add_presets(self, presets: Sequence[Preset]) -> list[Preset]:
        """Those that were added: one that is here with all it says is left out, one whose name is taken gets a number
        behind it. Raises StoreError BAD_NAME; none is added then."""
        added: list[Preset] = []
        with self._db.write() as sql:
            here = [replace(preset, id=0) for preset in preset_rows.by_name(sql)]
            for preset in presets:
                if preset in here:
                    continue
                others = [other.name for other in here]
                kept = replace(preset, name=names.preset_name(free_name(preset.name, others), others))
                here.append(kept)
                added.append(replace(kept, id=preset_rows.insert(sql, kept, now=timestamp(self._now()))))
        return added

    def change_preset(self, preset: Preset) -> None:
        """All of it, for everything that it was chosen for. Raises StoreError BAD_NAME, NO_PRESET."""
        with self._db.write() as sql:
            others = [other.name for other in preset_rows.by_name(sql) if other.id != preset.id]
            self._require(preset_rows.change(sql, replace(preset, name=names.preset_name(preset.name, others))))

    def delete_preset(self, preset_id: int) -> None:
        """What it was chosen for has none then. Raises StoreError NO_PRESET."""
        with self._db.write() as sql:
            self._require(preset_rows.delete(sql, preset_id))

    def choose_for_conversation(self, conversation_id: int, preset_id: int | None) -> None:
        """Raises StoreError GONE, NO_PRESET."""
        with self._db.write() as sql:
            self._require_there(sql, preset_id)
            if conversations.get(sql, conversation_id) is None:
                raise self._error(StoreProblem.GONE)
            preset_rows.set_of_conversation(sql, conversation_id, preset_id)

    def choose_for_folder(self, folder_id: int, preset_id: int | None) -> None:
        """Raises StoreError NO_FOLDER, NO_PRESET."""
        with self._db.write() as sql:
            self._require_there(sql, preset_id)
            if not preset_rows.set_of_folder(sql, folder_id, preset_id):
                raise self._error(StoreProblem.NO_FOLDER)

    def choose_for_model(self, model_path: str, preset_id: int | None) -> None:
        """Raises StoreError NO_PRESET."""
        with self._db.write() as sql:
            self._require_there(sql, preset_id)
            preset_rows.set_of_model(sql, model_path, preset_id)

    def preset_of_model(self, model_path: str) -> Preset | None:
        with self._db.read() as sql:
            return preset_rows.of_model(sql, model_path)

    def presets_in_force(
        self, conversation_id: int | None, *, folder_id: int | None, preset_id: int | None, model_path: str
    ) -> PresetsInForce:
        """conversation_id: None for one that begins, in this folder and with this preset; of one that is there, its own
        count. What is gone counts as not chosen."""
        with self._db.read() as sql:
            if conversation_id is not None:
                conversation = conversations.get(sql, conversation_id)
                folder_id = None if conversation is None else conversation.folder_id
                own = preset_rows.of_conversation(sql, conversation_id)
            else:
                own = None if preset_id is None else preset_rows.get(sql, preset_id)
            return PresetsInForce(
                conversation=own,
                folder=None if folder_id is None else preset_rows.of_folder(sql, folder_id),
                model=preset_rows.of_model(sql, model_path) if model_path else None,
            )

    def instructions_of(self, run_id: int) -> str:
        """The system prompt that a run read in place of its conversation's, "" where it did not."""
        with self._db.read() as sql:
            return preset_rows.instructions_of(sql, run_id)

    # --- prompt templates

    def templates(self) -> list[PromptTemplate]:
        """By name."""
        with self._db.read() as sql:
            return template_rows.by_name(sql)

    def add_template(self, template: PromptTemplate) -> PromptTemplate:
        """As it is kept, with its id. Raises StoreError BAD_NAME."""
        with self._db.write() as sql:
            kept = replace(template, name=names.template_name(template.name, template_rows.by_name(sql)))
            return replace(kept, id=template_rows.insert(sql, kept, now=timestamp(self._now())))

    def change_template(self, template: PromptTemplate) -> None:
        """Raises StoreError BAD_NAME; one that is gone is there again."""
        with self._db.write() as sql:
            others = [other for other in template_rows.by_name(sql) if other.id != template.id]
            kept = replace(template, name=names.template_name(template.name, others))
            if not template_rows.change(sql, kept):
                template_rows.insert(sql, kept, now=timestamp(self._now()))

    def delete_template(self, template_id: int) -> None:
        """Without one nothing happens."""
        with self._db.write() as sql:
            template_rows.delete(sql, template_id)

    # --- messages that wait for an answer to end; `Store.begin_turn` sends them

    def enqueue(
        self, conversation_id: int, text: str, *, files: Sequence[AttachedFile] = (), before: Collection[int] = ()
    ) -> QueuedMessage:
        """Behind the others of this conversation, but before those of the ids `before` that still wait; these and what
        is behind them have other ids then. files: go with it, kept as not sent yet or not. Raises StoreError GONE."""
        with self._db.write() as sql:
            if conversations.get(sql, conversation_id) is None:
                raise self._error(StoreProblem.GONE)
            return self._enqueue(sql, conversation_id, text, files, before)

    def begin_waiting(
        self,
        text: str,
        *,
        files: Sequence[AttachedFile] = (),
        speculation: Speculation = Speculation.AUTO,
        is_strict: bool = False,
        folder_id: int | None = None,
        preset_id: int | None = None,
    ) -> int:
        """A new conversation, named after the message that waits in it; returns its id. The rest as of
        `Store.begin_turn`."""
        with self._db.write() as sql:
            conversation_id = beginning.begin(
                sql,
                now=timestamp(self._now()),
                speculation=speculation,
                is_strict=is_strict,
                folder_id=folder_id,
                preset_id=preset_id,
            )
            self._enqueue(sql, conversation_id, text, files)
        return conversation_id

    def house_waiting(self) -> None:
        """Messages that wait for no conversation, as those of earlier versions may, get one."""
        with self._db.read() as sql:
            if not queue_rows.waiting(sql, None):
                return
        with self._db.write() as sql:
            beginning.house_waiting(sql, now=timestamp(self._now()))

    def queued(self, conversation_id: int) -> list[QueuedMessage]:
        """In the order in which they are to be sent."""
        with self._db.read() as sql:
            return queue_rows.waiting(sql, conversation_id)

    def move_queued(self, queued_id: int, by: int) -> dict[int, int]:
        """by: places, towards the front where it is below 0; it goes no farther than the first or the last place. Its
        files stay with it. Returns the new ids of all that have another now by their old ones; nothing where it is not
        there, because another window has sent it."""
        with self._db.write() as sql:
            conversation_id = queue_rows.conversation_of(sql, queued_id)
            if conversation_id is None:
                return {}
            ids = [message.id for message in queue_rows.waiting(sql, conversation_id)]
            wanted = [id_ for id_ in ids if id_ != queued_id]
            wanted.insert(max(0, ids.index(queued_id) + by), queued_id)
            renamed = queue_rows.arrange(sql, ids, wanted)
            beginning.name_after_waiting(sql, conversation_id)
            return renamed

    def dequeue(self, queued_id: int, *, keeps_files: bool = False) -> bool:
        """It is not wanted any more; a conversation that was to begin with it is not named after it then. keeps_files:
        they are part of what is being written from now on. False when it is not there, because another window has sent
        it."""
        with self._db.write() as sql:
            conversation_id = queue_rows.conversation_of(sql, queued_id)
            if keeps_files:
                unsent_files.take_back(sql, queued_id)
            is_forgotten = queue_rows.forget(sql, queued_id)
            if conversation_id is not None:
                beginning.name_after_waiting(sql, conversation_id)
            return is_forgotten

    # --- what was sent before

    def sent_prompts(self, *, limit: int) -> list[str]:
        """The newest first, each once."""
        with self._db.read() as sql:
            return queue_rows.sent_prompts(sql, limit=limit)

    # --- how it is done

    def _enqueue(
        self,
        sql: Connection,
        conversation_id: int,
        text: str,
        files: Sequence[AttachedFile],
        before: Collection[int] = (),
    ) -> QueuedMessage:
        others = [message.id for message in queue_rows.waiting(sql, conversation_id)]
        id_ = queue_rows.add(sql, conversation_id, text, now=timestamp(self._now()))
        place = next((place for place, other in enumerate(others) if other in before), len(others))
        renamed = queue_rows.arrange(sql, [*others, id_], [*others[:place], id_, *others[place:]])
        id_ = renamed.get(id_, id_)
        ids = [
            unsent_files.insert(sql, conversation_id, file) if file.unsent_id is None else file.unsent_id
            for file in files
        ]
        unsent_files.give(sql, ids, id_)
        unsent_files.adopt(sql, conversation_id)
        beginning.name_after_waiting(sql, conversation_id)
        return QueuedMessage(id=id_, conversation_id=conversation_id, text=text, n_files=len(ids))

    def _require_there(self, sql: Connection, preset_id: int | None) -> None:
        self._require(preset_id is None or preset_rows.get(sql, preset_id) is not None)

    def _require(self, is_there: bool) -> None:
        if not is_there:
            raise self._error(StoreProblem.NO_PRESET)

    def _error(self, problem: StoreProblem) -> StoreError:
        return StoreError(problem, sentence(problem, self._db.path))
