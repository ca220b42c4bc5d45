"""What the store costs as it grows: opening, the list, a conversation, search as you type, saving a message.

    python bench/store_scale.py            up to 1,000,000 messages in 10,000 conversations: 20 minutes, 6 GB of disk
    python bench/store_scale.py --quick    up to 30,000: a minute

One database grows from size to size (made without waiting for the disk) and is measured at each as the program uses it:
through `Store`, in fresh processes where a start is measured, with every message on the disk before the clock stops.
The file's pages are in the system's cache, as after a first use; the disk below decides what saving costs, so choose it
with --folder. Search is typed: each of the questions letter by letter, every letter one sample.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import psutil
from inglenook_desktop.store import FILE_NAME, Store, open_store
from inglenook_engine import wire
from inglenook_engine.types import (
    FinishReason,
    FlashAttention,
    GenerateParams,
    GenerationStats,
    KvType,
    ModelInfo,
    TemplateOrigin,
)
from measure import RESULTS, load_average, machine, machine_line, write_results
from startup import PATIENCE_S, PROBE, QUIET_S
from store_corpus import Corpus, coined

SIZES = (3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000)
QUICK_SIZES = (3_000, 10_000, 30_000)
A_CONVERSATION = 100
LONG_MESSAGES = 2_000
N_TURNS = 300
N_OPENED = 5
SEED = 1
SOUGHT = "boathouse deposit keys"

LIMITS = {
    "first_paint_ms": 1_000.0,
    "open_ms": 1_000.0,
    "list_ms": 50.0,
    "conversation_ms": 150.0,
    "search_p95_ms": 100.0,
    "insert_p99_ms": 20.0,
    "window_mb": 250.0,
}
"""What the figures must stay under."""

TITLES = {
    "first_paint_ms": "program start to first paint, ms (median)",
    "open_ms": "opening the database, ms (median)",
    "list_ms": "list of conversations, ms (median)",
    "conversation_ms": "opening a conversation of 2,000 messages, ms (median)",
    "search_p50_ms": "search, a letter typed, ms: median",
    "search_p95_ms": "… 95th percentile",
    "search_max_ms": "… slowest",
    "insert_p50_ms": "saving a message, ms: median",
    "insert_p99_ms": "… 99th percentile",
    "insert_max_ms": "… slowest",
    "window_mb": "memory of the window's process (USS), MB",
    "file_mb": "file, MB",
    "index_mb": "full-text index in it, MB",
    "load_average": "load average of the machine meanwhile",
}

QUESTIONS = [
    "the lease",
    "agreement between",
    "to",
    "a",
    "what is the rent",
    '"the united states"',
    '"to be or not to be"',
    "alice rabbit",
    "constitution person tenant -alice",
    coined(3),
    coined(400) + " " + coined(90),
    coined(150_000),
    "ref 46f54a5281",
    "zzyzx",
    "retry backoff",
    "c++ vector",
    "会議",
    "契約書を確認",
    "🎉",
    "model:qwen the",
    "folder:work rent",
    "tag:tax the deposit",
    "role:you why",
    "before:2025-03-01 the house",
    "after:2026-05-20 boat",
    "lighthouse storm",
    "Who signed it?",
    "-the keys",
    "don't",
    "invoice 2024",
]

MODEL = ModelInfo(
    name="Qwen 2.5 1.5B Instruct",
    path="/models/qwen2.5-1.5b-instruct-q4_k_m.gguf",
    architecture="qwen2",
    quantization="Q4_K - Medium",
    size_bytes=1_117_320_736,
    n_params=1_543_714_304,
    n_vocab=151_936,
    n_ctx=8_192,
    n_ctx_train=32_768,
    n_threads=2,
    n_gpu_layers=0,
    devices=("CPU",),
    kv_type=KvType.F16,
    flash_attention=FlashAttention.AUTO,
    template_origin=TemplateOrigin.MODEL,
    template_name="",
    load_ms=900.0,
)
STATS = GenerationStats(prompt_tokens=40, output_tokens=250, ttft_ms=300.0, decode_ms=8_000.0, draft_rounds=90)
BEGIN = datetime(2024, 6, 1, tzinfo=UTC)
END = datetime(2026, 6, 1, tzinfo=UTC)

OPEN_PROBE = """
import sys, time
from pathlib import Path
from inglenook_desktop.store import open_store
started = time.perf_counter()
with open_store(Path(sys.argv[1])) as store:
    print((time.perf_counter() - started) * 1e3)
