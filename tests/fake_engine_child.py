"""The child of `fakes_engine.FakeEngine`: it follows the script in a folder, whose path is its argument.

Hundreds of tests start one, so it imports nothing of ours, no `typing`, and is started without `site`: that is most of
such a start. What it is sent it only writes down; the test's side decodes it, and finds out what is malformed.
"""

from __future__ import annotations

import json
import os
import queue
import sys
import threading
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Step = dict[str, Any]


def read_log(folder: str) -> list[str]:
    """The types of all commands that an earlier child was sent."""
    try:
        with open(f"{folder}/received.jsonl", "rb") as log:  # noqa: PTH123  # pathlib takes long to import
            return [json.loads(line)["type"] for line in log if line.endswith(b"\n")]
    except FileNotFoundError:
        return []


class Child:
    """A reader thread takes commands; the main thread follows the script."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        with open(self.path("script.json"), encoding="utf-8") as file:  # noqa: PTH123
            self.script = json.load(file)
        self.ignores_cancel: bool = self.script["ignores_cancel"]
        self.sending = threading.Lock()
        self.commands: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        self.cancelled: set[int] = set()
        past = read_log(folder)
        self.numbers = {kind: past.count(kind) for kind in ("LoadParams", "Generate", "MeasureCurve")}
        self.out = sys.stdout.buffer

    def path(self, name: str) -> str:
        return f"{self.folder}/{name}"

    def run(self) -> None:
        with open(self.path("pid"), "w", encoding="ascii") as file:  # noqa: PTH123
            file.write(str(os.getpid()))
        self.send(self.script["hello"])
        threading.Thread(target=self.read_commands, daemon=True).start()
        while True:
            command = self.commands.get()
            kind = command["type"]
            if kind == "LoadParams":
                self.follow(self.next_of("loads", kind), path=command["model_path"])
            elif kind == "MeasureCurve":
                self.follow(self.next_of("curves", kind))
            else:
                self.follow(self.next_of("answers", kind), run_id=command["run_id"])
            self.numbers[kind] += 1

    def next_of(self, scripts: str, kind: str) -> list[Step]:
        steps: list[list[Step]] = self.script[scripts]
        return steps[min(self.numbers[kind], len(steps) - 1)]

    def read_commands(self) -> None:
        with open(self.path("received.jsonl"), "ab", buffering=0) as log:  # noqa: PTH123
            for line in sys.stdin.buffer:
                command = json.loads(line)
                log.write(line)
                match command["type"]:
                    case "Cancel":
                        self.cancelled.add(command["run_id"])
                    case "Count":
                        self.count(command)
                    case "Shutdown":
                        break
                    case _:
                        self.commands.put(command)
        if not self.ignores_cancel:
            os._exit(0)

    def follow(self, steps: list[Step], *, path: str = "", run_id: int | None = None) -> None:
        is_closed = False
        for step in steps:
            if not self.ignores_cancel and run_id in self.cancelled:
                break
            ((action, value),) = step.items()
            if action == "event":
                self.send(self.addressed(value, path, run_id))
                is_closed = value["type"] in ("Finished", "Failed")
            elif action == "wait":
                self.wait(value, run_id)
            elif action == "stderr":
                print(value, file=sys.stderr, flush=True)
            elif action == "raw":
                self.out.write(value.encode())
                self.out.flush()
            else:
                signal_number, code = value
                if signal_number:
                    os.kill(os.getpid(), signal_number)
                os._exit(code)
        if not is_closed and not self.ignores_cancel and run_id is not None and run_id in self.cancelled:
            self.send({**self.script["cancelled"], "run_id": run_id})

    @staticmethod
    def addressed(event: Step, path: str, run_id: int | None) -> Step:
        if event["type"] == "Ready":
            return {**event, "model": {**event["model"], "path": path}}
        if run_id is not None and event["type"] in ("PrefillProgress", "Chunk", "Finished", "Failed"):
            return {**event, "run_id": run_id}
        return event

    def wait(self, gate: str, run_id: int | None) -> None:
        while not os.path.exists(self.path(f"gate-{gate}")):  # noqa: PTH110
            if not self.ignores_cancel and run_id in self.cancelled:
                return
            time.sleep(0.005)  # waits for a file of another process

    def count(self, command: dict[str, Any]) -> None:
        request_id = command["request_id"]
        if self.script["count_fails"] is not None:
            self.send({**self.script["count_fails"], "request_id": request_id})
            return
        words = [len(message["content"].split()) for message in command["messages"]]
        total = sum(words) + 4 * len(words)
        counted = {"type": "Counted", "request_id": request_id, "total_tokens": total, "per_message_tokens": words}
        self.send(counted)

    def send(self, event: dict[str, Any]) -> None:
        with self.sending:
            self.out.write(json.dumps(event, separators=(",", ":")).encode("ascii") + b"\n")
            self.out.flush()


if __name__ == "__main__":
    Child(sys.argv[1]).run()
