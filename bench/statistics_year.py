"""A year of generated use: conversations, answers and their figures, as this program writes them; the same for the same
seed. Models come and go, versions change, evenings are busy, one version of the engine reads prompts more slowly, and
some runs wait, fail or are stopped, so that a page of statistics has something to show.
"""

from __future__ import annotations

import json
import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from inglenook_desktop.store import open_store
from inglenook_engine import wire
from inglenook_engine.latency_histogram import LatencyHistogram
from inglenook_engine.types import FlashAttention, GenerateParams, KvType, ModelInfo, TemplateOrigin

DAYS = 365
A_TRANSACTION = 20_000
SLOW_ENGINE = "0.7.0"
"""Reads prompts a fifth more slowly than the others."""

_VERSIONS = ("0.5.0", "0.6.0", "0.6.1", SLOW_ENGINE, "0.7.1", "0.8.0")
_ACTIONS = ("answer",) * 14 + ("retry",) * 2 + ("continue",) + ("title",) * 4
_TOPICS = (
    "Lease for the boathouse", "Regular expressions", "Sourdough timing", "Tax return", "Letter to the council",
    "Rust lifetimes", "Holiday in Umbria", "Grammar of Swahili", "Unit tests for the parser", "Bicycle gears",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """A model and its speed: rates in tokens a second. share: of all use. first_day: when it arrived."""

    info: str
    name: str
    prefill: float
    decode: float
    watts: float
    share: float
    first_day: int = 0


def _info(name: str, quantization: str, n_params: int) -> str:
    info = ModelInfo(
        name=name,
        path=f"/models/{name}.gguf",
        architecture="llama",
        quantization=quantization,
        size_bytes=n_params // 2,
        n_params=n_params,
        n_vocab=128_000,
        n_ctx=16_384,
        n_ctx_train=32_768,
        n_threads=4,
        n_gpu_layers=0,
        devices=("CPU",),
        kv_type=KvType.F16,
        flash_attention=FlashAttention.OFF,
        template_origin=TemplateOrigin.MODEL,
        template_name="chatml",
        load_ms=2_400.0,
    )
    return json.dumps(wire.to_json(info), ensure_ascii=False, separators=(",", ":"))


def _kinds() -> list[_Kind]:
    made = []
    for name, quantization, n_params, prefill, decode, watts, share, first_day in (
        ("Qwen2.5 1.5B Instruct", "Q4_K_M", 1_500_000_000, 410, 34, 38, 0.34, 0),
        ("Qwen2.5 1.5B Instruct", "Q8_0", 1_500_000_000, 360, 22, 40, 0.10, 40),
        ("Llama 3.2 3B Instruct", "Q4_K_M", 3_200_000_000, 190, 17, 45, 0.26, 0),
        ("Mistral 7B Instruct", "Q4_K_M", 7_200_000_000, 82, 8.1, 52, 0.18, 90),
        ("Gemma 2 2B", "Q6_K", 2_600_000_000, 230, 19, 43, 0.12, 200),
    ):
        info = _info(name, quantization, n_params)
        made.append(
            _Kind(info=info, name=name, prefill=prefill, decode=decode, watts=watts, share=share, first_day=first_day)
        )
    return made


class Year:
    """Rows of runs, in the order of time."""

    def __init__(self, n_runs: int, *, end: datetime, seed: int = 1) -> None:
        """end: with its time zone; the last day of the year."""
        self._n_runs = n_runs
        midnight = end.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        self._begin = midnight - timedelta(days=DAYS - 1)
        self._random = random.Random(seed)
        self._kinds = _kinds()
        self._kind = self._kinds[0]
        self._pools = {kind.info: [self._latencies(kind) for _ in range(60)] for kind in self._kinds}
        self._params = json.dumps(wire.to_json(GenerateParams()), ensure_ascii=False, separators=(",", ":"))

    def moments(self) -> Iterator[datetime]:
        """Of each run: fewer at weekends, most in the evening, more as the year goes on."""
        weights = [
            (0.6 if (self._begin + timedelta(days=day)).weekday() > 4 else 1.0)
            * (0.7 + 0.6 * day / DAYS)
            * self._random.uniform(0.6, 1.4)
            for day in range(DAYS)
        ]
        left, total = self._n_runs, sum(weights)
        for day, weight in enumerate(weights):
            n_today = round(left * weight / total) if day < DAYS - 1 else left
            left, total = left - n_today, total - weight
            midnight = self._begin + timedelta(days=day)
            yield from sorted(
                midnight + timedelta(seconds=min(86_399.0, max(0.0, self._random.gauss(17 * 3600, 4 * 3600))))
                for _ in range(n_today)
            )

    def run(self, moment: datetime, turn: int) -> dict[str, Any]:
        """turn: 0 for the first question of a conversation, which chooses its model; later ones have a longer prompt,
        most of it cached."""
        source = self._random
        day = (moment - self._begin).days
        if turn == 0:
            kinds = [kind for kind in self._kinds if kind.first_day <= day]
            self._kind = source.choices(kinds, [one.share for one in kinds])[0]
        kind = self._kind
        version = _VERSIONS[min(len(_VERSIONS) - 1, day * len(_VERSIONS) // DAYS)]
        prompt = min(15_000, int(source.lognormvariate(5.2, 1.1)) + 40 + turn * source.randint(200, 600))
        cached = int(prompt * source.uniform(0.6, 0.95)) if turn else 0
        new = prompt - cached
        slow = (0.8 if version == SLOW_ENGINE else 1.0) / (1 + prompt / 30_000)
        prefill_ms = new / (kind.prefill * slow * source.lognormvariate(0, 0.08)) * 1000
        load_ms = source.uniform(900, 3_500) if turn == 0 and source.random() < 0.05 else 0.0
        queue_ms = source.lognormvariate(7, 1) if source.random() < 0.02 else 0.1
        ttft_ms = load_ms + queue_ms + prefill_ms + 5 + 1000 / kind.decode
        output = max(1, int(source.lognormvariate(5, 0.8)))
        drafted = int(output * source.uniform(0.1, 0.7))
        accepted = int(drafted * source.betavariate(4, 2))
        rate = kind.decode * slow * (1 + 0.6 * accepted / output) * source.lognormvariate(0, 0.06)
        decode_ms = (output - 1) / rate * 1000
        total_ms = ttft_ms + decode_ms + 12
        fate = source.random()
        return {
            "action": source.choice(_ACTIONS) if turn else "answer",
            "started_at": _text(moment),
            "finished_at": _text(moment + timedelta(milliseconds=total_ms)),
            "app_version": version,
            "engine_version": version,
            "llama_version": "0.3.36" if day > 200 else "0.3.30",
            "driver_version": "",
            "model_name": kind.name,
            "model_path": "/models/model.gguf",
            "model": kind.info,
            "params": self._params,
            "finish_reason": "cancelled" if fate < 0.03 else "stop" if fate < 0.99 else None,
            "error_kind": None if fate < 0.99 else "out_of_memory",
            "prompt_tokens": prompt,
            "cached_tokens": cached,
            "output_tokens": output,
            "draft_rounds": drafted // 4,
            "drafted_tokens": drafted,
            "accepted_tokens": accepted,
            "load_ms": load_ms,
            "queue_ms": queue_ms,
            "template_ms": 0.4,
            "tokenize_ms": 0.3 + prompt / 2_000,
            "restore_ms": 2.0 if turn else 0.0,
            "prefill_ms": prefill_ms,
            "ttft_ms": ttft_ms,
            "ui_ttft_ms": ttft_ms + source.uniform(4, 20),
            "decode_ms": decode_ms,
            "finish_ms": 11.0,
            "total_ms": total_ms,
            "energy_mj": kind.watts * total_ms,
            "idle_energy_mj": 9.0 * total_ms,
            "itl_histogram": source.choice(self._pools[kind.info]),
        }

    def _latencies(self, kind: _Kind) -> str:
        histogram = LatencyHistogram()
        middle = math.log(1000 / kind.decode) + self._random.gauss(0, 0.05)
        for _ in range(self._random.randint(40, 300)):
            histogram.add(self._random.lognormvariate(middle, 0.10))
        for _ in range(self._random.randint(0, 4)):
            histogram.add(self._random.lognormvariate(middle + 1, 0.4))
        return histogram.to_text()


def fill(data_dir: Path, n_runs: int, *, end: datetime, seed: int = 1) -> None:
    """Make a store of so many runs; the rollups are left to `Figures.settle`, as after an import."""
    year = Year(n_runs, end=end, seed=seed)
    source = random.Random(seed)
    with open_store(data_dir) as store:
        sql = store._db._sql
        sql.execute("PRAGMA synchronous = OFF")
        sql.execute("BEGIN")
        for name in ("Work", "Home"):
            sql.execute("INSERT INTO folders (name, position, created_at) VALUES (?, 0, ?)", (name, "2026-01-01"))
        conversation, turn, head = 0, 0, None
        for number, moment in enumerate(year.moments()):
            if not conversation or source.random() < 0.3:
                title, turn, head = source.choice(_TOPICS), 0, None
                conversation = _insert(
                    sql,
                    "conversations",
                    title=title,
                    created_at=_text(moment),
                    updated_at=_text(moment),
                    folder_id=source.choice([1, 2, None]),
                )
                if source.random() < 0.3:
                    sql.execute(
                        "INSERT INTO tags VALUES (?, ?)", (conversation, source.choice(["tax", "code", "home"]))
                    )
            run = year.run(moment, turn)
            of = {"conversation_id": conversation, "created_at": _text(moment), "status": "complete"}
            asked = _insert(sql, "messages", role="user", content=f"{title}, part {turn + 1}?", parent_id=head, **of)
            outcome = source.choices([None, "used", "good", "bad"], [80, 8, 9, 3])[0]
            head = _insert(
                sql, "messages", role="assistant", content="As asked.", parent_id=asked, outcome=outcome, **of
            )
            _insert(sql, "runs", message_id=head, **run)
            if run["action"] != "title":
                turn += 1
            sql.execute(
                "UPDATE conversations SET head_message_id = ?, message_count = message_count + 2 WHERE id = ?",
                (head, conversation),
            )
            if number % A_TRANSACTION == A_TRANSACTION - 1:
                sql.execute("COMMIT")
                sql.execute("BEGIN")
        sql.execute("COMMIT")


def model_of(info: str) -> ModelInfo:
    """Of a run's column."""
    return wire.from_json(ModelInfo, json.loads(info))


def _insert(sql: Any, table: str, /, **values: Any) -> int:
    names = ", ".join(values)
    marks = ", ".join("?" * len(values))
    return int(sql.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(values.values())).lastrowid)


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
