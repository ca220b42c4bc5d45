"""Bad luck with a hub, each kind once, and a table of what came of it:

    python tests/faults/hub.py                 about two minutes
    python tests/faults/hub.py --only TLS      the cases whose name has this in it; nothing is written

The report goes to bench/results/hub_faults.md and .json. Ends with 1 when anything is there that should not be.
"""

from __future__ import annotations

import argparse
import dataclasses
import sys
import tempfile
from pathlib import Path
from typing import Any

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent / "bench")]

from faults.hub_cases import can_mount, cases  # noqa: E402
from faults.hub_rig import DATA, Case, Outcome, Rig, run  # noqa: E402
from huggingface_hub import __version__ as hub_version  # noqa: E402  # only its name: it runs in the children
from loopback_hub import running_hub  # noqa: E402
from measure import RESULTS, machine, machine_line, write_results  # noqa: E402


def once(case: Case) -> Outcome:
    with tempfile.TemporaryDirectory(prefix="inglenook-hub-") as name, running_hub() as hub:
        folder = Path(name)
        (folder / "cache").mkdir()
        hub.files["org/name/model.gguf"] = DATA
        try:
            return run(case, Rig(hub=hub, folder=folder, cache=folder / "cache"))
        except Exception as error:  # the table tells of it, and the other cases go on
            return Outcome(case.name, wrong=[f"{type(error).__name__}: {error}"[:300].replace(name, "FOLDER")])


def report(facts: dict[str, Any], outcomes: list[Outcome]) -> str:
    """The results as a page for people."""
    n_wrong = sum(bool(outcome.wrong) for outcome in outcomes)
    lines = [
        "# Bad luck with the hub",
        "",
        machine_line(facts["machine"]),
        "",
        f"`python tests/faults/hub.py`: {len(outcomes)} cases, {n_wrong} with anything wrong. Each is done to a "
        f"fetcher process of its own with huggingface_hub {hub_version} in it, against a hub on loopback that speaks "
        "the real protocol (tests/loopback_hub.py), while a file of 3 MB is fetched.",
        "",
        "Checked after each: the failure is the one expected; the person is told a sentence; under the file's name "
        "lies nothing but the file; no blob is under another's checksum; nothing is left that the next try does not "
        "use, and what is left is as many bytes as was told; the token went to the hub alone and lies nowhere; then "
        "the same download without bad luck brings the whole file. hub.example, store.example, CACHE and FOLDER stand "
        "for names of the machine.",
        "",
        "| what was done | what the person was told | on the disk afterwards | the next try |",
        "|---|---|---|---|",
    ]
    for outcome in outcomes:
        told = outcome.told or "(nothing: it went well)"
        cells = (outcome.name, told, outcome.left, outcome.then or "(no file to fetch here)")
        lines.append(f"| {' | '.join(cells)} |")
        lines += [f"| | WRONG: {wrong} | | |" for wrong in outcome.wrong]
    if not facts["has_small_disks"]:
        lines += ["", "Cases on small disks of their own are missing: this user may not mount one."]
    return "\n".join([*lines, ""])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", metavar="WORDS", default="", help="cases whose name has this in it")
    parser.add_argument("--results", type=Path, default=RESULTS, help="where the report goes")
    options = parser.parse_args()
    outcomes = []
    for case in cases():
        if options.only.casefold() not in case.name.casefold():
            continue
        outcomes.append(once(case))
        print(f"{'WRONG ' if outcomes[-1].wrong else ''}{outcomes[-1].name}: {outcomes[-1].told}", flush=True)
        print(*outcomes[-1].wrong, sep="\n", end="\n" if outcomes[-1].wrong else "")
    facts = {
        "machine": machine(),
        "huggingface_hub": hub_version,
        "has_small_disks": can_mount(),
        "outcomes": [dataclasses.asdict(outcome) for outcome in outcomes],
    }
    if not options.only:
        write_results("hub_faults", facts, report(facts, outcomes), folder=options.results)
    return int(not outcomes or any(outcome.wrong for outcome in outcomes))


if __name__ == "__main__":
    sys.exit(main())
