"""A child process that asks a model by llama.cpp's low-level functions: prompts in, ids or logits out.

    python bench/model_child.py ids MODEL    stdin: [[[role, text], ...], ...]        stdout: [[id, ...], ...]
    python bench/model_child.py gaps MODEL   stdin: [{"prompt": [id], "answer": [id], "other": id, "at": n}, ...]
                                             stdout: [{"gap": logit, "top": id}, ...]

A child, so that no model stays in the benchmark's own process while the arms are measured.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from answers import N_CTX
from workloads import Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Parting:
    """Two answers that part: `answer` is the plain one, `other` what the other chose at index `at`, -1 for the end."""

    prompt: tuple[int, ...]
    answer: tuple[int, ...]
    other: int
    at: int


def prompt_ids(model: Path, items: Sequence[Item]) -> dict[str, list[int]]:
    """The ids of each item's prompt, as the engine's own template makes them."""
    turns = [[["system", item.system]] * bool(item.system) + [["user", item.user]] for item in items]
    found = _ask("ids", model, turns)
    return {item.name: ids for item, ids in zip(items, found, strict=True)}


def logit_gaps(model: Path, partings: Sequence[Parting], *, n_threads: int) -> list[float]:
    """For each: the plain pass's top logit less that of the token that the other answer has there."""
    return [float(one["gap"]) for one in _ask("gaps", model, list(map(asdict, partings)), str(n_threads))]


def _ask(what: str, model: Path, question: Any, *more: str) -> list[Any]:
    command = [sys.executable, __file__, what, str(model), *more]
    done = subprocess.run(command, input=json.dumps(question), capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{Path(__file__).name} {what} failed:\n{done.stderr[-2000:]}")
    answer: list[Any] = json.loads(done.stdout)
    return answer


def _answer_ids(model: str, question: list[list[list[str]]]) -> list[list[int]]:
    from inglenook_engine import llama_backend
    from inglenook_engine.types import LoadParams, Message, Role

    loaded = llama_backend.load(llama_backend.Library(), LoadParams(model_path=model, n_ctx=256, n_threads=1))
    found = []
    for turns in question:
        messages = [Message(role=Role(role), content=text) for role, text in turns]
        found.append(loaded.prompter.tokenize(loaded.prompter.render(messages), messages))
    return found


def _answer_gaps(model_path: str, question: list[dict[str, Any]], n_threads: int) -> list[dict[str, float]]:
    """The prompt in chunks and the answer one by one, as plain decoding had them."""
    import llama_cpp

    llama_cpp.llama_log_set(_SILENCE, ctypes.c_void_p(0))
    llama_cpp.llama_backend_init()
    model = llama_cpp.llama_model_load_from_file(model_path.encode(), llama_cpp.llama_model_default_params())
    options = llama_cpp.llama_context_default_params()
    options.n_ctx, options.n_batch, options.n_ubatch = N_CTX, 256, 256
    options.n_threads = options.n_threads_batch = n_threads
    options.flash_attn_type = 0
    context = llama_cpp.llama_init_from_model(model, options)
    vocab = llama_cpp.llama_model_get_vocab(model)
    n_vocab, end = llama_cpp.llama_vocab_n_tokens(vocab), llama_cpp.llama_vocab_eos(vocab)
    memory = llama_cpp.llama_get_memory(context)

    def decode(ids: list[int]) -> None:
        array = (llama_cpp.llama_token * len(ids))(*ids)
        if llama_cpp.llama_decode(context, llama_cpp.llama_batch_get_one(array, len(ids))) != 0:
            raise SystemExit("llama_decode failed")

    found = []
    for one in question:
        llama_cpp.llama_memory_clear(memory, True)
        for start in range(0, len(one["prompt"]), 256):
            decode(one["prompt"][start : start + 256])
        for token in one["answer"][: one["at"]]:
            decode([token])
        logits = llama_cpp.llama_get_logits_ith(context, -1)
        top = max(range(n_vocab), key=logits.__getitem__)
        other = end if one["other"] < 0 else one["other"]
        found.append({"gap": logits[top] - logits[other], "top": float(top)})
    return found


def _silence(_level: int, _text: bytes, _data: object) -> None:
    """llama.cpp's log, which nobody reads here."""


def main() -> None:
    global _SILENCE
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["ids", "gaps"])
    parser.add_argument("model")
    parser.add_argument("threads", nargs="?", type=int, default=1)
    options = parser.parse_args()
    question = json.load(sys.stdin)
    import llama_cpp

    _SILENCE = llama_cpp.llama_log_callback(_silence)
    answers: list[Any]
    if options.what == "ids":
        answers = _answer_ids(options.model, question)
    else:
        answers = _answer_gaps(options.model, question, options.threads)
    print(json.dumps(answers), flush=True)


_SILENCE: Any = None
"""Kept here for as long as llama.cpp may call it."""

if __name__ == "__main__":
    main()
