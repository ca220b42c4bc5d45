"""Processes that use a store and can be killed. `Writers` starts them from a test; run as a program, this file is the
server that forks one for each job.

A job gets the data folder and a function that reports a fact to the test. It reports only what the store has already
acknowledged, so that after a kill every report must be found in the database.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO, Any

from fakes_engine import MODEL, STATS
from inglenook_desktop.recorder import TurnRecorder
from inglenook_desktop.store import StoreError, StoreProblem, Turn, db, open_store, opening
from inglenook_engine.protocol import Chunk, Event, Finished
from inglenook_engine.types import FinishReason, GenerateParams, Role

Report = Callable[..., None]


N_CHUNKS = 30


def user_text(seed: int, n_turn: int) -> str:
    return f"message {seed}.{n_turn} " + "ü" * (n_turn * 997 % 9000)


def chunk_text(seed: int, n_turn: int, index: int) -> str:
    return f"{seed}.{n_turn}.{index} é"


def answer_text(seed: int, n_turn: int, n_chunks: int) -> str:
    return "".join(chunk_text(seed, n_turn, index) for index in range(n_chunks))


def converse(data_dir: Path, report: Report, *, seed: int) -> None:
    """Hold conversations until killed: turns, retries, checkpoints, renames, deletions."""
    with open_store(data_dir) as store:
        report(opened=True)
        conversation_id = None
        n_turn = 0
        while True:
            n_turn += 1
            text = None if n_turn % 5 == 0 else user_text(seed, n_turn)
            turn = store.begin_turn(conversation_id=conversation_id, text=text, model=MODEL, params=GenerateParams())
            conversation_id, answer = turn.conversation_id, turn.assistant_message_id
            report(begun=answer, user=turn.user_message_id, turn=n_turn)
            recorder = TurnRecorder(store, turn)
            for index in range(N_CHUNKS):
                tokens = (index, seed)
                recorder.on_event(Chunk(run_id=turn.run_id, text=chunk_text(seed, n_turn, index), tokens=tokens))
                if index % 3 == 0:
                    assert recorder.flush()
                    report(saved=answer, turn=n_turn, n_chunks=index + 1)
            recorder.on_event(Finished(run_id=turn.run_id, reason=FinishReason.STOP, stats=STATS))
            assert recorder.is_saved
            report(finished=answer, turn=n_turn)
            if n_turn % 3 == 0:
                store.rename_conversation(conversation_id, f"title {seed}.{n_turn}")
                report(titled=conversation_id, title=f"title {seed}.")
            if n_turn % 7 == 0:
                store.delete_conversation(conversation_id)
                report(deleted=conversation_id)
                conversation_id = None


def stream(data_dir: Path, report: Report) -> None:
    """Begin an answer, save a part of it, and stay alive until killed."""
    with open_store(data_dir) as store:
        turn = store.begin_turn(conversation_id=None, text="Hello", model=MODEL, params=GenerateParams())
        store.checkpoint(turn, "Half an answer", [1, 2, 3])
        report(conversation=turn.conversation_id)
        sys.stdin.read()  # never ends: the server keeps the other end


def open_and_add(data_dir: Path, report: Report, *, seed: int, gate: str = "") -> None:
    """Open, add one turn, close. gate: a file to wait for first, so that many start at the same moment."""
    if gate:
        report(waiting=True)
        while not Path(gate).exists():
            os.sched_yield()
    with open_store(data_dir) as store:
        turn = store.begin_turn(conversation_id=None, text=f"from {seed}", model=MODEL, params=GenerateParams())
        store.finish_turn(turn, text="ok", tokens=[seed], reason=FinishReason.STOP, stats=STATS)
        report(conversation=turn.conversation_id)


def branch_out(data_dir: Path, report: Report, *, seed: int) -> None:
    """Grow conversation 1, which is there, at random until killed: every way to make a branch, and to walk them.

    Others may do the same; what is refused because of them is left."""
    choose = random.Random(seed)
    with open_store(data_dir) as store:

        def answer(turn: Turn) -> None:
            recorder = TurnRecorder(store, turn)
            for index in range(choose.randrange(6)):
                save(recorder, Chunk(run_id=turn.run_id, text=f"{seed}.{index} é", tokens=(index,)))
            save(recorder, Finished(run_id=turn.run_id, reason=FinishReason.STOP, stats=STATS))

        def save(recorder: TurnRecorder, event: Event) -> None:
            recorder.on_event(event)
            while not recorder.flush():
                os.sched_yield()
            report(message=recorder.turn.assistant_message_id, text=recorder.text)

        def ask(text: str | None, instead_of: int | None = None) -> None:
            turn = store.begin_turn(
                conversation_id=1, text=text, model=MODEL, params=GenerateParams(), instead_of=instead_of
            )
            if turn.user_message_id is not None:
                report(message=turn.user_message_id, text=text)
            answer(turn)

        report(opened=True)
        while True:
            whole = store.tree.whole(1)
            asked = choose.choice([message.id for message in whole if message.role is Role.USER])
            answered = choose.choice([message.id for message in whole if message.role is Role.ASSISTANT])
            try:
                match choose.randrange(7):
                    case 0:
                        ask(f"more {seed}")
                    case 1:
                        ask(f"anew {seed}", asked)
                    case 2:
                        ask(None, answered)
                    case 3:
                        report(message=store.tree.edit_answer(answered, f"mine {seed}"), text=f"mine {seed}")
                    case 4:
                        answer(store.continue_turn(answered, model=MODEL, params=GenerateParams()))
                    case 5:
                        store.tree.show(answered)
                    case _:
                        fork = store.tree.fork(answered)
                        report(fork=fork.id, n_messages=fork.message_count)
            except StoreError as error:
                if error.problem not in (StoreProblem.ANSWERING, StoreProblem.LOCKED):
                    raise


def hold_lock(data_dir: Path, report: Report) -> None:
    """Keep the database locked, as a foreign tool may, until killed."""
    with open_store(data_dir) as store, store._db.write() as sql:
        sql.execute("DELETE FROM runs WHERE id = -1")
        report(locked=True)
        sys.stdin.read()


JOBS: dict[str, Callable[..., None]] = {
    job.__name__: job for job in (converse, stream, open_and_add, branch_out, hold_lock)
}


def serve(jobs: Mapping[str, Callable[..., None]]) -> None:
    """The server: what it is told on stdin, until that ends."""
    quiet_end = os.pipe()[0]  # a stdin for the jobs on which nothing ever comes
    for line in sys.stdin:
        order = json.loads(line)
        if "wait" in order:
            os.waitpid(order["wait"], 0)
            answer = {}
        else:
            pid = os.fork()
            if pid == 0:
                run(jobs[order["job"]], order, quiet_end)
            answer = {"pid": pid}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def run(job: Callable[..., None], order: dict[str, Any], quiet_end: int) -> None:
    """In the forked process: never returns."""
    status = 1
    try:
        sys.stdin = os.fdopen(quiet_end)
        with Path(order["pipe"]).open("w", encoding="utf-8") as pipe:

            def report(**facts: Any) -> None:
                pipe.write(json.dumps(facts) + "\n")
                pipe.flush()

            try:
                job(Path(order["data_dir"]), report, **order["arguments"])
            except Exception:
                report(error=traceback.format_exc())
                raise
        status = 0
    finally:
        os._exit(status)


class Writer:
    """One process that uses a store, forked off a server so that starting one takes milliseconds.

    It says on a pipe what it has done; nothing is said before the store has acknowledged it.
    """

    def __init__(self, pid: int, reports: IO[str], server: Writers) -> None:
        self.pid = pid
        self._reports = reports
        self._server = server
        self._is_over = False

    def read(self) -> dict[str, Any] | None:
        """The next report; None when the process has ended. A half-written last line is no report."""
        line = self._reports.readline()
        return json.loads(line) if line.endswith("\n") else None

    def kill(self) -> list[dict[str, Any]]:
        """End it with SIGKILL, wait until it is gone, and return the reports that were still under way."""
        os.kill(self.pid, signal.SIGKILL)
        return self.rest()

    def rest(self) -> list[dict[str, Any]]:
        """Wait for its end and return the remaining reports."""
        reports = []
        while (report := self.read()) is not None:
            reports.append(report)
        self._over()
        return reports

    def _over(self) -> None:
        if not self._is_over:
            self._is_over = True
            self._reports.close()
            self._server.wait(self.pid)


class Writers:
    """The server: has everything imported and forks a writer on demand."""

    def __init__(
        self, folder: Path, *, program: Path = Path(__file__), environ: Mapping[str, str] | None = None
    ) -> None:
        """program: one that calls `serve` with its jobs. environ: None for this process's own."""
        self._folder = folder
        self._n_started = 0
        self._writers: list[Writer] = []
        command = [sys.executable, str(program)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environ)

    def start(self, job: str, data_dir: Path, **arguments: Any) -> Writer:
        """Fork a process that runs the function `job` of the program."""
        self._n_started += 1
        pipe = self._folder / f"reports-{self._n_started}"
        os.mkfifo(pipe)
        self._tell({"job": job, "pipe": str(pipe), "data_dir": str(data_dir), "arguments": arguments})
        reports = pipe.open(encoding="utf-8")
        writer = Writer(self._answer()["pid"], reports, self)
        self._writers.append(writer)
        return writer

    def wait(self, pid: int) -> None:
        """Return once the process is gone, its locks with it."""
        self._tell({"wait": pid})
        self._answer()

    def stop(self) -> None:
        for writer in self._writers:
            if not writer._is_over:
                writer.kill()
        self._process.communicate()

    def _tell(self, order: dict[str, Any]) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer


if __name__ == "__main__":
    for module in (db, opening):
        vars(module)["OPEN_WAIT_MS"] = 120_000  # six that open at once on a busy machine
    serve(JOBS)