"""


class Builder:
    """Grows a database message by message, the same for the same seed: one long conversation, then others."""

    def __init__(self, data_dir: Path, *, target: int) -> None:
        self._data_dir = data_dir
        self._corpus = Corpus(SEED)
        self._step = (END - BEGIN) / target
        self.n_messages = 0

    def grow(self, n_messages: int) -> None:
        """To so many messages in all."""
        first = [LONG_MESSAGES] if self.n_messages == 0 else []
        rest = max(0, n_messages - self.n_messages - sum(first))
        self.add([*first, *[A_CONVERSATION] * math.ceil(rest / A_CONVERSATION)])

    def add(self, conversations: Sequence[int]) -> None:
        """Conversations of so many messages each."""
        with open_store(self._data_dir) as store:
            sql = store._db._sql
            sql.execute("PRAGMA synchronous = OFF")
            for at in range(0, len(conversations), 50):
                with store._db.write():
                    for n_messages in conversations[at : at + 50]:
                        self._conversation(sql, n_messages)
            sql.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _conversation(self, sql: Any, n_messages: int) -> None:
        corpus = self._corpus
        conversation = sql.execute(
            "INSERT INTO conversations (title, created_at, updated_at, message_count) VALUES (?, ?, ?, ?)",
            (corpus.title(), self._moment(0), self._moment(n_messages), n_messages),
        ).lastrowid
        parent = None
        for number in range(n_messages):
            is_question = number % 2 == 0
            role, text = ("user", corpus.question()) if is_question else ("assistant", corpus.answer())
            parent = sql.execute(
                "INSERT INTO messages (conversation_id, parent_id, role, status, created_at, content, tokens)"
                " VALUES (?, ?, ?, 'complete', ?, ?, ?)",
                (conversation, parent, role, self._moment(0), text, None if is_question else bytes(len(text))),
            ).lastrowid
            if not is_question:
                sql.execute(_INSERT_RUN, (parent, self._moment(0), MODEL.name, MODEL.path, _MODEL, _PARAMS))
            self.n_messages += 1
        sql.execute("UPDATE conversations SET head_message_id = ? WHERE id = ?", (parent, conversation))
        if conversation % 10 == 0:
            sql.execute(
                "INSERT INTO folders (id, name, position, created_at) VALUES (1, 'Work', 0, '') ON CONFLICT DO NOTHING"
            )
            sql.execute("UPDATE conversations SET folder_id = 1 WHERE id = ?", (conversation,))
        if conversation % 100 == 7:
            sql.execute("INSERT INTO tags VALUES (?, 'tax')", (conversation,))

    def _moment(self, after: int) -> str:
        moment = BEGIN + self._step * (self.n_messages + after)
        return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


_INSERT_RUN = """
    INSERT INTO runs (message_id, action, started_at, app_version, model_name, model_path, model, params, finish_reason,
        prompt_tokens, cached_tokens, output_tokens, draft_rounds, drafted_tokens, accepted_tokens, load_ms, queue_ms,
        template_ms, tokenize_ms, restore_ms, prefill_ms, ttft_ms, decode_ms, rounds, total_ms)
    VALUES (?, 'answer', ?, '0.1.0', ?, ?, ?, ?, 'stop', 40, 0, 250, 90, 300, 160, 0, 0, 0, 0, 0, 300, 300,
        8000, 90, 8300)
