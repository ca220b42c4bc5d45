"""How smooth the window is: frame times while answers stream, jumps, switches, idle time, the time to the first glyph.

    python bench/window_frames.py [--only NAMES] [--seconds 20] [--messages 10000]

The real window with the program's own frame recorder, over a store with one conversation of 10,000 messages and twenty
others. The engine is `fast_engine.py`, a process that writes at the rate asked for, except where the time to the first
glyph is measured: there it is the real engine with a small real model. Each scenario runs in a process of its own.
A frame is what `frame_recorder` says it is. Without a display: Qt's offscreen platform, which paints into memory.

Jumps, switches and questions are done in rounds, the same ones in each. What is told of them is each one's median over
the rounds, so that the slowest places are found and not the moments in which the machine did something else; the worst
of all of them single stands below the table.
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psutil  # noqa: E402
from inglenook_desktop.app import SWITCH_S, Session  # noqa: E402
from inglenook_desktop.frame_recorder import FrameRecorder  # noqa: E402
from inglenook_desktop.garbage import SETTLED_MS, GarbageCollector  # noqa: E402
from inglenook_desktop.heap import give_back_large_blocks  # noqa: E402
from inglenook_desktop.state import Loaded, Writing  # noqa: E402
from inglenook_desktop.store import open_store  # noqa: E402
from measure import load_average, machine, machine_line, model_path, write_results  # noqa: E402
from PySide6.QtCore import QEvent, QEventLoop, QMimeData, QObject, Qt, QTimer  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402
from store_corpus import Corpus  # noqa: E402
from store_scale import Builder  # noqa: E402

MODEL = "smollm2-135m"
TOKENS_PER_S = 1000
TOKENS_AS_THE_ENGINE_SENDS = 30
"""A chunk each 30 ms."""
SIZE = (1080, 760)
LINE_BYTES = 2_000_000
PASTE_BYTES = 10_000_000
PASTE_N_CTX = 131_072
N_OTHERS = 20
OTHER_MESSAGES = 60
N_JUMPS = 200
N_SWITCHES = 60
N_ASKED = 15
N_ROUNDS = 5
IDLE_S = 7.0
PATIENCE_S = 120.0

SCENARIOS = {
    "stream": "1,000 tokens a second, 30 at a time as the engine sends them",
    "stream-single": "1,000 tokens a second, one at a time",
    "line": "one unbroken line of 2 MB, streamed",
    "paste": "10 MB pasted into a new conversation, and asked about (a context of 131,072 tokens, which they exceed)",
    "jump": "a jump to any message",
    "switch": "a switch between conversations, the long one every other time",
    "idle": "nothing happens",
    "glyph": "Enter to the first painted glyph, less the engine's own TTFT",
}


class Paints(QObject):
    """How often what it watches was painted."""

    n = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.n += event.type() == QEvent.Type.Paint
        return False


class Rig:
    """The window on the prepared store, opened at its long conversation."""

    def __init__(self, app: QApplication, data_dir: Path, engine: Sequence[str] | None) -> None:
        self.app = app
        self.session = Session(
            app, data_dir, command=engine, scheme=Qt.ColorScheme.Light, makes_titles=False, model=str(model_path(MODEL))
        )
        self.window = self.session.window
        self.window.resize(*SIZE)
        self.window.show()
        self.controller = self.session.controller
        self.wait(lambda: isinstance(self.controller.state.engine, Loaded))
        self.open(1)
        self.recorder = FrameRecorder(self.window)
        self.paints = Paints()
        self.window.transcript.viewport().installEventFilter(self.paints)

    def wait(self, is_true: Callable[[], bool], *, look_ms: int = 20) -> None:
        """Let the window live until it is true, which is looked at every `look_ms`."""
        deadline = time.monotonic() + PATIENCE_S
        loop, timer = QEventLoop(), QTimer()

        def look() -> None:
            if is_true() or time.monotonic() > deadline:
                loop.quit()

        timer.timeout.connect(look)
        timer.start(look_ms)
        loop.exec()
        if not is_true():
            raise SystemExit("What should have happened did not.")

    def rest(self, seconds: float) -> None:
        """One look, at the end."""
        loop = QEventLoop()
        QTimer.singleShot(round(seconds * 1000), loop.quit)
        loop.exec()

    def open(self, conversation_id: int) -> None:
        self.controller.open_conversation(conversation_id)
        self.wait(lambda: self.controller.state.conversation_id == conversation_id)

    def ask(self, text: str = "") -> None:
        if text:
            self.window.composer.field.setFocus()
            QTest.keyClicks(self.window.composer.field, text)
        QTest.keyClick(self.window.composer.field, Qt.Key.Key_Return)

    def answer(self, text: str = "Go on.") -> None:
        """Ask, and wait for the end."""
        self.ask(text)
        self.wait(lambda: self.controller.state.is_busy)
        self.wait(lambda: not self.controller.state.is_busy)

    def painted(self, act: Callable[[], object]) -> float:
        """Milliseconds until what `act` changed is painted."""
        self.paints.n = 0
        started = time.perf_counter()
        act()
        self.app.processEvents()
        if not self.paints.n:  # it came to look as before
            self.window.repaint()
        return (time.perf_counter() - started) * 1000

    def close(self) -> None:
        self.session.close()


def run_scenario(name: str, folder: Path, *, seconds: float, n_messages: int) -> dict[str, Any]:
    """In this process. folder: with the prepared data folder, and room for the text of answers."""
    data_dir, text_file = folder / "data", folder / f"{name}.txt"
    n_characters = int(seconds * TOKENS_PER_S * 4)
    text_file.write_text("x" * LINE_BYTES if name == "line" else _prose(n_characters), "utf-8")
    rate = LINE_BYTES / 4 / seconds if name == "line" else TOKENS_PER_S
    a_chunk = 1 if name == "stream-single" else max(1, int(rate * 0.03))
    if name == "paste":
        text_file.write_text("Read.", "utf-8")
    n_ctx = PASTE_N_CTX if name == "paste" else 1 << 22  # room for the long conversation
    numbers = map(str, (rate, a_chunk, n_ctx))
    engine = [sys.executable, "-I", str(ROOT / "bench" / "fast_engine.py"), str(text_file), *numbers]
    give_back_large_blocks()  # as `app.run` does, all of these
    sys.setswitchinterval(SWITCH_S)
    app = QApplication(["window_frames"])
    garbage = GarbageCollector()
    rig = Rig(app, data_dir, None if name == "glyph" else engine)
    try:
        rig.rest(SETTLED_MS / 1000 + 0.5)
        before = _n_pages_read()
        found = _SCENARIOS[name](rig, n_messages)
        after = _n_pages_read()
        found["pages_read"] = None if before is None or after is None else after - before
        found["memory_mb"] = psutil.Process().memory_info().rss / 1e6
        return found
    finally:
        rig.close()
        garbage.stop()


def _stream(rig: Rig, _n_messages: int) -> dict[str, Any]:
    """From the first text to the end of the answer; sending_ms: the longest stretch from Enter to there, while all of
    the conversation is read and sent to the engine."""
    rig.window.composer.field.setFocus()
    QTest.keyClicks(rig.window.composer.field, "Go on.")
    rig.rest(0.5)
    rig.recorder.start()
    rig.ask()
    rig.wait(lambda: isinstance(rig.controller.state.answer, Writing), look_ms=5)
    sending_ms = rig.recorder.stop().longest_ms
    rig.recorder.start()
    rig.wait(lambda: not rig.controller.state.is_busy)
    return {**asdict(rig.recorder.stop()), "sending_ms": sending_ms}


def _paste(rig: Rig, _n_messages: int) -> dict[str, Any]:
    rig.controller.new_conversation()
    rig.rest(1.0)
    text = _prose(PASTE_BYTES)
    data = QMimeData()
    data.setText(text)
    rig.recorder.start()
    rig.window.composer.field.insertFromMimeData(data)
    rig.rest(2.0)
    rig.ask("Read this.")  # it is told that it does not fit
    rig.rest(2.0)
    return asdict(rig.recorder.stop())


def _jump(rig: Rig, n_messages: int) -> dict[str, Any]:
    """A round goes through more places than are kept, so that each comes back to none that is still there."""
    source = random.Random(1)
    rows = [source.randrange(n_messages) for _ in range(N_JUMPS)]
    return _rounds(
        lambda: [rig.painted(partial(rig.window.transcript.scroll_to_row, row)) for row in rows],
    )


def _switch(rig: Rig, _n_messages: int) -> dict[str, Any]:
    def switch(number: int) -> float:
        wanted = 1 if number % 2 else 2 + number // 2 % N_OTHERS
        return rig.painted(partial(rig.controller.open_conversation, wanted))

    return _rounds(lambda: [switch(number) for number in range(N_SWITCHES)])


def _idle(rig: Rig, _n_messages: int) -> dict[str, Any]:
    """Once the caret rests, 10 s after the last key, and before the store is looked after, 20 s after it was opened;
    some of them have gone by."""
    rig.rest(8.0)
    before, waits = time.process_time(), _n_waits()
    started = time.monotonic()
    rig.rest(IDLE_S)
    cpu_s, seconds = time.process_time() - before, time.monotonic() - started
    return {"cpu_percent": cpu_s / seconds * 100, "wakeups": _n_waits() - waits}


def _n_pages_read() -> int | None:
    """Pages of this process for which it has waited until they were read from a disk: a system that needs memory drops
    those of programs, too. None where the system does not count them."""
    if sys.platform == "win32":
        return None
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_majflt


def _n_waits() -> int:
    """How often a thread of this process has waited for something, which it wakes up from."""
    return int(psutil.Process().num_ctx_switches().voluntary)


def _glyph(rig: Rig, _n_messages: int) -> dict[str, Any]:
    def ask_all() -> list[float]:
        rig.controller.answering.random_bits = random.Random(
            1
        ).getrandbits  # a small model finds no end with some seeds
        rig.controller.new_conversation()
        rig.answer("Say hello.")
        return [asked(f"Name a river, number {number}.") for number in range(N_ASKED)]

    def asked(text: str) -> float:
        rig.answer(text)
        store = rig.controller.desk.store
        assert store is not None
        run = store.run_of_message(rig.session.transcript.item(len(rig.session.transcript) - 1).key)
        assert run is not None
        assert run.stats is not None
        assert run.ui_ttft_ms is not None
        assert run.stats.ttft_ms is not None
        return run.ui_ttft_ms - run.stats.ttft_ms

    return _rounds(ask_all)


_SCENARIOS = {
    "stream": _stream,
    "stream-single": _stream,
    "line": _stream,
    "paste": _paste,
    "jump": _jump,
    "switch": _switch,
    "idle": _idle,
    "glyph": _glyph,
}


def _rounds(do_all: Callable[[], list[float]]) -> dict[str, Any]:
    """do_all: milliseconds of each, in the same order each time."""
    rounds = [do_all() for _ in range(N_ROUNDS)]
    ascending = sorted(map(statistics.median, zip(*rounds, strict=True)))
    single = sorted(itertools.chain.from_iterable(rounds))
    return {
        "n": len(ascending),
        "p50_ms": statistics.median(ascending),
        "p99_ms": _p99(ascending),
        "longest_ms": ascending[-1],
        "single_p99_ms": _p99(single),
        "single_longest_ms": single[-1],
    }


def _p99(ascending: Sequence[float]) -> float:
    return ascending[math.ceil(0.99 * len(ascending)) - 1]


def _prose(n_characters: int) -> str:
    """Answers as models write them, one after the other."""
    corpus = Corpus(7)
    parts: list[str] = []
    n = 0
    while n < n_characters:
        parts.append(f"## {corpus.title()}\n\n{corpus.answer()}\n\n- {corpus.title()}\n- **{corpus.title()}**\n\n")
        n += len(parts[-1])
    return "".join(parts)[:n_characters]


def prepare(data_dir: Path, n_messages: int) -> None:
    data_dir.mkdir(parents=True)
    builder = Builder(data_dir, target=n_messages + N_OTHERS * OTHER_MESSAGES)
    builder.add([n_messages, *[OTHER_MESSAGES] * N_OTHERS])
    with open_store(data_dir) as store:
        assert len(store.thread(1)) == n_messages


def report(facts: dict[str, Any]) -> str:
    lines = [
        "# Frames of the window",
        "",
        machine_line(facts["machine"]),
        "",
        f"`python bench/window_frames.py`: a conversation of {facts['messages']:,} messages in view, a window of "
        f"{SIZE[0]} × {SIZE[1]}, Qt platform {facts['platform']}, {facts['seconds']:g} s of streaming. Load average "
        f"before: {facts['load_average']:.1f}.",
        "",
        "| what | frames | median, ms | p95 | p99 | longest stretch, ms | over 50 ms | pages read | memory, MB |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    in_rounds = [
        "",
        f"Each of these was done in {N_ROUNDS} rounds: first the medians of each place or question, then all of them "
        "single.",
        "",
        "| what | places | median, ms | p99 | slowest place | single | p99 | longest | pages read | memory, MB |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]

    def cell(found: dict[str, Any], name: str, digits: int = 1) -> str:
        value = found.get(name)
        return "–" if value is None else f"{value:,.{digits}f}"

    for name, found in facts["scenarios"].items():
        if "cpu_percent" in found:
            continue
        if "single_p99_ms" in found:
            row = [SCENARIOS[name], f"{found['n']:,}", cell(found, "p50_ms"), cell(found, "p99_ms")]
            row += [cell(found, "longest_ms"), f"{found['n'] * N_ROUNDS:,}", cell(found, "single_p99_ms")]
            row += [cell(found, "single_longest_ms"), cell(found, "pages_read", 0), cell(found, "memory_mb", 0)]
            in_rounds.append(f"| {' | '.join(row)} |")
            continue
        row = [SCENARIOS[name], f"{found['frames']:,}", cell(found, "p50_ms"), cell(found, "p95_ms")]
        row += [cell(found, "p99_ms"), cell(found, "longest_ms"), cell(found, "stalls", 0)]
        row += [cell(found, "pages_read", 0), cell(found, "memory_mb", 0)]
        lines.append(f"| {' | '.join(row)} |")
    lines += in_rounds
    if (sent := facts["scenarios"].get("stream", {}).get("sending_ms")) is not None:
        lines += [
            "",
            f"From Enter to the first text of a stream, while the whole conversation is read and sent to the engine, "
            f"the longest stretch was {sent:.0f} ms.",
        ]
    if (idle := facts["scenarios"].get("idle")) is not None:
        lines += [
            "",
            f"The idle window over {IDLE_S:g} s: {idle['cpu_percent']:.2f} % of a core, its thread woken up "
            f"{idle['wakeups']} times.",
        ]
    lines += [
        "",
        "Frame: a stretch in which the window's thread was not free and painted, as `frame_recorder` measures it. Jump "
        "and switch: from the call to the painted window. The longest stretch counts what was not painted, too. "
        "Pages read: of the program or its files, which the system had dropped or did not have yet, so that it waited "
        "for the disk.",
        "",
    ]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", help=f"some of {', '.join(SCENARIOS)}, with commas")
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--messages", type=int, default=10_000)
    parser.add_argument("--scenario", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.scenario:
        found = run_scenario(options.scenario, options.folder, seconds=options.seconds, n_messages=options.messages)
        print(json.dumps(found))
        return
    names = options.only.split(",") if options.only else list(SCENARIOS)
    load = load_average()
    scenarios: dict[str, Any] = {}
    with tempfile.TemporaryDirectory(prefix="inglenook-frames-") as folder:
        for name in names:
            own = Path(folder) / name
            prepare(own / "data", options.messages)
            command = [sys.executable, __file__, "--scenario", name, "--folder", str(own)]
            command += ["--seconds", str(options.seconds), "--messages", str(options.messages)]
            done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
            scenarios[name] = json.loads(done.stdout.splitlines()[-1])
            print(name, scenarios[name], flush=True)
    facts = {
        "machine": machine(),
        "platform": os.environ["QT_QPA_PLATFORM"],
        "messages": options.messages,
        "seconds": options.seconds,
        "load_average": load,
        "scenarios": scenarios,
    }
    if not options.only:
        write_results("window_frames", facts, report(facts))
    print("\n" + report(facts))


if __name__ == "__main__":
    main()
