"""T(width): how long a pass of the target takes by its number of rows, as the engine itself measures it.

python bench/pass_curve.py MODEL [MODEL ...] [--draft-model MODEL]     a file or a test model's short name
"""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from arm_ours import Ours, load_params
from measure import load_average, machine, machine_line, model_path, write_results
from speculation_report import curve_table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", nargs="+")
    parser.add_argument("--draft-model", default="")
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--results", type=Path, help="folder of results")
    options = parser.parse_args()
    facts: dict[str, Any] = {"machine": machine(), "load_average": load_average(), "curves": {}, "models": {}}
    draft = str(model_path(options.draft_model)) if options.draft_model else ""
    for name in options.models:
        with Ours(load_params(str(model_path(name)), draft=draft, n_threads=options.threads), wants_curve=True) as ours:
            assert ours.curve is not None
            facts["curves"][Path(name).stem] = list(map(asdict, ours.curve.points))
            facts["models"][Path(name).stem] = asdict(ours.info)
    lines = ["# Time of a pass by its width", "", machine_line(facts["machine"]), "", *curve_table(facts["curves"]), ""]
    text = "\n".join(lines)
    folder = {} if options.results is None else {"folder": options.results}
    write_results("pass_curve", facts, text, **folder)
    print(text)


if __name__ == "__main__":
    main()
