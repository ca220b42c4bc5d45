"""Our engine with and without speculation beside llama-server with its best flags, over the workloads, in one run.

Every block holds a few items of one kind; in it the arms are gone through forwards and back (A B B A), each time in a
fresh process, and the next block begins with the other end. llama-server is built once from the vendored source and
runs the same library files; it gets the prompts as the ids that our template made, our number of threads, and for each
kind of work the flags that a sweep at the beginning found best. Results are written after every block.

    python bench/speculation_bench.py                  everything; hours
    python bench/speculation_bench.py --quick          two items of each kind, short answers, a small sweep
    python bench/speculation_bench.py --kinds code_edit --items 6 --arms plain auto "server best"
"""

from __future__ import annotations

import argparse
import hashlib
import json
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import blocks
import comparison
import llama_source
import rival_flags
from answers import Answer
from arm_api import HighLevelApi
from arm_ours import Ours, Setup, load_params
from arm_server import LlamaServer
from decode_vs_llama_bench import describe_libraries
from inglenook_engine.types import FlashAttention, ModelInfo, Speculation
from measure import RESULTS, machine, model_path, write_results
from model_child import Parting, logit_gaps, prompt_ids
from speculation_report import (
    API,
    API_LOOKUP,
    AUTO,
    AUTO_DRAFT,
    DRAFT,
    LOOKUP,
    PLAIN,
    PREDICTED,
    RIVAL_ARMS,
    SERVER_BEST,
    SERVER_DRAFT,
    SERVER_PLAIN,
    STRICT_AUTO,
    STRICT_PLAIN,
    figures,
    is_greedy,
    page,
)
from workloads import Item, Kind, items

OURS = {
    PLAIN: Setup(speculation=Speculation.OFF),
    AUTO: Setup(speculation=Speculation.AUTO),
    LOOKUP: Setup(speculation=Speculation.LOOKUP),
    AUTO_DRAFT: Setup(speculation=Speculation.AUTO, has_draft=True),
    DRAFT: Setup(speculation=Speculation.DRAFT, has_draft=True),
    PREDICTED: Setup(speculation=Speculation.AUTO, uses_prediction=True),
    STRICT_PLAIN: Setup(speculation=Speculation.OFF, is_strict=True),
    STRICT_AUTO: Setup(speculation=Speculation.AUTO, is_strict=True),
}
ALL_ARMS = (*OURS, *RIVAL_ARMS, API, API_LOOKUP)
QUICK_ARMS = (PLAIN, AUTO, SERVER_PLAIN, SERVER_BEST, SERVER_DRAFT, AUTO_DRAFT)
FULL_ARMS = (PLAIN, AUTO, SERVER_PLAIN, SERVER_BEST, SERVER_DRAFT, AUTO_DRAFT, LOOKUP, DRAFT, PREDICTED)
STRICT_ARMS = (STRICT_PLAIN, STRICT_AUTO)
DEFAULT_DRAFT_FLAGS = next(flags for flags in rival_flags.FULL if flags.has_draft)


