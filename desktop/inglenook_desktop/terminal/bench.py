"""`inglenook bench curve`: how long a pass of the model takes for 1, 2, 4, … rows, on this machine.

The engine measures; this asks it, shows a table and says which installed model could draft, if one could.
"""

from __future__ import annotations

import logging
import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from inglenook_engine.protocol import Curve, Failed
from inglenook_engine.types import CurvePoint, LoadParams, ModelInfo
from inglenook_engine.wire import to_json

from .. import draft_choice, frames
from ..library import InstalledModel
from .ask import report_load_error
from .console import Console
from .exit_codes import ExitCode
from .figures import model_line
from .session import LoadError, Session, failure_json, report_failure

_log = logging.getLogger("inglenook.link")

INSPECTION_PATIENCE_S = 30.0
_HEADINGS = ("width", "ms a pass", "tokens/s", "x one token", "must yield")


@dataclass(frozen=True, slots=True, kw_only=True)
class CurveRequest:
    """is_fresh: not what an earlier measurement left in `load.curve_dir`, which is replaced. installed: models among
    which a draft model is looked for."""

    load: LoadParams
    is_fresh: bool
    is_json: bool
    installed: Sequence[InstalledModel] = ()


def run_curve(request: CurveRequest, console: Console) -> ExitCode:
    """Measure and print. Exit status INTERRUPTED after Ctrl+C, which still prints what was measured until then."""
    with _curve_folder(request) as folder, Session(replace(request.load, curve_dir=folder), console) as session:
        try:
            model = session.load()
        except LoadError as error:
            return report_load_error(error.failure, console, is_json=request.is_json)
        curve, failure, status = Curve(points=(), is_complete=False), None, ExitCode.OK
        console.progress("Measuring passes …")
        try:
            for event in session.measure():
                if isinstance(event, Failed):
                    failure, status = event, ExitCode.FAILED
                    continue
                curve = event
                console.progress(f"Measuring passes … {len(curve.points)} so far")
        except KeyboardInterrupt:
            status = ExitCode.INTERRUPTED
        console.clear_progress()
    if request.is_json:
        console.json(_to_json(model, curve, failure))
    else:
        _print(model, curve, console)
    if failure is not None:
        report_failure(failure, console)
    elif curve.is_complete and not request.is_json:
        _hint(model, curve, request.installed, console)
    return status


def table(points: Sequence[CurvePoint]) -> list[str]:
    """Lines of text: for each depth and number of threads a heading, and one line for each width."""
    lines: list[str] = []
    for n_cached, n_threads in sorted({(point.n_cached, point.n_threads) for point in points}):
        row_of = {p.width: p for p in points if (p.n_cached, p.n_threads) == (n_cached, n_threads)}
        threads = "1 thread" if n_threads == 1 else f"{n_threads} threads"
        lines.extend(("", f"After {n_cached:,} tokens, {threads}"))
        lines.append("".join(f"{heading:>12}" for heading in _HEADINGS))
        one_ms = row_of[1].pass_ms if 1 in row_of else 0.0
        for width, point in sorted(row_of.items()):
            cells = (f"{width}", f"{point.pass_ms:.2f}", f"{_rate(point):.1f}", *_beside(point, one_ms))
            lines.append("".join(f"{cell:>12}" for cell in cells))
    return lines


def _rate(point: CurvePoint) -> float:
    """Tokens a second when every row of every pass is a token of the answer."""
    return point.width / point.pass_ms * 1000 if point.pass_ms > 0 else 0.0


def _beside(point: CurvePoint, one_ms: float) -> tuple[str, str]:
    """The pass in passes of one token; and how many tokens it must yield to be no slower than those."""
    if one_ms <= 0:
        return "", ""
    times = point.pass_ms / one_ms
    return f"{times:.2f}", f"{times:.2f} of {point.width}" if times <= point.width else "cannot pay"


def _print(model: ModelInfo, curve: Curve, console: Console) -> None:
    console.line(model_line(model), is_bold=True)
    for line in table(curve.points):
        console.line(line)
    console.line()
    if curve.is_complete:
        console.line("A pass pays when it yields more tokens than it takes times of a one-token pass.", is_dim=True)
    elif curve.points:
        console.note("Not complete: the measurement ended before every width and depth was measured.")
    else:
        console.note("Nothing was measured.")


def _to_json(model: ModelInfo, curve: Curve, failure: Failed | None) -> dict[str, Any]:
    one_ms = {(p.n_cached, p.n_threads): p.pass_ms for p in curve.points if p.width == 1 and p.pass_ms > 0}

    def point_json(point: CurvePoint) -> dict[str, Any]:
        one = one_ms.get((point.n_cached, point.n_threads))
        return {**to_json(point), "tokens_per_s": _rate(point), "times_one_token": one and point.pass_ms / one}

    return {
        "model": to_json(model),
        "is_complete": curve.is_complete,
        "points": [point_json(point) for point in curve.points],
        "error": None if failure is None else failure_json(failure),
    }


@contextmanager
def _curve_folder(request: CurveRequest) -> Iterator[str]:
    """Where the engine reads and keeps. A fresh measurement gets an empty folder; what it left there then takes the
    place of what was kept before."""
    kept = request.load.curve_dir
    if not request.is_fresh or not kept:
        yield kept
        return
    with TemporaryDirectory(dir=kept, prefix=".fresh-", ignore_cleanup_errors=True) as folder:
        yield folder
        for file in Path(folder).iterdir():
            with suppress(OSError):
                file.replace(Path(kept) / file.name)


def _hint(model: ModelInfo, curve: Curve, installed: Sequence[InstalledModel], console: Console) -> None:
    """One line on a model that could draft for this one."""
    fitting = draft_choice.candidates(model, installed)
    if not fitting:
        return
    output = _inspect([model.path, *(str(one.path) for one in fitting)])
    facts = draft_choice.facts_from(output)
    draft = draft_choice.suggested(model, fitting, facts=facts, points=curve.points)
    if draft is not None:
        console.note(f"{draft.name} could draft for this model: ask and chat take --draft-model {draft.name}")


def _inspect(paths: list[str]) -> str:
    """What a child says of these files; "" when it cannot: no reason to bother anybody."""
    environ = frames.engine_environment(os.environ)
    try:
        done = subprocess.run(
            frames.inspect_command(paths),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env=environ,
            timeout=INSPECTION_PATIENCE_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        _log.warning("no inspection of %d models: %s", len(paths), error)
        return ""
    return done.stdout.decode("utf-8", "replace")
