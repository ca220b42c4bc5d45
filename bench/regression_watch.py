"""The watch over rates (`statistics/change_point.py`) on simulated noise: false alarms, misses, runs until found.

    python bench/regression_watch.py [--weeks 1000] [--drops 1000]

A week is 150 runs of one kind of work. Nothing is timed, so any machine gives the same table.
"""

from __future__ import annotations

import argparse
import random
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from inglenook_desktop.statistics.change_point import Watch, changes
from measure import machine, write_results

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from noisy_rates import NOISES, Noise, rates  # after the path to it

RUNS_A_WEEK, WEEKS_A_SERIES = 150, 50
WITHIN, PATIENCE = 50, 300
SEED = 2026


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One kind of noise.

    false_alarms: in `weeks` of stable noise. found_within_50, never_found: shares of the drops of a tenth; never: not
    in 300 runs. runs_median, runs_p95: from the drop to its discovery, None where it took longer than 300.
    ratio_median: as it was told, 0.9 is true. promised: runs to find a tenth that the watch itself names, median;
    None: it says that this noise hides it.
    """

    noise: Noise
    weeks: int
    false_alarms: int
    drops: int
    found_within_50: float
    never_found: float
    runs_median: int | None
    runs_p95: int | None
    ratio_median: float | None
    promised: int | None


def simulated(noise: Noise, *, weeks: int, drops: int) -> Row:
    rng = random.Random(f"{SEED} {noise.name}")
    n_series = weeks // WEEKS_A_SERIES
    stable = (changes(rates(rng, noise, WEEKS_A_SERIES * RUNS_A_WEEK)) for _ in range(n_series))
    false_alarms = sum(map(len, stable))
    delays: list[int | None] = []
    ratios: list[float] = []
    promises: list[int | None] = []
    for _ in range(drops):
        begin = rng.randrange(60, 400)
        watch, found = Watch(), None
        for index, rate in enumerate(rates(rng, noise, begin + PATIENCE, drop_at=begin)):
            if index == begin:
                promises.append(watch.noise.runs_to_find if watch.noise else None)
            change = watch.add(rate)
            if change is not None and index >= begin:
                found = change
                break
        delays.append(None if found is None else found.found_at - begin + 1)
        if found is not None:
            ratios.append(found.ratio)
    return Row(
        noise=noise,
        weeks=n_series * WEEKS_A_SERIES,
        false_alarms=false_alarms,
        drops=drops,
        found_within_50=sum(delay is not None and delay <= WITHIN for delay in delays) / drops,
        never_found=sum(delay is None for delay in delays) / drops,
        runs_median=at(delays, 0.5),
        runs_p95=at(delays, 0.95),
        ratio_median=sorted(ratios)[len(ratios) // 2] if ratios else None,
        promised=at(promises, 0.5),
    )


def at(values: list[int | None], fraction: float) -> int | None:
    """The value at this fraction, None being the largest."""
    ascending = sorted(values, key=lambda value: (value is None, value or 0))
    return ascending[min(len(ascending) - 1, int(fraction * len(ascending)))]


def page(rows: list[Row]) -> str:
    lines = [
        "# The watch over rates, on simulated noise",
        "",
        f"Stable noise in series of {WEEKS_A_SERIES} weeks of {RUNS_A_WEEK} runs; then drops of a tenth, each after "
        f"60 to 400 runs. Disturbed runs lose 20 to 60 %. Seed {SEED}.",
        "",
        "| noise | spread of a run | correlation | disturbed | weeks | false alarms | drops | found within 50 runs | "
        "never in 300 | runs until found, median | 95 % | told as, median | the watch itself promises |",
        "|" + "---|" * 13,
    ]
    for row in rows:
        noise = row.noise
        told = "" if row.ratio_median is None else f"{row.ratio_median:.3f}"
        cells = (
            *(
                noise.name,
                f"{noise.spread:.0%}",
                noise.correlation,
                f"{noise.disturbed:.0%}",
                row.weeks,
                row.false_alarms,
            ),
            *(
                row.drops,
                f"{row.found_within_50:.1%}",
                f"{row.never_found:.1%}",
                row.runs_median,
                row.runs_p95 or "over 300",
            ),
            *(told, f"{row.promised} runs" if row.promised else "too loud"),
        )
        lines.append("| " + " | ".join(map(str, cells)) + " |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weeks", type=int, default=1000)
    parser.add_argument("--drops", type=int, default=1000)
    options = parser.parse_args()
    rows = [simulated(noise, weeks=options.weeks, drops=options.drops) for noise in NOISES]
    text = page(rows)
    write_results("regression_watch", {"machine": machine(), "rows": [asdict(row) for row in rows]}, text)
    print(text)


if __name__ == "__main__":
    main()