class Benchmark:
    """One run. Holds what is known so far, and writes it after each block."""

    def __init__(self, options: argparse.Namespace, curve_dir: str) -> None:
        self.options = options
        self.started_s = time.monotonic()
        self.model = model_path(options.model)
        self.draft: Path | None = model_path(options.draft_model) if options.draft_model else None
        self.curve_dir = curve_dir
        kinds = tuple(map(Kind, options.kinds))
        self.items = tuple(map(self._heated, items(kinds, per_kind=options.items)))
        self.blocks = blocks.blocks(self.items, items_per_block=options.items_per_block)
        self.server = llama_source.program("llama-server", jobs=options.jobs)
        self.ids = prompt_ids(self.model, self.items)
        self.answers: list[Answer] = []
        self.choice: dict[str, tuple[rival_flags.Flags, str]] = {}
        self.draft_choice: dict[str, tuple[rival_flags.Flags, str]] = {}
        self.blocks_done = 0
        self.facts: dict[str, Any] = {
            "machine": machine(),
            "model": options.model,
            "draft_model": options.draft_model,
            "libraries": describe_libraries(self.server),
            "options": {
                name: Path(value).name if name == "sweep_from" and value else value
                for name, value in vars(options).items()
                if name not in ("results", "candidates")
            },
            "curves": {},
            "sweep": [],
            "chosen_flags": {},
        }

    def _heated(self, item: Item) -> Item:
        given = self.options.temperature
        return item if given is None else replace(item, temperature=given)

    def run(self) -> None:
        info = self._measure_curves()
        self.n_threads = self.options.threads or info.n_threads
        self.n_gpu_layers = info.n_gpu_layers
        self.flash = "on" if info.flash_attention is FlashAttention.ON else "off"
        self.facts["model_info"] = asdict(info) | {"path": Path(info.path).name}  # not where it lies here
        self.facts["n_threads"] = self.n_threads
        if SERVER_BEST in self.options.arms or SERVER_DRAFT in self.options.arms:
            self._find_flags()
        is_cut_short = False
        longest_s = 0.0
        for index, block in enumerate(self.blocks):
            if self.options.time_budget_s and self._elapsed_s() + longest_s > self.options.time_budget_s:
                is_cut_short = True
                break
            begun_s = time.monotonic()
            for number, arm in blocks.turns(self.options.arms, len(self.blocks)):
                if number == index:
                    self._run_arm(arm, block, index)
            longest_s = max(longest_s, time.monotonic() - begun_s)
            self.blocks_done = index + 1
            self.write(is_cut_short=False)
        self._examine_exactness()
        self.write(is_cut_short=is_cut_short)

    def write(self, *, is_cut_short: bool) -> None:
        self.facts |= {
            "is_cut_short": is_cut_short,
            "blocks_planned": len(self.blocks),
            "blocks_done": self.blocks_done,
            "elapsed_s": self._elapsed_s(),
            "figures": figures(self.answers),
            "answers": [_recorded(answer) for answer in self.answers],
        }
        text = page(self.facts, self.answers)
        write_results(self.options.name, self.facts, text, folder=Path(self.options.results))

    def _elapsed_s(self) -> float:
        return time.monotonic() - self.started_s

    def _measure_curves(self) -> ModelInfo:
        """The pass times of each way our model is loaded, measured once and kept for the processes to come."""
        setups = [OURS[arm] for arm in self.options.arms if arm in OURS] or [OURS[PLAIN]]
        for has_draft in sorted({setup.has_draft for setup in setups}):
            with self._ours(has_draft=has_draft, wants_curve=not self.options.no_curve) as ours:
                info = ours.info
                if ours.curve is not None:
                    name = "with draft model" if has_draft else "alone"
                    self.facts["curves"][name] = list(map(asdict, ours.curve.points))
            print(f"engine {'with draft model' if has_draft else 'alone'}: {info.n_threads} threads", flush=True)
        return info

    def _ours(self, *, has_draft: bool, wants_curve: bool = False) -> Ours:
        """wants_curve: measure it; otherwise it is read from the folder."""
        draft = str(self.draft) if has_draft and self.draft else ""
        params = load_params(str(self.model), draft=draft, curve_dir=self.curve_dir, n_threads=self.options.threads)
        return Ours(params, wants_curve=wants_curve)

    def _server(self, flags: rival_flags.Flags, flash_attention: str) -> LlamaServer:
        words = flags.arguments(str(self.draft or ""), flash_attention=flash_attention)
        return LlamaServer(self.server, self.model, words, n_threads=self.n_threads, n_gpu_layers=self.n_gpu_layers)

    def _find_flags(self) -> None:
        """The rival's best flags for each kind, from a sweep now or from one that an earlier run recorded."""
        options = self.options
        candidates = [one for one in (rival_flags.PLAIN, *options.candidates) if self.draft or not one.has_draft]
        names = {flags.name: flags for flags in candidates}
        drafts = {name: flags for name, flags in names.items() if flags.has_draft}
        if options.sweep_from:
            recorded = json.loads(Path(options.sweep_from).read_text(encoding="utf-8"))["sweep"]
            results = [rival_flags.Tried(**one) for one in recorded]
        else:
            results = self._sweep(names, drafts)
        usual = _fastest_in_sum(results, drafts) or DEFAULT_DRAFT_FLAGS
        for kind in map(Kind, options.kinds):
            if (best := rival_flags.best(results, kind, names)) is not None:
                self.choice[kind] = best
            self.draft_choice[kind] = rival_flags.best(results, kind, drafts) or (usual, self.flash)
        self.facts["sweep"] = list(map(asdict, results))
        self.facts["chosen_flags"] = {
            **{kind: rival_flags.settings(*flags) for kind, flags in self.choice.items()},
            **{f"{kind}, draft model": rival_flags.settings(*flags) for kind, flags in self.draft_choice.items()},
        }

    def _sweep(
        self, names: dict[str, rival_flags.Flags], drafts: dict[str, rival_flags.Flags]
    ) -> list[rival_flags.Tried]:
        """Each set of flags on the first items of each kind to be swept; then each kind's best with the other choice
        of flash attention than ours."""
        options = self.options
        kinds = tuple(Kind(kind) for kind in options.kinds if kind in options.sweep_kinds)
        chosen = items(kinds, per_kind=options.sweep_items)
        ids = prompt_ids(self.model, chosen) if chosen else {}
        results: list[rival_flags.Tried] = []

        def try_flags(flags: rival_flags.Flags, flash_attention: str, of: Sequence[Item]) -> None:
            settings = rival_flags.settings(flags, flash_attention)
            limits: dict[str, Any] = {"arm": settings, "settings": settings, "block": -1}
            with self._server(flags, flash_attention) as server:
                server.warm_up(ids[of[0].name])
                answers = [
                    server.answer(item, ids[item.name], max_tokens=min(item.max_tokens, options.sweep_tokens), **limits)
                    for item in of
                ]
            results.extend(found := rival_flags.tried(answers, flags, flash_attention))
            rates = ", ".join(f"{one.kind} {one.tokens_per_s:.1f}" for one in found)
            print(f"sweep: {settings}: {rates}", flush=True)

        for flags in names.values():
            if chosen:
                try_flags(flags, self.flash, chosen)
        winners: dict[str, set[str]] = {}
        for kind in kinds:
            for among in (names, drafts):
                if (found := rival_flags.best(results, kind, among)) is not None:
                    winners.setdefault(found[0].name, set()).add(kind)
        for name, of_kinds in winners.items():
            try_flags(names[name], "off" if self.flash == "on" else "on", [i for i in chosen if i.kind in of_kinds])
        return results

    def _run_arm(self, arm: str, block: Sequence[Item], index: int) -> None:
        begun = time.monotonic()
        if arm in OURS:
            found = self._run_ours(arm, block, index)
        elif arm in RIVAL_ARMS:
            found = self._run_server(arm, block, index)
        else:
            with HighLevelApi(self.model, n_threads=self.n_threads, has_lookup=arm == API_LOOKUP) as api:
                found = [
                    api.answer(item, self.ids[item.name], arm=arm, block=index, max_tokens=self._most_tokens(item))
                    for item in block
                ]
        self.answers += found
        known = [answer.tokens_per_s for answer in found if answer.tokens_per_s is not None]
        rate = f"{statistics.median(known):6.1f} tokens/s" if known else "no answer"
        took_s = time.monotonic() - begun
        print(f"block {index + 1}/{len(self.blocks)}  {arm:24} {rate}, {len(found)} items, {took_s:.0f} s", flush=True)

    def _run_ours(self, arm: str, block: Sequence[Item], index: int) -> list[Answer]:
        setup = OURS[arm]
        if setup.has_draft and self.draft is None:
            return []
        asked = [item for item in block if item.reference or not setup.uses_prediction]
        if not asked:
            return []
        with self._ours(has_draft=setup.has_draft) as ours:
            return [
                ours.answer(item, setup, arm=arm, block=index, max_tokens=self._most_tokens(item)) for item in asked
            ]

    def _run_server(self, arm: str, block: Sequence[Item], index: int) -> list[Answer]:
        """A server for each set of flags. Where the best flags are those of another arm, that arm's answers serve."""
        groups: dict[tuple[rival_flags.Flags, str], list[Item]] = {}
        for item in block:
            if (chosen := self._flags_of(arm, item.kind)) is not None:
                groups.setdefault(chosen, []).append(item)
        found: list[Answer] = []
        for (flags, flash_attention), asked in groups.items():
            settings = rival_flags.settings(flags, flash_attention)
            with self._server(flags, flash_attention) as server:
                server.warm_up(self.ids[asked[0].name])
                found += [
                    server.answer(
                        item,
                        self.ids[item.name],
                        arm=arm,
                        block=index,
                        max_tokens=self._most_tokens(item),
                        settings=settings,
                    )
                    for item in asked
                ]
        return found

    def _flags_of(self, arm: str, kind: str) -> tuple[rival_flags.Flags, str] | None:
        plain = (rival_flags.PLAIN, self.flash)
        draft = self.draft_choice.get(kind, (DEFAULT_DRAFT_FLAGS, self.flash)) if self.draft else None
        if arm == SERVER_PLAIN:
            return plain
        if arm == SERVER_DRAFT:
            return draft
        best = self.choice.get(kind)
        others = [flags for of, flags in ((SERVER_PLAIN, plain), (SERVER_DRAFT, draft)) if of in self.options.arms]
        return None if best in others else best

    def _most_tokens(self, item: Item) -> int:
        return min(item.max_tokens, self.options.max_tokens or item.max_tokens)

    def _same_attention(self, arm: str, reference: str) -> Callable[[str], bool]:
        """Greedy items that both arms of llama-server answered with the same choice of flash attention: another choice
        alone makes answers part."""
        of = {(one.arm, one.item): one.settings.rpartition(" ")[2] for one in self.answers}
        greedy = is_greedy(self.answers)
        return lambda item: greedy(item) and of.get((arm, item)) == of.get((reference, item))

    def _examine_exactness(self) -> None:
        """Which answers part from those without speculation, and by what gap of logits in the plain pass."""
        arms = comparison.arms_of(self.answers)
        pairs = [(arm, PLAIN) for arm in (AUTO, LOOKUP, AUTO_DRAFT, DRAFT, PREDICTED)]
        pairs += [(STRICT_AUTO, STRICT_PLAIN), (SERVER_BEST, SERVER_PLAIN), (SERVER_DRAFT, SERVER_PLAIN)]
        greedy = is_greedy(self.answers)
        found = []
        for arm, reference in pairs:
            if arm not in arms or reference not in arms:
                continue
            only = self._same_attention(arm, reference) if arm in RIVAL_ARMS else (lambda _item: True)
            agreement = comparison.agreement(self.answers, arm, reference, only=only)
            parted = [one for one in agreement.parted if greedy(one.item)]
            gaps = (
                logit_gaps(
                    self.model,
                    [
                        Parting(
                            prompt=tuple(self.ids[one.item]),
                            answer=one.expected,
                            other=-1 if one.next_got is None else one.next_got,
                            at=one.common,
                        )
                        for one in parted
                    ],
                    n_threads=self.n_threads,
                )
                if parted
                else []
            )
            found.append(
                {
                    "arm": arm,
                    "reference": reference,
                    "items": agreement.items,
                    "equal": agreement.equal,
                    "parted": [{"item": one.item, "at": one.common} for one in agreement.parted],
                    "gaps": gaps,
                }
            )
        self.facts["exactness"] = found