"""
_MODEL = json.dumps(wire.to_json(MODEL), ensure_ascii=False, separators=(",", ":"))
_PARAMS = json.dumps(wire.to_json(GenerateParams()), ensure_ascii=False, separators=(",", ":"))


def measured(data_dir: Path, corpus: Corpus) -> dict[str, float]:
    """Every figure at the size that the database has now."""
    figures = {"open_ms": statistics.median(_open_ms(data_dir) for _ in range(N_OPENED))}
    figures |= _window(data_dir)
    with open_store(data_dir) as store:
        list_ms = [_ms(store.conversations) for _ in range(20)]
        conversation_ms = [_ms(lambda: _read_long(store)) for _ in range(20)]
        searches = sorted(_ms(partial(store.search.find, text)) for text in typed())
        saved = sorted(_saved_ms(store, corpus))
        (index_bytes,) = store._db._sql.execute(
            "SELECT (SELECT sum(length(block)) FROM message_words_data)"
            " + (SELECT sum(length(block)) FROM message_grams_data)"
        ).fetchone()
    return figures | {
        "list_ms": statistics.median(list_ms),
        "conversation_ms": statistics.median(conversation_ms),
        "search_p50_ms": _percentile(searches, 50),
        "search_p95_ms": _percentile(searches, 95),
        "search_max_ms": searches[-1],
        "insert_p50_ms": _percentile(saved, 50),
        "insert_p99_ms": _percentile(saved, 99),
        "insert_max_ms": saved[-1],
        "file_mb": (data_dir / FILE_NAME).stat().st_size / 1e6,
        "index_mb": index_bytes / 1e6,
    }


def typed() -> Iterator[str]:
    """Every question letter by letter."""
    for question in QUESTIONS:
        for end in range(1, len(question) + 1):
            yield question[:end]


def _read_long(store: Store) -> None:
    """What the window asks for when a conversation is opened; the first one is the long one."""
    thread = store.thread(1)
    assert len(thread) >= LONG_MESSAGES
    store.runs_of_conversation(1)
    store.tree.siblings(1)


def _saved_ms(store: Store, corpus: Corpus) -> Iterator[float]:
    """Questions with the places for their answers, and the whole answers: each until it is on the disk. They go to the
    newest of the conversations."""
    conversation_id = store.conversations()[0].id
    for _ in range(N_TURNS):
        question, answer = corpus.question(), corpus.answer()
        tokens = list(range(len(answer) // 4))
        started = time.perf_counter()
        turn = store.begin_turn(conversation_id=conversation_id, text=question, model=MODEL, params=GenerateParams())
        yield (time.perf_counter() - started) * 1e3
        finish = partial(store.finish_turn, turn, text=answer, tokens=tokens, reason=FinishReason.STOP, stats=STATS)
        yield _ms(finish)


def _open_ms(data_dir: Path) -> float:
    done = subprocess.run(
        [sys.executable, "-I", "-c", OPEN_PROBE, str(data_dir)], check=True, capture_output=True, text=True
    )
    return float(done.stdout)


def _window(data_dir: Path) -> dict[str, float]:
    """first_paint_ms and window_mb of the whole program, the median and the most of three starts."""
    samples = [_start(data_dir) for _ in range(3)]
    return {
        "first_paint_ms": statistics.median(paint_ms for paint_ms, _ in samples),
        "window_mb": max(memory_mb for _, memory_mb in samples),
    }


def _start(data_dir: Path) -> tuple[float, float]:
    """From the start of the process to the first paint, in ms, and the memory of its own (USS), in MB (10**6 bytes),
    once the window's process has done nothing for QUIET_S; its engine is another one."""
    started = time.monotonic_ns()
    process = subprocess.Popen(
        [sys.executable, "-I", "-c", PROBE, "--data-dir", str(data_dir)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        env=_environment(),
    )
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        if not line.strip().isdigit():
            raise SystemExit("The program ended before its window was painted.")
        window = psutil.Process(process.pid)
        deadline = time.monotonic() + PATIENCE_S
        last, resting_since = -1.0, time.monotonic()
        while time.monotonic() < min(deadline, resting_since + QUIET_S):
            used = sum(window.cpu_times()[:2])
            if used != last:
                last, resting_since = used, time.monotonic()
            time.sleep(0.1)
        return (int(line) - started) / 1e6, window.memory_full_info().uss / 1e6
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


def _ms(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return (time.perf_counter() - started) * 1e3


def _percentile(ordered: Sequence[float], percent: int) -> float:
    return ordered[min(len(ordered) - 1, math.ceil(len(ordered) * percent / 100) - 1)]


def report(facts: dict[str, Any]) -> str:
    """The figures as a page for people."""
    sizes = facts["sizes"]
    lines = [
        "# The store as it grows",
        "",
        machine_line(facts["machine"]),
        "",
        f"{facts['n_searches']:,} searches, {2 * N_TURNS} messages saved one by one (synchronous FULL) at each size; "
        f"file system {facts['file_system']}. "
        "The last column is what the largest size must stay under.",
        "",
        "| messages | " + " | ".join(f"{one['n_messages']:,}" for one in sizes) + " | limit |",
        "|---|" + "---|" * (len(sizes) + 1),
    ]
    for name, title in TITLES.items():
        limit = f"{LIMITS[name]:,.0f}" if name in LIMITS else ""
        cells = [f"{one[name]:,.1f}" if one[name] < 100 else f"{one[name]:,.0f}" for one in sizes]
        lines.append(f"| {title} | " + " | ".join(cells) + f" | {limit} |")
    over = [name for name, limit in LIMITS.items() if sizes[-1][name] >= limit]
    lines += ["", f"Over the limit: {', '.join(over)}." if over else "Every figure is under its limit.", ""]
    lines += [f"![cost against size]({facts['plot']})", ""]
    if facts["slowest"]:
        lines += ["Slowest searches at the largest size, ms: "]
        lines += [", ".join(f"`{text}` {ms:.0f}" for text, ms in facts["slowest"]), ""]
    window = facts["window_search"]
    lines += [
        f"In the window at the largest size, `{window['text']}` typed key by key: results "
        f"{window['last_key_to_results_ms']:.0f} ms after the last key, 60 of them the pause for a next one. "
        f"Meanwhile it stood still for {window['longest_turn_while_typing_ms']:.0f} ms at most, for the "
        f"jump to the message {window['longest_turn_of_the_jump_ms']:.0f} ms. "
        f"Its memory then: {window['memory_mb']:.0f} MB.",
        "",
        f"![a search in the window]({facts['picture']})",
        "",
    ]
    return "\n".join(lines)


PLOTTED = {
    "first_paint_ms": ("start to first paint", "#1b6ca8"),
    "open_ms": ("open the database", "#5aa9e6"),
    "conversation_ms": ("open 2,000 messages", "#2a9d4e"),
    "search_p95_ms": ("search, p95", "#d1495b"),
    "list_ms": ("list", "#8d6a9f"),
    "insert_p99_ms": ("save a message, p99", "#e08e1b"),
}


def plot(facts: dict[str, Any]) -> str:
    """Cost against size, both on logarithmic scales, as SVG."""
    sizes = facts["sizes"]
    left, top, width, height = 60, 20, 560, 340
    low_n, high_n = math.log10(sizes[0]["n_messages"]), math.log10(sizes[-1]["n_messages"])
    values = [max(one[name], 0.01) for one in sizes for name in PLOTTED]
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(*values, *LIMITS.values())))

    def x(n_messages: float) -> float:
        return left + width * (math.log10(n_messages) - low_n) / (high_n - low_n)

    def y(ms: float) -> float:
        return top + height * (high - math.log10(max(ms, 10.0**low))) / (high - low)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {left + width + 240} {top + height + 50}" '
        'font-family="sans-serif" font-size="12">',
        '<rect width="100%" height="100%" fill="white"/>',
    ]
    for exponent in range(low, high + 1):
        at = y(10.0**exponent)
        parts.append(f'<path d="M{left} {at:.1f}H{left + width}" stroke="#ddd"/>')
        parts.append(f'<text x="{left - 6}" y="{at + 4:.1f}" text-anchor="end">{10.0**exponent:g}</text>')
    for one in sizes:
        at = x(one["n_messages"])
        parts.append(f'<path d="M{at:.1f} {top}V{top + height}" stroke="#eee"/>')
        tick = f"{one['n_messages']:,}"
        parts.append(f'<text x="{at:.1f}" y="{top + height + 16}" text-anchor="middle">{tick}</text>')
    parts.append(f'<text x="{left + width / 2}" y="{top + height + 38}" text-anchor="middle">messages</text>')
    parts.append(f'<text x="{left - 46}" y="{top + 10}">ms</text>')
    labels = sorted(PLOTTED, key=lambda name: -sizes[-1][name])
    label_y = 0.0
    for name in labels:
        label, colour = PLOTTED[name]
        points = " ".join(f"{x(one['n_messages']):.1f},{y(one[name]):.1f}" for one in sizes)
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        for one in sizes:
            parts.append(f'<circle cx="{x(one["n_messages"]):.1f}" cy="{y(one[name]):.1f}" r="3" fill="{colour}"/>')
        label_y = max(y(sizes[-1][name]) + 4, label_y + 15)
        limit = f", under {LIMITS[name]:,.0f}"
        parts.append(f'<text x="{left + width + 10}" y="{label_y:.1f}" fill="{colour}">{label}{limit}</text>')
    return "\n".join([*parts, "</svg>", ""])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="stop at 30,000 messages; results go to store_scale_quick")
    parser.add_argument("--folder", type=Path, help="where to make the database, which is deleted afterwards")
    parser.add_argument("--keep", action="store_true", help="leave the database there, and say where it is")
    options = parser.parse_args()
    sizes = QUICK_SIZES if options.quick else SIZES
    name = "store_scale_quick" if options.quick else "store_scale"
    folder = Path(tempfile.mkdtemp(prefix="store_scale_", dir=options.folder))
    needed = 7_000 * sizes[-1]
    if shutil.disk_usage(folder).free < needed:
        raise SystemExit(f"{folder} needs {needed / 1e9:.1f} GB of free space; choose another place with --folder.")
    try:
        builder = Builder(folder / "data", target=sizes[-1])
        corpus = Corpus(SEED + 1)
        facts: dict[str, Any] = {"machine": machine(), "sizes": [], "plot": f"{name}.svg", "picture": f"{name}.png"}
        for size in sizes:
            started = time.monotonic()
            builder.grow(size)
            grown_s = time.monotonic() - started
            figures = measured(folder / "data", corpus)
            facts["sizes"].append(
                {"n_messages": builder.n_messages, "grown_s": grown_s, "load_average": load_average(), **figures}
            )
            print(
                f"{builder.n_messages:,}: " + ", ".join(f"{key} {value:.1f}" for key, value in figures.items()),
                flush=True,
            )
        with open_store(folder / "data") as store:
            timed = [(text, _ms(partial(store.search.find, text))) for text in typed()]
        facts["n_searches"] = len(timed)
        facts["slowest"] = sorted(timed, key=lambda one: -one[1])[:8]
        facts["window_search"] = _searching_window(folder / "data", RESULTS / f"{name}.png")
        facts["file_system"] = _file_system(folder)
    finally:
        if options.keep:
            print(f"The database is in {folder}.")
        else:
            shutil.rmtree(folder, ignore_errors=True)
    text = report(facts)
    write_results(name, facts, text)
    (RESULTS / facts["plot"]).write_text(plot(facts), encoding="utf-8")
    print("\n" + text)


def _searching_window(data_dir: Path, picture: Path) -> dict[str, Any]:
    """What `search_picture.py` says of a search for SOUGHT."""
    picture.parent.mkdir(parents=True, exist_ok=True)
    program = Path(__file__).with_name("search_picture.py")
    done = subprocess.run(
        [sys.executable, str(program), str(data_dir), str(picture), SOUGHT],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        env=_environment(),
    )
    return dict(json.loads(done.stdout))


def _environment() -> dict[str, str]:
    """With a display, or with Qt's platform that needs none."""
    has_display = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    return dict(os.environ) if has_display else {**os.environ, "QT_QPA_PLATFORM": "offscreen"}


def _file_system(folder: Path) -> str:
    """Its type, e.g. ext4; "unknown" where the system does not tell."""
    done = subprocess.run(["stat", "-f", "-c", "%T", str(folder)], check=False, capture_output=True, text=True)
    return done.stdout.strip() or "unknown"


if __name__ == "__main__":
    main()
