"""Faults done to the store by the thousand, and a report of what came of them: `make faults`, or

    python tests/faults/run.py                    some hundreds, about five minutes
    python tests/faults/run.py --full             the numbers that were asked for, two or three hours
    python tests/faults/run.py --kills 1000 --power-cuts 10000 --only kills,power-cuts

Numbers are of faults; "all" is every call or page there is, once in every way. The report goes to
bench/results/store_faults.md and .json. Ends with 1 when anything was lost, was not whole, or raised.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import logging
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent / "bench")]

import apsw  # noqa: E402  # only its version: everything in this process runs on the store's own SQLite
from faults import damage, failing_writes, kills, power_cuts, races, starts  # noqa: E402
from faults.outcome import Outcome  # noqa: E402
from measure import RESULTS, machine, machine_line, write_results  # noqa: E402
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # noqa: E402  # it says so in its documents

MEMORY = Path("/dev/shm")

SOME = {
    "kills": 200,
    "kills-in-memory": 0,
    "kills-at-calls": 200,
    "kills-while-streaming": 20,
    "power-cuts": 2_000,
    "power-cuts-beside": 2_000,
    "power-cuts-refused": 2_000,
    "damages": 200,
    "damages-large": 40,
    "failures": 200,
    "failures-beside": 200,
    "starts": 200,
    "races": 60,
}
FULL = {
    "kills": 1_000,
    "kills-in-memory": 9_000,
    "kills-at-calls": None,
    "kills-while-streaming": 200,
    "power-cuts": 50_000,
    "power-cuts-beside": 50_000,
    "power-cuts-refused": 50_000,
    "damages": None,
    "damages-large": 300,
    "failures": None,
    "failures-beside": None,
    "starts": None,
    "races": 1_000,
}
"""None: all there are. A session in memory takes a tenth of the time, so most random kills happen there."""


def faults(seed: int) -> dict[str, Callable[[Path, int | None], Outcome]]:
    """By the name of their number. Each gets an empty folder of its own."""

    def counted(number: int | None) -> int:
        if number is None:
            raise SystemExit("There is no end to these faults: give a number.")
        return number

    return {
        "kills": lambda folder, n: kills.at_random(folder, n_kills=counted(n), seed=seed),
        "kills-in-memory": lambda folder, n: kills.at_random(folder, n_kills=counted(n), seed=seed + 1_000),
        "kills-at-calls": lambda folder, n: kills.at_every_call(folder, n_kills=n, seed=seed),
        "kills-while-streaming": lambda folder, n: kills.while_streaming(folder, n_kills=counted(n), seed=seed),
        "power-cuts": lambda folder, n: power_cuts.cuts(folder, n_cuts=counted(n), seed=seed),
        "damages": lambda folder, n: damage.each_page(folder, n_damages=n, seed=seed),
        "damages-large": lambda folder, n: damage.each_page(folder, n_damages=n, seed=seed, is_large=True),
        "power-cuts-beside": lambda folder, n: power_cuts.cuts(folder, n_cuts=counted(n), seed=seed, syncs_later=True),
        "power-cuts-refused": lambda folder, n: power_cuts.cuts(
            folder, n_cuts=counted(n), seed=seed, syncs_later=True, refuses=True
        ),
        "failures": lambda folder, n: failing_writes.each(folder, n_failures=n, seed=seed),
        "failures-beside": lambda folder, n: failing_writes.each(folder, n_failures=n, seed=seed, syncs_later=True),
        "starts": lambda folder, n: starts.each(folder, n_faults=n, seed=seed),
        "races": lambda folder, n: races.starts(folder, n_races=counted(n)),
    }


ON_DISK = {"kills", "kills-while-streaming"}


@contextmanager
def empty_folder(fault: str) -> Iterator[Path]:
    place = MEMORY if fault not in ON_DISK and MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="inglenook-faults-", dir=place) as folder:
        yield Path(folder)


def row(outcome: Outcome) -> str:
    cells = (outcome.n_faults, outcome.n_lost, outcome.n_unsound, outcome.n_errors)
    return f"| {outcome.fault} | {' | '.join(f'{cell:,}' for cell in cells)} | {outcome.wall_s:.0f} |"


HEAD = ("| fault | times | lost | not whole | errors | seconds |", "|---|---|---|---|---|---|")


def report(facts: dict[str, Any], outcomes: list[Outcome]) -> str:
    """The results as a page for people."""
    lines = [
        "# Faults done to the store",
        "",
        machine_line(facts["machine"]),
        "",
        f"{', then '.join(f'`{command}`' for command in facts['commands'])}. The store ran on SQLite "
        f"{facts['sqlite']}, the recorded sessions on SQLite {facts['apsw_sqlite']}.",
        "",
        *HEAD,
        *map(row, outcomes),
        "",
        *_left_out(outcomes),
        "Lost: what the store had acknowledged was not there after the next start. Not whole: the file, its references "
        "or its indexes were wrong, or the store held what it never held after any act. Errors: anything but success "
        "or a sentence for the person; a process that did not end is one.",
        "",
        "A session is 60 acts of a person (35 where writes fail), the same for the same seed: questions, answers "
        "that arrive in pieces, edits, branches, forks, names, folders, tags, deletions, purges, a start on the "
        "next day with its check and snapshot. After a fault the content of the database must be what it was "
        "after the last acknowledged act, or after the one that was under way; then integrity_check, "
        "foreign_key_check and the full-text indexes' own check pass, and the store takes a new conversation.",
        "",
    ]
    for outcome in outcomes:
        figures = ", ".join(f"{name}: {value:,.0f}" for name, value in outcome.figures.items())
        lines += [f"- {outcome.fault}. {figures}.", *(f"  - {line}" for line in outcome.told)]
    lines += [
        "",
        "## What each is, and what it does not show",
        "",
        "- Kills are SIGKILL of real processes with the real store on the real driver. At a system call: a preloaded "
        "library counts write, pwrite, ftruncate, fsync, fdatasync, fallocate, unlink, rename, mkdir and the making of "
        "files, and kills before the nth, or after the first half of it. What a process wrote stays in the system's "
        "memory, so kills say nothing about syncing.",
        "- Text lost while streaming is measured by the writer's own clock, from the first piece that is missing to "
        "the last one handed over.",
        "- Power cuts are simulated. The store's own driver carries a SQLite that sees no VFS from outside, so the "
        "session to be cut is recorded with the whole store running on apsw, by a thin driver "
        "(tests/faults/apsw_driver.py); what the disk may then hold is opened by the store on its own driver. Synced "
        "requests are there; of the others any subset, any order, torn at 512 bytes, or noise in their place. The disk "
        "is taken to keep its word when it says that something is synced.",
        "- Synced beside: as in the window, where a write does not wait for the disk (store/log_syncing.py). An "
        "act counts as acknowledged there when the disk had it, which the session waits for after half of the acts "
        "before a cut, and after each where writes fail. Which fails at times: each sixth sync that the store asks for "
        "itself, those with which it makes up for another included; what was to be synced never reaches the disk then "
        "unless it is written again, and each other descriptor of that file hears of it once, as on Linux.",
        "- A damaged page is met by a fresh process that opens, reads and searches everything and writes; where it is "
        "refused on the way, or the check of the day finds something, by one more. The newest snapshot is twenty acts "
        "old. What was on the spoiled page alone is gone and counted above; anything else that is missing counts as "
        "lost, and so does what is missing without a word to the person. Pages carry no checksums: a bit that flips "
        "inside a text makes another text of it, and zeros in the last page of a long text are a text too; no check of "
        "SQLite's notices.",
        "- A start with work to do moves the first schema forward, marks an interrupted answer, or puts a damaged or "
        "emptied database together again. It is killed at each call, or meets ENOSPC or EIO; the next start must "
        "come to the same content.",
        "- A failing call fails once; the session tries the refused act again at once and must end with the same "
        "content as if nothing had happened.",
        "",
    ]
    return "\n".join(lines)


def _left_out(outcomes: list[Outcome]) -> list[str]:
    """What the full numbers have and this report lacks, and how to add it."""
    done = {outcome.kind: outcome for outcome in outcomes}
    left_out = []
    for kind, n_wanted in FULL.items():
        outcome = done.get(kind)
        if outcome is None:
            left_out.append((kind, f"no {kind}"))
        elif n_wanted is None and outcome.n_asked is not None:
            left_out.append((kind, f"{outcome.n_faults:,} {kind}, chosen at random, instead of all"))
        elif n_wanted is not None and outcome.n_faults < n_wanted:
            left_out.append((kind, f"{outcome.n_faults:,} {kind} instead of {n_wanted:,}"))
    if not left_out:
        return []
    command = f"python tests/faults/run.py --full --add --only {','.join(kind for kind, _ in left_out)}"
    return [f"Not the full numbers: {'; '.join(words for _, words in left_out)}. `{command}` adds them.", ""]


def main() -> int:
    options = _options()
    logger = logging.getLogger("store")  # its warnings are expected by the thousand
    logger.addHandler(logging.NullHandler())
    logger.propagate = False
    outcomes, commands = _earlier(options) if options.add else ([], [])
    commands.append(_command(sys.argv[1:]))
    print(*HEAD, sep="\n", flush=True)
    for name, fault in faults(options.seed).items():
        number = options.numbers[name]
        if number == 0:
            continue
        started = time.monotonic()
        with empty_folder(name) as folder:
            outcome = fault(folder, number)
            outcome.kind, outcome.n_asked = name, number
            outcome.fault += ", in memory" if folder.is_relative_to(MEMORY) else ""
        outcome.wall_s = time.monotonic() - started
        outcomes = [*(earlier for earlier in outcomes if earlier.fault != outcome.fault), outcome]
        print(row(outcome), *outcome.told, sep="\n", flush=True)
        _write(options, outcomes, commands)
    return 0 if all(outcome.is_fine for outcome in outcomes) else 1


def _command(arguments: list[str]) -> str:
    """As anyone may repeat it, without the place where this machine put the results."""
    told = list(arguments)
    if "--results" in told:
        at = told.index("--results")
        del told[at : at + 2]
    return " ".join(["python tests/faults/run.py", *told])


def _earlier(options: argparse.Namespace) -> tuple[list[Outcome], list[str]]:
    """What the report has already, and the commands that it came from."""
    facts = json.loads((options.results / "store_faults.json").read_text(encoding="utf-8"))
    return [Outcome(**outcome) for outcome in facts["outcomes"]], facts["commands"]


def _write(options: argparse.Namespace, outcomes: list[Outcome], commands: list[str]) -> None:
    """After each kind, so that what was done counts when the rest is not."""
    facts = {
        "machine": machine(),
        "commands": commands,
        "sqlite": sqlite3.sqlite_version,
        "apsw_sqlite": apsw.sqlite_lib_version(),
        "seed": options.seed,
        "outcomes": [dataclasses.asdict(outcome) for outcome in outcomes],
    }
    write_results("store_faults", facts, report(facts, outcomes), folder=options.results)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--full", action="store_true", help="the numbers that were asked for")
    parser.add_argument("--only", metavar="KIND,KIND", help="these kinds of faults alone")
    parser.add_argument("--add", action="store_true", help="what is not done now stays in the report as it was")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--results", type=Path, default=RESULTS, help="where the report goes")
    for name, number in SOME.items():
        parser.add_argument(f"--{name}", metavar="N", help=f"{number} unless told; with --full {FULL[name] or 'all'}")
    options = parser.parse_args()
    numbers: dict[str, int | None] = dict(FULL if options.full else SOME)
    for name in numbers:
        given = getattr(options, name.replace("-", "_"))
        if given is not None:
            numbers[name] = None if given == "all" else int(given)
    if options.only:
        wanted = options.only.split(",")
        if unknown := set(wanted) - numbers.keys():
            parser.error(f"no such kind: {', '.join(sorted(unknown))}")
        numbers = {name: number if name in wanted else 0 for name, number in numbers.items()}
    options.numbers = numbers
    return options


if __name__ == "__main__":
    sys.exit(main())
