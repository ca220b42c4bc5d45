"""llama-cpp-python's own high-level API as an arm, with or without its prompt lookup, in a child process.

The child is this file: it reads one JSON request a line and answers with one JSON line. Its generator of token ids is
used, without its server and its text handling, so what is measured is its fastest way.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from answers import N_CTX, Answer, ArrivalClock
from measure import load_average
from workloads import Item


class HighLevelApi:
    """One child. A context manager."""

    def __init__(self, model: Path, *, n_threads: int, has_lookup: bool) -> None:
        command = [sys.executable, __file__, str(model), str(n_threads), str(int(has_lookup))]
        self._settings = "LlamaPromptLookupDecoding(10)" if has_lookup else "Llama.generate"
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __enter__(self) -> HighLevelApi:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.communicate()

    def answer(self, item: Item, ids: Sequence[int], *, arm: str, block: int, max_tokens: int) -> Answer:
        load, started = load_average(), time.perf_counter()
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        request = {"ids": list(ids), "max_tokens": max_tokens, "temperature": item.temperature}
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit("llama-cpp-python's process ended without an answer.")
        reply = json.loads(line)
        return Answer(
            arm=arm,
            item=item.name,
            kind=item.kind.value,
            block=block,
            prompt_tokens=len(ids),
            tokens=tuple(reply["tokens"]),
            text=reply["text"],
            own_tokens_per_s=reply["tokens_per_s"],
            client_tokens_per_s=None,
            prefill_ms=reply["prefill_ms"],
            wall_ms=(time.perf_counter() - started) * 1000,
            load_average=load,
            temperature=item.temperature,
            settings=self._settings,
        )


def _serve(model: str, n_threads: int, *, has_lookup: bool) -> None:
    from llama_cpp import Llama
    from llama_cpp.llama_speculative import LlamaPromptLookupDecoding

    llama: Any = Llama(
        model,
        n_ctx=N_CTX,
        n_threads=n_threads,
        n_threads_batch=n_threads,
        draft_model=LlamaPromptLookupDecoding(num_pred_tokens=10) if has_lookup else None,
        verbose=False,
    )
    for line in sys.stdin:
        request = json.loads(line)
        tokens: list[int] = []
        clock = ArrivalClock()
        started = time.perf_counter()
        first_s = started
        for token in llama.generate(
            request["ids"], temp=request["temperature"], top_k=40, top_p=0.95, min_p=0.05, repeat_penalty=1.0
        ):
            now = time.perf_counter()
            if not tokens:
                first_s = now
            if token == llama.token_eos():
                break
            tokens.append(token)
            clock.arrived(1, now)
            if len(tokens) >= request["max_tokens"]:
                break
        reply = {
            "tokens": tokens,
            "text": llama.detokenize(tokens).decode("utf-8", "replace"),
            "tokens_per_s": clock.tokens_per_s,
            "prefill_ms": (first_s - started) * 1000,
        }
        print(json.dumps(reply), flush=True)


if __name__ == "__main__":
    _serve(sys.argv[1], int(sys.argv[2]), has_lookup=sys.argv[3] == "1")
