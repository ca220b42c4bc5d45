"""The page that `speculation_bench` writes for people, from its facts. Pure; knows which arms there are by name."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import comparison
from answers import Answer
from measure import Estimate, machine_line

PLAIN, AUTO, LOOKUP, AUTO_DRAFT, DRAFT = "plain", "auto", "lookup", "auto with draft model", "draft"
PREDICTED, STRICT_PLAIN, STRICT_AUTO = "predicted", "strict plain", "strict auto"
SERVER_PLAIN, SERVER_BEST, SERVER_DRAFT = "server plain", "server best", "server draft"
API, API_LOOKUP = "llama-cpp-python", "llama-cpp-python lookup"
RIVAL_ARMS = (SERVER_PLAIN, SERVER_BEST, SERVER_DRAFT)

CPU_FIGURES = {
    # what, (must, aim) as the issue states them for two CPU cores
    "auto / plain, worst kind": (0.98, 0.99),
    "code edits, auto / plain": (1.4, 1.9),
    "code edits, auto / llama-server's best flags": (1.1, 1.4),
    "quote and summarise, auto / plain": (1.2, 1.6),
    "auto / llama-server with the draft model, worst kind": (1.0, 1.5),
}


def page(facts: dict[str, Any], answers: Sequence[Answer]) -> str:
    parts = (
        ["# Speculation beside llama-server", "", machine_line(facts["machine"]), "", *_setting(facts), ""],
        ["## The figures asked for", "", *figure_table(figures(answers))],
        ["## By kind of work: ratios, median over items (95 %)", "", *_ratio_table(answers)],
        ["## Tokens a second, median over items (95 %)", "", *_rate_table(answers)],
        ["## Best and worst items, auto / plain", "", *_extremes(answers)],
        ["## What the drafters did", "", *_drafter_table(answers)],
        ["## The same work", "", *_same_work(answers)],
        ["## Exactness", "", *_exactness(facts)],
        ["## Time of a pass by its width", "", *_curve(facts)],
        ["## The sweep of llama-server's flags", "", *_sweep(facts)],
        ["## How much was measured", "", *_samples(facts, answers)],
    )
    return "\n".join(line for part in parts for line in (*part, ""))


def figures(answers: Sequence[Answer]) -> list[dict[str, Any]]:
    """The issue's figures beside what was measured. The draft model is loaded in the arm that meets the rival's."""
    by_kind = {kind: comparison.of_kind(answers, kind) for kind in comparison.kinds_of(answers)}

    def worst(above: str, below: str) -> tuple[Estimate | None, str]:
        found = {kind: one for kind, of in by_kind.items() if (one := comparison.ratio(of, above, below))}
        if not found:
            return None, ""
        kind = min(found, key=lambda name: found[name].value)
        return found[kind], kind

    edits, quotes = by_kind.get("code_edit", []), by_kind.get("quote_summarise", [])
    rival = comparison.fastest(edits, RIVAL_ARMS)
    measured: dict[str, tuple[Estimate | None, str]] = {
        "auto / plain, worst kind": worst(AUTO, PLAIN),
        "code edits, auto / plain": (comparison.ratio(edits, AUTO, PLAIN), ""),
        "code edits, auto / llama-server's best flags": (
            comparison.ratio(edits, AUTO, rival) if rival else None,
            rival or "",
        ),
        "quote and summarise, auto / plain": (comparison.ratio(quotes, AUTO, PLAIN), ""),
        "auto / llama-server with the draft model, worst kind": worst(AUTO_DRAFT, SERVER_DRAFT),
    }
    if measured["auto / llama-server with the draft model, worst kind"][0] is None:
        measured["auto / llama-server with the draft model, worst kind"] = worst(AUTO, SERVER_DRAFT)
    return [
        figure(what, measured[what][0], must, aim, where=measured[what][1]) for what, (must, aim) in CPU_FIGURES.items()
    ]


def figure(
    what: str, measured: Estimate | None, must: float, aim: float, *, where: str = "", is_upper: bool = False
) -> dict[str, Any]:
    """One line of the table of figures to reach. is_upper: must and aim are the most that is allowed."""
    sign = -1 if is_upper else 1
    verdict = "not measured"
    if measured is not None:
        reached = sign * measured.value
        verdict = "aim" if reached >= sign * aim else "must" if reached >= sign * must else "**missed**"
    estimate = None if measured is None else {"value": measured.value, "low": measured.low, "high": measured.high}
    return {"what": what, "measured": estimate, "must": must, "aim": aim, "reached": verdict, "where": where}


def figure_table(figures: Iterable[dict[str, Any]]) -> list[str]:
    rows = []
    for one in figures:
        estimate = None if one["measured"] is None else Estimate(**one["measured"])
        decimals = 2 if estimate is None or abs(estimate.value) < 10 else 0
        told = "" if estimate is None else estimate.format(decimals)
        rows.append((one["what"], told, one["must"], one["aim"], one["reached"], one["where"]))
    return table(("figure", "measured (95 %)", "must", "aim", "reached", "where"), rows)


def _ratio_table(answers: Sequence[Answer]) -> list[str]:
    rows = []
    for kind in comparison.kinds_of(answers):
        of = comparison.of_kind(answers, kind)
        rival = comparison.fastest(of, RIVAL_ARMS)
        rows.append(
            (
                kind,
                _ratio(of, AUTO, PLAIN),
                f"{_ratio(of, AUTO, rival)}, {rival}" if rival else "",
                _ratio(of, AUTO, SERVER_DRAFT),
                _ratio(of, AUTO_DRAFT, SERVER_DRAFT),
                _ratio(of, AUTO_DRAFT, PLAIN),
                _ratio(of, LOOKUP, PLAIN),
                _ratio(of, PREDICTED, PLAIN),
                _ratio(of, PLAIN, SERVER_PLAIN),
            )
        )
    head = ("kind", "auto / plain", "auto / server's best of the arms", "auto / server draft")
    more = ("auto+draft model / server draft", "auto+draft model / plain", "lookup / plain", "predicted / plain")
    return table((*head, *more, "plain / server plain"), rows)


def _ratio(answers: Sequence[Answer], above: str, below: str) -> str:
    estimate = comparison.ratio(answers, above, below)
    return estimate.format(2) if estimate else ""


def _rate_table(answers: Sequence[Answer]) -> list[str]:
    arms, kinds = comparison.arms_of(answers), comparison.kinds_of(answers)

    def cell(kind: str, arm: str) -> str:
        estimate = comparison.median_rate(comparison.of_kind(answers, kind), arm)
        return estimate.format(1) if estimate else ""

    return table(("arm", *kinds), [(arm, *(cell(kind, arm) for kind in kinds)) for arm in arms])


def _extremes(answers: Sequence[Answer]) -> list[str]:
    found = sorted(comparison.item_ratios(answers, AUTO, PLAIN).items(), key=lambda pair: pair[1])
    count = min(5, len(found))
    pairs = zip(found[:count], reversed(found[-count:] if count else []), strict=True)
    rows = [(f"{low:.2f}", worst, f"{high:.2f}", best) for (worst, low), (best, high) in pairs]
    return table(("worst", "item", "best", "item"), rows)


def _drafter_table(answers: Sequence[Answer]) -> list[str]:
    rows: list[tuple[object, ...]] = []
    for arm in comparison.arms_of(answers):
        for kind in comparison.kinds_of(answers):
            own = [answer for answer in comparison.of_kind(answers, kind) if answer.arm == arm]
            if not own or arm == PLAIN:
                continue
            off = ", ".join(f"{why} ({count})" for why, count in comparison.off_reasons(own, arm).items())
            saved, lost = sum(one.saved_ms for one in own), sum(one.lost_ms for one in own)
            for drafter in comparison.drafter_sums(own, arm):
                places = " ".join(f"{share:.0%}" for share in drafter.accepted_share_at[:8])
                cells = (drafter.name, drafter.rounds, drafter.drafted, drafter.accepted, f"{drafter.share:.0%}")
                rows.append((arm, kind, *cells, places, f"{saved:.0f}", f"{lost:.0f}", off))
            if off and not comparison.drafter_sums(own, arm):
                rows.append((arm, kind, "none", "", "", "", "", "", f"{saved:.0f}", f"{lost:.0f}", off))
    head = ("arm", "kind", "drafter", "rounds", "drafted", "accepted", "share", "share by place")
    return table((*head, "saved ms", "lost ms", "off"), rows)


def _same_work(answers: Sequence[Answer]) -> list[str]:
    unequal = comparison.unequal_prompts(answers)
    lines = ["Every arm had prompts of the same length." if not unequal else f"**Prompts differ**: {unequal}", ""]
    rows = []
    greedy = is_greedy(answers)
    for arm in comparison.arms_of(answers):
        if arm != PLAIN:
            found = comparison.agreement(answers, arm, PLAIN, only=greedy)
            rows.append((arm, found.items, found.equal))
    return [*lines, *table(("arm", "greedy items", "the same ids as our plain arm"), rows)]


def is_greedy(answers: Iterable[Answer]) -> Callable[[str], bool]:
    """A predicate of item names. llama-server draws other random numbers, so sampled items can not agree with its."""
    return {answer.item for answer in answers if answer.temperature == 0.0}.__contains__


def _exactness(facts: dict[str, Any]) -> list[str]:
    found = facts.get("exactness")
    if not found:
        return ["Not examined in this run."]
    rows = [
        (
            one["arm"],
            one["reference"],
            one["items"],
            one["items"] - one["equal"],
            " ".join(f"{gap:.4f}" for gap in one["gaps"]),
        )
        for one in found
    ]
    return [
        "Ids of an answer beside those of the same program without speculation. The gap is the plain pass's top logit "
        "less the logit of the token that was chosen instead, at the first token that differs; for sampled answers no "
        "gap is given. Of llama-server's answers only greedy ones count, with the same choice of flash attention.",
        "",
        *table(("arm", "compared with", "items", "parted", "gap at each first difference"), rows),
    ]


def _curve(facts: dict[str, Any]) -> list[str]:
    curves: dict[str, list[dict[str, Any]]] = facts.get("curves", {})
    return curve_table(curves) if any(curves.values()) else ["Not measured in this run."]


def curve_table(curves: dict[str, list[dict[str, Any]]]) -> list[str]:
    """curves: the points of each by its name."""
    rows = []
    for name, points in curves.items():
        for n_threads, n_cached in sorted({(point["n_threads"], point["n_cached"]) for point in points}):
            of = {p["width"]: p["pass_ms"] for p in points if (p["n_threads"], p["n_cached"]) == (n_threads, n_cached)}
            one = of.get(1)
            cells = ", ".join(
                f"{width}: {ms:.1f}" + (f" ({ms / one:.2f})" if one else "") for width, ms in sorted(of.items())
            )
            rows.append((name, n_threads, n_cached, cells))
    return table(("arm", "threads", "tokens cached", "width: ms (of one row)"), rows)


def _sweep(facts: dict[str, Any]) -> list[str]:
    tried = facts.get("sweep", [])
    if not tried:
        return ["No sweep in this run."]
    kinds = list(dict.fromkeys(one["kind"] for one in tried))
    names = list(dict.fromkeys((one["flags"], one["flash_attention"]) for one in tried))
    of = {(one["flags"], one["flash_attention"], one["kind"]): one["tokens_per_s"] for one in tried}
    rows = []
    for name, flash in names:
        cells = []
        for kind in kinds:
            rate = of.get((name, flash, kind))
            is_best = rate is not None and rate == max(r for (_, _, k), r in of.items() if k == kind)
            cells.append("" if rate is None else f"**{rate:.1f}**" if is_best else f"{rate:.1f}")
        rows.append((name, flash, *cells))
    chosen = [f"{kind}: {words}" for kind, words in facts.get("chosen_flags", {}).items()]
    return [*table(("flags", "-fa", *kinds), rows), "", "Chosen: " + "; ".join(chosen) + "."]


def _setting(facts: dict[str, Any]) -> list[str]:
    options = facts["options"]
    return [
        f"{facts['model']}, draft model {facts['draft_model'] or 'none'}, {facts['n_threads']} threads, "
        f"{facts['libraries']} At most {options['max_tokens'] or 'as many as an item needs'} tokens an answer.",
        "",
        "A rate is the tokens after the first over the time since the first, by the program's own clock; "
        "for llama-server by its clock or by ours, whichever is better for it. Each block is a few items of one kind; "
        "in it the arms are gone through forwards and back (A B B A), each time in a fresh process, and the next "
        "block begins with the other end.",
    ]


def _samples(facts: dict[str, Any], answers: Sequence[Answer]) -> list[str]:
    rows = []
    for arm in comparison.arms_of(answers):
        own = [answer for answer in answers if answer.arm == arm]
        n_blocks = len({answer.block for answer in own})
        wall = sum(answer.wall_ms for answer in own) / 1000
        rows.append((arm, len(own), n_blocks, sum(len(answer.tokens) for answer in own), f"{wall:.0f}"))
    loads = [answer.load_average for answer in answers] or [0.0]
    note = (
        f"Load average before a question: {min(loads):.1f} to {max(loads):.1f}, median {statistics.median(loads):.1f}."
    )
    ended = f"{facts['blocks_done']} of {facts['blocks_planned']} blocks were done"
    return [
        *table(("arm", "answers", "blocks", "tokens", "seconds"), rows),
        "",
        f"{note} {ended}{', then the time was over' if facts['is_cut_short'] else ''}; "
        f"the run took {facts['elapsed_s'] / 60:.0f} minutes.",
    ]


def table(head: Sequence[object], rows: Iterable[Sequence[object]]) -> list[str]:
    def line(cells: Sequence[object]) -> str:
        return "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |"

    return [line(head), "|" + "---|" * len(head), *(line(row) for row in rows)]