def _fastest_in_sum(
    results: Sequence[rival_flags.Tried], names: dict[str, rival_flags.Flags]
) -> rival_flags.Flags | None:
    """The flags with the highest sum of rates: for a kind that was not swept."""
    sums: dict[str, float] = {}
    for one in results:
        if one.flags in names and one.flash_attention == results[0].flash_attention:
            sums[one.flags] = sums.get(one.flags, 0.0) + one.tokens_per_s
    return names[max(sums, key=sums.__getitem__)] if sums else None


def _recorded(answer: Answer) -> dict[str, Any]:
    """An answer for the JSON file: of the text and the ids a hash, so that runs can be compared."""
    facts = asdict(answer)
    tokens = facts.pop("tokens")
    text = facts.pop("text")
    facts["n_tokens"] = len(tokens)
    facts["ids_sha256"] = hashlib.sha256(repr(tokens).encode()).hexdigest()[:16]
    facts["text_sha256"] = hashlib.sha256(text.encode()).hexdigest()[:16]
    facts["tokens_per_s"] = answer.tokens_per_s
    return facts


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    kinds = [kind.value for kind in Kind]
    parser.add_argument("--quick", action="store_true", help="2 items of each kind, 128 tokens, a small sweep")
    parser.add_argument("--model", default="qwen2.5-coder-1.5b")
    parser.add_argument("--draft-model", default="qwen2.5-coder-0.5b", help='"" for none')
    parser.add_argument("--kinds", nargs="+", choices=kinds, default=kinds)
    parser.add_argument("--arms", nargs="+", choices=ALL_ARMS, metavar="ARM", help=", ".join(ALL_ARMS))
    parser.add_argument("--items", type=int, help="the first so many of each kind, 0 for all")
    parser.add_argument("--max-tokens", type=int, help="of an answer, 0 for as many as the item needs")
    parser.add_argument("--temperature", type=float, help="of every item, instead of its own")
    parser.add_argument("--items-per-block", type=int, default=2, help="at most (default: 2)")
    parser.add_argument("--sweep-kinds", nargs="*", choices=kinds, help="for which kinds flags are sought")
    parser.add_argument("--sweep-items", type=int, help="items of each kind in the sweep")
    parser.add_argument("--sweep-tokens", type=int, help="tokens of an answer in the sweep")
    parser.add_argument("--sweep-from", help="results (.json) of an earlier run, whose sweep is taken")
    parser.add_argument("--exactness", action="store_true", help="also the two strict arms (default without --quick)")
    parser.add_argument("--time-budget-s", type=float, default=0.0, help="stop before a block that would end later")
    parser.add_argument("--threads", type=int, default=0, help="of every arm (default: the engine's adaptive choice)")
    parser.add_argument("--no-curve", action="store_true", help="do not wait for the engine to measure its passes")
    parser.add_argument("--jobs", type=int, default=0, help="compile jobs when llama-server must be built")
    parser.add_argument("--name", help="of the files of results")
    parser.add_argument("--results", default=str(RESULTS), help="folder of results")
    options = parser.parse_args()
    quick = options.quick
    full_arms = (*FULL_ARMS, *STRICT_ARMS)
    defaults: dict[str, Any] = {
        "items": 2 if quick else 0,
        "max_tokens": 128 if quick else 0,
        "arms": list((*QUICK_ARMS, *STRICT_ARMS * options.exactness) if quick else full_arms),
        "sweep_kinds": ["code_edit", "quote_summarise", "json_extract"] if quick else kinds,
        "sweep_items": 1 if quick else 2,
        "sweep_tokens": 64 if quick else 128,
        "name": "speculation_quick" if quick else "speculation_bench",
    }
    for name, value in defaults.items():
        if getattr(options, name) is None:
            setattr(options, name, value)
    options.candidates = rival_flags.QUICK if quick else rival_flags.FULL
    return options


def main() -> None:
    options = parse_options()
    with ExitStack() as stack:
        curve_dir = stack.enter_context(tempfile.TemporaryDirectory(prefix="inglenook-curves-"))
        benchmark = Benchmark(options, curve_dir)
        benchmark.run()
        print("\n" + page(benchmark.facts, benchmark.answers))


if __name__ == "__main__":
    main()
