"""`inglenook network`: the switch, the mirror, and the ledger of every request."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

from inglenook_engine.wire import to_json

from ..hub.environment import PROXY_NAMES, withheld_login
from ..hub.ledger import FILE_NAME, clear_ledger, read_ledger, totals
from ..hub.login import describe_login
from ..hub.switch import (
    NetworkState,
    checked_mirror,
    endpoint,
    host_of,
    offline_variable,
    read_network,
    turn,
    write_network,
)
from .console import Console
from .exit_codes import ExitCode
from .figures import moment, size

_STATES = {
    NetworkState.NEVER_ASKED: "The network was never asked for; a search, a show or a download will use it.",
    NetworkState.ONLINE: "The network is on: a search, a show or a download uses it, and nothing else.",
    NetworkState.OFFLINE: "The network is off: nothing is asked of anybody.",
}


def run_status(data_dir: Path, console: Console, *, is_json: bool) -> ExitCode:
    settings = read_network(data_dir)
    entries = read_ledger(data_dir)
    variable = offline_variable(os.environ)
    address = endpoint(settings, os.environ)
    withheld = withheld_login(os.environ, settings)
    proxies = sorted(name for name in os.environ if name.upper() in PROXY_NAMES)
    n_bytes = sum(entry.n_bytes for entry in entries)
    if is_json:
        body: dict[str, Any] = {
            "state": settings.state.value,
            "forbidden_by": variable or None,
            "host": host_of(address),
            "mirror": settings.mirror or None,
            "login": describe_login(os.environ),
            "login_is_sent": not withheld,
            "proxies": proxies,
            "n_requests": len(entries),
            "n_bytes": n_bytes,
        }
        console.json(body)
        return ExitCode.OK
    console.line(_STATES[settings.state])
    if variable:
        console.line(f"{variable} is set, so nothing goes out in any case.")
    console.line(f"The hub is {host_of(address)}{', a mirror' if address == settings.mirror else ''}.")
    console.line(f"Login: {describe_login(os.environ)}.{f' {withheld}' if withheld else ''}")
    if proxies:
        console.line(f"Proxies by {', '.join(proxies)}.")
    console.line(f"{len(entries)} requests are written down, {size(n_bytes)} came.")
    return ExitCode.OK


def run_ledger(data_dir: Path, console: Console, *, is_json: bool, limit: int) -> ExitCode:
    """limit: how many of the newest, 0 for all."""
    entries = read_ledger(data_dir)
    shown = entries[-limit:] if limit else entries
    if is_json:
        for entry in shown:
            console.json(to_json(entry))
        return ExitCode.OK
    if not entries:
        console.line("No request was ever made.")
        return ExitCode.OK
    width = max(len(entry.host) for entry in shown)
    for entry in shown:
        status = str(entry.status) if entry.status else "---"
        request = f"{moment(entry.at)}  {entry.method:<4}  {entry.host:<{width}}"
        console.line(f"{request}  {status}  {size(entry.n_bytes):>9}  {entry.why}")
    if len(shown) < len(entries):
        console.note(f"{len(entries) - len(shown)} older ones are not shown; --limit 0 shows all.")
    for host, (n_requests, n_bytes) in sorted(totals(entries).items()):
        console.note(f"{host}: {n_requests} requests, {size(n_bytes)}")
    return ExitCode.OK


def run_clear(data_dir: Path, console: Console) -> ExitCode:
    count = len(read_ledger(data_dir))
    clear_ledger(data_dir)
    console.line(f"{count} requests are forgotten: {data_dir / FILE_NAME} is deleted.")
    return ExitCode.OK


def run_turn(data_dir: Path, console: Console, *, is_online: bool) -> ExitCode:
    """data_dir: made already. Raises NetworkSwitchError."""
    settings = turn(data_dir, NetworkState.ONLINE if is_online else NetworkState.OFFLINE)
    console.line(_STATES[settings.state])
    variable = offline_variable(os.environ)
    if is_online and variable:
        console.note(f"{variable} is set, so nothing goes out until you unset it.")
    return ExitCode.OK


def run_mirror(data_dir: Path, console: Console, *, address: str, gets_login: bool) -> ExitCode:
    """address: "" for the hub itself. data_dir: made already. Raises NetworkSwitchError."""
    mirror = checked_mirror(address) if address else ""
    settings = replace(read_network(data_dir), mirror=mirror, mirror_gets_token=bool(mirror) and gets_login)
    write_network(data_dir, settings)
    console.line(f"The hub is {host_of(endpoint(settings, os.environ))}.")
    if note := withheld_login(os.environ, settings):
        console.note(note)
    if os.environ.get("HF_ENDPOINT"):
        console.note("HF_ENDPOINT is set and wins over the mirror.")
    return ExitCode.OK
