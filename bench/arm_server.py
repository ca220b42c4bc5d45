"""llama-server, built from the vendored source, as an arm: started with given flags, asked over HTTP in token ids."""

from __future__ import annotations

import http.client
import json
import socket
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Any

import llama_source
from answers import MAX_REPLY_S, N_CTX, Answer, ArrivalClock, DrafterCount
from measure import load_average
from workloads import Item

START_PATIENCE_S = 180.0
_BROKEN_OFF = {"predicted_n": 0, "predicted_ms": 0.0, "prompt_ms": 0.0}


class LlamaServer:
    """One process of llama-server. A context manager; it ends with it."""

    def __init__(self, program: Path, model: Path, flags: Sequence[str], *, n_threads: int, n_gpu_layers: int) -> None:
        """flags: beyond those all arms have. n_threads: 0 leaves the choice to the server. n_gpu_layers: 0 for none."""
        self._port = _free_port()
        threads = ["-t", str(n_threads)] if n_threads else []
        common = [
            "-m",
            str(model),
            "-c",
            str(N_CTX),
            "-np",
            "1",
            "--cache-ram",
            "0",
            "--no-ui",
            "-ngl",
            str(n_gpu_layers),
            *threads,
        ]
        command = [str(program), *common, *flags, "--host", "127.0.0.1", "--port", str(self._port)]
        self._log: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed in close()
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=subprocess.STDOUT,
            env=llama_source.environment(),
        )
        try:
            self._wait_until_healthy()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> LlamaServer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        if self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._log.close()

    def warm_up(self, ids: Sequence[int]) -> None:
        """A short answer that is not measured, as the engine's child gives one."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=MAX_REPLY_S)
        body = json.dumps({"prompt": list(ids[:24]), "n_predict": 8, "temperature": 0.0})
        connection.request("POST", "/completion", body, {"Content-Type": "application/json"})
        connection.getresponse().read()
        connection.close()

    def answer(
        self,
        item: Item,
        ids: Sequence[int],
        *,
        arm: str,
        block: int,
        max_tokens: int,
        settings: str,
        patience_s: float | None = None,
    ) -> Answer:
        """ids: the prompt as the engine's own template made it. patience_s: an answer that takes longer is broken
        off, and its rate is that of what had come."""
        load, started = load_average(), time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=MAX_REPLY_S)
        try:
            body = json.dumps(_request(item, ids, max_tokens))
            connection.request("POST", "/completion", body, {"Content-Type": "application/json"})
            response = connection.getresponse()
            if response.status != 200:
                raise SystemExit(f"llama-server answered {response.status}: {response.read()[:500]!r}\n{self._tail()}")
            tokens: list[int] = []
            pieces: list[str] = []
            clock = ArrivalClock()
            last: dict[str, Any] = {}
            for line in response:
                if not line.startswith(b"data: {"):
                    continue
                last = json.loads(line[len(b"data: ") :])
                new = last.get("tokens", [])
                if not last.get("stop"):
                    clock.arrived(len(new), time.perf_counter())
                    tokens += new
                    pieces.append(last.get("content", ""))
                if patience_s is not None and time.perf_counter() - started > patience_s:
                    last = {"stop": True, "timings": _BROKEN_OFF | {"prompt_n": len(ids)}}
                    break
        finally:
            connection.close()
        if not last.get("stop") or last.get("truncated"):
            raise SystemExit(f"llama-server did not end its answer to {item.name} as it should.\n{self._tail()}")
        timings = last["timings"]
        own = None
        if timings["predicted_n"] > 1 and timings["predicted_ms"] > 0:
            own = (timings["predicted_n"] - 1) / timings["predicted_ms"] * 1000
        return Answer(
            arm=arm,
            item=item.name,
            kind=item.kind.value,
            block=block,
            prompt_tokens=int(timings["prompt_n"]) + int(timings.get("cache_n", 0)),
            tokens=tuple(tokens),
            text="".join(pieces),
            own_tokens_per_s=own,
            client_tokens_per_s=clock.tokens_per_s,
            prefill_ms=timings["prompt_ms"],
            wall_ms=(time.perf_counter() - started) * 1000,
            load_average=load,
            temperature=item.temperature,
            takes_better_clock=True,
            settings=settings,
            drafters=_drafters(timings),
        )

    def _wait_until_healthy(self) -> None:
        deadline = time.monotonic() + START_PATIENCE_S
        while time.monotonic() < deadline:
            if self._process.poll() is not None:
                raise SystemExit(f"llama-server ended with status {self._process.returncode}:\n{self._tail()}")
            connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=2)
            try:
                connection.request("GET", "/health")
                if connection.getresponse().status == 200:
                    return
            except OSError:
                pass
            finally:
                connection.close()
            time.sleep(0.1)
        raise SystemExit(f"llama-server was not ready within {START_PATIENCE_S:.0f} s:\n{self._tail()}")

    def _tail(self) -> str:
        self._log.seek(0)
        return self._log.read()[-2000:].decode("utf-8", "replace")


def _request(item: Item, ids: Sequence[int], max_tokens: int) -> dict[str, Any]:
    """The sampler is the engine's default one: top-k 40, top-p 0.95, min-p 0.05, nothing else."""
    return {
        "prompt": list(ids),
        "n_predict": max_tokens,
        "temperature": item.temperature,
        "seed": item.seed,
        "top_k": 40,
        "top_p": 0.95,
        "min_p": 0.05,
        "samplers": ["top_k", "top_p", "min_p", "temperature"],
        "cache_prompt": True,
        "return_tokens": True,
        "stream": True,
    }


def _drafters(timings: dict[str, Any]) -> tuple[DrafterCount, ...]:
    if "draft_n" not in timings:
        return ()
    count = DrafterCount(
        name="llama-server", rounds=0, drafted=timings["draft_n"], accepted=timings["draft_n_accepted"]
    )
    return (count,)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
