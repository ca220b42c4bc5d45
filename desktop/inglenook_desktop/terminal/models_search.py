"""`inglenook models search`: repositories of the hub with models for this program, and the built-in list."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
from inglenook_engine.wire import to_json

from ..fetcher.protocol import Cancelled, FetchFailed, Found, FoundRepository, Search, SearchOrder
from ..hub.recommended import Recommended, recommended_list, suited
from .console import Console
from .exit_codes import ExitCode
from .figures import size
from .hub_jobs import HubJobs


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """query, author: "" for none. Both empty: the built-in list, without the network."""

    query: str
    author: str
    limit: int
    sort: SearchOrder
    is_json: bool


def run_search(data_dir: Path, console: Console, request: SearchRequest) -> ExitCode:
    hub = HubJobs(data_dir, console, os.environ, is_json=request.is_json)
    last = hub.run(Search(query=request.query, author=request.author, limit=request.limit, sort=request.sort))
    match last:
        case Found():
            _show(last, console, is_json=request.is_json)
            return ExitCode.OK
        case Cancelled() | FetchFailed():
            return hub.report(last)
        case _:
            raise AssertionError(f"a search ended with {last}")


def run_recommended(console: Console, *, is_json: bool) -> ExitCode:
    """The built-in list: those for this machine first. Asks nobody."""
    known = recommended_list()
    fit = suited(known.models, psutil.virtual_memory().total)
    if is_json:
        for model in known.models:
            console.json({**_recommended_json(model), "is_for_this_memory": model in fit, "date": known.date})
        return ExitCode.OK
    console.line("For the memory of this machine:", is_bold=True)
    for model in fit:
        _recommended_line(model, console)
    console.line("For other machines:", is_bold=True)
    for model in known.models:
        if model not in fit:
            _recommended_line(model, console)
    unchecked = "" if known.was_checked_online else ", and was not compared with the hub on that day"
    console.note(
        f"This list came with the program and is of {known.date}{unchecked}. Nothing was asked of anybody. "
        "inglenook models pull NAME downloads one, inglenook models search WORDS looks for others."
    )
    return ExitCode.OK


def _show(found: Found, console: Console, *, is_json: bool) -> None:
    if is_json:
        for repository in found.repositories:
            console.json(to_json(repository))
        return
    if not found.repositories:
        console.line("Nothing was found.")
    width = max((len(one.name) for one in found.repositories), default=0)
    for one in found.repositories:
        console.line(f"{one.name:<{width}}  {_facts(one)}")
    if found.repositories:
        console.note("inglenook models show NAME lists its quantizations and what each costs in quality.")
    if found.n_left_out:
        console.note(f"{found.n_left_out} more had names that cannot be taken.")


def _facts(one: FoundRepository) -> str:
    parts = [f"{count(one.downloads)} downloads"]
    if one.n_parameters:
        parts.append(parameters(one.n_parameters))
    if one.licence:
        parts.append(one.licence)
    if one.updated_at:
        parts.append(one.updated_at[:10])
    if one.is_gated:
        parts.append("gated: its terms must be accepted")
    if one.is_private:
        parts.append("private")
    return " · ".join(parts)


def count(number: int) -> str:
    """12,345 as 12 k, for what nobody needs exactly."""
    for unit, factor in (("M", 1e6), ("k", 1e3)):
        if number >= factor:
            return f"{number / factor:.1f} {unit}" if number < 10 * factor else f"{number / factor:.0f} {unit}"
    return str(number)


def parameters(number: int) -> str:
    return f"{number / 1e9:.1f} B parameters" if number >= 1e9 else f"{number / 1e6:.0f} M parameters"


def _recommended_line(model: Recommended, console: Console) -> None:
    console.line(f"  {model.reference}")
    console.line(
        f"    {model.title}, {model.publisher} · {size(model.size_bytes)} · from {model.memory_gb} GB of memory on · "
        f"{model.licence} · {model.good_for}",
        is_dim=True,
    )


def _recommended_json(model: Recommended) -> dict[str, Any]:
    return {
        "name": str(model.reference),
        "title": model.title,
        "publisher": model.publisher,
        "licence": model.licence,
        "memory_gb": model.memory_gb,
        "size_bytes": model.size_bytes,
        "good_for": model.good_for,
    }
