"""An engine that writes as fast as it is told, for measuring windows. Speaks the real protocol over real pipes.

    python bench/fast_engine.py FILE TOKENS_PER_S TOKENS_PER_CHUNK N_CTX

Every answer is the text of FILE, cut into tokens of about four characters, one Chunk for every TOKENS_PER_CHUNK of
them, each at its time whether or not the reader keeps up. The real engine sends a chunk every 30 ms at most.
"""

from __future__ import annotations

import queue
import sys
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "engine"))

from inglenook_engine.protocol import (
    PROTOCOL_VERSION,
    Cancel,
    Chunk,
    Count,
    Counted,
    Event,
    Finished,
    Generate,
    Hello,
    PrefillProgress,
    Ready,
    Shutdown,
)
from inglenook_engine.types import (
    FinishReason,
    FlashAttention,
    GenerationStats,
    KvType,
    LoadParams,
    ModelInfo,
    TemplateOrigin,
)
from inglenook_engine.wire import decode_command, encode

CHARACTERS_A_TOKEN = 4


def model_info(path: str, n_ctx: int) -> ModelInfo:
    return ModelInfo(
        name="Fast",
        path=path,
        architecture="none",
        quantization="none",
        size_bytes=1,
        n_params=1,
        n_vocab=100_000,
        n_ctx=n_ctx,
        n_ctx_train=n_ctx,
        n_threads=1,
        n_gpu_layers=0,
        devices=("CPU",),
        kv_type=KvType.F16,
        flash_attention=FlashAttention.OFF,
        template_origin=TemplateOrigin.NONE,
        template_name="",
        load_ms=1.0,
    )


class FastEngine:
    def __init__(self, text: str, *, tokens_per_s: float, tokens_per_chunk: int, n_ctx: int) -> None:
        self._n_ctx = n_ctx
        size = CHARACTERS_A_TOKEN * tokens_per_chunk
        self._chunks = [text[at : at + size] for at in range(0, len(text), size)]
        self._pause_s = tokens_per_chunk / tokens_per_s
        self._tokens_per_chunk = tokens_per_chunk
        self._runs: queue.SimpleQueue[int] = queue.SimpleQueue()
        self._cancelled: set[int] = set()
        self._writing = threading.Lock()

    def run(self) -> None:
        self._write(Hello(protocol_version=PROTOCOL_VERSION, engine_version="fast", llama_version="none"))
        threading.Thread(target=self._answer_all, daemon=True).start()
        for line in sys.stdin.buffer:
            match decode_command(line):
                case LoadParams(model_path=path):
                    self._write(Ready(model=model_info(path, self._n_ctx)))
                case Generate(run_id=run_id):
                    self._runs.put(run_id)
                case Cancel(run_id=run_id):
                    self._cancelled.add(run_id)
                case Count(request_id=request_id, messages=messages):
                    counts = tuple(len(message.content) // CHARACTERS_A_TOKEN for message in messages)
                    self._write(Counted(request_id=request_id, total_tokens=sum(counts), per_message_tokens=counts))
                case Shutdown():
                    return
                case _:
                    pass

    def _answer_all(self) -> None:
        while True:
            self._answer(self._runs.get())

    def _answer(self, run_id: int) -> None:
        self._write(PrefillProgress(run_id=run_id, done_tokens=8, total_tokens=8, cached_tokens=0))
        started = time.monotonic()
        n_tokens, reason = 0, FinishReason.STOP
        for number, text in enumerate(self._chunks):
            pause_s = started + number * self._pause_s - time.monotonic()
            if pause_s > 0:
                time.sleep(pause_s)
            if run_id in self._cancelled:
                reason = FinishReason.CANCELLED
                break
            tokens = tuple(range(n_tokens % 1000, n_tokens % 1000 + self._tokens_per_chunk))
            self._write(Chunk(run_id=run_id, text=text, tokens=tokens))
            n_tokens += len(tokens)
        took_ms = (time.monotonic() - started) * 1000
        stats = GenerationStats(
            prompt_tokens=8, output_tokens=n_tokens, ttft_ms=1.0, decode_ms=took_ms, total_ms=took_ms, rounds=n_tokens
        )
        self._write(Finished(run_id=run_id, reason=reason, stats=stats))

    def _write(self, event: Event) -> None:
        with self._writing:
            sys.stdout.buffer.write(encode(event))
            sys.stdout.buffer.flush()


if __name__ == "__main__":
    FastEngine(
        Path(sys.argv[1]).read_text("utf-8"),
        tokens_per_s=float(sys.argv[2]),
        tokens_per_chunk=int(sys.argv[3]),
        n_ctx=int(sys.argv[4]),
    ).run()
