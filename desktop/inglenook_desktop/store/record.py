"""What is asked of single runs: what became of an answer, what a run was made with, and runs that no answer needs, such
as replays and the program's own measurements.

Part of `Store`. Every write is done when its function returns, and has not happened at all when it raises
StoreError.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from inglenook_engine.protocol import Failed
from inglenook_engine.types import FinishReason, GenerateParams, GenerationStats, ModelInfo

from ..statistics.regressions import Build, RatedRun
from . import anonymous, messages, model_files, preset_rows, runs, watched
from .db import Connection, Db
from .errors import StoreError, StoreProblem, sentence
from .model_files import FileMark
from .owners import Owner
from .records import Outcome, Run, RunAction, StoredMessage
from .text import timestamp


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedRun:
    """tokens: the ids that this run wrote; () where they are not known any more, or which of them it wrote.
    instructions: read in place of the conversation's system prompt, "" for none."""

    run: Run
    tokens: tuple[int, ...]
    instructions: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedAnswer:
    """An answer and all runs that wrote it, in their order; more than one where it went on. above: what was said
    before, from the first message."""

    above: tuple[StoredMessage, ...]
    answer: StoredMessage
    runs: tuple[RecordedRun, ...]


class Record:
    """Borrows everything from the store it is a part of. GONE: there is no such message."""

    def __init__(self, db: Db, owner: Owner, *, now: Callable[[], datetime], app_version: str) -> None:
        self._db = db
        self._owner = owner
        self._now = now
        self._app_version = app_version

    # --- what became of an answer

    def mark(self, message_id: int, outcome: Outcome | None) -> None:
        """None takes the mark away. Raises StoreError GONE, also for what is no answer."""
        with self._db.write() as sql:
            if not messages.set_outcome(sql, message_id, outcome):
                raise self._error(StoreProblem.GONE)

    def outcome(self, message_id: int) -> Outcome | None:
        with self._db.read() as sql:
            message = messages.get(sql, message_id)
        return None if message is None else message.outcome

    @property
    def app_version(self) -> str:
        """Of this program, as the runs that it makes have it."""
        return self._app_version

    # --- single runs

    def run(self, run_id: int) -> Run | None:
        """None where there is none, or its message is gone."""
        with self._db.read() as sql:
            return runs.get(sql, run_id)

    def newest_answer(self) -> int | None:
        """The run that finished an answer last, of those that are not in the trash."""
        with self._db.read() as sql:
            return runs.newest_finished(sql)

    def run_that_began(self, message_id: int) -> int | None:
        """The first that wrote in this message; None where no model did."""
        with self._db.read() as sql:
            wrote = runs.writing(sql, message_id)
        return wrote[0].id if wrote else None

    def answer_of(self, run_id: int) -> RecordedAnswer | None:
        """The one that this run wrote, or a part of it. None where there is no such run, or it wrote no answer."""
        with self._db.read() as sql:
            run = runs.get(sql, run_id)
            path = [] if run is None else messages.path_to(sql, run.message_id)
            wrote = [] if run is None else runs.writing(sql, run.message_id)
            said = {one.id: preset_rows.instructions_of(sql, one.id) for one in wrote}
        if run is None or not path or run_id not in said:
            return None
        *above, answer = path
        recorded, left = [], answer.tokens
        for one in wrote:
            n_tokens = 0 if one.stats is None else one.stats.output_tokens
            recorded.append(RecordedRun(run=one, tokens=left[:n_tokens], instructions=said[one.id]))
            left = () if one.stats is None else left[n_tokens:]  # nobody knows how many that one wrote
        return RecordedAnswer(above=tuple(above), answer=answer, runs=tuple(recorded))

    # --- runs beside the answers

    def begin_aside(
        self, message_id: int, action: RunAction, *, model: ModelInfo, params: GenerateParams, caused_by: int | None
    ) -> int:
        """A run of this message that does not write it. Returns its id, for `Generate.run_id`. Raises StoreError
        GONE."""
        with self._db.write() as sql:
            if messages.get(sql, message_id) is None:
                raise self._error(StoreProblem.GONE)
            return self._insert(sql, message_id, action, model, params, caused_by)

    def begin_measurement(self, *, model: ModelInfo, params: GenerateParams) -> int:
        """A run of the program's own, of no message."""
        with self._db.write() as sql:
            return self._insert(sql, None, RunAction.BENCH, model, params, None)

    def finish(self, run_id: int, *, reason: FinishReason, stats: GenerationStats) -> None:
        with self._db.write() as sql:
            runs.finish(sql, run_id, reason=reason, stats=stats, now=timestamp(self._now()))

    def fail(self, run_id: int, failure: Failed) -> None:
        with self._db.write() as sql:
            runs.fail(sql, run_id, failure, now=timestamp(self._now()))

    # --- the watch over rates

    def rated_runs(self, *, model_name: str | None = None, newest: int = watched.NEWEST) -> list[RatedRun]:
        """Among the newest runs of all, in the order in which they began, those of one model, or all."""
        with self._db.read() as sql:
            return watched.rated_runs(sql, model_name=model_name, newest=newest)

    def n_measurements(self, model: ModelInfo) -> int:
        """Of the program's own, of this model with these versions and settings."""
        with self._db.read() as sql:
            build = Build(
                app_version=self._app_version,
                engine_version=model.engine_version,
                llama_version=model.llama_version,
                driver_version=model.driver_version,
                model_sha256=model_files.known_sha256(sql, model.path) or "",
                n_threads=model.n_threads,
                n_gpu_layers=model.n_gpu_layers,
                kv_type=model.kv_type.value,
                flash_attention=model.flash_attention.value,
                n_ctx=model.n_ctx,
            )
            devices = watched.devices_text(model.devices, model.device_models)
            return watched.n_measurements(sql, model_name=model.name, devices=devices, build=build)

    # --- what stays of deleted conversations

    def keep_totals(self, is_wanted: bool) -> None:
        """Whether conversations that are deleted for ever from now on leave anonymous figures."""
        with self._db.read() as sql:
            if anonymous.is_wanted(sql) == is_wanted:
                return
        with self._db.write() as sql:
            anonymous.set_wanted(sql, is_wanted)

    def forget_totals(self) -> int:
        """Those that were left so far go too. Returns of how many runs."""
        with self._db.write() as sql:
            return anonymous.forget(sql)

    # --- model files

    def sha256_of(self, path: str) -> str:
        """Of the file as it is now, or of all parts of the model; "" while it is not known."""
        with self._db.read() as sql:
            return model_files.known_sha256(sql, path) or ""

    def keep_sha256(self, mark: FileMark, sha256: str) -> None:
        """Runs with that file since it was last changed get it too."""
        since = timestamp(datetime.fromtimestamp(max(mark.changed_ns) / 1e9, UTC))
        with self._db.write() as sql:
            model_files.keep(sql, mark, sha256, since=since)

    # --- how it is done

    def _insert(
        self,
        sql: Connection,
        message_id: int | None,
        action: RunAction,
        model: ModelInfo,
        params: GenerateParams,
        caused_by: int | None,
    ) -> int:
        return runs.insert(
            sql,
            message_id,
            action=action,
            owner=self._owner.id,
            app_version=self._app_version,
            model=model,
            params=params,
            now=timestamp(self._now()),
            caused_by=caused_by,
        )

    def _error(self, problem: StoreProblem) -> StoreError:
        return StoreError(problem, sentence(problem, self._db.path))
