"""Damage: each page of a database is spoiled in turn, in several ways, and a fresh process opens and reads it all."""

from __future__ import annotations

import os
import random
import shutil
import signal
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from inglenook_desktop.store import FILE_NAME
from store_writers import Writer

from .kills import server
from .outcome import Outcome
from .script import history

PAGE_BYTES = 4096
N_ACTS = 60
PATIENCE_S = 60.0
KINDS = ("zeros", "noise", "a flipped bit", "cut off")


def each_page(folder: Path, *, n_damages: int | None, seed: int) -> Outcome:
    """n_damages: None for every page in every way, else as many, evenly spread.

    Lost are messages that no longer come out although the program opened the folder without a word. There are no
    checksums in a page: a bit that flips inside a text makes another text of it, which is counted, not judged.
    """
    outcome = Outcome("a damaged page")
    whole = folder / "whole"
    states = history(whole, seed=seed, n_acts=N_ACTS)
    truth = {row[0]: row[6] for row in states[-1]["messages"]}
    content = (whole / FILE_NAME).read_bytes()
    noise = random.Random(seed)
    places = [(start, kind) for start in range(0, len(content), PAGE_BYTES) for kind in KINDS]
    outcome.figures["pages"] = len(content) // PAGE_BYTES
    if n_damages is not None:
        places = places[:: max(1, len(places) // n_damages)]
    with server(folder) as writers:
        for start, kind in places:
            data_dir = folder / "damaged"
            shutil.copytree(whole, data_dir)
            (data_dir / FILE_NAME).write_bytes(spoil(content, start, kind, noise))
            where = f"page {start // PAGE_BYTES + 1}, {kind}"
            reports = _reports(writers.start("read_everything", data_dir))
            outcome.judge(where, _judge(outcome, where, kind, reports, truth))
            shutil.rmtree(data_dir)
    return outcome


def spoil(content: bytes, start: int, kind: str, source: random.Random) -> bytes:
    """The same file with one page changed, or without it and all that follow."""
    before, page, after = content[:start], bytearray(content[start : start + PAGE_BYTES]), content[start + PAGE_BYTES :]
    match kind:
        case "zeros":
            page[:] = bytes(len(page))
        case "noise":
            page[:] = source.randbytes(len(page))
        case "a flipped bit":
            page[source.randrange(len(page))] ^= 1 << source.randrange(8)
        case "cut off":
            return before
        case _:
            raise ValueError(kind)
    return before + bytes(page) + after


def _reports(writer: Writer) -> list[dict[str, Any]]:
    """All that the process says. One that does not end is killed, and then has not said that it was through."""
    watchdog = threading.Timer(PATIENCE_S, os.kill, [writer.pid, signal.SIGKILL])
    watchdog.start()
    try:
        return writer.rest()
    finally:
        watchdog.cancel()


def _judge(outcome: Outcome, where: str, kind: str, reports: Iterable[dict[str, Any]], truth: dict[int, str]) -> str:
    """What is wrong. A process that was refused has an answer for its person, whatever it could read."""
    read: dict[int, str] = {}
    is_told = is_complete = False
    for report in reports:
        match report:
            case {"error": error}:
                outcome.fail(where, error)
            case {"message": message_id, "content": text} | {"row": message_id, "content": text}:
                read[message_id] = text
            case {"refused": problem} | {"unreadable": problem}:
                outcome.count(f"{kind}: told as {problem}")
                is_told = True
            case {"complete": True}:
                is_complete = True
    if not is_told and not is_complete:
        return f"refused: the process ended, or was ended after {PATIENCE_S:.0f} s, without a word"
    outcome.count("messages whose text was changed unnoticed", sum(text != truth.get(id) for id, text in read.items()))
    n_missing = len(truth.keys() - read.keys())
    if n_missing and not is_told:
        return f"lost: {n_missing} messages are gone without a word"
    if not is_told:
        outcome.count(f"{kind}: harmless")
    return ""
