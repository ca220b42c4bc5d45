"""One page with every figure that was asked for, from the results of the single benchmarks. Measures nothing.

python bench/summary.py [--speculation speculation_quick]
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from measure import RESULTS, Estimate, machine_line
from speculation_report import figure, figure_table

PLAIN_ARM = "loop, greedy"


def figures_of(name: str, facts: dict[str, Any]) -> list[dict[str, Any]]:
    """Those of one file of results."""
    if name != "decode_vs_llama_bench":
        found: list[dict[str, Any]] = facts.get("figures", [])
        return found
    return [
        figure("plain loop / llama-bench tg", Estimate(**one["ratio"][PLAIN_ARM]), 0.98, 1.0, where=one["model"])
        for one in facts["results"]
    ]


def sections(folder: Path, names: list[str]) -> Iterator[str]:
    for name in names:
        path = folder / f"{name}.json"
        if not path.exists():
            yield from (f"`{name}`: not measured.", "")
            continue
        facts = json.loads(path.read_text(encoding="utf-8"))
        yield from (f"`{name}`: {machine_line(facts['machine'])}", "", *figure_table(figures_of(name, facts)), "")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--speculation", default="speculation_bench", help="name of that file of results")
    parser.add_argument("--results", type=Path, default=RESULTS)
    options = parser.parse_args()
    names = ["decode_vs_llama_bench", options.speculation, "busy_core_bench", "loop_overhead"]
    text = "\n".join(["# The figures to reach, and what was measured", "", *sections(options.results, names)])
    (options.results / "summary.md").write_text(text + "\n", encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
